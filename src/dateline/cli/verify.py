"""`dateline verify`: whether a store holds what it held, and what does not."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from dateline.export.wording import clean, counted
from dateline.store import Store, Verdict
from dateline.store.signing import read_public

#: So many faults are named, one a line; of the rest only how many there are.
MOST = 200


def verify_store(where: str | None, *, seal: str | None = None, keys: Sequence[Path] = ()) -> int:
    """Work everything out again; 0 where all of it holds, 1 with a line for each thing that does not."""
    trusted = frozenset(map(read_public, keys))
    with Store.open(where) as store:
        verdict = store.verify(seal=seal, trusted=trusted)
    for fault in verdict.faults[:MOST]:
        print(f"dateline: {clean(fault.subject)}: {clean(fault.message)}", file=sys.stderr)
    if len(verdict.faults) > MOST:
        print(f"dateline: and {len(verdict.faults) - MOST:,} more", file=sys.stderr)
    looked = ", ".join(f"{number:,} {what}" for what, number in sorted(verdict.counts.items())) or "an empty store"
    words = "all of it holds" if not verdict.faults else f"{len(verdict.faults):,} things do not hold"
    print(f"{looked}: {words}")
    _tell_signatures(verdict, is_trusted=bool(trusted))
    for one in verdict.redactions:
        touched = f"{counted(one.reports, 'report')}, {counted(one.originals, 'original')}"
        print(f"erased in {touched} by {clean(one.by)} on {one.at[:10]}: {clean(one.reason)}")
    print(f"seal of the log: {verdict.seal}")
    return 1 if verdict.faults else 0


def _tell_signatures(verdict: Verdict, *, is_trusted: bool) -> None:
    signed = verdict.signed
    if signed.unchecked is not None:
        print(signed.unchecked)
    for public, last in signed.keys.items():
        print(f"signed up to entry {last:,} of {signed.entries:,} by {public}")
    if signed.keys and not is_trusted:
        print("whose key that is, --public-key FILE tells: anybody can make one")
