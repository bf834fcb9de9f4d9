"""Says more in its headline, summary or closing than anywhere in the text.

Why it matters: many read nothing but the headline and the last lines. What stands there is what they take home.
Instead: let the end repeat the body: "some people get a few weeks of relief; we cannot predict who".
Source: the references of this rule. Headings in the form of a question pass.
"""

import re
from collections.abc import Iterable

from evidence.models import Severity
from evidence.rules import instruments, law, references
from evidence.rules.examples import among
from evidence.rules.framework import Hit, Needs, Rule, at, cut
from evidence.rules.reading import Reading, Sentence
from evidence.rules.recipes import BENEFIT, is_benefit
from evidence.rules.wording import INTENSE, QUESTION

_SUMMARY = re.compile(
    r"\b(?:conclusions?|summary|bottom line|final thoughts|key (?:takeaways|points)|takeaways?|in short|wrapping up|"
    r"the verdict)\b",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"\b(?:potent|treated well|superb|cure[sd]?|always|complete(?:ly)?|lasting|permanent\w*|guarantee\w*|proven|"
    r"dramatic\w*|eliminat\w+|revers\w+|end (?:your|the)|"
    r"stops?|beats?|gone)\b",
    re.IGNORECASE,
)
_LONG, _LAST = 20, 0.15
"""From so many sentences on, the last share of a page without such a heading counts as its summary."""


def _check(reading: Reading) -> Iterable[Hit]:
    body = [one for one in reading.body if not one.is_heading and not one.is_call]
    summary = _closing(body)
    rest = [one for one in body if one not in summary]
    told = [one for one in rest if one.benefit]
    if not told:
        return
    heads = [one for one in reading.body[:1] if one.is_heading or (one.benefit and not one.text.endswith("."))]
    heads += [one for one in reading.body[1:] if one.is_heading and one.claims]
    for sentence in (*heads, *summary):
        if sentence.attributed or not _says_more(sentence) or QUESTION.search(sentence.text):
            continue
        if hit := _escalation(sentence, [one for one in told if one is not sentence]):
            yield hit


def _closing(body: list[Sentence]) -> list[Sentence]:
    named = [one for one in body if one.headings and _SUMMARY.search(one.headings[-1])]
    opened = [
        place
        for place, one in enumerate(body)
        if re.match(r"(?:in conclusion|in short|to sum up|in summary|overall,)", one.low)
    ]
    if named:
        return named
    if opened:
        return body[opened[-1] :]
    if len(body) < _LONG:
        return body[-1:]
    paragraphs = sorted({one.paragraph for one in body[-max(2, int(len(body) * _LAST)) :]})
    return [one for one in body if one.paragraph in paragraphs]


def _says_more(sentence: Sentence) -> bool:
    return sentence.benefit or (sentence.is_heading and BENEFIT.search(sentence.text) is not None)


def _escalation(sentence: Sentence, told: list[Sentence]) -> Hit | None:
    match = INTENSE.search(sentence.text) or _STRONG.search(sentence.text)
    topics = _topics(sentence)
    related = [one for one in told if not topics or not _topics(one) or topics & _topics(one)]
    if match and not sentence.hedged and not any(_is_strong(one) for one in related):
        return at(
            sentence, match, f"'{match[0]}' stands in the headline or summary and nothing in the text is as strong"
        )
    if topics and not related and not sentence.is_heading:
        new = ", ".join(sorted(topics))
        return at(sentence, None, f"'{cut(sentence.text)}' tells a benefit ({new}) that the text before does not")
    return None


def _is_strong(sentence: Sentence) -> bool:
    return bool(INTENSE.search(sentence.text) or _STRONG.search(sentence.text)) and not (
        sentence.hedged or sentence.attributed
    )


def _topics(sentence: Sentence) -> frozenset[str]:
    return frozenset(claim.condition.lower() for claim in sentence.claims if claim.condition and is_benefit(claim))


_SOFT = (
    "The drip may help some people for a few weeks. It might ease pain. Some people slept better, a small trial found."
)

rule = Rule(
    code="INT003",
    name="summary-escalation",
    severity=Severity.MAJOR,
    needs=Needs.PAGE,
    doc=__doc__,
    references=(law.HEADLINE, references.BOUTRON, law.FTC_NET_IMPRESSION, instruments.YAVCHITZ),
    readings=_check,
    flags=(
        among(
            f"{_SOFT} The drip delivers superb, lasting relief.",
            *_SOFT.split(". ")[:2],
            "The drip delivers superb, lasting relief.",
        ),
        among(f"Our drip stops pain for good\n{_SOFT}", "Our drip stops pain for good", *_SOFT.split(". ")[:2]),
        among(
            "The tape might ease shin pain. In short, tape is a proven treatment.",
            "The tape might ease shin pain.",
            "In short, tape is a proven treatment.",
        ),
    ),
    passes=(
        among(f"{_SOFT} Some people get a few weeks of relief; we cannot predict who.", *_SOFT.split(". ")[:2]),
        among("Does the drip stop pain?\nThe drip may ease pain.", "The drip may ease pain."),
        among(
            "The drip delivers superb relief. The drip is superb.",
            "The drip delivers superb relief.",
            "The drip is superb.",
        ),
        # hard: the closing line is as strong as the body and no stronger
        among(
            "The tape stops shin pain. It stops heel pain. So tape stops pain.",
            "The tape stops shin pain.",
            "It stops heel pain.",
            "So tape stops pain.",
        ),
    ),
)
