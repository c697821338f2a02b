"""One sentence of a report, under the number that its address has: its words, and the claims that stand on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dateline.export.marked import sentence_starts
from dateline.web.contexts.desk import Desk
from dateline.web.contexts.rows import ClaimRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence with its offsets, in code points of the stored text, and the claims whose words lie in it."""

    report: str
    number: int
    start: int
    end: int
    text: str
    claims: tuple[ClaimRow, ...]

    def as_json(self) -> dict[str, Any]:
        """The sentence as JSON, its claims by their ids."""
        told = {name: getattr(self, name) for name in ("report", "start", "end", "text")}
        address = f"/reports/{self.report}#s{self.number}"
        return {**told, "sentence": self.number, "address": address, "claims": [row.id for row in self.claims]}


def sentence(desk: Desk, key: str, number: int) -> Sentence | None:
    """The sentence of a number, counted from 1; None where the report is not there, or has fewer."""
    found = desk.register.reviews(key)
    if found is None:
        return None
    report, reviews = found
    starts = sentence_starts(report)
    if not 1 <= number <= len(starts):
        return None
    start = starts[number - 1]
    end = starts[number] if number < len(starts) else len(report.text)
    text = report.text[start:end].rstrip()
    end = start + len(text)
    here = [
        claim.id
        for review in reviews.values()
        if (claim := review.claim) is not None and claim.evidence.start < end and claim.evidence.end > start
    ]
    state = desk.register.now()
    rows = tuple(row for one in here if (row := state.row(one)) is not None)
    return Sentence(report=key, number=number, start=start, end=end, text=text, claims=rows)
