"""Say which judgements a person may see: nobody sees another coder's before all who are to code the claim are done."""

from evidence import store
from evidence.models import TeamRole
from evidence.store import assigning
from evidence.store.people import Codebook, JudgementEntry, every_judgement
from evidence.workflow.review.cases import Case
from evidence.workflow.review.held import current


def visible_judgements(
    db: store.Session, claim_id: int, reviewer: str | None, role: TeamRole, *, history: bool = False
) -> list[JudgementEntry]:
    """The judgements about a claim that a person may see, of all projects and on all snapshots, oldest first.

    One's own are always seen. Those of others, the adjudicator's too, are seen when everyone who is to code the claim
    has judged both axes; a coder must be one of them, so that whoever is asked later to code it too is blind still.

    Args:
        db: the open session.
        claim_id: the claim on any snapshot of its page.
        reviewer: the person's key as a reviewer; None for a person without one.
        role: what the person is in the team; one person alone with the database is its owner.
        history: also what later judgements superseded.

    Raises:
        UnknownKeyError: there is no such claim.
    """
    name = assigning.claim_names(db, [claim_id])[claim_id]
    entries = every_judgement(db, claim_ids=assigning.ids_called(db, name))
    seen: list[JudgementEntry] = []
    for codebook in sorted({Codebook(entry.project, entry.version) for entry in entries}):
        own = tuple(entry for entry in entries if (entry.project, entry.version) == codebook)
        assigned = frozenset(one.reviewer for one in assigning.assignments(db, codebook, name=name))
        case = Case(claim_id, name, assigned, own)
        shown = own if history else current(own)
        open_to_all = may_see_others(case, reviewer, role)
        seen += [entry for entry in shown if open_to_all or entry.reviewer == reviewer]
    return sorted(seen, key=lambda entry: entry.id)


def may_see_others(case: Case, reviewer: str | None, role: TeamRole) -> bool:
    """Whether a person may see what others hold of a claim."""
    return case.is_coded and (role is not TeamRole.CODER or reviewer in case.done)
