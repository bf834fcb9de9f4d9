"""Nothing that the description of the interface allows, or that spite can think of, makes the workbench fail.

Values are made from the OpenAPI description: right ones, keys of records that are there, and hostile ones.
"""

import json
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from evidence import store
from evidence.store.citations import Pointer
from tests import stored
from tests.served import application, someone, stored_page
from tests.served import cheap_passwords as cheap_passwords  # noqa: PLC0414 - a fixture
from tests.test_web_security import routes

pytestmark = pytest.mark.usefixtures("cheap_passwords")

KNOWN = [
    "clinic.txt",
    "C001",
    "C002",
    "pub",
    "study",
    "pain",
    "rct",
    "claims",
    "VER001",
    "ana",
    "2019",
    "It is completely safe.",
]
HOSTILE_TEXT = [
    "",
    " ",
    "\x00",
    "\ud800",
    "'; DROP TABLE claim; --",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "%00",
    "{{ 7 * 7 }}",
    "a" * 3000,
    "\u202e\u0301",
    '"',
    "title:",
    "NOT",
    "((((",
    "9" * 400,
    "-1",
    "1e999",
    "NaN",
]
HOSTILE: list[Any] = [
    None,
    True,
    -1,
    0,
    2**63,
    -(2**70),
    1.5,
    1e308,
    [],
    {},
    [[]],
    {"a": None},
    ["C001"] * 60,
    *HOSTILE_TEXT,
]
FIELDS = [
    "claim_type",
    "study_year",
    "effects",
    "results",
    "arms",
    "sample_size",
    "start",
    "notes",
    "nope",
    "condition",
]

PLAIN: dict[str, st.SearchStrategy[Any]] = {
    "string": st.integers(1, 3).flatmap(
        lambda number: st.sampled_from(KNOWN) if number < 3 else st.one_of(st.sampled_from(HOSTILE_TEXT), st.text())
    ),
    "integer": st.one_of(st.integers(0, 9), st.integers(1, 40), st.integers(1990, 2030), st.integers()),
    "number": st.floats(allow_nan=False, allow_infinity=False),
    "boolean": st.booleans(),
    "null": st.none(),
}


def strategy(schema: dict[str, Any], parts: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values for a schema, seven in eight as it wants them."""
    return _mostly(_right(schema, parts), st.sampled_from(HOSTILE))


def _mostly(usual: st.SearchStrategy[Any], odd: st.SearchStrategy[Any], times: int = 7) -> st.SearchStrategy[Any]:
    """The usual so many times for each odd one: `one_of` counts a strategy once however often it is named."""
    return st.integers(1, times + 1).flatmap(lambda number: usual if number <= times else odd)


def _right(schema: dict[str, Any], parts: dict[str, Any]) -> st.SearchStrategy[Any]:
    if "$ref" in schema:
        return _right(parts[schema["$ref"].rpartition("/")[2]], parts)
    if "anyOf" in schema:
        return st.one_of(*(_right(one, parts) for one in schema["anyOf"]))
    if "enum" in schema or "const" in schema:
        return st.sampled_from(schema.get("enum") or [schema["const"]])
    if schema.get("type") == "array":
        return st.lists(strategy(schema.get("items", {}), parts), max_size=3)
    if schema.get("type") == "object":
        return _object(schema, parts)
    return PLAIN.get(schema.get("type", ""), st.sampled_from(HOSTILE))


def _object(schema: dict[str, Any], parts: dict[str, Any]) -> st.SearchStrategy[Any]:
    if "properties" not in schema:
        return st.dictionaries(st.sampled_from(FIELDS), st.one_of(st.sampled_from(HOSTILE), st.integers(), st.text()))
    needed = set(schema.get("required", ()))
    fields = {name: strategy(one, parts) for name, one in schema["properties"].items()}
    return st.fixed_dictionaries(
        {name: one for name, one in fields.items() if name in needed},
        optional={name: one for name, one in fields.items() if name not in needed},
    )


def requests(described: dict[str, Any]) -> st.SearchStrategy[tuple[str, str, dict[str, Any]]]:
    """A method, an address with its query, and what goes with it.

    Every strategy is built here, before anything is drawn: built while drawing, what Hypothesis takes for
    the same one would depend on its cache, and the same choices could give another request.
    """
    parts = described["components"]["schemas"]
    return st.one_of(
        [_request(path, verb, one, parts) for path, verbs in described["paths"].items() for verb, one in verbs.items()]
    )


def _request(
    path: str, verb: str, operation: dict[str, Any], parts: dict[str, Any]
) -> st.SearchStrategy[tuple[str, str, dict[str, Any]]]:
    parameters = operation.get("parameters", ())
    values = {one["name"]: strategy(one["schema"], parts) for one in parameters}
    always = {one["name"] for one in parameters if one.get("required") or one["in"] != "query"}
    given_values = st.fixed_dictionaries(
        {name: value for name, value in values.items() if name in always},
        optional={name: value for name, value in values.items() if name not in always},
    )
    places = {one["name"]: one["in"] for one in parameters}
    body: st.SearchStrategy[Any] = st.none()
    if "requestBody" in operation:
        body = strategy(operation["requestBody"]["content"]["application/json"]["schema"], parts).map(_json)
    return st.builds(lambda drawn, content: _sendable(path, verb, places, drawn, content), given_values, body)


def _sendable(
    path: str, verb: str, places: dict[str, str], drawn: dict[str, Any], content: bytes | None
) -> tuple[str, str, dict[str, Any]]:
    query: list[tuple[str, str]] = []
    headers: dict[str, str] = {}
    for name, value in drawn.items():
        if places[name] == "path":
            path = path.replace(f"{{{name}}}", quote(_sent(value), safe="/"))
        elif places[name] == "header":
            headers[name] = quote(_sent(value))[:90]
        else:
            query += [(name, _sent(one)) for one in (value if isinstance(value, list) else [value])]
    address = path + ("?" + "&".join(f"{name}={quote(value)}" for name, value in query) if query else "")
    if content is None:
        return verb.upper(), address, {"headers": headers}
    return verb.upper(), address, {"headers": headers | {"Content-Type": "application/json"}, "content": content}


def _sent(value: Any) -> str:
    return str(value).encode("utf-8", "replace").decode()


def _json(value: Any) -> bytes:
    return json.dumps(value).encode()


@pytest.fixture
def browser(sqlite_url: str) -> TestClient:
    """An owner's browser, over a page with claims, a publication and its study."""
    stored_page(sqlite_url)
    with store.session(sqlite_url) as db:
        stored.vocabulary(db)
        store.save_studies(db, [stored.study(draft=True)], stored.BY)
        store.save_publications(db, [stored.publication()], stored.BY, studies=["study"])
        snapshot = store.newest_snapshot(db, "clinic.txt")
        store.save_citations(db, snapshot, [Pointer("C001", stored.citation(), "pub")], stored.BY)
    return someone(application(sqlite_url))


def test_no_request_makes_the_interface_fail(browser: TestClient) -> None:
    made = requests(browser.get("/api/openapi.json").json())

    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(made)
    def asked(request: tuple[str, str, dict[str, Any]]) -> None:
        verb, address, more = request
        answer = browser.request(verb, address, **more)
        assert answer.status_code < 500, (verb, address, more, answer.text)
        if answer.status_code >= 400:
            assert set(answer.json()) == {"error"}
            assert "\n" not in answer.json()["error"].strip()

    asked()


def test_no_address_of_a_screen_makes_the_workbench_fail_whatever_it_asks(browser: TestClient) -> None:
    screens = {route.path: _asked(route) for route in routes(browser.app) if "GET" in (route.methods or ())}
    for path, names in screens.items():
        if "{" in path or path.startswith("/static"):
            continue
        for text in ["clinic.txt", "1", "", "\x00", "'; DROP TABLE claim; --", "9" * 400, "(((("]:
            sent = text.encode("utf-8", "replace").decode()
            answer = browser.get(path, params=dict.fromkeys(names, sent))
            assert answer.status_code < 500, (path, text, answer.text)


def _asked(route: Any) -> list[str]:
    """The names of what an address may carry, those of a model's fields among them."""
    names: list[str] = []
    for one in route.dependant.query_params if hasattr(route, "dependant") else ():
        fields = getattr(one.field_info.annotation, "model_fields", None)
        names += fields or [one.alias]
    return names
