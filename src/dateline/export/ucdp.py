"""UCDP-GED-shaped rows: incidents in which somebody died, between two sides that are known."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.export import wording
from dateline.export.contents import ReviewedIncident, Standing
from dateline.export.harm import Harm, harm, is_armed, kind_of
from dateline.export.parties import actors, first, is_named, others, quoted, side, side_name
from dateline.export.picking import Picked
from dateline.export.rowfiles import Cells, Layout, NoHomeError
from dateline.export.schemes import country_codes, country_name, number_of
from dateline.export.tables import main_place
from dateline.records import FusedFigure, Participant, Place
from dateline.reference.ontology import kind

STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
CIVILIANS = "Civilians"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deaths:
    """The best number of the dead by side; the four add up to best."""

    a: int
    b: int
    civilians: int
    unknown: int


class Ucdp(Layout):
    """One row for each deadly incident."""

    name = "ucdp"
    title = "UCDP-GED-shaped CSV"
    kinds = ("incidents",)
    layouts = ("GED 22.1-26.1",)
    loss = (
        "injured, displaced and every other count",
        "stance, disputes and who says what",
        "open bounds: an open low is 0, an open best the low, an open high the best",
        "conflict and dyad ids, which are UCDP's own",
    )

    def cells(self, record: ReviewedIncident, _picked: Picked) -> Iterator[Cells]:
        """The row of an incident; raises NoHomeError where nobody died, or a side, a day or a place is not known."""
        incident = record.incident
        dead = harm(incident, "killed", record.claims)
        if dead is None or not any(dead.whole):
            raise NoHomeError("UCDP: no death in low, best or high")
        violence = (incident.codes.value.ucdp or {}).get("type_of_violence") if incident.codes else None
        if violence is None:
            raise NoHomeError("UCDP: a side is not named, so that the type of violence is not known")
        time, place = incident.time, main_place(incident)
        start = time.value.start or time.value.end if time is not None else None
        if time is None or start is None:
            raise NoHomeError("UCDP: no day")
        if place is None or place.country is None:
            raise NoHomeError("UCDP: no place")
        one, other = sides(record, violence)
        if one is None or not is_named(one) or (violence != ONE_SIDED and (other is None or not is_named(other))):
            raise NoHomeError("UCDP: a side is not named")
        low, best, high = dead.whole
        deaths = by_side(dead, best, violence, one, other)
        end = time.value.end or start
        reports = record.reports
        articles = [
            ",".join(part.replace(";", ",") for part in (r.publisher, (r.published or "")[:10], r.title) if part)
            for r in reports
        ]
        name_b = CIVILIANS if violence == ONE_SIDED or other is None else side_name(other)
        name_a = side_name(one)
        yield {
            "id": number_of(incident.id),
            "relid": incident.id,
            "year": int(start[:4]),
            "code_status": "Clear" if record.standing is Standing.REVIEWED else "Unreviewed",
            "type_of_violence": violence,
            "dyad_name": f"{name_a} - {name_b}",
            "side_a": name_a,
            "side_b": name_b,
            "number_of_sources": len(reports),
            "source_article": ";".join(articles),
            "source_office": ";".join(r.publisher or "" for r in reports),
            "source_date": ";".join((r.published or "")[:10] for r in reports),
            "source_headline": ";".join((r.title or "").replace(";", ",") for r in reports),
            "source_original": ";".join(name.replace(";", ",") for name in quoted(record)),
            **where(place),
            "event_clarity": 1 if start == end and (place.precision or 6) <= 3 else 2,
            "date_prec": time.value.precision,
            "date_start": start,
            "date_end": end,
            "deaths_a": deaths.a,
            "deaths_b": deaths.b,
            "deaths_civilians": deaths.civilians,
            "deaths_unknown": deaths.unknown,
            "best": best,
            "high": high,
            "low": low,
            "gwnoa": _ward(one),
            "gwnob": _ward(other) if name_b != CIVILIANS else None,
        }


def where(place: Place) -> Cells:
    """The columns of a place."""
    codes = country_codes(place.country)
    known = place.latitude is not None and place.longitude is not None
    return {
        "where_prec": place.precision,
        "where_coordinates": place.name or place.mention.text,
        "where_description": wording.place_words(place, with_role=False),
        "adm_1": place.admin1,
        "adm_2": place.admin2,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "geom_wkt": f"POINT ({_degrees(place.longitude)} {_degrees(place.latitude)})" if known else None,
        "priogrid_gid": grid_cell(place.latitude, place.longitude),
        "country": country_name(place.country),
        "country_id": codes.gleditsch_ward,
        "region": codes.ucdp_region,
    }


def _degrees(value: float | None) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".") if value is not None else ""


def grid_cell(latitude: float | None, longitude: float | None) -> int | None:
    """The number of the PRIO-GRID cell: half degrees, counted from the south-west corner, 720 to a row."""
    if latitude is None or longitude is None:
        return None
    row = min(math.floor((latitude + 90) * 2), 359)
    column = min(math.floor((longitude + 180) * 2), 719)
    return row * 720 + column + 1


def sides(record: ReviewedIncident, violence: int) -> tuple[Participant | None, Participant | None]:
    """Side a and side b: in state-based violence the state is side a, else the one who attacked."""
    attackers, hit = actors(record.incident), others(record.incident)
    if violence == ONE_SIDED:
        return first(attackers, "state", "nonstate"), None
    one = first(attackers, "state", "nonstate")
    enemies = [p for p in (*hit, *attackers) if p is not one and kind(p.kind).armed]
    other = first(enemies, "state", "nonstate")
    if violence == STATE_BASED and one is not None and side(one) == "nonstate" and other is not None:
        return other, one
    return one, other


def by_side(dead: Harm, best: int, violence: int, one: Participant | None, other: Participant | None) -> Deaths:
    """The dead by side, from who was counted; whoever cannot be placed is of side unknown."""
    a = b = 0
    for part in dead.parts:
        if is_armed(part.of):
            number = int(part.best or part.low or 0)
            whose = _whose(part.of, one, other, violence)
            a += number if whose == "a" else 0
            b += number if whose == "b" else 0
    civilians = _civilians(dead.parts)
    if violence == ONE_SIDED and a == b == 0:
        civilians = best  # those that one-sided violence aims at; no armed dead were told apart
    if a + b + civilians > best:
        return Deaths(a=0, b=0, civilians=0, unknown=best)
    return Deaths(a=a, b=b, civilians=civilians, unknown=best - a - b - civilians)


def _civilians(parts: Sequence[FusedFigure]) -> int:
    """The row of civilians, else those that are counted by age, sex and calling: each person is in one such row."""
    found: dict[str, int] = {}
    for part in parts:
        of, number = part.of, int(part.best or part.low or 0)
        known = kind_of(of)
        if is_armed(of) is False and known is not None:
            found[of] = max(found.get(of, 0), number)
    if "civilians" in found:
        return found["civilians"]
    by_age = sum(found.get(of, 0) for of in ("women", "children"))
    return max([by_age, *found.values()])


def _whose(of: str, one: Participant | None, other: Participant | None, violence: int) -> str | None:
    """Which side some armed dead are of: soldiers of the one side that is a state, fighters of the one that is not."""
    if violence == NON_STATE:
        return None
    known = kind_of(of)
    wanted = "nonstate" if of == "fighters" else kind(known).side if known else None
    mine = [letter for letter, p in (("a", one), ("b", other)) if p is not None and side(p) == wanted]
    return mine[0] if len(mine) == 1 else None


def _ward(participant: Participant | None) -> int | None:
    if participant is None or side(participant) != "state":
        return None
    return country_codes(participant.country).gleditsch_ward
