"""Read what a page says of itself: title, byline, dates, language; dates stay as printed, nothing is inferred."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser

MAX_JSON_LD = 300_000
_WORD = re.compile(r"[^\W\d_]+")
_COMMONEST = """
en the of and to in is that for with are this your you from can or our have it
es de la que el en los se del las por con para una su al lo como más pero sus
fr de la le et les des en un du une que est pour qui dans sur au avec il ne vous
de der die und in den von zu das mit sich des auf für ist im dem nicht ein eine sie
it di che il per una con non si da come più del della nel dei sono le gli alla anche
pt de que o em um para com não uma os no se na por mais as dos como mas foi ao
nl de van het een en in is dat op te zijn met voor niet aan er om ook als door
"""
_FUNCTION_WORDS = {line[:2]: line[3:].split(" ") for line in _COMMONEST.strip().splitlines()}
MIN_WORDS = 40


class PageFacts(NamedTuple):
    """What the page states; None where it does not."""

    title: str | None = None
    byline: str | None = None
    published: str | None = None
    modified: str | None = None
    language: str | None = None


def page_facts(tree: LexborHTMLParser) -> PageFacts:
    """Read title, author, dates and language from the head, from JSON-LD, and from marked-up bylines."""
    linked = tuple(_json_ld(tree))
    meta = {
        (node.attributes.get("property") or node.attributes.get("name") or "").lower(): node.attributes.get("content")
        for node in tree.css("meta[content]")
    }
    title = tree.css_first("title")
    times = [node.attributes.get("datetime") for node in tree.css("time[datetime]")]
    html = tree.css_first("html")
    return PageFacts(
        title=_clean(title.text() if title else None) or _clean(meta.get("og:title")),
        byline=_first(_names(entry.get("author")) for entry in linked if entry.get("author"))
        or _clean(meta.get("author"))
        or _byline(tree),
        published=_first(_date(entry.get("datePublished")) for entry in linked)
        or _clean(meta.get("article:published_time") or meta.get("date"))
        or (times[0] if times else None),
        modified=_first(_date(entry.get("dateModified")) for entry in linked)
        or _clean(meta.get("article:modified_time") or meta.get("last-modified")),
        language=_clean(html.attributes.get("lang") if html else None),
    )


def language_of(text: str, declared: str | None = None) -> str | None:
    """The language as a two-letter code: told by its commonest words, else as declared, else None.

    A text of fewer than 40 words is too short to tell.

    >>> language_of("The clinic is the best place for you and your family, and our care is with you. " * 4)
    'en'
    >>> language_of("short")
    """
    words = Counter(word.lower() for word in _WORD.findall(text[:20_000]))
    total = sum(words.values())
    stated = declared.split("-")[0].lower()[:2] if declared else None
    if total < MIN_WORDS:
        return stated
    shares = {code: sum(words[w] for w in common) / total for code, common in _FUNCTION_WORDS.items()}
    best = max(shares, key=lambda code: shares[code])
    rival = sorted(shares.values())[-2]
    # A running text has about a third of its words among the twenty commonest; a margin keeps lists of names out.
    if shares[best] >= 0.12 and shares[best] > 1.3 * rival:
        return best
    return stated


def _json_ld(tree: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    for node in tree.css('script[type="application/ld+json"]'):
        source = node.text() or ""
        if len(source) > MAX_JSON_LD:
            continue
        try:
            waiting = [json.loads(source)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            entry = waiting.pop()
            if isinstance(entry, dict):
                yield entry
                waiting.extend(value for key, value in entry.items() if key in {"@graph", "mainEntity"})
            elif isinstance(entry, list):
                waiting.extend(entry)


def _names(author: Any) -> str | None:
    entries = author if isinstance(author, list) else [author]
    names = [entry.get("name") if isinstance(entry, dict) else entry for entry in entries]
    return _clean(", ".join(name for name in names if isinstance(name, str)))


def _date(value: Any) -> str | None:
    return _clean(value) if isinstance(value, str) else None


def _byline(tree: LexborHTMLParser) -> str | None:
    node = tree.css_first('[rel="author"], [itemprop="author"], .byline, .author-name, .post-author')
    return _clean(node.text(separator=" ") if node else None)


def _first(values: Iterator[str | None]) -> str | None:
    return next((value for value in values if value), None)


def _clean(value: str | None) -> str | None:
    folded = " ".join((value or "").split())[:300]
    return folded or None
