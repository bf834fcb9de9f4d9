"""The package in a notebook: the verbs of the command line, and tables as DataFrames."""

from pathlib import Path

import pytest

import evidence


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> "evidence.Database":
    opened = evidence.open(str(tmp_path_factory.mktemp("api") / "evidence.db"))
    opened.load_demo()
    opened.audit("ketamine-clinic-article")
    return opened


def test_a_table_is_a_frame_with_a_row_for_a_claim_and_a_source(database: "evidence.Database") -> None:
    frame = database.table(condition="neuropathic pain")
    assert {"Claim", "Verdict suggested"} <= set(frame.columns)
    assert frame["Words of the page"].str.contains("20% improvement").any()


def test_counts_add_up_to_the_claims(database: "evidence.Database") -> None:
    claims = database.claims()
    counts = database.counts("condition", "study_type")
    assert len(claims) == 205
    assert counts.iloc[:, -1].sum() == 205
    assert str(claims["study_year"].dtype) == "Int64"


def test_studies_and_publications_are_frames(database: "evidence.Database") -> None:
    assert len(database.studies()) == len(database.publications()) == 43


def test_a_page_in_a_file_is_audited_and_reported(database: "evidence.Database", tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Acupuncture reduced migraine days by 40% in a randomized trial.\n", encoding="utf-8")
    summary = database.audit(page)
    assert summary.claims == 1
    assert summary.verified.count == 0
    report = database.report(str(page), output=tmp_path / "report.html")
    assert "Acupuncture" in report.read_text(encoding="utf-8")
    index = database.report(str(page), "ketamine-clinic-article", output=tmp_path / "both")
    assert index == tmp_path / "both" / "index.html"
    assert len(list((tmp_path / "both").iterdir())) == 3


def test_records_have_a_dtype_for_each_column(database: "evidence.Database") -> None:
    claims, findings, publications = (
        database.claims("ketamine-clinic-article"),
        database.findings(),
        database.publications(),
    )
    assert str(claims["claim_type"].dtype) == "category"
    assert "prevalence" in claims["claim_type"].cat.categories
    assert str(claims["needs_citation"].dtype) == "boolean"
    assert str(publications["standing_checked_on"].dtype).startswith("datetime64")
    assert set(findings["page"]) >= {"ketamine-clinic-article"}
    assert claims["study_year"].isna().any()
    assert "capture" not in claims


def test_a_frame_of_nothing_still_has_its_columns_and_dtypes(tmp_path: Path) -> None:
    judgements = evidence.open(str(tmp_path / "e.db")).judgements()
    assert len(judgements) == 0
    assert str(judgements["axis"].dtype) == "category"


def test_everything_is_exported_from_a_notebook_too(database: "evidence.Database", tmp_path: Path) -> None:
    assert database.export(tmp_path / "copy").counts["studies"] == 43
    assert (tmp_path / "copy" / "manifest.json").is_file()


def test_claims_are_extracted_without_a_database(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Acupuncture reduced migraine days by 40% in a randomized trial.\n", encoding="utf-8")
    (claim,) = evidence.extract_claims(page)
    assert claim.quote == "Acupuncture reduced migraine days by 40% in a randomized trial."
    assert claim.study_type == "rct"


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'colour'"):
        evidence.colour  # noqa: B018
