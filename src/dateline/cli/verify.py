"""`dateline verify`: whether a store holds what it held, and what does not."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from dateline.export.wording import clean, counted
from dateline.store import Fault, Store, Verdict
from dateline.store.signing import read_public

#: So many faults are named, one a line; of the rest only how many there are.
MOST = 200


def verify_store(where: str | None, *, seal: str | None = None, keys: Sequence[Path] = (), remake: bool = False) -> int:
    """Work everything out again; 0 where all of it holds, 1 with a line for each thing that does not.

    With `remake` all incidents are made anew, and those that are kept held against them.
    """
    trusted = frozenset(map(read_public, keys))
    with Store.open(where) as store:
        verdict = store.verify(seal=seal, trusted=trusted)
        faults = [*verdict.faults, *(_remade(store) if remake else ())]
    for fault in faults[:MOST]:
        print(f"dateline: {clean(fault.subject)}: {clean(fault.message)}", file=sys.stderr)
    if len(faults) > MOST:
        print(f"dateline: and {len(faults) - MOST:,} more", file=sys.stderr)
    looked = ", ".join(f"{number:,} {what}" for what, number in sorted(verdict.counts.items())) or "an empty store"
    words = "all of it holds" if not faults else f"{len(faults):,} things do not hold"
    print(f"{looked}: {words}")
    _tell_signatures(verdict, is_trusted=bool(trusted))
    for one in verdict.redactions:
        touched = f"{counted(one.reports, 'report')}, {counted(one.originals, 'original')}"
        print(f"erased in {touched} by {clean(one.by)} on {one.at[:10]}: {clean(one.reason)}")
    print(f"seal of the log: {verdict.seal}")
    return 1 if faults else 0


def _remade(store: Store) -> list[Fault]:
    from dateline.cli.store_progress import Line
    from dateline.pipeline.remaking import not_as_made

    line = Line("made anew", "incidents")
    faults = not_as_made(store, lambda done, total: line.show(done, total=total))
    line.close()
    return faults


def _tell_signatures(verdict: Verdict, *, is_trusted: bool) -> None:
    signed = verdict.signed
    if signed.unchecked is not None:
        print(signed.unchecked)
    for public, last in signed.keys.items():
        print(f"signed up to entry {last:,} of {signed.entries:,} by {public}")
    if signed.keys and not is_trusted:
        print("whose key that is, --public-key FILE tells: anybody can make one")
