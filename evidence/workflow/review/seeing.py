"""Say of any judgement at once whether a person may see it, for tables, files and the log; the rule is `visible`'s."""

from collections.abc import Callable

from evidence import store
from evidence.models import TeamRole
from evidence.store import assigning
from evidence.store.assigning import ClaimName
from evidence.store.people import Codebook, JudgementEntry, every_judgement
from evidence.workflow.review.cases import Case
from evidence.workflow.review.visible import may_see_others


def sees_judgement(db: store.Session, reviewer: str | None, role: TeamRole) -> Callable[[JudgementEntry], bool]:
    """A question to ask of judgements: one's own are seen, those of others where everybody who is to code is done."""
    judged: dict[tuple[Codebook, ClaimName], list[JudgementEntry]] = {}
    for entry in every_judgement(db):
        judged.setdefault(_place(entry), []).append(entry)
    assigned: dict[tuple[Codebook, ClaimName], set[str]] = {}
    for codebook in {codebook for codebook, _ in judged}:
        for one in assigning.assignments(db, codebook):
            assigned.setdefault((codebook, one.name), set()).add(one.reviewer)
    settled = {
        place
        for place, entries in judged.items()
        if may_see_others(_case(place[1], entries, assigned.get(place, set())), reviewer, role)
    }
    return lambda entry: entry.reviewer == reviewer or _place(entry) in settled


def _place(entry: JudgementEntry) -> tuple[Codebook, ClaimName]:
    return Codebook(entry.project, entry.version), ClaimName(entry.page, entry.claim)


def _case(name: ClaimName, entries: list[JudgementEntry], assigned: set[str]) -> Case:
    return Case(entries[-1].claim_id, name, frozenset(assigned), tuple(entries))
