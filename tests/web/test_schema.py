"""Whatever its own description lets one ask, the API answers as described, and never breaks."""

from __future__ import annotations

import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

#: So many questions for each address: enough for the corners, few enough for every day.
QUESTIONS = 12


def test_every_answer_is_as_described(client: TestClient) -> None:
    headers = {"Host": "127.0.0.1", "X-CSRF-Token": client.headers["X-CSRF-Token"]}
    schema = schemathesis.openapi.from_asgi("/openapi.json", client.app, headers=headers)
    operations = [found.ok() for found in schema.get_all_operations()]
    assert {one.method for one in operations} == {"get", "post"}
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
