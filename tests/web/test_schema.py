"""Whatever its own description lets one ask, the API answers as described, and never breaks."""

from __future__ import annotations

import re

import schemathesis
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from dateline.store import Store
from dateline.web import api, pages

#: So many questions for each address: enough for the corners, few enough for every day.
QUESTIONS = 12


def test_every_answer_is_as_described(client: TestClient) -> None:
    headers = {"Host": "127.0.0.1", "X-CSRF-Token": client.headers["X-CSRF-Token"]}
    schema = schemathesis.openapi.from_asgi("/openapi.json", client.app, headers=headers)
    operations = [found.ok() for found in schema.get_all_operations()]
    every = {(m, route.path) for route in api.ROUTERS[0].routes for m in route.methods}
    assert {(one.method.upper(), one.path) for one in operations} == every  # the whole API is described, and asked
    for operation in operations:

        @settings(
            max_examples=QUESTIONS,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def ask(case: schemathesis.Case) -> None:
            answer = case.call(headers=headers)
            checks = [not_a_server_error]
            if answer.status_code < 400:
                checks += [response_schema_conformance, content_type_conformance]
            case.validate_response(answer, checks=checks)

        ask()


#: Names that some page takes, and values that none may break at.
NAMES = ("q", "page", "sort", "state", "event", "bbox", "view", "start", "end", "as_of", "measure", "of", "at", "next")
VALUES = (
    "",
    "\x00",
    "-1",
    "1e999",
    "9" * 40,
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "%s'\"<",
    "null",
)


def test_no_page_breaks_at_what_it_is_asked(client: TestClient, kept: Store) -> None:
    """The pages are no part of the description: every address is asked with values that do not fit."""
    paths = [
        route.path
        for router in pages.ROUTERS
        for route in router.routes
        if isinstance(route, APIRoute) and "GET" in route.methods
    ]
    claim = next(iter(kept.claims()))
    wrong = []

    @settings(max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(
        path=st.sampled_from(paths),
        asked=st.dictionaries(st.sampled_from(NAMES), st.sampled_from(VALUES) | st.text(max_size=8), max_size=4),
        key=st.sampled_from((claim.report, claim.id, "x", "\u202e", "..%2f..", "c-" + "0" * 16)),
    )
    def ask(path: str, asked: dict[str, str], key: str) -> None:
        address = re.sub(r"\{[^}]*\}", key, path)
        asked = {name: value.encode("utf-8", "replace").decode() for name, value in asked.items()}
        answer = client.get(address, params=asked)
        if answer.status_code >= 500:
            wrong.append((address, asked, answer.status_code))

    ask()
    assert wrong == []
