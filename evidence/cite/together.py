"""Which claims of a page lean on the same trial, so that one trial is not counted as several.

It never says that two trials are the same from their words: the same publication or registration number decides.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from evidence.models import CitationStatus, Dossier, Source


class Together(NamedTuple):
    """Claims that lean on one trial, by the publications that report it; `probable` where a match is unconfirmed."""

    claims: tuple[str, ...]
    publications: tuple[str, ...]
    registry_ids: tuple[str, ...]
    probable: bool

    @property
    def sentence(self) -> str:
        """The finding in words."""
        lean = "probably lean" if self.probable else "lean"
        named = f" ({', '.join(self.registry_ids)})" if self.registry_ids else ""
        what = "publication" if len(self.publications) == 1 else "trial"
        return f"{len(self.claims)} claims {lean} on the same {what}{named}"


def leaning_together(dossiers: Sequence[Dossier]) -> tuple[Together, ...]:
    """The groups of two or more claims that share a publication or a registration number, in the order of the page."""
    groups = _joined({_marks(source): None for dossier in dossiers for source in _sources(dossier)})
    found = []
    for marks in groups:
        mine = [
            (dossier.claim.key, source)
            for dossier in dossiers
            for source in _sources(dossier)
            if _marks(source) & marks
        ]
        claims = tuple(dict.fromkeys(key for key, _ in mine))
        if len(claims) > 1:
            found.append(
                Together(
                    claims,
                    tuple(sorted(value for kind, value in marks if kind == "publication")),
                    tuple(sorted(value for kind, value in marks if kind == "registry")),
                    any(source.citation.status is CitationStatus.CANDIDATE for _, source in mine),
                )
            )
    return tuple(found)


def _sources(dossier: Dossier) -> list[Source]:
    refused = {CitationStatus.REFUSED, CitationStatus.UNRESOLVED}
    return [source for source in dossier.sources if source.citation.status not in refused and _marks(source)]


def _marks(source: Source) -> frozenset[tuple[str, str]]:
    """What tells the trial of a source: its publication and every registration number known for it."""
    marks = set()
    if source.publication is not None:
        marks.add(("publication", source.publication.key))
        marks.update(("registry", number.upper()) for number in source.publication.registry_ids)
    if source.study is not None and source.study.registry_id:
        marks.add(("registry", source.study.registry_id.upper()))
    return frozenset(marks)


def _joined(sets: Iterable[frozenset[tuple[str, str]]]) -> list[frozenset[tuple[str, str]]]:
    """The sets that share a mark, made one."""
    group_of: dict[tuple[str, str], int] = {}
    groups: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for number, marks in enumerate(sets):
        merged = {group_of[mark] for mark in marks if mark in group_of}
        home = min(merged, default=number)
        groups[home] |= marks
        for other in sorted(merged - {home}):
            groups[home] |= groups.pop(other)
        group_of.update(dict.fromkeys(groups[home], home))
    return [frozenset(groups[number]) for number in sorted(groups)]
