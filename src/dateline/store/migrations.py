"""How a store came to its present form, step by step; an old file takes the steps that it lacks when it is opened.

A step that was once released never changes: another one follows it. Each is taken in one transaction, so that a store
stands at one step or at the next, wherever the run was killed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, inspect, text

from dateline.errors import StoreError


@dataclass(frozen=True, slots=True)
class Step:
    """A numbered change: tables for both engines, each ended by a semicolon, and work on the rows that are there."""

    number: int
    name: str
    tables: str
    sqlite: tuple[str, ...] = ()
    postgresql: tuple[str, ...] = ()
    work: Callable[[Connection], None] | None = None


def _never_changed(table: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Triggers that refuse to change or to delete the rows of a table, for either engine."""
    sqlite = tuple(
        f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} are never changed'); END"
        for act in ("UPDATE", "DELETE")
    )
    what = f"BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
    postgresql = f"CREATE TRIGGER {table}_never {what} FOR EACH STATEMENT EXECUTE FUNCTION dateline_never()"
    return sqlite, (postgresql,)


_NEVER = """CREATE FUNCTION dateline_never() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' are never changed'; END $$"""
#: What is taken away and put back where a person's data is erased, by which table: see `redacting`.
GUARDED = ("originals", "decisions", "log")
_GUARDS = [_never_changed(table) for table in GUARDED]

_STEPS_TABLE = "CREATE TABLE steps (number INTEGER PRIMARY KEY, name TEXT NOT NULL, at TEXT NOT NULL)"
_FIRST_TABLES = """
CREATE TABLE originals (
    sha256 TEXT PRIMARY KEY, size BIGINT NOT NULL, packing TEXT NOT NULL, data {bytes} NOT NULL);
CREATE TABLE reports (
    id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, text TEXT NOT NULL, record TEXT NOT NULL, digest TEXT NOT NULL,
    title TEXT, publisher TEXT, published TEXT, added TEXT NOT NULL, coded_as TEXT, coder TEXT);
CREATE INDEX reports_published ON reports (published);
CREATE TABLE origins (
    id TEXT PRIMARY KEY, report TEXT NOT NULL REFERENCES reports (id),
    original TEXT NOT NULL REFERENCES originals (sha256), name TEXT NOT NULL, retrieved TEXT NOT NULL,
    record TEXT NOT NULL);
CREATE INDEX origins_report ON origins (report);
CREATE TABLE claims (
    id TEXT PRIMARY KEY, report TEXT NOT NULL REFERENCES reports (id), position INTEGER NOT NULL, event TEXT NOT NULL,
    start TEXT, "end" TEXT, digest TEXT NOT NULL, record TEXT NOT NULL);
CREATE INDEX claims_report ON claims (report, position);
CREATE INDEX claims_event ON claims (event);
CREATE TABLE problems (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, report TEXT, step TEXT NOT NULL, message TEXT NOT NULL, at TEXT NOT NULL);
CREATE INDEX problems_name ON problems (name);
CREATE TABLE decisions (
    id TEXT PRIMARY KEY, at TEXT NOT NULL, "by" TEXT NOT NULL, kind TEXT NOT NULL, record TEXT NOT NULL);
CREATE TABLE decided (decision TEXT NOT NULL REFERENCES decisions (id), claim TEXT NOT NULL);
CREATE INDEX decided_claim ON decided (claim);
CREATE TABLE log (
    number BIGINT PRIMARY KEY, at TEXT NOT NULL, "by" TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL,
    detail TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL);
CREATE INDEX log_subject ON log (subject);
"""

_FIRST = Step(
    1,
    "reports, claims, decisions and their log",
    _FIRST_TABLES,
    sqlite=tuple(line for guard in _GUARDS for line in guard[0]),
    postgresql=(
        _NEVER,
        *(line for guard in _GUARDS for line in guard[1]),
    ),
)


def _index_texts(connection: Connection) -> None:
    from dateline.store.search import index_all

    index_all(connection)


_WORDS = """
CREATE VIRTUAL TABLE words USING fts5 (
    report UNINDEXED, tokens, detail = none, tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'")
"""

_SECOND = Step(
    2,
    "full text search",
    "",
    sqlite=(
        # The words are found before they come here: the tokenizer is only to leave them whole.
        _WORDS,
    ),
    postgresql=(
        "CREATE TABLE words (report TEXT PRIMARY KEY, tokens tsvector NOT NULL)",
        "CREATE INDEX words_tokens ON words USING gin (tokens)",
    ),
    work=_index_texts,
)


def _index_names(connection: Connection) -> None:
    from dateline.store.claims import name_all

    name_all(connection)


_THIRD = Step(
    3,
    "claims found by the names of places and parties",
    """
CREATE TABLE claim_names (claim TEXT NOT NULL REFERENCES claims (id), kind TEXT NOT NULL, name TEXT NOT NULL);
CREATE INDEX claim_names_name ON claim_names (kind, name);
CREATE INDEX claim_names_claim ON claim_names (claim);
""",
    work=_index_names,
)

_FOURTH = Step(
    4,
    "reports listed, and found waiting for the coder, without reading their texts",
    """
CREATE INDEX reports_waiting ON reports (id) WHERE coded_as IS NULL OR coded_as <> digest;
CREATE INDEX reports_listed ON reports (published, added, publisher, id);
DROP INDEX reports_published;
""",
)

_FIFTH = Step(
    5,
    "incidents kept, and made anew where something changed",
    """
CREATE TABLE untold (report TEXT PRIMARY KEY, stamp TEXT NOT NULL);
INSERT INTO untold (report, stamp) SELECT DISTINCT report, 'first' FROM claims;
CREATE TABLE tellings (
    id TEXT PRIMARY KEY, report TEXT NOT NULL REFERENCES reports (id), incident TEXT, record TEXT NOT NULL);
CREATE INDEX tellings_report ON tellings (report);
CREATE INDEX tellings_incident ON tellings (incident);
CREATE INDEX tellings_waiting ON tellings (id) WHERE incident IS NULL;
CREATE TABLE telling_blocks (
    block TEXT NOT NULL, wide INTEGER NOT NULL, telling TEXT NOT NULL REFERENCES tellings (id));
CREATE INDEX telling_blocks_block ON telling_blocks (block, wide, telling);
CREATE INDEX telling_blocks_telling ON telling_blocks (telling);
CREATE TABLE incidents (
    id TEXT PRIMARY KEY, event TEXT NOT NULL, start TEXT, "end" TEXT, status TEXT NOT NULL, grade TEXT,
    killed DOUBLE PRECISION, reports INTEGER NOT NULL, origins INTEGER NOT NULL, weight DOUBLE PRECISION NOT NULL,
    record TEXT NOT NULL);
CREATE INDEX incidents_listed ON incidents (start, weight, id);
CREATE TABLE incident_claims (
    incident TEXT NOT NULL REFERENCES incidents (id), claim TEXT NOT NULL, role TEXT NOT NULL);
CREATE INDEX incident_claims_claim ON incident_claims (claim);
CREATE INDEX incident_claims_incident ON incident_claims (incident);
CREATE TABLE fused_by (rules TEXT PRIMARY KEY);
""",
)

_SIXTH = Step(
    6,
    "incidents listed, placed and added up without reading their records",
    """
ALTER TABLE incidents ADD COLUMN place TEXT;
ALTER TABLE incidents ADD COLUMN admin1 TEXT;
ALTER TABLE incidents ADD COLUMN country TEXT;
ALTER TABLE incidents ADD COLUMN latitude DOUBLE PRECISION;
ALTER TABLE incidents ADD COLUMN longitude DOUBLE PRECISION;
ALTER TABLE incidents ADD COLUMN "precision" INTEGER;
ALTER TABLE incidents ADD COLUMN radius_km DOUBLE PRECISION;
CREATE TABLE incident_names (
    incident TEXT NOT NULL REFERENCES incidents (id), kind TEXT NOT NULL, name TEXT NOT NULL);
CREATE INDEX incident_names_name ON incident_names (kind, name);
CREATE INDEX incident_names_incident ON incident_names (incident);
CREATE TABLE incident_figures (
    incident TEXT NOT NULL REFERENCES incidents (id), measure TEXT NOT NULL, "of" TEXT NOT NULL, unit TEXT NOT NULL,
    low DOUBLE PRECISION, best DOUBLE PRECISION, high DOUBLE PRECISION, claim TEXT);
CREATE INDEX incident_figures_measure ON incident_figures (measure, "of", unit);
CREATE INDEX incident_figures_incident ON incident_figures (incident);
UPDATE tellings SET incident = NULL;
DELETE FROM incident_claims;
DELETE FROM incidents;
""",
)

_SEVENTH = Step(
    7,
    "people who may log in",
    """
CREATE TABLE users (
    name TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT NOT NULL, stamp TEXT NOT NULL, at TEXT NOT NULL);
""",
)

_SIGNATURES_GUARD = _never_changed("signatures")

_EIGHTH = Step(
    8,
    "signatures under the log",
    """
CREATE TABLE signatures (number BIGINT PRIMARY KEY, public TEXT NOT NULL, signature TEXT NOT NULL);
""",
    sqlite=_SIGNATURES_GUARD[0],
    postgresql=_SIGNATURES_GUARD[1],
)

_NINTH = Step(
    9,
    "claims that people split in two",
    """
CREATE TABLE parts (claim TEXT PRIMARY KEY REFERENCES claims (id), decision TEXT NOT NULL);
""",
)

_TENTH = Step(
    10,
    "decisions that the incidents do not heed yet",
    """
CREATE TABLE unheeded (decision TEXT PRIMARY KEY REFERENCES decisions (id));
""",
)


def _digest_kept(connection: Connection) -> None:
    from dateline.store.kept import write_digests

    write_digests(connection)


_ELEVENTH = Step(
    11,
    "incidents and tellings kept with their digests",
    """
ALTER TABLE tellings ADD COLUMN digest TEXT NOT NULL DEFAULT '';
ALTER TABLE incidents ADD COLUMN digest TEXT NOT NULL DEFAULT '';
""",
    work=_digest_kept,
)

STEPS = (_FIRST, _SECOND, _THIRD, _FOURTH, _FIFTH, _SIXTH, _SEVENTH, _EIGHTH, _NINTH, _TENTH, _ELEVENTH)


def lower_guards(connection: Connection) -> None:
    """Let originals, decisions and entries be changed until the guards are raised again, in the same transaction."""
    for table in GUARDED:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"DROP TRIGGER {table}_never ON {table}")
        else:
            for act in ("update", "delete"):
                connection.exec_driver_sql(f"DROP TRIGGER {table}_no_{act}")


def raise_guards(connection: Connection) -> None:
    """Refuse to change originals, decisions and entries of the log again."""
    for sqlite, postgresql in _GUARDS:
        for statement in postgresql if connection.dialect.name == "postgresql" else sqlite:
            connection.exec_driver_sql(statement)


def step_of(connection: Connection) -> int | None:
    """The last step that a store has taken, 0 where the database is empty, None where it is no store."""
    tables = set(inspect(connection).get_table_names())
    if "steps" not in tables:
        return None if tables else 0
    return connection.execute(text("SELECT max(number) FROM steps")).scalar() or 0


def check_step(found: int | None, shown: str) -> int:
    """The step; raises StoreError where the database is no store, or one of a later Dateline."""
    if found is None:
        raise StoreError(f"{shown}: a database that holds something else, not a store")
    if found > STEPS[-1].number:
        raise StoreError(f"{shown}: made by a later Dateline (form {found}); this one reads up to {STEPS[-1].number}")
    return found


def migrate(connection: Connection, now: str, *, upto: int | None = None) -> list[Step]:
    """Take the steps that the store lacks, and note each; the steps that were taken."""
    engine = connection.dialect.name
    blob = {"bytes": "BLOB" if engine == "sqlite" else "BYTEA"}
    found = step_of(connection)
    if found == 0 and "steps" not in inspect(connection).get_table_names():
        connection.execute(
            text("CREATE TABLE steps (number INTEGER PRIMARY KEY, name TEXT NOT NULL, at TEXT NOT NULL)")
        )
    taken = [step for step in STEPS if step.number > (found or 0) and (upto is None or step.number <= upto)]
    for step in taken:
        own = step.sqlite if engine == "sqlite" else step.postgresql
        shared = [statement for statement in step.tables.format(**blob).split(";") if statement.strip()]
        for statement in (*shared, *own):
            connection.exec_driver_sql(statement)
        if step.work is not None:
            step.work(connection)
        connection.execute(
            text("INSERT INTO steps (number, name, at) VALUES (:number, :name, :at)"),
            {"number": step.number, "name": step.name, "at": now},
        )
    return taken
