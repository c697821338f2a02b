"""Fuzzing guided by coverage (atheris): each reader is given files that reach what no file reached before.

    python -m tests.fuzz.guided [READER...] [--seconds N] [--corpus FOLDER]

What reaches new code is kept in the folder, so that each run goes on where the last one ended; so is each fault: an
exception that no reader may raise, once for each place in the code, a crash, more than 30 s, more than 3 GB.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import os
import subprocess
import sys
import time
import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / ".fuzz"
LONGEST, MOST_MEMORY = 30, 3000
CHILD = "--alone"
#: Builds the index of places, which takes longer than a file may, and is no part of reading one.
PLACES = "from dateline.reference.gazetteer import Gazetteer; Gazetteer.open()"
#: Whose branches guide the fuzzer: ours, and those of the libraries that read for us.
WATCHED = [
    "dateline",
    "trafilatura",
    "htmldate",
    "feedparser",
    "warcio",
    "email",
    "zipfile",
    "ftfy",
    "csv",
    "html",
    "openpyxl",
]


def main() -> int:
    """Fuzz readers one after the other; 1 where something was found."""
    known = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    known.add_argument("readers", nargs="*", metavar="READER")
    known.add_argument("--seconds", type=int, default=60, help="of each reader")
    known.add_argument("--corpus", type=Path, default=CORPUS)
    asked = known.parse_args()
    from tests.fuzz.readers import READERS

    if unknown := set(asked.readers) - READERS.keys():
        known.error(f"{', '.join(sorted(unknown))}: there are {', '.join(READERS)}")
    found = 0
    for name in asked.readers or READERS:
        found += run(name, asked.seconds, asked.corpus)
    return 1 if found else 0


def run(name: str, seconds: int, corpus: Path) -> int:
    """Fuzz one reader in a process of its own; how many faults it has that no earlier run met."""
    from tests.fuzz.readers import READERS

    kept, faults = corpus / name / "kept", corpus / name / "faults"
    for folder in (kept, faults):
        folder.mkdir(parents=True, exist_ok=True)
    for seed in READERS[name].seeds:
        (kept / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)
    words = corpus / name / "words"
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in READERS[name].words), encoding="ascii")
    before = set(faults.iterdir())
    command = [sys.executable, "-m", "tests.fuzz.guided", CHILD, name, str(faults), str(kept)]
    options = [
        f"-max_total_time={seconds}",
        f"-timeout={LONGEST}",
        f"-rss_limit_mb={MOST_MEMORY}",
        f"-artifact_prefix={faults}/",
        *([f"-dict={words}"] if READERS[name].words else []),
        "-max_len=20000",
        "-close_fd_mask=1",
        "-print_final_stats=1",
    ]
    environment = {
        **os.environ,
        "DATELINE_CACHE_DIR": str(corpus / "places"),
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    subprocess.run([sys.executable, "-c", PLACES], env=environment, check=True)
    began = time.monotonic()
    done = subprocess.run([*command, *options], cwd=ROOT, stderr=subprocess.PIPE, check=False, env=environment)
    told = done.stderr.decode("utf-8", "replace")
    runs = next((line.split()[-1] for line in told.splitlines() if "number_of_executed_units" in line), "?")
    new = sorted(set(faults.iterdir()) - before)
    line = {"reader": name, "seconds": round(time.monotonic() - began), "runs": runs, "new_faults": len(new)}
    with (corpus / "runs.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
    print(f"{name}: {runs} files in {line['seconds']} s, {len(new)} new faults", flush=True)
    for path in new:
        print(f"  {path}")
    if done.returncode and not new:
        print(told[-2000:])
        return 1
    return len(new)


def _escaped(word: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word.encode("latin-1"))


def alone() -> None:
    """Fuzz one reader in this process, until libFuzzer has had its time."""
    name, faults, *options = sys.argv[2:]
    import atheris

    logging.disable(logging.CRITICAL)
    with atheris.instrument_imports(include=WATCHED):
        from tests.fuzz.readers import READERS, TOLD

        from dateline.text import apart
    apart.is_inside = True  # all is read in this process
    read, met = READERS[name].read, set()

    def once(data: bytes) -> None:
        try:
            read(data)
        except TOLD:
            pass
        except Exception as error:
            frame = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{type(error).__name__}-{Path(frame.filename).stem}-{frame.lineno}"
            if place not in met:
                met.add(place)
                (Path(faults) / place).write_bytes(data)

    atheris.Setup([sys.argv[0], *options], once)
    atheris.Fuzz()


if __name__ == "__main__":
    if CHILD in sys.argv[1:2]:
        alone()
    else:
        sys.exit(main())
