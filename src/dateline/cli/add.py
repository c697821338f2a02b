"""`dateline add` and `dateline recode`: reports are read and kept, then coded; a run that was stopped goes on later.

First everything is read and kept, then all that waits is coded. Each step is kept as soon as it is done, so that a
run that was killed, wherever it stood, has lost nothing: the next one reads on, and codes what still waits.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.bulk.adding import add_run
from dateline.bulk.manifest import is_run, read_manifest
from dateline.cli.code import checked_day
from dateline.cli.store_progress import Line
from dateline.errors import SettingsError
from dateline.pipeline.keeping import code_ids, code_waiting, fuse_waiting, keep_all
from dateline.pipeline.sources.files import find_sources
from dateline.pipeline.work import spent
from dateline.settings import Settings
from dateline.store import Outcome, Store
from dateline.text.making import Known

if TYPE_CHECKING:
    from dateline.pipeline.sources.pages import Fetching


@dataclass(frozen=True, slots=True, kw_only=True)
class Adding:
    """What was asked of `dateline add`."""

    sources: tuple[str, ...]
    store: str | None = None
    published: str | None = None
    publisher: str | None = None
    fetch_pages: bool = False
    code: bool = True


def add_reports(request: Adding, settings: Settings) -> int:
    """Read, keep and code; 0, or 1 where some reports had problems, or 2 where there was nothing but problems."""
    from dateline.store.address import find_address

    known = Known(published=checked_day(request.published), publisher=request.publisher)
    address = find_address(request.store)
    fetching = _fetching(request, settings)
    runs = _runs(request)
    others = [source for source in request.sources if Path(source) not in runs]
    sources = find_sources(others, known, leave_out=address.path, fetching=fetching)
    for run in runs:
        read_manifest(run)  # before a store is made: whether it is done
    with Store.open(request.store, make=True) as store:
        if fetching is not None:
            fetching.is_kept = store.has_origin
        met: set[str] = set()
        counts = keep_all(store, sources, Line("read", "reports"), met=met)
        added = [add_run(store, run, Line("added", "reports")) for run in runs]
        for one in added:
            counts.update(one.outcomes)
        read = sum(counts[outcome] for outcome in Outcome)
        problems = counts["problems"] + sum(one.problems + one.faults for one in added)
        coded, failed = sum(one.coded for one in added), sum(one.failed for one in added)
        if request.code:
            more, worse = code_waiting(store, settings, Line, first=met)
            coded, failed = coded + more, failed + worse
            fuse_waiting(store, Line("fused", "incidents"))
        store.tidy()
    if request.code and (told := spent(settings)) is not None:
        print(f"dateline: {told}", file=sys.stderr)
    words = f"{counts[Outcome.NEW]:,} new"
    if counts[Outcome.ORIGIN]:
        words += f", {counts[Outcome.ORIGIN]:,} known texts met anew"
    if counts[Outcome.KNOWN]:
        words += f", {counts[Outcome.KNOWN]:,} there already"
    words += f"; {coded:,} coded" if request.code else "; not coded yet"
    if problems + failed:
        words += f"; {problems + failed:,} with problems (`dateline reports --problems` lists them)"
    print(f"{address.shown}: {words}")
    if problems + failed == 0:
        return 0
    return 1 if read else 2


def _runs(request: Adding) -> list[Path]:
    """The sources that `dateline bulk` wrote; raises SettingsError where it is said what these know themselves."""
    runs = [Path(source) for source in request.sources if is_run(Path(source))]
    if runs and (request.published or request.publisher):
        raise SettingsError(f"{runs[0]}: --published and --publisher are for reports; `dateline bulk` takes them too")
    return runs


def _fetching(request: Adding, settings: Settings) -> Fetching | None:
    """What may be fetched; None where nothing may. Raises SettingsError where what was asked for contradicts itself."""
    if request.fetch_pages and not settings.fetch:
        raise SettingsError("--fetch-pages: nothing is fetched unless --fetch says so")
    if not settings.fetch:
        return None
    from dateline.pipeline.sources.fetching import Fetcher
    from dateline.pipeline.sources.pages import Fetching

    return Fetching(fetcher=Fetcher(), pages=request.fetch_pages)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recoding:
    """What was asked of `dateline recode`."""

    store: str | None = None
    list_all: bool = False


def recode_reports(request: Recoding, settings: Settings) -> int:
    """Code every report again; print what changed, claim by claim."""
    from dateline.review import State, apply

    with Store.open(request.store) as store:
        ids = store.report_ids()
        decisions = store.decisions()
        about = {claim for decision in decisions for claim in decision.claims}
        counts: Counter[str] = Counter()
        failed = 0
        vanished: list[str] = []
        for change, problems in code_ids(store, ids, settings, Line("coded", "reports")):
            failed += bool(problems)
            for word in ("same", "changed", "new", "gone"):
                touched = getattr(change, word)
                counts[word] += len(touched)
                if word != "same" or request.list_all:
                    for claim in touched:
                        print(f"{word}\t{claim}\t{change.report}{_decided(word, claim, about)}")
            vanished += [claim for claim in change.gone if claim in about]
        reviews = apply(store.claims_by_id(sorted(about)).values(), decisions)
        store.make_anew()
        fuse_waiting(store, Line("fused", "incidents"))
        back = sum(review.state is State.CHANGED for review in reviews.values())
        store.tidy()
    total = ", ".join(f"{counts[word]:,} {word}" for word in ("same", "changed", "new", "gone"))
    print(f"{len(ids):,} reports coded again: {total}", file=sys.stderr)
    if back or vanished:
        print(
            f"{back:,} decided claims are worded otherwise and {len(vanished):,} are gone: to be looked at again "
            "(`dateline claims --state changed`)",
            file=sys.stderr,
        )
    return 1 if failed else 0


def _decided(word: str, claim: str, about: set[str]) -> str:
    if claim not in about:
        return ""
    return "\tthe decision stands" if word == "same" else "\tdecided on: to be looked at again"
