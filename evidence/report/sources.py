"""Put a source of a claim into words: citation, what the study is and found, numbers side by side, checks.

It never hides a check that was not made, and never calls a candidate confirmed.
"""

from evidence.models import (
    AppraisalBase,
    Check,
    CheckName,
    CheckResult,
    CitationRole,
    CitationStatus,
    NumberCheck,
    NumberMatch,
    OutcomeKind,
    PublicationBase,
    ResultBase,
    Source,
    Standing,
    StudyBase,
)
from evidence.report.reading import DECISIVE, decided, is_candidate, source_verdict
from evidence.report.view import (
    CheckView,
    Fact,
    NumberView,
    PassageView,
    ResultGroup,
    ResultLine,
    SourceView,
    Tone,
    Verdict,
    WebLink,
)
from evidence.report.words import (
    BASES,
    CHECK_RESULTS,
    CHECKS,
    CONFIDENCES,
    MATCHES,
    NOT_REPORTED,
    OUTCOME_KINDS,
    STANDINGS,
    citation_words,
    contrast_words,
    design_words,
    p_words,
    quantity_words,
    result_direction,
    result_sentence,
    short_citation,
    spoken,
    status_words,
    value_words,
    verdict_words,
)

_SHOWN = 3
"""How many outcomes stand beside a claim where the study's record names no primary outcome."""
_RESULT_ORDER = list(OutcomeKind)
_NUMBER_TONES = {
    NumberMatch.MATCH: Tone.SUPPORTED,
    NumberMatch.ROUNDED: Tone.SUPPORTED,
    NumberMatch.DERIVED: Tone.SUPPORTED,
    NumberMatch.MATCH_OTHER_OUTCOME: Tone.CONTRADICTED,
    NumberMatch.MATCH_OTHER_ARM: Tone.DOUBTFUL,
    NumberMatch.MATCH_OTHER_TIMEPOINT: Tone.DOUBTFUL,
}


def is_web_address(address: str | None) -> bool:
    """Whether an address may become a link: http and https only."""
    return bool(address) and str(address).lower().startswith(("https://", "http://"))


def publication_links(publication: PublicationBase | None, study: StudyBase | None) -> tuple[WebLink, ...]:
    """Links to the identifiers that are known; nothing is guessed."""
    links: list[WebLink] = []
    if publication is not None:
        if publication.doi:
            links.append(WebLink(f"doi:{publication.doi}", f"https://doi.org/{publication.doi}"))
        if publication.pmid:
            links.append(WebLink(f"PMID {publication.pmid}", f"https://pubmed.ncbi.nlm.nih.gov/{publication.pmid}/"))
        if publication.pmcid:
            links.append(WebLink(publication.pmcid, f"https://pmc.ncbi.nlm.nih.gov/articles/{publication.pmcid}/"))
        if not links and publication.url and is_web_address(publication.url):
            links.append(WebLink("where it stands", publication.url))
    trials = [registry for registry in registry_ids(publication, study) if registry.startswith("NCT")]
    return (*links, *(WebLink(trial, f"https://clinicaltrials.gov/study/{trial}") for trial in trials))


def registry_ids(publication: PublicationBase | None, study: StudyBase | None) -> tuple[str, ...]:
    """The trial registrations that study or publication name, once each."""
    known = [study.registry_id] if study is not None and study.registry_id else []
    known += publication.registry_ids if publication is not None else ()
    return tuple(dict.fromkeys(known))


def primary_results(study: StudyBase) -> tuple[ResultBase, ...]:
    """The results of a study's primary outcome, contrasts before values within an arm."""
    primary = [result for result in study.results if result.kind is OutcomeKind.PRIMARY]
    return tuple(sorted(primary, key=_contrasts_first))


def _contrasts_first(result: ResultBase) -> bool:
    return result.comparator is None and result.p_value is None


def found_words(source: Source) -> str:
    """What a study found on its primary outcome in one sentence, or what its abstract says, or why neither is there."""
    if source.study is None:
        return "What the study found is not in the database: nothing was compared."
    primary = primary_results(source.study)
    if primary:
        return f"Primary outcome: {result_sentence(primary[0])}."
    told = passage_of(source)
    return f"Its abstract says: “{told}”" if told else "The record of this study names no primary outcome."


_TELLING = (CheckName.DIRECTION, CheckName.NUMBERS, CheckName.HARMS)


def passage_of(source: Source) -> str | None:
    """The passage of the abstract that the checks of results rest on, what differs first; None where there is none."""
    checks = source.verification.checks if source.verification is not None else ()
    telling = [check for check in checks if check.name in _TELLING and check.result is not CheckResult.NOT_CHECKED]
    ranked = sorted(telling, key=lambda check: check.result is not CheckResult.DIFFERS)
    return next((one.text for check in ranked for one in check.passages if one.source == "abstract"), None)


def participants_words(study: StudyBase) -> str:
    """How many took part and how they were counted."""
    if study.sample_size is None:
        return NOT_REPORTED
    basis = "" if study.sample_size_basis.value == "unknown" else f" {spoken(study.sample_size_basis)}"
    pooled = f", in {study.studies_pooled} studies" if study.studies_pooled is not None else ""
    return f"{study.sample_size:,}{basis}{pooled}"


def comparator_words(study: StudyBase) -> str:
    """The arms a study compared with, `none` where it had no comparison group."""
    names = [arm.name for arm in study.arms if arm.role in {"comparator", "placebo", "control"}]
    if not names:
        names = list(dict.fromkeys(result.comparator for result in study.results if result.comparator))
    if names:
        return "; ".join(names)
    return "none: no comparison group" if study.controlled is False else NOT_REPORTED


def arm_words(study: StudyBase) -> str:
    """The arms of a study."""
    return "; ".join(arm.name for arm in study.arms) or NOT_REPORTED


def _fact(label: str, value: str | None) -> Fact:
    return Fact(label, value or NOT_REPORTED, known=bool(value) and value not in {NOT_REPORTED, "unknown"})


def study_facts(study: StudyBase | None, publication: PublicationBase | None) -> tuple[Fact, ...]:
    """What the study really is; each field says so where it is not reported."""
    if study is None:
        design = publication.design if publication is not None else None
        return (_fact("Design", design_words(design) if design else None),)
    detail = f" — {study.design_detail}" if study.design_detail else ""
    facts = [
        _fact("Design", (design_words(study.design) + detail) if study.design != "unknown" else study.design_detail),
        _fact("Participants", participants_words(study)),
        _fact("Population", study.population),
        _fact("Arms", arm_words(study)),
        _fact("Comparator", comparator_words(study)),
    ]
    optional = (("Condition", study.condition), ("Follow-up", study.follow_up), ("Funding", study.funding))
    facts += [_fact(label, value) for label, value in optional if value]
    if study.species and study.species != "human":
        facts.insert(1, _fact("Species", study.species))
    return tuple(facts)


def _result_line(result: ResultBase, when: str, linked: frozenset[str]) -> ResultLine:
    return ResultLine(
        contrast=contrast_words(result),
        when=result.timepoint if result.timepoint and result.timepoint != when else "",
        value=value_words(result),
        direction=result_direction(result),
        p=p_words(result),
        text=result.text or "",
        linked=result.model_dump_json() in linked,
        unverified=result.unverified,
    )


def group_results(study: StudyBase | None, linked: frozenset[str]) -> tuple[ResultGroup, ...]:
    """The results of a study by outcome: primary first, then by role; within each, contrasts before single arms."""
    by_outcome: dict[tuple[OutcomeKind, str], list[ResultBase]] = {}
    for result in study.results if study is not None else ():
        by_outcome.setdefault((result.kind, result.outcome), []).append(result)
    groups = []
    for (kind, outcome), results in sorted(by_outcome.items(), key=lambda entry: _RESULT_ORDER.index(entry[0][0])):
        ordered = sorted(results, key=_contrasts_first)
        when = ordered[0].timepoint or ""
        lines = tuple(_result_line(result, when, linked) for result in ordered)
        is_linked = any(line.linked for line in lines)
        groups.append(ResultGroup(OUTCOME_KINDS[kind], outcome, when, kind is OutcomeKind.PRIMARY, is_linked, lines))
    return tuple(groups)


def _number_view(number: NumberCheck) -> NumberView:
    found = number.found
    return NumberView(
        claimed=quantity_words(number.quantity),
        found=result_sentence(found) if found is not None else "",
        role=OUTCOME_KINDS[found.kind] if found is not None else "",
        match=MATCHES[number.match],
        detail=number.detail,
        tone=_NUMBER_TONES.get(number.match, Tone.UNCHECKED),
    )


def _check_view(check: Check) -> CheckView:
    return CheckView(
        name=CHECKS.get(check.name, spoken(check.name).capitalize()),
        result=check.result.value,
        result_label=CHECK_RESULTS[check.result],
        reason=check.reason,
        code=check.code or "",
        decisive=check.name in DECISIVE,
        passages=tuple(PassageView(spoken(one.source), one.text) for one in check.passages if one.source != "claim"),
    )


def _appraisal_words(appraisal: AppraisalBase) -> str:
    tool = {"ocebm_2011": "OCEBM 2011", "grade": "GRADE"}.get(appraisal.tool.value, spoken(appraisal.tool).upper())
    level = "starting level" if appraisal.starting else "rating"
    question = f" for {spoken(appraisal.question)}" if appraisal.question else ""
    why = f" ({'; '.join(appraisal.reasons)})" if appraisal.reasons else ""
    note = ", from the design alone; a person raises or lowers it" if appraisal.starting else ""
    return f"{tool} {level}{question}: {appraisal.rating}{note}{why}"


def publication_standing(publication: PublicationBase | None) -> Fact:
    """What is known of whether a publication still stands, and when it was looked up; never looked up is unknown."""
    standing = publication.standing if publication is not None else Standing.UNKNOWN
    when = f", checked {publication.standing_checked_on}" if publication and publication.standing_checked_on else ""
    known = standing is not Standing.UNKNOWN
    return Fact("Standing", STANDINGS.get(standing, spoken(standing)) + (when if known else ""), known=known)


_CHECK_ORDER = {CheckResult.DIFFERS.value: 0, CheckResult.AGREES.value: 1, CheckResult.NOT_CHECKED.value: 2}


def checks_of(source: Source) -> tuple[CheckView, ...]:
    """The checks of a source: what differs first, then what agrees, then what was not checked."""
    if source.verification is None:
        return ()
    shown = [_check_view(check) for check in source.verification.checks]
    return tuple(sorted(shown, key=lambda check: (_CHECK_ORDER[check.result], not check.decisive)))


def numbers_of(source: Source) -> tuple[NumberCheck, ...]:
    """The number checks of a source in the claim's order."""
    if source.verification is None:
        return ()
    return tuple(number for check in source.verification.checks for number in check.numbers)


def view_source(source: Source) -> SourceView:
    """A source in words, its primary result first."""
    study, publication, verification = source.study, source.publication, source.verification
    numbers = numbers_of(source)
    linked = frozenset(number.found.model_dump_json() for number in numbers if number.found is not None)
    groups = group_results(study, linked)
    shown = tuple(group for group in groups if group.primary or group.linked) or groups[:_SHOWN]
    verdict = source_verdict(source)
    confirmed = source.citation.status is CitationStatus.CONFIRMED
    return SourceView(
        citation=citation_words(publication),
        short=short_citation(publication),
        links=publication_links(publication, study),
        attribution=source.citation.attribution or "",
        traced=publication is not None or study is not None,
        benchmark=source.citation.role is CitationRole.BENCHMARK,
        confirmed=confirmed,
        status=status_words(source.citation),
        match=CONFIDENCES[source.citation.confidence],
        reasons=source.citation.reasons,
        standing=publication_standing(publication),
        facts=study_facts(study, publication),
        results=shown,
        other_results=tuple(group for group in groups if group not in shown),
        numbers=tuple(dict.fromkeys(_number_view(number) for number in numbers)),
        checks=checks_of(source),
        decided=decided(verification),
        verdict=verdict,
        verdict_label=verdict_words(verdict, probable=is_candidate(source) and verdict is not Verdict.NOT_CHECKED),
        verdict_row=verification.row if verification is not None else "",
        basis=BASES[verification.basis] if verification is not None else "",
        appraisals=tuple(_appraisal_words(appraisal) for appraisal in source.appraisals),
        found=found_words(source),
        draft=study is not None and study.draft,
        notes=source.citation.notes or "",
    )
