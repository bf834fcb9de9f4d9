"""The filters over JSON lines that need no database: claims held against abstracts, and drafts of studies.

One bad line is a Problem with its number and the rest goes on; nothing is stored, printed or fetched here.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from evidence.abstracts.direction import read_direction
from evidence.draft import draft_study
from evidence.errors import Problem
from evidence.models import AbstractSection, Check, CheckName, CheckResult, Heading, Passage, StudyBase, Support
from evidence.verify.statement import StatementVerdict, check_statement
from evidence.workflow.lines import Row, RowError, read_rows
from evidence.workflow.one_claim import claim_in, hold_claim


def verify_lines(lines: Iterable[str], *, file: str = "stdin") -> Iterator[dict[str, Any] | Problem]:
    """`{id, claim, title?, abstract or text}` → verdict and checks; `{intervention, comparator, outcome}` → direction.

    >>> next(verify_lines(['{"id": 1, "claim": "X cured it.", "abstract": "Nothing."}']))["verdict"]
    'not_checked'
    """
    return read_rows(lines, verify_pair, file)


def draft_lines(lines: Iterable[str], *, file: str = "stdin") -> Iterator[dict[str, Any] | Problem]:
    """`{id, title?, abstract or text, publication_types?}` → a draft study, each field with its passage."""
    return read_rows(lines, draft_paper, file)


def verify_pair(row: Row) -> dict[str, Any]:
    """The verdict on a claim, or the direction for intervention, comparator and outcome."""
    title, abstract = _text(row, "title"), _abstract(row)
    if "claim" in row:
        verdict, checks = _held(_text(row, "claim"), title, abstract)
        return {"id": row["id"], "verdict": verdict.value, "checks": [_check(check) for check in checks]}
    if "outcome" not in row or "intervention" not in row:
        raise RowError("the object needs 'claim', or 'intervention', 'comparator' and 'outcome'")
    direction = read_direction(
        title, abstract, _text(row, "intervention"), _text(row, "comparator"), _text(row, "outcome")
    )
    return {
        "id": row["id"],
        "direction": direction.direction.value,
        "passages": [_passage(passage) for passage in direction.passages],
        "reasons": list(direction.reasons),
        "evidence": direction.passages[0].text if direction.passages else None,
    }


def _held(
    claim: str, title: str, abstract: tuple[AbstractSection, ...] | str
) -> tuple[StatementVerdict, tuple[Check, ...]]:
    """The verdict on a sentence; where its parts cannot be read, as an audit has it for the claim that it makes."""
    reading = check_statement(claim, title, abstract)
    found = claim_in(claim) if reading.verdict is StatementVerdict.NOT_CHECKED else None
    if found is None:
        return reading
    verification = hold_claim(found, title=title, abstract=abstract)
    decided = any(check.name in _DECIDE and check.result in _SAYS for check in verification.checks)
    verdict = _VERDICTS.get(verification.suggested) if decided else None
    return (verdict, verification.checks) if verdict is not None else reading


_DECIDE = frozenset({CheckName.DIRECTION, CheckName.NUMBERS})
_SAYS = frozenset({CheckResult.AGREES, CheckResult.DIFFERS})
"""Without an answer to one of these an abstract says nothing of the claim, however strongly that is worded."""


_VERDICTS = {
    Support.SUPPORTED: StatementVerdict.SUPPORTED,
    Support.SUPPORTED_WEAK_SOURCE: StatementVerdict.SUPPORTED,
    Support.PARTLY_SUPPORTED: StatementVerdict.OVERSTATED,
    Support.OVERSTATED: StatementVerdict.OVERSTATED,
    Support.NOT_SUPPORTED: StatementVerdict.OVERSTATED,
    Support.CONTRADICTED: StatementVerdict.CONTRADICTED,
}
"""The support axis in the four words of the filter; what is not here was not checked."""


def draft_paper(row: Row) -> dict[str, Any]:
    """A draft study of one paper as JSON; `passages` holds the words each field was read from."""
    study = draft_study(
        str(row["id"]) or "paper",
        title=_text(row, "title"),
        abstract=_abstract(row),
        publication_types=_headings(row, "publication_types"),
        mesh=_headings(row, "mesh"),
    )
    return {"id": row["id"], **_study(study)}


_DRAFT_FIELDS = (
    "design",
    "sample_size",
    "sample_size_basis",
    "studies_pooled",
    "species",
    "condition",
    "intervention",
    "route",
    "dose",
    "follow_up",
    "controlled",
    "registry_id",
    "funding",
    "arms",
    "results",
    "passages",
)


def _study(study: StudyBase) -> dict[str, Any]:
    plain = study.model_dump(mode="json")
    kept = {name: plain[name] for name in _DRAFT_FIELDS}
    for name in ("sample_size", "species", "condition", "controlled"):
        if kept[name] is None:
            kept[name] = "unknown"
    return {"basis": plain["basis"], "draft": True, **kept}


def _check(check: Check) -> dict[str, Any]:
    return {
        "name": check.name.value,
        "result": check.result.value,
        "reason": check.reason,
        "code": check.code,
        "passages": [_passage(passage) for passage in check.passages],
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return passage.model_dump(mode="json")


def _text(row: Row, name: str) -> str:
    value = row.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise RowError(f"'{name}' must be text, not {type(value).__name__}")
    return value


def _abstract(row: Row) -> tuple[AbstractSection, ...] | str:
    """The abstract as text or as labelled sections; `text` stands in for it."""
    value = row.get("abstract")
    if value is None:
        if "text" not in row:
            raise RowError("the object has neither 'abstract' nor 'text'")
        return _text(row, "text")
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(part, dict) and isinstance(part.get("text"), str) for part in value):
        return tuple(AbstractSection(label=_label(part), text=part["text"]) for part in value)
    raise RowError("'abstract' must be text or a list of {label, text}")


def _label(part: Row) -> str | None:
    label = part.get("label")
    return label if isinstance(label, str) else None


def _headings(row: Row, name: str) -> tuple[Heading | str, ...]:
    """Publication types or MeSH headings as names, or as `{label, ui}`."""
    value = row.get(name) or ()
    if not isinstance(value, list | tuple):
        raise RowError(f"'{name}' must be a list")
    found: list[Heading | str] = []
    for one in value:
        if isinstance(one, str):
            found.append(one)
        elif isinstance(one, dict) and isinstance(one.get("label"), str):
            ui = one.get("ui")
            found.append(Heading(label=one["label"], ui=ui if isinstance(ui, str) else None))
        else:
            raise RowError(f"'{name}' must hold names or {{label, ui}}")
    return tuple(found)
