"""A logistic model that anyone can read: a weight for each feature, kept as TOML, applied without any library."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline.errors import DataError
from dateline.learning.features import Features
from dateline.reference.files import read_toml_file

DIGITS = 3


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by feature; a feature without one weighs nothing. `about` tells where the weights come from."""

    weights: Mapping[str, float]
    about: Mapping[str, Any] = field(default_factory=dict)

    def chance(self, features: Features) -> float:
        """The chance, from 0 to 1, that a claim with these features is right."""
        total = math.fsum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return round(1.0 / (1.0 + math.exp(-max(min(total, 30.0), -30.0))), DIGITS)

    def reasons(self, features: Features, most: int = 3) -> list[tuple[str, float]]:
        """The features that speak most against a claim, with what each takes off its log-odds."""
        parts = [(name, self.weights.get(name, 0.0) * value) for name, value in features.items() if name != "always"]
        return sorted((part for part in parts if part[1] < 0), key=lambda part: part[1])[:most]


def read_model(path: Path) -> Model:
    """The model of a TOML file; raises DataError where it is not one."""
    table = read_toml_file(path)
    weights, about = table.get("weights"), table.get("about", {})
    if not isinstance(weights, dict) or not isinstance(about, dict):
        raise DataError(f"{path}: no table of weights")
    for name, weight in weights.items():
        if isinstance(weight, bool) or not isinstance(weight, int | float) or not math.isfinite(weight):
            raise DataError(f"{path}: weights: {name} is not a number: {weight!r}")
    return Model(weights, about)


def model_text(model: Model, heading: Sequence[str]) -> str:
    """A model as TOML, its weights sorted, with lines of comment above."""
    lines = [*(f"# {line}".rstrip() for line in heading), "", "[about]"]
    lines += [f"{name} = {_value(value)}" for name, value in sorted(model.about.items())]
    lines += ["", "[weights]"]
    lines += [f'"{name}" = {round(weight, DIGITS)}' for name, weight in sorted(model.weights.items())]
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, bool | int | float):
        return str(value).lower()
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'
