"""Know which record of a claim a person had before them, and refuse to write over what others did to it since."""

from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple, cast

from evidence import store
from evidence.formats.changes import history_words
from evidence.models import ActivityBase, ClaimBase
from evidence.store.editing import Standing, claim_history
from evidence.workflow.editing.errors import StaleClaimError


class Since(NamedTuple):
    """What a person saw of a claim and what was done to it since, oldest first.

    `record` is None where the log does not lead back to what they saw.
    """

    record: ClaimBase | None
    deeds: tuple[ActivityBase, ...]


def fingerprint(claim: ClaimBase) -> str:
    """What tells one record of a claim from any other, for a form to carry along."""
    return sha256(claim.model_dump_json().encode()).hexdigest()[:24]


def since(db: store.Session, standing: Standing, seen: str) -> Since:
    """Walk a claim's history back to the record with a fingerprint."""
    record = standing.claim
    later: list[ActivityBase] = []
    for row in reversed(claim_history(db, standing)):
        if fingerprint(record) == seen:
            return Since(record, tuple(reversed(later)))
        later.append(row)
        record = before(record, row)
    found = fingerprint(record) == seen
    return Since(record, tuple(reversed(later))) if found else Since(None, tuple(later[:1]))


def before(record: ClaimBase, row: ActivityBase) -> ClaimBase:
    """The record as it was before a deed of the log, given as it was after."""
    fields = cast("dict[str, dict[str, object]]", row.detail.get("fields") or {})
    was = {name: pair["was"] for name, pair in fields.items()}
    return ClaimBase.model_validate(record.model_dump(mode="json") | was) if was else record


def refuse_stale(db: store.Session, standing: Standing, seen: str) -> None:
    """Refuse to go on where the claim is no longer what a person saw.

    Raises:
        StaleClaimError: it was changed since.
    """
    if fingerprint(standing.claim) != seen:
        raise StaleClaimError(standing.claim.key, words_of(db, since(db, standing, seen).deeds))


def words_of(db: store.Session, deeds: Sequence[ActivityBase]) -> str:
    """Who did what, and when, in a clause; of several deeds the last, and how many came before."""
    if not deeds:
        return "somebody changed it"
    last = deeds[-1]
    names = {reviewer.key: reviewer.name for reviewer in store.reviewers(db)}
    what = history_words(last)
    clause = f"{names.get(last.actor, last.actor)} {last.verb} it at {last.at:%Y-%m-%d %H:%M} UTC"
    clause += f" ({what})" if what else ""
    return clause if len(deeds) == 1 else f"{clause}, after {len(deeds) - 1} other changes"
