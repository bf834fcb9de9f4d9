"""The presets about studies: `included-studies` (Cochrane characteristics) and `grade-sof` (summary of findings).

No result is pooled here and no certainty is worked out: both are for people.
Sources: Cochrane Handbook 5.1, section 11.2.2, and 6, chapter 14.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evidence.models import (
    AppraisalBase,
    AppraisalTool,
    CitationRole,
    Direction,
    OutcomeKind,
    PublicationBase,
    ResultBase,
    Source,
    StudyBase,
)
from evidence.report.presets import Draft, Field, Library, Preset, Words
from evidence.report.presets_records import TabledRow
from evidence.report.presets_words import (
    CERTAINTY_NOTE,
    NOT_RATED,
    UNVERIFIED_NOTE,
    arm_line,
    design_of,
    not_reported,
    study_notes,
    study_words,
    unknown,
)
from evidence.report.sources import participants_words, registry_ids
from evidence.report.words import (
    NOT_REPORTED,
    OUTCOME_KINDS,
    contrast_words,
    p_words,
    result_direction,
    result_sentence,
    spoken,
    value_words,
)
from evidence.text.counting import counted

MOST_OUTCOMES = 7
"""How many outcomes a summary of findings has for a comparison (Cochrane Handbook 6, 14.1.3)."""


@dataclass(frozen=True)
class CitedStudy:
    """A study, a source that leads to it, the publications that report it, and the claims that lean on it."""

    study: StudyBase
    source: Source
    publications: tuple[PublicationBase, ...]
    claims: tuple[str, ...]


def cited_studies(rows: Sequence[TabledRow]) -> tuple[CitedStudy, ...]:
    """Each study once, by the alphabet of its key, with all claims that lead to it; benchmarks count as well."""
    found: dict[str, list[TabledRow]] = {}
    for row in rows:
        if row.source is not None and row.source.study is not None:
            found.setdefault(row.source.study.key, []).append(row)
    return tuple(_cited(found[key]) for key in sorted(found))


def _cited(rows: Sequence[TabledRow]) -> CitedStudy:
    sources = [row.source for row in rows if row.source is not None]
    lead = sources[0]
    if lead.study is None:
        raise ValueError("a row without a study cannot stand for one")
    publications = {one.publication.key: one.publication for one in sources if one.publication is not None}
    claims = tuple(dict.fromkeys(row.claim.key for row in rows))
    return CitedStudy(lead.study, lead, tuple(publications.values()), claims)


def _name(cited: CitedStudy, library: Library) -> Words:
    named = [library.cite(publication) for publication in cited.publications]
    return Words("; ".join(named) or cited.study.title or cited.study.key)


def _methods(cited: CitedStudy) -> Words:
    control = {True: "controlled", False: "no comparison group", None: ""}[cited.study.controlled]
    design = design_of(cited.source)
    return Words("; ".join(part for part in (design.text, control) if part), design.notes, design.unknown)


def _population(study: StudyBase) -> str:
    species = study.species if study.species and study.species != "human" else ""
    return "; ".join(part for part in (study.population, study.setting, study.condition, species) if part)


def _interventions(study: StudyBase) -> str:
    if study.arms:
        return "; ".join(arm_line(arm) for arm in study.arms)
    return ", ".join(part for part in (study.intervention, study.route, study.dose) if part)


_OUTCOMES = (OutcomeKind.PRIMARY, OutcomeKind.SECONDARY, OutcomeKind.ADVERSE_EVENT, OutcomeKind.SERIOUS_ADVERSE_EVENT)


def _outcomes(study: StudyBase) -> str:
    """The outcomes measured, by role, with their timepoints; never what was found (Cochrane 5.1, A.6.1)."""
    by_kind: dict[OutcomeKind, dict[str, dict[str, None]]] = {}
    for result in study.results:
        times = by_kind.setdefault(result.kind, {}).setdefault(result.outcome, {})
        if result.timepoint:
            times[result.timepoint] = None
    kinds = [*(kind for kind in _OUTCOMES if kind in by_kind), *(kind for kind in by_kind if kind not in _OUTCOMES)]
    return "; ".join(
        f"{OUTCOME_KINDS[kind]}: "
        + ", ".join(
            f"{name} ({', '.join(times)})" if (times := by_kind[kind][name]) else name for name in by_kind[kind]
        )
        for kind in kinds
    )


def _registration(cited: CitedStudy) -> Words:
    publication = cited.publications[0] if cited.publications else None
    known = registry_ids(publication, cited.study)
    note = "No registration on record; that does not show that there is none."
    return Words(", ".join(known)) if known else unknown("none known", note)


def _participants(study: StudyBase) -> Words:
    if study.sample_size is None:
        return not_reported(study)
    return Words(participants_words(study), study_notes(study, "sample_size"), number=study.sample_size)


_STUDY, _PARTICIPANTS, _NOTES = "Study", "Participants", "Notes"
_STUDY_FIELDS = (
    Field("study", "Study", _STUDY, bare=True, share=3),
    Field("claims", "Claims", _STUDY),
    Field("methods", "Methods", "Methods", bare=True, share=4),
    Field("duration", "Duration", "Methods"),
    Field("participants", "Participants", _PARTICIPANTS, bare=True, share=4),
    Field("population", "Population", _PARTICIPANTS),
    Field("interventions", "Interventions", "Interventions", share=5),
    Field("outcomes", "Outcomes", "Outcomes", share=5),
    Field("funding", "Funding", _NOTES, share=4),
    Field("registration", "Registration", _NOTES),
    Field("read_from", "Read from", _NOTES),
    Field("notes", "Notes", _NOTES),
)


def _study_cells(cited: CitedStudy, library: Library) -> tuple[Words, ...]:
    study = cited.study
    return (
        _name(cited, library),
        Words(", ".join(cited.claims)),
        _methods(cited),
        study_words(study, study.follow_up, "follow_up"),
        _participants(study),
        study_words(study, _population(study), "population", "setting", "condition"),
        study_words(study, _interventions(study), "intervention", "route", "dose"),
        study_words(study, _outcomes(study)),
        study_words(study, study.funding, "funding"),
        _registration(cited),
        Words(spoken(study.basis)),
        Words(study.notes or "none"),
    )


def included_studies(rows: Sequence[TabledRow], library: Library) -> Draft:
    """One row a study, as Cochrane reviews describe the studies they include; without results."""
    found = cited_studies(rows)
    without = len({row.claim.key for row in rows if row.source is None or row.source.study is None})
    leads, are = ("leads", "it is") if without == 1 else ("lead", "they are")
    remark = (
        f"{counted(without, 'claim')} {leads} to no study whose record is in the database; {are} not in this table."
    )
    return Draft(
        preset=Preset.INCLUDED_STUDIES,
        title="Characteristics of the studies cited",
        caption=f"{counted(len(found), 'study', 'studies')} that the claims cite or are compared with.",
        fields=_STUDY_FIELDS,
        rows=tuple(("", _study_cells(cited, library)) for cited in found),
        remarks=(remark,) if without else (),
    )


# ---------------------------------------------------------------- summary of findings


@dataclass(frozen=True)
class _Finding:
    """A contrast of a study."""

    cited: CitedStudy
    result: ResultBase


_LEFT_OUT = frozenset({OutcomeKind.BASELINE, OutcomeKind.PROCESS})
_RANK = {kind: place for place, kind in enumerate(OutcomeKind)}


def _comparison(cited: CitedStudy, result: ResultBase) -> str:
    condition = cited.study.condition or "condition not stated"
    return f"{condition}: {contrast_words(result)}"


def _contrasts(cited: CitedStudy) -> Iterator[ResultBase]:
    """The contrasts of a study; where an outcome has none, the values of its arms."""
    contrasted = {result.outcome for result in cited.study.results if result.comparator}
    for result in cited.study.results:
        if result.kind not in _LEFT_OUT and (result.comparator or result.outcome not in contrasted):
            yield result


def _arm_value(found: _Finding, arm: str | None) -> str:
    """The value of an arm for the same outcome and time."""
    wanted = found.result
    for result in found.cited.study.results:
        same = result.outcome == wanted.outcome and (result.timepoint or "") == (wanted.timepoint or "")
        if same and result.arm == arm and result.comparator is None:
            return value_words(result)
    return ""


def _risk(found: _Finding, arm: str | None) -> Words:
    text = _arm_value(found, arm) if arm else ""
    return Words(text) if text else not_reported(found.cited.study)


def _sized(parts: Sequence[str], result: ResultBase) -> str:
    return ", ".join(part for part in parts if part) or result.text or NOT_REPORTED


def _effect(found: _Finding) -> Words:
    result = found.result
    parts = (value_words(result), result_direction(result), p_words(result))
    if result.comparator is None:
        note = "No comparison: the value within one arm; it says nothing about what the treatment did."
        return Words(_sized((contrast_words(result), *parts), result), (note,))
    text = _sized(parts, result)
    notes = (UNVERIFIED_NOTE,) if result.unverified else ()
    interval = result.ci_low is not None and result.ci_high is not None
    missing = "No interval reported: how exact the effect is cannot be said."
    return Words(text, notes if interval or result.direction is Direction.UNKNOWN else (*notes, missing))


def _certainty(found: _Finding, appraisals: Mapping[str, tuple[AppraisalBase, ...]]) -> Words:
    """The certainty a person entered for this outcome, else for the study as a whole; else that it is not rated."""
    rated = [
        one for one in appraisals.get(found.cited.study.key, ()) if one.tool is AppraisalTool.GRADE and not one.starting
    ]
    named = [one for one in rated if one.outcome and one.outcome.casefold() == found.result.outcome.casefold()]
    chosen = named or [one for one in rated if not one.outcome]
    if not chosen:
        return unknown(NOT_RATED, CERTAINTY_NOTE)
    last = chosen[-1]
    return Words(spoken(last.rating), (f"Reasons: {'; '.join(last.reasons)}.",) if last.reasons else ())


_SOF_FIELDS = (
    Field("outcome", "Outcome, timepoint", share=5),
    Field("with_comparator", "With comparator", share=3),
    Field("with_intervention", "With intervention", share=3),
    Field("effect", "Effect (CI)", share=5),
    Field("participants", "Participants", "Participants, study", bare=True, share=3),
    Field("study", "Study", "Participants, study", bare=True),
    Field("certainty", "Certainty (GRADE)", share=3),
    Field("comments", "What happens, in words", share=6),
)


def _sof_cells(found: _Finding, library: Library, rated: Mapping[str, tuple[AppraisalBase, ...]]) -> tuple[Words, ...]:
    result, study = found.result, found.cited.study
    when = f", {result.timepoint}" if result.timepoint else ""
    benchmark = found.cited.source.citation.role is CitationRole.BENCHMARK
    held = ("Benchmark: held beside the claims by a reviewer; the page does not cite it.",) if benchmark else ()
    name = _name(found.cited, library)
    return (
        Words(f"{result.outcome}{when} ({OUTCOME_KINDS[result.kind]})"),
        _risk(found, result.comparator),
        _risk(found, result.arm if result.comparator else None),
        _effect(found),
        _participants(study),
        Words(name.text, held),
        _certainty(found, rated),
        Words(f"{result_sentence(result)}."),
    )


def summary_of_findings(rows: Sequence[TabledRow], library: Library) -> Draft:
    """Per condition and comparison its outcomes, at most seven, primary first; certainty only as a person entered."""
    studies = cited_studies(rows)
    rated = {one.study.key: one.source.appraisals for one in studies}
    groups: dict[str, list[_Finding]] = {}
    for cited in studies:
        for result in _contrasts(cited):
            groups.setdefault(_comparison(cited, result), []).append(_Finding(cited, result))
    made, left_out = [], 0
    for heading in sorted(groups, key=str.casefold):
        ordered = sorted(groups[heading], key=lambda one: _RANK[one.result.kind])
        outcomes = list(dict.fromkeys(one.result.outcome for one in ordered))
        left_out += len(outcomes[MOST_OUTCOMES:])
        shown = set(outcomes[:MOST_OUTCOMES])
        made += [(heading, _sof_cells(one, library, rated)) for one in ordered if one.result.outcome in shown]
    remarks = ["Nothing is pooled: each row is one result of one study."]
    if left_out:
        left = f"{counted(left_out, 'further outcome')} {'is' if left_out == 1 else 'are'} left out"
        remarks.append(f"{left}: a comparison shows {MOST_OUTCOMES} at most.")
    return Draft(
        preset=Preset.GRADE_SOF,
        title="Summary of findings",
        caption=f"{counted(len(made), 'result')} in {counted(len(groups), 'comparison')}, of "
        f"{counted(len(studies), 'study', 'studies')}.",
        fields=_SOF_FIELDS,
        rows=tuple(made),
        remarks=tuple(remarks),
    )
