"""What a check of the database finds; it only says, it never repairs."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: in which table, in which row as far as it can be said, and what."""

    table: str
    row: str
    what: str

    def __str__(self) -> str:
        """`claim 7: the quote is not what …`."""
        return f"{self.table} {self.row}: {self.what}".replace(" :", ":")
