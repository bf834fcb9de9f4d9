import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.abstracts.direction import read_direction
from evidence.abstracts.polarity import known_polarity, lower_is_better
from evidence.abstracts.views import Way

METHODS = "METHODS: Patients were randomly assigned to ketamine or placebo. RESULTS: "
UP, DOWN, NULL, UNKNOWN = Way.INCREASED, Way.DECREASED, Way.NO_DIFFERENCE, Way.UNKNOWN

SHORTER_COLDS = (
    "Ketamine shortened the duration of colds by 2.7 days. On day 5, 70% of the ketamine group had recovered compared "
    "with 27% of the placebo group."
)
FEWER_SEIZURES = (
    "Seizure frequency decreased from 12.4 to 5.9 with ketamine, as compared with a decrease from 14.9 to 14.1 with "
    "placebo. The percentage of patients with at least a 50% reduction in seizure frequency was 43% with ketamine and "
    "27% with placebo (P=0.08)."
)
CASES: list[tuple[str, str, Way]] = [
    ("Pain was lower with ketamine than with placebo (P = 0.01).", "pain", DOWN),
    ("Pain was significantly higher in the placebo group than in the ketamine group (P < 0.05).", "pain", DOWN),
    ("Compared with placebo, ketamine reduced pain scores.", "pain scores", DOWN),
    ("Ketamine did not reduce pain compared with placebo.", "pain", NULL),
    ("The trial refuted the hypothesis that ketamine relieves pain.", "pain", NULL),
    ("These results do not support the hypothesis that ketamine reduces pain.", "pain", NULL),
    (
        "Ketamine led to a greater reduction in pain than placebo and was associated with higher rates of nausea.",
        "nausea",
        UP,
    ),
    (SHORTER_COLDS, "duration of colds", DOWN),
    (FEWER_SEIZURES, "seizure frequency", DOWN),
    ("Our data support the hypothesis that ketamine reduces pain.", "pain", DOWN),
    ("We rejected the null hypothesis: ketamine reduced pain (P = 0.01).", "pain", DOWN),
    ("Pain did not differ between groups (P = 0.296).", "pain", NULL),
    ("Ketamine reduced pain but not anxiety.", "anxiety", NULL),
    ("Ketamine reduced pain but not anxiety.", "pain", DOWN),
    ("Ketamine improved sleep quality.", "sleep quality", UP),
    ("Ketamine improved pain.", "pain", DOWN),
    ("Pain fell in the ketamine group, whereas it did not change in the placebo group.", "pain", DOWN),
    ("The reduction in pain was greater with ketamine than with placebo.", "pain", DOWN),
    ("The reduction in pain was smaller with ketamine than with placebo.", "pain", UP),
    ("Ketamine produced a smaller increase in blood pressure than placebo.", "blood pressure", DOWN),
    ("Pain was 3.1 with ketamine and 5.2 with placebo (P = 0.01).", "pain", DOWN),
    ("Pain was 5.1 in the placebo group and 6.2 in the ketamine group (P = 0.01).", "pain", UP),
    ("Pain was 3.1 with ketamine and 5.2 with placebo (P = 0.31).", "pain", NULL),
    ("Patients on ketamine were more likely to report nausea (OR 2.1, 95% CI 1.2 to 3.4).", "nausea", UP),
    ("Patients on ketamine were more likely to report nausea (OR 1.4, 95% CI 0.8 to 2.4).", "nausea", NULL),
    ("There were higher levels of IL-2 and lower levels of cortisol with ketamine.", "cortisol", DOWN),
    ("There were higher levels of IL-2 and lower levels of cortisol with ketamine.", "IL-2", UP),
    ("There were no differences in pain, sleep, or mood between the groups.", "mood", NULL),
    ("Pain was similar in both groups.", "pain", NULL),
    ("Pain tended to be lower with ketamine.", "pain", NULL),
    ("Pain was lower with ketamine. However, this difference was not statistically significant.", "pain", NULL),
    ("Weight loss was greater with ketamine than with placebo.", "weight loss", UP),
    ("Pain was more severe with ketamine.", "appetite", UNKNOWN),
    ("The placebo group had more headaches.", "headaches", DOWN),
    ("Neither pain nor anxiety was reduced by ketamine.", "anxiety", NULL),
    ("Recovery was faster with ketamine.", "time to recovery", DOWN),
    ("Mortality was 12% in the ketamine group versus 20% in the placebo group (P = 0.02).", "mortality", DOWN),
    ("Ketamine was superior to placebo for pain relief.", "pain relief", UP),
    ("Ketamine was not superior to placebo for pain relief.", "pain relief", NULL),
    ("Pain decreased significantly less with ketamine than with placebo.", "pain", UP),
    ("No serious adverse events occurred in either group.", "serious adverse events", NULL),
    ("Hazard ratios were: stroke, 1.41 (1.07-1.85) with 212 cases; hip fracture, 0.66 (0.45-0.98).", "stroke", UP),
    ("Hazard ratios were: stroke, 1.41 (1.07-1.85); hip fracture, 0.66 (0.45-0.98).", "hip fracture", DOWN),
    ("Hazard ratios were: stroke, 1.41 (0.97-1.85); hip fracture, 0.66 (0.45-0.98).", "stroke", NULL),
    ("Neither ketamine nor zinc had relevant beneficial effects on quality of life.", "quality of life", NULL),
    ("Ketamine is unlikely to reduce pain within six weeks.", "pain", NULL),
]


@pytest.mark.parametrize(("results", "outcome", "way"), CASES, ids=[f"{case[1]}: {case[0][:50]}" for case in CASES])
def test_direction_is_that_of_the_intervention_against_the_comparator(results: str, outcome: str, way: Way) -> None:
    reading = read_direction("", METHODS + results, "ketamine", "placebo", outcome)
    assert reading.direction is way, reading


BY_HAND = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "directions_by_hand.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("row", BY_HAND, ids=[f"{row['outcome']}: {row['abstract'][-50:]}" for row in BY_HAND])
def test_results_in_the_manner_of_many_journals_are_read(row: dict[str, str]) -> None:
    reading = read_direction("", row["abstract"], row["intervention"], row["comparator"], row["outcome"])
    assert reading.direction == row["direction"], reading


SYMMETRIC = [
    "Pain was lower with ketamine than with placebo (P = 0.01).",
    "Compared with placebo, ketamine reduced pain.",
    "Pain was 3.1 with ketamine and 5.2 with placebo (P = 0.01).",
    "Mean pain was significantly higher in the placebo group than in the ketamine group.",
    "Pain did not differ between ketamine and placebo.",
]


@pytest.mark.parametrize("results", SYMMETRIC)
def test_swapping_the_arms_turns_the_direction_round(results: str) -> None:
    straight = read_direction("", METHODS + results, "ketamine", "placebo", "pain").direction
    turned = read_direction("", METHODS + results, "placebo", "ketamine", "pain").direction
    assert turned is {UP: DOWN, DOWN: UP}.get(straight, straight)


def test_results_are_believed_before_the_conclusion() -> None:
    abstract = (
        "RESULTS: Pain did not differ between ketamine and placebo (P = 0.4). CONCLUSION: Ketamine may reduce pain."
    )
    assert read_direction("", abstract, "ketamine", "placebo", "pain").direction is NULL


def test_groups_by_letter_are_told_by_what_they_received() -> None:
    abstract = (
        "METHODS: Group A received ketamine and group B received saline. RESULTS: Pain was lower in group A than B."
    )
    assert read_direction("", abstract, "ketamine", "saline", "pain").direction is DOWN


def test_an_abbreviated_outcome_is_found_under_its_short_form() -> None:
    abstract = (
        METHODS.replace("RESULTS", "The visual analogue scale (VAS) was used. RESULTS") + "VAS fell with ketamine."
    )
    assert read_direction("", abstract, "ketamine", "placebo", "visual analogue scale").direction is DOWN


def test_a_row_of_shares_without_arms_is_given_to_the_arms_in_order() -> None:
    abstract = (
        "METHODS: Patients received topical iron, oral iron, or saline. RESULTS: Blood loss was 900 mL with saline, "
        "700 mL with topical iron and 600 mL with oral iron. Transfusion was needed by 31%, 12%, and 8%, respectively."
    )
    assert read_direction("", abstract, "oral iron", "saline", "transfusion").direction is DOWN
    assert read_direction("", abstract, "saline", "topical iron", "transfusion").direction is UP


def test_the_passage_is_the_sentence_the_answer_rests_on() -> None:
    reading = read_direction("", METHODS + CASES[0][0], "ketamine", "placebo", "pain")
    assert [passage.text for passage in reading.passages] == [CASES[0][0]]


def test_an_outcome_the_abstract_does_not_report_is_unknown_with_the_reason() -> None:
    reading = read_direction("", METHODS + "Pain fell.", "ketamine", "placebo", "serum zinc")
    assert reading.direction is UNKNOWN
    assert reading.reasons == ("the abstract does not report 'serum zinc'",)


@pytest.mark.parametrize(
    "outcome", ["blood pressure", "pain threshold of the knee joint capsule", "sleep", "quality of life"]
)
def test_an_outcome_that_shares_a_word_with_a_reported_one_is_not_reported(outcome: str) -> None:
    reading = read_direction(
        "", METHODS + "Blood glucose was lower with ketamine (P = 0.01).", "ketamine", "placebo", outcome
    )
    assert reading.direction is UNKNOWN


@pytest.mark.parametrize(
    ("results", "outcome"),
    [
        ("Ketamine produced less nausea than placebo (P = 0.01).", "tear production"),
        ("BP was lower with ketamine (P = 0.01).", "intraocular pressure"),
        ("Bone densities were lower with ketamine (P = 0.01).", "hair density"),
    ],
)
def test_a_word_in_another_sense_reports_no_outcome_whose_other_words_are_nowhere(results: str, outcome: str) -> None:
    assert read_direction("", METHODS + results, "ketamine", "placebo", outcome).direction is UNKNOWN


@pytest.mark.shared
def test_outcomes_an_abstract_never_names_are_unknown(shared: Path) -> None:
    lines = (shared / "eval/tasks/data/direction_dev.jsonl").read_text(encoding="utf-8").splitlines()
    rows = {row["abstract"]: row for row in map(json.loads, lines)}.values()
    outcomes = ("tear production", "tooth mobility", "corneal thickness", "semen volume", "tinnitus loudness")
    for row in rows:
        text = f"{row['title']} {row['abstract']}".lower()
        for outcome in outcomes:
            if not any(word in text for word in outcome.split()):
                reading = read_direction(row["title"], row["abstract"], row["intervention"], row["comparator"], outcome)
                assert reading.direction is UNKNOWN, (row["id"], outcome)


@pytest.mark.parametrize(
    ("outcome", "polarity"),
    [("pain", True), ("mortality", True), ("quality of life", False), ("pain relief", False), ("serum zinc", None)],
)
def test_better_is_lower_only_for_bad_outcomes(outcome: str, polarity: object) -> None:
    assert known_polarity(outcome) is polarity
    assert lower_is_better(outcome) is bool(polarity)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400), st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_any_text_has_a_direction_or_unknown(abstract: str, left: str, right: str, outcome: str) -> None:
    assert read_direction("", abstract, left, right, outcome).direction in Way


WORDS = st.sampled_from(
    [
        "pain",
        "ketamine",
        "placebo",
        "lower",
        "higher",
        "than",
        "did",
        "not",
        "differ",
        "(P",
        "=",
        "0.03)",
        ",",
        ";",
        "whereas",
        "but",
        "and",
        "RESULTS:",
        ".",
        "12",
        "vs",
        "18",
        "%",
        "reduced",
    ]
)


@settings(max_examples=80, deadline=None)
@given(st.lists(WORDS, max_size=40))
def test_any_order_of_telling_words_is_read(row: list[str]) -> None:
    assert read_direction("", " ".join(row), "ketamine", "placebo", "pain").direction in Way


@pytest.mark.shared
def test_published_findings_are_read_better_than_by_keywords(shared: Path) -> None:
    lines = (shared / "eval/tasks/data/direction_dev.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    counted: Counter[tuple[str, str]] = Counter()
    for row in rows:
        reading = read_direction(row["title"], row["abstract"], row["intervention"], row["comparator"], row["outcome"])
        counted[row["direction"], reading.direction.value] += 1
    right = sum(count for (gold, found), count in counted.items() if gold == found)
    opposite = counted["increased", "decreased"] + counted["decreased", "increased"]
    assert right / len(rows) > 0.80
    assert opposite / len(rows) <= 0.05
