"""Cut a text into sentences with exact offsets: sentencex, then rules for abbreviations, reference marks and lists.

It never changes, drops or joins characters: what lies between two spans is blank space or a list mark.
"""

import re
from collections.abc import Iterator

import sentencex

from evidence.text.spans import Span, trimmed
from evidence.text.words import words

_ABBREVIATION = words(
    "dr mr mrs ms prof st vs fig figs eq ref refs no nos vol pp approx ca cf incl esp resp al e.g i.e etc viz dept univ"
    " pts pt min hr hrs sec wk wks mo mos yr yrs i.v i.m s.c p.o b.i.d t.i.d q.d q.i.d ph.d ed eds suppl ser phys"
    " jan feb mar apr jun jul aug sep sept oct nov dec inc ltd co corp approx mt ft tab cap inj max"
)
# after these a new sentence may well begin when the next word has a capital
_MAY_END = words(
    "etc al i.v i.m s.c p.o pts pt min hr hrs sec wk wks mo mos yr yrs inc ltd co corp b.i.d t.i.d q.d q.i.d ft tab"
    " cap inj max no"
)
_LAST_WORD = re.compile(r"([\w.'’-]{1,20})\.[\"”’)\]]*\s*\Z")
_INITIAL = re.compile(r"(?:^|[\s(\[])(?:[A-Z]\.)+[\"”’)\]]*\s*\Z")
_NAME_AFTER = re.compile(r"[A-Z][a-z]+")
_TAKES_LETTER = re.compile(
    r"(?i:vitamins?|hepatitis|type|group|factor|phase|grade|class|schedule|influenza|part)\s+[A-Z]\.\W*\Z"
)
_STARTER = re.compile(
    r"[\"“‘(\[]*(?:The|It|Its|In|This|That|These|Those|They|We|Our|You|Your|He|She|If|For|Most|Many|Some|But|And"
    r"|When|While|However"
    r"|There|A|An|As|At|On|To|With|Patients|People|Researchers|Studies|No|Not|By|From|After|Because|Although|What"
    r"|How|Why)\b"
)
_OPENS_LOWER = re.compile(r"[\"“‘(\[]*[a-z]")
_CONTINUES = re.compile(r"[\"“‘(\[]*[a-z,;&+=<>±]|\(?(?:19|20)\d\d[;:)]|\d+\s*[;:(]")
_LIST_MARK = re.compile(r"[\s•●▪◦‣·*✓✔✅➤►–—-]*(?:\(?(?:(?:\d{1,2}|[a-z])[.)]|[A-Z]\))(?=\s|\Z))?\s*")
_ONLY_MARK = re.compile(r"[\s•●▪◦‣·*✓✔✅➤►–—-]*\(?(?:\d{1,2}|[a-zA-Z])?[.)]?\s*\Z")
_BULLET = re.compile(r"[•●▪◦‣✓✔✅➤►]")
# a reference mark after the stop or before it, or no blank after the stop; every way begins with a stop or a digit
_MISSED = re.compile(
    r"(?=[.!?\d])(?:"
    r"(?<=[a-z)%\]\"”])(?:\d{1,3}(?:[,-]\d{1,3})*)?[.!?][\"”’)\]]*(?:\s?\[\d{1,3}(?:[,–-]\s?\d{1,3})*\])+\s*(?=[\"“‘(\[]?[A-Z0-9])"
    r"|(?<=[a-z)%\]\"”])[.!?](?=[A-Z][a-z]+[\s,])"
    r"|(?<=[a-z]{3})[.!?]\d{1,2}(?:[,–-]\d{1,2})*\s+(?=[A-Z][a-z])"
    r"|(?<=[a-z]{3})\d{1,2}(?:[,–-]\d{1,2})*[.!?]\s+(?=[A-Z][a-z])"
    r"|[.!?][\"”’)\]]*\s+(?=[\"“‘(\[]?[A-Z][a-z]+\b)"
    r")"
)
_REFERENCE_ONLY = re.compile(r"\s*(?:\(?\[?\d{1,3}(?:[,–-]\s?\d{1,3})*\]?\)?|\[[^\]]{1,20}\]|[\"”’)\]]+)[.]?\s*\Z")
_LONGEST = 2_000
"""A stretch without any sentence mark longer than this is cut at blank space, so that no later step reads it whole."""


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The sentences of `text[start:end]` in order, trimmed, as offsets into `text`; list marks stay outside.

    >>> text = "Dr. Lee et al. (2019) saw relief.[3] It lasts!"
    >>> [span.of(text) for span in sentences(text)]
    ['Dr. Lee et al. (2019) saw relief.[3]', 'It lasts!']
    """
    stop = len(text) if end is None else min(end, len(text))
    found: list[Span] = []
    for line in _lines(text, start, stop):
        for piece in _sentences_of_line(text, line):
            found.extend(_bounded(text, piece))
    return found


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    """Lines, those joined to one that a fixed-width layout broke in the middle of a sentence."""
    opened = at = start
    while at < end:
        cut = text.find("\n", at, end)
        stop = end if cut == -1 else cut
        if cut == -1 or not _broken_line(text, at, cut, end):
            if not text[opened:stop].isspace() and opened < stop:
                yield Span(opened, stop)
            opened = stop + 1
        at = stop + 1


def _broken_line(text: str, start: int, cut: int, end: int) -> bool:
    line = text[start:cut].rstrip()
    if len(line) < 45 or line[-1] in ".!?:;•":  # a column narrower than 45 characters is not prose
        return False
    following = text[cut + 1 : min(cut + 40, end)]
    if not following or following[0] == "\n" or not following.strip():
        return False
    return bool(_OPENS_LOWER.match(following.lstrip(" \t"))) and not _ONLY_MARK.match(following.split(" ", 1)[0] + " ")


def _sentences_of_line(text: str, line: Span) -> Iterator[Span]:
    opened = free = line.start
    for bullet in _BULLET.finditer(text, line.start + 1, line.end):
        at = bullet.start()
        if at > free and text[at - 1].isspace():
            yield from _prose(text, opened, at - 1)
            opened, free = at, at + 1 + text[at + 1 : at + 2].isspace()
    yield from _prose(text, opened, line.end)


def _prose(text: str, start: int, end: int) -> Iterator[Span]:
    mark = _LIST_MARK.match(text, start, end)
    start = mark.end() if mark and mark.end() < end else start
    piece = text[start:end]
    if not piece.strip():
        return
    bounds = [start + b["end_index"] for b in sentencex.get_sentence_boundaries("en", piece)] or [end]
    bounds[-1] = end
    opened = start
    for bound in _with_missed(text, start, bounds):
        if bound < end and not _is_boundary(text, opened, bound, end):
            continue
        span = trimmed(text, opened, bound)
        if span.start < span.end:
            yield span
        opened = bound


def _with_missed(text: str, start: int, bounds: list[int]) -> list[int]:
    missed = {m.end() for m in _MISSED.finditer(text, start, bounds[-1])}
    return sorted(missed.union(bounds)) if missed else bounds


def _is_boundary(text: str, opened: int, bound: int, end: int) -> bool:
    """Whether a proposed boundary stands: not after an abbreviation or list number, not before a lower case."""
    following = text[bound : bound + 40].lstrip()
    if following[:1].isupper() and _ends_plainly(text[max(opened, bound - 40) : bound].rstrip()):
        return True
    if not following or _REFERENCE_ONLY.match(text, bound, end):
        return False
    tail = text[max(opened, bound - 40) : bound]
    if _ONLY_MARK.match(tail) or _CONTINUES.match(following):
        return False
    word = _LAST_WORD.search(tail)
    if word is None:
        return True
    last = word[1].lower()
    if last in _ABBREVIATION:
        return last in _MAY_END and bool(_NAME_AFTER.match(following))
    return not _INITIAL.search(tail) or _ends_at_initial(tail, following)


def _ends_plainly(tail: str) -> bool:
    """Whether a long word in lower case, longer than every abbreviation, or a bracket ends with a full stop."""
    last = tail[-8:-1]
    return tail.endswith(".") and len(tail) > 15 and (tail[-2] == ")" or (last.isalpha() and last.islower()))


def _ends_at_initial(tail: str, following: str) -> bool:
    """Whether `D.` or `U.S.` ends a sentence: after a word that takes a letter or before a usual opener."""
    return bool(_TAKES_LETTER.search(tail) or _STARTER.match(following))


def _bounded(text: str, span: Span) -> Iterator[Span]:
    while span.end - span.start > _LONGEST:
        cut = text.rfind(" ", span.start + 1, span.start + _LONGEST)
        cut = span.start + _LONGEST if cut == -1 else cut
        yield trimmed(text, span.start, cut)
        span = trimmed(text, cut, span.end)
    if span.start < span.end:
        yield span
