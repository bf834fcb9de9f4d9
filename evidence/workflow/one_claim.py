"""Hold one claim in words against one abstract in every check there is, as an audit does with the claims of a page.

It stores nothing and needs no database: the claim is extracted, the study drafted, the vocabulary the shipped one.
"""

from datetime import UTC, datetime

from evidence.draft import draft_study
from evidence.extract import extract_claims
from evidence.ingest import read_page
from evidence.models import (
    AbstractSection,
    CitationBase,
    CitationStatus,
    ClaimBase,
    MatchConfidence,
    PublicationBase,
    VerificationBase,
)
from evidence.verify import verify_claim
from evidence.vocabulary import Vocabulary

_NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)
_GIVEN = CitationBase(status=CitationStatus.CONFIRMED, confidence=MatchConfidence.CERTAIN)


def claim_in(words: str) -> ClaimBase | None:
    """The first claim that is seen in these words; None where they claim nothing.

    >>> claim_in("Zinc shortens the common cold.").intervention
    'Zinc'
    """
    page = read_page(words.encode(), name="claim.txt", captured_at=_NO_TIME)
    return next(iter(extract_claims(page, Vocabulary.shipped())), None)


def hold_claim(
    claim: ClaimBase, *, title: str = "", abstract: tuple[AbstractSection, ...] | str = ""
) -> VerificationBase:
    """The claim against a publication of which no more than this is known, and which is surely the one it leans on."""
    sections = (AbstractSection(text=abstract),) if isinstance(abstract, str) else abstract
    publication = PublicationBase(key="publication", title=title or None, abstract=sections)
    study = draft_study("study", title=title, abstract=sections)
    return verify_claim(claim, study, publication=publication, citation=_GIVEN, vocabulary=Vocabulary.shipped())
