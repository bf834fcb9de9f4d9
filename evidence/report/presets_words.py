"""The words presets use for what is not known and why, and for what a study is; it lays out no table."""

from functools import lru_cache
from typing import TypeGuard

from evidence.models import (
    ArmBase,
    Basis,
    CitationRole,
    CitationStatus,
    MatchConfidence,
    Source,
    Standing,
    StudyBase,
)
from evidence.report.presets import Words
from evidence.report.words import BASES, NOT_REPORTED, NOT_STATED, STANDINGS, design_words, spoken

NO_SOURCE = "no source named"
NOT_TRACED = "not traced"
NOT_RATED = "not rated"
NOT_JUDGED = "not judged"

CERTAINTY_NOTE = "Not rated: certainty (GRADE) is entered by a person and never follows from the design alone."
NO_SOURCE_NOTE = "No source named: the page credits nobody for this claim, so there is no study to describe."
_NOT_TRACED_NOTE = "Not traced: the page names a source, but no publication could be found for it."
_NO_STUDY_NOTE = "Not reported: the publication is known, but what its study found is not in the database."
NOT_STATED_NOTE = "Not stated: the page does not say."


@lru_cache(maxsize=1024)
def unknown(text: str, note: str) -> Words:
    """A cell that says what is not known; the footnote says why."""
    return Words(text, (note,), unknown=True)


def stated(value: str | None, *, notes: tuple[str, ...] = ()) -> Words:
    """What the page says, or that it does not."""
    return Words(value, notes) if value else unknown(NOT_STATED, NOT_STATED_NOTE)


def is_traced(source: Source | None) -> TypeGuard[Source]:
    """Whether there is a publication or a study to describe."""
    return source is not None and (source.publication is not None or source.study is not None)


def missing_words(source: Source | None) -> Words:
    """What to say where there is no publication to describe."""
    return unknown(NO_SOURCE, NO_SOURCE_NOTE) if source is None else unknown(NOT_TRACED, _NOT_TRACED_NOTE)


def not_reported(study: StudyBase | None) -> Words:
    """That the study's record does not say; the footnote names what the record was read from."""
    if study is None:
        return unknown(NOT_REPORTED, _NO_STUDY_NOTE)
    read = f", read from {BASES[study.basis]}," if study.basis is not Basis.UNKNOWN else ""
    return unknown(NOT_REPORTED, f"Not reported: the record of the study{read} does not say.")


UNVERIFIED_NOTE = "Not seen in a source by the person who entered it."
_DRAFT_NOTE = "Read from the paper by the program; nobody has accepted it yet."


def study_notes(study: StudyBase, *names: str) -> tuple[str, ...]:
    """What has to be said below about values of these fields of a study."""
    notes = [UNVERIFIED_NOTE] if set(names) & set(study.unverified) else []
    return (*notes, _DRAFT_NOTE) if study.draft else tuple(notes)


def study_words(study: StudyBase | None, value: str | None, *names: str) -> Words:
    """A value of a study's record, or that it is not reported."""
    if study is None or not value:
        return not_reported(study)
    return Words(value, study_notes(study, *names))


def design_of(source: Source) -> Words:
    """What the source really is and what says so."""
    study, publication = source.study, source.publication
    if study is not None and study.design != "unknown":
        detail = f": {study.design_detail}" if study.design_detail else ""
        basis = f" ({BASES[study.basis]})" if study.basis is not Basis.UNKNOWN else ""
        return Words(f"{design_words(study.design)}{basis}{detail}", study_notes(study, "design", "design_detail"))
    if study is not None and study.design_detail:
        return Words(study.design_detail, study_notes(study, "design_detail"))
    if publication is not None and publication.design:
        basis = f" ({spoken(publication.design_basis)})" if publication.design_basis else ""
        return Words(f"{design_words(publication.design)}{basis}")
    return not_reported(study)


_MATCH_NOTES = {
    MatchConfidence.CERTAIN: "Match certain: an identifier, a link or several details leave no other publication.",
    MatchConfidence.PROBABLE: "Match probable: the details given fit this publication better than any other known.",
    MatchConfidence.POSSIBLE: "Match possible: this publication fits, and so may others.",
    MatchConfidence.NOT_FOUND: "No match found.",
}
_STATUS_NOTES = {
    CitationStatus.CONFIRMED: "Confirmed: a person stands behind the link from claim to publication.",
    CitationStatus.CANDIDATE: "Candidate: nobody has confirmed this match; what follows from it is “probably” only.",
    CitationStatus.REFUSED: "Refused by a person.",
    CitationStatus.UNRESOLVED: _NOT_TRACED_NOTE,
}


def match_words(source: Source | None) -> Words:
    """How sure it is that this is the publication the page means, and who says so."""
    if source is None:
        return unknown(NO_SOURCE, NO_SOURCE_NOTE)
    citation = source.citation
    text = f"{spoken(citation.confidence)}, {spoken(citation.status)}"
    if citation.role is CitationRole.BENCHMARK:
        note = "Benchmark: held beside the claim by a reviewer; the page does not cite it."
        return Words(f"{text}, benchmark", (note,))
    notes = tuple(dict.fromkeys((_MATCH_NOTES[citation.confidence], _STATUS_NOTES[citation.status])))
    return Words(text, notes, unknown=citation.status is CitationStatus.UNRESOLVED)


def standing_words(source: Source | None) -> Words:
    """What has become of the publication, and when that was looked up."""
    if not is_traced(source):
        return missing_words(source)
    publication = source.publication
    if publication is None or publication.standing is Standing.UNKNOWN:
        note = "Standing not checked: whether the publication was corrected or retracted has not been looked up."
        return unknown("not checked", note)
    when = f", checked {publication.standing_checked_on}" if publication.standing_checked_on else ""
    return Words(STANDINGS.get(publication.standing, spoken(publication.standing)) + when)


def arm_line(arm: ArmBase) -> str:
    """One arm with drug, route, dose, schedule and participants, as far as they are known.

    >>> arm_line(ArmBase(name="ketamine", route="IV", dose="0.5 mg/kg", participants=20))
    'ketamine (IV, 0.5 mg/kg, n = 20)'
    """
    drug = arm.intervention if arm.intervention and arm.intervention.casefold() not in arm.name.casefold() else None
    size = f"n = {arm.participants}" if arm.participants is not None else None
    known = ", ".join(part for part in (drug, arm.route, arm.dose, arm.schedule, size) if part)
    return f"{arm.name} ({known})" if known else arm.name


def treatment_words(study: StudyBase) -> str:
    """Route, dose and schedule of the arms that are not comparators; of the study where no arm has any."""
    arms = [arm for arm in study.arms if arm.role not in {"comparator", "placebo", "control"}]
    detailed = [arm for arm in arms if arm.route or arm.dose or arm.schedule]
    if detailed:
        return "; ".join(arm_line(arm) for arm in arms)
    known = ", ".join(part for part in (study.intervention, study.route, study.dose) if part)
    return known or "; ".join(arm_line(arm) for arm in arms)
