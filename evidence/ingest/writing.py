"""Build a snapshot's text piece by piece while blocks and links keep exact offsets; knows nothing of any format."""

import re
import unicodedata
from dataclasses import dataclass, field

from evidence.models import Block, Link

_RANK = {"": 0, " ": 1, "\t": 2, "\n": 3, "\n\n": 4}
_SPACES = re.compile(r"[ \t\n\r\f\v]+")


@dataclass(frozen=True)
class Place:
    """Where on the page the next words stand."""

    kind: str = "paragraph"
    region: str = "main"
    level: int | None = None
    preformatted: bool = False
    page: int | None = None


@dataclass
class TextWriter:
    """Collects words, breaks and links; `finish()`, `blocks` and `links` are the result.

    White space is folded as a browser folds it; words are brought to Unicode NFC as they come, so that an offset
    once given stays right.
    """

    blocks: list[Block] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    place: Place = field(default_factory=Place)
    _pieces: list[str] = field(default_factory=list)
    _length: int = 0
    _gap: str = ""
    _block_start: int | None = None
    _block_place: Place = field(default_factory=Place)
    _headings: list[tuple[int, str]] = field(default_factory=list)

    def words(self, raw: str) -> None:
        """Add running text."""
        if self.place.preformatted:
            self._put(raw.replace("\r\n", "\n").replace("\r", "\n"))
            return
        folded = _SPACES.sub(" ", raw)
        stripped = folded.strip(" ")
        if not stripped:
            self._gap = self._gap or (" " if folded and self._block_start is not None else "")
            return
        if folded[0] == " " and self._block_start is not None:
            self._gap = self._gap or " "
        self._put(stripped)
        if folded[-1] == " ":
            self._gap = " "

    def line_break(self) -> None:
        """Start a new line inside the block."""
        if self._block_start is not None:
            self._gap = "\n"

    def end_block(self, separator: str = "\n\n") -> None:
        """Close the block, if one is open, and part it from what follows."""
        if self._block_start is not None:
            self._close_block()
        if self._length and _RANK[separator] > _RANK[self._gap]:
            self._gap = separator

    def mark(self) -> int:
        """The offset at which the next words will stand."""
        return self._length + len(self._gap)

    def add_link(self, start: int, href: str, *, reference: str | None = None) -> None:
        """Record that the words since `start` are a link; a link without words is not recorded."""
        words = self.since(start)
        start += len(words) - len(words.lstrip())
        if self._length > start:
            place = self.place
            self.links.append(Link(start=start, end=self._length, href=href, region=place.region, reference=reference))

    def since(self, start: int) -> str:
        """The words since an offset; costs no more than their length."""
        tail: list[str] = []
        missing = self._length - start
        for piece in reversed(self._pieces):
            if missing <= 0:
                break
            tail.append(piece[-missing:])
            missing -= len(piece)
        return "".join(reversed(tail))

    def length(self) -> int:
        """How long the text is so far."""
        return self._length

    def finish(self) -> str:
        """Close what is open and give the text."""
        self.end_block("")
        return "".join(self._pieces)

    def _put(self, words: str) -> None:
        words = unicodedata.normalize("NFC", words)
        if not words:
            return
        if not self._gap and self._pieces and unicodedata.combining(words[0]):
            last = self._pieces.pop()
            self._length -= len(last)
            words = unicodedata.normalize("NFC", last + words)
        if self._gap:
            self._pieces.append(self._gap)
            self._length += len(self._gap)
            self._gap = ""
        if self._block_start is None:
            self._block_start, self._block_place = self._length, self.place
        self._pieces.append(words)
        self._length += len(words)

    def _close_block(self) -> None:
        start, place = self._block_start, self._block_place
        self._block_start = None
        if start is None:
            return
        if place.kind == "heading":
            level = place.level or 6
            self._headings = [h for h in self._headings if h[0] < level]
        headings = tuple(words for _, words in self._headings)
        self.blocks.append(
            Block(
                start=start,
                end=self._length,
                kind=place.kind,
                level=place.level,
                region=place.region,
                headings=headings,
                page=place.page,
            )
        )
        if place.kind == "heading":
            self._headings.append((place.level or 6, self.since(start)))
