"""The records as JSON and back: the contract's keys, nothing lost, and faults named by where they stand."""

import json
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import ReportError
from dateline.records import Claim, Coded, Figure, Link, ParagraphKind, PlaceMention, Span, TimeMention
from dateline.records.encode import (
    claim_from_json,
    claim_to_json,
    coded_from_json,
    coded_to_json,
    incident_from_json,
    incident_to_json,
    mentions_to_json,
    report_to_json,
)

SAMPLE = Path(__file__).parent.parent / "samples" / "oresk.json"


@pytest.fixture
def written() -> dict[str, Any]:
    return json.loads(SAMPLE.read_text(encoding="utf-8"))


@pytest.fixture
def coded(written: dict[str, Any]) -> Coded:
    return coded_from_json(written)


def test_nothing_is_lost_on_the_way_to_json_and_back(coded: Coded) -> None:
    assert coded_from_json(json.loads(json.dumps(coded_to_json(coded)))) == coded


def test_what_is_written_is_what_was_read(written: dict[str, Any], coded: Coded) -> None:
    again = coded_to_json(coded)
    assert known_keys(again, written) == written


def known_keys(value: Any, known: Any) -> Any:
    """A value without the keys that a later version added."""
    if isinstance(value, dict) and isinstance(known, dict):
        return {key: known_keys(inner, known[key]) for key, inner in value.items() if key in known}
    if isinstance(value, list) and isinstance(known, list):
        return [known_keys(one, other) for one, other in zip(value, known, strict=True)]
    return value


def test_every_span_is_its_slice_of_the_text(written: dict[str, Any]) -> None:
    text = written["report"]["text"]
    spans = list(spans_in(written))
    assert len(spans) > 40
    assert all(text[span["start"] : span["end"]] == span["text"] for span in spans)


def spans_in(value: object) -> Any:
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys():
            yield value
        for inner in value.values():
            yield from spans_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans_in(inner)


def test_a_line_keeps_the_id_that_it_came_with(written: dict[str, Any]) -> None:
    assert coded_to_json(coded_from_json(written))["id"] == written["report"]["id"]
    written["report"]["external_id"] = "line-7"
    assert coded_to_json(coded_from_json(written))["id"] == "line-7"


def test_the_whole_has_the_keys_of_the_contract(coded: Coded) -> None:
    assert list(coded_to_json(coded)) == ["id", "report", "claims", "incidents", "mentions", "problems"]


@pytest.mark.parametrize(
    "key",
    [
        "id",
        "report",
        "event",
        "trigger",
        "evidence",
        "participants",
        "places",
        "time",
        "figures",
        "attribution",
        "stance",
        "verification",
        "verification_mention",
        "target_kinds",
        "disputes",
        "codes",
        "implied",
        "rule",
        "coder",
    ],
)
def test_a_claim_has_the_keys_of_the_contract(coded: Coded, key: str) -> None:
    assert key in claim_to_json(coded.claims[0])


@pytest.mark.parametrize(
    "key",
    [
        "id",
        "event",
        "places",
        "time",
        "participants",
        "target_kinds",
        "codes",
        "claims",
        "figures",
        "reports",
        "origins",
        "status",
        "grade",
        "links",
    ],
)
def test_an_incident_has_the_keys_of_the_contract(coded: Coded, key: str) -> None:
    assert key in incident_to_json(coded.incidents[0])


@pytest.mark.parametrize(
    "key",
    [
        "id",
        "title",
        "publisher",
        "author",
        "url",
        "language",
        "published",
        "dateline",
        "text",
        "sha256",
        "source_sha256",
        "retrieved",
    ],
)
def test_a_report_has_the_keys_of_the_contract(coded: Coded, key: str) -> None:
    assert key in report_to_json(coded.report)


@pytest.mark.parametrize(
    "key",
    [
        "measure",
        "of",
        "n",
        "n2",
        "quantifier",
        "low",
        "best",
        "high",
        "unit",
        "scope",
        "period",
        "part_of",
        "breakdown",
        "additive",
        "rule",
        "profile",
        "mention",
    ],
)
def test_a_figure_has_the_keys_of_the_contract(coded: Coded, key: str) -> None:
    assert key in claim_to_json(coded.claims[0])["figures"][0]


def test_a_place_mention_is_a_row_with_its_span_in_it(coded: Coded) -> None:
    row = mentions_to_json(coded.mentions)["places"][1]
    assert row["text"] == "Oresk"
    assert {"start", "end", "name", "latitude", "longitude", "country", "geonames", "precision", "form"} <= row.keys()
    assert "span" not in row


def test_the_days_of_a_time_mention_stand_beside_its_offsets(coded: Coded) -> None:
    mention = coded.mentions.times[0]
    row = mentions_to_json(coded.mentions)["times"][0]
    assert (row["from"], row["to"]) == (mention.start, mention.end) == ("2026-03-03", "2026-03-03")
    assert (row["start"], row["end"]) == (mention.span.start, mention.span.end)


def test_a_quote_has_no_span_of_its_own(coded: Coded) -> None:
    row = mentions_to_json(coded.mentions)["quotes"][0]
    assert row["content"]["text"] == "Dozens more were hurt"
    assert "start" not in row


def test_a_fused_value_names_its_claims_under_from(coded: Coded) -> None:
    incident = incident_to_json(coded.incidents[0])
    assert incident["event"] == {"value": "shelling", "from": [coded.claims[0].id]}
    assert incident["places"][0]["value"]["name"] == "Oresk"


def test_a_link_names_both_of_its_claims(coded: Coded) -> None:
    link = incident_to_json(coded.incidents[0])["links"][0]
    assert link["claims"] == [coded.claims[0].id, coded.claims[1].id]
    assert link["features"][0] == {"feature": "same_place", "score": 0.6, "detail": "Oresk"}
    assert isinstance(incident_from_json(incident_to_json(coded.incidents[0])).links[0], Link)


def test_whole_numbers_have_no_decimal_point() -> None:
    span = Span(0, 7, "8 homes")
    figure = Figure(
        measure="destroyed", of="homes", quantifier="exact", mention=span, n=8.0, low=8.0, best=8.0, high=8.5
    )
    claim = Claim(id="c-1", report="r-1", event="destruction", trigger=None, evidence=span, figures=(figure,))
    row = claim_to_json(claim)["figures"][0]
    assert json.dumps([row["n"], row["low"], row["high"]]) == "[8, 8, 8.5]"
    assert claim_from_json(claim_to_json(claim)) == claim


def test_keys_of_a_later_version_are_passed_over(written: dict[str, Any], coded: Coded) -> None:
    written["claims"][0]["mood"] = "grim"
    written["later"] = True
    assert coded_from_json(written) == coded


def test_a_missing_key_has_its_default(written: dict[str, Any]) -> None:
    del written["claims"][0]["stance"], written["mentions"]
    coded = coded_from_json(written)
    assert coded.claims[0].stance == "asserted"
    assert coded.mentions.places == ()


def test_enumerations_and_mentions_come_back_as_what_they_were(coded: Coded) -> None:
    assert coded.report.paragraphs[0].kind is ParagraphKind.HEADLINE
    assert isinstance(coded.mentions.places[0], PlaceMention)
    assert isinstance(coded.mentions.times[0], TimeMention)


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("claims",), {}, "coded report.claims: expected a list, got dict"),
        (("claims", 0), "x", "coded report.claims[0]: expected an object, got str"),
        (("claims", 0, "event"), 3, "coded report.claims[0].event: expected str, got int"),
        (("claims", 0, "evidence", "start"), "3", "coded report.claims[0].evidence.start: expected int, got str"),
        (("claims", 0, "evidence", "start"), True, "coded report.claims[0].evidence.start: expected int, got bool"),
        (("claims", 0, "codes", "acled"), [], "coded report.claims[0].codes.acled: expected an object, got list"),
        (("claims", 0, "evidence"), None, "coded report.claims[0].evidence: expected an object, got nothing"),
        (("incidents", 0, "links", 0, "claims"), ["c-1"], "coded report.incidents[0].links[0].claims: expected two"),
        (("report", "paragraphs", 0, "kind"), "poem", "coded report.report.paragraphs[0].kind: 'poem' is none of"),
    ],
)
def test_a_fault_is_named_by_where_it_stands(
    written: dict[str, Any], path: tuple[str | int, ...], value: object, message: str
) -> None:
    spot: Any = written
    for step in path[:-1]:
        spot = spot[step]
    spot[path[-1]] = value
    with pytest.raises(ReportError) as error:
        coded_from_json(written)
    assert str(error.value).startswith(message)


def test_a_report_without_a_text_is_no_report(written: dict[str, Any]) -> None:
    del written["report"]["text"]
    with pytest.raises(ReportError, match="report: no 'text'"):
        coded_from_json(written)
