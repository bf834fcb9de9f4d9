"""The words a report uses for values, numbers, results and publications; it never decides what is true."""

import re
from datetime import datetime
from decimal import Decimal

from evidence.models import (
    Basis,
    CheckName,
    CheckResult,
    CitationBase,
    CitationMethod,
    CitationStatus,
    ClaimType,
    Direction,
    MatchConfidence,
    NumberMatch,
    OutcomeKind,
    PublicationBase,
    QuantityBase,
    QuantityKind,
    ResultBase,
    Standing,
    StatedDesign,
)
from evidence.report.view import Tone, Verdict

NOT_REPORTED = "not reported"
NOT_STATED = "not stated"
NOT_CHECKED = "not checked"

VERDICTS: dict[Verdict, str] = {
    Verdict.CONTRADICTED: "Contradicted by its source",
    Verdict.NOT_SUPPORTED: "Not supported by its source",
    Verdict.IRRELEVANT_SOURCE: "Source is about something else",
    Verdict.OVERSTATED: "Overstated",
    Verdict.PARTLY_SUPPORTED: "Partly supported",
    Verdict.SUPPORTED_WEAK_SOURCE: "Supported, by weak evidence",
    Verdict.SUPPORTED: "Supported by its source",
    Verdict.UNDECIDED: "Checked in part, undecided",
    Verdict.NOT_CHECKED: "Not checked",
    Verdict.SOURCE_UNAVAILABLE: "Source not available",
    Verdict.NO_CITATION: "No source named",
    Verdict.NOT_CHECKABLE: "Not checkable",
}

TONES: dict[Verdict, Tone] = {
    Verdict.CONTRADICTED: Tone.CONTRADICTED,
    Verdict.NOT_SUPPORTED: Tone.DOUBTFUL,
    Verdict.IRRELEVANT_SOURCE: Tone.DOUBTFUL,
    Verdict.OVERSTATED: Tone.DOUBTFUL,
    Verdict.PARTLY_SUPPORTED: Tone.DOUBTFUL,
    Verdict.SUPPORTED_WEAK_SOURCE: Tone.SUPPORTED,
    Verdict.SUPPORTED: Tone.SUPPORTED,
    Verdict.UNDECIDED: Tone.UNCHECKED,
    Verdict.NOT_CHECKED: Tone.UNCHECKED,
    Verdict.SOURCE_UNAVAILABLE: Tone.UNCHECKED,
    Verdict.NO_CITATION: Tone.UNSOURCED,
    Verdict.NOT_CHECKABLE: Tone.BACKGROUND,
}

DESIGNS: dict[str, str] = {
    "rct": "randomised controlled trial (RCT)",
    "rct_parallel": "randomised parallel-group trial (RCT)",
    "rct_crossover": "randomised crossover trial (RCT)",
    "rct_cluster": "cluster-randomised trial (RCT)",
    "rct_pragmatic": "pragmatic randomised trial (RCT)",
    "rct_adaptive": "adaptive randomised trial (RCT)",
    "systematic_review_meta_analysis": "systematic review with meta-analysis",
    StatedDesign.UNSPECIFIED_STUDY: "“a study”, kind not said",
    StatedDesign.NONE: NOT_STATED,
    StatedDesign.IN_VITRO: "laboratory study (in vitro)",
    StatedDesign.ANIMAL: "animal study",
    "unknown": "unknown",
}

CHECKS: dict[CheckName, str] = {
    CheckName.NUMBERS: "Numbers",
    CheckName.DIRECTION: "Direction of the effect",
    CheckName.DESIGN: "Study design",
    CheckName.PURPOSE: "Treatment or prevention",
    CheckName.CASES: "Single cases",
    CheckName.EVIDENCE: "Results on record",
    CheckName.DURATION: "How long it lasts",
    CheckName.YEAR: "Year stated",
    CheckName.JOURNAL: "Journal stated",
    CheckName.SAMPLE_SIZE: "Number of participants",
    CheckName.CONTROL: "Control group",
    CheckName.ASSERTIVENESS: "Strength of wording",
    CheckName.HARMS: "Harms mentioned",
    CheckName.STANDING: "Standing of the publication",
}

CHECK_RESULTS: dict[CheckResult, str] = {
    CheckResult.AGREES: "agrees",
    CheckResult.DIFFERS: "differs",
    CheckResult.NOT_CHECKED: NOT_CHECKED,
}

MATCHES: dict[NumberMatch, str] = {
    NumberMatch.MATCH: "same number, same outcome",
    NumberMatch.MATCH_OTHER_OUTCOME: "same number, but of another outcome",
    NumberMatch.MATCH_OTHER_ARM: "same number, but of another arm",
    NumberMatch.MATCH_OTHER_TIMEPOINT: "same number, but at another time",
    NumberMatch.ROUNDED: "same number, rounded",
    NumberMatch.DERIVED: "follows from the study's numbers",
    NumberMatch.ABSENT: "not in the text that was read",
    NumberMatch.AMBIGUOUS: "found more than once, role unclear",
}

OUTCOME_KINDS: dict[OutcomeKind, str] = {
    OutcomeKind.PRIMARY: "primary outcome",
    OutcomeKind.SECONDARY: "secondary outcome",
    OutcomeKind.EXPLORATORY: "exploratory outcome",
    OutcomeKind.SUBGROUP: "subgroup",
    OutcomeKind.ADVERSE_EVENT: "adverse event",
    OutcomeKind.SERIOUS_ADVERSE_EVENT: "serious adverse event",
    OutcomeKind.BASELINE: "baseline",
    OutcomeKind.PROCESS: "process",
    OutcomeKind.UNKNOWN: "outcome, role not said",
}

HARM_KINDS = frozenset({OutcomeKind.ADVERSE_EVENT, OutcomeKind.SERIOUS_ADVERSE_EVENT})

DIRECTIONS: dict[Direction, str] = {
    Direction.BENEFIT: "better",
    Direction.HARM: "worse",
    Direction.NO_DIFFERENCE: "no difference",
    Direction.NEUTRAL: "neutral",
    Direction.UNKNOWN: "direction not reported",
}

_WITHIN = {
    Direction.BENEFIT: "better than before",
    Direction.HARM: "worse than before",
    Direction.NO_DIFFERENCE: "no change",
}

CLAIM_DIRECTIONS: dict[Direction, str] = {
    Direction.BENEFIT: "benefit",
    Direction.HARM: "harm",
    Direction.NO_DIFFERENCE: "no difference",
    Direction.NEUTRAL: "neither benefit nor harm",
    Direction.UNKNOWN: "unknown",
}

_STATUSES: dict[CitationStatus, str] = {
    CitationStatus.CONFIRMED: "Confirmed by a curator",
    CitationStatus.CANDIDATE: "Candidate: nobody has confirmed this match",
    CitationStatus.REFUSED: "Refused by a curator",
    CitationStatus.UNRESOLVED: "Not traced to a publication",
}


def status_words(citation: CitationBase) -> str:
    """Whether a source is certain and by whose word, the page's own or a person's."""
    own = citation.method in {CitationMethod.IDENTIFIER, CitationMethod.LINK}
    if own and citation.status is CitationStatus.CONFIRMED:
        return "Named by the page's own link or identifier"
    return _STATUSES[citation.status]


CONFIDENCES: dict[MatchConfidence, str] = {
    MatchConfidence.CERTAIN: "match certain",
    MatchConfidence.PROBABLE: "match probable",
    MatchConfidence.POSSIBLE: "match possible, no more",
    MatchConfidence.NOT_FOUND: "no match found",
}

BASES: dict[Basis, str] = {
    Basis.ABSTRACT: "the abstract",
    Basis.FULL_TEXT: "the full text",
    Basis.REGISTRY: "the trial registry",
    Basis.ENTERED_RESULTS: "results entered by a curator",
    Basis.METADATA: "bibliographic data only",
    Basis.UNKNOWN: "an unknown basis",
}

STANDINGS: dict[Standing, str] = {
    Standing.CURRENT: "current, no notice known",
    Standing.UNKNOWN: "standing not checked",
    Standing.EXPRESSION_OF_CONCERN: "expression of concern",
    Standing.PREPRINT_ONLY: "preprint, not peer reviewed",
}


def spoken(value: str) -> str:
    """A code as words.

    >>> spoken("comparative_efficacy")
    'comparative efficacy'
    """
    return value.replace("_", " ")


def design_words(code: str) -> str:
    """A study design's code as words; unknown stays unknown.

    >>> design_words("rct"), design_words("case_series")
    ('randomised controlled trial (RCT)', 'case series')
    """
    return DESIGNS.get(code, spoken(code))


def claim_type_words(kind: ClaimType) -> str:
    """A claim type as words, with a capital."""
    return spoken(kind).capitalize()


def verdict_words(verdict: Verdict, *, probable: bool) -> str:
    """The verdict's label; "Probably" stands before it where the source match is nobody's but the program's.

    >>> verdict_words(Verdict.OVERSTATED, probable=True)
    'Probably overstated'
    """
    label = VERDICTS[verdict]
    if not probable or TONES[verdict] not in (Tone.CONTRADICTED, Tone.DOUBTFUL, Tone.SUPPORTED):
        return label
    return f"Probably {label[0].lower()}{label[1:]}"


def number_words(value: float) -> str:
    """A number without needless decimals.

    >>> number_words(20.0), number_words(0.296), number_words(1e-06)
    ('20', '0.296', '0.000001')
    """
    short = format(value, ".10g")
    return f"{Decimal(short):f}" if "e-0" in short else short


def amount_words(value: float | None, high: float | None, unit: str | None, comparator: str | None = None) -> str:
    """A value or a range with its unit; empty where there is no value.

    >>> amount_words(20.0, None, "%"), amount_words(4, 6, "weeks")
    ('20%', '4 to 6 weeks')
    """
    if value is None:
        return ""
    sign = comparator if comparator and comparator != "=" else ""
    text = sign + number_words(value) + (f" to {number_words(high)}" if high is not None else "")
    if not unit:
        return text
    return text + unit if unit.startswith("%") else f"{text} {unit}"


def quantity_words(quantity: QuantityBase) -> str:
    """A quantity of a claim: its value with a percent sign or unit, else the page's words for it.

    >>> quantity_words(QuantityBase(value=20, unit="% improvement", raw="20% improvement"))
    '20%'
    """
    sign = "%" if quantity.unit and quantity.unit.startswith("%") else quantity.unit
    written = amount_words(quantity.value, quantity.high, sign, quantity.comparator)
    return written or quantity.raw or quantity.unit or "an effect without a number"


def _percent_people(result: ResultBase) -> bool:
    return result.quantity_kind is QuantityKind.PERCENT_OF_PEOPLE or (result.unit or "").startswith("%")


_MEASURES = {"auc": "AUC", "ratio": "ratio", "nnt": "NNT"}
_PLAIN_MEASURES = frozenset({"proportion", "count", "value"})
"""Measures that the unit says already."""


def value_words(result: ResultBase) -> str:
    """The value of a result with its spread; empty where the source gives none.

    >>> value_words(ResultBase(outcome="pain", value=185, sd=100, unit="score-days"))
    '185 score-days (SD 100)'
    """
    unit = "%" if _percent_people(result) else result.unit
    text = amount_words(result.value, result.high, unit)
    spread = f"SD {number_words(result.sd)}" if result.sd is not None else ""
    if result.ci_low is not None and result.ci_high is not None:
        level = number_words(result.ci_level if result.ci_level is not None else 95)
        interval = f"{level}% CI {number_words(result.ci_low)} to {number_words(result.ci_high)}"
        spread = f"{spread}; {interval}" if spread else interval
    if result.measure and text and result.measure not in _PLAIN_MEASURES:
        text = f"{_MEASURES.get(result.measure, spoken(result.measure))} {text}"
    return f"{text} ({spread})" if text and spread else text or spread


def p_words(result: ResultBase) -> str:
    """The P value as printed, or what is said of significance; empty where nothing is.

    >>> p_words(ResultBase(outcome="pain", p_value=0.296))
    'P = 0.296'
    """
    if result.p_value is not None:
        return f"P {result.p_comparator or '='} {number_words(result.p_value)}"
    return (
        {True: "significant", False: "not significant"}.get(result.significant, "")
        if result.significant is not None
        else ""
    )


def contrast_words(result: ResultBase) -> str:
    """Whose result it is: an arm, or one arm against another."""
    if result.arm and result.comparator:
        return f"{result.arm} vs {result.comparator}"
    return result.arm or result.comparator or ""


def result_direction(result: ResultBase) -> str:
    """Which way a contrast went, in words; empty for a value within one arm."""
    if result.direction is Direction.UNKNOWN:
        return "" if result.comparator is None else DIRECTIONS[Direction.UNKNOWN]
    if result.kind in HARM_KINDS and result.direction is Direction.HARM:
        return "more harm"
    if result.arm is not None and result.comparator is None:
        return _WITHIN.get(result.direction, DIRECTIONS[result.direction])
    return DIRECTIONS[result.direction]


def result_sentence(result: ResultBase) -> str:
    """A result in one line, the outcome first.

    >>> result_sentence(ResultBase(outcome="at least one adverse event", arm="ketamine", value=20, unit="%"))
    'at least one adverse event: ketamine, 20%'
    """
    parts = (contrast_words(result), value_words(result), result_direction(result), p_words(result))
    shown = ", ".join(part for part in parts if part) or (result.text or NOT_REPORTED)
    when = f" at {result.timepoint}" if result.timepoint and not result.timepoint.startswith(_TIME_WORDS) else ""
    if result.timepoint and not when:
        when = f" {result.timepoint}"
    return f"{result.outcome}{when}: {shown}"


_TIME_WORDS = ("during", "after", "before", "at ", "over", "within", "up to", "from", "end", "baseline")
_INITIALS = re.compile(r"^[A-Z]{1,4}$")


def _author(name: str) -> str:
    family, comma, given = name.partition(",")
    if not comma:
        return name
    letters = "".join(part[0] for part in re.split(r"[\s.-]+", given.strip()) if part)
    return f"{family.strip()} {letters.upper()}".strip()


def family_name(name: str) -> str:
    """The family name of an author written `Family, Given` or `Family GI`.

    >>> family_name("Pickering G"), family_name("van der Berg, Jan")
    ('Pickering', 'van der Berg')
    """
    family, comma, _ = name.partition(",")
    words = name.split()
    if comma or len(words) < 2 or not _INITIALS.match(words[-1]):
        return family.strip()
    return " ".join(words[:-1])


def citation_words(publication: PublicationBase | None) -> str:
    """A citation in the manner of the AMA style: up to three authors, title, journal, year, volume, pages."""
    if publication is None:
        return "No publication found"
    authors = [_author(name) for name in publication.authors] or list(publication.collective_authors)
    names = ", ".join([*authors[:3], "et al"] if len(authors) > 3 else authors)
    volume = publication.volume or ""
    if publication.issue:
        volume += f"({publication.issue})"
    pages = f":{publication.pages}" if publication.pages else ""
    year = str(publication.year) if publication.year else "Year unknown"
    title = (publication.title or "Title unknown").rstrip(".")
    printed = f"{year};{volume}{pages}." if volume or pages else f"{year}."
    parts = (f"{names}." if names else "", f"{title}.", _where(publication), printed)
    return " ".join(part for part in parts if part)


def _where(publication: PublicationBase) -> str:
    """Journal or publisher; a journal article without a journal says so."""
    known = publication.journal_abbreviation or publication.journal or publication.publisher
    if known:
        return f"{known.rstrip('.')}."
    return "Journal unknown." if publication.type == "article-journal" else ""


def short_citation(publication: PublicationBase | None) -> str:
    """First author and year, such as `Pickering 2020`."""
    if publication is None:
        return "no publication found"
    names = publication.authors or publication.collective_authors
    who = family_name(names[0]) if names else _shortened(publication.title or publication.key)
    return f"{who} {publication.year}" if publication.year else f"{who}, year unknown"


def _shortened(title: str) -> str:
    words = title.split()
    return f"“{' '.join(words[:5])}{' …' if len(words) > 5 else ''}”"


def moment_words(moment: datetime) -> str:
    """A moment to the minute, in UTC."""
    return moment.strftime("%Y-%m-%d %H:%M UTC")
