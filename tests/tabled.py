"""What the tests of tables share: a page, two tables of its claims, and a file read and checked to its end."""

from pathlib import Path
from typing import Any

import pytest

from evidence.errors import Problem
from evidence.formats.rows import Checked, Checker, RefusedFileError, checked_entries, read_tables
from evidence.formats.rows.anchors import Misplaced

TEXT = "Ketamine cut pain by half. Pain is common. “Proven” relief."


def page_text(page: str | None, _capture: str | None = None) -> str | Misplaced:
    """The one page there is."""
    return TEXT if page in {None, "clinic"} else Misplaced("page", f"there is no page '{page}'")


def checked(path: Path, **options: Any) -> tuple[list[Checked], list[Problem]]:
    """What a file of one table holds."""
    good: list[Checked] = []
    bad: list[Problem] = []
    for table in read_tables(path, **options).tables:
        checker = Checker(table.kind, table.label, page_text if table.kind.name == "claims" else None)
        for outcome in checked_entries(checker, table.entries):
            if isinstance(outcome, Checked):
                good.append(outcome)
            else:
                bad.extend(outcome)
    return good, bad


def file_of(tmp_path: Path, name: str, content: str | bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def one_problem(path: Path, **options: Any) -> Problem:
    good, bad = checked(path, **options)
    assert good == []
    assert len(bad) == 1
    return bad[0]


def refusal(path: Path, **options: Any) -> Problem:
    with pytest.raises(RefusedFileError) as caught:
        checked(path, **options)
    return caught.value.problems[0]


CLAIMS_CSV = """key,page,quote,claim_type,condition,effects,assertiveness
C1,clinic,Ketamine cut pain by half,efficacy,pain,"[{""value"": [40, 60], ""unit"": ""%""}]",fact
C2,clinic,Pain is common,prevalence,pain,,
"""

CLAIMS_YAML = """
- id: C1
  file: clinic
  quote: Ketamine cut pain by half
  claim_type: efficacy
  condition: pain
  effects: [{value: [40, 60], unit: "%"}]
  assertiveness: fact
- id: C2
  file: clinic
  quote: Pain is common
  claim_type: prevalence
  condition: pain
"""
