"""The views with plain names say what the program says, on both kinds of database."""

from typing import Any

import pytest
import sqlalchemy as sa

from evidence import store
from evidence.models import CitationRole, CitationStatus, ClaimStatus
from evidence.report.reading import is_candidate, is_judging, source_verdict
from evidence.report.view import Verdict
from evidence.store.conclusions import findings_of
from evidence.store.dossiers import dossiers_of
from evidence.workflow.seeding import ARTICLE_KEY
from tests.stored import BY
from tests.test_exports import demonstrated

VIEWS = ("pages", "claims", "evidence", "studies", "results", "publications", "findings", "judgements")


def view(db: store.Session, name: str) -> list[dict[str, Any]]:
    query = sa.select(sa.text("*")).select_from(sa.table(f"view_{name}"))
    return [dict(row) for row in db.execute(query).mappings()]


@pytest.fixture
def address(database_url: str) -> str:
    demonstrated(database_url)
    return database_url


def test_every_view_has_rows_of_what_pages_last_said(address: str) -> None:
    with store.session(address, read_only=True) as db:
        held = {name: view(db, name) for name in VIEWS}
        newest = store.snapshots_of(db, ARTICLE_KEY)[0]
        claims = store.claims_of(db, newest)
        findings = findings_of(db, newest)
        studies, publications = store.studies(db), store.publications(db, limit=1000)
    assert all(held.values())
    assert [one["captures"] for one in held["pages"]] == [2]
    assert sorted(one["claim"] for one in held["claims"]) == sorted(one.key for one in claims)
    assert len(held["findings"]) == len(findings)
    assert (len(held["studies"]), len(held["publications"])) == (len(studies), len(publications))
    assert [(one["value"], one["reviewer"]) for one in held["judgements"]] == [("overstated", "A B")]


def test_the_verdict_of_the_view_is_that_of_the_report(address: str) -> None:
    with store.session(address) as db:
        newest = store.snapshots_of(db, ARTICLE_KEY)[0]
        for place, pointer in enumerate(store.citations_of(db, newest)):
            if pointer.id is not None and place % 7 == 0:
                store.decide_citation(db, pointer.id, CitationStatus.CONFIRMED, BY)
        rows = view(db, "evidence")
        page = dossiers_of(db, newest)
    expected = []
    for dossier in page.dossiers:
        for source in dossier.sources if dossier.claim.status is ClaimStatus.ACTIVE else ():
            title = source.publication.title if source.publication is not None else None
            expected.append((dossier.claim.key, title or "not traced", words(source)))
    assert sorted((one["claim"], one["source"], one["verdict"]) for one in rows) == sorted(expected)
    assert {one["verdict"].removeprefix("probably ") for one in rows} >= {"not checked", "overstated", "undecided"}


def words(source: Any) -> str:
    if source.citation.role is CitationRole.BENCHMARK:
        return "held beside the claim by a reviewer"
    verdict: Verdict = source_verdict(source)
    probably = "probably " if is_judging(verdict) and is_candidate(source) else ""
    return probably + verdict.value.replace("_", " ")


def test_a_check_without_an_answer_is_no_pass_in_the_view(address: str) -> None:
    with store.session(address) as db:
        verification = sa.table("verification", sa.column("suggested"), sa.column("checks", sa.JSON))
        nothing = [{"name": "numbers", "result": "not_checked", "reason": "no abstract"}]
        db.execute(verification.update().values(suggested="supported", checks=nothing))
        verdicts = {one["verdict"] for one in view(db, "evidence")}
    assert "supported" not in {one.removeprefix("probably ") for one in verdicts}


def test_the_numbers_of_a_claim_stand_as_the_page_writes_them(address: str) -> None:
    with store.session(address, read_only=True) as db:
        rows = {one["claim"]: one for one in view(db, "claims")}
        claims = store.claims_of(db, store.snapshots_of(db, ARTICLE_KEY)[0])
    many = max(claims, key=lambda one: len(one.effects))
    assert rows[many.key]["numbers"] == "; ".join(str(one.raw) for one in many.effects)
    assert "none" not in {one["stated_study_type"] for one in rows.values()}
