"""The arms of a trial as an abstract introduces them: name, role, dose, route, number of participants, passage.

It never completes an arm the text does not name.
"""

import re
from functools import lru_cache
from itertools import chain, islice

from evidence.abstracts.arm_groups import GroupReading, counted_groups, read_groups, speaks_of_groups
from evidence.abstracts.arm_names import CONTROL_NAME, FOR_TIME, ArmReading, dose_stems, read_arm
from evidence.abstracts.arm_pieces import pieces_of
from evidence.abstracts.reading import Abstract, Sentence
from evidence.abstracts.sections import SectionKind
from evidence.abstracts.size import whole_number
from evidence.abstracts.terms import content_stems, is_generic

_LEAD = re.compile(
    r"(?i)\b(?:random(?:i[sz]ed|ly (?:and \w+ )?(?:assigned|allocated|divided|distributed))|(?:were|was|"
    r"we) (?:\w+ )?(?:assigned|allocated|divided)|assigned|allocated)\b(?:[^.;:]|\d:\d){0,90}?\b(?:to (?:receive |"
    r"either |undergo |take |start with |have |use |consume |drink |eat |wear |one of (?:\w+ )?(?:groups?|arms?|"
    r"treatments?|"
    r"conditions?|interventions?)[:,(]? ?|"
    r"(?:\w+ ){0,2}(?:groups?|arms?|interventions?)[:,;(] ?|\(?(?:1|i|a)\) )*|"
    r"into (?:\w+ ){0,3}groups?[^:;(]{0,25}[:,;(] ?|"
    r"(?:consuming|receiving|received|using|taking) (?:either )?)"
    r"|\b(?:received|were given|were treated with|took|ingested|underwent|consumed|administered|fed|drank|ate|chewed|"
    r"wore|(?:was|were) [a-z]+ed with) (?:either |"
    r"one of |single doses? of |oral |daily )?"
    r"|\b(?:to (?:receive|undergo) (?:either )?|either (?!of\b|or\b|group|arm|one\b))"
    r"|\b(?P<compares>(?:trial|study|comparison) of|compar(?:e|ed|ing|ison of)|effects? of|"
    r"efficacy of)\b (?:the )?(?:\w+ (?:and \w+ )?of )?"
)
_LEAD_HINTS = (
    "random", "assign", "allocat", "divided", "receive", "given", "ed with", "took", "ingested", "underwent",
    "consumed",
    "administered", "fed ", "drank", "ate ", "chewed", "wore", "undergo", "either", "compar", "effect", "efficacy",
    "trial of", "study of", "applied", "offered", "infused", "injected", " used",
)  # fmt: skip
"""What every verb of assignment holds, in lower case: quicker to look for."""
_COMPARING = re.compile(
    r"(?i)\bcompar(?:e|es|ed|ing|ison of|ison between)\b(?! to\b| with\b) "
    r"(?:the )?(?:(?:(?!with\b|and\b|to\b|versus\b)\w+ ){1,3}(?:of|between) )?"
)
_WITH_N = re.compile(
    r"(?P<name>[A-Za-z][^,;:.()]{1,70}?)\s*\((?P<inside>[^()]{0,60}?\b[nN]\s?=\s?\d[\d,]*[^()]{0,40})\)"
)

_MOST_LEADS = 8
_REACH = 300
"""How many verbs of assignment a sentence is searched for, and how far behind each in characters."""
_INTRODUCES = frozenset({SectionKind.METHODS, SectionKind.UNLABELLED, SectionKind.OBJECTIVE, SectionKind.BACKGROUND})
_BEFORE_RESULTS = frozenset(
    {SectionKind.METHODS, SectionKind.UNLABELLED, SectionKind.OBJECTIVE, SectionKind.RESULTS, SectionKind.TITLE}
)


def read_arms(abstract: Abstract) -> tuple[ArmReading, ...]:
    """The arms in the order of the sentence that introduces them best; empty where no sentence names two."""
    arms = named_arms(abstract)
    return arms if all(one.arm.participants for one in arms) else _with_counts(arms, abstract)


@lru_cache(maxsize=256)
def named_arms(abstract: Abstract) -> tuple[ArmReading, ...]:
    """The same without the counts that other sentences give: quicker where only the names matter."""
    return _introduced(abstract) or _by_group_names(abstract)


@lru_cache(maxsize=256)
def _introduced(abstract: Abstract) -> tuple[ArmReading, ...]:
    """The arms that a sentence introduces side by side, or sentences one by one."""
    best: tuple[ArmReading, ...] = ()
    best_score = 0.0
    for number, sentence in enumerate(abstract.sentences):
        if sentence.kind not in _BEFORE_RESULTS:
            continue
        for arms in _candidates(sentence):
            score = _score(arms, sentence) - 0.05 * number
            if score > best_score:
                best, best_score = arms, score
    groups = read_groups(one for one in abstract.sentences if one.kind in _INTRODUCES)
    described = _of_groups(groups)
    if described and (not best or _score(described, described[0].sentence) >= best_score or _only_roles(best)):
        best = described
    return best


def in_order(abstract: Abstract) -> bool:
    """Whether the arms stand in an order that the text gives them: those known only as `the X group` do not."""
    return bool(_introduced(abstract))


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
        SectionKind.RESULTS: -0.5,
    }.get(sentence.kind, 0.0)
    return score - 0.1 * sum(len(one.arm.name.split()) for one in arms)


def _candidates(sentence: Sentence) -> list[tuple[ArmReading, ...]]:
    text, results = sentence.text, sentence.kind is SectionKind.RESULTS
    found = [_read_pieces(_with_n(text), sentence)] if _HAS_N.search(text) else []
    if not results:
        found += _labelled_in(sentence)
    if not results or _ASSIGNS.search(text):
        found += _assigned_in(sentence)
    if not results:
        found += _compared_in(sentence)
    return [arms for arms in found if arms]


def _labelled_in(sentence: Sentence) -> list[tuple[ArmReading, ...]]:
    """The arms of a sentence that labels or counts its groups."""
    text = sentence.text
    labels = list(_GROUP_BRACKET.finditer(text))
    found = [_read_pieces(_before_labels(text, labels), sentence)] if len(labels) > 1 else []
    counted = [f"{mark['name']} (n = {mark['n']})" for mark in _COUNT_GOT.finditer(text)]
    if len(counted) > 1:
        found.append(_read_pieces(counted, sentence))
    return [*found, _of_groups(counted_groups(sentence))] if speaks_of_groups(text) else found


_COUNT_GOT = re.compile(
    r"(?i)(?:(?<=[;,] )|(?<=and )|(?<=: )|(?<=of )|^)(?P<n>\d[\d,]*)(?: [a-z]+)? (?:received|underwent|took|had|"
    r"were given|"
    r"(?:were )?(?:assigned|allocated|randomi[sz]ed) to|to) (?P<name>(?:[^,;.()]|\.\d){2,60}?)(?= and \d|[,;(]|"
    r"\.(?!\d)|$)"
)


def _assigned_in(sentence: Sentence) -> list[tuple[ArmReading, ...]]:
    """The arms behind each verb of assignment; in results only behind a plain one."""
    text, results = sentence.text, sentence.kind is SectionKind.RESULTS
    lower = text.lower()
    if not any(hint in lower for hint in _LEAD_HINTS):
        return []
    listed = _SUBJECTS.search(text) if not results else None
    found = [_read_pieces(pieces_of(listed["list"], assigned=True), sentence)] if listed else []
    return found + [
        _read_pieces(
            pieces_of(_label_before(text, lead.start()) + _reach(text, lead.end()), assigned=lead["compares"] is None),
            sentence,
        )
        for lead in islice(_LEAD.finditer(text), _MOST_LEADS)
        if not results or lead[0].lower().startswith(("random", "assigned", "allocated", "w"))
    ]


_SUBJECTS = re.compile(
    r"(?:^|, )(?P<list>[^.;:]{4,120}? or [^.;:,]{3,60}?) (?:was|were) (?:applied|given|administered|used|offered|"
    r"infused|injected)\b"
)
"""Treatments that are the subject of what was done: `pulsed laser, continuous laser or sham was applied`."""
_ENDS_IN_LABEL = re.compile(r"\b(?:[Gg]roup|[Aa]rm|[Cc]ohort) (?:[A-Z]{1,3}\d?|[1-6]) \Z")


def _label_before(text: str, at: int) -> str:
    """The label of the group that a verb has for its subject, as in `Group A received`."""
    mark = _ENDS_IN_LABEL.search(text, max(0, at - 14), at)
    return mark[0] if mark else ""


_COLON = re.compile(
    r"(?i)(?:patients|participants|women|men|children|adults|subjects|trial|study|groups?|arms?|villages|schools|"
    r"clinics|"
    r"hospitals|practices|clusters|homes|wards|RCT|"
    r"conditions|adults)\b[^:;.]{0,80}:\s"
)


def _behind_colon(text: str) -> list[str]:
    """What stands behind a colon where the text lists treatments there: `90 women: A, B or C`."""
    mark = _COLON.search(text)
    return pieces_of(_reach(text, mark.end()), assigned=True) if mark else []


def _compared_in(sentence: Sentence) -> list[tuple[ArmReading, ...]]:
    """The arms that `comparing A and B` names, or a title."""
    text = sentence.text
    reaches = (
        []
        if "ompar" not in text
        else [
            pieces_of(_reach(text, lead.end()), assigned=False, compared=True)[:2]
            for lead in islice(_COMPARING.finditer(text), _MOST_LEADS)
        ]
    )
    if sentence.kind is SectionKind.TITLE:
        reaches += [pieces_of(part, assigned=False) for part in re.split(r"[:?]", text)]
    if ":" in text and sentence.kind is not SectionKind.TITLE:
        reaches.append(_behind_colon(text))
    return [_read_pieces([_WHOM.split(one)[0] for one in pieces], sentence) for pieces in reaches]


_WHOM = re.compile(r"(?i)\s(?:for|in|on|among|after|during|as|before)\s")


def _reach(text: str, start: int) -> str:
    """What follows a verb of assignment, to the end of its sentence."""
    rest = text[start : start + _REACH].replace("&amp;", "&").replace("&nbsp;", " ")
    colon = rest.find(": ", 0, 40)
    if colon != -1 and not _OR_FIRST.search(rest, 0, colon):
        rest = rest[colon + 2 :]
    stop = _FULL_STOP.search(rest)
    return rest[: stop.start()] if stop else rest


_GROUP_BRACKET = re.compile(r"\((?:n\s?=\s?\d+[,;] )?(?:[Gg]roup|[Aa]rm|[Cc]ohort) [A-Z0-9][\w+/-]{0,5}\b[^()]*\)")
_OPENS_NAMES = re.compile(
    r"(?i)\b(?:received|receive|had|given|underwent|undergo|took|with either|to|into|either|groups?:|"
    r"treated (?:with|in|by))\s"
)
_JOINS_NAMES = re.compile(r"(?i)^[\s,;]*(?:(?:and|or|to|versus|vs\.?)\s)?(?:either )?")


def _before_labels(text: str, labels: list[re.Match[str]]) -> list[str]:
    """What stands before each of several brackets with a label: `zinc (group Z) or iron (group I)`."""
    pieces: list[str] = []
    start = 0
    for label in labels:
        name = text[start : label.start()]
        opened = list(_OPENS_NAMES.finditer(name)) if not pieces else []
        name = name[opened[-1].end() :] if opened else name
        pieces.append(f"{_JOINS_NAMES.sub('', name)} {label[0]}")
        start = label.end()
    return pieces


_HAS_N = re.compile(r"\([^()]{0,60}\b[nN]\s?=")
_ASSIGNS = re.compile(r"(?i)random|assigned|allocated|divided")
_OR_FIRST = re.compile(r"(?i),| or | versus | and ")
_FULL_STOP = re.compile(r"\.\s+[A-Z]|\.\s*\Z")


def _with_n(text: str) -> list[str]:
    """Names with their own `n = …`, as `placebo (n = 15)`; the name is what follows the last `or`, `and`, `to`."""
    pieces = []
    for mark in _WITH_N.finditer(text):
        name = re.split(
            r"(?i)\b(?:or|and|to|versus|vs\.?|either|receive|received|into|of|treated with|given|"
            r"groups?)\s",
            mark["name"],
        )[-1]
        pieces.append(f"{name} ({mark['inside']})")
    return pieces


def _read_pieces(pieces: list[str], sentence: Sentence) -> tuple[ArmReading, ...]:
    """The arms the pieces name, up to the first piece that names none."""
    arms: list[ArmReading] = []
    timed = sum(FOR_TIME.search(piece) is not None for piece in pieces) > 1
    for number, piece in enumerate(pieces[:7]):
        arm = read_arm(piece, sentence, timed=timed)
        if arm is None and number == 0:
            continue
        if arm is None:
            break
        if arm.stems and all(not _same(arm, one) for one in arms):
            arms.append(arm)
    return _named_apart(arms) if len(arms) >= 2 else ()


def _same(one: ArmReading, another: ArmReading) -> bool:
    return one.stems == another.stems and (one.arm.dose == another.arm.dose or not one.arm.dose or not another.arm.dose)


def _named_apart(arms: list[ArmReading]) -> tuple[ArmReading, ...]:
    """Arms of one name with their doses as part of it: `zinc 10 mg`, `zinc 20 mg`."""
    names = [one.arm.name.lower() for one in arms]
    kept = []
    for one in arms:
        if names.count(one.arm.name.lower()) > 1 and one.arm.dose:
            named = one.arm.model_copy(update={"name": f"{one.arm.name} {one.arm.dose}"})
            one = one._replace(arm=named, stems=one.stems | dose_stems(one.arm.dose))  # noqa: PLW2901
        kept.append(one)
    return tuple(kept) if len({one.arm.name for one in kept}) == len(kept) else ()


def _of_groups(groups: tuple[GroupReading, ...]) -> tuple[ArmReading, ...]:
    """Arms told group by group: each by what it got, or by its label where that cannot be made out."""
    arms: list[ArmReading] = []
    for one in groups:
        got = pieces_free(one.got)
        arm = (read_arm(got, one.sentence) if got else None) or read_arm(one.label, one.sentence)
        if arm is None:
            return ()
        role = "control" if arm.arm.role == "intervention" and CONTROL_NAME.search(one.label) else arm.arm.role
        record = arm.arm.model_copy(update={"role": role, "participants": one.participants or arm.arm.participants})
        labels = frozenset(stem for stem in content_stems(_labelled(one.label)))
        arms.append(arm._replace(arm=record, aliases=arm.aliases | labels))
    if len(arms) < 2 or len({one.arm.name.lower() for one in arms}) < len(arms):
        arms = [arm for one in groups if (arm := read_arm(one.label, one.sentence)) is not None]
        arms = [
            arm._replace(arm=arm.arm.model_copy(update={"participants": one.participants}))
            for arm, one in zip(arms, groups, strict=False)
        ]
    return tuple(arms) if len(arms) >= 2 else ()


def _labelled(label: str) -> str:
    return label if label.split(maxsplit=1)[0] in {"group", "arm", "cohort"} else f"{label} group"


def pieces_free(got: str) -> str:
    """What a group got, without what follows of times and measures."""
    return got.strip(" .,:;")


_GROUP_NAME = re.compile(
    r"\b(?:the|in|of|and|for|with|than|between|to) (?P<name>[A-Za-z][\w/+-]*(?: [a-z][\w/+-]*)?)[ -](?:groups?|arms?)\b"
)


def _by_group_names(abstract: Abstract) -> tuple[ArmReading, ...]:
    """The groups by the names the text calls them: `the iron group`, `the PI group`; two to four of them."""
    arms: dict[frozenset[str], ArmReading] = {}
    for sentence in abstract.sentences:
        for mark in _GROUP_NAME.finditer(sentence.text) if "roup" in sentence.text else ():
            arm = read_arm(mark["name"], sentence)
            if arm is not None and arm.stems and not _NO_GROUP.search(arm.arm.name):
                arms.setdefault(arm.stems, arm)
    named = [one for one in arms.values() if not _ROLE_ALONE.fullmatch(one.arm.name)]
    kept = named if len(named) >= 2 else list(arms.values())
    return tuple(kept) if 2 <= len(kept) <= 4 else ()


_NO_GROUP = re.compile(
    r"(?i)\b(?:two|three|four|each|age|same|study|all|either|any|whole|sub|these|parallel|equal|patient)\b"
)


def _only_roles(arms: tuple[ArmReading, ...]) -> bool:
    return all(_ROLE_ALONE.fullmatch(one.arm.name) for one in arms)


_ROLE_ALONE = re.compile(
    r"(?i)(?:the )?(?:intervention|treatment|experimental|control|study|trial|test|comparison|treated|first|second|"
    r"group \w+|[a-d]|[1-4])"
)


def _with_counts(arms: tuple[ArmReading, ...], abstract: Abstract) -> tuple[ArmReading, ...]:
    """The arms with the number of people that another sentence gives for each by its name or label."""
    counts: dict[int, int] = {}
    for sentence in abstract.sentences:
        if sentence.kind not in _BEFORE_RESULTS:
            continue
        for stems, count in _counts_in(sentence):
            hits = [at for at, one in enumerate(arms) if stems and stems <= (one.stems | one.aliases)]
            if len(hits) == 1:
                counts.setdefault(hits[0], count)
    if len(counts) < len(arms):
        return arms
    return tuple(
        one._replace(arm=one.arm.model_copy(update={"participants": one.arm.participants or counts[at]}))
        for at, one in enumerate(arms)
    )


_NAME_COUNT = re.compile(
    r"(?P<name>[A-Za-z][\w/+ -]{1,50}?)(?: groups?| arms?)?,? \(?(?:n\s?=\s?(?P<n>\d[\d,]*)\)?|\((?P<m>\d+)\))"
)
_COUNT_IN = re.compile(
    r"(?i)(?P<n>\d[\d,]*) (?:(?:patients|participants|subjects|women|men|children) )?(?:(?:were )?(?:assigned|"
    r"allocated|randomi[sz]ed) )?"
    r"(?:in|to|received) (?:the |receive )?(?P<name>[\w/+-]+(?: [\w/+-]+){0,2}?)(?= group| arm|[,;.)]| and\b)"
)


def _counts_in(sentence: Sentence) -> list[tuple[frozenset[str], int]]:
    found = []
    for mark in chain(_NAME_COUNT.finditer(sentence.text), _COUNT_IN.finditer(sentence.text)):
        number = mark["n"] or mark.groupdict().get("m")
        count = whole_number(number) if number else None
        name = re.split(r"(?i)\b(?:or|and|to|versus|either|receive|received|into|of|with|the|in)\s", mark["name"])[-1]
        stems = frozenset(one for one in content_stems(name) if not is_generic(one))
        if count is not None:
            found.append((stems, count))
    return found
