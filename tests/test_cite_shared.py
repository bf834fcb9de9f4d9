"""How often sentences and the seed article's claims are led to the right publication, on data beside the checkout."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from evidence.cite import LibraryIndex, rank
from evidence.cite.resolve import asked
from evidence.models import CitationRole, MatchConfidence, PublicationBase
from tests import seeded

pytestmark = pytest.mark.shared

NAMED = {MatchConfidence.CERTAIN, MatchConfidence.PROBABLE}


def lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)


def record(found: dict[str, Any]) -> PublicationBase:
    return PublicationBase(
        key=found["id"],
        title=found["title"],
        authors=tuple(found["authors"] or ()),
        journal=found["journal"],
        year=found["year"],
        doi=found["doi"],
        pmid=found["pmid"],
    )


@pytest.fixture(scope="module")
def libraries(shared: Path) -> dict[str, list[PublicationBase]]:
    path = shared / "eval" / "tasks" / "data" / "attribution_dev_libraries.jsonl"
    return {each["library"]: [record(found) for found in each["records"]] for each in lines(path)}


class Answer(NamedTuple):
    """A sentence, what was answered to it, and what was answered when its target was kept out of the library."""

    query: dict[str, Any]
    keys: list[str]
    without: list[str]


class Score(NamedTuple):
    """Shares of the sentences: answered with their target, with another record, and with none when it is gone."""

    right: float
    wrong: float
    none_when_gone: float


@pytest.fixture(scope="module")
def answers(shared: Path, libraries: dict[str, list[PublicationBase]]) -> list[Answer]:
    path = shared / "eval" / "tasks" / "data" / "attribution_dev_queries.jsonl"
    indexes = {name: LibraryIndex(library) for name, library in libraries.items()}

    def ask(query: dict[str, Any], *gone: str) -> list[str]:
        return [one.record.key for one in rank(query["text"], indexes[query["library"]], exclude=gone)]

    return [Answer(query, ask(query), ask(query, query["target"])) for query in lines(path)]


def score(answers: list[Answer], kind: str) -> Score:
    mine = [answer for answer in answers if answer.query[kind]]
    right = sum(answer.keys[:1] == [answer.query["target"]] for answer in mine)
    answered = sum(bool(answer.keys) for answer in mine)
    none = sum(not answer.without for answer in mine)
    return Score(right / len(mine), (answered - right) / len(mine), none / len(mine))


def test_sentences_that_name_an_author_find_the_record(answers: list[Answer]) -> None:
    found = score(answers, "names_author")
    assert found.right >= 0.88
    assert found.wrong <= 0.06
    assert found.none_when_gone >= 0.70


def test_vague_sentences_are_answered_rightly_more_often_than_wrongly(answers: list[Answer]) -> None:
    # Titles alone decide too little for more: the floor keeps what was reached from getting lost.
    found = score(answers, "vague")
    assert found.right >= 0.42
    assert found.wrong <= 0.20
    assert found.none_when_gone >= 0.65


def test_the_claims_of_the_article_find_their_publications_among_hundreds_of_others(
    libraries: dict[str, list[PublicationBase]],
) -> None:
    others = [found for library in libraries.values() for found in library[:40]]
    assert len(others) >= 600
    index = LibraryIndex([*seeded.publications().values(), *others])
    claims = {claim.key: claim for claim in seeded.claims()}
    wanted = [
        (claim, publication)
        for claim, publication, citation in seeded.citations()
        if citation.role is CitationRole.CITED and citation.confidence in NAMED
    ]
    within = [
        publication in [one.record.key for one in rank(asked(claims[claim]), index, limit=3)]
        for claim, publication in wanted
    ]
    assert len(within) >= 50
    assert sum(within) / len(within) >= 0.80
