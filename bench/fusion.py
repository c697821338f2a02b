"""What fusing costs: a store of claims, made by varying those of our own reports, and one report more.

    python bench/fusion.py                 # 10,000 claims, in about half a minute
    python bench/fusion.py 100000 1000000  # several sizes; the last column is the cost beside the first

A copy of a sample is moved to another day, another place and other numbers; one in three is told again by one to five
other papers on the same day or the next, with numbers of its own now and then. The days grow with the claims, as they
do in a real file: a hundred claims a day.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from dateline.pipeline.coding import Pipeline
from dateline.pipeline.fusing import bring_up_to_date
from dateline.records import Claim, Coded, Figure, Place, Report, Span, claim_id, report_id, sha256
from dateline.reference.gazetteer import Gazetteer
from dateline.store import Found, Result, Store
from dateline.store.reports import report_digest
from dateline.text.readers import make_report, read_reports

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples" / "samples.jsonl"
GOLDEN = ROOT / "tests" / "golden"
A_DAY = 100
BATCH = 500
FIRST_DAY = date(2000, 1, 1)
TOWNS = 400


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("claims", type=int, nargs="*", default=[10_000])
    parser.add_argument("--keep", type=Path, help="write the store of the last size here")
    options = parser.parse_args()
    pipeline = Pipeline()
    coded = [pipeline.code(report) for report in _reports()]
    towns = _towns()
    print(f"{'claims':>9} {'reports':>8} {'incidents':>9} {'fused in s':>10} {'one more s':>10} {'a claim':>8}")
    first = None
    for size in options.claims:
        with tempfile.TemporaryDirectory() as folder:
            path = options.keep or Path(folder) / "bench.db"
            reports, seconds, again, incidents = measure(path, size, coded, towns)
        cost = seconds / size
        first = first or cost
        print(f"{size:>9,} {reports:>8,} {incidents:>9,} {seconds:>10.1f} {again:>10.2f} {cost / first:>8.2f}")


def measure(path: Path, size: int, coded: list[Coded], towns: list[Place]) -> tuple[int, float, float, int]:
    """How many reports, how long fusing took, and again after one more report, how many incidents."""
    chance = random.Random(size)
    with Store.open(str(path), make=True) as store:
        reports = made = 0
        batch: list[tuple[Report, tuple[Claim, ...]]] = []
        for report, claims in _varied(coded, towns, size, chance):
            batch.append((report, claims))
            reports, made = reports + 1, made + len(claims)
            if len(batch) == BATCH:
                _put(store, batch)
                batch = []
                _say(f"{made:,} claims made")
            if made >= size:
                break
        _put(store, batch)
        _say("fusing")
        start = time.perf_counter()
        bring_up_to_date(store, lambda done, total: _say(f"{done:,} of {total:,} incidents"))
        seconds = time.perf_counter() - start
        _put(store, [next(_varied(coded, towns, size, random.Random(-size)))])
        start = time.perf_counter()
        bring_up_to_date(store)
        again = time.perf_counter() - start
        _say("")
        return reports, seconds, again, len(store.list_incidents())


def _reports() -> list[Report]:
    """The samples, and the golden reports that may be read."""
    found = [report for report in read_reports(SAMPLES) if isinstance(report, Report)]
    for path in sorted(GOLDEN.glob("*/claims.toml")):
        head = tomllib.loads(path.read_text(encoding="utf-8"))
        if head["split"] == "read":
            text = path.with_name("report.txt").read_text(encoding="utf-8")
            known = {key: head.get(key) for key in ("title", "publisher", "published")}
            found.append(make_report(text, **known))
    return found


def _say(words: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{words}")
        sys.stderr.flush()


def _put(store: Store, batch: list[tuple[Report, tuple[Claim, ...]]]) -> None:
    store.keep([Found(name=report.url or report.id, report=report, data=report.text.encode()) for report, _ in batch])
    store.put([Result(report=report.id, coded_as=report_digest(report), claims=claims) for report, claims in batch])


def _towns() -> list[Place]:
    """Towns of several countries, as places of claims."""
    chance = random.Random(7)
    gazetteer = Gazetteer.open()
    names = ["Kherson", "Idlib", "El Fasher", "Goma", "Gao", "Taiz", "Loikaw", "Kabul", "Mekelle", "Mogadishu"]
    known = [place for name in names if (place := gazetteer.place_by_name(name)) is not None]
    found = []
    for number in range(TOWNS):
        base = known[number % len(known)]
        found.append(
            Place(
                role="site",
                mention=Span(start=0, end=0, text=""),
                name=f"Town {number}",
                geonames=f"{number}",
                country=base.country,
                admin1=f"Unit {number // 20}",
                latitude=round((base.latitude or 0) + chance.uniform(-2, 2), 4),
                longitude=round((base.longitude or 0) + chance.uniform(-2, 2), 4),
                precision=1,
            )
        )
    return found


def _varied(
    coded: list[Coded], towns: list[Place], size: int, chance: random.Random
) -> Iterator[tuple[Report, tuple[Claim, ...]]]:
    days = max(1, size // A_DAY)
    number = 0
    while True:
        base = chance.choice([one for one in coded if one.claims])
        day, town, times = chance.randrange(days), chance.choice(towns), chance.choice((1, 1, 3, 6))
        for telling in range(times):
            number += 1
            shift = chance.choice((0, 0, 0, 1))
            yield _copy(base, day, town, number, shift, chance if telling else None)


def _copy(
    base: Coded, day: int, town: Place, number: int, shift: int, chance: random.Random | None
) -> tuple[Report, tuple[Claim, ...]]:
    """The sample on another day in another place, told by paper `number`; `chance` changes a figure now and then."""
    text = f"{base.report.text}\n\n{number}"
    published = FIRST_DAY + timedelta(days=day + 1 + shift)
    report = replace(
        base.report,
        id=report_id(text),
        text=text,
        sha256=sha256(text),
        source_sha256=sha256(text),
        published=published.isoformat(),
        publisher=f"Paper {number % 50}",
        url=f"https://paper-{number % 50}.example/{number}",
    )
    moved = _moved(base, day)
    renamed = {claim.id: claim_id(report.id, claim.event, claim.evidence, claim.trigger) for claim in base.claims}
    claims = []
    for claim in base.claims:
        figures = tuple(_changed(figure, chance) for figure in claim.figures)
        places = tuple(_at(place, town) for place in claim.places)
        start, end = (moved(value) for value in (claim.time.start, claim.time.end)) if claim.time else (None, None)
        claims.append(
            replace(
                claim,
                id=renamed[claim.id],
                report=report.id,
                figures=figures,
                places=places,
                time=claim.time and replace(claim.time, start=start, end=end),
                disputes=tuple(renamed[one] for one in claim.disputes if one in renamed),
                answers=tuple(renamed[one] for one in claim.answers if one in renamed),
            )
        )
    return report, tuple(claims)


def _moved(base: Coded, day: int):  # type: ignore[no-untyped-def]
    """A function that moves a day by as much as the sample's day of publication is moved."""
    origin = date.fromisoformat((base.report.published or FIRST_DAY.isoformat())[:10])

    def move(value: str | None) -> str | None:
        if value is None:
            return None
        away = date.fromisoformat(value[:10]) - origin
        return (FIRST_DAY + timedelta(days=day + 1) + away).isoformat()

    return move


def _at(place: Place, town: Place) -> Place:
    if place.precision is None or place.precision > 2:
        return replace(place, country=town.country, admin1=place.admin1 and town.admin1)
    point = {name: getattr(town, name) for name in ("name", "geonames", "country", "admin1", "latitude", "longitude")}
    return replace(place, **point)


def _changed(figure: Figure, chance: random.Random | None) -> Figure:
    if chance is None or figure.n is None or chance.random() > 0.3:
        return figure
    more = float(chance.randrange(1, 4))
    bounds = {bound: value + more for bound in ("low", "best", "high") if (value := getattr(figure, bound)) is not None}
    return replace(figure, n=figure.n + more, **bounds)


if __name__ == "__main__":
    main()
