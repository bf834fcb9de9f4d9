"""Check the codes that FHIR R5 requires and that the structure of a resource does not; it changes nothing.

Source: the required bindings at https://hl7.org/fhir/R5/ of Bundle, Citation, Evidence, ArtifactAssessment,
RelatedArtifact and Quantity.
"""

from collections.abc import Iterator
from typing import Any

_STATUS = frozenset({"draft", "active", "retired", "unknown"})
REQUIRED: dict[tuple[str, str], frozenset[str]] = {
    ("Bundle", "type"): frozenset(
        {
            "document", "message", "transaction", "transaction-response", "batch", "batch-response", "history",
            "searchset", "collection", "subscription-notification",
        }
    ),
    ("Citation", "status"): _STATUS,
    ("Evidence", "status"): _STATUS,
    ("ArtifactAssessment", "workflowStatus"): frozenset(
        {
            "submitted", "triaged", "waiting-for-input", "resolved-no-change", "resolved-change-required", "deferred",
            "duplicate", "applied", "published", "entered-in-error",
        }
    ),
    ("ArtifactAssessment", "disposition"): frozenset(
        {
            "unresolved", "not-persuasive", "persuasive", "persuasive-with-modification",
            "not-persuasive-with-modification",
        }
    ),
    ("content", "informationType"): frozenset(
        {"comment", "classifier", "rating", "container", "response", "change-request"}
    ),
    ("quantity", "comparator"): frozenset({"<", "<=", ">=", ">", "ad"}),
    ("relatedArtifact", "type"): frozenset(
        {
            "documentation", "justification", "citation", "predecessor", "successor", "derived-from", "depends-on",
            "composed-of", "part-of", "amends", "amended-with", "appends", "appended-with", "cites", "cited-by",
            "comments-on", "comment-in", "contains", "contained-in", "corrects", "correction-in", "replaces",
            "replaced-with", "retracts", "retracted-by", "signs", "similar-to", "supports", "supported-with",
            "transforms", "transformed-into", "transformed-with", "documents", "specification-of", "created-with",
            "cite-as",
        }
    ),
}  # fmt: skip
"""For an element and its field the codes that are allowed."""
_MUST: dict[str, tuple[str, ...]] = {
    "Bundle": ("type",),
    "Citation": ("status",),
    "Evidence": ("status", "variableDefinition"),
    "ArtifactAssessment": ("artifactUri",),
}


def required_code_problems(resource: dict[str, Any]) -> tuple[str, ...]:
    """What is wrong with the codes of a resource and all within it; empty where nothing is."""
    return tuple(_problems(resource, str(resource.get("resourceType", "")), ""))


def _problems(element: Any, name: str, path: str) -> Iterator[str]:
    if isinstance(element, list):
        for at, item in enumerate(element):
            yield from _problems(item, name, f"{path}[{at}]")
        return
    if not isinstance(element, dict):
        return
    kind = str(element.get("resourceType", name))
    for needed in _MUST.get(kind, ()):
        if not element.get(needed):
            yield f"{path or kind}: {needed} is missing"
    for field, value in element.items():
        here = f"{path or kind}.{field}"
        allowed = REQUIRED.get((kind, field))
        if allowed is not None and value not in allowed:
            yield f"{here}: {value!r} is no code of FHIR R5"
        yield from _problems(value, field, here)
