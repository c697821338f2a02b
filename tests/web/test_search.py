"""Search over reports and claims, the list of claims, and who says what."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from fastapi.testclient import TestClient

from dateline.cli import run
from dateline.errors import SettingsError
from dateline.pipeline.deciding import Deciding, made_of
from dateline.store import Store
from dateline.web.contexts.claims import ClaimsAsked, listed
from dateline.web.contexts.desk import Desk
from dateline.web.contexts.search import OPERATORS, read, search
from dateline.web.contexts.sources import SourcesAsked
from dateline.web.contexts.sources import listed as sources


@pytest.fixture
def desk(client: TestClient) -> Desk:
    state = client.app.state  # type: ignore[attr-defined]
    return Desk(store=state.store, register=state.register, keeper=state.keeper, user="Lena M.")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("market -drill", ClaimsAsked(words="market -drill")),
        ('"air strike" bomb*', ClaimsAsked(words='"air strike" bomb*')),
        ("event:airstrike event:shelling", ClaimsAsked(events=("airstrike", "shelling"))),
        ('place:"North Darfur" hit', ClaimsAsked(places=("North Darfur",), words="hit")),
        ("party:SDN:MIL.AIR", ClaimsAsked(parties=("SDN:MIL.AIR",))),
        ("from:2024-09-16 to:2024-09-18", ClaimsAsked(start="2024-09-16", end="2024-09-18")),
        ("STANCE:denied source:doctor", ClaimsAsked(stances=("denied",), source="doctor")),
        ("at 10:30", ClaimsAsked(words="at 10:30")),  # no operator
    ],
)
def test_a_line_is_read(typed: str, expected: ClaimsAsked) -> None:
    assert read(typed) == expected


@pytest.mark.parametrize("example", [example for _, _, example in OPERATORS])
def test_every_example_of_the_page_is_a_search(example: str) -> None:
    assert not read(example).is_empty


@pytest.mark.parametrize(
    "typed", ["event:picnic", "stance:maybe", "state:done", "from:yesterday", "from:2024-02-02 to:2024-01-01"]
)
def test_what_cannot_be_is_told(client: TestClient, typed: str) -> None:
    with pytest.raises(SettingsError):
        read(typed)
    assert client.get("/search", params={"q": typed}).status_code == 400


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("event:looting", ["RSF fighters looted a pharmacy in Kutum"]),
        ("place:Kutum", ["RSF fighters looted a pharmacy in Kutum"]),
        ("place:sudan looted", ["RSF fighters looted a pharmacy in Kutum"]),
        ("pharmacy", ["RSF fighters looted a pharmacy in Kutum"]),
        ("pharm* -market", ["RSF fighters looted a pharmacy in Kutum"]),
        ('"pharmacy looted"', []),
        ("event:looting publisher:courier", []),
    ],
)
def test_claims_are_found(desk: Desk, typed: str, words: list[str]) -> None:
    found = [desk.store.claim(row.id) for row in search(desk, typed).claims]
    assert [claim.evidence.text.rstrip(".") for claim in found if claim] == words


def test_the_same_filters_find_the_same_claims_as_the_command(
    desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_STORE", str(desk.store.address.path))
    for options, asked in (
        (["--place", "SDN"], ClaimsAsked(places=("SDN",))),
        (["--party", "SDN"], ClaimsAsked(parties=("SDN",))),
        (["--event", "airstrike", "--from", "2024-09-18"], ClaimsAsked(events=("airstrike",), start="2024-09-18")),
    ):
        assert run(["claims", "--format", "json", *options]) == 0
        printed = {claim["id"] for claim in json.loads(capsys.readouterr().out)}
        assert printed
        assert {row.id for row in listed(desk, asked)} == printed


def test_a_rejected_claim_is_listed_only_where_it_is_asked_for(desk: Desk) -> None:
    claim = next(iter(desk.store.claims())).id
    desk.store.decide(made_of(desk.store, Deciding(kind="reject", ids=(claim,), by="Omar K.")))
    assert claim not in {row.id for row in listed(desk, ClaimsAsked())}
    assert [row.id for row in listed(desk, ClaimsAsked(states=("rejected",)))] == [claim]


@pytest.mark.parametrize(
    ("box", "found"), [((20, 10, 30, 16), True), ((-10, 10, 10, 16), False), ((170, -90, -170, 90), False)]
)
def test_a_box_holds_what_lies_in_it(desk: Desk, box: tuple[float, float, float, float], found: bool) -> None:
    rows = listed(desk, ClaimsAsked(events=("airstrike",), box=box))
    assert bool(rows) is found
    assert all(row.point is not None for row in rows)


def test_sources_are_told_with_what_they_said(desk: Desk, kept: Store) -> None:
    lines = sources(desk, SourcesAsked())
    assert sum(line.alone for line in lines) <= sum(line.claims for line in lines)
    publishers = {line.name: line for line in sources(desk, SourcesAsked(kind="publisher"))}
    spoken = [claim for claim in kept.claims() if not claim.attribution.sources]
    assert sum(line.claims for line in publishers.values()) == len(spoken)
    assert {line.side for line in sources(desk, SourcesAsked(kind="medical"))} == {"civilian"}
    assert sum(line.denied for line in lines) > 0


@pytest.mark.parametrize(
    "name", ["reports", "claims", "sources", "sources/outlets", "sources/feeds", "review", "search"]
)
def test_every_list_has_its_twins(client: TestClient, name: str) -> None:
    query = "?q=event:airstrike" if name == "search" else ""
    values = client.get(f"/{name}.json{query}").json()
    table = list(csv.DictReader(io.StringIO(client.get(f"/{name}.csv{query}").text)))
    assert len(values) == len(table) > 0
    page = client.get(f"/{name}{query}").text
    assert f'href="/{name}.csv' in page
    assert f'href="/{name}.json' in page


def test_a_twin_holds_what_the_list_shows(client: TestClient) -> None:
    page = client.get("/claims?event=airstrike&sort=day").text
    shown = re.findall(r'<th scope="row"><a href="/claims/(c-[0-9a-f]+)"', page)
    assert [claim["id"] for claim in client.get("/claims.json?event=airstrike&sort=day").json()] == shown


def test_the_claims_as_csv_are_those_of_the_command(
    client: TestClient, store: object, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(["claims", "--format", "csv", "--store", str(store)]) == 0
    printed = capfdbinary.readouterr().out.decode().splitlines()
    assert sorted(client.get("/claims.csv").text.splitlines()) == sorted(printed)
