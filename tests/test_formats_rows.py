"""Tables of records: told by content, read exactly, refused with place and reason, written to load again."""

from pathlib import Path
from typing import Any

import pytest

from evidence.errors import Problem
from evidence.formats.rows import KINDS, Checked, Checker, Limits, RefusedFileError, checked_entries, read_tables
from evidence.formats.rows.anchors import Misplaced
from evidence.models import Assertiveness, ClaimBase, ClaimType, StudyBase

TEXT = "Ketamine cut pain by half. Pain is common. “Proven” relief."


def page_text(page: str | None) -> str | Misplaced:
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


# ---------------------------------------------------------------- the first thing a user tries


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


@pytest.mark.parametrize(("name", "content"), [("claims.csv", CLAIMS_CSV), ("claims.yaml", CLAIMS_YAML)])
def test_claims_are_anchored_where_their_quote_stands(tmp_path: Path, name: str, content: str) -> None:
    good, bad = checked(file_of(tmp_path, name, content))
    assert bad == []
    first, second = (item.record for item in good)
    assert isinstance(first, ClaimBase)
    assert isinstance(second, ClaimBase)
    assert (first.key, first.start, first.end, first.claim_type) == ("C1", 0, 25, ClaimType.EFFICACY)
    assert [(effect.value, effect.high, effect.unit) for effect in first.effects] == [(40, 60, "%")]
    assert first.assertiveness is Assertiveness.FACT
    assert (second.prefix, second.suffix) == ("Ketamine cut pain by half. ", ". “Proven” relief.")
    assert good[0].links == {"page": "clinic"}


def test_csv_and_yaml_say_the_same(tmp_path: Path) -> None:
    assert [item.record for item in checked(file_of(tmp_path, "a.csv", CLAIMS_CSV))[0]] == [
        item.record for item in checked(file_of(tmp_path, "a.yaml", CLAIMS_YAML))[0]
    ]


def test_a_wrong_choice_lists_the_permitted_values_and_the_nearest(tmp_path: Path) -> None:
    problem = one_problem(file_of(tmp_path, "c.csv", "quote,claim_type\nPain is common,prevalance\n"))
    assert (problem.line, problem.column) == (2, "claim_type")
    assert "'prevalance' is not one of efficacy, comparative_efficacy" in problem.reason
    assert "did you mean 'prevalence'?" in problem.reason


def test_yaml_errors_name_the_line_of_the_key(tmp_path: Path) -> None:
    text = "- quote: Pain is common\n  claim_type: prevalence\n\n  sample_size: many\n"
    problem = one_problem(file_of(tmp_path, "c.yaml", text))
    assert (problem.line, problem.column) == (4, "sample_size")
    assert problem.reason == "expected a whole number, found 'many'"


def test_all_faults_of_a_record_are_reported_at_once(tmp_path: Path) -> None:
    path = file_of(tmp_path, "c.csv", "quote,claim_type,study_year,sample_size\nPain is common,x,soon,-1\n")
    _, bad = checked(path)
    assert [problem.column for problem in bad] == ["claim_type", "sample_size", "study_year"]


# ---------------------------------------------------------------- quotes


def test_a_quote_at_wrong_offsets_is_shown_beside_what_stands_there(tmp_path: Path) -> None:
    problem = one_problem(file_of(tmp_path, "c.csv", "quote,start,end,claim_type\nPain is common,0,14,prevalence\n"))
    assert "the page's text has 'Ketamine cut p' at 0-14, not the quote 'Pain is common'" in problem.reason
    assert "occurs once, at 27-41" in problem.reason


def test_offsets_beyond_the_text_are_out_of_range(tmp_path: Path) -> None:
    problem = one_problem(
        file_of(tmp_path, "c.csv", "quote,start,end,claim_type\nPain is common,990,1004,prevalence\n")
    )
    assert problem.column == "end"
    assert f"lies outside the page's text, which has {len(TEXT)} characters" in problem.reason


def test_a_quote_that_occurs_twice_needs_offsets_or_context(tmp_path: Path) -> None:
    problem = one_problem(file_of(tmp_path, "c.csv", "quote,claim_type\nain,prevalence\n"))
    assert "occurs 2 times, at 14, 28" in problem.reason
    good, _ = checked(file_of(tmp_path, "d.csv", "quote,prefix,claim_type\nain,P,prevalence\n"))
    assert isinstance(good[0].record, ClaimBase)
    assert good[0].record.start == 28


def test_a_quote_with_straight_quotation_marks_is_told_how_the_page_writes_it(tmp_path: Path) -> None:
    problem = one_problem(file_of(tmp_path, "c.yaml", "- quote: '\"Proven\" relief'\n  claim_type: efficacy\n"))
    assert "the page writes it '“Proven” relief' at 43" in problem.reason


def test_byte_offsets_are_recognised(tmp_path: Path) -> None:
    start = len(TEXT.encode()[: TEXT.encode().index(b"relief")])
    row = f"quote,start,end,claim_type\nrelief,{start},{start + 6},efficacy\n"
    assert "count bytes of UTF-8" in one_problem(file_of(tmp_path, "c.csv", row)).reason


def test_an_unknown_page_is_a_fault_of_the_page_column(tmp_path: Path) -> None:
    problem = one_problem(file_of(tmp_path, "c.csv", "page,quote,claim_type\nother,Pain is common,prevalence\n"))
    assert (problem.column, problem.reason) == ("page", "there is no page 'other'")


# ---------------------------------------------------------------- kinds


def test_the_kind_is_told_by_the_columns(tmp_path: Path) -> None:
    headers = {
        "claims": "quote,start,end,claim_type",
        "studies": "key,design,sample_size,results",
        "publications": "key,title,journal,year,pmid",
        "citations": "claim,publication,role,confidence,status",
        "judgements": "claim,axis,value,reviewer",
        "pages": "key,address,title",
        "study_types": "code,label,rank,ocebm_benefit",
        "interventions": "code,label,kind,synonyms",
    }
    for kind, header in headers.items():
        path = file_of(tmp_path, "table.csv", f"{header}\n{','.join('1' for _ in header.split(','))}\n")
        assert [table.kind.name for table in read_tables(path).tables] == [kind]


def test_an_ambiguous_header_names_the_candidates(tmp_path: Path) -> None:
    reason = refusal(file_of(tmp_path, "x.csv", "code,label\ncrps,CRPS\n")).reason
    assert "fit several kinds" in reason
    assert "one of conditions, interventions, study_types" in reason


def test_the_file_name_settles_only_what_the_header_leaves_open(tmp_path: Path) -> None:
    table = read_tables(file_of(tmp_path, "conditions.csv", "code,label\ncrps,CRPS\n")).tables[0]
    assert table.kind is KINDS["conditions"]
    other = read_tables(file_of(tmp_path, "studies.csv", "quote,claim_type\nx,efficacy\n")).tables[0]
    assert other.kind is KINDS["claims"]


def test_kind_can_be_named_in_the_file_or_by_option(tmp_path: Path) -> None:
    path = file_of(tmp_path, "x.yaml", "kind: interventions\nrecords:\n- {code: ketamine, label: Ketamine}\n")
    assert read_tables(path).tables[0].kind.name == "interventions"
    plain = file_of(tmp_path, "x.csv", "code,label\ncrps,CRPS\n")
    assert read_tables(plain, "condition").tables[0].kind.name == "conditions"
    assert "there is no kind 'cliams'; did you mean 'claims'?" in refusal(plain, kind="cliams").reason


def test_one_yaml_file_may_hold_several_kinds(tmp_path: Path) -> None:
    text = "pages:\n- {key: clinic, address: a}\nstudies:\n- key: s\n  arms: [{name: ketamine}]\n"
    good, bad = checked(file_of(tmp_path, "all.yaml", text))
    assert bad == []
    assert [type(item.record).__name__ for item in good] == ["PageBase", "StudyBase"]
    assert isinstance(good[1].record, StudyBase)
    assert good[1].record.arms[0].name == "ketamine"


def test_limits_are_adjustable(tmp_path: Path) -> None:
    path = file_of(tmp_path, "c.csv", CLAIMS_CSV)
    assert "more than the limit of 10" in refusal(path, limits=Limits(file_bytes=10)).reason
