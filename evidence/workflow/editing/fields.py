"""Set fields of a record from text, typed and checked as loading checks them; the record given is left as it is."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar, cast

from evidence import store
from evidence.formats.json import record_json
from evidence.formats.rows import KINDS, LIMITS, Checker, Entry
from evidence.formats.rows.cells import JsonTextError, value_of
from evidence.formats.rows.kinds import nearest
from evidence.formats.rows.yamltext import YamlTextError, yaml_documents
from evidence.models import Record
from evidence.vocabulary import Vocabulary
from evidence.workflow.editing.errors import BadValueError, UnknownFieldError, UnreadableFileError

R = TypeVar("R", bound=Record)

FIXED = {
    "claims": frozenset(
        {"page", "capture", "key", "start", "end", "quote", "prefix", "suffix", "origin", "status", "cues"}
    ),
    "studies": frozenset({"key", "draft", "passages"}),
    "publications": frozenset({"key", "study", "source_record", "source_format", "not_kept", "csl"}),
}
"""What is not set by name: what identifies a record, where it stands, and what has a command of its own."""


def with_fields(db: store.Session, kind: str, record: R, changes: Mapping[str, Any]) -> R:
    """The record with these fields set; a text is read as a cell of a table is, an empty one as unknown.

    Where a condition or intervention is set and its code is not, the code is looked up in the vocabulary.

    Raises:
        UnknownFieldError: there is no such field, or it is not set by name.
        BadValueError: a field does not take its value.
    """
    of = KINDS[kind]
    values: dict[str, Any] = dict(record_json(record))
    own = {of.canonical(name): value for name, value in changes.items()}
    permitted = [name for name in of.columns if name not in FIXED[kind]]
    for given, name in zip(changes, own, strict=False):
        if name not in permitted:
            raise UnknownFieldError(given, permitted, nearest(name, permitted))
        try:
            value = own[name]
            values[name] = value_of(of.columns[name], value) if isinstance(value, str) else value
        except JsonTextError as error:
            raise BadValueError([(name, f"expected JSON: {error}")]) from error
    values |= _codes(db, values, own)
    checked = Checker(of, kind).checked(Entry(1, values))
    if isinstance(checked, list):
        raise BadValueError([(problem.column, problem.reason) for problem in checked])
    return cast("R", checked.record)


def _codes(db: store.Session, values: Mapping[str, Any], changed: Mapping[str, Any]) -> dict[str, str | None]:
    """The codes that go with what was set.

    Raises:
        BadValueError: a code that was set is not in its vocabulary.
    """
    names = {"condition", "intervention", "condition_code", "intervention_code", "design"}
    if not names & changed.keys():
        return {}
    terms = {
        "condition_code": {term.code for term in store.conditions(db)},
        "intervention_code": {term.code for term in store.interventions(db)},
        "design": {term.code for term in store.study_types(db)} | {"unknown"},
    }
    for name in terms.keys() & changed.keys():
        code = values[name]
        if code is not None and code not in terms[name]:
            raise BadValueError([(name, f"there is no code '{code}' in that vocabulary{nearest(code, terms[name])}")])
    vocabulary = Vocabulary.of(store.conditions(db), store.interventions(db), store.study_types(db))
    finders = {"condition": vocabulary.condition_code, "intervention": vocabulary.intervention_code}
    return {
        f"{name}_code": find(values[name]) if values[name] else None
        for name, find in finders.items()
        if name in changed and f"{name}_code" not in changed
    }


def fields_of_file(path: Path) -> dict[str, Any]:
    """The fields that a JSON or YAML file sets; a list in it is the results.

    Raises:
        UnreadableFileError: it is neither, or holds something else.
    """
    try:
        text = path.read_text(encoding="utf-8")
        documents = yaml_documents(text, LIMITS)
    except UnicodeDecodeError as error:
        raise UnreadableFileError(str(path), "it is not text in UTF-8") from error
    except YamlTextError as error:
        raise UnreadableFileError(str(path), str(error)) from error
    if len(documents) == 1 and isinstance(documents[0], list):
        return {"results": documents[0]}
    if len(documents) != 1 or not isinstance(documents[0], dict) or not documents[0]:
        raise UnreadableFileError(str(path), "it holds neither fields nor a list")
    return dict(documents[0])
