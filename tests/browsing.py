"""The workbench as a person has it: the program running, and a real browser in front of it."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")


class Serving:
    """A server in a process of its own; `first` is the address that it printed."""

    def __init__(self, process: "subprocess.Popen[str]", first: str) -> None:
        self.process = process
        self.first = first
        self.origin = "/".join(first.split("/")[:3])

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@contextmanager
def serving(database: str, *options: str, actor: str = "Ana") -> Iterator[Serving]:
    """`evidence serve` on any free port."""
    command = [
        sys.executable,
        "-m",
        "evidence",
        "--db",
        database,
        "--as",
        actor,
        "serve",
        "--port",
        "0",
        "--no-browser",
    ]
    process = subprocess.Popen([*command, *options], stderr=subprocess.PIPE, text=True, env=os.environ)
    try:
        assert process.stderr is not None
        line = process.stderr.readline()
        found = re.search(r"http://\S+", line)
        assert found, line
        yield Serving(process, found[0])
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        process.wait()
        if process.stderr is not None:
            process.stderr.close()


class Watched:
    """A page of a browser with what went wrong on it: console errors, failures, requests to anywhere else."""

    def __init__(self, page: Any, origin: str) -> None:
        self.page = page
        self.faults: list[str] = []
        page.on("console", lambda said: self.faults.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("dialog", self._dialog)
        page.on("request", lambda asked: None if asked.url.startswith(origin) else self.faults.append(asked.url))

    def _dialog(self, dialog: Any) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()


def window(browser: Any, origin: str, *, width: int = 1280, height: int = 800) -> Watched:
    """A window of a person of their own: no cookie is shared with another."""
    return Watched(browser.new_context(viewport={"width": width, "height": height}).new_page(), origin)
