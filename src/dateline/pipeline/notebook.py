"""For notebooks and scripts: code a text, open a store, and get dataclasses, frames, tables, a map, a plot.

    import dateline
    coded = dateline.code("Shells hit a market in Kherson on Tuesday, killing 12.", published="2024-06-05")
    coded.claims[0].event
    with dateline.open("war.db") as store:
        store.incidents(place="Kherson").frame()
        store.incidents(place="Kherson").map()
        store.tally().plot()

Nothing is withheld here: it is the user's own store. `dateline export` is for what is handed on.
"""

from __future__ import annotations

import html
import importlib.util
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from dateline.errors import ExportError
from dateline.export import wording
from dateline.export.chart import Bar, bars_svg, map_svg, plan_map
from dateline.export.columns import typed
from dateline.export.contents import KeptReport, ReviewedClaim, ReviewedIncident
from dateline.export.html_page import page
from dateline.export.mapfiles import place_of
from dateline.export.tables import LED_BY
from dateline.pipeline.exporting import StoreContents
from dateline.pipeline.view import View, asked_for
from dateline.records import Claim, Coded, Incident, Problem, Report
from dateline.settings import load_settings
from dateline.store import Store
from dateline.text.making import make_report

if TYPE_CHECKING:
    from dateline.pipeline.coding import Pipeline

Record = TypeVar("Record")

#: Rows that a notebook shows of a longer table.
SHOWN = 20
_MAIN = {
    "reports": ("report", "published", "publisher", "title", "claims", "review"),
    "claims": ("claim", "event", "stance", "actors", "victims", "places", "start", "figures", "sources", "review"),
    "incidents": ("incident", "summary", "killed_low", "killed_best", "killed_high", "origins", "status", "review"),
    "tallies": ("row", "measure", "of", "low", "best", "high", "incidents", "scope", "according_to"),
}


@dataclass(frozen=True, slots=True)
class Drawing:
    """A map or a plot as SVG; a notebook shows it by itself."""

    svg: str

    def _repr_svg_(self) -> str:
        return self.svg

    def save(self, path: str | Path) -> None:
        """Write it to a file."""
        Path(path).write_text(self.svg, encoding="utf-8")


class Rows(Sequence[Record], Generic[Record]):
    """Reports, claims, incidents or tallies as dataclasses, with frames, a table and drawings of them."""

    def __init__(self, kind: str, rows: Sequence[Any], record: Callable[[Any], Record]) -> None:
        self.kind = kind
        self.rows = tuple(rows)
        self._record = record

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, index: int) -> Record: ...
    @overload
    def __getitem__(self, index: slice) -> Rows[Record]: ...
    def __getitem__(self, index: int | slice) -> Record | Rows[Record]:
        if isinstance(index, slice):
            return Rows(self.kind, self.rows[index], self._record)
        return self._record(self.rows[index])

    def __iter__(self) -> Iterator[Record]:
        return (self._record(row) for row in self.rows)

    def __repr__(self) -> str:
        return f"<{wording.counted(len(self), 'row')} of {self.kind}>"

    def frame(self) -> Any:
        """A Polars data frame in the columns of `dateline export`."""
        import_or_say("polars")
        import polars

        types = {"text": polars.String, "date": polars.String, "integer": polars.Int64, "number": polars.Float64}
        schema = {field.name: types[field.kind] for field in LED_BY[self.kind].fields}
        return polars.DataFrame(self._columns(), schema=schema)

    def pandas(self) -> Any:
        """A pandas data frame in the same columns."""
        import_or_say("pandas")
        import pandas  # type: ignore[import-untyped]

        return pandas.DataFrame(self._columns())

    def _columns(self) -> dict[str, list[Any]]:
        table = LED_BY[self.kind]
        return {c.name: [typed(c.read(row), c.kind) for row in self.rows] for c in table.columns}

    def map(self) -> Drawing:
        """Where they were; only incidents and claims have a place."""
        if self.kind not in ("incidents", "claims"):
            raise ExportError(f"{self.kind} have no place: a map is of incidents or claims")
        return _map(self.rows)

    def plot(self, unit: str = "person") -> Drawing:
        """The sums of a tally as bars, those of one unit; of incidents, the dead of each."""
        if self.kind == "tallies":
            sums = [row for row in self.rows if row["row"] == "sum of incidents" and row["unit"] == unit]
            bars = [
                Bar(
                    label=wording.measured(r["measure"], r["of"]),
                    measure=r["measure"],
                    low=r["low"],
                    best=r["best"],
                    high=r["high"],
                )
                for r in sums
            ]
        elif self.kind == "incidents":
            bars = list(_dead(self.rows))
        else:
            raise ExportError(f"{self.kind} have no figures of their own: a plot is of tallies or incidents")
        return Drawing(bars_svg(bars, title=self.kind.capitalize()))

    def _repr_html_(self) -> str:
        columns = [c for c in LED_BY[self.kind].columns if c.name in _MAIN[self.kind]]
        head = "".join(f"<th>{html.escape(wording.plain(c.name))}</th>" for c in columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{_cell(c.read(row))}</td>" for c in columns) + "</tr>" for row in self.rows[:SHOWN]
        )
        more = f"<p>{len(self) - SHOWN:,} more</p>" if len(self) > SHOWN else ""
        title = f"<p>{html.escape(self.kind.capitalize())}: {len(self):,}</p>"
        return f"{title}<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _cell(value: Any) -> str:
    shown = wording.number(value) if isinstance(value, int | float) else wording.clean(value or "")
    return html.escape(shown if len(shown) <= 160 else f"{shown[:159]}…")


def _map(rows: Sequence[Any]) -> Drawing:
    placed = []
    for row in rows:
        place = place_of(row)
        if place is not None:
            event = row.claim.event if isinstance(row, ReviewedClaim) else row.incident.event.value
            placed.append((place, f"{wording.event_words(event)}, {wording.clean(place.name or place.mention.text)}"))
    plan = plan_map(placed)
    if plan is None:
        raise ExportError("none of these has a place on the map")
    return Drawing(map_svg(plan))


def _dead(rows: Sequence[Any]) -> Iterator[Bar]:
    from dateline.export.harm import harm

    for row in rows:
        found = harm(row.incident, "killed", row.claims)
        if found is not None:
            label = wording.incident_title(row.incident)
            yield Bar(label=label[:28], low=found.low, best=found.best, high=found.high)


def import_or_say(module: str) -> None:
    """Raise ExportError with what to install where a module is not there."""
    if importlib.util.find_spec(module) is None:
        how = "`pip install 'dateline[export]'`" if module == "polars" else f"`pip install {module}`"
        raise ExportError(f"{module} is not installed; {how} brings it")


@dataclass(frozen=True, slots=True)
class Coding:
    """What coding one text gave."""

    coded: Coded

    @property
    def report(self) -> Report:
        """The report."""
        return self.coded.report

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What went wrong on the way."""
        return self.coded.problems

    @property
    def claims(self) -> Rows[Claim]:
        """The claims."""
        rows = self._reviewed()
        return Rows("claims", list(rows.values()), lambda row: row.claim)

    @property
    def incidents(self) -> Rows[Incident]:
        """The incidents."""
        claims = self._reviewed()
        rows = []
        for incident in self.coded.incidents:
            held = (claims.get(m.claim) for m in incident.claims if m.role != "excluded")
            rows.append(ReviewedIncident(incident=incident, claims=tuple(one for one in held if one is not None)))
        return Rows("incidents", rows, lambda row: row.incident)

    def _reviewed(self) -> dict[str, ReviewedClaim]:
        return {one.id: ReviewedClaim(report=self.report, claim=one) for one in self.coded.claims}

    def page(self) -> str:
        """The whole as one HTML page: the text with its claims marked."""
        return page([self.coded], explain=True)

    def _repr_html_(self) -> str:
        title = html.escape(wording.clean(self.report.title or self.report.id))
        return f"<h4>{title}</h4>{self.incidents._repr_html_()}{self.claims._repr_html_()}"


def code(
    text: str, *, published: str | None = None, publisher: str | None = None, title: str | None = None, **settings: Any
) -> Coding:
    """Code a text; without `published` no date is guessed. `settings` are those of the settings page (`profile`)."""
    report = make_report(text, published=published, publisher=publisher, title=title)
    return Coding(_pipeline(tuple(sorted(settings.items()))).code(report))


@cache
def _pipeline(chosen: tuple[tuple[str, Any], ...]) -> Pipeline:
    from dateline.pipeline.coding import Pipeline

    return Pipeline(load_settings(**dict(chosen)))


class Opened:
    """An open store to look into; the filters are those of `dateline claims` and its kin."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def __enter__(self) -> Opened:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    def reports(self, **filters: Any) -> Rows[Report]:
        """The reports."""
        return Rows("reports", list(self._contents(filters).reports()), _report_of)

    def claims(self, **filters: Any) -> Rows[Claim]:
        """The claims as they stand after review."""
        return Rows("claims", list(self._contents(filters).claims()), lambda row: row.claim)

    def incidents(self, **filters: Any) -> Rows[Incident]:
        """The incidents."""
        return Rows("incidents", list(self._contents(filters).incidents()), lambda row: row.incident)

    def tally(self, **filters: Any) -> Rows[dict[str, Any]]:
        """What the incidents add up to, and the totals that sources reported."""
        return Rows("tallies", list(self._contents(filters).tallies()), dict)

    def _contents(self, filters: dict[str, Any]) -> StoreContents:
        several = ("place", "party", "event", "grade", "state")
        given: dict[str, Any] = {
            key: (value,) if key in several and isinstance(value, str) else value for key, value in filters.items()
        }
        return StoreContents(self.store, View(self.store, asked_for(**given)))

    def __repr__(self) -> str:
        counts = self.store.counts()
        return f"<{self.store.address.shown}: {counts['reports']:,} reports, {counts['claims']:,} claims>"

    def _repr_html_(self) -> str:
        return f"<p>{html.escape(repr(self)[1:-1])}</p>"


def _report_of(row: KeptReport) -> Report:
    return row.report


def open(where: str | Path | None = None) -> Opened:
    """Open a store: a path, or a postgresql:// address; without one, DATELINE_STORE, else ./dateline.db."""
    return Opened(Store.open(None if where is None else str(where)))
