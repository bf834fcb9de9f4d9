"""Extraction: what is taken for a claim, of what type, on pages written for these tests, and what never happens."""

import hashlib
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.extract import extract_claims
from evidence.ingest import read_page
from evidence.models import ClaimBase, ClaimType, SnapshotBase
from evidence.vocabulary import Vocabulary

TYPES = {
    "E": ClaimType.EFFICACY,
    "C": ClaimType.COMPARATIVE_EFFICACY,
    "S": ClaimType.SAFETY,
    "M": ClaimType.MECHANISM,
    "P": ClaimType.PREVALENCE,
    "R": ClaimType.REGULATORY,
}
UNCOUNTED = frozenset({ClaimType.PROMOTIONAL, ClaimType.GUIDANCE, ClaimType.DEFINITION})
BY_HAND = Path(__file__).parent / "data" / "claims_by_hand.txt"


class Line(NamedTuple):
    """A sentence of a page, with what it asserts by hand; `letter` is `-` where it asserts nothing that counts."""

    letter: str
    start: int
    end: int
    words: str


def snapshot_of(text: str) -> SnapshotBase:
    return read_page(text.encode(), name="page.txt", captured_at=datetime(2026, 1, 1, tzinfo=UTC))


def bare_snapshot(text: str) -> SnapshotBase:
    """A snapshot without blocks, so that texts that are no page at all can be tried."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return SnapshotBase(
        sha256=digest,
        text=text,
        text_sha256=digest,
        text_algorithm="test",
        media_type="text/plain",
        captured_at=datetime(2026, 1, 1, tzinfo=UTC),
        links_visible=False,
        chrome_visible=False,
    )


def claims_of(text: str) -> tuple[ClaimBase, ...]:
    return extract_claims(snapshot_of(text), Vocabulary.shipped())


def counted(text: str) -> list[ClaimBase]:
    return [claim for claim in claims_of(text) if claim.claim_type not in UNCOUNTED]


def pages_by_hand() -> Iterator[tuple[str, str, list[Line]]]:
    """The pages of the file: name, text, and its sentences with their letters."""
    for part in BY_HAND.read_text(encoding="utf-8").split("\n== ")[1:]:
        name, _, body = part.partition("\n")
        text, lines, before = "", list[Line](), ""
        for row in body.split("\n"):
            kind, _, words = row.partition("\t")
            if not words:
                text, before = text.rstrip(" ") + "\n\n", ""
                continue
            text = _opened(text, kind[0], before)
            lines.append(Line(kind[-1], len(text), len(text) + len(words), words))
            text += words + {"H": "\n\n", "I": "\n"}.get(kind[0], " ")
            before = kind[0]
        yield name, text, lines


def _opened(text: str, kind: str, before: str) -> str:
    if kind == "H":
        return text.rstrip(" ") + "\n\n"
    if kind == "I":
        return text.rstrip(" ") + ("\n" if text and not text.endswith("\n") else "") + "- "
    return text + "\n\n" if before == "I" else text


def test_pages_written_by_hand_give_their_claims_and_little_else() -> None:
    hits = misses = extras = right = 0
    for _, text, lines in pages_by_hand():
        claims = counted(text)
        for line in lines:
            found = [c for c in claims if c.start < line.end and c.end > line.start]
            if line.letter == "-":
                extras += len(found)
            elif found:
                hits += 1
                right += TYPES[line.letter] in {c.claim_type for c in found}
            else:
                misses += 1
    assert hits + misses > 200
    assert hits / (hits + extras) > 0.95
    assert hits / (hits + misses) > 0.90
    assert right / hits > 0.87


def test_neutral_pages_are_not_flooded() -> None:
    for name, text, lines in pages_by_hand():
        if name.startswith("Neutral"):
            quiet = [line for line in lines if line.letter == "-"]
            claims = counted(text)
            extras = [c for c in claims if any(c.start < line.end and c.end > line.start for line in quiet)]
            assert len(extras) <= 1, (name, extras)


@pytest.mark.parametrize(
    "text",
    [
        "Is acupuncture safe?",
        "Call us today to book your free consultation.",
        "The session lasts 30 minutes.",
        "Take two capsules daily with food.",
        "We wanted to find out whether exercise relieves back pain.",
        "Magnesium is a mineral.",
        "Individual results may vary.",
        "More research is needed.",
        "The trial enrolled 120 adults in four hospitals.",
        "Prices start at $99 per treatment.",
        "Smoking increases the risk of heart disease.",
        "Cookies help us improve this website.",
    ],
)
def test_questions_offers_procedures_and_descriptions_are_no_claims(text: str) -> None:
    assert counted(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Elderberry prevents colds.",
        "Rosuvastatin reduces cardiovascular events.",
        "Ozone kills viruses.",
        "Garlic thins the blood.",
        "Hypnotherapy helps smokers quit.",
        "Chelation clears clogged arteries.",
        "Chiropractic does nothing for back pain.",
    ],
)
def test_a_known_treatment_that_does_something_is_a_claim_however_short(text: str) -> None:
    assert [claim.quote for claim in claims_of(f"We are open on Mondays.\n\n{text}\n\nCall us today.")] == [text]


def test_two_assertions_of_different_sorts_in_a_sentence_are_two_claims() -> None:
    text = (
        "Ozone injections stimulate the repair of cartilage inside the joint, and they have no serious side effects"
        " in any of our patients."
    )
    assert [c.claim_type for c in counted(text)] == [ClaimType.MECHANISM, ClaimType.SAFETY]


def test_a_comparison_with_placebo_is_no_comparison_of_treatments() -> None:
    (placebo,) = counted("Zinc shortened the common cold more than placebo in a randomized trial.")
    (other,) = counted("Massage relieves neck pain better than acupuncture.")
    assert placebo.claim_type is ClaimType.EFFICACY
    assert other.claim_type is ClaimType.COMPARATIVE_EFFICACY
    assert other.comparator == "acupuncture"


def test_text_of_navigation_and_buttons_is_not_read() -> None:
    html = (
        b"<html><body><nav><a href='/'>Ketamine cures depression.</a></nav><main><h1>Ketamine</h1>"
        b"<p>Ketamine relieves depression within hours.</p></main></body></html>"
    )
    snapshot = read_page(html, name="page.html", captured_at=datetime(2026, 1, 1, tzinfo=UTC))
    claims = extract_claims(snapshot, Vocabulary.shipped())
    assert [c.quote for c in claims] == ["Ketamine relieves depression within hours."]
    assert claims[0].section == "Ketamine"


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_no_text_stops_it_and_every_quote_stands_at_its_offsets(text: str) -> None:
    check_spans(text)


@given(
    st.lists(
        st.sampled_from(
            [
                "Ketamine ",
                "reduces ",
                "pain ",
                "by 40% ",
                "and ",
                "it is safe",
                ". ",
                "\n\n",
                "- ",
                "in a study ",
                "(2019)",
                "’s ",
                "é",
                "😀",
            ]
        ),
        max_size=40,
    )
)
@settings(max_examples=100, deadline=None)
def test_spans_of_claim_like_texts_are_exact_and_do_not_overlap(pieces: list[str]) -> None:
    check_spans("".join(pieces))


def check_spans(text: str) -> None:
    at = 0
    for claim in extract_claims(bare_snapshot(text), Vocabulary.shipped()):
        assert text[claim.start : claim.end] == claim.quote
        assert claim.start >= at
        assert claim.cues
        assert claim.attribution is None or claim.attribution in text
        for effect in claim.effects:
            assert effect.raw is not None
            assert text[effect.start : effect.end] == effect.raw
        at = claim.end


def test_the_same_page_gives_the_same_claims() -> None:
    text = next(pages_by_hand())[1]
    assert claims_of(text) == claims_of(text)
    assert [c.key for c in claims_of(text)][:2] == ["C001", "C002"]


@pytest.mark.parametrize("unit", ["word ", "ketamine reduces pain ", "5% of people ", "a study of ", "(", "Aa "])
def test_a_megabyte_without_a_full_stop_is_read_in_seconds(unit: str) -> None:
    snapshot = bare_snapshot(unit * (250_000 // len(unit)))
    started = time.process_time()
    extract_claims(snapshot, Vocabulary.shipped())
    assert time.process_time() - started < 2
