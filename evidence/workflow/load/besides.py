"""Take back what an export wrote beside records: names merged publications had, what other sources say, who codes what.

Nothing is decided anew: two publications that a person told apart stay apart.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import cast

from pydantic import JsonValue

from evidence import store
from evidence.cite.duplicates import Pair
from evidence.formats.rows import Checked
from evidence.models import AliasBase, AssignmentBase, DuplicateBase, DuplicateStatus, OtherValueBase
from evidence.store.assigning import assign_claims
from evidence.store.duplicates import mark_distinct, save_pairs
from evidence.store.other_values import add_aliases, aliased, other_values, save_other_values
from evidence.store.people import Codebook
from evidence.store.saving import ids_of
from evidence.workflow.load.context import Context
from evidence.workflow.load.savers import (
    Batch,
    Kept,
    Refusals,
    by_moment,
    no_protocol,
    protocol_of,
    unknown,
    unknown_claim,
)

ADDED, CHANGED, UNCHANGED = store.Outcome.ADDED, store.Outcome.CHANGED, store.Outcome.UNCHANGED


def save_aliases_of(context: Context, label: str, batch: Batch) -> Kept:
    """Names of merged publications, each where it is not taken."""
    refusals = Refusals(label)
    good = refusals.passed(batch, unknown(context, batch, "publication", "publication"))
    kept = Kept(refused=refusals.problems)
    ids = ids_of(context.db, "publication", (item.links["publication"] for item in good))
    for item in good:
        alias = cast("AliasBase", item.record)
        there = bool(aliased(context.db, {alias.kind: [alias.value]}))
        add_aliases(context.db, ids[item.links["publication"]], [alias])
        kept.outcomes.append(UNCHANGED if there else ADDED)
    return kept


def save_other_values_of(context: Context, label: str, batch: Batch) -> Kept:
    """What other sources say, source by source, each as of the day it was seen."""
    refusals = Refusals(label)
    good = refusals.passed(batch, unknown(context, batch, "publication", "publication"))
    kept = Kept(refused=refusals.problems)
    said: dict[tuple[str, date], dict[str, dict[str, JsonValue]]] = {}
    for item in good:
        one, key = cast("OtherValueBase", item.record), item.links["publication"]
        known = one in other_values(context.db, key)
        kept.outcomes.append(UNCHANGED if known else ADDED)
        said.setdefault((one.source, one.seen_on), {}).setdefault(key, {})[one.field] = one.value
    for (source, day), fields in said.items():
        by = store.Author(context.by.name, datetime.combine(day, time(), UTC))
        save_other_values(context.db, fields, source, by)
    return kept


def save_duplicates_of(context: Context, label: str, batch: Batch) -> Kept:
    """Pairs of publications that may be one, and those that a person told apart."""
    refusals = Refusals(label)
    good = refusals.passed(batch, unknown(context, batch, "publication", "publication"))
    good = refusals.passed(good, unknown(context, good, "other", "publication"))
    kept = Kept(refused=refusals.problems)
    ids = ids_of(context.db, "publication", (item.links[name] for item in good for name in ("publication", "other")))
    held = [(cast("DuplicateBase", item.record), (item.links["publication"], item.links["other"])) for item in good]
    pairs = [
        Pair(min(ids[key] for key in ends), max(ids[key] for key in ends), one.score, one.reasons) for one, ends in held
    ]
    new = save_pairs(context.db, pairs, context.by)
    distinct = [ends for one, ends in held if one.status is DuplicateStatus.DISTINCT]
    apart = sum(mark_distinct(context.db, *ends, context.by) for ends in distinct)
    changed = min(apart, len(held) - new)
    kept.outcomes += [ADDED] * new + [CHANGED] * changed + [UNCHANGED] * (len(held) - new - changed)
    return kept


def save_assignments_of(context: Context, label: str, batch: Batch) -> Kept:
    """Who codes which claim, since the moment it was said."""
    refusals = Refusals(label)
    good = refusals.passed(batch, unknown(context, batch, "reviewer", "reviewer"))
    kept = Kept(refused=refusals.problems)
    for moment, items in by_moment(context, good, refusals):
        ids = store.claim_ids(context.db, moment.snapshot_id)
        known = refusals.passed(items, unknown_claim(ids, moment.page))
        for item in refusals.passed(known, lambda item: no_protocol(context, item)):
            kept.outcomes.append(_assign(context, item, ids[item.links["claim"]]))
    return kept


def _assign(context: Context, item: Checked, claim_id: int) -> store.Outcome:
    project, version = cast("tuple[str, int]", protocol_of(context, item))
    by = store.Author(context.by.name, cast("AssignmentBase", item.record).created_at)
    new = assign_claims(context.db, Codebook(project, version), [(claim_id, item.links["reviewer"])], by)
    return ADDED if new else UNCHANGED


SAVERS_BESIDES: dict[str, Callable[[Context, str, Batch], Kept]] = {
    "aliases": save_aliases_of,
    "other_values": save_other_values_of,
    "duplicates": save_duplicates_of,
    "assignments": save_assignments_of,
}
"""How each of these kinds is saved."""
