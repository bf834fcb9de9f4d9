"""A publication's own fields, edited by a person: what other sources say stands beside, and who came second is told."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from evidence import store
from evidence.formats.citations.record import section, sections
from evidence.formats.json import record_json
from evidence.ids import registry_ids_in
from evidence.models import AbstractSection, PublicationBase, Standing
from evidence.store.curating import fields_set_by_hand
from evidence.store.other_values import other_values, owner_of
from evidence.web.addresses import query
from evidence.web.forms import SentForm, text_of
from evidence.web.inputs import Key, Line
from evidence.web.render import html
from evidence.web.who import Coder, ServerSetup
from evidence.workflow import editing

router = APIRouter(include_in_schema=False)

GROUPS: Mapping[str, tuple[str, ...]] = {
    "What it is": ("title", "authors", "collective_authors", "type", "design"),
    "Where it appeared": (
        "journal",
        "journal_abbreviation",
        "year",
        "issued",
        "volume",
        "issue",
        "pages",
        "publisher",
        "language",
        "url",
    ),
    "Identifiers": ("doi", "pmid", "pmcid", "registry_ids", "issn", "isbn"),
    "How it stands": ("standing",),
    "What it says": ("abstract", "notes"),
}
FIELDS = tuple(name for names in GROUPS.values() for name in names)
LISTS = frozenset({"authors", "collective_authors", "registry_ids", "issn"})
"""Fields of which the form shows one item a line."""
LONG = frozenset({"title", "abstract", "notes"})
HINTS = {
    "authors": "one a line, as Family, Given",
    "collective_authors": "groups and organisations, one a line",
    "issued": "as precise as it is known: 2020, 2020-03 or 2020-03-09",
    "doi": "in any spelling",
    "registry_ids": "one a line, such as NCT02467517",
    "issn": "one a line",
    "type": "a type of CSL, such as article-journal or chapter",
    "standing": "Yours, as of today. A registry that reports something graver will count instead.",
    "design": "What the study really is, whatever a page calls it.",
    "abstract": "A paragraph may begin with its label and a colon, as RESULTS: …",
}
LABELS = {
    "doi": "DOI",
    "pmid": "PMID",
    "pmcid": "PMCID",
    "issn": "ISSN",
    "isbn": "ISBN",
    "url": "Address",
    "registry_ids": "Trial registrations",
    "type": "Kind",
    "issued": "Date of issue",
    "journal_abbreviation": "Journal, abbreviated",
    "collective_authors": "Authors that are groups",
}


def shown(name: str, value: Any) -> str:
    r"""A value as the form shows it, given as a record's JSON has it.

    >>> shown("authors", ["Ng, Ada", "Ito, Bo"]), shown("year", 2020), shown("doi", None)
    ('Ng, Ada\nIto, Bo', '2020', '')
    >>> shown("abstract", [{"label": "AIM", "text": "To see."}, {"label": None, "text": "Seen."}])
    'AIM: To see.\n\nSeen.'
    """
    if name == "abstract" and isinstance(value, list):
        return "\n\n".join(f"{part['label']}: {part['text']}" if part["label"] else part["text"] for part in value)
    if isinstance(value, list):
        return "\n".join(str(one) for one in value)
    return "" if value is None else str(value)


def _read(name: str, text: str) -> Any:
    """The value that the text of a field stands for; an empty one is unknown."""
    if name == "abstract":
        return [one.model_dump() for paragraph in text.split("\n\n") for one in _parts(" ".join(paragraph.split()))]
    if name == "registry_ids":
        return list(registry_ids_in(text)) or _lines(text)
    if name in LISTS:
        return _lines(text)
    if name == "year" and text.isdecimal():
        return int(text)
    return text or {"standing": Standing.UNKNOWN.value, "type": "article-journal"}.get(name)


def _parts(paragraph: str) -> Iterable[AbstractSection]:
    label, colon, rest = paragraph.partition(": ")
    if colon and rest and label.isupper() and len(label) <= 80:
        return (section(label, rest),)
    return sections(paragraph)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _sent(form: FormData, than: PublicationBase) -> dict[str, str]:
    """The fields of a form that are otherwise than a record has them, as texts."""
    own = record_json(than)
    texts = {name: text_of(form, name).replace("\r\n", "\n") for name in FIELDS if name in form}
    return {name: text for name, text in texts.items() if text != shown(name, own[name]).strip()}


@router.get("/publication/edit")
def edit_form(request: Request, setup: ServerSetup, _who: Coder, key: Annotated[Key, Query()]) -> Response:
    """The form of a publication's own fields, with what other sources say beside them."""
    with store.session(setup.database, read_only=True) as db:
        found = store.publication(db, owner_of(db, key) or key)
        values = _form(db, found)
    return html(request, "publication_edit.html.j2", **values)


@router.post("/publication/edit")
def edit(request: Request, setup: ServerSetup, who: Coder, form: SentForm) -> Response:
    """Save the fields that differ from what the form showed; where somebody came first, show both and save nothing."""
    key, seen = text_of(form, "key"), text_of(form, "seen")
    with store.session(setup.database) as db:
        found = store.publication(db, owner_of(db, key) or key)
        changes = {name: _read(name, text) for name, text in _sent(form, found).items()}
        try:
            editing.edit_publication(db, found.key, changes, who.author(), seen=seen)
        except editing.StalePublicationError as stale:
            return html(request, "publication_edit.html.j2", status=409, **_second(db, found, form, str(stale)))
        except editing.BadValueError as bad:
            wrong = {str(name): reason for name, reason in bad.reasons}
            values = _form(db, found, mine=_sent(form, found)) | {"wrong": wrong, "said": str(bad)}
            return html(request, "publication_edit.html.j2", status=422, **values)
    return RedirectResponse(f"/publication?{query(key=found.key)}", 303)


@router.post("/publication/take")
def take(setup: ServerSetup, who: Coder, key: Line, field: Line, source: Line, seen: Line = "") -> Response:
    """Set a field to what another source says of it."""
    with store.session(setup.database) as db:
        said = next((one for one in other_values(db, key) if (one.field, one.source) == (field, source)), None)
        if said is None:
            raise store.errors.UnknownKeyError("value", f"{field} of {source}")
        editing.edit_publication(db, key, {field: said.value}, who.author(), seen=seen or None)
    return RedirectResponse(f"/publication?{query(key=key)}#said", 303)


def _second(db: store.Session, now: PublicationBase, form: FormData, said: str) -> dict[str, Any]:
    """The form for whoever came second: the record as it is now, with what they had changed themselves."""
    base = editing.publication_since(db, now, text_of(form, "seen")).record
    mine = _sent(form, base) if base is not None else {}
    own = record_json(now)
    clash = {name: shown(name, own[name]) for name in mine if base is not None and record_json(base)[name] != own[name]}
    told = "Your own changes stand in the form again" if mine else "The form shows what it is now"
    return _form(db, now, mine=mine) | {"said": f"{said}. {told}.", "clash": clash, "mine": mine}


def _form(db: store.Session, found: PublicationBase, *, mine: Mapping[str, str] | None = None) -> dict[str, Any]:
    """What the form of a publication carries; `mine` are texts that a person had typed already."""
    own = record_json(found)
    texts = {name: shown(name, own[name]) for name in FIELDS} | dict(mine or {})
    beside: dict[str, list[dict[str, str]]] = {}
    for one in other_values(db, found.key):
        if own.get(one.field) != one.value:
            beside.setdefault(one.field, []).append({"source": one.source, "value": shown(one.field, one.value)})
    return {
        "publication": found,
        "seen": editing.publication_fingerprint(found),
        "groups": GROUPS,
        "texts": texts,
        "beside": beside,
        "by_hand": fields_set_by_hand(db, [found.key])[found.key],
        "lists": LISTS,
        "long": LONG,
        "hints": HINTS,
        "labels": LABELS,
        "standings": list(Standing),
        "designs": store.study_types(db),
        "said": "",
        "wrong": {},
        "clash": {},
    }
