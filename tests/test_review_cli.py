"""The command `evidence review`: from a new project to agreement, by hand and by prompt, each refusal one sentence."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner, Result

from evidence import store
from evidence.cli import cli
from evidence.models import VerificationBase
from evidence.store.citations import Pointer
from evidence.store.conclusions import Verified, replace_verifications
from evidence.workflow import review
from tests import stored
from tests.reviewed import FIRST, SECOND, capture_again, project

Run = Callable[..., Result]
KEY, OTHER = FIRST.key, SECOND.key


def runner(url: str) -> Run:
    def run(who: str, *arguments: str, typed: str | None = None) -> Result:
        return CliRunner().invoke(cli, ["--db", url, "--as", who, "review", *arguments], input=typed)

    return run


def document(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def done(result: Result) -> str:
    assert result.exit_code == 0, result.output
    return result.stderr


def refused(result: Result) -> str:
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1 or result.stderr.startswith("Usage")
    return " ".join(result.stderr.split())


def test_a_review_from_a_new_project_to_agreement(database_url: str) -> None:
    run = runner(database_url)
    with store.session(database_url) as db:
        snapshot_id = stored.save_page(db)
        store.save_claims(db, snapshot_id, [FIRST, SECOND], stored.BY)
    assert "there is no project: make one" in refused(run("joe", "progress"))
    assert done(run("joe", "project", "trial", "--page", "page", "--title", "Trial")) == (
        "project trial: added; 1 page added, 1 in all\n"
    )
    assert "changed; 0 pages added, 1 in all" in done(run("joe", "project", "trial", "--sampling-frame", "all clinics"))
    assert "has no protocol" in refused(run("joe", "progress"))
    assert done(run("joe", "protocol", "trial", "--blind", "--rule", "own001")) == "project trial: protocol 1, blind\n"
    for who in ("ann", "bob", "eve"):
        assert done(run("joe", "reviewer", who, "--interests", "none", "--dated", "2026-01-02")).endswith("added\n")
    assert done(run("joe", "reviewer", "ann", "--name", "Ann Ode")).endswith("changed\n")
    assert done(run("joe", "assign", "--reviewer", "ann", "--reviewer", "bob")) == "4 assignments made, of 2 claims\n"

    first = ("record", KEY, "--support", "overstated", "--accuracy", "misleading", "--rule", "own001")
    assert done(run("ann", *first)) == f"{KEY}: OWN001 (added), overstated (added), misleading (added)\n"
    assert done(run("ann", *first)) == f"{KEY}: nothing to change\n"
    assert "still to come" in refused(run("eve", "adjudicate", KEY, "--support", "supported"))
    recorded = run("bob", "record", KEY, "--support", "supported", "--accuracy", "misleading", "--no-rules", "--json")
    assert recorded.stderr == f"{KEY}: no rule broken (added), supported (added), misleading (added)\n"
    assert document(recorded)["done"] is True
    assert [row["outcome"] for row in document(recorded)["judgements"]] == ["added"] * 3
    done(run("bob", "record", OTHER, "--cannot-check", "no study is named"))
    assert document(run("bob", "next", "--json")) is None

    (differing,) = document(run("joe", "disagreements", "--json"))
    assert differing["claim"]["key"] == KEY
    assert differing["axes"] == ["support", "rule"]
    assert [held["rules"] for held in differing["coders"]] == [["OWN001"], []]
    listed = list(csv.DictReader(io.StringIO(run("joe", "disagreements", "--format", "csv").stdout)))
    assert [(row["coder"], row["support"], row["rules"]) for row in listed] == [
        ("ann", "overstated", "OWN001"),
        ("bob", "supported", ""),
    ]
    assert "1 claim to adjudicate" in run("joe", "disagreements").stderr
    assert "coded claim" in refused(run("bob", "adjudicate", KEY, "--support", "supported"))
    verdict = ("--support", "overstated", "--accuracy", "misleading", "--rule", "OWN001", "--basis", "full_text")
    assert "overstated (added)" in done(run("eve", "adjudicate", KEY, *verdict, "--rationale", "10 %"))
    assert document(run("joe", "disagreements", "--json")) == []

    coded_is_told(run)
    with store.session(database_url) as db:
        assert store.check(db) == []
        assert store.reviewers(db)[0].name == "Ann Ode"
        assert all(one.interests == "none" for one in store.reviewers(db))


def coded_is_told(run: Run) -> None:
    """Of two claims one was coded twice and adjudicated, and ann is done with that one only."""
    found = document(run("joe", "agreement", "--json"))
    assert (found["coded"], found["double_coded"]) == (2, 1)
    figures = {one["field"]: (one["n"], one["percent"]["value"]) for one in found["measures"]}
    assert figures == {"support": (1, 0.0), "accuracy": (1, 1.0), "any rule": (1, 0.0), "OWN001": (1, 0.0)}
    rows = list(csv.DictReader(io.StringIO(run("joe", "agreement", "--format", "csv").stdout)))
    assert [row["field"] for row in rows] == list(figures)
    pairs = list(csv.DictReader(io.StringIO(run("joe", "agreement", "--pairs", "--format", "csv").stdout)))
    assert len(pairs) == 4
    shown = run("joe", "agreement")
    assert "100% (21 to 100)" in shown.stdout
    assert "2 claims coded, 1 of them by two coders" in shown.stderr
    assert "no interval" in shown.stderr
    assert "overstated" in run("joe", "agreement", "--pairs").stdout

    how_far = document(run("joe", "progress", "--json"))
    assert (how_far["claims"], how_far["coded_by_one"], how_far["adjudicated"]) == (2, 1, 1)
    assert how_far["coders"][0] == {"reviewer": "ann", "to_code": 2, "done": 1, "begun": 0, "drafts": 0}
    assert "coded by more" in run("joe", "progress").stdout
    assert run("joe", "progress", "--format", "csv").stdout.splitlines()[2] == "bob,2,2,0,0"


@pytest.fixture
def url(sqlite_url: str) -> str:
    with store.session(sqlite_url) as db:
        project(db)
    return sqlite_url


def checked(url: str) -> None:
    """Let the first claim lean on a study that contradicts it."""
    with store.session(url) as db:
        store.save_studies(db, [stored.study(title="A trial")], stored.BY)
        store.save_publications(db, [stored.publication()], stored.BY, studies=["study"])
        store.save_citations(db, 1, [Pointer(KEY, stored.citation(), "pub")], stored.BY)
        check = {"name": "direction", "result": "differs", "reason": "the trial found no difference"}
        passages = [{"source": "abstract", "text": "P = 0.296"}]
        verification = VerificationBase.model_validate(
            {
                "checks": ({**check, "passages": passages},),
                "basis": "abstract",
                "suggested": "contradicted",
                "row": "x",
                "tool_version": "1",
            }
        )
        replace_verifications(db, 1, [Verified(KEY, "study", verification)], stored.BY)


def test_claim_after_claim_is_asked_for_until_none_is_left(url: str) -> None:
    checked(url)
    run = runner(url)
    typed = "good\n3\nmisleading\nver001, src001\nthe trial\nnot_checkable\nno source\n\n"
    result = run("ann", "next", typed=typed)
    assert result.exit_code == 0, result.output
    for words in (FIRST.quote, "About pub (2020)", "suggested: contradicted", "direction: differs", "“P = 0.296”"):
        assert words in result.stdout
    assert "finding VER001 (major): differs" in result.stdout
    assert "'good' is neither a number from 1 to 12" in result.stderr
    assert f"{KEY}: SRC001 (added), VER001 (added), overstated (added), misleading (added)" in result.stderr
    assert "nothing is left for you to judge" in result.stderr
    with store.session(url) as db:
        held = review.opened(db, review.Seat("ann", review.Codebook("trial")).on(2)).held
        assert held is not None
        assert (held.support, held.accuracy, held.rules) == ("not_checkable", None, ())


def test_under_a_blind_protocol_nothing_the_program_concluded_is_shown(url: str) -> None:
    checked(url)
    run = runner(url)
    open_sheet = document(run("ann", "next", "--json"))
    assert open_sheet["sources"][0]["suggested"] == "contradicted"
    assert [one["rule"] for one in open_sheet["findings"]] == ["SRC001", "VER001"]
    done(run("ann", "protocol", "trial", "--blind"))
    blind = document(run("ann", "next", "--json"))
    assert (blind["blind"], blind["findings"]) == (True, None)
    assert (blind["sources"][0]["suggested"], blind["sources"][0]["checks"]) == (None, None)
    text = run("ann", "next", typed="quit\n").stdout
    assert "About pub" in text
    for word in ("contradicted", "differs", "VER001", "suggested"):
        assert word not in text


def test_a_claim_can_be_skipped_and_a_draft_is_shown(url: str) -> None:
    run = runner(url)
    with store.session(url) as db:
        seat = review.Seat("ann", review.Codebook("trial"))
        review.save_draft(db, seat.on(1), {"support": "overstated"}, stored.NOW)
    result = run("ann", "next", typed="skip\nskip\n")
    assert "you had chosen: support overstated" in result.stdout
    assert SECOND.quote in result.stdout
    assert result.stderr.endswith("2 skipped\n")
    assert document(run("ann", "progress", "--json"))["coders"][0]["drafts"] == 1


def test_a_part_to_code_twice_is_picked_by_a_seed_and_may_be_withdrawn(url: str) -> None:
    run = runner(url)
    pick = ("assign", "--reviewer", "bob", "--share", "0.5", "--seed", "7")
    assert "it is open who codes what" in refused(run("ann", *pick))
    done(run("ann", "record", KEY, "--support", "supported", "--accuracy", "accurate"))
    assert done(run("ann", *pick)) == done(run("ann", *pick)) == "bob: 1 claim to code as second coder\n"
    assert document(run("ann", "progress", "--json"))["coders"][1]["to_code"] == 1
    assert "leave out --claim" in refused(run("ann", *pick, "--claim", KEY))
    assert done(run("ann", "assign", "--reviewer", "bob", "--withdraw")) == "1 assignment withdrawn, of 2 claims\n"
    assert done(run("ann", "assign", "--reviewer", "eve", "--claim", OTHER)) == "1 assignment made, of 1 claim\n"
    assert done(run("ann", "assign", "--reviewer", "eve", "--page", "page")) == "1 assignment made, of 2 claims\n"


def test_one_person_without_a_project_records_at_their_own_desk(sqlite_url: str) -> None:
    run = runner(sqlite_url)
    with store.session(sqlite_url) as db:
        store.save_claims(db, stored.save_page(db), [FIRST], stored.BY)
    assert "overstated (added)" in done(run("Ana Ruiz", "record", KEY, "--support", "overstated"))
    assert "overstated (changed)" not in done(run("Ana Ruiz", "record", KEY, "--support", "overstated"))
    assert "supported (changed)" in done(run("ana-ruiz", "record", KEY, "--support", "supported"))
    assert document(run("ana-ruiz", "progress", "--json"))["coders"][0]["reviewer"] == "ana-ruiz"


def test_a_claim_that_left_its_page_is_judged_as_it_was_assigned(url: str) -> None:
    run = runner(url)
    done(run("ann", "assign", "--reviewer", "ann"))
    with store.session(url) as db:
        text = "Nothing of it is left."
        store.save_snapshot(db, "page", stored.snapshot(text), text.encode(), stored.BY)
    assert document(run("ann", "next", "--json"))["claim"]["key"] == KEY
    done(run("ann", "record", KEY, "--support", "supported", "--accuracy", "accurate"))
    assert document(run("ann", "next", "--json"))["claim"]["key"] == OTHER
    assert "there is no claim 'C999'" in refused(run("ann", "record", "C999", "--support", "supported"))


def test_showing_a_claim_hides_what_others_hold_until_all_are_done(url: str) -> None:
    run = runner(url)
    done(run("ann", "assign", "--reviewer", "ann", "--reviewer", "bob"))
    done(run("ann", "record", KEY, "--support", "overstated", "--accuracy", "misleading"))
    show = ["--db", url, "--as", "bob", "claims", "show", KEY]
    hidden = CliRunner().invoke(cli, show)
    assert "overstated" not in hidden.stdout
    assert "2 judgements of others are shown when all who are to code the claim are done" in hidden.stderr
    assert document(CliRunner().invoke(cli, [*show, "--json"]))["judgements"] == []
    done(run("bob", "record", KEY, "--support", "supported", "--accuracy", "accurate"))
    assert {one["reviewer"] for one in document(CliRunner().invoke(cli, [*show, "--json"]))["judgements"]} == {
        "ann",
        "bob",
    }


@pytest.mark.parametrize(
    ("who", "arguments", "reason"),
    [
        ("zed", ("next",), "there is no reviewer 'zed': say who you are with `evidence --as KEY`"),
        ("ann", ("record", KEY), "nothing to record"),
        ("ann", ("record", KEY, "--rule", "VER001", "--no-rules"), "contradict each other"),
        ("ann", ("record", KEY, "--rule", "XXX999"), "no rule has the code 'XXX999'"),
        ("ann", ("record", KEY, "--support", "good"), "'good' is not one of 'supported'"),
        ("ann", ("record", KEY, "--support", "not_checkable"), "say why it cannot be checked"),
        ("ann", ("record", KEY, "--project", "none", "--support", "supported"), "there is no project 'none'"),
        ("ann", ("progress", "--protocol", "9"), "there is no protocol 'trial 9'"),
        ("ann", ("assign", "--reviewer", "zed"), "there is no reviewer 'zed'"),
        ("ann", ("project", "new", "--page", "nowhere"), "there is no page 'nowhere'"),
        ("ann", ("protocol", "nowhere"), "there is no project 'nowhere'"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_writes_nothing(
    url: str, who: str, arguments: tuple[str, ...], reason: str
) -> None:
    with store.session(url) as db:
        head = store.head(db)
    assert reason in refused(runner(url)(who, *arguments))
    with store.session(url) as db:
        assert store.head(db) == head


def test_with_several_projects_one_must_be_named(url: str) -> None:
    run = runner(url)
    done(run("ann", "project", "second", "--page", "page"))
    assert "say which project with --project: second, trial" in refused(run("ann", "progress"))
    assert document(run("ann", "progress", "--project", "trial", "--json"))["claims"] == 2
    with store.session(url) as db:
        newest = capture_again(db)
    assert document(run("ann", "next", "--project", "trial", "--json"))["claim"]["id"] == newest[KEY]
