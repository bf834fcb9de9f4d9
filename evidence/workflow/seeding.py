"""Load the seed files that ship with the package, by the loaders that users have."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.resources import as_file
from pathlib import Path

from evidence import store
from evidence.errors import EvidenceError, Problem
from evidence.seeds import seed_file
from evidence.workflow.load import load_files
from evidence.workflow.load.report import LoadedFile

VOCABULARY = {"conditions": "conditions.csv", "interventions": "interventions.csv", "study types": "study_types.csv"}
ARTICLE = ("pages.yaml", "publications.yaml", "studies.yaml", "claims.yaml", "citations.csv")
ARTICLE_KEY = "ketamine-clinic-article"


def load_vocabulary(db: store.Session, by: store.Author) -> dict[str, int]:
    """Load conditions, interventions and study types; gives how many of each there are."""
    with _paths(*VOCABULARY.values()) as paths:
        loaded = load_files(db, paths, by)
    return {name: len(entry.saved) for name, entry in zip(VOCABULARY, _whole(loaded), strict=True)}


def ensure_vocabulary(db: store.Session, by: store.Author) -> None:
    """Load the vocabulary into a database that has none; one that has some is left as it is."""
    if not store.study_types(db):
        load_vocabulary(db, by)


@contextmanager
def _paths(*names: str) -> Iterator[tuple[Path, ...]]:
    with ExitStack() as stack:
        yield tuple(stack.enter_context(as_file(seed_file(name))) for name in names)


def load_article(db: store.Session, by: store.Author) -> None:
    """Load the article of the demonstration: its page, its claims, and the publications and studies behind them."""
    with _paths(*ARTICLE, "article.txt") as paths:
        _whole(load_files(db, paths[:-1], by))


class DamagedSeedsError(EvidenceError):
    """A seed file was changed so that it no longer loads."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"the seed files do not load: {problem}")


def _whole(loaded: list[LoadedFile]) -> list[LoadedFile]:
    for file in loaded:
        for problem in file.problems:
            raise DamagedSeedsError(problem)
    return loaded
