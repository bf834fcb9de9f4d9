"""What kind of study a sentence says its words rest on, with year, size, journal and species as stated.

A design is never made better than its words: `study` alone is an unspecified study.
"""

import re

from evidence.extract.reading import Reading
from evidence.models import QuantityKind, StatedDesign
from evidence.text.quantities import Reading as NumberReading
from evidence.text.words import words

_DESIGNS: tuple[tuple[StatedDesign, re.Pattern[str]], ...] = tuple(
    (design, re.compile(rf"\b(?:{pattern})", re.IGNORECASE))
    for design, pattern in (
        (StatedDesign.META_ANALYSIS, r"meta-?\s?analys[ie]s|pooled analysis"),
        (
            StatedDesign.SYSTEMATIC_REVIEW,
            r"systematic(?:ally)?[- ]review\w*|cochrane review|systematic literature review|cochrane",
        ),
        (StatedDesign.CASE_CONTROL, r"case[- ]control|(?:patients|cases) and \d+ (?:\w+ )?controls"),
        (
            StatedDesign.IN_VITRO,
            (
                r"in[- ]vitro|test[- ]tube|cell (?:line|culture|stud)\w*|cultured cells|petri dish"
                r"|lab(?:oratory)? (?:stud|test|experiment)\w*"
            ),
        ),
        (
            StatedDesign.ANIMAL,
            (
                r"animal (?:stud|model|research|experiment|trial|data)\w*|(?:stud(?:y|ies)|trials?|research|carried out"
                r"|experiments?|tests?|tested|done|performed) (?:\w+ ){0,2}?(?:in|on|with|of) (?:\w+ ){0,2}?(?:rats?"
                r"|mice|mouse|rodents?|rabbits?|dogs|animals|pigs)|(?:rats?|mice|mouse|rodent|rabbit)s?\b|in animals"
            ),
        ),
        (
            StatedDesign.RCT,
            (
                r"randomi[sz]ed|\brcts?\b|double[- ]blind\w*|placebo[- ]controlled|single[- ]blind\w*|randomly assigned"
                r"|sham[- ]controlled"
            ),
        ),
        (StatedDesign.CROSS_SECTIONAL, r"cross[- ]sectional"),
        (
            StatedDesign.RETROSPECTIVE,
            (
                r"retrospective\w*|chart review|medical records|database (?:study|analysis)|(?:clients|patients"
                r"|cases) reviewed"
            ),
        ),
        (
            StatedDesign.COHORT,
            (
                r"cohort|prospective(?:ly)? (?:study|observational)|longitudinal|follow(?:ed"
                r"|ing) (?:\w+ ){0,3}?for \d+ years|framingham|nurses' health study"
            ),
        ),
        (StatedDesign.CASE_SERIES, r"case series|series of (?:patients|cases)|case reports|case studies"),
        (StatedDesign.CASE_REPORT, r"case (?:report|study)|one patient|single patient"),
        (StatedDesign.SURVEY, r"survey\w*|questionnaire study|poll(?:ed)?\b"),
        (StatedDesign.GUIDELINE, r"guidelines?|consensus statement|practice recommendation|position statement"),
        (
            StatedDesign.CLINICAL_TRIAL,
            (
                r"(?:clinical|controlled|human|pilot|open[- ]label|phase \w+|pivotal|multicent\w+|fda"
                r"|week) (?:\w+ )?trials?|phase [i1-4]+ (?:and \w+ )?stud\w+|trials?\b|controlled stud(?:y|ies)"
                r"|clinical stud(?:y|ies) with|open[- ]label"
            ),
        ),
        (
            StatedDesign.REVIEW,
            (
                r"(?:\d{4}|literature|narrative|recent|scientific|comprehensive|umbrella|a|this|the|published"
                r"|evidence) reviews?\b(?! board)|review of (?:\w+ ){0,3}?(?:studies|trials|literature|evidence"
                r"|research)|reviews? (?:found|concluded|published|suggest)"
            ),
        ),
        (
            StatedDesign.UNSPECIFIED_STUDY,
            (
                r"stud(?:y|ies)\b|(?:another|recent|an?|one) analysis\b|research(?!er)\b|evidence (?:shows|suggests"
                r"|indicates|supports|for|that|of)"
                r"|(?:clinically|scientifically|medically) (?:proven|tested|shown|validated|studied|documented"
                r"|demonstrated)|(?:has|have|been|is|was|were) (?:been )?(?:\w+ )?(?:shown|proven|demonstrated|found"
                r"|linked|reported) (?:to|that|in|by)|experiments?\b|(?:researchers|scientists) (?:\w+ ){0,3}?(?:found"
                r"|discovered|showed|have|concluded|observed|reported|noted)|science[- ]backed|backed by science"
                r"|(?:data"
                r"|findings|literature|reports?|analysis) (?:\w+ ){0,2}?(?:show|suggest|indicat|reveal|found|support"
                r"|confirm)\w*|published in|according to (?:the )?(?:\w+ )?(?:study|research|data)|it is reported"
                r"|proven (?:to|by)|tests? (?:show|prove|have|found)\w*|evidence-based|no evidence|(?:is|enough|little"
                r"|limited|strong|good|some|insufficient|any) (?:\w+ ){0,2}?evidence|et al"
            ),
        ),
    )
)
_SIGNS: dict[StatedDesign, tuple[str, ...]] = {
    StatedDesign.META_ANALYSIS: ("meta", "pooled"),
    StatedDesign.SYSTEMATIC_REVIEW: ("systematic", "cochrane"),
    StatedDesign.CASE_CONTROL: ("case", "controls"),
    StatedDesign.IN_VITRO: ("vitro", "test", "cell", "cultured", "petri", "lab"),
    StatedDesign.ANIMAL: ("rat", "mice", "mouse", "rodent", "rabbit", "dogs", "animal", "pigs"),
    StatedDesign.RCT: ("random", "rct", "blind", "placebo", "sham"),
    StatedDesign.CROSS_SECTIONAL: ("cross",),
    StatedDesign.RETROSPECTIVE: ("retrospect", "chart", "record", "database", "reviewed"),
    StatedDesign.COHORT: ("cohort", "prospective", "longitudinal", "follow", "framingham", "nurses"),
    StatedDesign.CASE_SERIES: ("series", "case"),
    StatedDesign.CASE_REPORT: ("case", "one patient", "single patient"),
    StatedDesign.SURVEY: ("survey", "questionnaire", "poll"),
    StatedDesign.GUIDELINE: ("guideline", "consensus", "recommendation", "position"),
    StatedDesign.CLINICAL_TRIAL: ("trial", "phase", "controlled", "clinical", "open"),
    StatedDesign.REVIEW: ("review",),
    StatedDesign.UNSPECIFIED_STUDY: (
        *("stud", "analys", "research", "evidence", "clinic", "scien", "medically", "shown", "proven", "demonstrated"),
        *("found", "linked", "reported", "experiment", "data", "findings", "literature", "report", "publish", "test"),
        "et al",
    ),
}
"""For each design, what stands in every text that states it; looking for that first saves the pattern."""
_OPINION = re.compile(
    r"\b(?:experts?|doctors?|physicians?|scientists?|practitioners?|dermatologists?|chiropractors?|nutritionists?"
    r"|specialists?|researchers?|dr\.?\s[A-Z]\w+|prof(?:essor|\.)?\s[A-Z]\w+)[\w\s,.'’-]{0,70}?"
    r"\b(?:believes?|thinks?|says?|said|recommends?|agrees?|explains?|claims?|considers?|suggests?|states?|noted"
    r"|notes|credits?|advises?|call(?:s|ed)?|swears?)\b"
    r"|\b(?:in (?:my|our) (?:experience|practice|opinion)|we (?:have )?(?:seen|found|believe|observed)"
    r"|i (?:have )?(?:seen|believe|recommend)|according to (?:dr|professor|experts?|doctors?))\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"(?:^|[\"“\s(])(?:I|My|my|I'm|I’m|I've|I’ve|me)\b(?!\.)")
_TESTIMONIAL = re.compile(
    r"\b(?:many|some|most|our|other|several|one|numerous"
    r"|all of our)?\s?(?:patients?|clients?|customers?|users?|moms?|mothers|parents|people|women|men"
    r"|members)\s(?:\w+\s){0,2}?(?:report(?:s|ed)?|say|says|said|tell|tells|told|claim|notice[sd]?|describe[sd]?"
    r"|rave|swear|have reported|testif\w+)\b"
    r"|\btestimonials?\b",
)
_THIRD_PERSON = re.compile(
    r"^[\"“]?(?:he|she|his|her|mr\.?|mrs\.?)\b|\b(?:he|she) (?:reported|said|noticed|felt|says|was|is|had|has|now)\b",
    re.IGNORECASE,
)
_EXPERTS = (
    "expert",
    "doctor",
    "physician",
    "scientist",
    "practitioner",
    "dermatolog",
    "chiropract",
    "nutritionist",
    "specialist",
    "researcher",
    "dr.",
    "dr ",
    "prof",
    "in my",
    "in our",
    "we ",
    "i ",
)
_TELLS = ("report", "say", "said", "tell", "told", "claim", "notice", "describe", "rave", "swear", "testi")
_PERSONS = (" he ", " she ", "“he", '"he', "“she", '"she')
_BACK = re.compile(
    r"^(?:(?:the|this|that|these|those|its|their|both|all|most|another \d+)\s(?:\w+\s){0,2}?(?:stud(?:y|ies)|trials?"
    r"|research|reviews?|results?|findings?|effects?|improvements?|benefits?|participants|patients|subjects"
    r"|volunteers|group|groups|authors?|researchers|scientists|team|women|men|children|people|investigators"
    r"|experiments?|survey|combination|incidence|difference|reduction|relief|outcomes?)\b"
    r"|they|in (?:this|that|the same|the) (?:study|trial|review|experiment|analysis)|participants|patients|subjects"
    r"|volunteers|researchers|scientists|after \w+ (?:weeks|months|days|years)|by the end|compared with|overall"
    r"|additionally|furthermore|moreover"
    r"|at (?:the end|\d|follow)|(?:half|more than|about|over|nearly|almost|only|\d[\d.]*\s?(?:%|percent)) (?:of|\d)"
    r"|when\s[^,]{3,60},)",
    re.IGNORECASE,
)
_JOURNAL = re.compile(
    r"\b((?:The )?(?:[A-Z][\w-]+ ){0,5}Journal (?:of|for)(?: the)? [A-Z][\w-]+(?:(?:,? (?:and|&|of|in) "
    r"| )[A-Z][\w-]+){0,6}|(?:[A-Z][\w-]+ ){1,4}Journal\b|JAMA(?: [A-Z][\w]+){0,3}|The Lancet(?: [A-Z]\w+)?"
    r"|Lancet(?: [A-Z]\w+)?|New England Journal of Medicine|NEJM|BMJ(?: Open)?|Nature(?: Medicine)?(?= (?:published"
    r"|journal|found|study|in|\())"
    r"|PLoS ONE|PLOS ONE|Annals of [A-Z]\w+(?: [A-Z]\w+)*|Archives of [A-Z]\w+(?: [A-Z]\w+)*"
    r"|Frontiers in [A-Z]\w+(?: [A-Z]\w+)*|Cochrane Database of Systematic Reviews|SAGE journals?)"
)
_PUBLISHED = re.compile(
    r"published (?:\w+ ){0,2}?in (?:the )?(?:journal )?([A-Z][\w&-]+(?:(?:,? (?:and|&|of|in|the) | )[A-Z][\w&-]+){0,6})"
)
_SPECIES = {
    **dict.fromkeys(("rat", "rats"), "rat"),
    **dict.fromkeys(("mice", "mouse", "murine"), "mouse"),
    **dict.fromkeys(("dog", "dogs", "canine"), "dog"),
    **dict.fromkeys(("rabbit", "rabbits"), "rabbit"),
    **dict.fromkeys(("horse", "horses", "equine"), "horse"),
    **dict.fromkeys(("animal", "animals"), "animal"),
}
_HUMANS = words(
    "adults babies children clients human humans infants men participants patient patients people volunteers women"
)
_NAMES_JOURNAL = (
    "ournal",
    "ublished",
    "JAMA",
    "Lancet",
    "NEJM",
    "BMJ",
    "Nature",
    "PLoS",
    "PLOS",
    "Annals",
    "Archives",
    "Frontiers",
    "Cochrane",
)
_STUDY_YEAR = re.compile(
    r"\b((?:19|20)\d\d)(?=[\w\s,-]{0,40}?\b(?:stud(?:y|ies)|trials?|review|meta|survey|analysis|paper|report"
    r"|research|article)\b)"
    r"|\b(?:stud(?:y|ies)|trials?|review|meta-analysis|survey|analysis|paper|research|report|published|article"
    r"|journal|[A-Z]\w+ et al\.?)\b[^.;]{0,90}?\b((?:19|20)\d\d)\b"
    r"|\([^()]{0,80}?\b((?:19|20)\d\d)[^()\d]{0,12}\)"
)


_ANY_SIGN = re.compile("|".join(sorted({re.escape(sign) for signs in _SIGNS.values() for sign in signs})))


def stated_design(text: str) -> StatedDesign:
    """The design a text states, `none` where it names no study at all.

    >>> stated_design("In a randomized trial, pain fell.").value, stated_design("Studies show it works.").value
    ('rct', 'unspecified_study')
    """
    low = text.lower()
    if _ANY_SIGN.search(low):
        for design, pattern in _DESIGNS:
            if any(sign in low for sign in _SIGNS[design]) and pattern.search(text):
                return design
    if any(sign in low for sign in _EXPERTS) and _OPINION.search(text):
        return StatedDesign.EXPERT_OPINION
    return StatedDesign.TESTIMONIAL if _is_testimonial(text, low) else StatedDesign.NONE


def _is_testimonial(text: str, low: str) -> bool:
    """Whether somebody tells of themselves or is told of; the words that any pattern needs are looked for first."""
    if _FIRST_PERSON.search(text):
        return True
    if any(sign in low for sign in _TELLS) and _TESTIMONIAL.search(text):
        return True
    begins = low.lstrip('"“').startswith(("he", "she", "his", "her", "mr"))
    return (begins or any(sign in low for sign in _PERSONS)) and _THIRD_PERSON.search(text) is not None


def points_back(text: str) -> bool:
    """Whether a sentence goes on about the study of the sentence before."""
    return _BACK.match(text) is not None


def study_year(text: str) -> int | None:
    """The year a text gives its study; a year of anything else is none."""
    match = _STUDY_YEAR.search(text)
    return int(next(g for g in match.groups() if g)) if match else None


def sample_size(numbers: list[NumberReading]) -> int | None:
    """The participants a text counts, cases and controls added up; None where none are counted as a study's."""
    sizes = [n for n in numbers if n.kind is QuantityKind.SAMPLE_SIZE and n.value is not None and n.value >= 1]
    if not sizes:
        return None
    if len(sizes) == 2 and "controls" in (sizes[1].unit or ""):
        return int(sizes[0].value + sizes[1].value)
    return int(sizes[0].value)


def journal(text: str) -> str | None:
    """The journal a text names."""
    if not any(sign in text for sign in _NAMES_JOURNAL):
        return None
    match = _PUBLISHED.search(text) or _JOURNAL.search(text)
    return match.group(1).strip() if match else None


def species(r: Reading) -> str | None:
    """The species a text names, people as `human`."""
    named = [word for word, _ in r.tokens]
    animal = next((_SPECIES[word] for word in named if word in _SPECIES), None)
    return animal or ("human" if not _HUMANS.isdisjoint(named) else None)
