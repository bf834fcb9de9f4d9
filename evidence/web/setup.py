"""What a running workbench is told: its database, its own address, whether a team uses it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from evidence.sources.proxies import DIRECTLY, Proxies

MAX_UPLOAD = 50_000_000
"""Bytes of a page that is dropped into the browser; the limits of the readers come on top."""


@dataclass(frozen=True)
class Setup:
    """The settings of one server; `origin` is the address people see, such as https://audit.example.org."""

    database: str
    origin: str
    team: bool = False
    max_upload: int = MAX_UPLOAD
    proxies: Proxies = DIRECTLY
    """through which pages are fetched from their addresses"""

    @property
    def host(self) -> str:
        """Host and port as a browser names them."""
        return urlsplit(self.origin).netloc

    @property
    def is_https(self) -> bool:
        """Whether people reach it through TLS; their cookies then never travel without it."""
        return urlsplit(self.origin).scheme == "https"


def now() -> datetime:
    """The one place where the workbench reads the clock."""
    return datetime.now(UTC)
