"""Does not say who should not have the treatment, nor what is watched during and after it.

Why it matters: every treatment is wrong for somebody. Who is not told cannot ask.
Instead: say it: "not for people with unstable heart disease, psychosis or severe liver disease; we monitor blood
pressure throughout".
Source: the references of this rule. It asks this of pages that offer a treatment; a linked consent or safety page makes
it one step less grave.
"""

import re
from collections.abc import Iterable

from evidence.models import Severity
from evidence.rules import instruments, law, references
from evidence.rules.examples import said
from evidence.rules.framework import Hit, Needs, Rule, cut, lowered
from evidence.rules.harms import NOT_FOR, WATCHED
from evidence.rules.reading import Reading
from evidence.text.counting import counted

_SAFETY_LINK = re.compile(
    r"safety|side-?effects?|risks?|prescribing-?information|contraindication|consent", re.IGNORECASE
)


def _check(reading: Reading) -> Iterable[Hit]:
    if not reading.sells or not reading.promotes:
        return
    body = [sentence for sentence in reading.body if not sentence.is_heading]
    words = "\n".join(sentence.text for sentence in body)
    if NOT_FOR.search(words):
        return
    watched = WATCHED.search(words) is not None
    missing = (
        "who should not have it" if watched else "who should not have it, and what is monitored during and after it"
    )
    severity = Severity.MINOR if watched else Severity.MAJOR
    link = next((one.href for one in reading.page.snapshot.links if _SAFETY_LINK.search(one.href)), None)
    caveats = (f"a linked page may say so: {link}",) if link else ()
    expected = sorted(
        {fact.value for code in reading.treatments for fact in reading.facts.of(code, "contraindication") if fact.seen}
    )
    told = f"; on record: {cut('; '.join(expected))}" if expected else ""
    message = f"the page tells {counted(len(reading.benefits), 'benefit')} and does not say {missing}{told}"
    yield Hit(message, severity=lowered(severity) if link else severity, caveats=caveats)


rule = Rule(
    code="SAF002",
    name="contraindications-absent",
    severity=Severity.MAJOR,
    needs=Needs.FACTS,
    doc=__doc__,
    references=(references.FAIR_BALANCE, instruments.KAMINSKI, instruments.COHEN, law.COMPOUNDED),
    readings=_check,
    flags=(
        said("Our drip lifts fatigue. Anyone in pain can come in."),
        said("We offer cupping, which eases back pain. Book your session."),
        said("The revolutionary laser removes scars."),
    ),
    passes=(
        said("Our drip lifts fatigue. Not for people with kidney disease; we monitor blood pressure throughout."),
        said("In a review of nine trials exercise eased back pain a little."),
        said("Our clinic has a new car park.", direction="neutral", claim_type="promotional"),
        # hard: the warning stands in another paragraph and in other words
        said("We offer cupping, which eases back pain.\nTell your doctor before you start if you take blood thinners."),
    ),
)
