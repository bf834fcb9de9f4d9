"""P19: how long it takes to start."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.turns import ROOT, Figures, Goal, Sizes, benchmark, ratio

STARTS = {
    "nothing": "pass",
    "import evidence": "import evidence",
    "evidence --help": "import sys; sys.argv = ['evidence', '--help']; from evidence.cli import main; main()",
    "evidence --version": "import sys; sys.argv = ['evidence', '--version']; from evidence.cli import main; main()",
}
HEAVY = ("pandas", "sqlalchemy", "sqlmodel", "alembic")


def started(code: str) -> Figures:
    """Seconds to start Python, run a line and end."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, cwd=ROOT)
    return {"seconds": time.perf_counter() - start}


def imported(code: str) -> list[str]:
    """Which of the heavy packages a line imports."""
    after = (
        f"import atexit, sys; atexit.register(lambda: print([m for m in {HEAVY} if m in sys.modules], file=sys.stderr))"
    )
    done = subprocess.run(
        [sys.executable, "-c", f"{after}\n{code}"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return list(json.loads(done.stderr.splitlines()[-1].replace("'", '"')))


@benchmark("P19")
def start(sizes: Sizes, _folder: Path) -> Iterator[Goal]:
    """Start-up against Python that does nothing."""
    found: dict[str, list[Figures]] = {name: [] for name in STARTS}
    for _ in range(max(7, sizes.rounds)):
        for name, code in STARTS.items():
            found[name].append(started(code))
    for name in list(STARTS)[1:]:
        yield Goal(f"{name}, against python -c pass", 5, ratio(found[name], found["nothing"]), at_least=False)
        heavy = imported(STARTS[name])
        yield Goal(f"{name}: heavy packages imported", 0.5, len(heavy), " ".join(heavy), at_least=False)
