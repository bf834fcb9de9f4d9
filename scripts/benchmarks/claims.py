"""P16 and P17: claims read, checked and loaded."""

import hashlib
import json
import random
import shutil
import statistics
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.turns import Figures, Goal, Sizes, benchmark, contender, not_measured, ratio, rounds, timed

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SENTENCES = (f"Ketamine helps {number % 90}% of people with pain within {number % 7} weeks." for number in range(300))
TEXT = " ".join(SENTENCES)


COLUMNS = [
    "key", "start", "end", "quote", "prefix", "suffix", "claim_type", "intervention", "intervention_code", "condition",
    "condition_code", "outcome", "direction", "study_type", "study_year", "assertiveness", "origin",
]  # fmt: skip


def write_claims(path: Path, count: int) -> None:
    """Claims of one page as JSON lines, every second with an effect, as `evidence extract` gives them."""
    chance = random.Random(1)
    with path.open("w") as lines:
        for number in range(count):
            start = chance.randrange(len(TEXT) - 60)
            claim: dict[str, Any] = {
                "key": f"c{number}", "start": start, "end": start + 50, "quote": TEXT[start : start + 50],
                "prefix": TEXT[max(0, start - 32) : start], "suffix": TEXT[start + 50 : start + 82],
                "claim_type": chance.choice(["efficacy", "safety", "mechanism"]), "intervention": "ketamine",
                "intervention_code": "ketamine", "condition": "pain", "condition_code": f"pain{number % 40}",
                "outcome": "pain", "direction": "benefit", "study_type": chance.choice(["rct", "cohort", "none"]),
                "study_year": 2000 + number % 25, "assertiveness": "fact", "origin": "extracted",
            }  # fmt: skip
            if number % 2:
                claim["effects"] = [{"value": number % 90, "unit": "%", "kind": "percent", "raw": f"{number % 90}%"}]
            lines.write(json.dumps(claim) + "\n")


def prepare(address: str) -> None:
    """A database with one page to load the claims of."""
    from evidence import store
    from evidence.models import PageBase, SnapshotBase

    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    by = store.Author("bench", NOW)
    store.upgrade(address)
    with store.session(address) as db:
        store.save_pages(db, [PageBase(key="page", address="page.txt")], by)
        snapshot = SnapshotBase(
            sha256=digest, text=TEXT, text_sha256=digest, text_algorithm="plain/1", media_type="text/plain",
            captured_at=NOW, links_visible=False, chrome_visible=False,
        )  # fmt: skip
        store.save_snapshot(db, "page", snapshot, TEXT.encode(), by)


def target(folder: Path) -> str:
    """A database to load into, as it was before: a copy of the file, or the server's emptied of claims."""
    import sqlalchemy as sa

    if (folder / "url").exists():
        address = (folder / "url").read_text()
        with sa.create_engine(address).begin() as connection:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")  # past the guards
            connection.exec_driver_sql("TRUNCATE claim, quantity RESTART IDENTITY CASCADE")
            connection.exec_driver_sql("ALTER TABLE claim ENABLE TRIGGER USER")
        return address
    for old in folder.glob("evidence.db*"):
        old.unlink()
    shutil.copy(folder / "template.db", folder / "evidence.db")
    return f"sqlite:///{folder / 'evidence.db'}"


def without_span_check(folder: Path) -> str:
    """The same for those who do not check that a quote is on the page."""
    import sqlalchemy as sa

    address = target(folder)
    statement = "ALTER TABLE claim DISABLE TRIGGER claim_span"
    if address.startswith("sqlite"):
        statement = "DROP TRIGGER claim_span_insert"
    with sa.create_engine(address).begin() as connection:
        connection.exec_driver_sql(statement)
    return address


@contender
def load_ours(folder: Path) -> Figures:
    """JSON lines validated, checked against the page and inserted."""
    from evidence import store

    address, figures = target(folder), Figures()
    with timed(figures), store.session(address) as db, (folder / "claims.jsonl").open("rb") as lines:
        store.load_claims(db, ((1, line) for line in lines), store.Author("bench", NOW))
    return figures


def plain_rows() -> tuple[Any, Any]:
    """Row classes as one writes them with SQLModel, without the checks of ours, for the columns that are filled."""
    from sqlalchemy import JSON
    from sqlalchemy.orm import registry
    from sqlmodel import Field, SQLModel

    class Plain(SQLModel, registry=registry()):
        """Apart from our own tables."""

    words = {name: (str, ...) for name in COLUMNS if name not in {"start", "end", "study_year"}}
    numbers = dict.fromkeys(("start", "end", "study_year", "snapshot_id"), (int, ...))
    key = {"id": (int | None, Field(default=None, primary_key=True))}
    claim = {**key, **words, **numbers, "status": (str, "active"), "cues": (list, Field(default=[], sa_type=JSON))}
    texts = dict.fromkeys(("unit", "kind", "raw"), (str, ...))
    quantity = {**key, **texts, "value": (float, ...), "claim_id": (int, ...), "position": (int, ...)}
    made = []
    for name, columns in (("claim", claim), ("quantity", quantity)):
        fields = {column: value for column, (_, value) in columns.items() if value is not ...}
        body = {
            "__module__": __name__,
            "__tablename__": name,
            "__annotations__": {c: t for c, (t, _) in columns.items()},
        }
        made.append(type(Plain)(name, (Plain,), body | fields, table=True))
    return made[0], made[1]


@contender
def load_sqlmodel(folder: Path) -> Figures:
    """JSON lines validated, made into rows and added to a session."""
    from sqlmodel import Session, create_engine

    from evidence.models import ClaimBase

    claim_row, quantity_row = plain_rows()
    engine, figures = create_engine(without_span_check(folder)), Figures()
    with timed(figures), Session(engine) as session, (folder / "claims.jsonl").open("rb") as lines:
        claims, quantities = [], []
        for number, line in enumerate(lines, 1):
            record = ClaimBase.model_validate_json(line)
            claims.append(claim_row(id=number, snapshot_id=1, **{name: getattr(record, name) for name in COLUMNS}))
            quantities += [
                quantity_row(
                    claim_id=number, position=position, value=one.value, unit=one.unit, kind=one.kind, raw=one.raw
                )
                for position, one in enumerate(record.effects)
            ]
        session.add_all(claims)
        session.add_all(quantities)
        session.commit()
    return figures


@contender
def load_to_sql(folder: Path) -> Figures:
    """JSON lines read by pandas, not validated, and written with to_sql."""
    import pandas as pd
    import sqlalchemy as sa

    engine, figures = sa.create_engine(without_span_check(folder)), Figures()
    with timed(figures), engine.begin() as connection:
        claims = pd.read_json(folder / "claims.jsonl", lines=True)
        claims["id"] = claims.index + 1
        effects = claims[["id", "effects"]].dropna().explode("effects")
        quantities = pd.DataFrame(list(effects["effects"])).assign(claim_id=list(effects["id"]), position=0)
        constant = {"snapshot_id": 1, "status": "active", "cues": "[]"}
        claims.drop(columns="effects").assign(**constant).to_sql("claim", connection, if_exists="append", index=False)
        quantities.to_sql("quantity", connection, if_exists="append", index=False)
    return figures


@contender
def load_copy(folder: Path) -> Figures:
    """JSON lines parsed, not validated, and sent with COPY."""
    import psycopg

    address, figures = without_span_check(folder), Figures()
    columns = ", ".join(f'"{name}"' for name in COLUMNS)
    with timed(figures), psycopg.connect(address.replace("+psycopg", "")) as connection, connection.cursor() as cursor:
        effects = []
        with cursor.copy(f"COPY claim (id, snapshot_id, status, cues, {columns}) FROM STDIN") as copy:
            for number, line in enumerate((folder / "claims.jsonl").open("rb"), 1):
                claim = json.loads(line)
                copy.write_row((number, 1, "active", "[]", *map(claim.get, COLUMNS)))
                effects += [(number, *effect.values()) for effect in claim.get("effects", ())]
        with cursor.copy("COPY quantity (claim_id, value, unit, kind, raw, position) FROM STDIN") as copy:
            for effect in effects:
                copy.write_row((*effect, 0))
    return figures


@benchmark("P16")
def claims_to_sqlite(sizes: Sizes, folder: Path) -> Iterator[Goal]:
    """Validated claims into a SQLite file."""
    write_claims(folder / "claims.jsonl", sizes.claims)
    prepare(str(folder / "template.db"))
    found = rounds(["load_ours", "load_to_sql", "load_sqlmodel"], folder, sizes.rounds)
    ours = found["load_ours"]
    yield Goal("claims to SQLite, against SQLModel add_all", 12, ratio(found["load_sqlmodel"], ours, "processor"))
    yield Goal("claims to SQLite, against pandas to_sql", 2, ratio(found["load_to_sql"], ours, "processor"))
    yield Goal("memory it adds", 64, statistics.median(one["mib"] for one in ours), "MiB", at_least=False)
    rate = statistics.median(sizes.claims / one["seconds"] for one in ours)
    yield Goal("claims a second on this machine", None, rate, "/s")


@benchmark("P17")
def claims_to_postgresql(sizes: Sizes, folder: Path) -> Iterator[Goal]:
    """Validated claims into PostgreSQL."""
    from tests import postgres

    if (reason := postgres.why_not()) is not None:
        not_measured("P17", reason)
        return
    write_claims(folder / "claims.jsonl", sizes.claims)
    with postgres.server() as server, postgres.database(server) as address:
        (folder / "url").write_text(address)
        prepare(address)
        found = rounds(["load_ours", "load_copy", "load_sqlmodel"], folder, sizes.rounds)
    yield Goal("claims to PostgreSQL, against SQLModel add_all", 15, ratio(found["load_sqlmodel"], found["load_ours"]))
    yield Goal("claims to PostgreSQL, against plain COPY", 0.7, ratio(found["load_copy"], found["load_ours"]))
