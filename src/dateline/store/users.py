"""Those who may log in at the pages: name, role, and a hash of the password.

They stand in the store and not in a file beside it: so a PostgreSQL store that several machines serve has one list, a
user who is removed is out everywhere at once, and who let whom in is told by the same log as all else. The log holds
no password: only a digest, by which `verify` sees that none was changed behind its back.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from dateline.errors import SettingsError
from dateline.records import sha256
from dateline.records.roles import Role
from dateline.store.log import Entry
from dateline.store.tables import users

LONGEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Someone who may log in; `password` is a hash, and `stamp` changes with it."""

    name: str
    role: Role
    password: str
    stamp: str
    at: str = ""


def checked_name(name: str) -> str:
    """A name as it is kept; raises SettingsError where it is none."""
    found = " ".join(unicodedata.normalize("NFC", name).split())
    if not found or len(found) > LONGEST or any(unicodedata.category(c)[0] == "C" for c in found):
        raise SettingsError(
            f"user {name[:LONGEST]!r}: a name has 1 to {LONGEST} characters, and none that cannot be seen"
        )
    return found


def load(connection: Connection) -> list[User]:
    """All, by name."""
    rows = connection.execute(select(users).order_by(users.c.name))
    return [User(**{**row._mapping, "role": Role(row.role)}) for row in rows]


def find(connection: Connection, name: str) -> User | None:
    """The user of a name; two names that differ in case alone are one."""
    wanted = " ".join(unicodedata.normalize("NFC", name).split()).casefold()
    return next((user for user in load(connection) if user.name.casefold() == wanted), None)


def put(connection: Connection, user: User, now: str, by: str) -> list[Entry]:
    """Keep a user, or what changed; what is to be logged."""
    known = find(connection, user.name)
    if known is None:
        row = {"name": checked_name(user.name), "at": now, "role": str(user.role)}
        connection.execute(insert(users), [{**row, "password": user.password, "stamp": user.stamp}])
        return [_entry(row["name"], "added", user, by)]
    new = {"role": str(user.role), "password": user.password, "stamp": user.stamp}
    if new == {"role": str(known.role), "password": known.password, "stamp": known.stamp}:
        return []
    connection.execute(update(users).where(users.c.name == known.name).values(**new))
    return [_entry(known.name, "password" if user.password != known.password else "role", user, by)]


def remove(connection: Connection, name: str, by: str) -> list[Entry]:
    """Take a user away; what is to be logged."""
    known = find(connection, name)
    if known is None:
        return []
    connection.execute(delete(users).where(users.c.name == known.name))
    return [Entry(action="user", subject=known.name, detail={"did": "removed"}, by=by)]


def _entry(name: str, did: str, user: User, by: str) -> Entry:
    detail = {"did": did, "role": str(user.role), "digest": sha256(user.stamp + user.password)}
    return Entry(action="user", subject=name, detail=detail, by=by)
