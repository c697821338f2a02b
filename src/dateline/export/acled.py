"""ACLED-shaped rows: incidents in the event types that ACLED has, with both styles of its interaction codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dateline.export import wording
from dateline.export.contents import ReviewedIncident, Standing
from dateline.export.harm import harm, under_profile
from dateline.export.parties import actors, backers, is_named, others, side, side_name
from dateline.export.picking import Picked
from dateline.export.rowfiles import Cells, Layout, NoHomeError
from dateline.export.schemes import country_codes, country_name, number_of, scheme
from dateline.export.tables import main_place
from dateline.records import Incident, Participant, Place, Time
from dateline.reference.crosswalks import acled_types

LABELS, CODES = "labels", "codes"
#: ACLED's precisions by UCDP's; what is not here it does not code.
DAYS = {1: 1, 2: 2, 3: 2, 4: 3}
SPACE = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3}
CIVILIAN = 7
LAST = 9
UNIDENTIFIED = "Unidentified Armed Group"
UNIDENTIFIED_FORCES = "Unidentified Military Forces"


class Acled(Layout):
    """One row for each incident of a type that ACLED has."""

    name = "acled"
    title = "ACLED-shaped CSV"
    kinds = ("incidents",)
    layouts = (LABELS, CODES)
    loss = (
        "low and high: one conservative number under the profile acled",
        "injured, displaced and every other count, which are told in notes",
        "stance, disputes and who says what; the status is in tags",
        "source_scale, admin3 and timestamp stay empty",
    )

    def cells(self, record: ReviewedIncident, picked: Picked) -> Iterator[Cells]:
        """The row of an incident; raises NoHomeError where ACLED has no type, day or place for it."""
        incident = record.incident
        codes = (incident.codes.value.acled or {}) if incident.codes else {}
        event, sub_event = codes.get("event_type"), codes.get("sub_event_type")
        if not event or not sub_event:
            raise NoHomeError(
                "ACLED: no event type" if not event else "ACLED: no sub-event type, as who did it is not said"
            )
        day, place = _day(incident.time.value if incident.time else None), main_place(incident)
        precision = SPACE.get(place.precision or 0) if place is not None else None
        if place is None or place.country is None or precision is None:
            raise NoHomeError("ACLED: no place nearer than a country")
        one, other = _pair(record, event, place)
        number = country_codes(place.country)
        yield {
            "event_id_cnty": f"{place.country}{number_of(incident.id)}",
            "event_date": day[0],
            "year": int(day[0][:4]),
            "time_precision": day[1],
            "disorder_type": acled_types()[event, sub_event],
            "event_type": event,
            "sub_event_type": sub_event,
            "actor1": one[0],
            "assoc_actor_1": "; ".join(side_name(p) for p in backers(incident)),
            "actor2": other[0],
            "assoc_actor_2": "; ".join(side_name(p) for p in _pairs(incident)[1][1:]),
            **_inter(one[1], other[1], self.layout_of(picked)),
            "civilian_targeting": "Civilian targeting" if _aims_at_civilians(event, sub_event, other[1]) else "",
            "iso": number.iso_numeric,
            "region": number.acled_region,
            "country": country_name(place.country),
            "admin1": place.admin1,
            "admin2": place.admin2,
            "location": place.name or place.mention.text,
            "latitude": place.latitude,
            "longitude": place.longitude,
            "geo_precision": precision,
            "source": "; ".join(dict.fromkeys(r.publisher for r in record.reports if r.publisher)),
            "notes": notes(record),
            "fatalities": fatalities(record),
            "tags": "; ".join(_tags(record)),
        }


def fatalities(record: ReviewedIncident) -> int:
    """The dead as one conservative number, from the words of the claims that set the best."""
    dead = harm(record.incident, "killed", record.claims)
    if dead is None:
        return 0
    numbers = [under_profile(record, figure, "acled") for figure in dead.rows]
    return int(sum(number or 0 for number in numbers))


def notes(record: ReviewedIncident) -> str:
    """The incident in words, with every figure and who tells it."""
    incident = record.incident
    figures = "; ".join(wording.fused_words(figure) for figure in incident.figures)
    parts = [wording.incident_title(incident), figures, wording.told_by(incident)]
    return ". ".join(part for part in parts if part) + "."


def _day(time: Time | None) -> tuple[str, int]:
    """The day that stands for a time, and ACLED's precision: the middle of a month that is all that is known."""
    start = (time.start or time.end) if time is not None else None
    if time is None or start is None:
        raise NoHomeError("ACLED: no day")
    precision = DAYS.get(time.precision or 1)
    if precision is None:
        raise NoHomeError("ACLED: known by its year alone")
    if precision == 3 and time.end is not None:
        first, last = date.fromisoformat(start[:10]), date.fromisoformat(time.end[:10])
        return date.fromordinal((first.toordinal() + last.toordinal()) // 2).isoformat(), 3
    return start, precision


Named = tuple[str, tuple[int, str] | None]


def _pair(record: ReviewedIncident, event: str, place: Place) -> tuple[Named, Named]:
    """The first of each side, with what they are; those of protests and riots are told by what happened."""
    incident = record.incident
    crowd = {"Protests": "protesters", "Riots": "rioters"}.get(event)
    country = country_name(place.country)
    if crowd is not None:
        found = _special(crowd)
        first: Named = (f"{found[1]} ({country})", found)
    else:
        first = _named(_pairs(incident)[0], place)
    second = _named(_pairs(incident)[1], place)
    if not first[0] and event in ("Battles", "Explosions/Remote violence", "Violence against civilians"):
        first = (f"{UNIDENTIFIED} ({country})", _special("unidentified"))
    return first, second


def _pairs(incident: Incident) -> tuple[list[Participant], list[Participant]]:
    """Those who act and the others; of those who clash with each other the second is the other."""
    acting, other = actors(incident), others(incident)
    if not other and len(acting) > 1 and incident.event.value in scheme("acled", "mutual")["events"]:
        return acting[:1], acting[1:]
    return acting, other


def _named(participants: Sequence[Participant], place: Place) -> Named:
    if not participants:
        return "", None
    one = participants[0]
    country = country_name(place.country)
    if one.kind == "unknown":
        return f"{UNIDENTIFIED} ({country})", _special("unidentified")
    if side(one) == "state" and one.country not in (None, place.country):
        return side_name(one), _special("external")
    number, label = scheme("acled", "inter")[one.kind]
    if not is_named(one) and number != CIVILIAN:
        if side(one) != "state":
            return f"{UNIDENTIFIED} ({country})", _special("unidentified")
        return f"{UNIDENTIFIED_FORCES} ({country})", (number, label)
    name = f"Civilians ({country})" if number == CIVILIAN else one.name or one.mention.text
    return name, (number, label)


def _special(name: str) -> tuple[int, str]:
    number, label = scheme("acled", "special")[name]
    return number, label


def _inter(one: tuple[int, str] | None, other: tuple[int, str] | None, layout: str) -> Cells:
    """The three columns of interaction: numbers joined the lower first, or labels."""
    if layout == CODES:
        numbers = sorted(known[0] for known in (one, other) if known is not None)
        joint = "".join(map(str, numbers)) if len(numbers) == 2 else f"{numbers[0]}0" if numbers else None
        return {"inter1": str(one[0] if one else 0), "inter2": str(other[0] if other else 0), "interaction": joint}
    labels = [known[1] for known in sorted((known for known in (one, other) if known is not None), key=_place_in_label)]
    joint = "-".join(labels) if len(labels) == 2 else f"{labels[0]} only" if labels else None
    return {"inter1": one[1] if one else None, "inter2": other[1] if other else None, "interaction": joint}


def _place_in_label(known: tuple[int, str]) -> int:
    """ACLED's labels follow its numbers, save that civilians come last: "External/Other forces-Civilians" is 78."""
    return LAST if known[0] == CIVILIAN else known[0]


def _aims_at_civilians(event: str, sub_event: str, other: tuple[int, str] | None) -> bool:
    if event == "Violence against civilians" or sub_event == "Excessive force against protesters":
        return True
    return event in ("Explosions/Remote violence", "Riots") and other is not None and other[0] == CIVILIAN


def _tags(record: ReviewedIncident) -> Iterator[str]:
    if record.incident.status != "reported":
        yield record.incident.status
    if record.standing is not Standing.REVIEWED:
        yield str(record.standing)
