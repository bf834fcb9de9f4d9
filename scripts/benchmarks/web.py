"""W1 and W2: the workbench, as a browser sees it and under the load of a team."""

import random
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import httpx2

from benchmarks.turns import Goal, Sizes, benchmark, not_measured
from evidence import store
from evidence.models import ProjectBase, ProtocolBase, TeamRole
from evidence.store.accounts import account_of
from evidence.workflow import accounts
from evidence.workflow.audit import add_page, audit
from tests import postgres
from tests.browsing import CHROMIUM, QUIET, serving

PAGE = "long.txt"
CLAIMS, CODERS, RATE = 500, 50, 20
BY = store.Author("bench", datetime.now(UTC))
WORDS = ("migraine", "chronic pain", "depression", "fibromyalgia", "neuropathic pain", "cluster headache")


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


@benchmark("W1")
def reading(sizes: Sizes, folder: Path) -> Iterator[Goal]:
    """A page of 500 claims opened, then walked through by key, as a headless Chromium sees it."""
    if CHROMIUM is None:
        not_measured("the reading view", "there is no chromium")
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, ExitStack() as stack:
        database = str(folder / "evidence.db")
        claims = fill(database)
        server = stack.enter_context(serving(database))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        stack.callback(browser.close)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(server.first)
        opened, pressed = [], []
        for _ in range(sizes.rounds):
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
    yield Goal(f"reading view of {len(claims)} claims ready", 1.0, statistics.median(opened), "s", at_least=False)
    yield Goal("a keystroke answered", 0.1, statistics.median(pressed), "s", at_least=False)


def enter(database: str, origin: str, number: int) -> httpx2.Client:
    """A coder of the team, logged in by a session made for them; hashing passwords is not what is measured."""
    with store.session(database) as db:
        accounts.invite(db, f"Coder {number}", TeamRole.CODER, BY)
        entry = account_of(db, f"coder-{number}")
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


@benchmark("W2")
def coders(sizes: Sizes, _folder: Path) -> Iterator[Goal]:
    """Fifty coders at a steady rate on PostgreSQL, whether or not answers come: a slow one hides no other."""
    seconds = 4 * sizes.rounds
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
    yield Goal(f"median of {len(taken)} requests at {RATE}/s", None, statistics.median(taken), "s")
    yield Goal(f"{CODERS} coders, p95", 0.3, statistics.quantiles(taken, n=20)[-1], "s", at_least=False)
