"""Decide what a report may say of a claim: its leading source, its verdict, and if it was not checked, why.

It never turns an unanswered check into a pass: a suggestion without one decided check is shown as not checked.
"""

from dataclasses import dataclass
from typing import NamedTuple

from evidence.models import (
    CheckName,
    CheckResult,
    CitationRole,
    CitationStatus,
    ClaimBase,
    ClaimStatus,
    Dossier,
    FindingBase,
    NumberMatch,
    PageDossier,
    ResultBase,
    Severity,
    Source,
    VerificationBase,
)
from evidence.report.view import Verdict
from evidence.report.words import HARM_KINDS

DECISIVE = frozenset({CheckName.NUMBERS, CheckName.DIRECTION, CheckName.DESIGN})
"""A claim counts as verified when at least one of these was decided."""

NOTHING_TO_CHECK = "nothing-to-check"
"""The row of the decision table for claims that no study could decide; every other `not_checkable` is an open claim."""

NO_SOURCE_NEEDED = "background or promotion: no source named, none needed"
NO_SOURCE = "the page names no source"
UNTRACED = "the page names a source that could not be traced to a publication"
NO_STUDY = "the publication is known, but what its study found is not in the database"
UNVERIFIED = "the claim has not been held against its study yet"
PARTLY_DECIDED = "held against the study: other checks were decided, but not numbers, direction or design"
UNDECIDED = "held against the study, but no check could be decided"
REASONS = (UNTRACED, NO_STUDY, UNVERIFIED, UNDECIDED, PARTLY_DECIDED, NO_SOURCE, NO_SOURCE_NEEDED)

JUDGES = frozenset(
    {
        Verdict.CONTRADICTED,
        Verdict.NOT_SUPPORTED,
        Verdict.IRRELEVANT_SOURCE,
        Verdict.OVERSTATED,
        Verdict.PARTLY_SUPPORTED,
        Verdict.SUPPORTED_WEAK_SOURCE,
        Verdict.SUPPORTED,
    }
)
_PASSES = frozenset({Verdict.SUPPORTED, Verdict.SUPPORTED_WEAK_SOURCE})
SEVERITIES = (Severity.CRITICAL, Severity.MAJOR, Severity.MINOR, Severity.INFO)


@dataclass(frozen=True)
class Reading:
    """What a report may say of one claim; `reason` is empty where the claim was verified."""

    claim: ClaimBase
    sources: tuple[Source, ...]
    leading: Source | None
    verdict: Verdict
    probable: bool
    checked: bool
    reason: str
    findings: tuple[FindingBase, ...]

    @property
    def severity(self) -> Severity | None:
        """The worst severity among the findings, None without any."""
        return worst_severity(self.findings)


def worst_severity(findings: tuple[FindingBase, ...]) -> Severity | None:
    """The worst severity among findings, None without any."""
    found = {finding.severity for finding in findings}
    return next((severity for severity in SEVERITIES if severity in found), None)


def decided(verification: VerificationBase | None) -> int:
    """How many checks of a verification have an answer."""
    if verification is None:
        return 0
    return sum(check.result is not CheckResult.NOT_CHECKED for check in verification.checks)


def is_judging(verdict: Verdict) -> bool:
    """Whether a verdict says something about the claim, and not only why nothing can be said."""
    return verdict in JUDGES


def is_verified(verification: VerificationBase | None) -> bool:
    """Whether numbers, direction or design was decided."""
    return verification is not None and any(
        check.name in DECISIVE and check.result is not CheckResult.NOT_CHECKED for check in verification.checks
    )


def source_verdict(source: Source) -> Verdict:
    """The verdict a source's verification suggests, `not_checked` where its checks cannot carry one."""
    verification = source.verification
    if verification is None:
        return Verdict.NOT_CHECKED if _traced(source) else Verdict.SOURCE_UNAVAILABLE
    verdict = Verdict(verification.suggested.value)
    if verdict is Verdict.NOT_CHECKABLE and verification.row != NOTHING_TO_CHECK:
        return Verdict.UNDECIDED if is_verified(verification) else Verdict.NOT_CHECKED
    if verdict in JUDGES and not decided(verification):
        return Verdict.NOT_CHECKED
    if verdict in _PASSES and not is_verified(verification):
        return Verdict.NOT_CHECKED
    return verdict


def is_candidate(source: Source) -> bool:
    """Whether nobody stands behind the link between claim and publication."""
    capped = source.verification is not None and source.verification.capped
    return capped or source.citation.status is not CitationStatus.CONFIRMED


def swapped_into_harm(source: Source) -> tuple[ResultBase, ...]:
    """The harms of a study whose numbers the claim gives as those of another outcome."""
    checks = source.verification.checks if source.verification is not None else ()
    swapped = (
        number.found
        for check in checks
        for number in check.numbers
        if number.match is NumberMatch.MATCH_OTHER_OUTCOME and number.found is not None
    )
    return tuple(result for result in swapped if result.kind in HARM_KINDS)


class _Weight(NamedTuple):
    candidate: bool
    unverified: bool
    verdict: int


def _weight(source: Source) -> _Weight:
    order = list(Verdict)
    return _Weight(is_candidate(source), not is_verified(source.verification), order.index(source_verdict(source)))


def _traced(source: Source) -> bool:
    return source.publication is not None or source.study is not None


def _unsourced(claim: ClaimBase) -> tuple[Verdict, str]:
    if claim.attribution:
        return Verdict.SOURCE_UNAVAILABLE, UNTRACED
    if claim.needs_citation is False:
        return Verdict.NOT_CHECKABLE, NO_SOURCE_NEEDED
    return Verdict.NO_CITATION, NO_SOURCE


def why_unchecked(source: Source) -> str:
    """Why a claim could not be verified against a source; empty where it was."""
    if is_verified(source.verification):
        return ""
    if not _traced(source):
        return UNTRACED
    if source.study is None:
        return NO_STUDY
    if source.verification is None:
        return UNVERIFIED
    return PARTLY_DECIDED if decided(source.verification) else UNDECIDED


def read_claim(dossier: Dossier, findings: tuple[FindingBase, ...] = ()) -> Reading:
    """What a report may say of a claim.

    A benchmark that a reviewer holds up beside the claim is shown, but the verdict is that of the sources the page
    leans on: first those a person confirmed, then those that could be verified, then the worst.
    """
    findings = _worst_first(findings)
    kept = tuple(source for source in dossier.sources if source.citation.status is not CitationStatus.REFUSED)
    cited = [source for source in kept if source.citation.role is CitationRole.CITED]
    traced = sorted((source for source in cited if _traced(source)), key=_weight)
    if not traced:
        untraced = any(source.citation.attribution or source.citation.href for source in cited)
        verdict, reason = (Verdict.SOURCE_UNAVAILABLE, UNTRACED) if untraced else _unsourced(dossier.claim)
        return Reading(
            dossier.claim, kept, None, verdict, probable=False, checked=False, reason=reason, findings=findings
        )
    leading = traced[0]
    checked = is_verified(leading.verification)
    return Reading(
        claim=dossier.claim,
        sources=(*traced, *(source for source in kept if source not in traced)),
        leading=leading,
        verdict=source_verdict(leading),
        probable=is_candidate(leading),
        checked=checked,
        reason=why_unchecked(leading),
        findings=findings,
    )


def read_page(page: PageDossier, findings: tuple[FindingBase, ...]) -> tuple[Reading, ...]:
    """The readings of a page's active claims in the order of the text."""
    by_claim: dict[str, list[FindingBase]] = {}
    for finding in findings:
        if finding.claim_key is not None:
            by_claim.setdefault(finding.claim_key, []).append(finding)
    readings = [
        read_claim(dossier, tuple(by_claim.get(dossier.claim.key, ())))
        for dossier in page.dossiers
        if dossier.claim.status is ClaimStatus.ACTIVE
    ]
    return tuple(sorted(readings, key=lambda reading: (reading.claim.start, -reading.claim.end, reading.claim.key)))


def _worst_first(findings: tuple[FindingBase, ...]) -> tuple[FindingBase, ...]:
    return tuple(sorted(findings, key=lambda finding: (SEVERITIES.index(finding.severity), finding.rule)))
