"""What the words that credit a source say about it: names, years, kind of study, journal words, size, abbreviations.

It never looks into a library; names are taken as they stand, and a word with a capital is only perhaps a name.
"""

import re
from dataclasses import dataclass

from evidence.abstracts.species import beings_in
from evidence.cite.kinds import CreditedKind, credited_kind, tells_result
from evidence.cite.lexicon import STOP
from evidence.cite.medicines import medicines_in
from evidence.cite.words import abbreviations_in, numbers_in, terms, tokens
from evidence.text.words import words as listed

_NAME = r"(?:(?:van|von|de|der|den|du|da|di|la|le|el|al|bin|Mc|Mac|O['’])[ -]?){0,3}[A-Z][\w'’-]+"
_INITIALS = r"(?:,? (?:[A-Z]\.? ?-?){1,3})?"
_CREDITED = re.compile(
    rf"(?<!\w)({_NAME}){_INITIALS}"
    r"(?=,? (?:et al\b|and (?:colleagues|co-?workers|associates|others|his|her)\b|& colleagues\b)"
    r"|['’]s? (?:\w+ )?(?:study|trial|team)\b"
    r"|,? (?:19|20)\d\d\b|,? ?\((?:19|20)\d\d)"
)
_PAIR = re.compile(
    rf"(?<!\w)({_NAME}){_INITIALS},? (?:and|&) ({_NAME})"
    r"(?=,? ?\(?(?:19|20)\d\d|'s?\b|,? (?:also )?(?:showed|found|reported))"
)
_SPEAKING = re.compile(
    rf"(?<!\w)({_NAME})(?: and ({_NAME}))?,? (?:have |has |had |also |later |recently |first |further )*"
    r"(?:show|found|find|report|demonstrat|describ"
    r"|observ|suggest|conclud|conduct|compar|propos|studied|investigat|examin|evaluat|publish|review|analy[sz]|argu|state|note|assess|develop|use)\w*"
)
_LISTED = re.compile(rf"(?<!\w)({_NAME}),? (?:[A-Z]\.? ?-?){{1,3}}(?=[,.;&]|$| and )")
_CAPITAL = re.compile(rf"(?<!\w)({_NAME})")
_YEAR = re.compile(r"(?<![\w.,/-])(?:19[5-9]\d|20[0-4]\d)(?![\w%]|[.,]\d)")
_JOURNAL = re.compile(
    r"(?:(?:[Pp]ublished|[Aa]ppear(?:s|ed|ing)|[Rr]eported|[Pp]rinted) (?:\w+ )?in (?:the )?(?:journal )?"
    r"|\bin (?:the )?(?:journal )?)"
    r"[“\"'*_]?((?:[A-Z][\w&-]*)(?:,? (?:of|and|the|for|in|&|[A-Z][\w&-]*)){0,9})"
)
_SERIAL = listed(
    """journal annals archives proceedings bulletin lancet jama bmj nejm cochrane plos nature science frontiers review
    reviews database medicine acta current"""
)
_SIZE = re.compile(
    r"\b(?:n\s*=\s*(\d{1,3}(?:,\d{3})+|\d+)|(\d{1,3}(?:,\d{3})+|\d+) (?:\w+[- ]){0,3}?"
    r"(?:patients|participants|subjects|people|adults|women|men|children|volunteers|cases|individuals|infants|students)\b)",
    re.IGNORECASE,
)
_NOT_NAMES = listed(
    """study trial review another one this these those in a an the it we our however although recently previously
    results similarly according also among based both due finally first for from furthermore given here if
    interestingly many moreover most no on only other patients previous recent several since some such there
    therefore they thus to two when while with yes research researchers evidence january february march april
    may june july august september october november december monday american european national university"""
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """What a sentence says of the source it credits."""

    terms: tuple[str, ...]
    """stems in order, repeated as they stand"""
    words: frozenset[str]
    """folded words, to find a journal's in"""
    credited: tuple[str, ...]
    """surnames that are surely credited: followed by `et al.`, a year, or `and colleagues`"""
    capitals: frozenset[str]
    """folded words with a capital inside the sentence, perhaps names"""
    years: frozenset[int]
    kind: CreditedKind
    tells_result: bool
    medicines: frozenset[str]
    beings: frozenset[str]
    """`human`, or the animals that are named"""
    abbreviations: frozenset[str]
    journals: tuple[tuple[str, ...], ...]
    """names after `published in`, or that call themselves a journal, as folded words"""
    sizes: frozenset[str]
    """stated numbers of participants"""
    numbers: frozenset[str]
    """the other numbers, years left out"""


def read_attribution(text: str) -> Attribution:
    """Read a sentence that credits a source.

    >>> read = read_attribution("Smith et al. (2019) treated 30 patients in a randomized trial.")
    >>> read.credited, sorted(read.years), read.kind.kind.value, sorted(read.sizes)
    (('smith',), [2019], 'trial', ['30'])
    """
    credited, words = _credited(text), tokens(text)
    years, sizes = frozenset(_YEAR.findall(text)), _sizes(text)
    return Attribution(
        tuple(terms(text)),
        frozenset(words),
        credited,
        _capitals(text) | frozenset(credited),
        frozenset(map(int, years)),
        credited_kind(text),
        tells_result(text),
        medicines_in(words),
        beings_in(words),
        abbreviations_in(text),
        _journals(text),
        sizes,
        numbers_in(text) - years - sizes,
    )


def _sizes(text: str) -> frozenset[str]:
    """Numbers of participants; one or two are a person, not a study."""
    found = frozenset(number.replace(",", "") for groups in _SIZE.findall(text) for number in groups if number)
    return found - {"1", "2"}


def _credited(text: str) -> tuple[str, ...]:
    names = [match[1] for match in _CREDITED.finditer(text)]
    names += [name for match in _PAIR.finditer(text) for name in match.groups() if name]
    folded_names = (" ".join(tokens(name.removesuffix("’s").removesuffix("'s"))) for name in names)
    return tuple(dict.fromkeys(name for name in folded_names if len(name) > 1 and name not in _NOT_NAMES))


def _journals(text: str) -> tuple[tuple[str, ...], ...]:
    found = []
    for match in _JOURNAL.finditer(text):
        words = tuple(tokens(match[1]))
        if words and ("ublished" in match[0] or _SERIAL.intersection(words)):
            found.append(words)
    return tuple(found)


def _capitals(text: str) -> frozenset[str]:
    """Capitalised words that may be names: not the first of a sentence unless a verb of reporting follows."""
    found = set()
    for match in _CAPITAL.finditer(text):
        before = text[: match.start()].rstrip()
        if before and before[-1] not in '.!?:;“"(':
            found.add(" ".join(tokens(match[1])))
    for match in (*_SPEAKING.finditer(text), *_LISTED.finditer(text)):
        found.update(" ".join(tokens(name)) for name in match.groups() if name)
    return frozenset(name for name in found if len(name) > 2 and name not in STOP and name not in _NOT_NAMES)
