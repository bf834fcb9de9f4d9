"""Search the library: words, phrases, fields and identifiers, with filters; it reads and never changes a record.

Hits in title or subject headings come before hits in the rest of the text. Within each, a search that finds no more
than RANKED_UP_TO records is ranked by how many of its words are in the title and how much of the title they are; one
that finds more is too wide for a rank to mean anything and is given newest first. That is the same on both kinds of
database, and spares BM25, which reads every occurrence of a common word to learn how common it is.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TypedDict, Unpack

import sqlalchemy as sa

from evidence import ids
from evidence.models import PublicationBase, Standing
from evidence.store import errors
from evidence.store.engine import Session
from evidence.store.indexing import index_is_behind, index_publications
from evidence.store.saving import TABLES, record_of
from evidence.store.search_snippets import snippet, stem_of
from evidence.store.search_words import Either, Leaf, Node, in_columns, leaves, read_search
from evidence.store.vocabulary import codes_under

RANKED_UP_TO = 500
"""Hits that are ranked: beyond, ranking would cost more than it tells."""
TITLE = "title mesh"
_WORD = re.compile(r"\w+")
_VECTORS = ("id", "title", "authors", "journal", "mesh", "words")
VECTORS = sa.table("publication_fts", *(sa.column(name) for name in _VECTORS))
INDEXED = {"sqlite": sa.table("publication_fts", sa.column("rowid")).c.rowid, "postgresql": VECTORS.c.id}
"""What the index of each kind of database calls the id of a record."""
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
    titles = in_columns(tree, TITLE)
    first = _page(db, tree, _matching(db, titles, None, clauses), (offset + limit, 0))
    page = [(at, "title") for at in first[offset:]]
    if len(first) < offset + limit:
        rest = _matching(db, tree, titles, clauses)
        page += [(at, "text") for at in _page(db, tree, rest, (limit - len(page), max(0, offset - len(first))))]
    return _hits(db, page, tree)


def ids_saying(db: Session, phrase: str, *, limit: int, paths: Sequence[str] = ()) -> list[int]:
    """The ids of records of the index that have these words in a row, anywhere, the newest first.

    PostgreSQL keeps the path of a web address in one piece: `paths` are those that count as well.
    """
    indexed = INDEXED[db.dialect.name]
    leaf = Leaf(tuple(_WORD.findall(phrase.lower())))
    found = list(db.execute(_matching(db, leaf, None, ()).order_by(indexed.desc()).limit(limit)).scalars())
    if paths and db.dialect.name != "sqlite":
        asked = " | ".join(f"'{path.lower()}':*" for path in paths)  # a full stop may belong to it
        among = VECTORS.c.words.op("@@")(sa.func.to_tsquery(sa.text("'simple'::regconfig"), asked))
        found += db.execute(sa.select(indexed).where(among).order_by(indexed.desc()).limit(limit)).scalars()
    return found


def _page(db: Session, tree: Node, matching: sa.Select[Any], part: tuple[int, int]) -> list[int]:
    """The ids of so many records that match, after so many others: ranked, or newest first where they are too many."""
    limit, offset = part
    found = list(db.execute(matching.limit(RANKED_UP_TO + 1)).scalars())
    if len(found) > RANKED_UP_TO:
        newest = matching.order_by(INDEXED[db.dialect.name].desc()).limit(limit).offset(offset)
        return list(db.execute(newest).scalars())
    if not found:
        return []
    titles = sa.select(PUBLICATION.c.id, PUBLICATION.c.title, PUBLICATION.c.year).where(PUBLICATION.c.id.in_(found))
    wanted = sorted({word for leaf in leaves(tree) for word in leaf.words})
    ranked = sorted(_rank(at, title or "", year or 0, wanted) for at, title, year in db.execute(titles))
    return [at for *_, at in ranked][offset : offset + limit]


def _rank(at: int, title: str, year: int, wanted: Sequence[str]) -> tuple[int, int, int, int]:
    """Sorts first what has most of the words in its title, then the shorter title, then the newer record."""
    words = _WORD.findall(title.lower())
    starts = [stem_of(word) for word in wanted]
    covered = sum(any(word.startswith(start) for word in words) for start in starts)
    return -covered, len(words), -year, at


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


def _matching(
    db: Session, tree: Node, without: Node | None, clauses: Sequence[sa.ColumnElement[bool]]
) -> sa.Select[Any]:
    """The ids of the records that match the one and not the other."""
    indexed = INDEXED[db.dialect.name]
    query = sa.select(indexed)
    if clauses:
        query = query.join(PUBLICATION, PUBLICATION.c.id == indexed).where(*clauses)
    if db.dialect.name == "sqlite":
        match = _fts5(tree) if without is None else f"({_fts5(tree)}) NOT ({_fts5(without)})"
        return query.where(sa.text("publication_fts MATCH :match").bindparams(match=match))
    query = query.where(_vectors(tree))
    return query if without is None else query.where(sa.not_(_vectors(without)))


def _fts5(node: Node) -> str:
    if isinstance(node, Leaf):
        text = " + ".join(f'"{word}"' for word in node.words) + (" *" if node.prefix else "")
        return f"{{{node.column}}} : ({text})" if node.column else f"({text})"
    if isinstance(node, Either):
        return "(" + " OR ".join(map(_fts5, node.parts)) + ")"
    wanted = " AND ".join(map(_fts5, node.parts))
    return f"(({wanted}) NOT ({' OR '.join(map(_fts5, node.without))}))" if node.without else f"({wanted})"


def _vectors(node: Node) -> sa.ColumnElement[bool]:
    if isinstance(node, Leaf):
        asked = _tsquery(node)
        hits = [VECTORS.c[name].op("@@")(asked) for name in (node.column or "words").split()]
        return sa.or_(sa.func.numnode(asked) == 0, *hits)  # a word PostgreSQL does not index excludes nothing
    if isinstance(node, Either):
        return sa.or_(*map(_vectors, node.parts))
    return sa.and_(*map(_vectors, node.parts), *(sa.not_(_vectors(part)) for part in node.without))


def _tsquery(leaf: Leaf) -> sa.ColumnElement[Any]:
    english = sa.text("'english'::regconfig")
    if leaf.prefix:
        return sa.func.to_tsquery(english, " <-> ".join(leaf.words) + ":*")
    return sa.func.phraseto_tsquery(english, " ".join(leaf.words))
