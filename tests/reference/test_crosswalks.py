"""Crosswalks: every event has an answer in every scheme, and the parties decide where a codebook lets them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import DataError
from dateline.records import Codes
from dateline.reference import crosswalks
from dateline.reference.crosswalks import codes_for, crossings, type_of_violence
from dateline.reference.ontology import event_codes, event_types

COLUMNS = (
    "event,row,when_stance,when_actor,when_victim,plover_event,plover_mode,plover_fit,cameo,cameo_fit,"
    "acled_event_type,acled_sub_event_type,acled_fit,ucdp,ucdp_fit,note"
)
BATTLE = "Battles / Armed clash"
CIVILIANS = "Violence against civilians / Attack"


def acled(codes: Codes) -> str | None:
    """The ACLED code as one word, to read beside the sentence."""
    return codes.acled and f"{codes.acled['event_type']} / {codes.acled['sub_event_type']}"


def plover(codes: Codes) -> str | None:
    """The PLOVER code as one word."""
    return codes.plover and f"{codes.plover['event']} {codes.plover['mode'] or ''}".strip()


def test_every_event_type_is_in_the_crosswalk() -> None:
    assert {row.event for row in crossings()} == event_codes()


def test_every_attack_told_as_done_is_an_assault() -> None:
    attacks = [t.code for t in event_types() if t.group == "attacks"]
    found = {code: codes_for(code, actor_kinds=(), victim_kinds=(), stance="asserted").plover for code in attacks}
    assert {code for code, codes in found.items() if not codes or codes["event"] != "ASSAULT"} == set()


@pytest.mark.parametrize(
    ("event", "actors", "victims", "expected"),
    [
        # Soldiers shot at a bus of villagers.
        ("shooting", ["state_forces"], ["civilians"], CIVILIANS),
        # Rebels shot two soldiers.
        ("shooting", ["rebels"], ["state_forces"], BATTLE),
        # Fighters attacked a patrol and killed two soldiers and a child.
        ("attack", ["jihadists"], ["state_forces", "civilians"], BATTLE),
        # Two clinics were attacked.
        ("attack", [], ["medical"], CIVILIANS),
        # An attack was reported.
        ("attack", [], [], None),
        ("attack", ["unknown"], ["unknown"], None),
        ("airstrike", ["state_forces"], ["civilians"], "Explosions/Remote violence / Air/drone strike"),
        ("shelling", [], [], "Explosions/Remote violence / Shelling/artillery/missile attack"),
        ("chemical_attack", [], ["civilians"], "Explosions/Remote violence / Chemical weapon"),
        ("abduction", ["militia"], ["aid"], "Violence against civilians / Abduction/forced disappearance"),
        ("abduction", ["rebels"], ["state_forces"], None),
        ("capture", ["state_forces"], [], "Battles / Government regains territory"),
        ("capture", ["rebels"], [], "Battles / Non-state actor overtakes territory"),
        ("loss", ["state_forces"], [], "Battles / Non-state actor overtakes territory"),
        ("looting", ["militia"], [], "Strategic developments / Looting/property destruction"),
        ("displacement", [], ["civilians"], None),
        ("condemnation", ["government"], [], None),
    ],
)
def test_acled_follows_event_and_parties(
    event: str, actors: list[str], victims: list[str], expected: str | None
) -> None:
    assert acled(codes_for(event, actor_kinds=actors, victim_kinds=victims, stance="asserted")) == expected


@pytest.mark.parametrize(
    ("event", "actors", "stance", "expected"),
    [
        ("airstrike", ["state_forces"], "asserted", "ASSAULT aerial"),
        ("airstrike", ["state_forces"], "alleged", "ASSAULT aerial"),
        ("airstrike", ["state_forces"], "expected", "THREATEN violence"),
        ("airstrike", [], "expected", None),  # feared, by nobody named
        ("airstrike", ["state_forces"], "denied", None),
        ("airstrike", ["state_forces"], "negated", None),
        ("denial", ["government"], "denied", "REJECT"),
        ("demand", ["igo"], "asserted", "REQUEST"),
        ("threat", ["rebels"], "expected", "THREATEN violence"),
        ("threat", ["government"], "asserted", "THREATEN"),
        ("condemnation", ["government"], "asserted", "ACCUSE disapprove"),
        ("withdrawal", ["state_forces"], "asserted", "RETREAT withdraw"),
        ("withdrawal", ["state_forces"], "expected", "AGREE"),
        ("agreement", ["government"], "negated", "REJECT"),
        ("negotiation", ["government"], "asserted", "CONSULT"),
        ("no_comment", ["government"], "no_comment", None),
        ("displacement", [], "asserted", None),
        ("displacement", ["civilians"], "asserted", None),  # they fled
        ("displacement", ["state_forces"], "asserted", "COERCE deport"),  # they were driven out
        ("casualties", [], "asserted", None),
    ],
)
def test_plover_follows_event_and_stance(event: str, actors: list[str], stance: str, expected: str | None) -> None:
    assert plover(codes_for(event, actor_kinds=actors, victim_kinds=(), stance=stance)) == expected


@pytest.mark.parametrize("event", sorted(event_codes()))
@pytest.mark.parametrize("stance", ["denied", "negated", "expected", "conditional", "no_comment"])
def test_what_did_not_happen_is_no_acled_or_ucdp_event(event: str, stance: str) -> None:
    codes = codes_for(event, actor_kinds=["state_forces"], victim_kinds=["civilians"], stance=stance)
    assert (codes.acled, codes.ucdp) == (None, None)


@pytest.mark.parametrize(
    ("actors", "victims", "expected"),
    [
        (["state_forces"], ["rebels"], 1),
        (["state_forces"], ["state_forces"], 1),
        (["rebels"], ["state_forces"], 1),
        (["rebels"], ["police"], 1),
        (["jihadists"], ["rebels"], 2),
        (["militia"], ["civilians"], 3),
        (["state_forces"], ["medical", "aid"], 3),
        (["state_forces"], ["rebels", "civilians"], 1),
        (["rebels"], [], None),
        ([], ["civilians"], None),
        (["unknown"], ["civilians"], None),
        (["civilians"], ["civilians"], None),
    ],
)
def test_type_of_violence_follows_the_sides(actors: list[str], victims: list[str], expected: int | None) -> None:
    assert type_of_violence(actors, victims) == expected


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("air_strike,1,,,,,,none,,none,,,none,,none,", "2: unknown event type 'air_strike'"),
        ("raid,2,,,,,,none,,none,,,none,,none,", "2: row 1 of raid is missing"),
        ("raid,1,perhaps,,,,,none,,none,,,none,,none,", "2: unknown stance 'perhaps'"),
        ("raid,1,,army,,,,none,,none,,,none,,none,", "2: when_actor: no such kind or side: 'army'"),
        ("raid,1,,,,ASSAULT,sword,exact,,none,,,none,,none,", "2: PLOVER has no ASSAULT sword"),
        ("raid,1,,,,,,none,,none,Battles,Attack,exact,,none,", "2: ACLED has no Battles / Attack"),
        ("raid,1,,,,,,none,19x,exact,,,none,,none,", "2: not a CAMEO code: '19x'"),
        ("raid,1,,,,,,none,190,none,,,none,,none,", "2: cameo_fit is 'none', but cameo is '190'"),
        ("raid,1,,,,,,close,,none,,,none,,none,", "2: plover_fit: no such fit: 'close'"),
        ("raid,1,,,,,,none,,none,,,none,2,exact,", "2: ucdp is parties or empty, not '2'"),
        ("raid,one,,,,,,none,,none,,,none,,none,", "2: row is not a number: 'one'"),
    ],
)
def test_a_malformed_row_is_named(row: str, fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    codes_for(
        "raid", actor_kinds=(), victim_kinds=(), stance="asserted"
    )  # the schemes' own lists stay the packaged ones
    (tmp_path / "crosswalks").mkdir()
    (tmp_path / "crosswalks" / "events.csv").write_text(f"{COLUMNS}\n{row}\n", encoding="utf-8")
    monkeypatch.setenv("DATELINE_DATA_DIR", str(tmp_path))
    with pytest.raises(DataError, match=rf"events\.csv:{fault}"):
        crosswalks.crossings.__wrapped__()
