"""The patterns that name events: words, frames and conditions, loaded and checked once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dateline.errors import DataError
from dateline.reference.files import data_dir, own_words_dir, read_toml, read_toml_file
from dateline.reference.ontology import event_codes

POSITIONS = ("verb", "noun", "adjective", "any")
PLACES_OF_NEEDS = (
    "self",
    "subject",
    "object",
    "direct",
    "spares",
    "goal",
    "clause",
    "sentence",
    "nearby",
    "modifier",
    "not",
    "not_after",
)


@dataclass(frozen=True, slots=True)
class Need:
    """A condition: `where` is one of `PLACES_OF_NEEDS`, and one of `classes` is enough."""

    where: str
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words that name an event, and how their clause is read.

    `words` holds the alternatives, each a tuple of lemmas; `number` is its place in the files, which breaks ties.
    """

    name: str
    event: str
    pos: str
    words: tuple[tuple[str, ...], ...]
    frame: str
    measure: str | None
    needs: tuple[Need, ...]
    examples: tuple[str, ...]
    number: int


@dataclass(frozen=True, slots=True)
class Frame:
    """How the parts of a clause become roles; None where a part has no role.

    `subject` and `object` are of the active verb; the others are of a noun or a verb.
    """

    name: str
    subject: str | None
    object: str | None
    of: str | None
    by: str | None
    on: str | None
    with_: str | None
    possessor: str | None
    from_: str | None
    instrument: bool


@cache
def patterns() -> tuple[Pattern, ...]:
    """Every pattern, the user's own before those of the data folder; raises DataError where one is malformed."""
    found: list[Pattern] = []
    names: set[str] = set()
    for path in _files():
        for table in read_toml_file(path).get("pattern", []):
            pattern = _pattern(table, str(path), len(found))
            if pattern.name in names:
                raise DataError(f"{path}: two patterns named {pattern.name!r}")
            names.add(pattern.name)
            found.append(pattern)
    return tuple(found)


def _files() -> list[Path]:
    own = own_words_dir()
    folders = [root / "patterns" / "en" for root in (own, data_dir()) if root is not None]
    return [path for folder in folders for path in sorted(folder.glob("*.toml")) if path.name != "frames.toml"]


def _pattern(table: dict[str, Any], path: str, number: int) -> Pattern:
    name = table.get("name", f"number {number}")
    missing = [key for key in ("name", "event", "pos", "words", "frame", "examples") if not table.get(key)]
    if missing:
        raise DataError(f"{path}: pattern {name}: no {', '.join(missing)}")
    if table["event"] not in event_codes():
        raise DataError(f"{path}: pattern {name}: unknown event type {table['event']!r}")
    if table["pos"] not in POSITIONS:
        raise DataError(f"{path}: pattern {name}: pos is one of {', '.join(POSITIONS)}")
    if table["frame"] not in frames():
        raise DataError(f"{path}: pattern {name}: unknown frame {table['frame']!r}")
    needs = []
    for need in table.get("needs", []):
        where, _, classes = need.partition(":")
        if where not in PLACES_OF_NEEDS or not classes:
            raise DataError(f"{path}: pattern {name}: cannot read the condition {need!r}")
        needs.append(Need(where, tuple(classes.split("|"))))
    return Pattern(
        name=name,
        event=table["event"],
        pos=table["pos"],
        words=tuple(tuple(words.split()) for words in table["words"]),
        frame=table["frame"],
        measure=table.get("measure"),
        needs=tuple(needs),
        examples=tuple(table["examples"]),
        number=number,
    )


@cache
def frames() -> dict[str, Frame]:
    """Frames by name."""
    return {
        name: Frame(
            name=name,
            subject=table.get("subject"),
            object=table.get("object"),
            of=table.get("of"),
            by=table.get("by"),
            on=table.get("on"),
            with_=table.get("with"),
            possessor=table.get("possessor"),
            from_=table.get("from"),
            instrument=bool(table.get("instrument")),
        )
        for name, table in read_toml("patterns/en/frames.toml").items()
    }


@cache
def by_first_word() -> dict[str, tuple[tuple[tuple[str, ...], Pattern], ...]]:
    """Patterns by the first lemma of each of their phrases, longest phrase first."""
    index: dict[str, list[tuple[tuple[str, ...], Pattern]]] = {}
    for pattern in patterns():
        for words in pattern.words:
            index.setdefault(words[0], []).append((words, pattern))
    return {first: tuple(sorted(rows, key=lambda row: (-len(row[0]), row[1].number))) for first, rows in index.items()}
