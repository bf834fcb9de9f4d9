"""Write a capture of a page - what was read and the bytes it was read from - as files, and read it back unchanged."""

import hashlib
from pathlib import Path

from pydantic import ValidationError

from evidence.formats.files import write_bytes, write_text
from evidence.models import SnapshotBase

CAPTURE_ENDING = ".snapshot.json"
_ORIGINAL_ENDING = ".original"


class DamagedCaptureError(ValueError):
    """A capture is not what its hashes say."""


def write_capture(folder: Path, snapshot: SnapshotBase, content: bytes) -> Path:
    """Write both files, named by the hash of the original bytes; gives the one that names the capture."""
    place = folder / f"{snapshot.sha256}{CAPTURE_ENDING}"
    write_text(place, snapshot.model_dump_json(indent=1) + "\n")
    write_bytes(folder / f"{snapshot.sha256}{_ORIGINAL_ENDING}", content)
    return place


def read_capture(place: Path) -> tuple[SnapshotBase, bytes]:
    """The capture and its original bytes.

    Raises:
        DamagedCaptureError: the file is no capture, or bytes or text do not have the hashes it names.
        OSError: a file cannot be read.
    """
    content = place.with_name(place.name.removesuffix(CAPTURE_ENDING) + _ORIGINAL_ENDING).read_bytes()
    try:
        snapshot = SnapshotBase.model_validate_json(place.read_bytes())
    except ValidationError as error:
        raise DamagedCaptureError(f"{place} is no capture: {error.errors()[0]['msg']}") from error
    if hashlib.sha256(content).hexdigest() != snapshot.sha256:
        raise DamagedCaptureError(f"{place}: the original bytes do not have the hash {snapshot.sha256}")
    if hashlib.sha256(snapshot.text.encode()).hexdigest() != snapshot.text_sha256:
        raise DamagedCaptureError(f"{place}: the text does not have the hash {snapshot.text_sha256}")
    return snapshot, content
