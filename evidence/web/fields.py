"""The fields of a claim as a form has them: which, in what order, what each may hold, and what a person changed."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from evidence.models import Assertiveness, ClaimBase, ClaimType, Direction, StatedDesign
from evidence.report.words import NOT_STATED, claim_type_words, design_words, spoken

Option = tuple[str, str]
"""A value and how it is called."""


class FormField(NamedTuple):
    """One field; `kind` is text, term (completed from the vocabulary), number, area or choice."""

    name: str
    label: str
    kind: str = "text"
    options: tuple[Option, ...] = ()


def called(values: Iterable[StrEnum]) -> tuple[Option, ...]:
    """Each code of a vocabulary with its words."""
    return tuple((value.value, spoken(value).capitalize()) for value in values)


TYPES = tuple((kind.value, claim_type_words(kind)) for kind in ClaimType)
FORM = (
    FormField("claim_type", "Type", "choice", TYPES),
    FormField("intervention", "Intervention", "term"),
    FormField("condition", "Condition", "term"),
    FormField("outcome", "Outcome"),
    FormField("direction", "Direction", "choice", called(Direction)),
    FormField("comparator", "Compared with"),
    FormField("route", "Route"),
    FormField("dose", "Dose"),
    FormField(
        "study_type", "Study type stated", "choice", tuple((kind.value, design_words(kind)) for kind in StatedDesign)
    ),
    FormField("study_year", "Study year stated", "number"),
    FormField("sample_size", "Participants stated", "number"),
    FormField("species", "Species"),
    FormField("journal", "Journal stated"),
    FormField("attribution", "Words that name the source"),
    FormField("assertiveness", "Strength of wording", "choice", (("", NOT_STATED), *called(Assertiveness))),
    FormField("needs_citation", "Needs a source", "choice", (("", "not decided"), ("true", "Yes"), ("false", "No"))),
    FormField("notes", "Notes", "area"),
)


AREAS = frozenset(field.name for field in FORM if field.kind == "area")


def form_values(claim: ClaimBase) -> dict[str, str]:
    """What the form shows of a claim; empty where nothing is known."""
    values = claim.model_dump(mode="json", include={field.name for field in FORM})
    return {name: _text(value) for name, value in values.items()}


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def changed_values(sent: Mapping[str, str], seen: ClaimBase) -> dict[str, str]:
    """What a person set otherwise than the record they saw; a field that was not sent is as it was."""
    shown = form_values(seen)
    return {
        name: value for name, value in sent.items() if name in shown and _sent(name, value) != _sent(name, shown[name])
    }


def _sent(name: str, text: str) -> str:
    """A text as a browser sends it back: lines end otherwise, and a field of one line has none."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return lines if name in AREAS else lines.replace("\n", "")
