"""Find a page's own reference list and join its entries to the marks that point at them; resolves nothing."""

import re
from collections.abc import Iterator, Mapping, Sequence

from evidence.models import Block, Link, Reference

_TITLE = re.compile(
    r"(?:selected |scientific |medical |article |key )?"
    r"(?:references?|sources|citations|bibliography|works cited|literature(?: cited)?|footnotes|endnotes)"
    r"(?: (?:and|&) (?:references|sources|notes|further reading))?:?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[\[(]?(\d{1,3})[\])]?[.:)]?\s+")
_BRACKETED = re.compile(r"\[(\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*)\]")


def find_references(text: str, blocks: Sequence[Block]) -> tuple[Reference, ...]:
    """The entries under a heading such as References or Sources, each with the number that marks it.

    An entry without a printed number gets its place in the list.
    """
    entries: list[Reference] = []
    level: int | None = None
    for block in blocks:
        words = text[block.start : block.end]
        if _TITLE.fullmatch(words.strip()):
            level = block.level or 6
        elif level is not None and block.kind == "heading" and (block.level or 6) <= level:
            level = None
        elif level is not None and block.kind != "heading":
            entries.extend(_entries(words, block.start, len(entries)))
    return tuple(entries)


def _entries(words: str, start: int, so_far: int) -> Iterator[Reference]:
    for line in re.finditer(r"[^\n]+", words):
        if len(line.group().strip()) < 12:
            continue
        so_far += 1
        number = _NUMBER.match(line.group())
        mark = number.group(1) if number else str(so_far)
        yield Reference(mark=mark, start=start + line.start(), end=start + line.end())


def bracketed_marks(text: str, references: Sequence[Reference]) -> Iterator[Link]:
    """Marks in square brackets such as [3] or [2, 5-7], where the page has a reference list for them."""
    if not references:
        return
    first = min(reference.start for reference in references)
    for mark in _BRACKETED.finditer(text):
        if mark.start() < first:
            yield Link(start=mark.start(), end=mark.end(), href="", reference=mark.group(1))


def with_targets(links: Sequence[Link], ids: Mapping[str, int], references: Sequence[Reference]) -> Iterator[Link]:
    """Give links into the page's reference list the mark of the entry they jump to."""
    for link in links:
        place = ids.get(link.href[1:]) if link.href.startswith("#") else None
        entry = None
        if place is not None:
            entry = next((r for r in references if r.start <= place + 4 and place < r.end), None)
        yield link.model_copy(update={"reference": entry.mark}) if entry is not None else link
