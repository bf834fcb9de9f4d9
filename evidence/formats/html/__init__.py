"""Render a report or an evidence table as one self-contained HTML file; it decides nothing and fetches nothing.

The page's own words are hostile until escaped: everything is autoescaped, the content security policy allows the
inlined style and script by their hashes and nothing else, and no attribute holds script or style.
"""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from evidence.report.view import ReportView, Tone, Verdict
from evidence.report.words import TONES, VERDICTS, moment_words

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
    return made


def language_tag(language: str | None) -> str:
    """A language as an HTML attribute may hold it; empty means unknown.

    >>> language_tag("en-GB"), language_tag('"><script>')
    ('en-GB', '')
    """
    parts = (language or "").split("-")
    return "-".join(parts) if all(part.isascii() and part.isalnum() for part in parts) else ""


def render(template: str, *, style: str, script: str, **values: object) -> str:
    """A template with its style and script inlined and allowed by hash."""
    return (
        environment()
        .get_template(template)
        # The style and the script are this package's own files and hold nothing of the page.
        .render(policy=policy(style, script), style=Markup(style), script=Markup(script), **values)  # noqa: S704
    )


def report_html(view: ReportView) -> str:
    """The audit report of a page as one HTML file."""
    style = asset("base.css") + asset("report.css")
    by_key = {claim.key: claim for claim in view.claims}
    return render("report.html.j2", style=style, script=asset("report.js"), view=view, by_key=by_key, bars=bars(view))


def bars(view: ReportView) -> tuple[tuple[Tone, int, float, float], ...]:
    """The stripes of the verdict bar: tone, count, left edge and width in hundredths of the whole."""
    total = view.summary.claims
    shown: list[tuple[Tone, int, float, float]] = []
    left = 0.0
    for tone in Tone:
        count = sum(claim.tone is tone for claim in view.claims)
        if count:
            width = round(count / total * 100, 3)
            shown.append((tone, count, round(left, 3), width))
            left += width
    return tuple(shown)
