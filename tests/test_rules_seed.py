"""The rules on the seed article and on neutral prose: a reviewed table of rule by sentence, and what stays quiet."""

import json
import re
import time
from collections import defaultdict
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from evidence.extract import extract_claims
from evidence.ingest import read_page
from evidence.models import CitationRole, Dossier, PageBase, PageDossier, Severity, Source
from evidence.rules import Facts, run_rules
from evidence.rules.balance import fair_balance
from evidence.seeds import seed_file
from evidence.verify import verify_claim
from evidence.vocabulary import Vocabulary
from tests import seeded

GOLDEN = Path(__file__).parent / "golden" / "seed_rules.json"
NEUTRAL = Path(__file__).parent / "rules" / "neutral.txt"
WHEN = datetime(2026, 1, 2, tzinfo=UTC)
GRAVE = {Severity.MAJOR, Severity.CRITICAL}
MUST_STAY_QUIET = {
    "SRC001": ["L74.2", "L246.2", "L30.1"],
    "SRC004": ["L246.3", "L248.2", "L206.2", "L198.1"],
    "EVD001": ["L124.3", "L244.3"],
    "EVD003": ["L210.2", "L70.1"],
    "EVD006": ["L70.3", "L183.1", "L183.2"],
    "NUM002": ["L246.3"],
    "LNG001": ["L240.2", "L244.3"],
    "LNG003": ["L30.3"],
    "POP002": ["L28.3"],
    "INT001": ["L246.2", "L246.3"],
    "VER004": ["L70.3"],
    "VER014": ["L246.3"],
    "VER016": ["L250.1"],
}
"""Sentences that a careful reader would not flag, by rule."""


@cache
def article() -> PageDossier:
    """The seed article with its curated claims, verified against the studies entered for them."""
    snapshot = read_page(seed_file("article.txt").read_bytes(), name="article.txt", captured_at=WHEN)
    vocabulary = Vocabulary.shipped()
    publications, studies = seeded.publications(), seeded.studies()
    told = {record["key"]: record.get("study") for record in seeded.records_in("publications.yaml", "publications")}
    sources: dict[str, list[Source]] = defaultdict(list)
    claims = {claim.key: claim for claim in seeded.claims()}
    for claim_key, key, citation in seeded.citations():
        publication, study = publications.get(key), studies.get(told.get(key) or "")
        held = study is not None and citation.role is CitationRole.CITED
        verification = (
            verify_claim(claims[claim_key], study, publication=publication, citation=citation, vocabulary=vocabulary)
            if study is not None and held
            else None
        )
        sources[claim_key].append(
            Source(citation=citation, publication=publication, study=study, verification=verification)
        )
    dossiers = tuple(Dossier(claim=claim, sources=tuple(sources[key])) for key, claim in claims.items())
    return PageDossier(page=PageBase(key="article", address="article.txt"), snapshot=snapshot, dossiers=dossiers)


def places(text: str) -> list[tuple[int, str]]:
    """Where each piece of each line starts, with its name: line and piece."""
    found, start = [], 0
    for number, line in enumerate(text.split("\n"), 1):
        at = start
        for count, piece in enumerate(re.split(r"(?<=[.!?])\s+(?=[A-Z0-9])", line), 1):
            at = text.index(piece, at)
            found.append((at, f"L{number}.{count}"))
            at += len(piece)
        start += len(line) + 1
    return found


@cache
def table() -> dict[str, dict[str, str]]:
    """For each rule the sentences it flags, each with the gravest finding on it."""
    page = article()
    names = places(page.snapshot.text)
    found: dict[str, dict[str, Severity]] = defaultdict(dict)
    order = list(Severity)
    for finding in run_rules(page):
        start = finding.start
        name = "page" if start is None else next(name for at, name in reversed(names) if at <= start)
        before = found[finding.rule].get(name, Severity.INFO)
        found[finding.rule][name] = max(before, finding.severity, key=order.index)
    return {rule: {name: one.value for name, one in hits.items()} for rule, hits in sorted(found.items())}


def test_the_table_of_rules_by_sentence_is_the_reviewed_one() -> None:
    assert table() == json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_sentences_that_must_stay_quiet_do() -> None:
    for rule, quiet in MUST_STAY_QUIET.items():
        assert not set(quiet) & set(table().get(rule, {})), rule


def test_the_worst_claims_are_critical() -> None:
    assert table()["VER001"]["L248.2"] == "critical"
    assert table()["VER016"]["L74.2"] == "critical"
    assert table()["LNG003"]["L208.1"] == "critical"


def test_the_page_as_a_whole_is_flagged_for_what_it_leaves_out() -> None:
    for rule in ("SAF001", "SAF002", "SAF004", "REG001", "REG004", "DOC001", "DOC002", "DOC004", "DOC005", "DOC006"):
        assert "page" in table()[rule], rule


def test_the_balance_of_the_article_is_promotional() -> None:
    page = article()
    balance = fair_balance(page, run_rules(page), Facts.shipped())
    assert balance.band == "promotional"
    assert balance.ratios.risk_statements == 0
    assert balance.ratios.benefit_statements >= 50
    assert balance.ratios.attributions_resolvable == 0
    assert balance.ratios.calls_to_act == 5


# ---------------------------------------------------------------- neutral prose


def extracted(text: str) -> PageDossier:
    snapshot = read_page(text.encode(), name="neutral.txt", captured_at=WHEN)
    claims = extract_claims(snapshot, Vocabulary.shipped())
    dossiers = tuple(Dossier(claim=claim) for claim in claims)
    return PageDossier(page=PageBase(key="neutral", address="neutral.txt"), snapshot=snapshot, dossiers=dossiers)


def test_neutral_prose_has_at_most_one_grave_finding_in_a_thousand_words() -> None:
    text = NEUTRAL.read_text(encoding="utf-8")
    pieces = re.split(r"\n\n(?=[A-Z][^.\n]{5,70}\n)", text)
    findings = [finding for piece in (text, *pieces) for finding in run_rules(extracted(piece))]
    grave = [finding for finding in findings if finding.severity in GRAVE]
    assert not [finding for finding in grave if finding.severity is Severity.CRITICAL]
    assert len(grave) <= 2 * len(text.split()) / 1000


def test_all_rules_together_read_sixty_pages_a_second() -> None:
    page = extracted(NEUTRAL.read_text(encoding="utf-8")[:2500])
    run_rules(page)
    times = []
    for _ in range(8):
        before = time.process_time()
        run_rules(page)
        times.append(time.process_time() - before)
    assert min(times) < 1 / 60
