"""The rules over the curated article, its claims verified against the curated studies, as an audit runs them."""

import csv
from collections import defaultdict
from typing import Any

import pytest
import yaml

from evidence.models import CitationBase, ClaimBase, Dossier, FindingBase, PublicationBase, Source, StudyBase
from evidence.rules import run_rules
from evidence.rules.examples import page
from evidence.seeds import seed_file
from evidence.verify import verify_claim
from evidence.vocabulary import Vocabulary


def rows(name: str, key: str, *without: str) -> list[dict[str, Any]]:
    loaded = yaml.load(seed_file(name).read_text(encoding="utf-8"), yaml.CSafeLoader)[key]
    return [{field: value for field, value in row.items() if field not in without} for row in loaded]


def sources(claims: dict[str, ClaimBase]) -> dict[str, list[Source]]:
    studies = {row["key"]: StudyBase.model_validate(row) for row in rows("studies.yaml", "studies")}
    publications = {
        row["key"]: PublicationBase.model_validate(row) for row in rows("publications.yaml", "publications", "study")
    }
    found: dict[str, list[Source]] = defaultdict(list)
    for row in csv.DictReader(seed_file("citations.csv").read_text(encoding="utf-8").splitlines()):
        citation = CitationBase.model_validate(
            {name: row[name] or None for name in ("role", "confidence", "status", "method", "attribution")}
        )
        claim, study = claims[row["claim"]], studies.get(row["publication"])
        publication = publications.get(row["publication"])
        verification = None
        if study is not None:
            verification = verify_claim(
                claim, study, publication=publication, citation=citation, vocabulary=Vocabulary.shipped()
            )
        found[claim.key].append(
            Source(citation=citation, publication=publication, study=study, verification=verification)
        )
    return found


@pytest.fixture(scope="module")
def findings() -> tuple[FindingBase, ...]:
    claims = {row["key"]: ClaimBase.model_validate(row) for row in rows("claims.yaml", "claims", "page")}
    cited = sources(claims)
    text = seed_file("article.txt").read_text(encoding="utf-8")
    dossiers = [Dossier(claim=claim, sources=tuple(cited[key])) for key, claim in claims.items()]
    return run_rules(page(text, *dossiers, links_visible=False, chrome_visible=False))


def keys(findings: tuple[FindingBase, ...], code: str) -> list[str | None]:
    return [finding.claim_key for finding in findings if finding.rule == code]


def test_unnamed_studies_are_those_a_person_listed(findings: tuple[FindingBase, ...]) -> None:
    named_by_hand = (
        "C050 C053 C054 C058 C061 C062 C079 C080 C081 C082 C087 C092 C096 C138 C139 C145 C146 C156 C169 C170 C172 "
        "C176 C180 C186"
    )
    assert sorted(map(str, keys(findings, "SRC001"))) == named_by_hand.split()


def test_plural_appeals_are_those_a_person_listed(findings: tuple[FindingBase, ...]) -> None:
    assert sorted(map(str, keys(findings, "SRC002"))) == [
        "C103", "C123", "C124", "C127", "C141", "C144", "C167", "C203",
    ]  # fmt: skip


def test_rats_are_found_where_named_and_where_dropped(findings: tuple[FindingBase, ...]) -> None:
    assert sorted(map(str, keys(findings, "POP001"))) == ["C050", "C051"]


def test_page_that_tells_no_harm_is_found(findings: tuple[FindingBase, ...]) -> None:
    (balance,) = [finding for finding in findings if finding.rule == "SAF001"]
    assert (balance.claim_key, balance.start) == (None, None)
    assert balance.caveats


def test_figures_for_harms_told_as_improvement_are_found_and_nowhere_else(findings: tuple[FindingBase, ...]) -> None:
    assert sorted(map(str, keys(findings, "VER001"))) == ["C173", "C174", "C175"]
    assert {"C057", "C175"} == set(keys(findings, "VER016"))
    assert {"C172", "C173", "C174"} <= set(keys(findings, "VER002"))


def test_findings_on_candidates_are_probable_and_identities_unique(findings: tuple[FindingBase, ...]) -> None:
    assert all(finding.message.startswith("probably: ") is finding.probable for finding in findings)
    assert any(finding.probable for finding in findings)
    assert len({finding.identity for finding in findings}) == len(findings)
