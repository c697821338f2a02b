"""What decisions cost: thousands of them put into a store of many claims, and the incidents that they touch made anew.

python bench/fusion.py 100000 --keep big.db
python bench/deciding.py big.db             # 10,000 decisions, on a copy of the store
"""

from __future__ import annotations

import argparse
import random
import resource
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dateline.pipeline.fusing import bring_up_to_date
from dateline.records import Claim
from dateline.store import Decision, Store
from dateline.store.canon import claim_digest

#: How often people decide what, of ten decisions.
MIX = ("accept",) * 5 + ("amend",) * 2 + ("reject", "same", "different")
FIRST = datetime(2026, 1, 1, tzinfo=UTC)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("store", type=Path)
    parser.add_argument("--decisions", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copy(options.store, folder))
        with Store.open(str(copy)) as store:
            made = _decisions(list(store.claims()), options.decisions)
            took = {
                "put": _timed(lambda: store.decide(made)),
                "read again": _timed(lambda: store.decisions()),
                "incidents made anew": _timed(lambda: bring_up_to_date(store)),
            }
    for what, (clock, work) in took.items():
        print(f"{what:<22}{clock:>8.1f} s{work:>8.1f} s of one core")


def _timed(do: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock and of work."""
    clock, before = time.perf_counter(), _work()
    do()
    return time.perf_counter() - clock, _work() - before


def _work() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _decisions(claims: Sequence[Claim], count: int) -> list[Decision]:
    chance = random.Random(count)
    return [_decision(chance, claims, number) for number in range(count)]


def _decision(chance: random.Random, claims: Sequence[Claim], number: int) -> Decision:
    kind = chance.choice(MIX)
    start = chance.randrange(len(claims) - 1)
    about = claims[start : start + (2 if kind in ("same", "different") else 1)]
    return Decision(
        kind=kind,
        subjects=tuple(claim.id for claim in about),
        by=chance.choice(("Lena", "Omar")),
        at=(FIRST + timedelta(seconds=number)).isoformat(),
        claims=tuple(claim.id for claim in about),
        seen=tuple(claim_digest(claim) for claim in about),
        **({"field": "stance", "old": about[0].stance, "new": "alleged"} if kind == "amend" else {}),
    )


if __name__ == "__main__":
    main()
