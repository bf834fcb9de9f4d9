"""What a person or a program may send: bounded, and without characters that no database keeps."""

from typing import Annotated, Any

from fastapi import Form, Query
from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, model_validator

from evidence.errors import EvidenceError

LARGEST = 2**31 - 1
"""The largest number that every kind of database keeps as an id or a year."""


class NotKeepableError(EvidenceError):
    """What was sent has a character that no database keeps."""

    def __init__(self, where: str) -> None:
        super().__init__(f"{where} holds a NUL character, which no database keeps: remove it")


def storable(text: str) -> str:
    r"""The text itself.

    >>> storable("a\x00b")
    Traceback (most recent call last):
    ...
    ValueError: the character U+0000 at 1 cannot be kept: remove it

    Raises:
        ValueError: it has a character that a database cannot keep.
    """
    for place, character in enumerate(text):
        if character == "\x00" or "\ud800" <= character <= "\udfff":
            raise ValueError(f"the character U+{ord(character):04X} at {place} cannot be kept: remove it")
    return text


def _all_storable(value: Any) -> None:
    """Look at every text in JSON, however deep."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            storable(one)
        elif isinstance(one, dict):
            waiting += [*one.keys(), *one.values()]
        elif isinstance(one, list):
            waiting += one


Kept = AfterValidator(storable)
Key = Annotated[str, StringConstraints(min_length=1, max_length=200), Kept]
Words = Annotated[str, StringConstraints(max_length=2000), Kept]
Number = Annotated[int, Query(ge=0, le=LARGEST)]
Year = Annotated[int | None, Query(ge=1500, le=2200)]
Line = Annotated[str, Form(max_length=2000), Kept]
"""One field of a form."""


class Sent(BaseModel):
    """The body of a request: no field that nobody reads, no text that cannot be kept."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _storable(cls, sent: Any) -> Any:
        _all_storable(sent)
        return sent
