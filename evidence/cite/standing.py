"""What has become of a publication since it appeared, from its own notices and from a public list of retractions.

It never takes silence for a clean record: without anything that could have told, the standing is unknown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from evidence.models import PublicationBase, Standing


@dataclass(frozen=True, slots=True)
class ListedNotice:
    """A row of a list of retractions: what happened to which paper, when, why, and the notice that says so."""

    standing: Standing
    nature: str
    """as the list words it"""
    pmid: str | None = None
    doi: str | None = None
    notice_pmid: str | None = None
    notice_doi: str | None = None
    on: date | None = None
    reason: str | None = None


class StandingFound(NamedTuple):
    """The standing with what it rests on; `reason` is a sentence."""

    standing: Standing
    reason: str
    on: date | None = None


class _Event(NamedTuple):
    standing: Standing
    reason: str
    on: date | None


_REF_TYPES = {
    "RetractionIn": Standing.RETRACTED,
    "RetractedandRepublishedIn": Standing.RETRACTED,
    "PartialRetractionIn": Standing.CORRECTED,
    "ExpressionOfConcernIn": Standing.EXPRESSION_OF_CONCERN,
    "ErratumIn": Standing.CORRECTED,
    "CorrectedandRepublishedIn": Standing.CORRECTED,
    "UpdateIn": Standing.SUPERSEDED,
    "WithdrawalIn": Standing.WITHDRAWN,
}
"""PubMed's RefTypes that say something about the record itself, the others speak of another record; and Crossref's
withdrawal, for which PubMed has none."""

_TYPE_UIS = {
    "D016441": (Standing.RETRACTED, "PubMed types it a retracted publication"),
    "D000076942": (Standing.PREPRINT_ONLY, "PubMed types it a preprint"),
}
"""By UI, because labels change: D016441 is a retracted publication, D016440 only the notice of another's retraction."""

_GRAVEST_FIRST = (
    Standing.RETRACTED,
    Standing.WITHDRAWN,
    Standing.EXPRESSION_OF_CONCERN,
    Standing.REINSTATED,
    Standing.SUPERSEDED,
    Standing.CORRECTED,
    Standing.PREPRINT_ONLY,
)
TAKEN_BACK = frozenset({Standing.RETRACTED, Standing.WITHDRAWN, Standing.EXPRESSION_OF_CONCERN})
"""What a reinstatement takes back."""


def standing_of(
    publication: PublicationBase, listed: Sequence[ListedNotice] = (), *, looked_up: bool = False
) -> StandingFound:
    """The standing a publication has, by its notices, its publication types and the list's rows about it.

    A reinstatement takes back what came before it, unless a retraction is dated later. An erratum is `corrected`, an
    expression of concern is itself. Without any sign the standing is the one on record; it becomes `current` only where
    `looked_up` says that a list was asked and the publication has an identifier the list knows papers by.
    """
    events = [*_own_events(publication), *_listed_events(listed)]
    reinstated = [event for event in events if event.standing is Standing.REINSTATED]
    holding = [event for event in events if not _taken_back(event, reinstated)]
    for standing in _GRAVEST_FIRST:
        mine = [event for event in holding if event.standing is standing]
        if mine:
            return StandingFound(*_newest(mine))
    if publication.standing is not Standing.UNKNOWN:
        return StandingFound(publication.standing, "nothing new is known", None)
    if looked_up and (publication.pmid or publication.doi):
        return StandingFound(Standing.CURRENT, "the list has nothing about it")
    return StandingFound(Standing.UNKNOWN, "nothing that could tell was looked at")


def _own_events(publication: PublicationBase) -> Iterable[_Event]:
    for notice in publication.notices:
        if notice.kind in _REF_TYPES:
            where = notice.source or notice.doi or (f"PMID {notice.pmid}" if notice.pmid else "no place given")
            yield _Event(_REF_TYPES[notice.kind], f"a notice is linked to it ({notice.kind}): {where}", None)
    for heading in publication.publication_types:
        if heading.ui in _TYPE_UIS:
            standing, reason = _TYPE_UIS[heading.ui]
            yield _Event(standing, reason, None)
    reason = f"it stood on record before ({publication.standing_source or 'no source given'})"
    if publication.standing in TAKEN_BACK:
        yield _Event(publication.standing, reason, None)
    elif publication.standing is Standing.REINSTATED:
        yield _Event(publication.standing, reason, publication.standing_checked_on)


def _listed_events(listed: Sequence[ListedNotice]) -> Iterable[_Event]:
    for row in listed:
        when = f" of {row.on.isoformat()}" if row.on else ""
        why = f": {row.reason}" if row.reason else ""
        yield _Event(row.standing, f"the list has a notice{when}, {row.nature}{why}", row.on)


def _taken_back(event: _Event, reinstated: Sequence[_Event]) -> bool:
    """Whether a reinstatement came after it; where dates are missing it did, as it must follow something."""
    if event.standing not in TAKEN_BACK:
        return False
    return any(event.on is None or again.on is None or again.on >= event.on for again in reinstated)


def _newest(events: Sequence[_Event]) -> _Event:
    return max(events, key=lambda event: (event.on or date.min, event.reason))


class NoticeIndex:
    """The rows of a list by the papers they are about."""

    def __init__(self, rows: Iterable[ListedNotice]) -> None:
        self._by_pmid: dict[str, list[ListedNotice]] = {}
        self._by_doi: dict[str, list[ListedNotice]] = {}
        self.size = 0
        for row in rows:
            self.size += 1
            if row.pmid:
                self._by_pmid.setdefault(row.pmid, []).append(row)
            if row.doi:
                self._by_doi.setdefault(row.doi.lower(), []).append(row)

    def about(self, publication: PublicationBase) -> tuple[ListedNotice, ...]:
        """The rows about a publication, found by PubMed number and by DOI, each once."""
        found = list(self._by_pmid.get(publication.pmid or "", ()))
        found += self._by_doi.get((publication.doi or "").lower(), ())
        return tuple(dict.fromkeys(found))
