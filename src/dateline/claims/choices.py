"""How a place was chosen, for `explain`: what spoke for it, how surely, and which others lost."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.records import Note, PlaceCandidate, PlaceMention

#: How the words of the text are the name of the place.
MATCHED = {
    "alias": "another name of it",
    "bare": "its name without the article",
    "skeleton": "another spelling of its name",
    "slip": "one letter off its name",
}
#: So many of the places that lost are told of.
TOLD = 3


def choice_notes(mention: PlaceMention) -> list[Note]:
    """What spoke for the chosen place with its score, then the runners-up; nothing where nothing was chosen."""
    if mention.name is None or mention.score is None:
        return []
    return [Note(field="places", text=_chosen(mention), span=mention.span), *_lost(mention)]


def _chosen(mention: PlaceMention) -> str:
    how = MATCHED.get(mention.matched or "")
    reasons = [reason for reason in mention.reasons if reason != mention.matched]
    said = "; ".join([*([how] if how else []), *reasons])
    return f"“{mention.span.text}” is {mention.name}, score {mention.score:.2f}" + (f": {said}" if said else "")


def _lost(mention: PlaceMention) -> Iterator[Note]:
    for other in mention.runners_up[:TOLD]:
        text = f"not {_where(other)}, score {other.score:.2f}"
        reasons = "; ".join(MATCHED.get(reason, reason) for reason in other.reasons)
        yield Note(field="places", text=f"{text}: {reasons}" if reasons else text, span=mention.span, dropped=True)


def _where(other: PlaceCandidate) -> str:
    parts = dict.fromkeys(part for part in (other.name, other.admin1, other.country) if part)
    return ", ".join(parts)
