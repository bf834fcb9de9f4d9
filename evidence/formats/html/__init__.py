"""Render a report or an evidence table as one self-contained HTML file; it decides nothing and fetches nothing.

The page's own words are hostile until escaped: everything is autoescaped, the content security policy allows the
inlined style and script by their hashes and nothing else, and no attribute holds script or style.
"""

from base64 import b64encode
from collections import Counter
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from evidence.report.overview import Overview, PageLine
from evidence.report.reading import is_judging
from evidence.report.view import ReportView, Tone, Verdict
from evidence.report.words import TONES, VERDICTS, moment_words
from evidence.text.counting import counted

SIGNS = {
    Tone.CONTRADICTED: "×",
    Tone.DOUBTFUL: "≈",
    Tone.SUPPORTED: "✓",
    Tone.UNCHECKED: "?",
    Tone.UNSOURCED: "○",
    Tone.BACKGROUND: "·",
}
TONE_WORDS = {
    Tone.CONTRADICTED: "Contradicted",
    Tone.DOUBTFUL: "Overstated or not supported",
    Tone.SUPPORTED: "Supported",
    Tone.UNCHECKED: "Not checked",
    Tone.UNSOURCED: "No source named",
    Tone.BACKGROUND: "Not checkable",
}


def asset(name: str) -> str:
    """The text of a style sheet or script of this package."""
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


def content_hash(text: str) -> str:
    """The hash of an inlined style or script as a content security policy writes it."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def policy(style: str, script: str) -> str:
    """A content security policy that allows this style and this script and nothing else, above all no request."""
    allowed_script = f"'{content_hash(script)}'" if script else "'none'"
    return (
        f"default-src 'none'; style-src '{content_hash(style)}'; script-src {allowed_script}; "
        "base-uri 'none'; form-action 'none'"
    )


@cache
def environment() -> Environment:
    """The template environment: everything escaped, an unknown name is an error."""
    made = Environment(
        loader=PackageLoader("evidence.formats", "html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals.update(signs=SIGNS, tone_words=TONE_WORDS, tones=TONES, verdicts=VERDICTS, Verdict=Verdict)
    made.filters["moment"] = moment_words
    made.filters["language"] = language_tag
    made.filters["sentence"] = sentence
    made.filters["counted"] = counted
    return made


def language_tag(language: str | None) -> str:
    """A language as an HTML attribute may hold it; empty means unknown.

    >>> language_tag("en-GB"), language_tag('"><script>')
    ('en-GB', '')
    """
    parts = (language or "").split("-")
    return "-".join(parts) if all(part.isascii() and part.isalnum() for part in parts) else ""


def sentence(words: str) -> str:
    """Words with a capital at their beginning, and no other letter changed.

    >>> sentence("held against FDA wording")
    'Held against FDA wording'
    """
    return words[:1].upper() + words[1:]


def render(template: str, *, style: str, script: str, **values: object) -> str:
    """A template with its style and script inlined and allowed by hash."""
    return (
        environment()
        .get_template(template)
        # The style and the script are this package's own files and hold nothing of the page.
        .render(policy=policy(style, script), style=Markup(style), script=Markup(script), **values)  # noqa: S704
    )


def report_html(view: ReportView, *, index: str = "") -> str:
    """The audit report of a page as one HTML file; `index` is the file beside it that leads to other pages' reports."""
    style = asset("base.css") + asset("report.css")
    by_key = {claim.key: claim for claim in view.claims}
    tone_counts = Counter(claim.tone for claim in view.claims)
    counts = [(tone, tone_counts[tone]) for tone in Tone if tone_counts[tone]]
    script = asset("report.js")
    return render(
        "report.html.j2",
        style=style,
        script=script,
        view=view,
        by_key=by_key,
        bars=bars(view),
        counts=counts,
        index=index,
    )


def index_html(view: Overview) -> str:
    """The index of several pages' reports as one HTML file that links to them."""
    style = asset("base.css") + asset("report.css") + asset("overview.css")
    return render("overview.html.j2", style=style, script="", view=view, bars_of=stripes)


@dataclass(frozen=True)
class Bar:
    """A stripe of the verdict bar, in hundredths of its length; `probable` for sources nobody confirmed."""

    tone: Tone
    probable: bool
    count: int
    left: float
    width: float


def stripes(line: PageLine) -> tuple[Bar, ...]:
    """The stripes of a page's bar in the index."""
    total = max(sum(count for _, count in line.tones), 1)
    shown: list[Bar] = []
    left = 0.0
    for tone, count in line.tones:
        width = count / total * 100
        shown.append(Bar(tone, probable=False, count=count, left=round(left, 3), width=round(width, 3)))
        left += width
    return tuple(shown)


def bars(view: ReportView) -> tuple[Bar, ...]:
    """The stripes of the verdict bar, those on a confirmed source before those that are only probable."""
    counts = Counter((claim.tone, claim.probable and is_judging(claim.verdict)) for claim in view.claims)
    shown: list[Bar] = []
    left = 0.0
    for tone in Tone:
        for probable in (False, True):
            count = counts[tone, probable]
            width = count / max(view.summary.claims, 1) * 100
            if count:
                shown.append(Bar(tone, probable, count, round(left, 3), round(width, 3)))
            left += width
    return tuple(shown)
