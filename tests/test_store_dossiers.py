"""What is known about a page's claims comes together, in as many queries for many claims as for one."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from evidence import store
from evidence.models import (
    AppraisalBase,
    AppraisalTool,
    ArmBase,
    Basis,
    CitationRole,
    CitationStatus,
    ClaimStatus,
    FindingBase,
    FindingStatus,
    ResultBase,
    ReviewerBase,
    Severity,
    Support,
    VerificationBase,
)
from evidence.store import engine, errors
from tests import stored

VERIFICATION = VerificationBase(
    basis=Basis.ABSTRACT, suggested=Support.CONTRADICTED, row="outcome swapped", tool_version="1"
)
RATING = AppraisalBase(tool=AppraisalTool.OCEBM_2011, rating="2", starting=True, reasons=("one trial",))
STUDY = stored.study(
    arms=(ArmBase(name="ketamine", participants=20), ArmBase(name="placebo")),
    results=(ResultBase(outcome="pain", p_value=0.296), ResultBase(outcome="nausea", value=20.0)),
)


def library(db: store.Session) -> None:
    store.save_studies(db, [STUDY], stored.BY)
    found = [stored.publication(), stored.publication("other", pmid="1", doi="10.1/x")]
    store.save_publications(db, found, stored.BY, studies=["study", None])
    store.save_appraisals(db, "study", [RATING], stored.BY)


def page(db: store.Session) -> int:
    library(db)
    snapshot_id = stored.save_page(db)
    gone = stored.claim("35%", status=ClaimStatus.REJECTED)
    store.save_claims(db, snapshot_id, [stored.claim(), stored.claim("Magnesium does not"), gone], stored.BY)
    pointers = [
        store.Pointer(stored.claim().key, stored.citation(), "pub"),
        store.Pointer(stored.claim().key, stored.citation(status=CitationStatus.REFUSED), "other"),
        store.Pointer(stored.claim("Magnesium does not").key, stored.citation(status=CitationStatus.UNRESOLVED)),
    ]
    store.save_citations(db, snapshot_id, pointers, stored.BY)
    verified = [store.Verified(stored.claim().key, "study", VERIFICATION)]
    store.replace_verifications(db, snapshot_id, verified, stored.BY)
    return snapshot_id


def test_a_dossier_holds_all_that_is_known(database_url: str) -> None:
    with store.session(database_url) as db:
        snapshot_id = page(db)
        stored.save_page(db, "noise", "Other words.")
    with store.session(database_url, read_only=True) as db:
        found = store.dossiers_of(db, "page", jurisdiction="DE")
        assert found == store.dossiers_of(db, snapshot_id, jurisdiction="DE")
        assert (found.page.key, found.snapshot, found.jurisdiction) == ("page", stored.snapshot(), "DE")
        first, second = found.dossiers
        (source,) = first.sources
        assert (source.publication, source.study) == (stored.publication(), STUDY)
        assert (source.verification, source.appraisals) == (VERIFICATION, (RATING,))
        assert [(one.citation.status, one.publication) for one in second.sources] == [("unresolved", None)]
        assert list(store.dossiers(db, [2, 99, 1]).values()) == [second, first]
        with pytest.raises(errors.UnknownKeyError):
            store.dossiers_of(db, "nowhere")


@contextmanager
def counted(url: str) -> Iterator[list[str]]:
    seen: list[str] = []

    def see(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    sa.event.listen(engine.engine(engine.database_url(url)), "before_cursor_execute", see)
    yield seen
    sa.event.remove(engine.engine(engine.database_url(url)), "before_cursor_execute", see)


def test_the_number_of_queries_does_not_grow(sqlite_url: str) -> None:
    with store.session(sqlite_url) as db:
        snapshot_id = page(db)
        with counted(sqlite_url) as few:
            store.dossiers_of(db, "page")
        many = [stored.claim().model_copy(update={"key": f"k{number}"}) for number in range(50)]
        store.save_claims(db, snapshot_id, many, stored.BY)
        pointers = [store.Pointer(claim.key, stored.citation(), "pub") for claim in many]
        store.save_citations(db, snapshot_id, pointers, stored.BY)
        with counted(sqlite_url) as lots:
            assert len(store.dossiers_of(db, "page").dossiers) == 52
        assert len(lots) == len(few) < 15


def test_verifying_again_keeps_what_says_the_same_and_drops_what_is_gone(database_url: str) -> None:
    with store.session(database_url) as db:
        snapshot_id = page(db)
        same = [store.Verified(stored.claim().key, "study", VERIFICATION)]
        head = store.head(db)
        assert store.replace_verifications(db, snapshot_id, same, stored.BY) == store.Merged(unchanged=1)
        assert store.head(db) == head
        assert store.replace_verifications(db, snapshot_id, [], stored.BY) == store.Merged(removed=1)
        unlinked = [store.Verified(stored.claim("Magnesium does not").key, "study", VERIFICATION)]
        with pytest.raises(errors.UnknownKeyError, match="citation"):
            store.replace_verifications(db, snapshot_id, unlinked, stored.BY)


def test_what_a_person_decided_about_a_citation_stays(database_url: str) -> None:
    with store.session(database_url) as db:
        snapshot_id = page(db)
        key = stored.claim().key
        first = store.citations_of(db, snapshot_id)[0]
        assert first.id is not None
        store.decide_citation(db, first.id, CitationStatus.CONFIRMED, stored.BY)
        better = store.Pointer(key, stored.citation(score=0.9), "pub")
        assert store.save_citations(db, snapshot_id, [better], stored.BY) == store.Merged(unchanged=1)
        curated = store.Pointer(key, stored.citation(status=CitationStatus.CONFIRMED, notes="by hand"), "pub")
        assert store.save_citations(db, snapshot_id, [curated], stored.BY) == store.Merged(changed=1)
        benchmark = store.Pointer(key, stored.citation(role=CitationRole.BENCHMARK), "pub")
        assert store.save_citations(db, snapshot_id, [benchmark], stored.BY) == store.Merged(added=1)


def test_an_unresolved_citation_goes_when_it_is_resolved(database_url: str) -> None:
    with store.session(database_url) as db:
        snapshot_id = page(db)
        resolved = store.Pointer(stored.claim("Magnesium does not").key, stored.citation(), "other")
        assert store.save_citations(db, snapshot_id, [resolved], stored.BY) == store.Merged(added=1, removed=1)
        assert [one.publication for one in store.citations_of(db, snapshot_id)] == ["pub", "other", "other"]


def finding(identity: str, **fields: object) -> FindingBase:
    return FindingBase.model_validate(
        {"rule": "VER001", "severity": Severity.MAJOR, "message": "says", "identity": identity} | fields
    )


def test_what_a_reviewer_said_about_a_finding_stays_with_its_identity(database_url: str) -> None:
    with store.session(database_url) as db:
        snapshot_id = page(db)
        store.save_reviewers(db, [ReviewerBase(key="ann", name="Ann")], stored.BY)
        found = [finding("a", claim_key=stored.claim().key, start=3, end=5), finding("b"), finding("c")]
        assert store.replace_findings(db, snapshot_id, found, stored.BY) == store.Merged(added=3)
        number = next(entry.id for entry in store.findings_of(db, snapshot_id) if entry.finding.identity == "a")
        store.decide_finding(db, number, store.Decision(FindingStatus.DISMISSED, "ann", "quoted"), stored.BY)
        again = [found[0].model_copy(update={"message": "says more"}), found[1], finding("d")]
        assert store.replace_findings(db, snapshot_id, again, stored.BY) == store.Merged(1, 1, 1, 1)
        entries = {entry.finding.identity: entry for entry in store.findings_of(db, snapshot_id)}
        assert sorted(entries) == ["a", "b", "d"]
        kept = entries["a"]
        assert (kept.finding.message, kept.status, kept.reason, kept.reviewer) == (
            "says more",
            "dismissed",
            "quoted",
            "ann",
        )
        store.replace_findings(db, snapshot_id, [], stored.BY)
        assert [entry.finding.identity for entry in store.findings_of(db, snapshot_id)] == ["a"]
        with pytest.raises(errors.UnknownKeyError, match="claim 'x'"):
            store.replace_findings(db, snapshot_id, [finding("e", claim_key="x")], stored.BY)


def test_studies_and_publications_come_back_and_change(database_url: str) -> None:
    with store.session(database_url) as db:
        library(db)
        assert store.studies(db) == [STUDY]
        assert store.study(db, "study") == STUDY
        assert store.publications(db, after="other") == [stored.publication()]
        assert store.publication_keys(db, doi="10.1/x", pmid="7") == ["other"]
        assert store.publication_keys(db) == []
        assert store.study_of_publication(db, "pub") == "study"
        assert store.study_of_publication(db, "other") is None
        changed = STUDY.model_copy(update={"results": STUDY.results[:1]})
        (saved,) = store.save_studies(db, [changed], stored.BY)
        assert (saved.outcome, saved.fields) == ("changed", ("results",))
        assert store.study(db, "study") == changed
        (kept,) = store.save_publications(db, [stored.publication(title="New")], stored.BY)
        assert kept.fields == ("title",)
        assert store.study_of_publication(db, "pub") == "study"
        with pytest.raises(errors.UnknownKeyError, match="study 'no'"):
            store.save_publications(db, [stored.publication()], stored.BY, studies=["no"])
        assert store.check(db) == []
