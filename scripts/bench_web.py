#!/usr/bin/env python3
"""Measure the workbench: a page of 500 claims opened, a keystroke answered, fifty coders at work on PostgreSQL.

The first two are what a headless Chromium sees, from the request to the claim on the screen; the third is asked by
clients in threads of another process, each on a page's claims of its own, at a steady rate whether or not answers come
(open loop), so that a slow answer delays no other and is not hidden.

examples:
  scripts/bench_web.py                        all three
  scripts/bench_web.py coders --seconds 10    the load alone
"""

import argparse
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import httpx2  # noqa: E402

from evidence import store  # noqa: E402
from evidence.models import ProjectBase, ProtocolBase, TeamRole  # noqa: E402
from evidence.workflow import accounts  # noqa: E402
from evidence.workflow.audit import add_page, audit  # noqa: E402
from tests import postgres  # noqa: E402
from tests.browsing import CHROMIUM, QUIET, serving  # noqa: E402

PAGE = "long.txt"
CLAIMS, CODERS, RATE = 500, 50, 20
BY = store.Author("bench", datetime.now(UTC))
WORDS = ("migraine", "chronic pain", "depression", "fibromyalgia", "neuropathic pain", "cluster headache")


class Figure(NamedTuple):
    """What was measured, and what it should be at most, in seconds."""

    what: str
    goal: float
    measured: float


def page_text(claims: int) -> str:
    """A page with about as many claims as asked."""
    chance = random.Random(1)
    sentences = (
        f"Magnesium relieves {chance.choice(WORDS)} in {chance.randrange(10, 90)}% of {number + 100} people, "
        f"a {chance.randrange(1990, 2025)} randomized trial found."
        for number in range(claims)
    )
    return "\n\n".join(sentences)


def fill(database: str) -> list[str]:
    """One long page, audited, in a project; gives the keys of its claims."""
    store.upgrade(database)
    with store.session(database) as db:
        claims = add_page(db, page_text(CLAIMS).encode(), name=PAGE, by=BY)
        audit(db, PAGE, BY)
        store.save_projects(db, [ProjectBase(key="bench", title="Bench")], BY)
        store.save_protocols(db, "bench", [ProtocolBase(version=1)], BY)
        store.add_pages_to_project(db, "bench", [PAGE], BY)
    return [claim.key for claim in claims]


def reading(rounds: int) -> Iterator[Figure]:
    """Open the long page, then walk through its claims by key."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright, ExitStack() as stack:
        database = f"{folder}/evidence.db"
        claims = fill(database)
        server = stack.enter_context(serving(database))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        stack.callback(browser.close)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(server.first)
        opened, pressed = [], []
        for _ in range(rounds):
            began = time.perf_counter()
            page.goto(f"{server.origin}/read?page={PAGE}")
            page.wait_for_selector("#claim article[data-claim]")
            opened.append(time.perf_counter() - began)
            for _ in range(12):
                was = page.locator("#claim article").get_attribute("data-claim")
                began = time.perf_counter()
                page.keyboard.press("j")
                page.wait_for_selector(f'#claim article:not([data-claim="{was}"])')
                pressed.append(time.perf_counter() - began)
    print(f"{len(claims)} claims; median of {len(opened)} openings and of {len(pressed)} keys", file=sys.stderr)
    yield Figure("reading view of a long page ready, s", 1.0, statistics.median(opened))
    yield Figure("a keystroke answered, s", 0.1, statistics.median(pressed))


def enter(database: str, origin: str, number: int) -> httpx2.Client:
    """A coder of the team, logged in by a session made for them; hashing passwords is not what is measured."""
    with store.session(database) as db:
        accounts.invite(db, f"Coder {number}", TeamRole.CODER, BY)
        entry = accounts.accounts.account_of(db, f"coder-{number}")
        if entry is None:
            raise SystemExit("the coder was not made")
        session = accounts.open_session(db, entry.id, BY.at)
    return httpx2.Client(base_url=origin, headers={"Origin": origin}, cookies={"evidence_session": session}, timeout=60)


def work(browser: httpx2.Client, claim: str, number: int, taken: list[float]) -> None:
    """One request of a coder: three in four look at a claim, one judges it."""
    began = time.perf_counter()
    place = {"page": PAGE, "claim": claim, "project": "bench"}
    if number % 4:
        answer = browser.get("/claim", params=place)
    else:
        answer = browser.post("/judge", data=place | {"support": "supported", "accuracy": "accurate"})
    taken.append(time.perf_counter() - began)
    if answer.status_code != 200:
        raise SystemExit(f"{answer.status_code}: {answer.text[:200]}")


def coders(seconds: int) -> Iterator[Figure]:
    """Fifty coders at a steady rate on PostgreSQL."""
    with postgres.server() as server, postgres.database(server) as database, ExitStack() as stack:
        claims = fill(database)
        running = stack.enter_context(serving(database, "--team"))
        browsers = [stack.enter_context(enter(database, running.origin, number)) for number in range(CODERS)]
        taken: list[float] = []
        threads = []
        began = time.perf_counter()
        for number in range(RATE * seconds):
            time.sleep(max(0.0, began + number / RATE - time.perf_counter()))
            browser, claim = browsers[number % CODERS], claims[(number * 7) % len(claims)]
            threads.append(threading.Thread(target=work, args=(browser, claim, number, taken)))
            threads[-1].start()
        for thread in threads:
            thread.join()
    lost = RATE * seconds - len(taken)
    if lost:
        raise SystemExit(f"{lost} requests had no answer")
    print(f"{len(taken)} requests at {RATE}/s; median {statistics.median(taken):.3f} s", file=sys.stderr)
    yield Figure("50 coders at 20 requests/s, p95, s", 0.3, statistics.quantiles(taken, n=20)[-1])


def main() -> None:
    """Measure what is asked for and print each figure beside its goal."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "what", nargs="*", choices=["reading", "coders", []], help="reading, coders; both when left out"
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=20)
    asked = parser.parse_args()
    what = asked.what or ["reading", "coders"]
    figures = [
        *(reading(asked.rounds) if "reading" in what else ()),
        *(coders(asked.seconds) if "coders" in what else ()),
    ]
    for figure in figures:
        verdict = "met" if figure.measured <= figure.goal else "missed"
        print(f"{figure.what:45} {figure.measured:8.3f}   goal {figure.goal:g} at most   {verdict}")


if __name__ == "__main__":
    main()
