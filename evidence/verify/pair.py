"""One claim beside one study, with what several checks want to know of both; it decides nothing."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Protocol

from evidence.abstracts.reading import Abstract, read_abstract
from evidence.models import (
    Check,
    CheckName,
    CheckResult,
    CitationBase,
    ClaimBase,
    ClaimType,
    Direction,
    NumberCheck,
    OutcomeKind,
    Passage,
    PublicationBase,
    ResultBase,
    StudyBase,
    StudyTypeBase,
)
from evidence.verify.outcomes import HARM, compare_outcomes, content, families, is_generic, is_harm
from evidence.verify.plain import without_source
from evidence.verify.wording import Relation, describe, ingredients, is_inert, parts, stem, words


class Vocabulary(Protocol):
    """What the checks ask of the controlled vocabulary, which never changes while it is in use."""

    def __hash__(self) -> int:
        """Its identity, so that what a label means need be looked up once only."""

    def condition_code(self, text: str) -> str | None:
        """The code of a condition named by label or synonym, None where it is not known."""

    def intervention_code(self, text: str) -> str | None:
        """The code of an intervention named by label or synonym, None where it is not known."""

    def is_a(self, code: str, ancestor: str) -> bool:
        """Whether a code is the other one or lies below it in its tree."""

    def study_type(self, code: str) -> StudyTypeBase | None:
        """The study type of this code, None where there is none."""


COMPARABLE = frozenset({ClaimType.EFFICACY, ClaimType.COMPARATIVE_EFFICACY, ClaimType.MECHANISM, ClaimType.SAFETY})


@dataclass(frozen=True)
class Pair:
    """A claim and a study, as every check receives them."""

    claim: ClaimBase
    study: StudyBase
    publication: PublicationBase | None
    citation: CitationBase
    vocabulary: Vocabulary

    # ------------------------------------------------------------ the claim

    @cached_property
    def wording(self) -> str:
        """The claim's words with the phrase that credits its source."""
        return f"{self.claim.attribution or ''} {self.claim.quote}".strip()

    @cached_property
    def claims_benefit(self) -> bool:
        """Whether the claim says that a treatment helps."""
        return self.claim.direction is Direction.BENEFIT and self.claim.claim_type in COMPARABLE | {ClaimType.GUIDANCE}

    @cached_property
    def asserts_effect(self) -> bool:
        """Whether the claim says of an intervention what it does or does not do to people."""
        directed = self.claim.direction not in {Direction.NEUTRAL, Direction.UNKNOWN}
        return directed and self.claim.intervention is not None and self.claim.claim_type in COMPARABLE

    @cached_property
    def outcome(self) -> str:
        """The claimed outcome; where the claim names none in particular, the condition it is said to help."""
        named = self.claim.outcome or ""
        units = " ".join(effect.unit or "" for effect in self.claim.effects)
        condition = self.claim.condition if self.names_condition or not families(self.claim.quote) else ""
        for phrase in (named, f"{named} {units}", f"{named} {condition or ''}"):
            if phrase.strip() and not is_generic(phrase) and families(phrase):
                return phrase
        return named or without_source(self.claim.quote)

    @cached_property
    def names_condition(self) -> bool:
        """Whether the claim's condition is in its own words or the heading above it, and not only on the page."""
        around = f"{self.claim.quote} {self.claim.section or ''}"
        return bool(content(self.claim.condition or "") & content(around))

    @cached_property
    def about_harm(self) -> bool:
        """Whether the claim itself speaks of harms."""
        named = families(self.claim.outcome or self.claim.quote)
        counted = bool(self.claim.outcome and self.claim.effects)
        return HARM in named or (self.claim.claim_type is ClaimType.SAFETY and not counted)

    # ------------------------------------------------------------ the study

    @cached_property
    def study_words(self) -> str:
        """The study's title, design, population, setting and condition in one text."""
        known = self.study
        title = known.title or (self.publication.title if self.publication else None)
        fields = (title, known.design_detail, known.population, known.setting, known.condition)
        return " ; ".join(text for text in fields if text)

    @cached_property
    def abstract(self) -> Abstract | None:
        """The abstract, where the results on record are no person's but what the program read in it; else None."""
        known = self.publication
        return (
            read_abstract(known.title or "", known.abstract) if self.study.draft and known and known.abstract else None
        )

    @cached_property
    def design(self) -> str:
        """The study's design code, else the publication's, else `unknown`."""
        if self.study.design != "unknown":
            return self.study.design
        return (self.publication.design if self.publication else None) or "unknown"

    @cached_property
    def harms(self) -> tuple[ResultBase, ...]:
        """The results that count harms."""
        return tuple(result for result in self.study.results if is_harm(result))

    def mentions(self, name: str) -> bool:
        """Whether the abstract that stands for the results speaks of a thing by the telling words of its name."""
        if self.abstract is None:
            return False
        telling = content(name) or frozenset(map(stem, words(name)))
        return (bool(telling) and telling <= self._stems) or self.as_named(name) != name

    def is_treated(self, phrase: str) -> bool:
        """Whether a phrase says no more than the condition that the claim speaks of."""
        return not content(phrase) - content(self.claim.condition or "")

    def as_named(self, label: str) -> str:
        """A treatment by the name the abstract has for it, where the vocabulary knows both as one thing.

        A page says `shockwave therapy` or a brand, its source `shock wave therapy` or the substance.
        """
        code = self.vocabulary.intervention_code(label) if label and self.abstract is not None else None
        if code is None or content(label) <= self._stems:
            return label
        return next((name for name, found in self._treatments.items() if found == code), label)

    def names_another_treatment(self, text: str) -> bool:
        """Whether a passage names a treatment the vocabulary knows that is neither of the claim's two."""
        ours = [
            code for label in (self.claim.intervention, self.claim.comparator) if label for code in self.keys(label)
        ]
        return any(
            name in text and not any(self.vocabulary.is_a(code, one) or self.vocabulary.is_a(one, code) for one in ours)
            for name, code in self._treatments.items()
            if not is_inert(name)
        )

    @cached_property
    def other_treatment(self) -> str | None:
        """A second treatment that the claim's own words name, where the vocabulary knows it."""
        ours = content(self.claim.intervention or "")
        runs = _runs(read_abstract("", self.claim.quote)) if ours else ()
        known = (run for run in runs if self.vocabulary.intervention_code(run) is not None)
        return next((run for run in known if not content(run) & ours and not self._is_named_within(run)), None)

    def _is_named_within(self, name: str) -> bool:
        """Whether the claim's treatment is this one by another name, a brand beside its substance in brackets."""
        return f"({name})" in self.claim.quote or f"{name} (" in self.claim.quote

    @cached_property
    def _treatments(self) -> dict[str, str]:
        """Every name in the abstract that the vocabulary knows for a treatment, the longest first, with its code."""
        return _treatments_in(self.vocabulary, self.abstract) if self.abstract is not None else {}

    def mentions_some_of(self, phrase: str) -> bool:
        """Whether the abstract has any telling word of a phrase, or is about a kind of the condition it names."""
        if content(phrase) & self._stems:
            return True
        ours, theirs = self.vocabulary.condition_code(phrase.strip()), self._studied
        return ours is not None and any(self.vocabulary.is_a(code, ours) for code in theirs)

    @cached_property
    def _studied(self) -> frozenset[str]:
        """The codes of the conditions that the abstract names."""
        runs = _runs(self.abstract) if self.abstract is not None else ()
        return frozenset(code for run in runs if (code := self.vocabulary.condition_code(run)) is not None)

    @cached_property
    def _stems(self) -> frozenset[str]:
        return _stems_of(self.abstract) if self.abstract is not None else frozenset()

    # ------------------------------------------------------------ joining the two

    def outcome_relation(self, result: ResultBase) -> Relation:
        """Whether a result is about the claimed outcome; harm is never benefit, nor baseline an effect."""
        if is_harm(result) != self.about_harm:
            return Relation.OTHER
        if result.kind is OutcomeKind.BASELINE and self.claim.claim_type in COMPARABLE:
            return Relation.OTHER
        if self.about_harm:
            return Relation.SAME if families(result.outcome) & families(self.outcome) else Relation.UNCLEAR
        if is_generic(result.outcome) or (is_generic(self.outcome) and result.kind is OutcomeKind.PRIMARY):
            return Relation.SAME
        named = self.claim.outcome or ""
        if not families(named) and content(named) & content(result.outcome):
            return Relation.SAME
        return compare_outcomes(self.outcome, result.outcome)

    def arm_relation(self, label: str | None, arm: str | None) -> Relation:
        """Whether a label of the claim and an arm of the study name the same treatment.

        Two labels differ for sure only where one is a placebo and the other is not, where the claim's label is another
        arm of this study, or where the vocabulary knows both; other names for one thing are too many.
        """
        if not label or not arm:
            return Relation.UNCLEAR
        one, two = self.keys(label), self.keys(arm)
        if not one or not two:
            return Relation.UNCLEAR
        if len(one) == len(two) and self.covers(one, two):
            return Relation.SAME
        told_apart = is_inert(label) is not is_inert(arm) or one in self._arm_keys
        known = is_resolved(self.vocabulary, label) and is_resolved(self.vocabulary, arm)
        return Relation.OTHER if told_apart or known else Relation.UNCLEAR

    @cached_property
    def _arm_keys(self) -> frozenset[frozenset[str]]:
        """What the arms of the study are made of, as far as their names tell."""
        named = {arm.name for arm in self.study.arms}
        named |= {label for result in self.study.results for label in (result.arm, result.comparator) if label}
        return frozenset(self.keys(label) for label in named)

    def keys(self, label: str) -> frozenset[str]:
        """The members of a treatment label, by vocabulary code where there is one, else by their words."""
        return _keys(self.vocabulary, label)

    def covers(self, one: frozenset[str], two: frozenset[str]) -> bool:
        """Whether every member of one label is among those of another, by itself or as a kind of one of them."""
        if one == two:
            return True
        is_a = self.vocabulary.is_a
        return all(any(is_a(left, right) or is_a(right, left) for right in two) for left in one)

    def is_part_of(self, label: str, combination: str) -> bool:
        """Whether a label names some of the members of a combination and not all of them."""
        one, two = self.keys(label), self.keys(combination)
        return 0 < len(one) < len(two) and self.covers(one, two)


@lru_cache(maxsize=64)
def _runs(abstract: Abstract) -> tuple[str, ...]:
    """Every run of one to four words of an abstract, the longest first, each once."""
    runs: dict[str, None] = {}
    for length in (4, 3, 2, 1):
        for sentence in abstract.sentences:
            starts, ends = sentence.starts, sentence.ends
            for at in range(len(starts) - length + 1):
                runs[sentence.text[starts[at] : ends[at + length - 1]]] = None
    return tuple(runs)


@lru_cache(maxsize=64)
def _stems_of(abstract: Abstract) -> frozenset[str]:
    return frozenset(map(stem, words(f"{abstract.title} {abstract.text}")))


@lru_cache(maxsize=64)
def _treatments_in(vocabulary: Vocabulary, abstract: Abstract) -> dict[str, str]:
    return {run: code for run in _runs(abstract) if (code := vocabulary.intervention_code(run)) is not None}


@lru_cache(maxsize=8192)
def _keys(vocabulary: Vocabulary, label: str) -> frozenset[str]:
    members = parts(label)
    whole = vocabulary.intervention_code(label) if len(members) < 2 else None
    if whole:
        return frozenset({whole})
    found: set[str] = set()
    for part in members:
        code = vocabulary.intervention_code(part) or _code_inside(vocabulary, part)
        found |= {code} if code else ingredients(part)
    return frozenset({key for key in found if not is_inert(key)} or found) or ingredients(label)


@lru_cache(maxsize=8192)
def is_resolved(vocabulary: Vocabulary, label: str) -> bool:
    """Whether the vocabulary knows every member of a treatment label."""
    members = parts(label)
    if len(members) < 2 and vocabulary.intervention_code(label):
        return True
    return bool(members) and all(
        vocabulary.intervention_code(part) or _code_inside(vocabulary, part) for part in members
    )


def _code_inside(vocabulary: Vocabulary, part: str) -> str | None:
    """The code of a part whose route, form or dose stands around its name."""
    for word in re.findall(r"[^\W\d_][\w-]{2,}", part):
        code = vocabulary.intervention_code(word)
        if code:
            return code
    return None


# ---------------------------------------------------------------- answers


def agrees(name: CheckName, reason: str, *passages: Passage, numbers: tuple[NumberCheck, ...] = ()) -> Check:
    """The answer that claim and study say the same."""
    return Check(name=name, result=CheckResult.AGREES, reason=reason, passages=passages, numbers=numbers)


def differs(
    name: CheckName, code: str, reason: str, *passages: Passage, numbers: tuple[NumberCheck, ...] = ()
) -> Check:
    """The answer that they do not, with a word for the way they differ."""
    return Check(name=name, result=CheckResult.DIFFERS, code=code, reason=reason, passages=passages, numbers=numbers)


def not_checked(name: CheckName, reason: str, *passages: Passage, numbers: tuple[NumberCheck, ...] = ()) -> Check:
    """The answer that nothing could be said, and why."""
    return Check(name=name, result=CheckResult.NOT_CHECKED, reason=reason, passages=passages, numbers=numbers)


def quoted(pair: Pair) -> Passage:
    """The claim's words as a passage."""
    return Passage(source="claim", text=pair.claim.quote, start=pair.claim.start, end=pair.claim.end)


def shown(result: ResultBase) -> Passage:
    """A result as a passage: its own text where it has one, else its fields in a line."""
    if result.text and result.start is not None:
        return Passage(source="abstract", text=result.text, start=result.start, end=result.end)
    return Passage(source="results", text=describe(result))


def field(name: str, value: object) -> Passage:
    """A field of the study or its publication as a passage."""
    return Passage(source="metadata", text=f"{name}: {value}")
