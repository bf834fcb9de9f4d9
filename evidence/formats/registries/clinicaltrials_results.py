"""The results a study has posted on ClinicalTrials.gov: values of each arm, comparisons, and who had adverse events."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from evidence.formats.registries.members import number, part, parts, plain, text, words
from evidence.models import OutcomeKind, QuantityKind, ResultBase

_KINDS = {
    "PRIMARY": OutcomeKind.PRIMARY,
    "SECONDARY": OutcomeKind.SECONDARY,
    "OTHER_PRE_SPECIFIED": OutcomeKind.EXPLORATORY,
    "POST_HOC": OutcomeKind.EXPLORATORY,
}
_COUNTS = {"COUNT_OF_PARTICIPANTS", "COUNT_OF_UNITS"}
_PVALUE = re.compile(r"\s*(<=|>=|[<>=≤≥])?\s*(0?\.\d+|[01](?:\.\d+)?)\s*")
_SIGNS = {"≤": "<", "<=": "<", "≥": ">", ">=": ">"}
_LEVEL = re.compile(r"(\d{2}(?:\.\d+)?)\s*%\s*Confidence Interval", re.IGNORECASE)
Groups = dict[str, str]


def read_outcomes(study: Mapping[str, Any]) -> Iterator[ResultBase]:
    """A result for every posted value of an arm, and one for every comparison of two arms."""
    for measure in parts(part(study, "resultsSection", "outcomeMeasuresModule"), "outcomeMeasures"):
        groups = _titles(measure, "groups")
        yield from _values(measure, groups)
        for analysis in parts(measure, "analyses"):
            if (result := _comparison(measure, analysis, groups)) is not None:
                yield result


def _titles(record: Mapping[str, Any], name: str) -> Groups:
    return {plain(one.get("id")): text(one, "title") or plain(one.get("id")) for one in parts(record, name)}


def _about(measure: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "outcome": text(measure, "title") or "not named",
        "kind": _KINDS.get(plain(measure.get("type")), OutcomeKind.UNKNOWN),
        "timepoint": text(measure, "timeFrame"),
    }


def _values(measure: Mapping[str, Any], groups: Groups) -> Iterator[ResultBase]:
    """One result for each group, class and category; `NA` and what is not a number is no result."""
    for row in parts(measure, "classes"):
        for category in parts(row, "categories"):
            within = [name for one in (row, category) if (name := text(one, "title"))]
            for found in parts(category, "measurements"):
                value = number(found, "value")
                if value is not None:
                    yield _value(measure, found, value, groups, within)


def _value(
    measure: Mapping[str, Any], found: Mapping[str, Any], value: float, groups: Groups, within: list[str]
) -> ResultBase:
    about, kind = _about(measure), plain(measure.get("paramType"))
    unit = text(measure, "unitOfMeasure")
    spread = plain(measure.get("dispersionType"))
    arm = groups.get(plain(found.get("groupId")))
    level = _LEVEL.search(spread)
    fields: dict[str, Any] = about | {"outcome": ": ".join([about["outcome"], *within])}
    if spread.lower() == "standard deviation":
        fields["sd"] = number(found, "spread")
    if level is not None:
        ends = {"ci_low": number(found, "lowerLimit"), "ci_high": number(found, "upperLimit")}
        fields |= ends | {"ci_level": float(level[1])}
    said = f"{arm}: {plain(found.get('value'))} {unit or ''}".strip()
    return ResultBase.model_validate(
        fields
        | {
            "arm": arm,
            "measure": kind.lower() or None,
            "value": value,
            "unit": unit,
            "quantity_kind": _quantity(kind, unit or ""),
            "text": f"{fields['outcome']}: {said}",
        }
    )


def _quantity(kind: str, unit: str) -> QuantityKind:
    if kind in _COUNTS:
        return QuantityKind.COUNT
    if re.search(r"percent|%", unit, re.IGNORECASE):
        people = re.search(r"participant|patient|subject|people|responder", unit, re.IGNORECASE)
        return QuantityKind.PERCENT_OF_PEOPLE if people else QuantityKind.PERCENT
    return QuantityKind.MEASURE


def _comparison(measure: Mapping[str, Any], analysis: Mapping[str, Any], groups: Groups) -> ResultBase | None:
    """A posted comparison of two groups; one of more or of others is no contrast of two arms."""
    named = [groups[one] for one in words(analysis, "groupIds") if one in groups]
    if len(named) != 2 or named[0] == named[1]:
        return None
    said = _PVALUE.fullmatch(plain(analysis.get("pValue")))
    estimate = number(analysis, "paramValue")
    told = [text(analysis, name) for name in ("statisticalMethod", "groupDescription", "statisticalComment")]
    p_words = f"P {plain(analysis.get('pValue'))}" if analysis.get("pValue") else None
    return ResultBase.model_validate(
        _about(measure)
        | {
            "arm": named[0],
            "comparator": named[1],
            "measure": text(analysis, "paramType"),
            "value": estimate,
            "unit": text(measure, "unitOfMeasure") if estimate is not None else None,
            "quantity_kind": QuantityKind.OTHER if estimate is not None else None,
            "ci_low": number(analysis, "ciLowerLimit"),
            "ci_high": number(analysis, "ciUpperLimit"),
            "ci_level": number(analysis, "ciPctValue"),
            "p_value": float(said[2]) if said else None,
            "p_comparator": _SIGNS.get(said[1], said[1]) or "=" if said else None,
            "text": "; ".join(one for one in (p_words, *told) if one) or None,
        }
    )


def read_adverse_events(study: Mapping[str, Any]) -> Iterator[ResultBase]:
    """For each arm how many had any serious, any other, and each single adverse event, of how many at risk."""
    module = part(study, "resultsSection", "adverseEventsModule")
    groups, frame = _titles(module, "eventGroups"), text(module, "timeFrame")
    for group in parts(module, "eventGroups"):
        about = {"arm": groups[plain(group.get("id"))], "timepoint": frame}
        for word, kind, outcome in _TOTALS:
            counts = group.get(f"{word}NumAffected"), group.get(f"{word}NumAtRisk")
            yield from _affected(about | {"outcome": outcome, "kind": kind}, *counts)
    for name, kind in _SINGLE:
        for event in parts(module, name):
            for found in parts(event, "stats"):
                about = {"arm": groups.get(plain(found.get("groupId"))), "timepoint": frame}
                about |= {"outcome": text(event, "term") or "not named", "kind": kind}
                yield from _affected(about, found.get("numAffected"), found.get("numAtRisk"))


_TOTALS = (
    ("deaths", OutcomeKind.SERIOUS_ADVERSE_EVENT, "death from any cause"),
    ("serious", OutcomeKind.SERIOUS_ADVERSE_EVENT, "at least one serious adverse event"),
    ("other", OutcomeKind.ADVERSE_EVENT, "at least one other adverse event"),
)
_SINGLE = (("seriousEvents", OutcomeKind.SERIOUS_ADVERSE_EVENT), ("otherEvents", OutcomeKind.ADVERSE_EVENT))


def _affected(about: Mapping[str, Any], affected: Any, at_risk: Any) -> Iterator[ResultBase]:
    """The share of participants with an event, none where the counts are not counts of the same people."""
    if not isinstance(affected, int) or not isinstance(at_risk, int) or not 0 <= affected <= at_risk or not at_risk:
        return
    arm = f" ({about['arm']})" if about["arm"] else ""
    shown = {
        "measure": "proportion",
        "value": round(100 * affected / at_risk, 2),
        "unit": "% of participants",
        "quantity_kind": QuantityKind.PERCENT_OF_PEOPLE,
        "text": f"{about['outcome']}: {affected} of {at_risk} participants{arm}.",
    }
    yield ResultBase.model_validate({**about, **shown})
