"""The store: reports, claims and decisions in SQLite or PostgreSQL, with a log that cannot be altered unseen."""

from dateline.records.roles import Role
from dateline.store.claims import Change, Result, Wanted, meets
from dateline.store.decisions import Decision, Kind, decision_from_json, decision_to_json
from dateline.store.incidents import Heeded, Made, Narrowed, Told
from dateline.store.notes import Note
from dateline.store.reports import Came, Found, Origin, Outcome
from dateline.store.store import Store
from dateline.store.users import User
from dateline.store.verify import Fault, Verdict

__all__ = [
    "Came",
    "Change",
    "Decision",
    "Fault",
    "Found",
    "Heeded",
    "Kind",
    "Made",
    "Narrowed",
    "Note",
    "Origin",
    "Outcome",
    "Result",
    "Role",
    "Store",
    "Told",
    "User",
    "Verdict",
    "Wanted",
    "decision_from_json",
    "decision_to_json",
    "meets",
]
