"""How long each page takes to answer, and what memory the server takes, for a store that is there.

    python bench/fusion.py 60000 --keep big.db
    python bench/pages.py big.db            # every page 40 times; --check exits 1 where one is too slow

A server of its own is started on this machine, asked one page after the other, and stopped. No page is asked with the
tag of its last answer, so that each is made anew. The first answers, which wait for what is read once, are told apart.
"""

from __future__ import annotations

import argparse
import http.client
import re
import subprocess
import sys
import time
from pathlib import Path
from statistics import median, quantiles

from dateline.store import Store
from dateline.store.listing import Chosen

WANTED_MS = 300
WANTED_MB = 500
ROUNDS = 40
WARM_SECONDS = 300


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("store")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--check", action="store_true", help="exit 1 where a page is slower than is wanted")
    options = parser.parse_args()
    addresses = list(pages(options.store))
    command = [sys.executable, "-m", "dateline", "serve", "--store", options.store, "--port", "0", "--no-browser"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        found = re.search(r":(\d+)/", server.stdout.readline())
        if found is None:
            raise SystemExit("the server did not start")
        slow = measure(int(found[1]), addresses, options.rounds)
        peak = _peak_mb(server.pid)
    finally:
        server.terminate()
        server.wait(10)
    print(f"memory at most {peak:,.0f} MB, wanted {WANTED_MB} or less")
    if options.check and (slow or peak > WANTED_MB):
        raise SystemExit(1)


def pages(where: str) -> list[str]:
    """The addresses that are asked."""
    with Store.open(where) as store:
        row = max(store.incident_rows(Chosen(), order="weight", limit=50), key=lambda row: row.reports)
        (claim, *_) = store.incidents([row.id])[0].claims
        report = store.claims_by_id([claim.claim])[claim.claim].report
    place = row.place or row.country or "Aleppo"
    return [
        "/",
        "/review",
        "/reports",
        f"/reports/{report}",
        "/claims",
        f"/claims/{claim.claim}",
        "/sources",
        "/search?q=market",
        "/incidents",
        "/incidents?page=40",
        "/incidents?event=airstrike&sort=killed",
        f"/incidents?place={place.replace(' ', '+')}",
        "/incidents?bbox=30,30,40,40",
        "/incidents.json",
        "/incidents.geojson",
        f"/incidents/{row.id}",
        "/map",
        "/map/data.json",
        "/map/labels.json?bbox=30,30,40,40",
        "/tallies",
        "/tallies?event=airstrike",
        "/merge",
    ]


def measure(port: int, addresses: list[str], rounds: int) -> list[str]:
    """Ask each page so often; those that are too slow."""
    slow = []
    print(f"{'first ms':>9} {'median':>7} {'95 %':>7} {'kB':>7}  page")
    for address in addresses:
        first, size = ask(port, address)
        start = time.perf_counter()
        while (working := ask(port, address, refresh=True)[1]) < 0 and time.perf_counter() - start < WARM_SECONDS:
            time.sleep(1)
        times = sorted(ask(port, address)[0] for _ in range(rounds))
        high = quantiles(times, n=20)[-1]
        print(
            f"{first:>9.0f} {median(times):>7.0f} {high:>7.0f} {max(size, working) / 1000:>7.0f}  {address}", flush=True
        )
        if high > WANTED_MS:
            slow.append(address)
    return slow


def ask(port: int, address: str, *, refresh: bool = False) -> tuple[float, int]:
    """Milliseconds and bytes of an answer; with `refresh` -1 bytes where the page says that it is still at work."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    start = time.perf_counter()
    connection.request("GET", address)
    answer = connection.getresponse()
    body = answer.read()
    took = (time.perf_counter() - start) * 1000
    connection.close()
    if answer.status != 200:
        raise SystemExit(f"{address}: {answer.status}")
    return took, -1 if refresh and answer.getheader("Refresh") else len(body)


def _peak_mb(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text("utf-8")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


if __name__ == "__main__":
    main()
