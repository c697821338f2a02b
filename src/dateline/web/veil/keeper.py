"""The keeper as a reader's desk has it: what was worked out with names in it is never an answer to a reader."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from dateline.web.contexts.keeper import PATIENCE, Keeper, Kept


class VeiledKeeper(Keeper):
    """Asks the keeper of the store, and keeps the answers to readers apart."""

    def __init__(self, keeper: Keeper) -> None:
        self._real = keeper

    def look(self, patience: float = PATIENCE) -> Kept:
        """How the incidents stand."""
        return self._real.look(patience)

    def answer(self, key: Hashable, make: Callable[[], Any], patience: float = PATIENCE) -> Any | None:
        """What takes long to work out, from what a reader may see."""
        return self._real.answer(("reader", key), make, patience)
