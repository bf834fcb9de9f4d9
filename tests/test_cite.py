"""Sentences are led to the publications they mean, with reasons, or to none."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.cite import LibraryIndex, rank
from evidence.cite.attribution import read_attribution
from evidence.cite.kinds import Kind
from evidence.cite.nearest import initials_among, telling_among
from evidence.cite.signals import Sentence, candidates, signals_of
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
        ("A study found fewer heart attacks with CVD prevention.", "Cardiovascular prevention in general practice"),
        ("A questionnaire on living with ringing in the ears.", "Tinnitus: a questionnaire"),
        ("A survey of kids who grow out of wheezing.", "Paediatric asthma: who grows out of it"),
    ],
)
def test_lay_words_and_abbreviations_meet_what_a_title_calls_them(text: str, title: str) -> None:
    found = rank(text, [*LIBRARY, *OTHERS, publication("meant", title=title)])
    assert [one.record.key for one in found[:1]] == ["meant"]
    assert "its title has words of the same meaning" in found[0].reasons


REVIEW, TRIAL = "a systematic review of randomized trials", "a randomized trial"


@pytest.mark.parametrize(
    ("text", "first", "reason"),
    [
        ("A recent systematic review of 12 randomized trials", "b", "a review is credited, and it is one"),
        ("A randomized trial", "a", "a study is credited, and its title says it is a trial"),
        ("This trial agrees with a meta-analysis that", "b", "a review is credited, and it is one"),
        ("Several studies have", "b", "several studies are credited, and it is a review"),
    ],
)
def test_the_kind_of_source_that_is_credited_tells_two_records_apart(text: str, first: str, reason: str) -> None:
    twins = [
        publication("a", title=f"Web-based programs for weight loss: {TRIAL}"),
        publication("b", title=f"Web-based programs for weight loss: {REVIEW}"),
    ]
    found = rank(f"{text} found weight loss with web-based programs.", [*OTHERS, *twins])
    assert found[0].record.key == first
    assert reason in found[0].reasons


def test_a_review_that_is_credited_is_not_answered_by_a_trial_that_says_no_more() -> None:
    library = [*OTHERS, publication("trial", title="Yoga in migraine: a randomized trial in four countries of Asia")]
    assert keys("A trial of yoga helped people with headaches.", library) == ["trial"]
    assert keys("A review of yoga helped people with headaches.", library) == []


def test_a_medicine_under_another_name_is_the_same_and_another_one_is_not() -> None:
    library = [
        *OTHERS,
        publication("same", title="Acetaminophen after removal of teeth"),
        publication("other", title="Ibuprofen after removal of teeth"),
    ]
    found = rank("A study found that paracetamol works after removal of teeth.", library)
    assert [one.record.key for one in found] == ["same", "other"]
    assert "both name the same medicine" in found[0].reasons
    assert "its title names another medicine" in found[1].reasons


def test_a_study_of_animals_is_told_from_one_of_people() -> None:
    twins = [
        publication("people", title="Ketamine in arthritis: a study of twelve patients"),
        publication("rats", title="Ketamine attenuates arthritis in rats by its effect on cells"),
    ]
    found = rank("In a study of mice and rats, ketamine eased arthritis.", [*OTHERS, *twins])
    assert [one.record.key for one in found] == ["rats", "people"]
    assert "both speak of animals" in found[0].reasons
    assert "only one of the two speaks of animals" in found[1].reasons
    assert keys("In a study ketamine eased arthritis in patients.", [*OTHERS, *twins])[0] == "people"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("A study found that walking prevents GDM.", "Walking against gestational diabetes mellitus"),
        ("A study found that walking prevents gestational diabetes mellitus.", "Walking against GDM"),
    ],
)
def test_an_abbreviation_meets_what_it_stands_for(text: str, title: str) -> None:
    found = rank(text, [*OTHERS, publication("meant", title=title)])
    assert found[0].record.key == "meant"
    assert "one has in full what the other abbreviates" in found[0].reasons


def test_an_abbreviation_alone_leads_to_what_it_stands_for() -> None:
    index = LibraryIndex([*OTHERS, publication("meant", title="Gestational diabetes mellitus")])
    assert candidates(index, Sentence(index, read_attribution("A study of GDM says so."))) == [len(OTHERS)]


def test_an_abbreviation_that_fits_few_titles_counts_more_than_one_that_fits_many() -> None:
    few = [publication("few", title="Deferoxamine in thalassaemia")]
    many = [publication(f"many{at}", title=f"Deferoxamine in thalassaemia, part {at}") for at in range(9)]

    def weight(library: Sequence[PublicationBase]) -> float:
        index = LibraryIndex([*OTHERS, *library])
        sentence = Sentence(index, read_attribution("DFO helped."))
        return initials_among(index, sentence, range(len(OTHERS), len(index.publications)))[len(OTHERS)]

    assert weight(few) > weight([*few, *many]) > 0


def test_a_protocol_is_meant_where_no_result_is_told() -> None:
    twins = [
        publication("protocol", title="Dancing against falls in old age: rationale and design"),
        publication("result", title="Dancing against falls in old age: an outcome"),
    ]
    found = rank("The trial of dancing against falls in old age has been described elsewhere.", [*OTHERS, *twins])
    assert found[0].record.key == "protocol"
    assert "no result is told, and its title says it is a protocol" in found[0].reasons
    found = rank("A trial found that dancing against falls in old age works.", [*OTHERS, *twins])
    assert found[0].record.key == "result"
    assert "a result is told, and its title says it is a protocol" in found[1].reasons


def test_what_tells_the_best_few_apart_decides_among_many_on_one_subject() -> None:
    places = ("Peru", "Chad", "Oman", "Laos", "Mali", "Fiji", "Cuba", "Iran", "Togo", "Guam")
    library = [publication(place, title=f"Ketamine for migraine headaches in {place}") for place in places]
    index = LibraryIndex([*OTHERS, *library])
    sentence = Sentence(index, read_attribution("A study of ketamine for migraine headaches from Togo."))
    told = telling_among(index, sentence, range(len(OTHERS), len(index.publications)))
    assert max(told, key=lambda term: told[term]) == "togo"
    assert keys("A study of ketamine for migraine headaches from Togo.", [*OTHERS, *library])[0] == "Togo"


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


def test_neither_place_nor_key_of_a_record_settles_a_tie() -> None:
    titles = [f"Ketamine against pain, number {at}" for at in range(90)]
    library = [publication(f"k{at:02}", title=title) for at, title in enumerate(titles)]
    turned = [publication(f"k{at:02}", title=title) for at, title in enumerate(titles[::-1])]
    text = "Jones et al. gave ketamine against pain."
    authors = {"authors": ("Jones, Ann",)}
    answers = [
        [one.record.title for one in rank(text, [record.model_copy(update=authors) for record in some])]
        for some in (library, turned)
    ]
    assert answers[0] == answers[1]
    assert len(answers[0]) == 10


def test_an_index_answers_as_its_library_does() -> None:
    text = "Smith et al. showed that exercise prevents falls."
    assert rank(text, LibraryIndex(LIBRARY)) == rank(text, LIBRARY)


def test_an_attribution_is_read_into_its_parts() -> None:
    read = read_attribution("In 2018, O'Brien et al. (BMJ Open) enrolled 1,250 women (n = 1,250) in a cohort study.")
    assert read.credited == ("o brien",)
    assert read.years == {2018}
    assert read.sizes == {"1250"}
    assert read.numbers == frozenset()
    assert read.kind.kind is Kind.OBSERVATIONAL


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
    index, kids = LibraryIndex([publication("kin", title="Pediatric care")]), read_attribution("Kids.")
    assert candidates(index, Sentence(index, kids)) == [0]
    monkeypatch.setattr("evidence.cite.signals.POSTINGS", 0)
    assert candidates(index, Sentence(index, kids)) == []


def test_a_record_that_is_excluded_is_not_answered_by_its_identifier() -> None:
    assert keys("doi:10.1097/ALN.0000000000003345", exclude=["pickering2020"]) == []
