"""What people judged of pairs of claims; it stands before every score."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.records import Feature

ClaimPair = tuple[str, str]
SAME, DIFFERENT = 99.0, -99.0  # scores that no sum of features reaches


@dataclass(frozen=True, slots=True)
class Judged:
    """Claims that people judged to be of one happening, and of two; each pair in the order of ids."""

    same: frozenset[ClaimPair] = frozenset()
    different: frozenset[ClaimPair] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.same or self.different)

    def of(self, one: str, other: str) -> Feature | None:
        """What was judged of two claims, as the one feature that counts; None where nothing was."""
        pair = (one, other) if one < other else (other, one)
        if pair in self.different:
            return Feature(feature="decision", score=DIFFERENT, detail="a person decided that these are two happenings")
        if pair in self.same:
            return Feature(feature="decision", score=SAME, detail="a person decided that these are one happening")
        return None


NOTHING = Judged()
