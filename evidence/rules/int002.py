"""Says two things on one page that cannot both hold.

Why it matters: "there is no cure" and "our drip is a cure" stand well apart, and each reader remembers the one they
hoped for. A true sentence does not repair a false one.
Instead: keep to one: "there is no cure; the aim is fewer bad days".
Source: the references of this rule. Both sides within one sentence count as one statement.
"""

import re
from collections.abc import Iterable, Iterator

from evidence.models import Severity
from evidence.rules import law
from evidence.rules.examples import said
from evidence.rules.framework import Hit, Needs, Rule, at, cut
from evidence.rules.reading import Reading, Sentence
from evidence.rules.wording import QUESTION

_PAIRS: tuple[tuple[str, str, str], ...] = (
    (
        r"\b(?:incurable|no (?:known )?cure|cannot be cured|can't be cured|not curable)\b",
        r"(?<!no )(?<!known )\b(?:cures?|curative|cured|curing|complete relief of all)\b(?! (?:rate|for it is))",
        "that it cannot be cured, and a cure",
    ),
    (
        r"\b(?:no|without(?: any)?|zero|free of) (?:known )?side[- ]?effects\b|\bside[- ]effect[- ]free\b",
        r"(?<!no )(?<!without )(?<!any )\b(?:side[- ]effects? (?:include|are|may|can|of)|common side[- ]effects)\b",
        "no side effects, and side effects",
    ),
    (
        r"\bnot (?:as |so )?(?:superior|effective|better|good|strong)\b|\bno better than\b",
        (
            r"(?<!not )(?<!not an )(?<!not as )\b(?:effective (?:treatment|therapy|option|relief)|"
            r"becoming (?:a )?popular|superior (?:treatment|relief|to))\b"
        ),
        "that it is not superior, and that it is the treatment of choice",
    ),
    (
        (
            r"\b(?:difficult|hard|impossible) to (?:find|get) (?:an? )?(?:\w+ )?(?:form of )?(?:treatment|relief)|"
            r"\bno (?:good|effective) treatments?\b"
        ),
        (
            r"\b(?:several|many|a (?:range|variety|number) of|various) (?:\w+ )?(?:medications?|treatments?|therapies|"
            r"drugs)\b"
        ),
        "that treatment is hard to find, and that there are several",
    ),
    (
        r"\bnon-?addictive\b|\bnot (?:addictive|habit[- ]forming)\b",
        (
            r"(?<!non)(?<!non-)(?<!not )\b(?:addictive|can (?:become|be) (?:addictive|habit[- ]forming)|"
            r"dependence (?:can|may))\b"
        ),
        "that it is not addictive, and that it is",
    ),
    (
        r"\bpainless\b|\bno pain\b",
        r"\b(?:painful (?:procedure|injection|treatment)|you (?:may|will|might) feel (?:some )?pain|hurts)\b",
        "that it does not hurt, and that it does",
    ),
    (
        r"\bnot (?:yet )?(?:FDA[- ])?approved\b",
        r"(?<!not )(?<!not yet )\b(?:is|are) (?:FDA[- ])?approved\b",
        "that it is not approved, and that it is",
    ),
    (
        r"\bno (?:surgery|needles|drugs)\b",
        r"\b(?:surgically|we inject|the needle|after the operation|the surgeon)\b",
        "that none is needed, and that it is used",
    ),
)
_COMPILED = tuple(
    (re.compile(one, re.IGNORECASE), re.compile(other, re.IGNORECASE), said) for one, other, said in _PAIRS
)
_SAYS_NO = (
    "no",
    "incurable",
    "without",
    "zero",
    "free",
    "cannot",
    "can't",
    "difficult",
    "hard",
    "impossible",
    "painless",
)
"""One of these stands in every sentence that denies something."""
_BESIDE = re.compile(
    r"\b(?:along with|in addition to|combined with|together with|as an add-on to|added to)\b", re.IGNORECASE
)
_OTHER_CASE = re.compile(r"\b(?:meat|unlike|other (?:drugs|treatments|products)|opioids?|they claim)\b", re.IGNORECASE)


def _check(reading: Reading) -> Iterable[Hit]:
    body = [one for one in reading.body if not one.is_call and not QUESTION.search(one.text)]
    for first, second, told in _COMPILED:
        ones = [one for one in body if any(word in one.low for word in _SAYS_NO) and first.search(one.text)]
        if not ones:
            continue
        others = [
            one for one in body if second.search(one.text) and not _OTHER_CASE.search(one.text) and one not in ones
        ]
        if pair := next(((a, b) for a in ones for b in others if _same_topic(a, b)), None):
            yield _hit(pair, told)
    yield from _circular(body)


def _hit(pair: tuple[Sentence, Sentence], told: str) -> Hit:
    one, other = pair
    severity = Severity.MAJOR if one.benefit or other.benefit else Severity.MINOR
    message = f"the page says {told}: '{cut(one.text, 100)}' against '{cut(other.text, 100)}'"
    return Hit(message, other.start, other.end, severity, claim=other.claim)


def _same_topic(one: Sentence, other: Sentence) -> bool:
    """Whether two sentences may be about one condition: they share one, or one of them names none."""
    first, second = (_conditions(sentence) for sentence in (one, other))
    return not first or not second or bool(first & second)


def _conditions(sentence: Sentence) -> set[str]:
    words = " ".join(claim.condition or "" for claim in sentence.claims).lower().split()
    return {word.rstrip("s") for word in words if len(word) > 4}


def _joins(sentence: Sentence) -> bool:
    return any(word in sentence.low for word in ("with", "addition", "add-on", "added to"))


def _circular(body: list[Sentence]) -> Iterator[Hit]:
    for sentence in body:
        match = _BESIDE.search(sentence.text) if _joins(sentence) else None
        if match is None:
            continue
        before, after = sentence.low[: match.start()], sentence.low[match.end() :]
        names = list({claim.intervention.lower() for claim in sentence.claims if claim.intervention})
        for name in names:
            head = name.split()[0]
            if (
                len(head) >= 4
                and re.search(rf"\b{re.escape(head)}", before)
                and re.search(rf"\b{re.escape(head)}", after)
            ):
                yield at(
                    sentence, None, f"'{head}' is told as an addition to itself: '{cut(sentence.text)}'", Severity.MINOR
                )
                break


rule = Rule(
    code="INT002",
    name="self-contradiction",
    severity=Severity.MINOR,
    needs=Needs.PAGE,
    doc=__doc__,
    references=(law.MISLEADING_PART, law.FTC_NET_IMPRESSION, law.CAP_EVIDENCE, law.TGA_AIMS),
    readings=_check,
    flags=(
        said("There is no cure for this disease. Our drip is a cure."),
        said("The patch has no side effects.\nCommon side effects of the patch are itching and redness."),
        said("Zinc lozenges can be used along with tablets of zinc.", intervention="zinc"),
        said("The gel is not FDA approved.\nThe gel is FDA approved and eases pain."),
    ),
    passes=(
        said("There is no cure; the aim is fewer bad days."),
        said("The patch has few side effects.\nCommon side effects of the patch are itching and redness."),
        said("Zinc lozenges can be used along with honey.", intervention="zinc"),
        # hard: one sentence that weighs both sides
        said("Although there is no cure, some people call the drip a cure."),
    ),
)
