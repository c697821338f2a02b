"""Who may do what at the pages of a store."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a user may do; each may do all that the one before may."""

    READER = "reader"
    CODER = "coder"
    REVIEWER = "reviewer"
    LEAD = "lead"

    def reaches(self, other: Role) -> bool:
        """Whether this role may do what the other may."""
        order = list(Role)
        return order.index(self) >= order.index(other)
