"""What records of a file point at, looked up in the database once: pages and their text, keys and codes that exist."""

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from evidence import store
from evidence.formats.rows.anchors import Misplaced
from evidence.store.errors import UnknownKeyError
from evidence.store.saving import ids_of
from evidence.vocabulary import Vocabulary
from evidence.workflow.keys import capture_name


@dataclass(frozen=True)
class Moment:
    """A snapshot of a page: its id and its text."""

    page: str
    snapshot_id: int
    text: str


@dataclass
class Context:
    """The open transaction, who loads, the file being loaded, and what was looked up so far."""

    db: store.Session
    by: store.Author
    path: Path
    _moments: dict[tuple[str | None, str | None], Moment | Misplaced] = field(default_factory=dict)
    _known: dict[tuple[str, str], bool] = field(default_factory=dict)

    @cached_property
    def pages(self) -> list[store.PageEntry]:
        """All pages."""
        return store.pages(self.db)

    @cached_property
    def codes(self) -> Mapping[str, frozenset[str]]:
        """The codes of each vocabulary; empty where it has not been loaded."""
        return {
            "condition_code": frozenset(term.code for term in store.conditions(self.db)),
            "intervention_code": frozenset(term.code for term in store.interventions(self.db)),
            "design": frozenset(term.code for term in store.study_types(self.db)),
        }

    @cached_property
    def code_of(self) -> Mapping[str, Callable[[str], str | None]]:
        """What finds the code for a condition or intervention as a page or paper names it."""
        return code_finders(self.db)

    def page_text(self, name: str | None, capture: str | None) -> str | Misplaced:
        """The text a claim's quote has to stand in, or why there is none."""
        found = self.moment(name, capture)
        return found if isinstance(found, Misplaced) else found.text

    def moment(self, name: str | None, capture: str | None) -> Moment | Misplaced:
        """The snapshot of the page called this: by key, address or file name; unnamed, of the only page.

        `capture` says which, by the hash of its bytes, with what read them or without; None is the newest.
        """
        if (name, capture) not in self._moments:
            self._moments[name, capture] = self._moment(name, capture)
        return self._moments[name, capture]

    def _moment(self, name: str | None, capture: str | None) -> Moment | Misplaced:
        entry = self._page(name)
        if isinstance(entry, Misplaced):
            return entry
        if entry.snapshot_id is None:
            reason = f"of page '{entry.page.key}' no words are stored: audit it, or load its row with a 'file'"
            return Misplaced("page", reason)
        if capture is not None:
            return self._captured(entry.page.key, capture)
        snapshot = store.snapshot(self.db, entry.snapshot_id)
        return Moment(entry.page.key, entry.snapshot_id, snapshot.text)

    def _captured(self, page: str, capture: str) -> Moment | Misplaced:
        for snapshot_id in store.snapshots_of(self.db, page):
            snapshot = store.snapshot(self.db, snapshot_id)
            if capture in {snapshot.sha256, capture_name(snapshot)}:
                return Moment(page, snapshot_id, snapshot.text)
        return Misplaced("capture", f"page '{page}' has no capture '{capture}': load its snapshot first")

    def _page(self, name: str | None) -> store.PageEntry | Misplaced:
        entries = self._named(name) if name is not None else self._nearby()
        if len(entries) == 1:
            return entries[0]
        keys = sorted(entry.page.key for entry in (entries or self.pages))
        listed = ", ".join(keys[:8]) + (", …" if len(keys) > 8 else "")
        if name is None:
            known = f"one of {listed}" if keys else "there is no page in the database yet"
            return Misplaced("page", f"the file does not say which page: add a column 'page' or give --page; {known}")
        if entries:
            return Misplaced("page", f"'{name}' may be any of the pages {listed}: give the key")
        close = difflib.get_close_matches(name, keys, n=1)
        hint = f"; did you mean '{close[0]}'?" if close else f"; pages are {listed}" if keys else ""
        return Misplaced("page", f"there is no page '{name}' in the database{hint}")

    def _named(self, name: str) -> list[store.PageEntry]:
        """The page with this key; else those with this address, else those whose file is called so."""
        tests: tuple[Callable[[store.PageEntry], bool], ...] = (
            lambda entry: entry.page.key == name,
            lambda entry: entry.page.address == name,
            lambda entry: Path(entry.page.address).name == Path(name).name,
        )
        for test in tests:
            found = [entry for entry in self.pages if test(entry)]
            if found:
                return found
        return []

    def _nearby(self) -> list[store.PageEntry]:
        """The only page there is, else those whose file lies beside the file being loaded."""
        if len(self.pages) == 1:
            return self.pages
        return [entry for entry in self.pages if (self.path.parent / Path(entry.page.address).name).is_file()]

    def forget_pages(self) -> None:
        """Look pages up anew, because some were added."""
        self.__dict__.pop("pages", None)
        self._moments.clear()

    def forget_codes(self) -> None:
        """Look vocabularies up anew, because terms were added."""
        self.__dict__.pop("codes", None)
        self.__dict__.pop("code_of", None)

    def missing(self, table: str, keys: Iterable[str]) -> set[str]:
        """Those of the keys that are not in the database."""
        asked = {key for key in keys if not self._known.get((table, key))}
        try:
            found = ids_of(self.db, table, asked)
        except UnknownKeyError:
            found = {key: 1 for key in asked if self._is_there(table, key)}
        self._known.update({(table, key): True for key in found})
        return asked - found.keys()

    def _is_there(self, table: str, key: str) -> bool:
        try:
            ids_of(self.db, table, [key])
        except UnknownKeyError:
            return False
        return True


def code_finders(db: store.Session) -> Mapping[str, Callable[[str], str | None]]:
    """For the fields `condition` and `intervention`, what finds their code in the vocabulary of this database."""
    vocabulary = Vocabulary.of(store.conditions(db), store.interventions(db), store.study_types(db))
    remembered = lru_cache(maxsize=4096)
    return {
        "condition": remembered(vocabulary.condition_code),
        "intervention": remembered(vocabulary.intervention_code),
    }
