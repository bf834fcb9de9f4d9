"""Build claims, studies and dossiers for the examples of rules with few words; nothing here takes part in an audit."""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from evidence.models import (
    Basis,
    Block,
    Check,
    CheckName,
    CheckResult,
    CitationBase,
    CitationMethod,
    CitationStatus,
    ClaimBase,
    ClaimType,
    Direction,
    Dossier,
    Link,
    MatchConfidence,
    OutcomeKind,
    PageBase,
    PageDossier,
    Passage,
    PublicationBase,
    QuantityBase,
    QuantityKind,
    ResultBase,
    SnapshotBase,
    Source,
    StudyBase,
    Support,
    VerificationBase,
)


def claim(quote: str, **fields: Any) -> ClaimBase:
    """A claim of benefit with these words; any field may be given."""
    start = fields.pop("start", 0)
    known = {"key": "claim-1", "claim_type": ClaimType.EFFICACY, "direction": Direction.BENEFIT} | fields
    return ClaimBase(start=start, end=start + len(quote), quote=quote, **known)


def quantity(value: float | None, unit: str | None = "%", **fields: Any) -> QuantityBase:
    """A number of a claim."""
    return QuantityBase(value=value, unit=unit, **fields)


def result(outcome: str, **fields: Any) -> ResultBase:
    """A result of a study, primary unless said otherwise."""
    return ResultBase(**({"outcome": outcome, "kind": OutcomeKind.PRIMARY} | fields))


def harm(outcome: str, value: float, arm: str | None = None, unit: str = "%", **fields: Any) -> ResultBase:
    """A share of people with an adverse event."""
    kind = QuantityKind.PERCENT_OF_PEOPLE if unit == "%" else None
    event = OutcomeKind.ADVERSE_EVENT
    return ResultBase(outcome=outcome, kind=event, arm=arm, value=value, unit=unit, quantity_kind=kind, **fields)


def study(*results: ResultBase, **fields: Any) -> StudyBase:
    """A study with entered results."""
    return StudyBase(**({"key": "study-1", "results": results, "basis": Basis.ENTERED_RESULTS} | fields))


def publication(**fields: Any) -> PublicationBase:
    """A journal article."""
    return PublicationBase(**({"key": "publication-1"} | fields))


def citation(*, confirmed: bool = True, **fields: Any) -> CitationBase:
    """A citation, confirmed by a curator unless said otherwise."""
    sure = {"confidence": MatchConfidence.CERTAIN, "status": CitationStatus.CONFIRMED, "method": CitationMethod.CURATOR}
    unsure = {
        "confidence": MatchConfidence.PROBABLE,
        "status": CitationStatus.CANDIDATE,
        "method": CitationMethod.MATCH,
    }
    return CitationBase(**((sure if confirmed else unsure) | fields))


def differing(name: CheckName, code: str, reason: str, *found: str) -> Check:
    """A check whose answer is that the source differs, with the passages it looked at."""
    passages = tuple(Passage(source="results", text=text) for text in found)
    return Check(name=name, result=CheckResult.DIFFERS, code=code, reason=reason, passages=passages)


def agreeing(name: CheckName, reason: str) -> Check:
    """A check whose answer is that claim and source agree."""
    return Check(name=name, result=CheckResult.AGREES, reason=reason)


def open_check(name: CheckName, reason: str) -> Check:
    """A check that could not be made."""
    return Check(name=name, result=CheckResult.NOT_CHECKED, reason=reason)


def verification(*checks: Check, suggested: Support = Support.NOT_CHECKABLE) -> VerificationBase:
    """A verification with these checks."""
    row = "not-decided"
    return VerificationBase(checks=checks, basis=Basis.ENTERED_RESULTS, suggested=suggested, row=row, tool_version="0")


def checked(
    claimed: ClaimBase | str, *checks: Check, found: StudyBase | None = None, confirmed: bool = True
) -> PageDossier:
    """A page with one claim whose source has been verified with these checks."""
    record = claim(claimed) if isinstance(claimed, str) else claimed
    source = Source(
        citation=citation(confirmed=confirmed),
        publication=publication(),
        study=found or study(),
        verification=verification(*checks),
    )
    return page(record.quote, Dossier(claim=record, sources=(source,)))


def page(  # noqa: PLR0913 (an example names what matters to it and nothing else)
    text: str,
    *dossiers: Dossier,
    links_visible: bool = True,
    chrome_visible: bool = True,
    headings: tuple[str, ...] = (),
    links: tuple[Link, ...] = (),
    blocks: tuple[Block, ...] = (),
) -> PageDossier:
    """A page with this text; `said` makes claims of its lines."""
    digest = sha256(text.encode()).hexdigest()
    snapshot = SnapshotBase(
        sha256=digest, text=text, text_sha256=digest, text_algorithm="example", media_type="text/html",
        captured_at=datetime(2024, 1, 1, tzinfo=UTC), links_visible=links_visible, chrome_visible=chrome_visible,
        blocks=blocks or (Block(start=0, end=len(text), headings=headings),), links=links,
    )  # fmt: skip
    return PageDossier(page=PageBase(key="page-1", address="example"), snapshot=snapshot, dossiers=dossiers)


def said(
    text: str,
    *,
    links_visible: bool = True,
    links: tuple[Link, ...] = (),
    headings: tuple[str, ...] = (),
    **fields: Any,
) -> PageDossier:
    """A page on which every line is one claim of benefit; other fields go to all of them."""
    dossiers = []
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        if line:
            dossiers.append(Dossier(claim=claim(line, start=start, key=f"claim-{number}", **fields)))
        start += len(line) + 1
    return page(text, *dossiers, links_visible=links_visible, links=links, headings=headings)


def among(text: str, *benefits: str, links: tuple[Link, ...] = (), blocks: tuple[Block, ...] = ()) -> PageDossier:
    """A page of which only these sentences are claims of benefit."""
    dossiers = [
        Dossier(claim=claim(words, start=text.index(words), key=f"claim-{number}"))
        for number, words in enumerate(benefits, 1)
    ]
    return page(text, *dossiers, links=links, blocks=blocks)
