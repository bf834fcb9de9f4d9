r"""LaTeX of bibliographies as readable text, and text as LaTeX.

Never loses a word: a command that is not known stays as it stands, and mathematics stays readable.
"""

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files

_COMBINING = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    '"': "\u0308",
    "=": "\u0304",
    ".": "\u0307",
    "u": "\u0306",
    "v": "\u030c",
    "H": "\u030b",
    "r": "\u030a",
    "c": "\u0327",
    "k": "\u0328",
    "d": "\u0323",
    "b": "\u0331",
}
_LETTERS = {
    "ss": "ß",
    "SS": "ẞ",
    "ae": "æ",
    "AE": "Æ",
    "oe": "œ",
    "OE": "Œ",
    "o": "ø",
    "O": "Ø",
    "l": "ł",
    "L": "Ł",
    "aa": "å",
    "AA": "Å",
    "i": "\N{LATIN SMALL LETTER DOTLESS I}",
    "j": "\N{LATIN SMALL LETTER DOTLESS J}",
    "dh": "ð",
    "DH": "Ð",
    "th": "þ",
    "TH": "Þ",
    "dj": "đ",
    "DJ": "Đ",
    "ng": "ŋ",
    "NG": "Ŋ",
}


def _commands() -> tuple[dict[str, str], frozenset[str], frozenset[str]]:
    """Commands that print a character, those that print their argument alone, those that print a space."""
    lines = files("evidence.formats.citations").joinpath("latex_commands.txt").read_text(encoding="utf-8").splitlines()
    words = [line.split(" ") for line in lines if not line.startswith("#")]
    signs = {pair[0]: pair[1] for pair in words if len(pair) == 2 and pair[1] != "."}
    dropped = frozenset(pair[0] for pair in words if len(pair) == 1)
    return {**_LETTERS, **signs}, dropped, frozenset(pair[0] for pair in words if pair[1:] == ["."])


_COMMANDS, _DROPPED, _SPACES = _commands()
_SUPER = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_SUB = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_ACCENT = re.compile(
    r"\\(?P<mark>[`'^~\"=.]|[uvHrckdb](?![A-Za-z]))\s*"
    r"(?:\{\s*(?P<braced>\\?[^\W\d_]|\\(?:ae|AE|oe|OE|aa|AA|o|O|l|L|i|j))\s*\}"
    r"|(?P<bare>\\[ij](?![A-Za-z])(?:\{\})?\s?|[^\W\d_]))"
)
_COMMAND = re.compile(r"\\([A-Za-z]+)\*?(?:[ \t\n]*\{\}|[ \t\n]+)?")
_SCRIPT = re.compile(r"(?:(?P<kind>[_^])|\\text(?P<name>super|sub)script\s*)(?:\{(?P<many>[^{}]*)\}|(?P<one>\w))")
_ESCAPED = re.compile(r"\\([&%$#_{} ,;:!/@-])")
_KEPT = {"&": "&", "%": "%", "$": "\ue001", "#": "#", "_": "_", "{": "\ue002", "}": "\ue003", "@": "@"}
_LAST = str.maketrans({"\ue001": "$", "\ue002": "{", "\ue003": "}", "\ue004": "\\", "\ue005": "~", "\ue006": "^"})
_SET_ASIDE = str.maketrans({"$": "\ue001", "{": "\ue002", "}": "\ue003", "\\": "\ue004", "~": "\ue005", "^": "\ue006"})
_MATH = re.compile(r"(?<!\\)\$\$?((?:[^$\\]|\\.)*)\$\$?|(?<!\\)\\\(((?:[^$\\]|\\[^)])*)\\\)", re.DOTALL)
_LONG = 300
"""Texts from this length on do not come back, so they are not remembered."""
_MATH_SIGN = re.compile(r"[\\^_=<>{}+*/]")


def decode(text: str) -> str:
    r"""The text that LaTeX would print, as far as a bibliography needs it.

    >>> decode(r"M{\"u}ller, \'{E}va and \v{S}\'\i{}n, {\o}re"), decode(r"{\ss} \c{c}a \aa")
    ('Müller, Éva and Šín, øre', 'ß ça å')
    >>> decode(r"{IL}-6 and $\beta$-carotene: $p<0.05$, 10\,\% of CO$_2$ at 5$\pm$1~mg"), decode("``so''")
    ('IL-6 and β-carotene: p<0.05, 10 % of CO₂ at 5±1 mg', '“so”')
    >>> decode(r"\unknown{kept} R\&D")
    '\\unknown kept R&D'
    """
    if not is_marked(text):
        return text
    if "\\" not in text and "$" not in text:
        return _typeset(text)
    return _decoded(text) if len(text) < _LONG else _decoded.__wrapped__(text)


def is_marked(text: str) -> bool:
    """Whether there is anything to decode; a chain of `in` is ten times as fast as an expression on a long abstract."""
    if "\\" in text or "{" in text or "}" in text or "$" in text or "~" in text:
        return True
    return ("-" in text and "--" in text) or ("`" in text and "``" in text) or ("'" in text and "''" in text)


@lru_cache(maxsize=8192)
def _decoded(text: str) -> str:
    text = text.replace("\\\\", " ")
    text = _ACCENT.sub(_accented, text)
    text = _MATH.sub(_math, text)
    text = _ESCAPED.sub(lambda match: _KEPT.get(match[1], " " if match[1] in " ,;:" else ""), text)
    text = _SCRIPT.sub(_named_script, text)
    return _typeset(_COMMAND.sub(_command, text))


def _typeset(text: str) -> str:
    """A text without commands: dashes, quotation marks and ties as they print, braces gone."""
    text = text.replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”").replace("~", " ")
    text = text.replace("{", "").replace("}", "")
    return " ".join(text.translate(_LAST).split())


def _accented(match: re.Match[str]) -> str:
    letter = (match["braced"] or match["bare"]).replace("{}", "").strip()
    if letter.startswith("\\"):
        letter = {"\\i": "i", "\\j": "j"}.get(letter) or _LETTERS.get(letter[1:], letter[1:])
    return unicodedata.normalize("NFC", letter + _COMBINING[match["mark"]])


def _math(match: re.Match[str]) -> str:
    inner = match[1] if match[1] is not None else match[2]
    if " " in inner and not _MATH_SIGN.search(inner):
        return match[0].replace("$", "\ue001")  # two sums of money, not mathematics
    return _SCRIPT.sub(_script, _COMMAND.sub(_math_command, inner))


def _math_command(match: re.Match[str]) -> str:
    r"""As elsewhere, but the space behind a sign such as `\leq` stays, for that is how it prints."""
    sign = _command(match)
    return f"{sign} " if len(sign) == 1 and not sign.isalpha() and match[0].endswith(" ") else sign


def _named_script(match: re.Match[str]) -> str:
    return _script(match) if match["name"] else match[0]


def _script(match: re.Match[str]) -> str:
    """Raised or lowered characters where Unicode has them all, else the plain ones behind their mark."""
    inner = match["many"] if match["many"] is not None else match["one"]
    raised = match["kind"] == "^" or match["name"] == "super"
    if raised and inner.strip() in {"°", "\\circ"}:
        return "°"
    moved = inner.translate(_SUPER if raised else _SUB)
    if inner and all(ord(new) > 127 and new != old for new, old in zip(moved, inner, strict=True)):
        return moved
    return (f"\ue006{inner}" if raised else f"_{inner}") if match["kind"] else inner


def _command(match: re.Match[str]) -> str:
    name = match[1]
    if name in _COMMANDS:
        return _COMMANDS[name].translate(_SET_ASIDE)
    if name in _DROPPED:
        return ""
    if name in _SPACES:
        return " "
    return f"\ue004{name} "


def verbatim(text: str) -> str:
    r"""An address or identifier: only escapes, braces and the command that typesets an address are undone.

    >>> verbatim(r"10.1000/a\_b~c"), verbatim(r"\url{https://example.org/a}")
    ('10.1000/a_b~c', 'https://example.org/a')
    """
    if "\\" in text:
        text = _TYPESET.sub("", text)
    if "\\{" not in text:
        text = text.replace("{", "").replace("}", "")
    return (_VERBATIM.sub(r"\1", text) if "\\" in text else text).strip()


_TYPESET = re.compile(r"\\(?:url|path|nolinkurl|href)\s*(?=\{)")
_VERBATIM = re.compile(r"\\([&%$#_{}~])")
_ENCODED = {
    "\\": "\\textbackslash{}",
    "{": "\\textbraceleft{}",
    "}": "\\textbraceright{}",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
    "&": "\\&",
    "%": "\\%",
    "$": "\\$",
    "#": "\\#",
    "_": "\\_",
}
_PAIRS = re.compile(r"-(?=-)|`(?=`)|'(?=')")
_TO_ENCODE = re.compile(r"[\\{}~^&%$#_]")


def encode(text: str) -> str:
    r"""Text as LaTeX that decodes to the same text; letters stay as they are, as every engine of today reads them.

    >>> encode("R&D at 5 % -- so"), decode(encode("R&D at 5 % -- so"))
    ('R\\&D at 5 \\% -{}- so', 'R&D at 5 % -- so')
    """
    escaped = _TO_ENCODE.sub(lambda match: _ENCODED[match[0]], text)
    return _PAIRS.sub(lambda match: match[0] + "{}", escaped)
