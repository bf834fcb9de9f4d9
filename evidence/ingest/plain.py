"""Read plain text: the text is the decoded file itself, never changed; its blocks show by blank lines and marks."""

import re
from collections.abc import Iterator

from evidence.models import Block

ALGORITHM = "plain-1"
_BULLET = re.compile(r"[ \t]*(?:[•‣▪◦●·*–-]|\d{1,2}[.)])[ \t\u00a0]+")
_LINE = re.compile(r"[^\r\n]+")
_ENDS_LIKE_A_SENTENCE = re.compile(r"[.!?:;,…][\"”’')\]]*$")
_BLANK_LINE_BEFORE = re.compile(r"\n[ \t]*\r?\n[ \t]*$")
_BLANK_LINE_AFTER = re.compile(r"\r?\n[ \t]*\r?\n")
MAX_HEADING_WORDS = 14


def blocks_of(text: str) -> tuple[Block, ...]:
    r"""Find the paragraphs, headings and list items of plain text, each with the heading it stands under.

    >>> [(b.kind, text[b.start:b.end]) for text in ["Relief\n\nIt helps.\n  • Pain\n"] for b in blocks_of(text)]
    [('heading', 'Relief'), ('paragraph', 'It helps.'), ('list_item', 'Pain')]
    """
    return tuple(_walk(text))


def _walk(text: str) -> Iterator[Block]:
    heading: tuple[str, ...] = ()
    for line in _LINE.finditer(text):
        words = line.group().strip()
        if not words:
            continue
        start = line.start() + len(line.group()) - len(line.group().lstrip())
        end = start + len(words)
        bullet = _BULLET.match(line.group())
        if bullet is not None and line.start() + bullet.end() < end:
            yield Block(start=line.start() + bullet.end(), end=end, kind="list_item", headings=heading)
        elif _is_heading(text, line, words):
            heading = (words,)
            yield Block(start=start, end=end, kind="heading", level=2)
        else:
            yield Block(start=start, end=end, headings=heading)


def _is_heading(text: str, line: re.Match[str], words: str) -> bool:
    """Whether a line stands alone between blank lines, is short, and does not end as a sentence does."""
    if len(words.split()) > MAX_HEADING_WORDS or (_ENDS_LIKE_A_SENTENCE.search(words) and not words.endswith("?")):
        return False
    before = text[max(0, line.start() - 200) : line.start()]
    after = text[line.end() : line.end() + 200]
    alone_before = not before.strip() or _BLANK_LINE_BEFORE.search(before) is not None
    alone_after = _BLANK_LINE_AFTER.match(after) is not None
    return alone_before and alone_after and any(c.isalpha() for c in words)
