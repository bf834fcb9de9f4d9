"""Cues of a sentence put together where two words say one thing: `greater … reduction`, `reduction was greater`.

It never says for whom or of which outcome.
"""

from evidence.abstracts.cues import (
    OPPOSITE,
    Cue,
    CueKind,
    size_word,
)
from evidence.abstracts.reading import Sentence


def merged(found: tuple[Cue, ...], places: set[int], sentence: Sentence) -> list[Cue]:
    """Cues outside the outcome's own words; `greater … reduction` and `reduction was greater` become one cue."""
    kept: list[Cue] = []
    for cue in found:
        if cue.kind is not CueKind.NULL and set(range(cue.first, cue.last)) <= places:
            continue
        if kept and sentence.lowers[cue.first : cue.first + 2] in {("more", "so"), ("less", "so")}:
            more = sentence.lowers[cue.first] == "more"
            kept.append(cue._replace(kind=kept[-1].kind if more else OPPOSITE[kept[-1].kind]))
            continue
        joined = _joined(kept[-1], cue, sentence) if kept else None
        if joined is None:
            kept.append(cue)
        else:
            kept[-1] = joined
    return kept


def _joined(before: Cue, cue: Cue, sentence: Sentence) -> Cue | None:
    read = sentence.lowers
    if _serves(before, cue, sentence):
        kind = before.kind if before.kind is CueKind.NULL or cue.kind is CueKind.BETTER else cue.kind
        return Cue(OPPOSITE[kind] if before.kind is CueKind.WORSE else kind, before.first, before.last)
    if CueKind.NULL in {before.kind, cue.kind} or CueKind.DIFFERENT in {before.kind, cue.kind}:
        return None
    if cue.noun and cue.first - before.last <= 3 and not _parted(sentence, before.last, cue.first):
        size = size_word(read[before.last - 1])
        if size:
            return Cue(cue.kind if size > 0 else OPPOSITE[cue.kind], before.first, cue.last, noun=True)
    between = [one for one in read[before.last : cue.first] if not one.endswith("ly")]
    if read[cue.first] in _SIZES and len(between) <= 1 and cue.first - before.last <= 3 and not before.noun:
        larger = read[cue.first] in {"more", "most"}
        return Cue(before.kind if larger else OPPOSITE[before.kind], before.first, cue.last)
    size = size_word(read[cue.first])
    stands_after = any(
        read[at] in {"was", "were", "is", "are"} and read[at - 1] != "and"
        for at in range(max(1, cue.first - 3), cue.first)
    )
    if (
        before.noun
        and not cue.noun
        and size
        and stands_after
        and not _parted(sentence, before.last, cue.first, clause_only=True)
    ):
        return Cue(before.kind if size > 0 else OPPOSITE[before.kind], cue.first, cue.last)
    return None


_SIZES = frozenset({"less", "more", "least", "most"})


def _serves(before: Cue, cue: Cue, sentence: Sentence) -> bool:
    """Whether a cue only says at what another is good: `no better than placebo at reducing …`."""
    if cue.first == 0 or before.kind not in {CueKind.NULL, CueKind.BETTER, CueKind.WORSE} or before.noun:
        return False
    lowers = sentence.lowers
    if not lowers[cue.first].endswith("ing") or lowers[cue.first - 1] not in {"at", "in", "for"}:
        return False
    return cue.first - before.last <= 12 and not _parted(sentence, before.last, cue.first, clause_only=True)


def _parted(sentence: Sentence, first: int, last: int, *, clause_only: bool = False) -> bool:
    stops = {";", "but", "whereas", "while"} if clause_only else {",", ";", "and", "than", "but", "(", ")"}
    return not stops.isdisjoint(sentence.lowers[first:last])
