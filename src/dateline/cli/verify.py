"""`dateline verify`: whether a store holds what it held, and what does not."""

from __future__ import annotations

import sys

from dateline.export.wording import clean
from dateline.store import Store

#: So many faults are named, one a line; of the rest only how many there are.
MOST = 200


def verify_store(where: str | None, *, seal: str | None = None) -> int:
    """Work everything out again; 0 where all of it holds, 1 with a line for each thing that does not."""
    with Store.open(where) as store:
        verdict = store.verify(seal=seal)
    for fault in verdict.faults[:MOST]:
        print(f"dateline: {clean(fault.subject)}: {clean(fault.message)}", file=sys.stderr)
    if len(verdict.faults) > MOST:
        print(f"dateline: and {len(verdict.faults) - MOST:,} more", file=sys.stderr)
    looked = ", ".join(f"{number:,} {what}" for what, number in sorted(verdict.counts.items())) or "an empty store"
    words = "all of it holds" if not verdict.faults else f"{len(verdict.faults):,} things do not hold"
    print(f"{looked}: {words}")
    print(f"seal of the log: {verdict.seal}")
    return 1 if verdict.faults else 0
