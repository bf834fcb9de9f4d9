"""Work that takes longer than an answer may: a page being read, matched and checked, with how far it is.

Jobs live in memory and end with the server; what a job came to is in the database, whole or not at all.
"""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from secrets import token_urlsafe
from threading import Lock
from typing import NamedTuple

from evidence.errors import EvidenceError

KEPT = 100
"""Jobs that are remembered; the oldest that ended or waits for an answer goes first."""
AT_ONCE = 2
UNFINISHED = 20
"""Jobs that may be under way at a time; each holds the bytes of its page."""

log = logging.getLogger(__name__)


class Step(StrEnum):
    """How far a job is."""

    ASKED = "asked"
    READING = "reading"
    MATCHING = "matching"
    CHECKING = "checking"
    DONE = "done"
    FAILED = "failed"


RESTING = frozenset({Step.ASKED, Step.DONE, Step.FAILED})


class Outcome(NamedTuple):
    """What a job came to: the page, and a sentence where there is something to say."""

    page: str
    said: str = ""


Tell = Callable[[Step], None]
Work = Callable[[str, Tell], Outcome]
"""Does the work under a name, and tells each step."""


@dataclass(frozen=True)
class Job:
    """A piece of work: whose, under which name, how far; `said` is a question, the error, or what there is to say."""

    key: str
    owner: str
    name: str
    step: Step
    said: str = ""
    page: str = ""
    work: Work | None = None


class TooManyJobsError(EvidenceError):
    """Too much is being read already."""

    def __init__(self) -> None:
        super().__init__(f"{UNFINISHED} pages are being read already: wait until some are done and add this one again")


class NoJobError(EvidenceError):
    """The job is unknown, forgotten or somebody else's."""

    def __init__(self) -> None:
        super().__init__("nothing is known of this page being added: look for it under Pages, or add it again")


class Jobs:
    """The jobs of one server."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="job")
        self._jobs: dict[str, Job] = {}
        self._lock = Lock()

    def start(self, owner: str, name: str, work: Work) -> Job:
        """Begin a job.

        Raises:
            TooManyJobsError: too many are under way.
        """
        return self._begin(Job(token_urlsafe(16), owner, name, Step.READING, work=work))

    def ask(self, owner: str, name: str, work: Work, question: str) -> Job:
        """Keep a job until its owner has answered a question."""
        job = Job(token_urlsafe(16), owner, name, Step.ASKED, question, work=work)
        with self._lock:
            self._keep(job)
        return job

    def answer(self, key: str, owner: str, name: str) -> Job:
        """Begin a job that waited, under the name its owner has settled on.

        Raises:
            NoJobError: there is none that waits.
            TooManyJobsError: too many are under way.
        """
        job = self.of(key, owner)
        if job.step is not Step.ASKED:
            raise NoJobError
        return self._begin(replace(job, name=name, step=Step.READING, said=""))

    def of(self, key: str, owner: str) -> Job:
        """A job of this person.

        Raises:
            NoJobError: they have none with this key.
        """
        job = self._jobs.get(key)
        if job is None or job.owner != owner:
            raise NoJobError
        return job

    def _begin(self, job: Job) -> Job:
        with self._lock:
            if sum(one.step not in RESTING for one in self._jobs.values()) >= UNFINISHED:
                raise TooManyJobsError
            self._keep(job)
        if job.work is not None:
            future = self._pool.submit(job.work, job.name, partial(self._step, job.key))
            future.add_done_callback(partial(self._end, job.key))
        return job

    def _keep(self, job: Job) -> None:
        """Remember a job; the caller holds the lock."""
        self._jobs[job.key] = job
        for key in [one.key for one in self._jobs.values() if one.step in RESTING][: max(0, len(self._jobs) - KEPT)]:
            del self._jobs[key]

    def _step(self, key: str, step: Step) -> None:
        self._set(key, step=step)

    def _end(self, key: str, future: "Future[Outcome]") -> None:
        error = future.exception()
        if error is None:
            outcome = future.result()
            self._set(key, step=Step.DONE, said=outcome.said, page=outcome.page)
        elif isinstance(error, EvidenceError):
            self._set(key, step=Step.FAILED, said=str(error))
        else:
            log.error("a job failed", exc_info=error)
            self._set(key, step=Step.FAILED, said="the program failed at this page; nothing of it was kept")

    def _set(self, key: str, *, step: Step, said: str = "", page: str = "") -> None:
        with self._lock:
            if key in self._jobs:
                work = self._jobs[key].work if step not in RESTING else None
                self._jobs[key] = replace(self._jobs[key], step=step, said=said, page=page, work=work)
