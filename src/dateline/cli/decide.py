"""`dateline decide`: what people settle, one decision or a file of them, out of a store and into it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from dateline.errors import ReportError, SettingsError, StoreError
from dateline.pipeline.deciding import Deciding, made_of
from dateline.pipeline.fusing import bring_up_to_date
from dateline.review import State, apply
from dateline.store import Decision, Store, decision_from_json, decision_to_json
from dateline.text.given import load, name_of, read_text

MOST = 2000


def decide(request: Deciding, where: str | None) -> int:
    """Append the decision that was made; print its id. Raises where it cannot be, and then nothing is kept."""
    with Store.open(where) as store:
        made = made_of(store, request)
        for decision in store.decide(made) or made:
            print(f"{decision.id}  {decision.kind}  {' '.join(decision.subjects)}  by {decision.by}")
        bring_up_to_date(store)
    return 0


def list_decisions(where: str | None, path: Path | None) -> int:
    """Write the decisions as JSONL, the earliest first."""
    with Store.open(where) as store:
        lines = [json.dumps(decision_to_json(one), ensure_ascii=False) + "\n" for one in store.decisions()]
    data = "".join(lines).encode("utf-8", "replace")
    if path is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        path.write_bytes(data)
    return 0


def import_decisions(where: str | None, source: str) -> int:
    """Append the decisions of a JSONL file that are not there yet; all of them, or none where one cannot be."""
    made = list(_read(source))
    new = 0
    with Store.open(where) as store:
        for start in range(0, len(made), MOST):
            new += len(store.decide(made[start : start + MOST]))
        claims = sorted({claim for decision in made for claim in decision.claims})
        known = store.claims_by_id(claims)
        reviews = apply(known.values(), store.decisions())
    print(f"{new:,} decisions added, {len({d.id for d in made}) - new:,} were there already")
    if missing := len(set(claims) - set(known)):
        print(f"dateline: {missing:,} of their claims are not in this store", file=sys.stderr)
    if changed := sum(review.state is State.CHANGED for review in reviews.values()):
        print(f"dateline: {changed:,} of their claims are worded otherwise here", file=sys.stderr)
    return 0


def _read(source: str) -> Iterator[Decision]:
    for number, line in enumerate(read_text(source).split("\n"), start=1):
        if line.strip():
            try:
                yield decision_from_json(load(line))
            except (StoreError, ReportError) as error:
                raise SettingsError(f"{name_of(source)}:{number}: {error}") from None
