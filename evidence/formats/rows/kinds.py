"""Say which kinds of record a table can hold and which columns each has; no file is opened here.

A column is either a field of the record or a link: the key of another record, such as the page of a claim.
"""

import difflib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import JsonValue

from evidence.models import (
    AdvertiserBase,
    AliasBase,
    AppraisalBase,
    AssignmentBase,
    CitationBase,
    ClaimBase,
    ConditionBase,
    DuplicateBase,
    FindingBase,
    InterventionBase,
    JudgementBase,
    OtherValueBase,
    PageBase,
    ProjectBase,
    ProtocolBase,
    PublicationBase,
    Record,
    ReviewerBase,
    SnapshotBase,
    StudyBase,
    StudyTypeBase,
    VerificationBase,
)


class Shape(StrEnum):
    """What one cell of a column holds."""

    TEXT = "text"
    INTEGER = "a whole number"
    NUMBER = "a number"
    TRUTH = "true or false"
    DATE = "a date as YYYY-MM-DD"
    MOMENT = "a moment with its time zone, such as 2026-03-09T14:00:00Z"
    CHOICE = "one of a list"
    TEXTS = "a list"
    NESTED = "records in JSON"
    FREE = "any JSON"


@dataclass(frozen=True)
class Column:
    """One column: its name, what its cells hold, the permitted values of a choice, whether "" is a text's default."""

    name: str
    shape: Shape
    choices: tuple[str, ...] = ()
    empty: bool = False


def _plain(annotation: Any) -> Any:
    """The annotation without `| None`."""
    if get_origin(annotation) in (Union, UnionType):
        return next(item for item in get_args(annotation) if item is not NoneType)
    return annotation


_SHAPES: Mapping[Any, Shape] = {
    str: Shape.TEXT,
    int: Shape.INTEGER,
    float: Shape.NUMBER,
    bool: Shape.TRUTH,
    date: Shape.DATE,
    datetime: Shape.MOMENT,
}


def _column(name: str, annotation: Any, default: Any) -> Column:
    plain = _plain(annotation)
    if plain in _SHAPES:
        return Column(name, _SHAPES[plain], empty=default == "")
    if isinstance(plain, type) and issubclass(plain, StrEnum):
        return Column(name, Shape.CHOICE, tuple(plain))
    item = next(iter(get_args(plain)), None)
    if get_origin(plain) is tuple and isinstance(item, type) and issubclass(item, str):
        return Column(name, Shape.TEXTS, tuple(item) if issubclass(item, StrEnum) else ())
    return Column(name, Shape.FREE if plain is JsonValue or JsonValue in get_args(plain) else Shape.NESTED)


@dataclass(frozen=True)
class Kind:
    """A kind of record: `links` name other records, `filled` are required fields that loading can fill itself."""

    name: str
    record: type[Record]
    identity: tuple[str, ...]
    """the columns that together may occur only once in a file"""
    links: tuple[str, ...] = ()
    required_links: tuple[str, ...] = ()
    list_links: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def columns(self) -> Mapping[str, Column]:
        """All columns by name, links first."""
        columns = {name: Column(name, Shape.TEXTS if name in self.list_links else Shape.TEXT) for name in self.links}
        for name, spec in self.record.model_fields.items():
            columns[name] = _column(name, spec.annotation, spec.default)
        return columns

    @cached_property
    def required(self) -> tuple[str, ...]:
        """The columns a file must have."""
        fields = (n for n, spec in self.record.model_fields.items() if spec.is_required() and n not in self.filled)
        return (*self.required_links, *fields)

    def canonical(self, name: str) -> str:
        """The column's own name: `Claim Type` is claim_type, and an accepted other name is replaced."""
        plain = "_".join(name.replace("-", " ").split()).lower()
        return plain if plain in self.columns else self.aliases.get(plain, plain)


KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("conditions", ConditionBase, ("code",)),
        Kind("interventions", InterventionBase, ("code",)),
        Kind("study_types", StudyTypeBase, ("code",)),
        Kind("advertisers", AdvertiserBase, ("key",), aliases={"id": "key"}),
        Kind("pages", PageBase, ("key",), links=("advertiser", "file"), aliases={"id": "key", "url": "address"}),
        Kind(
            "snapshots",
            SnapshotBase,
            ("page", "sha256", "text_algorithm"),
            links=("page", "original"),
            required_links=("page", "original"),
        ),
        Kind("projects", ProjectBase, ("key",), links=("pages",), list_links=("pages",), aliases={"id": "key"}),
        Kind("protocols", ProtocolBase, ("project", "version"), links=("project",), required_links=("project",)),
        Kind("reviewers", ReviewerBase, ("key",), aliases={"id": "key"}),
        Kind("studies", StudyBase, ("key",), aliases={"id": "key"}),
        Kind("publications", PublicationBase, ("key",), links=("study",), aliases={"id": "key"}),
        Kind("aliases", AliasBase, ("kind", "value"), links=("publication",), required_links=("publication",)),
        Kind(
            "other_values",
            OtherValueBase,
            ("publication", "field", "source"),
            links=("publication",),
            required_links=("publication",),
        ),
        Kind(
            "duplicates",
            DuplicateBase,
            ("publication", "other"),
            links=("publication", "other"),
            required_links=("publication", "other"),
        ),
        Kind(
            "claims",
            ClaimBase,
            ("page", "capture", "key"),
            links=("page", "capture"),
            filled=("key", "start", "end"),
            aliases={"id": "key", "file": "page"},
        ),
        Kind(
            "citations",
            CitationBase,
            ("page", "capture", "claim", "publication", "role", "start", "href", "attribution"),
            links=("page", "capture", "claim", "publication"),
            required_links=("claim",),
            filled=("status",),
            aliases={"claim_id": "claim", "claim_key": "claim", "file": "page", "publication_key": "publication"},
        ),
        Kind(
            "judgements",
            JudgementBase,
            ("page", "capture", "claim", "axis", "reviewer", "project", "protocol", "rule", "created_at"),
            links=("page", "capture", "claim", "reviewer", "project", "protocol", "created_at"),
            required_links=("claim", "reviewer"),
            aliases={"claim_id": "claim", "claim_key": "claim", "file": "page"},
        ),
        Kind(
            "assignments",
            AssignmentBase,
            ("page", "capture", "claim", "reviewer", "project", "protocol"),
            links=("page", "capture", "claim", "reviewer", "project", "protocol"),
            required_links=("claim", "reviewer"),
        ),
        Kind(
            "appraisals",
            AppraisalBase,
            ("study", "reviewer", "tool", "question", "outcome"),
            links=("study", "reviewer"),
            required_links=("study",),
        ),
        Kind(
            "verifications",
            VerificationBase,
            ("page", "capture", "claim", "study"),
            links=("page", "capture", "claim", "study", "verified_at"),
            required_links=("claim", "study"),
        ),
        Kind(
            "findings",
            FindingBase,
            ("page", "capture", "identity"),
            links=("page", "capture", "status", "status_reason", "reviewer"),
        ),
    )
}
"""Every kind by name, in the order in which one may refer to another."""


def nearest(word: str, permitted: Iterable[str]) -> str:
    """`; did you mean …?` with the closest permitted word, or nothing where none is close.

    >>> nearest("efficiency", ["safety", "efficacy"])
    "; did you mean 'efficacy'?"
    """
    close = difflib.get_close_matches(word, list(permitted), n=1, cutoff=0.6)
    return f"; did you mean '{close[0]}'?" if close else ""


def kind_named(name: str) -> Kind | None:
    """The kind called this, in the singular or the plural, however it is capitalised; None where there is none.

    >>> kind_named("Study types").name, kind_named("study").name
    ('study_types', 'studies')
    """
    plain = "_".join(name.replace("-", " ").split()).lower()
    singular = f"{plain[:-1]}ies" if plain.endswith("y") else f"{plain}s"
    return KINDS.get(plain) or KINDS.get(singular)


@dataclass(frozen=True)
class Guess:
    """How well a kind fits a header: fewer unknown and missing columns are better; `known` counts misspelt ones too."""

    kind: Kind
    unknown: tuple[str, ...]
    missing: tuple[str, ...]
    known: int


def _guess(kind: Kind, names: Collection[str]) -> Guess:
    own = [kind.canonical(name) for name in names]
    unknown = tuple(name for name in own if name not in kind.columns)
    missing = tuple(name for name in kind.required if name not in own)
    misspelt = sum(1 for name in unknown if difflib.get_close_matches(name, kind.columns, n=1, cutoff=0.8))
    return Guess(kind, unknown, missing, len(own) - len(unknown) + misspelt)


def kinds_that_fit(names: Collection[str]) -> list[Guess]:
    """The kinds that fit these columns best and equally well; empty where the columns resemble none.

    >>> [guess.kind.name for guess in kinds_that_fit(["quote", "start", "end", "claim_type"])]
    ['claims']
    >>> [guess.kind.name for guess in kinds_that_fit(["code", "label"])]
    ['conditions', 'interventions', 'study_types']
    """
    guesses = [_guess(kind, names) for kind in KINDS.values()]
    likely = [guess for guess in guesses if guess.known > len(guess.unknown) and guess.known >= 1 + len(guess.missing)]
    if not likely:
        return []
    best = min(len(guess.unknown) + len(guess.missing) for guess in likely)
    return [guess for guess in likely if len(guess.unknown) + len(guess.missing) == best]
