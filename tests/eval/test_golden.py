"""The golden reports are well formed: words are in the text, codes in the contract, bounds in the table."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from golden import GOLDEN, read_folder

from dateline.scoring import contract
from dateline.scoring.fields import house_bounds
from dateline.scoring.golden import Report

Json = dict[str, Any]

REPORTS = read_folder()

KEYS = frozenset(
    [
        "event",
        "alt_events",
        "trigger",
        "evidence",
        "importance",
        "stance",
        "alt_stances",
        "verification",
        "verification_quote",
        "alt_verifications",
        "target_kinds",
        "optional_target_kinds",
        "participants",
        "alt_actors",
        "places",
        "time",
        "figures",
        "sources",
    ]
)

#: Low, best and high of words without a number; the first phrase that occurs decides.
VAGUE: tuple[tuple[str, tuple[int, int, int | None]], ...] = (
    ("hundreds of thousands", (100_000, 100_000, 200_000)),
    ("tens of thousands", (10_000, 10_000, 20_000)),
    ("millions", (1_000_000, 1_000_000, 2_000_000)),
    ("thousands", (1_000, 1_000, 2_000)),
    ("hundreds", (100, 100, 200)),
    ("dozens", (12, 12, 24)),
    ("scores", (20, 20, None)),
    ("tens", (10, 10, None)),
    ("", (2, 2, None)),
)

every_report = pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.id)


def quotes(claim: Json) -> list[str]:
    rows = [*claim["participants"], *claim["places"], *claim["figures"], *claim["sources"], claim["time"] or {}]
    found = [row["quote"] for row in rows if "quote" in row]
    return [*found, claim["verification_quote"]] if "verification_quote" in claim else found


def test_both_halves_have_reports() -> None:
    splits = [report.split for report in REPORTS]
    assert set(splits) == {"read", "unread"}
    assert min(map(splits.count, set(splits))) >= 5


def test_every_folder_is_named_in_the_readme() -> None:
    readme = (GOLDEN / "README.md").read_text(encoding="utf-8")
    unread = [report.id for report in REPORTS if report.split == "unread"]
    assert f"`{unread[0]}` to `{unread[-1]}`" in readme
    assert all(f"`{report.id}`" in readme for report in REPORTS if report.split == "read")


@pytest.mark.parametrize(
    "folder", sorted(file.parent for file in GOLDEN.glob("*/claims.toml")), ids=lambda folder: folder.name
)
def test_head_says_who_published_and_when(folder: Path) -> None:
    head = tomllib.loads((folder / "claims.toml").read_text(encoding="utf-8"))
    assert head["publisher"]
    assert head["title"]
    assert head["language"] == "en"
    assert date.fromisoformat(head["published"])


@every_report
def test_report_is_as_long_as_reports_are(report: Report) -> None:
    assert 120 <= len(report.text.split()) <= 450


@every_report
def test_every_quote_is_in_the_text(report: Report) -> None:
    for claim in report.raw["claims"]:
        assert claim["trigger"]["quote"] in claim["evidence"]["quote"]
        assert claim["evidence"]["quote"] in report.text
        assert [quote for quote in quotes(claim) if quote not in report.text] == []


@every_report
def test_every_code_is_in_the_contract(report: Report) -> None:
    for claim in report.raw["claims"]:
        assert {claim["event"], *claim.get("alt_events", ())} <= contract.EVENTS
        assert {claim["stance"], *claim.get("alt_stances", ())} <= contract.STANCES
        assert {claim["verification"], *claim.get("alt_verifications", ())} <= {None, *contract.VERIFICATIONS}
        assert claim["importance"] in ("core", "minor")
        for row in (*claim["participants"], *claim["sources"]):
            assert {row["kind"], *row.get("alt_kinds", ())} <= contract.KINDS
        assert {p["role"] for p in claim["participants"]} <= contract.PARTICIPANT_ROLES
        assert {p["role"] for p in claim["places"]} <= contract.PLACE_ROLES
        assert [p["party"] for p in claim["participants"] if "party" in p and not party_code(p)] == []


def party_code(participant: Json) -> bool:
    """Whether a party code has the contract's form and agrees with the country beside it, if it has one."""
    code, country = participant["party"], participant.get("country")
    if ":" not in code:
        return country is None
    is_formed = re.fullmatch(r"[A-Z]{3}:[A-Z]{3}(\.[A-Z0-9]+)?", code) is not None
    return is_formed and code.split(":")[0] == (country or "INT")


@every_report
def test_every_place_has_a_point_and_every_period_an_order(report: Report) -> None:
    for claim in report.raw["claims"]:
        for place in claim["places"]:
            if "place" in place:
                assert -90 <= place["lat"] <= 90
                assert -180 <= place["lon"] <= 180
        time = claim["time"]
        if time and "start" in time:
            assert date.fromisoformat(time["start"]) <= date.fromisoformat(time["end"])


@every_report
def test_every_bound_follows_the_house_table(report: Report) -> None:
    for claim in report.raw["claims"]:
        for index, figure in enumerate(claim["figures"]):
            assert figure["measure"] in contract.MEASURES
            assert figure["quantifier"] in contract.QUANTIFIERS
            assert figure["scope"] in contract.SCOPES
            assert figure["part_of"] is None or figure["part_of"] < index
            bounds = (figure["low"], figure["best"], figure["high"])
            if figure["quantifier"] == "vague":
                words = figure["quote"].lower()
                assert bounds == next(numbers for phrase, numbers in VAGUE if phrase in words)
            else:
                assert bounds == house_bounds(figure["quantifier"], figure["n"], figure.get("n2"))


@every_report
def test_every_key_of_a_claim_is_known(report: Report) -> None:
    assert [key for claim in report.raw["claims"] for key in claim if key not in KEYS] == []
