"""Every rule flags its flags, passes its passes, stands in the list, and explains itself."""

from pathlib import Path
from typing import Any

import pytest
import yaml

import evidence.rules
from evidence.formats.reports import rule_notes
from evidence.models import (
    AbstractSection,
    Check,
    CheckName,
    CheckResult,
    CitationRole,
    Direction,
    Dossier,
    FindingBase,
    Link,
    PageDossier,
    PublicationBase,
    Severity,
)
from evidence.rules import RULES, Rule, run_rules
from evidence.rules.examples import among, checked, claim, differing, open_check, said
from evidence.rules.examples import page as page_of

FOLDER = Path(evidence.rules.__file__).parent
CASES = Path(__file__).parent / "rules"
CODES = [rule.code for rule in RULES]


def codes(page: PageDossier) -> set[str]:
    return {finding.rule for finding in run_rules(page)}


@pytest.mark.parametrize("rule", RULES, ids=CODES)
def test_every_flag_is_flagged(rule: Rule) -> None:
    assert len(rule.flags) >= 3
    for page in rule.flags:
        assert rule.code in codes(page), page.snapshot.text


@pytest.mark.parametrize("rule", RULES, ids=CODES)
def test_every_pass_passes(rule: Rule) -> None:
    assert len(rule.passes) >= max(4, len(rule.flags))
    for page in rule.passes:
        assert rule.code not in codes(page), page.snapshot.text


def test_every_rule_file_is_listed_once() -> None:
    files = sorted(path.stem.upper() for path in FOLDER.glob("[a-z][a-z][a-z][0-9][0-9][0-9].py"))
    assert sorted(CODES) == files
    assert len({rule.name for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=CODES)
def test_every_doc_says_what_why_instead_and_whence(rule: Rule) -> None:
    places = [rule.doc.find(f"\n{heading}") for heading in ("Why it matters:", "Instead:", "Source:")]
    assert -1 not in places
    assert places == sorted(places)
    assert rule.title.endswith(".")
    assert rule.references
    assert "violat" not in rule.doc


# ---------------------------------------------------------------- the long tail


def cases(code: str) -> list[dict[str, Any]]:
    loaded = yaml.safe_load((CASES / f"{code}.yml").read_text(encoding="utf-8"))
    assert isinstance(loaded, list)
    return loaded


def concluding(page: PageDossier, conclusion: str) -> PageDossier:
    """The same page with a source whose abstract concludes so."""
    source = page.dossiers[0].sources[0]
    abstract = (AbstractSection(label="CONCLUSION", text=conclusion),)
    told = source.model_copy(update={"publication": PublicationBase(key="p", abstract=abstract)})
    return page.model_copy(update={"dossiers": (page.dossiers[0].model_copy(update={"sources": (told,)}),)})


def build(case: dict[str, Any]) -> PageDossier:
    fields = case.get("claim", {})
    if "check" in case:
        answer = case["check"]
        name, code, reason = CheckName(answer["name"]), answer.get("code"), answer.get("reason", "as the check says")
        check = Check(name=name, result=CheckResult(answer["result"]), code=code, reason=reason)
        page = checked(claim(case["says"], **fields), check, confirmed=case.get("confirmed", True))
        return concluding(page, case["conclusion"]) if "conclusion" in case else page
    if "links" in case:
        links = tuple(Link(start=0, end=len(case["says"]), href=href) for href in case["links"])
        return said(case["says"], links=links, **fields)
    if "benefits" in case:
        return among(case["says"], *case["benefits"])
    return said(case["says"], links_visible=case.get("links_visible", True), **fields)


@pytest.mark.parametrize("rule", RULES, ids=CODES)
def test_every_case_of_the_long_tail_holds(rule: Rule) -> None:
    listed = cases(rule.code)
    assert sum(not case["flag"] for case in listed) >= sum(case["flag"] for case in listed) > 0
    for case in listed:
        assert case["why"]
        assert (rule.code in codes(build(case))) is case["flag"], case["says"]


# ---------------------------------------------------------------- findings


def only(page: PageDossier, code: str) -> FindingBase:
    (finding,) = run_rules(page, select=(code,))
    return finding


def test_message_quotes_the_words_and_names_a_benchmark_not_a_breach() -> None:
    finding = only(said("One trial found that the drip cut fatigue."), "SRC001")
    assert "'One trial'" in finding.message
    assert "does not meet the JAMA 1997 attribution benchmark" in finding.message
    assert "violat" not in finding.message
    assert (finding.start, finding.end, finding.claim_key) == (0, 9, "claim-1")


def test_capture_without_links_lowers_severity_and_says_so() -> None:
    seen, unseen = (
        only(said("One trial found that the drip cut fatigue.", links_visible=visible), "SRC001")
        for visible in (True, False)
    )
    assert (seen.severity, unseen.severity) == (Severity.MAJOR, Severity.MINOR)
    assert "not visible in this capture" in unseen.message
    assert unseen.caveats
    assert not seen.caveats


def test_finding_on_an_unconfirmed_source_is_probable() -> None:
    check = differing(CheckName.DIRECTION, "primary_outcome_null", "the primary outcome did not differ")
    sure = only(checked("The brace eases pain.", check), "VER002")
    unsure = only(checked("The brace eases pain.", check, confirmed=False), "VER002")
    assert (sure.probable, unsure.probable) == (False, True)
    assert unsure.message.startswith("probably: ")


def test_hedged_claim_of_a_null_trial_is_less_grave() -> None:
    check = differing(CheckName.DIRECTION, "primary_outcome_null", "the primary outcome did not differ")
    assert only(checked("The brace eases pain.", check), "VER002").severity is Severity.CRITICAL
    assert only(checked("The brace may ease pain.", check), "VER002").severity is Severity.MAJOR


def test_identity_stays_when_text_is_added_before_and_differs_between_repeats() -> None:
    sentence = "One trial found that the drip cut fatigue."
    before = run_rules(said(sentence), select=("SRC001",))
    after = run_rules(said(f"Welcome to our house.\n{sentence}\n{sentence}"), select=("SRC001",))
    assert before[0].identity == after[0].identity
    assert len({finding.identity for finding in after}) == len(after) == 2


def test_two_claims_of_one_sentence_give_one_finding() -> None:
    page = said("One trial found that the drip cut fatigue.")
    twice = page.model_copy(update={"dossiers": page.dossiers * 2})
    assert len(run_rules(twice, select=("SRC001",))) == 1


def test_rules_can_be_selected_and_ignored_by_group() -> None:
    page = said("One trial found that the drip cut fatigue.\nStudies prove that the drip cures fatigue.")
    assert {"SAF001", "SRC001", "SRC002"} <= codes(page)
    assert {finding.rule for finding in run_rules(page, select=("SRC",))} == {"SRC001", "SRC002"}
    kept = {finding.rule for finding in run_rules(page, ignore=("SRC002", "SAF"))}
    assert "SRC001" in kept
    assert not {code for code in kept if code.startswith(("SRC002", "SAF"))}


def test_unverified_grounds_are_never_named_in_a_message() -> None:
    for rule in RULES:
        assert any(reference.verified for reference in rule.references)
        hidden = [reference.short for reference in rule.references if not reference.verified]
        for page in rule.flags:
            for finding in rule.findings(page):
                assert not any(short in finding.message for short in hidden)


def test_open_check_is_no_finding() -> None:
    page = checked("It works.", *(open_check(name, "not on record") for name in CheckName))
    assert not [finding for finding in run_rules(page) if finding.rule.startswith("VER")]


def test_page_without_claims_has_no_findings() -> None:
    assert run_rules(said("")) == ()
    quiet = said("Opening hours are from nine to five.", direction=Direction.NEUTRAL)
    assert run_rules(quiet) == ()


def test_benchmark_and_unverified_sources_give_no_finding() -> None:
    check = differing(CheckName.DIRECTION, "primary_outcome_null", "the primary outcome did not differ")
    page = checked("The brace eases pain.", check)
    source = page.dossiers[0].sources[0]
    benchmark = source.citation.model_copy(update={"role": CitationRole.BENCHMARK})
    for changed in (
        source.model_copy(update={"citation": benchmark}),
        source.model_copy(update={"verification": None}),
    ):
        dossier = page.dossiers[0].model_copy(update={"sources": (changed,)})
        assert not run_rules(page.model_copy(update={"dossiers": (dossier,)}), select=("VER",))


def test_attribution_of_a_neighbouring_sentence_is_placed_where_it_stands() -> None:
    text = "Pain fell by a third. It was found in one small trial.\nSleep got better."
    carried = [
        Dossier(claim=claim(quote, start=text.index(quote), key=quote, attribution="in one small trial"))
        for quote in ("Pain fell by a third.", "Sleep got better.")
    ]
    findings = run_rules(page_of(text, *carried), select=("SRC001",))
    assert {text[finding.start : finding.end] for finding in findings} <= {"one small trial"}


def test_claim_outside_the_text_is_read_by_its_own_words() -> None:
    lost = Dossier(claim=claim("One trial found that mice slept.", start=500))
    assert {finding.rule for finding in run_rules(page_of("", lost))} == {"POP001", "SAF001", "SRC001"}


def test_a_ground_about_one_treatment_is_named_only_where_the_page_offers_it() -> None:
    told = {name: " ".join(rule_notes(text)["SAF002"].grounds) for name, text in PAGES.items()}
    assert "ketamine" in told["ketamine"]
    assert "ketamine" not in told["needling"]
    assert "FDA fair-balance" in told["needling"]


PAGES = {"ketamine": "Our Ketamine infusions relieve pain.", "needling": "Dry needling relieves pain."}
