"""What a person can put right, one class a cause; each writes its own sentence: what was found, where, what to do.

Nothing here is raised for a fault of the program itself: that is a crash and looks like one.
"""

import unicodedata
from dataclasses import dataclass


def one_line(text: str) -> str:
    r"""Text without what could steer a terminal: control characters become a question mark, line ends a space.

    >>> one_line("a\x1b[2Jb\nc")
    'a?[2Jb c'
    """
    return printable(" ".join(text.split()))


def printable(text: str) -> str:
    r"""Text as a terminal may have it: line ends, tabs and blanks stay, what could steer it becomes a question mark.

    >>> printable("  a\x1b[2J\u202eb\n")
    '  a?[2J?b\n'
    """
    if text.replace("\n", "").replace("\t", "").isprintable():
        return text
    return "".join("?" if _steers(character) else character for character in text)


def _steers(character: str) -> bool:
    return character not in "\n\t" and unicodedata.category(character) in {"Cc", "Cf", "Cs"}


def installing(extra: str) -> str:
    """How to add an optional part to the installation, in a checkout as the README makes it and elsewhere.

    >>> installing("pdf").partition(";")[0]
    "install it, in a checkout with: .venv/bin/python -m pip install --editable '.[pdf]'"
    """
    return (
        f"install it, in a checkout with: .venv/bin/python -m pip install --editable '.[{extra}]'; "
        f"elsewhere with: pip install 'evidence-audit[{extra}]'"
    )


class EvidenceError(Exception):
    """Base of all errors a person can put right; the command line prints it in one line and exits with 2."""

    def __str__(self) -> str:
        """One line, whatever of the input is quoted in it."""
        return one_line(super().__str__())


@dataclass(frozen=True)
class Problem:
    """One bad item of a batch, kept with its place so that the rest can go on.

    Without `kept` the item is lost to the result. `line` counts from 1; `column` is a column's name in a table, else a
    position; unknown places are None.
    """

    file: str
    reason: str
    line: int | None = None
    column: str | int | None = None
    raw: str = ""
    kept: bool = False
    """True where the item was read all the same and this only says what was odd about it"""

    def __str__(self) -> str:
        """`claims.csv, row 4, column study_year: …`."""
        place = self.file
        if self.line is not None:
            place += f", line {self.line}"
        if self.column is not None:
            place += f", column {self.column}"
        return one_line(f"{place}: {self.reason}")
