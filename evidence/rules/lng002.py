"""Praises the strength or the speed of an effect beyond any figure given.

Why it matters: "superb" and "instant" cannot be checked and set the reader's hope. Where the effect is large, the
number says so by itself.
Instead: give the number: "in 15 minutes pain fell by about 2 of 10 points".
Source: the references of this rule. "Rapid" and "immediate" with minutes or hours beside them pass.
"""

import re
from collections.abc import Iterable

from evidence.models import Severity
from evidence.rules import instruments, law
from evidence.rules.examples import said
from evidence.rules.framework import Hit, Needs, Rule, at, cut
from evidence.rules.reading import Reading, Sentence
from evidence.rules.recipes import BENEFIT, TREATMENT
from evidence.rules.wording import INTENSE, STRONGEST, WITHIN_HOURS

_SPEED = re.compile(r"\b(?:rapid|immediate|instant)", re.IGNORECASE)
_NEAR = 8
_OTHER = re.compile(
    r"\b(?:best (?:practice|interests?|before|known|of luck|way to (?:reach|contact)|time to|described|treated)|"
    r"at best|best to|as best|immediate (?:family|medical|care|"
    r"attention|help)|immediately (?:call|seek|stop|tell|contact|if|consult)|(?:stop|call|seek|tell|"
    r"contact) (?:\w+ ){0,4}?immediately|self-evident|"
    r"solid (?:tumou?rs?|food|organ|evidence)|breakthrough (?:pain|bleeding|infections?|cases|therapy designation)|"
    r"most effective (?:dose|way))\b",
    re.IGNORECASE,
)


def _check(sentence: Sentence, reading: Reading) -> Iterable[Hit]:
    if not sentence.claims or not (sentence.benefit or sentence.names_treatment) or sentence.background:
        return
    text = _OTHER.sub(lambda found: " " * len(found[0]), sentence.text)
    match = INTENSE.search(text)
    if match is None or not _is_near(text, match, sentence):
        return
    if _SPEED.match(match[0]) and WITHIN_HOURS.search(reading.around(sentence)):
        return
    strong = STRONGEST.search(match[0]) is not None
    numbered = re.search(r"\d", reading.paragraph(sentence)) is not None
    severity = Severity.MAJOR if strong and not numbered and sentence.benefit else Severity.MINOR
    yield at(
        sentence, match, f"'{match[0]}' praises an effect and gives no size for it: '{cut(sentence.text)}'", severity
    )


def _is_near(text: str, match: "re.Match[str]", sentence: Sentence) -> bool:
    """Whether a word of treatment or benefit stands within a few words of the praise."""
    before = " ".join(text[: match.start()].split()[-_NEAR:])
    after = " ".join(text[match.end() :].split()[:_NEAR])
    near = f"{before} {match[0]} {after}"
    return bool(BENEFIT.search(near) or TREATMENT.search(near)) or any(name in near.lower() for name in sentence.names)


rule = Rule(
    code="LNG002",
    name="superlative-or-instant-benefit",
    severity=Severity.MINOR,
    needs=Needs.PAGE,
    doc=__doc__,
    references=(law.BROADER_OR_SAFER, instruments.IMMPACT, law.AMA, instruments.HNR_NOVELTY),
    sentences=_check,
    gate=(
        "superb",
        "exceptional",
        "impressive",
        "remarkabl",
        "dramatic",
        "potent",
        "effective",
        "solid",
        "evident",
        "immediate",
        "instant",
        "breakthrough",
        "revolution",
        "miracle",
        "miracul",
        "amazing",
        "incredibl",
        "astonish",
        "stunning",
        "game",
        "life",
        "cutting",
        "state",
        "wonder",
        "unparalleled",
        "unriv",
        "extraordinar",
        "spectacular",
        "phenomenal",
        "rapid",
        "best",
        "most ",
    ),
    flags=(
        said("Stunning, instant results from our filler treatment."),
        said("The most powerful relief for sciatica."),
        said("A revolutionary therapy for hair loss."),
        said("Ear seeds bring immediate relief of stress."),
    ),
    passes=(
        said("In 15 minutes pain fell by about 2 of 10 points."),
        said("The spray brings immediate relief: within 10 minutes half of the 60 people felt less pain."),
        said("Call us immediately if the treatment causes a rash.", direction="neutral", claim_type="guidance"),
        said("Chemotherapy reduces solid tumours in some people."),
        # hard: best practice praises nothing
        said("Exercise therapy eases knee pain when it follows best practice."),
    ),
)
