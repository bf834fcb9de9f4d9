"""A work as Crossref's JSON has it to a publication, with the notices that change how it stands.

Members by https://github.com/CrossRef/rest-api-doc; kinds of notices by https://www.crossref.org/documentation/crossmark/.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from evidence.errors import Problem
from evidence.formats.citations import read_citations
from evidence.formats.citations.dates import read_csl_date
from evidence.formats.registries.members import parts, plain
from evidence.ids import registry_ids_in
from evidence.models import Heading, Notice, PublicationBase

SOURCE = "Crossref"
_TAKEN = (
    "type",
    "title",
    "container-title",
    "issued",
    "volume",
    "issue",
    "publisher",
    "language",
    "ISSN",
    "ISBN",
    "URL",
)
_NAME = ("family", "given", "suffix", "literal")
_PREPRINT = Heading(label="Preprint", ui="D000076942")
_KINDS = {
    "retraction": "Retraction",
    "partial_retraction": "PartialRetraction",
    "withdrawal": "Withdrawal",
    "removal": "Withdrawal",
    "expression_of_concern": "ExpressionOfConcern",
    "concern": "ExpressionOfConcern",
    "correction": "Erratum",
    "corrigendum": "Erratum",
    "erratum": "Erratum",
    "new_version": "Update",
    "new_edition": "Update",
}
"""Crossref's kinds of notices by PubMed's names for them."""
_FOR = {"Erratum": "ErratumFor", "ExpressionOfConcern": "ExpressionOfConcernFor"}


def read_crossref(work: Mapping[str, Any], notices: Iterable[Mapping[str, Any]] = ()) -> PublicationBase | None:
    """The publication of a work, None where there is nothing in it; `notices` are the works that update it.

    >>> work = {"DOI": "10.1000/A", "title": ["Tea"], "updated-by": [{"DOI": "10.1000/r", "type": "retraction"}]}
    >>> found = read_crossref(work)
    >>> found.doi, [(one.kind, one.doi) for one in found.notices]
    ('10.1000/a', [('RetractionIn', '10.1000/r')])
    """
    item: dict[str, Any] = {name: work[name] for name in _TAKEN if work.get(name)}
    item["DOI"] = work.get("DOI")
    item["page"] = work.get("page") or work.get("article-number")
    item["container-title-short"] = work.get("short-container-title") or None
    item["author"] = [_person(one) for one in parts(work, "author")]
    item["abstract"] = _abstract(work.get("abstract"))
    content = json.dumps({name: value for name, value in item.items() if value}, ensure_ascii=False).encode()
    records = [one for one in read_citations(content, form="csl", keep_source=False) if not isinstance(one, Problem)]
    if not records:
        return None
    numbers = [plain(one.get("clinical-trial-number")) for one in parts(work, "clinical-trial-number")]
    more: dict[str, Any] = {
        "source_format": "crossref",
        "registry_ids": registry_ids_in(" ".join(numbers)),
        "notices": _each_once(_notices(work, notices)),
    }
    if work.get("subtype") == "preprint":
        more["publication_types"] = (_PREPRINT,)
    return records[0].model_copy(update=more)


def _person(author: Mapping[str, Any]) -> dict[str, Any]:
    named = {name: text for name in _NAME if (text := plain(author.get(name)))}
    return named if named.get("family") else {"literal": plain(author.get("name")) or " ".join(named.values())}


def _abstract(text: Any) -> str | None:
    """The abstract without its marks; a heading becomes a label."""
    if not isinstance(text, str):
        return None
    text = re.sub(r"<(?:jats:)?title>\s*Abstract\s*</(?:jats:)?title>", "", text, flags=re.IGNORECASE)
    text = re.sub(r"<(?:jats:)?title>\s*([^<]+?):?\s*</(?:jats:)?title>", r" \1: ", text)
    return " ".join(re.sub(r"<[^<>]+>", " ", text).split())


def _notices(work: Mapping[str, Any], others: Iterable[Mapping[str, Any]]) -> Iterator[Notice]:
    """The notices about this work, wherever Crossref has them, and what it says of others."""
    own = _doi(work)
    for update in parts(work, "updated-by"):
        yield _notice(update, _doi(update), about_it=True)
    for update in parts(work, "update-to"):
        yield _notice(update, _doi(update), about_it=_doi(update) == own)
    for other in others:
        for update in parts(other, "update-to"):
            if _doi(update) == own and _doi(other) != own:
                yield _notice(update, _doi(other), about_it=True)


def _doi(record: Mapping[str, Any]) -> str | None:
    return plain(record.get("DOI")).lower() or None


def _notice(update: Mapping[str, Any], doi: str | None, *, about_it: bool) -> Notice:
    said = (plain(update.get("type")) or "update").lower().replace("-", "_").replace(" ", "_")
    kind = _KINDS.get(said, said)
    on = read_csl_date(update["updated"]).written if isinstance(update.get("updated"), dict) else None
    words = said.replace("_", " ")
    source = f"{SOURCE}: {words} of {on}" if on else f"{SOURCE}: {words}"
    return Notice(kind=f"{kind}In" if about_it else _FOR.get(kind, f"{kind}Of"), source=source, doi=doi)


def _each_once(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """The first notice of each kind from each place."""
    kept: dict[tuple[str, str | None], Notice] = {}
    for notice in notices:
        kept.setdefault((notice.kind, notice.doi), notice)
    return tuple(kept.values())
