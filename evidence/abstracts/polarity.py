"""Whether a larger value of an outcome is good or bad news, and whether its name already is a change.

It never ranks outcomes; it only lets `better` and `worse` become `higher` and `lower`.
"""

import re
from functools import lru_cache

# outcomes of which more is worse, in lower case: words general to medicine and scales whose high end is the bad one
_BAD = re.compile(
    r"""(?x)\b(?:pain\w*|ache|headache\w*|migraine\w*|symptom\w*|depress\w*|anxi\w*|stress|distress\w*|fatigue\w*
    |tired\w*|fear|anger|craving\w*|urge\w*|insomnia|sleepiness
    |mortality|deaths?|died|fatal\w*|morbidity|infection\w*|sepsis|h[a]?emorrhag\w*|bleed\w*|complication\w*
    |adverse|side[ ]effects?|toxicity|events?|exacerbation\w*|attacks?|relaps\w*
    |recurren\w*|fractures?|falls|nausea|vomiting|emesis|ponv|pruritus|itch\w*|cough\w*|dyspn\w*|breathless\w*
    |wheez\w*|asthma|rash|erythema|o?edema|swelling|inflammation|lesions?|ulcers?
    |tumou?rs?|cancer|disease|activity[ ]score|disability|impairment|handicap|dysfunction|hypertension
    |blood[ ]pressure|cholesterol|ldl|triglycerides?|hba1c|glucose|glyc[a]?emi\w*|insulin[ ]resistance
    |homa|bmi|body[ ]mass|waist|body[ ]?weight|obesity|body[ ]fat|burden|hospitali[sz]\w*|admission|readmission
    |length[ ]of[ ]stay|hospital[ ]stay|stay|failure\w*|withdraw\w*|dropout\w*|attrition
    |error\w*|incontinence|constipation|diarrh\w*|stiffness|spasticity|tremor|seizure\w*|delirium|hot[ ]flash\w*
    |psychos\w*|psychotic|mania|ptsd|hyperactivity|inattention|aggressi\w*|suicid\w*
    |viral[ ]load|viremia|parasit\w*|colonization|plaque[ ]index|gingiv\w*|caries|probing[ ]depth|creatinine|crp
    |c-reactive|malondialdehyde|oxidative[ ]stress|tnf|il-6|cortisol
    |time[ ]to[ ](?:recovery|healing|resolution|discharge|clearance|extubation|complet\w+|onset)|(?:recovery
    |healing|operat\w+|completion|reaction|surgical|waiting|hospitali[sz]ation)[ ]time|duration[ ]of[ ](?:surgery
    |illness|symptoms|ventilation|hospital\w*|stay)
    |fiqr?|ndi|hit-?6|midas|npsi|lanss|paindetect|tsk|fabq|gds|cdi|rcads|scared|sdq|cbcl|k-?6|ies-?r?|caps(?:-?5)?|oasis|bsi
    |mmrc|nyha|ipss|oab|iciq|uas-?7|poem|masi|gags|ibs-?sss|cdai|sccai|gsrs|mayo[ ]score|basdai|basfi|asdas|quickdash
    |spadi|sofa|apache|saps|meld|child-pugh|cpis|zarit|cdr|pdq|msis|mfi|vcss|ceap|wexner|epworth|fas
    |q?ids|ces-?d|scl-?90|ghq|stai|bai|lsas|pcl|cgi|ymrs|oswestry|mpq|bpi|fiq|aims|epds|fss|mfi|k-?10|msfq
    |vas|nrs|bdi|had[s]?|ham-?[ad]|hdrs|hamd|madrs|panss|bprs|phq|gad|pss|psqi|isi|ess|womac|odi|rmdq|ndi|dash
    |das28|haq|acq|cat|sgrq|dlqi|pasi|scorad|easi|updrs|nihss|mrs|edss|adas|npi|ybocs|y-bocs
    |dhi|iief-bad|ipss|luts|nasa[ ]tlx|task[ ]load|workload|bother\w*|severity|intensity
    |frequency[ ]of[ ](?:attacks|pain|symptoms)|costs?|mistakes?|risk|loneliness|worry|rumination|burnout
    |catastroph\w*|kinesiophobia|avoidance
    |[a-z]*arrhythmia\w*|fibrillation|stroke|infarction|isch[a]?emi\w*|injur\w*|embolism|thrombo(?:sis|embol\w*)
    |re?stenosis|rejection|necrosis|malaria|an[a]?emia|hypoglyc\w+|hyperglyc\w+
    |[a-z]{3,}itis|[a-z]{4,}algia|[a-z]{4,}opathy|[a-z]{4,}(?<!di)(?<!progn)(?<!phagocyt)osis|hypotension
    |bradycardia|tachycardia|shivering|sedation|agitation|drowsiness|dizziness|vertigo|tinnitus|snoring|apn[o]?ea
    |bacteri\w*|pathogen\w*|cfu|carriage|resistance|leak\w*|rupture|perforation|dehiscence|conversion|reoperation
    |blood[ ]loss|transfusion\w*|opioid[ ]consumption|morphine|analgesic\w*[ ](?:use|consumption|requirement\w*)
    |use[ ]of[ ](?:insulin|medications?|drugs?|antibiotics?|opioids?|analgesics?|vasopressors?)
    |insulin[ ](?:use|requirement\w*)|(?:medication|antibiotic|drug|opioid|analgesic|insulin)[ ]use|rescue
    |dys(?!trophin)[a-z]{4,}|[a-z]{3,}rrh(?:o?ea|agia)|[a-z]{3,}uria|cramps?|spasms?|tenderness|soreness|discomfort
    |numbness|paresthesia|bloating|flatulence|regurgitation|heartburn|exhaustion|irritability|nightmares?|flush(?:es|ing)
    |crying|congestion|rhinorrhea|sneezing|hoarseness|flare\w*|downtime|jaundice|icterus|hypox\w+|desaturation
    |hypotherm\w+|fever|pyrexia|malnutrition|stunting|wasting|underweight|miscarriage|stillbirth|preterm|prematurity
    |amputation\w*|blindness|deafness|disabilit\w+|frailty|immobility|weakness|atrophy|sarcopenia|hostility|delinquency
    |truancy|absence|absenteeism|sick[ ]leave|caregiver[ ]strain|parenting[ ]stress|phobi\w+|panic|obsess\w+|compuls\w+
    |tics|binge\w*|purging|relapse|withdrawal|overdose|poisoning|extravasation|phlebitis|hematoma|seroma|adhesions?
    |stricture|fistula|ileus|regurg\w+|reflux|stones?|polyps?|metasta\w+|progressive[ ]disease|fibrosis|steatosis
    |proteinuria|albuminuria|uric[ ]acid|homocysteine|ferritin[ ]overload|viral[ ]shedding|transmission|parasit[a]?emia
    |bpi|mfis|fsfi-bad|tnss|snot|urticaria|eczema|puffiness|bruis\w+|keloid|pigmentation|melasma
    |cognitive[ ]decline|dementia|confusion|drinking|alcohol[ ]use|smoking|cigarettes?|substance[ ]use|abuse
    |violence|bullying|sedentary|sitting|screen[ ]time|decay|dryness|scar\w*|wrinkl\w*|acne)\b"""
)
_GOOD = re.compile(
    r"""(?x)\b(?:quality[ ]of[ ]life|qol|survival|remission|recover\w*|improve\w*|relief|respon[sd]\w*|cure[ds]?
    |success\w*|satisf\w*|adherence|knowledge|abstinence|quit|cessation|function(?:ing|al)?|ability
    |capacity|fitness|strength|well-?being|self-?efficacy|score[ ]of[ ]satisfaction|healing|closure|pregnan\w*
    |live[ ]birth|sensitivity|tolera\w*|control|control[ ]of|accura\w*|performance|range[ ]of[ ]motion|rom
    |resolution|clearance|progress\b|reduction|free[ ]of|-free|event-free|progression-free|symptom-free|pain-free
    |koos|hoos|sf-?(?:36|12)|lysholm|harris[ ]hip|aqlq|mmse|moca|gaf|eq-?5d|who-?5|karnofsky|kccq|barthel|berg
    |threshold|tolerance|coping|mobility|independence|sleep[ ]quality|sleep[ ]efficiency|benefit\w*|management
    |literacy|acuity|hdl|apgar|constant[ ](?:score|murley)|oxford[ ](?:knee|hip|shoulder)|ases|fosq|act[ ]score
    |asthma[ ]control[ ]test|ibdq|aqlq|pedsql|whoqol|facit|iief|fsfi|fim|dasi|six-minute
    |6mwt|6mwd|walk(?:ing|ed)?[ ](?:distance|test|speed)|gait[ ]speed)\b"""
)
_SURELY_BAD = re.compile(
    r"(?i)\b(?:asthma control questionnaire|acq|treatment failure|adverse|side effects?|non-?adherence|"
    r"non-?compliance|poor sleep|intolerance"
    r"|pain (?:interference|catastrophi[sz]ing)|dissatisfaction|non-?response|loss of response)\b"
)
_CHANGE_DOWN = re.compile(
    r"(?i)\b(?:reductions?|decreases?|declines?|loss|drop|fall in|decrement|lowering|cessation)\b"
)
_TIME_FAST = re.compile(
    r"(?i)\btime\b(?![- ]trial| spent| in\b)|\bduration\b|\blatency\b|\bstay\b|\bdays to\b|\bonset\b"
)


@lru_cache(maxsize=4096)
def lower_is_better(outcome: str) -> bool:
    """Whether less of the outcome is the good direction; an outcome nothing is known of counts as good.

    >>> lower_is_better("pain intensity"), lower_is_better("quality of life"), lower_is_better("pain relief")
    (True, False, False)
    """
    outcome = outcome.lower()
    if _SURELY_BAD.search(outcome):
        return True
    if _TIME_FAST.search(outcome) and not re.search(
        r"(?i)\bsurvival|progression|relapse|recurrence|failure|rebound", outcome
    ):
        return True
    named = _INSTRUMENT.split(outcome, maxsplit=1)[0]
    if _GOOD.search(named):
        return False
    return bool(_BAD.search(named)) or bool(_BAD.search(outcome) and not _GOOD.search(outcome))


_INSTRUMENT = re.compile(
    r"(?i)\s*(?:[,;(]|\b(?:according to|(?:as )?(?:measured|assessed|rated|scored) (?:by|with|on)|based on|using)\b)"
)
"""What parts the name of an outcome from the scale it was measured on."""


@lru_cache(maxsize=4096)
def names_a_decrease(outcome: str) -> bool:
    """Whether the outcome itself is a decrease, so that more of it is less of what it is about.

    >>> names_a_decrease("reduction in pain"), names_a_decrease("pain")
    (True, False)
    """
    return bool(_CHANGE_DOWN.search(outcome))


_SCORES_MEAN = re.compile(
    r"(?i)\b(?P<which>higher|greater|larger|lower|smaller) (?:\w+ )?(?:scores?|values?|numbers?)(?: on \w+)?[ ,]*"
    r"(?:(?:are|is|being) )?(?:indicat|represent|mean|reflect|denot|signif|correspond|suggest|show|for|"
    r"=)\w*(?: \w+){0,3}? "
    r"(?:(?P<worse>worse|poorer|more severe|greater severity|greater disability|greater impairment|more symptoms|"
    r"more pain|greater pain|worsening)|(?P<better>better|improv\w+|less|fewer|superior|greater function|milder))\b"
)


def polarity_told(text: str) -> bool | None:
    """Whether less is better by what a text says of its scores; None where it says nothing or both.

    >>> polarity_told("FIQR (0-100, higher scores indicate worse symptoms)"), polarity_told("scores fell")
    (True, None)
    """
    told = {
        (mark["worse"] is not None) == (mark["which"].lower() in {"higher", "greater", "larger"})
        for mark in _SCORES_MEAN.finditer(text)
    }
    return told.pop() if len(told) == 1 else None


def is_a_time(outcome: str) -> bool:
    """Whether the outcome is a time or a duration.

    >>> is_a_time("time to healing"), is_a_time("pain")
    (True, False)
    """
    return bool(_TIME_FAST.search(outcome))


def known_polarity(outcome: str) -> bool | None:
    """Whether less is better, or None for an outcome of which neither is known.

    >>> known_polarity("pain"), known_polarity("quality of life"), known_polarity("serum zinc")
    (True, False, None)
    """
    if lower_is_better(outcome):
        return True
    return False if _GOOD.search(outcome.lower()) else None
