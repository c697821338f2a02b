"""`dateline gazetteer`: what the place index holds, adding places to it, looking a name up."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from dateline.errors import DataError

app = typer.Typer(help="The place index: what it holds, adding places to it, looking a name up.", no_args_is_help=True)


@app.command()
def info() -> None:
    """What the index holds, from which sources, and where it is kept."""
    from dateline.reference.gazetteer import Gazetteer
    from dateline.reference.gazetteer.adding import added_files
    from dateline.reference.gazetteer.keeping import added_index

    gazetteer = Gazetteer.open()
    counts = gazetteer.counts()
    print(f"{sum(counts.values()):,} places in {gazetteer.path}")
    for feature, count in sorted(counts.items(), key=lambda item: -item[1]):
        print(f"  {count:>9,}  {feature}")
    print("packaged: GeoNames (CC BY 4.0), UCDP GED places in Syria (CC BY 4.0), Dateline's own regions (MIT)")
    files = added_files()
    if not files:
        print("added: nothing yet (`dateline gazetteer add FILE`)")
        return
    print(f"added, in {added_index()}:")
    for file in files:
        licence = f", {file.licence}" if file.licence else ""
        held = "1 place" if file.rows == 1 else f"{file.rows:,} places"
        print(f"  {file.name}: {held}, {file.kind}, {file.added}, sha256 {file.sha256[:16]}…{licence}")


@app.command()
def add(
    files: Annotated[list[Path], typer.Argument(help="GeoNames dumps, P-code tables (CSV) or a CSV of one's own.")],
    licence: Annotated[str | None, typer.Option(help="The licence of the files, kept beside them.")] = None,
) -> None:
    """Add places: a GeoNames dump (also zipped), a P-code table, or a CSV with name, latitude and longitude.

    A file of the same name that was added before gives way to the new one.
    """
    from rich.console import Console
    from rich.progress import Progress

    from dateline.reference.gazetteer.adding import add_file
    from dateline.text.tables import lines_apart

    failed = False
    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        for path in files:
            size = path.stat().st_size if path.is_file() and path.suffix.lower() != ".zip" else None
            task = bar.add_task(path.name, total=size)

            def advance(count: int, task: object = task) -> None:
                bar.advance(task, count)  # type: ignore[arg-type]  # rich's TaskID is an int

            try:
                added = add_file(path, licence=licence, progress=advance, lines=lines_apart)
            except DataError as error:
                failed = True
                print(f"dateline: {error}", file=sys.stderr)
                continue
            count = "1 place" if added.rows == 1 else f"{added.rows:,} places"
            print(f"{added.name}: {count} ({added.kind}), sha256 {added.sha256[:16]}…, {added.added}")
    if failed:
        raise typer.Exit(2 if len(files) == 1 else 1)


@app.command()
def find(
    name: Annotated[str, typer.Argument(help="The name, in any spelling.")],
    country: Annotated[str | None, typer.Option(help="Only there: a name, or a code of two or three letters.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many places to show.")] = 10,
) -> None:
    """The places that a name may stand for, the likeliest first, with the reasons.

    Another spelling ("Maaret al-Nouman") is looked for only within a country.
    """
    from dateline.mentions.places.chances import chances
    from dateline.mentions.places.choosing import Fixed, choose
    from dateline.reference.countries import country_by_code, country_by_name
    from dateline.reference.gazetteer import Gazetteer

    gazetteer = Gazetteer.open()
    fixed = Fixed()
    matches = gazetteer.find(name)
    if country is not None:
        record = country_by_code(country) or country_by_name(country)
        if record is None:
            print(f"dateline: no such country: {country!r}", file=sys.stderr)
            raise typer.Exit(2)
        fixed.weights[record.iso3] = 1.0
        matches = tuple(match for match in matches if record.iso3 in match.place.countries)
        matches += gazetteer.find_spelling(name, [record.iso3])
        matches = matches or gazetteer.find_slip(name, [record.iso3])
    choice = choose(matches, fixed)
    if choice is None:
        where = f" in {country}" if country else "; with --country other spellings are tried too"
        print(f"dateline: no place is known as {name!r}{where}", file=sys.stderr)
        raise typer.Exit(1)
    for (match, _, reasons), score in list(zip(choice.others, chances(choice), strict=True))[:limit]:
        place = match.place
        point = "no point" if place.point is None else f"{place.latitude:.4f}, {place.longitude:.4f}"
        inside = ", ".join(part for part in (place.admin2, place.admin1, place.country) if part and part != place.name)
        print(f"{score:.2f}  {place.name} ({inside or 'the world'})  {place.feature}  {point}  {'; '.join(reasons)}")
