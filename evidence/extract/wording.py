"""How a claim words itself: direction, assertiveness, outcome, route, dose; read from its own words alone."""

import re

from evidence.extract.lexicon import Sort
from evidence.extract.patterns import ABSENCE, RISK_LOWERED
from evidence.extract.reading import Reading
from evidence.models import Assertiveness, ClaimType, Direction, QuantityKind, StatedDesign
from evidence.text.quantities import Reading as NumberReading

_GUARANTEE = re.compile(
    r"\b(?:guarantee[ds]?|always|never|100\s?%|cures?|cured|permanent(?:ly)?|proven?|proves|every (?:patient|time"
    r"|one)|completely|totally|eliminates?|without (?:any )?(?:side effects|risk)|no side effects|only|all)\b"
)
_POSSIBILITY = re.compile(r"\b(?:may|might|could|can|possibly|perhaps|potential(?:ly)?|some(?:times)?)\b")
_HEDGED = re.compile(
    r"\b(?:suggest\w*|appears?|seems?|likely|probably|associated|linked|promising|reported(?:ly)?|believed?|thought"
    r"|think|thinks|proposed?|advocat\w+|promot(?:ed|es) the use|indicat\w+|tends?|often|generally|typically|usually"
    r"|designed to|aims?|evidence)\b"
)
_ROUTES = tuple(
    (name, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE))
    for name, pattern in (
        ("intravenous infusion", r"(?:intravenous|iv) (?:\w+ )?(?:infusions?|drips?)|infus\w+ intravenously"),
        ("intravenous", r"intravenous(?:ly)?|IV|i\.v\."),
        ("infusion", r"infusions?|infused"),
        ("intranasal", r"intranasal(?:ly)?|nasal"),
        ("intramuscular", r"intramuscular(?:ly)?"),
        ("subcutaneous", r"subcutaneous(?:ly)?|under the skin"),
        ("intra-articular", r"intra-articular(?:ly)?|into the (?:joint|knee)"),
        ("epidural", r"epidural"),
        ("sublingual", r"sublingual(?:ly)?|under the tongue"),
        ("injection", r"injections?|injected|shots?"),
        ("inhaled", r"inhal\w+"),
        ("transdermal", r"transdermal|patch(?:es)?"),
        ("topical", r"topical(?:ly)?|creams?|gel|ointment|applied to the skin|lotion"),
        ("oral", r"oral(?:ly)?|by mouth|capsules?|tablets?|pills?"),
    )
)
_ROUTE_SIGNS = (
    " iv",
    "i.v.",
    "intra",
    "infus",
    "nasal",
    "skin",
    "epidural",
    "lingual",
    "tongue",
    "inject",
    "shot",
    "inhal",
    "patch",
    "derm",
    "topical",
    "cream",
    "gel",
    "ointment",
    "lotion",
    "oral",
    "mouth",
    "capsule",
    "tablet",
    "pill",
    "subcut",
    "joint",
    "knee",
)
_DOSE_WORDS = re.compile(
    r"\b(?:low|high|small|sub-?an(?:a)?esthetic|large|single|daily|therapeutic|anesthetic)(?:[- ](?:doses?|dosage))"
    r"|\bsub-?anesthetic\b",
    re.IGNORECASE,
)
_OBJECT = re.compile(
    r"\s(?:(?:in|of|the|your|their|his|her|a|an|with|from|against|symptoms|up|risk|overall|significant|and|to"
    r"|any)\s)*((?:[a-z][\w'-]*\s?){1,5})"
)
_STOP = re.compile(
    r"\b(?:by|with|in|for|and|that|which|when|while|to|as|without|after|than|is|are|was|were|compared|through"
    r"|because|so|or|of the|on|at|from|during|due|using|groups?|arms?)\b"
)


def direction_of(r: Reading, claim_type: ClaimType) -> Direction:
    """Which way the claim says the effect goes."""
    if claim_type in (ClaimType.PREVALENCE, ClaimType.DEFINITION, ClaimType.REGULATORY, ClaimType.GUIDANCE):
        return Direction.NEUTRAL
    if ABSENCE.search(r.low) and claim_type is not ClaimType.SAFETY:
        return Direction.NO_DIFFERENCE
    if claim_type is ClaimType.SAFETY:
        good = re.search(
            r"\b(?:safe\w*|no|not|never|without|well[- ]tolerated|non-?\w+|free of|harmless|painless|gentle"
            r"|subsides?|mild|few"
            r"|minimal|low|rare)\b",
            r.low,
        )
        return Direction.BENEFIT if good and not re.search(r"\b(?:not safe|unsafe)\b", r.low) else Direction.HARM
    if r.has(Sort.BENEFIT | Sort.EFFECT | Sort.CHANGE | Sort.FELT) or RISK_LOWERED.search(r.low):
        worse = r.has(Sort.HARM) and not r.has(Sort.BENEFIT) and not RISK_LOWERED.search(r.low)
        return Direction.HARM if worse else Direction.BENEFIT
    return (
        Direction.BENEFIT if claim_type in (ClaimType.EFFICACY, ClaimType.COMPARATIVE_EFFICACY) else Direction.NEUTRAL
    )


def assertiveness_of(r: Reading, design: StatedDesign) -> Assertiveness:
    """How strongly the verb commits itself; the weakest word wins over the strongest."""
    if design is StatedDesign.TESTIMONIAL:
        return Assertiveness.TESTIMONIAL
    if _POSSIBILITY.search(r.low):
        return Assertiveness.POSSIBILITY
    if _HEDGED.search(r.low):
        return Assertiveness.HEDGED
    return Assertiveness.GUARANTEE if _GUARANTEE.search(r.low) else Assertiveness.FACT


def route_of(r: Reading) -> str | None:
    """The route of administration the words name."""
    low = f" {r.low}"
    if not any(sign in low for sign in _ROUTE_SIGNS):
        return None
    return next((name for name, pattern in _ROUTES if pattern.search(r.text)), None)


def dose_of(r: Reading, numbers: list[NumberReading]) -> str | None:
    """The dose as written, in numbers or in words such as `low-dose`."""
    for number in numbers:
        if number.kind is QuantityKind.DOSE:
            return r.text[number.start - r.start : number.end - r.start]
    match = _DOSE_WORDS.search(r.text)
    return match.group() if match else None


_RATE = re.compile(
    r"\b(?:(?:clinical|treatment|overall|full|complete) )?(?:success|response|remission|cure|recovery|survival|healing"
    r"|satisfaction|relapse|recurrence)(?: rates?)?\b(?=[^.]*\d)|\b(?<=% )(?:success|response|remission|recovery)\b"
)
"""What is counted in a claim that gives a share and no verb of effect: `a success rate of 91%`."""


_SHARE_OF = re.compile(
    r"\b(?:lost|lose|loses|losing|gained|gain|gains|grew|grow|regrew)\s(?:[\w-]+\s){0,3}?\d[\d.,]*\s?(?:%|percent|kg|lbs?"
    r"|pounds)\s(?:of|more|less|fewer)\s(?:their\s|your\s|the\s|his\s|her\s)?((?:body )?[a-z][a-z-]+)"
)
"""What people lost or grew some share of: `lost 15% of their body weight`."""


def outcome_of(r: Reading) -> str | None:
    """What the claim says changes: the words after its first verb of effect, else the condition it names."""
    for (word, start), sorts in zip(r.tokens, r.sorts, strict=True):
        if not sorts & (Sort.BENEFIT | Sort.CHANGE) or word.endswith("-blind"):
            continue
        match = _OBJECT.match(r.low, start + len(word))
        if match is None:
            continue
        words = _STOP.split(match.group(1), maxsplit=1)[0].strip()
        at = match.start(1)
        if len(words) > 2 and not any(m.start - r.start <= at < m.end - r.start for m in r.interventions):
            return r.text[at : at + len(words)].strip()
    if share := _SHARE_OF.search(r.low):
        return r.text[share.start(1) : share.end(1)]
    if rate := _RATE.search(r.low):
        return r.text[rate.start() : rate.end()]
    return r.text[r.conditions[0].start - r.start : r.conditions[0].end - r.start] if r.conditions else None
