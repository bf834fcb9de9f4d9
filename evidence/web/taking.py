"""Take a citation file that somebody sent into the library, as `evidence load` does; the copy is gone afterwards."""

import re
import shutil
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from evidence import store
from evidence.errors import EvidenceError
from evidence.formats.rows import RefusedFileError, read_tables
from evidence.workflow.load import LoadedFile, Options, load_files

KINDS = frozenset({"publications", "studies"})
"""What people put in through the browser; everything else is loaded by who holds the machine."""

_UNSAFE = re.compile(r"[^\w.-]+")


class NotForLibraryError(EvidenceError):
    """A file holds records that are not the library's."""

    def __init__(self, name: str, kinds: list[str]) -> None:
        super().__init__(
            f"{name} holds {', '.join(kinds)}, and the library takes publications and studies: use `evidence load`"
        )


def taken(database: str, called: str, content: BinaryIO, by: store.Author) -> LoadedFile:
    """What loading a file came to, its problems with the lines they stand in; its name is only a label.

    Raises:
        NotForLibraryError: it holds other records.
    """
    name = _UNSAFE.sub("-", Path(called).name)[-100:].strip(".-") or "file"
    with TemporaryDirectory(prefix="evidence-") as folder:
        path = Path(folder) / name
        with path.open("wb") as copy:
            shutil.copyfileobj(content, copy)
        options = Options() if _says_what_it_holds(path) else Options(kind="publications")
        with store.session(database) as db:
            loaded = load_files(db, [path], by, options)[0]
    return _without_folder(loaded, folder)


def _says_what_it_holds(path: Path) -> bool:
    """Whether a file says that it holds what the library takes; one that says nothing holds publications.

    Raises:
        NotForLibraryError: it holds other records.
    """
    try:
        reading = read_tables(path)
    except RefusedFileError:
        return False
    others = sorted({table.kind.name for table in reading.tables} - KINDS)
    if others:
        raise NotForLibraryError(path.name, [name.replace("_", " ") for name in others])
    return True


def _without_folder(loaded: LoadedFile, folder: str) -> LoadedFile:
    """The same with the file's own name in its problems and notes."""
    loaded.path = Path(loaded.path.name)
    loaded.notes = [note.replace(f"{folder}/", "") for note in loaded.notes]
    loaded.problems = [replace(one, file=one.file.replace(f"{folder}/", "")) for one in loaded.problems]
    return loaded
