"""Records are fetched only when asked, added to what is known and never put over it; what failed is said."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from evidence import store
from evidence.cli import cli
from evidence.ids import Identifier
from evidence.models import (
    PublicationBase,
    Standing,
    StudyBase,
)
from evidence.store.library import study_of_publication
from evidence.store.other_values import other_values
from evidence.store.recognising import not_in_library
from evidence.workflow.audit import add_page, audit
from evidence.workflow.cite import propose_citations
from evidence.workflow.fetch import Kept, identifiers_on, keep
from evidence.workflow.gathering import NoIdentifierError, gather, identifier_of
from tests import stored
from tests.registries import RETRACTED, TITLE, TODAY, TRIAL, Registries, article, located, work
from tests.stored import BY

PMID, DOI = Identifier("pmid", "7"), Identifier("doi", "10.1000/a")
NCT = Identifier("registry", "NCT00000001")


@pytest.fixture
def registries() -> Registries:
    """Registries that know one paper and one trial."""
    found = Registries()
    found.articles["7"] = article()
    found.works["10.1000/a"] = work()
    found.located.append(located())
    found.trials["NCT00000001"] = TRIAL
    return found


def fetch(db: store.Session, registries: Registries, *identifiers: Identifier) -> Kept:
    return keep(db, gather(registries.client(), identifiers), BY)


# ---------------------------------------------------------------- what is asked


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("7", PMID),
        ("PMID: 7", PMID),
        ("https://pubmed.ncbi.nlm.nih.gov/7/", PMID),
        ("doi:10.1000/A", DOI),
        ("PMC123", Identifier("pmcid", "PMC123")),
        ("nct 0000-0001", NCT),
    ],
)
def test_an_identifier_is_read_in_any_spelling(text: str, identifier: Identifier) -> None:
    assert identifier_of(text) == identifier


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("ketamine", "no PubMed number"),
        ("ISRCTN12345678", "only PubMed"),
        ("arXiv:2101.01234", "only PubMed"),
        ("PMID 7, doi:10.1000/a", "several identifiers"),
    ],
)
def test_what_no_registry_could_be_asked_for_is_refused_before_anyone_is_asked(text: str, says: str) -> None:
    with pytest.raises(NoIdentifierError, match=says):
        identifier_of(text)


def test_many_numbers_are_one_question_to_pubmed(registries: Registries) -> None:
    registries.articles |= {str(n): article(str(n), f"10.1000/{n}") for n in range(10, 40)}
    found = gather(registries.client(), [Identifier("pmid", str(n)) for n in range(10, 40)])
    assert all(one.found for one in found)
    assert sum(host == "eutils.ncbi.nlm.nih.gov" for host, _, _ in registries.asked) == 1
    assert ("api.crossref.org", "/works/10.1000/39", {"mailto": "ng@example.org"}) in registries.asked


def test_a_doi_leads_to_the_pubmed_record(registries: Registries) -> None:
    (found,) = gather(registries.client(), [DOI])
    assert [source for source, _ in found.records] == ["PubMed", "Europe PMC", "Crossref"]
    assert found.looked_up == ["PubMed", "Crossref"]
    assert found.notes == []


def test_a_pubmed_central_number_leads_to_it_too(registries: Registries) -> None:
    registries.located = [located(pmcid="PMC123")]
    (found,) = gather(registries.client(), [Identifier("pmcid", "PMC123")])
    assert found.records[0][1].pmid == "7"


def test_what_no_registry_has_is_said(registries: Registries) -> None:
    found = gather(registries.client(), [Identifier("pmid", "8"), Identifier("registry", "NCT00000009")])
    assert [one.notes for one in found] == [["no registry has PMID 8"], ["no registry has NCT00000009"]]
    assert not any(one.found for one in found)


def test_one_registry_that_is_down_stops_no_other(registries: Registries) -> None:
    registries.down = {"eutils.ncbi.nlm.nih.gov"}
    paper, trial = gather(registries.client(), [PMID, NCT])
    assert [source for source, _ in paper.records] == ["Europe PMC", "Crossref"]
    assert paper.looked_up == ["Crossref"]
    assert paper.notes == [
        "could not reach eutils.ncbi.nlm.nih.gov: no connection (connection refused), 4 times",
    ]
    assert trial.found


# ---------------------------------------------------------------- what is kept


def test_one_paper_from_three_registries_is_one_record(database_url: str, registries: Registries) -> None:
    with store.session(database_url) as db:
        kept = fetch(db, registries, DOI)
        (one,) = kept.fetched
        assert (one.publications, one.sources) == (("pmid:7",), ("PubMed", "Europe PMC", "Crossref"))
        assert (one.standing, one.checked_on) == (Standing.CURRENT, TODAY)
        record = store.publication(db, "pmid:7")
        assert (record.pmid, record.doi, record.publisher) == ("7", "10.1000/a", "A publisher")
        assert (record.standing, record.standing_source) == (Standing.CURRENT, "PubMed and Crossref")
        assert record.publication_types[0].ui == "D016449"
        assert other_values(db, "pmid:7") == []
        again = fetch(db, registries, DOI)
        assert again.fetched[0].publications == ("pmid:7",)
        assert len(store.publications(db)) == 1
        assert store.check(db) == []


def test_a_curators_value_stays_and_the_registrys_is_shown_beside(database_url: str, registries: Registries) -> None:
    registries.articles["7"] = article(volume="999")
    with store.session(database_url) as db:
        mine = PublicationBase(key="mine", title="My title", doi="10.1000/a", volume="133", notes="read twice")
        store.save_publications(db, [mine], BY)
        assert fetch(db, registries, PMID).fetched[0].publications == ("mine",)
        record = store.publication(db, "mine")
        assert (record.title, record.volume, record.notes, record.pmid) == ("My title", "133", "read twice", "7")
        assert {(one.field, one.value, one.source, one.seen_on) for one in other_values(db, "mine")} == {
            ("title", TITLE, "PubMed", BY.at.date()),
            ("volume", "999", "PubMed", BY.at.date()),
            ("title", f"{TITLE}.", "Crossref", BY.at.date()),
        }


@pytest.mark.parametrize("place", ["pubmed", "updated-by", "update-to of the notice"])
def test_a_retraction_is_found_wherever_it_is_recorded(sqlite_url: str, registries: Registries, place: str) -> None:
    if place == "pubmed":
        registries.articles["7"] = article(notices=RETRACTED)
    elif place == "updated-by":
        registries.works["10.1000/a"] = work(members={"updated-by": [{"DOI": "10.1000/r", "type": "retraction"}]})
    else:
        update = {"DOI": "10.1000/a", "type": "retraction"}
        registries.notices["10.1000/a"] = [{"DOI": "10.1000/r", "update-to": [update]}]
    with store.session(sqlite_url) as db:
        assert fetch(db, registries, PMID).fetched[0].standing is Standing.RETRACTED
        assert store.publication(db, "pmid:7").standing_checked_on == TODAY


def test_a_registry_that_could_not_be_asked_makes_nothing_current(sqlite_url: str, registries: Registries) -> None:
    registries.down = {"eutils.ncbi.nlm.nih.gov", "api.crossref.org"}
    with store.session(sqlite_url) as db:
        (one,) = fetch(db, registries, DOI).fetched
        assert (one.sources, one.standing) == (("Europe PMC",), Standing.UNKNOWN)
        assert len(one.notes) == 2
        assert store.publication(db, "pmid:7").standing_checked_on is None


def test_a_doi_with_a_comma_is_not_looked_up_by_half(sqlite_url: str, registries: Registries) -> None:
    registries.works = {"10.1000/a,b": work("10.1000/a,b")}
    with store.session(sqlite_url) as db:
        (one,) = fetch(db, registries, Identifier("doi", "10.1000/a,b")).fetched
        assert (one.sources, one.standing) == (("Crossref",), Standing.UNKNOWN)
        assert one.notes == ("Crossref was not asked for notices: a DOI with a comma cannot be asked about",)


def test_what_stood_retracted_is_not_cleared_by_silence(sqlite_url: str, registries: Registries) -> None:
    with store.session(sqlite_url) as db:
        flagged = stored.publication("mine", doi="10.1000/a", standing=Standing.RETRACTED, standing_source="a list")
        store.save_publications(db, [flagged], BY)
        assert fetch(db, registries, PMID).fetched[0].standing is Standing.RETRACTED


def test_pages_that_lean_on_a_paper_found_retracted_are_audited_again(sqlite_url: str, registries: Registries) -> None:
    registries.articles["7"] = article(notices=RETRACTED)
    with store.session(sqlite_url) as db:
        store.save_publications(db, [stored.publication("mine", pmid="7", doi="10.1000/a")], BY)
        page = b"A 2020 randomized trial (PMID 7) found that ketamine cut pain by 20%."
        add_page(db, page, name="page.txt", by=BY)
        propose_citations(db, "page.txt", BY)
        audit(db, "page.txt", BY)
        assert fetch(db, registries, PMID).audited == ("page.txt",)
        assert fetch(db, registries, PMID).audited == ()


def test_a_trial_is_kept_as_a_draft_and_as_what_reports_it(database_url: str, registries: Registries) -> None:
    with store.session(database_url) as db:
        (one,) = fetch(db, registries, NCT).fetched
        assert (one.publications, one.study, one.papers) == (("NCT00000001",), "NCT00000001", ("7",))
        assert store.study(db, "NCT00000001").draft
        assert study_of_publication(db, "NCT00000001") == "NCT00000001"
        renamed = json.loads(json.dumps(TRIAL).replace(TITLE, "Another title"))
        registries.trials["NCT00000001"] = renamed
        fetch(db, registries, NCT)
        assert len(store.publications(db)) == 1
        assert [one.value for one in other_values(db, "NCT00000001")] == ["Another title"]
        assert store.study(db, "NCT00000001").title == "Another title"
        assert store.check(db) == []


def test_a_persons_study_stays_and_the_difference_is_said(sqlite_url: str, registries: Registries) -> None:
    with store.session(sqlite_url) as db:
        mine = StudyBase(key="NCT00000001", design="rct", sample_size=18, registry_id="NCT00000001")
        store.save_studies(db, [mine], BY)
        (one,) = fetch(db, registries, NCT).fetched
        assert store.study(db, "NCT00000001") == mine
        assert "sample_size is 18, the registry says 20" in one.notes[0]


def test_what_is_in_the_library_under_any_name_is_not_wanted(database_url: str) -> None:
    with store.session(database_url) as db:
        store.save_publications(db, [stored.publication("a", pmid="7", registry_ids=("NCT00000001",))], BY)
        store.save_studies(db, [stored.study("s", registry_id="NCT00000002")], BY)
        other, third = Identifier("registry", "NCT00000002"), Identifier("registry", "NCT00000003")
        asked = [PMID, DOI, NCT, other, third, Identifier("registry", "NCT0000000_")]
        assert not_in_library(db, asked) == [DOI, third, asked[-1]]


def test_identifiers_on_a_page_are_those_of_its_links_and_words() -> None:
    text = "A trial (NCT00000001, ISRCTN12345678) and PMID 7."
    shot = stored.snapshot(text, links=({"start": 0, "end": 1, "href": "https://doi.org/10.1000/a"},))
    assert identifiers_on(shot) == [DOI, PMID, NCT]


# ---------------------------------------------------------------- the commands


@pytest.fixture
def run(tmp_path: Path, registries: Registries, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs a command with the registries behind it."""
    monkeypatch.chdir(tmp_path)
    for module in ("fetch", "audit"):
        monkeypatch.setattr(
            f"evidence.cli.{module}.client_of",
            lambda options, _today: registries.client(tmp_path / "c", refresh=options["refresh"]),
        )
    database = ("--db", str(tmp_path / "library.db"))
    assert CliRunner().invoke(cli, [*database, "init"]).exit_code == 0

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(cli, [*database, *arguments], catch_exceptions=False)

    return invoke


def test_fetch_prints_what_it_kept(run: Any) -> None:
    result = run("fetch", "PMID 7", "NCT00000001", "--json")
    assert result.exit_code == 0, result.output
    paper, trial = json.loads(result.stdout)["fetched"]
    assert (paper["asked"], paper["kind"], paper["publications"]) == ("7", "pmid", ["pmid:7"])
    assert (paper["standing"], paper["checked_on"]) == ("current", TODAY.isoformat())
    assert trial["study"] == "NCT00000001"
    assert "the registry names papers about it: evidence fetch 7" in result.stderr
    table = run("fetch", "PMID 7").stdout
    assert "PubMed" in table
    assert "current" in table


def test_fetch_says_what_it_could_not_have_and_keeps_the_rest(run: Any, registries: Registries) -> None:
    registries.down = {"clinicaltrials.gov"}
    result = run("fetch", "7", "NCT00000001")
    assert result.exit_code == 2
    assert (
        "evidence: NCT00000001: could not reach clinicaltrials.gov: no connection (connection refused), 4 times; "
        "nothing was changed\n"
    ) in result.stderr
    assert "pmid:7" in run("publications").stdout


def test_everything_that_claims_lean_on_is_looked_up_again(run: Any, tmp_path: Path, registries: Registries) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    assert run("audit", "page.html", "--online").exit_code == 0
    registries.articles["7"] = article(notices=RETRACTED)
    assert json.loads(run("fetch", "--cited", "--json").stdout)["fetched"][0]["standing"] == "current"
    again = json.loads(run("fetch", "--cited", "--refresh", "--json").stdout)
    assert (again["fetched"][0]["standing"], again["audited"]) == ("retracted", ["page.html"])
    assert "retracted" in run("publications", "standing").stdout
    assert run("fetch").exit_code == 2


def test_a_missing_database_is_told_before_anyone_is_asked(run: Any, registries: Registries) -> None:
    result = run("--db", "none.db", "fetch", "7")
    assert result.exit_code == 2
    assert "create it with 'evidence --db" in result.stderr
    assert registries.asked == []


def test_an_address_that_is_none_is_refused(run: Any) -> None:
    result = run("fetch", "7", "--contact", "me")
    assert result.exit_code == 2
    assert "'me' is no e-mail address" in result.stderr


PAGE = (
    "<html><body><h1>Ketamine</h1><p>A 2020 randomized trial found that ketamine cut pain by 20% "
    '(<a href="https://doi.org/10.1000/a">source</a>). Another trial, NCT00000009, is running.</p></body></html>'
)


def test_an_audit_asks_nobody_unless_told_to(run: Any, tmp_path: Path, registries: Registries) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    result = run("audit", "page.html", "--json")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)[0]["fetched"] is None
    assert registries.asked == []


def test_an_audit_online_fetches_what_the_page_names_and_goes_on(
    run: Any, tmp_path: Path, registries: Registries
) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    result = run("audit", "page.html", "--online", "--json")
    assert result.exit_code == 0, result.output
    (page,) = json.loads(result.stdout)
    assert [(one["asked"], one["publications"]) for one in page["fetched"]] == [
        ("10.1000/a", ["pmid:7"]),
        ("NCT00000009", []),
    ]
    assert "page.html: NCT00000009 not checked: no registry has NCT00000009" in result.stderr
    assert "1 of 2 fetched" in result.stderr
    assert "pmid:7" in run("cite", "--page", "page.html").stdout
    before = len(registries.asked)
    registries.trials.clear()
    again = run("audit", "page.html", "--online")
    assert again.exit_code == 0
    assert {path for _, path, _ in registries.asked[before:]} == {"/api/v2/studies/NCT00000009"}


def test_an_audit_online_without_a_network_is_an_audit(run: Any, tmp_path: Path, registries: Registries) -> None:
    registries.down = {"www.ebi.ac.uk", "api.crossref.org", "clinicaltrials.gov", "eutils.ncbi.nlm.nih.gov"}
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    result = run("audit", "page.html", "--online")
    assert result.exit_code == 0, result.output
    assert "10.1000/a not checked: could not reach" in result.stderr
    assert (tmp_path / "page.report.html").is_file()


def test_a_page_in_the_database_can_be_audited_online(run: Any, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    assert run("audit", "page.html").exit_code == 0
    (tmp_path / "page.html").rename(tmp_path / "gone.html")
    result = run("audit", "page.html", "--online", "--json")
    assert json.loads(result.stdout)[0]["fetched"][0]["publications"] == ["pmid:7"]
    missing = run("audit", "nothing.html", "--online")
    assert missing.exit_code == 2
    assert "neither a file nor a page" in missing.stderr


def test_the_default_folder_is_the_machines_own() -> None:
    from evidence.cli.online import default_folder  # noqa: PLC0415

    home = Path("/home/ng")
    assert default_folder({"XDG_CACHE_HOME": "/c"}, "linux", home) == Path("/c/evidence")
    assert default_folder({}, "darwin", home) == home / "Library" / "Caches" / "evidence"
    assert default_folder({"LOCALAPPDATA": "/l"}, "win32", home) == Path("/l/evidence/cache")


def test_an_answer_that_was_kept_dates_the_standing(sqlite_url: str, registries: Registries, tmp_path: Path) -> None:
    gather(registries.client(tmp_path), [PMID])
    with store.session(sqlite_url) as db:
        later = registries.client(tmp_path, today=date(2026, 3, 20))
        (one,) = keep(db, gather(later, [PMID]), BY).fetched
        assert one.checked_on == TODAY
