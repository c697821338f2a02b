"""The ontology: its codes are the contract's, and a malformed table is told by file and row."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.errors import DataError, DatelineError
from dateline.reference import ontology

CONTRACT = {
    "attacks": "airstrike drone_strike missile_strike shelling bombing suicide_bombing mine_explosion chemical_attack "
    "shooting ground_assault clash raid killing attack sexual_violence torture",
    "control": "advance capture withdrawal loss siege deployment approach stalemate",
    "people": "displacement return evacuation abduction detention release escape casualties humanitarian_need "
    "service_disruption abandonment",
    "property": "destruction looting aid_delivery aid_obstruction",
    "politics": "agreement ceasefire ceasefire_violation negotiation intervention support sanction demand threat "
    "accusation denial rejection condemnation claim_of_responsibility no_comment statement protest order investigation",
}
KINDS = (
    "state_forces rebels militia jihadists police civilians medical aid media government igo ngo peacekeepers unknown"
)
MEASURES = (
    "killed injured missing abducted detained casualties displaced returned affected attacked damaged destroyed "
    "captured strikes other"
)
ROLES = "actor backer target victim instrument counterpart site origin destination area"
STANCES = "asserted denied alleged unconfirmed expected conditional negated no_comment"
QUANTIFIERS = "exact at_least more_than up_to less_than about between vague none_reported"
SOURCE_ROLES = (
    "witness resident activist rescuer medic official spokesperson commander monitor agency un media state_media "
    "expert document relative survivor"
)
DIRECTNESS = "eyewitness official party monitor secondhand publisher unattributed"
TARGETS = (
    "health_facility school market convoy camp place_of_worship aid journalists residential infrastructure military"
)


@pytest.mark.parametrize("group", sorted(CONTRACT))
def test_event_types_are_the_contracts(group: str) -> None:
    assert {t.code for t in ontology.event_types() if t.group == group} == set(CONTRACT[group].split())


@pytest.mark.parametrize(
    ("codes", "contract"),
    [
        (ontology.directness_codes, DIRECTNESS),
        (ontology.kind_codes, KINDS),
        (ontology.measure_codes, MEASURES),
        (ontology.quantifier_codes, QUANTIFIERS),
        (ontology.role_codes, ROLES),
        (ontology.source_role_codes, SOURCE_ROLES),
        (ontology.stance_codes, STANCES),
    ],
)
def test_codes_are_the_contracts(codes: Callable[[], frozenset[str]], contract: str) -> None:
    assert codes() == set(contract.split())


def test_target_kinds_hold_the_contracts() -> None:
    assert ontology.target_kind_codes() >= set(TARGETS.split())


def test_every_term_says_what_it_means() -> None:
    tables = (
        ontology.event_types,
        ontology.measures,
        ontology.target_kinds,
        ontology.kinds,
        ontology.source_roles,
        ontology.roles,
        ontology.stances,
        ontology.quantifiers,
        ontology.scopes,
        ontology.directness,
    )
    unsaid = [term.code for table in tables for term in table() if not (term.definition and term.example)]
    assert unsaid == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("attack", "airstrike", True),
        ("attack", "shooting", True),
        ("airstrike", "shooting", False),
        ("clash", "ground_assault", True),
        ("capture", "advance", True),
        ("killing", "casualties", True),
        ("displacement", "return", False),
        ("siege", "siege", True),
    ],
)
def test_families_say_what_may_be_told_in_two_ways(one: str, other: str, same: bool) -> None:
    assert ontology.same_family(one, other) is same


def test_an_unknown_event_type_is_named() -> None:
    with pytest.raises(DatelineError, match="'air_strike'"):
        ontology.event_type("air_strike")


@pytest.mark.parametrize(
    ("table", "rows", "fault"),
    [
        (
            "events",
            "code,group,families,label,definition,example\nraid,war,ground,raid,,\n",
            r"events\.csv:2: no such group",
        ),
        ("events", "code,group,families,label,definition,example\nraid,attacks,,raid,,\n", r"events\.csv:2: .*family"),
        ("events", "code,group,families,label\nraid,attacks,ground,raid\n", r"events\.csv:1: no column definition"),
        (
            "kinds",
            "code,label,side,arms,definition,example\nrebels,rebels,left,armed,,\n",
            r"kinds\.csv:2: no such side",
        ),
        ("kinds", "code,label,side,arms,definition,example\nrebels,rebels,state,many,,\n", r"kinds\.csv:2: arms is"),
        (
            "measures",
            "code,label,counts,harm,definition,example\nkilled,dead,people,x,,\n",
            r"measures\.csv:2: harm is yes",
        ),
        ("roles", "code,list,label,definition,example\nactor,verbs,actor,,\n", r"roles\.csv:2: list is"),
        (
            "source_roles",
            "code,label,directness,definition,example\nun,UN,far,,\n",
            r"source_roles\.csv:2: no such direct",
        ),
        ("stances", "code,label,definition,example\nb,b,,\na,a,,\n", r"stances\.csv:3: 'a' stands after 'b'"),
        ("stances", "code,label,definition,example\na,a,,\na,a,,\n", r"stances\.csv:3: 'a' stands twice"),
        ("stances", "code,label,definition,example\n,a,,\n", r"stances\.csv:2: a code and a label"),
        ("stances", "code,label,definition,example\na,a,\n", r"stances\.csv:2: 3 cells, but 4 columns"),
    ],
)
def test_a_malformed_table_is_told_by_file_and_row(
    table: str, rows: str, fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ontology.directness_codes()  # the packaged one: only the table at fault is replaced
    (tmp_path / "ontology").mkdir()
    (tmp_path / "ontology" / f"{table}.csv").write_text(rows, encoding="utf-8")
    monkeypatch.setenv("DATELINE_DATA_DIR", str(tmp_path))
    load = {"events": ontology.event_types}.get(table) or getattr(ontology, table)
    with pytest.raises(DataError, match=fault):
        load.__wrapped__()
