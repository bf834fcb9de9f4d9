"""What the tests of the seed files share: each file read plainly, and its records validated."""

import csv
import io
from functools import cache
from typing import Any

import yaml

from evidence.models import CitationBase, ClaimBase, PublicationBase, StudyBase, StudyTypeBase
from evidence.seeds import seed_file


def text_of(name: str) -> str:
    """The decoded file; line ends are left as they are."""
    return seed_file(name).read_bytes().decode("utf-8")


def records_in(name: str, section: str) -> list[dict[str, Any]]:
    found = yaml.load(text_of(name), Loader=yaml.CSafeLoader)[section]
    assert isinstance(found, list)
    return found


def rows_in(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text_of(name), newline=""), strict=True))


def without(record: dict[str, Any], *links: str) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key not in links}


@cache
def claims() -> tuple[ClaimBase, ...]:
    """The claims in the order of the file."""
    return tuple(ClaimBase.model_validate(without(record, "page")) for record in records_in("claims.yaml", "claims"))


@cache
def publications() -> dict[str, PublicationBase]:
    """The publications by key."""
    records = [without(record, "study") for record in records_in("publications.yaml", "publications")]
    return {record["key"]: PublicationBase.model_validate(record) for record in records}


@cache
def studies() -> dict[str, StudyBase]:
    """The studies by key."""
    return {record["key"]: StudyBase.model_validate(record) for record in records_in("studies.yaml", "studies")}


@cache
def citations() -> tuple[tuple[str, str, CitationBase], ...]:
    """Claim key, publication key (empty where nobody could resolve it), and the record."""
    found = []
    for row in rows_in("citations.csv"):
        fields = {key: value for key, value in row.items() if value and key not in {"page", "claim", "publication"}}
        found.append((row["claim"], row["publication"], CitationBase.model_validate(fields)))
    return tuple(found)


@cache
def study_types() -> dict[str, StudyTypeBase]:
    """The study types by code."""
    lists = {"publication_type_uis", "mesh_uis", "stated_as"}
    return {
        row["code"]: StudyTypeBase.model_validate(
            {key: value.split("|") if key in lists else value for key, value in row.items() if value}
        )
        for row in rows_in("study_types.csv")
    }
