"""How a claim points at publications: identifiers and links on the page, its reference list, or its words alone.

It never fetches and never guesses an identifier: what no record of the library fits stays unresolved.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from evidence import ids
from evidence.cite.index import LibraryIndex
from evidence.cite.rank import Candidate, rank
from evidence.models import (
    CitationBase,
    CitationMethod,
    CitationStatus,
    ClaimBase,
    Link,
    MatchConfidence,
    PublicationBase,
    Reference,
    SnapshotBase,
    StatedDesign,
)

PROBABLE = 0.6
"""The estimated chance from which a match by words is called probable."""
OFFERED = 3
"""Matches by words that are offered for one claim."""
NEAR = 0.5
"""How near to the best one a further match must come, as a share of its score."""
LONGEST_SPAN = 30
"""Entries of the reference list that one printed span may stand for."""
_SPAN = re.compile(r"(\d{1,3})\s*[–-]\s*(\d{1,3})")
_MARK = re.compile(
    r"[\s\[(]*(?:\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*|[*†‡]|source|study|ref(?:erence)?)[\s\])]*", re.IGNORECASE
)
_AFTER_MARK = re.compile(r"[ \u00a0.,;:!?\])\[(]{0,6}")
_AFTER_LINK = re.compile(r"[ \u00a0,;:)\[(]{0,4}")


class Cited(NamedTuple):
    """A citation of a claim with the key of the publication it leads to, None where it leads to none."""

    claim: str
    citation: CitationBase
    publication: str | None = None


def cite_claim(
    claim: ClaimBase,
    library: Sequence[PublicationBase] | LibraryIndex,
    snapshot: SnapshotBase | None = None,
    *,
    exclude: Collection[str] = (),
) -> tuple[Cited, ...]:
    """How a claim points at publications, each publication once; empty where it credits nothing.

    Identifiers, links and marks of the reference list come first; only a claim that has none of them is matched by its
    words. An attribution or link that leads to no record is one citation that says unresolved.

    Args:
        claim: the claim, its `attribution` as the page words it.
        library: the records, or an index of them when many claims are asked.
        snapshot: the page, for its links and reference list; None where only the claim is known.
        exclude: keys of publications that are not to be answered.
    """
    index = library if isinstance(library, LibraryIndex) else LibraryIndex(library)
    found = [*_in_words(claim, index)]
    if snapshot is not None:
        found += _on_page(claim, snapshot, index)
    kept = _each_once(one for one in found if one.publication not in exclude)
    if any(one.publication for one in kept):
        return tuple(one for one in kept if one.publication or one.citation.href)
    if claim.attribution is None:
        return tuple(kept)
    located = _credited(claim, snapshot)
    candidates = rank(asked(claim), index, exclude=exclude, limit=OFFERED)
    candidates = tuple(one for one in candidates if one.score >= NEAR * candidates[0].score)
    matched = [_matched(claim, candidate, CitationMethod.MATCH, located) for candidate in candidates]
    return tuple(kept + (matched or [_unresolved(claim, CitationMethod.NONE, located)]))


def asked(claim: ClaimBase) -> str:
    """The words a claim is matched by: its own, with what it inherits from the page around it.

    >>> from evidence.models import ClaimType
    >>> asked(ClaimBase(key="c", start=0, end=12, quote="Pain halves.", claim_type=ClaimType.EFFICACY, study_year=2020,
    ...                 intervention="ketamine", attribution="A study"))
    'A study. Pain halves. ketamine 2020'
    """
    quote = claim.quote
    before = f"{claim.attribution}. " if claim.attribution and claim.attribution not in quote else ""
    said = (before + quote).lower()
    more = [claim.intervention, claim.condition, claim.comparator, claim.route]
    more += [str(claim.study_year) if claim.study_year else None]
    more += [f"published in {claim.journal}" if claim.journal else None]
    more += [f"n = {claim.sample_size}" if claim.sample_size else None]
    more += [_DESIGN_WORDS.get(claim.study_type)]
    added = " ".join(word for word in more if word and word.lower() not in said)
    return f"{before}{quote} {added}".rstrip()


_DESIGN_WORDS = {
    StatedDesign.RCT: "randomized",
    StatedDesign.SYSTEMATIC_REVIEW: "systematic review",
    StatedDesign.META_ANALYSIS: "meta-analysis",
    StatedDesign.REVIEW: "review",
    StatedDesign.COHORT: "cohort",
    StatedDesign.RETROSPECTIVE: "retrospective",
    StatedDesign.CASE_SERIES: "case series",
    StatedDesign.CASE_REPORT: "case report",
    StatedDesign.SURVEY: "survey",
    StatedDesign.GUIDELINE: "guideline",
}


def _in_words(claim: ClaimBase, index: LibraryIndex) -> Iterator[Cited]:
    """Identifiers the claim itself spells out."""
    text = f"{claim.quote} {claim.attribution or ''}"
    for identifier in ids.identifiers_in(text):
        yield from _exact(claim, index, identifier, CitationMethod.IDENTIFIER)


def _exact(
    claim: ClaimBase,
    index: LibraryIndex,
    identifier: ids.Identifier,
    method: CitationMethod,
    place: Link | Reference | None = None,
) -> Iterator[Cited]:
    """The records with an identifier the page carries; confirmed where it names one alone: a trial may have several."""
    keys = index.keys_by_identifier(identifier)
    alone = len(keys) == 1
    citation = CitationBase.model_validate(
        {
            **_located(claim, place),
            "method": method,
            "confidence": MatchConfidence.CERTAIN if alone else MatchConfidence.PROBABLE,
            "status": CitationStatus.CONFIRMED if alone else CitationStatus.CANDIDATE,
            "score": 1.0,
            "reasons": (f"the page carries its {identifier.kind} {identifier.value}",),
        }
    )
    for key in keys:
        yield Cited(claim.key, citation, key)


def _located(claim: ClaimBase, place: Link | Reference | None) -> dict[str, object]:
    """Where the page credits the source: the fields of a citation that say so."""
    return {
        "attribution": claim.attribution,
        "start": place.start if place else None,
        "end": place.end if place else None,
        "href": (place.href or None) if isinstance(place, Link) else None,
    }


def _on_page(claim: ClaimBase, snapshot: SnapshotBase, index: LibraryIndex) -> Iterator[Cited]:
    """What the claim's links and reference marks lead to."""
    links = links_of(claim, snapshot)
    for link in links:
        if link.reference is None:
            yield from _by_link(claim, link, index)
    marks = [mark for link in links if link.reference is not None for mark in _marks(link.reference)]
    entries = {reference.mark: reference for reference in snapshot.reference_list}
    for mark in dict.fromkeys(marks):
        if mark in entries:
            yield from _by_reference(claim, entries[mark], snapshot, index)


def links_of(claim: ClaimBase, snapshot: SnapshotBase) -> list[Link]:
    """The links within a claim's span, and the marks and links that follow it directly."""
    end = claim.end
    found = []
    for link in sorted(snapshot.links, key=lambda link: (link.start, link.end)):
        inside = link.start < claim.end and link.end > claim.start
        if inside or (link.start >= end and _follows(snapshot.text, end, link)):
            found.append(link)
            end = max(end, link.end)
    return found


_STOP = re.compile(r"[.!?…][\"”’')\]]*\s*\Z")
_ALONE = re.compile(r"\s*[)\]]?\s*(?:[.;,!?]|\n|\Z)")


def _follows(text: str, end: int, link: Link) -> bool:
    """Whether a link belongs to the words before it: behind a full stop only a mark may, or a link that stands alone.

    `It helps. (source)` credits what was said; `It helps. A trial showed …` begins something else.
    """
    words, between = text[link.start : link.end], text[end : link.start]
    if _MARK.fullmatch(words):
        return _AFTER_MARK.fullmatch(between) is not None
    ended = _STOP.search(text[:end]) is not None or _STOP.search(between) is not None
    return _AFTER_LINK.fullmatch(between) is not None and (not ended or _ALONE.match(text, link.end) is not None)


def _marks(printed: str) -> Iterator[str]:
    """The marks of a printed list of them: `2, 5-7` is 2, 5, 6 and 7."""
    for part in re.split(r"\s*[,;]\s*", printed):
        span = _SPAN.fullmatch(part)
        if span is None:
            yield part
        else:
            first, last = int(span[1]), int(span[2])
            yield from map(str, range(first, min(last, first + LONGEST_SPAN) + 1))


def _by_link(claim: ClaimBase, link: Link, index: LibraryIndex) -> Iterator[Cited]:
    exact = [
        one
        for identifier in ids.identifiers_in(link.href)
        for one in _exact(claim, index, identifier, CitationMethod.LINK, link)
    ]
    if exact:
        yield from exact
        return
    keys = index.keys_by_address(link.href)
    said = {
        **_located(claim, link),
        "method": CitationMethod.LINK,
        "confidence": MatchConfidence.PROBABLE,
        "status": CitationStatus.CANDIDATE,
        "reasons": ("the link is its address",),
    }
    for key in keys:
        yield Cited(claim.key, CitationBase.model_validate(said), key)
    if not keys and link.href.partition(":")[0].lower() in {"http", "https", "doi", "pmid"}:
        yield _unresolved(claim, CitationMethod.LINK, _located(claim, link))


def _by_reference(claim: ClaimBase, entry: Reference, snapshot: SnapshotBase, index: LibraryIndex) -> Iterator[Cited]:
    words = snapshot.text[entry.start : entry.end]
    for identifier in (*ids.identifiers_in(words), *_identifiers_of_links(entry, snapshot)):
        exact = list(_exact(claim, index, identifier, CitationMethod.REFERENCE_LIST, entry))
        if exact:
            yield from exact
            return
    best = next(iter(rank(words, index, limit=1)), None)
    if best is None:
        yield _unresolved(claim, CitationMethod.REFERENCE_LIST, _located(claim, entry))
    else:
        yield _matched(claim, best, CitationMethod.REFERENCE_LIST, _located(claim, entry))


def _identifiers_of_links(entry: Reference, snapshot: SnapshotBase) -> Iterator[ids.Identifier]:
    for link in snapshot.links:
        if entry.start <= link.start < entry.end:
            yield from ids.identifiers_in(link.href)


def _matched(claim: ClaimBase, candidate: Candidate, method: CitationMethod, located: dict[str, object]) -> Cited:
    said = {
        **located,
        "method": method,
        "confidence": MatchConfidence.PROBABLE if candidate.score >= PROBABLE else MatchConfidence.POSSIBLE,
        "status": CitationStatus.CANDIDATE,
        "score": candidate.score,
        "reasons": candidate.reasons,
    }
    return Cited(claim.key, CitationBase.model_validate(said), candidate.record.key)


def _unresolved(claim: ClaimBase, method: CitationMethod, located: dict[str, object]) -> Cited:
    said = {
        **located,
        "method": method,
        "confidence": MatchConfidence.NOT_FOUND,
        "status": CitationStatus.UNRESOLVED,
        "reasons": ("no record of the library fits well enough",),
    }
    return Cited(claim.key, CitationBase.model_validate(said))


def _credited(claim: ClaimBase, snapshot: SnapshotBase | None) -> dict[str, object]:
    """Where the attribution stands: within the claim, else the nearest place before it."""
    at = -1
    if snapshot is not None and claim.attribution:
        at = snapshot.text.find(claim.attribution, claim.start, claim.end)
        if at < 0:
            at = snapshot.text.rfind(claim.attribution, 0, claim.end)
    if at < 0:
        return {"attribution": claim.attribution}
    return {"attribution": claim.attribution, "start": at, "end": at + len(claim.attribution or "")}


def _each_once(found: Iterable[Cited]) -> list[Cited]:
    """The first citation of each publication, and of each place that leads nowhere."""
    kept: dict[tuple[object, ...], Cited] = {}
    for one in found:
        place = () if one.publication else (one.citation.start, one.citation.href)
        kept.setdefault((one.publication, *place), one)
    return list(kept.values())
