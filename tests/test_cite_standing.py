"""What has become of a publication is said with its grounds, and silence is never taken for a clean record."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence import store
from evidence.cite import ListedNotice, NoticeIndex, standing_of
from evidence.cli import cli
from evidence.errors import Problem
from evidence.formats.retractions import NotARetractionListError, is_retraction_list, read_retractions
from evidence.models import CitationStatus, Heading, Notice, Standing
from evidence.store.citations import Pointer, save_citations
from evidence.workflow.audit import add_page, audit, audited
from evidence.workflow.cite import propose_citations
from evidence.workflow.standing import apply_standings, standing_now
from tests import stored
from tests.stored import BY, NOW, publication

LIST = (
    "Record ID,Title,OriginalPaperPubMedID,OriginalPaperDOI,RetractionPubMedID,RetractionDOI,RetractionNature,"
    "RetractionDate,Reason\n"
    "1,A,111,10.1000/a,911,10.1000/r,Retraction,3/14/2021 0:00,+Error in Data;+Duplication;\n"
    "2,B,0,10.1000/B,0,unavailable,Expression of concern,2020-05-06,\n"
    "3,C,333,unavailable,0,,Correction,1/2/2019 0:00,\n"
    "4,D,444,,0,,Retraction,1/2/2018 0:00,\n"
    "5,D,444,,0,,Reinstatement,1/2/2019 0:00,\n"
    "6,E,555,,0,,Promotion,1/2/2019 0:00,\n"
    "7,F,0,unavailable,0,,Retraction,1/2/2019 0:00,\n"
)


def notice(standing: Standing, on: str | None = None) -> ListedNotice:
    return ListedNotice(standing, standing.value, pmid="1", on=date.fromisoformat(on) if on else None)


def test_without_any_sign_it_is_unknown_until_a_list_was_asked() -> None:
    plain = publication(pmid="1")
    assert standing_of(plain).standing is Standing.UNKNOWN
    assert standing_of(plain, looked_up=True).standing is Standing.CURRENT
    assert standing_of(publication(), looked_up=True).standing is Standing.UNKNOWN


@pytest.mark.parametrize(
    ("kind", "standing"),
    [
        ("RetractionIn", Standing.RETRACTED),
        ("ExpressionOfConcernIn", Standing.EXPRESSION_OF_CONCERN),
        ("ErratumIn", Standing.CORRECTED),
        ("UpdateIn", Standing.SUPERSEDED),
        ("RetractionOf", Standing.UNKNOWN),
        ("CommentIn", Standing.UNKNOWN),
    ],
)
def test_notices_on_the_record_speak_of_it_and_those_it_gives_speak_of_others(kind: str, standing: Standing) -> None:
    assert standing_of(publication(notices=(Notice(kind=kind, source="J. 2020"),))).standing is standing


def test_types_are_known_by_identifier_and_not_by_label() -> None:
    retracted = publication(publication_types=(Heading(label="whatever", ui="D016441"),))
    announcement = publication(publication_types=(Heading(label="Retracted Publication", ui="D016440"),))
    preprint = publication(publication_types=(Heading(label="Preprint", ui="D000076942"),))
    assert standing_of(retracted).standing is Standing.RETRACTED
    assert standing_of(announcement).standing is Standing.UNKNOWN
    assert standing_of(preprint).standing is Standing.PREPRINT_ONLY


@pytest.mark.parametrize(
    ("rows", "standing"),
    [
        ([notice(Standing.CORRECTED), notice(Standing.RETRACTED)], Standing.RETRACTED),
        ([notice(Standing.CORRECTED), notice(Standing.EXPRESSION_OF_CONCERN)], Standing.EXPRESSION_OF_CONCERN),
        ([notice(Standing.RETRACTED, "2018-01-01"), notice(Standing.REINSTATED, "2019-01-01")], Standing.REINSTATED),
        ([notice(Standing.RETRACTED, "2020-01-01"), notice(Standing.REINSTATED, "2019-01-01")], Standing.RETRACTED),
        ([notice(Standing.REINSTATED), notice(Standing.RETRACTED, "2020-01-01")], Standing.REINSTATED),
        ([notice(Standing.REINSTATED), notice(Standing.CORRECTED, "2021-01-01")], Standing.REINSTATED),
    ],
)
def test_the_gravest_counts_and_a_reinstatement_takes_back_what_came_before(
    rows: list[ListedNotice], standing: Standing
) -> None:
    assert standing_of(publication(pmid="1"), rows).standing is standing
    assert standing_of(publication(pmid="1"), rows[::-1]).standing is standing


def test_what_stood_on_record_outlives_a_list_that_is_silent_but_not_a_reinstatement() -> None:
    flagged = publication(pmid="1", standing=Standing.RETRACTED, standing_source="a curator")
    found = standing_of(flagged, looked_up=True)
    assert found.standing is Standing.RETRACTED
    assert "a curator" in found.reason
    assert standing_of(flagged, [notice(Standing.CORRECTED)]).standing is Standing.RETRACTED
    assert standing_of(flagged, [notice(Standing.REINSTATED)]).standing is Standing.REINSTATED
    assert standing_of(publication(standing=Standing.SUPERSEDED), looked_up=True).standing is Standing.SUPERSEDED


def test_a_reinstatement_on_record_takes_back_notices_that_stood_before_it_but_no_later_retraction() -> None:
    back = publication(
        pmid="1",
        standing=Standing.REINSTATED,
        standing_checked_on=date(2021, 1, 1),
        notices=(Notice(kind="RetractionIn", source="J. 2020"),),
    )
    assert standing_of(back, looked_up=True).standing is Standing.REINSTATED
    assert standing_of(back, [notice(Standing.RETRACTED, "2020-05-01")]).standing is Standing.REINSTATED
    assert standing_of(back, [notice(Standing.RETRACTED, "2022-05-01")]).standing is Standing.RETRACTED


def test_crossrefs_withdrawal_is_one() -> None:
    withdrawn = publication(notices=(Notice(kind="WithdrawalIn", source="Crossref: removal"),))
    assert standing_of(withdrawn).standing is Standing.WITHDRAWN


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(list(Standing)), st.none() | st.dates()), max_size=6))
def test_any_rows_give_a_standing_with_a_reason(rows: list[tuple[Standing, date | None]]) -> None:
    found = standing_of(publication(pmid="1"), [ListedNotice(kind, kind.value, on=on) for kind, on in rows])
    assert found.reason
    dates = [on for kind, on in rows if kind is Standing.RETRACTED]
    if dates and Standing.REINSTATED not in {kind for kind, _ in rows}:
        assert found.standing is Standing.RETRACTED


# ---------------------------------------------------------------- the list


def test_the_list_is_read_with_dates_reasons_and_problems() -> None:
    rows = list(read_retractions(LIST.encode(), "list.csv"))
    assert rows[0] == ListedNotice(
        Standing.RETRACTED, "Retraction", "111", "10.1000/a", "911", "10.1000/r", date(2021, 3, 14),
        "Error in Data; Duplication",
    )  # fmt: skip
    assert isinstance(rows[1], ListedNotice)
    assert (rows[1].pmid, rows[1].doi, rows[1].on) == (None, "10.1000/b", date(2020, 5, 6))
    problems = [row for row in rows if isinstance(row, Problem)]
    assert [str(problem) for problem in problems] == [
        "list.csv, line 7, column RetractionNature: 'Promotion' is no known nature of a notice",
        "list.csv, line 8: the row names no paper by PubMed number or DOI",
    ]


def test_another_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "claims.csv"
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    assert not is_retraction_list(file.read_text(encoding="utf-8"))
    assert is_retraction_list(LIST)
    with pytest.raises(NotARetractionListError, match="lacks the column OriginalPaperPubMedID"):
        list(read_retractions(file))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=120) | st.text(max_size=120).map(lambda rest: (LIST + rest).encode(errors="replace")))
def test_no_bytes_make_reading_fail(content: bytes) -> None:
    try:
        rows = list(read_retractions(content))
    except NotARetractionListError:
        return
    assert all(isinstance(row, (ListedNotice, Problem)) for row in rows)


def test_rows_are_found_by_pubmed_number_and_by_doi_once() -> None:
    index = NoticeIndex(row for row in read_retractions(LIST.encode()) if isinstance(row, ListedNotice))
    assert index.size == 5
    assert len(index.about(publication(pmid="111", doi="10.1000/a"))) == 1
    assert len(index.about(publication(doi="10.1000/b"))) == 1
    assert index.about(publication(pmid="999")) == ()


def test_a_list_changes_the_library_and_names_the_claims_that_lean_on_it(sqlite_url: str) -> None:
    with store.session(sqlite_url) as db:
        snapshot_id = stored.save_page(db)
        store.save_claims(db, snapshot_id, [stored.claim()], BY)
        store.save_publications(
            db,
            [
                publication("a", pmid="111"),
                publication("b", doi="10.1000/b"),
                publication("c", pmid="333"),
                publication("d", pmid="444", standing=Standing.RETRACTED),
                publication("clean", pmid="999"),
                publication("nameless"),
            ],
            BY,
        )
        pointer = Pointer("c0", stored.citation(status=CitationStatus.CONFIRMED), "a")
        save_citations(db, snapshot_id, [pointer], BY)
        report = apply_standings(db, read_retractions(LIST.encode()), "the list", BY)
        assert [(change.publication, change.was, change.now) for change in report.changes] == [
            ("a", Standing.UNKNOWN, Standing.RETRACTED),
            ("b", Standing.UNKNOWN, Standing.EXPRESSION_OF_CONCERN),
            ("c", Standing.UNKNOWN, Standing.CORRECTED),
            ("d", Standing.RETRACTED, Standing.REINSTATED),
        ]
        assert [(leaning.page, leaning.claim) for leaning in report.changes[0].claims] == [("page", "c0")]
        assert (report.looked_up, report.unknown, len(report.problems)) == (5, 1, 2)
        assert report.sentence.startswith("4 of 5 publications changed standing by 5 notices, 1 claim leans on them")
        kept = {record.key: record for record in store.publications(db)}
        assert kept["clean"].standing is Standing.CURRENT
        assert kept["clean"].standing_source == "the list"
        assert kept["clean"].standing_checked_on == BY.at.date()
        assert kept["nameless"].standing is Standing.UNKNOWN
        again = apply_standings(db, read_retractions(LIST.encode()), "the list", BY)
        assert again.changes == ()


def test_a_cell_too_long_to_be_one_is_a_problem_with_its_place() -> None:
    *_, last = read_retractions((LIST + "8," + "x" * 200_000 + "\n").encode(), "list.csv")
    assert isinstance(last, Problem)
    assert str(last).startswith("list.csv, line 9: the rest of the file cannot be read")


def test_the_load_command_takes_a_list_of_retractions(tmp_path: Path) -> None:
    database, runner = str(tmp_path / "library.db"), CliRunner()
    library, listed = tmp_path / "library.ris", tmp_path / "notices.csv"
    library.write_text("TY  - JOUR\nTI  - Tea\nAU  - Doe, J\nPY  - 2020\nDO  - 10.1000/tea\nER  - \n", encoding="utf-8")
    listed.write_text(
        "OriginalPaperPubMedID,OriginalPaperDOI,RetractionNature\n0,10.1000/tea,Retraction\n", encoding="utf-8"
    )
    assert runner.invoke(cli, ["--db", database, "init"]).exit_code == 0
    told = runner.invoke(cli, ["--db", database, "load", str(listed), str(library)])
    assert told.exit_code == 0, told.output
    assert "unknown → retracted" in told.stderr
    shown = json.loads(runner.invoke(cli, ["--db", database, "publications", "--json"]).stdout)
    assert [(one["standing"], one["standing_source"]) for one in shown] == [("retracted", "notices.csv")]


def test_what_a_reinstatement_takes_back_is_flagged_no_longer(sqlite_url: str) -> None:
    head = "OriginalPaperPubMedID,OriginalPaperDOI,RetractionNature,RetractionDate\n"
    page = b"A 2020 randomized trial (PMID 111) found that ketamine cut pain by 20%."
    with store.session(sqlite_url) as db:
        found = [publication("a", pmid="111", title="Ketamine for pain"), publication("b", doi="10.1000/b")]
        store.save_publications(db, [*found, publication("nameless")], BY)
        add_page(db, page, name="page.txt", by=BY)
        propose_citations(db, "page.txt", BY)
        before = audit(db, "page.txt", BY).findings
        retraction = f"{head}111,,Retraction,1/2/2021 0:00\n"
        report = apply_standings(db, read_retractions(retraction.encode()), "the list", BY)
        assert report.audited == ("page.txt",)
        flagged = audited(db, "page.txt").findings
        assert flagged != before
        assert any("retracted" in one.message for one in flagged)
        later = store.Author("tester", NOW + timedelta(days=9))
        again = f"{retraction}111,,Reinstatement,1/2/2022 0:00\n"
        assert apply_standings(db, read_retractions(again.encode()), "the list", later).audited == ("page.txt",)
        assert not any("retracted" in one.message for one in audited(db, "page.txt").findings)
        now = standing_now(db)
        assert [(one.turn.publication, one.turn.now, one.flag) for one in now.changes] == [
            ("a", Standing.RETRACTED, "flagged"),
            ("a", Standing.REINSTATED, "un-flagged"),
        ]
        assert [claim.page for claim in now.changes[1].claims] == ["page.txt"]
        assert now.flagged == ()
        assert {name: count for name, count in now.counts.items() if count} == {
            Standing.CURRENT: 1,
            Standing.REINSTATED: 1,
            Standing.UNKNOWN: 1,
        }
        assert [one.turn.now for one in standing_now(db, later.at).changes] == [Standing.REINSTATED]
        assert store.check(db) == []


def test_the_report_of_standings_names_claims_and_tables(tmp_path: Path) -> None:
    database, runner = str(tmp_path / "library.db"), CliRunner()
    assert runner.invoke(cli, ["--db", database, "init"]).exit_code == 0
    with store.session(database) as db:
        snapshot_id = stored.save_page(db)
        store.save_claims(db, snapshot_id, [stored.claim(condition_code="crps")], BY)
        store.save_publications(db, [publication("a", pmid="111"), publication("b", standing=Standing.CORRECTED)], BY)
        save_citations(db, snapshot_id, [Pointer("c0", stored.citation(), "a")], BY)
        apply_standings(db, read_retractions(LIST.encode()), "the list", BY)
    told = runner.invoke(cli, ["--db", database, "publications", "standing"])
    assert told.exit_code == 0, told.output
    assert "page c0" in told.stdout
    assert "crps" in told.stdout
    assert "2 publications: 1 corrected, 1 retracted" in told.stderr
    found = json.loads(runner.invoke(cli, ["--db", database, "publications", "standing", "--json"]).stdout)
    assert [(one["publication"], one["is"], one["source"], one["flag"]) for one in found["changes"]] == [
        ("a", "retracted", "the list", "flagged")
    ]
    assert [one["publication"] for one in found["flagged"]] == ["a", "b"]
    assert found["flagged"][0]["claims"][0]["condition"] == "crps"
    later = ["--db", database, "publications", "standing", "--since", "2099-01-01", "--json"]
    assert json.loads(runner.invoke(cli, later).stdout)["changes"] == []
