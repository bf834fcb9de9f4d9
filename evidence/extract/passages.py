"""Cut a snapshot into sentences that know their place: kind of block, heading above, list they belong to.

Nothing is judged here, and no text outside the blocks is lost where a snapshot has no blocks.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from evidence.models import Block, SnapshotBase
from evidence.text.sentences import sentences

SILENT_REGIONS = frozenset({"nav", "form", "banner"})
SILENT_KINDS = frozenset({"button", "code"})
_ENDS_OPEN = re.compile(r"[^.!?…]\Z")
_BULLETS = tuple("•●▪◦‣✓✔✅➤►")
SHORTEST, LONGEST = 4, 1_200
"""Characters of a sentence. A longer stretch without a full stop is a table, a list of names or noise, and no claim."""
_ITEM_WORDS = 9
"""A line of more words than this is not taken for an item of an unmarked list."""


class Passage(NamedTuple):
    """A sentence with its place on the page; `block` counts blocks and tells neighbours apart."""

    start: int
    end: int
    kind: str
    section: str | None
    block: int


def passages(snapshot: SnapshotBase) -> list[Passage]:
    """The sentences of a snapshot in reading order, without navigation, forms and buttons."""
    found: list[Passage] = []
    for number, (start, end, kind, section) in enumerate(_stretches(snapshot)):
        found.extend(
            Passage(span.start, span.end, _kind_of_piece(snapshot.text, span.start, kind), section, number)
            for span in sentences(snapshot.text, start, end)
            if SHORTEST <= span.end - span.start <= LONGEST
        )
    return found


def _kind_of_piece(text: str, start: int, kind: str) -> str:
    """An item of a list, where a bullet in the middle of a line stands before it."""
    before = text[max(0, start - 3) : start].strip()
    return "list_item" if kind == "paragraph" and before[-1:] in _BULLETS else kind


def _stretches(snapshot: SnapshotBase) -> Iterator[tuple[int, int, str, str | None]]:
    """Blocks, those joined to one that a fixed-width layout broke apart in the middle of a sentence."""
    if not snapshot.blocks:
        yield 0, len(snapshot.text), "paragraph", None
        return
    kept = [b for b in snapshot.blocks if b.region not in SILENT_REGIONS and b.kind not in SILENT_KINDS]
    at = 0
    while at < len(kept):
        block, kind = kept[at], _kind(kept, at, snapshot.text)
        last = at
        while kind == "paragraph" and last + 1 < len(kept) and _runs_on(snapshot.text, kept[last], kept[last + 1]):
            last += 1
        yield block.start, kept[last].end, kind, block.headings[-1] if block.headings else None
        at = last + 1


def _runs_on(text: str, block: Block, following: Block) -> bool:
    """Whether the next line goes on with the sentence of this one."""
    if following.kind != "paragraph" or text[block.end : following.start].strip(" \t\r") != "\n":
        return False
    opening = text[following.start : following.start + 1]
    return (
        block.end - block.start >= 45 and opening.islower() and bool(_ENDS_OPEN.search(text[block.start : block.end]))
    )


def _kind(blocks: list[Block], at: int, text: str) -> str:
    """The kind of a block; a short open line beside another such line is an item of a list nobody marked."""
    block = blocks[at]
    if block.kind != "paragraph" or not _is_short_line(block, text):
        return block.kind
    beside = [blocks[n] for n in (at - 1, at + 1) if 0 <= n < len(blocks)]
    listed = any(b.kind == "list_item" or (b.kind == "paragraph" and _is_short_line(b, text)) for b in beside)
    return "list_item" if listed else block.kind


def _is_short_line(block: Block, text: str) -> bool:
    words = text[block.start : block.end]
    return len(words) < 90 and words[-1:] not in ".!?:;," and len(words.split()) <= _ITEM_WORDS
