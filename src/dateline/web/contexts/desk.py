"""The desk: the open store, its register, and the one who sits at it."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.store import Role, Store
from dateline.web.contexts.keeper import Keeper
from dateline.web.contexts.register import Register


@dataclass(frozen=True, slots=True)
class Desk:
    """What every page works with; `user` is the name that stands under a decision.

    A reader's store and register have the names of private persons veiled: see `dateline.web.veil`.
    """

    store: Store
    register: Register
    keeper: Keeper
    user: str
    role: Role = Role.LEAD
