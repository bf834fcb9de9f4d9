"""What two arms' figures, changes or a ratio say of an outcome where no word does.

It never compares figures that are not plainly the two arms' own.
"""

import re
from itertools import chain, pairwise

from evidence.abstracts.arm_mentions import figures_by_arm
from evidence.abstracts.arms import in_order, named_arms
from evidence.abstracts.chance import may_be_chance
from evidence.abstracts.clauses import Clause
from evidence.abstracts.cues import Cue, CueKind, cues, is_change
from evidence.abstracts.figures import figures, headline
from evidence.abstracts.marks import Mark, marks, number
from evidence.abstracts.pairing import paired_figures, paired_values
from evidence.abstracts.polarity import is_a_time
from evidence.abstracts.views import WHOM, Statement, View, Way, mark_for


def by_changes(cue: Cue, view: View, home: Clause) -> Statement | None:
    """Both arms changed and the sentence says by how much each: the larger change decides."""
    pair = paired_values(view.sentence, view.mentions, home, view.strangers) or view.in_usual_order()
    if pair is None or cue.kind not in {CueKind.UP, CueKind.DOWN} or not is_change(view.sentence.lowers[cue.first]):
        return None
    if _reaches(view.sentence.lowers[cue.last : cue.last + 3]) or _FROM_TO.search(view.text_of(home)):
        return by_numbers(view)
    if _are_differences(cue, view) or _turned(cue, view, home):
        return None
    left, right = abs(pair[0]), abs(pair[1])
    if left == right or (not marks(view.sentence.text) and near(left, right)):
        return Statement(Way.NO_DIFFERENCE, f"the arms changed by {left:g} and {right:g}", 0.0)
    up = (cue.kind is CueKind.UP) == (left > right)
    way = Way.INCREASED if up else Way.DECREASED
    return Statement(way, f"a change of {left:g} with the intervention, of {right:g} with the comparator", 0.0)


def near(left: float, right: float) -> bool:
    """Whether two figures are so close that, with no mark of significance, they tell of no difference."""
    return left * right > 0 and abs(left - right) <= 0.1 * max(abs(left), abs(right))


def _by_chance(view: View) -> bool:
    """Whether the two arms' figures are counts that chance may part."""
    pair = paired_figures(view.sentence, view.mentions, view.target, view.strangers) or view.figures_in_usual_order()
    two = _TWO.search(view.text_of(view.target))
    if two is not None and two["who"]:
        left, right = number(two["a"]), number(two["b"])
        return bool(abs(left - right) <= 1.96 * (left + right) ** 0.5)
    return pair is not None and may_be_chance(*pair, figures(view.sentence.text))


_DIFFERENCES = frozenset({"difference", "differences"})


def _turned(cue: Cue, view: View, home: Clause) -> bool:
    """Whether the clause tells of a change the other way too: `fell with A and rose with B`."""
    return any(
        one.kind not in {cue.kind, CueKind.NULL, CueKind.DIFFERENT}
        and not one.noun
        and home.first <= one.first < home.last
        for one in cues(view.sentence.text)
    )


def _are_differences(cue: Cue, view: View) -> bool:
    """Whether the first figure behind a cue is a difference: `declined, mean differences of -3 and -5`."""
    behind = view.sentence.lowers[cue.last :]
    first = next((at for at, lower in enumerate(behind) if lower[0].isdigit()), len(behind))
    return not _DIFFERENCES.isdisjoint(behind[:first])


_FROM_TO = re.compile(r"\(\d[\d.]*[^\s\d]* to \d[\d.]*[^)\d]*\)")


def _reaches(following: tuple[str, ...]) -> bool:
    """Whether the words behind a change tell what was reached: `to 5`, `from 9 to 5`."""
    return "to" in following[:2] or any(one == "from" and after[0].isdigit() for one, after in pairwise(following))


_RATIO = re.compile(
    r"(?i)(?:(?-i:\ba?(?:OR|RR|HR|IRR)\b)|(?:odds|hazard|risk|rate) ratio|"
    r"relative risk)[^\d;.]{0,25}(?P<value>\d+(?:[.·]\d+)?)"
)


_DIFFERENCE = re.compile(
    r"(?i)\b(?:differences?|effects? (?:on|of))\b[^.;]{0,110}?(?:\bwas\b|\bwere\b|\bof\b|=|,|:|"
    r"\()\s?(?P<value>[-−–+]?\s?\d+(?:[.·]\d+)?)"
)
_SIGNED = re.compile(r"[:(=,]?\s?\(?(?P<value>[-−–+]\s?\d+(?:[.·]\d+)?)[^;]{0,20}[(\[,;]\s?(?:9\d|99)")


def _by_signed(view: View, mark: Mark | None) -> Statement | None:
    """The sign of a significant change with its interval behind the outcome's name: `Time: +75 s (95% CI …)`."""
    if mark is None or not view.heavy:
        return None
    found = _SIGNED.match(view.sentence.text, view.sentence.ends[max(view.heavy)])
    if found is None or number(found["value"]) == 0:
        return None
    way = Way.INCREASED if number(found["value"]) > 0 else Way.DECREASED
    return Statement(way, f"a difference of {found['value']} for the intervention", -0.1)


_ONLY = re.compile(
    r"(?i)\b(?:only|exclusively|solely) (?:(?:seen|observed|reported|noted|found|recorded) )?(?:in|among|with|by|on)\b"
)


def _by_difference(view: View, mark: Mark | None) -> Statement | None:
    """The sign of a significant difference `between A and B`, the first minus the second."""
    found = _DIFFERENCE.search(view.text_of(view.target))
    named = list(dict.fromkeys(m.arm for m in view.mentions if view.target.first <= m.first < view.target.last))
    if found is None or mark is None or len(named) != 2:
        return None
    value = number(found["value"])
    if value == 0:
        return None
    way = Way.INCREASED if (value > 0) == (named[0] == "i") else Way.DECREASED
    return Statement(way, f"a difference of {value:g}, {WHOM[named[0]]} minus {WHOM[named[1]]}", 0.0)


def _of_introduced_arms(view: View) -> tuple[float, float] | None:
    """The two arms' figures in a row that names no arm and ends in `respectively`, by the order of the arms."""
    if not _names_nobody(view):
        return None
    sentences = view.contrast.abstract.sentences
    place = sentences.index(view.sentence)
    if not in_order(view.contrast.abstract):
        return None
    told = figures_by_arm(view.sentence, named_arms(view.contrast.abstract), sentences[place - 1] if place else None)
    found: dict[str, float] = {}
    for arm, figure in told:
        known = dict(zip(view.contrast.arms, "ic", strict=False))
        side = known.get(arm.arm.name) or view.contrast.side_of(
            arm.stems, control=arm.arm.role in {"placebo", "control"}
        )
        if side is not None:
            found.setdefault(side, figure.value)
    return (found["i"], found["c"]) if len(found) == 2 else None


_BRACKET_PAIR = re.compile(
    r"\s?(?:\w+ )?[(\[]\s?(?P<first>[-−–]?\d+(?:[.·]\d+)?)\s?(?:%|percent)?(?:\s?(?:±|"
    r"\[)[^;,)\]]{1,12}\]?)?(?: [a-zµ/%]{1,9})?,?"
    r"\s(?:vs?\.?|versus|compared (?:with|to)|and)\s(?P<second>[-−–]?\d+(?:[.·]\d+)?)"
)


def _in_bracket(view: View) -> tuple[float, float] | None:
    """Two figures in a bracket right behind the outcome, in the order in which arms are named or introduced."""
    ends = [view.sentence.ends[at] for at in view.heavy]
    found = _BRACKET_PAIR.match(view.sentence.text, max(ends)) if ends else None
    if found is None:
        return None
    named = tuple(dict.fromkeys(m.arm for m in view.mentions)) or view.contrast.order
    if not named:
        return None
    first, second = number(found["first"]), number(found["second"])
    return (first, second) if named[0] == "i" else (second, first)


def _names_nobody(view: View) -> bool:
    """Whether no arm is named outside brackets."""
    lowers = view.sentence.lowers
    return all(
        lowers[: m.first].count("(") > lowers[: m.first].count(")")
        for m in view.mentions
        if view.target.first <= m.first < view.target.last
    )


def _across(view: View, *, surely: bool) -> tuple[float, float] | None:
    """The figures of two clauses side by side that name one arm and give one figure each; shares, unless `surely`."""
    place = view.parts.index(view.target)
    found: dict[str, float] = {}
    for clause in view.parts[place : place + 2]:
        named, given = view.named_in(clause), _single(view, clause, surely=surely)
        if len(named) == 1 and given is not None:
            found[named.pop()] = given
    return (found["i"], found["c"]) if len(found) == 2 else None


def _single(view: View, clause: Clause, *, surely: bool) -> float | None:
    """The one figure of a clause; of an outcome that is a time, the first span of time."""
    if is_a_time(view.term.text) and (span := _SPAN.search(view.text_of(clause))):
        return number(span["value"])
    begin, end = view.bounds(clause)
    given = headline(tuple(one for one in figures(view.sentence.text) if begin <= one.start < end))
    return given[0].value if len(given) == 1 and (surely or given[0].percent) else None


_SPAN = re.compile(
    r"(?i)\b(?P<value>\d+(?:\.\d+)?)\s(?:days?|hours?|hrs?|h|min(?:utes?)?|sec(?:onds?)?|weeks?|months?|years?)\b"
)


def none_at_all(view: View) -> Statement | None:
    """`There were no deaths`, of nobody in particular."""
    if view.named_in(view.target) or not view.heavy:
        return None
    start = max(view.target.first, min(view.heavy) - 3)
    lowers = (
        view.sentence.lowers[start : min(view.heavy)] + view.sentence.lowers[view.target.first : view.target.first + 1]
    )
    if "no" not in lowers or not _NOBODY_HAD.search(view.text_of(view.target)):
        return None
    return Statement(Way.NO_DIFFERENCE, "the abstract says that there were none", -0.1)


_NOBODY_HAD = re.compile(
    r"(?i)\A\W*no [a-z]+(?: [a-z]+)? (?:had|experienced|developed|showed|required|suffered)\b|\b(?:there (?:was|"
    r"were)|no [^.;]{3,60} (?:occurred|(?:was|were) (?:\w+ )?"
    r"(?:seen|reported|observed|noted|recorded)))\b"
)


def _alike(view: View) -> Statement | None:
    """One figure for both arms: `was 22% in each arm`."""
    text = view.text_of(view.target)
    if not _IN_EACH.search(text) or len(headline(figures(text))) > 1:
        return None
    return Statement(Way.NO_DIFFERENCE, "one figure is given for both arms", -0.1)


_TWO = re.compile(
    r"(?P<a>\d+(?:[.·]\d+)?)(?P<unit>\s?%| [a-z/]+)? (?:and|versus|vs?\.?) (?P<b>\d+(?:[.·]\d+)?)"
    r"(?P<who> (?:patients|participants|women|men|children|cases|subjects|infants)\b)?"
)


def _side_by_side(view: View, mark: Mark | None) -> Statement | None:
    """Two figures of nobody in particular that are close, or counts of people that chance may part."""
    found = list(_TWO.finditer(view.text_of(view.target)))
    if mark is not None or view.named_in(view.target) or len(found) != 1:
        return None
    left, right = number(found[0]["a"]), number(found[0]["b"])
    chance = bool(found[0]["who"]) and abs(left - right) <= 1.96 * (left + right) ** 0.5
    if not chance and not near(left, right):
        return None
    return Statement(Way.NO_DIFFERENCE, f"{left:g} and {right:g} are given, whichever is whose", -0.2)


_IN_EACH = re.compile(
    r"(?i)\b(?:in|on) (?:each|either|both|all)(?: of the)?(?: (?:two|study|treatment|trial))? "
    r"(?:groups?|arms?|conditions?|cohorts?|sides?|eyes?|limbs?|phases?|periods?)\b"
)


def _by_exclusion(view: View) -> Statement | None:
    """`Only in the drug group`: more there than across."""
    mark = _ONLY.search(view.sentence.text)
    behind = [m for m in view.mentions if mark and view.sentence.starts[m.first] >= mark.end()]
    if not behind:
        return None
    way = Way.INCREASED if behind[0].arm == "i" else Way.DECREASED
    return Statement(way, f"only with {WHOM[behind[0].arm]}", -0.1)


_RATIO_FOR = re.compile(
    r"(?i)(?:(?-i:\ba?(?:OR|RR|HR|IRR)\b)|(?:odds|hazard|risk|rate) ratio|relative risk)(?: [\[(]\w+[\])])? (?:for|of) "
    r"(?P<o>[^();\d]{3,80}?)[\s,:=]*(?P<value>\d+(?:[.·]\d+)?)"
)


_LISTED_RATIO = re.compile(
    r"(?i)(?P<value>\d+[.·]\d+)\s?[\[(][^()\[\]]*\b(?:CI|confidence)\b[^()\[\]]*[)\]]\s(?:for|in) (?P<o>[^();,]{3,90})"
)
_RATIO_WORDS = ("ratio", "Ratio", "OR", "RR", "HR", "relative risk", "Relative risk")


def by_named_ratio(view: View) -> Statement | None:
    """A ratio that names this outcome: `hazard ratio for death with A, 0.55`; None where its mark says nothing."""
    text = view.sentence.text
    if not any(word in text for word in _RATIO_WORDS):
        return None
    for found in chain(_RATIO_FOR.finditer(text), _LISTED_RATIO.finditer(text)):
        begin, end = found.span("o")
        starts = view.sentence.starts
        inside = frozenset(one for one, start in zip(view.sentence.row, starts, strict=True) if begin <= start < end)
        told = [at for at in view.heavy if not begin <= starts[at] < end]
        if view.term.share(inside) < _NAMED or told:
            continue
        mark = next((one for one in marks(text) if one.at >= min(end, found.end("value"))), None)
        ratio = number(found["value"])
        if mark is None or ratio == 1:
            continue
        if not mark.significant:
            return Statement(
                Way.NO_DIFFERENCE, f"a ratio of {ratio:g}, but {mark.text.strip()} is not significant", 0.2
            )
        named = [m.arm for m in view.mentions if begin <= view.sentence.starts[m.first] < end]
        arm = named[0] if named else "i"
        way = Way.INCREASED if (ratio > 1) == (arm == "i") else Way.DECREASED
        return Statement(way, f"a ratio of {ratio:g} for this outcome with {WHOM[arm]}", 0.2)
    return _by_row_of_ratios(view)


_ROW_OF_RATIOS = re.compile(
    r"(?:^|[;:,]|\band\b)\s?(?P<o>[A-Za-z][^();:,]{2,60}), (?P<value>\d+[.·]\d+) \("
    r"(?P<low>\d+[.·]\d+)(?:\s?[-–−]\s?|,? to |, )(?P<high>\d+[.·]\d+)\)"
)
"""`Hazard ratios were: stroke, 1.41 (1.07-1.85); hip fracture, 0.66 (0.45-0.98)`."""


def _by_row_of_ratios(view: View) -> Statement | None:
    """A ratio of a row whose outcome is this one, told by whether its interval holds 1."""
    starts = view.sentence.starts
    for found in _ROW_OF_RATIOS.finditer(view.sentence.text):
        begin, end = found.span("o")
        inside = frozenset(one for one, start in zip(view.sentence.row, starts, strict=True) if begin <= start < end)
        if view.term.share(inside) < _NAMED:
            continue
        low, ratio, high = (number(found[name]) for name in ("low", "value", "high"))
        if low <= 1 <= high:
            return Statement(Way.NO_DIFFERENCE, f"a ratio of {ratio:g}, whose interval holds 1", 0.2)
        if low <= ratio <= high:
            return Statement(
                Way.INCREASED if ratio > 1 else Way.DECREASED, f"a ratio of {ratio:g} for this outcome", 0.2
            )
    return None


_NAMED = 0.6
"""Least share of an outcome's words a ratio must name to be that outcome's."""


_SOME_GROUP = re.compile(r"(?i)\bthe (?!two|three|same|study|whole|entire)[\w-]+(?: [\w-]+)? (?:group|arm)\b")


def _by_ratio(view: View) -> Statement | None:
    """A ratio above or below 1 for the one arm the clause names, or for the intervention where it names none."""
    named = {m.arm for m in view.mentions if view.target.first <= m.first < view.target.last}
    mark = _RATIO.search(view.text_of(view.target))
    if mark is None or len(named) == 2:
        return None
    ratio = number(mark["value"])
    if ratio == 1 or (not named and len(_SOME_GROUP.findall(view.text_of(view.target))) > 1):
        return None
    arm = named.pop() if named else "i"
    way = Way.INCREASED if (ratio > 1) == (arm == "i") else Way.DECREASED
    return Statement(way, f"a ratio of {ratio:g} for {WHOM[arm]}", 0.0)


_UNSIGNED = re.compile(r"(?i)\b(?:mean|median|average|the) changes? (?:in|of|from)\b")
"""A change without its sign does not say which way it went."""


def by_marked_numbers(view: View) -> Statement | None:
    """The same where a mark of significance stands beside the figures."""
    return None if mark_for(view, None) is None else by_numbers(view)


def by_numbers(view: View) -> Statement | None:
    """Compare the two arms' figures where no word says which way; without two figures the sentence does not say."""
    mark = mark_for(view, None)
    if mark is not None and not mark.significant:
        return Statement(Way.NO_DIFFERENCE, f"{mark.text.strip()} is not significant", 0.1)
    pair = (
        _in_bracket(view)
        or paired_values(view.sentence, view.mentions, view.target, view.strangers)
        or view.in_usual_order()
    )
    pair = pair or _of_introduced_arms(view) or _across(view, surely=mark is not None or is_a_time(view.term.text))
    if pair is None:
        return (
            none_at_all(view)
            or _side_by_side(view, mark)
            or _alike(view)
            or _by_difference(view, mark)
            or _by_signed(view, mark)
            or _by_ratio(view)
            or _by_exclusion(view)
        )
    left, right = pair
    if min(pair) >= 0 and mark is None and _UNSIGNED.search(view.text_of(view.target)):
        return None
    trust = 0.1 if mark is not None else -0.25
    if left == right or (mark is None and (near(left, right) or _by_chance(view))):
        return Statement(Way.NO_DIFFERENCE, f"the arms have {left:g} and {right:g}", trust)
    way = Way.INCREASED if left > right else Way.DECREASED
    return Statement(way, f"{left:g} with the intervention, {right:g} with the comparator", trust)
