"""Pages are added in the browser: read, matched and checked whole or not at all, and never over another page."""

import html
import re
import threading
import time
from typing import Any

import pytest
from starlette.testclient import TestClient

from evidence import store
from evidence.models import TeamRole
from evidence.sources.proxies import DIRECTLY, Proxies
from evidence.sources.web import Fetched
from evidence.web.jobs import UNFINISHED, Job, Jobs, NoJobError, Outcome, Step, Tell, TooManyJobsError
from evidence.web.routes import adding
from tests.served import ARTICLE, application, someone
from tests.served import cheap_passwords as cheap_passwords  # noqa: PLC0414 - a fixture

pytestmark = pytest.mark.usefixtures("cheap_passwords")

PART = {"HX-Request": "true"}


def coder(database: str, **settings: Any) -> TestClient:
    return someone(application(database, **settings), "Ana", TeamRole.CODER)


def add_file(browser: TestClient, name: str, content: str | bytes = ARTICLE) -> Any:
    given = content.encode() if isinstance(content, str) else content
    return browser.post("/add/file", files={"file": (name, given)}, headers=PART)


def ended(browser: TestClient, answer: Any) -> Any:
    """The last answer about a job, once it is done or failed."""
    for _ in range(600):
        found = re.search(r'data-step="(\w+)"', answer.text)
        assert found is not None, answer.text
        if found[1] in {"done", "failed", "asked"}:
            return answer
        key = re.search(r'hx-get="(/add/[^"]+)"', answer.text)
        assert key is not None
        time.sleep(0.02)
        answer = browser.get(key[1], headers=PART)
    raise AssertionError("the job never ended")


def pages_in(database: str) -> dict[str, int]:
    with store.session(database, read_only=True) as db:
        return {entry.page.key: entry.snapshots for entry in store.pages(db)}


def test_a_file_is_read_and_checked_and_the_browser_led_to_it(database_url: str) -> None:
    browser = coder(database_url)
    done = ended(browser, add_file(browser, "clinic.txt"))
    assert done.headers["HX-Redirect"] == "/read?page=clinic.txt"
    page = browser.get(done.headers["HX-Redirect"])
    assert "Magnesium relieves pain" in page.text
    with store.session(database_url, read_only=True) as db:
        newest = store.newest_snapshot(db, "clinic.txt")
        assert len(store.claims_of(db, newest)) >= 2
        assert store.findings_of(db, newest)
        assert store.check(db) == []


def test_text_that_is_pasted_is_called_by_its_first_line_or_as_one_says(sqlite_url: str) -> None:
    browser = coder(sqlite_url)
    ended(browser, browser.post("/add/text", data={"text": f"\n Clinic news \r\n{ARTICLE}"}, headers=PART))
    ended(browser, browser.post("/add/text", data={"text": ARTICLE, "name": "spring leaflet"}, headers=PART))
    assert set(pages_in(sqlite_url)) == {"Clinic news.txt", "spring leaflet.txt"}


@pytest.mark.parametrize(
    ("given", "label"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ana\\clinic.txt", "clinic.txt"),
        ("/etc/shadow.txt", "shadow.txt"),
        ("<script>alert(1)<.txt", "<script>alert(1)<.txt"),
        ("a\u202etxt.exe", "atxt.exe"),
        ("x" * 400 + ".txt", "x" * 146 + ".txt"),
    ],
)
def test_a_file_name_is_a_label_and_nothing_else(sqlite_url: str, given: str, label: str) -> None:
    browser = coder(sqlite_url)
    answer = ended(browser, add_file(browser, given))
    assert list(pages_in(sqlite_url)) == [label]
    assert "<script>" not in answer.text
    assert "<script>alert" not in browser.get("/").text


def test_a_page_of_a_known_name_is_not_taken_for_the_other_without_asking(database_url: str) -> None:
    browser = coder(database_url)
    ended(browser, add_file(browser, "index.html", f"<p>{ARTICLE}"))
    asked = add_file(browser, "index.html", "<p>Vitamin C cures colds in 90% of people.")
    assert "There is a page 'index.html' already" in html.unescape(asked.text)
    assert pages_in(database_url) == {"index.html": 1}
    key = re.search(r'hx-post="(/add/[^"]+)"', asked.text)
    assert key is not None
    taken = browser.post(key[1], data={"choice": "other", "name": "index.html"}, headers=PART)
    assert taken.status_code == 422
    other = browser.post(key[1], data={"choice": "other", "name": "colds.html"}, headers=PART)
    assert ended(browser, other).headers["HX-Redirect"] == "/read?page=colds.html"
    assert pages_in(database_url) == {"index.html": 1, "colds.html": 1}
    again = browser.post(key[1], data={"choice": "capture"}, headers=PART)
    assert again.status_code == 404


def test_a_new_capture_is_kept_beside_the_old_one_and_the_same_bytes_are_no_capture(sqlite_url: str) -> None:
    browser = coder(sqlite_url)
    ended(browser, add_file(browser, "index.html", f"<p>{ARTICLE}"))

    def capture(content: str) -> Any:
        asked = add_file(browser, "index.html", content)
        key = re.search(r'hx-post="(/add/[^"]+)"', asked.text)
        assert key is not None
        return ended(browser, browser.post(key[1], data={"choice": "capture", "name": "index.html"}, headers=PART))

    assert capture(f"<p>{ARTICLE} Call us.").headers["HX-Redirect"] == "/read?page=index.html"
    assert pages_in(sqlite_url) == {"index.html": 2}
    same = capture(f"<p>{ARTICLE} Call us.")
    assert "there is no new capture" in same.text
    assert "HX-Redirect" not in same.headers
    assert pages_in(sqlite_url) == {"index.html": 2}


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("photo.png", b"\x89PNG\r\n\x1a\n", "this is a PNG picture, not a page"),
        ("empty.txt", b"  \n ", "empty.txt"),
    ],
)
def test_what_is_no_page_is_told_in_a_sentence_and_leaves_nothing(
    sqlite_url: str, name: str, content: bytes, reason: str
) -> None:
    browser = coder(sqlite_url)
    failed = ended(browser, add_file(browser, name, content))
    assert 'data-step="failed"' in failed.text
    assert reason in failed.text
    assert pages_in(sqlite_url) == {}


def test_uploads_end_somewhere(sqlite_url: str) -> None:
    browser = coder(sqlite_url, max_upload=10_000)
    assert add_file(browser, "big.txt", "x" * 20_000).status_code == 413
    browser = someone(application(sqlite_url, max_upload=10_000), "Ben", TeamRole.CODER)
    fits = browser.post("/add/text", data={"text": "x" * 9_000}, headers=PART)
    assert fits.status_code == 200


def test_a_file_larger_than_pages_are_read_is_refused_by_name(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "Limits", lambda **_: adding_limits())
    refused = add_file(coder(sqlite_url), "big.txt", "x" * 2_000)
    assert refused.status_code == 422
    assert "'big.txt' is larger than 1,000 bytes" in html.unescape(refused.text)


def adding_limits() -> Any:
    from evidence.ingest import Limits  # noqa: PLC0415 - the name is replaced in the module under test

    return Limits(max_bytes=1_000)


def test_forms_without_what_they_are_for_are_told_so(sqlite_url: str) -> None:
    browser = coder(sqlite_url)
    assert "there is no file to add" in browser.post("/add/file", data={"name": "x"}, headers=PART).text
    assert "there is no text to add" in browser.post("/add/text", data={"text": "  "}, headers=PART).text


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://127.0.0.1:8420/", "is in a private network, which is never asked"),
        ("http://[::1]/", "is in a private network, which is never asked"),
        ("http://169.254.169.254/latest/meta-data", "is in a private network, which is never asked"),
        ("http://ana:secret@192.0.2.1/", "without a user name"),
    ],
)
def test_an_address_in_a_private_network_is_never_asked(sqlite_url: str, address: str, reason: str) -> None:
    browser = coder(sqlite_url)
    failed = ended(browser, browser.post("/add/address", data={"address": address}, headers=PART))
    assert reason in failed.text
    assert pages_in(sqlite_url) == {}


def test_a_file_of_this_machine_is_no_address(sqlite_url: str) -> None:
    refused = coder(sqlite_url).post("/add/address", data={"address": "file:///etc/passwd"}, headers=PART)
    assert refused.status_code == 422
    assert "begins with https://" in refused.text


def test_an_address_is_fetched_once_and_captured_anew_the_next_time(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "https://clinic.example/news"
    answers = iter([f"<p>{ARTICLE}", f"<p>{ARTICLE} Call us."])
    asked = []

    def fetch(there: str, *, max_bytes: int, proxies: Proxies) -> Fetched:
        assert proxies == DIRECTLY
        asked.append((there, max_bytes))
        return Fetched(next(answers).encode(), there)

    monkeypatch.setattr(adding, "fetch_page", fetch)
    browser = coder(sqlite_url)
    for captures in (1, 2):
        ended(browser, browser.post("/add/address", data={"address": f" {address} "}, headers=PART))
        assert pages_in(sqlite_url) == {address: captures}
    assert asked == [(address, 20_000_000)] * 2


def test_a_page_being_added_is_told_to_nobody_else(sqlite_url: str) -> None:
    app = application(sqlite_url)
    ana, ben = someone(app, "Ana", TeamRole.CODER), someone(app, "Ben", TeamRole.CODER)
    started = add_file(ana, "clinic.txt")
    job = re.search(r'hx-get="(/add/[^"]+)"', started.text)
    assert job is not None
    assert ben.get(job[1], headers=PART).status_code == 404
    ended(ana, started)


def test_whoever_only_reads_adds_nothing(sqlite_url: str) -> None:
    browser = someone(application(sqlite_url), "Rita", TeamRole.READER)
    assert add_file(browser, "clinic.txt").status_code == 403
    assert "to-add" not in browser.get("/").text


def test_a_browser_without_script_is_led_along_by_addresses(sqlite_url: str) -> None:
    browser = coder(sqlite_url)
    sent = browser.post("/add/file", files={"file": ("clinic.txt", ARTICLE.encode())})
    assert sent.status_code == 303
    key = sent.headers["location"].partition("job=")[2]
    assert browser.get(sent.headers["location"]).status_code == 200
    for _ in range(300):
        there = browser.get(f"/add/{key}").headers["location"]
        if there.startswith("/read"):
            break
        time.sleep(0.02)
    assert there == "/read?page=clinic.txt"


# ---------------------------------------------------------------- jobs


def awaited(jobs: Jobs, job: Job) -> Job:
    for _ in range(300):
        now = jobs.of(job.key, job.owner)
        if now.step in {Step.DONE, Step.FAILED}:
            return now
        time.sleep(0.01)
    raise AssertionError("the job never ended")


def test_a_job_tells_each_step_and_forgets_its_bytes_at_the_end() -> None:
    jobs, go = Jobs(), threading.Event()

    def work(name: str, tell: Tell) -> Outcome:
        tell(Step.MATCHING)
        go.wait(10)
        return Outcome(name, "well")

    job = jobs.start("ana", "page", work)
    for _ in range(300):
        if jobs.of(job.key, "ana").step is Step.MATCHING:
            break
        time.sleep(0.01)
    assert jobs.of(job.key, "ana").step is Step.MATCHING
    go.set()
    done = awaited(jobs, job)
    assert (done.step, done.page, done.said, done.work) == (Step.DONE, "page", "well", None)


def test_a_fault_of_the_program_is_no_silence(caplog: pytest.LogCaptureFixture) -> None:
    def work(_name: str, _tell: Tell) -> Outcome:
        raise ZeroDivisionError

    jobs = Jobs()
    failed = awaited(jobs, jobs.start("ana", "page", work))
    assert failed.step is Step.FAILED
    assert "the program failed at this page" in failed.said
    assert "ZeroDivisionError" in caplog.text


def test_jobs_are_bounded_and_belong_to_somebody() -> None:
    jobs, go = Jobs(), threading.Event()

    def work(name: str, _tell: Tell) -> Outcome:
        go.wait(10)
        return Outcome(name)

    started = [jobs.start("ana", f"page {number}", work) for number in range(UNFINISHED)]
    with pytest.raises(TooManyJobsError):
        jobs.start("ana", "one more", work)
    go.set()
    for job in started:
        awaited(jobs, job)
    with pytest.raises(NoJobError):
        jobs.of(started[0].key, "ben")
    with pytest.raises(NoJobError):
        jobs.answer(started[0].key, "ana", "page")
