"""Erasure: the words are nowhere in the database any more, and the chain holds."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from dateline.errors import StoreError
from dateline.pipeline.fusing import bring_up_to_date
from dateline.records import Problem
from dateline.store import Decision, Outcome, Store
from dateline.store.blocking import BLOCK, Blocking
from dateline.store.canon import claim_digest
from dateline.store.redacting import Redacting
from dateline.store.tables import metadata

STORY = "Soldiers killed 8 people in Oresk on 2026-01-01, Halima Nur said. HALIMA  NUR is 34. Others fled, Halima said."
OTHER = "Rebels killed 3 civilians in Marat on 2026-01-05."
NAMES = ("Halima Nur", "Halima")
ASKED = Redacting(words=NAMES, by="Lena", reason="she asked for it")


@pytest.fixture
def full(store: Store, tell: Callable[..., Any], coding: Callable[..., int]) -> Store:
    """A store in which a name stands in texts, bytes, records, names of files, decisions, problems and the log."""
    told = {"name": "news/halima-nur.txt", "author": "Halima Nur", "url": "https://example.org/Halima_Nur.html"}
    store.keep(
        [tell(STORY, publisher="Oresk Wire", published="2026-01-02", **told), tell(OTHER, title="Marat")],
        [Problem(report="halima nur.pdf", step="read", message="empty")],
    )
    store.keep([tell(OTHER, name="other.html", data=f"<!-- by halima nur -->{OTHER}".encode())])
    coding(store)
    first, second = sorted(store.claims(), key=lambda claim: claim.figures[0].n or 0, reverse=True)
    for claim, reason in ((first, "Halima Nur told me on the telephone"), (second, "as Halima NUR has it")):
        seen = (claim_digest(claim),)
        made = Decision(
            kind="accept",
            subjects=(claim.id,),
            by="Lena",
            at=store.now(),
            reason=reason,
            claims=(claim.id,),
            seen=seen,
        )
        store.decide([made])
    assert store.verify().faults == ()
    return store


def everything(store: Store) -> str:
    """All that stands in any column of any table, and the bytes unpacked."""
    found = []
    with store._engine.connect() as connection:
        for table in (*metadata.tables, "words"):
            for row in connection.execute(text(f"SELECT * FROM {table}")):
                found += [value.decode("latin-1") if isinstance(value, bytes) else str(value) for value in row]
        keys = [row[0] for row in connection.execute(text("SELECT sha256 FROM originals WHERE packing <> 'erased'"))]
    return "\n".join(found + [store.original(key).decode() for key in keys])


def test_the_words_are_nowhere_any_more_and_all_of_it_holds(full: Store) -> None:
    before, seals = full.claim_ids(""), {row["hash"] for row in full.log()}
    assert re.search("halima", everything(full), re.IGNORECASE)
    done = full.redact(ASKED)
    assert not re.search("halima", everything(full), re.IGNORECASE)
    assert (len(done.reports), len(done.originals), len(done.decisions)) == (1, 2, 2)
    assert done.beside == [id for id in full.report_ids() if id not in done.reports]
    verdict = full.verify()
    assert verdict.faults == ()
    assert [(one.by, one.reason, one.originals) for one in verdict.redactions] == [("Lena", "she asked for it", 2)]
    assert full.claim_ids("") == before
    assert {row["hash"] for row in full.log()} > seals  # what was sealed is sealed as it was


def test_offsets_decisions_and_searches_go_on(full: Store) -> None:
    full.redact(ASKED)
    (report,) = full.reports(full.report_ids(search="fled")).values()
    assert len(report.text) == len(STORY)
    assert report.text.count(BLOCK) == len("Halima Nur" + "HALIMA  NUR" + "Halima")
    assert full.report_ids(search="halima") == []
    claims = {claim.id: claim for claim in full.claims()}
    for decision in full.decisions():
        assert decision.seen == (claim_digest(claims[decision.claims[0]]),)  # it stands, and is not to be made again
    with pytest.raises(StoreError, match="was redacted"):
        full.decide(full.decisions())


def test_looking_changes_nothing(full: Store) -> None:
    before = (everything(full), full.head())
    done = full.redact(ASKED, only_look=True)
    assert done.reports
    assert (everything(full), full.head()) == before
    with full._engine.connect() as connection, pytest.raises(Exception, match="never changed"):
        connection.execute(text("DELETE FROM log"))


def test_the_guards_stand_again_afterwards(full: Store) -> None:
    full.redact(ASKED)
    for table in ("originals", "decisions", "log"):
        with full._engine.connect() as connection, pytest.raises(Exception, match="never changed"):
            connection.execute(text(f"DELETE FROM {table}"))


def test_what_was_erased_is_not_added_again(full: Store, tell: Callable[..., Any]) -> None:
    full.redact(ASKED)
    again = tell(STORY, name="again.txt", author="Halima Nur", data=f"{STORY}\n".encode())
    assert full.keep([again]) == [Outcome.KNOWN]
    assert not re.search("halima", everything(full), re.IGNORECASE)


def test_a_report_alone(full: Store, tell: Callable[..., Any]) -> None:
    full.keep([tell(f"{STORY} More.")])
    keep = full.report_ids(search="more")
    (one,) = [id for id in full.report_ids(search="fled") if id not in keep]
    done = full.redact(Redacting(words=NAMES, by="Lena", reason="asked", reports=(one,)))
    assert done.reports == [one]
    assert full.report_ids(search="halima") == keep
    assert full.verify().faults == ()
    full.redact(ASKED)  # and then the others
    assert full.verify().faults == ()
    assert not re.search("halima", everything(full), re.IGNORECASE)


def test_a_copy_of_what_is_left_holds(full: Store, tmp_path: Path) -> None:
    full.redact(ASKED)
    assert full.back_up(tmp_path / "copy.db").verdict.faults == ()
    assert b"alima" not in (tmp_path / "copy.db").read_bytes()


def test_nothing_is_left_in_the_files(full: Store) -> None:
    before = files_of(full)
    full.redact(ASKED)
    path = full.address.path
    if path is None:  # of PostgreSQL: every table is written into a new file, without its dead rows
        assert not before & files_of(full)
        return
    for file in path.parent.glob("dateline.db*"):
        assert not re.search(b"halima", file.read_bytes(), re.IGNORECASE), file


def test_words_that_others_hold_in_the_files_are_told_and_go_the_next_time(
    full: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = full.address.path
    if path is None:
        return  # PostgreSQL's VACUUM FULL waits for those who read, and then nothing is left
    monkeypatch.setattr("dateline.store.store.WAIT_FOR_READERS", 0.1)
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM reports").fetchall()
        assert full.redact(ASKED).held
        assert not re.search("halima", everything(full), re.IGNORECASE)
    again = full.redact(ASKED)
    assert (again.is_nothing, again.held) == (True, False)
    for file in path.parent.glob("dateline.db*"):
        assert not re.search(b"halima", file.read_bytes(), re.IGNORECASE), file


def test_incidents_notes_and_lists_of_names_let_go_of_it_too(
    full: Store, tell: Callable[..., Any], coding: Callable[..., int]
) -> None:
    full.keep(
        [tell("Halima killed 5 people in Halima on 2026-01-01.", published="2026-01-02", publisher="Halima Post")]
    )
    coding(full)
    assert bring_up_to_date(full)
    full.write_note("Halima Post", "media", "Halima Nur owns it", by="Lena")
    full.write_note("Oresk Wire", "media", "careful", by="Lena")
    assert {"incident_names", "claim_names", "incidents", "tellings", "log"} <= full_of("halima", full)
    full.redact(ASKED)
    assert full_of("halima", full) == set()
    assert bring_up_to_date(full)
    assert full_of("halima", full) == set()
    assert full_of("oresk", full) >= {"incident_names", "incidents", "tellings"}
    assert [note.words for note in full.notes()] == [f"{BLOCK * 10} owns it", "careful"]
    assert full.verify().faults == ()


def full_of(word: str, store: Store) -> set[str]:
    """The tables in which a word stands."""
    with store._engine.connect() as connection:
        return {
            table
            for table in (*metadata.tables, "words")
            if word in str([tuple(row) for row in connection.execute(text(f"SELECT * FROM {table}"))]).casefold()
        }


def files_of(store: Store) -> set[int]:
    """The files in which PostgreSQL keeps the tables; none for SQLite."""
    if store.address.path is not None:
        return set()
    with store._engine.connect() as connection:
        return {
            connection.execute(text(f"SELECT pg_relation_filenode('{table}')")).scalar_one()
            for table in (*metadata.tables, "words")
        }


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("UPDATE reports SET text = replace(text, 'fled', 'left')", "its text has another sha256"),
        ("UPDATE claims SET record = replace(record, '\"best\":8', '\"best\":80')", "changed after they were logged"),
        ("UPDATE decisions SET record = replace(record, 'accept', 'reject')", "the log does not say so"),
        ("UPDATE log SET \"by\" = 'Nobody' WHERE action = 'decision'", "its seal does not fit"),
        ("UPDATE log SET detail = replace(detail, 'telephone', 'radio')", "its seal does not fit"),
        ("UPDATE origins SET name = 'elsewhere.txt'", "not as it was logged"),
        ("UPDATE log SET detail = replace(detail, 'she asked for it', 'he asked') WHERE action = 'redaction'", "seal"),
    ],
)
def test_what_is_left_cannot_be_changed_unseen(full: Store, change: str, words: str) -> None:
    from tests.contract.test_verify import tamper

    full.redact(ASKED)
    tamper(full, change)
    assert words in "\n".join(fault.message for fault in full.verify().faults)


def test_bytes_that_nobody_says_were_erased_are_missed(full: Store) -> None:
    from tests.contract.test_verify import tamper

    empty = "''" if full.address.path else "''::bytea"
    tamper(full, f"UPDATE originals SET packing = 'erased', data = {empty}")
    assert "the log does not say so" in "".join(fault.message for fault in full.verify().faults)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (Redacting(words=("x",), by="Lena", reason="r"), "too short"),
        (Redacting(words=(), by="Lena", reason="r"), "which words"),
        (Redacting(words=NAMES, by="", reason="r"), "the name of who does it"),
        (Redacting(words=NAMES, by="Lena", reason="Halima Nur wants it"), "say it without them"),
        (Redacting(words=NAMES, by="Lena", reason="r", reports=("r-0",)), "no report r-0"),
    ],
)
def test_what_cannot_be_erased_is_one_line(full: Store, asked: Redacting, words: str) -> None:
    with pytest.raises(StoreError, match=words):
        full.redact(asked)
    assert full.verify().redactions == ()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Zoe\u0308 Idrīs, ZOË IDRĪS", f"{BLOCK * 10}, {BLOCK * 9}"),
        ("zoë-idrīs_2.html and Zoëidrīs", f"{BLOCK * 9}_2.html and Zoëidrīs"),
        ("Zoë%20Idrīs and Zoë", f"{BLOCK * 11} and Zoë"),
    ],
)
def test_a_name_is_found_however_it_is_written(text: str, left: str) -> None:
    assert Blocking.of(["Zoë  Idrīs"]).text(text) == left
