"""Tells the benefits of a treatment and says nothing about harm.

Why it matters: every treatment that works can harm. A page of nothing but benefit leaves the reader to weigh one side
of a decision.
Instead: put the harms beside the benefit, with numbers and who should not have it: "about 1 in 20 had a sore vein, and
infection is possible; ask us who should not have it".
Source: the references of this rule. A linked safety page counts half; words about the disease's own dangers do not.
"""

import re
from collections.abc import Iterable, Iterator

from evidence.models import Block, ClaimBase, Link, PageDossier, Severity
from evidence.rules import references
from evidence.rules.examples import among
from evidence.rules.framework import Hit, Needs, Rule, lowered
from evidence.rules.reading import Reading
from evidence.rules.recipes import (
    block_of,
    is_benefit,
    risks_told,
)
from evidence.text.counting import counted

_SAFETY_LINK = re.compile(r"safety|side-?effects?|risks?|prescribing-?information|contraindication", re.IGNORECASE)

_ADDRESSED = re.compile(
    r"\b(?:no (?:\w+ )?(?:difference|differences) in (?:\w+ )?(?:side[- ]effects|adverse \w+|harms?)|"
    r"side[- ]effects (?:\w+ ){0,4}?did not differ|(?:did|do) not report (?:on )?(?:harms?|side[- ]effects|adverse)|"
    r"harms? (?:were|was|are) (?:not |rarely |poorly )?(?:reported|measured))\b",
    re.IGNORECASE,
)
"""A comparison of harms, or the word that nobody measured them, addresses the question."""
_MANY = 5
"""A page that offers nothing counts as selling from so many statements of benefit."""


def _check(reading: Reading) -> Iterable[Hit]:
    page = reading.page
    claims = [dossier.claim for dossier in page.dossiers if is_benefit(dossier.claim)]
    if not claims:
        return
    told = risks_told(page, claims)
    if told:
        yield from _sections(page, claims, told)
        return
    if _ADDRESSED.search(reading.text):
        return
    words = _words_of(page, claims)
    total = len(page.snapshot.text.split())
    benefits = counted(len(claims), "statement")
    message = f"{benefits} of benefit ({words} of {total} words) and none about harm of the treatment"
    if linked := _safety_link(page):
        note = f"a linked page may tell harms: {linked}"
        yield Hit(message=f"{message} on this page", severity=lowered(Severity.MAJOR), caveats=(note,))
        return
    sells = reading.promotes or len(claims) >= _MANY
    yield Hit(message=message, severity=Severity.MAJOR if sells else Severity.MINOR, caveats=_caveats(page))


def _words_of(page: PageDossier, claims: list[ClaimBase]) -> int:
    """The words the claims cover, those that two of them share counted once."""
    covered, reached = 0, 0
    for claim in sorted(claims, key=lambda claim: claim.start):
        covered += len(page.snapshot.text[max(reached, claim.start) : max(reached, claim.end)].split())
        reached = max(reached, claim.end)
    return covered


def _sections(page: PageDossier, claims: list[ClaimBase], risky: list[int]) -> Iterator[Hit]:
    """Sections with benefit and without harm, on a page that tells harms elsewhere."""
    told = {_section(page, start) for start in risky}
    missing: dict[str, list[ClaimBase]] = {}
    for claim in claims:
        section = _section(page, claim.start)
        if section and section not in told:
            missing.setdefault(section, []).append(claim)
    if None in told or "" in told:
        return
    for section, unbalanced in missing.items():
        message = f"section '{section}' has {counted(len(unbalanced), 'statement')} of benefit and none about harm"
        yield Hit(message, unbalanced[0].start, unbalanced[0].end, Severity.MINOR, caveats=_caveats(page))


def _section(page: PageDossier, start: int) -> str:
    block = block_of(page, start)
    return " > ".join(block.headings) if block else ""


def _safety_link(page: PageDossier) -> str | None:
    text = page.snapshot.text
    for link in page.snapshot.links:
        if _SAFETY_LINK.search(link.href) or _SAFETY_LINK.search(text[link.start : link.end]):
            return link.href
    return None


def _caveats(page: PageDossier) -> tuple[str, ...]:
    unread = page.snapshot.images_unread + page.snapshot.videos_unread
    notes = [] if page.snapshot.chrome_visible else ["header and footer are not visible in this capture"]
    return (*notes, *([f"{unread} images or videos were not read"] if unread else []))


_BALANCED = (
    "Most people feel less tired for a day. About 1 in 20 had a sore vein after the drip, and infection is possible."
)
_TWO = "The gel relieves knee pain.\nThe gel relieves elbow pain. Rash is a side effect of the gel."
_LINKED = "The drip lifts fatigue. Read more."

rule = Rule(
    code="SAF001",
    name="benefit-without-risk",
    severity=Severity.MAJOR,
    needs=Needs.PAGE,
    doc=__doc__,
    references=(
        references.FAIR_BALANCE,
        references.HEALTH_NEWS_HARMS,
        references.HANEEF,
        references.CRANE,
        references.PROMINENCE,
        references.DISCERN_RISKS,
    ),
    readings=_check,
    flags=(
        among(
            "Energy drips lift fatigue. They sharpen the mind.", "Energy drips lift fatigue.", "They sharpen the mind."
        ),
        among(
            "Migraine brings nausea and hallucinations. Botulinum injections prevent attacks.",
            "Botulinum injections prevent attacks.",
        ),
        among("Laser treatment clears acne with no side effects.", "Laser treatment clears acne with no side effects."),
        among(_LINKED, "The drip lifts fatigue.", links=(Link(start=24, end=33, href="https://example.org/safety"),)),
        among(
            _TWO,
            "The gel relieves knee pain.",
            blocks=(Block(start=0, end=27, headings=("Knee",)), Block(start=28, end=len(_TWO), headings=("Elbow",))),
        ),
    ),
    passes=(
        among(_BALANCED, "Most people feel less tired for a day."),
        among("Opening hours: 9 to 5. Parking behind the house."),
        among("Semaglutide lowers weight. Adverse events were mostly nausea.", "Semaglutide lowers weight."),
        among("Massage eases tension. Bruises after a massage fade in days.", "Massage eases tension."),
        # hard: the harm is told without any of the usual headline words
        among(
            "The implant restores hearing. After the operation some people feel dizzy or numb behind the ear; "
            "dizziness after surgery can last weeks.",
            "The implant restores hearing.",
        ),
    ),
)
