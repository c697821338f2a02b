"""A day of publication that becomes known later gives what coding with it would have given."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from pathlib import Path

import pytest

from dateline.claims.redating import redate_coded
from dateline.pipeline.coding import Pipeline
from dateline.records import Coded
from dateline.records.encode import coded_from_json, coded_to_json
from dateline.text.readers import make_report

GOLDEN = sorted((Path(__file__).parent.parent / "golden").glob("*/claims.toml"))
SAMPLE = Path(__file__).parent.parent / "samples" / "oresk.json"

TEXT = """PORT SUDAN, Dec 20 (Valley Courier) - Shells hit a market in Kassala on Saturday, killing four people,
a doctor said.

At least 30 people have been killed in the city since April.

In the past week, 9,000 people fled the province, the UN said.

Rebels seized the bridge on 3 May 2019. Two days later they left it.

Jets will not fly before Friday, the army said.
"""


@cache
def pipeline() -> Pipeline:
    return Pipeline()


@cache
def code(text: str, published: str | None) -> Coded:
    return pipeline().code(make_report(text, published=published, publisher="Valley Courier", language="en"))


def read_back(coded: Coded) -> Coded:
    """What a file keeps of a coded report."""
    return coded_from_json(json.loads(json.dumps(coded_to_json(coded))))


def golden_reports() -> list[tuple[str, str]]:
    """The texts that were coded by hand, and the sample's, each with its day."""
    found = []
    for file in GOLDEN:
        published = tomllib.loads(file.read_text(encoding="utf-8"))["published"]
        found.append(((file.parent / "report.txt").read_text(encoding="utf-8").strip(), str(published)))
    sample = json.loads(SAMPLE.read_text(encoding="utf-8"))["report"]
    return [*found, (sample["text"], sample["published"]), (TEXT, "2019-12-22")]


@pytest.mark.parametrize(("text", "published"), golden_reports())
def test_redating_gives_what_coding_with_the_day_gives(text: str, published: str) -> None:
    wanted, late = code(text, published), redate_coded(read_back(code(text, None)), published)
    assert late.mentions.times == wanted.mentions.times
    assert [(c.id, c.time, c.figures) for c in late.claims] == [(c.id, c.time, c.figures) for c in wanted.claims]
    assert late.incidents == wanted.incidents
    assert late.report.published == published


@pytest.mark.parametrize("text", [text for text, _ in golden_reports()])
def test_without_a_day_nothing_counts_from_one(text: str) -> None:
    coded = code(text, None)
    assert "published" not in {time.anchor for time in coded.mentions.times}
    open_times = [t for t in coded.mentions.times if t.anchor is None]
    assert {(t.start, t.end) for t in open_times} <= {(None, None)}


def test_a_wrong_day_can_be_put_right() -> None:
    assert redate_coded(code(TEXT, "2019-12-29"), "2019-12-22").claims == code(TEXT, "2019-12-22").claims


def test_what_the_text_dates_by_itself_stays() -> None:
    late = redate_coded(code(TEXT, None), "2022-12-22")
    assert ("2019-05-03", "text") in {(t.start, t.anchor) for t in late.mentions.times}


def test_the_note_that_explains_a_time_is_told_anew() -> None:
    late = redate_coded(code(TEXT, None), "2019-12-22")
    notes = {note.text for claim in late.claims for note in claim.notes if note.field == "time"}
    assert "“Saturday” is 2019-12-14, anchored on the dateline date" in notes
    assert not any("not anchored" in note for note in notes)


def test_a_period_of_a_running_total_is_dated_too() -> None:
    late = redate_coded(code(TEXT, None), "2019-12-22")
    periods = {
        (figure.scope, figure.period.start, figure.period.end)
        for claim in late.claims
        for figure in claim.figures
        if figure.period is not None
    }
    assert periods >= {("cumulative", "2019-04-01", "2019-12-20"), ("flow", "2019-12-13", "2019-12-20")}
