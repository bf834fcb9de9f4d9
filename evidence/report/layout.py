"""Cut a page's text into the blocks it reads in and the stretches that claims cover; it never changes a word.

Marks that stand between blocks, such as the bullet of a list item, are left to the list that is shown.
"""

from dataclasses import replace
from itertools import groupby, pairwise

from evidence.models import Block, ClaimBase, SnapshotBase
from evidence.report.view import Segment, TextBlock, TextGroup

_REPORT_LEVEL = 3
"""The first heading level of the page's own text within a report, below its title and its sections."""


def _paragraphs(text: str, start: int, end: int) -> list[Block]:
    blocks: list[Block] = []
    position = start
    for part in text[start:end].split("\n\n"):
        lead = len(part) - len(part.lstrip())
        if any(character.isalnum() for character in part):
            blocks.append(Block(start=position + lead, end=position + len(part.rstrip())))
        position += len(part) + 2
    return blocks


def cover(snapshot: SnapshotBase) -> tuple[Block, ...]:
    """Blocks that hold every word of the text once, in order: the snapshot's, and paragraphs for what lies between."""
    blocks: list[Block] = []
    cursor = 0
    for block in sorted(snapshot.blocks, key=lambda block: (block.start, block.end)):
        start, end = max(block.start, cursor), min(block.end, len(snapshot.text))
        if end <= start:
            continue
        blocks += _paragraphs(snapshot.text, cursor, start)
        blocks.append(block.model_copy(update={"start": start, "end": end}))
        cursor = end
    return (*blocks, *_paragraphs(snapshot.text, cursor, len(snapshot.text)))


def cut(text: str, start: int, end: int, claims: tuple[ClaimBase, ...]) -> tuple[Segment, ...]:
    """The stretch cut wherever a claim begins or ends; joined together, the pieces are the stretch again."""
    inside = [claim for claim in claims if claim.start < end and claim.end > start]
    edges = {start, end, *(claim.start for claim in inside), *(claim.end for claim in inside)}
    marks = sorted(edge for edge in edges if start <= edge <= end)
    segments: list[Segment] = []
    for left, right in pairwise(marks):
        over = sorted(
            (claim for claim in inside if claim.start <= left and claim.end >= right),
            key=lambda claim: (claim.end - claim.start, claim.start, claim.key),
        )
        opens = tuple(claim.key for claim in over if max(claim.start, start) == left)
        lead = over[0] if over else None
        segments.append(
            Segment(
                text=text[left:right],
                start=left,
                lead=lead.key if lead else None,
                keys=tuple(claim.key for claim in over),
                opens=opens,
                closes=lead is not None and lead.end == right,
            )
        )
    return tuple(segments)


def _level(stated: int | None, previous: int) -> int:
    wanted = _REPORT_LEVEL + max((stated or 2) - 2, 0)
    return min(wanted, previous + 1, 6)


def lay_out(snapshot: SnapshotBase, claims: tuple[ClaimBase, ...]) -> tuple[TextGroup, ...]:
    """The text as it reads, list items together, headings one level at a time, every claim where it stands."""
    placed: list[TextBlock] = []
    previous, opened = _REPORT_LEVEL - 1, set[str]()
    for block in cover(snapshot):
        level = 0
        if block.kind == "heading":
            level = previous = _level(block.level, previous)
        segments = []
        for segment in cut(snapshot.text, block.start, block.end, claims):
            new = tuple(key for key in segment.opens if key not in opened)
            opened.update(new)
            segments.append(replace(segment, opens=new))
        placed.append(TextBlock(block.kind, level, block.region, tuple(segments)))
    return _group(placed)


def _group(blocks: list[TextBlock]) -> tuple[TextGroup, ...]:
    groups: list[TextGroup] = []
    for (kind, region), members in groupby(blocks, key=lambda block: (block.kind, block.region)):
        together = tuple(members)
        if kind in {"list_item", "table_cell"}:
            groups.append(TextGroup(kind, region, together))
        else:
            groups += [TextGroup(kind, region, (block,)) for block in together]
    return tuple(groups)
