"""Who asks, and the desk of a request."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Request

from dateline.web.contexts.desk import Desk
from dateline.web.contexts.keeper import Kept

#: Whose name stands under a decision, where nobody has logged in.
USER = "DATELINE_USER"

#: Tells from a request who asks; the default is the person at this machine.
WhoAsks = Callable[[Request], str]


def person_here(_: Request | None = None) -> str:
    """The name that `DATELINE_USER` gives, else that of the account at this machine."""
    named = os.environ.get(USER, "").strip()
    if named:
        return named
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # an account without a name
        return "someone at this machine"


def desk_of(request: Request) -> Desk:
    """The desk of a request."""
    state = request.app.state
    return Desk(store=state.store, register=state.register, keeper=state.keeper, user=state.who_asks(request))


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
