"""The scorer gives a perfect coder everything, and takes from a damaged one what the damage deserves."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.scoring.fields import house_bounds, plain
from dateline.scoring.golden import Report, read_folder
from dateline.scoring.matching import heaviest_pairs
from dateline.scoring.positions import Letters, Locator, locate
from dateline.scoring.tally import Tally, score, score_report

Json = dict[str, Any]
GOLDEN = Path(__file__).parents[1] / "golden"
Damage = Callable[[Json], None]

TEXT = (
    "Shells hit a market in Kherson on Tuesday, killing at least 12 people, the regional governor said. "
    "The Russian army denied firing on the city."
)


def gold(**changes: Any) -> Report:
    """One sentence coded by hand, and a denial of it."""
    strike = {
        "event": "shelling",
        "alt_events": ["attack"],
        "trigger": {"quote": "hit"},
        "evidence": {"quote": TEXT.split(". ")[0] + "."},
        "participants": [
            {"role": "actor", "quote": "Russian army", "party": "RUS:MIL", "country": "RUS", "kind": "state_forces"}
        ],
        "places": [
            {"role": "site", "quote": "Kherson", "name": "Kherson", "country": "UKR", "lat": 46.64, "lon": 32.62}
        ],
        "time": {"quote": "on Tuesday", "value": "2024-06-04", "start": "2024-06-04", "end": "2024-06-04"},
        "figures": [
            {
                "quote": "at least 12 people",
                "measure": "killed",
                "of": "people",
                "quantifier": "at_least",
                "n": 12,
                "low": 12,
                "best": 12,
                "high": None,
            }
        ],
        "sources": [{"quote": "the regional governor", "kind": "government"}],
        "stance": "asserted",
        "verification": None,
        "target_kinds": ["market"],
        "importance": "core",
    }
    denial = {
        "event": "denial",
        "trigger": {"quote": "denied"},
        "evidence": {"quote": "The Russian army denied firing on the city."},
        "participants": [
            {"role": "actor", "quote": "The Russian army", "party": "RUS:MIL", "country": "RUS", "kind": "state_forces"}
        ],
        "places": [],
        "time": None,
        "figures": [],
        "sources": [{"quote": "The Russian army", "kind": "state_forces"}],
        "stance": "denied",
        "verification": None,
        "target_kinds": [],
        "importance": "minor",
    }
    return Report.of({"id": "kherson", "text": TEXT, "claims": [strike | changes, denial]})


def damaged(report: Report, damage: Damage) -> Tally:
    prediction = copy.deepcopy(report.as_prediction())
    damage(prediction["claims"][0])
    return score_report(report, prediction)


@pytest.mark.parametrize("report", read_folder(GOLDEN), ids=lambda report: report.id)
def test_perfect_prediction_scores_all(report: Report) -> None:
    scores = score_report(report, report.as_prediction()).scores()
    assert {value for value in scores.values() if value is not None} <= {1.0}
    assert (scores["complete"] == 1.0) is any(claim.core for claim in report.claims)


@pytest.mark.parametrize(
    ("field", "damage"),
    [
        ("event", lambda c: c.update(event="airstrike")),
        ("actors", lambda c: c.update(participants=[])),
        ("actors", lambda c: c["participants"][0].update(country="UKR")),
        ("actors", lambda c: c["participants"].append({"role": "actor", "country": None, "kind": "rebels"})),
        ("target_kinds", lambda c: c.update(target_kinds=["market", "school"])),
        ("target_kinds", lambda c: c.update(target_kinds=[])),
        ("place", lambda c: c.update(places=[])),
        ("place", lambda c: c["places"][0].update(name="Odesa", mention=None, latitude=46.48, longitude=30.73)),
        (
            "place",
            lambda c: c["places"].append({"role": "site", "name": "Lviv", "latitude": 49.84, "longitude": 24.03}),
        ),
        ("time", lambda c: c.update(time=None)),
        ("time", lambda c: c["time"].update(start="2024-06-05", end="2024-06-05")),
        ("figures", lambda c: c.update(figures=[])),
        ("figures", lambda c: c["figures"][0].update(n=13)),
        ("figures", lambda c: c["figures"][0].update(quantifier="exact")),
        ("figures", lambda c: c["figures"].append({"measure": "injured", "quantifier": "exact", "n": 3})),
        ("bounds", lambda c: c["figures"][0].update(high=12)),
        ("source_kind", lambda c: c["attribution"].update(sources=[])),
        ("source_kind", lambda c: c["attribution"]["sources"][0].update(kind="media")),
        ("source_span", lambda c: c["attribution"]["sources"][0].update(mention={"start": 0, "end": 6})),
        ("stance", lambda c: c.update(stance="alleged")),
        ("verification", lambda c: c.update(verification="could_not_verify")),
    ],
)
def test_damage_lowers_its_own_field_and_no_other(field: str, damage: Damage) -> None:
    tally = damaged(gold(), damage)
    assert (tally.found, tally.matched) == (1, 2)
    wrong = {name for name in tally.seen if tally.right[name] < tally.seen[name]}
    spilled = {"source_span"} if field == "source_kind" else set()
    assert field in wrong
    assert wrong <= {field} | spilled


@pytest.mark.parametrize(
    ("damage", "complete"),
    [
        (lambda c: c.update(event="attack"), 1),
        (lambda c: c.update(target_kinds=[]), 1),
        (lambda c: c["places"][0].update(name="Chersonesus", mention=None, latitude=46.7), 1),
        (lambda c: c["places"].append({"role": "area", "name": "Ukraine"}), 0),
        (lambda c: c.update(stance="denied"), 0),
        (lambda c: c["figures"][0].update(low=None), 0),
    ],
    ids=["allowed event", "target kinds", "near enough", "further place", "stance", "bounds"],
)
def test_complete_means_nothing_wrong_that_matters(damage: Damage, complete: int) -> None:
    assert damaged(gold(), damage).complete == complete


@pytest.mark.parametrize(
    ("changes", "damage"),
    [
        (
            {"time": {"value": "2024-06-04", "start": "2024-06-04", "end": "2024-06-04", "implicit": True}},
            lambda c: c.update(time=None),
        ),
        (
            {"time": {"value": "2024-04", "start": "2024-04-01", "end": "2024-06-05", "open_end": True}},
            lambda c: c["time"].update(end=None),
        ),
        ({"optional_target_kinds": ["school"]}, lambda c: c["target_kinds"].append("school")),
        ({"alt_stances": ["alleged"]}, lambda c: c.update(stance="alleged")),
        (
            {"alt_actors": [["UKR:MIL", "UKR", "state_forces"]]},
            lambda c: c["participants"][0].update(country="UKR", party=None),
        ),
    ],
    ids=["implicit time", "open end", "optional target kind", "other stance", "other actor"],
)
def test_gold_allows_what_it_says(changes: Json, damage: Damage) -> None:
    assert damaged(gold(**changes), damage).complete == 1


def test_words_that_leave_the_year_open_allow_no_date() -> None:
    report = gold(time={"quote": "on Tuesday", "value": "XXXX-WXX-2", "start": None, "end": None})
    assert damaged(report, lambda c: c.update(time=None)).complete == 1
    assert damaged(report, lambda c: c.update(time={"start": "2024-06-04", "end": "2024-06-04"})).complete == 0


def test_victims_are_no_actors_but_who_flees_may_be() -> None:
    people = {"role": "victim", "quote": "people", "party": "UKR:CIV", "country": "UKR", "kind": "civilians"}
    as_actor: Damage = lambda c: c["participants"][0].update(role="actor")  # noqa: E731
    assert damaged(gold(participants=[people]), as_actor).complete == 0
    assert damaged(gold(participants=[people], event="displacement"), as_actor).complete == 1


def test_minor_claims_are_neither_missed_nor_spurious() -> None:
    report = gold()
    both = report.as_prediction()
    one = {**both, "claims": both["claims"][:1]}
    for prediction in (both, one):
        scores = score_report(report, prediction).scores()
        assert (scores["recall"], scores["precision"]) == (1.0, 1.0)


@pytest.mark.parametrize("event", ["displacement", "agreement"])
def test_claim_of_another_family_is_spurious(event: str) -> None:
    tally = damaged(gold(), lambda c: c.update(event=event))
    assert (tally.found, tally.matched, tally.predicted) == (0, 1, 2)
    assert any("spurious" in case.line() for case in tally.cases)
    assert any("MISSED" in case.line() for case in tally.cases)


def test_the_same_claim_twice_counts_once() -> None:
    report = gold()
    prediction = report.as_prediction()
    prediction["claims"].append(prediction["claims"][0])
    tally = score_report(report, prediction)
    assert (tally.matched, tally.predicted) == (2, 3)


def test_no_prediction_is_no_claims() -> None:
    tally = score([gold()], [])
    assert tally.scores()["recall"] == 0.0
    assert tally.scores()["precision"] is None


def test_predictions_are_paired_by_text_when_ids_differ() -> None:
    report = gold()
    prediction = {**report.as_prediction(), "id": "r-0123456789abcdef"}
    assert score([report], [prediction]).complete == 1


def test_spans_survive_other_white_space() -> None:
    report = gold()
    prediction = copy.deepcopy(report.as_prediction())
    prediction["report"]["text"] = TEXT.replace(" ", "  ")
    for claim in prediction["claims"]:
        spans = [claim["trigger"], claim["evidence"], *(s["mention"] for s in claim["attribution"]["sources"])]
        for span in spans:
            span["start"] += TEXT.count(" ", 0, span["start"])
            span["end"] += TEXT.count(" ", 0, span["end"])
    assert score_report(report, prediction).scores()["source_span"] == 1.0


def test_locator_takes_the_nearest_of_equal_words() -> None:
    gold_text, predicted_text = "A shell fell. Then a shell fell.", "Title. A shell fell. Then a shell fell."
    locator = Locator(Letters.of(gold_text), Letters.of(predicted_text))
    start = predicted_text.rindex("shell")
    assert locator.place({"start": start, "end": start + 5}) == Letters.of(gold_text).interval(21, 26)


@pytest.mark.parametrize(
    ("quote", "inside", "start"),
    [("left", None, 8), ("he", (14, 41), 33), ("left", (14, 41), 8)],
    ids=["anywhere", "a whole word in the evidence", "the last before it"],
)
def test_quote_is_looked_for_in_its_evidence_first(quote: str, inside: tuple[int, int] | None, start: int) -> None:
    assert locate("Then he left. The others stayed, he said.", quote, inside) == (start, start + len(quote))


def test_pairs_with_the_greatest_total_win_over_the_greatest_pair() -> None:
    edges = {(0, 0): 10.0, (0, 1): 9.0, (1, 0): 9.0, (2, 1): 1.0}
    assert heaviest_pairs(edges) == [(0, 1), (1, 0)]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Maarat al- Numan", "Maarat al-Numan"), ("Idlib province", "Idlib"), ("Médéa", "Medea"), ("El Fasher", "Fasher")],
)
def test_place_names_are_compared_without_articles_and_accents(one: str, other: str) -> None:
    assert plain(one) == plain(other)


@pytest.mark.parametrize(
    ("quantifier", "bounds"),
    [
        ("exact", (8, 8, 8)),
        ("at_least", (8, 8, None)),
        ("up_to", (None, None, 8)),
        ("less_than", (None, 8, 8)),
        ("vague", None),
    ],
)
def test_house_bounds(quantifier: str, bounds: tuple[int | None, ...] | None) -> None:
    assert house_bounds(quantifier, 8) == bounds
