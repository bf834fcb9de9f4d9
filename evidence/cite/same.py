"""Whether two records are of one publication, and the record of both.

They are one if they share a PMID, DOI or PMCID and disagree on none, or if they share key and title; the names of
publications that a person merged count as those of the one that stayed. What is known is only added to.
"""

from collections.abc import Set as AbstractSet

from rapidfuzz.fuzz import ratio

from evidence.cite.differing import plain
from evidence.cite.duplicates import IDENTIFIERS
from evidence.cite.standing import TAKEN_BACK, ListedNotice, standing_of
from evidence.models import PublicationBase, Standing

_OWN = frozenset(
    {
        "key",
        "source_record",
        "source_format",
        "not_kept",
        "standing",
        "standing_source",
        "standing_checked_on",
        "notices",
    }
)
"""Fields that are not filled from another record of the same publication as the rest is."""
ALIKE = 80.0
"""Per cent of two titles that must agree for the key of a merged publication to be taken for it."""
Names = AbstractSet[tuple[str, str]]
NONE: Names = frozenset()


def same_publication(one: PublicationBase, other: PublicationBase, names: Names = NONE) -> bool:
    """Whether two records are of one publication; `names` are those of publications merged into the first.

    >>> a = PublicationBase(key="a", title="Pain", doi="10.1/x")
    >>> same_publication(a, PublicationBase(key="b", doi="10.1/x")), same_publication(a, PublicationBase(key="a"))
    (True, False)
    >>> same_publication(a, PublicationBase(key="b", doi="10.1/y"), {("doi", "10.1/y")})
    True
    """
    pairs = [(name, getattr(one, name), getattr(other, name)) for name in IDENTIFIERS]
    known = [left == right or (name, right) in names for name, left, right in pairs if left and right]
    if known:
        return all(known)
    if ("key", other.key) in names:
        return bool(ratio(plain_title(one), plain_title(other)) >= ALIKE)
    return one.key == other.key and plain_title(one) == plain_title(other)


def plain_title(record: PublicationBase) -> str:
    """The letters and digits of the title."""
    return plain(record.title)


def filled(known: PublicationBase, new: PublicationBase) -> PublicationBase:
    """The record that is known, with what only the new one says; a change of standing for the worse is taken over.

    >>> filled(PublicationBase(key="a", title="Pain"), PublicationBase(key="b", title="PAIN", year=2020)).year
    2020
    """
    empty = PublicationBase(key=known.key)
    values = {
        name: getattr(new, name)
        for name in PublicationBase.model_fields
        if name not in _OWN and getattr(known, name) == getattr(empty, name)
    }
    fresh = tuple(notice for notice in new.notices if notice not in known.notices)
    merged = known.model_copy(update={**values, "notices": known.notices + fresh})
    found = new.standing
    if found is not Standing.UNKNOWN and known.standing is not Standing.UNKNOWN:
        found = _graver(known, new, fresh=bool(fresh))
    if found in {Standing.UNKNOWN, known.standing}:
        return merged
    names = ("standing_source", "standing_checked_on")
    return merged.model_copy(update={"standing": found} | {name: getattr(new, name) for name in names})


def _graver(known: PublicationBase, new: PublicationBase, *, fresh: bool) -> Standing:
    """The graver of two standings, but for a reinstatement, which yields only to notices that were not known."""
    if known.standing is Standing.REINSTATED:
        return new.standing if fresh and new.standing in TAKEN_BACK else known.standing
    return standing_of(known, [ListedNotice(new.standing, new.standing.value)]).standing
