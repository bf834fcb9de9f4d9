"""Promotes a form or route of a drug that is not approved: nasal, oral, sublingual, topical, compounded, at home.

Why it matters: a compounded spray or lozenge has not been reviewed for strength, quality or safety, and at home nobody
watches.
Instead: say so: "no oral ketamine is FDA-approved; compounded products are not reviewed for safety or quality".
Source: the fact tables for the page's jurisdiction. A disclosure in the same section clears it.
"""

import re
from collections.abc import Iterable

from evidence.models import Severity
from evidence.rules import law
from evidence.rules.examples import said
from evidence.rules.framework import Hit, Needs, Rule, cut
from evidence.rules.reading import Reading, Sentence

_COMPOUNDED = re.compile(r"\bcompounded\b|\bcompounding pharmac", re.IGNORECASE)
_HOME = re.compile(
    r"\b(?:at[- ]home|from home|in your (?:own )?home|mailed|shipped|delivered to your door|online (?:kit|ketamine|"
    r"clinic))\b",
    re.IGNORECASE,
)
_DISCLOSED = re.compile(
    r"\bnot (?:been )?(?:\w+[- ])?(?:approved|reviewed|evaluated|licensed|cleared)|\boff-?label\b|\bunapproved\b|"
    r"\bno (?:\w+ ){0,3}?(?:is|are) (?:\w+[- ])?approved|\bwarn(?:s|ed|ing)",
    re.IGNORECASE,
)
_ACRONYM = re.compile(
    r"\b([A-Z]{3,8})s? \(([^)]{5,80})\)|\b((?:[A-Z][a-z]+ (?:of |with |and |for )?){2,7})\(([A-Z]{3,8})\)"
)


def _check(reading: Reading) -> Iterable[Hit]:
    known = any(reading.facts.knows(code, "unapproved_route") for code in reading.mentioned)
    if not known and "compound" not in reading.low:
        return
    spelt = _acronyms(reading)
    for sentence in reading.body:
        if sentence.is_heading or sentence.is_call or not (sentence.benefit or _sold(sentence)):
            continue
        words = _expanded(sentence, spelt)
        code = reading.facts.code_of(words) or reading.code_of(sentence)
        route = next(
            (
                fact
                for fact in reading.facts.of(code, "unapproved_route", reading.jurisdiction)
                if fact.seen and fact.named_in(words)
            ),
            None,
        )
        if (route is None and not _COMPOUNDED.search(sentence.text)) or _is_disclosed(sentence, reading):
            continue
        yield _hit(sentence, route.value if route else "compounded", code, reading)


def _hit(sentence: Sentence, route: str, code: str | None, reading: Reading) -> Hit:
    sedating = reading.facts.knows(code, "sedating")
    home = _HOME.search(sentence.text)
    severity = Severity.CRITICAL if home and sedating else Severity.MAJOR
    name = (code or "the product").replace("_", " ")
    note = (
        "compounded products are not reviewed for safety or quality"
        if route == "compounded"
        else f"no {route} {name} is approved on record"
    )
    message = f"'{cut(sentence.text)}' promotes {route} {name}; {note}, and this section does not say so"
    return Hit(message, sentence.start, sentence.end, severity, claim=sentence.claim)


def _sold(sentence: Sentence) -> bool:
    return (
        bool(sentence.claims)
        and re.search(r"\b(?:try|order|our|offer|use of|popular|available)\b", sentence.low) is not None
    )


def _is_disclosed(sentence: Sentence, reading: Reading) -> bool:
    return any(
        _DISCLOSED.search(one.text)
        for one in reading.body
        if one.headings == sentence.headings and (one.headings or one.paragraph == sentence.paragraph)
    )


def _acronyms(reading: Reading) -> dict[str, str]:
    found = {}
    for match in _ACRONYM.finditer(reading.text):
        found[match[1] or match[4]] = (match[2] or match[3]).strip().lower()
    return found


def _expanded(sentence: Sentence, spelt: dict[str, str]) -> str:
    """The sentence in lower case with what its acronyms stand for, and the long form once more where it names one."""
    added = [long for short, long in spelt.items() if re.search(rf"\b{short}\b", sentence.text)]
    return " ".join((sentence.low, *added))


rule = Rule(
    code="REG003",
    name="unapproved-route-or-compounded",
    severity=Severity.MAJOR,
    needs=Needs.FACTS,
    doc=__doc__,
    references=(law.COMPOUNDED_NASAL, law.COMPOUNDED, law.CONSISTENT_LABEL),
    readings=_check,
    flags=(
        said("Try our ketamine lozenges at home for relief.", intervention="ketamine"),
        said("Topical ketamine eases nerve pain.", intervention="topical ketamine"),
        said("Compounded semaglutide melts fat.", intervention="semaglutide"),
        said("KIN (Ketamine In Nose) drops. KIN by nasal spray eases headache.", intervention="ketamine"),
    ),
    passes=(
        said("Intravenous ketamine eases pain.", intervention="ketamine"),
        said("Nasal esketamine lifts mood.", intervention="esketamine"),
        said("Oral ketamine may ease pain; no oral ketamine is FDA-approved.", intervention="ketamine"),
        # hard: another medicine is the oral one
        said("Oral ibuprofen eases pain.", intervention="ibuprofen"),
    ),
)
