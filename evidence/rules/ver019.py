"""Cites a source that is missing, off the subject, without data, or overtaken by a later synthesis.

Why it matters: a reference gives weight whether or not it bears on the sentence. An old trial cited after a review that
overturned it tells half the story.
Instead: cite the current systematic review with its certainty rating.
Source: the references of this rule, the publication's standing, and the fact tables for later syntheses.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from evidence.models import CheckName, Dossier, PageDossier, Severity
from evidence.rules import law, references
from evidence.rules.examples import agreeing, checked, differing, open_check, said
from evidence.rules.framework import Hit, Needs, Rule, cut
from evidence.rules.reading import Reading
from evidence.rules.recipes import is_benefit
from evidence.rules.verified import hits
from evidence.vocabulary.facts import Fact

_GRADED = {
    (CheckName.INTERVENTION, "intervention_mismatch"): Severity.MAJOR,
    (CheckName.EVIDENCE, "opinion_only"): Severity.MAJOR,
    (CheckName.EVIDENCE, "protocol_only"): Severity.MAJOR,
    (CheckName.INTERVENTION, "combination_omitted"): Severity.MAJOR,
    (CheckName.COMPARATOR, "comparator_mismatch"): Severity.MAJOR,
    (CheckName.COMPARATOR, "comparator_misstated"): Severity.MINOR,
    (CheckName.OUTCOME, "outcome_not_measured"): Severity.MAJOR,
    (CheckName.DIRECTION, "outcome_null"): Severity.MAJOR,
}
_CONTRARY = ("no clear", "only weak", "not enough", "no evidence", "four reports", "small effect", "short-term")


def _check(reading: Reading) -> Iterable[Hit]:
    for dossier in reading.page.dossiers:
        for found in hits(dossier, _GRADED, "the source does not bear the claim"):
            yield replace(found, claim=dossier.claim, start=dossier.claim.start, end=dossier.claim.end)
    yield from _overtaken(reading)


def _overtaken(reading: Reading) -> Iterator[Hit]:
    """One hit for each later synthesis, on the first claim that cites something older, with the number of the rest."""
    found: dict[str, list[tuple[Fact, Dossier]]] = {}
    for dossier in reading.page.dossiers:
        if newest := _later(dossier, reading):
            found.setdefault(newest.source, []).append((newest, dossier))
    for (newest, first), *more in found.values():
        older = _page_year(reading)
        severity = Severity.INFO if older is not None and older < int(newest.grade) else Severity.MINOR
        claim = first.claim
        others = f" ({len(more)} more claims)" if more else ""
        said = f"a synthesis of {newest.grade} says: {newest.value} ({newest.source})"
        caveats = () if older else ("the date of the page is not known, so it may be older than that synthesis",)
        message = f"'{cut(claim.quote)}'{others}: {said}"
        yield Hit(message, claim.start, claim.end, severity, (newest.source,), caveats, claim=claim)


def _later(dossier: Dossier, reading: Reading) -> Fact | None:
    """The newest synthesis on record that speaks against a cited claim and is younger than what it cites."""
    claim = dossier.claim
    if not is_benefit(claim) or not claim.condition or not claim.attribution:
        return None
    code = reading.facts.code_of(claim.intervention_code) or reading.facts.code_of(claim.intervention)
    named = [
        fact for fact in reading.facts.of(code, "synthesis") if fact.seen and fact.named_in(claim.condition.lower())
    ]
    cited = _year(dossier)
    against = [one for one in named if one.value.startswith(_CONTRARY) and (cited is None or int(one.grade) > cited)]
    return max(against, key=lambda fact: fact.grade, default=None)


def _year(dossier: Dossier) -> int | None:
    """The latest year of what the claim cites, by its sources or by its own words."""
    years = [one.publication.year for one in dossier.sources if one.publication and one.publication.year]
    return max(years, default=dossier.claim.study_year)


def _page_year(reading: Reading) -> int | None:
    stated = reading.page.snapshot.modified or reading.page.snapshot.published
    return int(stated[:4]) if stated and stated[:4].isdigit() else None


def _cited(condition: str, attribution: str = "a study") -> PageDossier:
    return said(
        "A study shows relief with the infusion.",
        intervention="ketamine",
        condition=condition,
        attribution=attribution,
        study_year=2018,
    )


rule = Rule(
    code="VER019",
    name="citation-not-supporting",
    severity=Severity.MAJOR,
    needs=Needs.FACTS,
    doc=__doc__,
    references=(references.UNSUPPORTING_LITERATURE, references.KORENSTEIN, law.OVERTAKEN, law.LATER_VIEW),
    readings=_check,
    flags=(
        checked(
            "Chelation clears arteries.",
            differing(CheckName.INTERVENTION, "intervention_mismatch", "the study gave statins, not chelation"),
        ),
        checked(
            "Research backs the vest.",
            differing(CheckName.EVIDENCE, "opinion_only", "the source reports no results of its own"),
        ),
        checked(
            "The balm eases arthritis.",
            differing(CheckName.OUTCOME, "outcome_not_measured", "the study measured sleep alone"),
            confirmed=False,
        ),
        _cited("chronic pain"),
    ),
    passes=(
        checked("Statins clear arteries.", agreeing(CheckName.INTERVENTION, "the study gave statins")),
        checked("Research backs the vest.", open_check(CheckName.EVIDENCE, "no results of this study are on record")),
        _cited("tinnitus"),
        _cited("chronic pain", attribution=""),
        # hard: the only later word on the subject is background knowledge that nobody has seen in the source
        _cited("cancer pain"),
    ),
)
