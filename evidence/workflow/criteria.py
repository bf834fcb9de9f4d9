"""Answer the criteria for news releases on pages as they are read; nothing is stored and no database is needed."""

from typing import NamedTuple

from evidence.models import Dossier, PageBase, PageDossier
from evidence.rules import Facts, Reading, run_rules
from evidence.rules.criteria import Decision, criteria
from evidence.workflow.reading import PageRead


class Answered(NamedTuple):
    """A release by its name with the decision on each criterion."""

    name: str
    decisions: dict[str, Decision]


def answer_criteria(read: PageRead, jurisdiction: str = "US") -> Answered:
    """The criteria for one page, from its own words and what the rules find on it."""
    page = PageDossier(
        page=PageBase(key=read.name, address=read.name, title=read.snapshot.title),
        snapshot=read.snapshot,
        dossiers=tuple(Dossier(claim=claim) for claim in read.claims),
        jurisdiction=jurisdiction,
    )
    facts = Facts.shipped()
    return Answered(read.name, criteria(Reading(page, facts), run_rules(page, facts=facts)))
