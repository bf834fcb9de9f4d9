"""What the templates of the reading view are given: the page, the chosen claim, and what is kept from this person."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from evidence import store
from evidence.web.fields import FORM, form_values
from evidence.web.numbers import NUMBER_FORM, NumberedRow, number_rows, numbers_words
from evidence.web.seats import hides_suggestion, hides_suggestions, is_reviewer, seat_at
from evidence.web.views import claim_view, reading_view
from evidence.web.who import Caller
from evidence.workflow.review import Seat

Values = dict[str, Any]


class Place(NamedTuple):
    """Where a person reads: a page, within a project where they came from its queue."""

    page: str
    project: str | None = None


def page_values(db: store.Session, who: Caller, place: Place) -> Values:
    """The page's text with its claims.

    Raises:
        UnknownKeyError: there is no such page or project, or nothing of the page was captured.
    """
    blind = hides_suggestions(db, _seat(db, who, place), place.page)
    return {"view": reading_view(db, place.page), "blind": blind, "page": place.page, "project": place.project}


class Kept(NamedTuple):
    """What a person set in the form of a claim and was not saved: values of fields, and the numbers if they differ."""

    fields: Mapping[str, str] = MappingProxyType({})
    numbers: Sequence[NumberedRow] | None = None


def claim_values(db: store.Session, who: Caller, place: Place, key: str | None, *, kept: Kept | None = None) -> Values:
    """The chosen claim, or none.

    Raises:
        NoSuchClaimError: the page has no such claim.
        UnknownKeyError: there is no such project.
    """
    kept = kept or Kept()
    values: Values = {"page": place.page, "project": place.project, "form": FORM, "kept": kept.fields, "shown": None}
    if key is None:
        return values | {"hidden": False}
    shown = claim_view(db, place.page, key)
    hidden = hides_suggestion(db, _seat(db, who, place), shown.standing.id)
    claim = shown.standing.claim
    values |= {"shown": shown, "hidden": hidden, "values": form_values(claim), "number_form": NUMBER_FORM}
    rows = number_rows(claim) if kept.numbers is None else kept.numbers
    return values | {
        "numbers": rows,
        "numbers_kept": kept.numbers is not None,
        "numbers_now": numbers_words(claim),
    }


def _seat(db: store.Session, who: Caller, place: Place) -> Seat | None:
    return seat_at(db, who, place.page, place.project) if is_reviewer(db, who) else None
