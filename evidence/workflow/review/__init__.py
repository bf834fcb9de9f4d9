"""People judge claims: two coders blind to each other, an adjudicator where they differ, agreement from the originals.

Every function takes an open session; a writing one does all of it in that transaction or, when it raises, nothing.

Who works where: `codebook_of` (a project's newest protocol), `solo_coding` (one person at their own desk).
What to do next: `mine`, `disagreements`, `progress`; who is to do it: `assign`, `double_code`, `unassign`.
One claim: `opened` (what I chose so far, and the number that tells whether it changed meanwhile), `save_draft`,
`record`, `decide_finding`, `deliberation` and `adjudicate`.
What may be shown: `visible_judgements`, for every page, answer and history that shows judgements.
Afterwards: `agreement`. All of it as JSON and CSV: `evidence.workflow.review.shapes`.
"""

from evidence.store.assigning import ClaimName, Draft, clear_draft, save_draft
from evidence.store.people import Codebook, Coding
from evidence.workflow.review.agreement import Agreement, Measure, Rated, agreement
from evidence.workflow.review.assigning import Sample, assign, double_code, unassign
from evidence.workflow.review.cases import Case, case_of, cases_of
from evidence.workflow.review.desks import SOLO, Seat, codebook_of, is_blind, solo_coding
from evidence.workflow.review.errors import ReviewError
from evidence.workflow.review.findings import decide_finding
from evidence.workflow.review.held import Held
from evidence.workflow.review.queues import (
    CoderProgress,
    Deliberation,
    Disagreement,
    Progress,
    deliberation,
    disagreements,
    mine,
    progress,
)
from evidence.workflow.review.recording import Decision, Opened, Recorded, adjudicate, opened, record
from evidence.workflow.review.visible import visible_judgements

__all__ = [
    "SOLO",
    "Agreement",
    "Case",
    "ClaimName",
    "Codebook",
    "CoderProgress",
    "Coding",
    "Decision",
    "Deliberation",
    "Disagreement",
    "Draft",
    "Held",
    "Measure",
    "Opened",
    "Progress",
    "Rated",
    "Recorded",
    "ReviewError",
    "Sample",
    "Seat",
    "adjudicate",
    "agreement",
    "assign",
    "case_of",
    "cases_of",
    "clear_draft",
    "codebook_of",
    "decide_finding",
    "deliberation",
    "disagreements",
    "double_code",
    "is_blind",
    "mine",
    "opened",
    "progress",
    "record",
    "save_draft",
    "solo_coding",
    "unassign",
    "visible_judgements",
]
