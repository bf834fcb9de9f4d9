"""Write a file whole or not at all; never leaves half a file where a whole one was."""

import os
import tempfile
from pathlib import Path


def write_text(path: Path, text: str) -> None:
    """Write text as UTF-8, through a temporary file beside it that takes its place at the end."""
    write_bytes(path, text.encode("utf-8", "replace"))


def write_bytes(path: Path, content: bytes) -> None:
    """Write bytes the same way; folders are made where there are none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
