"""The study-type table in order of rank, PubMed's names with their identifiers, and words that make a code finer.

It never reads an abstract.
"""

import csv
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from evidence.seeds import seed_file


class StudyTypeRow(NamedTuple):
    """A study type with the identifiers that stand for it."""

    code: str
    parent: str
    rank: int
    types: tuple[str, ...]
    mesh: tuple[str, ...]


# the names PubMed prints for its types, for sources that give names without identifiers
UI_OF_NAME = {
    "randomized controlled trial": "D016449",
    "controlled clinical trial": "D018848",
    "clinical trial": "D016430",
    "clinical trial, phase i": "D017426",
    "clinical trial, phase ii": "D017427",
    "clinical trial, phase iii": "D017428",
    "clinical trial, phase iv": "D017429",
    "pragmatic clinical trial": "D065007",
    "adaptive clinical trial": "D000076362",
    "systematic review": "D000078182",
    "meta-analysis": "D017418",
    "review": "D016454",
    "case reports": "D002363",
    "observational study": "D064888",
    "editorial": "D016421",
    "letter": "D016422",
    "comment": "D016420",
    "guideline": "D016431",
    "practice guideline": "D017065",
    "cohort studies": "D015331",
    "case-control studies": "D016022",
    "cross-sectional studies": "D003430",
    "retrospective studies": "D012189",
    "animals": "D000818",
    "humans": "D006801",
    "disease models, animal": "D004195",
}
FINER: Mapping[str, tuple[tuple[str, re.Pattern[str]], ...]] = {
    "rct": (
        (
            "rct_crossover",
            re.compile(
                r"(?i)\bcross-?\s?over (?:trial|study|design|fashion|manner|comparison|randomi)|"
                r"\bcrossed over|\bcrossover\b"
            ),
        ),
        (
            "rct_cluster",
            re.compile(
                r"(?i)\bcluster[- ]randomi|\bcluster (?:RCT|trial|controlled)|\bcommunity-randomi|"
                r"\bgroup-randomi|\bstepped[- ]wedge"
            ),
        ),
        ("n_of_1", re.compile(r"(?i)\bn[- ]of[- ](?:1|one)\b")),
        ("rct_pragmatic", re.compile(r"(?i)\bpragmatic (?:\w+[ ,-]+){0,4}(?:trial|RCT|study)")),
        ("rct_adaptive", re.compile(r"(?i)\b(?:response-)?adaptive (?:\w+[ ,-]+){0,3}(?:trial|platform|design)")),
        ("rct_parallel", re.compile(r"(?i)\bparallel[- ](?:group|arm|design|assign)")),
    ),
    "clinical_trial": (
        (
            "quasi_rct",
            re.compile(
                r"(?i)\bquasi-?\s?randomi|\balternat(?:e|ely|ing) (?:allocat|assign)|"
                r"\b(?:allocat|assign)\w* (?:\w+ )?alternat|\b(?:allocat|assign)\w* [^.;]{0,80}according to (?:the )?"
                r"(?:day|date|month|hospital number|record number|odd|even)\b"
            ),
        ),
        (
            "controlled_trial",
            re.compile(
                r"(?i)\bnon-?\s?randomi[sz]ed (?:\w+ ){0,3}(?:controlled|comparative|trial)|"
                r"\bquasi-?experimental|(?<!without a )(?<!without )(?<!no )\bcontrol group\b|"
                r"\bcontrolled (?:trial|study)"
            ),
        ),
        (
            "single_arm",
            re.compile(
                r"(?i)\bsingle[- ]arm|\buncontrolled|\bone[- ]group|\bwithout (?:a )?control group|"
                r"\bbefore[- ]and[- ]after|\bpre-?post|\bopen[- ]label (?:extension|single)"
            ),
        ),
    ),
    "systematic_review": (
        ("systematic_review_meta_analysis", re.compile(r"(?i)\bmeta-?\s?analy|\bpooled|\brandom[- ]effects")),
    ),
    "case_report": (
        (
            "case_series",
            re.compile(
                r"(?i)\bcase series\b|\b(?:two|three|four|five|six|seven|eight|nine|ten|"
                r"\d{1,2}) (?:\w+ ){0,2}cases\b|\bseries of (?:\w+ )?(?:cases|patients)|"
                r"\b(?:report|describe|present) (?:on )?(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) "
                r"(?:\w+ ){0,3}"
                r"(?:patients|children|women|men|siblings|infants|adults|adolescents)"
            ),
        ),
    ),
}


@lru_cache(maxsize=1)
def study_type_rows() -> tuple[StudyTypeRow, ...]:
    """The study-type table in order of rank."""
    with seed_file("study_types.csv").open(encoding="utf-8") as source:
        rows = [
            StudyTypeRow(
                row["code"],
                row["parent"],
                int(row["rank"]),
                tuple(filter(None, row["publication_type_uis"].split("|"))),
                tuple(filter(None, row["mesh_uis"].split("|"))),
            )
            for row in csv.DictReader(source)
        ]
    return tuple(sorted(rows, key=lambda row: row.rank))
