"""Pages fetched from the web: only public addresses, bounded in hops, size and time."""

from collections.abc import Callable

import httpx2
import pytest

from evidence.sources.web import PageNotFetchedError, fetch_page, is_address

Answer = Callable[[httpx2.Request], httpx2.Response]


def hosts(**known: str) -> Callable[[str, int], list[str]]:
    def resolver(host: str, _port: int) -> list[str]:
        found = known.get(host.partition(".")[0])
        if found is None:
            raise OSError(host)
        return found.split(",")

    return resolver


PUBLIC = "93.184.215.14"


def fetch(answer: Answer, address: str = "https://clinic.example/page", **known: str) -> bytes:
    transport = httpx2.MockTransport(answer)
    return fetch_page(address, max_bytes=1000, resolver=hosts(clinic=PUBLIC, **known), transport=transport).content


def page(_request: httpx2.Request) -> httpx2.Response:
    return httpx2.Response(200, headers={"content-type": "text/html; charset=utf-8"}, text="<p>Hello</p>")


def test_a_page_is_asked_for_at_the_address_that_was_checked() -> None:
    seen = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append((request.url.host, request.headers["host"], request.extensions["sni_hostname"]))
        return page(request)

    assert fetch(answer) == b"<p>Hello</p>"
    assert seen == [(PUBLIC, "clinic.example", "clinic.example")]


@pytest.mark.parametrize(
    "private", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fd00::1", f"{PUBLIC},10.0.0.1"]
)
def test_a_private_address_is_never_asked(private: str) -> None:
    with pytest.raises(PageNotFetchedError, match="private network"):
        fetch(page, "http://inside.example/", inside=private)


def test_a_redirect_to_a_private_network_is_refused() -> None:
    def answer(_request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(302, headers={"location": "http://inside.example/admin"})

    with pytest.raises(PageNotFetchedError, match=r"inside\.example is in a private network"):
        fetch(answer, inside="192.168.1.1")


def test_redirects_come_to_an_end() -> None:
    def answer(_request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(302, headers={"location": "/again"})

    with pytest.raises(PageNotFetchedError, match="more than 5 times"):
        fetch(answer)


@pytest.mark.parametrize(
    ("status", "kind", "body", "says"),
    [
        (404, "text/html", b"", "the server answers 404"),
        (200, "video/mp4", b"", "video/mp4, not a page"),
        (200, "text/html", b"x" * 2000, "larger than 1,000 bytes"),
    ],
)
def test_what_is_no_page_is_refused(status: int, kind: str, body: bytes, says: str) -> None:
    def answer(_request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(status, headers={"content-type": kind}, content=body)

    with pytest.raises(PageNotFetchedError, match=says):
        fetch(answer)


@pytest.mark.parametrize(
    "address", ["ftp://clinic.example/", "http://user@clinic.example/", "http:///x", "http://none.example"]
)
def test_an_address_that_cannot_be_asked_is_refused(address: str) -> None:
    with pytest.raises(PageNotFetchedError):
        fetch(page, address)


def test_a_file_is_not_an_address() -> None:
    assert is_address("HTTP://clinic.example")
    assert not is_address("c:/pages/page.html")
