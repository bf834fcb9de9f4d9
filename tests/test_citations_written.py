"""What is written in any format reads back as the same record, as far as the format can carry it."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from evidence.errors import Problem
from evidence.formats.citations import WRITERS, read_citations, write_citations
from evidence.formats.citations.csl import to_csl
from evidence.models import AbstractSection, Heading, Notice, PublicationBase, Standing

LETTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Zs", "Co", "Cn"))
WORDS = st.text(
    st.one_of(LETTERS, st.sampled_from("{}\\$%&#_~^-'`\"<>@=+,;:|*[]()/ é\N{EN DASH}αß")), min_size=1, max_size=12
)
PHRASES = st.lists(WORDS, min_size=1, max_size=4).map(lambda words: " ".join(" ".join(words).split())).filter(bool)
PLAIN_WORD = st.text("abcdefghijklmnopqrstuvwxyzéüß", min_size=1, max_size=8).map(str.capitalize)
PEOPLE = st.builds(lambda family, given: f"{family}, {given}", PLAIN_WORD, PLAIN_WORD)
BODIES = st.builds("{} Study Group".format, PLAIN_WORD)
DATES = st.one_of(
    st.just(None),
    st.integers(1900, 2100).map(str),
    st.builds("{:04}-{:02}".format, st.integers(1900, 2100), st.integers(1, 12)),
    st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(str),
)
HEADINGS = st.builds(
    Heading,
    label=PLAIN_WORD,
    ui=st.one_of(st.none(), st.integers(1, 999_999).map("D{:06}".format)),
    major=st.sampled_from([None, True, False]),
    qualifiers=st.lists(st.builds(Heading, label=PLAIN_WORD, major=st.booleans()), max_size=2).map(tuple),
)


def tuples(items: st.SearchStrategy[Any], size: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, max_size=size, unique_by=str).map(tuple)


@st.composite
def records(draw: st.DrawFn) -> PublicationBase:
    """Records with what every format can carry."""
    issued = draw(DATES)
    return PublicationBase(
        key=draw(st.integers(1, 10**6).map("key{}".format)),
        title=draw(PHRASES),
        authors=draw(tuples(PEOPLE)),
        collective_authors=draw(tuples(BODIES, 2)),
        journal=draw(PHRASES),
        journal_abbreviation=draw(st.one_of(st.none(), st.just("J Inv Med"))),
        issn=draw(st.sampled_from([(), ("2434-561X",), ("2434-561X", "0003-3022")])),
        year=None if issued is None else int(issued[:4]),
        issued=issued,
        volume=draw(st.one_of(st.none(), st.integers(1, 500).map(str))),
        issue=draw(st.one_of(st.none(), st.sampled_from(["3", "Suppl 1", "3 Pt 2"]))),
        pages=draw(st.one_of(st.none(), st.sampled_from(["101-9", "e123", "S12-S20", "12-34, 56"]))),
        publisher=draw(st.one_of(st.none(), PHRASES)),
        language=draw(st.one_of(st.none(), st.just("eng"))),
        pmid=draw(st.one_of(st.none(), st.integers(1, 99_999_999).map(str))),
        doi=draw(st.one_of(st.none(), st.sampled_from(["10.5555/a.b_c", "10.1002/(sici)1<1::aid-x>3.0.co;2-2"]))),
        pmcid=draw(st.one_of(st.none(), st.integers(1, 9_999_999).map("PMC{}".format))),
        isbn=draw(st.sampled_from([None, "9780306406157"])),
        pii=draw(st.one_of(st.none(), st.just("S0000-0000(19)00012-1"))),
        url=draw(st.one_of(st.none(), st.just("https://example.org/a_b?c=d&e=%20f#g"))),
        registry_ids=draw(st.sampled_from([(), ("NCT01234567",), ("NCT01234567", "ISRCTN12345678")])),
        abstract=draw(
            st.sampled_from(
                [
                    (),
                    (AbstractSection(text="One part, 5 % & more_or_less."),),
                    (AbstractSection(label="AIM", text="To see."), AbstractSection(label="RESULTS", text="P < 0.05.")),
                ]
            )
        ),
        keywords=draw(tuples(PLAIN_WORD)),
        standing=draw(st.sampled_from([Standing.UNKNOWN, Standing.RETRACTED])),
        csl=draw(st.sampled_from([{}, {"publisher-place": "Here & there"}])),
        notes=draw(st.one_of(st.none(), PHRASES)),
    )


def read_back(written: Iterable[str]) -> PublicationBase:
    items = list(read_citations("".join(written).encode()))
    assert not [item for item in items if isinstance(item, Problem)]
    (record,) = [item for item in items if isinstance(item, PublicationBase)]
    return record


def facts(record: PublicationBase, *without: str) -> dict[str, Any]:
    """What a record says, without what tells where it was read."""
    return record.model_dump(exclude={"source_format", "source_record", "not_kept", *without})


@given(records())
@settings(max_examples=60, deadline=None)
def test_a_record_reads_back_from_ris_and_bibtex(record: PublicationBase) -> None:
    assert facts(read_back(write_citations([record], "ris"))) == facts(record)
    assert facts(read_back(write_citations([record], "bibtex"))) == facts(record)


@given(records(), tuples(HEADINGS), tuples(HEADINGS), tuples(PHRASES))
@settings(max_examples=60, deadline=None)
def test_a_record_reads_back_whole_from_csl_csv_and_json_lines(
    record: PublicationBase, types: tuple[Heading, ...], mesh: tuple[Heading, ...], keywords: tuple[str, ...]
) -> None:
    whole = record.model_copy(
        update={
            "publication_types": types,
            "mesh": mesh,
            "keywords": keywords,
            "notices": (Notice(kind="RetractionIn", source="J Inv Med. 2020;1:2", pmid="12"),),
            "standing_source": "RetractionIn",
            "standing_checked_on": date(2026, 1, 2),
            "design": "rct",
            "design_basis": "publication_type",
            "csl": {**record.csl, "issued": {"date-parts": [[2019, 3], [2019, 4]]}, "medium": "print"},
        }
    )
    whole = whole.model_copy(update={"year": 2019, "issued": "2019"})
    for form in ("csl", "csv", "jsonl"):
        assert facts(read_back(write_citations([whole], form))) == facts(whole), form


@given(records())
@settings(max_examples=20, deadline=None)
def test_an_item_keeps_identifiers_in_their_standard_fields(record: PublicationBase) -> None:
    item = json.loads(json.dumps(to_csl(record)))
    assert (item.get("PMID"), item.get("DOI"), item.get("PMCID")) == (record.pmid, record.doi, record.pmcid)
    assert item["custom"].keys() >= {"publication_types", "mesh", "registry_ids", "standing"}
    assert item["custom"]["standing"] == record.standing


@pytest.mark.parametrize("form", sorted(WRITERS))
def test_no_record_is_written_as_a_file_of_none(form: str) -> None:
    written = "".join(write_citations([], form))
    assert json.loads(written) == [] if form == "csl" else not written or written.startswith("key,")


@pytest.mark.parametrize("form", sorted(WRITERS))
def test_many_records_keep_their_order(form: str) -> None:
    many = [PublicationBase(key=f"k{n}", title=f"Title {n}") for n in range(50)]
    read = list(read_citations("".join(write_citations(many, form)).encode()))
    assert [item.title for item in read if isinstance(item, PublicationBase)] == [record.title for record in many]
    assert [item.key for item in read if isinstance(item, PublicationBase)] == [record.key for record in many]


@pytest.mark.parametrize("form", ["ris", "bibtex", "csl", "csv", "jsonl"])
def test_a_body_before_a_person_keeps_its_place(form: str) -> None:
    names: list[JsonValue] = [{"literal": "First Study Group"}, {"family": "Ng", "given": "Adele"}]
    record = PublicationBase(
        key="a1", title="T", authors=("Ng, Adele",), collective_authors=("First Study Group",), csl={"author": names}
    )
    assert to_csl(read_back(write_citations([record], form)))["author"] == names


def test_a_name_made_of_the_word_and_stays_one_name() -> None:
    record = PublicationBase(key="a1", title="T", authors=("And, Rock and Roll",))
    assert read_back(write_citations([record], "bibtex")).authors == record.authors


def test_a_csv_cell_is_never_a_formula() -> None:
    record = PublicationBase(key="a1", title="=HYPERLINK(1)", journal="+1", notes="@x")
    written = "".join(write_citations([record], "csv"))
    assert "'=HYPERLINK(1)" in written
    assert read_back([written]).title == "=HYPERLINK(1)"
