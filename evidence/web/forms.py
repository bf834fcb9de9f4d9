"""Read a form whose fields are not known beforehand, bounded."""

from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData

from evidence.web.inputs import NotKeepableError

MOST_FIELDS = 1000
LONGEST_FIELD = 200_000
"""Bytes."""


async def sent_form(request: Request) -> FormData:
    """The fields of a form, as a route that runs in a thread can take them.

    Raises:
        NotKeepableError: a field has a character that no database keeps.
    """
    form = await request.form(max_files=0, max_fields=MOST_FIELDS, max_part_size=LONGEST_FIELD)
    for name, value in form.multi_items():
        if "\x00" in name or (isinstance(value, str) and "\x00" in value):
            raise NotKeepableError("the form")
    return form


SentForm = Annotated[FormData, Depends(sent_form)]


def text_of(form: FormData, name: str, *, longest: int = LONGEST_FIELD) -> str:
    """The text of a field without spaces around it; empty where there is none."""
    value = form.get(name)
    return value.strip()[:longest] if isinstance(value, str) else ""
