"""How sure each claim of a report is, by a model of what makes claims right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.learning.features import features_of
from dateline.learning.model import Model
from dateline.records import Claim

#: The packaged weights, in the data folder.
CONFIDENCE = "review/confidence.toml"


def with_confidence(claims: Sequence[Claim], model: Model) -> list[Claim]:
    """All claims of one report, each with the chance that nothing of it is wrong."""
    found = features_of(claims)
    return [replace(claim, confidence=model.chance(one)) for claim, one in zip(claims, found, strict=True)]
