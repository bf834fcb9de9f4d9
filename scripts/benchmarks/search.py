"""P10 to P12: the search index built, searches and identifiers, references in words found among very many records.

The library is invented: titles and abstracts of words that occur as unevenly as words do. The peers are FTS5 as
sqlite-utils fills and asks it (`order by rank`), and rapidfuzz's extractOne.
"""

import json
import random
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from benchmarks.turns import Figures, Goal, Sizes, benchmark, contender, ratio, rounds, timed

DISTINCT = 30_000
ASKED = 60
"""Searches and references asked in a round."""
SHOWN = 20
"""Hits that a search gives, here and of its peer."""


class Paper(NamedTuple):
    """One invented record."""

    key: str
    title: str
    abstract: str
    authors: list[str]
    year: int


def word(number: int) -> str:
    """A word that looks like one: the commoner, the shorter."""
    syllables = ("ka", "me", "ti", "lo", "ra", "xi", "po", "nu", "de", "vi", "so", "ga")
    letters = ""
    number += 12
    while number:
        number, digit = divmod(number, len(syllables))
        letters += syllables[digit]
    return letters


def papers(count: int) -> list[Paper]:
    """The library, always the same for a count; the frequency of a word falls with its rank."""
    chance = random.Random(11)
    words = [word(number) for number in range(DISTINCT)]
    weights = list(accumulate(1 / (place + 2.7) for place in range(DISTINCT)))

    def some(size: int) -> str:
        return " ".join(chance.choices(words, cum_weights=weights, k=size))

    return [
        Paper(
            f"p{number}",
            some(chance.randint(8, 16)),
            some(150),
            [f"{word(chance.randrange(400, 4000)).title()}, A" for _ in range(3)],
            chance.randint(1980, 2025),
        )
        for number in range(count)
    ]


def write_papers(folder: Path, count: int) -> list[Paper]:
    """The library, in a file as well."""
    library = papers(count)
    with (folder / "papers.jsonl").open("w", encoding="utf-8") as lines:
        for paper in library:
            lines.write(json.dumps({**paper._asdict(), "authors": "; ".join(paper.authors)}) + "\n")
    return library


# ---------------------------------------------------------------- the index


@contender
def index_ours(folder: Path) -> Figures:
    """Rows as our loader puts them in, and the search index."""
    from evidence import store
    from evidence.store import writing
    from evidence.store.saving import TABLES

    library = [json.loads(line) for line in (folder / "papers.jsonl").open(encoding="utf-8")]
    for old in folder.glob("ours.db*"):
        old.unlink()
    store.upgrade(str(folder / "ours.db"))
    table = TABLES["publication"]
    lists = {c.name: "[]" for c in table.columns if "JSON" in str(c.type).upper() or type(c.type).__name__ == "Records"}
    lists["csl"] = "{}"
    names = ["key", "title", "abstract", "authors", "year", "type", "standing"]
    rest = [name for name in lists if name not in names]
    rows = (
        (
            paper["key"],
            paper["title"],
            f'[{{"label":null,"text":"{paper["abstract"]}"}}]',
            json.dumps(paper["authors"].split("; ")),
            paper["year"],
            "article-journal",
            "unknown",
            *(lists[name] for name in rest),
        )
        for paper in library
    )
    figures: Figures = {}
    with timed(figures), store.session(str(folder / "ours.db")) as db:
        writing.insert_ready_rows(db, table, [*names, *rest], rows)
        store.index_publications(db)
    figures["rate"] = len(library) / figures["processor"]
    return figures


@contender
def index_by_statements(folder: Path) -> Figures:
    """The statements of `sqlite-utils insert` and `enable-fts --tokenize porter`, without that program."""
    library = [json.loads(line) for line in (folder / "papers.jsonl").open(encoding="utf-8")]
    (folder / "peer.db").unlink(missing_ok=True)
    figures: Figures = {}
    with timed(figures), closing(sqlite3.connect(folder / "peer.db")) as db, db:
        db.execute(
            "CREATE TABLE paper (id INTEGER PRIMARY KEY, key TEXT, title TEXT, abstract TEXT, authors TEXT, year INT)"
        )
        rows = ((p["key"], p["title"], p["abstract"], p["authors"], p["year"]) for p in library)
        db.executemany("INSERT INTO paper (key, title, abstract, authors, year) VALUES (?, ?, ?, ?, ?)", rows)
        db.execute("CREATE INDEX paper_key ON paper (key)")
        db.execute(
            "CREATE VIRTUAL TABLE paper_fts USING fts5(title, authors, abstract, tokenize=porter, content=paper)"
        )
        db.execute(
            "INSERT INTO paper_fts (rowid, title, authors, abstract) SELECT id, title, authors, abstract FROM paper"
        )
    figures["rate"] = len(library) / figures["processor"]
    return figures


@benchmark("P10")
def build(sizes: Sizes, folder: Path) -> Iterator[Goal]:
    """Rows and index from nothing."""
    library = write_papers(folder, sizes.papers)
    peer = "sqlite-utils" if sizes.peers else "index_by_statements"
    found = rounds(["index_ours", peer], folder, sizes.rounds, sizes.peers)
    yield Goal("records that their own title finds", 1, found_by_title(folder, library), "")
    for name, goal in {"sqlite-utils": 1.25, "index_by_statements": 0.9}.items():
        if name in found:
            what = name.replace("_", " ")
            yield Goal(f"rows and index, against {what}", goal, ratio(found["index_ours"], found[name], "rate"))
    yield Goal("records indexed a second", None, statistics.median(one["rate"] for one in found["index_ours"]), "/s")


def found_by_title(folder: Path, library: list[Paper]) -> float:
    """The share of some records that come out on top when their title is asked for."""
    from evidence import store

    sample = random.Random(3).sample(library, ASKED)
    with store.session(str(folder / "ours.db"), read_only=True) as db:
        first = [next(iter(store.search(db, f'"{paper.title}"')), None) for paper in sample]
    return sum(hit is not None and hit.publication.key == p.key for hit, p in zip(first, sample, strict=True)) / ASKED


# ---------------------------------------------------------------- searches


def questions(library: list[Paper]) -> list[str]:
    """Searches of one to three words: words of a title, of an abstract, and common ones."""
    chance = random.Random(5)
    asked = []
    for number in range(ASKED):
        paper = chance.choice(library)
        source = paper.title if number % 3 else paper.abstract
        asked.append(" ".join(chance.sample(source.split(), 1 + number % 3)))
    return asked


@benchmark("P11")
def ask(sizes: Sizes, folder: Path) -> Iterator[Goal]:
    """Searches and identifiers, by the clock on the wall."""
    from evidence import store

    asked = questions(write_papers(folder, sizes.papers))
    index_ours(folder)
    index_by_statements(folder)
    worst: list[float] = []
    shares: list[float] = []
    exact: list[float] = []
    as_many = 0
    ranked = "SELECT rowid, title FROM paper_fts WHERE paper_fts MATCH ? ORDER BY rank LIMIT 20"
    for _ in range(sizes.rounds):
        with (
            store.session(str(folder / "ours.db"), read_only=True) as db,
            closing(sqlite3.connect(folder / "peer.db")) as peer,
        ):
            mine = [_wall(lambda text=text: len(store.search(db, text, limit=SHOWN))) for text in asked]
            theirs = [_wall(lambda text=text: len(peer.execute(ranked, (text,)).fetchall())) for text in asked]
            exact += [_wall(lambda: len(store.search(db, "PMID 12345678")))[0] for _ in range(SHOWN)]
        worst.append(_p95(mine))
        shares.append(_p95(mine) / _p95(theirs))
        as_many = sum(one == other for (_, one), (_, other) in zip(mine, theirs, strict=True))
    yield Goal("searches that find as many as FTS5 does", 1, as_many / len(asked), "")
    yield Goal("95 % of searches, against order by rank", 0.25, statistics.median(shares), at_least=False)
    yield Goal("95 % of searches within", 250, statistics.median(worst) * 1000, "ms", at_least=False)
    yield Goal("an identifier", 1, statistics.median(exact) * 1000, "ms", at_least=False)


def _wall(question: Callable[[], int]) -> tuple[float, int]:
    start = time.perf_counter()
    count = question()
    return time.perf_counter() - start, count


def _p95(times: list[tuple[float, int]]) -> float:
    return sorted(times)[int(len(times) * 0.95)][0]


# ---------------------------------------------------------------- attribution


def noisy(paper: Paper, chance: random.Random) -> str:
    """A reference to a paper as people write it: a word or two lost, letters swapped, the year off by one at times."""
    words = paper.title.split()
    for _ in range(chance.randint(0, 2)):
        words.pop(chance.randrange(len(words)))
    for _ in range(chance.randint(0, 2)):
        at = chance.randrange(len(words))
        swap = chance.randrange(max(1, len(words[at]) - 1))
        words[at] = words[at][:swap] + words[at][swap : swap + 2][::-1] + words[at][swap + 2 :]
    year = paper.year + chance.choice([0, 0, 0, 0, 1, -1])
    return f"{paper.authors[0]}., {paper.authors[1]}. {' '.join(words)}. {year}."


@benchmark("P12")
def attribute(sizes: Sizes, _folder: Path) -> Iterator[Goal]:
    """Noisy references to records; what is found and what is taken wrongly is the gate."""
    from rapidfuzz import process

    from evidence.cite import LibraryIndex, rank
    from evidence.models import PublicationBase

    chance = random.Random(7)
    library = papers(sizes.papers)
    index = LibraryIndex([PublicationBase(key=p.key, title=p.title, authors=p.authors, year=p.year) for p in library])
    titles = [paper.title for paper in library]
    asked = [(paper.key, noisy(paper, chance)) for paper in chance.sample(library, min(ASKED * 5, len(library)))]
    ours: list[Figures] = []
    peer: list[Figures] = []
    for _ in range(sizes.rounds):
        ours.append({})
        peer.append({})
        with timed(ours[-1]):
            found = [rank(text, index, limit=2) for _, text in asked]
        some = asked[: max(3, len(asked) // 30)]
        with timed(peer[-1]):
            for _, text in some:
                process.extractOne(text, titles)
        ours[-1]["rate"], peer[-1]["rate"] = len(asked) / ours[-1]["processor"], len(some) / peer[-1]["processor"]
    right = sum(bool(one) and one[0].record.key == key for one, (key, _) in zip(found, asked, strict=True))
    wrong = sum(bool(one) and one[0].record.key != key for one, (key, _) in zip(found, asked, strict=True))
    yield Goal("references found", 0.98, right / len(asked), "")
    yield Goal("references taken for another record", 0.01, wrong / len(asked), "", at_least=False)
    yield Goal("references, against rapidfuzz extractOne", 10, ratio(ours, peer, "rate"))
    yield Goal("references a second", None, statistics.median(one["rate"] for one in ours), "/s")
