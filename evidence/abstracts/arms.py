"""The arms of a trial as an abstract introduces them: name, role, dose, route, number of participants, passage.

It never completes an arm the text does not name.
"""

import re
from itertools import islice
from typing import NamedTuple

from evidence.abstracts.reading import Abstract, Sentence
from evidence.abstracts.sections import SectionKind
from evidence.abstracts.size import whole_number
from evidence.abstracts.terms import content_stems, is_generic
from evidence.models import ArmBase


class ArmReading(NamedTuple):
    """An arm, the stems that tell it in a sentence, and the sentence that introduces it."""

    arm: ArmBase
    stems: frozenset[str]
    sentence: Sentence


_LEAD = re.compile(
    r"(?i)\b(?:random(?:i[sz]ed|ly (?:assigned|allocated|divided|distributed))|(?:were|was|"
    r"we) (?:\w+ )?(?:assigned|allocated|divided)|assigned|allocated)\b[^.;:]{0,90}?\b(?:to (?:receive |"
    r"either |undergo |take |one of (?:\w+ )?(?:groups?|arms?|treatments?|conditions?)[:,]? |"
    r"(?:\w+ ){0,2}(?:groups?|arms?)[:,;] )*|into (?:\w+ ){0,3}groups?[^:;(]{0,25}[:,;(] ?|received? )"
    r"|\b(?:received|were given|were treated with|took|ingested|underwent|consumed|administered) (?:either |"
    r"one of |single doses? of |oral |daily )?"
    r"|\b(?:compar(?:e|ed|ing|ison of)|effects? of|efficacy of)\b (?:the )?(?:\w+ (?:and \w+ )?of )?"
)
_OR = re.compile(r"(?i)\s*(?:,?\s*\b(?:or|versus|vs\.?|compared (?:with|to))\s+|;\s*(?:or|and)?\s*)")
_COMMA = re.compile(r"(?i)\s*(?:,\s*(?:or|and)\s+|,\s+|\s+(?:or|and)\s+)")
_AND = re.compile(r"(?i)\s*,?\s+and\s+")
_WITH_N = re.compile(
    r"(?P<name>[A-Za-z][^,;:.()]{1,70}?)\s*\((?P<inside>[^()]{0,60}?\b[nN]\s?=\s?\d[\d,]*[^()]{0,40})\)"
)
_GROUP_RECEIVED = re.compile(
    r"(?i)\b(?P<label>(?:group|arm|cohort) (?:[a-h]|[1-6]|i{1,3}|iv)|(?:the )?(?:intervention|treatment|"
    r"experimental|control|placebo|study|other|comparison|second|first|active) (?:group|"
    r"arm))(?: \([^()]*\))?,?:? ?(?:patients |participants |subjects )?(?:received|was given|were given|"
    r"underwent|took|were treated with|was treated with|consumed|ingested|:)\s(?P<name>[^,;:.]{2,90})"
)
_END = re.compile(
    r"(?i)(?:\.\s|\bin (?:a )?random\b|\bin (?:a )?(?:double|single|cross|counter)|\bfor (?:\d+|"
    r"\w+) (?:weeks?|months?|days?|years?|wk|hours?)|\bfor the treatment|\bas (?:add-on|adjunct|"
    r"monotherapy)|\bon (?:pain|the |outcomes?)|\bduring\b|\bafter\b|\bbefore\b|\bprior to\b|"
    r"\bonce (?:daily|weekly)|\btwice (?:daily|weekly)"
    r"|\bin (?:patients|women|men|children|adults|participants|subjects|healthy|people|infants)|"
    r"\baccording to\b|\bover \d|\bto (?:assess|determine|evaluate|reduce|improve|prevent)|\bwith (?:a|"
    r"an) (?:ratio|follow|wash)|\bin addition\b|\bwhile\b|\bwho\b|\bat baseline|\bfollowed by (?:a )?\d|"
    r"\band (?:were|was|at|then|had|their|they|followed|performed|completed|assessed|monitored|subsequently)\b)"
)
_BRACKET = re.compile(r"[(\[][^()\[\]]*[)\]]")
_N = re.compile(r"(?i)\b(?:n\s?=\s?(\d[\d,]*)|(\d[\d,]*) (?:patients|participants|subjects|women|men|children))")
_COUNT_TO = re.compile(
    r"(?i)(?P<n>\d[\d,]*) (?:(?:patients|participants|subjects|women|men|children|people) )?"
    r"(?:(?:were )?(?:assigned|allocated|randomi[sz]ed) )?to (?:receive )?(?P<rest>.+)"
)
"""`52 to placebo`: an arm with its own count before it."""
_DOSE = re.compile(
    r"(?i)\b\d[\d,.]*(?:\s?(?:-|–|to|or|and)\s?\d[\d,.]*)?[\s-]?(?:mg|µg|μg|mcg|g|iu|units?|ml|mmol|kbq|"
    r"gy)\b(?:\s?/\s?(?:kg|day|d|h|hour|min|m2|m²|dose|week|ml))*(?:\s?(?:per|a)\s(?:day|kg|week|hour|"
    r"dose))?"
)
_ROUTE = re.compile(
    r"(?i)\b(intravenous(?:ly)?|i\.?v\.?|oral(?:ly)?|intranasal(?:ly)?|intramuscular(?:ly)?|i\.?m\.|"
    r"subcutaneous(?:ly)?|topical(?:ly)?|sublingual(?:ly)?|intrathecal|epidural|inhaled|nasal|transdermal|"
    r"rectal|intra-?articular|intravitreal|intraperitoneal|infusions?)\b"
)
_ROUTES = {
    "iv": "intravenous",
    "im": "intramuscular",
    "infusion": "intravenous",
    "infusions": "intravenous",
    "nasal": "intranasal",
}
_PLACEBO = re.compile(r"(?i)\bplacebo|\bsham\b|\bsaline\b|\bvehicle\b|\bdummy\b")
_CONTROL = re.compile(
    r"(?i)\bcontrols?\b|\busual\b|\bstandard (?:care|treatment|therapy)\b|\bno (?:treatment|intervention|"
    r"\w+)\b|\bwait|\buntreated\b|\broutine\b|\battention\b|\bnone\b"
)
_TRIM = re.compile(
    r"(?i)^(?:the|an?|either|to|receive|receiving|received|undergo|groups?|arms?|of|one|in|treatment with|"
    r"both|daily|also|then|with|by|and|or|that|control group receiving|assigned)\s+|\s+(?:groups?|arms?|"
    r"alone|daily|once|twice|therapy group|treatment group|conditions?)$"
)
_NOT_AN_ARM = re.compile(
    r"(?i)\b(?:patients|participants|subjects|were|was|women|men|children|outcome|baseline|assessed|"
    r"measured|ratio|stratif|weeks?|months?|days?|design|trial|study|blind\w*|random\w*|which|efficacy|"
    r"safety|who|age[sd]?|quality of life|pain|scores?|symptoms?|outcomes|groups?|there|significant\w*|"
    r"adults|at|is|are|been|reduced|increased|followed|received|other|both|between|time|part)\b|\b(?:with|"
    r"of|by|in|to)$|^(?:including|without|with|within|of|in|from|on|as)\b|^\d+(?:\s|$)|[=<>]|^\W*$"
)


_MOST_LEADS = 8
_REACH = 300
"""How many verbs of assignment a sentence is searched for, and how far behind each in characters."""


def read_arms(abstract: Abstract) -> tuple[ArmReading, ...]:
    """The arms in the order of the sentence that introduces them best; empty where no sentence names two."""
    best: tuple[ArmReading, ...] = ()
    best_score = 0.0
    for number, sentence in enumerate(abstract.sentences):
        if sentence.kind in {SectionKind.BACKGROUND, SectionKind.OTHER, SectionKind.CONCLUSION}:
            continue
        for arms in _candidates(sentence):
            score = _score(arms, sentence) - 0.05 * number
            if score > best_score:
                best, best_score = arms, score
    return best


def _score(arms: tuple[ArmReading, ...], sentence: Sentence) -> float:
    score = float(min(len(arms), 4))
    score += 1.5 * any(one.arm.role in {"placebo", "control"} for one in arms)
    score += 1.0 * bool(re.search(r"(?i)\brandom|\bassigned|\ballocated|\breceived", sentence.text))
    score += 0.5 * sum(one.arm.participants is not None for one in arms)
    score += {
        SectionKind.METHODS: 1.0,
        SectionKind.UNLABELLED: 0.5,
        SectionKind.OBJECTIVE: 0.4,
        SectionKind.TITLE: 0.2,
    }.get(sentence.kind, 0.0)
    return score - 0.1 * sum(len(one.arm.name.split()) for one in arms)


def _candidates(sentence: Sentence) -> list[tuple[ArmReading, ...]]:
    text = sentence.text
    found = [_read_pieces(pieces, sentence) for pieces in (_with_n(text), _group_received(text))]
    for lead in islice(_LEAD.finditer(text), _MOST_LEADS):
        rest = text[lead.end() : lead.end() + _REACH]
        end = _END.search(_BRACKET.sub(lambda mark: "x" * len(mark[0]), rest))
        assigned = not lead[0].lower().startswith(("compar", "effect", "efficacy"))
        found.append(_read_pieces(_pieces((rest[: end.start()] if end else rest), assigned=assigned), sentence))
    if sentence.kind is SectionKind.TITLE:
        found.append(_read_pieces(_pieces(re.split(r"[:?]", text)[0], assigned=False), sentence))
    return [arms for arms in found if arms]


def _with_n(text: str) -> list[str]:
    """Names with their own `n = …`, as `placebo (n = 15)`; the name is what follows the last `or`, `and`, `to`."""
    pieces = []
    for mark in _WITH_N.finditer(text):
        name = re.split(
            r"(?i)\b(?:or|and|to|versus|vs\.?|either|receive|received|into|of|with|groups?)\s", mark["name"]
        )[-1]
        pieces.append(f"{name} ({mark['inside']})")
    return pieces


def _group_received(text: str) -> list[str]:
    return [mark["name"] for mark in _GROUP_RECEIVED.finditer(text)]


def _read_pieces(pieces: list[str], sentence: Sentence) -> tuple[ArmReading, ...]:
    arms: list[ArmReading] = []
    for piece in pieces[:7]:
        arm = _arm(piece, sentence)
        if arm is None:
            return ()
        if arm.stems and all(arm.stems != one.stems for one in arms):
            arms.append(arm)
    return tuple(arms) if len(arms) >= 2 else ()


def _pieces(text: str, *, assigned: bool) -> list[str]:
    """The text cut outside brackets at `or`, `versus`, commas of such a list, and `and` after a verb of assignment."""
    hidden = _BRACKET.sub(lambda mark: "x" * len(mark[0]), text)
    if _OR.search(hidden):
        cut = _COMMA if assigned and re.search(r"(?i),[^,]+,?\s+or\s", hidden) else _OR
    elif assigned and _AND.search(hidden):
        cut = _COMMA if re.search(r"(?i),[^,]+,?\s+and\s", hidden) else _AND
    else:
        return []
    pieces, start = [], 0
    for mark in cut.finditer(hidden):
        pieces.append(text[start : mark.start()])
        start = mark.end()
    pieces.append(text[start:])
    return [piece for piece in (one.strip(" .,:;") for one in pieces) if piece]


def _arm(piece: str, sentence: Sentence) -> ArmReading | None:
    counted = _COUNT_TO.match(piece)
    piece = counted["rest"] if counted else piece
    brackets = " ".join(mark[0] for mark in _BRACKET.finditer(piece))
    name = _BRACKET.sub(" ", piece).strip()
    name = re.sub(r"[(\[][^)\]]*$", "", name)
    dose = _DOSE.search(piece)
    name = _DOSE.sub(" ", name)
    for _ in range(4):
        name = _TRIM.sub("", re.sub(r"\s+", " ", name).strip(" .,:;-"))
    named = any(letter.isalpha() for letter in name)
    if not named or not 1 <= len(name.split()) <= 7 or _NOT_AN_ARM.search(name):
        return None
    count = counted or _N.search(piece)
    route = _ROUTE.search(piece)
    role, treatment = _role(name)
    record = ArmBase(
        name=name,
        role=role,
        intervention=treatment,
        dose=dose[0].strip() if dose else None,
        route=_route(route[0]) if route else None,
        participants=whole_number(next(filter(None, count.groups()))) if count else None,
    )
    stems = frozenset(one for one in content_stems(f"{name} {_short_form(brackets)}") if not is_generic(one))
    return ArmReading(record, stems, sentence)


def _role(name: str) -> tuple[str, str | None]:
    """The role of an arm and what it gives: `ketamine plus placebo` is an intervention and gives ketamine."""
    parts = [part for part in re.split(r"(?i)\s+(?:plus|and|with)\s+|\s*[/+]\s*", name) if part]
    given = [part for part in parts if not _PLACEBO.search(part)]
    if not given:
        return "placebo", None
    if len(given) < len(parts):
        return "intervention", " plus ".join(given)
    return ("control", None) if _CONTROL.search(name) else ("intervention", name)


def _short_form(brackets: str) -> str:
    mark = re.search(r"[(\[]\s?([A-Z][\w+/-]{1,9})\s?[);,\]]", brackets)
    return mark[1] if mark else ""


def _route(word: str) -> str:
    """A route in one spelling.

    >>> _route("i.v."), _route("orally")
    ('intravenous', 'oral')
    """
    plain = word.lower().replace(".", "")
    return _ROUTES.get(plain, plain.removesuffix("ly"))
