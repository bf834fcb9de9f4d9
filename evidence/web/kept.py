"""Keep what took long to find out about a state of the database; nothing here outlives the server."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")
MOST = 12
"""Answers that are kept at a time."""


class Kept:
    """Answers by state of the database and question, found out once however many ask at the same time.

    Of an older state there is an answer only as long as no newer ones need its place.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = Lock()
        self._answers: OrderedDict[Hashable, Future[Any]] = OrderedDict()

    def get(self, state: Hashable, question: Hashable, find: Callable[[], T]) -> T:
        """The answer to a question about a state, found out where it is not there."""
        asked = (state, question)
        with self._lock:
            future = self._answers.get(asked)
            mine = future is None
            if future is None:
                future = self._answers[asked] = Future()
            self._answers.move_to_end(asked)
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        if mine:
            self._find(asked, future, find)
        answer: T = future.result()
        return answer

    def has(self, state: Hashable, question: Hashable) -> bool:
        """Whether the answer is there already."""
        with self._lock:
            future = self._answers.get((state, question))
        return future is not None and future.done()

    def _find(self, asked: Hashable, future: "Future[Any]", find: Callable[[], Any]) -> None:
        try:
            future.set_result(find())
        except BaseException as fault:
            future.set_exception(fault)
            with self._lock:
                if self._answers.get(asked) is future:
                    del self._answers[asked]
            raise
