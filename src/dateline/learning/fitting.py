"""Fitting a logistic model to judged claims, in a second or two: Newton's method with a ridge."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dateline.learning.features import RULE, Features
from dateline.learning.model import Model

STEPS = 30
CLOSE = 1e-6
#: A feature that fewer of the judged claims have learns nothing.
LEAST = 5
TIGHTER = 4.0
BANDS = (0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0 + 1e-9)


@dataclass(frozen=True, slots=True)
class Example:
    """A claim's features, whether it was right, and how much it weighs; `report` keeps its report's claims together."""

    report: str
    features: Features
    right: bool
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Band:
    """The claims whose confidence lies between two bounds: how many, what was told on average, how many were right."""

    low: float
    high: float
    count: int
    told: float
    right: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """How well confidence and truth go together.

    `brier` is the mean square error, `ece` the mean distance of confidence and share right over the bands, `auc` the
    chance that a right claim is told as surer than a wrong one; None where all are right or all are wrong.
    """

    count: int
    right: float
    brier: float
    ece: float
    auc: float | None
    bands: tuple[Band, ...]


def fit(examples: Sequence[Example], *, ridge: float = 1.0, start: Model | None = None) -> Model:
    """The weights that make the examples likeliest; features stay near the weights of `start`, or near nothing.

    A rule's own weight is held tighter than the features that all rules share, by `TIGHTER`.
    """
    import numpy as np

    base = dict(start.weights) if start is not None else {}
    seen = Counter(name for example in examples for name, value in example.features.items() if value)
    names = sorted(name for name, count in seen.items() if count >= LEAST)
    column = {name: number for number, name in enumerate(names)}
    values = np.zeros((len(examples), len(names)))
    for row, example in enumerate(examples):
        for name, value in example.features.items():
            if name in column:
                values[row, column[name]] = value
    right = np.array([float(example.right) for example in examples])
    weight = np.array([example.weight for example in examples])
    offset = np.array([sum(base.get(n, 0.0) * v for n, v in example.features.items()) for example in examples])
    penalty = np.array(
        [TIGHTER * ridge if name.startswith(RULE) else 1e-3 if name == "always" else ridge for name in names]
    )
    moved = np.zeros(len(names))
    for _ in range(STEPS):
        chance = 1.0 / (1.0 + np.exp(-np.clip(values @ moved + offset, -30, 30)))
        slope = values.T @ (weight * (right - chance)) - penalty * moved
        curve = (values * (weight * chance * (1 - chance))[:, None]).T @ values + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        moved += step
        if float(np.abs(step).max()) < CLOSE:
            break
    for name, value in zip(names, moved, strict=True):
        base[name] = base.get(name, 0.0) + float(value)
    return Model(base)


def _hold(name: str, ridge: float) -> float:
    """How tightly a weight is held; that of every claim alike hardly at all."""
    if name == "always":
        return 1e-3
    return TIGHTER * ridge if name.startswith(RULE) else ridge


def crossed(examples: Sequence[Example], folds: int = 5, *, start: Model | None = None) -> list[float]:
    """The chance of each example, by a model that did not see its report."""
    fold = {one: number % folds for number, one in enumerate(sorted({example.report for example in examples}))}
    chances = [0.0] * len(examples)
    for number in range(folds):
        model = fit([one for one in examples if fold[one.report] != number], start=start)
        for row, example in enumerate(examples):
            if fold[example.report] == number:
                chances[row] = model.chance(example.features)
    return chances


def calibration(chances: Sequence[float], right: Sequence[bool]) -> Calibration:
    """How good chances are; raises ValueError where there are none."""
    if not chances:
        raise ValueError("nothing to measure")
    bands = []
    for low, high in pairwise(BANDS):
        rows = [(chance, one) for chance, one in zip(chances, right, strict=True) if low <= chance < high]
        if rows:
            told = math.fsum(chance for chance, _ in rows) / len(rows)
            bands.append(Band(low, min(high, 1.0), len(rows), told, sum(one for _, one in rows) / len(rows)))
    return Calibration(
        count=len(chances),
        right=sum(right) / len(right),
        brier=math.fsum((chance - one) ** 2 for chance, one in zip(chances, right, strict=True)) / len(chances),
        ece=math.fsum(band.count * abs(band.told - band.right) for band in bands) / len(chances),
        auc=_auc(chances, right),
        bands=tuple(bands),
    )


def _auc(chances: Sequence[float], right: Sequence[bool]) -> float | None:
    good = sorted(chance for chance, one in zip(chances, right, strict=True) if one)
    bad = [chance for chance, one in zip(chances, right, strict=True) if not one]
    if not good or not bad:
        return None
    from bisect import bisect_left, bisect_right

    won = sum(len(good) - (bisect_left(good, chance) + bisect_right(good, chance)) / 2 for chance in bad)
    return won / (len(good) * len(bad))
