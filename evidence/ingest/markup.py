"""What HTML elements mean for reading: which break a line, which are never read, which part of a page they are."""

import re

from selectolax.lexbor import LexborNode

SKIPPED = frozenset(
    {"script", "style", "template", "noscript", "head", "svg", "canvas", "object", "embed", "audio", "map"}
    | {"datalist", "option", "meta", "link", "base"}
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "details", "dialog", "dir", "div"}
    | {"fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "html", "legend", "main"}
    | {"nav", "p", "pre", "section", "summary", "video", "iframe", "button"}
    | {"dd", "dl", "dt", "li", "menu", "ol", "ul"}
    | {"table", "tbody", "td", "tfoot", "th", "thead", "tr"}
    | set(HEADINGS)
)
KINDS = {
    "li": "list_item",
    "dt": "list_item",
    "dd": "list_item",
    "td": "table_cell",
    "th": "table_cell",
    "blockquote": "quote",
    "figcaption": "caption",
    "caption": "caption",
    "button": "button",
    "summary": "heading",
    "pre": "code",
    "p": "paragraph",
}
SEPARATORS = {"li": "\n", "dt": "\n", "dd": "\n", "tr": "\n", "td": "\t", "th": "\t", "button": "\n"}
_REGIONS = {"nav": "nav", "aside": "aside", "form": "form", "dialog": "banner"}
_ROLES = {
    "navigation": "nav",
    "banner": "header",
    "contentinfo": "footer",
    "complementary": "aside",
    "form": "form",
    "search": "form",
    "main": "main",
    "dialog": "banner",
    "alertdialog": "banner",
}
_CONSENT = re.compile(r"cookie|consent|gdpr|ccpa", re.IGNORECASE)
_SECTIONING = frozenset({"article", "main", "section", "aside", "nav"})


def region_of(node: LexborNode, current: str, *, inside_content: bool) -> str:
    """The region an element opens, or the current one; header and footer count only outside of content."""
    tag = node.tag or ""
    attributes = node.attributes
    names = f"{attributes.get('id') or ''} {attributes.get('class') or ''}"
    if tag in BLOCKS and _CONSENT.search(names) and tag != "body":
        return "banner"
    role = _ROLES.get((attributes.get("role") or "").lower())
    if role is not None:
        return role
    if tag in {"header", "footer"} and not inside_content:
        return tag
    if tag == "main":
        return "main"
    return _REGIONS.get(tag, current)


def opens_content(tag: str) -> bool:
    """Whether a header or footer inside this element belongs to a piece of content and not to the page."""
    return tag in _SECTIONING
