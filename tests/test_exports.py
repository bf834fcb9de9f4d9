"""Exports: everything out and back in, and what other systems read, each read by a reader that is not ours."""

import json
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence import store
from evidence.cli import Settings
from evidence.cli.export import UnknownEndingError, export
from evidence.formats.captures import DamagedCaptureError, read_capture
from evidence.formats.citations import read_citations
from evidence.formats.claimreview import claim_reviews
from evidence.formats.fhir import fhir_bundle
from evidence.formats.fhir_codes import required_code_problems
from evidence.formats.webannotation import utf16_units, web_annotations
from evidence.models import (
    AdvertiserBase,
    Axis,
    JudgementBase,
    PageBase,
    ProjectBase,
    ProtocolBase,
    PublicationBase,
    ReviewerBase,
)
from evidence.store.citations import Pointer, save_citations
from evidence.store.people import Coding, every_judgement
from evidence.workflow.everything import export_everything
from evidence.workflow.load import load_files
from tests.preset_page import STATE, page, rows
from tests.stored import BY, TEXT, citation, claim, publication, snapshot, study
from tests.test_cli_table import database  # noqa: F401 - a fixture

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


def contents(address: str) -> dict[str, Any]:
    """Everything that is to be equal."""
    with store.session(address, read_only=True) as db:
        pages = store.pages(db)
        return {
            "advertisers": store.advertisers(db),
            "pages": [(one.page, one.advertiser) for one in pages],
            "captures": [store.snapshot(db, one.snapshot_id) for one in pages if one.snapshot_id],
            "claims": [store.claims_of(db, one.snapshot_id) for one in pages if one.snapshot_id],
            "citations": [store.citations_of(db, one.snapshot_id) for one in pages if one.snapshot_id],
            "studies": store.studies(db),
            "publications": [(one, store.study_of_publication(db, one.key)) for one in store.publications(db)],
            "people": store.reviewers(db),
            "projects": [(one, store.pages_of_project(db, one.key)) for one in store.projects(db)],
            "protocols": store.protocols(db, "audit"),
            "judgements": [(one.claim, one.reviewer, one.created_at, one.judgement) for one in every_judgement(db)],
        }


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
    assert len(contents(fresh)["judgements"]) == 2


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


def test_the_manifest_keeps_the_head_of_the_log_and_older_captures_are_counted(sqlite_url: str, tmp_path: Path) -> None:
    fill(sqlite_url, ["plain"])
    with store.session(sqlite_url) as db:
        store.save_snapshot(db, "clinic", snapshot(TEXT + " More."), (TEXT + " More.").encode(), BY)
        done = export_everything(db, tmp_path / "copy")
        head = store.head(db)
    assert done.older_captures == 1
    manifest = json.loads((tmp_path / "copy" / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["log_head"], manifest["older_captures_left_out"]) == (head, 1)


def test_a_capture_that_was_tampered_with_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    fill(sqlite_url, ["plain"])
    with store.session(sqlite_url, read_only=True) as db:
        export_everything(db, tmp_path)
    place = next((tmp_path / "captures").glob("*.snapshot.json"))
    place.write_text(place.read_text(encoding="utf-8").replace("35%", "95%"), encoding="utf-8")
    with pytest.raises(DamagedCaptureError, match="the text does not have the hash"):
        read_capture(place)
    place.write_text("{}", encoding="utf-8")
    with pytest.raises(DamagedCaptureError, match="is no capture"):
        read_capture(place)


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


def test_wrong_usage_is_said_in_one_sentence(run: Callable[..., Result], tmp_path: Path) -> None:
    assert "give a file with --output" in run("claims").output
    assert "is none of" in run("colours", "-o", "x.csv").output
    assert "name one folder" in run("all").output
    assert "holds one kind" in run("claims", "studies", "-o", "x.csv").output
    with pytest.raises(UnknownEndingError, match=r"x\.doc"):
        run("cited", "-o", "x.doc")
    done = run("all", str(tmp_path / "copy"))
    assert done.exit_code == 0
    assert "9 claims" in done.stderr
