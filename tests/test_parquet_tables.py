"""Parquet of an evidence table, read by a library that is not ours."""

import json
from io import BytesIO
from typing import Any

import pytest

from evidence.formats.parquet_tables import table_parquet
from evidence.report.presets import Preset, TableDocument
from tests.preset_page import document

pq: Any = pytest.importorskip("pyarrow.parquet")


def read(made: TableDocument) -> Any:
    return pq.read_table(BytesIO(table_parquet(made)))


@pytest.mark.parametrize("preset", list(Preset))
def test_every_preset_comes_back_cell_by_cell(preset: Preset) -> None:
    made = document(preset)
    table = read(made)
    for place, field in enumerate(made.fields):
        assert table[field.name].to_pylist() == [row.cells[place].text for row in made.rows]
    counted = [name for name in table.column_names if name.endswith("_number")]
    for name in counted:
        place = [field.name for field in made.fields].index(name.removesuffix("_number"))
        assert table[name].to_pylist() == [row.cells[place].number for row in made.rows]


def test_words_are_text_whole_numbers_are_integers_and_the_unknown_is_null_beside_its_word() -> None:
    table = read(document(Preset.CLAIMS))
    assert str(table.schema.field("quote").type) == "string"
    assert str(table.schema.field("participants_number").type) == "int64"
    pairs = zip(table["participants"].to_pylist(), table["participants_number"].to_pylist(), strict=True)
    assert {number is None for words, number in pairs if words.startswith("no")} == {True}


def test_notes_and_provenance_travel_as_metadata_and_the_same_table_gives_the_same_bytes() -> None:
    made = document(Preset.CLAIMS)
    around = json.loads(read(made).schema.metadata[b"evidence"])
    assert around["notes"]["provenance"] == list(made.provenance)
    assert around["notes"]["footnotes"].keys() == {note.mark for note in made.footnotes}
    assert table_parquet(made) == table_parquet(made)
