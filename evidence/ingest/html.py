"""Read HTML to canonical text with blocks, regions, links and reference marks; nothing visible is dropped.

The walk is iterative, so that depth cannot exhaust the stack; nothing of the page is ever run.
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from evidence.ingest import markup
from evidence.ingest.errors import UnreadablePageError
from evidence.ingest.limits import Limits
from evidence.ingest.writing import Place, TextWriter

ALGORITHM = "html-1"
_REFERENCE_MARK = re.compile(r"[\[(]?(\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*)[\])]?|[*†‡§]")
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*?(/?)>")
_NEVER_NEST = frozenset(b"br img input meta link hr p li td tr th option area base col embed source wbr".split())
_PLAYERS = re.compile(r"youtube|vimeo|wistia|player|video", re.IGNORECASE)


class Parsed(NamedTuple):
    """An HTML page read to text: the writer with blocks and links, what nobody read, and where each id stands."""

    writer: TextWriter
    text: str
    images: int
    videos: int
    ids: dict[str, int]
    tree: LexborHTMLParser


@dataclass
class _Open:
    """An element that was entered: what to put back when it is left."""

    node: LexborNode
    place: Place
    inside_content: bool
    start: int


@dataclass
class _Walk:
    writer: TextWriter = field(default_factory=TextWriter)
    stack: list[_Open] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)
    images: int = 0
    videos: int = 0
    inside_content: bool = False

    def enter(self, node: LexborNode) -> bool:
        """Begin an element; False when its children are not to be read."""
        tag = node.tag or ""
        if tag == "br":
            self.writer.line_break()
            return False
        self._count(node, tag)
        if tag in markup.SKIPPED:
            return False
        if tag in markup.BLOCKS:
            self.writer.end_block(self._separator(tag))
        self.stack.append(_Open(node, self.writer.place, self.inside_content, self.writer.mark()))
        if identifier := node.attributes.get("id") or (tag == "a" and node.attributes.get("name")):
            self.ids.setdefault(str(identifier), self.writer.mark())
        self._move(node, tag)
        return True

    def leave(self) -> None:
        """End the innermost open element."""
        entered = self.stack.pop()
        tag = entered.node.tag or ""
        if tag in markup.BLOCKS:
            self.writer.end_block(self._separator(tag))
        elif tag == "a" and (href := (entered.node.attributes.get("href") or "").strip()):
            self.writer.add_link(entered.start, href, reference=self._reference(entered.start))
        elif tag == "sup":
            self._mark_reference(entered.start)
        self.writer.place, self.inside_content = entered.place, entered.inside_content

    def _move(self, node: LexborNode, tag: str) -> None:
        place = self.writer.place
        region = markup.region_of(node, place.region, inside_content=self.inside_content)
        kind, level = markup.KINDS.get(tag, place.kind), place.level
        if tag in markup.HEADINGS:
            kind, level = "heading", markup.HEADINGS[tag]
        self.writer.place = Place(kind, region, level, place.preformatted or tag in {"pre", "textarea"})
        self.inside_content = self.inside_content or markup.opens_content(tag)

    def _count(self, node: LexborNode, tag: str) -> None:
        if tag == "img":
            self.images += 1
        elif tag == "video" or (tag == "iframe" and _PLAYERS.search(node.attributes.get("src") or "")):
            self.videos += 1

    def _reference(self, start: int) -> str | None:
        if self.writer.length() - start > 12:
            return None
        found = _REFERENCE_MARK.fullmatch(self.writer.since(start).strip())
        return (found.group(1) or found.group()) if found else None

    def _mark_reference(self, start: int) -> None:
        last = self.writer.links[-1] if self.writer.links else None
        if (mark := self._reference(start)) and not (last is not None and last.start >= start):
            self.writer.add_link(start, "", reference=mark)

    @staticmethod
    def _separator(tag: str) -> str:
        return markup.SEPARATORS.get(tag, "\n\n")


def parse_html(source: str, *, name: str, limits: Limits) -> Parsed:
    """Read an HTML page or fragment.

    Raises:
        UnreadablePageError: elements are nested deeper than the limit.
    """
    depth = _depth(source.encode("utf-8", "replace"))
    if depth > limits.max_depth:
        advice = "raise the limit with --max-depth if this page is meant"
        raise UnreadablePageError(
            name, f"elements are nested {depth:,} deep, the limit is {limits.max_depth:,}", advice
        )
    tree = LexborHTMLParser(source)
    walk = _Walk()
    if tree.root is not None:
        _traverse(tree.root, walk)
    return Parsed(walk.writer, walk.writer.finish(), walk.images, walk.videos, walk.ids, tree)


def _traverse(root: LexborNode, walk: _Walk) -> None:
    node: LexborNode | None = root
    while node is not None:
        entered = node.is_element_node and walk.enter(node)
        if node.is_text_node:
            walk.writer.words(node.text_content or "")
        following = node.first_child if entered else None
        if following is None:
            if entered:
                walk.leave()
            following = _next_in_order(node, root, walk)
        node = following


def _next_in_order(node: LexborNode, root: LexborNode, walk: _Walk) -> LexborNode | None:
    """The next sibling, or that of the nearest ancestor that has one, leaving elements on the way up."""
    current: LexborNode | None = node
    while current is not None and walk.stack:
        if current.next is not None:
            return current.next
        current = current.parent
        walk.leave()
    del root
    return None


def _depth(source: bytes) -> int:
    """How deep elements nest at most, by counting tags: an upper bound, found without building a tree."""
    depth = deepest = 0
    for found in _TAG.finditer(source):
        closing, tag, self_closed = found.groups()
        if self_closed or tag.lower() in _NEVER_NEST:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest
