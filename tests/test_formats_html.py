"""The HTML report: self-contained, safe with hostile pages, accessible, and the same as its golden file."""

import json
import os
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.formats.html import asset, bars, content_hash, report_html
from evidence.models import FindingBase, PageDossier
from evidence.report import ReportView, RuleNote, build_report

GOLDEN = Path(__file__).parent / "golden"
NOW = datetime(2026, 1, 5, tzinfo=UTC)
VOID = {"meta", "link", "br", "input", "img", "hr", "col"}


def small() -> tuple[PageDossier, tuple[FindingBase, ...]]:
    held = json.loads((GOLDEN / "small_page.json").read_text(encoding="utf-8"))
    findings = tuple(FindingBase.model_validate(finding) for finding in held["findings"])
    return PageDossier.model_validate(held["page"]), findings


def view_of(page: PageDossier, findings: tuple[FindingBase, ...]) -> ReportView:
    rules = {"VER001": RuleNote("number-from-other-outcome", ("21 CFR 202.1(e)(6)",))}
    return build_report(page, findings, head="f" * 64, tool_version="0.1.0", now=NOW, rules=rules)


@pytest.fixture(scope="module")
def html() -> str:
    return report_html(view_of(*small()))


class Outline(HTMLParser):
    """What a test wants to know of a page: tags, attributes, headings, text, and whether tags close in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.misplaced: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID and not (self.open and self.open[-1] == "svg" and tag == "path"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.misplaced.append(tag)

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in {"style", "script"}:
            self.words.append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)

    def all(self, name: str) -> list[str]:
        return [attributes[name] for _, attributes in self.tags if name in attributes]


# ---------------------------------------------------------------- safe and self-contained


def test_the_report_asks_nothing_of_any_network(html: str) -> None:
    page = Outline(html)
    assert not [tag for tag, _ in page.tags if tag in {"link", "img", "iframe", "object", "embed", "base"}]
    assert not page.all("src")
    assert "url(http" not in html
    assert "@import" not in html


def test_the_content_security_policy_allows_the_one_style_and_script_by_hash(html: str) -> None:
    policy = next(attributes["content"] for tag, attributes in Outline(html).tags if "http-equiv" in attributes)
    styles = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    assert (len(styles), len(scripts)) == (1, 1)
    assert policy == (
        f"default-src 'none'; style-src '{content_hash(styles[0])}'; script-src '{content_hash(scripts[0])}'; "
        "base-uri 'none'; form-action 'none'"
    )


def test_no_attribute_holds_script_or_style(html: str) -> None:
    names = {name for _, attributes in Outline(html).tags for name in attributes}
    assert not [name for name in names if name.startswith("on") or name == "style"]


def test_the_words_of_a_hostile_page_stay_words(html: str) -> None:
    page = Outline(html)
    assert "<script>alert(1)" not in html
    assert "sleep returns <script>alert(1)</script>" in page.text
    assert "Relief Clinic: <i>infusions</i>" in page.text
    assert not [tag for tag, _ in page.tags if tag == "i"]


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60).map(lambda text: text.replace("\r", " ")))
def test_no_words_of_a_page_become_markup(words: str) -> None:
    page, findings = small()
    title = page.page.model_copy(update={"title": words or "x", "address": words or "x"})
    made = Outline(report_html(view_of(page.model_copy(update={"page": title}), findings)))
    usual = Outline(report_html(view_of(page, findings)))
    links = ("http://", "https://")
    expected = [tag for tag, _ in usual.tags if tag != "a"]
    assert [tag for tag, _ in made.tags if tag != "a"] == expected
    assert all(href.startswith(("#", *links)) for href in made.all("href"))


def test_links_lead_to_identifiers_or_within_the_report(html: str) -> None:
    page = Outline(html)
    ids = set(page.all("id"))
    inner = {href[1:] for href in page.all("href") if href.startswith("#")}
    outer = {href for href in page.all("href") if not href.startswith("#")}
    assert inner <= ids
    assert outer == {
        "https://clinic.example/relief",
        "https://doi.org/10.1234/invented.1",
        "https://doi.org/10.1234/invented.2",
        "https://pubmed.ncbi.nlm.nih.gov/123/",
        "https://pubmed.ncbi.nlm.nih.gov/456/",
        "https://clinicaltrials.gov/study/NCT00000001",
    }


# ---------------------------------------------------------------- what it shows


def test_every_claim_has_its_address_its_record_and_its_place_in_the_text(html: str) -> None:
    page = Outline(html)
    ids = page.all("id")
    assert len(ids) == len(set(ids))
    for number in range(1, 10):
        assert f"K{number}" in ids
        assert f"t-K{number}" in ids
    marked = {key for keys in page.all("data-c") for key in keys.split()}
    assert marked == {f"K{number}" for number in range(1, 10)}


def test_a_candidate_looks_different_from_a_confirmed_source(html: str) -> None:
    assert html.count('<span class="chip confirmed">Confirmed by a curator</span>') == 4
    assert html.count('<span class="chip candidate">Candidate: nobody has confirmed this match</span>') == 2
    assert '<a class="c doubtful probable end" href="#K4"' in html


def test_what_was_not_checked_is_said_with_its_reason_and_never_as_nothing(html: str) -> None:
    page = Outline(html)
    assert "A claim that was not checked is neither right nor wrong in this report." in page.text
    assert "The claim states no time." in page.text
    assert "The page names no source" in page.text


def test_the_study_and_the_claim_stand_side_by_side_with_their_numbers(html: str) -> None:
    text = " ".join(Outline(html).text.split())
    assert "20% → at least one adverse event during infusion: ketamine, 20% adverse event" in text
    assert "ketamine vs placebo: no difference, P = 0.296" in text


def test_the_report_prints_the_head_of_the_log_and_the_hashes(html: str) -> None:
    page, _ = small()
    text = Outline(html).text
    assert "f" * 64 in text
    assert page.snapshot.text_sha256 in text


def test_a_page_without_claims_says_that_this_is_no_pass() -> None:
    page, _ = small()
    text = Outline(report_html(view_of(page.model_copy(update={"dossiers": ()}), ()))).text
    assert "No checkable claim was found on this page. That does not mean that nothing on it is wrong." in text
    assert "There was no claim to check. That is not a pass." in text


def test_the_stripes_of_the_bar_fill_it() -> None:
    stripes = bars(view_of(*small()))
    assert sum(bar.count for bar in stripes) == 9
    assert stripes[-1].left + stripes[-1].width == pytest.approx(100, abs=0.1)
    assert [(bar.tone.value, bar.probable, bar.count) for bar in stripes][:2] == [
        ("contradicted", False, 3),
        ("doubtful", True, 1),
    ]


# ---------------------------------------------------------------- for everyone


def test_tags_close_and_headings_never_skip_a_level(html: str) -> None:
    page = Outline(html)
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert page.misplaced == []
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_every_control_has_a_name_and_every_landmark_a_title(html: str) -> None:
    page = Outline(html)
    ids = set(page.all("id"))
    assert set(page.all("aria-labelledby")) - {"bar-title bar-text"} <= ids
    assert {"bar-title", "bar-text"} <= ids
    assert [tag for tag, _ in page.tags].count("main") == 1
    assert "lang" in page.tags[0][1]


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [0, 1, 2], ids=["light", "dark", "print"])
def test_every_colour_of_words_has_the_contrast_wcag_asks_for(scheme: int) -> None:
    css = asset("base.css")
    roots = re.findall(r":root \{(.*?)\}", css, re.DOTALL)
    colours = {
        name: value if len(value) == 7 else "#" + "".join(digit * 2 for digit in value[1:])
        for name, value in re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6})", roots[scheme])
    }
    for ink in ("ink", "soft", "link", "contradicted", "doubtful", "supported", "unchecked", "unsourced", "background"):
        for ground in ("paper", "raised", "sunken"):
            assert _contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
    for tone in ("contradicted", "doubtful", "supported", "unchecked", "unsourced"):
        assert _contrast(colours[tone], colours[f"{tone}-tint"]) >= 4.5, tone
        assert _contrast(colours["ink"], colours[f"{tone}-tint"]) >= 4.5, tone


# ---------------------------------------------------------------- golden file


def normalised(html: str) -> str:
    """The report without what only changes of style, script or version change."""
    html = re.sub(r"<style>.*?</style>", "<style></style>", html, flags=re.DOTALL)
    html = re.sub(r"<script>.*?</script>", "<script></script>", html, flags=re.DOTALL)
    return re.sub(r"sha256-[A-Za-z0-9+/=]{44}", "sha256-", html)


def test_the_report_is_the_golden_one(html: str) -> None:
    golden = GOLDEN / "report.html"
    made = normalised(html)
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(made, encoding="utf-8")
    assert made == golden.read_text(encoding="utf-8")
