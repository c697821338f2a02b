"""Dates in a hundred and fifty sentences of our own, coded by hand; of the unread half only totals are looked at."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from dateline.mentions.dates import find_dates
from dateline.nlp.parser import Parser
from dateline.records.reports import Paragraph, Report

CASES = tomllib.loads((Path(__file__).parent / "dates_sentences.toml").read_text(encoding="utf-8"))["case"]
BAR = 0.95


@cache
def parser() -> Parser:
    return Parser()


def found_in(case: dict[str, Any]) -> list[tuple[str | None, ...]]:
    text = case["text"]
    report = Report(
        id="r-0",
        text=text,
        sha256="",
        source_sha256="",
        published=case.get("published"),
        paragraphs=(Paragraph(0, len(text)),),
    )
    return [(m.span.text, m.type, m.value, m.start, m.end) for m in find_dates(parser().parse(report))]


def counts(*, unread: bool) -> tuple[int, int, int, list[object]]:
    """How many times were coded, found, and found right, and what differs."""
    right = wanted = found = 0
    wrong: list[object] = []
    for case in (case for case in CASES if case.get("unread", False) is unread):
        gold = [(t["text"], t["type"], t["value"], t.get("start"), t.get("end")) for t in case["times"]]
        got = found_in(case)
        right += sum(row in got for row in gold)
        wanted += len(gold)
        found += len(got)
        if gold != got:
            wrong.append((case["text"], gold, got))
    return wanted, found, right, wrong


def test_every_time_of_the_read_half_is_found_and_resolved() -> None:
    assert counts(unread=False)[3] == []


def test_times_of_the_unread_half_are_found_and_resolved_by_their_totals() -> None:
    wanted, found, right, _ = counts(unread=True)
    assert 2 * right / (wanted + found) >= BAR, (wanted, found, right)


def test_the_sentences_are_many_and_half_of_them_unread() -> None:
    unread = sum(case.get("unread", False) for case in CASES)
    assert len(CASES) >= 150
    assert unread * 2 >= len(CASES) - 1
