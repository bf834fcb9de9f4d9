"""A claim as a case under a codebook: who is to code it, who did, what they hold; nothing is written here."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from evidence import store
from evidence.models import Axis, ReviewerRole
from evidence.store import assigning
from evidence.store.assigning import ClaimName
from evidence.store.people import Codebook, JudgementEntry, every_judgement
from evidence.store.queues import names_to_code
from evidence.workflow.review.held import Held, held_by_each


@dataclass(frozen=True)
class Case:
    """A claim under a codebook with every judgement ever made about it, on whichever snapshot of its page.

    `claim_id` is that of the newest snapshot it is known from. `is_open_work` is whether it still is to be coded: it
    counts, and is assigned or everybody's.
    """

    claim_id: int
    name: ClaimName
    assigned: frozenset[str]
    entries: tuple[JudgementEntry, ...]
    is_open_work: bool = True

    @cached_property
    def coders(self) -> tuple[Held, ...]:
        """What each coder holds."""
        return held_by_each(self.entries, ReviewerRole.CODER)

    @cached_property
    def adjudicators(self) -> tuple[Held, ...]:
        """What each adjudicator holds."""
        return held_by_each(self.entries, ReviewerRole.ADJUDICATOR)

    @property
    def done(self) -> frozenset[str]:
        """The coders who judged both axes."""
        return frozenset(held.reviewer for held in self.coders if held.is_done)

    @property
    def expected(self) -> frozenset[str]:
        """Who is to code it: those it is assigned to, or those who began where it is assigned to nobody."""
        return self.assigned or frozenset(held.reviewer for held in self.coders)

    @property
    def is_coded(self) -> bool:
        """Whether everyone who is to code it is done."""
        return bool(self.expected) and self.expected <= self.done

    @property
    def differing(self) -> tuple[Axis, ...]:
        """The axes on which coders differ, when all are done and there are two at least."""
        held = [one for one in self.coders if one.is_done]
        if len(held) < 2 or not self.is_coded:
            return ()
        values: dict[Axis, set[Any]] = {
            Axis.SUPPORT: {one.support for one in held},
            Axis.ACCURACY: {one.accuracy for one in held},
            Axis.RULE: {one.rules or () for one in held},
        }
        return tuple(axis for axis, told in values.items() if len(told) > 1)

    @property
    def unsettled(self) -> tuple[Axis, ...]:
        """The axes on which coders differ and nobody adjudicated."""
        settled = {entry.judgement.axis for held in self.adjudicators for entry in held.entries}
        return tuple(axis for axis in self.differing if axis not in settled)

    @property
    def newest(self) -> JudgementEntry | None:
        """The last judgement anybody made."""
        return max(self.entries, key=lambda entry: entry.id, default=None)


def case_of(db: store.Session, codebook: Codebook, claim_id: int) -> Case:
    """The case of one claim.

    Raises:
        UnknownKeyError: there is no such claim, project or version.
    """
    name = assigning.claim_names(db, [claim_id])[claim_id]
    ids = assigning.ids_called(db, name)
    assigned = frozenset(one.reviewer for one in assigning.assignments(db, codebook, name=name))
    return Case(ids[0], name, assigned, tuple(every_judgement(db, codebook=codebook, claim_ids=ids)))


def cases_of(db: store.Session, codebook: Codebook) -> list[Case]:
    """The cases of all claims that are to be coded, are assigned or were judged under a codebook, by page and key.

    Raises:
        UnknownKeyError: there is no such project or version.
    """
    assigned = assigning.assignments(db, codebook)
    judged: dict[ClaimName, list[JudgementEntry]] = {}
    for entry in every_judgement(db, codebook=codebook):
        judged.setdefault(ClaimName(entry.page, entry.claim), []).append(entry)
    whose: dict[ClaimName, set[str]] = {}
    for one in assigned:
        whose.setdefault(one.name, set()).add(one.reviewer)
    open_ids = names_to_code(db, codebook)
    ids = {one.name: one.claim_id for one in assigned}
    ids |= {name: entries[-1].claim_id for name, entries in judged.items()} | open_ids
    return [
        Case(
            claim_id=ids[name],
            name=name,
            assigned=frozenset(whose.get(name, ())),
            entries=tuple(judged.get(name, ())),
            is_open_work=name in open_ids,
        )
        for name in sorted(ids)
    ]
