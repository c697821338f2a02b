"""The keeper: has the incidents made anew after a change, beside the pages, so that none of them waits for long."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock, Thread
from typing import Any

from dateline.errors import DatelineError
from dateline.pipeline.fusing import bring_up_to_date
from dateline.store import Store

#: How long, in seconds, a page waits for incidents that are being made anew.
PATIENCE = 4.0
#: How many answers that took long are kept.
KEPT = 8
Head = tuple[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How the incidents stand: `late` where they are still those before the last change, and why.

    `head` is the state of the store whose incidents they are.
    """

    head: Head | None = None
    late: bool = False
    done: int = 0
    total: int = 0
    fault: str | None = None
    read_only: bool = False


class Keeper:
    """Keeps the incidents of one store up to date, one change after the other."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._head: Head | None = None
        self._kept = Kept(late=True)
        self._work: Thread | None = None
        self._answers: dict[Hashable, Answer] = {}

    def look(self, patience: float = PATIENCE) -> Kept:
        """How the incidents stand; the work is begun where there is any, and waited for so long."""
        head = self._store.head()
        if head == self._head:
            return self._kept
        with self._lock:
            if self._work is None or not self._work.is_alive():
                self._work = Thread(target=self._run, name="incidents", daemon=True)
                self._work.start()
            work = self._work
        work.join(patience)
        return self._kept if head == self._head else Kept(late=True, done=self._kept.done, total=self._kept.total)

    def _run(self) -> None:
        head = self._store.head()
        try:
            written = bring_up_to_date(self._store, self._watch)
            kept = Kept(head=head, read_only=not written, late=not written)
        except DatelineError as error:
            kept = Kept(late=True, fault=str(error))
        self._kept, self._head = kept, head

    def _watch(self, done: int, total: int) -> None:
        self._kept = Kept(late=True, done=done, total=total)

    def answer(self, key: Hashable, make: Callable[[], Any], patience: float = PATIENCE) -> Any | None:
        """What takes long to work out, for one state of the store; None while it is still being worked out."""
        whole = (self._store.head(), key)
        with self._lock:
            found = self._answers.get(whole)
            if found is None:
                while len(self._answers) >= KEPT:
                    self._answers.pop(next(iter(self._answers)))
                found = self._answers[whole] = Answer(make)
        return found.wait(patience)


class Answer:
    """One piece of work beside the pages."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make
        self._found: Any = None
        self._fault: BaseException | None = None
        self._work = Thread(target=self._run, name="answer", daemon=True)
        self._work.start()

    def _run(self) -> None:
        try:
            self._found = self._make()
        except DatelineError as error:
            self._fault = error

    def wait(self, patience: float) -> Any | None:
        """What was found, after waiting so long; raises what went wrong."""
        self._work.join(patience)
        if self._fault is not None:
            raise self._fault
        return None if self._work.is_alive() else self._found
