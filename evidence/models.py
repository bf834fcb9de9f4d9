"""The nouns of the product as validated records and as database rows; no behaviour beyond validation lives here.

`XBase` is the record a stage takes and returns. `X(…, table=True)` is the row: it adds keys and nothing else. Rows are
built with `X.model_validate(record, update={...})`, because constructing a `table=True` class does not validate.
Where a noun owns rows of another table (a claim its quantities, a study its arms and results), the columns stand in
`XFields`, the record adds the children to them, and the row links to them by key.
Offsets are Python code points into `Snapshot.text`. Unknown is `None` or a member called `unknown`, never a guess.
"""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Self

import sqlalchemy as sa
from pydantic import ConfigDict, JsonValue, TypeAdapter, model_validator
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


# ---------------------------------------------------------------- values


class ClaimType(StrEnum):
    """What kind of thing a claim asserts."""

    EFFICACY = "efficacy"
    COMPARATIVE_EFFICACY = "comparative_efficacy"
    SAFETY = "safety"
    MECHANISM = "mechanism"
    PREVALENCE = "prevalence"
    REGULATORY = "regulatory"
    DEFINITION = "definition"
    GUIDANCE = "guidance"
    PROMOTIONAL = "promotional"


class Direction(StrEnum):
    """Which way an effect goes: as the page asserts it, or as a study found it for its arm against its comparator."""

    BENEFIT = "benefit"
    HARM = "harm"
    NO_DIFFERENCE = "no_difference"
    NEUTRAL = "neutral"
    UNKNOWN = "unknown"


class StatedDesign(StrEnum):
    """The study design in the page's own words; what a publication really is, is a code of the study-type table."""

    RCT = "rct"
    CLINICAL_TRIAL = "clinical_trial"
    SYSTEMATIC_REVIEW = "systematic_review"
    META_ANALYSIS = "meta_analysis"
    REVIEW = "review"
    COHORT = "cohort"
    CASE_CONTROL = "case_control"
    CROSS_SECTIONAL = "cross_sectional"
    RETROSPECTIVE = "retrospective"
    CASE_SERIES = "case_series"
    CASE_REPORT = "case_report"
    SURVEY = "survey"
    GUIDELINE = "guideline"
    EXPERT_OPINION = "expert_opinion"
    TESTIMONIAL = "testimonial"
    ANIMAL = "animal"
    IN_VITRO = "in_vitro"
    UNSPECIFIED_STUDY = "unspecified_study"
    NONE = "none"


class Assertiveness(StrEnum):
    """How strongly the claim's verb commits itself."""

    GUARANTEE = "guarantee"
    FACT = "fact"
    HEDGED = "hedged"
    POSSIBILITY = "possibility"
    TESTIMONIAL = "testimonial"


class Origin(StrEnum):
    """Who made a record: a person, or the program's reading of a page."""

    CURATED = "curated"
    EXTRACTED = "extracted"


class ClaimStatus(StrEnum):
    """Whether a claim counts: active, set aside by a person, or gone from the newest snapshot."""

    ACTIVE = "active"
    REJECTED = "rejected"
    REMOVED = "removed"


class QuantityKind(StrEnum):
    """What sort of number a quantity is; `percent` alone means the text does not tell people from change."""

    PERCENT = "percent"
    PERCENT_OF_PEOPLE = "percent_of_people"
    PERCENT_CHANGE = "percent_change"
    RATIO = "ratio"
    COUNT = "count"
    SAMPLE_SIZE = "sample_size"
    DOSE = "dose"
    DURATION = "duration"
    P_VALUE = "p_value"
    CONFIDENCE_INTERVAL = "confidence_interval"
    SCORE = "score"
    MEASURE = "measure"
    YEAR = "year"
    OTHER = "other"


class OutcomeKind(StrEnum):
    """The role an outcome has in its study."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    EXPLORATORY = "exploratory"
    SUBGROUP = "subgroup"
    ADVERSE_EVENT = "adverse_event"
    SERIOUS_ADVERSE_EVENT = "serious_adverse_event"
    BASELINE = "baseline"
    PROCESS = "process"
    UNKNOWN = "unknown"


class Basis(StrEnum):
    """What a study record, a verification or a judgement was read from."""

    ABSTRACT = "abstract"
    FULL_TEXT = "full_text"
    REGISTRY = "registry"
    ENTERED_RESULTS = "entered_results"
    METADATA = "metadata"
    UNKNOWN = "unknown"


class SampleSizeBasis(StrEnum):
    """Which count a sample size is; the first known one of randomised, enrolled, analysed is used."""

    RANDOMISED = "randomised"
    ENROLLED = "enrolled"
    ANALYSED = "analysed"
    PLANNED = "planned"
    POOLED = "pooled"
    UNKNOWN = "unknown"


class Standing(StrEnum):
    """What has become of a publication since it appeared; `unknown` is never shown as clean."""

    CURRENT = "current"
    CORRECTED = "corrected"
    EXPRESSION_OF_CONCERN = "expression_of_concern"
    RETRACTED = "retracted"
    WITHDRAWN = "withdrawn"
    REINSTATED = "reinstated"
    SUPERSEDED = "superseded"
    PREPRINT_ONLY = "preprint_only"
    UNKNOWN = "unknown"


class DuplicateStatus(StrEnum):
    """What a person said about two publications that may be one; those that are one were merged."""

    CANDIDATE = "candidate"
    DISTINCT = "distinct"


class MatchConfidence(StrEnum):
    """How sure it is that a publication is the one the page means."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    NOT_FOUND = "not_found"


class CitationStatus(StrEnum):
    """Whether a person stands behind the link from claim to publication."""

    CONFIRMED = "confirmed"
    CANDIDATE = "candidate"
    REFUSED = "refused"
    UNRESOLVED = "unresolved"


class CitationRole(StrEnum):
    """Whether the page leans on the publication, or a reviewer holds it up as a benchmark beside the claim."""

    CITED = "cited"
    BENCHMARK = "benchmark"


class CitationMethod(StrEnum):
    """How a citation was resolved."""

    IDENTIFIER = "identifier"
    LINK = "link"
    REFERENCE_LIST = "reference_list"
    MATCH = "match"
    CURATOR = "curator"
    NONE = "none"


class CheckName(StrEnum):
    """The independent questions a verification asks of a claim and a study."""

    NUMBERS = "numbers"
    DIRECTION = "direction"
    OUTCOME = "outcome"
    CONDITION = "condition"
    POPULATION = "population"
    INTERVENTION = "intervention"
    ROUTE = "route"
    DOSE = "dose"
    COMPARATOR = "comparator"
    TIMEPOINT = "timepoint"
    DESIGN = "design"
    SAMPLE_SIZE = "sample_size"
    YEAR = "year"
    JOURNAL = "journal"
    SPECIES = "species"
    DURATION = "duration"
    CONTROL = "control"
    ASSERTIVENESS = "assertiveness"
    HARMS = "harms"
    PURPOSE = "purpose"
    CASES = "cases"
    EVIDENCE = "evidence"
    STANDING = "standing"


class CheckResult(StrEnum):
    """The three answers a check can give; there is no fourth, and `not_checked` is not a pass."""

    AGREES = "agrees"
    DIFFERS = "differs"
    NOT_CHECKED = "not_checked"


class NumberMatch(StrEnum):
    """Where in the study a number of the claim was found."""

    MATCH = "match"
    MATCH_OTHER_OUTCOME = "match_other_outcome"
    MATCH_OTHER_ARM = "match_other_arm"
    MATCH_OTHER_TIMEPOINT = "match_other_timepoint"
    ROUNDED = "rounded"
    DERIVED = "derived"
    ABSENT = "absent"
    AMBIGUOUS = "ambiguous"


class Support(StrEnum):
    """First axis of judgement: does the cited source support the sentence?"""

    SUPPORTED = "supported"
    SUPPORTED_WEAK_SOURCE = "supported_weak_source"
    OVERSTATED = "overstated"
    PARTLY_SUPPORTED = "partly_supported"
    NOT_SUPPORTED = "not_supported"
    CONTRADICTED = "contradicted"
    IRRELEVANT_SOURCE = "irrelevant_source"
    NO_CITATION = "no_citation"
    SOURCE_UNAVAILABLE = "source_unavailable"
    NOT_CHECKABLE = "not_checkable"


class Accuracy(StrEnum):
    """Second axis of judgement: is the claim right, given the body of evidence?"""

    ACCURATE = "accurate"
    MOSTLY_ACCURATE = "mostly_accurate"
    LACKS_CONTEXT = "lacks_context"
    MISLEADING = "misleading"
    UNSUPPORTED = "unsupported"
    INACCURATE = "inaccurate"


class Axis(StrEnum):
    """What a judgement is about; `rule` holds a set of rule codes, one row each."""

    SUPPORT = "support"
    ACCURACY = "accuracy"
    RULE = "rule"


class Severity(StrEnum):
    """How bad a finding is: a note, a quality gap, likely to mislead a patient, or false."""

    INFO = "info"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


class FindingStatus(StrEnum):
    """What a reviewer did with a finding."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"


class ReviewerRole(StrEnum):
    """In what role a judgement was made."""

    CODER = "coder"
    ADJUDICATOR = "adjudicator"


class TeamRole(StrEnum):
    """What someone may do in the workbench; each may do what those before it may."""

    READER = "reader"
    CODER = "coder"
    ADJUDICATOR = "adjudicator"
    OWNER = "owner"


class CredentialKind(StrEnum):
    """What a secret is for: joining or starting once, a browser's session, or a program's access."""

    INVITATION = "invitation"
    SESSION = "session"
    PROGRAM = "program"


class AppraisalTool(StrEnum):
    """The published instrument an appraisal uses."""

    OCEBM_2011 = "ocebm_2011"
    GRADE = "grade"
    ROB_2 = "rob_2"
    ROBINS_I = "robins_i"
    AMSTAR_2 = "amstar_2"
    INSPECT_SR = "inspect_sr"


# ---------------------------------------------------------------- column types


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """A moment, stored in UTC and given back with its time zone (SQLite forgets zones); a naive value is refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Turn the moment into UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Give the moment its zone back."""
        if value is None or value.tzinfo is not None:
            return None if value is None else value.astimezone(UTC)
        return value.replace(tzinfo=UTC)


class Records(sa.types.TypeDecorator[Any]):
    """A tuple of small records in one JSON column, replaced whole and validated on the way in and out."""

    impl = sa.JSON
    cache_ok = True

    def __init__(self, item: Any) -> None:
        super().__init__()
        self.item = item
        self._adapter: TypeAdapter[Any] = TypeAdapter(tuple[item, ...])

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> Any:
        """Validate and serialise."""
        return None if value is None else self._adapter.dump_python(self._adapter.validate_python(value), mode="json")

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> Any:
        """Rebuild the records."""
        return None if value is None else self._adapter.validate_python(value)


def _choice(enum: type[StrEnum]) -> sa.Enum:
    return sa.Enum(
        enum,
        name=enum.__name__.lower(),
        native_enum=False,
        create_constraint=True,
        length=40,
        values_callable=lambda members: [member.value for member in members],
    )


def _key(*, unique: bool = True) -> Any:
    return Field(min_length=1, max_length=200, index=True, unique=unique)


def _foreign(target: str, *, nullable: bool = False, index: bool = True, unique: bool = False) -> Any:
    return Field(
        default=None,
        sa_column_args=[sa.ForeignKey(target, ondelete="RESTRICT")],
        nullable=nullable,
        index=index,
        unique=unique,
    )


def _id() -> Any:
    return Field(default=None, primary_key=True)


class Record(SQLModel):
    """A record that refuses fields it does not know, so that a misspelt column is an error and not a loss."""

    model_config = ConfigDict(  # type: ignore[assignment]
        extra="forbid",
        validate_assignment=True,
        allow_inf_nan=False,
        defer_build=True,  # a validator is built when its record is first validated: most runs need a few of them
    )


# ---------------------------------------------------------------- who advertises, and what the page said


class AdvertiserBase(Record):
    """Who publishes the marketing."""

    key: str = _key()
    name: str
    kind: str | None = None
    jurisdiction: str | None = None
    sites: tuple[str, ...] = Field(default=(), sa_type=Records(str))


class Advertiser(AdvertiserBase, table=True):
    """A row of AdvertiserBase."""

    id: int | None = _id()


class PageBase(Record):
    """An address whose words are audited; `address` is a URL, or a file name where there is no URL."""

    key: str = _key()
    address: str
    title: str | None = None
    audience: str = "public"


class Page(PageBase, table=True):
    """A row of PageBase."""

    id: int | None = _id()
    advertiser_id: int | None = _foreign("advertiser.id", nullable=True)


class Block(Record):
    """A stretch of a snapshot's text with its place on the page: what it is, in which region, under which headings."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    kind: str = "paragraph"
    """paragraph, heading, list_item, table_cell, quote, caption, button or code"""
    level: int | None = None
    region: str = "main"
    """main, nav, header, footer, aside, form or banner"""
    headings: tuple[str, ...] = ()
    page: int | None = None
    """the printed page, counted from 1, where the capture has pages"""


class Link(Record):
    """A hyperlink as found: the span of its words, where it points, and `reference` when it is a numbered mark."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    href: str
    region: str = "main"
    reference: str | None = None


class Reference(Record):
    """An entry of the page's own reference list: the mark that points at it, and the span of its words."""

    mark: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class SnapshotBase(Record):
    """What a page said at one moment, and what its capture could see.

    `text` is Unicode NFC for every input but plain text, which is kept as decoded. `sha256` is that of the original
    bytes. `links_visible` and `chrome_visible` say whether hyperlinks, and header, footer and byline, survive in this
    kind of capture: where they do not, a missing link proves nothing.
    """

    sha256: str = Field(min_length=64, max_length=64, index=True)
    text: str = Field(sa_type=sa.Text)
    text_sha256: str = Field(min_length=64, max_length=64)
    text_algorithm: str
    media_type: str
    encoding: str | None = None
    language: str | None = None
    captured_at: datetime = Field(sa_type=UtcDateTime)
    links_visible: bool
    chrome_visible: bool
    images_unread: int = Field(default=0, ge=0)
    videos_unread: int = Field(default=0, ge=0)
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    modified: str | None = None
    blocks: tuple[Block, ...] = Field(default=(), sa_type=Records(Block))
    links: tuple[Link, ...] = Field(default=(), sa_type=Records(Link))
    reference_list: tuple[Reference, ...] = Field(default=(), sa_type=Records(Reference))
    notes: tuple[str, ...] = Field(default=(), sa_type=Records(str))


class Snapshot(SnapshotBase, table=True):
    """A row of SnapshotBase."""

    __table_args__ = (sa.UniqueConstraint("page_id", "sha256", "text_algorithm"),)

    id: int | None = _id()
    page_id: int = _foreign("page.id")


class Original(SQLModel, table=True):
    """The bytes a snapshot was read from, kept once for each content."""

    sha256: str = Field(primary_key=True, min_length=64, max_length=64)
    content: bytes = Field(sa_type=sa.LargeBinary)


# ---------------------------------------------------------------- claims


class QuantityBase(Record):
    """One number: a value or a range, its unit and kind, whose it is and when; `raw` is how the text writes it.

    `value` is None where a text asserts an effect at a timepoint without a number. For a range `value` is the lower and
    `high` the upper end. `start` and `end` are offsets into the text it was read from (the snapshot for a claim).
    """

    value: float | None = None
    high: float | None = None
    unit: str | None = None
    kind: QuantityKind = Field(default=QuantityKind.OTHER, sa_type=_choice(QuantityKind))
    comparator: str | None = None
    """one of < > <= >= ~ where the text says so, else None"""
    arm: str | None = None
    timepoint: str | None = None
    raw: str | None = None
    start: int | None = Field(default=None, ge=0)
    end: int | None = Field(default=None, ge=0)


class Quantity(QuantityBase, table=True):
    """A row of QuantityBase, owned by a claim."""

    id: int | None = _id()
    claim_id: int = _foreign("claim.id")
    position: int = Field(ge=0)


class ClaimFields(Record):
    """The columns of a claim; see ClaimBase."""

    key: str = _key(unique=False)
    start: int = Field(ge=0)
    end: int = Field(ge=1)
    quote: str = Field(min_length=1, sa_type=sa.Text)
    prefix: str = ""
    suffix: str = ""
    section: str | None = None
    claim_type: ClaimType = Field(sa_type=_choice(ClaimType))
    intervention: str | None = None
    intervention_code: str | None = Field(default=None, index=True)
    condition: str | None = None
    condition_code: str | None = Field(default=None, index=True)
    comparator: str | None = None
    route: str | None = None
    dose: str | None = None
    outcome: str | None = None
    direction: Direction = Field(default=Direction.NEUTRAL, sa_type=_choice(Direction))
    sample_size: int | None = Field(default=None, ge=0)
    species: str | None = None
    study_type: StatedDesign = Field(default=StatedDesign.NONE, sa_type=_choice(StatedDesign))
    study_year: int | None = Field(default=None, ge=1800, le=2200)
    journal: str | None = None
    attribution: str | None = None
    assertiveness: Assertiveness | None = Field(default=None, sa_type=_choice(Assertiveness))
    needs_citation: bool | None = None
    origin: Origin = Field(default=Origin.CURATED, sa_type=_choice(Origin))
    status: ClaimStatus = Field(default=ClaimStatus.ACTIVE, sa_type=_choice(ClaimStatus))
    cues: tuple[str, ...] = Field(default=(), sa_type=Records(str))
    """what made the program take this for a claim; empty for a person's"""
    notes: str | None = None

    @model_validator(mode="after")
    def _span_is_quote_long(self) -> Self:
        if self.end - self.start != len(self.quote):
            span = f"{self.start}-{self.end}"
            raise ValueError(f"the span {span} is {self.end - self.start} characters long, the quote {len(self.quote)}")
        return self


class ClaimBase(ClaimFields):
    """The smallest span of a page that asserts one checkable thing, with its typed fields (DESIGN section 4)."""

    effects: tuple[QuantityBase, ...] = ()


class Claim(ClaimFields, table=True):
    """A row of ClaimFields; its quantities stand in their own table."""

    __table_args__ = (
        sa.UniqueConstraint("snapshot_id", "key"),
        sa.CheckConstraint('"end" > start', name="span_not_empty"),
        sa.CheckConstraint('length(quote) = "end" - start', name="span_is_quote_long"),
        sa.Index("ix_claim_by_condition", "status", "condition_code", "study_type", "study_year", "snapshot_id", "id"),
    )

    id: int | None = _id()
    snapshot_id: int = _foreign("snapshot.id")


# ---------------------------------------------------------------- publications and studies


class Heading(Record):
    """A controlled term with its identifier: a publication type, or a MeSH descriptor with its qualifiers.

    `major` is the term's own mark as a major topic; a qualifier carries its own.
    """

    label: str
    ui: str | None = None
    major: bool | None = None
    qualifiers: "tuple[Heading, ...]" = ()


class AbstractSection(Record):
    """A part of an abstract with its printed label, None where it has none."""

    label: str | None = None
    text: str


class Notice(Record):
    """A correction, retraction or comment that is tied to a publication, by PubMed's RefType names."""

    kind: str
    source: str | None = None
    pmid: str | None = None
    doi: str | None = None


class PublicationBase(Record):
    """A bibliographic record. Dates are as precise as given and no more: `issued` is `2018` or `2018-03-09`."""

    key: str = _key()
    type: str = "article-journal"
    """a CSL type"""
    title: str | None = Field(default=None, sa_type=sa.Text)
    authors: tuple[str, ...] = Field(default=(), sa_type=Records(str))
    """`Family, Given` or `Family GI` as the source has it"""
    collective_authors: tuple[str, ...] = Field(default=(), sa_type=Records(str))
    journal: str | None = None
    journal_abbreviation: str | None = None
    issn: tuple[str, ...] = Field(default=(), sa_type=Records(str))
    year: int | None = Field(default=None, ge=1500, le=2200, index=True)
    issued: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    publisher: str | None = None
    language: str | None = None
    pmid: str | None = Field(default=None, index=True)
    doi: str | None = Field(default=None, index=True)
    """lower case, without resolver"""
    pmcid: str | None = Field(default=None, index=True)
    isbn: str | None = None
    pii: str | None = None
    url: str | None = None
    registry_ids: tuple[str, ...] = Field(default=(), sa_type=Records(str))
    abstract: tuple[AbstractSection, ...] = Field(default=(), sa_type=Records(AbstractSection))
    publication_types: tuple[Heading, ...] = Field(default=(), sa_type=Records(Heading))
    mesh: tuple[Heading, ...] = Field(default=(), sa_type=Records(Heading))
    keywords: tuple[str, ...] = Field(default=(), sa_type=Records(str))
    standing: Standing = Field(default=Standing.UNKNOWN, sa_type=_choice(Standing))
    standing_source: str | None = None
    standing_checked_on: date | None = None
    notices: tuple[Notice, ...] = Field(default=(), sa_type=Records(Notice))
    design: str | None = Field(default=None, index=True)
    """a code of the study-type table; None where nothing says"""
    design_basis: str | None = None
    """publication_type, mesh, title, abstract or curator"""
    source_format: str | None = None
    source_record: str | None = Field(default=None, sa_type=sa.Text)
    csl: dict[str, JsonValue] = Field(default_factory=dict, sa_type=sa.JSON)
    """CSL variables that have no field of their own: editor, edition, publisher-place, container of a chapter …"""
    not_kept: tuple[str, ...] = Field(default=(), sa_type=Records(str))
    """names of source fields that have no place here"""
    notes: str | None = None


class Publication(PublicationBase, table=True):
    """A row of PublicationBase; `study_id` is the study it reports, where one has been entered."""

    id: int | None = _id()
    study_id: int | None = _foreign("study.id", nullable=True)


class AliasBase(Record):
    """A key or identifier that a publication had before it was merged into another, so that it is found by it still."""

    kind: str
    """key, pmid, doi or pmcid"""
    value: str = Field(min_length=1, max_length=500)


class Alias(AliasBase, table=True):
    """A row of AliasBase."""

    __table_args__ = (sa.UniqueConstraint("kind", "value"),)

    id: int | None = _id()
    publication_id: int = _foreign("publication.id")


class OtherValueBase(Record):
    """What another source says of a field where the publication's own value is kept: both are shown, none is chosen."""

    field: str
    value: JsonValue = Field(sa_type=sa.JSON)
    source: str
    seen_on: date


class OtherValue(OtherValueBase, table=True):
    """A row of OtherValueBase."""

    __table_args__ = (sa.UniqueConstraint("publication_id", "field", "source"),)

    id: int | None = _id()
    publication_id: int = _foreign("publication.id")


class DuplicateBase(Record):
    """That two publications may be one, how sure the program is from 0 to 1, and why; a person decides."""

    score: float = Field(ge=0, le=1)
    reasons: tuple[str, ...] = Field(default=(), sa_type=Records(str))
    status: DuplicateStatus = Field(default=DuplicateStatus.CANDIDATE, sa_type=_choice(DuplicateStatus))


class Duplicate(DuplicateBase, table=True):
    """A row of DuplicateBase; each pair stands once, the older record first."""

    __table_args__ = (
        sa.UniqueConstraint("first_id", "second_id"),
        sa.CheckConstraint("first_id < second_id", name="pair_in_order"),
    )

    id: int | None = _id()
    first_id: int = _foreign("publication.id")
    second_id: int = _foreign("publication.id")


class ArmBase(Record):
    """One arm of a study; a crossover has one for each treatment."""

    name: str
    role: str | None = None
    """intervention, comparator, placebo or control"""
    intervention: str | None = None
    route: str | None = None
    dose: str | None = None
    schedule: str | None = None
    participants: int | None = Field(default=None, ge=0)


class Arm(ArmBase, table=True):
    """A row of ArmBase."""

    __table_args__ = (sa.UniqueConstraint("study_id", "name"),)

    id: int | None = _id()
    study_id: int = _foreign("study.id")
    position: int = Field(ge=0)


class ResultBase(Record):
    """One result of a study: a value of an arm, or a contrast between two.

    `arm` alone is a value within that arm; `arm` with `comparator` is a contrast, and then `direction` says which way
    it went for `arm`: benefit, harm, or no_difference. `significant` is what the source reports, else None.
    `text` is the passage or the curator's words; `start` and `end` are offsets of a passage in the study's source text.
    """

    outcome: str
    kind: OutcomeKind = Field(default=OutcomeKind.UNKNOWN, sa_type=_choice(OutcomeKind))
    arm: str | None = None
    comparator: str | None = None
    timepoint: str | None = None
    measure: str | None = None
    """mean, median, proportion, count, mean_difference, effect_size, auc, ratio …"""
    value: float | None = None
    high: float | None = None
    unit: str | None = None
    quantity_kind: QuantityKind | None = Field(default=None, sa_type=_choice(QuantityKind))
    sd: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    ci_level: float | None = None
    p_value: float | None = Field(default=None, ge=0, le=1)
    p_comparator: str | None = None
    """one of < > = , as printed"""
    direction: Direction = Field(default=Direction.UNKNOWN, sa_type=_choice(Direction))
    significant: bool | None = None
    text: str | None = Field(default=None, sa_type=sa.Text)
    start: int | None = Field(default=None, ge=0)
    end: int | None = Field(default=None, ge=0)
    unverified: bool = False
    """True for a fact that was not seen in a source"""


class Result(ResultBase, table=True):
    """A row of ResultBase."""

    id: int | None = _id()
    study_id: int = _foreign("study.id")
    position: int = Field(ge=0)


class StudyFields(Record):
    """The columns of a study; see StudyBase."""

    key: str = _key()
    title: str | None = Field(default=None, sa_type=sa.Text)
    design: str = Field(default="unknown", index=True)
    """a code of the study-type table"""
    design_detail: str | None = None
    """the design in the source's words"""
    species: str | None = None
    sample_size: int | None = Field(default=None, ge=0)
    """participants; of the pooled studies for a review"""
    sample_size_basis: SampleSizeBasis = Field(default=SampleSizeBasis.UNKNOWN, sa_type=_choice(SampleSizeBasis))
    studies_pooled: int | None = Field(default=None, ge=0)
    population: str | None = None
    setting: str | None = None
    """acute, chronic, perioperative, emergency, healthy … where the source says"""
    condition: str | None = None
    condition_code: str | None = Field(default=None, index=True)
    purpose: str | None = None
    """treatment or prevention"""
    intervention: str | None = None
    intervention_code: str | None = Field(default=None, index=True)
    route: str | None = None
    dose: str | None = None
    follow_up: str | None = None
    year: int | None = Field(default=None, ge=1500, le=2200)
    journal: str | None = None
    registry_id: str | None = Field(default=None, index=True)
    funding: str | None = None
    controlled: bool | None = None
    """whether there was any comparison group; None where unknown"""
    basis: Basis = Field(default=Basis.UNKNOWN, sa_type=_choice(Basis))
    draft: bool = False
    """True for what the program read and no person has accepted"""
    source_url: str | None = None
    unverified: tuple[str, ...] = Field(default=(), sa_type=Records(str))
    """names of fields whose values were not seen in a source"""
    passages: dict[str, str] = Field(default_factory=dict, sa_type=sa.JSON)
    """field name to the passage it was read from, for drafts"""
    notes: str | None = None


class StudyBase(StudyFields):
    """The appraised thing that one or more publications report, with its arms and results."""

    arms: tuple[ArmBase, ...] = ()
    results: tuple[ResultBase, ...] = ()


class Study(StudyFields, table=True):
    """A row of StudyFields; arms and results stand in their own tables."""

    id: int | None = _id()


class CitationBase(Record):
    """How a claim points at a publication: the words or link found, how that was resolved, and how sure it is."""

    attribution: str | None = None
    start: int | None = Field(default=None, ge=0)
    end: int | None = Field(default=None, ge=0)
    href: str | None = None
    role: CitationRole = Field(default=CitationRole.CITED, sa_type=_choice(CitationRole))
    method: CitationMethod = Field(default=CitationMethod.NONE, sa_type=_choice(CitationMethod))
    confidence: MatchConfidence = Field(sa_type=_choice(MatchConfidence))
    status: CitationStatus = Field(sa_type=_choice(CitationStatus))
    score: float | None = None
    reasons: tuple[str, ...] = Field(default=(), sa_type=Records(str))
    notes: str | None = None


class Citation(CitationBase, table=True):
    """A row of CitationBase; without a publication it is an attribution nobody could resolve."""

    __table_args__ = (sa.UniqueConstraint("claim_id", "publication_id", "role"),)

    id: int | None = _id()
    claim_id: int = _foreign("claim.id")
    publication_id: int | None = _foreign("publication.id", nullable=True)


# ---------------------------------------------------------------- what the program concludes


class Passage(Record):
    """A stretch of text a check looked at; `source` is claim, page, abstract, full_text, metadata or results."""

    source: str
    text: str
    start: int | None = None
    end: int | None = None


class NumberCheck(Record):
    """One number of the claim and where the study has it; `found` and the fields after it describe the study's side."""

    quantity: QuantityBase
    match: NumberMatch
    found: ResultBase | None = None
    detail: str


class Check(Record):
    """One question put to a claim and a study, its answer, the reason in a sentence, and what was looked at."""

    name: CheckName
    result: CheckResult
    reason: str
    code: str | None = None
    """a word for the way it differs, such as outcome_swapped; None where it agrees or was not checked"""
    passages: tuple[Passage, ...] = ()
    numbers: tuple[NumberCheck, ...] = ()


class VerificationBase(Record):
    """One claim held against one study; `suggested` is the machine's suggestion on the support axis with its `row`.

    `capped` is True where the citation is a candidate that nobody confirmed: the suggestion then says "probably".
    """

    checks: tuple[Check, ...] = Field(default=(), sa_type=Records(Check))
    basis: Basis = Field(sa_type=_choice(Basis))
    suggested: Support = Field(sa_type=_choice(Support), index=True)
    row: str
    """which row of the decision table decided"""
    capped: bool = False
    tool_version: str


class Verification(VerificationBase, table=True):
    """A row of VerificationBase."""

    __table_args__ = (sa.UniqueConstraint("claim_id", "study_id"),)

    id: int | None = _id()
    claim_id: int = _foreign("claim.id")
    study_id: int = _foreign("study.id")
    citation_id: int = _foreign("citation.id")
    verified_at: datetime = Field(sa_type=UtcDateTime)


class AppraisalBase(Record):
    """A rating of a study or a body of evidence for one outcome by a named tool, with its reasons.

    `starting` is True for what follows from the design alone: a starting level, which a person raises or lowers.
    """

    tool: AppraisalTool = Field(sa_type=_choice(AppraisalTool))
    question: str | None = None
    outcome: str | None = None
    rating: str
    starting: bool = False
    reasons: tuple[str, ...] = Field(default=(), sa_type=Records(str))


class Appraisal(AppraisalBase, table=True):
    """A row of AppraisalBase."""

    id: int | None = _id()
    study_id: int = _foreign("study.id")
    reviewer_id: int | None = _foreign("reviewer.id", nullable=True)


class FindingBase(Record):
    """One hit of an audit rule. `identity` stays the same when the same page is audited again.

    `claim_key` is None for a finding about the whole page. `caveats` says what the capture could not show.
    """

    rule: str = Field(index=True)
    severity: Severity = Field(sa_type=_choice(Severity))
    message: str = Field(sa_type=sa.Text)
    claim_key: str | None = None
    start: int | None = Field(default=None, ge=0)
    end: int | None = Field(default=None, ge=0)
    inputs: tuple[str, ...] = Field(default=(), sa_type=Records(str))
    caveats: tuple[str, ...] = Field(default=(), sa_type=Records(str))
    probable: bool = False
    """True where the finding rests on a source match that nobody confirmed"""
    identity: str = Field(index=True)


class Finding(FindingBase, table=True):
    """A row of FindingBase with what a reviewer did about it."""

    __table_args__ = (sa.UniqueConstraint("snapshot_id", "identity"),)

    id: int | None = _id()
    snapshot_id: int = _foreign("snapshot.id")
    claim_id: int | None = _foreign("claim.id", nullable=True)
    status: FindingStatus = Field(default=FindingStatus.OPEN, sa_type=_choice(FindingStatus))
    status_reason: str | None = None
    reviewer_id: int | None = _foreign("reviewer.id", nullable=True)


# ---------------------------------------------------------------- what people conclude


class ReviewerBase(Record):
    """Who codes, with a dated statement of interests."""

    key: str = _key()
    name: str
    orcid: str | None = None
    interests: str | None = None
    interests_dated: date | None = None


class Reviewer(ReviewerBase, table=True):
    """A row of ReviewerBase."""

    id: int | None = _id()


class ProjectBase(Record):
    """What an audit covers and how its pages were chosen."""

    key: str = _key()
    title: str
    sampling_frame: str | None = None
    jurisdiction: str = "US"


class Project(ProjectBase, table=True):
    """A row of ProjectBase."""

    id: int | None = _id()


class ProjectPage(SQLModel, table=True):
    """That a page belongs to a project."""

    project_id: int | None = Field(default=None, primary_key=True, foreign_key="project.id", ondelete="RESTRICT")
    page_id: int | None = Field(default=None, primary_key=True, foreign_key="page.id", ondelete="RESTRICT")


class ProtocolBase(Record):
    """One version of a project's codebook: questions, rules, jurisdiction, and whether coders see suggestions."""

    version: int = Field(ge=1)
    questions: dict[str, JsonValue] = Field(default_factory=dict, sa_type=sa.JSON)
    rules: tuple[str, ...] = Field(default=(), sa_type=Records(str))
    jurisdiction: str = "US"
    blind: bool = False
    effective_from: date | None = None


class Protocol(ProtocolBase, table=True):
    """A row of ProtocolBase."""

    __table_args__ = (sa.UniqueConstraint("project_id", "version"),)

    id: int | None = _id()
    project_id: int = _foreign("project.id")


class JudgementBase(Record):
    """What one reviewer decided about one claim on one axis; never changed, only superseded."""

    axis: Axis = Field(sa_type=_choice(Axis))
    value: str
    rationale: str | None = Field(default=None, sa_type=sa.Text)
    basis: Basis = Field(default=Basis.UNKNOWN, sa_type=_choice(Basis))
    role: ReviewerRole = Field(default=ReviewerRole.CODER, sa_type=_choice(ReviewerRole))
    blinded: bool = False

    @model_validator(mode="after")
    def _value_belongs_to_axis(self) -> Self:
        scale = {Axis.SUPPORT: Support, Axis.ACCURACY: Accuracy}.get(self.axis)
        if scale is not None and self.value not in list(scale):
            raise ValueError(f"'{self.value}' is not on the {self.axis} axis; choose one of {', '.join(scale)}")
        return self


class Judgement(JudgementBase, table=True):
    """A row of JudgementBase: one root for each claim, axis, reviewer and protocol, one successor at most."""

    __table_args__ = (
        sa.Index(
            "uq_judgement_root",
            "claim_id",
            "axis",
            "reviewer_id",
            "protocol_id",
            unique=True,
            sqlite_where=sa.text("supersedes_id IS NULL AND axis <> 'rule'"),
            postgresql_where=sa.text("supersedes_id IS NULL AND axis <> 'rule'"),
        ),
        sa.Index(
            "uq_judgement_rule_root",
            "claim_id",
            "reviewer_id",
            "protocol_id",
            "value",
            unique=True,
            sqlite_where=sa.text("supersedes_id IS NULL AND axis = 'rule'"),
            postgresql_where=sa.text("supersedes_id IS NULL AND axis = 'rule'"),
        ),
    )

    id: int | None = _id()
    claim_id: int = _foreign("claim.id")
    reviewer_id: int = _foreign("reviewer.id")
    protocol_id: int = _foreign("protocol.id")
    supersedes_id: int | None = _foreign("judgement.id", nullable=True, unique=True, index=False)
    created_at: datetime = Field(sa_type=UtcDateTime)


class AssignmentBase(Record):
    """That a reviewer is to code a claim; a claim that two are to code is double-coded."""

    created_at: datetime = Field(sa_type=UtcDateTime)


class Assignment(AssignmentBase, table=True):
    """A row of AssignmentBase."""

    protocol_id: int | None = Field(default=None, primary_key=True, foreign_key="protocol.id", ondelete="RESTRICT")
    claim_id: int | None = Field(
        default=None, primary_key=True, foreign_key="claim.id", ondelete="RESTRICT", index=True
    )
    reviewer_id: int | None = Field(
        default=None, primary_key=True, foreign_key="reviewer.id", ondelete="RESTRICT", index=True
    )


class JudgementDraft(SQLModel, table=True):
    """What a reviewer has chosen for a claim and not recorded yet; nobody else sees it, and it may change."""

    protocol_id: int | None = Field(default=None, primary_key=True, foreign_key="protocol.id", ondelete="RESTRICT")
    claim_id: int | None = Field(
        default=None, primary_key=True, foreign_key="claim.id", ondelete="RESTRICT", index=True
    )
    reviewer_id: int | None = Field(
        default=None, primary_key=True, foreign_key="reviewer.id", ondelete="RESTRICT", index=True
    )
    content: dict[str, JsonValue] = Field(default_factory=dict, sa_type=sa.JSON)
    saved_at: datetime = Field(sa_type=UtcDateTime)


# ---------------------------------------------------------------- who may use the workbench


class AccountBase(Record):
    """A reviewer's way into the workbench; `password` is an argon2 hash, None where nobody can log in by one."""

    role: TeamRole = Field(sa_type=_choice(TeamRole))
    password: str | None = None
    disabled: bool = False


class Account(AccountBase, table=True):
    """A row of AccountBase, one for each reviewer at most."""

    id: int | None = _id()
    reviewer_id: int = _foreign("reviewer.id", unique=True, index=False)


class CredentialBase(Record):
    """A secret that stands for an account; only its SHA-256 is kept, so that the database cannot give it away."""

    digest: str = Field(min_length=64, max_length=64, unique=True)
    kind: CredentialKind = Field(sa_type=_choice(CredentialKind))
    label: str | None = None
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Credential(CredentialBase, table=True):
    """A row of CredentialBase."""

    id: int | None = _id()
    account_id: int = _foreign("account.id")


# ---------------------------------------------------------------- vocabulary


class ConditionBase(Record):
    """A health condition: code, label, synonyms, parent code, and MeSH descriptor where one fits."""

    code: str = _key()
    label: str
    synonyms: tuple[str, ...] = Field(default=(), sa_type=Records(str))
    parent: str | None = None
    mesh_ui: str | None = None
    mesh_descriptor: str | None = None
    source: str | None = None


class Condition(ConditionBase, table=True):
    """A row of ConditionBase."""

    id: int | None = _id()


class InterventionBase(Record):
    """A treatment of any kind: drug, supplement, device, procedure, therapy, diet."""

    code: str = _key()
    label: str
    kind: str | None = None
    synonyms: tuple[str, ...] = Field(default=(), sa_type=Records(str))
    parent: str | None = None
    mesh_ui: str | None = None
    mesh_descriptor: str | None = None
    source: str | None = None


class Intervention(InterventionBase, table=True):
    """A row of InterventionBase."""

    id: int | None = _id()


class StudyTypeBase(Record):
    """A study design: its place in the tree, its rank among several, and its ties to PubMed and to the page's words.

    `ocebm_benefit` is the starting level for a treatment-benefit question (OCEBM 2011), None where the design has none.
    """

    code: str = _key()
    label: str
    parent: str | None = None
    rank: int | None = None
    publication_type_uis: tuple[str, ...] = Field(default=(), sa_type=Records(str))
    mesh_uis: tuple[str, ...] = Field(default=(), sa_type=Records(str))
    stated_as: tuple[StatedDesign, ...] = Field(default=(), sa_type=Records(StatedDesign))
    ocebm_benefit: int | None = Field(default=None, ge=1, le=5)
    allowed_wording: str | None = None
    source: str | None = None


class StudyType(StudyTypeBase, table=True):
    """A row of StudyTypeBase."""

    id: int | None = _id()


# ---------------------------------------------------------------- the log


class ActivityBase(Record):
    """One write, chained to the one before it: `hash` is over this row's content and `previous_hash`."""

    at: datetime = Field(sa_type=UtcDateTime)
    actor: str
    verb: str
    object_type: str
    object_key: str
    detail: dict[str, JsonValue] = Field(default_factory=dict, sa_type=sa.JSON)
    tool_version: str
    previous_hash: str = Field(min_length=64, max_length=64, unique=True)
    hash: str = Field(min_length=64, max_length=64, unique=True)


class Activity(ActivityBase, table=True):
    """A row of ActivityBase; rows are only ever added."""

    id: int | None = _id()


# ---------------------------------------------------------------- what a rule or a report may read


class Source(Record):
    """A citation of a claim with everything it leads to, as far as anything is known."""

    citation: CitationBase
    publication: PublicationBase | None = None
    study: StudyBase | None = None
    verification: VerificationBase | None = None
    appraisals: tuple[AppraisalBase, ...] = ()


class Dossier(Record):
    """A claim with its sources; all that a rule of a claim may read."""

    claim: ClaimBase
    sources: tuple[Source, ...] = ()


class PageDossier(Record):
    """A snapshot with the dossiers of all its claims; all that a rule of a page may read."""

    page: PageBase
    snapshot: SnapshotBase
    dossiers: tuple[Dossier, ...] = ()
    jurisdiction: str = "US"
