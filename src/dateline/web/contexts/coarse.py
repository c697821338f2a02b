"""Points made coarse in what a page or the API gives: those of hospitals, camps and aid that may be in use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dateline.export.generalising import (
    coarse,
    coarsest,
    generalised_claim,
    grain_for,
    grains,
    without_points,
)
from dateline.pipeline.rows import claim_record
from dateline.review import Review
from dateline.store import Store
from dateline.store.listing import IncidentRow
from dateline.web.contexts.rows import ClaimRow


def coarse_row(row: ClaimRow) -> ClaimRow:
    """The row of a claim with a coarse point where what was hit may be in use."""
    grain = grain_for(row.kinds) if row.point is not None else None
    return row if grain is None else replace(row, point=coarse(row.point, grain))


def coarse_rows(store: Store, rows: Sequence[IncidentRow]) -> list[IncidentRow]:
    """The rows of incidents likewise."""
    about, grain = store.incidents_about(grains()), coarsest()
    return [coarse(row, grain) if row.id in about else row for row in rows]


def coarse_record(review: Review) -> dict[str, Any]:
    """A claim as JSON likewise, what people decided on it among it."""
    kinds = {*review.machine.target_kinds, *(review.claim.target_kinds if review.claim else ())}
    if grain_for(kinds) is None:
        return claim_record(review)
    machine = generalised_claim(review.machine, kinds)
    told = claim_record(replace(review, machine=machine, claim=review.claim and generalised_claim(review.claim, kinds)))
    decisions = [without_points(one) for one in told["review"]["decisions"]]
    return {**told, "review": {**told["review"], "decisions": decisions}}
