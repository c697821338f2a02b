"""Amending: what a form sends becomes a value of the claim, or a line that says why it cannot."""

from __future__ import annotations

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from dateline.errors import SettingsError
from dateline.export.marked import Units
from dateline.records import Claim, Report
from dateline.records.encode import claim_to_json
from dateline.review import amended
from dateline.store import Store
from dateline.web.contexts.amending import amendment, fields_of, span_of

JSON = {"Accept": "application/json"}


@pytest.fixture
def told(kept: Store) -> tuple[Claim, Report]:
    """A claim with a place, a day, two figures and a source: the strike as its first report tells it."""
    (report,) = kept.report_ids(search="trader")
    claims = list(kept.claims(of=[report]))
    claim = next(c for c in claims if c.event == "airstrike" and len(c.figures) > 1 and c.time and c.places)
    return claim, kept.reports([report])[report]


def test_every_field_has_an_editor_that_opens(client: TestClient, told: tuple[Claim, Report]) -> None:
    claim, _ = told
    for field in fields_of(claim):
        answer = client.get(f"/claims/{claim.id}/edit?field={field.path}")
        assert answer.status_code == 200, field
        assert f'name="field" value="{field.path}"' in answer.text


def test_every_editor_sends_what_the_claim_says_already(told: tuple[Claim, Report]) -> None:
    claim, report = told
    for field in fields_of(claim):
        if field.path.endswith(".new"):
            continue
        old: Any = claim_to_json(claim)
        for part in field.path.split("."):
            old = old[int(part)] if isinstance(old, list) else old[part]
        form = {"value": ",".join(old) if isinstance(old, list) else str(old or "")}
        if field.editor == "span":
            form = {"units": Units(report.text).span(claim.evidence)}
        path, value = amendment(claim, report, field.path, form)
        assert (path, value) == (field.path, old), field
        assert amended(claim, path, value) == claim


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ({"n": "12"}, (12, 12, None)),  # "at least 19", amended to 12
        ({"n": "12", "quantifier": "exact"}, (12, 12, 12)),
        ({"n": "1,200", "quantifier": "at_least"}, (1200, 1200, None)),
        ({"n": "8", "n2": "12", "quantifier": "between"}, (8, 8, 12)),
        ({"own": "1", "low": "3", "best": "", "high": "9"}, (3, None, 9)),
    ],
)
def test_a_number_is_worked_out_by_its_rule(
    told: tuple[Claim, Report], form: dict[str, str], expected: tuple[float | None, ...]
) -> None:
    claim, report = told
    number = next(n for n, figure in enumerate(claim.figures) if figure.quantifier != "vague")
    _, value = amendment(claim, report, f"figures.{number}", form)
    assert (value["low"], value["best"], value["high"]) == expected
    assert amended(claim, f"figures.{number}", value).figures[number].low == expected[0]


@pytest.mark.parametrize(
    ("path", "form", "told_so"),
    [
        ("figures.0", {"n": "many"}, "not a number"),
        ("figures.0", {"own": "1", "low": "9", "best": "3"}, "not in order"),
        ("time", {"start": "18 Sept"}, "YYYY-MM-DD"),
        ("time", {"start": "2024-09-19", "end": "2024-09-18"}, "is after"),
        ("evidence", {"units": "5:2"}, "no words"),
        ("evidence", {"units": "0:999999"}, "no words"),
        ("event", {"value": ""}, "which one"),
        ("rule", {"value": "x"}, "no field"),
        ("stance", {"remove": "1"}, "cannot be taken away"),
    ],
)
def test_what_cannot_be_is_told(told: tuple[Claim, Report], path: str, form: dict[str, str], told_so: str) -> None:
    claim, report = told
    with pytest.raises(SettingsError, match=told_so):
        amendment(claim, report, path, form)


def test_no_editor_sends_a_name_twice(client: TestClient, told: tuple[Claim, Report]) -> None:
    claim, _ = told
    for field in fields_of(claim):
        form = client.get(f"/claims/{claim.id}/edit?field={field.path}").text.partition('id="edit"')[2]
        names = re.findall(r'<(?:input|select)[^>]* name="([^"]+)"', form.partition("</form>")[0])
        many = {"candidate"} | ({"value"} if field.path == "target_kinds" else set())  # one of several, several of many
        assert {name for name in names if names.count(name) > 1} - many == set(), field


def test_a_day_tells_its_own_precision(told: tuple[Claim, Report]) -> None:
    claim, report = told
    _, value = amendment(claim, report, "time", {"start": "2024-09-16", "end": "2024-09-18"})
    assert (value["start"], value["end"], value["precision"]) == ("2024-09-16", "2024-09-18", 2)


def test_a_place_is_taken_from_the_gazetteer(client: TestClient, kept: Store, told: tuple[Claim, Report]) -> None:
    claim, _ = told
    page = client.get(f"/claims/{claim.id}/candidates?field=places.0&name=El+Fasher").text
    found = re.search(r'name="candidate" value="(\d+)"[^>]*> <span><bdi>El Fasher', page)
    assert found
    assert "<svg" in page
    version = client.get(f"/claims/{claim.id}/edit?field=places.0").text
    form = {"kind": "amend", "field": "places.0", "candidate": found[1], "version": _version(version)}
    assert client.post(f"/claims/{claim.id}/decide", data=form, headers=JSON).status_code == 200
    now = client.get(f"/api/claims/{claim.id}").json()
    assert (now["places"][0]["name"], now["places"][0]["country"]) == ("El Fasher", "SDN")
    assert now["places"][0]["mention"] == claim_to_json(claim)["places"][0]["mention"]
    assert now["review"]["state"] == "amended"
    assert kept.claim(claim.id) == claim  # what the coder wrote stays


def test_a_place_may_be_none_that_is_known(told: tuple[Claim, Report]) -> None:
    claim, report = told
    _, value = amendment(claim, report, "places.0", {"candidate": "none"})
    assert value["latitude"] is None
    assert value["precision"] is None
    assert value["mention"] == claim_to_json(claim)["places"][0]["mention"]


def test_a_figure_is_taken_away_and_its_parts_stand_alone(told: tuple[Claim, Report]) -> None:
    claim, report = told
    path, value = amendment(claim, report, "figures.0", {"remove": "1"})
    left = amended(claim, path, value).figures
    assert [figure.mention for figure in left] == [figure.mention for figure in claim.figures[1:]]


def test_the_words_are_exact_to_the_character_as_a_browser_counts(told: tuple[Claim, Report]) -> None:
    _, report = told
    assert span_of(report, "0:3") == {"start": 0, "end": 3, "text": report.text[:3]}


def test_bounds_are_shown_as_one_types(client: TestClient, told: tuple[Claim, Report]) -> None:
    claim, _ = told
    page = client.get(f"/claims/{claim.id}/bounds?field=figures.0&n=20&quantifier=up_to").text
    assert "low open, best open, high 20" in page
    assert "house.up_to" in page
    assert client.get(f"/claims/{claim.id}/bounds?field=stance&value=x").status_code == 400


def _version(page: str) -> str:
    return page.partition('name="version" value="')[2].partition('"')[0]


@pytest.mark.parametrize(
    ("path", "words", "form", "expected"),
    [
        ("participants.new", "warplane", {"role": "instrument"}, {"role": "instrument", "name": "warplane"}),
        ("places.new", "mosque", {"role": "area"}, {"role": "area", "latitude": None}),
        ("figures.new", "11 bodies", {"n": "11", "quantifier": "exact"}, {"low": 11, "best": 11, "high": 11}),
        ("attribution.sources.new", "a cattle trader", {"party_kind": "civilians"}, {"kind": "civilians"}),
    ],
)
def test_what_the_coder_missed_is_added_with_its_words(
    client: TestClient,
    told: tuple[Claim, Report],
    path: str,
    words: str,
    form: dict[str, str],
    expected: dict[str, Any],
) -> None:
    claim, report = told
    units = Units(report.text)
    start = report.text.index(words)
    version = _version(client.get(f"/claims/{claim.id}/edit?field={path}").text)
    sent = {"kind": "amend", "field": path, "version": version, **form}
    assert client.post(f"/claims/{claim.id}/decide", data=sent, headers=JSON).status_code == 400  # which words?
    sent["units"] = f"{units.at(start)}:{units.at(start + len(words))}"
    assert client.post(f"/claims/{claim.id}/decide", data=sent, headers=JSON).status_code == 200
    now: Any = client.get(f"/api/claims/{claim.id}").json()
    for part in path.split(".")[:-1]:
        now = now[part]
    assert now[-1]["mention"] == {"start": start, "end": start + len(words), "text": words}
    assert {key: now[-1][key] for key in expected} == expected
