"""One arm of a trial read from the words that introduce it: name, role, dose, route, count, further names.

It never looks beyond those words.
"""

import re
from typing import NamedTuple

from evidence.abstracts.arm_pieces import BRACKET, DOSE
from evidence.abstracts.reading import Sentence
from evidence.abstracts.size import whole_number
from evidence.abstracts.terms import content_stems, is_generic
from evidence.models import ArmBase


class ArmReading(NamedTuple):
    """An arm, the stems that tell it in a sentence, the sentence that introduces it, and further names it goes by."""

    arm: ArmBase
    stems: frozenset[str]
    sentence: Sentence
    aliases: frozenset[str] = frozenset()
    """stems of its label, dose and short form, as `group:a`, `600`, `high`"""


_END = re.compile(
    r"(?i)(?:\.\s|\bin (?:a )?random\b|\bin (?:a )?(?:double|single|cross|counter|1:|2:|ratio)|\bfor (?:up to |"
    r"at least )?(?:\d+|"
    r"\w+)(?: \w+)? (?:weeks?|months?|days?|years?|wk|hours?|courses?|cycles?)|\bfor the treatment|\bas (?:add-on|"
    r"adjunct|"
    r"monotherapy)|\bon (?:pain|the |outcomes?|days?|training)|\bduring\b|\bafter\b(?! \d)|\bbefore\b|\bprior to\b|"
    r"\b(?:once|twice|three times|thrice) (?:daily|weekly|a|per)"
    r"|\bin (?:patients|women|men|children|adults|participants|subjects|healthy|people|infants|addition)|"
    r"\baccording to\b|\bover \d|\bto (?:assess|determine|evaluate|reduce|improve|prevent|compare|test)|\bwith (?:a|"
    r"an) (?:ratio|follow|wash)|\bwhile\b|\bwho\b|\bat baseline|\bfollowed by (?:a )?\d|\bbased on\b|\bevery \w+|"
    r"\bper day\b|\b(?:was|were) (?:performed|conducted|done|made|carried)\b|\busing\b|\bwhich\b|\bthat\b|"
    r"\bdaily$|\bstarting\b|"
    r"\band (?:were|was|at|then|had|their|they|followed|performed|completed|assessed|monitored|subsequently|both)\b|"
    r"\bfor \d+$)"
)


_N = re.compile(
    r"(?i)\b(?:n\s?=\s?(\d[\d,]*)|(\d[\d,]*) (?:patients|participants|subjects|women|men|children|eyes))|\((\d+)\)"
)


_COUNT_TO = re.compile(
    r"(?i)(?P<n>\d[\d,]*) (?:(?:patients|participants|subjects|women|men|children|people) )?"
    r"(?:(?:were )?(?:assigned|allocated|randomi[sz]ed) )?to (?:receive )?(?P<rest>.+)"
)
"""`52 to placebo`: an arm with its own count before it."""


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


CONTROL_NAME = re.compile(
    r"(?i)\bcontrols?\b|\busual\b|\bstandard (?:care|treatment|therapy)\b|\bno (?:treatment|intervention|"
    r"\w+)\b|\bwait|\buntreated\b|\broutine\b|\battention\b|\bnone\b"
)


_TRIM = re.compile(
    r"(?i)^(?:the|an?|either|to|receive|receiving|received|undergo|groups?|arms?|of|one of|in|treatment with|"
    r"both|daily|also|then|with|by|and|or|that|control group receiving|assigned)\s+|\s+(?:groups?|arms?|"
    r"alone|daily|once|twice|therapy group|treatment group|conditions?|of|at|with)$"
)


_NOT_AN_ARM = re.compile(
    r"(?i)\b(?:patients|participants|subjects|were|was|women|men|children|outcome|baseline|assessed|"
    r"measured|ratio|stratif|months?|design|trial|study|blind\w*|random\w*|which|efficacy|"
    r"safety|who|age[sd]?|quality of life|scores?|symptoms?|outcomes|groups?|there|significant\w*|"
    r"adults|is|are|been|reduced|increased|received|between|part|effects?|benefits?|not|did|had|"
    r"whether|than|compared|conditions)\b|^(?:the following|following|the reverse|reverse|vice versa|pain|weeks?|"
    r"days?|both|other|time|"
    r"until|until \w+)\b|\b(?:with|"
    r"of|by|in|to)$|^(?:including|without|with|within|of|in|from|on|as)\b(?!-)|^(?:these|its|their|each|all)\b|^(?:two|"
    r"three|four) (?:drugs|groups|arms|times|doses|treatments|regimens|"
    r"interventions|different|study|parallel|equal)\b|^\d+(?:\s(?!days?\b|weeks?\b|months?\b|sessions?\b|doses?\b|"
    r"hours?\b)|$)|[=<>]|^\W*$"
)


_LONGEST = 9
"""Most words a name of an arm has."""


FOR_TIME = re.compile(r"(?i)\bfor \d+ (?:days?|weeks?|months?)\b")


def dose_stems(dose: str | None) -> frozenset[str]:
    """The numbers of a dose, by which an arm may be called."""
    return frozenset(one for one in content_stems(dose or "") if one[0].isdigit())


def read_arm(piece: str, sentence: Sentence, *, timed: bool = False) -> ArmReading | None:
    """The arm a piece of text names, None where it names none; `timed` where lengths of treatment are compared."""
    counted = _COUNT_TO.match(piece)
    piece = counted["rest"] if counted else piece
    brackets = " ".join(mark[0] for mark in BRACKET.finditer(piece))
    name = _ended(BRACKET.sub(" ", piece).strip(), timed=timed)
    name = re.sub(r"[(\[][^)\]]*$", "", name)
    dose = DOSE.search(piece)
    labelled = _LABEL_AHEAD.match(name)
    name = name[labelled.end() :] if labelled else name
    name = _trimmed(DOSE.sub(" ", name))
    if name.lower() == "both" and (short := _BOTH_OF.search(brackets)):
        name = short[1]
    named = any(letter.isalpha() for letter in name)
    if not named or not 1 <= len(name.split()) <= _LONGEST or _NOT_AN_ARM.search(name):
        return None
    count = counted or _own_count(piece)
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
    label = content_stems(f"group {labelled['label']}")[-1:] if labelled else ()
    return ArmReading(record, stems, sentence, _aliases(brackets) | dose_stems(record.dose) | frozenset(label))


def _own_count(piece: str) -> re.Match[str] | None:
    """The number of people of the arm itself: in a bracket, or before what follows of time and people."""
    end = _END.search(BRACKET.sub(lambda mark: "x" * len(mark[0]), piece))
    stop = end.start() if end else len(piece)
    return next((mark for mark in _N.finditer(piece) if mark[2] is None or mark.start() < stop), None)


def _ended(name: str, *, timed: bool) -> str:
    """A name without what follows of time and purpose; with its own length of treatment where lengths are compared."""
    if timed and (length := FOR_TIME.search(name)) is not None:
        return name[: length.end()]
    end = _END.search(f"{name} ")
    return name[: end.start()] if end and end.start() > 1 else name


def _trimmed(name: str) -> str:
    for _ in range(5):
        name = _TRIM.sub("", re.sub(r"\s+", " ", name).strip(" .,:;-"))
    return name


_BOTH_OF = re.compile(r"[(\[]\s?([A-Z][\w-]*\s?\+\s?[A-Z][\w-]*)")
_LABEL_AHEAD = re.compile(
    r"(?:the )?(?:[Gg]roup|[Aa]rm|[Cc]ohort) (?P<label>[A-Z]{1,3}\d?|[1-6])\b[:,]? "
    r"(?:received |was given |had |were given )?(?=\w{3})"
)
_ALIAS = re.compile(
    r"(?:(?:[Gg]roup|[Aa]rm|[Cc]ohort) (?P<label>[A-Z][A-Za-z0-9+/-]{0,7}|\d|[IV]+)\b|"
    r"(?P<short>[A-Z][\w+/&-]{0,9})(?: (?:group|arm))?(?=\s?[);,\]])"
    r"|(?P<named>[a-z][\w-]+) (?:group|arm)(?=\s?[);,\]])|(?P<size>(?i:high|low|medium|standard|higher|lower|half|"
    r"full))[ -]dose)"
)


def _aliases(brackets: str) -> frozenset[str]:
    """The stems of what a bracket calls an arm: its label, its short form, `high dose`."""
    found: set[str] = set()
    for mark in _ALIAS.finditer(brackets):
        if mark["label"]:
            found.update(content_stems(f"group {mark['label']}")[-1:])
        elif mark["named"]:
            found.update(content_stems(mark["named"]))
        elif mark["size"]:
            found.update(content_stems(mark["size"]))
        else:
            found.update(content_stems(mark["short"])[:1])
    return frozenset(found - {"group", "n"})


def _role(name: str) -> tuple[str, str | None]:
    """The role of an arm and what it gives: `ketamine plus placebo` is an intervention and gives ketamine."""
    parts = [part for part in re.split(r"(?i)\s+(?:plus|and|with)\s+|\s*[/+]\s*", name) if part]
    given = [part for part in parts if not _PLACEBO.search(part)]
    if not given:
        return "placebo", None
    if len(given) < len(parts):
        return "intervention", " plus ".join(given)
    return ("control", None) if CONTROL_NAME.search(name) else ("intervention", name)


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
