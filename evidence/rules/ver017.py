"""Repeats a conclusion that the study's own results do not bear out.

Why it matters: a claim that matches the abstract's last sentence looks checked. Half of trials without an effect
conclude as if they had one.
Instead: "the authors call it a useful option, although pain did not differ from placebo at any time".
Source: the references of this rule. It comes only beside another finding on the results, and never lowers one.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from evidence.models import AbstractSection, CheckName, Dossier, PageDossier, PublicationBase, Severity, Source
from evidence.rules import instruments, references
from evidence.rules.examples import checked, differing
from evidence.rules.framework import Hit, Needs, Rule
from evidence.rules.verified import differing as differing_checks
from evidence.rules.verified import hit

_NULL = {
    (CheckName.DIRECTION, "primary_outcome_null"): Severity.MAJOR,
    (CheckName.DIRECTION, "secondary_as_headline"): Severity.MAJOR,
    (CheckName.DIRECTION, "selected_result"): Severity.MAJOR,
    (CheckName.DIRECTION, "comparator_reversed"): Severity.MAJOR,
    (CheckName.DIRECTION, "no_advantage"): Severity.MAJOR,
}
_CONCLUDES = re.compile(r"^(?:authors'? )?(?:conclusions?|interpretation|clinical implications?)\b", re.IGNORECASE)
_FAVOURS = re.compile(
    r"\b(?:effective|efficacious|useful|promising|superior|beneficial|reasonable (?:option|alternative)|"
    r"good (?:option|alternative)|supports? the use|recommended|"
    r"can be (?:used|considered)|viable|safe alternative|improve[sd]?|advantage)\b",
    re.IGNORECASE,
)
_SOBER = re.compile(
    r"\b(?:not|no|did not|neither|failed|cannot|refut\w+|insufficient|unclear|lack of|without (?:a )?difference|"
    r"similar|further (?:research|trials|studies) (?:is|are) needed)\b",
    re.IGNORECASE,
)


def _check(dossier: Dossier, _page: PageDossier) -> Iterable[Hit]:
    for source, check, severity in differing_checks(dossier, _NULL):
        conclusion = _conclusion(source)
        if conclusion and _FAVOURS.search(conclusion) and not _SOBER.search(conclusion):
            found = hit(dossier, source, check, severity, "the source's own conclusion is spun")
            yield replace(found, inputs=(f"conclusion: {conclusion}", *found.inputs))


def _conclusion(source: Source) -> str | None:
    """What the abstract concludes, or what is kept of the study's conclusion."""
    sections = source.publication.abstract if source.publication else ()
    labelled = [part.text for part in sections if part.label and _CONCLUDES.search(part.label)]
    if labelled:
        return labelled[-1]
    return source.study.passages.get("conclusion") if source.study else None


def _spun(quote: str, code: str, conclusion: str) -> PageDossier:
    page = checked(quote, differing(CheckName.DIRECTION, code, "pain did not differ at any time"))
    source = page.dossiers[0].sources[0]
    publication = PublicationBase(key="p", abstract=(AbstractSection(label="CONCLUSIONS", text=conclusion),))
    dossier = page.dossiers[0].model_copy(update={"sources": (source.model_copy(update={"publication": publication}),)})
    return page.model_copy(update={"dossiers": (dossier,)})


rule = Rule(
    code="VER017",
    name="spin-inherited",
    severity=Severity.MAJOR,
    needs=Needs.ABSTRACT,
    doc=__doc__,
    references=(instruments.YAVCHITZ, references.BOUTRON, references.NO_DIFFERENCE),
    claims=_check,
    flags=(
        _spun(
            "Researchers concluded that it is a useful option.",
            "primary_outcome_null",
            "The device is a useful option for knee pain.",
        ),
        _spun(
            "The spray works in the first minutes.",
            "selected_result",
            "The spray can be considered an effective alternative.",
        ),
        _spun("Better than tablets.", "comparator_reversed", "The gel is a promising treatment."),
    ),
    passes=(
        _spun("It is a useful option.", "primary_outcome_null", "The device did not reduce knee pain."),
        _spun("It is a useful option.", "year_wrong", "The device is a useful option for knee pain."),
        checked("It is a useful option.", differing(CheckName.DIRECTION, "primary_outcome_null", "no difference")),
        # hard: a hedged and complete conclusion
        _spun(
            "It may help.",
            "primary_outcome_null",
            "Pain was similar; whether the device is effective in subgroups needs study.",
        ),
    ),
)
