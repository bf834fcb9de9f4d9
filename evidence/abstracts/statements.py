"""How one sentence is read for one outcome and one contrast: the cue that speaks of it, for whom, and with what mark.

It never chooses between sentences: that is direction's business.
"""

import re
from functools import lru_cache

from evidence.abstracts.clauses import Clause, distance, is_gapped, pauses_between
from evidence.abstracts.comparisons import by_changes, by_marked_numbers, by_named_ratio, by_numbers, none_at_all
from evidence.abstracts.contrast import Contrast, other
from evidence.abstracts.cue_merging import merged
from evidence.abstracts.cues import (
    OPPOSITE,
    Cue,
    CueKind,
    cues,
    is_change,
    is_within,
    says_both,
)
from evidence.abstracts.figures import figures
from evidence.abstracts.gains import by_gains, kind_by_values, less_is_better
from evidence.abstracts.levelling import is_levelled, tells_of_a_third
from evidence.abstracts.polarity import is_a_time, names_a_decrease
from evidence.abstracts.reading import Sentence
from evidence.abstracts.setting_apart import set_apart
from evidence.abstracts.subjects import UNSURE, Subject, follows_marker, subject_of
from evidence.abstracts.terms import Term
from evidence.abstracts.views import WHOM, Statement, View, Way, adjoins, mark_for, view_of
from evidence.abstracts.words import lowers_and_stems

_BETWEEN = re.compile(
    r"\b(?:between\b|than\b|compared\b|versus\b|vs\b|relative to\b|favou?r|over placebo|"
    r"superior\b|inferior\b|across (?:the )?(?:treatment )?groups|group differences|in comparison)"
)
_BASELINE_BALANCE = re.compile(
    r"(?i)\bat baseline\b|\bbaseline (?:characteristics|demographic|clinical)|\bcharacteristics\b|"
    r"\bdemographic|\bbaseline\b[^.]{0,40}\b(?:similar|comparable)"
)
_COMPARES = re.compile(
    r"(?i)differ|similar|compar|equal|equiv|between|than|versus|\bvs\b|superior|inferior|same|as .{3,20} as"
)
_CORRELATES = re.compile(r"(?i)\bcorrelat\w+|\bpredict\w*|\bregression\b")
_SPREAD = 30.0
"""How much less plausible than the first a cue may be and still speak where the first says nothing decisive."""
_TURNS = frozenset({"whereas", "while", "but", "whilst", "although"})


@lru_cache(maxsize=4096)
def _sets_against(clause: str) -> bool:
    """Whether a clause sets one group against another."""
    return _BETWEEN.search(clause.lower()) is not None


def read_sentence(sentence: Sentence, term: Term, contrast: Contrast) -> Statement | None:
    """What the sentence says of the outcome, or None where it names no direction for it."""
    view = view_of(sentence, term, contrast)
    found = merged(_of_no_name(view), set(view.heavy), sentence)
    first = set_apart(view) or by_named_ratio(view) or none_at_all(view) or _of_whole_sentence(found, view)
    return first or _by_cues(found, view)


_GROUPS = frozenset({"group", "groups", "arm", "arms", "cohort"})


def _of_no_name(view: View) -> tuple[Cue, ...]:
    """The cues that are no part of an arm's name, as `delayed` is of `the delayed group`."""
    lowers = view.sentence.lowers
    stems = view.contrast.intervention.keys() | view.contrast.comparator.keys()
    return tuple(
        cue
        for cue in cues(view.sentence.text)
        if cue.kind is CueKind.NULL
        or not (
            _GROUPS.intersection(lowers[cue.last : cue.last + 1])
            or stems.issuperset(view.sentence.row[cue.first : cue.last])
        )
    )


def _of_whole_sentence(found: list[Cue], view: View) -> Statement | None:
    """What the build of the sentence says before any one cue does: taken back, carried on, or told in figures."""
    told_there = any(cue.kind is not CueKind.NULL and view.home_of(cue) == view.target for cue in found)
    if told_there and is_levelled(view):
        return Statement(Way.NO_DIFFERENCE, "the sentence ends in 'no difference between the groups'", 0.3)
    if not told_there and (gapped := _gapped(found, view)) is not None:
        return gapped
    plain = [cue for cue in found if cue.kind is CueKind.NULL or not _in_brackets(cue, view.sentence)]
    return None if any(view.home_of(cue) == view.target for cue in plain) else by_marked_numbers(view)


def _by_cues(found: list[Cue], view: View) -> Statement | None:
    told: list[Statement] = []
    for cue in _by_cost(found, view):
        statement = _state(cue, view)
        if statement is not None and not statement.within:
            return statement
        told += [statement] if statement is not None else []
    return told[0] if told else by_numbers(view)


def _in_brackets(cue: Cue, sentence: Sentence) -> bool:
    before = sentence.lowers[: cue.first]
    return before.count("(") > before.count(")")


def _gapped(found: list[Cue], view: View) -> Statement | None:
    """A clause without a verb carries on the one before: `nausea was commoner with A, and rash with B`."""
    place = view.parts.index(view.target)
    named = view.named_in(view.target)
    if not place or not is_gapped(view.sentence.lowers, view.target) or len(named) != 1:
        return None
    before = [cue for cue in found if view.home_of(cue) == view.parts[place - 1]]
    if len(before) != 1 or before[0].kind in {CueKind.NULL, CueKind.DIFFERENT}:
        return None
    mark = mark_for(view, None)
    if mark is not None and not mark.significant:
        return Statement(Way.NO_DIFFERENCE, f"{mark.text.strip()} is not significant", 0.1)
    arm = named.pop()
    kind = OPPOSITE[before[0].kind] if arm == "c" else before[0].kind
    said = view.sentence.lowers[before[0].first]
    way = _way_of(kind, view, changes=is_change(said), names_it=True, delays=False)
    return Statement(way, f"'{said}' carries on to {WHOM[arm]}", 0.0)


def _by_cost(found: list[Cue], view: View) -> list[Cue]:
    """The cues that may speak of the outcome, the most plausible first: near it, in its clause, comparing groups."""
    if len(found) < 2:
        return found
    denied = any(cue.kind is CueKind.NULL and view.home_of(cue) == view.target for cue in found)
    costs = sorted((_cost(cue, view, denied=denied), number) for number, cue in enumerate(found))
    return [found[number] for cost, number in costs if cost <= costs[0][0] + _SPREAD]


def _cost(cue: Cue, view: View, *, denied: bool) -> float:
    """How implausible it is that a cue speaks of the outcome; `denied` where the outcome's clause says no change."""
    at = min(view.heavy, key=lambda place: abs(place - cue.first), default=cue.first)
    home = view.home_of(cue)
    text = view.text_of(home)
    cost = distance(view.sentence.lowers, cue.first, at) + 2.0 * min(
        4, pauses_between(view.sentence.lowers, cue.first, at)
    )
    ahead = view.parts.index(home) - view.parts.index(view.target)
    apart = abs(ahead)
    here, there = view.named_in(home), view.named_in(view.target)
    turned = ahead == 1 and home.opened_by in _TURNS and here == {"i"} and there == {"c"} and _only_compared(view)
    favour = 20.0 * (turned or (here == {"i", "c"} and ahead > 0 and len(there) == 1 and not denied))
    if cue.kind is CueKind.NULL:
        cost += (8.0 if _sets_against(text) else 12.0) * apart - 4.0
        cost += 15.0 * bool(_BASELINE_BALANCE.search(text))
    else:
        arm, sure = subject_of(cue, view, home)
        cost += (
            10.0 * _stands_in_list(cue, view, home)
            + 12.0 * apart
            + 25.0 * (is_within(text) and sure < 1.0)
            - 4.0 * _sets_against(text)
        )
        cost += 20.0 * (arm == "neither" or (arm == "both" and by_changes(cue, view, home) is None))
    return cost - favour + 4.0 * (cue.kind is CueKind.DIFFERENT)


def _only_compared(view: View) -> bool:
    """Whether the clause of the outcome names its arms only behind `than` and the like, for somebody else."""
    told = [m for m in view.mentions if view.target.first <= m.first < view.target.last]
    return all(follows_marker(m, view.sentence) for m in told)


_COPULA = frozenset({"was", "were", "is", "are"})
_JOINS = frozenset({",", "and", "or"})


def _stands_in_list(cue: Cue, view: View, home: Clause) -> bool:
    """Whether a cue is part of a name in a row of subjects: `nausea and decreased appetite were more common`."""
    lowers = view.sentence.lowers
    if cue.noun or cue.last - cue.first > 1 or cue.last >= home.last or not is_change(lowers[cue.first]):
        return False
    if cue.first == home.first or lowers[cue.first - 1] not in _JOINS or not lowers[cue.last].isalpha():
        return False
    verb = next((at for at in range(cue.last + 1, home.last) if lowers[at] in _COPULA), None)
    return verb is not None and _NOT_NAMES.isdisjoint(lowers[cue.last : verb])


_NOT_NAMES = frozenset({"the", "in", "by", "than", "with", "(", ")", ";", "which", "that", "from", "to"})


def _state(cue: Cue, view: View) -> Statement | None:
    """What a cue says of the outcome, its clause, its mark of significance and its subject taken together."""
    said = view.sentence.text[view.sentence.starts[cue.first] : view.sentence.ends[cue.last - 1]]
    home = view.home_of(cue)
    trust = 0.2 * _sets_against(view.text_of(home))
    if cue.kind is CueKind.NULL:
        return None if _of_others(view, home) else _null(said, view, home, trust)
    mark = mark_for(view, cue)
    if mark is not None and not mark.significant and (adjoins(mark, view) or not _said_significant(cue, view.sentence)):
        return Statement(Way.NO_DIFFERENCE, f"'{said}', but {mark.text.strip()} is not significant", trust + 0.1)
    if cue.kind is CueKind.DIFFERENT:
        return by_numbers(view)
    if _hedged_away(cue, view):
        return Statement(Way.NO_DIFFERENCE, f"'{said}', but called not significant", trust)
    return _directed(cue, said, view, home, trust + 0.1 * (mark is not None))


def _of_others(view: View, home: Clause) -> bool:
    """Whether a clause compares with a further arm of the trial, or tells of such arms alone."""
    named = view.named_in(home)
    if not named and _THE_TWO.search(view.text_of(home)) and tells_of_a_third(view):
        return True
    if named == {"i", "c"} or not any(home.first <= at < home.last for at in view.strangers):
        return False
    return not named or _PAIRS.search(view.text_of(home)) is not None


_THE_TWO = re.compile(r"(?i)\bbetween (?:the two|them|these)\b")
_PAIRS = re.compile(
    r"(?i)\b(?:similar|comparable|equal|same) (?:in|with|for|among)\b|\b(?:between|than|versus|vs|from|to|compared)\b|"
    r"\bas .{3,30} as\b"
)


def _null(said: str, view: View, home: Clause, trust: float) -> Statement:
    """No difference: between the arms, at baseline only, or no change of the comparator alone."""
    text = view.text_of(home)
    named = {m.arm for m in view.mentions if home.first <= m.first < home.last}
    if _BASELINE_BALANCE.search(text):
        return Statement(Way.NO_DIFFERENCE, f"the abstract says '{said}' of the baseline", trust - 0.9)
    if named == {"c"} and (_EVERY.search(text) or not _whole_arm(view, home)):
        return Statement(Way.NO_DIFFERENCE, f"the abstract says '{said}'", trust)
    if named == {"c"} and not _COMPARES.search(text) and not said.lower().startswith(_OF_ALL):
        return Statement(Way.NO_DIFFERENCE, f"'{said}' is said of the comparator alone", trust - 0.6, within=True)
    if named == {"i"} and not _COMPARES.search(text) and _turns_to_comparator(view, home):
        return Statement(Way.NO_DIFFERENCE, f"'{said}' is said of the intervention alone", trust - 0.6, within=True)
    says = "denies" if any(cue.kind is not CueKind.NULL for cue in cues(said)) else "says"
    return Statement(Way.NO_DIFFERENCE, f"the abstract {says} '{said}'", trust + 0.2 * _sets_against(text))


_EVERY = re.compile(r"(?i)\b(?:either|neither|any|both)\b")


def _whole_arm(view: View, home: Clause) -> bool:
    """Whether a clause names the comparator by more than half of its words: `surgery` alone is no `upfront surgery`."""
    known = view.contrast.abstract.frequency
    whole = {one for one, weight in view.contrast.comparator.items() if weight >= 1.0 and known.get(one)}
    told = {
        one for m in view.mentions for one in view.sentence.row[m.first : m.last] if home.first <= m.first < home.last
    }
    return len(whole) < 2 or 2 * len(whole & told) > len(whole) or not whole & told


_OF_ALL = ("tend", "trend", "independent", "irrespective", "regardless", "unrelated")


def _turns_to_comparator(view: View, home: Clause) -> bool:
    """Whether the next clause turns to the comparator alone and says which way the outcome went there."""
    following = [clause for clause in view.parts if clause.first >= home.last][:1]
    return any(
        clause.opened_by in _TURNS
        and view.named_in(clause) == {"c"}
        and any(
            cue.kind not in {CueKind.NULL, CueKind.DIFFERENT} and view.home_of(cue) == clause
            for cue in cues(view.sentence.text)
        )
        for clause in following
    )


def _directed(cue: Cue, said: str, view: View, home: Clause, trust: float) -> Statement:
    arm, sure = _subject(cue, view, home)
    shared = arm == "both" or not view.mentions or (sure < 1.0 and view.named_in(home) == {"i", "c"})
    if shared and (changes := by_changes(cue, view, home) or by_gains(cue, view, home)) is not None:
        return changes
    text = view.text_of(home)
    if arm == "c" and sure < 1.0 and _of_each_arm(cue, view, home):
        arm = "neither"
    first = view.sentence.lowers[cue.first]
    told = kind_by_values(cue, view, home)
    kind = OPPOSITE[told] if arm == "c" else told
    way = _way_of(
        kind, view, changes=cue.noun or is_change(first), names_it=not cue.noun, delays=first.startswith("delay")
    )
    more_so = view.sentence.lowers[cue.last : cue.last + 1] == ("so",)
    third = tells_of_a_third(view) and view.named_in(home) == {"i"} and says_both(text)
    within = not more_so and not third and ((is_within(text) and sure < 1.0) or arm in {"both", "neither"})
    whom = "both arms" if within and says_both(text) else WHOM[arm]
    trust += 0.2 * (sure - 0.8) - 0.5 * within - 0.3 * bool(_CORRELATES.search(text))
    return Statement(way, f"'{said}' is said of {whom}", trust, within=within)


def _carried_on(view: View, before: Clause) -> Subject | None:
    """The subject of the clause before, which a clause that names nobody carries on."""
    told = [m for m in view.mentions if before.first <= m.first < before.last and not follows_marker(m, view.sentence)]
    return Subject(told[0].arm, 0.6) if told else None


_HEDGE = re.compile(
    r"(?i)(?:[^.;]|\.\d){0,140}?\b(?P<hedge>(?:but|although|though|albeit|however|yet|(?<=, )(?:the|this|these|"
    r"those) (?:\w+ )?(?:differences?|reductions?|increases?|changes?|effects?|trends?|"
    r"results?))\b[^.;]{0,40}\b(?:not|non|"
    r"fail\w* to|without)[ -]?(?:\w+ly |reach |reaching |obtain |achieve |statistical |attain )*significan|"
    r"(?:but|although|though|albeit|however|yet)\b[^.;]{0,25}\bsignificance (?:was|were) not\b|"
    r",? (?:not|without) reaching (?:\w+ )?significan|(?:fell|falling) short of (?:\w+ )?significan|"
    r", not significantly\b)"
)


def _hedged_away(cue: Cue, view: View) -> bool:
    """Whether the sentence takes the cue back, as `higher, but not significantly so` does, before it turns to more."""
    rest = view.sentence.text[view.sentence.ends[cue.last - 1] :]
    mark = _HEDGE.match(rest)
    if mark is not None and _names_others(view, cue, view.sentence.ends[cue.last - 1] + mark.start("hedge")):
        return False
    return mark is not None and not view.term.share(frozenset(lowers_and_stems(mark["hedge"])[1]))


_BY_WHOM = re.compile(r"(?i)\b(?:by|with|in|for|on|after|among)\b")


def _names_others(view: View, cue: Cue, start: int) -> bool:
    """Whether what takes a cue back speaks of one arm alone, which the cue is not said of: `but not … with B`."""
    starts = view.sentence.starts
    named = {m.arm for m in view.mentions if starts[m.first] >= start}
    before = {m.arm for m in view.mentions if view.sentence.ends[cue.last - 1] <= starts[m.first] < start}
    closed = _NOT_SO.match(view.sentence.text, start) is not None
    return len(named) == 1 and not named <= before and not closed and bool(_BY_WHOM.search(view.sentence.text, start))


_NOT_SO = re.compile(r"(?i)(?:but|although|though|albeit) not (?:\w+ )?significantly(?: so)?\s?[,.)]")


def _subject(cue: Cue, view: View, home: Clause) -> Subject:
    """The arm the cue speaks of; one named only across a `whereas` or `but` is the other one."""
    subject = subject_of(cue, view, home)
    if subject.sure != UNSURE:
        return subject
    place = view.parts.index(home)
    if place and not any(home.first <= m.first < home.last for m in view.mentions):
        earlier = (_carried_on(view, part) for part in reversed(view.parts[:place]))
        return next((one for one in earlier if one is not None), subject)
    across = [clause for clause in view.parts[place + 1 : place + 2] if clause.opened_by in _TURNS]
    named = {m.arm for m in view.mentions if any(clause.first <= m.first < clause.last for clause in across)}
    return Subject(other(named.pop()), 0.7) if len(named) == 1 else subject


def _way_of(kind: CueKind, view: View, *, changes: bool, names_it: bool, delays: bool) -> Way:
    """The way of the outcome; `changes` says that the cue is a change (`reduced`), not a comparison (`lower`)."""
    outcome = view.term.text
    if kind in {CueKind.BETTER, CueKind.WORSE}:
        less = less_is_better(view) == (kind is CueKind.BETTER)
        return Way.DECREASED if less else Way.INCREASED
    if names_a_decrease(outcome) and changes and not _tells_the_decrease(view, names_it=names_it):
        kind = OPPOSITE[kind]
    if delays and is_a_time(outcome):
        kind = OPPOSITE[kind]
    return Way.INCREASED if kind is CueKind.UP else Way.DECREASED


def _of_each_arm(cue: Cue, view: View, home: Clause) -> bool:
    """Whether a change is told of several arms with an amount for each, of which only the comparator is known."""
    begin, end = view.sentence.ends[cue.last - 1], view.bounds(home)[1]
    given = [one for one in figures(view.sentence.text) if begin <= one.start < end and not one.bracketed]
    return view.named_in(home) == {"c"} and is_change(view.sentence.lowers[cue.first]) and len(given) > 1


def _tells_the_decrease(view: View, *, names_it: bool) -> bool:
    """Whether the sentence has the outcome's own word of decrease too, so that what changed is the decrease."""
    if names_it:
        return names_a_decrease(view.sentence.text)
    return _LOSS.search(view.term.text) is not None and _LOSS.search(view.sentence.text) is not None


_LOSS = re.compile(r"(?i)\bloss\b")


def _said_significant(cue: Cue, sentence: Sentence) -> bool:
    return any(lower.startswith("significan") for lower in sentence.lowers[max(0, cue.first - 3) : cue.last + 1])
