"""A report with everything that was found in it, looked up by word: who stands here, is this a place, how many."""

from __future__ import annotations

from functools import cached_property

from dateline.nlp import Parsed, Sentence, Token
from dateline.nlp.tree import noun_phrase
from dateline.records import Mentions, PartyMention, PlaceMention, QuantityMention, Span, TimeMention
from dateline.reference.lexicons import instruments, object_kinds, word_classes, words_of

PLACES = frozenset({"GPE", "LOC"})
PERSONS = frozenset({"PERSON"})


class Scene:
    """The parse and the mentions of one report, indexed by token."""

    def __init__(self, parsed: Parsed, mentions: Mentions) -> None:
        self.parsed = parsed
        self.mentions = mentions
        self._party: dict[int, PartyMention] = {}
        self._place: dict[int, PlaceMention] = {}
        self._time: dict[int, TimeMention] = {}
        self._quantity: dict[int, QuantityMention] = {}
        for party in mentions.parties:
            for token in parsed.tokens_in(party.span):
                self._party[token.index] = party
        for place in mentions.places:
            for token in parsed.tokens_in(place.span):
                self._place[token.index] = place
        for time in mentions.times:
            for token in parsed.tokens_in(time.span):
                self._time[token.index] = time
        for quantity in mentions.quantities:
            for token in parsed.tokens_in(quantity.span):
                self._quantity.setdefault(token.index, quantity)

    def party_of(self, token: Token) -> PartyMention | None:
        """The party that a word is part of."""
        return self._party.get(token.index)

    def place_of(self, token: Token) -> PlaceMention | None:
        """The place that a word is part of, demonyms left out."""
        place = self._place.get(token.index)
        return None if place is None or place.form == "adjective" else place

    def time_of(self, token: Token) -> TimeMention | None:
        """The time expression that a word is part of."""
        return self._time.get(token.index)

    def quantity_of(self, token: Token) -> QuantityMention | None:
        """The quantity that a word is part of."""
        return self._quantity.get(token.index)

    @cached_property
    def flown(self) -> Token | None:
        """The first word that tells that strikes of the report are from the air; None where some are of other arms."""
        found: Token | None = None
        for token in self.parsed.tokens:
            event = instruments().get(token.lemma)
            if event == "airstrike" or token.lemma == "airstrike":
                found = found or token
            elif event is not None and token.dep == "compound" and token.head.lemma == "strike":
                return None  # "missile strikes"
        return found

    @cached_property
    def numbers(self) -> dict[int, int]:
        """Where each quantity stands among those of the report, by its identity."""
        return {id(quantity): number for number, quantity in enumerate(self.mentions.quantities)}

    @cached_property
    def _places_by_sentence(self) -> dict[int, list[PlaceMention]]:
        found: dict[int, list[PlaceMention]] = {}
        for place in self.mentions.places:
            token = self.parsed.token_at(place.span.start)
            if token is not None and place.form != "adjective":
                found.setdefault(token.sentence.index, []).append(place)
        return found

    @cached_property
    def _times_by_sentence(self) -> dict[int, list[TimeMention]]:
        found: dict[int, list[TimeMention]] = {}
        for time in self.mentions.times:
            token = self.parsed.token_at(time.span.start)
            if token is not None:
                found.setdefault(token.sentence.index, []).append(time)
        return found

    @cached_property
    def _quantities_by_sentence(self) -> dict[int, list[QuantityMention]]:
        found: dict[int, list[QuantityMention]] = {}
        for quantity in self.mentions.quantities:
            token = self.parsed.token_at(quantity.span.start)
            if token is not None:
                found.setdefault(token.sentence.index, []).append(quantity)
        return found

    @cached_property
    def _parties_by_sentence(self) -> dict[int, list[PartyMention]]:
        found: dict[int, list[PartyMention]] = {}
        for party in self.mentions.parties:
            token = self.parsed.token_at(party.span.start)
            if token is not None:
                found.setdefault(token.sentence.index, []).append(party)
        return found

    def is_town(self, token: Token) -> bool:
        """Whether a word names a place that is no country and no unit."""
        place = self.place_of(token)
        return place is not None and place.precision in {1, 2}

    def places_in(self, sentence: Sentence) -> list[PlaceMention]:
        """The named places of a sentence, in order."""
        return self._places_by_sentence.get(sentence.index, [])

    def times_in(self, sentence: Sentence) -> list[TimeMention]:
        """The time expressions of a sentence, in order."""
        return self._times_by_sentence.get(sentence.index, [])

    def quantities_in(self, sentence: Sentence) -> list[QuantityMention]:
        """The quantities of a sentence, in order."""
        return self._quantities_by_sentence.get(sentence.index, [])

    def parties_in(self, sentence: Sentence) -> list[PartyMention]:
        """The parties of a sentence, in order."""
        return self._parties_by_sentence.get(sentence.index, [])

    def head_of(self, span: Span) -> Token | None:
        """The word of a span that hangs outside it: its grammatical head."""
        tokens = self.parsed.tokens_in(span)
        if not tokens:
            return None
        inside = {t.index for t in tokens}
        for token in tokens:
            if token.is_root or token.head.index not in inside:
                return token
        return tokens[-1]

    def classes_of(self, token: Token) -> frozenset[str]:
        """The word classes of a word, of the party that it names and of the place that it names."""
        found = set(word_classes().get(token.lemma, ())) | set(word_classes().get(token.lower, ()))
        party = self.party_of(token)
        if party is not None:
            found.add("party")
            found.update(CLASSES_OF_KIND.get(party.kind, ()))
        if self.place_of(token) is not None or (party is None and token.entity in PLACES):
            found.add("place")
        before = [t.lower for t in token.lefts if t.dep in {"compound", "amod"}]
        if before and object_kinds().get(f"{before[-1]} {token.lemma}") == "health_facility":
            found.add("facility")  # an institution is none, a medical institution is
        quantity = self.quantity_of(token)
        if quantity is not None:
            found.add("number")
            if quantity.noun is None and quantity.unit in {None, "person"}:
                found.add("headcount")
        if "person" in found and any(t.lower in words_of("armed_look") for t in token.lefts):
            found.update(("armed", "force"))  # "men" are not, "armed men" are
        if token.entity in PERSONS and self.place_of(token) is None:
            found.update(("person", "speaker"))
        if token.pos == "PRON" and token.lower not in {"it", "this", "that", "which", "what"}:
            found.update(("person", "armed", "state", "speaker", "civilian"))
        elif token.pos == "PRON":
            found.update(("armed", "state", "speaker"))
        return frozenset(found)

    def phrase(self, token: Token) -> Span:
        """The noun phrase of a word: its party mention where there is one, else its words without clauses."""
        party = self.party_of(token)
        if party is not None:
            return party.span
        start, end = noun_phrase(token)
        return self.parsed.span(start, end)


#: What a party's kind makes of it, in the word classes that conditions speak of.
CLASSES_OF_KIND: dict[str, tuple[str, ...]] = {
    "aid": ("speaker", "person"),
    "civilians": ("civilian", "person", "speaker"),
    "government": ("state", "armed", "speaker"),
    "igo": ("state", "speaker"),
    "jihadists": ("armed", "force", "person", "speaker"),
    "media": ("speaker", "person"),
    "medical": ("speaker", "person"),
    "militia": ("armed", "force", "person", "speaker"),
    "ngo": ("speaker",),
    "peacekeepers": ("armed", "person", "state", "speaker"),
    "police": ("armed", "person", "speaker"),
    "rebels": ("armed", "force", "person", "speaker"),
    "state_forces": ("armed", "force", "person", "state", "speaker"),
    "unknown": ("armed", "person", "speaker"),
}
