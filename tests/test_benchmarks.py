"""The one front door to the benchmarks: what it measures, and what it will not let pass for measured."""

import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parents[1] / "scripts" / "bench"


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(BENCH), *arguments], capture_output=True, text=True, check=False)


def test_a_reader_is_measured_behind_its_gate_and_a_peer_that_is_not_there_is_told() -> None:
    done = bench("P4", "--quick", "--records", "30", "--rounds", "1")
    assert done.returncode == 0, done.stderr
    gate, damaged, rate = done.stdout.splitlines()[1:]
    assert "every field kept" in gate
    assert "damaged files" in damaged
    assert gate.endswith("met")
    assert damaged.endswith("met")
    assert "not met" not in done.stdout
    assert "records a second" in rate
    assert "against rispy, asreview ris was not measured" in done.stderr


def test_a_peer_that_fails_is_left_out_and_told() -> None:
    done = bench("P7", "--quick", "--records", "30", "--rounds", "1", "--peers", "/bin/false")
    assert done.returncode == 0, done.stderr
    assert "citeproc-py was not measured" in done.stderr
    assert "against citeproc-py" not in done.stdout


def test_a_benchmark_that_does_not_exist_is_refused_by_name() -> None:
    done = bench("P99")
    assert done.returncode == 2
    assert "no benchmark is called P99" in done.stderr
