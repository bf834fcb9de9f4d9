"""Keep what took long to find out for as long as the database stays as it is; nothing here outlives the server."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")
MOST = 12
"""Answers that are kept at a time."""


class Kept:
    """Answers by question, found out once however many ask at the same time, all of one state of the database."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = Lock()
        self._state: Hashable = None
        self._answers: OrderedDict[Hashable, Future[Any]] = OrderedDict()

    def get(self, state: Hashable, question: Hashable, find: Callable[[], T]) -> T:
        """The answer to a question, found out where nobody asked it since the state changed."""
        with self._lock:
            if state != self._state:
                self._state = state
                self._answers.clear()
            future = self._answers.get(question)
            mine = future is None
            if future is None:
                future = self._answers[question] = Future()
            self._answers.move_to_end(question)
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        if mine:
            self._find(question, future, find)
        answer: T = future.result()
        return answer

    def _find(self, question: Hashable, future: "Future[Any]", find: Callable[[], Any]) -> None:
        try:
            future.set_result(find())
        except BaseException as fault:
            future.set_exception(fault)
            with self._lock:
                if self._answers.get(question) is future:
                    del self._answers[question]
            raise
