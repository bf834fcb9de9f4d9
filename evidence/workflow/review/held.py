"""Read from judgements what each person holds of a claim, now or at the moment two coders were done; pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evidence.models import Axis, ReviewerRole, Support
from evidence.store.people import NOT_BROKEN, JudgementEntry


@dataclass(frozen=True)
class Held:
    """What one person holds of a claim in one role: its judgements that nothing supersedes, and what they say.

    `rules` is None where the person said nothing of rules, empty where they said that it breaks none.
    """

    reviewer: str
    role: ReviewerRole
    support: str | None
    accuracy: str | None
    rules: tuple[str, ...] | None
    entries: tuple[JudgementEntry, ...]

    @property
    def is_done(self) -> bool:
        """Whether both axes are judged; of a claim that cannot be checked, accuracy is not asked."""
        if self.support is None:
            return False
        return self.accuracy is not None or self.support == Support.NOT_CHECKABLE


def current(entries: Sequence[JudgementEntry]) -> tuple[JudgementEntry, ...]:
    """Those that no other of them supersedes."""
    superseded = {entry.supersedes_id for entry in entries}
    return tuple(entry for entry in entries if entry.id not in superseded)


def held_by_each(entries: Sequence[JudgementEntry], role: ReviewerRole) -> tuple[Held, ...]:
    """What each person holds in a role, by their keys; the entries are all about one claim under one protocol."""
    own: dict[str, list[JudgementEntry]] = {}
    for entry in current(entries):
        if entry.judgement.role is role:
            own.setdefault(entry.reviewer, []).append(entry)
    return tuple(_held(reviewer, role, own[reviewer]) for reviewer in sorted(own))


def _held(reviewer: str, role: ReviewerRole, entries: Sequence[JudgementEntry]) -> Held:
    # The same words on two snapshots may have been judged twice: the later judgement counts.
    by_axis = {entry.judgement.axis: entry.judgement.value for entry in sorted(entries, key=lambda entry: entry.id)}
    said = {entry.judgement.value for entry in entries if entry.judgement.axis is Axis.RULE}
    return Held(
        reviewer=reviewer,
        role=role,
        support=by_axis.get(Axis.SUPPORT),
        accuracy=by_axis.get(Axis.ACCURACY),
        rules=tuple(sorted(said - {NOT_BROKEN})) if said else None,
        entries=tuple(entries),
    )


def originals(entries: Iterable[JudgementEntry]) -> tuple[Held, Held] | None:
    """What two coders held at the moment the second of them was first done; None where two never were.

    What either changed later, when they could have seen the other's, does not count.
    """
    coded = sorted((one for one in entries if one.judgement.role is ReviewerRole.CODER), key=lambda one: one.id)
    done: set[str] = set()
    for at, entry in enumerate(coded):
        if not _of(coded[: at + 1], entry.reviewer).is_done:
            done.discard(entry.reviewer)
            continue
        done.add(entry.reviewer)
        if len(done) == 2:
            first, second = (_of(_until(coded, entry), reviewer) for reviewer in sorted(done))
            return first, second
    return None


def _of(entries: Sequence[JudgementEntry], reviewer: str) -> Held:
    own = current([entry for entry in entries if entry.reviewer == reviewer])
    return _held(reviewer, ReviewerRole.CODER, own)


def _until(entries: Sequence[JudgementEntry], last: JudgementEntry) -> list[JudgementEntry]:
    """Those made up to an entry, with what the same person recorded at the same moment."""
    return [
        entry
        for entry in entries
        if entry.id <= last.id or (entry.reviewer == last.reviewer and entry.created_at == last.created_at)
    ]
