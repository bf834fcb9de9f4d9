"""Take back what an export wrote of captures and of conclusions: snapshots, ratings, verifications, findings.

Nothing is concluded anew: what the program or a person found is kept as it was, with its moment.
"""

from collections.abc import Callable, Iterable
from typing import cast

from evidence import store
from evidence.errors import Problem
from evidence.formats.captures import DamagedCaptureError, refuse_damaged
from evidence.formats.rows import Checked
from evidence.formats.rows.check import moment_of
from evidence.formats.rows.kinds import Shape, nearest
from evidence.models import AppraisalBase, FindingBase, FindingStatus, SnapshotBase, VerificationBase
from evidence.store.citations import citations_of
from evidence.store.conclusions import Reviewed, Verified, save_findings, save_verifications
from evidence.store.errors import UnstorableTextError
from evidence.store.library import study_of_publication
from evidence.workflow.load.context import Context, Moment
from evidence.workflow.load.savers import Batch, Kept, Refusals, by_moment, unknown, unknown_claim

Fault = tuple[str, str] | None


def save_snapshots_of(context: Context, label: str, batch: Batch) -> Kept:
    """Snapshots with the bytes they were read from, oldest first as they stand in the file."""
    refusals = Refusals(label)
    kept = Kept(refused=refusals.problems)
    for item in refusals.passed(batch, unknown(context, batch, "page", "page")):
        try:
            kept.count([_save_snapshot(context, item)])
        except OSError as error:
            kept.refused.append(_problem(label, item, "original", f"the bytes cannot be read: {error.strerror}"))
        except (DamagedCaptureError, UnstorableTextError) as error:
            kept.refused.append(_problem(label, item, "text", str(error)))
    context.forget_pages()
    return kept


def _save_snapshot(context: Context, item: Checked) -> store.Saved:
    """Keep one snapshot.

    Raises:
        DamagedCaptureError: bytes or text do not have the hashes it names.
        OSError: the bytes cannot be read.
    """
    snapshot = cast("SnapshotBase", item.record)
    content = (context.path.parent / str(item.links["original"])).read_bytes()
    refuse_damaged(snapshot, content)
    return store.save_snapshot(context.db, str(item.links["page"]), snapshot, content, context.by)


def _problem(label: str, item: Checked, column: str, reason: str) -> Problem:
    return Problem(file=label, line=item.line, column=column, reason=reason)


def save_appraisals_of(context: Context, label: str, batch: Batch) -> Kept:
    """Ratings of studies, a person's under the person's key."""
    refusals = Refusals(label)
    good = refusals.passed(batch, unknown(context, batch, "study", "study"))
    good = refusals.passed(good, unknown(context, good, "reviewer", "reviewer"))
    kept = Kept(refused=refusals.problems)
    groups: dict[tuple[str, str | None], list[AppraisalBase]] = {}
    for item in good:
        rated = groups.setdefault((item.links["study"], item.links.get("reviewer")), [])
        rated.append(cast("AppraisalBase", item.record))
    for (study, reviewer), rated in groups.items():
        _count(kept, store.save_appraisals(context.db, study, rated, context.by, reviewer=reviewer))
    return kept


def save_verifications_of(context: Context, label: str, batch: Batch) -> Kept:
    """Verifications, each where a citation leads from its claim to its study."""
    refusals = Refusals(label)
    good = refusals.passed(batch, unknown(context, batch, "study", "study"))
    good = refusals.passed(good, _bad_moment)
    kept = Kept(refused=refusals.problems)
    for moment, items in by_moment(context, good, refusals):
        known = refusals.passed(items, unknown_claim(store.claim_ids(context.db, moment.snapshot_id), moment.page))
        known = refusals.passed(known, _unlinked(context, moment))
        verified = [
            Verified(
                item.links["claim"],
                item.links["study"],
                cast("VerificationBase", item.record),
                moment_of(item.links.get("verified_at")),
            )
            for item in known
        ]
        _count(kept, save_verifications(context.db, moment.snapshot_id, verified, context.by))
    return kept


def _bad_moment(item: Checked) -> Fault:
    given = item.links.get("verified_at")
    return ("verified_at", f"expected {Shape.MOMENT}, found '{given}'") if given and moment_of(given) is None else None


def _unlinked(context: Context, moment: Moment) -> Callable[[Checked], Fault]:
    """A fault where no citation leads from the claim to the study."""
    pointers = citations_of(context.db, moment.snapshot_id)
    studies = {key: study_of_publication(context.db, key) for key in {one.publication for one in pointers} if key}
    pairs = {(one.claim, studies[one.publication]) for one in pointers if one.publication}

    def fault(item: Checked) -> Fault:
        claim, study = item.links["claim"], item.links["study"]
        if (claim, study) in pairs:
            return None
        return "study", f"no citation leads from claim '{claim}' of page '{moment.page}' to study '{study}'"

    return fault


def save_findings_of(context: Context, label: str, batch: Batch) -> Kept:
    """Findings with what reviewers did about them."""
    refusals = Refusals(label)
    good = refusals.passed(batch, unknown(context, batch, "reviewer", "reviewer"))
    good = refusals.passed(good, _bad_status)
    kept = Kept(refused=refusals.problems)
    for moment, items in by_moment(context, good, refusals):
        fault = _of_unknown_claim(store.claim_ids(context.db, moment.snapshot_id), moment.page)
        reviewed = [
            Reviewed(
                cast("FindingBase", item.record),
                FindingStatus(item.links.get("status") or FindingStatus.OPEN),
                item.links.get("status_reason"),
                item.links.get("reviewer"),
            )
            for item in refusals.passed(items, fault)
        ]
        _count(kept, save_findings(context.db, moment.snapshot_id, reviewed, context.by))
    return kept


def _bad_status(item: Checked) -> Fault:
    given = item.links.get("status")
    if given is None or given in list(FindingStatus):
        return None
    return "status", f"'{given}' is not one of {', '.join(FindingStatus)}{nearest(given, FindingStatus)}"


def _of_unknown_claim(keys: Iterable[str], page: str) -> Callable[[Checked], Fault]:
    known = set(keys)

    def fault(item: Checked) -> Fault:
        key = cast("FindingBase", item.record).claim_key
        return None if key is None or key in known else ("claim_key", f"page '{page}' has no claim '{key}'")

    return fault


def _count(kept: Kept, merged: store.Merged) -> None:
    for outcome in store.Outcome:
        kept.outcomes += [outcome] * getattr(merged, outcome.value)


SAVERS_OF_CONCLUSIONS: dict[str, Callable[[Context, str, Batch], Kept]] = {
    "snapshots": save_snapshots_of,
    "appraisals": save_appraisals_of,
    "verifications": save_verifications_of,
    "findings": save_findings_of,
}
"""How each of these kinds is saved."""
