"""Hold checked records against the database and save those that fit; what does not fit comes back as Problems.

A saver takes a batch of one kind. It never saves a record that points at something that is not there.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any, cast

from evidence import ingest, store
from evidence.errors import Problem
from evidence.formats.rows import Checked
from evidence.formats.rows.anchors import Misplaced
from evidence.formats.rows.check import moment_of
from evidence.formats.rows.kinds import Shape, nearest
from evidence.models import (
    AdvertiserBase,
    CitationBase,
    ClaimBase,
    JudgementBase,
    PageBase,
    ProjectBase,
    ProtocolBase,
    PublicationBase,
    Record,
    ReviewerBase,
    StudyBase,
)
from evidence.store.citations import Pointer, save_citations
from evidence.store.errors import OwnAdjudicationError
from evidence.store.library import save_publications, save_studies
from evidence.store.people import (
    Coding,
    add_pages_to_project,
    projects,
    protocols,
    save_judgement,
    save_projects,
    save_protocols,
    save_reviewers,
)
from evidence.store.recognising import judgement_recorded
from evidence.workflow.load.context import Context, Moment
from evidence.workflow.review.desks import SOLO

Batch = Sequence[Checked]


@dataclass
class Kept:
    """What saving a batch came to."""

    outcomes: list[store.Outcome] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)
    repeated: int = 0
    """records that are the same as another of the batch"""

    def count(self, saved: Iterable[store.Saved]) -> None:
        """Take over what the store says of each record."""
        self.outcomes += [one.outcome for one in saved]


@dataclass
class Refusals:
    """Sorts a batch into records that fit and Problems."""

    label: str
    problems: list[Problem] = field(default_factory=list)

    def passed(self, batch: Batch, fault: Callable[[Checked], tuple[str, str] | None]) -> list[Checked]:
        """The records without a fault; a fault is a column and a reason."""
        kept = []
        for item in batch:
            found = fault(item)
            if found is None:
                kept.append(item)
            else:
                column, reason = found
                self.problems.append(Problem(file=self.label, line=item.line, column=column, reason=reason))
        return kept


def _records(batch: Batch) -> list[Any]:
    return [item.record for item in batch]


def unknown(context: Context, batch: Batch, link: str, table: str) -> Callable[[Checked], tuple[str, str] | None]:
    """A fault for each record whose link leads nowhere."""
    named = {str(item.links[link]) for item in batch if item.links.get(link)}
    missing = context.missing(table, named)

    def fault(item: Checked) -> tuple[str, str] | None:
        key = item.links.get(link)
        if key not in missing:
            return None
        return link, f"there is no {table} '{key}' in the database: load it first, or correct the key"

    return fault


def _coded(context: Context, record: Any) -> Any:
    """The record with the codes of its condition and intervention, where the vocabulary knows them and it has none."""
    codes = {}
    for name, find in context.code_of.items():
        words = getattr(record, name)
        if words and getattr(record, f"{name}_code") is None and (code := find(words)) is not None:
            codes[f"{name}_code"] = code
    return record.model_copy(update=codes) if codes else record


def _bad_code(context: Context, record: Record) -> tuple[str, str] | None:
    """A code that its vocabulary does not have; where no vocabulary is loaded, none can be checked."""
    for column, codes in context.codes.items():
        code = getattr(record, column, None)
        if code is not None and codes and code not in codes and not (column == "design" and code == "unknown"):
            return column, f"there is no code '{code}' in that vocabulary{nearest(code, codes)}"
    return None


# ---------------------------------------------------------------- one saver a kind


def save_terms(context: Context, label: str, batch: Batch) -> Kept:
    """Conditions, interventions, study types."""
    del label
    kept = Kept()
    kept.count(store.save_vocabulary(context.db, _records(batch), context.by))
    context.forget_codes()
    return kept


def save_advertisers(context: Context, label: str, batch: Batch) -> Kept:
    """Advertisers."""
    del label
    kept = Kept()
    kept.count(store.save_advertisers(context.db, cast("list[AdvertiserBase]", _records(batch)), context.by))
    return kept


def save_reviewers_of(context: Context, label: str, batch: Batch) -> Kept:
    """Reviewers."""
    del label
    kept = Kept()
    kept.count(save_reviewers(context.db, cast("list[ReviewerBase]", _records(batch)), context.by))
    return kept


def save_pages(context: Context, label: str, batch: Batch) -> Kept:
    """Pages with their advertisers; where a row names a `file`, that is read and kept as what the page says."""
    refusals = Refusals(label)
    good = refusals.passed(batch, unknown(context, batch, "advertiser", "advertiser"))
    kept = Kept(refused=refusals.problems)
    for has_advertiser, group in groupby(good, key=lambda item: bool(item.links.get("advertiser"))):
        items = list(group)
        owners = [item.links["advertiser"] for item in items] if has_advertiser else None
        pages = cast("list[PageBase]", _records(items))
        saved = store.save_pages(context.db, pages, context.by, advertisers=owners)
        for item, one in zip(items, saved, strict=True):
            problem = _keep_words(context, label, item)
            if problem is None:
                kept.count([one])
            else:
                kept.refused.append(problem)
    context.forget_pages()
    return kept


def _keep_words(context: Context, label: str, item: Checked) -> Problem | None:
    """Read the file a page's row names, from the folder of the table, and keep it; the Problem if it cannot be read."""
    name = item.links.get("file")
    if not name:
        return None
    path = context.path.parent / name
    try:
        content = path.read_bytes()
        snapshot = ingest.read_page(content, name=path.name, captured_at=context.by.at)
    except OSError as error:
        reason = f"the page's file {path} cannot be read: {error.strerror}; the name counts from the table's folder"
        return Problem(file=label, line=item.line, column="file", reason=reason)
    except ingest.UnreadablePageError as error:
        return Problem(file=label, line=item.line, column="file", reason=str(error))
    store.save_snapshot(context.db, cast("PageBase", item.record).key, snapshot, content, context.by)
    return None


def save_studies_of(context: Context, label: str, batch: Batch) -> Kept:
    """Studies with their arms and results."""
    coded = [Checked(_coded(context, item.record), item.line, item.links) for item in batch]
    refusals = Refusals(label)
    good = refusals.passed(coded, lambda item: _bad_code(context, item.record))
    kept = Kept(refused=refusals.problems)
    kept.count(save_studies(context.db, cast("list[StudyBase]", _records(good)), context.by))
    return kept


def save_publications_of(context: Context, label: str, batch: Batch) -> Kept:
    """Publications in table form, with the study each reports; a row without one leaves what is there."""
    refusals = Refusals(label)
    good = refusals.passed(batch, unknown(context, batch, "study", "study"))
    good = refusals.passed(good, lambda item: _bad_code(context, item.record))
    kept = Kept(refused=refusals.problems)
    for has_study, group in groupby(good, key=lambda item: bool(item.links.get("study"))):
        items = list(group)
        keys = [item.links["study"] for item in items] if has_study else None
        records = cast("list[PublicationBase]", _records(items))
        kept.count(save_publications(context.db, records, context.by, studies=keys))
    return kept


def save_claims_of(context: Context, label: str, batch: Batch) -> Kept:
    """Claims, each into the snapshot it names or the newest of its page; their quotes were checked there already."""
    refusals = Refusals(label)
    coded = [Checked(_coded(context, item.record), item.line, item.links) for item in batch]
    good = refusals.passed(coded, lambda item: _bad_code(context, item.record))
    kept = Kept(refused=refusals.problems)
    for moment, items in by_moment(context, good, refusals):
        claims = cast("list[ClaimBase]", _records(items))
        kept.count(store.save_claims(context.db, moment.snapshot_id, claims, context.by))
    return kept


def by_moment(context: Context, batch: Batch, refusals: Refusals) -> Iterator[tuple[Moment, list[Checked]]]:
    """The records page by page; those whose page is not there are refused."""

    def no_page(item: Checked) -> tuple[str, str] | None:
        moment = _moment(context, item)
        return (moment.column, moment.reason) if isinstance(moment, Misplaced) else None

    groups: dict[int, tuple[Moment, list[Checked]]] = {}
    for item in refusals.passed(batch, no_page):
        moment = _moment(context, item)
        if isinstance(moment, Moment):
            groups.setdefault(moment.snapshot_id, (moment, []))[1].append(item)
    yield from groups.values()


def _moment(context: Context, item: Checked) -> Moment | Misplaced:
    return context.moment(item.links.get("page"), item.links.get("capture"))


def unknown_claim(keys: Iterable[str], page: str) -> Callable[[Checked], tuple[str, str] | None]:
    """A fault for each record about a claim that is none of these."""
    known = set(keys)

    def fault(item: Checked) -> tuple[str, str] | None:
        key = item.links["claim"]
        if key in known:
            return None
        return "claim", f"page '{page}' has no claim '{key}'{nearest(key, known)}"

    return fault


def save_citations_of(context: Context, label: str, batch: Batch) -> Kept:
    """Citations, each tying a claim to a publication or to none."""
    refusals = Refusals(label)
    good = refusals.passed(batch, unknown(context, batch, "publication", "publication"))
    kept = Kept(refused=refusals.problems)
    for moment, items in by_moment(context, good, refusals):
        known = store.claim_ids(context.db, moment.snapshot_id)
        pointers = [
            Pointer(item.links["claim"], cast("CitationBase", item.record), item.links.get("publication"))
            for item in refusals.passed(items, unknown_claim(known, moment.page))
        ]
        merged = save_citations(context.db, moment.snapshot_id, pointers, context.by)
        for outcome in store.Outcome:
            kept.outcomes += [outcome] * getattr(merged, outcome.value)
    return kept


def save_projects_of(context: Context, label: str, batch: Batch) -> Kept:
    """Projects with the pages they cover."""
    refusals = Refusals(label)

    def unknown_page(item: Checked) -> tuple[str, str] | None:
        missing = context.missing("page", item.links.get("pages", ()))
        return ("pages", f"there is no page '{min(missing)}' in the database: load it first") if missing else None

    good = refusals.passed(batch, unknown_page)
    kept = Kept(refused=refusals.problems)
    records = cast("list[ProjectBase]", _records(good))
    kept.count(save_projects(context.db, records, context.by))
    for item, project in zip(good, records, strict=True):
        add_pages_to_project(context.db, project.key, item.links.get("pages", ()), context.by)
    return kept


def save_protocols_of(context: Context, label: str, batch: Batch) -> Kept:
    """The versions of a project's codebook."""
    refusals = Refusals(label)
    good = refusals.passed(batch, unknown(context, batch, "project", "project"))
    kept = Kept(refused=refusals.problems)
    for item in good:
        record = cast("ProtocolBase", item.record)
        kept.count(save_protocols(context.db, item.links["project"], [record], context.by))
    return kept


def save_judgements_of(context: Context, label: str, batch: Batch) -> Kept:
    """Judgements, oldest first, each superseding what the same reviewer said before."""
    refusals = Refusals(label)
    good = refusals.passed(batch, unknown(context, batch, "reviewer", "reviewer"))
    kept = Kept(refused=refusals.problems)
    for moment, items in by_moment(context, good, refusals):
        ids = store.claim_ids(context.db, moment.snapshot_id)
        known = refusals.passed(items, unknown_claim(ids, moment.page))
        known = refusals.passed(known, lambda item: no_protocol(context, item))
        for item in sorted(known, key=lambda item: _moment_of(context, item)):
            try:
                saved = _save_judgement(context, item, ids[item.links["claim"]])
            except OwnAdjudicationError as error:
                refusals.problems.append(Problem(file=label, line=item.line, column="role", reason=str(error)))
            else:
                kept.count([saved])
    return kept


def _save_judgement(context: Context, item: Checked, claim_id: int) -> store.Saved:
    project, version = cast("tuple[str, int]", protocol_of(context, item))
    coding = Coding(claim_id, item.links["reviewer"], project, version)
    by = store.Author(context.by.name, _moment_of(context, item))
    judgement = cast("JudgementBase", item.record)
    if item.links.get("created_at") and judgement_recorded(context.db, coding, judgement, by.at):
        return store.Saved(judgement.value, claim_id, store.Outcome.UNCHANGED)
    return save_judgement(context.db, coding, judgement, by)


def _moment_of(context: Context, item: Checked) -> datetime:
    """When it was judged, where the file says so, else now."""
    given = item.links.get("created_at")
    return datetime.fromisoformat(given) if given else context.by.at


def no_protocol(context: Context, item: Checked) -> tuple[str, str] | None:
    """A fault where a record belongs to no protocol that is there, or its moment is none."""
    given = item.links.get("created_at")
    if given is not None and moment_of(given) is None:
        return "created_at", f"expected {Shape.MOMENT}, found '{given}'"
    found = protocol_of(context, item)
    return found if isinstance(found[1], str) else None


def protocol_of(context: Context, item: Checked) -> tuple[str, int] | tuple[str, str]:
    """The project and version a judgement belongs to, or the column at fault and why."""
    keys = [project.key for project in projects(context.db)]
    named = item.links.get("project")
    teams = [key for key in keys if key != SOLO.project] or keys
    if named is None and len(teams) != 1:
        listed = f"one of {', '.join(keys)}" if keys else "there is none in the database yet: load one first"
        return "project", f"the file does not say which project: add a column 'project'; {listed}"
    if named is not None and named not in keys:
        return "project", f"there is no project '{named}' in the database{nearest(named, keys)}"
    project = named or teams[0]
    versions = [protocol.version for protocol in protocols(context.db, project)]
    wanted = item.links.get("protocol") or str(max(versions, default=""))
    if wanted not in map(str, versions):
        return "protocol", f"project '{project}' has no protocol of version '{wanted}'; versions: {versions or 'none'}"
    return project, int(wanted)


SAVERS: dict[str, Callable[[Context, str, Batch], Kept]] = {
    "conditions": save_terms,
    "interventions": save_terms,
    "study_types": save_terms,
    "advertisers": save_advertisers,
    "pages": save_pages,
    "projects": save_projects_of,
    "protocols": save_protocols_of,
    "reviewers": save_reviewers_of,
    "studies": save_studies_of,
    "publications": save_publications_of,
    "claims": save_claims_of,
    "citations": save_citations_of,
    "judgements": save_judgements_of,
}
"""How each kind of record is saved."""
