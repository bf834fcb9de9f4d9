"""A study: its arms and results shown, entered and changed one at a time, and a draft accepted as a person's."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from evidence import store
from evidence.formats.json import record_json
from evidence.models import ArmBase, Basis, Direction, OutcomeKind, QuantityKind, ResultBase, SampleSizeBasis, StudyBase
from evidence.report.sources import study_facts
from evidence.store.citing import publications_of_study
from evidence.store.trials import publications_of_trial
from evidence.web.addresses import query
from evidence.web.forms import SentForm, text_of
from evidence.web.inputs import Key, Line
from evidence.web.render import html
from evidence.web.who import Coder, Reader, ServerSetup
from evidence.workflow import editing

router = APIRouter(include_in_schema=False)

At = Annotated[int | None, Query(ge=0, le=10_000)]
Choices = Mapping[str, type[StrEnum]]
FIELDS = (
    "title",
    "design",
    "design_detail",
    "species",
    "sample_size",
    "sample_size_basis",
    "studies_pooled",
    "population",
    "setting",
    "condition",
    "intervention",
    "route",
    "dose",
    "follow_up",
    "year",
    "journal",
    "registry_id",
    "funding",
    "controlled",
    "basis",
    "source_url",
    "notes",
)
RESULT_FIELDS = (
    "outcome",
    "kind",
    "arm",
    "comparator",
    "timepoint",
    "measure",
    "value",
    "high",
    "unit",
    "quantity_kind",
    "sd",
    "ci_low",
    "ci_high",
    "ci_level",
    "p_comparator",
    "p_value",
    "direction",
    "significant",
    "text",
)
ARM_FIELDS = ("name", "role", "intervention", "route", "dose", "schedule", "participants")
PARTS: Mapping[str, tuple[type[ArmBase] | type[ResultBase], tuple[str, ...]]] = {
    "results": (ResultBase, RESULT_FIELDS),
    "arms": (ArmBase, ARM_FIELDS),
}
CHOICES: Choices = {
    "kind": OutcomeKind,
    "direction": Direction,
    "quantity_kind": QuantityKind,
    "sample_size_basis": SampleSizeBasis,
    "basis": Basis,
}
NUMBERS = frozenset(
    {"value", "high", "sd", "ci_low", "ci_high", "ci_level", "p_value", "participants", "sample_size", "year"}
    | {"studies_pooled"}
)
TRUTHS = {"yes": True, "no": False}
LONG = frozenset({"text", "notes", "title", "population", "funding"})


@router.get("/study")
def study(request: Request, setup: ServerSetup, _who: Reader, key: Annotated[Key, Query()]) -> Response:
    """A study with its arms and results."""
    with store.session(setup.database, read_only=True) as db:
        found = store.study(db, key)
        reported = [store.publication(db, one) for one in publications_of_study(db, key)]
        trial = publications_of_trial(db, key)
    facts = study_facts(found, reported[0] if reported else None)
    return html(request, "study.html.j2", study=found, publications=reported, facts=facts, trial=trial, **_form(found))


@router.get("/study/edit")
def edit_form(request: Request, setup: ServerSetup, _who: Coder, key: Annotated[Key, Query()]) -> Response:
    """The form of a study's own fields."""
    with store.session(setup.database, read_only=True) as db:
        found = store.study(db, key)
        terms: dict[str, Any] = {
            "designs": store.study_types(db),
            "conditions": store.conditions(db),
            "interventions": store.interventions(db),
        }
    return html(request, "study_edit.html.j2", study=found, fields=FIELDS, **_form(found), **terms)


@router.post("/study/edit")
def edit(setup: ServerSetup, who: Coder, form: SentForm) -> Response:
    """Save the fields of a study that differ from what the form showed."""
    key = text_of(form, "key")
    with store.session(setup.database) as db:
        was = record_json(store.study(db, key))
        changes = {name: _value(name, text_of(form, name)) for name in FIELDS if name in form}
        changed = {name: value for name, value in changes.items() if value != was[name]}
        editing.edit_study(db, key, changed, who.author(), seen=text_of(form, "seen"))
    return RedirectResponse(f"/study?{query(key=key)}", 303)


@router.get("/study/part")
def part_form(
    request: Request, setup: ServerSetup, _who: Coder, key: Annotated[Key, Query()], part: str, at: At = None
) -> Response:
    """The form of one result or arm, an empty one where none is named."""
    record, fields = _part(part)
    with store.session(setup.database, read_only=True) as db:
        found = store.study(db, key)
    there = getattr(found, part)
    if at is not None and at >= len(there):
        raise HTTPException(404)
    one = there[at] if at is not None else record.model_construct()
    view: dict[str, Any] = {"part": part, "fields": fields, "one": one, "at": at}
    return html(request, "study_part.html.j2", study=found, **_form(found), **view)


@router.post("/study/part")
def save_part(setup: ServerSetup, who: Coder, form: SentForm) -> Response:
    """Save one result or arm, or take it out; the others stay as they are."""
    key, part, at = text_of(form, "key"), text_of(form, "part"), text_of(form, "at")
    _, fields = _part(part)
    with store.session(setup.database) as db:
        rows: list[Any] = [record_json(one) for one in getattr(store.study(db, key), part)]
        place = int(at) if at.isdecimal() and int(at) < len(rows) else len(rows)
        was = rows[place] if place < len(rows) else {}
        sent = {name: _value(name, text_of(form, name)) for name in fields if name in form}
        new = {name: value for name, value in {**was, **sent}.items() if value is not None}
        rows[place : place + 1] = [] if text_of(form, "do") == "remove" else [new]
        editing.edit_study(db, key, {part: rows}, who.author(), seen=text_of(form, "seen"))
    return RedirectResponse(f"/study?{query(key=key)}#{part}", 303)


@router.post("/study/accept")
def accept(setup: ServerSetup, who: Coder, key: Line, seen: Line = "") -> Response:
    """Accept a draft: the person has read the source and stands behind what the record says."""
    with store.session(setup.database) as db:
        editing.accept_study(db, key, who.author(), seen=seen or None)
    return RedirectResponse(f"/study?{query(key=key)}", 303)


def _form(study: StudyBase) -> dict[str, Any]:
    """What every form of a study carries."""
    choices = {name: [one.value for one in members] for name, members in CHOICES.items()}
    kinds = {"numbers": NUMBERS, "long": LONG, "truths": {"controlled", "significant"}}
    return {"seen": editing.study_fingerprint(study), "choices": choices, **kinds}


def _part(part: str) -> tuple[type[ArmBase] | type[ResultBase], tuple[str, ...]]:
    if part not in PARTS:
        raise HTTPException(404)
    return PARTS[part]


def _value(name: str, text: str) -> Any:
    """What a field of a form holds; an empty one is unknown."""
    if name in {"controlled", "significant"}:
        return TRUTHS.get(text)
    if name in NUMBERS and text:
        return _number(text)
    return text or (_unknown(name))


def _number(text: str) -> Any:
    """The number, or the text itself for the check to refuse with its reason."""
    try:
        number = float(text)
    except ValueError:
        return text
    return int(number) if number.is_integer() and "." not in text else number


def _unknown(name: str) -> str | None:
    """What stands for not known in a field that is never empty."""
    return "unknown" if name in {"design", "kind", "direction", "basis", "sample_size_basis"} else None
