"""Read labels, doses, routes and times out of short phrases; it compares words and never judges a claim."""

import re
from enum import StrEnum
from functools import lru_cache

from evidence.models import Direction, ResultBase


class Relation(StrEnum):
    """How two descriptions of the same kind of thing stand to each other; `unclear` is not `same`."""

    SAME = "same"
    OTHER = "other"
    UNCLEAR = "unclear"


_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SUFFIXES = ("ations", "ation", "ements", "ement", "ities", "ity", "ings", "ing", "edly", "ed", "es", "s", "e")


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """The word without its commonest English endings, at least four letters long.

    >>> stem("improvements"), stem("headache"), stem("headaches"), stem("pain")
    ('improv', 'headach', 'headach', 'pain')
    """
    word = word.lower()
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            return word[: -len(suffix)]
    return word


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[str, ...]:
    """The words of a text in lower case.

    >>> words("Magnesium + ketamine")
    ('magnesium', 'ketamine')
    """
    return tuple(word.lower() for word in _WORD.findall(text))


# ---------------------------------------------------------------- treatments as labels

_DOSE_UNIT = r"(?:mg|µg|μg|mcg|g|ml|iu|units?|mmol|ata|j|mj|hz)"
_PER = r"(?:\s?(?:/|per)\s?(?:kg|m2|h(?:our|r)?|min(?:ute)?|d(?:ay)?|week|cm2|ml))"
_DOSE = re.compile(
    rf"(?P<low>\d+(?:[.,]\d+)?)(?:\s?(?:-|–|to)\s?(?P<high>\d+(?:[.,]\d+)?))?\s?(?P<unit>{_DOSE_UNIT}(?:{_PER})*)\b"
    r"(?!\s?/\s?[a-z])",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\(?\b\d+(?:[.,]\d+)?\)?")
_JOIN = re.compile(r"\s*(?:\+|/|;|&|\bplus\b|\band\b|\bcombined with\b|\bwith\b|\balong with\b|,)\s*", re.IGNORECASE)
_LABEL_NOISE_WORDS = """
a an the of in on for to by or vs versus from after before per at as up it its other any all both each own
first second arm arms group groups cohort patients patient participants people subjects adults women men cases
controls treated treatment treatments therapy therapies therapeutic combo combination combined alone only
single active study drug infusion infusions injection injections iv intravenous intravenously oral orally
intranasal nasal topical im intramuscular subcutaneous sc po sublingual inhaled low high dose doses
subanesthetic subanaesthetic anesthetic anaesthetic bolus continuous daily weekly optional standard
consecutive repeated session sessions course courses sulfate sulphate hydrochloride hcl sodium acetate citrate
compounded use used using given received mean until end intraoperative h hour hours min minutes day days week
weeks month months year years n
"""
_LABEL_NOISE = frozenset(_LABEL_NOISE_WORDS.split())
_INERT = re.compile(
    r"\b(?:placebo|saline|sham|dummy|no (?:treatment|analgesia|intervention)|untreated|wait(?:ing|-)?\s?list|"
    r"usual care|standard care|control|vehicle|baseline|before|nothing|attention control)\b",
    re.IGNORECASE,
)
_SELF = re.compile(r"\b(?:baseline|own|before|pre-?treatment|admission|self)\b", re.IGNORECASE)


@lru_cache(maxsize=8192)
def ingredients(label: str) -> frozenset[str]:
    """What a treatment label names, as stems, without doses, routes and salts; empty where it names nothing.

    A placebo that only fills the place of a second active drug is left out.

    >>> sorted(ingredients("ketamine 0.5 mg/kg IV + magnesium sulfate 3 g"))
    ['ketamin', 'magnesium']
    >>> sorted(ingredients("ketamine + placebo")), sorted(ingredients("placebo + placebo"))
    (['ketamin'], ['placebo'])
    >>> ingredients("treatment group")
    frozenset()
    """
    bare = _NUMBER.sub(" ", _DOSE.sub(" ", label))
    found = {stem(word) for word in words(bare) if word not in _LABEL_NOISE and len(word) > 1}
    inert = {word for word in found if word in {"placebo", "salin", "sham", "vehicl", "control"}}
    return frozenset(found - inert or found)


@lru_cache(maxsize=8192)
def parts(label: str) -> tuple[str, ...]:
    """The members of a combination, each without its dose.

    >>> parts("methadone combined with ketamine")
    ('methadone', 'ketamine')
    """
    bare = _DOSE.sub(" ", label)
    return tuple(part for part in (piece.strip(" ()") for piece in _JOIN.split(bare)) if ingredients(part))


def is_inert(label: str | None) -> bool:
    """Whether a comparator is a placebo, sham, untreated group or the patients' own baseline.

    >>> is_inert("saline"), is_inert("morphine"), is_inert("placebo + placebo")
    (True, False, True)
    """
    return bool(label and _INERT.search(label))


def is_own_baseline(label: str | None) -> bool:
    """Whether a comparator is the same people before treatment.

    >>> is_own_baseline("own baseline"), is_own_baseline("placebo")
    (True, False)
    """
    return bool(label and _SELF.search(label))


# ---------------------------------------------------------------- routes and doses

_ROUTES = {
    "intravenous": r"intravenous\w*|\biv\b|\bi\.v\.|infusions?|\bdrips?\b",
    "oral": r"\boral(?:ly)?\b|\bpo\b|\bby mouth\b|\b(?:tablet|capsule|pill|lozenge|troche)s?\b|\bgumm(?:y|ies)\b",
    "intranasal": r"\bintra-?nasal(?:ly)?\b|\bnasal(?:ly)?\b",
    "intramuscular": r"\bintra-?muscular(?:ly)?\b|\bim\b",
    "subcutaneous": r"\bsub-?cutaneous(?:ly)?\b|\bsc\b",
    "topical": r"\btopical(?:ly)?\b|\bcreams?\b|\bgels?\b|\bointments?\b|\bpatch(?:es)?\b|\btransdermal\b",
    "sublingual": r"\bsublingual(?:ly)?\b",
    "inhaled": r"\binhal\w+|\bnebuli[sz]\w+|\bvap(?:or|our|ed?)\b",
    "rectal": r"\brectal(?:ly)?\b|\benemas?\b|\bsuppositor\w+",
    "intra-articular": r"\bintra-?articular(?:ly)?\b",
    "epidural": r"\bepidural(?:ly)?\b|\bintrathecal(?:ly)?\b|\bspinal injection\w*",
}
_ANY_ROUTE = re.compile("|".join(_ROUTES.values()))
_ROUTE_PATTERNS = {name: re.compile(pattern) for name, pattern in _ROUTES.items()}


@lru_cache(maxsize=8192)
@lru_cache(maxsize=8192)
def routes(text: str) -> frozenset[str]:
    """The routes a phrase names; an infusion counts as intravenous unless another parenteral route is named.

    >>> sorted(routes("IV infusion")), sorted(routes("subcutaneous infusion")), routes("by hand")
    (['intravenous'], ['subcutaneous'], frozenset())
    """
    text = text.lower()
    if not _ANY_ROUTE.search(text):
        return frozenset()
    found = {name for name, pattern in _ROUTE_PATTERNS.items() if pattern.search(text)}
    if found & {"subcutaneous", "epidural"} and not re.search(r"intravenous|\biv\b", text, re.IGNORECASE):
        found.discard("intravenous")
    return frozenset(found)


_TO_BASE = {"mg": 1.0, "g": 1000.0, "µg": 0.001, "μg": 0.001, "mcg": 0.001}


@lru_cache(maxsize=8192)
def doses(text: str) -> tuple[tuple[float, float, str], ...]:
    """The doses in a phrase as (low, high, unit), masses in mg.

    >>> doses("0.5-2 mg/kg/h for 5 days")
    ((0.5, 2.0, 'mg/kg/h'),)
    >>> doses("3 g")
    ((3000.0, 3000.0, 'mg'),)
    """
    found = []
    for match in _DOSE.finditer(text):
        unit = re.sub(r"\s?(?:/|per)\s?", "/", match["unit"].lower()).replace("hour", "h").replace("hr", "h")
        mass, _, per = unit.partition("/")
        factor = _TO_BASE.get(mass)
        base = ("mg" + (f"/{per}" if per else "")) if factor else unit
        low = float(match["low"].replace(",", ".")) * (factor or 1)
        high = float((match["high"] or match["low"]).replace(",", ".")) * (factor or 1)
        found.append((low, high, base))
    return tuple(found)


# ---------------------------------------------------------------- times

_DAYS = {"s": 1 / 86400, "mi": 1 / 1440, "h": 1 / 24, "d": 1.0, "w": 7.0, "mo": 30.4, "y": 365.0}
_TIME = re.compile(
    r"(?P<low>\d+(?:\.\d+)?)(?:\s?(?:-|–|to|or|and)\s?(?P<high>\d+(?:\.\d+)?))?[\s-]?"
    r"(?P<unit>sec\w*|min\w*|h(?:ours?|rs?)?|days?|d|weeks?|wks?|months?|mos?|years?|yrs?)\b",
    re.IGNORECASE,
)
_SPELT = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10", "twelve": "12",
}  # fmt: skip
_SPELT_PATTERN = re.compile(r"\b(" + "|".join(_SPELT) + r")\b", re.IGNORECASE)


def _unit_days(unit: str) -> float:
    unit = unit.lower()
    key = unit[:2] if unit[:2] in {"mi", "mo"} else unit[:1]
    return _DAYS[key]


@lru_cache(maxsize=8192)
def period(text: str | None) -> tuple[float, float] | None:
    """The stretch of time a phrase names, as (shortest, longest) days; None where it names none.

    >>> period("5 weeks"), period("35 days"), period("1-3 months")
    ((35.0, 35.0), (35.0, 35.0), (30.4, 91.2))
    >>> period("during infusion") is None
    True
    """
    if not text:
        return None
    spelt = _SPELT_PATTERN.sub(lambda match: _SPELT[match[1].lower()], text)
    spans = []
    for match in _TIME.finditer(spelt):
        days = _unit_days(match["unit"])
        low = float(match["low"])
        spans.append((low * days, float(match["high"] or low) * days))
    if not spans:
        return None
    return round(min(low for low, _ in spans), 6), round(max(high for _, high in spans), 6)


_SLACK = 1.2  # a month is 28 to 31 days, and visits have windows


def same_period(left: str | None, right: str | None) -> Relation:
    """Whether two phrases name the same time, with room for visit windows.

    >>> same_period("5 weeks", "35 days after each infusion").value
    'same'
    >>> same_period("5 weeks", "1 week").value, same_period("5 weeks", None).value
    ('other', 'unclear')
    """
    one, two = period(left), period(right)
    if one is None or two is None:
        return Relation.UNCLEAR
    apart = one[0] > two[1] * _SLACK or two[0] > one[1] * _SLACK
    return Relation.OTHER if apart else Relation.SAME


# ---------------------------------------------------------------- results


def is_null(result: ResultBase) -> bool:
    """Whether a result says there was no difference, by its direction, its significance, P or confidence interval.

    >>> is_null(ResultBase(outcome="pain", comparator="placebo", p_value=0.296, p_comparator="="))
    True
    """
    if result.significant is False:
        return True
    if result.direction is not Direction.UNKNOWN or result.significant:
        return result.direction is Direction.NO_DIFFERENCE
    if result.p_value is not None:
        return result.p_value >= 0.05 and result.p_comparator != "<"  # 0.05: the convention the source itself uses
    return result.comparator is not None and _interval_holds_null(result)


def _interval_holds_null(result: ResultBase) -> bool:
    if result.ci_low is None or result.ci_high is None:
        return False
    ratio = bool(result.measure and "ratio" in result.measure)
    return result.ci_low <= (1 if ratio else 0) <= result.ci_high


def describe(result: ResultBase) -> str:
    """A result in one line: outcome, whose, when, value, P.

    >>> describe(ResultBase(outcome="nausea", arm="drug", value=12.0, unit="%"))
    'nausea, drug: 12 %'
    """
    who = " vs ".join(label for label in (result.arm, result.comparator) if label)
    head = ", ".join(part for part in (result.outcome, who, result.timepoint) if part)
    facts = [_value(result)] if result.value is not None else []
    if result.direction is not Direction.UNKNOWN:
        facts.append(result.direction.value.replace("_", " "))
    if result.p_value is not None:
        facts.append(f"P {result.p_comparator or '='} {result.p_value:g}")
    return f"{head}: {', '.join(facts)}" if facts else head


def _value(result: ResultBase) -> str:
    shown = f"{result.value:g}" + (f" to {result.high:g}" if result.high is not None else "")
    if result.unit:
        shown += f" {result.unit}"
    if result.ci_low is not None and result.ci_high is not None:
        shown += f" (CI {result.ci_low:g} to {result.ci_high:g})"
    return shown
