#!/usr/bin/env python3
"""Measure evidence tables and exports: 50,000 rows as CSV, JSON, XLSX, counts over 1,000,000 claims, a round trip.

Records are invented. Seconds are of the whole step, from rows in memory to bytes; memory is what the process holds at
most. `by-condition` is compared with the same GROUP BY in bare SQL on the same file, in turns; the median counts.

examples:
  scripts/bench_tables.py                      everything at full size, some minutes
  scripts/bench_tables.py --rows 5000 --claims 50000
"""

import argparse
import json
import resource
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from evidence import store  # noqa: E402
from evidence.formats.preset_html import preset_html  # noqa: E402
from evidence.formats.preset_tables import preset_csv, preset_json  # noqa: E402
from evidence.formats.xlsx_workbook import workbook  # noqa: E402
from evidence.models import ClaimBase, Dossier, PageBase, SnapshotBase  # noqa: E402
from evidence.report.citations_style import CitationStyle  # noqa: E402
from evidence.report.presets import Library, Preset, Request, TableDocument, TableState, finished  # noqa: E402
from evidence.report.presets_claims import claims_table  # noqa: E402
from evidence.report.presets_records import Capture, TabledRow, tabled_rows  # noqa: E402
from evidence.workflow.everything import export_everything  # noqa: E402
from evidence.workflow.load import load_files  # noqa: E402
from evidence.workflow.presets import Asked, made_table  # noqa: E402

NOW = datetime(2026, 1, 1, tzinfo=UTC)
BY = store.Author("bench", NOW)
AWKWARD = (
    "=1+1",
    "+1",
    "-1",
    "@a",
    "\tt",
    "'tis",
    'say "no"',
    "two\nlines\r\nmore",
    "כאב כרוני",
    "😀 pain",
    "a|b",
    "a;b",
)


class Figure(NamedTuple):
    """What was measured and what it may be at most."""

    what: str
    goal: float
    measured: float
    unit: str


def timed(step: Callable[[], object]) -> float:
    """Seconds a step takes."""
    start = time.perf_counter()
    step()
    return time.perf_counter() - start


def megabytes() -> float:
    """The most memory this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def many_rows(count: int) -> tuple[TabledRow, ...]:
    """As many different rows as asked for, from the small page of the tests."""
    sys.path.insert(0, str(ROOT))
    from tests.preset_page import page

    small = page()
    capture = Capture(small.page, "Relief Clinics Ltd", small.snapshot.captured_at, small.snapshot.sha256)
    made: list[TabledRow] = []
    while len(made) < count:
        for dossier in small.dossiers:
            key = f"{dossier.claim.key}-{len(made)}"
            claim = dossier.claim.model_copy(update={"key": key})
            made += tabled_rows(capture, Dossier.model_construct(claim=claim, sources=dossier.sources))
    return tuple(made[:count])


def as_document(rows: tuple[TabledRow, ...]) -> TableDocument:
    """The claims table of these rows."""
    library = Library(CitationStyle.AMA)
    return finished(claims_table(rows, library), library, Request(), TableState(head="0" * 64, tool_version="bench"))


def long_table(count: int) -> Iterator[Figure]:
    """A long table laid out and written."""
    rows = many_rows(count)
    held: list[TableDocument] = []
    laid = timed(lambda: held.append(as_document(rows)))
    document = held[0]
    yield Figure(f"{count:,} rows laid out, for the record", 60, laid, "s")
    yield Figure(f"{count:,} rows as CSV", 3, timed(lambda: preset_csv(document)), "s")
    yield Figure(f"{count:,} rows as JSON", 3, timed(lambda: preset_json(document)), "s")
    yield Figure(f"{count:,} rows as XLSX", 20, timed(lambda: workbook(document)), "s")
    yield Figure("memory at most, for all of these", 1000, megabytes(), "MB")
    yield Figure(f"{count:,} rows as HTML in leaves, for the record", 60, timed(lambda: preset_html(document)), "s")
    yield Figure("memory at most with HTML, for the record", 2000, megabytes(), "MB")


def counted(count: int, folder: Path) -> Iterator[Figure]:
    """`by-condition` over very many claims against bare SQL."""
    file = folder / "many.db"
    store.upgrade(str(file))
    text = "Pain is common. " * 10
    digest = sha256(text.encode()).hexdigest()
    with store.session(str(file)) as db:
        store.save_pages(db, [PageBase(key="page", address="page.txt")], BY)
        snapshot = SnapshotBase(
            sha256=digest, text=text, text_sha256=digest, text_algorithm="plain/1", media_type="text/plain",
            captured_at=NOW, links_visible=False, chrome_visible=False,
        )  # fmt: skip
        store.save_snapshot(db, "page", snapshot, text.encode(), BY)
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("DROP TRIGGER claim_span_insert")
        db.execute(
            """WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
            INSERT INTO claim (snapshot_id, key, start, "end", quote, prefix, suffix, claim_type, condition_code,
                direction, study_type, study_year, origin, status, cues)
            SELECT 1, 'c' || i, 0, 4, 'Pain', '', '', 'efficacy', 'c' || (i % 40), 'benefit',
                CASE i % 3 WHEN 0 THEN 'rct' WHEN 1 THEN 'cohort' ELSE 'none' END, 2000 + i % 25,
                'extracted', 'active', '[]'
            FROM n""",
            (count,),
        )
        db.execute("ANALYZE")
    query = (
        "SELECT condition_code, study_type, study_year, count(*) FROM claim WHERE status = 'active' "
        "GROUP BY condition_code, study_type, study_year"
    )

    def bare() -> None:
        with closing(sqlite3.connect(file)) as db:
            list(db.execute(query))

    def ours() -> None:
        with store.session(str(file), read_only=True) as db:
            made_table(db, Asked(preset=Preset.BY_CONDITION))

    ours()
    pairs = [(timed(ours), timed(bare)) for _ in range(5)]
    times = statistics.median(one / other for one, other in pairs)
    yield Figure(f"by-condition over {count:,} claims, of the time of bare SQL", 2, times, "x")
    yield Figure("by-condition, seconds, for the record", 60, statistics.median(one for one, _ in pairs), "s")


def round_trip(count: int, folder: Path) -> Iterator[Figure]:
    """Very many claims with awkward text out and in again; 0 where the databases are equal."""
    text = "".join(f"{AWKWARD[at % len(AWKWARD)]} claim {at}. " for at in range(count))
    spans, start = [], 0
    for at in range(count):
        quote = f"{AWKWARD[at % len(AWKWARD)]} claim {at}."
        spans.append((start, quote))
        start += len(quote) + 1
    claims = [
        ClaimBase(
            key=f"c{at}", start=begin, end=begin + len(quote), quote=quote, prefix=text[max(0, begin - 32) : begin],
            suffix=text[begin + len(quote) : begin + len(quote) + 32], claim_type="efficacy",
            notes=AWKWARD[(at + 5) % len(AWKWARD)], outcome=AWKWARD[(at + 1) % len(AWKWARD)],
        )
        for at, (begin, quote) in enumerate(spans)
    ]  # fmt: skip
    first, second = str(folder / "one.db"), str(folder / "two.db")
    store.upgrade(first)
    shutil.copy(first, second)
    digest = sha256(text.encode()).hexdigest()
    snapshot = SnapshotBase(
        sha256=digest, text=text, text_sha256=digest, text_algorithm="plain/1", media_type="text/plain",
        captured_at=NOW, links_visible=False, chrome_visible=False,
    )  # fmt: skip
    with store.session(first) as db:
        store.save_pages(db, [PageBase(key="page", address="page.txt")], BY)
        store.save_claims(db, store.save_snapshot(db, "page", snapshot, text.encode(), BY).id, claims, BY)
    for form in ("jsonl", "csv"):
        copy = folder / form
        shutil.copy(first.replace("one", "two"), str(folder / f"{form}.db"))
        start_time = time.perf_counter()
        with store.session(first, read_only=True) as db:
            export_everything(db, copy, form)
        with store.session(str(folder / f"{form}.db")) as db:
            load_files(db, sorted(copy.glob(f"*.{form}")), BY)
        seconds = time.perf_counter() - start_time
        with (
            store.session(first, read_only=True) as one,
            store.session(str(folder / f"{form}.db"), read_only=True) as two,
        ):
            left, right = store.claims_of(one, 1), store.claims_of(two, 1)
        different = sum(a != b for a, b in zip(left, right, strict=False)) + abs(len(left) - len(right))
        yield Figure(f"{count:,} awkward claims through {form}: claims that differ", 0, different, "")
        yield Figure(f"{count:,} awkward claims through {form}, for the record", 120, seconds, "s")


def main() -> int:
    """Print each figure with its goal; 1 where one is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=50_000, help="rows of the long table")
    parser.add_argument("--claims", type=int, default=1_000_000, help="claims that are counted")
    parser.add_argument("--trip", type=int, default=10_000, help="claims that go out and in again")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        figures = [*long_table(wanted.rows), *counted(wanted.claims, folder), *round_trip(wanted.trip, folder)]
    if wanted.json:
        print(json.dumps([figure._asdict() for figure in figures]))
    else:
        for figure in figures:
            met = "ok  " if figure.measured <= figure.goal else "MISS"
            print(f"{met}  {figure.measured:10.2f} {figure.unit:3} at most {figure.goal:g}  {figure.what}")
    return int(any(figure.measured > figure.goal for figure in figures))


if __name__ == "__main__":
    sys.exit(main())
