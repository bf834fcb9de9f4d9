"""Look for a quotation in a source word for word; numerals, signs, comparators, negation and order are never bent.

Only what printing changes is evened out: Unicode form, white space, dashes used as hyphens, ligatures, soft hyphens.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class QuotationMatch(StrEnum):
    """Whether the source says it in these words."""

    VERBATIM = "verbatim"
    VERBATIM_AFTER_EDITS = "verbatim_after_edits"
    NOT_FOUND = "not_found"


@dataclass(frozen=True)
class Quotation:
    """The answer: how it was found, after which edits, where in the source, and why not where it was not."""

    match: QuotationMatch
    edits: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None
    reason: str = ""


_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2212"  # dashes as printed for a hyphen, and the minus sign
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_ELLIPSIS = re.compile(r"\s*(?:\[?\.\.\.+\]?|\[?…\]?)\s*")
_EDITORIAL = re.compile(r"\s*\[[^\[\]]*\]\s*")
_NEGATORS = re.compile(
    r"\b(?:not?|nor|never|neither|none|without|cannot|failed|fails?|lack(?:s|ed)?|unable|unlikely|hardly|except|unless|"
    r"non|\w+n['\u2019]t)\b",
    re.IGNORECASE,
)


def find_quotation(quote: str, text: str) -> Quotation:
    """Where and how the source says the quote.

    Parts around `...` must follow each other in order, and what they leave out must hold no negation. A bracket is
    looked for as it stands; only where it is not there is it taken for the quoting person's own addition.

    >>> find_quotation("P = 0.296", "no difference (P = 0.296)").match.value
    'verbatim'
    >>> find_quotation("P < 0.296", "no difference (P = 0.296)").match.value
    'not_found'
    >>> find_quotation("was ... different", "was not different").reason
    "what is left out holds a negation: 'not'"
    """
    if not quote.strip():
        return Quotation(QuotationMatch.NOT_FOUND, reason="the quotation is empty")
    at, _ = _standing(quote, text)
    if at is not None:
        return Quotation(QuotationMatch.VERBATIM, start=at, end=at + len(quote))
    plain, origins, _ = _even_out(text)
    found = _in_order(quote, plain, origins)
    if found.match is QuotationMatch.NOT_FOUND and _EDITORIAL.search(quote):
        without = _in_order(_EDITORIAL.sub(" ... ", quote), plain, origins)
        if without.match is not QuotationMatch.NOT_FOUND:
            edits = ("bracketed words taken for an addition", *without.edits)
            return Quotation(without.match, edits, without.start, without.end)
    return found


def _place(part: str, text: str, start: int = 0) -> int | None:
    """The first place where the part stands between word and number boundaries: `0.2` is not in `-0.2` or `10.25`."""
    at = text.find(part, start) if part else -1
    while at >= 0:
        if _stands_alone(text, at, at + len(part)):
            return at
        at = text.find(part, at + 1)
    return None


def _stands_alone(text: str, start: int, end: int) -> bool:
    first, last = text[start], text[end - 1]
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if first.isalnum() and before and before[-1].isalnum():
        return False
    if first.isdigit() and re.search(rf"(?:\d[.,]|[-<>≤≥±~+{_HYPHENS}]\s?)$", before) and not _is_range(text, start):
        return False
    if last.isalnum() and after and after[0].isalnum():
        return False
    return not (last.isdigit() and re.match(r"[.,]\d|\s?%", after))


_BEFORE = re.compile(r"(?:[^\s.;:!?()]+\s+){0,3}$")
_AFTER = re.compile(r"(?:\s+[^\s.,;:!?()]+){0,3}")


def _denied(text: str, start: int, end: int, sides: str) -> str | None:
    """A negation within three words of the passage and of its clause, which the quotation leaves out."""
    before = _BEFORE.search(text, max(0, start - 60), start) if "before" in sides else None
    after = _AFTER.match(text, end) if "after" in sides else None
    for near in (before, after):
        if near and (negation := _NEGATORS.search(near[0])):
            return negation[0]
    return None


def _standing(part: str, text: str, start: int = 0, *, sides: str = "before after") -> tuple[int | None, str]:
    """The first place of the part that no negation beside it turns round; else the negation, where there was one."""
    met = ""
    at = _place(part, text, start)
    while at is not None:
        denial = _denied(text, at, at + len(part), sides)
        if not denial:
            return at, ""
        met = met or denial
        at = _place(part, text, at + 1)
    return None, met


def _is_range(text: str, start: int) -> bool:
    """Whether the dash before a number joins it to another one, as in `20-30`."""
    return re.search(rf"\d\s?[-{_HYPHENS}]\s?$", text[max(0, start - 4) : start]) is not None


def _in_order(quote: str, plain: str, origins: list[int]) -> Quotation:
    edits: list[str] = []
    at: int | None = None
    cursor = 0
    pieces = [piece for piece in _ELLIPSIS.split(quote) if piece.strip()]
    for number, piece in enumerate(pieces):
        wanted, _, changed = _even_out(piece.strip())
        edits += [edit for edit in changed if edit not in edits]
        sides = ("before " if number == 0 else "") + ("after" if number == len(pieces) - 1 else "")
        place, denial = _standing(wanted, plain, cursor, sides=sides)
        if place is None:
            reason = f"beside it stands a negation: '{denial}'" if denial else f"not in the source: '{piece.strip()}'"
            return Quotation(QuotationMatch.NOT_FOUND, reason=reason)
        if number and (lost := _NEGATORS.search(plain[cursor:place])):
            return Quotation(QuotationMatch.NOT_FOUND, reason=f"what is left out holds a negation: '{lost[0]}'")
        at = place if at is None else at
        cursor = place + len(wanted)
    if at is None:
        return Quotation(QuotationMatch.NOT_FOUND, reason="the quotation is empty")
    if len(pieces) > 1:
        edits.append("words left out")
    found = tuple(edits) or ("white space, dashes or letter forms of the source evened out",)
    return Quotation(QuotationMatch.VERBATIM_AFTER_EDITS, found, origins[at], origins[cursor - 1] + 1)


def _even_out(text: str) -> tuple[str, list[int], tuple[str, ...]]:
    """The text in one printed form, for every character of it its place in the original, and what was changed."""
    kept: list[str] = []
    origins: list[int] = []
    edits: list[str] = []
    for index, character in enumerate(text):
        if kept and unicodedata.combining(character):
            kept[-1] = unicodedata.normalize("NFC", kept[-1] + character)
            edits += [] if "Unicode form evened out" in edits else ["Unicode form evened out"]
            continue
        plain, edit = _plain(character)
        if edit and edit not in edits:
            edits.append(edit)
        if plain == " " and (not kept or kept[-1] == " "):
            continue
        for letter in plain:
            kept.append(letter)
            origins.append(index)
    while kept and kept[-1] == " ":
        kept.pop()
        origins.pop()
    return "".join(kept), origins, tuple(edits)


def _plain(character: str) -> tuple[str, str | None]:
    if character in _INVISIBLE:
        return "", "invisible characters dropped"
    if character in _LIGATURES:
        return _LIGATURES[character], "ligatures spelt out"
    if character in _HYPHENS:
        return "-", "dashes made hyphens"
    if character.isspace():
        return " ", None if character == " " else "white space evened out"
    composed = unicodedata.normalize("NFC", character)
    return composed, None if composed == character else "Unicode form evened out"
