"""Hold one claim in words against one abstract in every check there is, as an audit does with the claims of a page.

It stores nothing and needs no database: the claim is extracted, the study drafted, the vocabulary the shipped one.
"""

from datetime import UTC, datetime

from evidence.draft import draft_study
from evidence.extract import extract_claims
from evidence.ingest import UnreadablePageError, read_page
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
    """The first claim that is seen in these words; None where they claim nothing or are no text.

    >>> claim_in("Zinc shortens the common cold.").intervention
    'Zinc'
    """
    try:
        page = read_page(words.encode("utf-8", "replace"), name="claim.txt", captured_at=_NO_TIME)
    except UnreadablePageError:
        return None
    return next(iter(extract_claims(page, Vocabulary.shipped())), None)


def _writable(text: str) -> str:
    """Text without half characters, which no encoding can write and JSON can hold."""
    return text.encode("utf-8", "replace").decode()


def hold_claim(
    claim: ClaimBase, *, title: str = "", abstract: tuple[AbstractSection, ...] | str = ""
) -> VerificationBase:
    """The claim against a publication of which no more than this is known, and which is surely the one it leans on."""
    parts = (AbstractSection(text=abstract),) if isinstance(abstract, str) else abstract
    sections = tuple(AbstractSection(label=part.label, text=_writable(part.text)) for part in parts)
    publication = PublicationBase(key="publication", title=_writable(title) or None, abstract=sections)
    study = draft_study("study", title=_writable(title), abstract=sections)
    return verify_claim(claim, study, publication=publication, citation=_GIVEN, vocabulary=Vocabulary.shipped())
