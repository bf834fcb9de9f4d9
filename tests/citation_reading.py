"""Read citations in tests: the records of a text, and none but told problems."""

from pathlib import Path

from evidence.errors import Problem
from evidence.formats.citations import read_citations
from evidence.models import PublicationBase

SAMPLES = Path(__file__).parent / "data" / "citations"


def records_of(content: str | bytes | Path) -> list[PublicationBase]:
    """The records, with no problem on the way."""
    items = list(read_citations(content.encode() if isinstance(content, str) else content))
    problems = [item for item in items if isinstance(item, Problem)]
    assert not problems, problems
    return [item for item in items if isinstance(item, PublicationBase)]


def one(content: str | bytes | Path) -> PublicationBase:
    (record,) = records_of(content)
    return record


def sample(name: str) -> Path:
    return SAMPLES / name
