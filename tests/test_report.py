"""What a report says of claims, sources and pages."""

import json
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.models import (
    Basis,
    Block,
    Check,
    CheckName,
    CheckResult,
    CitationBase,
    CitationRole,
    CitationStatus,
    ClaimBase,
    ClaimStatus,
    ClaimType,
    Direction,
    Dossier,
    FindingBase,
    MatchConfidence,
    NumberCheck,
    NumberMatch,
    OutcomeKind,
    PageBase,
    PageDossier,
    Passage,
    PublicationBase,
    QuantityBase,
    ResultBase,
    SnapshotBase,
    Source,
    StudyBase,
    Support,
    VerificationBase,
)
from evidence.report import ReportView, RuleNote, Summary, Verdict, build_report, evidence_rows, summarise
from evidence.report import reading as read
from evidence.report.layout import cut, lay_out
from evidence.report.words import citation_words, result_sentence, short_citation, value_words

GOLDEN = Path(__file__).parent / "golden"
NOW = datetime(2026, 1, 5, tzinfo=UTC)


def small() -> tuple[PageDossier, tuple[FindingBase, ...]]:
    held = json.loads((GOLDEN / "small_page.json").read_text(encoding="utf-8"))
    findings = tuple(FindingBase.model_validate(finding) for finding in held["findings"])
    return PageDossier.model_validate(held["page"]), findings


def view() -> ReportView:
    page, findings = small()
    rules = {"VER001": RuleNote("number-from-other-outcome", ("21 CFR 202.1(e)(6)",))}
    return build_report(page, findings, head="f" * 64, tool_version="0.1.0", now=NOW, rules=rules)


def claim(text: str = "Pain fell.", start: int = 0, key: str = "K", **fields: Any) -> ClaimBase:
    known = {"claim_type": ClaimType.EFFICACY, "attribution": "A study", **fields}
    return ClaimBase(key=key, start=start, end=start + len(text), quote=text, **known)


def citation(status: CitationStatus = CitationStatus.CONFIRMED, **fields: Any) -> CitationBase:
    return CitationBase(confidence=MatchConfidence.CERTAIN, status=status, **fields)


def verification(suggested: Support, *checks: tuple[CheckName, CheckResult], capped: bool = False) -> VerificationBase:
    made = tuple(Check(name=name, result=result, reason="Because.") for name, result in checks)
    return VerificationBase(
        checks=made, basis=Basis.ABSTRACT, suggested=suggested, row="1", capped=capped, tool_version="0"
    )


def source(suggested: Support, *checks: tuple[CheckName, CheckResult], **fields: Any) -> Source:
    held: dict[str, Any] = {"citation": citation(), "publication": PublicationBase(key="p"), **fields}
    return Source(study=StudyBase(key="s"), verification=verification(suggested, *checks), **held)


def page(*dossiers: Dossier, text: str = "Pain fell. Sleep rose.", blocks: tuple[Block, ...] = ()) -> PageDossier:
    snapshot = SnapshotBase(
        sha256="0" * 64,
        text=text,
        text_sha256="0" * 64,
        text_algorithm="plain",
        media_type="text/plain",
        captured_at=NOW,
        links_visible=False,
        chrome_visible=False,
        blocks=blocks,
    )
    return PageDossier(page=PageBase(key="p", address="p.txt"), snapshot=snapshot, dossiers=dossiers)


AGREES = (CheckName.DIRECTION, CheckResult.AGREES)
DIFFERS = (CheckName.DIRECTION, CheckResult.DIFFERS)
OPEN = (CheckName.DIRECTION, CheckResult.NOT_CHECKED)


# ---------------------------------------------------------------- what may be said of a claim


def test_a_suggestion_without_a_decided_check_is_shown_as_not_checked() -> None:
    for suggested in (Support.SUPPORTED, Support.CONTRADICTED):
        reading = read.read_claim(Dossier(claim=claim(), sources=(source(suggested, OPEN),)))
        assert (reading.verdict, reading.checked, reading.reason) == (Verdict.NOT_CHECKED, False, read.UNDECIDED)


def test_support_needs_numbers_direction_or_design_decided() -> None:
    lesser = (CheckName.POPULATION, CheckResult.AGREES)
    reading = read.read_claim(Dossier(claim=claim(), sources=(source(Support.SUPPORTED, lesser, OPEN),)))
    assert (reading.verdict, reading.reason) == (Verdict.NOT_CHECKED, read.PARTLY_DECIDED)


def test_a_lesser_check_that_differs_can_still_show_overstatement() -> None:
    lesser = (CheckName.POPULATION, CheckResult.DIFFERS)
    reading = read.read_claim(Dossier(claim=claim(), sources=(source(Support.OVERSTATED, lesser),)))
    assert (reading.verdict, reading.checked) == (Verdict.OVERSTATED, False)


def test_a_claim_that_checks_leave_open_is_undecided_and_not_called_uncheckable() -> None:
    design = (CheckName.DESIGN, CheckResult.AGREES)
    left_open = read.read_claim(Dossier(claim=claim(), sources=(source(Support.NOT_CHECKABLE, design, OPEN),)))
    assert (left_open.verdict, left_open.checked) == (Verdict.UNDECIDED, True)
    untouched = read.read_claim(Dossier(claim=claim(), sources=(source(Support.NOT_CHECKABLE, OPEN),)))
    assert untouched.verdict is Verdict.NOT_CHECKED
    nothing = verification(Support.NOT_CHECKABLE, design).model_copy(update={"row": read.NOTHING_TO_CHECK})
    told = Source(
        citation=citation(), publication=PublicationBase(key="p"), study=StudyBase(key="s"), verification=nothing
    )
    assert read.read_claim(Dossier(claim=claim(), sources=(told,))).verdict is Verdict.NOT_CHECKABLE


def test_a_confirmed_source_leads_before_a_candidate_with_a_worse_verdict() -> None:
    candidate = source(Support.CONTRADICTED, DIFFERS, citation=citation(CitationStatus.CANDIDATE))
    confirmed = source(Support.SUPPORTED, AGREES)
    reading = read.read_claim(Dossier(claim=claim(), sources=(candidate, confirmed)))
    assert (reading.verdict, reading.probable) == (Verdict.SUPPORTED, False)
    assert reading.sources == (confirmed, candidate)


def test_a_benchmark_never_gives_the_verdict_and_a_refused_source_is_left_out() -> None:
    benchmark = source(Support.CONTRADICTED, DIFFERS, citation=citation(role=CitationRole.BENCHMARK))
    refused = source(Support.CONTRADICTED, DIFFERS, citation=citation(CitationStatus.REFUSED))
    bare = claim(attribution=None, needs_citation=True)
    reading = read.read_claim(Dossier(claim=bare, sources=(benchmark, refused)))
    assert (reading.verdict, reading.reason, reading.sources) == (Verdict.NO_CITATION, read.NO_SOURCE, (benchmark,))


@pytest.mark.parametrize(
    ("subject", "sources", "verdict", "reason"),
    [
        (claim(attribution=None, needs_citation=False), (), Verdict.NOT_CHECKABLE, read.NO_SOURCE_NEEDED),
        (claim(attribution=None), (), Verdict.NO_CITATION, read.NO_SOURCE),
        (claim(), (), Verdict.SOURCE_UNAVAILABLE, read.UNTRACED),
        (claim(), (Source(citation=citation(CitationStatus.UNRESOLVED)),), Verdict.SOURCE_UNAVAILABLE, read.UNTRACED),
        (
            claim(),
            (Source(citation=citation(), publication=PublicationBase(key="p")),),
            Verdict.NOT_CHECKED,
            read.NO_STUDY,
        ),
        (claim(), (Source(citation=citation(), study=StudyBase(key="s")),), Verdict.NOT_CHECKED, read.UNVERIFIED),
    ],
)
def test_every_way_of_not_being_checked_has_its_own_reason(
    subject: ClaimBase, sources: tuple[Source, ...], verdict: Verdict, reason: str
) -> None:
    reading = read.read_claim(Dossier(claim=subject, sources=sources))
    assert (reading.verdict, reading.reason, reading.checked) == (verdict, reason, False)


def test_claims_that_were_set_aside_are_not_counted() -> None:
    kept, rejected = claim(key="A"), claim("Sleep rose.", 11, "B", status=ClaimStatus.REJECTED)
    assert summarise(page(Dossier(claim=kept), Dossier(claim=rejected)), ()).claims == 1


# ---------------------------------------------------------------- summary


def test_the_summary_counts_every_claim_once_and_with_its_denominator() -> None:
    summary = summarise(*small())
    shares = (summary.attributed, summary.traced, summary.confirmed, summary.verified)
    assert [(share.count, share.of) for share in shares] == [(7, 9), (6, 7), (4, 6), (5, 7)]
    assert sum(share.count for share in summary.verdicts) == summary.claims == 9
    assert summary.verified.count + sum(share.count for share in summary.unchecked) == 9


def test_the_worst_claim_is_the_one_whose_numbers_are_harms() -> None:
    worst = summarise(*small()).worst
    assert worst is not None
    assert (worst.key, worst.probable) == ("K1", False)
    assert [sentence.split(":")[0] for sentence in worst.found] == [
        "Smith 2020 — Primary outcome",
        "In the study, 20% belongs to adverse events",
        "In the study, 35% belongs to adverse events",
    ]
    assert worst.found[0].endswith("ketamine vs placebo, no difference, P = 0.296.")
    assert worst.found[2].endswith("at least one adverse event during infusion: ketamine + magnesium, 35%.")


def test_the_worst_claim_does_not_depend_on_its_name_or_place() -> None:
    held, findings = small()
    turned = held.model_copy(update={"dossiers": tuple(reversed(held.dossiers))})
    assert summarise(turned, findings) == summarise(held, findings)


def _headline(*dossiers: Dossier) -> Summary:
    return summarise(page(*dossiers), ())


def test_zero_checked_is_not_a_pass_and_no_claim_is_not_one_either() -> None:
    assert _headline(Dossier(claim=claim())).headline == "1 claim, and not one could be checked. That is not a pass."
    assert "does not mean that nothing on it is wrong" in _headline().headline
    assert _headline().worst is None


def test_a_page_without_a_fault_found_still_says_that_the_rest_was_not_checked() -> None:
    good = Dossier(claim=claim(key="A"), sources=(source(Support.SUPPORTED, AGREES),))
    other = Dossier(claim=claim("Sleep rose.", 11, "B"))
    summary = _headline(good, other)
    assert summary.headline.endswith("none of these was found contradicted or overstated. The others were not checked.")
    assert "1 of 2 claims was not verified: neither a pass nor a fault." in summary.sentences


def test_a_single_fault_is_told_in_the_singular_with_how_sure_its_source_is() -> None:
    confirmed = source(Support.CONTRADICTED, DIFFERS)
    candidate = source(Support.CONTRADICTED, DIFFERS, citation=citation(CitationStatus.CANDIDATE))
    start = "Of 1 claim, 1 could be held against a study. It says more than the study, or something else, "
    assert _headline(Dossier(claim=claim(), sources=(confirmed,))).headline == (
        f"{start}by a source that is certain. 1 is contradicted outright."
    )
    assert _headline(Dossier(claim=claim(), sources=(candidate,))).headline == (
        f"{start}but only if the source is the one the page means. 1 is contradicted outright, probably."
    )


def test_the_summary_is_readable_as_plain_lines() -> None:
    lines = summarise(*small()).lines()
    assert lines[0] == (
        "Of 9 claims, 5 could be held against a study. 4 of the 5 say more than the study, or something else: 3 by a "
        "source that is certain, 1 only if the source is the one the page means. 3 are contradicted outright."
    )
    assert "      1 of 9  Overstated (1 of them probably)" in lines
    assert "      1 of 9  Source not available" in lines
    assert "      1 of 9  the page names no source" in lines


# ---------------------------------------------------------------- the view


def test_a_candidate_is_never_called_confirmed_and_its_verdict_says_probably() -> None:
    shown = {one.key: one for one in view().claims}
    assert shown["K4"].verdict_label == "Probably overstated"
    assert not shown["K4"].sources[0].confirmed
    assert shown["K4"].sources[0].status == "Candidate: nobody has confirmed this match"
    assert shown["K1"].verdict_label == "Contradicted by its source"


def test_checks_that_differ_come_first_and_unanswered_ones_keep_their_reason() -> None:
    checks = view().claims[0].sources[0].checks
    assert [check.result for check in checks] == ["differs", "differs", "agrees", "not_checked"]
    assert checks[-1].reason == "The claim states no time."


def test_the_primary_result_stands_first_and_the_linked_harms_after_it() -> None:
    results = view().claims[0].sources[0].results
    assert [(group.kind, group.primary, group.linked) for group in results] == [
        ("primary outcome", True, False),
        ("adverse event", False, True),
    ]
    assert [line.p for line in results[0].lines] == ["P = 0.296", ""]


def test_a_number_of_the_claim_is_tied_to_the_harm_it_is() -> None:
    numbers = view().claims[0].sources[0].numbers
    assert [(number.claimed, number.role) for number in numbers] == [("20%", "adverse event"), ("35%", "adverse event")]


def test_what_a_study_does_not_say_is_said_to_be_not_reported() -> None:
    shown = {one.key: one for one in view().claims}
    facts = {fact.label: (fact.value, fact.known) for fact in shown["K4"].sources[0].facts}
    assert facts["Participants"] == ("not reported", False)
    assert shown["K9"].sources[0].found.endswith("nothing was compared.")
    assert shown["K6"].facts[4].value == "not stated"


def test_findings_carry_the_grounds_of_their_rule_and_those_of_the_page_stand_apart() -> None:
    report = view()
    assert [finding.rule for finding in report.claims[0].findings] == ["VER001", "NUM002"]
    assert report.claims[0].findings[0].grounds == ("21 CFR 202.1(e)(6)",)
    assert [finding.rule for finding in report.page_findings] == ["SAF001"]


def test_an_address_becomes_a_link_only_over_http() -> None:
    held, findings = small()
    hostile = held.model_copy(update={"page": PageBase(key="p", address="javascript:alert(1)")})
    assert build_report(hostile, findings, head=None, tool_version="0", now=NOW).address_link is None
    assert view().address_link == "https://clinic.example/relief"


def _report(*dossiers: Dossier, findings: tuple[FindingBase, ...] = ()) -> ReportView:
    return build_report(page(*dossiers), findings, head=None, tool_version="0", now=NOW)


@pytest.mark.parametrize(
    ("fields", "links"),
    [
        ({"url": "https://hospital.example/leaflet"}, ["https://hospital.example/leaflet"]),
        ({"url": "javascript:alert(1)"}, []),
        ({"url": "https://x.example", "pmcid": "PMC1"}, ["https://pmc.ncbi.nlm.nih.gov/articles/PMC1/"]),
    ],
)
def test_a_source_is_linked_by_its_identifiers_else_where_it_stands(fields: dict[str, str], links: list[str]) -> None:
    cited = Source(citation=citation(), publication=PublicationBase.model_validate({"key": "p"} | fields))
    report = _report(Dossier(claim=claim(), sources=(cited,)))
    assert [link.href for link in report.claims[0].sources[0].links] == links


def test_a_study_without_a_primary_outcome_is_quoted_by_the_passage_the_verdict_rests_on() -> None:
    passage = Passage(source="abstract", text="Swelling did not differ.", start=0, end=24)
    direction = Check(name=CheckName.DIRECTION, result=CheckResult.DIFFERS, reason="no", passages=(passage,))
    verification = VerificationBase(
        checks=(direction,), basis=Basis.ABSTRACT, suggested=Support.CONTRADICTED, row="r", tool_version="0"
    )
    held = Source(citation=citation(), study=StudyBase(key="s"), verification=verification)
    shown = _report(Dossier(claim=claim(), sources=(held,))).claims[0].sources[0]
    assert shown.found == "Its abstract says: “Swelling did not differ.”"


def test_a_study_without_a_primary_outcome_says_so_and_still_shows_what_it_found() -> None:
    study = StudyBase(key="s", species="rat", controlled=False, results=(ResultBase(outcome="swelling", text="less"),))
    held = Source(citation=citation(), publication=PublicationBase(key="p"), study=study)
    shown = _report(Dossier(claim=claim(), sources=(held,))).claims[0].sources[0]
    assert shown.found == "The record of this study names no primary outcome."
    assert [group.outcome for group in shown.results] == ["swelling"]
    facts = {fact.label: fact.value for fact in shown.facts}
    assert (facts["Species"], facts["Comparator"]) == ("rat", "none: no comparison group")


def test_a_page_in_no_known_language_with_unread_videos_says_so() -> None:
    held = page(Dossier(claim=claim()))
    snapshot = held.snapshot.model_copy(update={"images_unread": 1, "videos_unread": 2, "notes": ("cut at 1 MB",)})
    seen = held.model_copy(update={"snapshot": snapshot})
    facts = build_report(seen, (), head=None, tool_version="0", now=NOW).page_facts
    said = {fact.label: fact.value for fact in facts}
    assert (said["Not read"], said["Language"], said["Note"]) == ("1 image and 2 videos", "unknown", "cut at 1 MB")


@pytest.mark.parametrize(
    ("suggested", "check", "sentence"),
    [
        (Support.SUPPORTED, AGREES, "Suggested by the program from the checks below; a reviewer decides."),
        (Support.NOT_CHECKABLE, AGREES, "Some checks could be made, but they leave open whether the source supports"),
        (Support.OVERSTATED, (CheckName.DOSE, CheckResult.DIFFERS), "Suggested by the program, on little: "),
        (Support.SUPPORTED, OPEN, "Not checked: held against the study, but no check could be decided."),
    ],
)
def test_the_sentence_under_a_verdict_says_what_it_rests_on(
    suggested: Support, check: tuple[CheckName, CheckResult], sentence: str
) -> None:
    shown = _report(Dossier(claim=claim(), sources=(source(suggested, check),))).claims[0]
    assert shown.verdict_sentence.startswith(sentence)


def test_numbers_found_where_they_belong_are_not_held_against_a_claim() -> None:
    told = QuantityBase(value=20, unit="%")
    right = NumberCheck(quantity=told, match=NumberMatch.MATCH, found=ResultBase(outcome="pain"), detail="")
    arm = NumberCheck(quantity=told, match=NumberMatch.MATCH_OTHER_ARM, found=ResultBase(outcome="pain"), detail="")
    check = Check(name=CheckName.NUMBERS, result=CheckResult.DIFFERS, reason="Arms swapped.", numbers=(right, arm, arm))
    held = verification(Support.NOT_SUPPORTED).model_copy(update={"checks": (check,)})
    swapped = Source(
        citation=citation(), publication=PublicationBase(key="p"), study=StudyBase(key="s"), verification=held
    )
    worst = summarise(page(Dossier(claim=claim(), sources=(swapped,))), ()).worst
    assert worst is not None
    assert (worst.says, worst.why) == ("20%: an effect", "Arms swapped.")
    assert worst.found[1:] == ("In the study, 20%: pain: not reported.",)


def test_a_summary_without_a_worst_claim_has_no_line_for_one() -> None:
    assert not [line for line in summarise(page(Dossier(claim=claim())), ()).lines() if line.startswith("Look first")]


def test_a_claim_that_only_lesser_checks_doubt_is_counted_apart() -> None:
    doubted = Dossier(claim=claim(), sources=(source(Support.OVERSTATED, (CheckName.DOSE, CheckResult.DIFFERS)),))
    summary = summarise(page(doubted), ())
    assert summary.verified.count == 0
    assert summary.sentences[2].startswith("1 more of 1 claim looks overstated or contradicted on lesser checks alone")
    assert summary.worst is not None
    assert summary.worst.why == "Because."


# ---------------------------------------------------------------- the text


def test_overlapping_claims_are_cut_where_any_begins_or_ends() -> None:
    outer, inner = claim("Pain fell. Sleep rose.", 0, "O"), claim("fell.", 5, "I")
    segments = cut("Pain fell. Sleep rose.", 0, 22, (outer, inner))
    assert [(part.text, part.keys, part.lead, part.closes) for part in segments] == [
        ("Pain ", ("O",), "O", False),
        ("fell.", ("I", "O"), "I", True),
        (" Sleep rose.", ("O",), "O", True),
    ]


def test_headings_of_the_page_go_down_one_level_at_a_time() -> None:
    levels = [block.level for group in view().text for block in group.blocks if block.kind == "heading"]
    assert levels == [3, 4]


def test_a_claim_over_several_blocks_opens_once() -> None:
    text = "One two.\n\nThree four."
    spanning = claim("two.\n\nThree", 4, "S")
    groups = lay_out(page(text=text).snapshot, (spanning,))
    segments = [part for group in groups for block in group.blocks for part in block.segments]
    assert [part.opens for part in segments if part.lead == "S"] == [("S",), ()]


@settings(max_examples=40, deadline=None)
@given(
    text=st.text(st.sampled_from("ab \n•"), min_size=1, max_size=60),
    spans=st.lists(st.tuples(st.integers(0, 59), st.integers(1, 60)), max_size=6),
    cuts=st.lists(st.integers(0, 60), max_size=6),
)
def test_no_word_of_the_page_is_lost_or_doubled(text: str, spans: list[tuple[int, int]], cuts: list[int]) -> None:
    claims = tuple(
        claim(text[start:end], start, f"K{at}") for at, (start, end) in enumerate(spans) if start < end <= len(text)
    )
    edges = sorted({0, *(edge for edge in cuts if edge <= len(text))})
    blocks = tuple(Block(start=left, end=right) for left, right in pairwise(edges))
    groups = lay_out(page(text=text, blocks=blocks).snapshot, claims)
    shown = "".join(part.text for group in groups for block in group.blocks for part in block.segments)
    assert [letter for letter in shown if letter.isalnum()] == [letter for letter in text if letter.isalnum()]


def test_blocks_that_overlap_are_shown_once() -> None:
    outer, inner = Block(start=0, end=22, kind="list_item"), Block(start=11, end=22)
    groups = lay_out(page(blocks=(outer, inner)).snapshot, ())
    assert ["".join(part.text for part in group.blocks[0].segments) for group in groups] == ["Pain fell. Sleep rose."]


# ---------------------------------------------------------------- words


def test_a_citation_names_three_authors_and_says_what_is_unknown() -> None:
    held, _ = small()
    publication = held.dossiers[0].sources[0].publication
    assert citation_words(publication) == (
        "Smith AB, Lee C, Roy D, et al. Ketamine and magnesium for neuropathic pain. Journal of Invented Trials. "
        "2020;1(2):3-9."
    )
    assert citation_words(PublicationBase(key="x")) == "Title unknown. Journal unknown. Year unknown."
    assert short_citation(PublicationBase(key="x", title="One two three four five six")) == (
        "“One two three four five …”, year unknown"
    )
    leaflet = PublicationBase(key="y", type="webpage", title="Leaflet.", publisher="A hospital")
    assert citation_words(leaflet) == "Leaflet. A hospital. Year unknown."
    assert citation_words(PublicationBase(key="z", type="webpage", title="Leaf")) == "Leaf. Year unknown."
    assert short_citation(None) == "no publication found"


def test_a_result_is_told_with_interval_and_significance() -> None:
    result = ResultBase(
        outcome="pain",
        arm="A",
        comparator="B",
        value=-0.2,
        ci_low=-0.6,
        ci_high=0.3,
        measure="effect_size",
        significant=False,
    )
    assert value_words(result) == "effect size -0.2 (95% CI -0.6 to 0.3)"
    assert result_sentence(result) == (
        "pain: A vs B, effect size -0.2 (95% CI -0.6 to 0.3), direction not reported, not significant"
    )
    assert result_sentence(ResultBase(outcome="pain")) == "pain: not reported"
    harm = ResultBase(
        outcome="nausea", kind=OutcomeKind.ADVERSE_EVENT, arm="A", comparator="B", direction=Direction.HARM
    )
    within = ResultBase(outcome="pain", arm="A", direction=Direction.BENEFIT)
    assert result_sentence(within) == "pain: A, better than before"
    assert result_sentence(harm) == "nausea: A vs B, more harm"


# ---------------------------------------------------------------- rows


def test_a_row_keeps_numbers_as_numbers_on_both_sides() -> None:
    first = evidence_rows(*small())[0]
    assert [number.value for number in first.claim.claimed] == [20, 35]
    assert [link.found.value for link in first.source.numbers if link.found] == [20, 35]
    assert first.source.primary_results[0].significant is False
    assert (first.claim.stated_study_type, first.source.design, first.source.participants) == (
        "rct",
        "rct_crossover",
        20,
    )


def test_a_claim_without_a_source_has_one_row_with_nothing_known_of_a_source() -> None:
    row = next(row for row in evidence_rows(*small()) if row.claim.claim == "K7")
    assert (row.source.publication, row.source.match_confidence, row.verdict.verdict) == (None, None, "no_citation")
    assert row.verdict.unchecked_reason == read.NO_SOURCE


def test_each_source_has_its_own_row_and_its_own_verdict() -> None:
    one = source(Support.SUPPORTED, AGREES)
    other = source(Support.OVERSTATED, DIFFERS, citation=citation(CitationStatus.CANDIDATE))
    rows = evidence_rows(page(Dossier(claim=claim(), sources=(other, one))))
    assert [(row.verdict.verdict, row.verdict.probable) for row in rows] == [("supported", False), ("overstated", True)]
