"""Sentences are led to the publications they mean, with reasons, or to none."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.cite import LibraryIndex, rank
from evidence.cite.attribution import read_attribution
from evidence.cite.signals import Sentence, signals_of
from evidence.models import AbstractSection, PublicationBase
from tests.stored import publication

LIBRARY = (
    publication(
        "pickering2020",
        title="Ketamine and Magnesium for Refractory Neuropathic Pain: A Randomized, Double-blind, Crossover Trial",
        authors=("Pickering G", "Pereira B", "Morel V"),
        journal="Anesthesiology",
        year=2020,
        doi="10.1097/aln.0000000000003345",
        registry_ids=("NCT02467517",),
        abstract=(AbstractSection(text="Twenty patients, 20 in all, received magnesium sulfate."),),
    ),
    publication(
        "smith2015",
        title="Exercise to prevent falls in older adults: a systematic review",
        authors=("Smith, John", "Jones, Ann"),
        journal="British Journal of Sports Medicine",
        year=2015,
        pmid="27707740",
    ),
    publication(
        "smith2019",
        title="Vitamin D and fractures in community-dwelling women",
        authors=("Smith, John",),
        journal="Journal of Bone and Mineral Research",
        year=2019,
    ),
    publication(
        "varadhan2010",
        title="The enhanced recovery after surgery pathway for patients undergoing major colorectal surgery",
        authors=("Varadhan KK", "Neal KR"),
        journal="Clinical Nutrition",
        year=2010,
    ),
    publication("noise1", title="Geriatric hip surgery outcomes in rural hospitals", authors=("Brown T",), year=2001),
    publication("noise2", title="Dietary magnesium in dairy cattle", authors=("Green U",), year=1999),
    publication("noise3", title="Smoking cessation in African American light smokers", year=2009),
)

OTHERS = tuple(publication(f"other{at}", title=f"Number {at} of the bulletin") for at in range(60))
"""What makes the words of other titles rare."""


def keys(text: str, library: Sequence[PublicationBase] = LIBRARY, **more: object) -> list[str]:
    return [found.record.key for found in rank(text, library, **more)]  # type: ignore[arg-type]  # keywords of rank


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Smith (2019) found fewer fractures with vitamin D.", "smith2019"),
        ("Smith et al. showed that exercise prevents falls.", "smith2015"),
        ("Smith and Jones reported fewer falls.", "smith2015"),
        ("According to Pickering and colleagues, the infusion was useless.", "pickering2020"),
        ("A trial of magnesium with ketamine in refractory neuropathic pain.", "pickering2020"),
        (
            "A systematic review shows that training keeps elderly people from falling: exercise to prevent falls.",
            "smith2015",
        ),
        ("The ERAS bundle speeds recovery after colorectal surgery.", "varadhan2010"),
    ],
)
def test_authors_years_words_and_abbreviations_lead_to_the_record(text: str, first: str) -> None:
    assert keys(text)[:1] == [first]


@pytest.mark.parametrize(
    "text",
    [
        "A study says so.",
        "Research suggests that it is effective in many patients.",
        "Nakamura et al. found that it works.",
        "Acupuncture eased tinnitus in a Korean trial.",
        "",
        "…",
    ],
)
def test_none_is_answered_where_none_fits(text: str) -> None:
    assert keys(text) == []


def test_the_record_that_is_excluded_is_not_replaced_by_a_bad_guess() -> None:
    assert keys("Pickering et al. tried ketamine with magnesium.", exclude=["pickering2020"]) == []


@pytest.mark.parametrize("text", ["See doi:10.1097/ALN.0000000000003345.", "registered as NCT 02467517", "NCT02467517"])
def test_an_identifier_in_the_text_is_certain(text: str) -> None:
    found = rank(text, LIBRARY)
    assert [(one.record.key, one.score) for one in found] == [("pickering2020", 1.0)]
    assert "carries its" in found[0].reasons[0]


def test_reasons_say_what_a_person_can_check() -> None:
    reasons = rank("Smith (2019), in women, on vitamin D and fractures", LIBRARY)[0].reasons
    assert "first author Smith, John is named" in reasons
    assert "the year 2019 is stated" in reasons
    assert any(reason.startswith("its title shares") and "fractures" in reason for reason in reasons)


def test_a_journal_that_is_named_tells_two_records_apart() -> None:
    twins = [
        publication("a", title="Ketamine in depression: a trial", journal="The Lancet Psychiatry"),
        publication("b", title="Ketamine in depression: a trial", journal="American Journal of Psychiatry"),
    ]
    text = "A trial of ketamine in depression published in the Am J Psychiatry showed relief."
    found = rank(text, twins)
    assert found[0].record.key == "b"
    assert "the journal American Journal of Psychiatry is named" in found[0].reasons


def test_a_number_of_participants_tells_two_records_apart() -> None:
    twins = [
        publication("a", title="Ketamine in severe depression", abstract=(AbstractSection(text="We treated 48."),)),
        publication("b", title="Ketamine in severe depression", abstract=(AbstractSection(text="We treated 30."),)),
    ]
    assert keys("Ketamine eased severe depression in 30 patients.", twins)[:1] == ["b"]


def test_numbers_of_the_result_tell_two_records_apart_and_are_named() -> None:
    twins = [
        publication("a", title="Ketamine in severe depression", abstract=(AbstractSection(text="Relief in 41.5%."),)),
        publication("b", title="Ketamine in severe depression", abstract=(AbstractSection(text="Relief in 35.2%."),)),
    ]
    found = rank("Ketamine eased severe depression by 35.2%.", twins)
    assert found[0].record.key == "b"
    assert "its title or abstract has 35.2" in found[0].reasons


def test_an_abstract_is_matched_where_the_title_says_little() -> None:
    library = [
        *LIBRARY,
        *OTHERS,
        publication(
            "little",
            title="A randomized trial in primary care",
            abstract=(AbstractSection(text="Saffron lozenges shortened hiccups after laryngoscopy."),),
        ),
    ]
    assert keys("A trial of saffron lozenges found shorter hiccups after laryngoscopy.", library)[:1] == ["little"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("A study found fewer heart attacks with CVD screening.", "Cardiovascular prevention in general practice"),
        ("It helps people who suffer from ringing in the ears.", "Tinnitus and quality of life"),
        ("A survey of kids with wheezing.", "Paediatric asthma: who grows out of it"),
    ],
)
def test_lay_words_and_abbreviations_meet_what_a_title_calls_them(text: str, title: str) -> None:
    found = rank(text, [*LIBRARY, *OTHERS, publication("meant", title=title)])
    assert [one.record.key for one in found[:1]] == ["meant"]
    assert "its title has words of the same meaning" in found[0].reasons


def test_a_word_that_stands_in_both_is_not_counted_again_by_its_kin() -> None:
    index = LibraryIndex([*LIBRARY, publication("twice", title="Kidney and renal function")])
    sentence = Sentence(index, read_attribution("Kidney function"))
    assert signals_of(index, sentence, len(LIBRARY)).family == 0


def test_scores_fall_and_lie_between_zero_and_one() -> None:
    found = rank("Smith et al. on falls, exercise, vitamin D and fractures in older women", LIBRARY)
    scores = [one.score for one in found]
    assert len(scores) > 1
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_the_order_of_the_library_does_not_change_the_answer() -> None:
    text = "Smith et al. on falls, exercise, vitamin D and fractures in older women"
    assert keys(text, LIBRARY[::-1]) == keys(text, LIBRARY)


def test_an_index_answers_as_its_library_does() -> None:
    text = "Smith et al. showed that exercise prevents falls."
    assert rank(text, LibraryIndex(LIBRARY)) == rank(text, LIBRARY)


def test_an_attribution_is_read_into_its_parts() -> None:
    read = read_attribution("In 2018, O'Brien et al. (BMJ Open) enrolled 1,250 women (n = 1,250) in a cohort study.")
    assert read.credited == ("o brien",)
    assert read.years == {2018}
    assert read.sizes == {"1250"}
    assert read.numbers == frozenset()
    assert "cohort" in read.designs


def test_numbers_are_read_without_years_sizes_names_and_levels_of_significance() -> None:
    read = read_attribution("In 2018, 40 women on 0·50 mg had 35.0% less IL-6 (95% CI, p < 0.05) in 1,200 tests.")
    assert read.sizes == {"40"}
    assert read.numbers == {"0.5", "35", "1200"}


@settings(max_examples=120, deadline=None)
@given(st.text(max_size=200))
def test_no_text_makes_it_fail(text: str) -> None:
    found = rank(text, LIBRARY)
    assert found == rank(text, LIBRARY)
    assert len({one.record.key for one in found}) == len(found)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.builds(
            lambda title, author, year: (title, author, year),
            st.none() | st.text(max_size=60),
            st.text(max_size=20),
            st.none() | st.integers(1900, 2026),
        ),
        max_size=5,
    ),
    st.text(max_size=80),
)
def test_no_library_makes_it_fail(records: list[tuple[str | None, str, int | None]], text: str) -> None:
    library = [
        PublicationBase(key=f"p{at}", title=title, authors=(author,), year=year)
        for at, (title, author, year) in enumerate(records)
    ]
    assert {one.record.key for one in rank(text, library)} <= {record.key for record in library}


def test_an_empty_library_answers_none() -> None:
    assert rank("Smith et al. found it.", []) == ()


def test_common_words_are_left_out_where_rare_ones_have_led_to_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evidence.cite.signals.POSTINGS", 2)
    assert keys("Ketamine with magnesium for refractory neuropathic pain in elderly kids.")[:1] == ["pickering2020"]
    monkeypatch.setattr("evidence.cite.signals.POSTINGS", 4)
    assert keys("Elderly people smoked cigarettes.") == []


def test_a_record_that_is_excluded_is_not_answered_by_its_identifier() -> None:
    assert keys("doi:10.1097/ALN.0000000000003345", exclude=["pickering2020"]) == []
