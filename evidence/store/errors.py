"""What can be wrong with a database that a person can put right, one class a cause.

Nothing here shows a password, and nothing here covers a fault of the program: that stays a crash.
"""

from evidence.errors import EvidenceError, installing


class StoreError(EvidenceError):
    """Base of what can go wrong with the database."""


class UnknownDatabaseUrlError(StoreError):
    """The address names no kind of database this program knows."""

    def __init__(self, url: str) -> None:
        super().__init__(f"'{url}' is no database: give a file name, sqlite:///FILE or postgresql+psycopg://HOST/NAME")


class MissingDatabaseError(StoreError):
    """There is no database, or nothing of ours in it."""

    def __init__(self, where: str) -> None:
        super().__init__(f"there is no evidence database at {where}: create it with 'evidence --db {where} init'")


class OlderDatabaseError(StoreError):
    """The database was made by an earlier version of the program."""

    def __init__(self, where: str, version: str) -> None:
        super().__init__(f"the database at {where} has the older layout {version}: run 'evidence db upgrade'")


class NewerDatabaseError(StoreError):
    """The database was made by a later version of the program."""

    def __init__(self, where: str, version: str) -> None:
        super().__init__(
            f"the database at {where} has layout {version}, which this version does not know: install a newer evidence"
        )


class NotADatabaseError(StoreError):
    """The file is something else, or is damaged."""

    def __init__(self, where: str) -> None:
        super().__init__(f"{where} is not a SQLite database or is damaged: name another file or restore a backup")


class LockedDatabaseError(StoreError):
    """Somebody else is writing for too long."""

    def __init__(self, where: str) -> None:
        super().__init__(f"the database at {where} is busy with another program's writing: try again when it has ended")


class ReadOnlyDatabaseError(StoreError):
    """Nothing can be written there."""

    def __init__(self, where: str) -> None:
        super().__init__(f"the database at {where} cannot be written: allow writing to it and its folder")


class UnopenableDatabaseError(StoreError):
    """The file or its folder cannot be opened."""

    def __init__(self, where: str) -> None:
        super().__init__(f"{where} cannot be opened: it needs a folder that exists and that you may write to")


class DiskFullError(StoreError):
    """No room is left."""

    def __init__(self, where: str) -> None:
        super().__init__(f"the disk that holds {where} is full: nothing was saved; make room and try again")


class MissingDriverError(StoreError):
    """PostgreSQL is asked for and its driver is not installed."""

    def __init__(self) -> None:
        super().__init__(f"PostgreSQL needs an extra, its driver; {installing('postgres')}")


class UnreachableServerError(StoreError):
    """The server does not answer or does not let us in."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"no connection to {where}: {reason}; check host, port, name and password")


class UnstorableTextError(StoreError):
    """A text holds a character that a database cannot keep."""

    def __init__(self, what: str, position: int, code: int) -> None:
        super().__init__(f"{what} has the character U+{code:04X} at {position}, which no database keeps: remove it")


class UnknownKeyError(StoreError):
    """A record points at something that is not in the database."""

    def __init__(self, kind: str, key: str) -> None:
        super().__init__(f"there is no {kind} '{key}' in the database: load it first, or correct the key")


class QuoteNotInTextError(StoreError):
    """A claim's quote is not what the snapshot says at its span."""

    def __init__(self, key: str, start: int, end: int, quote: str) -> None:
        super().__init__(f"claim '{key}': the page does not say '{quote[:60]}' at {start}-{end}; correct span or quote")


class RepeatedKeyError(StoreError):
    """Two records of one load have the same key and differ."""

    def __init__(self, kind: str, key: str) -> None:
        super().__init__(f"the {kind} '{key}' comes twice and the two differ: keep one or give one another key")


class OwnAdjudicationError(StoreError):
    """A reviewer would adjudicate what they coded themselves."""

    def __init__(self, reviewer: str, claim: str) -> None:
        super().__init__(
            f"reviewer '{reviewer}' coded claim '{claim}' and cannot adjudicate it alone: ask another reviewer"
        )


class NotSqliteError(StoreError):
    """A file copy was asked of a database that is no file."""

    def __init__(self, where: str) -> None:
        super().__init__(f"{where} is not a SQLite file: back it up with pg_dump")


class FileExistsAlreadyError(StoreError):
    """A backup would overwrite something."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} exists already: name a new file for the backup")
