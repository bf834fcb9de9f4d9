"""Keep the bytes a page was read from as files named by their hash, and hold a snapshot against its bytes and text."""

import hashlib
from pathlib import Path

from evidence.formats.files import write_bytes
from evidence.models import SnapshotBase


class DamagedCaptureError(ValueError):
    """A snapshot's bytes or text are not what its hashes say."""


def write_original(folder: Path, sha256: str, content: bytes) -> Path:
    """Write the bytes of a snapshot; gives where."""
    place = folder / sha256
    write_bytes(place, content)
    return place


def refuse_damaged(snapshot: SnapshotBase, content: bytes) -> None:
    """Hold a snapshot against its original bytes.

    Raises:
        DamagedCaptureError: bytes or text do not have the hash it names.
    """
    if hashlib.sha256(content).hexdigest() != snapshot.sha256:
        raise DamagedCaptureError(f"the original bytes do not have the hash {snapshot.sha256}")
    if hashlib.sha256(snapshot.text.encode()).hexdigest() != snapshot.text_sha256:
        raise DamagedCaptureError(f"the text does not have the hash {snapshot.text_sha256}")
