"""Turn the answers of verification checks into hits; the checks are read as they stand and never made again."""

from collections.abc import Iterable, Iterator, Mapping

from evidence.models import Check, CheckName, CheckResult, CitationRole, CitationStatus, Dossier, Severity, Source
from evidence.rules.framework import Hit

Graded = Mapping[tuple[CheckName, str], Severity]


def differing(dossier: Dossier, graded: Graded) -> Iterator[tuple[Source, Check, Severity]]:
    """Every check of a cited source that differs in one of these ways, with the severity that goes with it.

    A benchmark that a reviewer holds up beside a claim is not what the claim cites, and is left out.
    """
    for source in dossier.sources:
        if source.verification is None or source.citation.role is CitationRole.BENCHMARK:
            continue
        for check in source.verification.checks:
            severity = graded.get((check.name, check.code or ""))
            if check.result is CheckResult.DIFFERS and severity is not None:
                yield source, check, severity


def is_unconfirmed(source: Source) -> bool:
    """Whether nobody stands behind the match of the claim with this source."""
    return source.citation.status is not CitationStatus.CONFIRMED


def hit(dossier: Dossier, source: Source, check: Check, severity: Severity, said: str) -> Hit:
    """A hit that quotes the claim, says what the source has instead, and carries the passages of the check."""
    quote = dossier.claim.quote
    return Hit(
        message=f"'{quote}': {said}: {check.reason}",
        severity=severity,
        inputs=tuple(f"{passage.source}: {passage.text}" for passage in check.passages),
        probable=is_unconfirmed(source),
    )


def hits(dossier: Dossier, graded: Graded, said: str) -> Iterable[Hit]:
    """One hit for every check that differs in one of these ways."""
    return [hit(dossier, source, check, severity, said) for source, check, severity in differing(dossier, graded)]
