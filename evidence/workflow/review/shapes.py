"""The JSON shapes and CSV tables of a review, the same on the command line, in the workbench and to download."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import JsonValue

from evidence.formats.json import record_json
from evidence.formats.rows.cells import guarded
from evidence.stats import Estimate
from evidence.store.editing import Standing
from evidence.workflow.review.agreement import Agreement, Measure, Rated
from evidence.workflow.review.held import Held
from evidence.workflow.review.queues import Deliberation, Disagreement, Progress

Shape = dict[str, JsonValue]

METHOD = (
    "For each claim what its first two coders held at the moment the second was first done; later changes, third "
    "coders and adjudicators do not count. Percentage with Wilson's interval (1927); Cohen's kappa (1960) with the "
    "variance of Fleiss, Cohen and Everitt (1969), or Fleiss's kappa (1971) with that of Gwet (2021) where pairs of "
    "coders differ; Gwet's AC1 (2008) with its variance, over all categories of the scale; intervals are 95 %."
)
"""How the figures of agreement are made, to print beside them."""


def claim_shape(standing: Standing) -> Shape:
    """A claim with its id and its page."""
    return record_json(standing.claim, {"id": standing.id, "page": standing.page})


def held_shape(held: Held) -> Shape:
    """What one person holds; `rules` is null where they said nothing of rules."""
    return {
        "reviewer": held.reviewer,
        "role": held.role.value,
        "support": held.support,
        "accuracy": held.accuracy,
        "rules": None if held.rules is None else list(held.rules),
        "done": held.is_done,
        "rationale": _rationales(held),
    }


def _rationales(held: Held) -> str | None:
    told = dict.fromkeys(entry.judgement.rationale for entry in held.entries if entry.judgement.rationale)
    return "; ".join(told) or None


def disagreement_shape(found: Disagreement | Deliberation) -> Shape:
    """A claim on which coders differ, with what each holds."""
    shape: Shape = {
        "claim": claim_shape(found.standing),
        "axes": [axis.value for axis in found.axes],
        "coders": [held_shape(held) for held in found.coders],
    }
    if isinstance(found, Deliberation):
        shape |= {"adjudicators": [held_shape(held) for held in found.adjudicators], "seen": found.seen}
    return shape


def progress_shape(progress: Progress) -> Shape:
    """How far a project is."""
    counts: Shape = {name: value for name, value in vars(progress).items() if name != "coders"}
    coders: list[JsonValue] = [dict(vars(coder)) for coder in progress.coders]
    return counts | {"coders": coders}


def agreement_shape(found: Agreement) -> Shape:
    """Agreement with its figures, every pair and the method."""
    return {
        "project": found.codebook.project,
        "protocol": found.codebook.version,
        "coded": found.coded,
        "double_coded": found.double_coded,
        "method": METHOD,
        "measures": [_measure(measure) for measure in found.measures],
        "pairs": [dict(zip(PAIR_COLUMNS, _pair(rated), strict=True)) for rated in found.pairs],
    }


def _measure(measure: Measure) -> Shape:
    return {
        "field": measure.field,
        "coders": None if measure.coders is None else list(measure.coders),
        "categories": measure.categories,
        "n": measure.percent.n,
        "percent": _estimate(measure.percent),
        "kappa": _estimate(measure.kappa) | {"kind": measure.kappa_is},
        "ac1": _estimate(measure.ac1),
    }


def _estimate(estimate: Estimate) -> Shape:
    return {"value": estimate.value, "low": estimate.low, "high": estimate.high, "note": estimate.note or None}


PAIR_COLUMNS = ("page", "claim", "field", "first_coder", "first", "second_coder", "second", "agree")


def _pair(rated: Rated) -> tuple[str | bool, ...]:
    (first_coder, second_coder), (first, second) = rated.coders, rated.values
    return (*rated.name, rated.field, first_coder, first, second_coder, second, rated.agree)


def agreement_csv(found: Agreement) -> str:
    """One row for each field and pair of coders: n, and each figure with its interval; an empty cell is unknown."""
    figures = ("percent", "kappa", "ac1")
    parts = [f"{name}{part}" for name in figures for part in ("", "_low", "_high", "_note")]
    columns = ("field", "first_coder", "second_coder", "categories", "n", "kappa_kind", *parts)
    rows: list[Sequence[Any]] = []
    for measure in found.measures:
        estimates = (measure.percent, measure.kappa, measure.ac1)
        cells = [cell for one in estimates for cell in (*map(_decimal, (one.value, one.low, one.high)), one.note)]
        coders = measure.coders or ("", "")
        rows.append((measure.field, *coders, measure.categories, measure.percent.n, measure.kappa_is, *cells))
    return _csv(columns, rows)


def pairs_csv(found: Agreement) -> str:
    """One row for each claim and field that two coders judged: what each said, and whether they agree."""
    return _csv(PAIR_COLUMNS, (_pair(rated) for rated in found.pairs))


def disagreements_csv(found: Iterable[Disagreement]) -> str:
    """One row for each claim and coder where coders differ."""
    columns = ("page", "claim", "axes", "quote", "coder", "support", "accuracy", "rules", "rationale")
    rows = (
        (
            *(one.standing.page, one.standing.claim.key, " ".join(one.axes), one.standing.claim.quote),
            *(held.reviewer, held.support, held.accuracy, " ".join(held.rules or ()), _rationales(held)),
        )
        for one in found
        for held in one.coders
    )
    return _csv(columns, rows)


def progress_csv(progress: Progress) -> str:
    """One row for each coder."""
    columns = ("reviewer", "to_code", "done", "begun", "drafts")
    return _csv(columns, ([getattr(coder, name) for name in columns] for coder in progress.coders))


def _decimal(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return stream.getvalue()


def _cell(value: object) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return guarded(value) if isinstance(value, str) else str(value)
