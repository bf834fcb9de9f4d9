"""The program serving: what it acknowledged is there after the worst end; what is wrong is said before it starts."""

import re
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import httpx2
import pytest
from click.testing import CliRunner

from evidence import store
from evidence.cli import cli
from evidence.store.people import every_judgement
from tests.browsing import Serving, serving
from tests.served import stored_page

WRITES = 200
TEXT = " ".join(
    f"Magnesium relieves migraine in {n} of 400 people, a 2019 randomized trial found." for n in range(1, 41)
)


@contextmanager
def entered(server: Serving) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=server.origin, headers={"Origin": server.origin}, timeout=30) as browser:
        assert browser.get(server.first.removeprefix(server.origin)).status_code == 303
        yield browser


def test_after_a_kill_in_the_middle_of_writing_every_acknowledged_write_is_there_and_the_log_holds(
    database_url: str,
) -> None:
    claims = stored_page(database_url, text=TEXT)
    acknowledged: set[tuple[str, str]] = set()
    enough = threading.Event()

    def write(server: Serving, browser: httpx2.Client, number: int) -> None:
        claim, said = claims[number % len(claims)], f"write number {number}"
        form = {"page": "clinic.txt", "claim": claim, "support": "supported", "accuracy": "accurate", "rationale": said}
        try:
            answer = browser.post("/judge", data=form)
        except httpx2.HTTPError:
            return
        if answer.status_code == 200:
            acknowledged.add((claim, said))
        if len(acknowledged) >= WRITES // 2 and not enough.is_set():
            enough.set()
            server.kill()

    with serving(database_url) as server, entered(server) as browser, ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: write(server, browser, number), range(WRITES)))
    assert WRITES // 2 <= len(acknowledged) < WRITES
    with store.session(database_url) as db:
        kept = {(entry.claim, entry.judgement.rationale) for entry in every_judgement(db)}
        faults = list(store.check(db))
    assert acknowledged <= kept
    assert faults == []


def test_two_people_at_once_lose_nothing(database_url: str) -> None:
    claims = stored_page(database_url, text=TEXT)
    with serving(database_url) as server, entered(server) as browser, ThreadPoolExecutor(8) as pool:

        def write(claim: str) -> int:
            form = {"page": "clinic.txt", "claim": claim, "support": "supported", "accuracy": "accurate"}
            return browser.post("/judge", data=form).status_code

        assert set(pool.map(write, claims)) == {200}
    with store.session(database_url, read_only=True) as db:
        assert {entry.claim for entry in every_judgement(db)} == set(claims)


def test_a_taken_port_is_told_in_one_line(tmp_path: object) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        told = CliRunner().invoke(cli, ["--db", f"{tmp_path}/e.db", "serve", "--port", str(port), "--no-browser"])
    assert told.exit_code == 2
    assert f"port {port} cannot be used" in told.stderr
    assert len(told.stderr.strip().splitlines()) == 1


def test_a_team_on_a_file_is_refused(tmp_path: object) -> None:
    told = CliRunner().invoke(cli, ["--db", f"{tmp_path}/e.db", "serve", "--team"])
    assert told.exit_code == 2
    assert "--team needs PostgreSQL" in told.stderr


@pytest.mark.parametrize("origin", ["audit.example.org", "ftp://a", "https://", "https://a/b", "javascript:x"])
def test_an_origin_that_is_no_address_is_refused(tmp_path: object, origin: str) -> None:
    options = ["--db", f"{tmp_path}/e.db", "serve", "--port", "0", "--no-browser", "--origin", origin]
    told = CliRunner().invoke(cli, options)
    assert told.exit_code == 2
    assert "is no address of a server" in told.stderr


def test_the_team_is_kept_from_the_command_line(database_url: str) -> None:
    def run(*words: str) -> str:
        done = CliRunner().invoke(cli, ["--db", database_url, "--as", "admin", "team", *words])
        assert done.exit_code == 0, done.output
        return done.stdout

    link = run("invite", "Ana Example", "--role", "owner", "--origin", "https://audit.example.org/")
    assert re.fullmatch(r"https://audit\.example\.org/join\?key=[\w-]{43}\n", link)
    run("invite", "Bea Example")
    run("role", "bea-example", "adjudicator")
    run("lock", "bea-example")
    listed = run("list")
    assert re.search(r"bea-example +Bea Example +adjudicator +no +yes", listed)
    run("lock", "bea-example", "--open")
    assert '"disabled": false' in run("list", "--json")
    assert run("again", "bea-example").startswith("/join?key=")
