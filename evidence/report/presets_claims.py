"""The preset `claims`: one row for a claim and a study it cites, with what the page says beside what the study found.

It shows suggestions of the program and judgements of people in separate columns and never one for the other.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from evidence.models import AppraisalBase, AppraisalTool, Axis, CheckResult, Source, StatedDesign, StudyBase
from evidence.report.citations_style import CitationStyle
from evidence.report.presets import Draft, Field, Library, Preset, Words
from evidence.report.presets_records import TabledRow, agreement_words, judged_words
from evidence.report.presets_words import (
    CERTAINTY_NOTE,
    NO_SOURCE,
    NO_SOURCE_NOTE,
    NOT_JUDGED,
    NOT_RATED,
    UNVERIFIED_NOTE,
    design_of,
    is_traced,
    match_words,
    missing_words,
    not_reported,
    standing_words,
    stated,
    study_notes,
    study_words,
    treatment_words,
    unknown,
)
from evidence.report.reading import decided
from evidence.report.rows import NumberLink
from evidence.report.sources import comparator_words, participants_words, passage_of, primary_results
from evidence.report.view import Verdict
from evidence.report.words import CHECKS, MATCHES, NOT_CHECKED, NOT_REPORTED, TONES, result_sentence, spoken
from evidence.text.counting import counted

Maker = Callable[[TabledRow, Library], Words]

_REMARK = (
    "Verdicts are suggestions of the program with their reasons; people judge. “Probably” marks what rests on a source "
    "that nobody has confirmed. A check that was not made is neither a pass nor a difference."
)

NO_NUMBER = "none claimed"


def _captured(row: TabledRow, _library: Library) -> Words:
    moment = row.capture.captured_at
    return Words(moment.date().isoformat()) if moment is not None else unknown("not known", "Capture date not known.")


def _advertiser(row: TabledRow, _library: Library) -> Words:
    note = "Advertiser not entered: nobody has said in the database who publishes the page."
    return Words(row.capture.advertiser) if row.capture.advertiser else unknown("not entered", note)


def _condition(row: TabledRow, _library: Library) -> Words:
    return stated(row.claim.condition)


def _claimed_treatment(row: TabledRow, _library: Library) -> Words:
    claim = row.claim
    return stated(", ".join(part for part in (claim.intervention, claim.route, claim.dose) if part))


def _claimed_study(row: TabledRow, _library: Library) -> Words:
    design = "" if row.claim.study_type is StatedDesign.NONE else spoken(row.claim.study_type)
    year = str(row.claim.study_year) if row.claim.study_year else ""
    return stated(", ".join(part for part in (design, year) if part))


def _cited_as(row: TabledRow, _library: Library) -> Words:
    words = row.row.claim.cited_as
    return Words(words) if words else unknown(NO_SOURCE, NO_SOURCE_NOTE)


def _of_source(words: Callable[[TabledRow, Source, Library], Words]) -> Maker:
    """A cell about the source, which says so where there is none to describe."""

    def made(row: TabledRow, library: Library) -> Words:
        return words(row, row.source, library) if is_traced(row.source) else missing_words(row.source)

    return made


def _of_study(text: Callable[[StudyBase], str], *names: str) -> Maker:
    """A cell about the study, which says so where its record does not; `names` are the fields it is read from."""

    def made(row: TabledRow, _library: Library) -> Words:
        if not is_traced(row.source):
            return missing_words(row.source)
        study = row.source.study
        return study_words(study, text(study) if study is not None else None, *names)

    return made


def _publication(_row: TabledRow, source: Source, library: Library) -> Words:
    return not_reported(source.study) if source.publication is None else Words(library.cite(source.publication))


def _identifiers(row: TabledRow, source: Source, _library: Library) -> Words:
    publication, known = source.publication, list[str]()
    if publication is not None and publication.pmid:
        known.append(f"PMID {publication.pmid}")
    elif publication is not None and publication.doi:
        known.append(f"doi:{publication.doi}")
    known += row.row.source.registry_ids
    note = "No identifier known: neither PMID nor DOI nor registration is on record."
    return Words(", ".join(known)) if known else unknown("none known", note)


def _participants(_row: TabledRow, source: Source, _library: Library) -> Words:
    study = source.study
    if study is None or study.sample_size is None:
        return not_reported(study)
    return Words(participants_words(study), study_notes(study, "sample_size"), number=study.sample_size)


def _population_words(study: StudyBase) -> str:
    return "; ".join(part for part in (study.population, study.setting) if part)


def _comparator_words(study: StudyBase) -> str:
    text = comparator_words(study)
    return "" if text == NOT_REPORTED else text


def _primary_words(study: StudyBase) -> str:
    results = primary_results(study)
    return "; ".join(
        dict.fromkeys(f"{one.outcome}, {one.timepoint}" if one.timepoint else one.outcome for one in results)
    )


def _found(_row: TabledRow, source: Source, _library: Library) -> Words:
    """The passage of its primary result, else that result in a sentence, else the passage the verdict rests on."""
    study = source.study
    results = primary_results(study) if study is not None else ()
    if study is not None and not results and (told := passage_of(source)):
        return Words(f"“{told}”", study_notes(study))
    if not results or study is None:
        return not_reported(study)
    passage = next((one.text for one in results if one.text and one.start is not None), None)
    notes = (UNVERIFIED_NOTE,) if results[0].unverified else ()
    return Words(f"“{passage}”" if passage else result_sentence(results[0]), (*study_notes(study), *notes))


def number_line(link: NumberLink) -> str:
    """One number of the claim, where the study has it, and in what role."""
    where = f"{link.found.words} ({link.found.role})" if link.found is not None else MATCHES_BY_VALUE[link.match]
    return f"{link.claimed.words} → {where}"


MATCHES_BY_VALUE = {match.value: words for match, words in MATCHES.items()}


def _numbers(row: TabledRow, _library: Library) -> Words:
    links = row.row.source.numbers
    if links:
        lines = dict.fromkeys(number_line(link) for link in links)
        absent = any(link.match == "absent" for link in links)
        note = "Not in the text that was read: an abstract need not hold every number, so this is no difference."
        return Words("; ".join(lines), (note,) if absent else ())
    if row.row.claim.claimed:
        claimed = "; ".join(number.words for number in row.row.claim.claimed)
        return unknown(f"{claimed} → {NOT_CHECKED}", _why_unchecked(row))
    return Words(NO_NUMBER)


def _why_unchecked(row: TabledRow) -> str:
    reason = row.row.verdict.unchecked_reason or "the check of numbers was not made"
    return f"Not checked: {reason}."


def _verdict(row: TabledRow, _library: Library) -> Words:
    verdict = row.row.verdict
    notes = (_why_unchecked(row),) if verdict.unchecked_reason else ()
    return Words(verdict.verdict_label, notes, tone=TONES[Verdict(verdict.verdict)].value)


def _mismatches(row: TabledRow, source: Source, _library: Library) -> Words:
    verification = source.verification
    if verification is None or not decided(verification):
        return unknown(NOT_CHECKED, _why_unchecked(row))
    differs = [check for check in verification.checks if check.result is CheckResult.DIFFERS]
    named = ", ".join(CHECKS.get(one.name, spoken(one.name).capitalize()).lower() for one in differs) or "none found"
    return Words(f"{named} ({decided(verification)} of {len(verification.checks)} checks decided)")


def _rated(source: Source, tool: AppraisalTool, *, starting: bool) -> str:
    shown = [one for one in source.appraisals if one.tool is tool and one.starting is starting]
    return "; ".join(rating_words(one) for one in shown if one.rating != "unknown")


def rating_words(appraisal: AppraisalBase) -> str:
    """A rating with what it is about."""
    about = ", ".join(part for part in (appraisal.outcome, spoken(appraisal.question or "")) if part)
    return f"{appraisal.rating} ({about})" if about else appraisal.rating


def _level(_row: TabledRow, source: Source, _library: Library) -> Words:
    person = _rated(source, AppraisalTool.OCEBM_2011, starting=False)
    if person:
        return Words(person)
    start = _rated(source, AppraisalTool.OCEBM_2011, starting=True)
    note = "Starting level by design alone (OCEBM 2011); a person raises or lowers it."
    unrated = "Not rated: the design is not known, has no level for this question, or was not appraised."
    return Words(start, (note,)) if start else unknown(NOT_RATED, unrated)


def _certainty(_row: TabledRow, source: Source, _library: Library) -> Words:
    rated = _rated(source, AppraisalTool.GRADE, starting=False)
    return Words(rated) if rated else unknown(NOT_RATED, CERTAINTY_NOTE)


def _judged(axis: Axis) -> Maker:
    def made(row: TabledRow, _library: Library) -> Words:
        text = judged_words(row.judgements, axis)
        return Words(text) if text else unknown(NOT_JUDGED, "Not judged: no person has judged the claim on this axis.")

    return made


def _coders(row: TabledRow, _library: Library) -> Words:
    text = agreement_words(row.judgements)
    return Words(text) if text else unknown("nobody yet", "No person has coded this claim.")


def _findings(row: TabledRow, _library: Library) -> Words:
    return Words(", ".join(row.row.verdict.findings) or "none")


def _notes(row: TabledRow, _library: Library) -> Words:
    notes = (row.claim.notes, row.source.citation.notes if row.source is not None else None)
    return Words(" ".join(note for note in notes if note) or "none")


def _known(value: str | int | None) -> Words:
    return Words(str(value)) if value is not None else unknown(NOT_REPORTED, "Not reported: it is not on record.")


def _number(value: int | None) -> Words:
    return Words(str(value), number=value) if value is not None else stated(None)


def _stated_design(row: TabledRow) -> Words:
    return stated("" if row.claim.study_type is StatedDesign.NONE else spoken(row.claim.study_type))


def _claimed(row: TabledRow) -> Words:
    shown = (f"{one.arm}: {one.words}" if one.arm else one.words for one in row.row.claim.claimed)
    return Words("; ".join(shown) or NO_NUMBER)


def _checks(row: TabledRow) -> Words:
    verdict = row.row.verdict
    if not verdict.checks_total:
        return unknown(NOT_CHECKED, _why_unchecked(row))
    return Words(f"{verdict.checks_decided} of {verdict.checks_total}")


def _verified(row: TabledRow) -> Words:
    return unknown("no", _why_unchecked(row)) if row.row.verdict.unchecked_reason else Words("yes")


_CLAIM, _PAGE, _SOURCE, _STUDY = "Claim", "As the page has it", "Source", "Study"
_PRIMARY, _NUMBERS = "Primary outcome and what the study found", "Numbers: claimed → in the source (role)"
_PROGRAM, _PEOPLE = "Suggested by the program", "Judged by people"

COLUMNS: dict[str, tuple[Field, Maker]] = {
    one.name: (one, maker)
    for one, maker in (
        (Field("claim", "Claim", _CLAIM, bare=True, share=5), lambda row, _: Words(row.claim.key)),
        (Field("quote", "Quote", _CLAIM, bare=True, quoted=True), lambda row, _: Words(row.claim.quote)),
        (Field("claim_type", "Kind", _CLAIM), lambda row, _: Words(spoken(row.claim.claim_type))),
        (Field("advertiser", "Advertiser", _CLAIM), _advertiser),
        (Field("address", "Address", _CLAIM), lambda row, _: Words(row.capture.page.address)),
        (Field("captured", "Captured", _CLAIM), _captured),
        (Field("condition", "Condition", _PAGE, share=3), _condition),
        (Field("intervention", "Treatment", _PAGE), _claimed_treatment),
        (Field("stated_study", "Study", _PAGE), _claimed_study),
        (Field("cited_as", "Cited as", _PAGE), _cited_as),
        (Field("source", "Publication", _SOURCE, bare=True, share=3), _of_source(_publication)),
        (Field("identifiers", "Identifiers", _SOURCE, bare=True), _of_source(_identifiers)),
        (Field("match", "Match", _SOURCE), lambda row, _: match_words(row.source)),
        (Field("standing", "Standing", _SOURCE), lambda row, _: standing_words(row.source)),
        (Field("design", "Design (basis)", _STUDY, share=5), _of_source(lambda _row, source, _: design_of(source))),
        (Field("participants", "Participants", _STUDY), _of_source(_participants)),
        (Field("population", "Population", _STUDY), _of_study(_population_words, "population", "setting")),
        (
            Field("treatment", "Drug, route, dose, schedule", _STUDY),
            _of_study(treatment_words, "intervention", "route", "dose"),
        ),
        (Field("comparator", "Comparator", _STUDY), _of_study(_comparator_words, "controlled")),
        (
            Field("primary_outcome", "Primary outcome, timepoint", _PRIMARY, bare=True, share=4),
            _of_study(_primary_words),
        ),
        (Field("found", "What the study found", _PRIMARY), _of_source(_found)),
        (Field("numbers", "Numbers: claimed → in the source (role)", _NUMBERS, bare=True, share=4), _numbers),
        (Field("verdict", "Verdict", _PROGRAM, bare=True, share=3), _verdict),
        (Field("mismatches", "Differs in", _PROGRAM), _of_source(_mismatches)),
        (Field("findings", "Rules", _PROGRAM), _findings),
        (Field("level", "OCEBM level", _PROGRAM), _of_source(_level)),
        (Field("certainty", "Certainty", _PEOPLE, share=3), _of_source(_certainty)),
        (Field("support", "Support", _PEOPLE), _judged(Axis.SUPPORT)),
        (Field("accuracy", "Accuracy", _PEOPLE), _judged(Axis.ACCURACY)),
        (Field("rules_judged", "Rules broken", _PEOPLE), _judged(Axis.RULE)),
        (Field("coders", "Coders", _PEOPLE), _coders),
        (Field("notes", "Notes", _PEOPLE), _notes),
    )
}
"""The columns of the claims table by name, in order, with what fills each."""

MORE_COLUMNS: dict[str, tuple[Field, Maker]] = {
    one.name: (one, maker)
    for one, maker in (
        (Field("page", "Page"), lambda row, _: Words(row.capture.page.key)),
        (Field("sha256", "SHA-256 of the capture"), lambda row, _: _known(row.capture.sha256)),
        (Field("stated_study_type", "Study type stated"), lambda row, _: _stated_design(row)),
        (Field("stated_year", "Year stated"), lambda row, _: _number(row.claim.study_year)),
        (Field("publication", "Publication"), _of_source(lambda row, _source, _: _known(row.row.source.publication))),
        (Field("pmid", "PMID"), _of_source(lambda row, _source, _: _known(row.row.source.pmid))),
        (Field("doi", "DOI"), _of_source(lambda row, _source, _: _known(row.row.source.doi))),
        (Field("year", "Year of the publication"), _of_source(lambda row, _source, _: _known(row.row.source.year))),
        (Field("claimed", "Numbers claimed"), lambda row, _: _claimed(row)),
        (Field("checks", "Checks decided"), lambda row, _: _checks(row)),
        (Field("verified", "Verified"), lambda row, _: _verified(row)),
    )
}
"""Columns that a request may name besides."""
ALL_COLUMNS = COLUMNS | MORE_COLUMNS


def sorted_rows(rows: Sequence[TabledRow], by: str) -> list[TabledRow]:
    """Rows by a column, numbers before words; `-` before the name turns it round; equal rows keep their order."""
    return sorted(rows, key=place_by(by), reverse=by.startswith("-"))


def place_by(name: str) -> Callable[[TabledRow], tuple[bool, float, str]]:
    """What rows are compared by where they stand in the order of a column, whichever way round."""
    maker = ALL_COLUMNS[name.removeprefix("-")][1]
    library = Library(CitationStyle.AMA)

    def place(row: TabledRow) -> tuple[bool, float, str]:
        words = maker(row, library)
        return (words.number is None, words.number or 0, words.text.casefold())

    return place


def claims_table(rows: Sequence[TabledRow], library: Library, *, group: str = "", columns: Sequence[str] = ()) -> Draft:
    """One row for a claim and a source of it, under the value of a column where one is named to group by."""
    chosen = [ALL_COLUMNS[name] for name in columns or COLUMNS]
    made = []
    for row in rows:
        heading = ALL_COLUMNS[group][1](row, Library(library.style)).text if group else ""
        made.append((heading, tuple(maker(row, library) for _, maker in chosen)))
    if group:
        order = {heading: place for place, heading in enumerate(dict.fromkeys(heading for heading, _ in made))}
        made.sort(key=lambda entry: order[entry[0]])
    claims = len({(row.capture.page.key, row.claim.key) for row in rows})
    return Draft(
        preset=Preset.CLAIMS,
        title="Claims and the studies they cite",
        caption=f"{counted(len(rows), 'row')}: {counted(claims, 'claim')}, each with every source "
        "it names or is compared with.",
        fields=tuple(replace(one, column="") if columns else one for one, _ in chosen),
        rows=tuple(made),
        remarks=(_REMARK,),
    )
