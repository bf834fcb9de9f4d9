import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from evidence.errors import Problem
from evidence.formats.rows import Checker, checked_entries, read_tables
from evidence.models import (
    AdvertiserBase,
    CitationRole,
    CitationStatus,
    ClaimBase,
    MatchConfidence,
    PageBase,
    QuantityKind,
)
from evidence.seeds import seed_file
from tests import seeded

YAML_FILES = ("pages.yaml", "claims.yaml", "publications.yaml", "studies.yaml")
CSV_FILES = ("citations.csv", "study_types.csv")
ANSWERS = (
    "discrepancies",
    "conclusion_direction",
    "outcome_swapped",
    "direction_reversed",
    "design_misnamed",
    "overstated",
)


# ---------------------------------------------------------------- all files


@pytest.mark.parametrize("name", [*YAML_FILES, *CSV_FILES])
def test_the_reader_that_users_have_accepts_every_record(name: str) -> None:
    path = Path(str(seed_file(name)))
    problems: list[Problem] = []
    for table in read_tables(path).tables:
        checker = Checker(table.kind, name, page_text=lambda _key, _capture: seeded.text_of("article.txt"))
        for checked in checked_entries(checker, table.entries):
            problems += checked if isinstance(checked, list) else []
    assert problems == []


@pytest.mark.parametrize("name", [*YAML_FILES, *CSV_FILES, "README.md", "NOTICE"])
def test_no_seed_holds_a_reviewers_verdict(name: str) -> None:
    assert [word for word in ANSWERS if word in seeded.text_of(name)] == []


@pytest.mark.parametrize("name", YAML_FILES)
def test_yaml_opens_with_a_comment_and_needs_no_tags_or_anchors(name: str) -> None:
    text = seeded.text_of(name)
    assert text.startswith("# ")
    assert [
        event
        for event in yaml.parse(text, Loader=yaml.CSafeLoader)
        if getattr(event, "anchor", None) or getattr(event, "tag", None)
    ] == []


@pytest.mark.parametrize("name", CSV_FILES)
def test_every_row_of_a_table_is_as_wide_as_its_header(name: str) -> None:
    header, *rows = csv.reader(io.StringIO(seeded.text_of(name), newline=""), strict=True)
    assert {len(row) for row in rows} == {len(header)}


def test_the_notice_keeps_the_article_out_of_the_licence() -> None:
    notice = " ".join(seeded.text_of("NOTICE").split())
    assert "third party" in notice
    assert "not covered by the MIT licence" in notice


# ---------------------------------------------------------------- the article and its claims


@pytest.mark.shared
def test_the_article_is_kept_byte_for_byte(shared: Path) -> None:
    assert seed_file("article.txt").read_bytes() == (shared / "seed" / "article.txt").read_bytes()


def test_the_page_points_at_the_article_and_its_advertiser() -> None:
    (page,) = seeded.records_in("pages.yaml", "pages")
    (advertiser,) = seeded.records_in("pages.yaml", "advertisers")
    assert seed_file(page["file"]).is_file()
    assert page["advertiser"] == AdvertiserBase.model_validate(advertiser).key
    assert PageBase.model_validate(seeded.without(page, "advertiser", "file")).address == "article.txt"
    assert {claim["page"] for claim in seeded.records_in("claims.yaml", "claims")} == {page["key"]}
    assert {row["page"] for row in seeded.rows_in("citations.csv")} == {page["key"]}


def test_every_quote_stands_in_the_article_to_the_letter() -> None:
    article = seeded.text_of("article.txt")
    assert [claim.key for claim in seeded.claims()] == [f"C{number:03}" for number in range(1, 206)]
    assert [claim.key for claim in seeded.claims() if article[claim.start : claim.end] != claim.quote] == []


def test_no_break_spaces_and_curly_apostrophes_survive_in_quotes() -> None:
    assert [claim.key for claim in seeded.claims() if "\u00a0" in claim.quote] == ["C010", "C100", "C185", "C186"]
    assert sum("\u2019" in claim.quote for claim in seeded.claims()) == 7


def test_every_number_of_a_claim_stands_inside_its_quote() -> None:
    article = seeded.text_of("article.txt")
    effects = [(claim, effect) for claim in seeded.claims() for effect in claim.effects]
    assert len(effects) == 16
    for claim, effect in effects:
        assert effect.start is not None
        assert effect.end is not None
        assert claim.start <= effect.start < effect.end <= claim.end
        assert article[effect.start : effect.end] == effect.raw


def test_every_attribution_is_in_the_article() -> None:
    article = seeded.text_of("article.txt")
    assert [claim.key for claim in seeded.claims() if claim.attribution and claim.attribution not in article] == []


def test_every_claim_says_how_strongly_it_is_put() -> None:
    strength = {claim.key: claim.assertiveness for claim in seeded.claims()}
    assert None not in strength.values()
    chosen = ("C054", "C056", "C057", "C080", "C127", "C144")
    assert [strength[key] for key in chosen] == ["guarantee", "fact", "hedged", "possibility", "hedged", "possibility"]


def test_kinds_of_numbers_do_not_say_more_than_the_words() -> None:
    kinds = {claim.key: [effect.kind for effect in claim.effects] for claim in seeded.claims() if claim.effects}
    assert kinds["C175"] == [QuantityKind.PERCENT, QuantityKind.PERCENT]
    assert kinds["C171"] == [QuantityKind.PERCENT_OF_PEOPLE]
    assert kinds["C080"] == kinds["C034"] == [QuantityKind.DURATION]


def _gold_effects(claim: ClaimBase) -> list[dict[str, Any]]:
    return [
        {
            "arm": effect.arm,
            "value": effect.value if effect.high is None else [effect.value, effect.high],
            "unit": effect.unit,
            "timepoint": effect.timepoint,
        }
        for effect in claim.effects
    ]


@pytest.mark.shared
def test_claims_say_what_the_annotators_wrote(shared: Path) -> None:
    lines = (shared / "seed" / "claims_gold.jsonl").read_text(encoding="utf-8").splitlines()
    for claim, gold in zip(seeded.claims(), map(json.loads, lines), strict=True):
        said = claim.model_dump(mode="json")
        fields = set(gold) - {"id", "condition_mesh", "effects", "notes"}
        assert claim.key == gold["id"]
        assert {name: said[name] for name in fields} == {name: gold[name] for name in fields}
        assert _gold_effects(claim) == gold["effects"]
        assert (claim.notes or "") == gold["notes"]


# ---------------------------------------------------------------- citations


def test_every_citation_joins_a_claim_and_a_publication() -> None:
    by_key = {claim.key: claim for claim in seeded.claims()}
    for claim, publication, citation in seeded.citations():
        assert claim in by_key
        assert publication == "" or publication in seeded.publications()
        if citation.role is CitationRole.CITED:
            assert citation.attribution == by_key[claim].attribution
    assert set(seeded.publications()) == {publication for _, publication, _ in seeded.citations()} - {""}


def test_a_link_is_as_sure_as_its_confidence() -> None:
    status = {MatchConfidence.CERTAIN: CitationStatus.CONFIRMED, MatchConfidence.NOT_FOUND: CitationStatus.UNRESOLVED}
    for _, publication, citation in seeded.citations():
        assert citation.status is status.get(citation.confidence, CitationStatus.CANDIDATE)
        assert (publication == "") == (citation.confidence is MatchConfidence.NOT_FOUND)
        assert citation.method == ("curator" if publication else "none")


def test_attributions_that_nobody_could_resolve_stay_visible() -> None:
    cited = {claim for claim, _, citation in seeded.citations() if citation.role is CitationRole.CITED}
    unresolved = [claim for claim, publication, _ in seeded.citations() if not publication]
    assert [claim.key for claim in seeded.claims() if claim.attribution and claim.key not in cited] == []
    assert unresolved == ["C055", "C062", "C079", "C081", "C103", "C165", "C178", "C179"]


def test_a_benchmark_never_passes_for_the_cited_source() -> None:
    benchmarks = [
        (claim, publication, citation.attribution)
        for claim, publication, citation in seeded.citations()
        if citation.role is CitationRole.BENCHMARK
    ]
    assert benchmarks == [
        ("C115", "amf_migraine_phases", None),
        ("C118", "amf_migraine_phases", None),
        ("C165", "plp_prevalence2020", None),
    ]


@pytest.mark.shared
def test_confidence_is_that_of_the_match_and_of_each_claim_where_it_differs(shared: Path) -> None:
    matches = json.loads((shared / "seed" / "studies.json").read_text(encoding="utf-8"))
    expected = {
        (claim, match["citation_key"]): match["claim_match"].get(claim, match["match_confidence"])
        for match in matches
        if match["role"] in {"matched", "candidate"}
        for claim in match["claim_ids"]
    }
    found = {
        (claim, publication): citation.confidence
        for claim, publication, citation in seeded.citations()
        if publication and citation.role is CitationRole.CITED
    }
    assert found == expected
