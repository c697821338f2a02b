"""How often a choice with such a score is right: the score that is told, by the table `data/gazetteer/chances.csv`."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from dateline.mentions.places.choosing import Choice
from dateline.reference.files import read_table


def chances(choice: Choice) -> list[float]:
    """The chance of each of `choice.others` to be the place that is meant, in their order.

    The first has the share that was right of choices with its score; the others divide what is left as they stood.
    """
    first, *others = [score for _, score, _ in choice.others]
    right = chance(first)
    left = (1.0 - right) / (1.0 - first) if first < 1.0 else 0.0
    return [round(right, 3), *(round(score * left, 3) for score in others)]


def chance(score: float) -> float:
    """The share that was right of choices with a score, between the rows of the table in a straight line."""
    for (low, below), (high, above) in pairwise(_points()):
        if score <= high:
            return below + (above - below) * (score - low) / (high - low)
    return 1.0


@cache
def _points() -> tuple[tuple[float, float], ...]:
    rows = read_table("gazetteer/chances.csv", columns=("score", "right", "answers"))
    points = [(float(row["score"]), float(row["right"])) for row in rows]
    return ((0.0, 0.0), *sorted(points), (1.0, 1.0))
