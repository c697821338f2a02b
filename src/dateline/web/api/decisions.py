"""`/api/decisions`: what people decided, and deciding."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from dateline.store import Kind, decision_to_json
from dateline.web.api.paging import DEFAULT, Limit, Offset, answer, cut
from dateline.web.asking import AtDesk
from dateline.web.contexts import deciding

router = APIRouter(tags=["decisions"])


class Asked(BaseModel):
    """A decision to be made; its author is the one who asks."""

    kind: Kind
    ids: list[str] = Field(min_length=1, max_length=500, description="Claims, incidents; for an undo decisions.")
    reason: str | None = Field(default=None, max_length=2000)
    field: str | None = Field(default=None, max_length=200, description="What to amend, as `figures.0.best`.")
    value: Any = Field(default=None, description="The new value, or the grade.")
    version: str | None = Field(default=None, description="What was seen of the first claim; refused if it changed.")


@router.get("/decisions")
def index(request: Request, desk: AtDesk, limit: Limit = DEFAULT, offset: Offset = 0) -> dict[str, Any]:
    """Decisions, the last one first; those that were taken back say so."""
    state = desk.register.now()
    standing = {decision.id for decision in state.standing()}
    made = sorted(state.decisions.values(), key=lambda decision: decision.at, reverse=True)
    items = [
        {**decision_to_json(one), "undone": one.id not in standing and one.kind != Kind.UNDO}
        for one in cut(made, limit, offset)
    ]
    return answer(request, items, total=len(made), limit=limit, offset=offset)


@router.post("/decisions", status_code=201)
def decide(desk: AtDesk, asked: Asked) -> dict[str, Any]:
    """Decide; 409 where a claim is no longer what `version` saw."""
    made = deciding.decide(
        desk,
        str(asked.kind),
        asked.ids,
        version=asked.version,
        reason=asked.reason,
        field=asked.field,
        value=asked.value,
    )
    return {"decisions": [decision_to_json(one) for one in made]}
