"""Contenders that take turns, each in a fresh process, and the goals their figures are held against."""

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BENCH = ROOT / "scripts" / "bench"
PEERS = Path(__file__).with_name("peers.py")
Figures = dict[str, float]
Contender = Callable[[Path], Figures]


@dataclass(frozen=True)
class Sizes:
    """How much is measured, and which Python has the libraries it is measured against."""

    claims: int
    rows: int
    records: int
    papers: int
    rounds: int
    peers: str | None = None


@dataclass(frozen=True)
class Goal:
    """A figure, what it should be, and whether more is better; one without a goal is shown for the record."""

    what: str
    goal: float | None
    measured: float
    unit: str = "x"
    at_least: bool = True

    @property
    def share(self) -> float:
        """1 or more where the goal is met."""
        if self.goal is None:
            return 1
        return self.measured / self.goal if self.at_least else self.goal / max(self.measured, 1e-9)

    @property
    def met(self) -> str:
        """What is to be said of it."""
        return "" if self.goal is None else "met" if self.share >= 1 else "not met"


Benchmark = Callable[[Sizes, Path], Iterator[Goal]]
BENCHMARKS: dict[str, Benchmark] = {}
CONTENDERS: dict[str, Contender] = {}


def benchmark(code: str) -> Callable[[Benchmark], Benchmark]:
    """Register a benchmark under its code."""
    return lambda function: BENCHMARKS.setdefault(code, function)


def contender(function: Contender) -> Contender:
    """Register a contender under its name."""
    return CONTENDERS.setdefault(function.__name__, function)


def run(name: str, folder: Path) -> Figures:
    """The figures of a contender of ours in a fresh process."""
    command = [sys.executable, str(BENCH), "--contender", name, "--folder", str(folder)]
    return _last_line(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True))


def run_peer(name: str, folder: Path, peers: str) -> Figures:
    """The figures of a peer in a fresh process of the Python that has it; none where it fails, which is told."""
    command = [peers, str(PEERS), name, str(folder)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        not_measured(name, done.stderr.strip().rpartition("\n")[2])
        return {}
    return _last_line(done)


def _last_line(done: subprocess.CompletedProcess[str]) -> Figures:
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def rounds(names: list[str], folder: Path, times: int, peers: str | None = None) -> dict[str, list[Figures]]:
    """The figures of each contender in each round, the contenders taking turns; a peer that fails is left out."""
    found: dict[str, list[Figures]] = {name: [] for name in names}
    for number in range(times):
        for name in list(found):
            print(f"  round {number + 1} of {times}: {name}", end="\033[K\r", file=sys.stderr, flush=True)
            figures = run(name, folder) if name in CONTENDERS or not peers else run_peer(name, folder, peers)
            if figures:
                found[name].append(figures)
            else:
                del found[name]
    print(end="\033[K", file=sys.stderr)
    return found


def ratio(slow: list[Figures], fast: list[Figures], figure: str = "seconds") -> float:
    """How many times longer one takes than the other: the median over the rounds."""
    return statistics.median(one[figure] / other[figure] for one, other in zip(slow, fast, strict=True))


def peak_kib() -> int:
    """The most memory this process has held; what its parent held before it does not count where the system tells."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(status.read_text(encoding="ascii").partition("VmHWM:")[2].split()[0])


@contextmanager
def timed(figures: Figures) -> Iterator[None]:
    """Seconds, seconds of the processor, and the memory added by a block."""
    before = peak_kib()
    start, busy = time.perf_counter(), time.process_time()
    yield
    figures["processor"] = time.process_time() - busy
    figures["seconds"] = time.perf_counter() - start
    figures["mib"] = (peak_kib() - before) / 1024


def not_measured(what: str, why: str) -> None:
    """Say that something was not looked at, so that its goal is not taken for met."""
    print(f"{what} was not measured: {why}", end="\033[K\n", file=sys.stderr)
