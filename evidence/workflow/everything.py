"""Write the whole database as files that load back into an equal one, and beside them what is only for reading.

What loads back: vocabularies, advertisers, pages with their newest capture, people, projects, codebooks, studies,
publications, claims, citations and every judgement. What does not: verifications and findings, which `evidence audit`
makes again, ratings of studies, older captures, and the log, whose head the manifest keeps.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evidence import store
from evidence.formats.captures import CAPTURE_ENDING, write_capture
from evidence.formats.files import whole_file
from evidence.formats.rows import KINDS
from evidence.formats.rows.write import write_csv, write_jsonl
from evidence.models import ClaimStatus
from evidence.store import listing
from evidence.store.conclusions import findings_of
from evidence.store.dossiers import dossiers_of
from evidence.store.people import every_judgement
from evidence.version import __version__
from evidence.workflow.export import BATCH, EXPORTED, Linked
from evidence.workflow.gather import table_state
from evidence.workflow.workbook import judgement_links

CAPTURES, READ_ONLY, MANIFEST = "captures", "read-only", "manifest.json"
_WRITERS = {"jsonl": write_jsonl, "csv": write_csv}
FORMS = tuple(_WRITERS)


@dataclass(frozen=True)
class Exported:
    """How many records of each kind were written, and how many older captures were not."""

    counts: Mapping[str, int]
    older_captures: int


def export_everything(db: store.Session, folder: Path, form: str = "jsonl") -> Exported:
    """Write everything into a folder, one file a kind; kinds without records have no file.

    Raises:
        RefusedFileError: a text holds a NUL byte; the files before it are written.
    """
    counts: dict[str, int] = {}
    for kind in KINDS:
        if kind not in _READERS:
            continue
        records = list(_READERS[kind](db))
        if records:
            counts[kind] = len(records)
            with whole_file(folder / f"{kind}.{form}") as new, new.open("w", encoding="utf-8", newline="") as stream:
                _WRITERS[form](stream, KINDS[kind], records)
    older = 0
    for entry in store.pages(db):
        if entry.snapshot_id is not None:
            older += entry.snapshots - 1
            snapshot = store.snapshot(db, entry.snapshot_id)
            write_capture(folder / CAPTURES, snapshot, store.original(db, snapshot.sha256))
            _write_read_only(db, folder / READ_ONLY / f"{snapshot.sha256}.json", entry)
    _write_manifest(db, folder, counts, older)
    return Exported(counts, older)


def _write_manifest(db: store.Session, folder: Path, counts: Mapping[str, int], older: int) -> None:
    state = table_state(db)
    shape = {
        "made_by": f"evidence {__version__}",
        "log_head": state.head,
        "database": dict(state.counts),
        "records": dict(counts),
        "older_captures_left_out": older,
        "load": "evidence load *.jsonl (or *.csv) in this folder; then evidence audit makes verifications and findings",
    }
    with whole_file(folder / MANIFEST) as new:
        new.write_text(json.dumps(shape, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _write_read_only(db: store.Session, path: Path, entry: store.PageEntry) -> None:
    """What the program concluded about a page, for reading."""
    if entry.snapshot_id is None:
        return
    page = dossiers_of(db, entry.snapshot_id)
    verified = [
        {"claim": dossier.claim.key, "study": source.study.key, **source.verification.model_dump(mode="json")}
        for dossier in page.dossiers
        for source in dossier.sources
        if source.verification is not None and source.study is not None
    ]
    rated = {
        source.study.key: [one.model_dump(mode="json") for one in source.appraisals]
        for dossier in page.dossiers
        for source in dossier.sources
        if source.study is not None and source.appraisals
    }
    found = [
        {"status": one.status, "reason": one.reason, "reviewer": one.reviewer, **one.finding.model_dump(mode="json")}
        for one in findings_of(db, entry.snapshot_id)
    ]
    shape = {"page": entry.page.key, "verifications": verified, "appraisals": rated, "findings": found}
    with whole_file(path) as new:
        new.write_text(json.dumps(shape, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _pages(db: store.Session) -> Iterator[Linked]:
    for entry in store.pages(db):
        file = None
        if entry.snapshot_id is not None:
            file = f"{CAPTURES}/{store.snapshot(db, entry.snapshot_id).sha256}{CAPTURE_ENDING}"
        yield entry.page, {"advertiser": entry.advertiser, "file": file}


def _claims(db: store.Session) -> Iterator[Linked]:
    """The claims of every page's newest capture, whatever their status."""
    newest = {entry.snapshot_id for entry in store.pages(db)}
    where = listing.ClaimFilter(statuses=tuple(ClaimStatus))
    after = 0
    while batch := listing.claims(db, where, after=after, limit=BATCH):
        yield from ((entry.claim, {"page": entry.page}) for entry in batch if entry.snapshot_id in newest)
        after = batch[-1].id


def _reviewers(db: store.Session) -> Iterator[Linked]:
    yield from ((one, {}) for one in store.reviewers(db))


def _projects(db: store.Session) -> Iterator[Linked]:
    yield from ((one, {"pages": store.pages_of_project(db, one.key)}) for one in store.projects(db))


def _protocols(db: store.Session) -> Iterator[Linked]:
    for project in store.projects(db):
        yield from ((one, {"project": project.key}) for one in store.protocols(db, project.key))


def _judgements(db: store.Session) -> Iterator[Linked]:
    newest = {claim_id for entry in store.pages(db) for claim_id in _ids(db, entry.snapshot_id)}
    for entry in every_judgement(db):
        if entry.claim_id in newest:
            yield judgement_links(entry)


def _ids(db: store.Session, snapshot_id: int | None) -> list[int]:
    return [] if snapshot_id is None else list(store.claim_ids(db, snapshot_id).values())


_READERS: dict[str, Callable[[store.Session], Iterator[Linked]]] = EXPORTED | {
    "pages": _pages,
    "claims": _claims,
    "reviewers": _reviewers,
    "projects": _projects,
    "protocols": _protocols,
    "judgements": _judgements,
}


def cited_publications(db: store.Session) -> list[Any]:
    """The publications that claims cite or are compared with, by key; what a person refused is left out."""
    found = {}
    for entry in store.pages(db):
        if entry.snapshot_id is None:
            continue
        for dossier in dossiers_of(db, entry.snapshot_id).dossiers:
            for source in dossier.sources:
                if source.publication is not None:
                    found[source.publication.key] = source.publication
    return [found[key] for key in sorted(found)]
