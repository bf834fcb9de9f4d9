"""Registries are asked by name, at their pace, again after a refusal that may pass, and not twice for the same."""

import json
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest

from evidence.ids import Identifier
from evidence.sources.cache import Answer, Cache
from evidence.sources.client import Client, SourceError, UnreadableAnswerError
from evidence.sources.clinicaltrials import ask_study
from evidence.sources.crossref import ask_work
from evidence.sources.europepmc import ask_record
from evidence.sources.pubmed import ask_records
from evidence.version import __version__
from tests.registries import PUBLIC, TODAY, Registries, article

ADDRESS = "https://api.crossref.org/works"


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now, self.slept = 100.0, [0.0]

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.slept.append(round(seconds, 3))


def client(answer: Callable[[httpx2.Request], httpx2.Response], clock: Clock | None = None, **more: Any) -> Client:
    clock = clock or Clock()
    given: dict[str, Any] = {"today": TODAY, "resolver": lambda _host, _port: [PUBLIC]} | more
    return Client(transport=httpx2.MockTransport(answer), clock=clock, sleep=clock.sleep, **given)


def get(asking: Client, address: str = ADDRESS, **asked: str) -> bytes:
    return asking.get(address, asked, readable=json.loads).content


def test_the_program_names_itself_and_who_asks() -> None:
    seen: list[httpx2.Headers] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request.headers)
        return httpx2.Response(200, text="{}")

    get(client(answer, contact="ng@example.org"))
    get(client(answer))
    assert [one["user-agent"] for one in seen] == [
        f"evidence/{__version__} (mailto:ng@example.org)",
        f"evidence/{__version__} (asked for by a person)",
    ]


def test_a_host_is_asked_at_its_pace_and_another_host_need_not_wait() -> None:
    clock = Clock()
    asking = client(lambda _request: httpx2.Response(200, text="{}"), clock)
    for host in ("eutils.ncbi.nlm.nih.gov", "eutils.ncbi.nlm.nih.gov", "api.crossref.org"):
        get(asking, f"https://{host}/x")
    assert clock.slept == [0.0, 0.34]


@pytest.mark.parametrize(("said", "waited"), [("7", 7.0), (None, 1.0), ("soon", 1.0)])
def test_after_too_many_requests_it_waits_as_long_as_it_is_told(said: str | None, waited: float) -> None:
    clock = Clock()
    answers = [httpx2.Response(429, headers={"retry-after": said} if said else {}), httpx2.Response(200, text="{}")]
    assert get(client(lambda _request: answers.pop(0), clock)) == b"{}"
    assert clock.slept[1] == waited


def test_a_moment_to_wait_for_is_read() -> None:
    past = "Wed, 21 Oct 2015 07:28:00 GMT"
    answers = [httpx2.Response(503, headers={"retry-after": past}), httpx2.Response(200, text="{}")]
    assert get(client(lambda _request: answers.pop(0))) == b"{}"


def test_patience_ends() -> None:
    clock = Clock()
    with pytest.raises(SourceError, match=r"could not reach api\.crossref\.org: it answers 500 .*, 4 times"):
        get(client(lambda _request: httpx2.Response(500), clock))
    assert [wait for wait in clock.slept if wait >= 1] == [1.0, 2.0, 4.0]


def test_a_registry_that_asks_to_wait_too_long_is_left() -> None:
    busy = httpx2.Response(429, headers={"retry-after": "3600"})
    with pytest.raises(SourceError, match=r"asks to wait 3,600 seconds"):
        get(client(lambda _request: busy))


def test_a_broken_connection_is_tried_again() -> None:
    tries: list[int] = []

    def answer(_request: httpx2.Request) -> httpx2.Response:
        tries.append(1)
        if len(tries) < 3:
            raise httpx2.ConnectError("connection reset")
        return httpx2.Response(200, text="{}")

    assert get(client(answer)) == b"{}"
    assert len(tries) == 3


def test_offline_is_said_at_once() -> None:
    def nowhere(host: str, _port: int) -> list[str]:
        raise OSError(host)

    clock = Clock()
    with pytest.raises(SourceError) as caught:
        get(client(lambda _request: httpx2.Response(200), clock, resolver=nowhere))
    assert str(caught.value) == "could not reach api.crossref.org: the host api.crossref.org is not known"
    assert clock.slept == [0.0]


def test_a_host_that_points_into_a_private_network_is_never_asked() -> None:
    with pytest.raises(SourceError, match="private network"):
        get(client(lambda _request: httpx2.Response(200), resolver=lambda _host, _port: ["127.0.0.1"]))


def test_a_refusal_that_will_not_pass_is_not_repeated() -> None:
    tries: list[int] = []

    def answer(_request: httpx2.Request) -> httpx2.Response:
        tries.append(1)
        return httpx2.Response(400)

    with pytest.raises(SourceError, match="answers 400 Bad Request"):
        get(client(answer))
    assert len(tries) == 1


def test_redirects_are_followed_and_come_to_an_end() -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        if request.url.path == "/works":
            return httpx2.Response(302, headers={"location": "/elsewhere"})
        return httpx2.Response(200, text="{}")

    assert get(client(answer)) == b"{}"
    circle = httpx2.Response(302, headers={"location": "/works"})
    with pytest.raises(SourceError, match="redirects more than"):
        get(client(lambda _request: circle))


def test_too_large_an_answer_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evidence.sources.client.MAX_BYTES", 10)
    with pytest.raises(SourceError, match="larger than 10 bytes"):
        get(client(lambda _request: httpx2.Response(200, text="[1, 2, 3, 4, 5, 6]")))


def test_what_is_not_there_is_no_error() -> None:
    asking = client(lambda _request: httpx2.Response(404))
    assert not asking.get(ADDRESS, {}, readable=json.loads).found


# ---------------------------------------------------------------- what is kept


def test_an_answer_is_kept_with_its_day_until_it_is_old_or_asked_for_anew(tmp_path: Path) -> None:
    count: list[int] = []

    def answer(_request: httpx2.Request) -> httpx2.Response:
        count.append(1)
        return httpx2.Response(200, text=str(len(count)))

    cache = Cache(tmp_path / "kept", days=30)
    later = TODAY + timedelta(days=30)
    assert get(client(answer, cache=cache), x="1") == b"1"
    assert client(answer, cache=cache, today=later).get(ADDRESS, {"x": "1"}, readable=json.loads) == (b"1", TODAY, True)
    assert get(client(answer, cache=cache), x="2") == b"2"
    assert get(client(answer, cache=cache, refresh=True), x="1") == b"3"
    assert get(client(answer, cache=cache), x="1") == b"3"
    assert get(client(answer, cache=cache, today=later + timedelta(days=1)), x="1") == b"4"


def test_who_asks_is_not_kept(tmp_path: Path) -> None:
    registries = Registries()
    registries.articles["7"] = article()
    (answer,) = ask_records(registries.client(tmp_path), ["7"])
    assert b"<PMID" in answer.content
    (kept,) = tmp_path.iterdir()
    assert b"example.org" not in kept.read_bytes()
    assert registries.asked[0][2]["email"] == "ng@example.org"
    assert list(ask_records(registries.client(tmp_path, contact=None), ["7"])) == [answer]
    assert len(registries.asked) == 1


@pytest.mark.parametrize("damage", [b"", b"{}\nx", b"not json\n", b'{"on": "2026-03-04", "asked": "other"}\n{}'])
def test_a_damaged_entry_is_asked_for_again(tmp_path: Path, damage: bytes) -> None:
    cache = Cache(tmp_path)
    cache.put("question", Answer(b"content", TODAY))
    (file,) = tmp_path.iterdir()
    assert cache.get("question", TODAY) == (b"content", TODAY, True)
    file.write_bytes(damage)
    assert cache.get("question", TODAY) is None


def test_a_folder_that_cannot_be_written_is_no_reason_to_fail(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    cache = Cache(tmp_path / "file" / "kept")
    assert get(client(lambda _request: httpx2.Response(200, text="{}"), cache=cache)) == b"{}"


def test_a_page_of_an_error_is_no_answer_and_is_not_kept(tmp_path: Path) -> None:
    asking = client(lambda _request: httpx2.Response(200, text="<html>busy</html>"), cache=Cache(tmp_path))
    with pytest.raises(UnreadableAnswerError, match="its answer cannot be read"):
        get(asking)
    with pytest.raises(UnreadableAnswerError):
        list(ask_records(asking, ["7"]))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", ["<html>", "[]", "{}", '{"message": []}', '{"message": {}}', '{"resultList": 1}'])
def test_no_registry_is_believed_that_answers_otherwise_than_it_says(content: str) -> None:
    asking = client(lambda _request: httpx2.Response(200, text=content))
    with pytest.raises(UnreadableAnswerError):
        ask_study(asking, "NCT00000001")
    with pytest.raises(UnreadableAnswerError):
        ask_work(asking, "10.1000/a")
    with pytest.raises(UnreadableAnswerError):
        ask_record(asking, Identifier("doi", "10.1000/a"))


def test_without_the_extra_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx2", None)
    with pytest.raises(SourceError, match=r"pip install 'evidence-audit\[online\]'"):
        get(client(lambda _request: httpx2.Response(200)))
