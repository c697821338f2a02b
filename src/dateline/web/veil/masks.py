"""The masks of the reports that were asked for last, with their veiled texts: a page often asks for the same again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from threading import Lock
from typing import Any

from dateline.records import Report
from dateline.web.veil.names import Mask, Names

#: How many reports are kept: a few pages of a list.
KEPT = 400


@dataclass(frozen=True, slots=True)
class Veiled:
    """What is veiled in a report: its mask, and its text under it; `read` are its text and title as they are."""

    mask: Mask
    text: str
    read: tuple[str, str]
    names: Names


class Masks:
    """The masks of reports; each holds for the names that it was made of."""

    def __init__(self, load: Callable[[Sequence[str]], Mapping[str, Report]]) -> None:
        self._load = load
        self._lock = Lock()
        self._kept: OrderedDict[str, Veiled] = OrderedDict()

    def of(self, ids: Collection[str], names: Names) -> dict[str, Veiled]:
        """The masks of some reports under the names that are veiled now; an id that is not there is left out."""
        with self._lock:
            known = {key: self._kept[key] for key in ids if key in self._kept and self._kept[key].names is names}
        missing = [key for key in ids if key not in known]
        if missing:
            known.update(self.of_read(self._load(missing).values(), names))
        return known

    def of_read(self, reports: Collection[Report], names: Names) -> dict[str, Veiled]:
        """The masks of reports that were just read."""
        found = {}
        for report in reports:
            title = report.title or ""
            mask = names.for_reports([report.id], report.text, title)
            found[report.id] = Veiled(mask, mask.text(report.text), (report.text, title), names)
        with self._lock:
            self._kept.update(found)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return found

    def renew(self, old: Names, new: Names, changed: Collection[str], words: Collection[str]) -> None:
        """Let go of the masks of reports that changed, and of those whose text or title has one of some words."""
        with self._lock:
            for key, one in list(self._kept.items()):
                if one.names is not old or key in changed or holds(one.read, words):
                    del self._kept[key]
                elif new is not old:
                    self._kept[key] = replace(one, mask=replace(one.mask, starts=new.starts), names=new)


def holds(value: Any, words: Collection[str]) -> bool:
    """Whether a record may hold one of some words, all in small letters."""
    if isinstance(value, str):
        low = value.casefold()
        return any(word in low for word in words)
    if isinstance(value, tuple):
        return any(holds(one, words) for one in value)
    if is_dataclass(value):
        return any(holds(getattr(value, field.name), words) for field in fields(value))
    return False
