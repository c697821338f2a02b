"""Who asks, and the desk of a request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Request

from dateline.web.contexts.desk import Desk
from dateline.web.contexts.keeper import Kept
from dateline.web.people.here import person_here
from dateline.web.people.person import person_of

#: Tells from a request who asks; the default is the person at this machine.
WhoAsks = Callable[[Request], str]


async def desk_of(request: Request) -> Desk:
    """The desk of a request: a reader's has never seen the names of private persons.

    It waits for nothing: what is asynchronous takes no thread, and no thread has to wait for its turn.
    """
    state = request.app.state
    person = person_of(request)
    if person.sees_names:
        return Desk(store=state.store, register=state.register, keeper=state.keeper, user=person.name, role=person.role)
    veiled = state.veiled
    return Desk(store=veiled.store, register=veiled, keeper=state.veiled_keeper, user=person.name, role=person.role)


__all__ = ["AtDesk", "FormSent", "WhoAsks", "desk_of", "form_of", "person_here"]

AtDesk = Annotated[Desk, Depends(desk_of)]


def fresh_incidents(request: Request) -> Kept:
    """How the incidents stand, after they were made anew where something changed; a late answer is not kept."""
    kept: Kept = request.app.state.keeper.look()
    if kept.late:
        request.state.late = True
    return kept


#: For pages that show incidents, and for files of them.
Fresh = Annotated[Kept, Depends(fresh_incidents)]
WITH_FRESH = [Depends(fresh_incidents)]


async def form_of(request: Request) -> dict[str, str]:
    """What a form sent, each name once; files are left out, and several values of a name are joined by commas."""
    found: dict[str, str] = {}
    for name, value in (await request.form(max_files=0, max_fields=200)).multi_items():
        if isinstance(value, str):
            found[name] = f"{found[name]},{value}" if name in found else value
    return found


FormSent = Annotated[dict[str, str], Depends(form_of)]
