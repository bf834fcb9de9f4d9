"""A study as ClinicalTrials.gov's JSON (API version 2) has it: a draft whose basis is the registry, and its record.

What the registry does not say stays unknown. A P value is kept as posted; which way a result went, and whether it
counts as significant, is for a person: the registry says neither.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from evidence.formats.citations.dates import parse_date
from evidence.formats.registries.clinicaltrials_results import read_adverse_events, read_outcomes
from evidence.formats.registries.members import number, part, parts, plain, text, words
from evidence.ids import parse_pmid
from evidence.models import (
    AbstractSection,
    ArmBase,
    Basis,
    OutcomeKind,
    PublicationBase,
    ResultBase,
    SampleSizeBasis,
    StudyBase,
)

SOURCE = "ClinicalTrials.gov"
ADDRESS = "https://clinicaltrials.gov/study/"
_RANDOMISED = {"PARALLEL": "rct_parallel", "CROSSOVER": "rct_crossover"}
_OBSERVED = {"COHORT": "cohort", "CASE_CONTROL": "case_control", "CASE_CROSSOVER": "case_control"}
_ROLES = {
    "EXPERIMENTAL": "intervention",
    "ACTIVE_COMPARATOR": "comparator",
    "PLACEBO_COMPARATOR": "placebo",
    "SHAM_COMPARATOR": "control",
    "NO_INTERVENTION": "control",
}
_PURPOSES = {"TREATMENT": "treatment", "PREVENTION": "prevention"}
_REGISTERED = (
    ("primaryOutcomes", OutcomeKind.PRIMARY),
    ("secondaryOutcomes", OutcomeKind.SECONDARY),
    ("otherOutcomes", OutcomeKind.EXPLORATORY),
)


class Registered(NamedTuple):
    """A draft of a registered study, the registry's entry as a publication, and the papers it names as its results."""

    study: StudyBase
    entry: PublicationBase
    papers: tuple[str, ...]


def read_study(study: Mapping[str, Any], nct: str) -> Registered:
    """The draft and the entry of a study; `papers` are PubMed numbers."""
    protocol = part(study, "protocolSection")
    references = parts(part(protocol, "referencesModule"), "references")
    papers = [
        parse_pmid(plain(one.get("pmid"))) for one in references if plain(one.get("type")) in {"RESULT", "DERIVED"}
    ]
    return Registered(
        _draft(study, protocol, nct), _entry(protocol, nct), tuple(dict.fromkeys(one for one in papers if one))
    )


def _entry(protocol: Mapping[str, Any], nct: str) -> PublicationBase:
    named = part(protocol, "identificationModule")
    sponsor = text(part(protocol, "sponsorCollaboratorsModule", "leadSponsor"), "name")
    summary = text(part(protocol, "descriptionModule"), "briefSummary")
    posted = parse_date(plain(part(protocol, "statusModule", "studyFirstPostDateStruct").get("date")))
    return PublicationBase(
        key=nct,
        type="webpage",
        title=text(named, "officialTitle") or text(named, "briefTitle"),
        collective_authors=(sponsor,) if sponsor else (),
        journal=SOURCE,
        year=posted.year,
        issued=posted.written,
        url=f"{ADDRESS}{nct}",
        registry_ids=(nct,),
        abstract=(AbstractSection(text=summary),) if summary else (),
        keywords=words(part(protocol, "conditionsModule"), "keywords"),
        source_format="clinicaltrials",
    )


def _draft(study: Mapping[str, Any], protocol: Mapping[str, Any], nct: str) -> StudyBase:
    named, design = part(protocol, "identificationModule"), part(protocol, "designModule")
    conditions = words(part(protocol, "conditionsModule"), "conditions")
    arms = tuple(_arms(protocol))
    results = (*read_outcomes(study), *read_adverse_events(study))
    measured = {result.outcome for result in results}
    start = parse_date(plain(part(protocol, "statusModule", "startDateStruct").get("date")))
    sponsor = text(part(protocol, "sponsorCollaboratorsModule", "leadSponsor"), "name")
    return StudyBase.model_validate(
        {
            "key": nct,
            "title": text(named, "officialTitle") or text(named, "briefTitle"),
            **_design(design),
            "species": "human",
            **_size(part(design, "enrollmentInfo")),
            "population": _population(part(protocol, "eligibilityModule")),
            "condition": "; ".join(conditions) or None,
            "purpose": _PURPOSES.get(plain(part(design, "designInfo").get("primaryPurpose"))),
            "intervention": next((arm.intervention for arm in arms if arm.role == "intervention"), None),
            "year": start.year,
            "registry_id": nct,
            "funding": f"sponsor: {sponsor}" if sponsor else None,
            "controlled": _controlled(design, arms),
            "basis": Basis.REGISTRY,
            "draft": True,
            "source_url": f"{ADDRESS}{nct}",
            "arms": arms,
            "results": (*results, *(one for one in _outcomes(protocol) if one.outcome not in measured)),
            "notes": _notes(study, protocol),
        }
    )


def _design(module: Mapping[str, Any]) -> dict[str, Any]:
    """The design as precisely as its fields say, and the fields in words."""
    told = part(module, "designInfo")
    kind, allocation = plain(module.get("studyType")), plain(told.get("allocation"))
    model, observed = plain(told.get("interventionModel")), plain(told.get("observationalModel"))
    masking, perspective = plain(part(told, "maskingInfo").get("masking")), plain(told.get("timePerspective"))
    said = (kind, *words(module, "phases"), allocation, model, observed, perspective, masking and f"masking {masking}")
    detail = ", ".join(word.replace("_", " ").lower() for word in said if word and word != "NA")
    return {"design": _code(kind, allocation, model, observed, perspective), "design_detail": detail or None}


def _code(kind: str, allocation: str, model: str, observed: str, perspective: str) -> str:
    """A code of the study-type table.

    >>> _code("INTERVENTIONAL", "RANDOMIZED", "CROSSOVER", "", ""), _code("INTERVENTIONAL", "", "", "", "")
    ('rct_crossover', 'clinical_trial')
    >>> _code("OBSERVATIONAL", "", "", "COHORT", "CROSS_SECTIONAL"), _code("EXPANDED_ACCESS", "", "", "", "")
    ('cross_sectional', 'unknown')
    """
    if kind == "INTERVENTIONAL":
        if allocation == "RANDOMIZED":
            return _RANDOMISED.get(model, "rct")
        if model == "SINGLE_GROUP":
            return "single_arm"
        return "controlled_trial" if allocation == "NON_RANDOMIZED" else "clinical_trial"
    if kind == "OBSERVATIONAL":
        return "cross_sectional" if perspective == "CROSS_SECTIONAL" else _OBSERVED.get(observed, "observational")
    return "unknown"


def _size(module: Mapping[str, Any]) -> dict[str, Any]:
    count = number(module, "count")
    if count is None:
        return {}
    bases = {"ACTUAL": SampleSizeBasis.ENROLLED, "ESTIMATED": SampleSizeBasis.PLANNED}
    basis = bases.get(plain(module.get("type")), SampleSizeBasis.UNKNOWN)
    return {"sample_size": int(count), "sample_size_basis": basis}


def _population(module: Mapping[str, Any]) -> str | None:
    """Ages and sex as registered; the criteria are too long for a field."""
    low, high, sex = (text(module, name) for name in ("minimumAge", "maximumAge", "sex"))
    ages = f"{low or 'any age'} to {high}" if high else f"{low} and older" if low else ""
    return ", ".join(one for one in (ages, (sex or "").lower().replace("all", "all sexes")) if one) or None


def _arms(protocol: Mapping[str, Any]) -> Iterator[ArmBase]:
    """The arms, each name once; a study may list one twice."""
    seen: set[str] = set()
    for group in parts(part(protocol, "armsInterventionsModule"), "armGroups"):
        name = text(group, "label")
        if name and name not in seen:
            seen.add(name)
            given = [re.sub(r"^[A-Z][A-Za-z ]+: ", "", one) for one in words(group, "interventionNames")]
            role = _ROLES.get(plain(group.get("type")))
            yield ArmBase(name=name, role=role, intervention=" + ".join(given) or None)


def _controlled(module: Mapping[str, Any], arms: tuple[ArmBase, ...]) -> bool | None:
    """Whether there was a comparison group: by the arms where there are several, by the model where it is one group."""
    if len(arms) > 1:
        return True
    return False if part(module, "designInfo").get("interventionModel") == "SINGLE_GROUP" else None


def _outcomes(protocol: Mapping[str, Any]) -> Iterator[ResultBase]:
    """The outcomes as registered, without values."""
    module = part(protocol, "outcomesModule")
    for name, kind in _REGISTERED:
        for one in parts(module, name):
            if outcome := text(one, "measure"):
                yield ResultBase(
                    outcome=outcome, kind=kind, timepoint=text(one, "timeFrame"), text="registered outcome"
                )


def _notes(study: Mapping[str, Any], protocol: Mapping[str, Any]) -> str:
    module = part(protocol, "statusModule")
    state = plain(module.get("overallStatus")).replace("_", " ").lower() or "not stated"
    results = "posted" if part(study, "resultsSection") else "not posted"
    updated = text(part(module, "lastUpdatePostDateStruct"), "date")
    return f"registry: status {state}; results {results}" + (f"; last updated {updated}" if updated else "")
