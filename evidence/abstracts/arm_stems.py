"""The stems that name an arm of a trial and tell it from another: telling words, doses, variants, roles.

It never reads a sentence.
"""

import re
from collections.abc import Mapping

from evidence.abstracts.arm_pieces import DOSE
from evidence.abstracts.reading import Abstract
from evidence.abstracts.roles import CONTROL_CLASS, ROLE_STEMS, ROLE_WORDS
from evidence.abstracts.terms import aliases, content_stems, is_generic
from evidence.abstracts.wordlists import word_set
from evidence.abstracts.words import placed, stem_set

TOO_COMMON = stem_set(
    "dose doses daily day days week weeks month months mg kg g ml oral orally capsule capsules tablet "
    "tablets twice once three two one therapy treatment treatments session sessions hour hours min "
    "minutes care program programme plan receive received receiving strategy given administration "
    "administered including addition followed following condition conditions high low early late new "
    "first long short increased reduced improved reduction minute single time times per period "
    "rich infants children women men people adults users volunteers students babies mothers over either both weekly "
    "standardized type level levels system systems based combined combination alone only plus "
    "medical "
    "clinical approach method methods technique home health support information"
)


VARIANTS = tuple(
    word_set(row)
    for row in (
        "high low medium moderate standard intermediate",
        "daily weekly monthly",
        "once twice thrice",
        "early late delayed immediate",
        "short long",
        "oral intravenous topical subcutaneous intramuscular intranasal vaginal rectal epidural inhaled intrathecal",
        "single double multiple two three",
        "active sham",
        "individual group",
    )
)


ALL_VARIANTS = frozenset().union(*VARIANTS)


def variants_of(name: str) -> frozenset[str]:
    """The words of a name that tell it from a variant of the same treatment: `daily`, `high`."""
    return ALL_VARIANTS.intersection(placed(name).lowers)


_ROUTES = stem_set(
    "sc iv im po oral intravenous topical subcutaneous intramuscular intranasal vaginal rectal epidural inhaled"
)


def routes_aside(stems: Mapping[str, float], abstract: Abstract) -> dict[str, float]:
    """The stems of an arm, its route counted for little where another word of its name stands in the text."""
    named = any(one not in _ROUTES and weight >= 1.0 and abstract.frequency.get(one) for one, weight in stems.items())
    return {one: 0.3 if named and one in _ROUTES else weight for one, weight in stems.items()}


def with_names(stems: Mapping[str, float], names: frozenset[str]) -> dict[str, float]:
    """The stems of an arm and those of its further names, the words common to treatments left out."""
    more = names - ROLE_STEMS - TOO_COMMON
    return {**dict.fromkeys(names & OPPOSED, 0.6), **dict.fromkeys(more, 1.0), **stems}


def own_words(name: str, across: str) -> dict[str, float]:
    """Even the common words of a name that has no telling ones of its own: `treated` of `treated nets`."""
    others = frozenset(content_stems(across))
    return {one: 1.0 for one in content_stems(name) if one not in others and not one[0].isdigit() and len(one) > 1}


def opposed(name: str, across: str) -> dict[str, float]:
    """The common words that alone tell two variants of one treatment apart: `high` and `low`, `early` and `late`."""
    others = frozenset(content_stems(across))
    return dict.fromkeys((one for one in content_stems(name) if one in OPPOSED and one not in others), 0.6)


OPPOSED = stem_set(
    "once twice high low early late delayed immediate single short long daily weekly monthly first oral home"
)


_LABEL_FIRST = re.compile(r"\s*([A-H]|[1-6]) ?[-–:] ")
"""A name that begins with the label of its group: `C - 40 mg of the drug`."""
_SIZES = {
    **dict.fromkeys(("reduced", "low", "lower", "half"), -1),
    **dict.fromkeys(("full", "high", "higher", "standard", "double"), 1),
}
_AMOUNT = re.compile(r"(?i)(\d+(?:\.\d+)?)\s?(mg|µg|μg|mcg|g|iu|ml|gy)\b")


def sized_doses(intervention: str, comparator: str) -> dict[str, str]:
    """Which of two doses of one thing `low`, `reduced`, `full` and the like mean before `dose`, as arms.

    >>> sized_doses("apixaban 2.5 mg", "apixaban 5 mg")["full"]
    'c'
    """
    left, right = _AMOUNT.search(intervention), _AMOUNT.search(comparator)
    if left is None or right is None or left[2].lower() != right[2].lower() or float(left[1]) == float(right[1]):
        return {}
    smaller = "i" if float(left[1]) < float(right[1]) else "c"
    larger = "c" if smaller == "i" else "i"
    return {word: smaller if size < 0 else larger for word, size in _SIZES.items()}


def without_idle_numbers(name: str, stems: Mapping[str, float]) -> dict[str, float]:
    """The stems without numbers that are no dose, unless nothing else tells the arm: 24 of `yoga for 24 weeks`."""
    doses = {one for mark in DOSE.finditer(name) for one in content_stems(mark[0])}
    if all(one[0].isdigit() for one in stems):
        return dict(stems)
    return {one: weight for one, weight in stems.items() if not one[0].isdigit() or one in doses}


def without_roles(stems: Mapping[str, float], *, shared: bool = False) -> dict[str, float]:
    """The stems without those of roles such as `control`."""
    kept = {one: weight for one, weight in stems.items() if one not in ROLE_STEMS}
    return kept or ({one: stems[one] for one in stems if one in NAMES_TOO} if shared else {})


NAMES_TOO = stem_set("standard conventional regular active")
"""Words of role that tell an arm by name where both arms share the rest of it: `standard polyglactin`."""


def contained_arm(
    shared: frozenset[str], only_left: Mapping[str, float], only_right: Mapping[str, float], abstract: Abstract
) -> str | None:
    """The arm that has no word of its own in the text, where the two share words."""
    known = abstract.frequency
    if not shared:
        return None
    if not any(known.get(one) for one in only_right):
        return "c"
    return None if any(known.get(one) for one in only_left) else "i"


def control_arm(intervention: str, comparator: str, only_right: Mapping[str, float], abstract: Abstract) -> str | None:
    """The arm that words such as `placebo` mean, `i` or `c`; None where they mean neither."""
    named = any(abstract.frequency.get(one) and one not in ROLE_STEMS for one in only_right)
    if CONTROL_CLASS.search(comparator) or not named:
        return "c"
    return "i" if CONTROL_CLASS.search(intervention) else None


def roles_of(intervention: str, comparator: str) -> dict[str, str]:
    """Words of role that stand in the name of one arm only, with that arm."""
    left = ROLE_WORDS.intersection(placed(intervention).lowers)
    right = ROLE_WORDS.intersection(placed(comparator).lowers)
    return dict.fromkeys(left - right, "i") | dict.fromkeys(right - left, "c")


_ABSENCE = re.compile(r"(?i)^\s*(?:no|non|not)\b|\bwithout\b")


def negated_arm(intervention: str, comparator: str, shared: frozenset[str]) -> str | None:
    """The arm that is the other one's absence, as `no drain`; None where neither is."""
    left, right = bool(denied_stems(intervention, shared)), bool(denied_stems(comparator, shared))
    if left == right:
        return None
    return "i" if left else "c"


def denied_stems(name: str, shared: frozenset[str]) -> frozenset[str]:
    """The stems of both names that this one denies: `music` of `headphones without music`."""
    mark = _ABSENCE.search(name)
    return shared.intersection(content_stems(name[mark.end() :])) if mark else frozenset()


def shared_stems(intervention: str, comparator: str, shared: frozenset[str]) -> frozenset[str]:
    """The stems of both arms; only those denied where one arm is the other without something."""
    denied = denied_stems(intervention, shared) ^ denied_stems(comparator, shared)
    return denied or shared


JOINED = re.compile(
    r"(?i)\b(?:plus|and|with|combin\w+|added|adjunct\w*)\b|\+|/(?=[a-z]{5})|(?-i:(?<=[A-Z]{2})/(?=[A-Z]{2}))"
)


_COMBINATION = re.compile(
    r"(?i)\bthe combination\b|\bcombination (?:group|arm|therapy|treatment)|\bcombined (?:treatment|therapy|group|"
    r"arm)\b"
)


def combination(intervention: str, comparator: str, abstract: Abstract) -> dict[str, str]:
    """The words for the arm that joins two treatments, where only one of the two does."""
    left, right = bool(JOINED.search(intervention)), bool(JOINED.search(comparator))
    if left == right or not _COMBINATION.search(abstract.text):
        return {}
    return {"combin": "i", "monotherap": "c"} if left else {"combin": "c", "monotherap": "i"}


def arm_stems(name: str, abstract: Abstract) -> dict[str, float]:
    """The stems that name an arm: telling words and short forms fully, numbers by half."""
    stems = content_stems(name)
    words_only = [one for one in stems if not one[0].isdigit()]
    telling = [one for one in words_only if _tells(one, name)] or (words_only if len(words_only) == len(stems) else [])
    found = dict.fromkeys((one for one in stems if one[0].isdigit()), 0.5)
    found |= dict.fromkeys(telling, 1.0)
    if re.fullmatch(r"(?i)\s*(?:[a-h]|[1-6]|i{1,3}|iv|v)\s*", name):
        found[f"group:{name.strip().lower()}"] = 1.0
    if (label := _LABEL_FIRST.match(name)) is not None:
        found[f"group:{label[1].lower()}"] = 1.0
    return found | _short_forms(*aliases(name, abstract), found)


def _tells(one: str, name: str) -> bool:
    if one in TOO_COMMON or is_generic(one):
        return False
    return len(one) > 1 or name.strip().startswith(one.upper())


def _short_forms(
    covers: Mapping[str, frozenset[str]], expands: Mapping[str, frozenset[str]], found: Mapping[str, float]
) -> dict[str, float]:
    """Short forms that stand for words found, and the words that short forms found stand for."""
    added = {short: 1.0 for short, stands_for in covers.items() if any(one in found for one in stands_for)}
    for short, long_form in expands.items():
        if short in found or short in added:
            added |= {one: 0.5 for one in long_form if not is_generic(one) and one not in TOO_COMMON}
    return added
