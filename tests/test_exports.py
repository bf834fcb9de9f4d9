"""Exports: everything out and back in, and what other systems read, each read by a reader that is not ours."""

import json
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import SQLModel

from evidence import store
from evidence.cite.duplicates import Pair
from evidence.cli import Settings
from evidence.cli.export import export
from evidence.cli.output import UnknownEndingError
from evidence.formats.citations import read_citations
from evidence.formats.claimreview import claim_reviews
from evidence.formats.fhir import fhir_bundle
from evidence.formats.fhir_codes import required_code_problems
from evidence.formats.webannotation import utf16_units, web_annotations
from evidence.models import (
    AdvertiserBase,
    AliasBase,
    AppraisalBase,
    AppraisalTool,
    Axis,
    CitationStatus,
    FindingStatus,
    JudgementBase,
    PageBase,
    ProjectBase,
    ProtocolBase,
    PublicationBase,
    ReviewerBase,
)
from evidence.store.assigning import assign_claims
from evidence.store.citations import Pointer, save_citations
from evidence.store.duplicates import mark_distinct, save_pairs
from evidence.store.other_values import add_aliases, save_other_values
from evidence.store.people import Codebook, Coding
from evidence.store.saving import ids_of
from evidence.workflow.audit import add_page, audit
from evidence.workflow.everything import export_everything
from evidence.workflow.load import Options, load_files
from evidence.workflow.seeding import ARTICLE_KEY, load_article, load_vocabulary
from tests.preset_page import STATE, page, rows
from tests.stored import BY, TEXT, citation, claim, publication, snapshot, study
from tests.test_cli_table import database  # noqa: F401 - a fixture

NOT_COPIED = {"activity", "account", "credential", "judgementdraft"}
"""The log, which a copy begins anew, the secrets of the workbench, and what nobody has recorded yet."""

AWKWARD = (
    *('=HYPERLINK("x")', "+1", "-1", "@a", "\tt", "\rr", "'tis", "''", 'say "no"', "two\nlines\r\nmore"),
    *("כאב כרוני", "😀👩‍⚕️", "a|b", "a;b,c", "\\", " space ", "<b>&amp;", "\u2028", "null", "true", "1e5"),
    *("# no", "- no", "[x]", "{x}", "~", "00012"),
)
text = st.one_of(
    st.sampled_from(AWKWARD),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=25),
)


def fill(address: str, texts: list[str]) -> None:
    """A database that holds a record of every kind that loads back, with these texts in it."""
    words = iter(texts * 40)
    with store.session(address) as db:
        store.save_advertisers(db, [AdvertiserBase(key="owner", name=next(words), sites=(next(words),))], BY)
        held = [PageBase(key="clinic", address=next(words), title=next(words)), PageBase(key="bare", address="x")]
        store.save_pages(db, held[:1], BY, advertisers=["owner"])
        store.save_pages(db, held[1:], BY)
        there = store.save_snapshot(db, "clinic", snapshot(TEXT, title=next(words)), TEXT.encode(), BY).id
        around = {"prefix": TEXT[:9], "suffix": " "}
        first = claim("helps 35% of people", key="C1", notes=next(words), section=next(words), **around)
        second = claim("Magnesium does not", key="C2", outcome=next(words), cues=(next(words), next(words)))
        second = second.model_copy(update={"prefix": TEXT[second.start - 3 : second.start], "suffix": " —"})
        store.save_claims(db, there, [first, second], BY)
        store.save_studies(db, [study(title=next(words), notes=next(words))], BY)
        store.save_publications(db, [publication(authors=(next(words),), notes=next(words))], BY, studies=["study"])
        pointers = [Pointer("C1", citation(notes=next(words)), "pub"), Pointer("C2", citation(notes=next(words)), None)]
        save_citations(db, there, pointers, BY)
        store.save_reviewers(db, [ReviewerBase(key="ab", name=next(words)), ReviewerBase(key="cd", name="C D")], BY)
        store.save_projects(db, [ProjectBase(key="audit", title=next(words))], BY)
        store.add_pages_to_project(db, "audit", ["clinic"], BY)
        store.save_protocols(db, "audit", [ProtocolBase(version=1, questions={"q": next(words)})], BY)
        number = store.claim_ids(db, there)["C1"]
        for at, value in enumerate(("overstated", "contradicted")):
            later = store.Author(BY.name, BY.at + timedelta(minutes=at))
            judged = JudgementBase(axis=Axis.SUPPORT, value=value, rationale=next(words))
            store.save_judgement(db, Coding(number, "ab", "audit"), judged, later)


def contents(address: str) -> dict[str, list[str]]:
    """Every row of every table that is copied, with what a foreign key points at in the place of its number."""
    tables = {name: table for name, table in SQLModel.metadata.tables.items() if name not in NOT_COPIED}
    with store.session(address, read_only=True) as db:
        held = {name: [dict(row) for row in db.execute(sa.select(table)).mappings()] for name, table in tables.items()}
    by_id = {name: {row.get("id"): row for row in rows} for name, rows in held.items()}

    def named(table: sa.Table, row: dict[str, Any]) -> str:
        shown = {}
        for column in table.columns:
            keys = list(column.foreign_keys)
            if column.name == "id":
                continue
            value = row[column.name]
            if keys and value is not None:
                other = keys[0].column.table
                value = named(other, by_id[other.name][value])
            shown[column.name] = value
        if table.name == "duplicate":  # which of a pair is the older record follows from the order of loading
            shown["first_id"], shown["second_id"] = sorted((shown["first_id"], shown["second_id"]))
        return repr(shown)

    return {name: sorted(named(tables[name], row) for row in rows) for name, rows in held.items()}


def copied(address: str, fresh: str, folder: Path, form: str) -> None:
    """Everything of one database through files into another."""
    with store.session(address, read_only=True) as db:
        export_everything(db, folder, form)
    with store.session(fresh) as db:
        loaded = load_files(db, sorted(folder.glob(f"*.{form}")), BY)
    assert not [str(problem) for one in loaded for problem in one.problems]


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_everything_out_and_in_again_gives_an_equal_database(
    sqlite_url: str, sqlite_template: Path, tmp_path: Path, form: str
) -> None:
    fill(sqlite_url, list(AWKWARD))
    fresh = f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'fresh.db')}"
    copied(sqlite_url, fresh, tmp_path / "copy", form)
    assert contents(fresh) == contents(sqlite_url)
    assert len(contents(fresh)["judgement"]) == 2


def test_words_that_lead_nowhere_at_two_places_come_back_as_two(
    sqlite_url: str, sqlite_template: Path, tmp_path: Path
) -> None:
    fill(sqlite_url, list(AWKWARD))
    with store.session(sqlite_url) as db:
        there = store.newest_snapshot(db, "clinic")
        twice = [citation(attribution="a study", start=at, end=at + 7) for at in (0, 9)]
        save_citations(db, there, [Pointer("C2", one, None) for one in twice], BY)
    fresh = f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'fresh.db')}"
    copied(sqlite_url, fresh, tmp_path / "copy", "jsonl")
    assert contents(fresh)["citation"] == contents(sqlite_url)["citation"]


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(text, min_size=3, max_size=12), form=st.sampled_from(["jsonl", "csv"]))
def test_no_text_is_too_awkward_to_come_back(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, texts: list[str], form: str
) -> None:
    here = tmp_path_factory.mktemp("trip")
    address, fresh = (f"sqlite:///{shutil.copy(sqlite_template, here / name)}" for name in ("one.db", "two.db"))
    fill(address, texts)
    copied(address, fresh, here / "copy", form)
    assert contents(fresh) == contents(address)


def demonstrated(address: str) -> None:
    """The seed article, audited, judged, and captured once more after its owner changed it."""
    with store.session(address) as db:
        load_vocabulary(db, BY)
        load_article(db, BY)
        audit(db, ARTICLE_KEY, BY)
        store.save_reviewers(db, [ReviewerBase(key="ab", name="A B")], BY)
        store.save_projects(db, [ProjectBase(key="audit", title="Audit")], BY)
        store.add_pages_to_project(db, "audit", [ARTICLE_KEY], BY)
        store.save_protocols(db, "audit", [ProtocolBase(version=1)], BY)
        first = store.snapshots_of(db, ARTICLE_KEY)[0]
        number = next(iter(store.claim_ids(db, first).values()))
        judged = JudgementBase(axis=Axis.SUPPORT, value="overstated", rationale="=1+1")
        store.save_judgement(db, Coding(number, "ab", "audit"), judged, BY)
        found = store.findings_of(db, first)[0]
        store.decide_finding(db, found.id, store.Decision(FindingStatus.DISMISSED, "ab", "not ours"), BY)
        team_at_work(db, number)
        rated = AppraisalBase(tool=AppraisalTool.GRADE, outcome="pain", rating="low", reasons=("few people",))
        store.save_appraisals(db, store.studies(db)[0].key, [rated], BY, reviewer="ab")
        later = store.Author("b", BY.at + timedelta(days=1))
        changed = store.snapshot(db, first).text + "\n\nKetamine cures depression in 95% of people."
        add_page(db, changed.encode(), name=ARTICLE_KEY, by=later)
        audit(db, ARTICLE_KEY, later)


def team_at_work(db: store.Session, number: int) -> None:
    """A claim shared out, two publications told apart, one that may be another, an old name and another's word."""
    assign_claims(db, Codebook("audit", 1), [(number, "ab")], BY)
    first, second, third = (one.key for one in store.publications(db, limit=3))
    ids = ids_of(db, "publication", [first, second, third])
    ends = sorted((ids[first], ids[third]))
    save_pairs(db, [Pair(ends[0], ends[1], 0.75, ("the same first page",))], BY)
    mark_distinct(db, first, second, BY)
    add_aliases(db, ids[first], [AliasBase(kind="doi", value="10.1234/former"), AliasBase(kind="key", value="former")])
    said: dict[str, Any] = {first: {"year": 1999, "title": "=Another title", "issn": ["1234-5678"]}}
    save_other_values(db, said, "Crossref", store.Author("b", BY.at - timedelta(days=3)))


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_an_audited_database_comes_back_with_all_that_was_concluded_and_every_capture(
    database_url: str, sqlite_template: Path, tmp_path: Path, form: str
) -> None:
    demonstrated(database_url)
    fresh = f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'fresh.db')}"
    copied(database_url, fresh, tmp_path / "copy", form)
    counts = {name: len(rows) for name, rows in contents(fresh).items()}
    assert (counts["snapshot"], counts["alias"], counts["othervalue"], counts["assignment"]) == (2, 2, 3, 1)
    assert contents(fresh) == contents(database_url)
    with store.session(fresh, read_only=True) as db:
        assert store.check(db) == []
        again = tmp_path / "again"
        export_everything(db, again, form)
    files = sorted(file.name for file in (tmp_path / "copy").glob(f"*.{form}"))
    assert files == sorted(file.name for file in again.glob(f"*.{form}"))


def test_a_copy_loads_into_a_server_and_a_second_load_changes_nothing(
    sqlite_url: str, postgres_url: str, tmp_path: Path
) -> None:
    demonstrated(sqlite_url)
    copied(sqlite_url, postgres_url, tmp_path / "copy", "jsonl")
    assert contents(postgres_url) == contents(sqlite_url)
    with store.session(postgres_url) as db:
        loaded = load_files(db, sorted((tmp_path / "copy").glob("*.jsonl")), BY)
    assert [(one.saved.added, one.saved.changed, one.saved.refused) for one in loaded] == [(0, 0, 0)] * len(loaded)


def test_the_log_of_the_original_is_written_beside_with_its_head_in_the_manifest(
    sqlite_url: str, tmp_path: Path
) -> None:
    fill(sqlite_url, ["plain"])
    with store.session(sqlite_url, read_only=True) as db:
        export_everything(db, tmp_path / "copy")
        head = store.head(db)
    manifest = json.loads((tmp_path / "copy" / "manifest.json").read_text(encoding="utf-8"))
    log = [json.loads(line) for line in (tmp_path / "copy" / "log" / "activity.jsonl").read_text("utf-8").splitlines()]
    assert manifest["log_head"] == head == log[-1]["hash"]
    assert [one["previous_hash"] for one in log[1:]] == [one["hash"] for one in log[:-1]]


def exported(address: str, folder: Path) -> None:
    with store.session(address, read_only=True) as db:
        export_everything(db, folder)


def refusals(address: str, file: Path) -> list[str]:
    """What loading one file has to say."""
    with store.session(address) as db:
        return [str(problem) for one in load_files(db, [file], BY) for problem in one.problems]


def changed_line(file: Path, **changes: object) -> None:
    """Change the first record of a JSONL file."""
    first, *others = file.read_text(encoding="utf-8").splitlines(keepends=True)
    record = json.dumps(json.loads(first) | changes, ensure_ascii=False)
    file.write_text("".join([record + "\n", *others]), encoding="utf-8")


def test_a_capture_that_was_tampered_with_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    fill(sqlite_url, ["plain"])
    exported(sqlite_url, tmp_path)
    file = tmp_path / "snapshots.jsonl"
    changed_line(file, text=TEXT.replace("35%", "95%"))
    assert "line 1, column text: the text does not have the hash" in refusals(sqlite_url, file)[0]
    bytes_of_page = next((tmp_path / "originals").iterdir())
    bytes_of_page.write_bytes(b"other")
    assert "the original bytes do not have the hash" in refusals(sqlite_url, file)[0]
    bytes_of_page.unlink()
    assert "the bytes cannot be read: No such file" in refusals(sqlite_url, file)[0]


@pytest.mark.parametrize(
    ("kind", "change", "said"),
    [
        ("verifications", {"study": "nowhere"}, "there is no study 'nowhere' in the database"),
        ("verifications", {"claim": "nowhere"}, "has no claim 'nowhere'"),
        ("verifications", {"verified_at": "noon"}, "expected a moment with its time zone"),
        ("verifications", {"capture": "0" * 64}, "has no capture '0000"),
        ("findings", {"status": "opened"}, "'opened' is not one of open, accepted, dismissed; did you mean 'open'?"),
        ("findings", {"claim_key": "nowhere"}, "has no claim 'nowhere'"),
        ("findings", {"reviewer": "nobody"}, "there is no reviewer 'nobody'"),
        ("appraisals", {"study": "nowhere"}, "there is no study 'nowhere'"),
        ("aliases", {"publication": "nowhere"}, "there is no publication 'nowhere'"),
        ("other_values", {"publication": "nowhere"}, "there is no publication 'nowhere'"),
        ("duplicates", {"other": "nowhere"}, "there is no publication 'nowhere'"),
        ("assignments", {"claim": "nowhere"}, "has no claim 'nowhere'"),
        ("assignments", {"protocol": "9"}, "has no protocol of version '9'"),
        ("snapshots", {"page": "nowhere"}, "there is no page 'nowhere'"),
        ("snapshots", {"captured_at": "2026-03-09T14:00:00"}, "expected a moment with its time zone"),
    ],
)
def test_a_conclusion_about_something_that_is_not_there_is_refused(
    audited_copy: tuple[str, Path], kind: str, change: dict[str, str], said: str
) -> None:
    address, folder = audited_copy
    file = folder / f"{kind}.jsonl"
    before = file.read_text(encoding="utf-8")
    changed_line(file, **change)
    try:
        assert said in refusals(address, file)[0]
    finally:
        file.write_text(before, encoding="utf-8")


@pytest.fixture(scope="module")
def audited_copy(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """An audited database and everything of it in files."""
    here = tmp_path_factory.mktemp("audited")
    address = f"sqlite:///{shutil.copy(sqlite_template, here / 'one.db')}"
    demonstrated(address)
    exported(address, here / "copy")
    return address, here / "copy"


def test_a_verification_needs_a_citation_and_one_that_was_refused_later_is_enough(
    audited_copy: tuple[str, Path], sqlite_template: Path, tmp_path: Path
) -> None:
    address = f"sqlite:///{shutil.copy(audited_copy[0].removeprefix('sqlite:///'), tmp_path / 'refused.db')}"
    with store.session(address) as db:
        for snapshot_id in store.snapshots_of(db, ARTICLE_KEY):
            for pointer in store.citations_of(db, snapshot_id):
                if pointer.id is not None:
                    store.decide_citation(db, pointer.id, CitationStatus.REFUSED, BY)
    fresh = f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'fresh.db')}"
    copied(address, fresh, tmp_path / "copy", "jsonl")
    assert contents(fresh) == contents(address)
    changed_line(tmp_path / "copy" / "verifications.jsonl", study=last_study(address))
    assert "no citation leads from claim" in refusals(fresh, tmp_path / "copy" / "verifications.jsonl")[0]


def last_study(address: str) -> str:
    with store.session(address, read_only=True) as db:
        return store.studies(db)[-1].key


def test_what_a_reviewer_decided_here_is_not_opened_again_by_a_file(audited_copy: tuple[str, Path]) -> None:
    address, folder = audited_copy
    with store.session(address) as db:
        snapshot_id = store.snapshots_of(db, ARTICLE_KEY)[0]
        found = store.findings_of(db, snapshot_id)[-1]
        store.decide_finding(db, found.id, store.Decision(FindingStatus.ACCEPTED, "ab"), BY)
    assert refusals(address, folder / "findings.jsonl") == []
    with store.session(address, read_only=True) as db:
        assert store.findings_of(db, snapshot_id)[-1].status is FindingStatus.ACCEPTED


# ---------------------------------------------------------------- other systems


def documents() -> dict[str, str]:
    return {page().page.key: page().snapshot.text}


def test_the_fhir_bundle_is_valid_for_a_library_that_is_not_ours_and_for_our_check_of_codes() -> None:
    resources = pytest.importorskip("fhir.resources.bundle")
    made = json.loads(fhir_bundle(rows(), STATE))
    read = resources.Bundle.model_validate(made)
    kinds = [entry.resource.__resource_type__ for entry in read.entry]
    assert kinds.count("ArtifactAssessment") == 9
    assert {"Citation", "Evidence"} <= set(kinds)
    assert required_code_problems(made) == ()
    ids = [entry["resource"]["id"] for entry in made["entry"]]
    assert len(ids) == len(set(ids))


def test_a_wrong_code_or_a_missing_field_is_found() -> None:
    bundle: dict[str, Any] = {
        "resourceType": "Bundle",
        "type": "bag",
        "entry": [
            {"resource": {"resourceType": "Citation", "status": "bogus"}},
            {"resource": {"resourceType": "Evidence"}},
        ],
    }
    problems = required_code_problems(bundle)
    assert "Bundle.type: 'bag' is no code of FHIR R5" in problems
    assert any("'bogus'" in problem for problem in problems)
    assert any("variableDefinition is missing" in problem for problem in problems)


def test_fhir_says_who_judged_and_that_a_suggestion_is_none() -> None:
    made = json.loads(fhir_bundle(rows(), STATE))
    claims = [one["resource"] for one in made["entry"] if one["resource"]["resourceType"] == "ArtifactAssessment"]
    first = next(one for one in claims if one["title"] == "K1")
    kinds = [one["informationType"] for one in first["content"]]
    assert kinds == ["classifier"] * 5 + ["comment"]
    assert first["content"][2]["type"]["text"] == "support, by adjudicator EF"
    other = next(one for one in claims if one["title"] == "K7")
    assert [one["informationType"] for one in other["content"]] == ["comment"]
    assert (first["workflowStatus"], other["workflowStatus"]) == ("applied", "submitted")
    certain = [one["resource"] for one in made["entry"] if "certainty" in one["resource"]]
    assert all(one["certainty"][0]["rating"]["text"] == "low" for one in certain)


ANNOTATION_CONTEXT = {
    "oa": "http://www.w3.org/ns/oa#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "id": "@id",
    "type": "@type",
    "items": {"@id": "as:items", "@container": "@list"},
    "target": {"@id": "oa:hasTarget"},
    "source": {"@id": "oa:hasSource"},
    "selector": {"@id": "oa:hasSelector"},
    "exact": "oa:exact",
    "start": "oa:start",
    "end": "oa:end",
    "evidence": "urn:evidence:",
}


def test_annotations_are_json_ld_for_a_processor_that_is_not_ours() -> None:
    jsonld: Any = pytest.importorskip("pyld").jsonld
    made = json.loads(web_annotations(rows(), documents(), STATE))
    assert made["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    expanded = jsonld.expand(made | {"@context": ANNOTATION_CONTEXT})[0]
    items = expanded["http://www.w3.org/ns/activitystreams#items"][0]["@list"]
    assert len(items) == 9
    selectors = items[0]["http://www.w3.org/ns/oa#hasTarget"][0]["http://www.w3.org/ns/oa#hasSelector"]
    assert selectors[0]["http://www.w3.org/ns/oa#exact"][0]["@value"] == rows()[0].claim.quote


def test_places_are_counted_in_utf16_units_with_code_points_beside() -> None:
    first = rows()[0]
    moved = "😀" + page().snapshot.text
    shifted = [
        type(first)(
            **{
                **vars(first),
                "claim": first.claim.model_copy(update={"start": first.claim.start + 1, "end": first.claim.end + 1}),
            }
        )
    ]
    made = json.loads(web_annotations(shifted, {page().page.key: moved}, STATE))
    place = made["items"][0]["target"]["selector"][1]
    raw = moved.encode("utf-16-le")
    assert raw[2 * place["start"] : 2 * place["end"]].decode("utf-16-le") == first.claim.quote
    assert place["evidence:startCodePoint"] == place["start"] - 1
    assert utf16_units("a😀b") == 4


def test_only_what_people_judged_is_a_claim_review() -> None:
    reviews = json.loads(claim_reviews(rows()))["@graph"]
    assert len(reviews) == 1
    review = reviews[0]
    assert review["claimReviewed"] == rows()[0].claim.quote
    assert review["reviewRating"]["alternateName"] == "Misleading"
    assert (review["reviewRating"]["ratingValue"], review["reviewRating"]["bestRating"]) == (3, 6)
    assert review["itemReviewed"]["author"] == {"@type": "Organization", "name": "Relief Clinics Ltd"}
    assert review["citation"] == ["https://doi.org/10.1234/invented.1"]
    jsonld: Any = pytest.importorskip("pyld").jsonld
    expanded = jsonld.expand(review | {"@context": {"@vocab": "https://schema.org/"}})
    assert expanded[0]["@type"] == ["https://schema.org/ClaimReview"]


# ---------------------------------------------------------------- the command


@pytest.fixture
def run(database: str) -> Callable[..., Result]:  # noqa: F811 - the fixture imported above
    def called(*arguments: str) -> Result:
        return CliRunner().invoke(export, list(arguments), obj=Settings(database, "tester"), catch_exceptions=False)

    return called


@pytest.mark.parametrize("ending", ["ris", "bib", "json", "csv"])
def test_the_publications_cited_are_written_in_every_citation_format(
    run: Callable[..., Result], tmp_path: Path, ending: str
) -> None:
    file = tmp_path / f"cited.{ending}"
    assert run("cited", "-o", str(file)).exit_code == 0
    read = [one for one in read_citations(file) if isinstance(one, PublicationBase)]
    assert {one.title for one in read} >= {"Ketamine and magnesium for neuropathic pain"}
    assert len(read) == 4


@pytest.mark.parametrize("what", ["annotations", "claimreview", "fhir"])
def test_what_other_systems_read_is_written_as_json(run: Callable[..., Result], tmp_path: Path, what: str) -> None:
    file = tmp_path / f"{what}.json"
    assert run(what, "-o", str(file)).exit_code == 0
    assert json.loads(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", ["claims", "citations", "judgements", "assignments", "findings", "verifications"])
def test_what_people_and_program_concluded_is_written_by_itself_and_loads_into_what_is_newest(
    audited_copy: tuple[str, Path], tmp_path: Path, kind: str
) -> None:
    address, file = audited_copy[0], tmp_path / f"{kind}.csv"
    done = CliRunner().invoke(export, [kind, "-o", str(file)], obj=Settings(address, "t"), catch_exceptions=False)
    assert done.exit_code == 0
    assert len(file.read_text(encoding="utf-8").splitlines()) > 1
    with store.session(address) as db:
        (loaded,) = load_files(db, [file], BY, Options(kind=kind))
    assert (loaded.saved.added, loaded.saved.changed, loaded.problems) == (0, 0, [])


def test_wrong_usage_is_said_in_one_sentence(run: Callable[..., Result], tmp_path: Path) -> None:
    assert "name a file, whose ending says the form: evidence export claims -o claims.csv" in run("claims").output
    assert "evidence export cited -o cited.ris" in run("cited").output
    assert "evidence export fhir -o fhir.json" in run("fhir").output
    assert "is none of" in run("colours", "-o", "x.csv").output
    assert "name one folder" in run("all").output
    assert "holds one kind" in run("claims", "studies", "-o", "x.csv").output
    with pytest.raises(UnknownEndingError, match=r"x\.doc"):
        run("cited", "-o", "x.doc")
    done = run("all", str(tmp_path / "copy"))
    assert done.exit_code == 0
    assert "9 claims" in done.stderr
