"""Ask registries politely: named, one at a time, at their pace, again after a refusal, and not twice for the same."""

import time
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Self
from urllib.parse import urlencode, urljoin, urlsplit

from evidence.errors import EvidenceError
from evidence.sources.cache import Answer, Cache
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

PAUSES = {
    "eutils.ncbi.nlm.nih.gov": 0.34,  # three a second without a key
    "api.crossref.org": 0.2,
    "www.ebi.ac.uk": 0.2,
    "clinicaltrials.gov": 1.2,  # about fifty a minute
}
"""Seconds between two requests to a host, by what each asks of its users."""
PAUSE = 1.0
TRIES = 4
LONGEST_WAIT = 60.0
"""Seconds a registry may ask to wait before the program gives up instead."""
MAX_BYTES = 32_000_000
SECONDS = 30.0
BUSY = frozenset({408, 429, 500, 502, 503, 504})
ABSENT = frozenset({404, 410})


class SourceError(EvidenceError):
    """A registry could not be asked; the message says which and why."""

    def __init__(self, host: str, why: str) -> None:
        super().__init__(f"could not reach {host}: {why}")


class UnreadableAnswerError(SourceError):
    """A registry answered something that its own description does not allow."""

    def __init__(self, host: str) -> None:
        super().__init__(host, "its answer cannot be read")


class _BusyError(Exception):
    """A refusal that may pass; `wait` is what the registry asks for, None where it does not say."""

    def __init__(self, why: str, wait: float | None = None) -> None:
        super().__init__(why)
        self.wait = wait


class Client:
    """One run's connection to the registries; `with` closes it.

    `contact` is an address at which they can reach who asks. With `refresh` nothing kept is used, only renewed. Through
    `proxies` requests go where there are any. The rest stands in for network and clock in tests.
    """

    def __init__(  # noqa: PLR0913 (who asks, what is kept, and the four things a test replaces)
        self,
        *,
        today: date,
        contact: str | None = None,
        cache: Cache | None = None,
        refresh: bool = False,
        proxies: Proxies = DIRECTLY,
        resolver: Resolver = resolve,
        transport: Any = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.today, self.contact, self.cache, self.refresh = today, contact, cache, refresh
        self.proxies = proxies
        self._resolver, self._transport, self._clock, self._sleep = resolver, transport, clock, sleep
        self._last: dict[str, float] = {}
        self._http: Connections | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._http is not None:
            self._http.close()

    @property
    def agent(self) -> str:
        """How the program names itself."""
        who = f"mailto:{self.contact}" if self.contact else "asked for by a person"
        return f"evidence/{__version__} ({who})"

    def named(self, parameter: str) -> dict[str, str]:
        """The contact as a parameter that a registry has for it; empty where there is none."""
        return {parameter: self.contact} if self.contact else {}

    def get(
        self,
        address: str,
        asked: Mapping[str, str],
        polite: Mapping[str, str] | None = None,
        *,
        readable: Callable[[bytes], object],
    ) -> Answer:
        """The answer to a question; `polite` is sent with it and makes no difference to the answer.

        `readable` raises ValueError for what is no answer, such as a page of an error, which is then not kept either.

        Raises:
            SourceError: the registry cannot be reached, refuses, answers too much or what cannot be read.
        """
        question = _with(address, dict(sorted(asked.items())))
        kept = None if self.cache is None or self.refresh else self.cache.get(question, self.today)
        if kept is not None:
            return kept
        host = urlsplit(address).hostname or address
        try:
            answer = self._patiently(_with(address, {**asked, **(polite or {})}), host)
        except NotReachedError as fault:
            raise SourceError(host, str(fault)) from fault
        if answer.found:
            _refuse_unreadable(answer, host, readable)
        if self.cache is not None and answer.found:
            self.cache.put(question, answer)
        return answer

    def _patiently(self, address: str, host: str) -> Answer:
        """Ask until there is an answer, a refusal that will not pass, or no patience left."""
        for tried in range(TRIES):
            self._take_turn(host)
            try:
                return self._once(address)
            except _BusyError as busy:
                wait = busy.wait if busy.wait is not None else 2.0**tried
                if wait > LONGEST_WAIT:
                    raise NotReachedError(f"{busy}, and asks to wait {wait:,.0f} seconds") from busy
                if tried == TRIES - 1:
                    raise NotReachedError(f"{busy}, {TRIES} times") from busy
                self._sleep(wait)
        raise AssertionError("the last try raises or returns")

    def _take_turn(self, host: str) -> None:
        pause = self._last.get(host, float("-inf")) + PAUSES.get(host, PAUSE) - self._clock()
        if pause > 0:
            self._sleep(pause)
        self._last[host] = self._clock()

    def _once(self, address: str) -> Answer:
        http, current, deadline = self._open(), address, time.monotonic() + SECONDS
        for _ in range(MAX_HOPS + 1):
            target = checked_target(current, self._resolver, self.agent, self.proxies)
            try:
                with http.stream(target) as response:
                    if response.status_code in REDIRECTS and "location" in response.headers:
                        current = urljoin(current, response.headers["location"])
                        continue
                    return self._answer(response, deadline)
            except http.library.ProxyError as fault:
                raise NotReachedError(f"the proxy refuses ({str(fault) or type(fault).__name__})") from fault
            except http.library.TransportError as fault:
                through = " through the proxy" if target.proxy is not None else ""
                raise _BusyError(f"no connection{through} ({str(fault) or type(fault).__name__})") from fault
            except http.library.HTTPError as fault:
                raise NotReachedError(str(fault) or type(fault).__name__) from fault
        raise NotReachedError(f"it redirects more than {MAX_HOPS} times")

    def _open(self) -> Connections:
        if self._http is None:
            self._http = Connections(self._transport, seconds=SECONDS)
        return self._http

    def _answer(self, response: Any, deadline: float) -> Answer:
        status = response.status_code
        if status in ABSENT:
            return Answer(b"", self.today, found=False)
        if status in BUSY:
            raise _BusyError(f"it answers {status} {response.reason_phrase}".strip(), self._asked_to_wait(response))
        if status != 200:
            raise NotReachedError(f"it answers {status} {response.reason_phrase}".strip())
        return Answer(bounded_body(response, MAX_BYTES, deadline), self.today)

    def _asked_to_wait(self, response: Any) -> float | None:
        """Seconds by the header Retry-After, which holds a number or a moment."""
        said = response.headers.get("retry-after", "").strip()
        if said.isdecimal():
            return float(said)
        try:
            return max(0.0, (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds())
        except (TypeError, ValueError):
            return None


def _refuse_unreadable(answer: Answer, host: str, readable: Callable[[bytes], object]) -> None:
    try:
        readable(answer.content)
    except (ValueError, RecursionError) as fault:
        raise UnreadableAnswerError(host) from fault


def _with(address: str, asked: Mapping[str, str]) -> str:
    """An address with a question; none where nothing is asked.

    >>> _with("https://a.example/b", {"x": "1, 2"}), _with("https://a.example/b", {})
    ('https://a.example/b?x=1%2C+2', 'https://a.example/b')
    """
    return f"{address}?{urlencode(asked)}" if asked else address
