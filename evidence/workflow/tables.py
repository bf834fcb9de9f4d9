"""Choose the rows of an evidence table from the database, by condition, intervention, study type, year and verdict.

A code stands for itself and everything under it in the vocabulary. Nothing is checked anew and no row is hidden because
it could not be checked.
"""

import difflib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from evidence import store
from evidence.errors import EvidenceError
from evidence.formats import tables
from evidence.models import (
    ConditionBase,
    Dossier,
    FindingBase,
    FindingStatus,
    InterventionBase,
    PageBase,
    StatedDesign,
    StudyTypeBase,
    Support,
)
from evidence.report import EvidenceRow
from evidence.report.reading import JUDGES
from evidence.report.rows import claim_rows
from evidence.report.words import design_words
from evidence.store.conclusions import findings_of
from evidence.store.dossiers import dossiers
from evidence.store.listing import ClaimEntry, ClaimFilter, claims, counts
from evidence.store.vocabulary import Vocabulary

BATCH = 200
Term = ConditionBase | InterventionBase | StudyTypeBase


class UnknownTermError(EvidenceError):
    """A name that the vocabulary does not have."""

    def __init__(self, kind: str, name: str, near: Sequence[str]) -> None:
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        super().__init__(f"the vocabulary has no {kind} '{name}'{hint}")


class UncountableVerdictError(EvidenceError):
    """Grouped counts were asked for by a verdict that only rows have."""

    def __init__(self, verdicts: Sequence[str]) -> None:
        named = ", ".join(verdicts)
        super().__init__(f"claims cannot be counted by the verdict {named}; ask for rows instead of groups")


@dataclass(frozen=True)
class TableRequest:
    """What is asked for, in a person's words: names or codes of terms, years, verdicts, keys of pages."""

    condition: tuple[str, ...] = ()
    intervention: tuple[str, ...] = ()
    study_type: tuple[str, ...] = ()
    year: tuple[int | None, int | None] = (None, None)
    verdict: tuple[str, ...] = ()
    page: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """What was asked for: filters with codes resolved, and how to show the rows."""

    filters: tables.TableFilters
    asked: dict[str, Any]
    base: ClaimFilter
    passes: tuple[ClaimFilter, ...]


def wanted_of(db: store.Session, request: TableRequest) -> Wanted:
    """The filters with their codes, raises UnknownTermError."""
    codes = {
        "conditions": codes_named(db, "condition", request.condition),
        "interventions": codes_named(db, "intervention", request.intervention),
        "study_types": codes_named(db, "studytype", request.study_type),
    }
    first, last = request.year
    filters = tables.TableFilters(
        **{name: frozenset(found) for name, found in codes.items()},
        first_year=first,
        last_year=last,
        verdicts=frozenset(request.verdict),
        pages=frozenset(request.page),
    )
    base = ClaimFilter(conditions=codes["conditions"], interventions=codes["interventions"], pages=tuple(request.page))
    asked = {
        name: list(getattr(request, name)) for name in ("condition", "intervention", "study_type", "verdict", "page")
    }
    walked = replace(base, dated=request.year, suggested=_suggested(request.verdict))
    return Wanted(filters, asked | {"year": [first, last]}, base, _passes(walked, codes["study_types"]))


def _suggested(verdicts: Sequence[str]) -> tuple[Support, ...]:
    """What a check must have suggested for one of these verdicts to be shown; empty where one needs no check."""
    return tuple(Support(verdict) for verdict in verdicts) if JUDGES.issuperset(verdicts) else ()


def stated(codes: Sequence[str]) -> tuple[StatedDesign, ...]:
    """Those codes that are also what a page may state."""
    return tuple(StatedDesign(code) for code in codes if code in set(StatedDesign))


def _passes(base: ClaimFilter, study_types: tuple[str, ...]) -> tuple[ClaimFilter, ...]:
    """The queries whose answers together hold every claim with such a study type, stated or real."""
    if not study_types:
        return (base,)
    real = replace(base, designs=study_types)
    return (replace(base, study_types=stated(study_types)), real) if stated(study_types) else (real,)


_TERMS: Mapping[Vocabulary, Callable[[store.Session], Sequence[Term]]] = {
    "condition": store.conditions,
    "intervention": store.interventions,
    "studytype": store.study_types,
}


def codes_named(db: store.Session, kind: Vocabulary, names: Sequence[str]) -> tuple[str, ...]:
    """The codes of terms by code, label or synonym, and all that stand under them.

    Raises:
        UnknownTermError: the vocabulary has no such term.
    """
    if not names:
        return ()
    terms = _TERMS[kind](db)
    return store.codes_under(db, kind, [code_named(kind, terms, name) for name in names])


def code_named(kind: Vocabulary, terms: Sequence[Term], name: str) -> str:
    """The code of a term by code, label or synonym.

    Raises:
        UnknownTermError: the vocabulary has no such term.
    """
    known: dict[str, str] = {}
    for term in terms:
        synonyms = () if isinstance(term, StudyTypeBase) else term.synonyms
        for word in (*synonyms, term.label, term.code):
            known[word.casefold()] = term.code
    known |= {design: design for design in StatedDesign if kind == "studytype" and design not in known}
    if name.casefold() not in known:
        near = difflib.get_close_matches(name.casefold(), known, n=3)
        raise UnknownTermError("study type" if kind == "studytype" else kind, name, near)
    return known[name.casefold()]


def found_rows(db: store.Session, wanted: Wanted, *, limit: int | None, sort: str | None) -> list[EvidenceRow]:
    """The rows that pass, in the order claims were entered or by a column; `limit` counts rows after sorting."""
    found: dict[int, list[EvidenceRow]] = {}
    for where in wanted.passes:
        taken = 0
        for claim_id, rows in _rows_of(db, where):
            kept = [row for row in rows if tables.keeps(wanted.filters, row)]
            found.setdefault(claim_id, kept)
            taken += len(kept)
            if limit is not None and sort is None and taken >= limit:
                break
    passing = [row for claim_id in sorted(found) for row in found[claim_id]]
    return (tables.sorted_rows(passing, sort) if sort else passing)[:limit]


def _rows_of(db: store.Session, where: ClaimFilter) -> Iterator[tuple[int, tuple[EvidenceRow, ...]]]:
    findings: dict[int, dict[str, list[FindingBase]]] = {}
    after = 0
    while batch := claims(db, where, after=after, limit=BATCH):
        after = batch[-1].id
        gathered = dossiers(db, [entry.id for entry in batch])
        for entry in batch:
            if entry.snapshot_id not in findings:
                findings[entry.snapshot_id] = _findings(db, entry.snapshot_id)
            yield entry.id, _claim_rows(entry, gathered[entry.id], findings[entry.snapshot_id])


def _claim_rows(entry: ClaimEntry, dossier: Dossier, findings: dict[str, list[FindingBase]]) -> tuple[EvidenceRow, ...]:
    page = PageBase(key=entry.page, address=entry.address)
    return claim_rows(page, dossier, tuple(findings.get(dossier.claim.key, ())))


def _findings(db: store.Session, snapshot_id: int) -> dict[str, list[FindingBase]]:
    by_claim: dict[str, list[FindingBase]] = {}
    for entry in findings_of(db, snapshot_id):
        if entry.finding.claim_key is not None and entry.status is not FindingStatus.DISMISSED:
            by_claim.setdefault(entry.finding.claim_key, []).append(entry.finding)
    return by_claim


def labels_of_groups(db: store.Session) -> dict[str, dict[str, str]]:
    """What the codes that claims are counted by are called, for `condition` and `study_type`."""
    return {
        "condition": {term.code: term.label for term in store.conditions(db)},
        "study_type": {design.value: design_words(design) for design in StatedDesign},
    }


def grouped_counts(db: store.Session, wanted: Wanted, by: Sequence[str]) -> list[dict[str, Any]]:
    """How many claims there are by these, as pages state them; counted by the database, summed over the rest."""
    filters = wanted.filters
    unsuggested = filters.verdicts - set(Support)
    if unsuggested:
        raise UncountableVerdictError(sorted(unsuggested))
    where = replace(
        wanted.base,
        study_types=stated(sorted(filters.study_types)),
        year_from=filters.first_year,
        year_to=filters.last_year,
        suggested=tuple(Support(verdict) for verdict in sorted(filters.verdicts)),
    )
    total: Counter[tuple[Any, ...]] = Counter()
    for one in counts(db, where):
        study_type = None if one.study_type is StatedDesign.NONE else one.study_type.value
        value = {"condition": one.condition, "study_type": study_type, "year": one.study_year}
        total[tuple(value[name] for name in by)] += one.claims
    ordered = sorted(total.items(), key=lambda entry: tuple((part is None, str(part)) for part in entry[0]))
    return [dict(zip(by, group, strict=True)) | {"count": count} for group, count in ordered]
