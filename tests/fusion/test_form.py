"""The fusion set is well formed: words are in their reports, ids and codes are known, and the set is large enough."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest

from dateline.reference import parties
from dateline.reference.counted import rows
from dateline.reference.ontology import (
    directness_codes,
    event_codes,
    kind_codes,
    measure_codes,
    quantifier_codes,
    scopes,
    source_role_codes,
    stance_codes,
    target_kind_codes,
)
from dateline.text.cleaning import canonical

Json = dict[str, Any]

HERE = Path(__file__).resolve().parent
SCENARIOS = sorted(path.parent.name for path in HERE.glob("*/happenings.toml"))

HAPPENING = {"id", "what", "events", "neighbours", "origins", "alt_origins", "who"}
HAPPENING |= {"status", "alt_status", "figures", "tellings"}
FIGURE = {"measure", "of", "low", "best", "high", "alt_low", "alt_best", "alt_high", "why"}
COUNTED = {row.of for row in rows()}
STATUSES = {"reported", "disputed", "unverified"}
KINDS = {"denial", "credit"}

PLACE = {"name", "country", "admin1", "latitude", "longitude", "precision"}
PARTY = {"name", "code", "kind", "country"}
CLAIM = {"report", "words", "trigger", "event", "places", "context_place", "day", "hour", "context_day", "actors"}
CLAIM |= {"victims", "targets", "target_kinds", "figures", "sources", "stance", "verification", "disputes"}
PARTY_CODES = {row.code for row in parties.rows()}
COUNT = {"measure", "of", "n", "n2", "quantifier", "quote", "scope", "additive", "part_of"}
SOURCE = {"name", "role", "kind", "directness"}

every_scenario = pytest.mark.parametrize("scenario", SCENARIOS)


def read_reports(scenario: str) -> list[Json]:
    lines = (HERE / scenario / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def read_key(scenario: str) -> Json:
    return tomllib.loads((HERE / scenario / "happenings.toml").read_text(encoding="utf-8"))


def pointers(key: Json) -> list[tuple[str, str]]:
    """Report and words of all that the key points at."""
    rows = [telling for happening in key["happenings"] for telling in happening["tellings"]]
    rows += [*key.get("totals", []), *key.get("asides", [])]
    return [(row["report"], row["words"]) for row in rows]


def read_claims(scenario: str) -> Json:
    return tomllib.loads((HERE / scenario / "claims.toml").read_text(encoding="utf-8"))


def stretch(texts: dict[str, str], report: str, words: str) -> range:
    start = texts[report].index(words)
    return range(start, start + len(words))


def within(words: str, claim: Json) -> bool:
    """Whether the words stand in the evidence as words, and not inside another word."""
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", claim["words"]) is not None


def quoted(claim: Json) -> list[str]:
    """All that a claim quotes from its evidence."""
    rows = [row["quote"] for row in [*claim.get("places", []), *claim.get("figures", [])]]
    return [*rows, *claim.get("victims", []), *claim.get("targets", []), claim.get("trigger", claim["words"])]


def five_words(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + 5]) for at in range(len(words) - 4)}


def told_in(happening: Json) -> set[str]:
    return {telling["report"] for telling in happening["tellings"]}


@every_scenario
def test_reports_are_whole_and_their_ids_are_unique(scenario: str) -> None:
    reports = read_reports(scenario)
    assert len(reports) >= 10
    assert len({report["id"] for report in reports}) == len(reports)
    assert len({report["url"] for report in reports}) == len(reports)
    for report in reports:
        assert set(report) == {"id", "text", "title", "published", "publisher", "url"}
        assert all(report.values()), report["id"]
        date.fromisoformat(report["published"])
        assert ".example/" in report["url"], report["id"]
        assert 60 <= len(report["text"].split()) <= 235, report["id"]


@every_scenario
def test_words_stand_once_in_their_report_and_within_a_paragraph(scenario: str) -> None:
    texts = {report["id"]: report["text"] for report in read_reports(scenario)}
    kept = {report: canonical(text) for report, text in texts.items()}
    for report, words in pointers(read_key(scenario)):
        assert texts[report].count(words) == 1, (report, words)
        assert kept[report].count(words) == 1, (report, words)
    assert [words for _, words in pointers(read_key(scenario)) if "\n" in words] == []


@every_scenario
def test_ids_that_are_named_are_known(scenario: str) -> None:
    key, reports = read_key(scenario), {report["id"] for report in read_reports(scenario)}
    happenings = [happening["id"] for happening in key["happenings"]]
    assert len(set(happenings)) == len(happenings)
    for happening in key["happenings"]:
        assert set(happening["neighbours"]) <= set(happenings) - {happening["id"]}, happening["id"]
    assert {report for report, _ in pointers(key)} <= reports
    assert {report for group in key["copies"] for report in group} <= reports
    assert all(len(group) >= 2 for group in key["copies"])


@every_scenario
def test_copies_have_their_wording_in_common_and_no_other_reports_do(scenario: str) -> None:
    phrases = {report["id"]: five_words(report["text"]) for report in read_reports(scenario)}
    copies = {frozenset(pair) for group in read_key(scenario)["copies"] for pair in combinations(group, 2)}
    for one, other in combinations(phrases, 2):
        shared = len(phrases[one] & phrases[other]) / min(len(phrases[one]), len(phrases[other]))
        assert shared > 0.15 if frozenset({one, other}) in copies else shared < 0.1, (one, other, shared)


@every_scenario
def test_keys_and_codes_are_those_of_the_contract(scenario: str) -> None:
    key = read_key(scenario)
    assert set(key) <= {"split", "about", "copies", "happenings", "totals", "asides"}
    assert key["split"] in {"read", "unread"}
    for happening in key["happenings"]:
        assert set(happening) <= HAPPENING, happening["id"]
        assert set(happening["events"]) <= event_codes(), happening["id"]
        assert {happening["status"], *happening.get("alt_status", [])} <= STATUSES, happening["id"]
        assert happening["origins"] == len(set(happening["who"])) > 0, happening["id"]
        assert {telling.get("kind", "denial") for telling in happening["tellings"]} <= KINDS, happening["id"]


@every_scenario
def test_figures_have_their_bounds_in_order(scenario: str) -> None:
    for happening in read_key(scenario)["happenings"]:
        for figure in happening.get("figures", []):
            assert set(figure) <= FIGURE, happening["id"]
            assert figure["measure"] in measure_codes(), happening["id"]
            assert figure["why"], happening["id"]
            assert set() < set(figure["of"]) <= COUNTED, (happening["id"], figure["of"])
            bounds = [figure[name] for name in ("low", "best", "high") if name in figure]
            assert bounds, happening["id"]
            assert all(lower <= upper for lower, upper in pairwise(bounds)), happening["id"]


@every_scenario
def test_a_telling_that_is_no_denial_belongs_to_one_happening(scenario: str) -> None:
    seen: dict[tuple[str, str], str] = {}
    for happening in read_key(scenario)["happenings"]:
        for telling in happening["tellings"]:
            if telling.get("kind") != "denial":
                assert seen.setdefault((telling["report"], telling["words"]), happening["id"]) == happening["id"]


@every_scenario
def test_every_happening_is_told_by_three_to_eight_reports(scenario: str) -> None:
    told = {happening["id"]: len(told_in(happening)) for happening in read_key(scenario)["happenings"]}
    assert {name: n for name, n in told.items() if not 3 <= n <= 8} == {}


def test_the_set_is_large_enough_and_has_both_splits() -> None:
    keys = [read_key(scenario) for scenario in SCENARIOS]
    assert sum(len(key["happenings"]) for key in keys) >= 25
    assert {key["split"] for key in keys} == {"read", "unread"}
    assert any(happening["status"] == "disputed" for key in keys for happening in key["happenings"])
    assert any(key["copies"] for key in keys)


@every_scenario
def test_claims_stand_once_in_their_report_and_hold_what_they_quote(scenario: str) -> None:
    texts = {report["id"]: report["text"] for report in read_reports(scenario)}
    for claim in read_claims(scenario)["claims"]:
        for text in (texts[claim["report"]], canonical(texts[claim["report"]])):
            assert text.count(claim["words"]) == 1, (claim["report"], claim["words"])
        assert "\n" not in claim["words"], claim["words"]
        assert [words for words in quoted(claim) if not within(words, claim)] == [], claim["words"]


@every_scenario
def test_every_telling_total_and_aside_is_coded(scenario: str) -> None:
    texts = {report["id"]: report["text"] for report in read_reports(scenario)}
    coded = [
        (claim["report"], stretch(texts, claim["report"], claim["words"])) for claim in read_claims(scenario)["claims"]
    ]
    for report, words in pointers(read_key(scenario)):
        at = stretch(texts, report, words)
        assert any(one == report and max(at[0], span[0]) <= min(at[-1], span[-1]) for one, span in coded), (
            report,
            words,
        )


@every_scenario
def test_no_two_claims_are_the_same_and_a_denial_names_who_denies(scenario: str) -> None:
    claims = read_claims(scenario)["claims"]
    keys = [(claim["report"], claim["event"], claim["words"], claim.get("trigger")) for claim in claims]
    assert len(set(keys)) == len(keys)
    denials = [claim for claim in claims if claim["event"] == "denial"]
    assert {claim["stance"] for claim in denials} <= {"denied"}
    assert all(claim.get("actors") for claim in denials)


@every_scenario
def test_claims_point_at_places_parties_and_claims_that_are_there(scenario: str) -> None:
    coded = read_claims(scenario)
    places, actors, claims = coded["place"], coded["party"], coded["claims"]
    reports = Counter(claim["report"] for claim in claims)
    numbers = {f"{report}/{at}" for report, n in reports.items() for at in range(n)}
    used: set[str] = set()
    for claim in claims:
        ids = {row["id"] for row in claim.get("places", [])} | {claim.get("context_place")} - {None}
        assert ids <= set(places), (claim["words"], ids)
        assert set(claim.get("actors", [])) <= set(actors), claim["words"]
        assert set(claim.get("disputes", [])) <= numbers, claim["words"]
        used |= ids | set(claim.get("actors", []))
    assert used == set(places) | set(actors)


@every_scenario
def test_claims_bear_the_codes_of_the_contract(scenario: str) -> None:
    coded = read_claims(scenario)
    for place in coded["place"].values():
        assert set(place) <= PLACE, place
        assert place["precision"] in range(1, 8), place
    for party in coded["party"].values():
        assert set(party) <= PARTY, party
        assert party["kind"] in kind_codes(), party
        assert party.get("code") in PARTY_CODES | {None}, party
    for claim in coded["claims"]:
        assert set(claim) <= CLAIM, claim["words"]
        assert claim["event"] in event_codes(), claim["words"]
        assert claim["stance"] in stance_codes(), claim["words"]
        assert set(claim.get("target_kinds", [])) <= target_kind_codes(), claim["words"]
        assert claim.get("verification", "verified") in {"verified", "could_not_verify"}
        assert {row["role"] for row in claim.get("places", [])} <= {"site", "area", "origin", "destination"}
        for source in claim.get("sources", []):
            assert set(source) == SOURCE, source
            assert source["kind"] in kind_codes(), source
            assert source["role"] in source_role_codes(), source
            assert source["directness"] in directness_codes(), source


@every_scenario
def test_claims_have_days_and_figures_in_form(scenario: str) -> None:
    for claim in read_claims(scenario)["claims"]:
        assert not {"day", "context_day"} <= set(claim), claim["words"]
        days = [
            date.fromisoformat(day) for name in ("day", "context_day") for day in claim.get(name, "").split("/") if day
        ]
        assert days == sorted(days), claim["words"]
        assert re.fullmatch("MO|AF|EV|NI|[01][0-9]|2[0-3]", claim.get("hour", "MO")), claim["words"]
        for at, figure in enumerate(claim.get("figures", [])):
            assert set(figure) <= COUNT, figure
            assert figure["measure"] in measure_codes(), figure
            assert figure["of"] in COUNTED, figure
            assert figure["quantifier"] in quantifier_codes(), figure
            assert figure.get("part_of", -1) < at, figure
            assert figure.get("scope", "event") in {scope.code for scope in scopes()}, figure
            assert figure["n"] <= figure.get("n2", figure["n"]), figure
