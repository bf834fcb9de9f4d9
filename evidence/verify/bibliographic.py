"""Compare the facts a page gives about its source with the record: participants, year, journal, standing."""

import re
import unicodedata

from evidence.models import Check, CheckName, PublicationBase, Standing
from evidence.verify.pair import Pair, agrees, differs, field, not_checked, quoted

_INFLATED = 1.2  # rule VER009: more than a fifth above the record


def check_sample_size(pair: Pair) -> Check:
    """Whether the stated number of participants is one the study reports; more than a fifth above it is inflated."""
    name, stated, real = CheckName.SAMPLE_SIZE, pair.claim.sample_size, pair.study.sample_size
    if stated is None:
        return not_checked(name, "the claim names no number of participants")
    if real is None:
        return not_checked(name, "the study's number of participants is not on record")
    where = (quoted(pair), field("participants", f"{real} ({pair.study.sample_size_basis.value})"))
    if stated == real or stated in {arm.participants for arm in pair.study.arms}:
        return agrees(name, f"the study reports {stated} participants", *where)
    code = "sample_size_inflated" if stated > real * _INFLATED else "sample_size_differs"
    return differs(name, code, f"{stated} participants claimed, {real} on record", *where)


def check_year(pair: Pair) -> Check:
    """Whether the stated year is the year of publication, give or take one for online-first (rule VER009)."""
    name, stated = CheckName.YEAR, pair.claim.study_year
    real = pair.publication.year if pair.publication and pair.publication.year else pair.study.year
    if stated is None:
        return not_checked(name, "the claim names no year")
    if real is None or ("year" in pair.study.unverified and not (pair.publication and pair.publication.year)):
        return not_checked(name, "the year of the source is not on record or was not seen in a source")
    where = (quoted(pair), field("year", real))
    if stated == real:
        return agrees(name, f"the source is of {real}", *where)
    if abs(stated - real) == 1:
        return agrees(name, f"{stated} stated, {real} on record: within a year, as online-first and print are", *where)
    return differs(name, "year_wrong", f"{stated} stated, {real} on record", *where)


_SMALL = frozenset({"the", "of", "and", "journal", "for", "in", "a", "an"})
_PUBLISHER = re.compile(
    r"^(?:sage|elsevier|springer|wiley|pubmed|pmc|medline|taylor|mdpi|frontiers|oxford|cambridge|hindawi)\b",
    re.IGNORECASE,
)


def journal_words(name: str) -> frozenset[str]:
    """The telling words of a journal's name, without accents, articles and bracketed additions.

    >>> sorted(journal_words("The Journal of Pain (Print)"))
    ['pain']
    """
    plain = unicodedata.normalize("NFKD", re.sub(r"\([^)]*\)", " ", name)).encode("ascii", "ignore").decode().lower()
    return frozenset(word for word in re.findall(r"[a-z]+", plain.replace("&", " and ")) if word not in _SMALL)


def check_journal(pair: Pair) -> Check:
    """Whether the stated journal is the one the source appeared in; a publisher's or index's name tells nothing."""
    name, stated = CheckName.JOURNAL, pair.claim.journal
    if not stated:
        return not_checked(name, "the claim names no journal")
    if _PUBLISHER.search(stated):
        return not_checked(name, f"'{stated}' is a publisher or an index, not a journal", quoted(pair))
    real = _journals(pair.publication, pair.study.journal)
    if not real:
        return not_checked(name, "the journal of the source is not on record")
    where = (quoted(pair), field("journal", real[0]))
    if any(_same_journal(stated, known) for known in real):
        return agrees(name, f"the source appeared in {real[0]}", *where)
    return differs(name, "journal_wrong", f"'{stated}' stated, '{real[0]}' on record", *where)


def _journals(publication: PublicationBase | None, known: str | None) -> list[str]:
    named = [publication.journal, publication.journal_abbreviation] if publication else []
    return [name for name in (*named, known) if name]


def _same_journal(one: str, two: str) -> bool:
    left, right = journal_words(one), journal_words(two)
    if left == right:
        return True
    return len(left) == len(right) and all(any(_short(a, b) for b in right) for a in left)


def _short(one: str, two: str) -> bool:
    return one.startswith(two) or two.startswith(one)


_FALLEN = {
    Standing.RETRACTED: "retracted",
    Standing.WITHDRAWN: "withdrawn",
    Standing.EXPRESSION_OF_CONCERN: "expression_of_concern",
    Standing.SUPERSEDED: "superseded",
}


def check_standing(pair: Pair) -> Check:
    """What has become of the publication; a standing nobody looked up is never taken for a clean one."""
    name = CheckName.STANDING
    standing = pair.publication.standing if pair.publication else Standing.UNKNOWN
    if pair.publication is None or standing is Standing.UNKNOWN:
        return not_checked(name, "nobody has looked up whether the publication still stands")
    when = f" on {pair.publication.standing_checked_on}" if pair.publication.standing_checked_on else ""
    where = field("standing", f"{standing.value}{when}")
    if standing in _FALLEN:
        return differs(name, _FALLEN[standing], f"the publication is: {standing.value.replace('_', ' ')}{when}", where)
    if standing is Standing.PREPRINT_ONLY and not re.search(r"pre-?print|peer.review", pair.wording, re.IGNORECASE):
        return differs(name, "preprint_undisclosed", "the source is a preprint; the claim does not say so", where)
    return agrees(name, f"the publication is: {standing.value.replace('_', ' ')}{when}", where)
