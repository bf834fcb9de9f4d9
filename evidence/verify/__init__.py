"""Hold one claim against one study in independent checks and suggest a verdict; it never judges and never fetches."""

from collections.abc import Callable

from evidence.models import (
    Check,
    CitationBase,
    CitationStatus,
    ClaimBase,
    PublicationBase,
    StudyBase,
    VerificationBase,
)
from evidence.verify.bibliographic import check_journal, check_sample_size, check_standing, check_year
from evidence.verify.comparators import check_comparator
from evidence.verify.conduct import check_assertiveness, check_control, check_harms
from evidence.verify.decide import ROWS, Row, decide, decision_table
from evidence.verify.designs import check_cases, check_design, check_evidence
from evidence.verify.direction import check_direction
from evidence.verify.numbers import check_numbers
from evidence.verify.pair import Pair, Vocabulary
from evidence.verify.quotation import Quotation, QuotationMatch, find_quotation
from evidence.verify.scope import (
    check_condition,
    check_dose,
    check_intervention,
    check_outcome,
    check_population,
    check_purpose,
    check_route,
    check_species,
)
from evidence.verify.timing import check_duration, check_timepoint
from evidence.version import __version__

__all__ = [
    "CHECKS",
    "ROWS",
    "Pair",
    "Quotation",
    "QuotationMatch",
    "Row",
    "Vocabulary",
    "decision_table",
    "find_quotation",
    "verify_claim",
]

CHECKS: tuple[Callable[[Pair], Check], ...] = (
    check_numbers,
    check_direction,
    check_outcome,
    check_condition,
    check_population,
    check_purpose,
    check_intervention,
    check_route,
    check_dose,
    check_comparator,
    check_timepoint,
    check_duration,
    check_design,
    check_evidence,
    check_cases,
    check_control,
    check_species,
    check_sample_size,
    check_year,
    check_journal,
    check_assertiveness,
    check_harms,
    check_standing,
)


def verify_claim(
    claim: ClaimBase,
    study: StudyBase,
    *,
    publication: PublicationBase | None,
    citation: CitationBase,
    vocabulary: Vocabulary,
) -> VerificationBase:
    """Every check of this claim against this study, and the suggestion of the first row of the table that fits.

    A citation nobody confirmed caps the suggestion: it then says `probably`, and a second person should look.
    """
    pair = Pair(claim=claim, study=study, publication=publication, citation=citation, vocabulary=vocabulary)
    checks = tuple(check(pair) for check in CHECKS)
    row = decide(pair, checks)
    return VerificationBase(
        checks=checks,
        basis=study.basis,
        suggested=row.suggests,
        row=row.key,
        capped=citation.status is not CitationStatus.CONFIRMED,
        tool_version=__version__,
    )
