"""Wire-copy families: which reports are copies of one another, worked out as reports come in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Lock, Thread

from dateline.incidents.families import Copied, Families
from dateline.store import Store
from dateline.web.contexts.desk import Desk
from dateline.web.contexts.rows import ReportRow

#: So many reports are compared while a page waits; more are compared behind the pages.
AT_ONCE = 100
PART = 100


@dataclass(frozen=True, slots=True)
class CopyLine:
    """A report in a family; `of` is the earlier one that it is likest, `share` what both have of the shorter one."""

    report: ReportRow
    of: ReportRow | None
    share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The families, the largest first, and how many of how many reports were compared."""

    families: tuple[tuple[CopyLine, ...], ...]
    done: int
    total: int

    @property
    def is_late(self) -> bool:
        """Whether some reports were not compared yet."""
        return self.done < self.total


class Copies:
    """The families of one store. Texts never change, so that what was compared once stays so."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._families = Families()
        self._turn = Lock()
        self._look = Lock()

    def now(self, desk: Desk) -> Compared:
        """The families as far as they are known; what is missing is compared, at once where it is little."""
        state = desk.register.now()
        oldest = state.newest[::-1]
        missing = [key for key in oldest if key not in self._families]
        if 0 < len(missing) <= AT_ONCE:
            self._compare(missing)
        elif missing and not self._turn.locked():
            Thread(target=self._compare, args=(missing,), daemon=True, name="copies").start()
        with self._look:
            several = self._families.all().values()
            copied = dict(self._families.copied)
            done = self._families.known
        lines = [_family(names, copied, state.reports) for names in several]
        lines.sort(key=lambda family: (-len(family), family[0].report.published or "", family[0].report.id))
        return Compared(families=tuple(lines), done=min(done, len(oldest)), total=len(oldest))

    def _compare(self, missing: Sequence[str]) -> None:
        with self._turn:
            for start in range(0, len(missing), PART):
                part = [key for key in missing[start : start + PART] if key not in self._families]
                reports = self._store.reports(part)
                texts = {key: reports[key].text for key in part if key in reports}
                with self._look:
                    self._families.add(texts, self._text)

    def _text(self, key: str) -> str:
        return self._store.reports([key])[key].text


def _family(
    names: Sequence[str], copied: Mapping[str, Copied], reports: Mapping[str, ReportRow]
) -> tuple[CopyLine, ...]:
    """The reports of a family by day of publication."""
    found = []
    for key in sorted((key for key in names if key in reports), key=lambda one: (reports[one].published or "9", one)):
        one = copied.get(key)
        found.append(CopyLine(reports[key], reports[one.of] if one else None, one.share if one else None))
    return tuple(found)


COLUMNS = ("family", "report", "publisher", "published", "title", "copy_of", "share")


def as_rows(families: Sequence[Sequence[CopyLine]]) -> list[dict[str, object]]:
    """The families as a table holds them: a row for each report, under the id of the first of its family."""
    return [
        {
            "family": family[0].report.id,
            "report": line.report.id,
            "publisher": line.report.publisher,
            "published": line.report.published,
            "title": line.report.title,
            "copy_of": line.of.id if line.of else None,
            "share": line.share,
        }
        for family in families
        for line in family
    ]
