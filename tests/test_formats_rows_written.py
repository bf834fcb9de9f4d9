"""What is written as CSV, XLSX, JSONL or YAML is read back as equal records, however awkward the text."""

import io
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from evidence.formats.rows import KINDS, Checked, Checker, Kind, RefusedFileError, checked_entries, read_tables
from evidence.formats.rows.cells import guarded, joined, split, unguarded
from evidence.formats.rows.kinds import Column, Shape
from evidence.formats.rows.write import Linked, write_csv, write_jsonl, write_xlsx, write_yaml
from evidence.models import (
    AdvertiserBase,
    ArmBase,
    Block,
    Check,
    ClaimBase,
    ClaimType,
    Passage,
    PublicationBase,
    QuantityBase,
    Record,
    ResultBase,
    StudyBase,
)

AWKWARD = (
    "=1+1",
    "+1",
    "-1 %",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "'tis",
    "''",
    "'",
    "a|b",
    "\\",
    "\\|",
    '""',
    '"',
    " lead and trail ",
    "two\nlines",
    "crlf\r\n",
    "_x0041_",
    "null",
    "~",
    "no",
    "012",
    "1e5",
    "2020-01-01",
    "#N/A",
    "- item",
    "key: value",
    "# not a comment",
    "\ufeffmark",
    "\x0b\x1b",
    "\x85\u2028",
    "“β ≥ 5”",
    "🧪\u200d🧪",
    "{}",
    "[1]",
    "sep=;",
)
plain_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=12)
texts = st.sampled_from(AWKWARD) | plain_text
numbers = st.floats(allow_nan=False, allow_infinity=False)
quantities = st.builds(
    QuantityBase, value=st.none() | numbers, high=st.none() | numbers, unit=st.none() | texts, arm=st.none() | texts
)
arms = st.builds(ArmBase, name=texts, dose=st.none() | texts)
results = st.builds(ResultBase, outcome=texts, value=st.none() | numbers, significant=st.none() | st.booleans())
anything = st.one_of(texts, numbers, st.booleans(), st.none(), st.integers(), st.lists(texts, max_size=2))
free = st.dictionaries(texts, anything, max_size=2)
passages = st.builds(Passage, source=texts, text=texts)
NESTED: Mapping[str, st.SearchStrategy[Any]] = {
    "blocks": st.lists(st.builds(Block, start=st.just(0), end=st.just(1), headings=st.tuples(texts)), max_size=2),
    "checks": st.lists(st.builds(Check, reason=texts, passages=st.tuples(passages)), max_size=2),
    "value": texts | st.lists(texts, max_size=2) | st.integers(0, 9),
    "effects": st.lists(quantities, max_size=2),
    "arms": st.lists(arms, max_size=2),
    "results": st.lists(results, max_size=2),
    "csl": free,
    "questions": free,
    "passages": st.dictionaries(texts, texts, max_size=2),
}


def values_of(column: Column) -> st.SearchStrategy[Any]:
    """Values that fit the column, most of them awkward."""
    if column.choices:
        one = st.sampled_from(column.choices)
        return st.lists(one, max_size=2) if column.shape is Shape.TEXTS else one
    if column.name in {"year", "study_year", "ocebm_benefit", "rank", "version"}:
        return st.integers(1, 5) if column.name in {"ocebm_benefit", "rank"} else st.integers(1800, 2200)
    if column.name == "score":
        return st.floats(0, 1)
    if column.name in {"sha256", "text_sha256"}:
        return st.text("0123456789abcdef", min_size=64, max_size=64)
    return {
        Shape.TEXT: texts,
        Shape.TEXTS: st.lists(texts | st.just(""), max_size=3),
        Shape.INTEGER: st.integers(0, 10**6),
        Shape.NUMBER: numbers,
        Shape.TRUTH: st.booleans(),
        Shape.DATE: st.dates().map(str),
        Shape.MOMENT: st.datetimes(timezones=st.just(UTC)).map(datetime.isoformat),
    }.get(column.shape, NESTED.get(column.name, st.just(())))


def cases_for(kind: Kind) -> st.SearchStrategy[Linked]:
    """Records of the kind with their links; the fields that may be missing sometimes are."""
    fields = {name: values_of(column) for name, column in kind.columns.items() if name not in kind.links}
    needed = {name: strategy for name, strategy in fields.items() if kind.record.model_fields[name].is_required()}
    optional = {name: strategy for name, strategy in fields.items() if name not in needed}
    links = dict.fromkeys(kind.required_links, texts)
    return st.tuples(
        st.fixed_dictionaries(needed, optional=optional).map(lambda values: record_from(kind, values)),
        st.fixed_dictionaries(links),
    )


def record_from(kind: Kind, values: dict[str, Any]) -> Record:
    if kind.record is ClaimBase:
        values = values | {"end": values["start"] + len(values["quote"])}
    if kind.name == "judgements":
        values = values | {"axis": "rule"}
    return kind.record.model_validate(values)


def written(form: str, folder: Path, kind: Kind, records: list[Linked]) -> Path:
    path = folder / f"{kind.name}.{form}"
    if form == "xlsx":
        write_xlsx(path, [(kind, records)])
        return path
    write = {"csv": write_csv, "jsonl": write_jsonl, "yaml": write_yaml}[form]
    with path.open("w", encoding="utf-8", newline="") as stream:
        write(stream, kind, records)
    return path


def read_back(path: Path) -> list[Checked]:
    table = read_tables(path).tables[0]
    checked = list(checked_entries(Checker(table.kind, table.label), table.entries))
    assert [item for item in checked if not isinstance(item, Checked)] == []
    return [item for item in checked if isinstance(item, Checked)]


@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl", "yaml"])
@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
@settings(max_examples=12, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(drawn=st.data())
def test_every_kind_of_record_survives_every_format(form: str, kind: Kind, drawn: st.DataObject) -> None:
    record, links = drawn.draw(cases_for(kind))
    with tempfile.TemporaryDirectory() as folder:
        (found,) = read_back(written(form, Path(folder), kind, [(record, links)]))
    assert found.record == record
    assert found.links == links


@settings(max_examples=200)
@given(st.lists(texts | st.just(""), max_size=4))
def test_a_list_survives_its_cell(items: list[str]) -> None:
    assert split(joined(items)) == tuple(items)


@settings(max_examples=200)
@given(texts | st.just(""))
def test_a_guard_is_taken_away_exactly_once(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_the_empty_text_is_not_the_unknown_one(tmp_path: Path) -> None:
    kind = KINDS["advertisers"]
    records: list[Linked] = [(AdvertiserBase(key="a", name="", kind=None, jurisdiction=""), {})]
    for form in ("csv", "xlsx", "jsonl", "yaml"):
        assert read_back(written(form, tmp_path, kind, records))[0].record == records[0][0]


def test_csv_runs_no_formula_in_a_spreadsheet() -> None:
    stream = io.StringIO()
    claim = ClaimBase(key="=cmd", start=0, end=2, quote="-5", claim_type=ClaimType.EFFICACY, notes="@x")
    write_csv(stream, KINDS["claims"], [(claim, {"page": "+p"})])
    row = stream.getvalue().splitlines()[1]
    assert row.startswith("'+p,,'=cmd,0,2,'-5,,,")
    assert row.endswith(",'@x,")


def test_a_workbook_keeps_formulas_as_words(tmp_path: Path) -> None:
    study = StudyBase(key="s", title="=HYPERLINK(A1)")
    (found,) = read_back(written("xlsx", tmp_path, KINDS["studies"], [(study, {})]))
    assert found.record == study
    assert read_tables(tmp_path / "studies.xlsx").notes == ()


def test_pmids_stay_text_with_their_zeros(tmp_path: Path) -> None:
    publication = PublicationBase(key="p", title="t", pmid="00012", doi="10.1/x")
    for form in ("csv", "xlsx", "jsonl", "yaml"):
        assert read_back(written(form, tmp_path, KINDS["publications"], [(publication, {})]))[0].record == publication


def test_a_text_too_long_for_a_cell_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    study = StudyBase(key="s", title="x" * 40_000)
    with pytest.raises(RefusedFileError, match="40,000 characters, more than a cell's 32,767; write JSONL instead"):
        write_xlsx(tmp_path / "s.xlsx", [(KINDS["studies"], [(study, {})])])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl"])
def test_a_nul_byte_is_refused_on_writing(tmp_path: Path, form: str) -> None:
    with pytest.raises(RefusedFileError, match="NUL byte"):
        written(form, tmp_path, KINDS["studies"], [(StudyBase(key="s", title="a\0b"), {})])
