"""A vocabulary of a few conditions, treatments and designs, for tests that need no more."""

from dataclasses import dataclass, field

from evidence.models import StatedDesign, StudyTypeBase


def _type(
    code: str, label: str, parent: str | None = None, *stated: StatedDesign, allowed: str | None = None
) -> StudyTypeBase:
    return StudyTypeBase(code=code, label=label, parent=parent, stated_as=stated, allowed_wording=allowed)


S = StatedDesign
TYPES = (
    _type("rct", "Randomised controlled trial", None, S.RCT, S.CLINICAL_TRIAL, allowed="probably"),
    _type("rct_crossover", "Randomised crossover trial", "rct", S.RCT, S.CLINICAL_TRIAL, allowed="probably"),
    _type("meta_analysis", "Meta-analysis", "review", S.META_ANALYSIS, S.SYSTEMATIC_REVIEW, S.REVIEW),
    _type("clinical_trial", "Clinical trial, kind not known", None, S.CLINICAL_TRIAL),
    _type("single_arm", "Uncontrolled trial", "clinical_trial", S.CLINICAL_TRIAL, allowed="improved in n patients"),
    _type("observational", "Observational study", None),
    _type("cohort", "Cohort study", "observational", S.COHORT, S.RETROSPECTIVE, allowed="was associated with"),
    _type("case_series", "Case series", None, S.CASE_SERIES, S.RETROSPECTIVE),
    _type("case_report", "Case report", None, S.CASE_REPORT),
    _type("review", "Review, kind not known", None, S.REVIEW),
    _type("narrative_review", "Narrative review", "review", S.REVIEW, S.EXPERT_OPINION, allowed="the authors argue"),
    _type("editorial", "Editorial", None, S.EXPERT_OPINION),
    _type("protocol", "Protocol without results"),
    _type("animal", "Animal experiment", None, S.ANIMAL),
)


@dataclass(frozen=True, eq=False)
class SmallVocabulary:
    """Codes are labels; a tree of conditions and one of treatments."""

    conditions: dict[str, str | None] = field(
        default_factory=lambda: {
            "pain": None, "headache": "pain", "migraine": "headache", "chronic migraine": "migraine",
            "knee arthritis": "pain", "back pain": "pain", "cancer pain": "pain", "insomnia": None, "depression": None,
        }
    )  # fmt: skip
    treatments: dict[str, str | None] = field(
        default_factory=lambda: {
            "opioid": None, "morphine": "opioid", "ibuprofen": None, "exercise": None, "yoga": "exercise",
            "melatonin": None, "botulinum toxin": None, "magnesium": None, "pregabalin": None, "acupuncture": None,
        }
    )  # fmt: skip

    def condition_code(self, text: str) -> str | None:
        return text.lower() if text.lower() in self.conditions else None

    def intervention_code(self, text: str) -> str | None:
        return text.lower() if text.lower() in self.treatments else None

    def is_a(self, code: str, ancestor: str) -> bool:
        seen: str | None = code
        while seen is not None:
            if seen == ancestor:
                return True
            seen = self.conditions.get(seen) or self.treatments.get(seen)
        return False

    def study_type(self, code: str) -> StudyTypeBase | None:
        return next((kind for kind in TYPES if kind.code == code), None)
