"""Through a proxy, where the environment names one: what is private is refused as before, and no password is told."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest

from evidence.sources.client import Client, SourceError
from evidence.sources.proxies import DIRECTLY, Proxies, UnusableProxyError, proxies_of
from evidence.sources.reaching import NotReachedError, Target, checked_target
from evidence.sources.web import PageNotFetchedError, fetch_page

PUBLIC = "93.184.215.14"
PROXY = "http://proxy.example:3128"
BEHIND = Proxies(https=PROXY, http=PROXY)
Resolver = Callable[[str, int], list[str]]


def knows(**hosts: str) -> Resolver:
    """A resolver of names by their first part; the others are not known, as behind many proxies."""

    def resolver(host: str, _port: int) -> list[str]:
        found = hosts.get(host.partition(".")[0])
        if found is None:
            raise OSError(host)
        return [found]

    return resolver


def target(address: str, proxies: Proxies = BEHIND, **hosts: str) -> Target:
    return checked_target(address, knows(**hosts), "agent", proxies)


# ---------------------------------------------------------------- what the environment says


def test_the_environment_names_proxies_and_what_is_asked_directly() -> None:
    said = {"HTTPS_PROXY": PROXY, "http_proxy": "proxy.example:8080", "NO_PROXY": "Example.org, .inside , "}
    assert proxies_of(said) == Proxies(PROXY, "http://proxy.example:8080", ("example.org", ".inside"))
    assert proxies_of({}) == DIRECTLY
    assert proxies_of({"https_proxy": PROXY, "no_proxy": "*"}) == Proxies(https=PROXY, direct=("*",))


def test_http_proxy_in_capitals_is_not_heeded_because_a_request_can_set_it() -> None:
    assert proxies_of({"HTTP_PROXY": PROXY}) == DIRECTLY


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("socks5://a:1080", "socks5 is not spoken here"),
        ("http://:3128", "names no host"),
        ("http://ana:secret@proxy:notaport", "its port is no number"),
        ("http://ana:secret@proxy:99999", "its port is no number"),
    ],
)
def test_a_proxy_that_cannot_be_used_is_told_without_its_password(address: str, why: str) -> None:
    with pytest.raises(UnusableProxyError, match=why) as told:
        proxies_of({"HTTPS_PROXY": address})
    assert "HTTPS_PROXY" in str(told.value)
    assert "secret" not in str(told.value)


@pytest.mark.parametrize(
    ("entry", "host", "is_direct"),
    [
        ("example.org", "example.org", True),
        ("example.org", "a.example.org", True),
        (".example.org", "a.example.org", True),
        ("*.example.org", "a.example.org", True),
        ("example.org", "badexample.org", False),
        ("example.org:443", "example.org", True),
        ("example.org:80", "example.org", False),
        ("EXAMPLE.org", "Example.ORG", True),
        ("93.184.0.0/16", PUBLIC, True),
        ("10.0.0.0/8", PUBLIC, False),
        ("*", "example.org", True),
        ("::1", "example.org", False),
    ],
)
def test_what_no_proxy_names_is_asked_directly(entry: str, host: str, *, is_direct: bool) -> None:
    proxies = proxies_of({"HTTPS_PROXY": PROXY, "NO_PROXY": entry})
    assert (proxies.proxy_for("https", host, 443) is None) is is_direct


# ---------------------------------------------------------------- what is asked for


def test_a_request_goes_to_the_proxy_by_the_host_s_name() -> None:
    found = target("https://clinic.example:8443/a?b=c#d", clinic=PUBLIC)
    assert found.address == "https://clinic.example:8443/a?b=c"
    assert (found.proxy, found.headers["Host"], found.extensions) == (PROXY, "clinic.example:8443", {})


def test_what_is_asked_directly_goes_to_the_address_that_was_checked() -> None:
    found = target("https://clinic.example/", BEHIND._replace(direct=("clinic.example",)), clinic=PUBLIC)
    assert (found.proxy, found.address) == (None, f"https://{PUBLIC}:443/")
    with pytest.raises(NotReachedError, match="is not known"):
        target("https://nowhere.example/", BEHIND._replace(direct=("*",)))


def test_a_public_name_that_only_the_proxy_knows_is_asked_for() -> None:
    assert target("https://clinic.example/").proxy == PROXY


@pytest.mark.parametrize(
    "host",
    ["intranet", "printer.local", "db.internal", "a.lan", "wiki.corp", "router.home.arpa", "x.localhost", "a.local."],
)
def test_a_name_of_a_private_network_is_not_asked_for_though_only_the_proxy_knows_it(host: str) -> None:
    with pytest.raises(NotReachedError, match="private network"):
        target(f"http://{host}/")


@pytest.mark.parametrize("private", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fd00::1"])
def test_what_is_private_as_seen_from_here_is_never_asked_for(private: str) -> None:
    with pytest.raises(NotReachedError, match="private network"):
        target("https://clinic.example/", clinic=private)
    with pytest.raises(NotReachedError, match="private network"):
        checked_target(f"http://[{private}]/" if ":" in private else f"http://{private}/", _itself, "agent", BEHIND)


def _itself(host: str, _port: int) -> list[str]:
    return [host]


# ---------------------------------------------------------------- a proxy that answers


@contextmanager
def proxy(answer: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """A proxy on this machine that gives every request the same answer; gives its address and what it was asked."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(10)

        def serve() -> None:
            try:
                while True:
                    caller, _ = listening.accept()
                    with caller:
                        asked.append(caller.recv(65536))
                        caller.sendall(answer)
            except OSError:
                return  # closed: the test is over

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://ana:secret@127.0.0.1:{listening.getsockname()[1]}", asked
        listening.shutdown(socket.SHUT_RDWR)
    thread.join(10)


def test_a_page_comes_through_the_proxy_and_its_redirects_are_checked_too() -> None:
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\nConnection: close\r\n\r\n<p>Hi"
    with proxy(body) as (address, asked):
        page = fetch_page(
            "http://clinic.example/a", max_bytes=100, proxies=Proxies(http=address), resolver=knows(clinic=PUBLIC)
        )
    assert page.content == b"<p>Hi"
    assert asked[0].startswith(b"GET http://clinic.example/a HTTP/1.1\r\nHost: clinic.example\r\n")
    assert b"Proxy-Authorization: Basic YW5hOnNlY3JldA==" in asked[0]
    inside = b"HTTP/1.1 302 Found\r\nLocation: http://inside.example/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    known = knows(clinic=PUBLIC, inside="10.0.0.1")
    with proxy(inside) as (address, asked), pytest.raises(PageNotFetchedError, match="private network"):
        fetch_page("http://clinic.example/", max_bytes=100, proxies=Proxies(http=address), resolver=known)
    assert len(asked) == 1


def test_a_registry_is_asked_through_a_tunnel_and_a_proxy_that_refuses_is_told_once() -> None:
    refusal = b"HTTP/1.1 403 Not for you\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    with (
        proxy(refusal) as (address, asked),
        Client(today=date(2026, 1, 1), proxies=Proxies(https=address), resolver=knows(api=PUBLIC)) as client,
        pytest.raises(SourceError, match=r"api\.crossref\.org: the proxy refuses \(403 Not for you\)") as told,
    ):
        client.get("https://api.crossref.org/works", {}, readable=len)
    assert [one.split(b"\r\n")[0] for one in asked] == [b"CONNECT api.crossref.org:443 HTTP/1.1"]
    assert "secret" not in str(told.value)
