"""Lay out what is known about claims as rows of an evidence table: one row for a claim and a source it leans on.

It keeps numbers as numbers and the unknown as None; the words for the unknown are chosen where a table is written.
"""

from dataclasses import dataclass, replace

from evidence.models import (
    CheckResult,
    ClaimBase,
    Dossier,
    FindingBase,
    NumberCheck,
    PageBase,
    PageDossier,
    QuantityBase,
    ResultBase,
    Source,
    StudyBase,
)
from evidence.report.reading import Reading, decided, is_candidate, read_claim, read_page, source_verdict, why_unchecked
from evidence.report.sources import comparator_words, numbers_of, primary_results, registry_ids
from evidence.report.words import (
    NOT_REPORTED,
    OUTCOME_KINDS,
    citation_words,
    quantity_words,
    result_sentence,
    verdict_words,
)


@dataclass(frozen=True)
class Claimed:
    """A number as the page gives it; `value` is a number, a pair for a range, None for an effect without one."""

    value: float | tuple[float, float] | None
    unit: str | None
    arm: str | None
    timepoint: str | None
    words: str


@dataclass(frozen=True)
class Found:
    """A number or a result as the study gives it, with the role of its outcome there."""

    outcome: str
    role: str
    arm: str | None
    comparator: str | None
    timepoint: str | None
    value: float | tuple[float, float] | None
    unit: str | None
    p_value: float | None
    p_comparator: str | None
    direction: str
    significant: bool | None
    words: str


@dataclass(frozen=True)
class NumberLink:
    """A number of the page beside the same number in the study, None where the study was not found to have it."""

    claimed: Claimed
    found: Found | None
    match: str
    detail: str


@dataclass(frozen=True)
class ClaimCells:
    """What the page says."""

    claim: str
    quote: str
    start: int
    end: int
    claim_type: str
    condition: str | None
    condition_code: str | None
    intervention: str | None
    intervention_code: str | None
    outcome: str | None
    direction: str
    stated_study_type: str
    stated_year: int | None
    cited_as: str | None
    claimed: tuple[Claimed, ...]


@dataclass(frozen=True)
class SourceCells:
    """What the claim leans on and what that found; everything is None or empty where there is no source."""

    publication: str | None = None
    publication_key: str | None = None
    year: int | None = None
    pmid: str | None = None
    doi: str | None = None
    registry_ids: tuple[str, ...] = ()
    match_confidence: str | None = None
    citation_status: str | None = None
    citation_role: str | None = None
    standing: str | None = None
    design: str | None = None
    design_detail: str | None = None
    participants: int | None = None
    population: str | None = None
    comparator: str | None = None
    primary_results: tuple[Found, ...] = ()
    numbers: tuple[NumberLink, ...] = ()


@dataclass(frozen=True)
class VerdictCells:
    """What the program suggests and on how much; `unchecked_reason` is None where the claim was verified."""

    verdict: str
    verdict_label: str
    probable: bool
    unchecked_reason: str | None
    checks_decided: int
    checks_total: int
    differs: tuple[str, ...]
    not_checked: tuple[str, ...]
    findings: tuple[str, ...]


@dataclass(frozen=True)
class EvidenceRow:
    """A claim and one source it leans on."""

    page: str
    address: str
    claim: ClaimCells
    source: SourceCells
    verdict: VerdictCells


def evidence_rows(page: PageDossier, findings: tuple[FindingBase, ...] = ()) -> tuple[EvidenceRow, ...]:
    """The rows of a page: for each claim one a source, benchmarks included and named as such; one without any."""
    return tuple(row for reading in read_page(page, findings) for row in _rows(page.page, reading))


def claim_rows(page: PageBase, dossier: Dossier, findings: tuple[FindingBase, ...] = ()) -> tuple[EvidenceRow, ...]:
    """The rows of one claim with the findings about it."""
    return _rows(page, read_claim(dossier, findings))


def _rows(page: PageBase, reading: Reading) -> tuple[EvidenceRow, ...]:
    return tuple(
        EvidenceRow(
            page=page.key,
            address=page.address,
            claim=_claim_cells(reading.claim, source),
            source=_source_cells(source),
            verdict=_verdict_cells(reading, source),
        )
        for source in reading.sources or (None,)
    )


def claimed(quantity: QuantityBase) -> Claimed:
    """A number of a claim as a table keeps it."""
    value = _value(quantity.value, quantity.high)
    return Claimed(value, quantity.unit, quantity.arm, quantity.timepoint, quantity_words(quantity))


def found(result: ResultBase) -> Found:
    """A result of a study as a table keeps it."""
    return Found(
        outcome=result.outcome,
        role=OUTCOME_KINDS[result.kind],
        arm=result.arm,
        comparator=result.comparator,
        timepoint=result.timepoint,
        value=_value(result.value, result.high),
        unit=result.unit,
        p_value=result.p_value,
        p_comparator=result.p_comparator,
        direction=result.direction.value,
        significant=result.significant,
        words=result_sentence(result),
    )


def _value(value: float | None, high: float | None) -> float | tuple[float, float] | None:
    return value if value is None or high is None else (value, high)


def _link(number: NumberCheck) -> NumberLink:
    where = found(number.found) if number.found is not None else None
    return NumberLink(claimed(number.quantity), where, number.match.value, number.detail)


def _claim_cells(claim: ClaimBase, source: Source | None) -> ClaimCells:
    attribution = source.citation.attribution if source is not None else None
    return ClaimCells(
        claim=claim.key,
        quote=claim.quote,
        start=claim.start,
        end=claim.end,
        claim_type=claim.claim_type.value,
        condition=claim.condition,
        condition_code=claim.condition_code,
        intervention=claim.intervention,
        intervention_code=claim.intervention_code,
        outcome=claim.outcome,
        direction=claim.direction.value,
        stated_study_type=claim.study_type.value,
        stated_year=claim.study_year,
        cited_as=attribution or claim.attribution,
        claimed=tuple(claimed(effect) for effect in claim.effects),
    )


def _source_cells(source: Source | None) -> SourceCells:
    if source is None:
        return SourceCells()
    publication, study = source.publication, source.study
    cells = SourceCells(
        match_confidence=source.citation.confidence.value,
        citation_status=source.citation.status.value,
        citation_role=source.citation.role.value,
        registry_ids=registry_ids(publication, study),
        numbers=tuple(_link(number) for number in numbers_of(source)),
    )
    if publication is not None:
        cells = replace(
            cells,
            publication=citation_words(publication),
            publication_key=publication.key,
            year=publication.year,
            pmid=publication.pmid,
            doi=publication.doi,
            standing=publication.standing.value,
            design=publication.design,
        )
    return cells if study is None else _with_study(cells, study)


def _with_study(cells: SourceCells, study: StudyBase) -> SourceCells:
    comparator = comparator_words(study)
    return replace(
        cells,
        year=cells.year or study.year,
        design=study.design if study.design != "unknown" else cells.design,
        design_detail=study.design_detail,
        participants=study.sample_size,
        population=study.population,
        comparator=None if comparator == NOT_REPORTED else comparator,
        primary_results=tuple(found(result) for result in primary_results(study)),
    )


def _verdict_cells(reading: Reading, source: Source | None) -> VerdictCells:
    verification = source.verification if source is not None else None
    if source is None or source is reading.leading:
        verdict, probable = reading.verdict, reading.probable
    else:
        verdict, probable = source_verdict(source), is_candidate(source)
    checks = verification.checks if verification is not None else ()
    return VerdictCells(
        verdict=verdict.value,
        verdict_label=verdict_words(verdict, probable=probable),
        probable=probable,
        unchecked_reason=_reason(reading, source),
        checks_decided=decided(verification),
        checks_total=len(checks),
        differs=tuple(check.name.value for check in checks if check.result is CheckResult.DIFFERS),
        not_checked=tuple(check.name.value for check in checks if check.result is CheckResult.NOT_CHECKED),
        findings=tuple(dict.fromkeys(finding.rule for finding in reading.findings)),
    )


def _reason(reading: Reading, source: Source | None) -> str | None:
    if source is None or source is reading.leading:
        return reading.reason or None
    return why_unchecked(source) or None
