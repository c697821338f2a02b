"""The pictures and lists of a selection: made once for each state of the store."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from dateline.store.listing import Box, IncidentRow
from dateline.web.contexts.desk import Desk
from dateline.web.contexts.drawing import Drawing, draw, frame_of
from dateline.web.contexts.frame import HEIGHT, WIDTH
from dateline.web.contexts.incidents import IncidentLine
from dateline.web.contexts.keeper import Kept
from dateline.web.contexts.paging import Page
from dateline.web.contexts.selection import Selection, lines_of


def drawn(
    desk: Desk, kept: Kept, found: Selection, *, box: Box | None = None, size: tuple[float, float] = (WIDTH, HEIGHT)
) -> Drawing:
    """The map of all chosen incidents, of a box where one is in sight."""

    def make() -> Drawing:
        rows = desk.store.incident_rows(found.chosen)
        return draw(rows, frame_of(rows, box or found.chosen.box, *size))

    made: Drawing = once(desk, kept, ("map", found.chosen, box, size), make)
    return made


def days_of(desk: Desk, kept: Kept, found: Selection) -> list[tuple[str, str, int]]:
    """The days of all chosen incidents."""
    made: list[tuple[str, str, int]] = once(
        desk, kept, ("days", found.chosen), lambda: desk.store.incident_days(found.chosen)
    )
    return made


def listed(desk: Desk, kept: Kept, found: Selection, number: int) -> tuple[Page[IncidentLine], list[IncidentRow]]:
    """A part of the list of chosen incidents, and their rows: list and map show the same."""
    made: tuple[Page[IncidentLine], list[IncidentRow]] = once(
        desk, kept, ("list", found.chosen, found.asked.sort, number), lambda: lines_of(desk.store, found, number)
    )
    return made


def once(desk: Desk, kept: Kept, key: Hashable, make: Callable[[], Any]) -> Any:
    """What is made of incidents that are up to date is kept with the state of the register that it was made in."""
    state = desk.register.now()
    return make() if kept.late or kept.head != (state.number, state.seal) else state.remembered(key, make)
