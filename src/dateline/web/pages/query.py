"""`/query`: the store asked in SQL, read and never changed."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, Response

from dateline.errors import StoreError
from dateline.store.questions import ROWS, SECONDS, STATEMENT, Answer
from dateline.web import files
from dateline.web.people.person import person_of, store_of
from dateline.web.rendering import page

router = APIRouter(include_in_schema=False)
Sql = Annotated[str, Query(max_length=STATEMENT)]
#: What only a reviewer reads on the pages only a reviewer reads here.
FOR_REVIEWERS = ("log", "decisions", "decided", "parts")
EXAMPLES = {
    "Claims by event and stance": """SELECT event, record ->> 'stance' AS stance, count(*) AS claims
FROM claims GROUP BY event, stance ORDER BY claims DESC""",
    "Incidents with the most dead": """SELECT id, event, start, place, killed, origins, status
FROM incidents WHERE killed IS NOT NULL ORDER BY killed DESC LIMIT 50""",
    "Reports by publisher and month": """SELECT publisher, substr(published, 1, 7) AS month, count(*) AS reports
FROM reports GROUP BY publisher, month ORDER BY month DESC, reports DESC""",
    "Numbers, and the words that give them": """SELECT claims.id, f.value ->> 'measure' AS measure,
       f.value ->> 'best' AS best, f.value ->> '$.mention.text' AS words
FROM claims, json_each(claims.record, '$.figures') AS f ORDER BY best DESC LIMIT 100""",
}
#: A value in a cell is cut after so many letters.
CELL = 300


@router.get("/query")
def show(request: Request, sql: Sql = "") -> HTMLResponse:
    """The question, its answer, and what there is to ask."""
    answer, fault = None, ""
    store, hidden = store_of(request), _hidden(request)
    try:
        tables = store.shapes(hidden=hidden)
        answer = store.ask(sql, hidden=hidden) if sql.strip() else None
    except StoreError as error:
        tables, fault = [], str(error)
        if store.address.path is not None:
            tables = store.shapes(hidden=hidden)
    known: dict[str, Any] = {"tables": tables, "examples": EXAMPLES, "seconds": SECONDS, "most": ROWS}
    rows = [[_cell(value) for value in row] for row in answer.rows] if answer else []
    return page(request, "query.html", sql=sql, answer=answer, rows=rows, fault=fault, **known)


@router.get("/query.csv")
def as_csv(request: Request, sql: Sql = "") -> Response:
    """The answer as CSV."""
    answer = _answer(request, sql)
    return files.as_csv("query", answer.columns, _records(answer))


@router.get("/query.json")
def as_json(request: Request, sql: Sql = "") -> Response:
    """The answer as JSON."""
    return files.as_json("query", _records(_answer(request, sql)))


def _answer(request: Request, sql: str) -> Answer:
    try:
        return store_of(request).ask(sql, hidden=_hidden(request))
    except StoreError as error:
        raise StoreError(f"search: {error}") from None  # a fault of the question, not of the store


def _hidden(request: Request) -> tuple[str, ...]:
    return () if person_of(request).may("reviewer") else FOR_REVIEWERS


def _records(answer: Answer) -> list[dict[str, Any]]:
    return [dict(zip(answer.columns, map(_told, row), strict=True)) for row in answer.rows]


def _told(value: Any) -> Any:
    """A value as a file holds it; bytes are counted, not shown."""
    return f"({len(value):,} bytes)" if isinstance(value, bytes) else value


def _cell(value: Any) -> tuple[str, bool]:
    """A value as a table shows it, and whether it is a number."""
    told = _told(value)
    words = "" if told is None else f"{told:.15g}" if isinstance(told, float) else str(told)
    return (words if len(words) <= CELL else f"{words[:CELL]}…"), isinstance(value, int | float)
