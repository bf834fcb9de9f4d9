"""P18: claims counted and listed."""

import sqlite3
import statistics
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from benchmarks.claims import prepare
from benchmarks.turns import Figures, Goal, Sizes, benchmark, contender, ratio, rounds, timed


def write_rows(path: Path, count: int) -> None:
    """Very many claims in 2,000 groups, made inside the database."""
    prepare(str(path))
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("DROP TRIGGER claim_span_insert")
        db.execute(
            """WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
            INSERT INTO claim (id, snapshot_id, key, start, "end", quote, prefix, suffix, claim_type, direction, origin,
                               status, cues, condition_code, study_type, study_year)
            SELECT i, 1, 'c' || i, 0, 8, 'Ketamine', '', '', 'efficacy', 'benefit', 'extracted', 'active', '[]',
                   'pain' || (i * 7919 % 40), CASE i % 5 WHEN 0 THEN 'rct' WHEN 1 THEN 'cohort' WHEN 2 THEN 'none'
                   WHEN 3 THEN 'review' ELSE 'survey' END, 2000 + i * 104729 / 97 % 10 FROM n""",
            (count,),
        )


@contender
def group_ours(folder: Path) -> Figures:
    """Claims counted by condition, study type and year in the database."""
    from evidence import store

    figures = Figures()
    with timed(figures), store.session(str(folder / "rows.db"), read_only=True) as db:
        figures["groups"] = len(store.counts(db))
    return figures


@contender
def group_pandas(folder: Path) -> Figures:
    """The same by reading the columns and grouping them."""
    import pandas as pd
    import sqlalchemy as sa

    engine, figures = sa.create_engine(f"sqlite:///{folder / 'rows.db'}"), Figures()
    query = "SELECT condition_code, study_type, study_year FROM claim WHERE status = 'active'"
    with timed(figures), engine.connect() as connection:
        frame = pd.read_sql(query, connection)
        sizes = frame.groupby(["condition_code", "study_type", "study_year"], dropna=False).size()
        figures["groups"] = len(sizes.reset_index())
    return figures


@contender
def first_page(folder: Path) -> Figures:
    """A hundred claims as a list shows them, in a program that has shown one before."""
    from evidence import store

    asked = [store.EVERY, store.ClaimFilter(conditions=("pain7",))]
    with store.session(str(folder / "rows.db"), read_only=True) as db:
        times = []
        for number in range(20):
            start = time.process_time()
            found = store.claims(db, asked[number % 2], limit=100)
            times.append(time.process_time() - start)
            if len(found) != 100:
                raise ValueError(f"a page of 100 claims had {len(found)}")
    return {"all": statistics.median(times[2::2]) * 1000, "condition": statistics.median(times[3::2]) * 1000}


@benchmark("P18")
def evidence_table(sizes: Sizes, folder: Path) -> Iterator[Goal]:
    """Counting and listing among very many claims."""
    write_rows(folder / "rows.db", sizes.rows)
    found = rounds(["group_ours", "group_pandas", "first_page"], folder, sizes.rounds)
    groups = {one["groups"] for name in ("group_ours", "group_pandas") for one in found[name]}
    if len(groups) != 1:
        raise ValueError(f"the two do not count the same groups: {groups}")
    yield Goal(
        "claims by group, against pandas groupby", 10, ratio(found["group_pandas"], found["group_ours"], "processor")
    )
    for figure, what in (("all", "first page of 100 claims"), ("condition", "first page of 100 for a condition")):
        yield Goal(what, 5, statistics.median(one[figure] for one in found["first_page"]), "ms", at_least=False)
