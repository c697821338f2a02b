"""GeoJSON: a feature for each incident or claim, its precision told, its area drawn where it is no point."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from dateline.export.columns import Field, typed
from dateline.export.contents import ReviewedClaim, ReviewedIncident
from dateline.export.exporter import Exporter, Sheet, Target
from dateline.export.geo import geometry
from dateline.export.picking import Picked
from dateline.export.tables import LED_BY, main_place, records
from dateline.records import Place

KINDS = ("incidents", "claims")
#: Days under the names that maps with a time line look for; a map must not pin what is only the middle of an area.
_RENAMED = {
    "start": "date_start",
    "end": "date_end",
    "latitude": "label_latitude",
    "longitude": "label_longitude",
}


def place_of(record: Any) -> Place | None:
    """The place at which an incident or a claim is drawn."""
    if isinstance(record, ReviewedIncident):
        return main_place(record.incident)
    claim = record.claim
    return next((p for p in claim.places if p.role == "site"), next(iter(claim.places), None))


def id_of(record: Any) -> str:
    """The id of an incident or a claim."""
    return str(record.claim.id if isinstance(record, ReviewedClaim) else record.incident.id)


def map_fields(kind: str) -> tuple[Field, ...]:
    """The properties of a feature."""
    return tuple(Field(_RENAMED.get(f.name, f.name), f.help, f.kind) for f in LED_BY[kind].fields)


def properties(kind: str, record: Any) -> dict[str, Any]:
    """The cells of a row under the names that maps know."""
    cells = LED_BY[kind].cells(record)
    return {_RENAMED.get(field.name, field.name): typed(cells[field.name], field.kind) for field in LED_BY[kind].fields}


class GeoJson(Exporter):
    """A FeatureCollection of RFC 7946."""

    name = "geojson"
    title = "GeoJSON (RFC 7946)"
    kinds = KINDS
    layouts = ("RFC 7946",)

    def write(self, picked: Picked, kind: str, target: Target) -> None:
        """Write the features one after the other."""
        rows = 0
        with target.path.open("w", encoding="utf-8", errors="replace") as file:
            file.write('{"type": "FeatureCollection", "features": [')
            for rows, feature in enumerate(_features(picked, kind), start=1):
                file.write(("\n" if rows == 1 else ",\n") + json.dumps(feature, ensure_ascii=False, allow_nan=False))
            file.write("\n]}\n")
        target.count(rows)

    def sheets(self) -> Sequence[Sheet]:
        """The properties of each kind's features."""
        return tuple(Sheet(name=kind, fields=map_fields(kind)) for kind in self.kinds)


def _features(picked: Picked, kind: str) -> Iterator[dict[str, Any]]:
    for record in records(picked, kind):
        yield {
            "type": "Feature",
            "id": id_of(record),
            "geometry": geometry(place_of(record)),
            "properties": properties(kind, record),
        }
