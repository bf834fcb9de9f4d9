"""W3: screens of a long evidence table in the workbench, near its beginning and deep in it."""

import hashlib
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2

from benchmarks.claims import NOW
from benchmarks.turns import Goal, Sizes, benchmark
from evidence import store
from evidence.models import (
    CitationBase,
    CitationStatus,
    ClaimBase,
    MatchConfidence,
    PageBase,
    PublicationBase,
    SnapshotBase,
    StudyBase,
)
from evidence.store.citations import Pointer
from tests.browsing import serving

ON_A_PAGE = 100
PAPERS = 1_000
BY = store.Author("bench", NOW)
TIE = CitationBase(confidence=MatchConfidence.POSSIBLE, status=CitationStatus.CANDIDATE)
AT_MOST = 0.3
"""Seconds for a screen, wherever it is."""


def snapshot_of(text: str) -> SnapshotBase:
    """What a page said."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return SnapshotBase(
        sha256=digest, text=text, text_sha256=digest, text_algorithm="plain/1", media_type="text/plain",
        captured_at=NOW, links_visible=False, chrome_visible=False,
    )  # fmt: skip


def claims_on(text: str, page: int) -> list[ClaimBase]:
    """A claim for each sentence of a page."""
    found, start = [], 0
    for at, sentence in enumerate(text.split("\n")):
        found.append(
            ClaimBase(
                key=f"C{at:03}", start=start, end=start + len(sentence), quote=sentence, claim_type="efficacy",
                condition=f"pain {at % 40}", direction="benefit", study_type=("rct", "cohort", "none")[at % 3],
                study_year=2000 + page % 25,
            )
        )  # fmt: skip
        start += len(sentence) + 1
    return found


def fill(database: str, rows: int) -> None:
    """Pages of a hundred claims, each of which leans on a publication that reports a study."""
    store.upgrade(database)
    with store.session(database) as db:
        keys = [f"paper{number}" for number in range(PAPERS)]
        store.save_studies(db, [StudyBase(key=key, design="rct", sample_size=40) for key in keys], BY)
        papers = [PublicationBase(key=key, title=f"A trial called {key}", year=2015) for key in keys]
        store.save_publications(db, papers, BY, studies=keys)
        for page in range(rows // ON_A_PAGE):
            text = "\n".join(f"Magnesium eased pain in {at} of 100 people of group {page}." for at in range(ON_A_PAGE))
            store.save_pages(db, [PageBase(key=f"page{page}", address=f"https://{page}.example/")], BY)
            snapshot = store.save_snapshot(db, f"page{page}", snapshot_of(text), text.encode(), BY).id
            store.save_claims(db, snapshot, claims_on(text, page), BY)
            pointers = [Pointer(f"C{at:03}", TIE, keys[(page + at) % PAPERS]) for at in range(ON_A_PAGE)]
            store.save_citations(db, snapshot, pointers, BY)


def seconds(browser: httpx2.Client, **asked: Any) -> float:
    """How long a screen takes."""
    began = time.perf_counter()
    answer = browser.get("/tables", params=asked)
    taken = time.perf_counter() - began
    if answer.status_code != 200 or "<caption>Rows" not in answer.text:
        raise SystemExit(f"{answer.status_code}: {answer.text[:200]}")
    return taken


@benchmark("W3")
def screens(sizes: Sizes, folder: Path) -> Iterator[Goal]:
    """A table of very many rows on the screen, as entered and sorted, at its beginning and near its end."""
    rows = sizes.rows // 20
    database = str(folder / "evidence.db")
    fill(database, rows)
    with serving(database) as server, httpx2.Client(base_url=server.origin, timeout=600) as browser:
        browser.get(server.first, follow_redirects=True)
        for what, asked in (("as entered", {}), ("sorted by quote", {"sort": "quote"})):
            first = seconds(browser, **asked)
            yield Goal(f"first screen of {rows:,} rows {what}", None, first, "s", at_least=False)
            starts = [rows - 50 * (at + 2) for at in range(sizes.rounds)]
            deep = [seconds(browser, start=start, after=start, **asked) for start in starts]  # ids count from 1
            yield Goal(f"  a deep screen {what}", AT_MOST, statistics.median(deep), "s", at_least=False)
