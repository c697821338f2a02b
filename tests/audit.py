"""`make audit`: known faults in what a lock pins, as far as advisories can be had, and whether every pin has its hash.

The exit status is 0 where every pin was looked up and none has a known fault, 1 where one has, and 3 where some could
not be looked up: without the network nothing can say that they are well.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

KNOWN, UNKNOWN, UNHASHED = 1, 3, 1
_PIN = re.compile(r"^([A-Za-z0-9_.-]+)==(\S+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found out: pins that were looked up, those that were not, and a line for each known fault."""

    looked: int
    missing: int
    faults: tuple[str, ...]
    why: str = ""


def main(locks: Sequence[str]) -> int:
    """Look at each lock; the worst status."""
    return max((audit(Path(lock)) for lock in locks), default=0)


def audit(lock: Path) -> int:
    """Look at one lock, and say in a line what is known of it."""
    text = lock.read_text(encoding="utf-8")
    if bare := without_hash(text):
        print(f"{lock.name}: no hash for {', '.join(bare)}")
        return UNHASHED
    answer = ask(lock, len(_PIN.findall(text)))
    for fault in answer.faults:
        print(f"{lock.name}: {fault}")
    if answer.missing:
        print(
            f"{lock.name}: NOT AUDITED: no advisories could be had for {answer.missing} of "
            f"{answer.looked + answer.missing} packages ({answer.why}); run it again where the network can be asked"
        )
    if answer.faults:
        return KNOWN
    if answer.missing:
        return UNKNOWN
    print(f"{lock.name}: {answer.looked} packages, each with its hash, no known fault")
    return 0


def without_hash(text: str) -> list[str]:
    """The pins of a lock that no hash follows."""
    pins = re.split(r"\n(?=[A-Za-z0-9_.-]+==)", text)
    return [found[1] for pin in pins if (found := _PIN.search(pin)) and "--hash=sha256:" not in pin]


def ask(lock: Path, pins: int) -> Answer:
    """What pip-audit finds out of a lock."""
    command = [sys.executable, "-m", "pip_audit", "--format", "json", "--progress-spinner", "off"]
    command += ["--disable-pip", "--require-hashes", "--requirement", str(lock)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return read(done.stdout, done.stderr, pins)


def read(out: str, err: str, pins: int) -> Answer:
    """The answer that pip-audit printed; where it printed none, no pin was looked up."""
    try:
        rows = json.loads(out)["dependencies"]
    except (ValueError, KeyError, TypeError):
        why = (err.strip().splitlines() or ["pip-audit said nothing"])[-1]
        return Answer(0, pins, (), " ".join(why.split())[:160])
    skipped = [row for row in rows if "skip_reason" in row]
    faults = tuple(
        f"{row['name']} {row['version']}: {one['id']}, mended in {', '.join(one.get('fix_versions') or ['no version'])}"
        for row in rows
        for one in row.get("vulns", ())
    )
    return Answer(len(rows) - len(skipped), len(skipped), faults, skipped[0]["skip_reason"] if skipped else "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
