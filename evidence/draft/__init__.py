"""Draft a study record from a title and an abstract, each field with its passage; a person accepts it.

It never fills a field the text does not give: what is not said stays unknown.
"""

import re
from collections.abc import Iterable

from evidence.abstracts.arm_names import ArmReading
from evidence.abstracts.arms import read_arms
from evidence.abstracts.conditions import read_condition
from evidence.abstracts.design import DesignReading, read_design
from evidence.abstracts.findings import read_findings
from evidence.abstracts.reading import Abstract, read_abstract
from evidence.abstracts.size import read_size, whole_number
from evidence.abstracts.species import read_species
from evidence.models import AbstractSection, ArmBase, Basis, Heading, ResultBase, SampleSizeBasis, StudyBase

__all__ = ["draft_study"]

_REGISTRY = re.compile(
    r"\b(NCT\d{8}|ISRCTN\d{8}|ACTRN\d{14}|ChiCTR[-\w]+\d|EudraCT[ :]*\d{4}-\d{6}-\d{2}|UMIN\d{9}|DRKS\d{8}|"
    r"CTRI/\d{4}/\d{2,3}/\d+|IRCT\w+)\b"
)
_FUNDED = re.compile(r"(?i)\bfund(?:ed|ing)\b[: ]\s*(?:by |was provided by )?(?P<who>[^.]{3,150})")
_POOLED = re.compile(
    r"(?i)\b(?P<count>\d{1,4}|[a-z]+(?:-[a-z]+)?) (?:randomi[sz]ed |eligible |controlled |clinical |"
    r"relevant )*(?:trials|studies|RCTs|articles)\b(?: \([^)]*\))?(?: \w+){0,6}? (?:were|met|was|involving|"
    r"with|comprising|includ)"
)
_FOLLOW_UP = re.compile(
    r"(?i)\b(?:follow(?:ed)?[- ]up (?:was |period of |of |for |at )*|followed (?:up )?for |"
    r"for )(?P<time>\d+(?:\.\d+)? ?-?(?:days?|weeks?|months?|years?))\b"
)
_REVIEWS = frozenset({"systematic_review", "meta_analysis", "systematic_review_meta_analysis"})
_UNCONTROLLED = frozenset({"single_arm", "case_series", "case_report"})


def draft_study(
    key: str,
    *,
    title: str,
    abstract: tuple[AbstractSection, ...] | str,
    publication_types: Iterable[Heading | str] = (),
    mesh: Iterable[Heading | str] = (),
) -> StudyBase:
    """A draft of the study a publication reports; `passages` maps each field to the words it was read from.

    >>> study = draft_study("s", title="A case of scurvy", abstract="We report a 43-year-old man.")
    >>> study.design, study.draft, study.sample_size
    ('case_report', True, None)
    """
    mesh = tuple(mesh)
    read = read_abstract(title, abstract)
    design = read_design(publication_types, mesh, title, abstract)
    arms = () if design.code in _REVIEWS else read_arms(read)
    passages: dict[str, str] = {}
    fields: dict[str, object] = {}
    _note(fields, passages, "design", design.code, design.passage)
    _size(fields, passages, read, design)
    species = read_species(read, tuple(one for one in mesh if isinstance(one, Heading)))
    _note(fields, passages, "species", species.species, species.passage)
    condition = read_condition(read)
    _note(fields, passages, "condition", *(condition or (None, None)))
    _arms(fields, passages, arms)
    _searched(fields, passages, read)
    fields["controlled"] = _controlled(design, arms)
    return StudyBase.model_validate(
        {
            "key": key,
            "title": title or None,
            "basis": Basis.ABSTRACT,
            "draft": True,
            "passages": passages,
            "arms": _distinct(arms),
            "results": _results(read, arms),
            **fields,
        }
    )


def _note(fields: dict[str, object], passages: dict[str, str], name: str, value: object, passage: str | None) -> None:
    if value is not None:
        fields[name] = value
    if value is not None and passage:
        passages[name] = passage


def _size(fields: dict[str, object], passages: dict[str, str], read: Abstract, design: DesignReading) -> None:
    if design.code == "protocol":
        return
    if design.code in _REVIEWS:
        _pooled(fields, passages, read)
        return
    size = read_size(read)
    if size.value is not None and size.sentence is not None:
        fields["sample_size"], fields["sample_size_basis"] = size.value, size.basis
        passages["sample_size"] = size.sentence.text


def _pooled(fields: dict[str, object], passages: dict[str, str], read: Abstract) -> None:
    """The number of studies of a review, and of the people in them where the same sentence gives it."""
    for sentence in read.sentences:
        mark = _POOLED.search(sentence.text)
        people = re.search(
            r"(?i)\b(\d{1,3}(?:,\d{3})+|\d{2,7}) (?:patients|participants|subjects|individuals|women|"
            r"children|people|adults)\b",
            sentence.text,
        )
        count = whole_number(mark["count"]) if mark else None
        if count is None:
            continue
        fields["studies_pooled"], passages["studies_pooled"] = count, sentence.text
        if people is not None:
            fields["sample_size"], fields["sample_size_basis"] = whole_number(people[1]), SampleSizeBasis.POOLED
            passages["sample_size"] = sentence.text
        return


def _arms(fields: dict[str, object], passages: dict[str, str], arms: tuple[ArmReading, ...]) -> None:
    if not arms:
        return
    passages["arms"] = arms[0].sentence.text
    treated = [one.arm for one in arms if one.arm.role == "intervention"]
    if len(treated) == 1 or (treated and len(arms) > len(treated)):
        first = treated[0]
        for name, value in (("intervention", first.intervention), ("route", first.route), ("dose", first.dose)):
            _note(fields, passages, name, value, arms[0].sentence.text)


def _searched(fields: dict[str, object], passages: dict[str, str], read: Abstract) -> None:
    for sentence in read.sentences:
        registry = _REGISTRY.search(sentence.text)
        if registry is not None and "registry_id" not in fields:
            _note(fields, passages, "registry_id", registry[1], sentence.text)
        funded = _FUNDED.search(sentence.text)
        if funded is not None and "funding" not in fields:
            _note(fields, passages, "funding", funded["who"].strip(), sentence.text)
        follow_up = _FOLLOW_UP.search(sentence.text)
        if follow_up is not None and "follow_up" not in fields:
            _note(fields, passages, "follow_up", follow_up["time"], sentence.text)


def _controlled(design: DesignReading, arms: tuple[ArmReading, ...]) -> bool | None:
    if design.code in _UNCONTROLLED:
        return False
    if design.code.startswith(("rct", "controlled_trial", "quasi_rct")) or len(arms) >= 2:
        return True
    return None


def _distinct(arms: tuple[ArmReading, ...]) -> tuple[ArmBase, ...]:
    return tuple({one.arm.name: one.arm for one in arms}.values())


def _results(read: Abstract, arms: tuple[ArmReading, ...]) -> tuple[ResultBase, ...]:
    return read_findings(read, arms)
