"""Keep advertisers, pages, and what a page said at one moment with its bytes; a snapshot never changes."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from evidence.models import AdvertiserBase, PageBase, SnapshotBase
from evidence.store import activity, errors, writing
from evidence.store.activity import Author
from evidence.store.engine import Session
from evidence.store.saving import (
    TABLES,
    Kind,
    Outcome,
    Saved,
    columns_of,
    deed_of_adding,
    ids_of,
    record_of,
    save_records,
)

PAGE, SNAPSHOT, ORIGINAL, ADVERTISER = (TABLES[name] for name in ("page", "snapshot", "original", "advertiser"))


@dataclass(frozen=True)
class PageEntry:
    """A page as a list shows it: its newest snapshot, and how many claims and findings that has."""

    page: PageBase
    advertiser: str | None
    snapshots: int
    snapshot_id: int | None
    captured_at: datetime | None
    claims: int
    findings: int


def save_advertisers(db: Session, advertisers: Iterable[AdvertiserBase], by: Author) -> list[Saved]:
    """Save advertisers by key."""
    return save_records(db, Kind("advertiser"), advertisers, by)


def save_pages(
    db: Session, pages: Sequence[PageBase], by: Author, *, advertisers: Sequence[str | None] | None = None
) -> list[Saved]:
    """Save pages by key; `advertisers` are the keys of their advertisers, page by page; None leaves all as they are.

    Raises:
        UnknownKeyError: an advertiser is not in the database.
    """
    if advertisers is None:
        return save_records(db, Kind("page"), pages, by)
    ids = ids_of(db, "advertiser", (key for key in advertisers if key is not None))
    beside = [{"advertiser_id": ids[key] if key is not None else None} for key in advertisers]
    return save_records(db, Kind("page"), pages, by, beside=beside)


def save_snapshot(db: Session, page_key: str, snapshot: SnapshotBase, content: bytes, by: Author) -> Saved:
    """Save what a page said, with its bytes, once: the same bytes read by the same algorithm are the same snapshot.

    Raises:
        UnknownKeyError: the page is not in the database.
        UnstorableTextError: the text has a character no database keeps.
    """
    if hashlib.sha256(content).hexdigest() != snapshot.sha256 or text_sha256(snapshot.text) != snapshot.text_sha256:
        raise ValueError("a snapshot's hashes are not those of its bytes and text")
    refuse_unstorable(f"the text of page '{page_key}'", snapshot.text)
    activity.lock(db)
    page_id = ids_of(db, "page", [page_key])[page_key]
    known = sa.select(SNAPSHOT.c.id).where(
        SNAPSHOT.c.page_id == page_id,
        SNAPSHOT.c.sha256 == snapshot.sha256,
        SNAPSHOT.c.text_algorithm == snapshot.text_algorithm,
    )
    found = db.execute(known).scalar()
    if found is not None:
        return Saved(page_key, int(found), Outcome.UNCHANGED)
    if db.execute(sa.select(ORIGINAL.c.sha256).where(ORIGINAL.c.sha256 == snapshot.sha256)).scalar() is None:
        db.execute(ORIGINAL.insert().values(sha256=snapshot.sha256, content=content))
    columns = columns_of(SnapshotBase, "snapshot")
    new_id = writing.new_ids(db, SNAPSHOT, 1)[0]
    row = (new_id, page_id, *(getattr(snapshot, name) for name in columns))
    writing.insert_rows(db, SNAPSHOT, ("id", "page_id", *columns), [row])
    activity.record_activity(db, by, deed_of_adding("snapshot", [f"{page_key} {snapshot.sha256}"]))
    return Saved(page_key, new_id, Outcome.ADDED)


def text_sha256(text: str) -> str:
    """The SHA-256 of a text's UTF-8 bytes; a lone surrogate counts by its own code."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def refuse_unstorable(what: str, text: str) -> None:
    """A NUL ends a text for SQLite and is refused by PostgreSQL; half a surrogate pair is no text for either.

    Raises:
        UnstorableTextError: there is one.
    """
    if "\0" not in text and text.isascii():
        return
    for position, character in enumerate(text):
        if character == "\0" or "\ud800" <= character <= "\udfff":
            raise errors.UnstorableTextError(what, position, ord(character))


def pages(db: Session) -> list[PageEntry]:
    """All pages by key, each with its newest snapshot."""
    newest = (
        sa.select(SNAPSHOT.c.page_id, sa.func.max(SNAPSHOT.c.id).label("id"), sa.func.count().label("snapshots"))
        .group_by(SNAPSHOT.c.page_id)
        .subquery()
    )
    claims, findings = TABLES["claim"], TABLES["finding"]

    def count_of(table: sa.Table) -> sa.ScalarSelect[int]:
        return sa.select(sa.func.count()).where(table.c.snapshot_id == newest.c.id).scalar_subquery()

    query = (
        sa.select(
            PAGE,
            ADVERTISER.c.key.label("advertiser"),
            newest.c.id.label("snapshot_id"),
            newest.c.snapshots,
            SNAPSHOT.c.captured_at,
            count_of(claims).label("claims"),
            count_of(findings).label("findings"),
        )
        .outerjoin(ADVERTISER, PAGE.c.advertiser_id == ADVERTISER.c.id)
        .outerjoin(newest, newest.c.page_id == PAGE.c.id)
        .outerjoin(SNAPSHOT, SNAPSHOT.c.id == newest.c.id)
        .order_by(PAGE.c.key)
    )
    return [
        PageEntry(
            page=record_of(PageBase, row),
            advertiser=row["advertiser"],
            snapshots=row["snapshots"] or 0,
            snapshot_id=row["snapshot_id"],
            captured_at=row["captured_at"],
            claims=row["claims"],
            findings=row["findings"],
        )
        for row in db.execute(query).mappings()
    ]


def advertisers(db: Session) -> list[AdvertiserBase]:
    """All advertisers by key."""
    rows = db.execute(sa.select(ADVERTISER).order_by(ADVERTISER.c.key)).mappings()
    return [record_of(AdvertiserBase, row) for row in rows]


def snapshots_of(db: Session, page_key: str) -> list[int]:
    """The ids of a page's snapshots, newest first.

    Raises:
        UnknownKeyError: there is no such page.
    """
    page_id = ids_of(db, "page", [page_key])[page_key]
    query = sa.select(SNAPSHOT.c.id).where(SNAPSHOT.c.page_id == page_id).order_by(SNAPSHOT.c.id.desc())
    return [int(found) for found in db.execute(query).scalars()]


def newest_snapshot(db: Session, page_key: str) -> int:
    """The id of a page's newest snapshot.

    Raises:
        UnknownKeyError: there is no such page, or nothing of it was captured.
    """
    ids = snapshots_of(db, page_key)
    if not ids:
        raise errors.UnknownKeyError("page with a snapshot", page_key)
    return ids[0]


def snapshot(db: Session, snapshot_id: int) -> SnapshotBase:
    """What a page said at one moment.

    Raises:
        UnknownKeyError: there is no such snapshot.
    """
    row = db.execute(sa.select(SNAPSHOT).where(SNAPSHOT.c.id == snapshot_id)).mappings().one_or_none()
    if row is None:
        raise errors.UnknownKeyError("snapshot", str(snapshot_id))
    found: SnapshotBase = record_of(SnapshotBase, row)
    return found


def original(db: Session, sha256: str) -> bytes:
    """The bytes a snapshot was read from.

    Raises:
        UnknownKeyError: there are none with this hash.
    """
    content = db.execute(sa.select(ORIGINAL.c.content).where(ORIGINAL.c.sha256 == sha256)).scalar()
    if content is None:
        raise errors.UnknownKeyError("original", sha256)
    return bytes(content)
