"""Ids as content hashes: the same thing has the same id in every run and every process."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from dateline.records.spans import Span


def sha256(data: str | bytes) -> str:
    """The hexadecimal SHA-256 of bytes, or of a text in UTF-8."""
    return hashlib.sha256(data.encode("utf-8") if isinstance(data, str) else data).hexdigest()


def report_id(text: str) -> str:
    """The id of a report: a hash of its stored text."""
    return f"r-{sha256(text)[:16]}"


def claim_id(report: str, event: str, evidence: Span, trigger: Span | None) -> str:
    """The id of a claim: a hash of report, event type, evidence and trigger."""
    where = "-" if trigger is None else f"{trigger.start}:{trigger.end}"
    return f"c-{sha256(f'{report}|{event}|{evidence.start}:{evidence.end}|{where}')[:16]}"


def incident_id(claims: Iterable[str]) -> str:
    """The id of an incident: a hash of the ids of its claims, in any order."""
    return f"i-{sha256('|'.join(sorted(claims)))[:16]}"
