"""Fetch one web page when asked to; never from a private network, never without an end, never more than the limit.

The address of a host is looked up once for each hop, refused unless every answer is a public address, and the request
then goes to the address that was checked, so that a name cannot change its mind in between.
"""

import ipaddress
import socket
import time
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit, urlunsplit

from evidence.errors import EvidenceError
from evidence.version import __version__

MAX_HOPS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
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


Resolver = Callable[[str, int], list[str]]


def is_address(name: str) -> bool:
    """Whether a name is a web address rather than a file.

    >>> is_address("https://example.org/a"), is_address("page.html")
    (True, False)
    """
    return urlsplit(name).scheme.lower() in {"http", "https"}


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host by the system's resolver."""
    return sorted({str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)})


def fetch_page(
    address: str,
    *,
    max_bytes: int,
    seconds: float = 30.0,
    resolver: Resolver = resolve,
    transport: Any = None,
) -> Fetched:
    """Fetch a page, following at most five redirects, each checked anew.

    `transport` stands in for the network in tests.

    Raises:
        PageNotFetchedError: the address is private, wrong, unreachable, too slow, too large, or no page.
    """
    try:
        import httpx2  # noqa: PLC0415 - an extra
    except ImportError as missing:
        advice = "install it with: pip install 'evidence-audit[online]'"
        raise PageNotFetchedError(address, f"reading from the web needs an extra; {advice}") from missing
    deadline = time.monotonic() + seconds
    current = address
    with httpx2.Client(transport=transport, timeout=seconds, trust_env=False) as client:
        for _ in range(MAX_HOPS + 1):
            target, headers, extensions = _checked_target(current, resolver)
            try:
                with client.stream("GET", target, headers=headers, extensions=extensions) as response:
                    if response.status_code in REDIRECTS and "location" in response.headers:
                        current = urljoin(current, response.headers["location"])
                        continue
                    return Fetched(_body(response, current, max_bytes, deadline), current)
            except httpx2.HTTPError as fault:
                raise PageNotFetchedError(current, f"it cannot be reached ({fault or type(fault).__name__})") from fault
    raise PageNotFetchedError(address, f"it redirects more than {MAX_HOPS} times")


def _checked_target(address: str, resolver: Resolver) -> tuple[str, dict[str, str], dict[str, str]]:
    """The address with its host replaced by a public IP address, and the headers that still name the host."""
    parts = urlsplit(address)
    scheme, host = parts.scheme.lower(), parts.hostname or ""
    if scheme not in {"http", "https"} or not host or parts.username is not None:
        raise PageNotFetchedError(address, "only http and https addresses without a user name are read")
    try:
        port = parts.port or (443 if scheme == "https" else 80)
        found = resolver(host, port)
    except (OSError, ValueError, UnicodeError) as fault:
        raise PageNotFetchedError(address, f"the host {host} is not known") from fault
    public = [one for one in found if ipaddress.ip_address(one.split("%")[0]).is_global]
    if not public or len(public) < len(found):
        raise PageNotFetchedError(address, f"the host {host} is in a private network, which is never asked")
    ip = f"[{public[0]}]" if ":" in public[0] else public[0]
    target = urlunsplit((scheme, f"{ip}:{port}", parts.path or "/", parts.query, ""))
    name = host if parts.port is None else f"{host}:{port}"
    return target, {"Host": name, "User-Agent": AGENT, "Accept-Encoding": "gzip"}, {"sni_hostname": host}


def _body(response: Any, address: str, max_bytes: int, deadline: float) -> bytes:
    if response.status_code != 200:
        raise PageNotFetchedError(
            address, f"the server answers {response.status_code} {response.reason_phrase}".strip()
        )
    kind = response.headers.get("content-type", "text/html").lower()
    if not kind.startswith(READABLE):
        raise PageNotFetchedError(address, f"this is {kind.split(';')[0]}, not a page")
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > max_bytes:
            raise PageNotFetchedError(
                address, f"the page is larger than {max_bytes:,} bytes; --max-bytes raises the limit"
            )
        if time.monotonic() > deadline:
            raise PageNotFetchedError(address, "the page takes too long to arrive")
    return bytes(body)
