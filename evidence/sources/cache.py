"""Answers of registries kept in a folder, each with its day, so that the same is not asked twice."""

import hashlib
import json
import os
import tempfile
from datetime import date
from pathlib import Path
from typing import NamedTuple


class Answer(NamedTuple):
    """What a registry answered, and on which day; `found` is False where it says that it has no such thing."""

    content: bytes
    on: date
    found: bool = True


class Cache:
    """A folder of answers, one file each: a line that says for what and when, then the bytes."""

    def __init__(self, folder: Path, *, days: int = 30) -> None:
        self.folder, self.days = folder, days

    def get(self, asked: str, today: date) -> Answer | None:
        """The answer kept for a question, None where there is none, an old one or a damaged one."""
        try:
            head, _, content = self._file(asked).read_bytes().partition(b"\n")
            kept = json.loads(head)
            on = date.fromisoformat(kept["on"])
        except (OSError, ValueError, KeyError, TypeError):
            return None
        whole = kept.get("asked") == asked and kept.get("sha256") == hashlib.sha256(content).hexdigest()
        return Answer(content, on) if whole and 0 <= (today - on).days <= self.days else None

    def put(self, asked: str, answer: Answer) -> None:
        """Keep an answer, whole or not at all; a folder that cannot be written is no reason to fail."""
        said = {"asked": asked, "on": answer.on.isoformat(), "sha256": hashlib.sha256(answer.content).hexdigest()}
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self.folder, delete=False) as new:
                new.write(json.dumps(said).encode() + b"\n" + answer.content)
            os.replace(new.name, self._file(asked))  # noqa: PTH105
        except OSError:
            return

    def _file(self, asked: str) -> Path:
        return self.folder / f"{hashlib.sha256(asked.encode()).hexdigest()[:32]}.answer"
