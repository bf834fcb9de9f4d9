"""What the tests of presets share: the rows of the small page with an advertiser and what three people judged."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from evidence.models import (
    AppraisalBase,
    AppraisalTool,
    Axis,
    FindingBase,
    JudgementBase,
    PageDossier,
    ReviewerRole,
)
from evidence.report.citations_style import CitationStyle
from evidence.report.presets import Draft, Library, Preset, Request, TableDocument, TableState, finished
from evidence.report.presets_claims import claims_table
from evidence.report.presets_counts import Audited, Counted, RuleHit, audit_table, by_condition
from evidence.report.presets_discrepancies import discrepancies
from evidence.report.presets_records import Capture, Judged, TabledRow, tabled_rows
from evidence.report.presets_studies import included_studies, summary_of_findings
from evidence.report.view import RuleNote

GOLDEN = Path(__file__).parent / "golden"
STATE = TableState(head="ab" * 32, tool_version="1.2.3", counts=(("pages", 1), ("claims", 9)))


@cache
def held() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((GOLDEN / "small_page.json").read_text(encoding="utf-8"))
    return found


def judged(initials: str, value: str, axis: Axis = Axis.SUPPORT, role: ReviewerRole = ReviewerRole.CODER) -> Judged:
    return Judged(initials.lower(), initials, JudgementBase(axis=axis, value=value, role=role))


JUDGEMENTS = (
    judged("AB", "contradicted"),
    judged("CD", "not_supported"),
    judged("EF", "contradicted", role=ReviewerRole.ADJUDICATOR),
    judged("AB", "misleading", Axis.ACCURACY),
    judged("AB", "VER001", Axis.RULE),
)
CERTAINTY = AppraisalBase(
    tool=AppraisalTool.GRADE, outcome="pain", rating="low", reasons=("few participants", "one study")
)


@cache
def page() -> PageDossier:
    """The small page; a person rated the certainty of what its first study found."""
    found = PageDossier.model_validate(held()["page"])
    dossiers = []
    for dossier in found.dossiers:
        sources = tuple(
            one.model_copy(update={"appraisals": (*one.appraisals, CERTAINTY)})
            if one.study is not None and one.study.key == "smith2020"
            else one
            for one in dossier.sources
        )
        dossiers.append(dossier.model_copy(update={"sources": sources}))
    return found.model_copy(update={"dossiers": tuple(dossiers)})


@cache
def findings() -> tuple[FindingBase, ...]:
    return tuple(FindingBase.model_validate(one) for one in held()["findings"])


@cache
def rows() -> tuple[TabledRow, ...]:
    capture = Capture(page().page, "Relief Clinics Ltd", page().snapshot.captured_at, page().snapshot.sha256, "en")
    made: list[TabledRow] = []
    for dossier in page().dossiers:
        about = tuple(one for one in findings() if one.claim_key == dossier.claim.key)
        made += tabled_rows(capture, dossier, about, JUDGEMENTS if dossier.claim.key == "K1" else ())
    return tuple(made)


def _audit(_rows: object, _library: object) -> Draft:
    audited = [Audited("clinic", "Relief Clinics Ltd", 1, 9), Audited("", None, 0, 0)]
    hits = [RuleHit(one.rule, "clinic", "relief", one.claim_key, one.rule == "VER001") for one in findings()]
    notes = {"SAF001": RuleNote("benefit-without-risk"), "VER001": RuleNote("number-from-other-outcome")}
    return audit_table(audited, hits, notes, whole=frozenset({"SAF001"}))


def _by_condition(_rows: object, _library: object) -> Draft:
    counts = [
        Counted("neuropathic_pain", "rct", 2020, 3),
        Counted("back_pain", None, None, 2),
        Counted(None, None, 2019, 4),
    ]
    return by_condition(counts, {"neuropathic_pain": "Neuropathic pain"})


MAKERS: dict[Preset, Callable[[tuple[TabledRow, ...], Library], Draft]] = {
    Preset.CLAIMS: claims_table,
    Preset.INCLUDED_STUDIES: included_studies,
    Preset.GRADE_SOF: summary_of_findings,
    Preset.AUDIT: _audit,
    Preset.BY_CONDITION: _by_condition,
    Preset.DISCREPANCIES: discrepancies,
}


def document(preset: Preset, style: CitationStyle = CitationStyle.AMA, **request: Any) -> TableDocument:
    library = Library(style)
    asked = Request(filters=(("condition", "pain"),), style=style, **request)
    return finished(MAKERS[preset](rows(), library), library, asked, STATE)
