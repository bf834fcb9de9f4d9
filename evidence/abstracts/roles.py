"""The words by which a text names a role instead of a treatment: control, placebo, usual care, intervention group.

It never says which treatment has the role.
"""

import re

from evidence.abstracts.wordlists import word_set
from evidence.abstracts.words import stem_set

_PLACEBO = word_set(
    "placebo placebos sham untreated vehicle nonintervention waitlist tau unexposed controls dummy nontreated"
)
_CONTROL_WORDS = _PLACEBO | {"control"}
_CONTROL_BEFORE = {
    "usual": word_set("care treatment therapy practice clinical diet"),
    "standard": word_set("care treatment therapy practice arm group treatments management of diet protocol regimen"),
    "routine": word_set("care treatment practice management"),
    "conventional": frozenset(),
    "comparison": word_set("group groups arm arms condition"),
    "waiting": frozenset(["list"]),
    "attention": frozenset(["control"]),
}
QUALIFIES = frozenset(_CONTROL_BEFORE)
"""Words that make a control of the word of role behind them: `standard treatment`."""
_CONTROL_AFTER = word_set("the than v vs versus with to from placebo sham and in or for no a normal healthy")
_NOT_CONTROL = word_set("of over for in")
CONTROL_CLASS = re.compile(
    r"(?i)\b(?:placebo|controls?|sham|usual|no|not|without|untreated|standard|conventional|routine|vehicle|"
    r"saline|wait|alone|only|comparison|nothing|none|baseline|attention|regular|traditional)\b"
)
_TREATED = word_set(
    "intervention experimental active treated supplemented verum treatment exercise training program "
    "supplementation study trial test"
)
_ALWAYS_TREATED = frozenset(["supplemented", "verum", "experimental"])
GROUP_WORDS = word_set(
    "group groups arm arms clubs teams women men children participants patients subjects practices pharmacies clinics "
    "homes wards centres centers sites hospitals units communities neighbourhoods "
    "neighborhoods worksites kindergartens "
    "classes offices households residents mothers parents families pupils students nurses eyes teeth limbs "
    "schools villages clusters infants condition families students individuals animals mice rats horses"
)
ROLE_STEMS = stem_set(
    "placebo control controls usual standard routine conventional comparison intervention experimental "
    "active treated study standardised regular"
)
ROLE_WORDS = _PLACEBO | _CONTROL_BEFORE.keys() | {"control"} | _TREATED | _ALWAYS_TREATED
"""Words that may stand for an arm by its role, in lower case."""


def is_control(lower: str, before: str, after: str) -> bool:
    """Whether a word between its neighbours means a control arm.

    >>> is_control("control", "glycemic", "of"), is_control("usual", "with", "care")
    (False, True)
    """
    if lower in _PLACEBO:
        return True
    if lower == "control":
        return (
            (before == "(" and after in {")", ",", ";"})
            or after in GROUP_WORDS
            or (before in _CONTROL_AFTER and after not in _NOT_CONTROL)
        )
    followers = _CONTROL_BEFORE.get(lower)
    return followers is not None and (not followers or after in followers or after in GROUP_WORDS)


def is_treated(lower: str, after: str, later: str) -> bool:
    """Whether a word before two others means the treated arm: `intervention group`, `treatment and control`.

    >>> is_treated("intervention", "group", "was"), is_treated("treatment", "of", "pain")
    (True, False)
    """
    if lower in _ALWAYS_TREATED:
        return True
    return lower in _TREATED and (after in GROUP_WORDS or (after in {"and", "or"} and later in _CONTROL_WORDS))
