"""Tell whether two outcome descriptions speak of the same thing; it reads words only and never looks at numbers."""

import re
from functools import lru_cache

from evidence.models import OutcomeKind, ResultBase
from evidence.verify.wording import Relation, stem, words

HARM_KINDS = frozenset({OutcomeKind.ADVERSE_EVENT, OutcomeKind.SERIOUS_ADVERSE_EVENT})

HARM = "harm"
_FAMILY_WORDS = {
    HARM: (
        r"adverse|side[- ]effects?|nausea|vomit\w*|dizz\w+|drows\w+|somnolen\w+|toxicit\w+|complication\w*|tolerab\w+|"
        r"hallucinat\w+|psychedelic|psychotomimetic|dissociat\w+|hypotension|respiratory depression|flushing|"
        r"discontinu\w+ (?:due|because|for)|withdr[ae]w\w* (?:due|because|for|owing)|bleeding|rash\b|harms?\b|safety"
    ),
    "pain": (
        r"pain(?:ful)?\b|analges\w+|headaches?|migraines?|\bvas\b|\bnrs\b|allodynia|hyperalgesia|tenderness|sciatica|"
        r"soreness"
    ),
    "function": (
        r"function\w*|disabilit\w+|mobility|range of motion|walk\w*|womac|physical performance|strength|stiffness|gait"
    ),
    "quality of life": r"quality of life|sf-?36|well-?being|eq-?5d",
    "sleep": r"sleep\w*|insomnia",
    "energy": r"fatigue|energy|tired\w*|vitality|exhaustion",
    "mood": r"depress\w+|anxi\w+|mood|ptsd|suicid\w+|madrs|ham-?d|emotional|stress\b",
    "cognition": r"cognit\w+|memory|attention|concentration|brain fog|dementia",
    "inflammation": (
        r"inflamm\w+|\bil-?\d|swell\w+|oedema|edema|crp\b|c-reactive|cytokines?|tnf\S*|"
        r"interleukin\w*|paw volume"
    ),
    "mechanism": (
        r"receptors?|excitability|glutamate|gaba\w*|depolari[sz]ation\w*|gene expression|biomarker\w*|signal\w*|"
        r"apoptosis|translocation|nf-?k|mapk|sensiti[sz]ation|phosphorylat\w+|pathophysiolog\w+|evoked potentials?"
    ),
    "tissue": r"histolog\w+|joint destruction|erosions?|cartilage|fibrosis|bone density",
    "mortality": r"mortality|deaths?|surviv\w+|fatal\w*",
    "drug use": r"(?:opioid|analgesic|morphine|drug|medication) (?:use|consumption|requirements?)|rescue medication",
    "weight": r"weight|bmi\b|body mass|fat (?:mass|loss)|waist|kilograms?",
    "glucose": r"glucose|hba1c|glyc[ae]\w+|insulin|blood sugar|diabetes remission",
    "circulation": r"blood pressure|systolic|diastolic|heart rate|vital signs?|oxygen saturation|hypertens\w+",
    "severity score": r"physiologic\w* severity|injury severity|apache|sofa",
    "lipids": r"cholesterol|ldl\b|hdl\b|triglycerid\w+|lipids?",
    "skin": r"wrinkl\w+|acne|eczema|psoria\w+|scars?\b|skin|hair (?:count|density|growth|loss)",
    "wound": r"wounds?|ulcers?|healing",
    "fertility": r"pregnanc\w+|live births?|ovulat\w+|sperm\w*|fertilit\w+",
    "sexual": r"erect\w+|libido|sexual\w*|testosterone",
    "infection": r"infections?|colds?\b|virus\w*|viral|influenza|antibod\w+|immun\w+",
    "cancer": r"tumou?rs?|cancers?|metasta\w+|progression-free|oncolog\w+",
    "breathing": r"fev1|asthma|breath\w*|lung function|wheez\w+|spirometr\w+",
    "gut": r"bowel|bloating|ibs\b|diarrh\w+|stool|reflux|heartburn",
    "hearing": r"tinnitus|hearing",
    "vision": r"visual acuity|vision|eyesight|intraocular",
    "aura": r"auras?\b",
    "hospital": r"admission\w*|length of stay|readmission|return visits?",
    "satisfaction": r"satisf\w+|popular\w*|preference",
}  # words of outcomes by what they measure; a word may belong to one family only
_FAMILY = {name: re.compile(rf"\b(?:{pattern})", re.IGNORECASE) for name, pattern in _FAMILY_WORDS.items()}

_GENERIC_WORDS = """
improvement improved improve improves benefit benefits beneficial effect effects effective effectiveness
efficacy efficient response responses responder responders relief relieve relieving reduction reduced reduce
decrease change success successful treatment treating treat therapy therapeutic management managing manage
symptom symptoms outcome outcomes result results score scores scale mean median rate rates share proportion
percentage patients participants people subjects cases with without of in the a an and or to at by from after
before for on per all any least most more less lower higher fall rise increase overall unspecified general
clinical clinically condition disease disorder severity intensity level levels total daily number use used
using complete completely full partial rapid immediate significant minimum points vs versus role between area
under curve course option promising claimed meaningful measured reported
"""
_GENERIC = frozenset(stem(word) for word in _GENERIC_WORDS.split())


@lru_cache(maxsize=8192)
def families(text: str) -> frozenset[str]:
    """The kinds of outcome a phrase names, by its words.

    >>> sorted(families("headache pain at 2 hours")), sorted(families("at least one adverse event"))
    (['pain'], ['harm'])
    """
    return frozenset(name for name, pattern in _FAMILY.items() if pattern.search(text))


@lru_cache(maxsize=8192)
def content(text: str) -> frozenset[str]:
    """The telling words of an outcome, as stems: what is left when the words of every outcome are taken out.

    >>> sorted(content("mean improvement in hair density"))
    ['dens', 'hair']
    """
    return frozenset(stem(word) for word in words(text) if len(word) > 2) - _GENERIC


def is_harm(result: ResultBase) -> bool:
    """Whether a result counts harms: by its kind, or by its words where its kind is not known.

    >>> is_harm(ResultBase(outcome="nausea"))
    True
    """
    if result.kind in HARM_KINDS:
        return True
    return result.kind is OutcomeKind.UNKNOWN and families(result.outcome) == {HARM}


_BROAD = frozenset({HARM, "mechanism"})  # one harm or one receptor is not another


@lru_cache(maxsize=8192)
def compare_outcomes(claimed: str, reported: str) -> Relation:
    """Same, other, or unclear where the words of one of the two do not tell.

    >>> compare_outcomes("pain relief", "VAS at 30 min").value
    'same'
    >>> compare_outcomes("pain relief", "paw swelling").value
    'other'
    >>> compare_outcomes("improvement", "walking distance").value
    'unclear'
    """
    one, two = families(claimed), families(reported)
    if one and two and not one & two:
        return Relation.OTHER
    if (one & two) - _BROAD or content(claimed) & content(reported):
        return Relation.SAME
    return Relation.UNCLEAR


def is_generic(text: str) -> bool:
    """Whether a phrase names no particular outcome, as `improvement` or `responders` do.

    >>> is_generic("improvement (unspecified)"), is_generic("sleep quality")
    (True, False)
    """
    return not families(text) and not content(text)
