"""Write the whole database as files that load back into an equal one.

Everything comes back: vocabularies, advertisers, pages with every capture, people, projects, codebooks, who codes what,
studies with their ratings, publications with their other names and what else is said of them, claims, citations, every
judgement, verifications and findings as they were made. The log of activity does not: a copy has a log of its own,
which begins with the load, and that of the original is written beside for reading, with its head in the manifest. Nor
do the secrets by which people enter the workbench, and what they have chosen and not recorded.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from evidence import store
from evidence.formats.captures import write_original
from evidence.formats.files import whole_file
from evidence.formats.rows import KINDS
from evidence.formats.rows.write import write_csv, write_jsonl
from evidence.models import AssignmentBase, ClaimStatus, DuplicateStatus, SnapshotBase
from evidence.store import listing
from evidence.store.activity import entries
from evidence.store.assigning import assignments
from evidence.store.citations import citations_of
from evidence.store.conclusions import every_appraisal, findings_of, verifications_of
from evidence.store.dossiers import dossiers_of
from evidence.store.duplicates import pairs
from evidence.store.other_values import every_alias, every_other_value
from evidence.store.people import Codebook, every_judgement
from evidence.version import __version__
from evidence.workflow.export import BATCH, PLAIN, Linked
from evidence.workflow.gather import table_state
from evidence.workflow.keys import capture_name
from evidence.workflow.workbook import judgement_links

EXPORTED = tuple(kind for kind in KINDS if kind != "snapshots")
"""The kinds that can be written by themselves; a snapshot needs the bytes it was read from beside it."""
_PEOPLE = frozenset({"judgements", "assignments"})
ORIGINALS, LOG, MANIFEST = "originals", "log/activity.jsonl", "manifest.json"
_WRITERS = {"jsonl": write_jsonl, "csv": write_csv}
FORMS = tuple(_WRITERS)


@dataclass(frozen=True)
class Exported:
    """How many records of each kind were written."""

    counts: Mapping[str, int]


def export_everything(db: store.Session, folder: Path, form: str = "jsonl") -> Exported:
    """Write everything into a folder, one file a kind; kinds without records have no file.

    Raises:
        RefusedFileError: a text holds a NUL byte; the files before it are written.
    """
    held = _Held(db)
    counts: dict[str, int] = {}
    for kind in KINDS:
        records = list(_READERS[kind](held))
        if records:
            counts[kind] = len(records)
            with whole_file(folder / f"{kind}.{form}") as new, new.open("w", encoding="utf-8", newline="") as stream:
                _WRITERS[form](stream, KINDS[kind], records)
    for snapshot in held.snapshots.values():
        write_original(folder / ORIGINALS, snapshot.sha256, store.original(db, snapshot.sha256))
    with whole_file(folder / LOG) as new, new.open("w", encoding="utf-8") as stream:
        stream.writelines(entry.model_dump_json() + "\n" for entry in entries(db))
    _write_manifest(db, folder, counts, form)
    return Exported(counts)


def _write_manifest(db: store.Session, folder: Path, counts: Mapping[str, int], form: str) -> None:
    state = table_state(db)
    shape = {
        "made_by": f"evidence {__version__}",
        "log_head": state.head,
        "database": dict(state.counts),
        "records": dict(counts),
        "load": f"evidence --db copy.db init; evidence --db copy.db load {folder.name}/*.{form}",
        "not_loaded": f"{LOG}: the log of this database, for reading; a copy's log begins with the load",
    }
    with whole_file(folder / MANIFEST) as new:
        new.write_text(json.dumps(shape, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


@dataclass(frozen=True)
class _Held:
    """The database, with what says on which capture of which page something stands."""

    db: store.Session

    @cached_property
    def places(self) -> Mapping[int, str]:
        """The page of every snapshot, oldest first."""
        keys = [entry.page.key for entry in store.pages(self.db)]
        return dict(sorted((one, key) for key in keys for one in store.snapshots_of(self.db, key)))

    @cached_property
    def snapshots(self) -> Mapping[int, SnapshotBase]:
        """Every snapshot, oldest first."""
        return {one: store.snapshot(self.db, one) for one in self.places}

    @cached_property
    def links(self) -> Mapping[int, dict[str, Any]]:
        """The columns that say where something stands, for every snapshot."""
        return {one: {"page": self.places[one], "capture": capture_name(self.snapshots[one])} for one in self.places}


def _snapshots(held: _Held) -> Iterator[Linked]:
    for one, snapshot in held.snapshots.items():
        yield snapshot, {"page": held.places[one], "original": f"{ORIGINALS}/{snapshot.sha256}"}


def _claims(held: _Held) -> Iterator[Linked]:
    """The claims of every capture, whatever their status."""
    where = listing.ClaimFilter(statuses=tuple(ClaimStatus), every_snapshot=True)
    after = 0
    while batch := listing.claims(held.db, where, after=after, limit=BATCH):
        yield from ((entry.claim, held.links[entry.snapshot_id]) for entry in batch)
        after = batch[-1].id


def _citations(held: _Held) -> Iterator[Linked]:
    for one, links in held.links.items():
        for pointer in citations_of(held.db, one):
            yield pointer.citation, {**links, "claim": pointer.claim, "publication": pointer.publication}


def _projects(held: _Held) -> Iterator[Linked]:
    yield from ((one, {"pages": store.pages_of_project(held.db, one.key)}) for one in store.projects(held.db))


def _protocols(held: _Held) -> Iterator[Linked]:
    for project in store.projects(held.db):
        yield from ((one, {"project": project.key}) for one in store.protocols(held.db, project.key))


def _judgements(held: _Held) -> Iterator[Linked]:
    snapshots = {claim: one for one in held.places for claim in store.claim_ids(held.db, one).values()}
    for entry in every_judgement(held.db):
        judgement, links = judgement_links(entry)
        yield judgement, held.links[snapshots[entry.claim_id]] | links


def _assignments(held: _Held) -> Iterator[Linked]:
    snapshots = {claim: one for one in held.places for claim in store.claim_ids(held.db, one).values()}
    for project in store.projects(held.db):
        for protocol in store.protocols(held.db, project.key):
            for one in assignments(held.db, Codebook(project.key, protocol.version)):
                about = {"claim": one.name.claim, "reviewer": one.reviewer}
                under = {"project": project.key, "protocol": str(protocol.version)}
                yield AssignmentBase(created_at=one.created_at), held.links[snapshots[one.claim_id]] | about | under


def _duplicates(held: _Held) -> Iterator[Linked]:
    for status in DuplicateStatus:
        for one in pairs(held.db, status=status):
            yield one.pair, {"publication": one.first.key, "other": one.second.key}


def _appraisals(held: _Held) -> Iterator[Linked]:
    for one in every_appraisal(held.db):
        yield one.appraisal, {"study": one.study, "reviewer": one.reviewer}


def _verifications(held: _Held) -> Iterator[Linked]:
    for snapshot_id, links in held.links.items():
        for one in verifications_of(held.db, snapshot_id):
            at = one.at.isoformat() if one.at is not None else None
            yield one.verification, {**links, "claim": one.claim, "study": one.study, "verified_at": at}


def _findings(held: _Held) -> Iterator[Linked]:
    for snapshot_id, links in held.links.items():
        for one in findings_of(held.db, snapshot_id):
            decided = {"status": one.status.value, "status_reason": one.reason, "reviewer": one.reviewer}
            yield one.finding, {**links, **decided}


def linked_records(db: store.Session, kind: str) -> Iterator[Linked]:
    """Every record of a kind with the keys of what it belongs to; of what stands on a page, the newest capture's.

    They name no capture: when they are loaded, they belong to the newest there is then. What people decided is there
    whatever it was about, and names an older capture.
    """
    held = _Held(db)
    newest = {links["page"]: links["capture"] for links in held.links.values()}
    for record, links in _READERS[kind](held):
        if links.get("capture") in {None, newest.get(links.get("page", ""))}:
            yield record, {name: value for name, value in links.items() if name != "capture"}
        elif kind in _PEOPLE:
            yield record, links


def _plain(kind: str) -> Callable[[_Held], Iterator[Linked]]:
    return lambda held: PLAIN[kind](held.db)


_READERS: dict[str, Callable[[_Held], Iterator[Linked]]] = {kind: _plain(kind) for kind in PLAIN} | {
    "snapshots": _snapshots,
    "claims": _claims,
    "citations": _citations,
    "projects": _projects,
    "protocols": _protocols,
    "reviewers": lambda held: ((one, {}) for one in store.reviewers(held.db)),
    "judgements": _judgements,
    "aliases": lambda held: ((one, {"publication": key}) for key, one in every_alias(held.db)),
    "other_values": lambda held: ((one, {"publication": key}) for key, one in every_other_value(held.db)),
    "duplicates": _duplicates,
    "assignments": _assignments,
    "appraisals": _appraisals,
    "verifications": _verifications,
    "findings": _findings,
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
