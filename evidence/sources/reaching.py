"""The rules for every request: only public addresses, each checked before it is asked, and never more than the limit.

The address of a host is looked up once for each hop, refused unless every answer is a public address, and the request
then goes to the address that was checked, so that a name cannot change its mind in between.
"""

import ipaddress
import socket
import time
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import urlsplit, urlunsplit

from evidence.errors import installing

MAX_HOPS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})

Resolver = Callable[[str, int], list[str]]


class NotReachedError(Exception):
    """Why an address was not read; each source says it in its own sentence."""


class Target(NamedTuple):
    """Where a request goes: an address whose host is a public IP address, and what still names the host."""

    address: str
    headers: dict[str, str]
    extensions: dict[str, str]


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host by the system's resolver."""
    return sorted({str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)})


def client_library() -> Any:
    """The HTTP library, which is an extra.

    Raises:
        NotReachedError: it is not installed.
    """
    try:
        import httpx2  # noqa: PLC0415 - an extra
    except ImportError as missing:
        raise NotReachedError(f"reading from the web needs an extra; {installing('online')}") from missing
    return httpx2


def checked_target(address: str, resolver: Resolver, agent: str) -> Target:
    """Where to send a request for an address.

    Raises:
        NotReachedError: the address is private, wrong or unknown.
    """
    parts = urlsplit(address)
    scheme, host = parts.scheme.lower(), parts.hostname or ""
    if scheme not in {"http", "https"} or not host or parts.username is not None:
        raise NotReachedError("only http and https addresses without a user name are read")
    try:
        port = parts.port or (443 if scheme == "https" else 80)
        found = resolver(host, port)
    except (OSError, ValueError, UnicodeError) as fault:
        raise NotReachedError(f"the host {host} is not known") from fault
    public = [one for one in found if ipaddress.ip_address(one.split("%")[0]).is_global]
    if not public or len(public) < len(found):
        raise NotReachedError(f"the host {host} is in a private network, which is never asked")
    ip = f"[{public[0]}]" if ":" in public[0] else public[0]
    target = urlunsplit((scheme, f"{ip}:{port}", parts.path or "/", parts.query, ""))
    name = host if parts.port is None else f"{host}:{port}"
    return Target(target, {"Host": name, "User-Agent": agent, "Accept-Encoding": "gzip"}, {"sni_hostname": host})


def bounded_body(response: Any, max_bytes: int, deadline: float, advice: str = "") -> bytes:
    """The bytes of a response, no more than the limit and not after the deadline, a moment of the monotonic clock.

    Raises:
        NotReachedError: there are more, or they take too long.
    """
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > max_bytes:
            raise NotReachedError(f"the answer is larger than {max_bytes:,} bytes{advice}")
        if time.monotonic() > deadline:
            raise NotReachedError("the answer takes too long to arrive")
    return bytes(body)
