"""The page that asks in SQL: its answer, its files, its faults; who may ask what."""

from __future__ import annotations

from fastapi.testclient import TestClient
from tests.web.people.conftest import LogIn, guarded, log_in, peopled  # noqa: F401  # fixtures

from dateline.store import Role
from dateline.web.pages.query import EXAMPLES


def test_a_question_is_answered_with_links_and_files(client: TestClient) -> None:
    asked = {"sql": "SELECT id, event, position FROM claims ORDER BY id LIMIT 3"}
    page = client.get("/query", params=asked).text
    rows = client.get("/query.json", params=asked).json()
    assert len(rows) == 3
    assert all(f'<a href="/claims/{row["id"]}">' in page for row in rows)
    lines = client.get("/query.csv", params=asked).text.splitlines()
    assert lines[0] == "id,event,position"
    assert lines[1].split(",")[0] == rows[0]["id"]


def test_every_example_is_a_question_that_can_be_asked(client: TestClient) -> None:
    for sql in EXAMPLES.values():
        answer = client.get("/query", params={"sql": sql})
        assert "Not answered" not in answer.text, sql


def test_a_fault_is_told_on_the_page_and_to_a_program(client: TestClient) -> None:
    asked = {"sql": "DELETE FROM claims"}
    page = client.get("/query", params=asked)
    assert page.status_code == 200
    assert "Not answered" in page.text
    assert client.get("/query.json", params=asked).status_code == 400
    assert client.get("/query.json", params={"sql": "SELECT * FROM users"}).status_code == 400


def test_words_of_a_report_are_text_in_the_answer(client: TestClient) -> None:
    page = client.get("/query", params={"sql": "SELECT '<script>alert(1)</script>' AS words"}).text
    assert "<script>alert" not in page


def test_a_coder_asks_no_log_and_a_reader_nothing(log_in: LogIn) -> None:  # noqa: F811
    asked = {"sql": "SELECT count(*) AS entries FROM log"}
    assert log_in(f"{Role.READER} one").get("/query", params=asked).status_code == 403
    assert log_in(f"{Role.CODER} one").get("/query.json", params=asked).status_code == 400
    assert log_in(f"{Role.REVIEWER} one").get("/query.json", params=asked).json()[0]["entries"] > 0
