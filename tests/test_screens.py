"""A table a screen at a time: no row is lost or shown twice, and a deep screen costs no more than the first."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from evidence import store
from evidence.models import Basis, Check, CheckName, CheckResult, CitationStatus, Support, VerificationBase
from evidence.report.presets import TableDocument
from evidence.report.presets_records import tabled_rows
from evidence.report.view import Verdict
from evidence.store.citations import Pointer
from evidence.store.conclusions import Verified, save_verifications
from evidence.web.kept import Kept
from evidence.workflow.gather import found_tabled
from evidence.workflow.presets import Asked, made_table
from evidence.workflow.screens import Cursor, Screen, as_entered, in_places, places
from evidence.workflow.tables import TableRequest, wanted_of
from tests import stored

CLAIMS = 30
SIZE = 7


@pytest.fixture
def url(database_url: str) -> str:
    """Claims of which some have none, some one and some several sources, of two designs."""
    text = " ".join(f"Claim {n:03} holds." for n in range(CLAIMS))
    with store.session(database_url) as db:
        stored.vocabulary(db)
        studies = [stored.study(f"s{n}", design="rct" if n % 2 else "cohort") for n in range(4)]
        store.save_studies(db, studies, stored.BY)
        papers = [stored.publication(f"p{n}", year=2000 + n) for n in range(4)]
        store.save_publications(db, papers, stored.BY, studies=[one.key for one in studies])
        snapshot = stored.save_page(db, "long", text)
        claims = [
            stored.claim(f"Claim {n:03} holds.", text, key=f"L{n:03}", study_type="rct" if n % 3 else "none")
            for n in range(CLAIMS)
        ]
        store.save_claims(db, snapshot, claims, stored.BY)
        tie = stored.citation(status=CitationStatus.CONFIRMED)
        pointers = [Pointer(f"L{n:03}", tie, f"p{m}") for n in range(CLAIMS) for m in range(n % 4)]
        store.save_citations(db, snapshot, pointers, stored.BY)
    return database_url


def cells(document: TableDocument) -> list[tuple[str, ...]]:
    """What the rows say, without how references are numbered."""
    own = [at for at, one in enumerate(document.fields) if one.name in {"claim", "identifiers", "design", "standing"}]
    return [(row.group, *(row.cells[at].text for at in own)) for row in document.rows]


def walked(db: store.Session, asked: Asked) -> list[Screen]:
    screens: list[Screen] = []
    cursor: Cursor | None = Cursor()
    while cursor is not None:
        screens.append(as_entered(db, asked, cursor, SIZE))
        cursor = screens[-1].later
    return screens


def of(screens: list[Screen]) -> list[tuple[str, ...]]:
    return [one for screen in screens for one in cells(screen.document)]


QUESTIONS = [
    Asked(),
    Asked(request=TableRequest(study_type=("rct",))),
    Asked(request=TableRequest(year=(2001, None))),
    Asked(limit=17),
    Asked(limit=SIZE),
    Asked(columns=("claim", "design")),
]


@pytest.mark.parametrize("asked", QUESTIONS)
def test_walking_on_shows_every_row_once_and_in_order(url: str, asked: Asked) -> None:
    with store.session(url, read_only=True) as db:
        screens = walked(db, asked)
        assert of(screens) == cells(made_table(db, asked).document)
        assert [one.start for one in screens[1:]] == [one.later.start for one in screens if one.later is not None]
        assert all(len(one.document.rows) <= SIZE for one in screens)


@pytest.mark.parametrize("asked", QUESTIONS[:3])
def test_walking_back_shows_every_row_once_and_ends_on_the_first_screen(url: str, asked: Asked) -> None:
    with store.session(url, read_only=True) as db:
        screens = walked(db, asked)
        back = [screens[-1]]
        while back[0].earlier is not None:
            back.insert(0, as_entered(db, asked, back[0].earlier, SIZE))
        assert back[0].start == 0
        assert cells(back[0].document) == cells(screens[0].document)
        shown = of(back)
        assert set(shown) == set(of(screens))
        assert len(back) > 1
        assert of(back[1:]) == of(screens)[-len(of(back[1:])) :]
        assert all(one.later is not None for one in back[:-1])


@pytest.mark.parametrize(
    "asked",
    [
        Asked(sort="identifiers"),
        Asked(sort="-claim"),
        Asked(group="design"),
        Asked(group="design", sort="-claim", limit=20),
        Asked(request=TableRequest(study_type=("rct",)), sort="design"),
    ],
)
def test_screens_of_a_sorted_or_grouped_table_are_the_table(url: str, asked: Asked) -> None:
    with store.session(url, read_only=True) as db:
        at = places(db, asked)
        screens = [in_places(db, asked, at, start, SIZE) for start in range(0, len(at), SIZE)]
        whole = made_table(db, asked).document
        assert of(screens) == cells(whole)
        assert {one.of for one in screens} == {len(whole.rows)}
        assert screens[0].earlier is None
        assert screens[-1].later is None
        assert screens[1].earlier == Cursor(0)


def test_a_deep_screen_reads_no_more_claims_than_the_first(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def counted(capture: Any, dossier: Any, *more: Any) -> Any:
        read.append(dossier.claim.key)
        return tabled_rows(capture, dossier, *more)

    monkeypatch.setattr("evidence.workflow.gather.tabled_rows", counted)
    with store.session(url, read_only=True) as db:
        last = walked(db, Asked())[-2].later
        at = places(db, Asked(sort="claim"))
        assert last is not None
        read.clear()
        as_entered(db, Asked(), last, SIZE)
        in_places(db, Asked(sort="claim"), at, len(at) - SIZE, SIZE)
    assert 0 < len(read) <= 3 * SIZE


def test_a_row_that_went_since_its_place_was_found_is_left_out(url: str) -> None:
    with store.session(url) as db:
        at = places(db, Asked(sort="claim"))
        store.save_citations(db, store.newest_snapshot(db, "long"), [], stored.BY)
        shown = in_places(db, Asked(sort="claim"), [*at[:2], at[0]._replace(nth=99)], 0, SIZE)
        assert len(shown.document.rows) == 2


def verified() -> list[Verified]:
    """Claims held against their studies, with every suggestion there is, some by a check and some by none."""
    made = Check(name=CheckName.DIRECTION, result=CheckResult.DIFFERS, reason="another direction")
    unmade = made.model_copy(update={"result": CheckResult.NOT_CHECKED})
    found = []
    for n in range(CLAIMS):
        for m in range(n % 4):
            suggested = list(Support)[(n + m) % len(Support)]
            check = made if (n + m) % 3 else unmade
            record = VerificationBase(
                checks=(check,), basis=Basis.ABSTRACT, suggested=suggested, row="any", tool_version="1"
            )
            found.append(Verified(f"L{n:03}", f"s{m}", record))
    return found


@pytest.mark.parametrize(
    "request_",
    [
        *(TableRequest(verdict=(verdict,)) for verdict in Verdict),
        TableRequest(verdict=("supported", "not_checked")),
        *(TableRequest(year=years) for years in ((2002, 2002), (None, 2001), (2003, None), (1990, 1995), (2019, 2019))),
        TableRequest(year=(2002, None), study_type=("rct",)),
    ],
)
def test_what_the_database_leaves_out_no_row_of_the_table_has(url: str, request_: TableRequest) -> None:
    with store.session(url) as db:
        save_verifications(db, store.newest_snapshot(db, "long"), verified(), stored.BY)
        wanted = wanted_of(db, request_)
        everything = replace(wanted, passes=(store.EVERY,))
        rows = found_tabled(db, wanted)
        assert rows == found_tabled(db, everything)


def test_most_verdicts_are_met_by_some_row(url: str) -> None:
    with store.session(url) as db:
        save_verifications(db, store.newest_snapshot(db, "long"), verified(), stored.BY)
        shown = {one.row.verdict.verdict for one in found_tabled(db, wanted_of(db, TableRequest()))}
    assert shown >= {"contradicted", "not_checked", "no_citation"}


# ---------------------------------------------------------------- what is kept


def test_an_answer_is_found_once_for_a_state_and_again_for_another() -> None:
    kept, found = Kept(most=3), iter(range(100))
    ask: Callable[[str, str], int] = lambda state, question: kept.get(state, question, lambda: next(found))  # noqa: E731
    assert [ask("a", "x"), ask("a", "x"), ask("a", "y"), ask("a", "x")] == [0, 0, 1, 0]
    assert [ask("b", "x"), ask("a", "x")] == [2, 0]
    assert (kept.has("a", "y"), kept.has("b", "y")) == (True, False)
    assert [ask("b", "y"), ask("a", "y"), ask("a", "x")] == [3, 4, 0]


def test_many_who_ask_at_once_wait_for_one_answer_and_a_failure_is_not_kept() -> None:
    kept, asked, going = Kept(), [0], threading.Event()

    def slowly() -> int:
        asked[0] += 1
        going.wait(5)
        return asked[0]

    with ThreadPoolExecutor(4) as people:
        waiting = [people.submit(kept.get, "a", "x", slowly) for _ in range(4)]
        going.set()
        assert [one.result() for one in waiting] == [1] * 4

    def failing() -> Iterator[int]:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        kept.get("a", "y", failing)
    assert kept.get("a", "y", lambda: 7) == 7
