"""Arms as abstracts introduce them: side by side, group by group, with labels, doses and counts."""

import pytest

from evidence.abstracts.arm_sides import read_sides
from evidence.abstracts.arms import read_arms
from evidence.abstracts.contrast import read_contrast
from evidence.abstracts.reading import read_abstract

CASES: list[tuple[str, list[tuple[str, str | None, int | None]]]] = [
    ("Women were randomised to 30 mg, 60 mg or 90 mg zinc or placebo.",
     [("zinc 30 mg", "30 mg", None), ("zinc 60 mg", "60 mg", None), ("zinc 90 mg", "90 mg", None),
      ("placebo", None, None)]),
    ("Men were randomised to fish oil (4 g/day or 2 g/day) or placebo.",
     [("fish oil 4 g/day", "4 g/day", None), ("fish oil 2 g/day", "2 g/day", None), ("placebo", None, None)]),
    ("Patients were assigned to off-pump surgery (40) or on-pump surgery (46) based on anatomy.",
     [("off-pump surgery", None, 40), ("on-pump surgery", None, 46)]),
    ("Adults were randomised to receive zinc twice daily for two weeks (n = 22) or a placebo (n = 15).",
     [("zinc", None, 22), ("placebo", None, 15)]),
    ("Eggs in the treatment group were hatched by lamp, while eggs in the control group were hatched by hen.",
     [("lamp", None, None), ("hen", None, None)]),
    ("The intervention group received yoga. The control group received a leaflet.",
     [("yoga", None, None), ("leaflet", None, None)]),
    ("Of 639 women, 213 were in the intervention group and 426 in the control group.",
     [("intervention", None, 213), ("control", None, 426)]),
    ("Patients had lidocaine (group L), lidocaine with clonidine (group LC) or saline (group S).",
     [("lidocaine", None, None), ("lidocaine with clonidine", None, None), ("saline", None, None)]),
    ("Women took ciprofloxacin for 7 days or for 14 days.",
     [("ciprofloxacin for 7 days", None, None), ("ciprofloxacin for 14 days", None, None)]),
    ("Forty runners drank beetroot juice or cordial for 6 days.",
     [("beetroot juice", None, None), ("cordial", None, None)]),
    ("66 children were randomised; 34 received zinc syrup and 32 received placebo syrup.",
     [("zinc syrup", None, 34), ("placebo syrup", None, 32)]),
    ("Arm A: docetaxel every 3 weeks. Arm B: docetaxel plus zinc. Arm C: paclitaxel weekly.",
     [("docetaxel", None, None), ("docetaxel plus zinc", None, None), ("paclitaxel weekly", None, None)]),
    ("We compared hypnosis with relaxation in 60 women.",
     [("hypnosis", None, None), ("relaxation", None, None)]),
    ("Nurses were randomised to simulation (n = 22) or to a lecture with slides (n = 21).",
     [("simulation", None, 22), ("lecture with slides", None, 21)]),
    ("Adults were assigned to protein (PP), exercise (RE) or both (PP+RE).",
     [("protein", None, None), ("exercise", None, None), ("PP+RE", None, None)]),
    ("A total of 64 were allocated to tamsulosin 0.4 mg daily and 66 to standard analgesia.",
     [("tamsulosin", "0.4 mg", 64), ("standard analgesia", None, 66)]),
    ("A comparison of esomeprazole 40 mg versus pantoprazole 20 mg was performed in 284 patients.",
     [("esomeprazole", "40 mg", None), ("pantoprazole", "20 mg", None)]),
    ("In 60 children, pulsed laser, continuous laser or sham was applied daily.",
     [("pulsed laser", None, None), ("continuous laser", None, None), ("sham", None, None)]),
    ("Adults were randomised 1:1 to drug X plus exercise or exercise.",
     [("drug X plus exercise", None, None), ("exercise", None, None)]),
]  # fmt: skip


@pytest.mark.parametrize(("methods", "arms"), CASES, ids=[methods[:50] for methods, _ in CASES])
def test_arms_are_read_with_dose_and_number(methods: str, arms: list[tuple[str, str | None, int | None]]) -> None:
    read = read_arms(read_abstract("", f"METHODS: {methods}"))
    assert [(one.arm.name, one.arm.dose, one.arm.participants) for one in read] == arms


def test_counts_of_another_sentence_are_given_to_the_arms_it_names() -> None:
    read = read_abstract("", "METHODS: Patients received iron or zinc. Data of 16 in the iron group and 19 in the zinc "
                             "group were complete.")  # fmt: skip
    assert [one.arm.participants for one in read_arms(read)] == [16, 19]


def test_groups_known_only_by_name_are_arms() -> None:
    read = read_abstract("", "RESULTS: Bone was lost in the iron group and gained in the zinc group.")
    assert [one.arm.name for one in read_arms(read)] == ["iron", "zinc"]


def test_a_side_goes_by_the_label_of_its_arm_and_other_arms_are_strangers() -> None:
    read = read_abstract("", "METHODS: Patients had lidocaine (group L), lidocaine with clonidine (group LC) or "
                             "lidocaine with ketamine (group LK).")  # fmt: skip
    sides = read_sides("lidocaine with clonidine", "lidocaine", ({}, {}), None, read)
    assert "lc" in sides.intervention
    assert {"lk", "ketamin"} <= sides.strangers


def test_another_variant_of_a_treatment_is_not_taken_for_the_arm() -> None:
    read = read_abstract("", "RESULTS: Weekly reminders helped. Daily reminders did not help.")
    contrast = read_contrast("daily reminders", "no reminders", read)
    assert [len(contrast.mentions(sentence)) for sentence in read.sentences] == [0, 1]
