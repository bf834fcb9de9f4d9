"""The words by which a sentence credits a source: `a 2019 review found`, `according to …`, `(Smith et al., 2019)`.

What comes back is always a substring of the text; whether such a source exists is not asked.
"""

import re

from evidence.extract.lexicon import Sort
from evidence.extract.reading import Reading

_FINDING = (
    r"(?:has |have |had |also |is |are |was |now |that |recently |clearly |even |been |further "
    r"|consistently )*(?:show(?:s|n|ed|ing)?|found|finds?|conclud\w+|reveal\w*|suggest\w*|indicat\w+|demonstrat\w+"
    r"|confirm\w*|establish\w*|report\w*|observ\w+"
    r"|discover\w*|prov(?:es?|ed|en)|declar\w+|document\w*|propos\w+|advocat\w+|promot\w+|support\w*|link\w*"
    r"|credited|determin\w+|publish\w+|states?|stated|noted?)"
)
_TEAM = r"(?:et al\b\.?|(?:and|&) (?:colleagues|co-?workers|associates|others)\b)"
_AUTHORS = rf"(?:by|from) (?:(?:dr|prof)\.? )?[\w'’-]+(?:,? {_TEAM}|(?: [\w'’-]+)? (?:and|&) [\w'’-]+)?"
_PHRASES = re.compile(
    r"\b(?:according to|as per|as reported (?:by|in)|based on|as shown (?:by|in))\s[^,;:]{3,90}"
    rf"|\b(?:an?|the|this|another|one|these|those|two|three|several|many|some|most|numerous|multiple|recent|new"
    rf"|clinical|scientific|medical|other|more|early|current|preliminary|independent|published"
    rf"|\d{{4}})?\s?(?:[\w'’&.,()-]+\s){{0,7}}?(?:stud(?:y|ies)|research|trials?|reviews?|meta-analys[ie]s"
    rf"|analys[ie]s|evidence|experiments?|surveys?|researchers|scientists|investigators|data|findings|literature"
    rf"|authors|results|reports?|paper|article)\b(?:\s(?:{_AUTHORS}|{_TEAM}|(?!and\b|but\b)[\w'’&()-]+)){{0,9}}?"
    rf"\s{_FINDING}\b"
    rf"|\b[\w'’-]+,? {_TEAM}(?:\s\(?\d{{4}}\)?,?)?\s{_FINDING}\b"
    r"|\bin (?:an?|the|this|one|another|two|several|both|recent|clinical)\s?(?:[\w'’&.-]+[,]?\s){0,8}?(?:stud(?:y"
    r"|ies)|trials?|reviews?|meta-analys[ie]s|surveys?|experiments?|research)\b(?:\s(?:of|published|carried"
    r"|conducted|done|by|from|at|in|on|involving|with)\b[^,;:]{0,70})?"
    r"|\b(?:it (?:has|is|was) (?:been )?)?(?:clinically|scientifically|medically) (?:proven|tested|shown|validated"
    r"|documented)"
    r"|\b(?:it )?(?:has|have|is|are|was|were) (?:also )?(?:been )?(?:shown|proven|demonstrated|reported"
    r"|found)(?= (?:to|that|in|by))"
    r"|\b(?:experts?|doctors?|physicians?|scientists?|researchers?|dr\.?\s[a-z]\w+(?:\s[a-z]\w+)?"
    r"|(?:\w+\s){0,2}experts|practitioners)(?:\s[\w'’]+){0,6}?\s(?:believes?|thinks?|says?|said|recommends?|agrees?"
    r"|explains?|credited)"
    r"|\b(?:many|some|most|our|several)?\s?(?:patients?|clients?|customers?|users?|people|women"
    r"|men)\s(?:\w+\s)?(?:report(?:s|ed)?|say|says|told|notice)\b"
)
_REFERENCE = re.compile(
    r"\(?[A-Z][\w'’-]+ (?:et al\.?|and [A-Z][\w'’-]+|& [A-Z][\w'’-]+),? \(?(?:19|20)\d\d\)?"
    r"|\[\d{1,3}(?:[,–-]\s?\d{1,3})*\]|\((?:[A-Z][^()]{3,90})?(?:19|20)\d\d\)"
)
_GATE = Sort.STUDY | Sort.FINDING


def attribution_of(r: Reading) -> str | None:
    """The phrase that credits a source, None where there is none."""
    if r.mask & _GATE or "according to" in r.low or "as per" in r.low or " believe" in r.low:
        match = _PHRASES.search(r.low)
        if match is not None:
            return r.text[match.start() : match.end()].strip(" ,")
    if ("(" in r.text or "[" in r.text) and (match := _REFERENCE.search(r.text)) is not None:
        return match.group()
    return None
