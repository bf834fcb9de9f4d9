"""Write claims, cited publications and results as a FHIR R5 bundle, and check the codes that FHIR requires.

ArtifactAssessment holds one claim, Citation one publication, Evidence one contrast of a study. It is plain R5 (5.0.0)
and follows no implementation guide. No certainty is derived: only what a person entered is written.
Sources: https://hl7.org/fhir/R5/artifactassessment.html, evidence.html, citation.html.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any

from evidence.formats.fhir_codes import required_code_problems
from evidence.formats.webannotation import claim_urn
from evidence.models import AppraisalTool, PublicationBase, ResultBase, StudyBase
from evidence.report.citations_style import CitationStyle, reference, written
from evidence.report.presets import TableState
from evidence.report.presets_records import Judged, TabledRow
from evidence.report.presets_studies import CitedStudy, cited_studies
from evidence.report.view import Verdict
from evidence.report.words import design_words, result_sentence, verdict_words

_EVIDENCE = "urn:evidence"
Resource = dict[str, Any]


def fhir_bundle(rows: Sequence[TabledRow], state: TableState) -> str:
    """The bundle as JSON.

    Raises:
        ValueError: a required code is none of FHIR's, which is a fault of this program.
    """
    resources = [*_citations(rows), *_results(rows), *_assessments(rows)]
    bundle: Resource = {
        "resourceType": "Bundle",
        "id": _id("bundle", state.head),
        "type": "collection",
        "entry": [{"fullUrl": f"urn:evidence:{one['resourceType']}:{one['id']}", "resource": one} for one in resources],
    }
    if not resources:
        del bundle["entry"]
    problems = required_code_problems(bundle)
    if problems:
        raise ValueError("; ".join(problems))
    return json.dumps(bundle, ensure_ascii=False, indent=1) + "\n"


def _id(*parts: str) -> str:
    """An id as FHIR allows it, the same for the same thing."""
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:40]


def _text(words: str) -> Resource:
    return {"text": words}


# ---------------------------------------------------------------- publications


def _citations(rows: Sequence[TabledRow]) -> Iterator[Resource]:
    found: dict[str, PublicationBase] = {}
    for row in rows:
        if row.source is not None and row.source.publication is not None:
            found.setdefault(row.source.publication.key, row.source.publication)
    yield from (_citation(found[key]) for key in sorted(found))


_SYSTEMS = {
    "pmid": "https://pubmed.ncbi.nlm.nih.gov",
    "doi": "https://doi.org",
    "pmcid": "https://www.ncbi.nlm.nih.gov/pmc",
}


def _citation(publication: PublicationBase) -> Resource:
    identifiers = [
        {"system": system, "value": getattr(publication, name)}
        for name, system in _SYSTEMS.items()
        if getattr(publication, name)
    ]
    artifact: Resource = {"title": [_text(publication.title)]} if publication.title else {}
    if identifiers:
        artifact["identifier"] = identifiers
    form = _publication_form(publication)
    if form:
        artifact["publicationForm"] = [form]
    return {
        "resourceType": "Citation",
        "id": _id("citation", publication.key),
        "status": "unknown",
        "title": publication.title or publication.key,
        "summary": [{"text": written(reference(publication, CitationStyle.AMA))}],
        **({"citedArtifact": artifact} if artifact else {}),
    }


def _publication_form(publication: PublicationBase) -> Resource:
    form: Resource = {"publishedIn": {"title": publication.journal}} if publication.journal else {}
    known = {
        "volume": publication.volume,
        "issue": publication.issue,
        "articleDate": str(publication.year) if publication.year else None,
        "pageString": publication.pages,
    }
    return form | {name: value for name, value in known.items() if value}


# ---------------------------------------------------------------- results


def _results(rows: Sequence[TabledRow]) -> Iterator[Resource]:
    for cited in cited_studies(rows):
        for at, result in enumerate(cited.study.results):
            if result.comparator:
                yield _evidence(cited, result, at)


def _evidence(cited: CitedStudy, result: ResultBase, at: int) -> Resource:
    study = cited.study
    shape: Resource = {
        "resourceType": "Evidence",
        "id": _id("evidence", study.key, str(at)),
        "status": "draft" if study.draft else "unknown",
        "description": f"{result_sentence(result)}.",
        "variableDefinition": _variables(study, result),
        "studyDesign": [_text(design_words(study.design))],
    }
    if cited.publications:
        shape["citeAsReference"] = _reference("Citation", _id("citation", cited.publications[0].key))
    statistic = _statistic(study, result)
    if statistic:
        shape["statistic"] = [statistic]
    certainty = [
        {
            "type": _text("GRADE certainty"),
            "rating": _text(one.rating),
            "description": "; ".join(one.reasons) or one.rating,
        }
        for one in cited.source.appraisals
        if one.tool is AppraisalTool.GRADE and not one.starting and (not one.outcome or one.outcome == result.outcome)
    ]
    return shape | ({"certainty": certainty} if certainty else {})


def _variables(study: StudyBase, result: ResultBase) -> list[Resource]:
    named = (
        ("population", study.population or study.condition or "not reported"),
        ("exposure", result.arm or "not reported"),
        ("referenceExposure", result.comparator or "not reported"),
        ("measuredVariable", result.outcome),
    )
    return [{"description": words, "variableRole": _coded("variable-role", role)} for role, words in named]


def _coded(system: str, code: str) -> Resource:
    return {"coding": [{"system": f"http://terminology.hl7.org/CodeSystem/{system}", "code": code}], "text": code}


def _statistic(study: StudyBase, result: ResultBase) -> Resource:
    shape: Resource = {}
    if result.value is not None:
        shape["quantity"] = _quantity(result.value, result.unit)
    if study.sample_size is not None:
        shape["sampleSize"] = {"numberOfParticipants": study.sample_size}
    estimates: list[Resource] = []
    if result.ci_low is not None and result.ci_high is not None:
        interval = {"low": _quantity(result.ci_low, result.unit), "high": _quantity(result.ci_high, result.unit)}
        level = (result.ci_level if result.ci_level is not None else 95) / 100
        estimates.append({"type": _text("confidence interval"), "level": level, "range": interval})
    if result.p_value is not None:
        estimates.append({"type": _text("P value"), "quantity": _p(result)})
    return shape | ({"attributeEstimate": estimates} if estimates else {})


def _quantity(value: float, unit: str | None) -> Resource:
    return {"value": value} | ({"unit": unit} if unit else {})


def _p(result: ResultBase) -> Resource:
    """A P value; FHIR has comparators for below and above, and none for equal."""
    comparator = result.p_comparator if result.p_comparator in {"<", ">", "<=", ">="} else None
    return {"value": result.p_value} | ({"comparator": comparator} if comparator else {})


def _reference(kind: str, key: str) -> Resource:
    return {"reference": f"urn:evidence:{kind}:{key}"}


# ---------------------------------------------------------------- claims


def _assessments(rows: Sequence[TabledRow]) -> Iterator[Resource]:
    claims: dict[str, list[TabledRow]] = {}
    for row in rows:
        claims.setdefault(claim_urn(row), []).append(row)
    for urn, held in claims.items():
        yield _assessment(urn, held)


def _assessment(urn: str, rows: Sequence[TabledRow]) -> Resource:
    """What people judged, as classifiers; where nobody did, the suggestion as a comment that says so."""
    row = rows[0]
    content = [_classifier(one) for one in row.judgements]
    verdict = row.row.verdict
    suggested = verdict_words(Verdict(verdict.verdict), probable=verdict.probable)
    comment: Resource = {
        "informationType": "comment",
        "summary": f"Suggested by the program, judged by nobody: {suggested}.",
    }
    related = [
        {"type": "cites", "resourceReference": _reference("Citation", _id("citation", one.source.publication.key))}
        for one in rows
        if one.source is not None and one.source.publication is not None
    ]
    if related:
        comment["relatedArtifact"] = related
    shape: Resource = {
        "resourceType": "ArtifactAssessment",
        "id": _id("claim", urn),
        "identifier": [{"system": _EVIDENCE, "value": urn}],
        "title": row.claim.key,
        "citeAsMarkdown": row.claim.quote,
        "artifactUri": row.capture.page.address,
        "content": [*content, comment],
        "workflowStatus": "applied" if row.judgements else "submitted",
        "disposition": "unresolved",
    }
    if row.capture.captured_at is not None:
        shape["date"] = row.capture.captured_at.date().isoformat()
    return shape


def _classifier(one: Judged) -> Resource:
    judgement = one.judgement
    coding = {"system": f"{_EVIDENCE}:{judgement.axis}", "code": judgement.value}
    shape: Resource = {
        "informationType": "classifier",
        "type": _text(f"{judgement.axis}, by {judgement.role} {one.initials}"),
        "classifier": [{"coding": [coding], "text": judgement.value.replace("_", " ")}],
    }
    return shape | ({"summary": judgement.rationale} if judgement.rationale else {})
