"""What the rules left behind on a claim that tells how sure it is: named numbers, most of them 0 or 1.

Every feature is read off the claim itself and the other claims of its report, so that a claim from the store has the
same features as on the day when it was coded.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from dateline.records import Claim
from dateline.reference.ontology import event_type

Features = dict[str, float]

#: Names that begin so stand for one rule each.
RULE = "rule."
#: From this precision on UCDP's scale a place is a region or a country.
WIDE = 5
_SCORE = re.compile(r", score (\d\.\d+)")
_DISTANCE = re.compile(r"distance (\d+(?:\.\d+)?)")
_BORROWED = "borrowed from"
_QUOTE = re.compile('[“”"]')
_LONG = 40.0  # words of a long sentence
_FAR = 10.0  # a cost at which a place is hardly the event's
_FEW = 4.0


def features_of(claims: Sequence[Claim]) -> list[Features]:
    """The features of each claim of one report."""
    crowd = Counter(claim.evidence.start for claim in claims)
    return [dict(_features(claim, crowd[claim.evidence.start] - 1)) for claim in claims]


def _features(claim: Claim, companions: int) -> Iterator[tuple[str, float]]:
    yield "always", 1.0
    yield f"{RULE}{claim.rule}", 1.0
    yield f"group.{event_type(claim.event).group}", 1.0
    yield "companions", min(companions, _FEW) / _FEW
    yield from _of_words(claim)
    yield from _of_people(claim)
    yield from _of_places(claim)
    yield from _of_time(claim)
    yield from _of_figures(claim)
    yield from _of_source(claim)
    yield f"stance.{claim.stance}", 1.0
    yield "target_kinds", float(bool(claim.target_kinds))
    yield "verification", float(claim.verification is not None)


def _of_words(claim: Claim) -> Iterator[tuple[str, float]]:
    words = claim.evidence.text
    letters = [letter for letter in words if letter.isalpha()]
    yield "sentence_length", min(len(words.split()) / _LONG, 2.0)
    yield "sentence_quotes", float(bool(_QUOTE.search(words)))
    yield "sentence_unended", float(words.rstrip()[-1:] not in {".", "!", "?", "”", '"'})
    yield "sentence_capitals", float(sum(map(str.isupper, letters)) > len(letters) / 2)
    yield "trigger_noun", float(claim.rule.endswith("_noun"))
    yield "trigger_missing", float(claim.trigger is None)


def _of_people(claim: Claim) -> Iterator[tuple[str, float]]:
    actors = [one for one in claim.participants if one.role == "actor"]
    yield "actor_none", float(not actors)
    yield "actor_several", float(len(actors) > 1)
    yield "actor_no_party", float(any(one.party is None for one in actors))
    yield "actor_unknown", float(any(one.kind == "unknown" for one in actors))
    yield "harmed_none", float(not any(one.role in ("victim", "target") for one in claim.participants))
    yield "people_implied", float("participants" in claim.implied)


def _of_places(claim: Claim) -> Iterator[tuple[str, float]]:
    told = [note for note in claim.notes if note.field == "places"]
    scores = [float(found[1]) for note in told if not note.dropped and (found := _SCORE.search(note.text))]
    costs = [float(found[1]) for note in told if (found := _DISTANCE.search(note.text))]
    yield "place_none", float(not claim.places)
    yield "place_several", float(len(claim.places) > 1)
    yield "place_wide", float(any((place.precision or 0) >= WIDE for place in claim.places))
    yield "place_unresolved", float(any(place.precision is None for place in claim.places))
    yield "place_unsure", 1.0 - min(scores, default=1.0)
    yield "place_cost", min(max(costs, default=0.0) / _FAR, 1.0)
    yield "place_borrowed", float(any(_BORROWED in note.text for note in told))
    yield "place_rivals", min(sum(note.dropped for note in told), _FEW) / _FEW


def _of_time(claim: Claim) -> Iterator[tuple[str, float]]:
    time = claim.time
    yield "time_none", float(time is None)
    yield "time_open", float(time is not None and time.start is None and time.end is None)
    yield "time_implied", float("time" in claim.implied)
    yield f"time_anchor.{time.anchor if time is not None else None}", 1.0
    yield "time_wide", float(time is not None and (time.precision or 1) > 1)


def _of_figures(claim: Claim) -> Iterator[tuple[str, float]]:
    yield "figures", min(len(claim.figures), _FEW) / _FEW
    yield "figures_vague", float(any(one.quantifier == "vague" for one in claim.figures))
    yield "figures_not_event", float(any(one.scope != "event" for one in claim.figures))
    yield "figures_parts", float(any(one.part_of is not None for one in claim.figures))


def _of_source(claim: Claim) -> Iterator[tuple[str, float]]:
    sources = claim.attribution.sources
    yield f"directness.{claim.attribution.directness}", 1.0
    yield "source_several", float(len(sources) > 1)
    yield "source_unknown", float(any(one.kind == "unknown" for one in sources))
    yield "source_implied", float("attribution" in claim.implied)
    yield "source_rivals", float(any(note.dropped for note in claim.notes if note.field == "attribution"))
