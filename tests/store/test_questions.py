"""Questions in SQL: answered from what may be read, and never able to change or reach anything else."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.errors import StoreError
from dateline.store import Role, Store, User, questions
from dateline.store.address import Address
from dateline.store.migrations import STEPS


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(str(tmp_path / "asked.db"), make=True) as opened:
        opened.put_user(User(name="Rana", role=Role.LEAD, password="hash", stamp="1"), by="Rana")
        yield opened


@pytest.mark.parametrize(
    ("sql", "rows"),
    [
        ("SELECT number FROM steps ORDER BY number LIMIT 2", ((1,), (2,))),
        ("WITH RECURSIVE n(i) AS (SELECT 1 UNION SELECT i + 1 FROM n WHERE i < 3) SELECT i FROM n", ((1,), (2,), (3,))),
        ("SELECT value ->> 'a' FROM json_each('[{\"a\": 1}]')", ((1,),)),
        ("SELECT count(*) FROM (SELECT name FROM steps) AS inner_table", ((len(STEPS),),)),
        ("SELECT 1 -- with a remark;", ((1,),)),
        ("SELECT instr('Oresk', 'e'), instr('Oresk', 'x'), instr('', ''), instr(1234, 3)", ((3, 0, 1, 3),)),
        ("SELECT replace('a-b-c', '-', ''), replace('abc', '', 'x'), replace(NULL, 'a', 'b')", (("abc", "abc", None),)),
        ("SELECT trim('xaxx', 'x'), ltrim('xyax', 'yx'), rtrim('xaxy', 'xy'), trim(' a ')", (("a", "ax", "xa", "a"),)),
    ],
)
def test_what_is_asked_is_answered(store: Store, sql: str, rows: tuple[tuple[int, ...], ...]) -> None:
    assert store.ask(sql).rows == rows


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("SELECT * FROM users", "users may not"),
        ("SELECT count(*) FROM users", "users may not"),
        ('SELECT u.password FROM main."USERS" AS u', "may not be asked for"),
        ("SELECT 1 WHERE EXISTS (SELECT 1 FROM users)", "users may not"),
        ("DELETE FROM steps", "may not"),
        ("UPDATE steps SET name = 'x'", "may not"),
        ("INSERT INTO steps VALUES (99, 'x', 'x')", "may not"),
        ("DROP TABLE steps", "may not"),
        ("CREATE TABLE mine (a)", "may not"),
        ("CREATE TEMP TABLE mine (a)", "may not"),
        ("ATTACH '/etc/passwd' AS p", "may not"),
        ("ATTACH ':memory:' AS p", "may not"),
        ("PRAGMA query_only = OFF", "may not"),
        ("PRAGMA writable_schema = ON", "may not"),
        ("SELECT * FROM pragma_table_info('users')", "may not|no such table"),
        ("SELECT data FROM sqlite_dbpage", "may not|no such table"),
        ("SELECT load_extension('x')", "may not|no such function"),
        ("SELECT zeroblob(100000000)", "may not"),
        ("VACUUM INTO '/tmp/copied'", "may not|VACUUM|cannot"),
        ("BEGIN IMMEDIATE", "may not"),
        ("SELECT 1; SELECT 2", "one statement"),
        ("EXPLAIN SELECT * FROM users", "may not"),
        ("nonsense", "syntax error"),
        (f"SELECT {', '.join(['1'] * 201)}", "too many columns"),
        ("SELECT 'a' LIKE printf('%2000d', 1)", "too complex"),
        ("SELECT replace(hex(name), '0', hex(name)) || char(0) FROM nowhere", "no such table"),
        ("", "SELECT or WITH"),
    ],
)
def test_what_changes_or_reaches_further_is_refused(store: Store, sql: str, message: str) -> None:
    before = store.head()
    with pytest.raises(StoreError, match=message):
        store.ask(sql)
    assert store.head() == before
    assert store.counts()["steps"] == len(STEPS)


def test_a_question_that_takes_too_long_is_stopped(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "SECONDS", 0.1)
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    with pytest.raises(StoreError, match=r"more than 0\.1 seconds"):
        store.ask(endless)


def test_more_than_so_many_rows_are_cut_and_told(store: Store) -> None:
    answer = store.ask("WITH RECURSIVE n(i) AS (SELECT 1 UNION SELECT i + 1 FROM n WHERE i < 5000) SELECT i FROM n")
    assert (len(answer.rows), answer.more, answer.columns) == (questions.ROWS, True, ("i",))


def test_an_answer_that_fills_the_memory_is_cut_and_told(store: Store) -> None:
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)"
    answer = store.ask(f"{numbers} SELECT printf('%900000d', i) FROM n")
    assert answer.more
    assert sum(len(value) for row in answer.rows for value in row) <= questions.WHOLE


def test_questions_wait_for_each_other_and_not_for_ever(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "SECONDS", 0.05)
    with questions._turn, pytest.raises(StoreError, match="another question"):
        store.ask("SELECT 1")
    assert store.ask("SELECT 1").rows == ((1,),)


def test_tables_are_told_but_hidden_ones_are_not(store: Store) -> None:
    names = {shape.name for shape in store.shapes(hidden=("log",))}
    assert {"reports", "claims", "incidents"} <= names
    assert not names & {"users", "log"}
    assert not [name for name in names if name.endswith(("_data", "_idx"))]


def test_a_postgresql_store_is_not_asked_this_way() -> None:
    with pytest.raises(StoreError, match="for SQLite stores"):
        questions.ask(Address("postgresql+psycopg://nowhere", None), "SELECT 1")


#: A text of many letters, and half of it.
LONG, HALF = "printf('%.*c', 900000, 'a')", "printf('%.*c', 450000, 'a')"


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        (f"SELECT {LONG} LIKE '%' || {HALF} || 'b'", "pattern too complex"),
        (f"SELECT {LONG} GLOB '*' || {HALF} || 'b'", "pattern too complex"),
        (f"SELECT json_patch('{{}}', {LONG})", "json_patch may not"),
        (f"SELECT replace({LONG}, 'a', {HALF})", "exception|too big"),
        (f"SELECT instr({LONG}, {HALF} || 'b')", None),
        (f"SELECT replace({LONG}, {HALF} || 'b', '') <> {LONG}", None),
        (f"SELECT length(trim({LONG}, {HALF}))", None),
    ],
)
def test_no_single_step_of_a_question_takes_long(store: Store, sql: str, message: str | None) -> None:
    began = time.monotonic()
    if message is None:
        assert store.ask(sql).rows == ((0,),)
    else:
        with pytest.raises(StoreError, match=message):
            store.ask(sql)
    assert time.monotonic() - began < 2
