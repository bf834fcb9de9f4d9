"""Lets a patient's story or a star rating speak for a result.

Why it matters: the stories told are the ones that went well. Readers take them for what usually happens.
Instead: put the usual result beside the story: "of 80 clients last year, 22 had at least 30% less pain at one month".
Source: the references of this rule. "Results may vary" does not help; stories about parking or staff pass.
"""

import re
from collections.abc import Iterable

from evidence.models import Severity
from evidence.rules import law
from evidence.rules.examples import said
from evidence.rules.framework import Hit, Needs, Rule, at, cut
from evidence.rules.reading import Reading, Sentence
from evidence.rules.wording import SERIOUS

_FIRST_PERSON = re.compile(r"[\"“‘'«][^\"”»]{0,400}?\b(?:I|[Mm]y|[Mm]e|I've|I’ve|I'm|I’m)\b", re.DOTALL)
_DIARY = re.compile(
    r"\bI(?:['’]m|['’]ve| am| was| have| had| could| can| felt| feel| lost| stopped| no longer| sleep| walk)\b"
)
"""First person outside quotation marks, as in a diary of a treatment."""
_TELL = re.compile(
    r"\b(?:clients?|patients?|customers?|users?|members?) (?:have )?(?:say|said|says|told us|rave|raved|love|swear|"
    r"swears|report feeling|testify)\b|"
    r"\b(?:testimonials?|success stor(?:y|ies)|before[- ]and[- ]after (?:photos?|pictures?)|"
    r"\d(?:\.\d)?[- ]?(?:out of 5 )?stars?|★+)",
    re.IGNORECASE,
)
_OUTCOME = re.compile(
    r"\b(?:pain|gone|vanish\w*|disappear\w*|better|cured?|healed|energy|sleep\w*|lost|weight|walk\w*|symptoms?|"
    r"relief|feel\w*|felt|"
    r"improv\w+|migraines?|anxiety|depress\w+|skin|hair|cancer|tumou?rs?|remission|medication|life back|normal|"
    r"worked|younger|"
    r"blood (?:sugar|pressure)|results?)\b",
    re.IGNORECASE,
)
_USUAL = re.compile(
    r"\b(?:typical(?:ly)?|most (?:patients|people|clients)|on average|average|\d+ (?:out )?of (?:the )?\d+|"
    r"generally expected)\b",
    re.IGNORECASE,
)
_CASE = re.compile(
    r"\bcase (?:report|study|series)\b|\bstudy\b|\btrial\b|\bpatients (?:have )?reported\b", re.IGNORECASE
)
_SPEAKER = re.compile(
    r"\b(?:professor|prof\.|dr\.?|researchers?|author|director|scientist|MD|PhD|investigator|president|chief|CEO|"
    r"co-author|said the)\b",
    re.IGNORECASE,
)


def _check(sentence: Sentence, reading: Reading) -> Iterable[Hit]:
    text = sentence.text
    match = _FIRST_PERSON.search(text) or _TELL.search(text) or (_DIARY.search(text) if sentence.benefit else None)
    if match is None or not _OUTCOME.search(text) or _CASE.search(text) or _SPEAKER.search(text):
        return
    if not (sentence.claims or sentence.names_treatment) or _USUAL.search(reading.paragraph(sentence)):
        return
    severity = Severity.CRITICAL if SERIOUS.search(text) else Severity.MAJOR
    yield at(
        sentence, None, f"'{cut(text)}' lets one story speak, without the result people generally can expect", severity
    )


rule = Rule(
    code="EVD006",
    name="atypical-testimonial",
    severity=Severity.MAJOR,
    needs=Needs.PAGE,
    doc=__doc__,
    references=(law.ENDORSEMENTS, law.FTC_TESTIMONIALS, law.AMA, law.CAP_EVIDENCE, law.TGA_AIMS),
    sentences=_check,
    gate=(
        "i'm",
        "i've",
        "i am",
        "i was",
        "i have",
        "i had",
        "i could",
        "i can",
        "i fe",
        "i lost",
        "i stopped",
        "i no",
        "i sleep",
        "i walk",
        '"',
        "“",
        "‘",
        "«",
        "'",
        "client",
        "patient",
        "customer",
        "user",
        "member",
        "testimonial",
        "success stor",
        "before-and",
        "before and",
        "star",
        "★",
    ),
    flags=(
        said("“My pain vanished after two drips!” - K."),
        said("Clients rave about how much better their skin looks after the peel."),
        said("“I stopped my insulin and my diabetes is gone,” writes a happy customer."),
    ),
    passes=(
        said("“My pain vanished after two drips!” - K. Of 80 clients last year, 22 of 80 had at least 30% less pain."),
        said("“The staff were kind to me and parking was easy.”", direction="neutral", claim_type="promotional"),
        said("A case study: the patient said “my pain was gone”; a single case proves nothing."),
        # hard: a researcher who speaks in the first person tells no patient's story
        said("“I was surprised how much sleep improved,” said Dr. Okafor, who led the work."),
    ),
)
