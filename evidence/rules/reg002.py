"""States or implies an approval that does not exist, or borrows that of another product.

Why it matters: "approved" tells the reader that a regulator has looked at this product for this use and found it good.
Instead: name what is approved, for what: "ketamine is approved as an anaesthetic only".
Source: the fact tables for the page's jurisdiction. Denials, and approvals of correctly named other products, pass.
"""

import re
from collections.abc import Iterable

from evidence.models import Severity
from evidence.rules import instruments, law
from evidence.rules.examples import said
from evidence.rules.framework import Hit, Needs, Rule, at, cut
from evidence.rules.reading import Reading, Sentence
from evidence.rules.wording import QUESTION, SERIOUS

_APPROVED = re.compile(
    r"\b(?:FDA|MHRA|EMA|TGA|Health Canada|government)[- ](?:approved|cleared|registered|licen[sc]ed|approval|"
    r"clearance|endorsed)\b|"
    r"\b(?:approved|cleared|licen[sc]ed|registered|endorsed) (?:by|with) (?:the )?(?:FDA|MHRA|EMA|TGA|U\.?S\.? Food)|"
    r"\b(?:the )?(?:FDA|MHRA|EMA|TGA) (?:has )?(?:approved|cleared)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:not|never|no|without|n't|yet to be|has not|un)\b[^.;]{0,40}?(?:approv|clear|licen|regist|endors)|\bonly\b",
    re.IGNORECASE,
)
_FACILITY = re.compile(r"\b(?:facility|laborator(?:y|ies)|plant|manufactur\w+|accredited)\b", re.IGNORECASE)
_NEAR = 2


def _check(sentence: Sentence, reading: Reading) -> Iterable[Hit]:
    match = _APPROVED.search(sentence.text)
    if match is None or _DENIED.search(sentence.text) or QUESTION.search(sentence.text):
        return
    code = reading.facts.code_of(sentence.low) or reading.code_of(sentence)
    if _is_supplement(code, reading) and not _FACILITY.search(sentence.text):
        yield at(sentence, match, f"'{match[0]}': supplements are not approved by a regulator before they are sold")
        return
    approved = [fact for fact in reading.facts.of(code, "approved_indication", reading.jurisdiction) if fact.seen]
    if not approved or code is None:
        return
    conditions = _conditions(sentence)
    outside = [one for one in conditions if not any(fact.named_in(one) for fact in approved)]
    label = "; ".join(fact.condition or fact.value for fact in approved)
    if outside and not any(fact.named_in(sentence.low) for fact in approved):
        yield at(sentence, match, f"'{match[0]}' with '{outside[0]}': approved on record for {code} is {cut(label)}")
    elif borrowed := _borrower(sentence, code, reading):
        yield at(
            sentence, match, f"'{match[0]}' is the approval of {code}; the page offers {borrowed}, another product"
        )


def _is_supplement(code: str | None, reading: Reading) -> bool:
    return any(fact.value == "supplement" for fact in reading.facts.of(code, "product_class"))


def _conditions(sentence: Sentence) -> list[str]:
    named = [claim.condition.lower() for claim in sentence.claims if claim.condition]
    serious = SERIOUS.search(sentence.text)
    return named or ([serious[0].lower()] if serious else [])


def _borrower(sentence: Sentence, code: str, reading: Reading) -> str | None:
    """Another treatment that the page sells within two sentences of this approval."""
    place = reading.body.index(sentence)
    near = reading.body[max(0, place - _NEAR) : place + _NEAR + 1]
    for other in near:
        offered = reading.facts.code_of(other.low)
        if other is not sentence and other.benefit and offered not in {None, code}:
            return offered
    return None


rule = Rule(
    code="REG002",
    name="false-approval-claim",
    severity=Severity.CRITICAL,
    needs=Needs.FACTS,
    doc=__doc__,
    references=(law.FTC_STATUS, instruments.CRANE_STATUS, law.COMPOUNDED_NASAL, law.TGA_AIMS, law.CAP_EVIDENCE),
    sentences=_check,
    gate=("approv", "clear", "regist", "licen", "endorse"),
    flags=(
        said("FDA-approved ketamine for back pain.", intervention="ketamine", condition="back pain"),
        said("Our berberine capsules are FDA approved.", intervention="berberine"),
        said("Spravato is FDA-approved for treatment-resistant depression. Our ketamine infusions lift mood too."),
    ),
    passes=(
        said("Ketamine is approved by the FDA as an anaesthetic only.", intervention="ketamine"),
        said("Ketamine is not FDA-approved for back pain.", intervention="ketamine", condition="back pain"),
        said("Esketamine is FDA-approved for treatment-resistant depression.", intervention="esketamine"),
        # hard: it is the plant that is registered
        said("The capsules come from an FDA-registered facility and ease sleep.", intervention="melatonin"),
    ),
)
