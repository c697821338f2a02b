"""A bulletin: what happened in a period and an area, in figures, on a map and row by row, with its sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dateline.export import wording
from dateline.export.chart import Plan, map_svg, plan_map
from dateline.export.columns import Field
from dateline.export.contents import ReviewedIncident, Standing
from dateline.export.exporter import Exporter, Sheet, Target
from dateline.export.harm import harm
from dateline.export.parties import actors, others
from dateline.export.picking import Picked
from dateline.export.tables import main_place

TEMPLATES = Path(__file__).with_name("templates")
#: How many countries the title names.
NAMED = 3
MEASURES = ("killed", "injured", "displaced", "abducted", "detained")

PARTS = (
    Field(
        "In figures", "people harmed in the incidents shown, low, best and high; totals that sources reported, apart"
    ),
    Field("Map", "a dot where the place is a point, a circle of its reach where it is not; no base map"),
    Field("Incidents", "day, what and where, who and to whom, figures, origins, status, review"),
    Field("How this was made", "what a claim is, how figures were read, what was left out"),
    Field("Sources", "each report: publisher, title, day, address"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An incident as a reader sees it."""

    number: int
    day: str
    what: str
    who: str
    to_whom: str
    figures: str
    told_by: str
    status: str
    review: str
    reports: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A report as a reader sees it."""

    number: int
    words: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """All that a bulletin tells, before it is laid out."""

    title: str
    subtitle: str
    sums: tuple[tuple[str, str, str, str, int], ...]
    reported: tuple[tuple[str, str, str], ...]
    plan: Plan | None
    rows: tuple[Row, ...]
    kinds: tuple[tuple[str, int], ...]
    method: tuple[str, ...]
    sources: tuple[Source, ...]


class Html(Exporter):
    """One page that needs nothing else."""

    name = "html"
    title = "Bulletin as one HTML page"
    kinds = ("incidents",)
    publication = True
    loss = ("links between claims, and offsets: the page tells incidents",)
    withheld = ("the text of a report",)

    def write(self, picked: Picked, _kind: str, target: Target) -> None:
        """Write the page."""
        told = bulletin(picked)
        svg = map_svg(told.plan, title="Where the incidents were") if told.plan else ""
        page = _environment().get_template("bulletin.html").render(told=told, map=svg, css=_css())
        target.path.write_text(page, encoding="utf-8", errors="replace")
        target.count(len(told.rows))

    def sheets(self) -> Sequence[Sheet]:
        """The parts of the page."""
        return (Sheet(name="bulletin", fields=PARTS),)


def bulletin(picked: Picked) -> Bulletin:
    """The bulletin of the incidents that may be written, by day."""
    incidents = sorted(picked.incidents(), key=_order)
    numbers: dict[str, int] = {}
    sources: list[Source] = []
    for incident in incidents:
        for report in incident.reports:
            if report.id not in numbers:
                numbers[report.id] = len(numbers) + 1
                words = [report.publisher, report.title, wording.day(report.published)]
                shown = ". ".join(wording.clean(word) for word in words if word) or report.id
                url = report.url if report.url and report.url.startswith(("http://", "https://")) else None
                sources.append(Source(number=numbers[report.id], words=shown, url=url))
    rows = tuple(_row(number, one, numbers) for number, one in enumerate(incidents, start=1))
    placed = [(place, str(n)) for n, one in enumerate(incidents, start=1) if (place := main_place(one.incident))]
    kinds = Counter(wording.event_words(one.incident.event.value) for one in incidents)
    return Bulletin(
        title="Incidents" + (f" in {area}" if (area := _area(incidents)) else ""),
        subtitle=_subtitle(incidents, picked),
        sums=tuple(_sums(incidents)),
        reported=tuple(_reported(picked)),
        plan=plan_map(placed),
        rows=rows,
        kinds=tuple(kinds.most_common()),
        method=_method(picked, incidents),
        sources=tuple(sources),
    )


def _order(row: ReviewedIncident) -> tuple[str, str]:
    time = row.incident.time.value if row.incident.time else None
    return ((time.start or time.end or "9999") if time else "9999", row.incident.id)


def _area(rows: Sequence[ReviewedIncident]) -> str:
    countries = Counter(p.country for row in rows if (p := main_place(row.incident)) and p.country)
    named = [wording.country_words(code) for code, _ in countries.most_common(NAMED)]
    more = len(countries) - len(named)
    if more:
        return f"{', '.join(named)} and {more} more {'country' if more == 1 else 'countries'}"
    return " and ".join([", ".join(named[:-1]), named[-1]]) if len(named) > 1 else "".join(named)


def _subtitle(rows: Sequence[ReviewedIncident], picked: Picked) -> str:
    days = sorted(day for row in rows if (day := _order(row)[0]) != "9999")
    period = wording.span_of_days(days[0][:10], days[-1][:10]) if days else "no day known"
    parts = [period, wording.counted(len(rows), "incident")]
    if picked.options.filters:
        parts.append(f"asked for: {picked.options.filters}")
    return " · ".join(parts)


def _row(number: int, row: ReviewedIncident, numbers: dict[str, int]) -> Row:
    incident = row.incident
    time = incident.time.value if incident.time else None
    place = main_place(incident)
    what = wording.event_words(incident.event.value)
    where = wording.place_words(place, with_role=False) if place else "place not told"
    return Row(
        number=number,
        day=wording.span_of_days(time.start, time.end) if time else "",
        what=f"{what[:1].upper()}{what[1:]}, {where}",
        who="; ".join(wording.clean(one.name or one.mention.text) for one in actors(incident)) or "not said",
        to_whom="; ".join(
            [*(wording.clean(one.name or one.mention.text) for one in others(incident))]
            or [wording.plain(fused.value) for fused in incident.target_kinds]
        ),
        figures="; ".join(wording.fused_words(figure) for figure in incident.figures),
        told_by=wording.told_by(incident),
        status=wording.plain(incident.status),
        review=str(row.standing),
        reports=tuple(numbers[report.id] for report in row.reports),
    )


def _sums(rows: Sequence[ReviewedIncident]) -> list[tuple[str, str, str, str, int]]:
    """People harmed in the incidents shown; a bound is open where one of them leaves it open."""
    found = []
    for measure in MEASURES:
        harms = [known for row in rows if (known := harm(row.incident, measure, row.claims))]
        if harms:
            told = [wording.number(_sum([getattr(one, bound) for one in harms])) for bound in ("low", "best", "high")]
            found.append((wording.plain(measure), told[0], told[1], told[2], len(harms)))
    return found


def _sum(values: Sequence[float | None]) -> float | None:
    return None if any(value is None for value in values) else sum(value or 0.0 for value in values)


def _reported(picked: Picked) -> list[tuple[str, str, str]]:
    found = []
    for row in picked.tallies():
        if row.get("row") == "reported total":
            what = wording.measured(str(row["measure"]), str(row["of"]))
            number = wording.bounds(row["low"], row["best"], row["high"])
            days = wording.span_of_days(row.get("from"), row.get("to"))
            more = ", ".join(str(part) for part in (row.get("scope"), days, row.get("where")) if part)
            found.append((what, number, f"{more}; according to {row.get('according_to') or 'the report'}"))
    return found


def _method(picked: Picked, rows: Sequence[ReviewedIncident]) -> tuple[str, ...]:
    reviewed = sum(row.standing is Standing.REVIEWED for row in rows)
    partly = sum(row.standing is Standing.PARTLY for row in rows)
    left = picked.counts["incidents"].left_out
    lines = [
        "A claim is what a source says, not a fact. An incident is claims that tell of one happening.",
        "Low, best and high follow from the words of the sources; “open” means that they set no bound.",
        "Figures that may overlap are not added, and totals that sources reported are never added to incidents.",
        f"Of {wording.counted(len(rows), 'incident')} shown a person reviewed {reviewed}, and {partly} in part.",
        *(f"Left out: {wording.counted(number, 'incident')}, as {reason}." for reason, number in sorted(left.items())),
    ]
    if not picked.options.sensitive:
        lines.append("Names of private persons are withheld where they were found.")
    if picked.profiles:
        lines.append(f"Number words were read by the rules of: {', '.join(sorted(picked.profiles))}.")
    coders = sorted({f"{one.name} {one.version} (data {one.data})" for one in picked.coders})
    if coders:
        lines.append(f"Coded by {', '.join(coders)}.")
    return tuple(lines)


@cache
def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)


@cache
def _css() -> str:
    return (TEMPLATES / "bulletin.css").read_text(encoding="utf-8")
