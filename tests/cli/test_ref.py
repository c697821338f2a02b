"""`dateline ref`: the tables of the reference, searched by words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dateline.cli.ref import TABLES

Command = Callable[..., Any]


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_table_has_rows(command: Command, table: str) -> None:
    ran = command("ref", table)
    assert (ran.status, ran.err) == (0, "")
    assert len(ran.out.splitlines()) > 10


@pytest.mark.parametrize(
    ("table", "query", "words"),
    [
        ("events", "airstrike", "air strike"),
        ("events", "AIR strike", "airstrike"),
        ("numbers", "house dozens", "12   12    24"),
        ("crosswalk", "airstrike", "Air/drone strike"),
        ("measures", "killed", "killed"),
        ("measures", "paramedic", "health_workers"),
        ("parties", "Wagner", "Wagner Group"),
    ],
)
def test_a_query_finds_its_row(command: Command, table: str, query: str, words: str) -> None:
    ran = command("ref", table, query)
    assert ran.status == 0
    assert words in ran.out


def test_a_query_leaves_other_rows_out(command: Command) -> None:
    assert "ceasefire" not in command("ref", "events", "airstrike").out


def test_a_query_that_finds_nothing_says_so(command: Command) -> None:
    ran = command("ref", "events", "zeppelin")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err == "dateline: events: nothing holds 'zeppelin'\n"


def test_a_table_that_is_not_there_is_one_line(command: Command) -> None:
    ran = command("ref", "poems")
    assert ran.status == 2
    assert ran.err.count("\n") == 1
