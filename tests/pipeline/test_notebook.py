"""The face for notebooks: dataclasses, frames, tables, a map and a plot, in one line each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import dateline
from dateline.errors import ExportError, SettingsError
from dateline.pipeline.notebook import Coding, Opened
from dateline.records import Claim, Coded, Incident, Report
from dateline.records.encode import coded_from_json
from dateline.records.ids import sha256
from dateline.store import Found, Result, Store
from dateline.store.reports import report_digest

SAMPLE = Path(__file__).parent.parent / "samples" / "oresk.json"


@pytest.fixture
def coded() -> Coded:
    return coded_from_json(json.loads(SAMPLE.read_text(encoding="utf-8")))


@pytest.fixture
def opened(coded: Coded, tmp_path: Path) -> Iterator[Opened]:
    data = coded.report.text.encode()
    report = replace(coded.report, source_sha256=sha256(data))
    path = tmp_path / "x.db"
    with Store.open(str(path), make=True) as store:
        store.keep([Found(name="oresk", report=report, data=data)])
        kept = store.reports([report.id])[report.id]
        store.put([Result(report=report.id, coded_as=report_digest(kept), claims=coded.claims)])
    with dateline.open(path) as found:
        yield found


def test_code_gives_claims_and_incidents_of_a_text() -> None:
    found = dateline.code("Shells hit a market in Kherson on Tuesday, killing 12 people.", published="2024-06-05")
    assert [claim.event for claim in found.claims] == ["shelling"]
    assert found.claims[0].time is not None
    assert found.claims[0].time.start == "2024-06-04"
    assert isinstance(found.incidents[0], Incident)
    assert found.problems == ()


def test_a_coding_has_frames_and_a_table(coded: Coded) -> None:
    found = Coding(coded)
    frame = found.claims.frame()
    assert frame["event"].to_list() == [claim.event for claim in coded.claims]
    assert frame["evidence_start"].dtype.is_integer()
    assert list(found.incidents.pandas()["killed_low"]) == [12.0]
    assert "&lt;b&gt;Iron &amp; Sons&lt;/b&gt; Brigade" in found._repr_html_()
    assert found.page().startswith("<!doctype html>")


def test_a_store_gives_dataclasses(opened: Opened) -> None:
    assert [type(one) for one in (opened.reports()[0], opened.claims()[0], opened.incidents()[0])] == [
        Report,
        Claim,
        Incident,
    ]
    assert len(opened.claims(event="shelling")) == 1
    assert repr(opened.claims()[:2]) == "<2 rows of claims>"
    assert {row["row"] for row in opened.tally()} == {"sum of incidents", "reported total"}
    assert "1 reports, 5 claims" in repr(opened)


def test_a_filter_that_holds_for_nothing_is_told(opened: Opened) -> None:
    with pytest.raises(SettingsError, match="'bombardment' is no event type"):
        opened.claims(event="bombardment")


def test_a_map_and_a_plot_in_one_line(opened: Opened, tmp_path: Path) -> None:
    opened.incidents().map().save(tmp_path / "map.svg")
    assert (tmp_path / "map.svg").read_text(encoding="utf-8").count("<circle") == 1
    assert "killed (people)" in opened.tally().plot().svg
    assert "strikes" not in opened.tally().plot()._repr_svg_()
    assert "Shelling, Oresk" in opened.incidents().plot().svg


@pytest.mark.parametrize(
    ("kind", "what", "message"),
    [("reports", "map", "have no place"), ("reports", "plot", "have no figures"), ("tally", "map", "have no place")],
)
def test_what_has_no_drawing_says_so(opened: Opened, kind: str, what: str, message: str) -> None:
    with pytest.raises(ExportError, match=message):
        getattr(getattr(opened, kind)(), what)()
