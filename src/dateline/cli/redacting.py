"""`dateline redact`: words about a person are erased, after it was said what that will be."""

from __future__ import annotations

import sys

from dateline.cli.custody import find_report
from dateline.errors import SettingsError
from dateline.export import wording
from dateline.store import Store
from dateline.store.redacting import Erased, Redacting

HELD = "others are using it, and its files hold what was erased until they are done: stop them, and say this once more"


def redact_words(
    words: tuple[str, ...],
    where: str | None,
    *,
    reports: tuple[str, ...],
    by: str | None,
    reason: str | None,
    do_it: bool,
) -> int:
    """Erase, or say what would be erased; 1 where the words stand nowhere, or still in the files of the store.

    Raises StoreError where it cannot be.
    """
    if do_it and not (by and reason):
        raise SettingsError("--by and --reason: the log tells who erased something, and why")
    with Store.open(where) as store:
        asked = Redacting(
            words=words,
            by=by or "nobody yet",
            reason=reason or "to look",
            reports=tuple(find_report(store, one) for one in reports),
        )
        done = store.redact(asked, only_look=not do_it)
        shown = store.address.shown
        if do_it and not done.is_nothing:
            from dateline.cli.store_progress import Line
            from dateline.pipeline.keeping import fuse_waiting

            fuse_waiting(store, Line("fused", "incidents"))
    if done.is_nothing:
        print(f"{shown}: the words stand nowhere")
    else:
        _tell(done, shown, do_it)
    if done.held:
        print(f"dateline: {shown}: {HELD}", file=sys.stderr)
    return int(done.is_nothing or done.held)


def _tell(done: Erased, shown: str, did: bool) -> None:
    counts = [
        (len(done.reports), "report"),
        (len(done.originals), "original"),
        (len(done.decisions), "decision"),
        (done.entries, "log entry"),
        (done.problems, "problem"),
    ]
    told = ", ".join(_counted(number, noun) for number, noun in counts if number)
    print(f"{shown}: erased in {told}" if did else f"{shown}: would be erased in {told}")
    for report in done.reports:
        print(f"  {report}")
    if done.beside:
        print(f"with the same bytes go those of {wording.counted(len(done.beside), 'other report')}:")
        for report in done.beside:
            print(f"  {report}")
    if did:
        print("Not reached: copies of the store, exports, the files that were added. See docs/privacy.md.")
    else:
        print("--yes erases it; it cannot be taken back. The whole of each original goes, not the words alone.")


def _counted(number: int, noun: str) -> str:
    return f"{number:,} log entries" if noun == "log entry" and number != 1 else wording.counted(number, noun)
