"""Notes that reviewers write about sources: how far one may rely on them, and why.

A note is an entry of the log and nothing else: it can be neither changed nor deleted unseen, and one that is taken back
stays, with who took it back. The words of a person whose data is erased go from notes as from every entry.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from dateline.errors import SettingsError
from dateline.store.canon import fold
from dateline.store.log import Entry
from dateline.store.tables import log

#: The action of an entry, and its subject: all notes are found by it.
ACTION, SUBJECT = "note", "sources"
LONGEST = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What someone wrote about a source, which is its name and its kind; `number` is that of the entry."""

    number: int
    name: str
    kind: str
    words: str
    by: str
    at: str
    taken_back_by: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """By what a source is known: its name, folded, and its kind."""
        return fold(self.name), self.kind


def written(name: str, kind: str, words: str, by: str) -> Entry:
    """The entry of a note; raises SettingsError where it says nothing, or too much, or of nobody."""
    told = words.strip()
    if not told or len(told) > LONGEST:
        raise SettingsError(f"a note has 1 to {LONGEST:,} characters, and this one {len(told):,}")
    if not name.strip() or not kind.strip():
        raise SettingsError("a note is about a source: which one, and of what kind?")
    return Entry(action=ACTION, subject=SUBJECT, detail={"name": name, "kind": kind, "words": told}, by=by)


def taken_back(connection: Connection, number: int, by: str) -> Entry:
    """The entry that takes a note back; raises SettingsError where there is no such note that stands."""
    note = next((one for one in load(connection) if one.number == number), None)
    if note is None or note.taken_back_by:
        raise SettingsError(f"note {number}: there is none, or it was taken back")
    return Entry(action=ACTION, subject=SUBJECT, detail={"of": number, "did": "taken back"}, by=by)


def load(connection: Connection) -> Sequence[Note]:
    """Every note, the first one first."""
    columns = (log.c.number, log.c.at, log.c.by, log.c.detail)
    query = select(*columns).where(log.c.subject == SUBJECT, log.c.action == ACTION).order_by(log.c.number)
    found: dict[int, Note] = {}
    for row in connection.execute(query):
        told = json.loads(row.detail)
        if (number := told.get("of")) in found:
            found[number] = replace(found[number], taken_back_by=row.by)
        elif "words" in told:
            known = {name: told[name] for name in ("name", "kind", "words")}
            found[row.number] = Note(number=row.number, by=row.by, at=row.at, **known)
    return list(found.values())
