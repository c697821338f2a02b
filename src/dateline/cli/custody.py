"""`dateline custody`: the chain of one report, for whoever has to show or to judge it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from dateline.cli.paper import Paper
from dateline.errors import StoreError
from dateline.export import wording
from dateline.store import Store
from dateline.store.custody import Custody, Step
from dateline.store.signing import read_public

#: A shorter beginning of an id may stand for too many reports.
SHORTEST = 4


def print_custody(key: str, where: str | None, *, form: str, keys: Sequence[Path]) -> int:
    """Print the chain of a report; 0 where all of the store holds, else 1. Raises StoreError where there is none."""
    trusted = frozenset(map(read_public, keys))
    with Store.open(where) as store:
        chain = store.custody(find_report(store, key), trusted=trusted)
        shown = store.address.shown
    if form == "json":
        text = json.dumps(custody_to_json(chain), ensure_ascii=False, indent=1) + "\n"
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    else:
        paper = Paper.for_file(None)
        _print(chain, shown, paper)
        sys.stdout.buffer.write(paper.bytes())
    sys.stdout.buffer.flush()
    return 1 if chain.verdict.faults else 0


def find_report(store: Store, key: str) -> str:
    """The id of a report that begins so; raises StoreError where none does, or several."""
    if not key.startswith("r-") or len(key) < SHORTEST:
        raise StoreError(f"no report {key!r}; ids begin with r-")
    found = [one for one in store.report_ids() if one.startswith(key)]
    if len(found) != 1:
        words = "several begin so" if found else "none begins so"
        raise StoreError(f"no report {key!r} in this store: {words}")
    return found[0]


def custody_to_json(chain: Custody) -> dict[str, Any]:
    """The chain as JSON, without the text of the report."""
    report, verdict = chain.report, chain.verdict
    known = {name: getattr(report, name) for name in ("id", "title", "publisher", "author", "url", "published")}
    return {
        "report": {**known, "sha256": report.sha256, "characters": len(report.text)},
        "originals": [asdict(one) for one in chain.originals],
        "steps": [asdict(one) for one in chain.steps],
        "faults": [asdict(one) for one in chain.faults],
        "store": {
            "holds": not verdict.faults,
            "faults": len(verdict.faults),
            "counts": verdict.counts,
            "seal": verdict.seal,
            "signed": asdict(verdict.signed),
            "redactions": [asdict(one) for one in verdict.redactions],
        },
    }


def _print(chain: Custody, shown: str, paper: Paper) -> None:
    report, verdict = chain.report, chain.verdict
    paper.line(f"Chain of custody of {report.id}", style="bold")
    paper.line(f"{wording.clean(wording.headline(report))}, kept in {shown}")
    paper.line(f"text: {len(report.text):,} characters, sha256 {report.sha256}")
    for one in chain.originals:
        there = "kept" if one.is_there else "erased"
        paper.line(f"bytes: {one.size:,}, {there}, sha256 {one.sha256}")
    paper.line()
    for step in chain.steps:
        paper.line(f"{step.number:,}. {step.at}  {wording.clean(step.by)}: {step_words(step)}", style="bold")
        for line in _beneath(step):
            paper.line(f"   {line}")
    paper.line()
    if not verdict.faults:
        paper.line("All of the store holds: every hash, span, id, seal and signature was worked out again.")
    else:
        number = wording.counted(len(verdict.faults), "thing")
        paper.line(f"{number} in the store not as it was; of this report and the log:", style="bold")
        for fault in chain.faults:
            paper.item(f"{wording.clean(fault.subject)}: {wording.clean(fault.message)}")
    paper.line(f"seal of the log: {verdict.seal}")
    for public, last in verdict.signed.keys.items():
        paper.line(f"signed up to entry {last:,} by {public}")


def step_words(step: Step) -> str:
    """What was done, in words."""
    detail = step.detail
    tellers: dict[str, Callable[[], str]] = {
        "report": lambda: f"the text was kept, sha256 {detail.get('sha256')}",
        "origin": lambda: f"read from {detail.get('name')}, bytes with sha256 {detail.get('original')}",
        "claims": lambda: f"{wording.counted(detail.get('count') or 0, 'claim')} coded, sha256 {detail.get('digest')}",
        "problem": lambda: f"a problem: {detail.get('message')}",
        "mended": lambda: f"what had gone wrong ({detail.get('step')}) is mended",
        "decision": lambda: _decided(detail),
        "redaction": lambda: f"words were erased: {detail.get('reason')}",
    }
    teller = tellers.get(step.did, lambda: step.did)
    return wording.clean(teller())


def _decided(detail: Mapping[str, Any]) -> str:
    words = f"{detail.get('kind')} {', '.join(detail.get('subjects') or ())}"
    if detail.get("field"):
        old, new = (json.dumps(detail.get(name), ensure_ascii=False) for name in ("old", "new"))
        words += f": {detail['field']} from {old} to {new}"
    elif detail.get("new") is not None:
        words += f": {json.dumps(detail['new'], ensure_ascii=False)}"
    return words + (f", because “{detail['reason']}”" if detail.get("reason") else "")


def _beneath(step: Step) -> Iterator[str]:
    detail = step.detail
    if detail.get("read_by"):
        yield f"by {detail['read_by']}"
    coder = detail.get("coder")
    if isinstance(coder, dict):
        yield wording.clean(
            f"by {coder.get('name')} {coder.get('version')}, model {coder.get('model')}, data {coder.get('data')}"
        )
    if step.did == "decision" and detail.get("at") != step.at:
        yield f"made {detail.get('at')}"
    vouched = f", signed by {step.signed_by}" if step.signed_by else ""
    yield f"seal {step.seal}{vouched}" + ("" if step.is_whole else "; words of it were erased later")
