"""From sentences to claims: read, judge, cut into clauses, inherit, and write the record.

It holds the order of the steps; what each step knows stands in its own module.
"""

import re
from bisect import bisect_left
from typing import NamedTuple

from evidence.extract import designs
from evidence.extract.assertions import Assertion, judge
from evidence.extract.attributions import attribution_of
from evidence.extract.clauses import clauses
from evidence.extract.effects import effects_of
from evidence.extract.lexicon import Sort
from evidence.extract.page import Page, read_page
from evidence.extract.passages import Passage, passages
from evidence.extract.reading import Reading
from evidence.extract.subjects import NOBODY, Named, comparator_of, condition_of, heading_condition, intervention_of
from evidence.extract.wording import assertiveness_of, direction_of, dose_words, outcome_of, route_of
from evidence.models import ClaimBase, ClaimType, Origin, QuantityKind, SnapshotBase, StatedDesign
from evidence.text.quantities import Reading as NumberReading
from evidence.text.quantities import read_numbers
from evidence.text.spans import prefix, suffix
from evidence.vocabulary import Mention, Vocabulary

_DIGIT = re.compile(r"\d")
_STUDY_TYPES = frozenset(StatedDesign) - {StatedDesign.NONE, StatedDesign.TESTIMONIAL, StatedDesign.EXPERT_OPINION}
_NEEDS_CITATION = frozenset(
    {ClaimType.EFFICACY, ClaimType.COMPARATIVE_EFFICACY, ClaimType.SAFETY, ClaimType.MECHANISM, ClaimType.PREVALENCE}
)


class Source(NamedTuple):
    """What a sentence says about the study it leans on."""

    design: StatedDesign = StatedDesign.NONE
    year: int | None = None
    size: int | None = None
    journal: str | None = None
    attribution: str | None = None
    species: str | None = None


class Context(NamedTuple):
    """What the next sentence may inherit."""

    block: int
    intervention: Named = NOBODY
    condition: Named = NOBODY
    source: Source = Source()


def extract_claims(snapshot: SnapshotBase, vocabulary: Vocabulary) -> tuple[ClaimBase, ...]:
    """The claims of a page in reading order; spans never overlap, `text[start:end]` is the quote, keys are C001,"
    " C002 ….
    """
    mentions = vocabulary.find(snapshot.text)
    page = read_page(snapshot, mentions, vocabulary)
    starts = [m.start for m in mentions]
    claims: list[ClaimBase] = []
    context = Context(block=-1)
    headings: dict[str | None, Named] = {}
    for passage in passages(snapshot):
        reading = _reading(snapshot.text, passage, mentions, starts)
        if passage.section not in headings:
            headings[passage.section] = heading_condition(passage.section, vocabulary)
        context = _sentence(reading, snapshot.text, page, context, headings[passage.section], claims)
    return tuple(claims)


def _reading(text: str, passage: Passage, mentions: list[Mention], starts: list[int]) -> Reading:
    first = bisect_left(starts, passage.start)
    last = bisect_left(starts, passage.end)
    return Reading(text, passage, mentions[first:last])


def _sentence(r: Reading, text: str, page: Page, context: Context, heading: Named, claims: list[ClaimBase]) -> Context:
    """Judge one sentence, append its claims, and say what the next one may inherit."""
    if context.block not in (r.block, r.block - 1):
        context = Context(block=r.block)
    whole = judge(r, page)
    if whole is None and not r.mask & (Sort.STUDY | Sort.FINDING) and not r.mentions:
        return context._replace(block=r.block, source=Source())
    source = _source(r, context)
    intervention = intervention_of(r, page, context.intervention)
    condition = condition_of(r, page, context.condition if context.block == r.block else NOBODY, heading)
    if whole is not None:
        for part, assertion in _parts(r, text, page, whole):
            numbers = read_numbers(text, part.start, part.end)
            own = part if part is not r else r
            claims.append(
                _claim(
                    own, text, assertion, source if own is r else _own_source(own, source), numbers,
                    intervention if own is r else intervention_of(own, page, intervention),
                    condition if own is r else condition_of(own, page, condition, heading), len(claims) + 1,
                )
            )  # fmt: skip
    spoken = intervention if r.interventions else context.intervention
    return Context(
        r.block,
        spoken,
        condition if r.conditions else context.condition if context.block == r.block else NOBODY,
        source if _is_study(source) else Source(),
    )


def _is_study(source: Source) -> bool:
    return source.design in _STUDY_TYPES


def _source(r: Reading, context: Context) -> Source:
    """The study a sentence leans on; one that points back keeps the study of the sentence before."""
    design = designs.stated_design(r.text)
    digits = _DIGIT.search(r.text) is not None
    counted = r.has(Sort.STUDY | Sort.PEOPLE) and (digits or r.has(Sort.STUDY))
    size = designs.sample_size(read_numbers(r.text)) if counted else None
    year = designs.study_year(r.text) if digits else None
    own = Source(design, year, size, designs.journal(r.text), attribution_of(r), designs.species(r))
    before = context.source
    if not _is_study(before) or context.block != r.block or not designs.points_back(r.text):
        return own
    if (
        design is StatedDesign.NONE
        or (design is StatedDesign.UNSPECIFIED_STUDY and not _names_new_study(r))
        or design in (StatedDesign.TESTIMONIAL,)
    ):
        return Source(
            before.design,
            own.year or before.year,
            own.size or before.size,
            own.journal or before.journal,
            own.attribution or before.attribution,
            own.species or before.species,
        )
    return own


def _own_source(part: Reading, whole: Source) -> Source:
    """The source of a clause: that of its sentence where it is a study, else what the clause itself says."""
    if _is_study(whole):
        return whole
    return whole._replace(design=designs.stated_design(part.text), attribution=attribution_of(part))


def _names_new_study(r: Reading) -> bool:
    return r.low.startswith(("another", "a ", "an ", "other", "studies", "research ", "recent", "several", "many"))


def _parts(r: Reading, text: str, page: Page, whole: Assertion) -> list[tuple[Reading, Assertion]]:
    """The sentence as one claim, or its clauses where at least two assert different sorts of things."""
    if r.kind != "paragraph" or len(r.tokens) < 10:
        return [(r, whole)]
    spans = clauses(r)
    if len(spans) < 2:
        return [(r, whole)]
    parts: list[tuple[Reading, Assertion]] = []
    for span in spans:
        part = _clause(r, text, span.start, span.end)
        assertion = judge(part, page, anchored=True)
        if assertion is not None:
            parts.append((part, assertion))
    return _kept(r, whole, parts)


def _kept(r: Reading, whole: Assertion, parts: list[tuple[Reading, Assertion]]) -> list[tuple[Reading, Assertion]]:
    kinds = {assertion.claim_type for _, assertion in parts}
    designs_ = {designs.stated_design(part.text) for part, _ in parts}
    if len(parts) < 2 or (len(kinds) < 2 and not (StatedDesign.TESTIMONIAL in designs_ and len(designs_) > 1)):
        return [(r, whole)]
    if whole.claim_type is ClaimType.COMPARATIVE_EFFICACY:
        return [(r, whole)]
    return parts


def _clause(r: Reading, text: str, start: int, end: int) -> Reading:
    inside = [m for m in r.mentions if start <= m.start < end]
    return Reading(text, Passage(start, end, r.kind, r.section, r.block), inside)


def _claim(
    r: Reading,
    text: str,
    assertion: Assertion,
    source: Source,
    numbers: list[NumberReading],
    intervention: Named,
    condition: Named,
    number: int,
) -> ClaimBase:
    kind = assertion.claim_type
    dose = next((n for n in numbers if n.kind is QuantityKind.DOSE), None)
    if kind is ClaimType.PREVALENCE and not r.interventions:
        intervention = NOBODY
    return ClaimBase(
        key=f"C{number:03d}", start=r.start, end=r.end, quote=r.text, prefix=prefix(text, r.start), suffix=suffix(text, r.end), section=r.section,
        claim_type=kind, intervention=intervention.text, intervention_code=intervention.code, condition=condition.text,
        condition_code=condition.code, comparator=comparator_of(r, intervention), route=route_of(r),
        dose=text[dose.start : dose.end] if dose else dose_words(r), outcome=outcome_of(r), direction=direction_of(r, kind),
        sample_size=source.size, species=source.species, study_type=source.design, study_year=source.year if _is_study(source) else None,
        journal=source.journal, attribution=source.attribution, assertiveness=assertiveness_of(r, source.design),
        needs_citation=kind in _NEEDS_CITATION, origin=Origin.EXTRACTED, cues=assertion.cues, effects=effects_of(r, numbers),
    )  # fmt: skip
