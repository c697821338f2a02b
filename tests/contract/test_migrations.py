"""An old store takes the steps that it lacks when it is opened, and keeps all that it held."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from sqlalchemy import text

from dateline.errors import StoreError
from dateline.store import Store, Wanted
from dateline.store.address import find_address
from dateline.store.engine import make_engine, writing
from dateline.store.migrations import STEPS, migrate

STORY = "Soldiers killed 8 people in Oresk on 2026-01-01, residents said."


def age(store: Store, step: int) -> None:
    """Take a store back to the form that it had after a step."""
    with store._engine.begin() as connection:
        if step < 11:
            for table in ("tellings", "incidents"):
                connection.execute(text(f"ALTER TABLE {table} DROP COLUMN digest"))
        if step < 10:
            connection.execute(text("DROP TABLE unheeded"))
        if step < 9:
            connection.execute(text("DROP TABLE parts"))
        if step < 8:
            connection.execute(text("DROP TABLE signatures"))
        if step < 7:
            connection.execute(text("DROP TABLE users"))
        if step < 6:
            for table in ("incident_names", "incident_figures"):
                connection.execute(text(f"DROP TABLE {table}"))
            for column in ("place", "admin1", "country", "latitude", "longitude", '"precision"', "radius_km"):
                connection.execute(text(f"ALTER TABLE incidents DROP COLUMN {column}"))
        if step < 5:
            for table in ("untold", "telling_blocks", "tellings", "incident_claims", "incidents", "fused_by"):
                connection.execute(text(f"DROP TABLE {table}"))
        if step < 4:
            connection.execute(text("DROP INDEX reports_waiting"))
            connection.execute(text("DROP INDEX reports_listed"))
            connection.execute(text("CREATE INDEX reports_published ON reports (published)"))
        if step < 3:
            connection.execute(text("DROP TABLE claim_names"))
        if step < 2:
            connection.execute(text("DROP TABLE words"))
        connection.execute(text("DELETE FROM steps WHERE number > :step"), {"step": step})


@pytest.mark.parametrize("step", [step.number for step in STEPS])
def test_an_old_store_is_brought_forward(
    address: str, tell: Callable[..., Any], coding: Callable[..., int], step: int
) -> None:
    with Store.open(address, make=True) as store:
        store.keep([tell(STORY)])
        coding(store)
        before = list(store.claims())
        age(store, step)
    with Store.open(address) as store:
        assert list(store.claims()) == before
        assert store.report_ids(search="residents") == [before[0].report]
        assert list(store.claims(wanted=Wanted(places=("Oresk",)))) == before
        assert store.verify().faults == ()
        forms = [row["subject"] for row in store.log() if row["action"] == "form"]
        assert forms[: len(STEPS)] == [str(one.number) for one in STEPS]


def test_a_step_is_taken_whole_or_not_at_all(address: str) -> None:
    place = find_address(address)
    engine = make_engine(place)
    with writing(engine, place) as connection:
        migrate(connection, "then", upto=1)

    def stopped() -> None:
        with writing(engine, place) as connection:
            migrate(connection, "then")
            raise RuntimeError("killed")

    with pytest.raises(RuntimeError, match="killed"):
        stopped()
    with engine.connect() as connection:
        assert connection.execute(text("SELECT max(number) FROM steps")).scalar() == 1
    engine.dispose()
    with Store.open(address) as store:
        assert store.counts()["steps"] == len(STEPS)


def test_a_store_of_a_later_dateline_is_refused(address: str) -> None:
    with Store.open(address, make=True) as store, store._engine.begin() as connection:
        connection.execute(text("INSERT INTO steps (number, name, at) VALUES (999, 'later', 'then')"))
    with pytest.raises(StoreError, match="made by a later Dateline"):
        Store.open(address)


def test_a_database_of_something_else_is_refused(address: str) -> None:
    engine = make_engine(find_address(address))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE recipes (name TEXT)"))
    engine.dispose()
    with pytest.raises(StoreError, match="something else"):
        Store.open(address, make=True)


def test_a_store_that_is_not_there_is_not_made_by_looking(address: str) -> None:
    with pytest.raises(StoreError, match="dateline add"):
        Store.open(address)


def test_a_server_that_is_not_there_is_one_line() -> None:
    with pytest.raises(StoreError) as caught:
        Store.open("postgresql://nobody:secret@127.0.0.1:1/none?connect_timeout=2", make=True)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_server_is_a_real_postgresql(server: str) -> None:
    with psycopg.connect(server) as connection:
        row = connection.execute("SELECT version()").fetchone()
    assert row is not None
    assert row[0].startswith("PostgreSQL")


def test_waiting_reports_are_found_without_reading_the_others(store: Store) -> None:
    from dateline.store import reports

    seen: list[str] = []
    engine = store._engine
    explain = "EXPLAIN QUERY PLAN " if store.address.path is not None else "EXPLAIN "
    with engine.connect() as connection:
        if store.address.path is None:
            connection.execute(text("SET enable_seqscan = off"))
        query = "SELECT id FROM reports WHERE coded_as IS NULL OR coded_as != digest ORDER BY id"
        seen = [str(row) for row in connection.exec_driver_sql(explain + query)]
        assert reports.uncoded(connection) == []
    assert "reports_waiting" in " ".join(seen)
