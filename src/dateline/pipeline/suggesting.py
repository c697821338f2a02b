"""Rows for the lexicons that people's amendments ask for: proposed with words and counts, never taken by themselves."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateline.pipeline.lessons import judged
from dateline.records import Claim, Participant, Place
from dateline.reference.agents import agent
from dateline.reference.parties import party_by_name
from dateline.reference.parties import rows as party_rows
from dateline.reference.patterns import Pattern, patterns
from dateline.review import Review, State
from dateline.store import Store
from dateline.store.canon import fold

#: Of the sentences that ask for a row so many are shown.
SHOWN = 3
PARTIES = ("code", "name", "aliases", "kind", "country", "from", "to", "role", "source", "times")
PLACES = ("name", "latitude", "longitude", "country", "stands_for", "times")


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A row that amendments ask for: of which kind, its cells, how often, and the sentences."""

    kind: str  # pattern, party, place
    cells: tuple[tuple[str, str], ...]
    times: int
    sentences: tuple[str, ...]


def suggestions(store: Store, *, least: int = 1) -> list[Suggestion]:
    """The rows that `least` amendments or more ask for, the most asked for first."""
    asked: dict[tuple[str, tuple[tuple[str, str], ...]], list[str]] = defaultdict(list)
    for review, _ in judged(store):
        if review.state is State.AMENDED and review.claim is not None:
            for kind, cells in _asked(review, review.claim):
                asked[kind, tuple(cells.items())].append(" ".join(review.machine.evidence.text.split()))
    found = [
        Suggestion(kind=kind, cells=cells, times=len(sentences), sentences=tuple(dict.fromkeys(sentences))[:SHOWN])
        for (kind, cells), sentences in asked.items()
        if len(sentences) >= least
    ]
    return sorted(found, key=lambda one: (-one.times, one.kind, one.cells))


def pattern_text(found: Iterable[Suggestion]) -> str:
    """The patterns among the suggestions as TOML, for a file under `patterns/en` of one's own words."""
    lines = [
        "# Suggested by amendments. Keep what is right: a word that meant this event there may mean another elsewhere."
    ]
    for one in found:
        if one.kind == "pattern":
            cells = dict(one.cells)
            lines += ["", f"# asked for by {one.times}", "[[pattern]]"]
            lines += [f"{name} = {_toml(cells[name])}" for name in ("name", "event", "pos")]
            lines += [f"words = [{_toml(cells['words'])}]", f"frame = {_toml(cells['frame'])}"]
            lines += [f"examples = [{', '.join(_toml(words) for words in one.sentences)}]"]
    return "\n".join(lines) + "\n"


def rows_of(found: Iterable[Suggestion], kind: str) -> list[dict[str, str]]:
    """The suggestions of a kind as rows of its table."""
    columns = PARTIES if kind == "party" else PLACES
    return [
        {**dict.fromkeys(columns, ""), **dict(one.cells), "times": str(one.times)} for one in found if one.kind == kind
    ]


def _asked(review: Review, now: Claim) -> Iterator[tuple[str, dict[str, str]]]:
    before = review.machine
    if now.event != before.event and before.trigger is not None and (row := _pattern(before, now.event)):
        yield "pattern", row
    for old, new in _pairs(before.participants, now.participants):
        if new.party and new.party != old.party and (cells := _party(new)):
            yield "party", cells
    for one, other in _pairs(before.places, now.places):
        if cells := _place(one, other):
            yield "place", cells


def _pairs(before: tuple, now: tuple) -> Iterator[tuple]:  # type: ignore[type-arg]  # of either kind of row
    """Rows about the same words, before and now."""
    by_words = {row.mention: row for row in before}
    yield from ((by_words[row.mention], row) for row in now if row.mention in by_words)


def _pattern(before: Claim, event: str) -> dict[str, str] | None:
    """A pattern that gives the words of a trigger another event, read as the rule that found them reads them."""
    rule = next((pattern for pattern in patterns() if pattern.name == before.rule), None)
    words = None if rule is None else _lemmas(rule, before)
    if rule is None or words is None:
        return None
    return {
        "name": f"own_{'_'.join(words.split())}_{event}".replace("-", "_"),
        "event": event,
        "pos": rule.pos,
        "words": words,
        "frame": rule.frame,
    }


def _lemmas(rule: Pattern, claim: Claim) -> str | None:
    """The words of the rule that the trigger has forms of; None where none of the rule begin as the trigger does."""
    text = claim.trigger.text.lower() if claim.trigger is not None else ""
    fitting = [words for words in rule.words if all(_stem(word) in text for word in words)]
    return " ".join(max(fitting, key=lambda words: len("".join(words)))) if fitting else None


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "ey" else word


def _party(who: Participant) -> dict[str, str] | None:
    """A row that gives a name its party; None where the table says so already."""
    name = who.mention.text.removeprefix("the ").removeprefix("The ").strip()
    known = party_by_name(name)
    if not name or not name[0].isupper() or agent(name) is not None:
        return None  # "Fighters" at the head of a sentence names nobody
    if known is not None and known.code == who.party:
        return None
    like = next((row for row in party_rows() if row.code == who.party), None)
    return {
        "code": who.party or "",
        "name": name,
        "kind": like.kind if like is not None else who.kind,
        "country": (like.country if like is not None else who.country) or "",
        "source": "own",
    }


def _place(before: Place, now: Place) -> dict[str, str] | None:
    """A row that puts the words of a place where a person put them; None where the name stands for two."""
    spelt = before.mention.text.strip()
    if (
        now.latitude is None
        or now.longitude is None
        or (before.latitude, before.longitude) == (now.latitude, now.longitude)
    ):
        return None
    if before.precision is not None and fold(spelt) == fold(now.name or ""):
        return None  # another place of the same name: the next report may mean either
    return {
        "name": spelt,
        "latitude": str(now.latitude),
        "longitude": str(now.longitude),
        "country": now.country or "",
        "stands_for": now.name or "",
    }


def _toml(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
