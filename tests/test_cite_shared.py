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


class Score(NamedTuple):
    """Shares of the sentences whose target is there, and of those whose target is gone."""

    right: float
    wrong: float
    none_when_gone: float


@pytest.fixture(scope="module")
def answers(shared: Path, libraries: dict[str, list[PublicationBase]]) -> list[tuple[dict[str, Any], list[str]]]:
    """Every sentence with what was answered to it."""
    path = shared / "eval" / "tasks" / "data" / "attribution_dev_queries.jsonl"
    indexes = {name: LibraryIndex(library) for name, library in libraries.items()}
    found = []
    for query in lines(path):
        gone = [query["target"]] if query["target_removed"] else []
        ranked = rank(query["text"], indexes[query["library"]], exclude=gone)
        found.append((query, [one.record.key for one in ranked]))
    return found


def score(answers: list[tuple[dict[str, Any], list[str]]], kind: str, half: int) -> Score:
    mine = [(q, keys) for q, keys in answers if q[kind] and int(q["library"][-2:]) % 2 == half]
    there = [(q["target"], keys) for q, keys in mine if not q["target_removed"]]
    gone = [keys for q, keys in mine if q["target_removed"]]
    right = sum(keys[:1] == [target] for target, keys in there)
    answered = sum(bool(keys) for _, keys in there)
    return Score(right / len(there), (answered - right) / len(there), sum(not keys for keys in gone) / len(gone))


@pytest.mark.parametrize("half", [0, 1])
def test_sentences_that_name_an_author_find_the_record(
    answers: list[tuple[dict[str, Any], list[str]]], half: int
) -> None:
    found = score(answers, "names_author", half)
    assert found.right >= 0.85
    assert found.wrong <= 0.10
    assert found.none_when_gone >= 0.45


@pytest.mark.parametrize("half", [0, 1])
def test_vague_sentences_are_answered_rightly_more_often_than_not(
    answers: list[tuple[dict[str, Any], list[str]]], half: int
) -> None:
    # Titles alone decide too little for more: the floor keeps what was reached from getting lost.
    found = score(answers, "vague", half)
    assert found.right >= 0.27
    assert found.wrong <= 0.32
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
