import pytest

from evidence.abstracts.reading import read_abstract
from evidence.abstracts.size import read_size

CASES: list[tuple[str, int]] = [
    (
        (
            "METHODS: One hundred twenty consecutive patients undergoing elective surgery were prospectively "
            "randomized into 3 equal groups."
        ),
        120,
    ),
    (
        (
            "METHODS: A total of 48 healthy volunteers (24 men, 24 women; mean age 25 y) participated in this "
            "double-blind crossover study."
        ),
        48,
    ),
    ("METHODS: Participants (N = 312) aged 18-65 years were randomized (1:1:1) to drug A, drug B or placebo.", 312),
    (
        (
            "METHODS: Between May 2010 and June 2012, 1,245 women at 23 centres were randomised, 623 to "
            "progesterone and 622 to placebo."
        ),
        1245,
    ),
    (
        "RESULTS: The two groups were alike: 202 women were allocated to training and 200 women to the control group.",
        402,
    ),
    ("METHODS: They were divided at random into three equal groups (each composed of 50 patients).", 150),
    ("METHODS: Women were assessed four years after randomisation to bypass (n = 6) or banding (n = 6).", 12),
    ("RESULTS: From 2,137 screened subjects, 85 entered the study. In the severe subset (n = 16) fewer fell.", 85),
    ("METHODS: The study was powered for 86 participants; 70 patients were recruited.", 70),
    ("METHODS: We enrolled 60 patients; 30 received ropivacaine and 30 received saline.", 60),
    (
        (
            "METHODS: 32 obese adults (BMI > 30 kg/m2) completed the trial. RESULTS: Of 40 participants "
            "randomised, 8 withdrew."
        ),
        40,
    ),
    (
        (
            "METHODS: In this trial, we randomly assigned, in a 2:1 ratio, 2499 patients with heart failure to "
            "receive drug or placebo."
        ),
        2499,
    ),
    ("METHODS: Eligible patients were randomly assigned to surgery (n=95) or physiotherapy (n=93).", 188),
    ("METHODS: Patients were assigned at random to receive either laser (52 eyes of 40 patients) or observation.", 40),
    ("RESULTS: From 512 screened patients, 204 met inclusion criteria and were randomized (102 per group).", 204),
    ("METHODS: Sixty-four (64) children with asthma, aged 6 to 12 years, were enrolled and randomised.", 64),
    ("METHODS: Two groups of 25 patients each were studied.", 50),
    ("METHODS: Twenty-four schools (1,540 pupils) were randomised to the intervention or control condition.", 1540),
    ("METHODS: Nine trained cyclists completed three trials in randomised order.", 9),
    ("METHODS: Seventy primiparous women were divided randomly into two groups of 35.", 70),
    ("RESULTS: 403 patients were included in the intention-to-treat analysis (201 drug, 202 placebo).", 403),
    ("METHODS: Subjects with type 2 diabetes (n = 35 per group) were randomized to two diets.", 70),
    (
        "METHODS: Ninety patients, ASA I-II, scheduled for hysterectomy, were allocated to three groups (n = 30 each).",
        90,
    ),
    ("METHODS: Adults with major depression (N=150) were recruited. Of these, 142 were randomized.", 142),
    ("METHODS: A randomized, double-blind trial with 12 months of follow-up was carried out in 85 patients.", 85),
    (
        (
            "DESIGN: Randomised controlled trial. SETTING: 12 general practices. PARTICIPANTS: 234 patients "
            "aged over 65. INTERVENTION: Review of drugs."
        ),
        234,
    ),
    ("METHODS: Healthy men (n 18) consumed three test meals in random order.", 18),
    ("METHODS: We recruited 100 dyads of mothers and infants, and randomised them to massage or control.", 100),
    (
        (
            "METHODS: In a phase 3 trial, 1:1 randomisation of 751 patients with melanoma to receive "
            "vemurafenib or dacarbazine was performed."
        ),
        751,
    ),
    ("METHODS: 200 patients were screened and 160 were randomised to acupuncture (n = 80) or sham (n = 80).", 160),
    ("RESULTS: A total of 1015 participants underwent randomization.", 1015),
    (
        (
            "METHODS: A sample of 30 female students (mean age = 20.1) was randomly divided into an "
            "experimental and control group (15 each)."
        ),
        30,
    ),
    ("METHODS: Fifty-five knees in 50 patients were randomised.", 50),
    ("RESULTS: Ninety-eight of 120 randomized participants completed the study.", 120),
]


@pytest.mark.parametrize(("abstract", "size"), CASES, ids=[case[0][:50] for case in CASES])
def test_sample_sizes_in_the_manner_of_many_journals_are_read(abstract: str, size: int) -> None:
    reading = read_size(read_abstract("", abstract))
    assert reading.value == size, reading
