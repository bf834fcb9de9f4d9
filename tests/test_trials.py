"""What is about one registered trial is shown by its number, both ways, and nothing is accepted or joined by it."""

import json

import pytest
from click.testing import CliRunner

from evidence import store
from evidence.cli import cli
from evidence.models import AbstractSection
from evidence.store.citations import citations_of
from evidence.store.trials import MOST, SameTrial, Where, publications_of_trial, same_trial
from tests import stored
from tests.served import application, someone
from tests.served import cheap_passwords as cheap_passwords  # noqa: PLC0414 - a fixture

NUMBER = "NCT02467517"


def says(text: str) -> tuple[AbstractSection, ...]:
    return (AbstractSection(label="TRIAL REGISTRATION", text=text),)


@pytest.fixture
def url(database_url: str) -> str:
    """The registry's entry, a paper that carries its number, some that name it in words, and noise."""
    with store.session(database_url) as db:
        drafts = [stored.study(NUMBER, registry_id=NUMBER, draft=True), stored.study("own", registry_id=NUMBER)]
        store.save_studies(db, drafts, stored.BY)
        papers = [
            stored.publication(NUMBER, registry_ids=(NUMBER,)),
            stored.publication("main", registry_ids=("ISRCTN12345678", NUMBER)),
            stored.publication("abstract", abstract=says(f"ClinicalTrials.gov number, {NUMBER}.")),
            stored.publication("parted", abstract=says("ClinicalTrials.gov NCT 02467517; ISRCTN99999999")),
            stored.publication("title", title=f"A trial of magnesium ({NUMBER})"),
            stored.publication("linked"),
            stored.publication("longer", abstract=says(f"{NUMBER}9 is another number")),
            stored.publication("noise", registry_ids=("NCT00000001",), abstract=says("02467517 people")),
        ]
        studies = [NUMBER, None, None, None, None, "own", None, None]
        store.save_publications(db, papers, stored.BY, studies=studies)
    return database_url


@pytest.mark.parametrize(
    "text",
    [
        "ClinicalTrials.gov:NCT02467517",
        "ClinicalTrials.gov/NCT02467517",
        "https://clinicaltrials.gov/study/NCT02467517.",
        "https://clinicaltrials.gov/ct2/show/nct02467517",
        "(NCT02467517)",
        "ClinicalTrials.gov; NCT 02467517, EudraCT 2011-001425-32",
    ],
)
def test_a_number_is_found_however_an_abstract_writes_it(database_url: str, text: str) -> None:
    with store.session(database_url) as db:
        papers = [stored.publication("a", registry_ids=(NUMBER,)), stored.publication("b", abstract=says(text))]
        store.save_publications(db, papers, stored.BY)
        assert told(same_trial(db, "a")) == [(NUMBER, "b", "words")]
        assert told(same_trial(db, "b")) == [(NUMBER, "a", "record")]


def told(found: list[SameTrial]) -> list[tuple[str, str, str]]:
    return [(one.number, one.publication.key, one.where.value) for one in found]


EVERY = [
    (NUMBER, NUMBER, "entry"),
    (NUMBER, "main", "record"),
    (NUMBER, "linked", "study"),
    (NUMBER, "abstract", "words"),
    (NUMBER, "parted", "words"),
    (NUMBER, "title", "words"),
]


@pytest.mark.parametrize("key", [NUMBER, "main", "abstract", "parted", "title", "linked"])
def test_each_publication_leads_to_all_others_of_its_trial(url: str, key: str) -> None:
    with store.session(url, read_only=True) as db:
        assert told(same_trial(db, key)) == [one for one in EVERY if one[1] != key]


def test_a_study_leads_to_what_carries_its_number_and_does_not_report_it_on_record(url: str) -> None:
    with store.session(url, read_only=True) as db:
        assert told(publications_of_trial(db, NUMBER)) == EVERY[1:]
        assert told(publications_of_trial(db, "own")) == [one for one in EVERY if one[1] != "linked"]


@pytest.mark.parametrize("key", ["noise", "longer"])
def test_another_number_leads_nowhere(url: str, key: str) -> None:
    with store.session(url, read_only=True) as db:
        assert same_trial(db, key) == []


def test_nothing_is_joined_or_cited_by_a_number(url: str) -> None:
    with store.session(url) as db:
        snapshot = stored.save_page(db)
        before = [store.study_of_publication(db, key) for key in ("main", "abstract")]
        assert same_trial(db, "main")
        assert [store.study_of_publication(db, key) for key in ("main", "abstract")] == before == [None, None]
        assert citations_of(db, snapshot) == []


def test_a_number_that_very_many_name_is_cut(url: str) -> None:
    with store.session(url) as db:
        many = [stored.publication(f"m{n}", registry_ids=("NCT00000001",)) for n in range(MOST + 5)]
        store.save_publications(db, many, stored.BY)
        found = same_trial(db, "noise")
    assert MOST - 1 <= len(found) <= MOST
    assert {one.where for one in found} == {Where.RECORD}


@pytest.mark.usefixtures("cheap_passwords")
def test_the_browser_and_the_command_line_show_it(url: str) -> None:
    browser = someone(application(url, team=True))
    text = browser.get("/publication?key=main").text
    assert "The same registered trial" in text
    assert f"{NUMBER}: the registry’s own entry" in text
    assert f'href="/publication?key={NUMBER}"' in text
    assert 'href="/publication?key=main"' in browser.get("/study", params={"key": NUMBER}).text
    assert "The same registered trial" not in browser.get("/publication?key=noise").text
    shown = CliRunner().invoke(cli, ["--db", url, "publications", "show", "abstract"])
    assert f"{NUMBER}: main carries this number too" in shown.stderr
    as_json = CliRunner().invoke(cli, ["--db", url, "publications", "show", "title", "--json"])
    assert json.loads(as_json.stdout)["same_trial"][0]["where"] == "entry"
