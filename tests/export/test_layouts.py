"""The layouts of others: columns in their order, the invariants that their owners keep, and what has no home there."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import hxl
import pytest

from dateline.export.columns import layout
from dateline.export.contents import Given, ReviewedIncident
from dateline.export.exporter import manifest_path
from dateline.export.harm import harm
from dateline.export.parties import is_named
from dateline.export.schemes import country_codes, country_of_number, number_of, scheme
from dateline.export.ucdp import grid_cell
from dateline.records import Codes, Fused, FusedFigure, Grade, Incident, Participant, Span
from dateline.reference.ontology import event_codes, kind_codes, target_kind_codes

Write = Callable[..., Path]
UCDP = (
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name "
    "dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id "
    "side_b number_of_sources source_article source_office source_date source_headline source_original "
    "where_prec where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid "
    "country country_id region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians "
    "deaths_unknown best high low gwnoa gwnob"
)
ACLED = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 "
    "inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 "
    "location latitude longitude geo_precision source source_scale notes fatalities tags timestamp"
)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def left_out(path: Path, kind: str = "incidents") -> dict[str, int]:
    told = json.loads(manifest_path(path).read_text(encoding="utf-8"))
    return {one["reason"]: one["rows"] for one in told["counts"][kind]["left_out"]}


def only(war: Given, number: int, **values: Any) -> Given:
    """The set with one incident, some of its values others."""
    row = war.kept_incidents[number]
    changed: Incident = replace(row.incident, **values)
    return replace(war, kept_incidents=(replace(row, incident=changed),))


@pytest.mark.parametrize(("name", "columns"), [("ucdp", UCDP), ("acled", ACLED)])
def test_the_columns_are_those_of_the_owner(write: Write, name: str, columns: str) -> None:
    path = write(name)
    with path.open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == columns.split()


@pytest.mark.parametrize("name", ["ucdp", "acled", "ssa", "shcc", "idu"])
def test_every_column_of_a_layout_says_what_it_holds(name: str) -> None:
    fields = layout(name)
    assert len({field.name for field in fields}) == len(fields)
    assert all(field.help for field in fields)


def test_deaths_by_side_add_up_to_best(write: Write) -> None:
    for row in rows(write("ucdp")):
        sides = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
        assert sum(int(row[side]) for side in sides) == int(row["best"])
        assert int(row["low"]) <= int(row["best"]) <= int(row["high"])


def test_the_dead_are_told_by_whose_they_are(write: Write) -> None:
    shelling, strike = rows(write("ucdp"))
    assert (shelling["type_of_violence"], shelling["side_a"], shelling["side_b"]) == (
        "1",
        "Government of Sudan",
        "Free Valley Army",
    )
    assert [shelling[f"deaths_{side}"] for side in ("a", "b", "civilians", "unknown")] == ["3", "0", "9", "0"]
    assert (shelling["gwnoa"], shelling["gwnob"], shelling["code_status"]) == ("625", "", "Clear")
    assert (strike["best"], strike["low"], strike["high"], strike["side_b"]) == ("0", "0", "8", "Civilians")
    assert strike["code_status"] == "Unreviewed"


def test_a_place_of_ucdp_has_its_cell_and_its_country(write: Write) -> None:
    (row, _) = rows(write("ucdp"))
    assert (row["geom_wkt"], row["priogrid_gid"]) == ("POINT (24.66667 14.2)", "150170")
    assert (row["country"], row["country_id"], row["region"], row["where_prec"]) == ("Sudan", "625", "Africa", "1")


@pytest.mark.parametrize(
    ("latitude", "longitude", "cell"),
    [(-90.0, -180.0, 1), (89.9, 179.9, 259200), (90.0, 180.0, 259200), (0.1, 0.1, 129961), (None, 3.0, None)],
)
def test_a_grid_cell_is_counted_from_the_south_west(
    latitude: float | None, longitude: float | None, cell: int | None
) -> None:
    assert grid_cell(latitude, longitude) == cell


def test_what_ucdp_has_no_home_for_is_counted(write: Write) -> None:
    assert left_out(write("ucdp")) == {"UCDP: no death in low, best or high": 1}


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"codes": None}, "UCDP: a side is not named, so that the type of violence is not known"),
        ({"time": None}, "UCDP: no day"),
        ({"places": ()}, "UCDP: no place"),
        ({"participants": ()}, "UCDP: a side is not named"),
    ],
)
def test_a_row_without_what_ucdp_needs_stays_out(write: Write, war: Given, values: dict[str, Any], reason: str) -> None:
    path = write("ucdp", contents=only(war, 0, **values))
    assert (rows(path), left_out(path)) == ([], {reason: 1})


def test_a_warplane_alone_is_no_side(write: Write, war: Given) -> None:
    plane = Participant(role="actor", mention=Span(0, 5, "plane"), name="plane", kind="state_forces")
    path = write("ucdp", contents=only(war, 1, participants=(Fused(value=plane, claims=()),)))
    assert left_out(path) == {"UCDP: a side is not named": 1}


def test_acled_has_one_number_and_the_rest_in_words(write: Write) -> None:
    shelling, strike = rows(write("acled"))
    assert (shelling["fatalities"], shelling["event_date"], shelling["time_precision"]) == ("12", "2024-09-17", "1")
    assert "killed (people): low 12, best 12, high open" in shelling["notes"]
    assert (shelling["tags"], strike["tags"]) == ("", "disputed; unreviewed")
    assert strike["event_id_cnty"].startswith("SDN")
    assert strike["civilian_targeting"] == "Civilian targeting"


@pytest.mark.parametrize(
    ("style", "inter"),
    [
        (None, ("Rebel group", "State forces", "State forces-Rebel group")),
        ("codes", ("2", "1", "12")),
    ],
)
def test_acled_has_both_styles_of_interaction(write: Write, style: str | None, inter: tuple[str, ...]) -> None:
    (row, _) = rows(write("acled", layout=style))
    assert (row["inter1"], row["inter2"], row["interaction"]) == inter


def test_what_acled_has_no_home_for_is_counted(write: Write) -> None:
    assert left_out(write("acled")) == {"ACLED: no event type": 1}


def test_a_month_stands_for_its_middle_in_acled(write: Write, war: Given) -> None:
    incident = war.kept_incidents[0].incident
    assert incident.time is not None
    month = replace(incident.time.value, start="2024-09-01", end="2024-09-30", precision=4)
    (row,) = rows(write("acled", contents=only(war, 0, time=Fused(value=month, claims=()))))
    assert (row["event_date"], row["time_precision"]) == ("2024-09-15", "3")


def test_ssa_names_no_place_no_source_and_nobody(write: Write) -> None:
    path = write("ssa")
    (row,) = rows(path)
    assert "Kutum" not in path.read_text(encoding="utf-8")
    assert "Delta Press" not in path.read_text(encoding="utf-8")
    assert not {"province", "place", "latitude", "longitude", "description", "sources"} & set(row)
    assert (row["hcfacilities"], row["hctransport"], row["hcpersonnel"]) == ("YES", "Unknown", "YES")
    assert row["attacktype"].startswith("Violence with heavy weapons")
    assert (row["classificationid"], row["classification"]) == ("", "Possible")


def test_ssa_gives_the_place_when_it_is_asked_for(write: Write) -> None:
    (row,) = rows(write("ssa", sensitive=True))
    assert (row["place"], row["sources"]) == ("Kutum", "Delta Press; Amina Yusuf")


@pytest.mark.parametrize(
    ("grade", "level"),
    [
        (Grade(suggested="Confirmed", reason=""), ("", "Probable")),
        (Grade(suggested="Weak", reason="", decided="Confirmed", by="Nour"), ("4", "Confirmed")),
        (Grade(suggested="Contested", reason=""), ("", "Rumour")),
    ],
)
def test_only_a_person_confirms_an_attack(write: Write, war: Given, grade: Grade, level: tuple[str, str]) -> None:
    (row,) = rows(write("ssa", contents=only(war, 0, grade=grade)))
    assert (row["classificationid"], row["classification"]) == level


def test_an_abduction_without_a_day_has_no_home_in_ssa(write: Write) -> None:
    assert left_out(write("ssa")) == {"health care is not touched": 1, "no day": 1}


def test_shcc_counts_one_where_the_number_is_not_told(write: Write) -> None:
    path = write("shcc").with_suffix(".csv")
    write("shcc").rename(path)
    with hxl.data(str(path), hxl.InputOptions(allow_local=True)) as source:
        (row,) = list(source)
    assert row.get("#indicator+health_facility+damaged+num") == "1"
    assert (row.get("#group+perp"), row.get("#weapon")) == ("NSA", "Ground-Launched Explosive Weapon")
    assert row.get("#geo+lat") is None


def test_no_two_columns_of_shcc_share_a_tag() -> None:
    """In a published file of 2022 the tags of kidnapped and arrested were swapped."""
    given = {field.name: field.hxl for field in layout("shcc")}
    assert len(set(given.values())) == len(given)
    assert given["Health Workers Kidnapped"] == "#affected+healthworker+kidnapped"
    assert given["Health Workers Arrested"] == "#affected+healthworker+arrested"
    assert given["Known Kidnapping or Arrest Outcome"] == "#affected+healthworker+outcome"


def test_idu_holds_flows_of_people_and_nothing_else(write: Write) -> None:
    path = write("idu", "claims")
    (row,) = rows(path)
    assert (row["figure"], row["qualifier"], row["displacement_type"]) == ("1200", "more than", "Conflict")
    assert (row["role"], row["review"]) == ("Triangulation", "unreviewed")
    assert row["standard_popup_text"] == (
        "<b>Sudan: 1,200 displacements</b><br>More than 1,200 people fled Kutum on Tuesday<br>"
        '<a href="https://press.example/kutum">Delta Press - 2024-09-19</a>'
    )
    assert left_out(path, "claims") == {
        "IDU: no displacement": 3,
        "IDU: counted in households": 1,
        "IDU: a running total, which is no new flow": 1,
    }


def test_plover_has_what_its_manual_requires(write: Write) -> None:
    path = write("plover", "claims")
    shelling, strike = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    for record in (shelling, strike):
        assert {"id", "date", "actor", "event"} <= set(record)
    assert (shelling["event"], shelling["mode"], shelling["quad_code"]) == (["ASSAULT"], ["heavy-weapons"], 4)
    assert shelling["actor"] == [{"code": "SDN", "sector": "REB", "entity_text": "Free Valley Army"}]
    assert shelling["size"] == {"dead": 12}
    assert "size" not in strike
    assert left_out(path, "claims") == {"PLOVER: no event": 3, "PLOVER: no day": 1}


def row_of(of: str, *bounds: float | None, part_of: int | None = None, measure: str = "killed") -> FusedFigure:
    low, best, high = bounds
    return FusedFigure(
        measure=measure, of=of, low=low, best=best, high=high, low_from=None, best_from=None, high_from=None,
        profile="house", part_of=part_of,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "bounds"),
    [
        ([row_of("people", 12, 12, None), row_of("civilians", 9, 9, 9)], (12, 12, None)),
        ([row_of("civilians", 9, 9, 9), row_of("soldiers", 3, 3, 3)], (12, 12, 12)),
        ([row_of("civilians", 9, 9, 9), row_of("children", 4, 4, 4)], (9, 9, 9)),
        ([row_of("women", 2, 2, None), row_of("fighters", 5, 5, 5)], (7, 7, None)),
        ([row_of("people", 12, 12, 12), row_of("people", 3, 3, 3, part_of=0)], (12, 12, 12)),
        ([row_of("soldiers", 12, 12, 25), row_of("fighters", 40, 40, 40)], (52, 52, 65)),
        ([row_of("soldiers", 12, 12, 12), row_of("police", 3, 3, 3)], (12, 12, 12)),
        ([row_of("people", 0, 0, 0), row_of("health_workers", 3, 3, 3)], (3, 3, 3)),
    ],
)
def test_rows_that_may_overlap_are_never_added(war: Given, rows: list[FusedFigure], bounds: tuple[float, ...]) -> None:
    found = harm(replace(war.kept_incidents[0].incident, figures=tuple(rows)), "killed")
    assert found is not None
    assert (found.low, found.best, found.high) == bounds


@pytest.mark.parametrize(
    ("bounds", "whole"),
    [
        ((None, None, 8), (0, 0, 8)),
        ((12, 12, None), (12, 12, 12)),
        ((None, 5, 7), (0, 5, 7)),
        ((3, None, None), (3, 3, 3)),
    ],
)
def test_open_bounds_become_numbers_in_their_order(
    war: Given, bounds: tuple[float | None, ...], whole: tuple[int, ...]
) -> None:
    found = harm(replace(war.kept_incidents[0].incident, figures=(row_of("people", *bounds),)), "killed")
    assert found is not None
    assert found.whole == whole


def test_schemes_speak_of_kinds_and_events_that_there_are() -> None:
    assert set(scheme("acled", "inter")) | {"unknown"} == kind_codes()
    assert set(scheme("shcc", "perpetrator")) | {"ngo", "unknown"} == kind_codes() | {"ngo"}
    assert set(scheme("ftm", "schema")) <= kind_codes()
    assert set(scheme("health")["kinds"]) <= target_kind_codes()
    for events in (scheme("ssa", "attacktype"), scheme("shcc", "weapon"), scheme("idu")["events"]):
        assert set(events) <= event_codes()


@pytest.mark.parametrize(("iso3", "ward", "number"), [("SYR", 652, 760), ("UKR", 369, 804), ("COD", 490, 180)])
def test_a_country_has_its_numbers(iso3: str, ward: int, number: int) -> None:
    codes = country_codes(iso3)
    assert (codes.gleditsch_ward, codes.iso_numeric) == (ward, number)
    assert country_of_number(ward) == iso3


def people(role: str, name: str, kind: str, party: str | None, country: str | None = "SDN") -> Fused[Participant]:
    one = Participant(role=role, mention=Span(0, len(name), name), name=name, kind=kind, party=party, country=country)
    return Fused(value=one, claims=())


def test_people_whom_a_sentence_joins_are_added(war: Given) -> None:
    """ "Killing 12 people, nine of them civilians" adds none; "a doctor and three patients" are four."""
    row = war.kept_incidents[0]
    said = row.claims[0].claim
    doctor, patients = (
        replace(said.figures[2], of=of, mention=Span(0, 1, words), n=n, low=n, best=n, high=n, part_of=None)
        for of, words, n in (("health_workers", "a doctor", 1.0), ("people", "three patients", 3.0))
    )

    def incident(words: str) -> ReviewedIncident:
        claim = replace(said, figures=(doctor, patients), evidence=Span(0, len(words), words))
        kept = replace(row.claims[0], claim=claim)
        figures = (
            replace(row_of("health_workers", 1, 1, 1), best_from=said.id),
            replace(row_of("people", 3, 3, 3), best_from=said.id),
        )
        return replace(row, incident=replace(row.incident, figures=figures), claims=(kept,))

    for words, best in (("killing a doctor and three patients", 4), ("three patients died, a doctor said", 3)):
        found = harm(incident(words).incident, "killed", incident(words).claims)
        assert found is not None
        assert found.best == best, words


def test_ssa_counts_patients_with_the_workers_and_leaves_empty_what_nobody_counted(write: Write, war: Given) -> None:
    row = war.kept_incidents[0]
    said = row.claims[0].claim
    mention = Span(0, 14, "three patients")
    three = replace(said.figures[2], of="people", mention=mention, n=3.0, low=3.0, best=3.0, high=3.0, part_of=None)
    claims = (replace(row.claims[0], claim=replace(said, figures=(three,))),)
    figures = (
        replace(row_of("people", 3, 3, 3), best_from=said.id),
        row_of("health_workers", 2, 2, 2),
        row_of("people", 0, 0, 0, measure="injured"),
    )
    changed = replace(row, incident=replace(row.incident, figures=figures), claims=claims)
    (told,) = rows(write("ssa", contents=replace(war, kept_incidents=(changed,))))
    assert (told["victimstotaldeath"], told["victimstotalinjured"]) == ("5", "0")
    (untold,) = rows(write("ssa", contents=only(war, 0, figures=())))
    assert (untold["victimstotaldeath"], untold["victimstotalinjured"]) == ("", "")


def test_shcc_tells_that_none_was_hurt(write: Write, war: Given) -> None:
    row = row_of("health_workers", 0, 0, 0, measure="injured")
    (_, told) = rows(write("shcc", contents=only(war, 0, figures=(row,))))
    assert told["Health Workers Injured"] == "0"


CLASH = (
    people("actor", "Sudanese army", "state_forces", "SDN:MIL"),
    people("actor", "Free Valley Army", "rebels", "SDN:REB.FVA"),
)


def test_the_second_of_those_who_clash_is_the_other_in_acled(write: Write, war: Given) -> None:
    codes = Codes(acled={"event_type": "Battles", "sub_event_type": "Armed clash"})
    clash = only(war, 0, participants=CLASH, event=Fused(value="clash", claims=()), codes=Fused(value=codes, claims=()))
    (row,) = rows(write("acled", contents=clash, layout="codes"))
    assert (row["actor1"], row["inter1"], row["actor2"], row["inter2"], row["interaction"]) == (
        "Sudanese army",
        "1",
        "Free Valley Army",
        "2",
        "12",
    )
    assert row["assoc_actor_2"] == ""


@pytest.mark.parametrize(("style", "joint"), [("labels", "External/Other forces-Civilians"), ("codes", "78")])
def test_civilians_come_last_in_a_label_of_acled(write: Write, war: Given, style: str, joint: str) -> None:
    sides = (
        people("actor", "Chadian army", "state_forces", "TCD:MIL", "TCD"),
        people("victim", "people", "civilians", "SDN:CIV"),
    )
    (row,) = rows(write("acled", contents=only(war, 1, participants=sides), layout=style))
    assert (row["interaction"], row["civilian_targeting"]) == (joint, "Civilian targeting")


def test_force_against_protesters_is_aimed_at_civilians_in_acled(write: Write, war: Given) -> None:
    codes = Codes(acled={"event_type": "Protests", "sub_event_type": "Excessive force against protesters"})
    (row,) = rows(write("acled", contents=only(war, 0, codes=Fused(value=codes, claims=()))))
    assert row["civilian_targeting"] == "Civilian targeting"


@pytest.mark.parametrize(
    ("name", "kind", "party", "named"),
    [
        ("Militants", "rebels", "SDN:REB", False),
        ("Islamist militants", "jihadists", None, False),
        ("rebels", "rebels", "COD:REB", False),
        ("JNIM fighters", "jihadists", "MLI:REB.JNIM", True),
        ("Arrow Boys", "militia", None, True),
        ("army", "state_forces", "SDN:MIL", True),
    ],
)
def test_a_side_is_named_by_a_name(name: str, kind: str, party: str | None, named: bool) -> None:
    assert is_named(people("actor", name, kind, party).value) is named


@pytest.mark.parametrize(
    ("places", "country"),
    [
        ((("destination", "TCD"), ("origin", "SDN")), "SDN"),
        ((("destination", "SDN"),), "SDN"),
        ((("destination", "TCD"),), None),
    ],
)
def test_idu_counts_a_flow_where_it_began(
    write: Write, war: Given, places: tuple[tuple[str, str], ...], country: str | None
) -> None:
    kept = war.kept_reports[0]
    flight = next(one for one in kept.claims if one.claim.event == "displacement")
    found = tuple(replace(flight.claim.places[0], role=role, country=iso) for role, iso in places)
    fled = (people("victim", "people", "civilians", "SDN:CIV").value,)
    claims = (replace(flight, claim=replace(flight.claim, places=found, participants=fled)),)
    path = write("idu", "claims", contents=replace(war, kept_reports=(replace(kept, claims=claims),)))
    assert [row["iso3"] for row in rows(path)] == ([country] if country else [])
    assert left_out(path, "claims") == ({} if country else {"IDU: no country from which they fled": 1})


def test_a_flow_without_a_day_has_no_home_in_idu(write: Write, war: Given) -> None:
    kept = war.kept_reports[0]
    flight = next(one for one in kept.claims if one.claim.event == "displacement")
    claims = (replace(flight, claim=replace(flight.claim, time=None)),)
    path = write("idu", "claims", contents=replace(war, kept_reports=(replace(kept, claims=claims),)))
    assert left_out(path, "claims") == {"IDU: no day": 1}


def test_plover_has_the_sector_of_a_kind_and_none_for_the_unknown(write: Write, war: Given) -> None:
    kept = war.kept_reports[0]
    strike = next(one for one in kept.claims if one.claim.event == "airstrike")
    acting = tuple(
        people("actor", name, kind, None, None).value
        for name, kind in (("warplane", "state_forces"), ("gunmen", "unknown"))
    )
    claims = (replace(strike, claim=replace(strike.claim, participants=acting)),)
    path = write("plover", "claims", contents=replace(war, kept_reports=(replace(kept, claims=claims),)))
    assert json.loads(path.read_text(encoding="utf-8"))["actor"] == [
        {"sector": "MIL", "entity_text": "warplane"},
        {"entity_text": "gunmen"},
    ]


def test_ids_of_sixty_thousand_incidents_are_all_different() -> None:
    assert len({number_of(f"i-{n:016x}") for n in range(60_000)}) == 60_000
