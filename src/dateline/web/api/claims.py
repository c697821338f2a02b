"""`/api/claims/ID`."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from dateline.pipeline.rows import claim_record
from dateline.web.asking import AtDesk
from dateline.web.faults import no_such

router = APIRouter(prefix="/api", tags=["claims"])


@router.get("/claims/{key}")
def show(desk: AtDesk, key: str) -> dict[str, Any]:
    """A claim as it stands, and what people decided on it; a rejected one as the coder made it."""
    claim = desk.store.claim(key)
    if claim is None:
        raise no_such("claim", key)
    return claim_record(desk.register.applied([claim])[key])
