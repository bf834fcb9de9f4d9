"""Search the library: words, phrases, fields and identifiers, with filters; it reads and never changes a record.

Hits in title or subject headings come before hits in the rest of the text. Within each, a search that finds no more
than RANKED_UP_TO records is ranked by BM25 (SQLite) or ts_rank (PostgreSQL); one that finds more is too wide for a rank
to mean anything and is given newest first.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TypedDict, Unpack

import sqlalchemy as sa

from evidence import ids
from evidence.models import PublicationBase, Standing
from evidence.store import errors
from evidence.store.engine import Session
from evidence.store.indexing import index_is_behind, index_publications
from evidence.store.saving import TABLES, record_of
from evidence.store.search_snippets import snippet
from evidence.store.search_words import Either, Leaf, Node, in_columns, leaves, read_search
from evidence.store.vocabulary import codes_under

RANKED_UP_TO = 2000
"""Hits that are ranked: beyond, ranking would cost more than it tells."""
TITLE = "title mesh"
PUBLICATION, STUDY, CONDITION = TABLES["publication"], TABLES["study"], TABLES["condition"]


class SearchIndexBehindError(errors.StoreError):
    """Records were saved that the index does not have, and this transaction may not write."""

    def __init__(self) -> None:
        super().__init__("the search index is not up to date and this database is open for reading only: search again")


class Hit(NamedTuple):
    """A record that was found: where (identifier, title or text), and a stretch of its abstract that has the words."""

    publication: PublicationBase
    where: str
    snippet: str


class Filters(TypedDict, total=False):
    """Conditions on the record itself; one that is None or missing does not count."""

    year: int | tuple[int | None, int | None] | None
    """a year, or the first and last of a range, either of them None"""
    design: str | None
    """a code of the study-type table; designs under it count"""
    condition: str | None
    """a code of the vocabulary; conditions under it count, by the study on record or by MeSH heading"""
    journal: str | None
    """part of the journal's name"""
    standing: Standing | None


def search(db: Session, words: str, *, limit: int = 20, offset: int = 0, **filters: Unpack[Filters]) -> list[Hit]:
    """The records that a search finds, title hits first; at most `limit`, after `offset` others.

    An identifier in any spelling finds its record by itself. Else words are joined by AND; `"a phrase"`, `begin*`, OR,
    NOT, brackets and the fields title:, author:, journal: and mesh: are understood.

    Args:
        db: the open transaction; where it may write, records that are new are put into the index first.
        words: what to look for.
        limit: how many hits.
        offset: how many to pass over.
        filters: conditions on the record itself; see Filters.

    Raises:
        BadSearchError: the words cannot be read.
        SearchIndexBehindError: the index lacks records and the transaction may not write.
    """
    clauses = tuple(_clauses(db, filters))
    exact = _by_identifier(db, words, clauses)
    if exact is not None:
        return exact[offset : offset + limit]
    if index_is_behind(db):
        if db.get_execution_options().get("read_only", False):
            raise SearchIndexBehindError
        index_publications(db)
    tree = read_search(words)
    found = _SQLite(db, clauses) if db.dialect.name == "sqlite" else _PostgreSQL(db, clauses)
    titles = in_columns(tree, TITLE)
    first = found.ids(titles, None, offset + limit, 0)
    page = [(at, "title") for at in first[offset:]]
    if len(first) < offset + limit:
        rest = found.ids(tree, titles, limit - len(page), max(0, offset - len(first)))
        page += [(at, "text") for at in rest]
    return _hits(db, page, tree)


def _hits(db: Session, page: Sequence[tuple[int, str]], tree: Node) -> list[Hit]:
    rows = db.execute(sa.select(PUBLICATION).where(PUBLICATION.c.id.in_([at for at, _ in page]))).mappings()
    records = {row["id"]: record_of(PublicationBase, row) for row in rows}
    wanted = [word for leaf in leaves(tree) for word in leaf.words]
    return [Hit(records[at], where, snippet(records[at], wanted)) for at, where in page]


# ---------------------------------------------------------------- identifiers


def _by_identifier(db: Session, words: str, clauses: Sequence[sa.ColumnElement[bool]]) -> list[Hit] | None:
    """The records with the identifiers that the words are; None where the words are no identifier."""
    named = ids.identifiers_in(words)
    bare = ids.parse_pmid(words) if not named else None
    columns = [(kind, value) for kind, value in named if kind in {"doi", "pmid", "pmcid"}]
    columns += [("pmid", bare)] if bare else []
    if not columns:
        return None
    found = [
        row
        for kind, value in columns
        for row in db.execute(sa.select(PUBLICATION).where(PUBLICATION.c[kind] == value, *clauses)).mappings()
    ]
    if bare and not found:
        return None
    records = {row["id"]: record_of(PublicationBase, row) for row in found}
    return [Hit(record, "identifier", snippet(record, ())) for record in records.values()]


# ---------------------------------------------------------------- filters


def _clauses(db: Session, filters: Filters) -> Iterator[sa.ColumnElement[bool]]:
    year, design, condition = filters.get("year"), filters.get("design"), filters.get("condition")
    journal, standing = filters.get("journal"), filters.get("standing")
    first, last = year if isinstance(year, tuple) else (year, year)
    if first is not None:
        yield PUBLICATION.c.year >= first
    if last is not None:
        yield PUBLICATION.c.year <= last
    if design is not None:
        yield PUBLICATION.c.design.in_(codes_under(db, "studytype", [design]))
    if condition is not None:
        yield _about(db, condition)
    if journal is not None:
        yield PUBLICATION.c.journal.icontains(journal, autoescape=True)
    if standing is not None:
        yield PUBLICATION.c.standing == standing


def _about(db: Session, condition: str) -> sa.ColumnElement[bool]:
    """That a publication reports a study of the condition, or has its MeSH heading."""
    codes = codes_under(db, "condition", [condition])
    studies = sa.select(STUDY.c.id).where(STUDY.c.condition_code.in_(codes))
    headings = sa.select(CONDITION.c.mesh_ui).where(CONDITION.c.code.in_(codes), CONDITION.c.mesh_ui.is_not(None))
    mesh = sa.cast(PUBLICATION.c.mesh, sa.String)
    found = [mesh.contains(f'"{ui}"') for ui in sorted(db.execute(headings).scalars())]
    return sa.or_(PUBLICATION.c.study_id.in_(studies), *found)


# ---------------------------------------------------------------- the two kinds of index


class _SQLite:
    """Searches through FTS5."""

    def __init__(self, db: Session, clauses: Sequence[sa.ColumnElement[bool]]) -> None:
        self.db = db
        self.clauses = clauses

    def ids(self, tree: Node, without: Node | None, limit: int, offset: int) -> list[int]:
        """The ids of the records that match the one and not the other."""
        match = _fts5(tree) if without is None else f"({_fts5(tree)}) NOT ({_fts5(without)})"
        fts = sa.table("publication_fts", sa.column("rowid"))
        query = sa.select(fts.c.rowid).where(sa.text("publication_fts MATCH :match").bindparams(match=match))
        if self.clauses:
            query = query.join(PUBLICATION, PUBLICATION.c.id == fts.c.rowid).where(*self.clauses)
        few = query.limit(RANKED_UP_TO + 1).subquery()
        ranked = self.db.execute(sa.select(sa.func.count()).select_from(few)).scalar_one() <= RANKED_UP_TO
        order: Any = sa.text("bm25(publication_fts, 10, 3, 2, 4, 1), publication_fts.rowid")
        query = query.order_by(order if ranked else fts.c.rowid.desc()).limit(limit).offset(offset)
        return list(self.db.execute(query).scalars())


def _fts5(node: Node) -> str:
    if isinstance(node, Leaf):
        text = " + ".join(f'"{word}"' for word in node.words) + (" *" if node.prefix else "")
        return f"{{{node.column}}} : ({text})" if node.column else f"({text})"
    if isinstance(node, Either):
        return "(" + " OR ".join(map(_fts5, node.parts)) + ")"
    wanted = " AND ".join(map(_fts5, node.parts))
    return f"(({wanted}) NOT ({' OR '.join(map(_fts5, node.without))}))" if node.without else f"({wanted})"


class _PostgreSQL:
    """Searches through tsvector columns."""

    def __init__(self, db: Session, clauses: Sequence[sa.ColumnElement[bool]]) -> None:
        self.db = db
        self.clauses = clauses
        names = ("id", "title", "authors", "journal", "mesh", "words")
        self.fts = sa.table("publication_fts", *(sa.column(name) for name in names))

    def ids(self, tree: Node, without: Node | None, limit: int, offset: int) -> list[int]:
        """The ids of the records that match the one and not the other."""
        query = sa.select(self.fts.c.id).where(self._matches(tree))
        if without is not None:
            query = query.where(sa.not_(self._matches(without)))
        if self.clauses:
            query = query.join(PUBLICATION, PUBLICATION.c.id == self.fts.c.id).where(*self.clauses)
        few = query.limit(RANKED_UP_TO + 1).subquery()
        ranked = self.db.execute(sa.select(sa.func.count()).select_from(few)).scalar_one() <= RANKED_UP_TO
        rank: sa.ColumnElement[Any] = sa.literal(0)
        for leaf in leaves(tree):
            rank = rank + sa.func.ts_rank(self.fts.c.words, _tsquery(leaf))
        order = (rank.desc(), self.fts.c.id) if ranked else (self.fts.c.id.desc(),)
        return list(self.db.execute(query.order_by(*order).limit(limit).offset(offset)).scalars())

    def _matches(self, node: Node) -> sa.ColumnElement[bool]:
        if isinstance(node, Leaf):
            asked = _tsquery(node)
            hits = [self.fts.c[name].op("@@")(asked) for name in (node.column or "words").split()]
            return sa.or_(sa.func.numnode(asked) == 0, *hits)  # a word PostgreSQL does not index excludes nothing
        if isinstance(node, Either):
            return sa.or_(*map(self._matches, node.parts))
        return sa.and_(*map(self._matches, node.parts), *(sa.not_(self._matches(part)) for part in node.without))


def _tsquery(leaf: Leaf) -> sa.ColumnElement[Any]:
    english = sa.text("'english'::regconfig")
    if leaf.prefix:
        return sa.func.to_tsquery(english, " <-> ".join(leaf.words) + ":*")
    return sa.func.phraseto_tsquery(english, " ".join(leaf.words))
