"""All that a coder may look at when judging a claim, as JSON; under a blind protocol nothing the program concluded."""

from pydantic import JsonValue

from evidence import store
from evidence.models import Check, Source
from evidence.store.dossiers import dossiers
from evidence.store.editing import Standing
from evidence.store.weighing import findings_about
from evidence.workflow.review.desks import Seat, is_blind
from evidence.workflow.review.recording import opened
from evidence.workflow.review.shapes import Shape, claim_shape, held_shape


def sheet(db: store.Session, seat: Seat, standing: Standing) -> Shape:
    """The claim, its sources with what was checked and suggested, its findings, and what this coder holds or drafted.

    Under a blind protocol `suggested` and `checks` of each source and the findings are null, and `blind` is true.

    Raises:
        UnknownKeyError: the reviewer, the project or its version is not in the database.
    """
    blind = is_blind(db, seat.codebook)
    found = opened(db, seat.on(standing.id))
    sources = dossiers(db, [standing.id])[standing.id].sources
    findings: list[JsonValue] = [
        {"id": one.id, **one.finding.model_dump(mode="json", include={"rule", "severity", "message", "probable"})}
        for one in findings_about(db, standing.id)
    ]
    return {
        "claim": claim_shape(standing),
        "blind": blind,
        "sources": [_source(source, blind=blind) for source in sources],
        "findings": None if blind else findings,
        "held": None if found.held is None else held_shape(found.held),
        "draft": None if found.draft is None else dict(found.draft.content),
        "seen": found.seen,
    }


def _source(source: Source, *, blind: bool) -> Shape:
    publication, study, verification = source.publication, source.study, source.verification
    named = {"key", "title", "year", "journal", "doi", "pmid", "standing"}
    shape: Shape = {
        "attribution": source.citation.attribution,
        "status": source.citation.status.value,
        "publication": None if publication is None else publication.model_dump(mode="json", include=named),
        "study": None if study is None else {"key": study.key, "design": study.design, "draft": study.draft},
        "suggested": None,
        "checks": None,
    }
    if not blind and verification is not None:
        shape["suggested"] = f"{'probably ' if verification.capped else ''}{verification.suggested.value}"
        shape["checks"] = [_check(check) for check in verification.checks]
    return shape


def _check(check: Check) -> Shape:
    return {
        "name": check.name.value,
        "result": check.result.value,
        "reason": check.reason,
        "passages": [{"source": passage.source, "text": passage.text} for passage in check.passages],
    }
