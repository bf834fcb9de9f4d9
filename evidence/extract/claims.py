"""From sentences to claims: read, judge, cut into clauses, inherit, and write the record.

It holds the order of the steps; what each step knows stands in its own module.
"""

from bisect import bisect_left
from typing import NamedTuple

from evidence.extract import designs
from evidence.extract.assertions import Assertion, judge
from evidence.extract.clauses import clauses
from evidence.extract.effects import effects_of
from evidence.extract.lexicon import Sort
from evidence.extract.page import Page, read_page
from evidence.extract.passages import Passage, passages
from evidence.extract.reading import Reading
from evidence.extract.sources import NO_SOURCE, Source, source_of, source_of_clause, trailing_reference
from evidence.extract.subjects import NOBODY, Named, comparator_of, condition_of, heading_condition, intervention_of
from evidence.extract.wording import assertiveness_of, direction_of, dose_of, outcome_of, route_of
from evidence.models import ClaimBase, ClaimType, Origin, SnapshotBase, StatedDesign
from evidence.text.spans import prefix, suffix
from evidence.vocabulary import Vocabulary

_NEEDS_CITATION = frozenset(
    {ClaimType.EFFICACY, ClaimType.COMPARATIVE_EFFICACY, ClaimType.SAFETY, ClaimType.MECHANISM, ClaimType.PREVALENCE}
)


class Context(NamedTuple):
    """What the next sentence may inherit, and in which block it was said."""

    block: int = -1
    intervention: Named = NOBODY
    condition: Named = NOBODY
    source: Source = NO_SOURCE


class Found(NamedTuple):
    """A claim before it becomes a record."""

    reading: Reading
    assertion: Assertion
    source: Source
    intervention: Named
    condition: Named
    points_back: bool


def extract_claims(snapshot: SnapshotBase, vocabulary: Vocabulary) -> tuple[ClaimBase, ...]:
    """The claims of a page in reading order, with keys C001, C002 and so on.

    `text[start:end]` is the quote, and no two spans overlap.
    """
    text = snapshot.text
    mentions = vocabulary.find(text)
    page = read_page(snapshot, mentions, vocabulary)
    starts = [mention.start for mention in mentions]
    headings: dict[str | None, Named] = {}
    found: list[Found] = []
    context = Context()
    for passage in passages(snapshot):
        first, last = bisect_left(starts, passage.start), bisect_left(starts, passage.end)
        reading = Reading(text, passage, mentions[first:last])
        if passage.section not in headings:
            headings[passage.section] = heading_condition(passage.section, vocabulary)
        context = context if context.block == reading.block else Context(reading.block, context.intervention)
        if (reference := trailing_reference(reading.text)) is not None:
            _credit(found, *reference, block=reading.block)
            continue
        claims, context = _sentence(reading, text, page, context, headings[passage.section])
        if not claims and found and _is_bare_item(found[-1].reading, reading):
            longer = _with_item(text, found[-1].reading, reading)
            found[-1] = found[-1]._replace(
                reading=longer, condition=condition_of(longer, page, NOBODY, headings[passage.section])
            )
        found.extend(claims)
    return tuple(_record(text, item, number) for number, item in enumerate(found, 1))


def _is_bare_item(lead: Reading, item: Reading) -> bool:
    """Whether this is an item under `Acupuncture helps with:` that names a condition and asserts nothing by itself."""
    if item.kind != "list_item" or not item.conditions or len(item.tokens) > 8:
        return False
    return lead.text.split("\n", 1)[0].rstrip(" •●▪◦‣✓✔").endswith(":") and item.start - lead.end < 12


def _with_item(text: str, lead: Reading, item: Reading) -> Reading:
    """The lead-in with one more item of its list: together they are one claim."""
    passage = Passage(lead.start, item.end, lead.kind, lead.section, item.block)
    return Reading(text, passage, [*lead.mentions, *item.mentions])


def _sentence(r: Reading, text: str, page: Page, context: Context, heading: Named) -> tuple[list[Found], Context]:
    """The claims of one sentence, and what the next one may inherit."""
    whole = judge(r, page)
    if whole is None and not r.mask & (Sort.STUDY | Sort.FINDING) and not r.mentions:
        return [], context._replace(source=NO_SOURCE)
    source = source_of(r, context.source)
    intervention = intervention_of(r, page, context.intervention)
    condition = condition_of(r, page, context.condition, heading)
    after = Context(
        block=r.block,
        intervention=intervention if r.interventions else context.intervention,
        condition=condition if r.conditions else context.condition,
        source=source if source.is_study else NO_SOURCE,
    )
    if whole is None:
        return [], after
    back = designs.points_back(r.text)
    parts = _clauses(r, text, page, whole)
    if len(parts) < 2:
        return [Found(r, whole, source, intervention, condition, back)], after
    claims = [
        Found(
            part,
            assertion,
            source_of_clause(part, source),
            intervention_of(part, page, intervention),
            condition_of(part, page, condition, heading),
            back,
        )
        for part, assertion in parts
    ]
    return claims, after


def _clauses(r: Reading, text: str, page: Page, whole: Assertion) -> list[tuple[Reading, Assertion]]:
    """The clauses of a sentence where at least two assert different sorts of things, else none."""
    if r.kind != "paragraph" or len(r.tokens) < 10 or whole.claim_type is ClaimType.COMPARATIVE_EFFICACY:
        return []
    if not r.has(Sort.SAFETY | Sort.REGULATORY | Sort.PEOPLE):  # only these set a clause apart, see below
        return []
    spans = clauses(r)
    if len(spans) < 2:
        return []
    parts: list[tuple[Reading, Assertion]] = []
    for start, end in spans:
        inside = [m for m in r.mentions if start <= m.start < end]
        part = Reading(text, Passage(start, end, r.kind, r.section, r.block), inside)
        if (assertion := judge(part, page, anchored=True)) is not None:
            parts.append((part, assertion))
    kinds = {assertion.claim_type for _, assertion in parts}
    apart = kinds & {ClaimType.SAFETY, ClaimType.REGULATORY, ClaimType.PREVALENCE}
    stated = {designs.stated_design(part.text) for part, _ in parts}
    differ = (len(kinds) > 1 and bool(apart)) or (StatedDesign.TESTIMONIAL in stated and len(stated) > 1)
    return parts if differ else []


def _credit(found: list[Found], journal: str | None, year: int | None, *, block: int) -> None:
    """Give a closing reference to the last claim of its block, and to those before that the claim points back to."""
    for place in range(len(found) - 1, -1, -1):
        item = found[place]
        if item.reading.block != block or item.source.year is not None:
            return
        if item.source.is_study:
            found[place] = item._replace(source=item.source._replace(year=year, journal=item.source.journal or journal))
        if not item.points_back:
            return


def _record(text: str, found: Found, number: int) -> ClaimBase:
    r, kind, source = found.reading, found.assertion.claim_type, found.source
    intervention = NOBODY if kind is ClaimType.PREVALENCE and not r.interventions else found.intervention
    return ClaimBase(
        key=f"C{number:03d}",
        start=r.start,
        end=r.end,
        quote=r.text,
        prefix=prefix(text, r.start),
        suffix=suffix(text, r.end),
        section=r.section,
        claim_type=kind,
        intervention=intervention.text,
        intervention_code=intervention.code,
        condition=found.condition.text,
        condition_code=found.condition.code,
        comparator=comparator_of(r, intervention),
        route=route_of(r),
        dose=dose_of(r, r.numbers),
        outcome=outcome_of(r),
        direction=direction_of(r, kind),
        sample_size=source.size,
        species=source.species,
        study_type=source.design,
        study_year=source.year if source.is_study else None,
        journal=source.journal,
        attribution=source.attribution,
        assertiveness=assertiveness_of(r, source.design),
        needs_citation=kind in _NEEDS_CITATION,
        origin=Origin.EXTRACTED,
        cues=found.assertion.cues,
        effects=effects_of(r, r.numbers),
    )
