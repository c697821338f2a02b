"""The log, and whether all that it tells of is still as it was: worked out again when asked for."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Any

from dateline.store import Store, Verdict

SIZE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of the log; `words` is what of its detail a person wants to know, `link` the page of its subject."""

    number: int
    at: str
    by: str
    action: str
    subject: str
    link: str
    words: str
    seal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPart:
    """A part of the log, the last entry first."""

    entries: tuple[Entry, ...]
    number: int
    last: int
    total: int
    seal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A verdict, of when and of which seal it is, and how many seconds it took."""

    verdict: Verdict
    at: str
    seconds: float


class Checker:
    """Works the store out again, one run at a time, and keeps the verdict until something changes."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.perf_counter) -> None:
        self._store = store
        self._clock = clock
        self._turn = Lock()
        self._last: Checked | None = None

    def run(self) -> Checked:
        """The verdict on the store as it is now."""
        with self._turn:
            if (known := self.known()) is None:
                began = self._clock()
                verdict = self._store.verify()
                known = Checked(verdict=verdict, at=self._store.now(), seconds=self._clock() - began)
                self._last = known
            return known

    def known(self) -> Checked | None:
        """The verdict, where one was worked out since the last change."""
        last = self._last
        return last if last is not None and last.verdict.seal == self._store.head()[1] else None


def log_part(store: Store, number: int) -> LogPart:
    """A part of the log; the last one where the number is beyond."""
    total, seal = store.head()
    last = max(1, -(-total // SIZE))
    number = min(number, last)
    end = total - (number - 1) * SIZE
    start = max(0, end - SIZE)
    rows = store.log(after=start, most=end - start)
    entries = tuple(_entry(row) for row in reversed(rows))
    return LogPart(entries=entries, number=number, last=last, total=total, seal=seal)


COLUMNS = ("number", "at", "by", "action", "subject", "detail", "previous", "hash")


def whole_log(store: Store) -> Iterator[dict[str, Any]]:
    """Every entry as it is sealed, the first one first; `detail` is the JSON under the seal."""
    last = 0
    while rows := store.log(after=last, most=1000):
        yield from rows
        last = rows[-1]["number"]


def _entry(row: dict[str, Any]) -> Entry:
    detail = json.loads(row["detail"])
    kinds = {"r-": "/reports/", "c-": "/claims/", "i-": "/incidents/"}
    subject = (detail.get("claims") or [row["subject"]])[0] if row["action"] == "decision" else row["subject"]
    return Entry(
        number=row["number"],
        at=row["at"],
        by=row["by"],
        action=row["action"],
        subject=subject,
        link=kinds[subject[:2]] + subject if subject[:2] in kinds else "",
        words=_words(row["action"], detail),
        seal=row["hash"],
    )


def _words(action: str, detail: dict[str, Any]) -> str:
    if action == "decision":
        parts = [detail.get("kind", ""), detail.get("field") or ""]
        if detail.get("field"):
            old, new = (json.dumps(detail.get(name), ensure_ascii=False) for name in ("old", "new"))
            parts.append(f"{old} → {new}")
        if detail.get("reason"):
            parts.append(f"“{detail['reason']}”")
        return " ".join(part for part in parts if part)
    if action == "claims":
        return f"{detail.get('count', 0)} claims"
    names = ("did", "role", "name", "words", "step", "message", "reason", "sha256")
    return ", ".join(str(detail[name]) for name in names if detail.get(name))
