"""Where reports come from: the outlets that published them, the feeds, pages and files that they were met in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from dateline.store import Came, Note
from dateline.store.canon import fold
from dateline.web.contexts.desk import Desk
from dateline.web.contexts.register import State
from dateline.web.contexts.reports import lines_of
from dateline.web.contexts.sources import PUBLISHER

SORTS = ("reports", "claims", "waiting", "name", "newest")


@dataclass(slots=True, kw_only=True)
class Outlet:
    """A publisher: its reports and their claims; `waiting` are claims that nobody has looked at."""

    name: str
    reports: int = 0
    claims: int = 0
    waiting: int = 0
    first: str = ""
    last: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """By what its notes are found."""
        return fold(self.name), PUBLISHER


def outlets(desk: Desk, q: str = "", sort: str = "reports") -> list[Outlet]:
    """The outlets whose name holds some words; reports that name none are not among them."""
    state = desk.register.now()
    every: list[Outlet] = state.remembered("outlets", lambda: _gathered(state))
    kept = [one for one in every if fold(q) in fold(one.name)]
    if sort == "name":
        return sorted(kept, key=lambda one: one.name.casefold())
    if sort == "newest":
        return sorted(kept, key=lambda one: one.last, reverse=True)
    return sorted(kept, key=lambda one: (-int(getattr(one, sort)), one.name.casefold()))


def _gathered(state: State) -> list[Outlet]:
    found: dict[str, Outlet] = {}
    for line in lines_of(state).values():
        name = line.report.publisher
        if not name:
            continue
        outlet = found.setdefault(fold(name), Outlet(name=name))
        outlet.reports += 1
        outlet.claims += line.claims
        outlet.waiting += line.waits
        if day := (line.report.published or "")[:10]:
            outlet.first = min(outlet.first or day, day)
            outlet.last = max(outlet.last, day)
    return list(found.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way in which reports came, and how many problems stand against it."""

    came: Came
    problems: int


def ways(desk: Desk) -> list[Way]:
    """The feeds, pages and files, the newest first."""
    came = desk.store.origin_groups()
    names = {one.name for one in came}
    problems = Counter(_home(one.report, names) for one in desk.store.problems())
    return [Way(came=one, problems=problems[one.name]) for one in came]


def _home(name: str, known: set[str]) -> str:
    """The feed or file that a problem belongs to: its own name, or what stands before the number of a line."""
    return next((one for one in (name, name.partition("#")[0], name.rpartition(":")[0]) if one in known), "")


def notes_by_source(desk: Desk) -> dict[tuple[str, str], list[Note]]:
    """What people wrote about each source, the first one first, by its folded name and its kind."""
    found: dict[tuple[str, str], list[Note]] = {}
    for note in desk.store.notes():
        found.setdefault(note.key, []).append(note)
    return found


def standing(notes: list[Note]) -> list[Note]:
    """Those that nobody took back."""
    return [note for note in notes if not note.taken_back_by]


OUTLET_COLUMNS = ("outlet", "reports", "claims", "waiting", "first", "last", "notes")
WAY_COLUMNS = ("name", "kind", "met", "first", "last", "problems")


def outlet_row(outlet: Outlet, notes: list[Note]) -> dict[str, object]:
    """An outlet as a row."""
    words = " | ".join(note.words for note in standing(notes))
    told = {name: getattr(outlet, name) for name in ("reports", "claims", "waiting", "first", "last")}
    return {"outlet": outlet.name, **told, "notes": words}


def way_row(way: Way) -> dict[str, object]:
    """A feed, a page or a file as a row."""
    return {**{name: getattr(way.came, name) for name in WAY_COLUMNS[:-1]}, "problems": way.problems}
