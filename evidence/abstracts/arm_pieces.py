"""A stretch of text that names treatments side by side, cut into one piece for each: `A, B or placebo`.

It never judges whether a piece is a treatment: that is for the reader of arms.
"""

import re

from evidence.abstracts.wordlists import word_set

BRACKET = re.compile(r"[(\[][^()\[\]]*[)\]]")
DOSE = re.compile(
    r"(?i)\b\d[\d,.]*(?:\s?(?:-|–|to|or|and)\s?\d[\d,.]*)?[\s-]?(?:mg|µg|μg|mcg|g|iu|units?|ml|mmol|kbq|"
    r"gy|%)(?![a-z])(?:\s?/\s?(?:kg|day|d|h|hour|min|m2|m²|dose|week|ml))*(?:\s?(?:per|a)\s(?:day|kg|week|hour|"
    r"dose))?"
)
_OR = re.compile(r"(?i)\s*(?:,?\s*\b(?:or|versus|vs\.?|compared (?:with|to))\s+|;\s*(?:or|and)?\s*)")
_COMMA = re.compile(r"(?i)\s*(?:,\s*(?:or|and)\s+|,\s+|\s+(?:or|and)\s+)")
_AND = re.compile(r"(?i)\s*,?\s+and\s+(?!then\b|their\b|were\b|was\b)")
_WITH = re.compile(r"(?i)\s*,?\s+(?:with|to|and|against)\s+")
_LIST_OR = re.compile(r"(?i),[^,]+,?\s+or\s")
_LIST_AND = re.compile(r"(?i),[^,]+,?\s+and\s")
_EITHER_WAY = re.compile(r"(?i)\s(?:with (?:or|and) without|with/without|\+/-)\s")
_DOSES_INSIDE = re.compile(
    rf"(?i)(?P<name>(?:(?!or\b|and\b|to\b)[\w-]+\s){{0,2}}[\w-]+)\s\((?P<first>{DOSE.pattern[4:]})\s(?:or|"
    rf"and)\s(?P<second>{DOSE.pattern[4:]})\)"
)
_TWO_DOSES = re.compile(
    r"(?i)\b(?P<first>\d[\d.]*)\s(?:or|and)\s(?P<second>\d[\d.]*)\s?(?P<unit>mg|µg|μg|mcg|g|iu|ml)\b"
)
_EITHER = re.compile(r"(?i)\beither\s(?:an?\s)?")
_ADDS = re.compile(r"(?i)^(?:in combination with|combined with|together with|with|plus|followed by)\s")
_LENGTH = re.compile(r"(?i)for \d+ (?:days?|weeks?|months?)\b")
_LENGTH_BEHIND = re.compile(r"(?i)\sfor \d+ (?:days?|weeks?|months?)\b.*")
_TAIL = re.compile(r"(?i)(?:after|for|during|before|at|in|every|daily|once|twice|per|a day|each)\b")
_ALONE = re.compile(r"(?i)\s(?:alone|only|monotherapy|by itself)$")
_SHARES_HEAD = word_set(
    "oral intravenous intramuscular intranasal subcutaneous topical inhaled epidural early late delayed immediate "
    "high low higher lower standard short long single double multiple active passive deep moderate on-pump off-pump "
    "high- low- short- long- single- multiple- early- late- intensive conventional perineural"
)


def pieces_of(text: str, *, assigned: bool, compared: bool = False) -> list[str]:
    """The text cut outside brackets at `or`, `versus`, commas of such a list, and `and` after a verb of assignment.

    >>> pieces_of("30 mg, 60 mg or 90 mg zinc (n = 9) or placebo", assigned=True)
    ['30 mg zinc', '60 mg zinc', '90 mg zinc (n = 9)', 'placebo']
    """
    text = _DOSES_INSIDE.sub(r"\g<name> \g<first> or \g<name> \g<second>", text)
    text = _TWO_DOSES.sub(r"\g<first> \g<unit> or \g<second> \g<unit>", text)
    either = _EITHER_WAY.search(text)
    if either is not None:
        base, added = text[: either.start()], text[either.end() :]
        return [f"{base} with {added}", f"{base} without {added}"]
    return [_EITHER.split(piece)[-1] for piece in _completed(_cut(text, assigned=assigned, compared=compared))]


def _cut(text: str, *, assigned: bool, compared: bool) -> list[str]:
    hidden = BRACKET.sub(lambda mark: "x" * len(mark[0]), text)
    if _OR.search(hidden):
        cut = _COMMA if assigned and _LIST_OR.search(hidden) else _OR
    elif assigned and _AND.search(hidden):
        cut = _COMMA if _LIST_AND.search(hidden) else _AND
    elif compared and _WITH.search(hidden):
        cut = _WITH
    else:
        return []
    pieces, start = [], 0
    for mark in cut.finditer(hidden):
        pieces.append(text[start : mark.start()])
        start = mark.end()
    pieces.append(text[start:])
    return [piece for piece in (one.strip(" .,:;") for one in pieces) if piece]


def _completed(pieces: list[str]) -> list[str]:
    """The pieces with what each leaves to its neighbour: `30 mg or 60 mg zinc`, `oral or intravenous iron`."""
    whole = list(pieces)
    for at in range(len(whole) - 2, -1, -1):
        whole[at] = _with_head(whole[at], whole[at + 1])
    for at in range(1, len(whole)):
        whole[at] = _with_lead(whole[at], whole[at - 1])
    return whole


def _with_head(piece: str, following: str) -> str:
    """A piece that is a bare dose or modifier, with the name the next one has behind its own."""
    if DOSE.fullmatch(piece.removeprefix("either ")):
        dose = DOSE.match(following)
        rest = BRACKET.sub("", following[dose.end() :]).strip() if dose else ""
        return f"{piece} {rest}" if rest else piece
    words = following.split()
    if (
        piece.lower().split()[-1] in _SHARES_HEAD
        and len(words) > 1
        and words[0].lower() in _SHARES_HEAD | _hyphened(words[0])
    ):
        hyphen = piece.endswith("-") and "-" in words[0]
        tail = words[0].split("-", 1)[1] if hyphen else ""
        return f"{piece}{tail} {' '.join(words[1:])}"
    return piece


def _hyphened(word: str) -> set[str]:
    """`low-dose` may stand beside `high-`."""
    return {word.lower()} if word.split("-", maxsplit=1)[0].lower() in _SHARES_HEAD else set()


def _with_lead(piece: str, before: str) -> str:
    """A piece that only adds to the one before: `alone or with Y`, `esomeprazole 20 mg or 40 mg`."""
    plain = BRACKET.sub("", before).strip()
    if _ADDS.match(piece):
        return f"{_ALONE.sub('', plain)} {piece}"
    if _LENGTH.match(piece):
        return f"{_LENGTH_BEHIND.sub('', plain)} {piece}"
    bare = BRACKET.sub("", piece).strip()
    if (found := DOSE.match(bare)) and (found.end() == len(bare) or _TAIL.match(bare[found.end() :].strip())):
        dose = DOSE.search(plain)
        name = plain[: dose.start()].strip() if dose else ""
        return f"{name} {piece}" if name else piece
    return piece
