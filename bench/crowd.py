"""A crowd: 50 readers and 5 reviewers at a store that is being added to, `make crowd`.

A server of its own serves a store of variants of the samples to people who logged in. Each reader asks for a page,
looks at it, and asks for the next; each reviewer decides on claims; meanwhile another process adds reports, as
`dateline add` does. Printed: how many answers there were of each kind, the median and the 95th percentile, and
whether every decision that was answered for is in the store. The exit status is 1 where an answer was an error, a
decision was lost, the store does not hold, or the 95th percentile is over a second.
"""

from __future__ import annotations

import argparse
import http.client
import json
import multiprocessing
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from multiprocessing.synchronize import Event
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

from loaded import Silent, _keep, _variant, load, memory

from dateline.pipeline.keeping import fuse_waiting
from dateline.store import Role, Store
from dateline.web.people.passwords import made

PASSWORD = "correct horse battery"
LIMIT_MS = 1000
#: Seconds after which a browser trusts no more that the server has kept a connection open: it closes it after five.
KEPT = 4
#: What readers open, as often as they stand here.
PAGES = ("/", "/reports", "/reports/ID", "/reports/ID", "/claims", "/claims/ID", "/claims/ID", "/incidents", "/map")
PAGES += (
    "/map/data.json",
    "/tallies",
    "/sources",
    "/search?q=market",
    "/api/claims",
    "/api/reports/ID",
    "/incidents/ID",
)


@dataclass(slots=True)
class Told:
    """What a crowd met: milliseconds by kind, what went wrong, and the decisions that were answered for."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: Counter[str] = field(default_factory=Counter)
    decided: set[str] = field(default_factory=set)
    conflicts: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


class Person:
    """Someone with a browser, logged in."""

    def __init__(self, base: str, name: str, told: Told) -> None:
        split = urlsplit(base)
        self._connection = http.client.HTTPConnection(split.hostname or "", split.port, timeout=60)
        self._cookies: dict[str, str] = {}
        self._told = told
        self._last = 0.0
        form = self.ask("GET", "/login", "login")[1]
        token = re.search(r'name="token" value="([^"]+)"', form)
        body = urlencode({"name": name, "password": PASSWORD, "token": token[1] if token else "", "next": "/"})
        status, _ = self.ask("POST", "/login", "login", body)
        assert status == 303, f"{name} was not let in: {status}"
        self.token = json.loads(self.ask("GET", "/api/me", "login")[1])["token"]

    def ask(self, method: str, path: str, kind: str, body: str | None = None, form: str = "") -> tuple[int, str]:
        """The status and the text of an answer, noted under a kind."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = form or "application/x-www-form-urlencoded"
            headers["X-CSRF-Token"] = getattr(self, "token", "")
        if time.monotonic() - self._last > KEPT:
            self._connection.close()
        began = time.perf_counter()
        try:
            self._connection.request(method, path, body, headers)
            answer = self._connection.getresponse()
            text, status = answer.read().decode("utf-8", "replace"), answer.status
            for cookie in answer.headers.get_all("Set-Cookie") or ():
                name, _, value = cookie.partition(";")[0].partition("=")
                self._cookies[name] = value
        except (OSError, http.client.HTTPException) as error:
            self._connection.close()
            text, status = f"{type(error).__name__}: {error}", 0
        took = (time.perf_counter() - began) * 1000
        self._last = time.monotonic()
        with self._told.lock:
            self._told.times[kind].append(took)
            if status not in (200, 201, 303, 404, 409):
                self._told.wrong[f"{kind}: {status} {' '.join(text.split())[:160]}"] += 1
        return status, text


def read(person: Person, ids: dict[str, list[str]], pause: float, end: float, chance: random.Random) -> None:
    """Open pages until the end."""
    while time.monotonic() < end:
        page = chance.choice(PAGES)
        kind = page.split("/")[-2] if page.endswith("/ID") else ""
        person.ask("GET", page.replace("ID", chance.choice(ids[kind])) if kind else page, page)
        time.sleep(chance.uniform(0.5, 1.5) * pause)


def review(person: Person, claims: list[str], pause: float, end: float, chance: random.Random, told: Told) -> None:
    """Decide on claims until the end."""
    while time.monotonic() < end:
        person.ask("GET", "/review", "/review")
        asked = {"kind": chance.choice(("accept", "reject")), "ids": [chance.choice(claims)], "reason": "read twice"}
        status, text = person.ask("POST", "/api/decisions", "decide", json.dumps(asked), "application/json")
        with told.lock:
            told.conflicts += status == 409
            if status == 201:
                told.decided.update(one["id"] for one in json.loads(text)["decisions"])
        time.sleep(chance.uniform(0.5, 1.5) * pause)


def add(path: str, every: float, stop: Event) -> None:
    """Add reports to the store, some at a time, until it is told to stop."""
    chance = random.Random(13)
    number = 10_000_000
    with Store.open(path) as store:
        key = store.report_ids()[0]
        seed, claims = store.reports([key])[key], list(store.claims(of=[key]))
        while not stop.wait(every):
            _keep(store, [_variant(seed, claims, number + one, 10, chance) for one in range(5)])
            number += 5
            fuse_waiting(store, Silent())


def main() -> int:
    """Load, serve, let them in, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--reviewers", type=int, default=5)
    parser.add_argument("--pause", type=float, default=5, help="seconds for which a page is looked at")
    parser.add_argument("--every", type=float, default=5, help="seconds between two additions of five reports")
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--store", help="a postgresql:// address of an empty database; else a file of SQLite")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        where = asked.store or str(Path(folder) / "crowd.db")
        load(where, asked.reports, asked.claims)
        names = [f"reader {one}" for one in range(asked.readers)]
        others = [f"reviewer {one}" for one in range(asked.reviewers)]
        with Store.open(where) as store:
            hashed = made("anyone", Role.READER, PASSWORD)
            for role, several in ((Role.READER, names), (Role.REVIEWER, others)):
                for name in several:
                    store.put_user(replace(hashed, name=name, role=role, stamp=uuid4().hex), by="the bench")
        return crowd(where, names, others, asked)


def crowd(where: str, readers: list[str], reviewers: list[str], asked: argparse.Namespace) -> int:
    """Serve the store to them all while it is added to; 0 where all went well."""
    with Store.open(where) as store:
        reports, incidents = store.report_ids(), store.list_incidents()
        claims = [claim.id for claim in store.claims(of=reports[:200])]
    ids = {"reports": reports, "claims": claims, "incidents": incidents}
    told, entering = Told(), Told()
    stop = multiprocessing.Event()
    command = [sys.executable, "-m", "dateline", "serve", "--store", where, "--port", "0", "--no-browser", "--login"]
    serving = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert serving.stdout is not None
    adding = multiprocessing.Process(target=add, args=(where, asked.every, stop))
    try:
        base = serving.stdout.readline().split()[0].rstrip("/")
        people = {name: Person(base, name, entering) for name in (*readers, *reviewers)}
        for person in people.values():
            person._told = told
        before = worked(serving.pid)
        adding.start()
        end = time.monotonic() + asked.seconds
        threads = []
        for number, (name, person) in enumerate(people.items()):
            chance = random.Random(number)
            if name in reviewers:
                work = threading.Thread(target=review, args=(person, claims, asked.pause, end, chance, told))
            else:
                work = threading.Thread(target=read, args=(person, ids, asked.pause, end, chance))
            threads.append(work)
            work.start()
        for work in threads:
            work.join()
        stop.set()
        adding.join(60)
        held, busy = memory(serving.pid), worked(serving.pid) - before
    finally:
        stop.set()
        serving.terminate()
        serving.wait(20)
    print(f"the server worked {busy:.0f} s in {asked.seconds:.0f} s, and held {held:.0f} MB")
    return tell(where, told, entering, len(reports), adding.exitcode)


def worked(process: int) -> float:
    """The seconds that a process has worked: on a machine that does other things too, they say more than the clock."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def tell(where: str, told: Told, entering: Told, before: int, added: int | None) -> int:
    """Print what the crowd met; 0 where all went well."""
    with Store.open(where) as store:
        lost = told.decided - {decision.id for decision in store.decisions()}
        faults = store.verify().faults
        after = len(store.report_ids())
    every = [one for times in told.times.values() for one in times]
    print(f"{'asked for':<18} {'times':>6} {'median':>8} {'p95':>8}  ms")
    for kind, times in sorted(told.times.items()):
        print(f"{kind:<18} {len(times):>6,} {share(times, 0.5):>8.0f} {share(times, 0.95):>8.0f}")
    p95 = share(every, 0.95)
    print(f"{'all':<18} {len(every):>6,} {share(every, 0.5):>8.0f} {p95:>8.0f}")
    print(f"{after - before:,} reports added meanwhile")
    print(f"{len(told.decided):,} decisions made, {len(lost):,} of them lost; {told.conflicts:,} met another's")
    wrong = told.wrong + entering.wrong
    for words, times_ in wrong.most_common(20):
        print(f"{times_} × {words}")
    print(f"{wrong.total():,} errors; {len(faults):,} things in the store do not hold")
    return int(bool(wrong or lost or faults or added != 0 or after == before or p95 > LIMIT_MS))


def share(times: list[float], part: float) -> float:
    """The time within which a part of the answers came."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))] if ordered else 0.0


if __name__ == "__main__":
    sys.exit(main())
