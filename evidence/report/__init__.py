"""Turn a page's dossiers and findings into the view that every report of it shows; it never renders, reads or saves."""

from evidence.report.build import build_report
from evidence.report.rows import EvidenceRow, evidence_rows
from evidence.report.summary import summarise
from evidence.report.view import ReportView, RuleNote, Summary, Tone, Verdict

__all__ = [
    "EvidenceRow",
    "ReportView",
    "RuleNote",
    "Summary",
    "Tone",
    "Verdict",
    "build_report",
    "evidence_rows",
    "summarise",
]
