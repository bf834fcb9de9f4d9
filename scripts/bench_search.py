#!/usr/bin/env python3
"""Measure search and attribution (P10-P12) against what people would use instead, as ratios taken in one run.

The library is invented: titles and abstracts of words that occur as unevenly as words do. Contenders take turns in each
round, and the median of the rounds' ratios of processor time counts. The peers are FTS5 as sqlite-utils fills and asks
it (`insert` then `enable-fts`; `order by rank`), and rapidfuzz's extractOne.

examples:
  scripts/bench_search.py                            10^5 records, five rounds
  scripts/bench_search.py P12 --records 20000 --rounds 3
"""

import argparse
import json
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from rapidfuzz import process  # noqa: E402

from evidence import store  # noqa: E402
from evidence.cite import LibraryIndex, rank  # noqa: E402
from evidence.models import PublicationBase  # noqa: E402
from evidence.store import writing  # noqa: E402
from evidence.store.saving import TABLES  # noqa: E402

DISTINCT = 30_000
SQLITE_UTILS = """
import json, sys, time, sqlite_utils
rows = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
start = time.process_time()
db = sqlite_utils.Database(sys.argv[2])
db["paper"].insert_all(rows, pk="key")
db["paper"].enable_fts(["title", "authors", "abstract"], tokenize="porter")
print(time.process_time() - start)
"""
ASKED = 60
"""Searches and references asked in a round."""


class Figure(NamedTuple):
    """What was measured, what it should be, and whether more is better."""

    what: str
    goal: float
    measured: float
    at_least: bool = True


class Paper(NamedTuple):
    """One invented record."""

    key: str
    title: str
    abstract: str
    authors: tuple[str, str, str]
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
            tuple(f"{word(chance.randrange(400, 4000)).title()}, A" for _ in range(3)),  # type: ignore[arg-type]
            chance.randint(1980, 2025),
        )
        for number in range(count)
    ]


@contextmanager
def timed(times: list[float]) -> Iterator[None]:
    """Add the processor seconds of a block."""
    start = time.process_time()
    yield
    times.append(time.process_time() - start)


def ratio(slow: list[float], fast: list[float]) -> float:
    """How many times longer one takes than the other: the median over the rounds."""
    return statistics.median(one / other for one, other in zip(slow, fast, strict=True))


# ---------------------------------------------------------------- the index and its questions


def fill_ours(path: Path, library: list[Paper]) -> None:
    """Rows as our loader puts them in, and the search index."""
    table = TABLES["publication"]
    empty = {"[]", "{}"}
    lists = {c.name: "[]" for c in table.columns if "JSON" in str(c.type).upper() or type(c.type).__name__ == "Records"}
    lists["csl"] = "{}"
    names = ["key", "title", "abstract", "authors", "year", "type", "standing"]
    rest = [name for name in lists if name not in names]
    with store.session(str(path)) as db:
        rows = (
            (
                p.key,
                p.title,
                f'[{{"label":null,"text":"{p.abstract}"}}]',
                '["' + '","'.join(p.authors) + '"]',
                p.year,
                "article-journal",
                "unknown",
                *(lists[name] for name in rest),
            )
            for p in library
        )
        assert set(lists.values()) <= empty  # noqa: S101  nothing but empty lists
        writing.insert_ready_rows(db, table, [*names, *rest], rows)
        store.index_publications(db)


def fill_peer(path: Path, library: list[Paper]) -> None:
    """Rows and index as `sqlite-utils insert` and `enable-fts --tokenize porter` make them."""
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(
            "CREATE TABLE paper (id INTEGER PRIMARY KEY, key TEXT, title TEXT, abstract TEXT, authors TEXT, year INT)"
        )
        rows = ((p.key, p.title, p.abstract, "; ".join(p.authors), p.year) for p in library)
        db.executemany("INSERT INTO paper (key, title, abstract, authors, year) VALUES (?, ?, ?, ?, ?)", rows)
        db.execute("CREATE INDEX paper_key ON paper (key)")
        db.execute(
            "CREATE VIRTUAL TABLE paper_fts USING fts5(title, authors, abstract, tokenize=porter, content=paper)"
        )
        db.execute(
            "INSERT INTO paper_fts (rowid, title, authors, abstract) SELECT id, title, authors, abstract FROM paper"
        )


def fill_sqlite_utils(path: Path, library: list[Paper], peers: str) -> float:
    """The processor seconds sqlite-utils itself takes, without its import and the reading of the rows."""
    rows = path.with_suffix(".jsonl")
    with rows.open("w", encoding="utf-8") as stream:
        for p in library:
            stream.write(json.dumps({**p._asdict(), "authors": "; ".join(p.authors)}) + "\n")
    done = subprocess.run([peers, "-c", SQLITE_UTILS, str(rows), str(path)], check=True, capture_output=True, text=True)
    return float(done.stdout)


def build(library: list[Paper], rounds: int, folder: Path, peers: str | None) -> Iterator[Figure]:
    """P10: rows and index from nothing."""
    ours: list[float] = []
    peer: list[float] = []
    for number in range(rounds):
        store.upgrade(str(folder / f"ours{number}.db"))
        with timed(ours):
            fill_ours(folder / f"ours{number}.db", library)
        if peers:
            peer.append(fill_sqlite_utils(folder / f"peer{number}.db", library, peers))
            continue
        with timed(peer):
            fill_peer(folder / f"peer{number}.db", library)
    what = "sqlite-utils" if peers else "its bare statements"
    yield Figure(f"P10 rows and index, against {what}", 1.25 if peers else 0.9, ratio(peer, ours))
    yield Figure("    documents a second, for the record", 0, len(library) / statistics.median(ours))


def questions(library: list[Paper]) -> list[str]:
    """Searches of one to three words: words of a title, of an abstract, and common ones."""
    chance = random.Random(5)
    asked = []
    for number in range(ASKED):
        paper = chance.choice(library)
        source = paper.title if number % 3 else paper.abstract
        asked.append(" ".join(chance.sample(source.split(), 1 + number % 3)))
    return asked


def ask(library: list[Paper], rounds: int, folder: Path, _peers: str | None) -> Iterator[Figure]:
    """P11: searches and identifiers."""
    ours_file, peer_file = folder / "ours.db", folder / "peer.db"
    store.upgrade(str(ours_file))
    fill_ours(ours_file, library)
    fill_peer(peer_file, library)
    worst: list[float] = []
    shares: list[float] = []
    exact: list[float] = []
    ranked = "SELECT rowid, title FROM paper_fts WHERE paper_fts MATCH ? ORDER BY rank LIMIT 20"
    for _ in range(rounds):
        with store.session(str(ours_file), read_only=True) as db, closing(sqlite3.connect(peer_file)) as peer:
            mine = [_wall(lambda text=text: store.search(db, text)) for text in questions(library)]
            theirs = [_wall(lambda text=text: peer.execute(ranked, (text,)).fetchall()) for text in questions(library)]
            exact += [_wall(lambda: store.search(db, "PMID 12345678")) for _ in range(20)]
        worst.append(_p95(mine))
        shares.append(_p95(mine) / _p95(theirs))
    yield Figure("P11 95 % of searches, against order by rank", 0.25, statistics.median(shares), at_least=False)
    yield Figure("    95 % of searches within, ms", 250, statistics.median(worst) * 1000, at_least=False)
    yield Figure("    an identifier, ms", 1, statistics.median(exact) * 1000, at_least=False)


def _wall(question: Callable[[], object]) -> float:
    start = time.perf_counter()
    question()
    return time.perf_counter() - start


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


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


def attribute(library: list[Paper], rounds: int, _folder: Path, _peers: str | None) -> Iterator[Figure]:
    """P12: noisy references to records."""
    chance = random.Random(7)
    index = LibraryIndex([PublicationBase(key=p.key, title=p.title, authors=p.authors, year=p.year) for p in library])
    titles = [paper.title for paper in library]
    asked = [(paper.key, noisy(paper, chance)) for paper in chance.sample(library, min(ASKED * 5, len(library)))]
    ours: list[float] = []
    peer: list[float] = []
    for _ in range(rounds):
        with timed(ours):
            found = [rank(text, index, limit=2) for _, text in asked]
        with timed(peer):
            for _, text in asked[: max(3, len(asked) // 30)]:
                process.extractOne(text, titles)
        ours[-1], peer[-1] = ours[-1] / len(asked), peer[-1] / max(3, len(asked) // 30)
    right = sum(bool(one) and one[0].record.key == key for one, (key, _) in zip(found, asked, strict=True))
    wrong = sum(bool(one) and one[0].record.key != key for one, (key, _) in zip(found, asked, strict=True))
    yield Figure("P12 references, against rapidfuzz extractOne", 10, ratio(peer, ours))
    yield Figure("    found", 0.98, right / len(asked))
    yield Figure("    wrong", 0.01, wrong / len(asked), at_least=False)
    yield Figure("    references a second, for the record", 0, 1 / statistics.median(ours))


BENCHMARKS = {"P10": build, "P11": ask, "P12": attribute}


def main() -> None:
    """Run the benchmarks asked for and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "codes", nargs="*", metavar="CODE", help=f"which to run, of {', '.join(BENCHMARKS)}; all if none"
    )
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peers", help="a Python that has sqlite-utils; without it P10 is held against its statements")
    asked = parser.parse_args()
    library = papers(asked.records)
    for code in asked.codes or BENCHMARKS:
        with tempfile.TemporaryDirectory() as folder:
            for one in BENCHMARKS[code](library, asked.rounds, Path(folder), asked.peers):
                met = one.measured >= one.goal if one.at_least else one.measured <= one.goal
                sign = "≥" if one.at_least else "≤"
                print(
                    f"{one.what:48} {sign} {one.goal:<6g} {one.measured:>10,.3f} {'met' if met else 'NOT MET'}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
