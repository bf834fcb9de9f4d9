"""Names that are too general to say what a page or a claim is about, and words that set a treatment aside.

They only steer which name is chosen; they never make or drop a claim.
"""

import re

from evidence.text.words import listed, words

GENERIC = words(
    "amino_acids analgesics antibiotics antioxidants cancer_treatment coaching corticosteroids diet"
    " dietary_supplements exercise fruit herbal_medicine iv_therapy minerals naturopathy no_treatment nsaids"
    " opioids placebo regenerative_medicine screening_test sedation surgery usual_care vitamins"
)
"""Codes of interventions that stand for a whole class: chosen only where nothing more special is named."""
COMMON = words(
    "a about after american an and april are as at august because before but by california call center centre"
    " choose clinic contact december doctors dr during fda february first for from he health here hospital how"
    " however i if in institute is it january journal july june key many march may medical medicine men monday"
    " more most national new no november october of on one our patients people read research researchers results"
    " scientists september she since some studies study that the their there these they this three to two uk"
    " university unlike us usa we what when while who why with women yes york you your"
)
"""Words with a capital that begin sentences and names of places, and no product."""
STATES = listed(
    "aging|appetite|better sleep|blood circulation|blood flow|blood glucose|blood pressure|blood sugar"
    "|bone density|bone health|brain function|brain health|cholesterol levels|circulation|cognition"
    "|cognitive function|collagen|death|digestion|discomfort|endurance|energy|energy levels|fertility|focus"
    "|free radicals|general health|glucose levels|gut health|hair growth|heart health|hydration|immune function"
    "|immune health|immune response|immune support|immune system|immunity|infection|inflammation|injury"
    "|insulin sensitivity|joint health|kidney function|libido|liver function|longevity|lung function|memory"
    "|mental clarity|mental focus|mental health|metabolism|mood|mortality|muscle growth|muscle mass"
    "|muscle strength|nausea|overall health|oxidative stress|pain|posture|pregnancy|quality of life"
    "|quality of sleep|skin health|sleep|sleep quality|stamina|stress|stress levels|swelling|toxins|vision"
    "|vitality|weight|well being|wellbeing|wound healing"
)
"""States everybody has, and symptoms of everything: named in a claim, but seldom what a page is about."""
GIVEN_UP = re.compile(
    r"\b(?:stop(?:ped)?|off|without|no longer|reduc\w+|less|fewer|instead of|discontinu\w+|quit|needs? for|rely on"
    r"|replac\w+|avoid\w*|than|unlike|used to"
    r"|mask\w*|while|alternative to|compared (?:to|with)|versus|such as|interacts? with|if you take|prior to"
    r"|previous\w*|failed|tried|besides)\s(?:[\w'-]+\s){0,3}\Z"
)
"""Words after which a treatment is the one that was left, or set against the one that is spoken of."""


def is_state(name: str) -> bool:
    """Whether a condition's name is a state everybody has, such as sleep, or a symptom of everything.

    >>> is_state("Sleep quality"), is_state("insomnia")
    (True, False)
    """
    return " ".join(name.lower().replace("-", " ").split()) in STATES
