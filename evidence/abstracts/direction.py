"""Which way an outcome went for an intervention against a comparator, as an abstract reports it.

It never answers for an outcome the abstract does not report: that reading is `unknown`, with the reason.
"""

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from evidence.abstracts.contrast import Contrast, read_contrast
from evidence.abstracts.cues import has_cue
from evidence.abstracts.marks import marks
from evidence.abstracts.near_outcomes import (
    counts_responders,
    is_part_of_composite,
    is_time_to_it,
    of_other_degree,
)
from evidence.abstracts.outcomes import primary_outcome
from evidence.abstracts.reading import Abstract, Sentence, read_abstract
from evidence.abstracts.sections import SectionKind
from evidence.abstracts.statements import read_sentence
from evidence.abstracts.terms import Term, is_generic, read_term
from evidence.abstracts.timepoints import timepoints
from evidence.abstracts.views import MOST_TRUST, Statement, Way
from evidence.abstracts.words import LABELLED, lowers_and_stems, stem_set
from evidence.models import AbstractSection, Passage


class DirectionReading(NamedTuple):
    """A direction with the sentences it was read from and the reasons in words."""

    direction: Way
    passages: tuple[Passage, ...]
    reasons: tuple[str, ...]


_SECTION_WEIGHT = {
    SectionKind.RESULTS: 0.2,
    SectionKind.CONCLUSION: 0.05,
    SectionKind.UNLABELLED: 0.05,
    SectionKind.TITLE: -0.15,
    SectionKind.METHODS: -0.5,
    SectionKind.OBJECTIVE: -0.6,
    SectionKind.BACKGROUND: -0.6,
    SectionKind.OTHER: -0.6,
}
REPORTED = 0.34
"""Least share of an outcome's words a sentence must hold to be read as reporting that outcome."""
_WITHOUT_HEAD = 0.51
"""Share of its words an outcome needs where its head is not named: `blood glucose` is not `blood pressure`."""
_ANYWHERE = 0.6
"""Share of an outcome's words the abstract as a whole must hold; else a sentence needs more of them, so that
what `produced` something reports no `tear production` where nothing is said of tears."""
_IS_PRIMARY = 0.6
_AS_PRIMARY = 0.7
"""What `the primary outcome` counts for, as a share of words, where the methods name the outcome as that."""
_PLANNED = 0.5
"""Share of an outcome's words that makes a sentence of the methods one that plans to measure it."""
_PRIMARY = re.compile(r"(?i)\bprimary[ -](?:efficacy |composite )?(?:end[ -]?points?|outcomes?)\b")
_BEFORE_RESULTS = frozenset({SectionKind.METHODS, SectionKind.OBJECTIVE, SectionKind.BACKGROUND, SectionKind.OTHER})
_UNSURE = -0.05
"""A statement trusted no more than this gives way to a sentence that reports no difference in general."""
_GENERAL_REASON = "a sentence about all outcomes or about the groups as a whole reports no difference"
_LEAST = 0.35
"""Least score of a sentence to be read at all; a sentence of methods or background needs the whole outcome and more."""
_GENERAL_NULL = re.compile(
    r"(?i)\bno (?:\w+ |statistically ){0,3}differen\w+\b.{0,60}\b(?:between|among|across|in any|for any|"
    r"in all|in other|in the other)\b|\b(?:groups|treatments|arms) (?:did not|were not) (?:\w+ )?differ"
)
_TAKES_BACK = re.compile(
    r"(?i)(?:however,? |but |nevertheless,? )?(?:this|these|the|those|none of these|"
    r"such) (?:\w+ ){0,2}(?:differences?|changes?|increases?|decreases?|reductions?|effects?|trends?|"
    r"results?|improvements?|findings)"
    r"[^.]{0,60}\b(?:not|non|none|no|without|fail\w*|lack\w*)\b[^.]{0,30}significan"
)
_THE_DIFFERENCE = re.compile(r"(?i)(?:however,? )?(?:the|this) (?:\w+ ){0,3}?difference (?:for|between|vs|versus)\b")
_BARE = stem_set(
    "difference differences significant significantly statistically observed found there however between "
    "among groups two three treatment treatments arms intervention control placebo interventions "
    "conditions detected noted seen demonstrated revealed showed were after therapy surgery follow "
    "followup time point points either these this further found none differ the a both overall "
    "analysis comparison inferior noninferior superior superiority"
)
_ANY_OUTCOME = re.compile(
    r"(?i)\b(?:any|all|other|remaining)\b(?: \w+){0,4} (?:outcomes?|parameters?|variables?|measures?|"
    r"end ?points?|indices|scales|items|characteristics|assessments)\b"
)


def read_direction(
    title: str,
    abstract: tuple[AbstractSection, ...] | str,
    intervention: str,
    comparator: str,
    outcome: str,
) -> DirectionReading:
    """Which way the outcome went for the intervention against the comparator; `unknown` where the text does not say."""
    return direction_in(read_abstract(title, abstract), intervention, comparator, outcome)


@lru_cache(maxsize=256)
def direction_in(abstract: Abstract, intervention: str, comparator: str, outcome: str) -> DirectionReading:
    """The same for an abstract that has been read already."""
    term = read_term(outcome, abstract)
    contrast = read_contrast(intervention, comparator, abstract)
    ranked = _ranked(abstract, term, contrast)
    if not ranked:
        return _not_reported(abstract, term)
    best = _best(ranked[:5], term, contrast) or _carried_on(abstract, ranked[0][1], term, contrast)
    if best is None or best[1].within or _is_doubtful(*best):
        best = _of_the_pair(abstract, ranked[0][1], term, contrast) or best
    if best is None or best[1].within or best[1].trust <= _UNSURE or _is_doubtful(*best):
        general = _general_null(abstract, best[0] if best else ranked[0][1], term)
        if general is not None:
            told = (ranked[0][1].passage(), general.passage())
            return DirectionReading(Way.NO_DIFFERENCE, told, (_GENERAL_REASON,))
    later = _at_that_time(abstract, ranked[0][1], term, contrast)
    if later is not None:
        reason = "the sentence behind it reports no difference at that time"
        return DirectionReading(Way.NO_DIFFERENCE, (ranked[0][1].passage(), later.passage()), (reason,))
    if best is not None:
        return _answer(abstract, contrast, *best)
    passages = tuple(sentence.passage() for _, sentence in ranked[:2])
    return DirectionReading(
        Way.UNKNOWN, passages, (f"'{outcome}' is mentioned, but no sentence says which way it went",)
    )


def _is_doubtful(sentence: Sentence, statement: Statement) -> bool:
    """Whether a direction rests on words or figures alone, with no mark of significance and nothing that compares."""
    return statement.way is not Way.NO_DIFFERENCE and statement.trust <= 0.0 and not marks(sentence.text)


def _not_reported(abstract: Abstract, term: Term) -> DirectionReading:
    """Unknown, unless the methods name the outcome and a sentence about every outcome reports no difference."""
    planned = max(abstract.sentences, key=term.mentioned, default=None)
    if planned is not None and term.mentioned(planned) >= _PLANNED:
        general = _general_null(abstract, planned, term)
        if general is not None:
            return DirectionReading(Way.NO_DIFFERENCE, (planned.passage(), general.passage()), (_GENERAL_REASON,))
    return DirectionReading(Way.UNKNOWN, (), (f"the abstract does not report '{term.text}'",))


def _answer(abstract: Abstract, contrast: Contrast, sentence: Sentence, statement: Statement) -> DirectionReading:
    taken_back = _taken_back(abstract, sentence, contrast) if statement.way is not Way.NO_DIFFERENCE else None
    if taken_back is not None:
        reason = "the sentence after it says that this was not significant"
        return DirectionReading(Way.NO_DIFFERENCE, (sentence.passage(), taken_back.passage()), (reason,))
    if statement.within and "both arms" in statement.reason:
        reason = f"{statement.reason}; a difference between them is not reported"
        return DirectionReading(Way.NO_DIFFERENCE, (sentence.passage(),), (reason,))
    if statement.within and ("another arm" in statement.reason or "comparator alone" in statement.reason):
        return DirectionReading(Way.UNKNOWN, (sentence.passage(),), (statement.reason,))
    return DirectionReading(statement.way, (sentence.passage(),), (statement.reason,))


def _taken_back(abstract: Abstract, about: Sentence, contrast: Contrast) -> Sentence | None:
    """The next sentence where it calls what was just said, or the difference of the two arms in it, not significant."""
    place = abstract.sentences.index(about) + 1
    following = abstract.sentences[place : place + 1]
    return next(
        (one for one in following if _takes_back(one, contrast) or _not_significant_between(one, contrast)), None
    )


def _takes_back(sentence: Sentence, contrast: Contrast) -> bool:
    """Whether a sentence calls what was said before it not significant, and not a difference of other arms by name."""
    if not _TAKES_BACK.match(sentence.text):
        return False
    named = {mention.arm for mention in contrast.mentions(sentence)}
    return not _THE_DIFFERENCE.match(sentence.text) or not contrast.others_at(sentence) or named == {"i", "c"}


def _not_significant_between(sentence: Sentence, contrast: Contrast) -> bool:
    """Whether `The difference between A and B was … (P = 0.4)` speaks of the two arms."""
    if not _THE_DIFFERENCE.match(sentence.text):
        return False
    mentions = contrast.mentions(sentence)
    pair = next(((a, b) for a, b in pairwise(mentions) if a.arm != b.arm), None)
    if pair is None:
        return False
    behind = sentence.starts[pair[1].first]
    mark = next((one for one in marks(sentence.text) if one.at > behind), None)
    return mark is not None and not mark.significant


def _carried_on(
    abstract: Abstract, about: Sentence, term: Term, contrast: Contrast
) -> tuple[Sentence, Statement] | None:
    """What the next sentence says where it goes on with `it` or `they`."""
    place = abstract.sentences.index(about) + 1
    for sentence in abstract.sentences[place : place + 1]:
        if sentence.kind not in _BEFORE_RESULTS and _GOES_ON.match(sentence.text):
            statement = read_sentence(sentence, term, contrast)
            return None if statement is None else (sentence, statement)
    return None


def _at_that_time(abstract: Abstract, about: Sentence, term: Term, contrast: Contrast) -> Sentence | None:
    """The next sentence where it reports no difference, of nothing else, at the time that the outcome names."""
    wanted = timepoints(term.text)
    if not wanted or wanted & timepoints(about.text):
        return None
    place = abstract.sentences.index(about) + 1
    return next(
        (
            one
            for one in abstract.sentences[place : place + 1]
            if wanted & timepoints(one.text) and _GENERAL_NULL.search(one.text) and _bare(one, contrast.telling)
        ),
        None,
    )


def _of_the_pair(
    abstract: Abstract, about: Sentence, term: Term, contrast: Contrast
) -> tuple[Sentence, Statement] | None:
    """What one of the next two sentences says of the two arms by name, where it names no outcome of its own."""
    place = abstract.sentences.index(about) + 1
    known = _BARE | LABELLED | contrast.strangers
    for sentence in abstract.sentences[place : place + 2]:
        mentions = contrast.mentions(sentence)
        if sentence.kind in _BEFORE_RESULTS or len({mention.arm for mention in mentions}) < 2:
            continue
        if _COUNTS_PEOPLE.search(sentence.text):
            continue
        lead = sentence.stems.intersection(sentence.row[: mentions[0].first])
        if any(len(one) > 3 and not one[0].isdigit() and not is_generic(one) for one in lead - known):
            continue
        statement = read_sentence(sentence, term, contrast)
        most = 3 if statement is not None and statement.way is Way.NO_DIFFERENCE else 1
        if (
            statement is not None
            and not statement.within
            and _bare(sentence, contrast.telling | contrast.strangers, most=most)
        ):
            return sentence, statement
    return None


_COUNTS_PEOPLE = re.compile(
    r"(?i)\b(?:recovered|responded|remitted|relapsed|survived|died|healed|were cured|withdrew|dropped out|completed)\b"
)
"""What became of people is an outcome of its own."""
_GOES_ON = re.compile(
    r"(?i)(?:[^.,;]{0,40}?[, ])?(?:it|they|these scores|this score|the score|levels) (?:was|were|had|did|\w+ed)\b"
)


def _best(ranked: list[tuple[float, Sentence]], term: Term, contrast: Contrast) -> tuple[Sentence, Statement] | None:
    best: tuple[float, Sentence, Statement] | None = None
    for score, sentence in ranked:
        if best is not None and best[0] >= score + MOST_TRUST:
            break
        statement = read_sentence(sentence, term, contrast)
        if statement is None:
            continue
        total = score + statement.trust
        if best is None or total > best[0] + 1e-9:
            best = total, sentence, statement
    return None if best is None else best[1:]


def _ranked(abstract: Abstract, term: Term, contrast: Contrast) -> list[tuple[float, Sentence]]:
    """Sentences that report the outcome with their scores, the one to be believed most first."""
    scored = []
    named = primary_outcome(abstract)
    wanted = timepoints(term.text)
    is_primary = named is not None and term.share(frozenset(lowers_and_stems(named[0])[1])) >= _IS_PRIMARY
    least = REPORTED if term.share(frozenset(abstract.frequency)) >= _ANYWHERE else _WITHOUT_HEAD
    for sentence in abstract.sentences:
        share = term.mentioned(sentence)
        if is_primary and share < _AS_PRIMARY and _PRIMARY.search(sentence.text):
            share = _AS_PRIMARY
        if least == REPORTED and _OPENING <= share < least and _opens_with(sentence, term):
            share = least
        if share < least or (share < _WITHOUT_HEAD and not term.names_head(sentence.stems)):
            continue
        if sentence.kind in _BEFORE_RESULTS and not marks(sentence.text):
            continue
        if _DEFINES.search(sentence.text) or is_time_to_it(sentence, term):
            continue
        arms = {mention.arm for mention in contrast.mentions(sentence)}
        score = share + _SECTION_WEIGHT[sentence.kind] + 0.1 * len(arms)
        score += 0.12 * has_cue(sentence) + 0.06 * bool(marks(sentence.text)) + _in_time(wanted, sentence)
        score += 0.1 * bool(term.whole_name(sentence)) - 0.2 * _of_some_only(sentence, term)
        score -= 0.5 * of_other_degree(sentence, term)
        score -= 0.5 * is_part_of_composite(sentence, term)
        score -= 0.3 * counts_responders(sentence, term)
        if score >= _LEAST:
            scored.append((score, sentence))
    scored.sort(key=lambda row: (-row[0], row[1].start))
    return [row for row in scored if row[0] >= scored[0][0] - 0.5]


_DEFINES = re.compile(r"(?i)\b(?:was|were|is|are) (?:defined|considered|scored|graded|classified) as\b")
_OPENING = 0.25
"""Share of an outcome's words that is enough where a sentence opens with the last of them: `Utilisation did not …`."""


def _opens_with(sentence: Sentence, term: Term) -> bool:
    """Whether the first telling word of a sentence is the head of the outcome's name."""
    first = next((one for one in sentence.row if len(one) > 3 and not is_generic(one)), None)
    return first is not None and first == term.head


_SOME_ONLY = re.compile(
    r"(?i)(?:however, |overall, )?(?:in|among|for|within) (?:the )?(?:(?:subgroup|subset) of |(?P<who>women|men|"
    r"patients|those|children|"
    r"participants|infants|boys|girls|adults|people|subjects|individuals)) (?P<which>[^,;.]{3,80}),"
)


def _of_some_only(sentence: Sentence, term: Term) -> bool:
    """Whether a result opens with the people it is limited to: `In women with a short cervix, …`."""
    mark = _SOME_ONLY.match(sentence.text) if sentence.kind is SectionKind.RESULTS else None
    if mark is None or _ARM_PHRASE.match(mark["which"]):
        return False
    return not term.share(frozenset(lowers_and_stems(mark["which"])[1]))


_ARM_PHRASE = re.compile(
    r"(?i)(?:who )?(?:receiv|treated|given|assigned|allocated|randomi|on\b|taking|in\b|of the \w+ group)"
)


def _in_time(wanted: frozenset[str], sentence: Sentence) -> float:
    """What it counts that a sentence names the time the outcome names, or only others."""
    named = timepoints(sentence.text) if wanted else frozenset()
    if not named:
        return 0.0
    return 0.1 if wanted & named else -0.4


def _general_null(abstract: Abstract, about: Sentence, term: Term) -> Sentence | None:
    """A sentence of the results that reports no difference in general: next to `about`, or about every outcome."""
    place = abstract.sentences.index(about)
    last = _last_about(abstract, place, term)
    for number, sentence in enumerate(abstract.sentences):
        if sentence.kind not in {SectionKind.RESULTS, SectionKind.UNLABELLED, SectionKind.CONCLUSION}:
            continue
        if not _GENERAL_NULL.search(sentence.text) or term.mentioned(sentence) >= REPORTED:
            continue
        if _in_time(timepoints(term.text), sentence) < 0:
            continue
        if _ANY_OUTCOME.search(sentence.text) or (0 < number - place <= last - place + 1 and _bare(sentence)):
            return sentence
    return None


def _last_about(abstract: Abstract, place: int, term: Term) -> int:
    """The number of the last of the sentences from `place` on that go on about the outcome, three at most."""
    last = place
    for sentence in abstract.sentences[place + 1 : place + 3]:
        if term.mentioned(sentence) < REPORTED:
            break
        last += 1
    return last


def _bare(sentence: Sentence, arms: frozenset[str] = frozenset(), *, most: int = 3) -> bool:
    """Whether a sentence names no outcome of its own, only groups, times and significance."""
    own = sentence.stems - _BARE - arms
    return sum(1 for one in own if len(one) > 3 and not one[0].isdigit() and not is_generic(one)) <= most
