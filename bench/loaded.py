"""A loaded store: how long each page takes and how much memory the server holds, `make load`.

5,000 reports and 60,000 claims are made by varying those of the samples: other days, other points on the map, texts of
their own. Each page is asked for many times over the wire, each time with another address, so that nothing is answered
from before. Printed: the median and the 95th percentile per page, the processor time that the server took (which does
not tell how busy the machine was), how long it takes to know what was known on a day, and the memory of the server.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from dateline.pipeline.keeping import code_waiting, fuse_waiting, keep_all
from dateline.pipeline.sources.files import find_sources
from dateline.records import Claim, Report, Span
from dateline.records.encode import claim_from_json, claim_to_json
from dateline.records.ids import claim_id, report_id, sha256
from dateline.settings import Settings
from dateline.store import Found, Result, Store
from dateline.store.reports import report_digest
from dateline.text.making import Known

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples" / "samples.jsonl"
#: A day in the midst of what is published.
DAY = "2024-06-01"
OTHER_DAYS = ("2022-09-01", "2023-06-01", "2024-01-15", "2025-02-02", "2026-03-03")
#: What the issue asks of every page, in milliseconds, and of the server, in megabytes.
LIMIT_MS, LIMIT_MB = 300, 500


class Silent:
    """Tells nobody how far the run is."""

    def is_due(self) -> bool:
        """Nothing waits."""
        return False

    def show(self, done: int, *, total: int | None = None, share: float | None = None) -> None:
        """Nothing is told."""

    def say(self, line: str) -> None:
        """Nothing is told."""

    def close(self) -> None:
        """The run is over."""


def load(path: Path | str, reports: int, claims: int) -> None:
    """Fill a store with variants of the samples."""
    chance = random.Random(7)
    with Store.open(str(path), make=True) as store:
        keep_all(store, find_sources([str(SAMPLES)], Known()), Silent())
        code_waiting(store, Settings(), lambda *_: Silent())
        seeds = [(report, list(store.claims(of=[key]))) for key, report in store.reports(store.report_ids()).items()]
        seeds = [(report, found) for report, found in seeds if found]
        made = 0
        batch: list[tuple[Found, tuple[Claim, ...]]] = []
        for number in range(reports):
            wanted = max(1, round((claims - made) / (reports - number)))
            batch.append(_variant(*chance.choice(seeds), number, wanted, chance))
            made += len(batch[-1][1])
            if len(batch) == 200 or number == reports - 1:
                _keep(store, batch)
                batch = []
        fuse_waiting(store, Silent())
        store.tidy()


def _keep(store: Store, batch: list[tuple[Found, tuple[Claim, ...]]]) -> None:
    store.keep([found for found, _ in batch])
    kept = store.reports([found.report.id for found, _ in batch])
    store.put(
        [
            Result(report=found.report.id, coded_as=report_digest(kept[found.report.id]), claims=claims)
            for found, claims in batch
        ]
    )


def _variant(
    seed: Report, claims: list[Claim], number: int, wanted: int, chance: random.Random
) -> tuple[Found, tuple[Claim, ...]]:
    """A report with another text, day and publisher, whose claims repeat those of the seed at other days and sizes."""
    tail = "".join(f"\n\nParagraph {number}-{one} of the variant." for one in range(-(-wanted // len(claims))))
    text = seed.text + tail
    shift = timedelta(days=chance.randrange(-900, 900))
    day = _moved(seed.published or "2024-06-01", shift)
    data = text.encode()
    report = replace(
        seed,
        id=report_id(text),
        text=text,
        sha256=sha256(text),
        source_sha256=sha256(data),
        published=day,
        title=f"{seed.title} ({number})",
        publisher=f"{seed.publisher} {number % 40}",
        external_id=None,
    )
    found = Found(name=f"variants/{number}.txt", report=report, data=data)
    made: dict[str, Claim] = {}
    for count in range(wanted * 3):
        if len(made) == wanted:
            break
        one = _claim(claims[count % len(claims)], report, count // len(claims), shift, chance)
        made[one.id] = one
    return found, tuple(made.values())


def _claim(claim: Claim, report: Report, round_: int, shift: timedelta, chance: random.Random) -> Claim:
    evidence = claim.evidence
    if round_:  # the same sentence cannot be two claims of one kind: it begins a little later
        start = min(evidence.start + round_, evidence.end - 1)
        evidence = Span.of(report.text, start, evidence.end)
    record = claim_to_json(replace(claim, report=report.id, evidence=evidence, disputes=(), answers=()))
    time_ = record.get("time") or {}
    for edge in ("start", "end"):
        if time_.get(edge):
            time_[edge] = _moved(time_[edge], shift)
    for place in record.get("places") or ():
        if place.get("latitude") is not None:
            place["latitude"] = round(place["latitude"] + chance.uniform(-2, 2), 3)
            place["longitude"] = round(place["longitude"] + chance.uniform(-2, 2), 3)
    made = claim_from_json(record)
    return replace(made, id=claim_id(report.id, made.event, made.evidence, made.trigger))


def _moved(day: str, shift: timedelta) -> str:
    try:
        return (date.fromisoformat(day[:10]) + shift).isoformat()
    except ValueError:
        return day


def addresses(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Each page, with addresses that are all different."""
    with Store.open(str(path)) as store:
        chance = random.Random(11)
        reports = chance.sample(store.report_ids(), 40)
        claims = [next(iter(store.claims(of=[key]))).id for key in reports]
        incidents = chance.sample(found, min(40, len(found))) if (found := store.list_incidents()) else []
    numbers = range(1, 41)
    yield "/", [f"/?n={n}" for n in numbers]
    yield "/review", [f"/review?at={key}" for key in claims]
    yield "/reports", [f"/reports?page={n}" for n in numbers]
    yield "/reports?q=", [f"/reports?q=market&page={n}" for n in numbers]
    yield "/reports/ID", [f"/reports/{key}" for key in reports]
    yield "/claims", [f"/claims?page={n}" for n in numbers]
    yield "/claims/ID", [f"/claims/{key}" for key in claims]
    yield "/incidents", [f"/incidents?page={n}" for n in numbers]
    yield "/incidents/ID", [f"/incidents/{key}" for key in incidents]
    yield "/map", [f"/map?page={n}" for n in numbers]
    yield "/map/data.json", [f"/map/data.json?n={n}" for n in numbers]
    yield "/merge", [f"/merge?skip={n}" for n in numbers]
    yield "/tallies", [f"/tallies?n={n}" for n in numbers]
    yield "/sources", [f"/sources?page={n}" for n in numbers]
    yield "/search", [f"/search?q=market&page={n}" for n in numbers]
    yield "/claims?q=", [f"/claims?q=market&page={n}" for n in numbers]
    yield "/incidents?place=", [f"/incidents?place=Sudan&page={n}" for n in numbers]
    yield "/tallies?as_of=", [f"/tallies?as_of={DAY}&n={n}" for n in numbers]
    yield "/export", [f"/export?n={n}" for n in numbers]
    yield "/query?sql=", [f"/query?sql=SELECT+event,count(*)+FROM+claims+WHERE+{n}+GROUP+BY+event" for n in numbers]
    yield "/ingest", [f"/ingest?n={n}" for n in numbers]
    yield "/settings", [f"/settings?n={n}" for n in numbers]
    yield "/audit", [f"/audit?page={n}" for n in numbers]
    yield "/help", [f"/help?n={n}" for n in numbers]
    yield "/api/reports", [f"/api/reports?offset={n}" for n in numbers]
    yield "/api/claims", [f"/api/claims?offset={n}" for n in numbers]


def ask(address: str) -> tuple[int, float]:
    """The status of an answer, and the milliseconds that it took."""
    began = time.perf_counter()
    try:
        with urllib.request.urlopen(address, timeout=120) as answer:
            answer.read()
            status = answer.status
    except urllib.error.HTTPError as error:
        error.read()
        status = error.code
    return status, (time.perf_counter() - began) * 1000


def spent(process: int) -> float:
    """The milliseconds of processor time that a process has taken."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def until_known(address: str) -> float:
    """The seconds until a page that looks again by itself shows what was asked for."""
    began = time.perf_counter()
    while True:
        with urllib.request.urlopen(address, timeout=120) as answer:
            answer.read()
            if not answer.headers.get("Refresh"):
                return time.perf_counter() - began
        time.sleep(0.2)


def memory(process: int) -> float:
    """The megabytes that a process holds."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def main() -> int:
    """Load, serve, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=5000)
    parser.add_argument("--claims", type=int, default=60_000)
    parser.add_argument("--store", type=Path, help="a store that an earlier run loaded, or where to load one")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = chosen.store or Path(folder) / "loaded.db"
        if not path.exists():
            began = time.perf_counter()
            load(path, chosen.reports, chosen.claims)
            print(f"loaded in {time.perf_counter() - began:.0f} s", file=sys.stderr)
        return measure(path, as_json=chosen.json)


def measure(path: Path, *, as_json: bool) -> int:
    """Ask a server of its own for every page."""
    command = [sys.executable, "-m", "dateline", "serve", "--store", str(path), "--port", "0", "--no-browser"]
    serving = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert serving.stdout is not None
    try:
        base = serving.stdout.readline().split()[0].rstrip("/")
        first = ask(f"{base}/")[1]
        began = time.perf_counter()
        while True:  # the incidents are made once, behind the pages
            with urllib.request.urlopen(f"{base}/incidents", timeout=120) as answer:
                if "being made" not in (page := answer.read().decode()) and 'class="conflict"' not in page:
                    break
            time.sleep(2)
        made = time.perf_counter() - began
        ask(f"{base}/merge")
        known = max(until_known(f"{base}/tallies?as_of={day}") for day in (DAY, *OTHER_DAYS))
        rows = {}
        for name, asked in addresses(path):
            before = spent(serving.pid)
            answers = [ask(base + one) for one in asked]
            cpu = (spent(serving.pid) - before) / max(1, len(asked))
            times = sorted(one for _, one in answers)
            bad = sum(status != 200 for status, _ in answers)
            p95 = times[max(0, int(len(times) * 0.95) - 1)] if times else 0.0
            rows[name] = {"median": statistics.median(times) if times else 0.0, "p95": p95, "cpu": cpu, "bad": bad}
        held = memory(serving.pid)
    finally:
        serving.terminate()
        serving.wait(20)
    if as_json:
        print(
            json.dumps(
                {"pages": rows, "memory_mb": held, "first_ms": first, "incidents_s": made, "as_of_s": known}, indent=1
            )
        )
    else:
        print(f"{'page':<18} {'median':>8} {'p95':>8} {'cpu':>8}  ms")
        for name, row in rows.items():
            told = "" if row["p95"] <= LIMIT_MS else "  over"
            bad = f"  {row['bad']} not 200" if row["bad"] else ""
            print(f"{name:<18} {row['median']:>8.0f} {row['p95']:>8.0f} {row['cpu']:>8.0f}{told}{bad}")
        print(f"memory of the server {held:.0f} MB; first page {first:.0f} ms; incidents ready after {made:.0f} s")
        print(f"what was known on a day: at most {known:.1f} s the first time it is asked for")
    return int(held > LIMIT_MB or any(row["p95"] > LIMIT_MS or row["bad"] for row in rows.values()))


if __name__ == "__main__":
    sys.exit(main())
