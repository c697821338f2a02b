"""Who was named among the dead: their number is a floor that no count may go under."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from dateline.incidents.views import View, name_words
from dateline.records import FusedFigure, Participant

_PERSON = re.compile(r"[A-Z][\w’'.-]*(?: (?:al-|el-|bin |ibn |van |de |[A-Z])[\w’'.-]*)+")


@dataclass(frozen=True, slots=True)
class Floor:
    """How many persons were named as killed, and the claim that names the last of them."""

    names: tuple[str, ...]
    claim: str


def named_floor(views: Iterable[View]) -> Floor | None:
    """The persons that claims name as killed, each once; None where nobody is named."""
    found: list[tuple[frozenset[str], str, str]] = []
    for view in views:
        if not any(figure.measure == "killed" and figure.scope == "event" for figure in view.figures):
            continue
        most = max(
            figure.best or figure.low or figure.high or 0 for figure in view.figures if figure.measure == "killed"
        )
        persons = [who for who in view.claim.participants if _is_person(who)]
        if not 0 < len(persons) <= most:
            continue  # a list of names longer than the count: not all of them are dead
        for who in persons:
            words = name_words(who.name)
            if words and not any(words <= known or known <= words for known, _, _ in found):
                found.append((words, who.name, view.claim.id))
    return Floor(tuple(name for _, name, _ in found), found[-1][2]) if found else None


def at_least_named(row: FusedFigure, floor: Floor | None) -> FusedFigure:
    """The row with no bound under the number of those named."""
    if floor is None or row.of not in {"people", "civilians"}:
        return row
    least = float(len(floor.names))
    changes: dict[str, object] = {}
    for bound in ("low", "best", "high"):
        value = getattr(row, bound)
        if value is not None and value < least:
            changes |= {bound: least, f"{bound}_from": floor.claim}
    if not changes:
        return row
    told = f"{len(floor.names)} are named ({', '.join(floor.names)}), and no fewer can be meant"
    return replace(row, **changes, reason="; ".join(filter(None, (row.reason, told))))  # type: ignore[arg-type]


def _is_person(who: Participant) -> bool:
    if who.role != "victim" or (who.party is not None and not who.party.endswith(":CIV")):
        return False
    return is_person(who.name)


def is_person(name: str) -> bool:
    """Whether a name is written as persons' names are: two words or more with capitals."""
    return _PERSON.fullmatch(name.strip()) is not None
