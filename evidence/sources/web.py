"""Fetch one web page when asked to; never from a private network, never without an end, never more than the limit."""

import time
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from evidence.errors import EvidenceError
from evidence.sources.proxies import DIRECTLY, Proxies
from evidence.sources.reaching import (
    MAX_HOPS,
    REDIRECTS,
    Connections,
    NotReachedError,
    Resolver,
    bounded_body,
    checked_target,
    resolve,
)
from evidence.version import __version__

READABLE = ("text/", "application/xhtml", "application/pdf", "application/vnd.openxml", "application/octet-stream")
AGENT = f"evidence/{__version__} (page audit; asked for by a person)"


class PageNotFetchedError(EvidenceError):
    """A page could not be had from its address; the message says why."""

    def __init__(self, address: str, why: str) -> None:
        super().__init__(f"{address}: {why}")


class Fetched(NamedTuple):
    """The bytes of a page, and the address they came from after redirects."""

    content: bytes
    address: str


def is_address(name: str) -> bool:
    """Whether a name is a web address rather than a file.

    >>> is_address("https://example.org/a"), is_address("page.html")
    (True, False)
    """
    return urlsplit(name).scheme.lower() in {"http", "https"}


def fetch_page(  # noqa: PLR0913 (what, how much, how long, through what, and the two things a test replaces)
    address: str,
    *,
    max_bytes: int,
    seconds: float = 30.0,
    proxies: Proxies = DIRECTLY,
    resolver: Resolver = resolve,
    transport: Any = None,
) -> Fetched:
    """Fetch a page, following at most five redirects, each checked anew.

    `transport` stands in for the network in tests.

    Raises:
        PageNotFetchedError: the address is private, wrong, unreachable, too slow, too large, or no page.
    """
    deadline = time.monotonic() + seconds
    current = address
    try:
        with Connections(transport, seconds=seconds) as connections:
            for _ in range(MAX_HOPS + 1):
                target = checked_target(current, resolver, AGENT, proxies)
                try:
                    with connections.stream(target) as response:
                        if response.status_code in REDIRECTS and "location" in response.headers:
                            current = urljoin(current, response.headers["location"])
                            continue
                        _refuse_no_page(response)
                        body = bounded_body(response, max_bytes, deadline, "; --max-bytes raises the limit")
                        return Fetched(body, current)
                except connections.library.HTTPError as fault:
                    through = " through the proxy" if target.proxy is not None else ""
                    why = f"it cannot be reached{through} ({str(fault) or type(fault).__name__})"
                    raise NotReachedError(why) from fault
    except NotReachedError as fault:
        raise PageNotFetchedError(current, str(fault)) from fault
    raise PageNotFetchedError(address, f"it redirects more than {MAX_HOPS} times")


def _refuse_no_page(response: Any) -> None:
    if response.status_code != 200:
        raise NotReachedError(f"the server answers {response.status_code} {response.reason_phrase}".strip())
    kind = response.headers.get("content-type", "text/html").lower()
    if not kind.startswith(READABLE):
        raise NotReachedError(f"this is {kind.split(';')[0]}, not a page")
