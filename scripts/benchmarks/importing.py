"""P9: a file of PubMed XML into the database, with authors, search index, duplicates found and provenance.

The gate: every record of the file is in the library. The peer keeps fewer fields, looks for no duplicates and notes
no origin.
"""

import statistics
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.library import write_library
from benchmarks.turns import Figures, Goal, Sizes, benchmark, contender, ratio, rounds, timed

BY = "bench"
LARGE = 30_000
"""The size that has to be loaded within seconds."""


@contender
def import_ours(folder: Path) -> Figures:
    """The file loaded as `evidence load` does it."""
    from evidence import store
    from evidence.workflow.load import load_files

    for old in folder.glob("evidence.db*"):
        old.unlink()
    address = str(folder / "evidence.db")
    store.upgrade(address)
    figures: Figures = {}
    by = store.Author(BY, datetime(2026, 1, 1, tzinfo=UTC))
    with timed(figures), store.session(address) as db:
        load_files(db, [folder / "lib.xml.gz"], by)
        store.index_publications(db)
    with store.session(address, read_only=True) as db:
        figures["records"] = len(store.publications(db))
    figures["rate"] = figures["records"] / figures["processor"]
    return figures


@benchmark("P9")
def file_to_database(sizes: Sizes, folder: Path) -> Iterator[Goal]:
    """One file into an empty database."""
    write_library(folder, sizes.records)
    peers = ["pubmed_parser and FTS5"] if sizes.peers else []
    found = rounds(["import_ours", *peers], folder, sizes.rounds, sizes.peers)
    ours = found["import_ours"]
    yield Goal("records of the file that are in the library", 1, ours[0]["records"] / sizes.records, "")
    for peer in found.keys() & peers:
        yield Goal("XML to database, against pubmed_parser and FTS5", 2.2, ratio(ours, found[peer], "rate"))
    rate = statistics.median(one["rate"] for one in ours)
    yield Goal("30,000 records at that rate", 12, LARGE / rate, "s", at_least=False)
    yield Goal("memory it adds", 64, statistics.median(one["mib"] for one in ours), "MiB", at_least=False)
