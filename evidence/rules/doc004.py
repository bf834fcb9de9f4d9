"""Says nothing of other options, of leaving it untreated, or of the cost.

Why it matters: a choice needs at least two options and their price. Many conditions pass by themselves, and the page
that sells does not say so.
Instead: "other choices are exercise, tablets or waiting; many improve untreated within six weeks. A course costs 900
dollars and is rarely insured".
Source: the references of this rule. Options named only to be run down do not count.
"""

import re
from collections.abc import Iterable

from evidence.models import Severity
from evidence.rules import instruments, references
from evidence.rules.examples import said
from evidence.rules.framework import Hit, Needs, Rule
from evidence.rules.reading import Reading

_OPTIONS = re.compile(
    r"\b(?:other (?:options|choices|treatments|therapies|approaches)|alternatives? (?:include|are|to|such as)|"
    r"first[- ]line|physiotherapy|physical therapy|exercise|"
    r"painkillers?|medications? (?:such as|include|including|used)|surgery|counsel\w+|cognitive behavio\w+|"
    r"standard (?:care|treatment)|diet(?:ary)? changes?|"
    r"treatments (?:include|including|such as))\b",
    re.IGNORECASE,
)
_RUN_DOWN = re.compile(
    r"\b(?:unlike|without the|instead of|no need for|failed|fails?|doesn't work|don't work|harsh|toxic|dangerous|"
    r"merely|only mask\w*|addictive|safer than|better than|superior)\b",
    re.IGNORECASE,
)
_UNTREATED = re.compile(
    r"\b(?:untreated|without (?:any )?treatment|if (?:it is )?(?:left|nothing)|on (?:its|their) own|by (?:it|"
    r"them)sel(?:f|ves)|watchful waiting|resolves?|wait and see|goes away|"
    r"no treatment|self-limiting)\b",
    re.IGNORECASE,
)
_COST = re.compile(
    r"[$£€] ?\d|\b\d+ (?:dollars|pounds|euros)\b|\b(?:costs?|prices?|fees?|insurance|insured|medicare|covered by|"
    r"reimburs\w+|afford\w*|per session|copay)\b",
    re.IGNORECASE,
)
_SINGLE = re.compile(r"\b(?:consent form|price list|privacy policy)\b", re.IGNORECASE)


def _check(reading: Reading) -> Iterable[Hit]:
    if not reading.sells or not reading.promotes or _SINGLE.search(reading.page.snapshot.title or ""):
        return
    body = [sentence for sentence in reading.body if not sentence.is_heading]
    words = "\n".join(sentence.text for sentence in body)
    missing = []
    if not any(_OPTIONS.search(one.text) and not _RUN_DOWN.search(one.text) for one in body):
        missing.append("other options")
    if not _UNTREATED.search(words):
        missing.append("what happens untreated")
    if not _COST.search(reading.text):
        missing.append("the cost")
    if len(missing) >= 2:
        yield Hit(f"the page offers a treatment and does not tell {', '.join(missing)}")


rule = Rule(
    code="DOC004",
    name="alternatives-and-cost-missing",
    severity=Severity.MINOR,
    needs=Needs.PAGE,
    doc=__doc__,
    references=(
        instruments.HNR_COST,
        instruments.HNR_ALTERNATIVES,
        references.CRANE,
        instruments.DISCERN_UNTREATED,
        instruments.DISCERN_CHOICE,
    ),
    readings=_check,
    flags=(
        said("Our laser eases sciatica."),
        said("We offer needles, which calm nerves, for 90 dollars a session."),
        said("We sell a traction table that, unlike surgery, relieves a slipped disc."),
    ),
    passes=(
        said("Our laser eases sciatica. Other choices are exercise or waiting. A course costs 900 dollars."),
        said("We offer needles for back pain, which often goes away on its own. Exercise helps too."),
        said("Exercise eases back pain in trials."),
        # hard: no price, but options and the untreated course
        said(
            "Our splint eases wrist pain. Left untreated, half of people recover; surgery is another way: if nothing "
            "helps, ask."
        ),
    ),
)
