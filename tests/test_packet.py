"""Complaint packets: what may go in, what is refused, what a draft shows on every page, and what is withheld."""

import hashlib
import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from evidence import store
from evidence.cli import Settings
from evidence.cli.packet import packet as packet_command
from evidence.formats.docx_packet import packet_docx
from evidence.formats.packets import packet_html
from evidence.models import AdvertiserBase, Assertiveness, Axis, ReviewerRole
from evidence.report.packet import NO_SOURCE, NOT_ADJUDICATED, NOT_AGAINST, Packet, PacketRequest, packet, why_not
from evidence.report.presets_records import TabledRow
from evidence.report.view import RuleNote
from evidence.store.errors import UnknownKeyError
from evidence.workflow.packet import ClaimRefusedError, NothingStandsError
from tests.preset_page import STATE, judged, rows
from tests.stored import BY
from tests.test_cli_table import database  # noqa: F401 - a fixture

NOTES = {"VER001": RuleNote("number-from-other-outcome", ("Law 1: do not mislead",))}


def row(key: str) -> TabledRow:
    return next(one for one in rows() if one.claim.key == key)


def made(held: list[TabledRow] | None = None, **options: bool) -> Packet:
    return packet(
        held if held is not None else list(rows()), PacketRequest("Relief Clinics Ltd", **options), NOTES, STATE
    )


def test_only_a_confirmed_source_with_an_adjudicated_judgement_against_the_claim_stands() -> None:
    assert why_not(row("K1")) == ""
    assert why_not(row("K2")) == NOT_ADJUDICATED
    assert why_not(row("K4")) == NO_SOURCE
    assert why_not(row("K7")) == NO_SOURCE
    coders = replace(row("K1"), judgements=(judged("AB", "contradicted"), judged("CD", "contradicted")))
    assert why_not(coders) == NOT_ADJUDICATED
    cleared = replace(row("K1"), judgements=(judged("EF", "supported", role=ReviewerRole.ADJUDICATOR),))
    assert why_not(cleared) == NOT_AGAINST


def test_a_packet_holds_what_a_regulator_asks_for() -> None:
    done = made()
    assert [item.key for item in done.items] == ["K1"]
    item = done.items[0]
    facts = dict(item.facts)
    assert facts["Address"] == "https://clinic.example/relief"
    assert facts["Captured"] == "2026-01-02 03:04 UTC"
    assert len(facts["SHA-256 of the capture"]) == 64
    assert any("P = 0.296" in line for line in item.found)
    assert item.judgements[0] == "Support: contradicted (adjudicated by EF, from an unknown basis)"
    assert item.judgements[-1] == "2 coders: AB, CD; they differ; adjudicated by EF"
    benchmark = item.benchmarks[0]
    assert (benchmark.code, benchmark.who) == ("VER001", "judged broken by AB")
    assert benchmark.grounds == ("Law 1: do not mislead",)
    assert any("ab" * 32 in line for line in done.provenance)


def test_what_is_left_out_is_counted_with_its_reason() -> None:
    left_out = dict(made().left_out)
    assert left_out[NOT_ADJUDICATED] >= 1
    assert sum(left_out.values()) == 8


def test_a_draft_holds_more_and_says_so_on_every_page() -> None:
    draft = made(draft=True)
    assert len(draft.items) > 1
    assert draft.title.startswith("DRAFT: ")
    assert {item.reason for item in draft.items} >= {"", NOT_ADJUDICATED, NO_SOURCE}
    html = packet_html(draft)
    assert '<div class="draft" aria-hidden="true">DRAFT</div>' in html
    assert "position: fixed" in html
    with zipfile.ZipFile(io.BytesIO(packet_docx(draft))) as archive:
        header = archive.read("word/header1.xml").decode()
    assert 'string="DRAFT"' in header
    assert "not for submission" in header


def test_a_packet_that_stands_has_no_watermark() -> None:
    done = made()
    assert 'class="draft"' not in packet_html(done)
    with zipfile.ZipFile(io.BytesIO(packet_docx(done))) as archive:
        assert not [name for name in archive.namelist() if "header" in name]


def test_a_suggestion_of_the_program_is_never_called_a_judgement() -> None:
    draft = made(draft=True)
    unjudged = next(item for item in draft.items if item.key == "K2")
    assert unjudged.judgements == ("Nobody has judged it.",)
    assert all("judged by nobody" in one.who for one in unjudged.benchmarks)
    found_clean = replace(
        row("K1"), judgements=(*row("K1").judgements, judged("EF", "none", Axis.RULE, ReviewerRole.ADJUDICATOR))
    )
    assert made([found_clean]).items[0].benchmarks == ()


def test_a_testimonial_is_withheld_but_can_still_be_checked() -> None:
    first = row("K1")
    words = first.claim.model_copy(update={"assertiveness": Assertiveness.TESTIMONIAL})
    item = made([replace(first, claim=words)], redact=True).items[0]
    assert first.claim.quote not in item.quote
    assert hashlib.sha256(first.claim.quote.encode()).hexdigest() in item.quote
    assert made([first], redact=True).items[0].quote == first.claim.quote


def test_the_word_document_reads_back_and_is_the_same_twice() -> None:
    docx = pytest.importorskip("docx")
    content = packet_docx(made())
    assert content == packet_docx(made())
    read = docx.Document(io.BytesIO(content))
    text = "\n".join(one.text for one in read.paragraphs)
    assert row("K1").claim.quote in text
    assert "Smith AB, Lee C, Roy D, Wu E" in text
    assert next(one.text for one in read.paragraphs if one.style.name == "Heading 1") == "1. Claim K1"


def test_the_html_holds_no_markup_of_the_page() -> None:
    first = row("K1")
    nasty = first.claim.model_copy(update={"quote": "<script>x</script>", "start": 0, "end": 18})
    html = packet_html(made([replace(first, claim=nasty)]))
    assert "<script" not in html
    assert "&lt;script&gt;" in html


# ---------------------------------------------------------------- the command


def run(address: str, *arguments: str) -> Result:
    return CliRunner().invoke(packet_command, list(arguments), obj=Settings(address, "tester"), catch_exceptions=False)


@pytest.fixture
def owned(database: str) -> str:  # noqa: F811 - the fixture imported above
    with store.session(database) as db:
        store.save_advertisers(db, [AdvertiserBase(key="relief", name="Relief Clinics Ltd")], BY)
        page = store.pages(db)[0].page
        store.save_pages(db, [page], BY, advertisers=["relief"])
    return database


def test_the_command_refuses_what_does_not_stand_and_writes_a_draft_when_asked(owned: str, tmp_path: Path) -> None:
    place = str(tmp_path / "packet.docx")
    with pytest.raises(NothingStandsError, match=r"no adjudicator has judged it.*--draft"):
        run(owned, "relief", "-o", place)
    with pytest.raises(ClaimRefusedError, match="claim 'K1' is refused: no adjudicator"):
        run(owned, "relief", "--claim", "K1", "-o", place)
    for missing in (("nobody",), ("relief", "--claim", "K99")):
        with pytest.raises(UnknownKeyError):
            run(owned, *missing, "-o", place)
    done: Any = run(owned, "relief", "--draft", "--claim", "K1", "-o", place)
    assert done.stderr == "1 claim, DRAFT\n"
    assert run(owned, "relief", "--draft", "--format", "html", "-o", "-").stdout.startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(("ending", "begins"), [("html", b"<!DOCTYPE html>"), ("docx", b"PK")])
def test_the_ending_of_the_file_names_the_form(owned: str, tmp_path: Path, ending: str, begins: bytes) -> None:
    place = tmp_path / f"packet.{ending}"
    run(owned, "relief", "--draft", "-o", str(place))
    assert place.read_bytes().startswith(begins)
    run(owned, "relief", "--draft", "--format", "docx", "-o", str(place))
    assert place.read_bytes().startswith(b"PK")
