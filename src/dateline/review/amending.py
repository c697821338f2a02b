"""A claim with one value put right: the field is named by its path, `stance`, `time.start`, `figures.0.best`."""

from __future__ import annotations

from typing import Any

from dateline.errors import ReportError
from dateline.records import Claim
from dateline.records.encode import claim_from_json, claim_to_json

#: What makes a claim this claim, and who made it: never amended.
FIXED = ("id", "report", "coder", "confidence", "notes", "rule")


def field_value(claim: Claim, path: str) -> Any:
    """The value at a path, as JSON; raises ReportError where the claim has no such field."""
    holder, key = _find(claim_to_json(claim), path)
    return holder[key]


def amended(claim: Claim, path: str, value: Any) -> Claim:
    """The claim with a value in place of another; raises ReportError where it has no such field, or cannot have it."""
    record = claim_to_json(claim)
    holder, key = _find(record, path)
    holder[key] = value
    return claim_from_json(record)


def _find(record: dict[str, Any], path: str) -> tuple[Any, Any]:
    """What holds the value, and the key under which it does."""
    parts = path.split(".")
    if parts[0] in FIXED:
        raise ReportError(f"{parts[0]!r} of a claim is never amended")
    holder: Any = record
    for depth, part in enumerate(parts):
        key: Any = part
        if isinstance(holder, list) and part.isdecimal() and int(part) < len(holder):
            key = int(part)
        elif not isinstance(holder, dict) or part not in holder:
            raise ReportError(f"a claim has no field {'.'.join(parts[: depth + 1])!r}{_hint(holder)}")
        if depth == len(parts) - 1:
            return holder, key
        holder = holder[key]
    raise ReportError("which field?")


def _hint(holder: object) -> str:
    if isinstance(holder, dict):
        return f"; there are {', '.join(key for key in holder if key not in FIXED)}"
    if isinstance(holder, list):
        return f"; the list has {len(holder)} values, counted from 0"
    return ""
