"""All export formats by name."""

from __future__ import annotations

from functools import cache

from dateline.errors import ExportError
from dateline.export.exporter import Exporter


@cache
def exporters() -> dict[str, Exporter]:
    """Every format, in the order in which they are told."""
    from dateline.export.acled import Acled
    from dateline.export.bulletin import Html
    from dateline.export.bulletin_pdf import Pdf
    from dateline.export.databases import GeoPackage, Sqlite
    from dateline.export.datapackage import DataPackage
    from dateline.export.displacement import Idu
    from dateline.export.ftm import Ftm
    from dateline.export.health import Shcc, Ssa
    from dateline.export.lines import Jsonl, Parquet
    from dateline.export.mapfiles import GeoJson
    from dateline.export.plover import Plover
    from dateline.export.spreadsheets import Csv, Hxl, Xlsx
    from dateline.export.ucdp import Ucdp

    families: tuple[type[Exporter], ...] = (
        Csv,
        Jsonl,
        Parquet,
        Xlsx,
        GeoJson,
        GeoPackage,
        Hxl,
        DataPackage,
        Ucdp,
        Acled,
        Ssa,
        Shcc,
        Idu,
        Plover,
        Ftm,
        Sqlite,
        Html,
        Pdf,
    )
    return {family.name: family() for family in families}


def exporter(name: str) -> Exporter:
    """The format of a name; raises ExportError where there is none."""
    found = exporters().get(name)
    if found is None:
        raise ExportError(f"--as: {name!r} is no export format; there are {', '.join(exporters())}")
    return found
