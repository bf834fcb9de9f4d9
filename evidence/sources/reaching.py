"""The rules for every request: only public addresses, each checked before it is asked, and never more than the limit.

The address of a host is looked up once for each hop, refused unless every answer is a public address, and the request
then goes to the address that was checked, so that a name cannot change its mind in between. Through a proxy it goes to
the name instead, which the proxy looks up; what is private as seen from here is refused before.
"""

import ipaddress
import socket
import time
from collections.abc import Callable
from typing import Any, NamedTuple, Self
from urllib.parse import urlsplit, urlunsplit

from evidence.errors import installing
from evidence.sources.proxies import DIRECTLY, Proxies

MAX_HOPS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})

Resolver = Callable[[str, int], list[str]]


class NotReachedError(Exception):
    """Why an address was not read; each source says it in its own sentence."""


INSIDE = (".local", ".localhost", ".internal", ".intranet", ".lan", ".home.arpa", ".corp", ".private")
"""Endings of names that only a private network knows (RFC 6761, RFC 6762, RFC 8375, ICANN on collisions)."""


class Target(NamedTuple):
    """Where a request goes: an address whose host is a public IP address, and what still names the host.

    Through a `proxy` the address has the host's name.
    """

    address: str
    headers: dict[str, str]
    extensions: dict[str, str]
    proxy: str | None = None


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


def checked_target(address: str, resolver: Resolver, agent: str, proxies: Proxies = DIRECTLY) -> Target:
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
    except ValueError as fault:
        raise NotReachedError(f"the host {host} is not known") from fault
    proxy = proxies.proxy_for(scheme, host, port)
    public = _public(host, port, resolver, is_proxied=proxy is not None)
    name = host if parts.port is None else f"{host}:{port}"
    headers = {"Host": name, "User-Agent": agent, "Accept-Encoding": "gzip"}
    if proxy is not None:
        return Target(urlunsplit((scheme, parts.netloc, parts.path or "/", parts.query, "")), headers, {}, proxy)
    ip = f"[{public[0]}]" if ":" in public[0] else public[0]
    target = urlunsplit((scheme, f"{ip}:{port}", parts.path or "/", parts.query, ""))
    return Target(target, headers, {"sni_hostname": host})


def _public(host: str, port: int, resolver: Resolver, *, is_proxied: bool) -> list[str]:
    """The addresses of a host, all of them public; none where only the proxy can look a public name up.

    Raises:
        NotReachedError: one is private, or the host is not known.
    """
    private = NotReachedError(f"the host {host} is in a private network, which is never asked")
    try:
        found = resolver(host, port)
    except (OSError, ValueError, UnicodeError) as fault:
        if not is_proxied or not host.isascii():
            raise NotReachedError(f"the host {host} is not known") from fault
        bare = host.rstrip(".").lower()
        if "." not in bare or ":" in bare or bare.endswith(INSIDE) or bare.rpartition(".")[2].isdecimal():
            raise private from fault
        return []
    public = [one for one in found if ipaddress.ip_address(one.split("%")[0]).is_global]
    if not public or len(public) < len(found):
        raise private
    return public


class Connections:
    """The connections of one run: a direct one, and one for each proxy; `with` closes them."""

    def __init__(self, transport: Any = None, *, seconds: float) -> None:
        """`transport` stands in for the network in tests.

        Raises:
            NotReachedError: the HTTP library is not installed.
        """
        self.library = client_library()
        self._transport, self._seconds = transport, seconds
        self._open: dict[str | None, Any] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def stream(self, target: Target) -> Any:
        """A response to GET, as a context in which its body may be read."""
        if target.proxy not in self._open:
            how = {"transport": self._transport} if self._transport is not None else {"proxy": target.proxy}
            self._open[target.proxy] = self.library.Client(timeout=self._seconds, trust_env=False, **how)
        http = self._open[target.proxy]
        return http.stream("GET", target.address, headers=target.headers, extensions=target.extensions)

    def close(self) -> None:
        """Close them all."""
        for http in self._open.values():
            http.close()
        self._open.clear()


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
