"""A store: reports with their origins and bytes, claims, problems, decisions, and the log of all of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, text

from dateline.errors import StoreError
from dateline.records import Claim, Problem, Report
from dateline.store import (
    claims,
    decisions,
    log,
    notes,
    originals,
    parts,
    problems,
    questions,
    reports,
    stubs,
    tables,
    users,
)
from dateline.store.backup import Copied, back_up
from dateline.store.claims import Change, Result, Wanted
from dateline.store.custody import Custody, custody
from dateline.store.decisions import Decision
from dateline.store.engine import PATIENCE, reading, telling, writing
from dateline.store.health import Finding, examine
from dateline.store.notes import Note
from dateline.store.of_incidents import OfIncidents
from dateline.store.redacting import Erased, Redacting, redact
from dateline.store.reports import Came, Found, Origin, Outcome
from dateline.store.users import User
from dateline.store.verify import Verdict, verify

#: So many seconds an erasure waits for those who read, so that the files let go of what was erased.
WAIT_FOR_READERS = 10


class Store(OfIncidents):
    """An open store. Every method that changes it is one transaction: all of it is kept, or nothing."""

    def keep(self, found: Sequence[Found], failed: Sequence[Problem] = ()) -> list[Outcome]:
        """Keep reports that were read, and the problems of those that could not be; what each report came to."""
        with writing(self._engine, self.address) as connection:
            now = log.moment(connection, self._clock())
            outcomes, entries = reports.keep(connection, found, now)
            places = {place for one in found for place in one.places}
            entries += problems.mend(connection, sorted(places), "read", but=failed)
            entries += problems.note(connection, failed, now)
            self._log(connection, now, entries)
        return outcomes

    def put(self, results: Sequence[Result]) -> list[Change]:
        """Put what the coder gave in place of what it gave before; what changed, report by report."""
        with writing(self._engine, self.address) as connection:
            now = log.moment(connection, self._clock())
            changes, entries = claims.put(connection, results, now)
            parts.make(connection, [result.report for result in results])
            self._log(connection, now, entries)
        return changes

    def decide(self, made: Sequence[Decision]) -> list[Decision]:
        """Append decisions; those that were not there yet. Raises StoreError where one cannot be."""
        with writing(self._engine, self.address) as connection:
            now = log.moment(connection, self._clock())
            new, entries = decisions.put(connection, made)
            parts.decide(connection, new)
            self._log(connection, now, entries)
        return new

    def redact(self, asked: Redacting, *, only_look: bool = False) -> Erased:
        """Erase words about a person from everything; with `only_look` say what would be erased, and keep it all.

        What a database keeps of deleted rows goes too; where others who read or write keep it from going, `held` says
        so, and a second call takes it away. Raises StoreError as `redacting.redact`.
        """
        with writing(self._engine, self.address) as connection:
            now = log.moment(connection, self._clock())
            done, entries = redact(connection, asked)
            if only_look:
                connection.rollback()
                return done
            self._log(connection, now, entries)
        try:
            done.held = not self.scrub()
        except StoreError:  # it was waited for in vain; what was erased is erased
            done.held = True
        return done

    def scrub(self) -> bool:
        """Write the database anew without what it keeps of rows that are no more; whether all of that is gone."""
        with telling(self.address), self._engine.connect() as connection:
            driver: Any = connection.connection.dbapi_connection
            if self.address.path is not None:  # both are refused inside a transaction
                driver.execute(f"PRAGMA busy_timeout = {WAIT_FOR_READERS * 1000:.0f}")
                try:
                    driver.execute("INSERT INTO words (words) VALUES ('optimize')")  # it keeps what was taken out
                    driver.execute("VACUUM")
                    busy: int = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
                finally:
                    driver.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000}")
                return not busy  # else someone reads what was before, and the log beside the file has it
            driver.autocommit = True
            driver.execute(f"VACUUM FULL {', '.join(tables.metadata.tables)}, words")
            driver.autocommit = False
            return True

    def last_erasure(self) -> str | None:
        """The moment at which something was erased from this store last; None where nothing was."""
        with reading(self._engine, self.address) as connection:
            return stubs.last_erasure(connection)

    def uncoded(self) -> list[str]:
        """The ids of the reports that wait for the coder."""
        with reading(self._engine, self.address) as connection:
            return reports.uncoded(connection)

    def waiting_as(self, ids: Sequence[str]) -> dict[str, str]:
        """Those of some reports that wait for the coder, each with the digest of what is known of it."""
        with reading(self._engine, self.address) as connection:
            return reports.waiting_as(connection, ids)

    def report_ids(
        self, *, as_of: str | None = None, publisher: str | None = None, search: str | None = None
    ) -> list[str]:
        """The ids of reports by day of publication; `search` is a full-text query."""
        with reading(self._engine, self.address) as connection:
            return reports.list_ids(connection, as_of=as_of, publisher=publisher, asked=search)

    def reports(self, ids: Sequence[str]) -> dict[str, Report]:
        """The reports of some ids; an id that is not there is left out."""
        with reading(self._engine, self.address) as connection:
            return reports.load(connection, ids)

    def origins(self, ids: Sequence[str]) -> dict[str, tuple[Origin, ...]]:
        """Where and when reports were met."""
        with reading(self._engine, self.address) as connection:
            return reports.origins_of(connection, ids)

    def has_origin(self, name: str) -> bool:
        """Whether a report was met under a name."""
        with reading(self._engine, self.address) as connection:
            return reports.has_origin(connection, name)

    def original(self, sha256: str) -> bytes:
        """The bytes of a SHA-256, as they were read."""
        with reading(self._engine, self.address) as connection:
            return originals.read(connection, sha256)

    def claims(self, *, of: Sequence[str] | None = None, wanted: Wanted | None = None) -> Iterator[Claim]:
        """The claims of some reports, or of all; with `wanted`, those that may be asked for."""
        with reading(self._engine, self.address) as connection:
            yield from claims.load(connection, wanted=wanted, of=of)

    def reports_with(self, wanted: Wanted) -> set[str]:
        """The ids of the reports that may hold a claim that is asked for."""
        with reading(self._engine, self.address) as connection:
            return claims.reports_with(connection, wanted)

    def claim(self, id: str) -> Claim | None:
        """One claim."""
        with reading(self._engine, self.address) as connection:
            return claims.find(connection, [id]).get(id)

    def claims_by_id(self, ids: Sequence[str]) -> dict[str, Claim]:
        """Claims of some ids; an id that is not there is left out."""
        with reading(self._engine, self.address) as connection:
            return claims.find(connection, ids)

    def claim_ids(self, prefix: str) -> list[str]:
        """The first ids of claims that begin so."""
        with reading(self._engine, self.address) as connection:
            return claims.beginning(connection, prefix)

    def decisions(self, *, as_of: str | None = None) -> list[Decision]:
        """The decisions, the earliest first."""
        with reading(self._engine, self.address) as connection:
            return decisions.load(connection, as_of=as_of)

    def users(self) -> list[User]:
        """Those who may log in, by name."""
        with reading(self._engine, self.address) as connection:
            return users.load(connection)

    def user(self, name: str) -> User | None:
        """The user of a name, in whatever case it is written."""
        with reading(self._engine, self.address) as connection:
            return users.find(connection, name)

    def put_user(self, user: User, *, by: str) -> None:
        """Keep a user, or what changed of one; the log tells who did it."""
        now = self._clock()
        with writing(self._engine, self.address) as connection:
            self._log(connection, now, users.put(connection, user, now, by))

    def remove_user(self, name: str, *, by: str) -> bool:
        """Take a user away: no login, and no session that goes on; False where there is none of that name."""
        now = self._clock()
        with writing(self._engine, self.address) as connection:
            entries = users.remove(connection, name, by)
            self._log(connection, now, entries)
        return bool(entries)

    def notes(self) -> Sequence[Note]:
        """What people wrote about sources, the first one first."""
        with reading(self._engine, self.address) as connection:
            return notes.load(connection)

    def write_note(self, name: str, kind: str, words: str, *, by: str) -> None:
        """Write a note about the source of a name and a kind; raises SettingsError where it cannot be."""
        with writing(self._engine, self.address) as connection:
            now = log.moment(connection, self._clock())
            self._log(connection, now, [notes.written(name, kind, words, by)])

    def take_note_back(self, number: int, *, by: str) -> None:
        """Take the note of a number back; it stays in the log. Raises SettingsError where none stands."""
        with writing(self._engine, self.address) as connection:
            now = log.moment(connection, self._clock())
            self._log(connection, now, [notes.taken_back(connection, number, by)])

    def origin_groups(self) -> list[Came]:
        """Where reports came from, by feed, file or address, the newest first."""
        with reading(self._engine, self.address) as connection:
            return reports.came_from(connection)

    def problems(self) -> list[Problem]:
        """What went wrong and was not mended since."""
        with reading(self._engine, self.address) as connection:
            return problems.list_all(connection)

    def log(self, *, after: int = 0, most: int | None = None) -> list[dict[str, Any]]:
        """The entries of the log, the first one first; `after` leaves out those up to that number."""
        with reading(self._engine, self.address) as connection:
            return [dict(row._mapping) for row in log.entries(connection, after=after, most=most)]

    def claim_records(self, *, of: Sequence[str] | None = None) -> Iterator[dict[str, Any]]:
        """The claims of some reports, or of all, as JSON: for those who want a few fields of many."""
        with reading(self._engine, self.address) as connection:
            yield from claims.records(connection, of=of)

    def ask(self, sql: str, *, hidden: Collection[str] = ()) -> questions.Answer:
        """The answer to a question in SQL, which reads and changes nothing; `hidden` tables are not told."""
        return questions.ask(self.address, sql, hidden=hidden)

    def shapes(self, *, hidden: Collection[str] = ()) -> list[questions.Shape]:
        """The tables that may be asked in SQL; raises StoreError where the store is not an SQLite file."""
        return questions.shapes(self.address, hidden=hidden)

    def verify(self, *, seal: str | None = None, trusted: frozenset[str] = frozenset()) -> Verdict:
        """Work out every hash, span, seal and signature again; `trusted` are public halves of keys."""
        with reading(self._engine, self.address) as connection:
            return verify(connection, seal_then=seal, trusted=trusted)

    def custody(self, report: str, *, trusted: frozenset[str] = frozenset()) -> Custody:
        """The chain of a report, after all of the store was worked out again."""
        with reading(self._engine, self.address) as connection:
            return custody(connection, report, trusted=trusted)

    def back_up(self, target: Path) -> Copied:
        """Copy all of it, as it is at this moment, to a file; the copy is verified."""
        return back_up(self._engine, self.address, target, self._clock())

    def examine(self) -> list[Finding]:
        """How the store is: what is well, and what is to be mended."""
        return examine(self._engine, self.address, self._clock())

    def counts(self) -> dict[str, int]:
        """How many rows each table has."""
        with reading(self._engine, self.address) as connection:
            return {
                table.name: connection.execute(select(func.count()).select_from(table)).scalar() or 0
                for table in tables.metadata.sorted_tables
            }

    def tidy(self) -> None:
        """Let SQLite gather what its planner needs, after much was added; PostgreSQL does so by itself."""
        if self.address.path is not None:
            with writing(self._engine, self.address) as connection:
                connection.execute(text("PRAGMA optimize"))
