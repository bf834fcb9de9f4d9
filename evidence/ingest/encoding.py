"""Decode the bytes of a page without losing any of them; never guesses beyond the three encodings named here."""

import codecs
from typing import NamedTuple

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Decoded(NamedTuple):
    """The text, the encoding that gave it, and a note where that encoding was not what the file said."""

    text: str
    encoding: str
    note: str | None = None


def decode(content: bytes, declared: str | None = None) -> Decoded:
    r"""Decode by byte-order mark, then UTF-8, then what the file declares, then Windows-1252 with a note.

    >>> decode("caf\u00e9".encode())
    Decoded(text='café', encoding='utf-8', note=None)
    >>> decode("caf\u00e9".encode("cp1252")).note
    'not valid UTF-8, read as Windows-1252'
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return Decoded(content.decode(encoding, errors="replace"), encoding)
    if (encoding_16 := _unmarked_utf16(content)) is not None:
        return Decoded(content.decode(encoding_16, errors="replace"), encoding_16, "no byte-order mark, read as UTF-16")
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _decode_legacy(content, declared)


def _decode_legacy(content: bytes, declared: str | None) -> Decoded:
    if declared and declared.lower().replace("_", "-") not in {"utf-8", "utf8", "utf-16", "utf-7"}:
        try:
            return Decoded(content.decode(declared), declared.lower())
        except (LookupError, UnicodeDecodeError):
            pass
    text = content.decode("cp1252", errors="replace")
    return Decoded(text, "cp1252", "not valid UTF-8, read as Windows-1252")


def _unmarked_utf16(content: bytes) -> str | None:
    sample = content[:2000]
    if len(sample) < 4 or b"\0" not in sample:
        return None
    half = len(sample) // 2
    odd, even = sample[1::2].count(0), sample[0::2].count(0)
    if odd > half * 0.4 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.05:
        return "utf-16-be"
    return None
