"""A quotation is looked for word for word, and nothing that changes its meaning is evened out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.verify import Quotation, QuotationMatch, find_quotation

ABSTRACT = (
    "The primary outcome was not significantly different between the three groups (P = 0.296). "
    "The effect size was −0.2 (95% CI −0.6 to 0.3). Daily pain intensity was recorded for 35 days. "
    "At least one adverse event occurred in 20% and 35% of patients. Clotting time [APTT] rose in 3-4 weeks."
)


def match(quote: str, text: str = ABSTRACT) -> QuotationMatch:
    return find_quotation(quote, text).match


@pytest.mark.parametrize(
    "quote",
    [
        "P < 0.296",
        "P > 0.296",
        "effect size was 0.2",
        "significantly different between the three groups",
        "primary outcome was ... significantly different",
        "adverse event ... Daily pain intensity",
    ],
)
def test_the_six_known_false_passes_fail(quote: str) -> None:
    assert match(quote) is QuotationMatch.NOT_FOUND


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("0.2 (95% CI", "size was −0.2 (95% CI"),
        ("occurred in 20", ABSTRACT),
        ("20", "in 20.5 of them"),
        ("5% of patients", "in 35% of patients"),
        ("0.05", "P < 0.05"),
        ("pain improved", "pain improved in none of them"),
        ("improved pain", "the drug did not improved pain"),
        ("effective", "ineffective"),
        ("pain fell ... in all groups", "pain fell, although never to zero, in all groups"),
        ("THE PRIMARY OUTCOME", ABSTRACT),
        ("", ABSTRACT),
        ("...", ABSTRACT),
        ("\u00ad", ABSTRACT),
        ("Daily pain [score] was never recorded", ABSTRACT),
        ("recorded ... recorded", ABSTRACT),
    ],
)
def test_what_changes_the_meaning_is_not_found(quote: str, text: str) -> None:
    assert match(quote, text) is QuotationMatch.NOT_FOUND


@pytest.mark.parametrize(
    "quote",
    [
        "was not significantly different between the three groups (P = 0.296)",
        "The effect size was −0.2",
        "[APTT] rose",
        "20% and 35% of patients",
        "of patients",
    ],
)
def test_exact_words_are_verbatim_with_their_place(quote: str) -> None:
    found = find_quotation(quote, ABSTRACT)
    assert found.match is QuotationMatch.VERBATIM
    assert ABSTRACT[found.start : found.end] == quote


@pytest.mark.parametrize(
    ("quote", "edit"),
    [
        ("The effect size was -0.2", "white space, dashes or letter forms of the source evened out"),
        ("Daily  pain\nintensity was recorded", "white space evened out"),
        ("The primary outcome ... (P = 0.296)", None),
        ("Daily pain inten\u00adsity was", "invisible characters dropped"),
        ("rose in 3–4 weeks", "dashes made hyphens"),
        ("Daily pain … for 35 days", "words left out"),
        ("Daily pain intensity [in the diary] was recorded", "bracketed words taken for an addition"),
    ],
)
def test_what_printing_changes_is_evened_out_and_said(quote: str, edit: str | None) -> None:
    found = find_quotation(quote, ABSTRACT)
    if edit is None:  # the words left out hold "not"
        assert found.match is QuotationMatch.NOT_FOUND
        assert "negation" in found.reason
    else:
        assert found.match is QuotationMatch.VERBATIM_AFTER_EDITS
        assert edit in found.edits


def test_letters_printed_as_ligatures_or_with_loose_accents_are_found() -> None:
    assert (
        match("effective in naïve patients", "eﬀective in nai\u0308ve patients") is QuotationMatch.VERBATIM_AFTER_EDITS
    )


def test_place_points_into_the_original_text() -> None:
    text = "First  line.\nThe  eﬀect \u00adwas large."
    found = find_quotation("The effect was large", text)
    assert text[found.start : found.end] == "The  eﬀect \u00adwas large"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(max_size=80))
def test_any_text_has_an_answer(quote: str, text: str) -> None:
    found = find_quotation(quote, text)
    assert isinstance(found, Quotation)
    if found.start is not None and found.end is not None:
        assert 0 <= found.start <= found.end <= len(text)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["pain", "fell", "by", "12", "points", "P = .04", "(n = 30)"]), min_size=3, max_size=12)
)
def test_a_sentence_is_found_in_itself(words: list[str]) -> None:
    sentence = " ".join(words)
    assert find_quotation(sentence, f"Before. {sentence}. After.").match is QuotationMatch.VERBATIM


def test_later_place_without_a_negation_counts() -> None:
    text = "Sleep was not improved. Pain was improved."
    found = find_quotation("was improved", text)
    assert found.start == text.rindex("was improved")
    assert find_quotation("improved", text).start == text.rindex("improved")


def test_first_place_inside_a_longer_word_or_number_is_passed_over() -> None:
    text = "In 120 and then in 20 people; unpainful, then pain."
    found = find_quotation("20 people", text), find_quotation("pain", text)
    assert [text[one.start : one.end] for one in found] == ["20 people", "pain"]
    assert text[found[1].start - 1 if found[1].start else 0] == " "
