import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.abstracts.arm_mentions import figures_by_arm
from evidence.abstracts.arms import read_arms
from evidence.abstracts.conditions import read_condition
from evidence.abstracts.cues import CueKind, cues
from evidence.abstracts.figures import figures
from evidence.abstracts.marks import marks
from evidence.abstracts.outcomes import outcome_of, primary_outcome
from evidence.abstracts.reading import abbreviations, joined, read_abstract
from evidence.abstracts.sections import SectionKind, sections
from evidence.abstracts.size import read_size, whole_number
from evidence.abstracts.species import read_species
from evidence.models import AbstractSection, SampleSizeBasis


@pytest.mark.parametrize(
    "text",
    [
        "BACKGROUND: Pain is common. METHODS: We treated. RESULTS: Pain fell. CONCLUSION: It works.",
        "Background\nPain is common.\nMethods\nWe treated.\nResults\nPain fell.\nConclusion\nIt works.",
        "Background— Pain is common. Methods— We treated. Results— Pain fell. Conclusion— It works.",
        "Background – Pain is common. Methods – We treated. Results – Pain fell. Conclusion – It works.",
        "Background.— Pain is common. Patients and methods.— We treated. Results.— Pain fell. Conclusion.— It works.",
        (
            "INTRODUCTION: Pain is common.\nMATERIALS AND METHODS: We treated.\nRESULTS: Pain "
            "fell.\nINTERPRETATION: It works."
        ),
        "Background Pain is common. Methods We treated. Results Pain fell. Conclusion It works.".replace(
            "Background", "BACKGROUND"
        )
        .replace("Methods", "METHODS")
        .replace("Results", "RESULTS")
        .replace("Conclusion", "CONCLUSION"),
    ],
)
def test_labels_of_every_print_style_part_an_abstract(text: str) -> None:
    kinds = [section.kind for section in sections(text)]
    assert kinds == [SectionKind.BACKGROUND, SectionKind.METHODS, SectionKind.RESULTS, SectionKind.CONCLUSION]


def test_sentences_without_labels_are_told_by_how_they_open() -> None:
    read = read_abstract(
        "", "We aimed to test X. Patients were randomly assigned. Pain fell (P = 0.01). In conclusion, X works."
    )
    assert [sentence.kind for sentence in read.sentences] == [
        SectionKind.OBJECTIVE,
        SectionKind.METHODS,
        SectionKind.RESULTS,
        SectionKind.CONCLUSION,
    ]


def test_sections_of_a_record_become_one_text() -> None:
    parts = (AbstractSection(label="RESULTS", text="Pain fell."), AbstractSection(text="The end."))
    assert joined(parts) == "RESULTS: Pain fell.\nThe end."


def test_a_number_broken_by_a_blank_stays_in_one_sentence() -> None:
    read = read_abstract("", "RESULTS: Pain fell (p = 0. 003) with ketamine. Sleep did not.")
    assert len(read.sentences) == 2


def test_abbreviations_are_read_before_and_after_their_words() -> None:
    found = abbreviations("growth hormone (GH) and VAS (visual analogue scale); (see Table 1)")
    assert set(found) == {"gh", "vas"}


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("Pain did not differ between groups.", [CueKind.NULL]),
        ("There was no significant reduction in pain.", [CueKind.NULL]),
        ("Pain was reduced by X.", [CueKind.DOWN]),
        ("X failed to improve sleep.", [CueKind.NULL]),
        ("X was not superior to Y.", [CueKind.NULL]),
        ("Neither X nor Y significantly reduced pain.", [CueKind.NULL, CueKind.NULL]),
        ("Pain tended to be lower with X.", [CueKind.NULL, CueKind.NULL]),
        ("Follow-up lasted less than 6 months.", []),
        ("X was more effective than Y.", [CueKind.BETTER]),
    ],
)
def test_cues_know_their_negation(sentence: str, kinds: list[CueKind]) -> None:
    assert [cue.kind for cue in cues(sentence)] == kinds


@pytest.mark.parametrize(
    ("sentence", "significant"),
    [
        ("fell (P < .05)", True),
        ("fell (p=0.051)", False),
        ("fell (P > 0.05)", False),
        ("fell (p = 0,03)", True),
        ("odds ratio 0.8 (95% CI 0.6-0.9)", True),
        ("odds ratio 0.8 (95% CI 0.6 to 1.2)", False),
        ("mean difference -3 (95% CI, -6.0 to 0.4)", False),
        ("mean difference -3 (95% CI -6.0, -0.4)", True),
        ("similar (NS)", False),
    ],
)
def test_marks_say_whether_they_speak_for_a_difference(sentence: str, significant: object) -> None:
    assert [mark.significant for mark in marks(sentence)] == [significant]


def test_the_interval_of_a_plain_percentage_is_no_test() -> None:
    assert marks("66.7% (95% CI, 52.9-78.6%) of patients heard") == ()


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("12 of 40 (30%) versus 20/41 (48.8%)", [30.0, 48.8]),
        ("10%, 20%, and 35% of patients", [10.0, 20.0, 35.0]),
        ("Ten percent and 20 percent", [10.0, 20.0]),
        ("12 (30%) of 40 and 20 (49%) of 41", [30.0, 49.0]),
        ("5.7 ± 4.2 and 2.6 ± 2.9 (P = 0.0005) in week 4, n = 20", [5.7, 2.6]),
        ("the 10-mg group at 12 weeks", []),
        ("IL-6 and IGF-1", []),
    ],
)
def test_figures_leave_out_tests_spreads_times_and_names(sentence: str, values: list[float]) -> None:
    assert [figure.value for figure in figures(sentence)] == values


@pytest.mark.parametrize(
    ("abstract", "size", "basis"),
    [
        ("Sixty-two patients were randomised to X or placebo.", 62, SampleSizeBasis.RANDOMISED),
        ("A total of 1,204 women were randomly assigned to X or Y.", 1204, SampleSizeBasis.RANDOMISED),
        ("Patients were randomized to X (n = 15) or placebo (n = 16).", 31, SampleSizeBasis.RANDOMISED),
        ("Of 226 patients screened, 163 patients were randomized.", 163, SampleSizeBasis.RANDOMISED),
        ("Patients (n = 30) with migraine were recruited.", 30, SampleSizeBasis.ENROLLED),
        ("We randomized 104 infants to formula or breast milk.", 104, SampleSizeBasis.RANDOMISED),
        ("The study enrolled two hundred and five adults.", 205, SampleSizeBasis.ENROLLED),
        ("Twenty-nine patients were analysed.", 29, SampleSizeBasis.ANALYSED),
        (
            "From March 2002 to July 2004, 86 patients were randomised. Eighty completed the study.",
            86,
            SampleSizeBasis.RANDOMISED,
        ),
        ("Thirty-six patients, 21 females, mean age 63 years, were randomized.", 36, SampleSizeBasis.RANDOMISED),
        ("87 patients were randomized to X and 90 to the control group.", 177, SampleSizeBasis.RANDOMISED),
        ("In a 6-month randomized trial of 3 doses, pain fell.", None, SampleSizeBasis.UNKNOWN),
        ("Pain is common.", None, SampleSizeBasis.UNKNOWN),
    ],
)
def test_sample_size_is_randomised_else_enrolled_else_analysed(
    abstract: str, size: int | None, basis: SampleSizeBasis
) -> None:
    read = read_size(read_abstract("", f"METHODS: {abstract}"))
    assert (read.value, read.basis) == (size, basis)


def test_the_sentence_of_a_sample_size_holds_the_number() -> None:
    read = read_size(read_abstract("", "METHODS: Adults took part. Sixty-two patients were randomised."))
    assert read.sentence is not None
    assert read.sentence.text == "Sixty-two patients were randomised."


@given(st.integers(min_value=1, max_value=9999))
@settings(max_examples=60)
def test_a_count_reads_back_from_its_digits(count: int) -> None:
    assert whole_number(f"{count:,}") == count


@pytest.mark.parametrize(
    ("title", "abstract", "species"),
    [
        ("Ketamine in rats", "Rats received ketamine.", "rat"),
        ("Ketamine", "METHODS: Forty patients received ketamine.", "human"),
        ("Curcumin", "RESULTS: In vitro, growth stopped in the cell line.", "in vitro"),
        ("Ketamine", "BACKGROUND: In rats it works. METHODS: Women received ketamine.", "human"),
        ("Notes", "Terms are listed.", None),
    ],
)
def test_species_is_what_was_studied(title: str, abstract: str, species: str | None) -> None:
    assert read_species(read_abstract(title, abstract)).species == species


def test_arms_carry_role_dose_route_and_number() -> None:
    read = read_abstract(
        "",
        "METHODS: Patients were randomly assigned to oral lumiracoxib 400 mg (n = 144) or placebo (n = 75) "
        "for 6 weeks.",
    )
    arms = [one.arm for one in read_arms(read)]
    assert [(arm.role, arm.dose, arm.participants) for arm in arms] == [
        ("intervention", "400 mg", 144),
        ("placebo", None, 75),
    ]
    assert arms[0].route == "oral"


def test_an_abstract_that_names_no_arms_has_none() -> None:
    assert read_arms(read_abstract("Pain", "Pain is common. It hurts.")) == ()


def test_respectively_hands_each_figure_to_its_arm() -> None:
    read = read_abstract(
        "",
        "METHODS: Patients received ketamine plus placebo, ketamine plus magnesium, or placebo. RESULTS: Nausea was "
        "reported by 10%, 20%, and 35% of patients in the placebo, ketamine, and ketamine/magnesium "
        "groups, respectively.",
    )
    arms = read_arms(read)
    by_arm = {arm.arm.name: figure.value for arm, figure in figures_by_arm(read.sentences[-1], arms)}
    assert by_arm == {"placebo": 10.0, "ketamine plus placebo": 20.0, "ketamine plus magnesium": 35.0}


def test_a_row_of_figures_without_arms_follows_the_sentence_before() -> None:
    read = read_abstract(
        "",
        "METHODS: Patients received ketamine, lidocaine, or placebo. RESULTS: Pain was 5 with placebo, 3 with "
        "ketamine and 2 with lidocaine. Nausea was reported by 10%, 20%, and 35%, respectively.",
    )
    told = figures_by_arm(read.sentences[-1], read_arms(read), read.sentences[-2])
    assert {arm.arm.name: figure.value for arm, figure in told} == {
        "placebo": 10.0,
        "ketamine": 20.0,
        "lidocaine": 35.0,
    }
    told = figures_by_arm(read.sentences[-1], read_arms(read))
    assert {arm.arm.name: figure.value for arm, figure in told} == {
        "ketamine": 10.0,
        "lidocaine": 20.0,
        "placebo": 35.0,
    }


def test_an_arm_is_told_from_its_count_and_from_what_follows() -> None:
    read = read_abstract("", "METHODS: 104 patients were allocated to olanzapine and 52 to placebo.")
    assert [(one.arm.name, one.arm.participants) for one in read_arms(read)] == [("olanzapine", 104), ("placebo", 52)]
    read = read_abstract("", "METHODS: Women were randomised to yoga or usual care and were followed for a year.")
    assert [one.arm.name for one in read_arms(read)] == ["yoga", "usual care"]


def test_figures_and_arms_that_do_not_fit_are_not_matched() -> None:
    read = read_abstract(
        "", "METHODS: Patients received drug X or placebo. RESULTS: Pain was 1, 2 and 3 with drug X and placebo."
    )
    assert figures_by_arm(read.sentences[-1], read_arms(read)) == ()


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("Patients given honey reported an improvement of 55.1% in their cough scores (P = .02).", "cough scores"),
        ("The composite score of 72 fell.", "composite score"),
        ("Treatment with honey resulted in a lower cough frequency than syrup.", "cough frequency"),
        ("Honey therapy probably does not improve sleep or appetite compared with placebo.", "sleep or appetite"),
    ],
)
def test_an_outcome_is_named_without_what_a_cut_leaves_hanging(sentence: str, outcome: str) -> None:
    (read,) = read_abstract("", f"RESULTS: {sentence}").sentences
    assert outcome_of(read, frozenset()) == outcome


def test_the_primary_outcome_is_the_one_the_methods_name() -> None:
    named = primary_outcome(
        read_abstract("", "METHODS: The primary outcome was pain at 12 weeks; secondary outcomes were mood.")
    )
    assert named is not None
    assert named[0] == "pain at 12 weeks"


@pytest.mark.parametrize(
    ("title", "condition"),
    [
        ("Ketamine for chronic pain", "chronic pain"),
        ("Exercise in patients with type 2 diabetes: a trial", "type 2 diabetes"),
        ("Notes", None),
    ],
)
def test_a_condition_is_named_in_the_words_of_the_text(title: str, condition: str | None) -> None:
    found = read_condition(read_abstract(title, ""))
    assert (found[0] if found else None) == condition


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.text(max_size=800))
def test_sentences_of_any_text_lie_in_it(title: str, text: str) -> None:
    read = read_abstract(title, text)
    for sentence in read.sentences:
        source = title if sentence.kind is SectionKind.TITLE else text
        assert source[sentence.start : sentence.end] == sentence.text
    read_size(read)
    read_arms(read)
    read_species(read)
    read_condition(read)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="0123456789 .,%()=<>pPnoftheandPvs±-–[];:/CI", max_size=120))
def test_no_row_of_signs_breaks_the_readers_of_numbers(text: str) -> None:
    figures(text)
    marks(text)
    cues(text)
    read_size(read_abstract("", text))


def test_a_long_text_without_end_is_read_in_time() -> None:
    started = time.process_time()
    read_abstract("", "patients with pain and " * 4000)
    assert time.process_time() - started < 5
