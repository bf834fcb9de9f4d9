"""The library: search it, read a publication, say which claims lean on it, and put citation files in."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Query, Request, UploadFile
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from evidence import store
from evidence.errors import EvidenceError
from evidence.formats.json import record_json
from evidence.models import CitationStatus, PublicationBase, Standing, StudyBase
from evidence.report.sources import publication_links, publication_standing, study_facts
from evidence.report.words import design_words
from evidence.store.citing import Citing, claims_citing
from evidence.store.curating import fields_set_by_hand
from evidence.store.duplicates import count_pairs, pairs
from evidence.store.other_values import aliases_of, other_values, owner_of
from evidence.store.splitting import merged_into
from evidence.store.trials import same_trial
from evidence.web.addresses import query
from evidence.web.finding import found_publications
from evidence.web.inputs import Kept, Key, Line
from evidence.web.render import html
from evidence.web.seeing import blind_in
from evidence.web.taking import taken
from evidence.web.who import Caller, Coder, Reader, ServerSetup
from evidence.workflow import editing
from evidence.workflow.audit import audit
from evidence.workflow.cite import decide, find_claim
from evidence.workflow.tables import code_named

router = APIRouter(include_in_schema=False)

SHOWN = 25
DECISIONS = {"confirm": CitationStatus.CONFIRMED, "refuse": CitationStatus.REFUSED}
Decision = Annotated[Literal["confirm", "refuse"], Form()]


def _or_none(value: Any) -> Any:
    return None if value == "" else value


YearAsked = Annotated[Annotated[int, Field(ge=1500, le=2200)] | None, BeforeValidator(_or_none)]
Text = Annotated[str, Field(max_length=500), Kept]


@dataclass(frozen=True)
class Shown:
    """A publication of a list, with where the words were found."""

    publication: PublicationBase
    where: str = ""
    snippet: str = ""


class SearchForm(BaseModel):
    """What the search form holds; what is left empty asks nothing."""

    model_config = ConfigDict(extra="ignore")

    q: Text = ""
    year_from: YearAsked = None
    year_to: YearAsked = None
    design: Text = ""
    condition: Text = ""
    journal: Text = ""
    standing: Annotated[Standing | None, BeforeValidator(_or_none)] = None
    after: Text = ""
    start: Annotated[int, Field(ge=0, le=10_000)] = 0

    @property
    def is_filtered(self) -> bool:
        """Whether anything but words is asked for."""
        return any((self.year_from, self.year_to, self.design, self.condition, self.journal, self.standing))

    def filters(self, db: store.Session) -> store.Filters:
        """The conditions on the record, with the condition's code.

        Raises:
            UnknownTermError: the vocabulary has no such condition.
        """
        asked = self.condition
        return {
            "year": (self.year_from, self.year_to),
            "design": self.design or None,
            "condition": code_named("condition", store.conditions(db), asked) if asked else None,
            "journal": self.journal or None,
            "standing": self.standing,
        }

    def address(self, **others: Any) -> str:
        """The same search elsewhere in its hits."""
        values = self.model_dump(mode="json", exclude_defaults=True, exclude={"start", "after"}) | others
        return f"/library?{query(**{name: str(value) for name, value in values.items()})}"

    def later(self, last: Shown) -> str:
        """Where the list goes on after the last that is shown."""
        return self.address(start=self.start + SHOWN) if self.q else self.address(after=last.publication.key)


@router.get("/library")
def library(request: Request, setup: ServerSetup, _who: Reader, asked: Annotated[SearchForm, Query()]) -> Response:
    """The search form with its hits; without words the publications by key."""
    with store.session(setup.database, read_only=True) as db:
        terms: dict[str, Any] = {"conditions": store.conditions(db), "designs": store.study_types(db)}
        terms["waiting"] = count_pairs(db)
    terms |= {"standings": list(Standing), "standing_of": publication_standing, "design_of": design_words}
    said = ""
    try:
        shown = _found(setup.database, asked)
    except EvidenceError as error:
        shown, said = [], str(error)
    more = asked.later(shown[SHOWN - 1]) if len(shown) > SHOWN else ""
    before = asked.address(start=asked.start - SHOWN) if asked.start >= SHOWN else ""
    found: dict[str, Any] = {"shown": shown[:SHOWN], "more": more, "before": before, "said": said}
    return html(request, "library.html.j2", status=422 if said else 200, asked=asked, **terms, **found)


def _found(database: str, asked: SearchForm) -> list[Shown]:
    """The publications of a screen and one more, where there is one.

    Raises:
        BadSearchError: the words cannot be read.
        UnknownTermError: the vocabulary has no such condition.
    """
    with store.session(database, read_only=True) as db:
        filters = asked.filters(db)
        if not asked.q:
            return [Shown(one) for one in store.publications(db, after=asked.after, limit=SHOWN + 1)]
    hits = found_publications(database, asked.q, filters, (SHOWN + 1, asked.start))
    return [Shown(*hit) for hit in hits]


@router.get("/publication")
def publication(request: Request, setup: ServerSetup, who: Reader, key: Annotated[Key, Query()]) -> Response:
    """A publication with everything known about it, and the claims that cite it."""
    with store.session(setup.database, read_only=True) as db:
        found = store.publication(db, owner_of(db, key) or key)
        study_key = store.study_of_publication(db, found.key)
        study = store.study(db, study_key) if study_key else None
        citing = claims_citing(db, found.key)
        beside = _beside(db, found)
        pages = [entry.page.key for entry in store.pages(db) if entry.snapshots]
        blind = _blind_pages(db, setup, who, citing)
    view: dict[str, Any] = {"links": publication_links(found, study), "standing": publication_standing(found)}
    view["design_of"] = design_words
    return html(
        request,
        "publication.html.j2",
        publication=found,
        study=study,
        facts=_facts(study, found),
        citing=citing,
        pages=pages,
        blind=blind,
        **beside,
        **view,
    )


def _beside(db: store.Session, publication: PublicationBase) -> dict[str, Any]:
    """What other sources say otherwise, what people set, its other names, and how many it may be one with."""
    own = record_json(publication)
    said = [one for one in other_values(db, publication.key) if own.get(one.field) != one.value]
    return {
        "said": said,
        "seen": editing.publication_fingerprint(publication),
        "by_hand": fields_set_by_hand(db, [publication.key])[publication.key],
        "aliases": aliases_of(db, publication.key),
        "merged": merged_into(db, publication.key),
        "trial": same_trial(db, publication.key),
        "doubles": len(pairs(db, of=publication.key)),
    }


def _facts(study: StudyBase | None, publication: PublicationBase) -> Any:
    return study_facts(study, publication) if study is not None else ()


def _blind_pages(db: store.Session, setup: ServerSetup, who: Caller, citing: list[Citing]) -> set[str]:
    """The pages on which a blind protocol keeps suggestions from the person."""
    return {page for page in {one.page for one in citing} if blind_in(db, setup, who, page) is not None}


@router.post("/publication/decide")
def decide_citing(setup: ServerSetup, who: Coder, key: Line, page: Line, claim: Line, decision: Decision) -> Response:
    """Confirm or refuse that a claim means this publication, and check the claim again.

    A claim that did not point at it does from now on.
    """
    with store.session(setup.database) as db:
        by = who.author()
        decide(db, find_claim(db, claim, page), key, DECISIONS[decision], by)
        audit(db, page, by, claims={claim})
    return RedirectResponse(f"/publication?{query(key=key)}#citing", 303)


@router.post("/publication/study")
def start_study(setup: ServerSetup, who: Coder, key: Line) -> Response:
    """Start the study that a publication reports."""
    with store.session(setup.database) as db:
        study = editing.add_study(db, key, who.author())
    return RedirectResponse(f"/study?{query(key=study.key)}", 303)


@router.get("/library/add")
def add_form(request: Request, _who: Coder) -> Response:
    """Ask for a citation file."""
    return html(request, "library_add.html.j2", loaded=None)


@router.post("/library/add")
def add(request: Request, setup: ServerSetup, who: Coder, file: UploadFile) -> Response:
    """Load a citation file as a whole or not at all, and say what came of it."""
    loaded = taken(setup.database, file.filename or "", file.file, who.author())
    return html(request, "library_add.html.j2", status=422 if loaded.refused else 200, loaded=loaded)
