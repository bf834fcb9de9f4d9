"""Which proxy a request goes through, as the person's environment says; none that it does not name is ever used.

Through a proxy the host is looked up by the proxy: what is private as seen from here is still never asked for, but what
the proxy itself can reach behind it is for the proxy to refuse.
"""

import ipaddress
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from evidence.errors import EvidenceError

SCHEMES = frozenset({"http", "https"})


class UnusableProxyError(EvidenceError):
    """The environment names a proxy that cannot be used."""

    def __init__(self, variable: str, why: str) -> None:
        super().__init__(
            f"{variable} names no proxy that can be used: {why}; expected an address such as "
            "http://proxy.example.org:3128, with user name and password in it where it asks for them"
        )


class Proxies(NamedTuple):
    """The proxies for https and http addresses, None where there is none, and the hosts that are asked directly."""

    https: str | None = None
    http: str | None = None
    direct: tuple[str, ...] = ()

    def proxy_for(self, scheme: str, host: str, port: int) -> str | None:
        """The proxy for a request, None where it goes directly.

        >>> proxies = Proxies("http://proxy:3128", direct=(".example.org", "10.0.0.0/8"))
        >>> proxies.proxy_for("https", "clinic.example", 443), proxies.proxy_for("https", "a.example.org", 443)
        ('http://proxy:3128', None)
        """
        proxy = self.https if scheme == "https" else self.http
        return None if proxy is None or any(_is_named(one, host.lower(), port) for one in self.direct) else proxy


DIRECTLY = Proxies()
"""No proxy at all."""


def proxies_of(environment: Mapping[str, str]) -> Proxies:
    """What HTTPS_PROXY, http_proxy and NO_PROXY say, in capitals or not; http_proxy only in small letters, as for curl.

    Raises:
        UnusableProxyError: one of them is no address of a proxy.
    """
    https = _first(environment, "HTTPS_PROXY", "https_proxy")
    http = _first(environment, "http_proxy")
    _, direct = _first(environment, "NO_PROXY", "no_proxy")
    names = tuple(one.strip().lower() for one in direct.split(",") if one.strip())
    return Proxies(_checked(*https), _checked(*http), names)


def _first(environment: Mapping[str, str], *names: str) -> tuple[str, str]:
    return next(((name, value) for name in names if (value := environment.get(name, "").strip())), (names[0], ""))


def _checked(variable: str, address: str) -> str | None:
    """The address with its scheme; the reason of a refusal never quotes it, for it may hold a password."""
    if not address:
        return None
    whole = address if "://" in address else f"http://{address}"
    try:
        parts = urlsplit(whole)
        known = parts.scheme.lower() in SCHEMES and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError as fault:
        raise UnusableProxyError(variable, "its port is no number from 1 to 65535") from fault
    if not known:
        scheme = parts.scheme.lower()
        raise UnusableProxyError(
            variable, "it names no host" if scheme in SCHEMES else f"{scheme} is not spoken here, only http and https"
        )
    return whole


def _is_named(one: str, host: str, port: int) -> bool:
    """Whether an entry of NO_PROXY means a host: `*`, a name with all under it, an address, or a network.

    >>> _is_named("example.org:8080", "example.org", 443), _is_named("*", "a", 1), _is_named("org", "korg", 1)
    (False, True, False)
    """
    if one == "*":
        return True
    try:
        return ipaddress.ip_address(host) in ipaddress.ip_network(one, strict=False)
    except ValueError:
        name, _, stated = one.rpartition(":") if one.count(":") == 1 else (one, "", "")
        suffix = name.removeprefix("*").lstrip(".")
        return (not stated or stated == str(port)) and (host == suffix or host.endswith(f".{suffix}"))
