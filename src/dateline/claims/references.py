"""Whom a word of a report names or stands for: "they", "it", "the group", "our troops", "the report"."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from dateline.claims.antecedents import ARMED_GROUPS, FIGHTING, Antecedents
from dateline.claims.standing import BODIES, is_where
from dateline.nlp import Token
from dateline.nlp.syntax import agents, governed_by
from dateline.records import PartyMention
from dateline.reference.lexicons import words_of

SECURITY_COUNCIL = "UNO.SC"
PRONOUN_OWNERS = frozenset({"his", "her", "its", "their"})


class References(Antecedents):
    """Resolves words to parties: those that they name, and those that they stand for."""

    def party(self, token: Token) -> PartyMention | None:
        """The party that a word names or stands for; a pronoun keeps its own span and takes the rest."""
        own = self._scene.party_of(token)
        if own is not None:
            own = self.sent(token, self.theirs(token, self.ours(token, own)))
        unsure = own is not None and (own.party is None or own.resolved_by == "context")
        if unsure and (house := self.house(token) or self._owned(token)) is not None:
            return house
        if own is not None and not self._is_bare_group(token, own):
            return own
        antecedent = self.house(token) or self.antecedent(token)
        if antecedent is None:
            return own
        if token.dep == "poss" and token.sentence.start <= antecedent.span.start < token.sentence.end:
            return antecedent  # "the army ended its siege": the army is the better word for it
        span = own.span if own is not None else self._scene.parsed.span(token.start, token.end)
        return replace(antecedent, span=span, head=token.start)

    def _owned(self, token: Token) -> PartyMention | None:
        """ "Its forces" are those of whom "its" stands for: the army of the ministry that speaks of them."""
        owner = next((t for t in token.lefts if t.dep == "poss" and t.lower in {"its", "their"}), None)
        body = self.antecedent(owner) if owner is not None else None
        if (
            body is None
            or body.kind not in FIGHTING | {"government"}
            or token.lemma not in words_of("force") | words_of("military_unit")
        ):
            return None
        own = replace(body, span=self._scene.parsed.span(token.start, token.end), head=token.start)
        if body.kind in FIGHTING:
            return own
        return replace(own, party=f"{body.country}:MIL" if body.country else None, kind="state_forces")

    def own_kind(self) -> str | None:
        """The kind of a government, army or organisation that publishes: whom it quotes without a word are its own."""
        return None if self._publisher is None or self._publisher.kind == "media" else self._publisher.kind

    def own_force(self, token: Token) -> PartyMention | None:
        """ "Our units": a force of whoever speaks, where no party of the table is named."""
        if not any(t.dep == "poss" and t.lower == "our" for t in token.lefts) or "armed" not in self._scene.classes_of(
            token
        ):
            return None
        speaker = self.speaker(token)
        if speaker is None or speaker.country is None:
            return None
        span = self._scene.phrase(token)
        own = replace(speaker, span=span, head=token.start, name=span.text)
        armed = speaker.kind in ARMED_GROUPS
        return own if armed else replace(own, party=f"{speaker.country}:MIL", kind="state_forces")

    def ours(self, token: Token, party: PartyMention) -> PartyMention:
        """ "Our troops", "one of our soldiers" are those of whoever speaks."""
        noun = self._scene.parsed.token_at(party.head) or token
        if not any(t.dep == "poss" and t.lower == "our" for t in [*token.lefts, *noun.lefts]):
            return party
        speaker = self.speaker(token)
        if speaker is None or speaker.country is None:
            return party
        if speaker.kind in ARMED_GROUPS and party.kind in FIGHTING | {"unknown"}:
            return replace(party, country=speaker.country, party=speaker.party, kind=speaker.kind)
        return replace(
            party,
            country=speaker.country,
            party=f"{speaker.country}:MIL" if party.kind == "state_forces" else party.party,
        )

    def theirs(self, token: Token, party: PartyMention) -> PartyMention:
        """ "Its men" are those of the force that it stands for."""
        owner = next((t for t in token.lefts if t.dep == "poss" and t.lower in {"its", "their"}), None)
        if owner is None or token.lemma != "man" or party.kind != "civilians":
            return party
        force = self.antecedent(owner)
        if force is None or force.kind not in FIGHTING:
            return party
        return replace(party, party=force.party, kind=force.kind, country=force.country)

    def sent(self, token: Token, party: PartyMention) -> PartyMention:
        """ "His envoy" is of the body that he stands for, and of no country that the report is about."""
        guessed = party.resolved_by == "context" or (party.resolved_by == "agent" and party.country is None)
        owner = next((t for t in token.lefts if t.dep == "poss" and t.lower in PRONOUN_OWNERS), None)
        if owner is None or not guessed or token.lemma.lower() not in words_of("sent"):
            return party
        body = self.antecedent(owner)
        if body is None or body.kind not in BODIES or body.kind == "unknown":
            return party
        return replace(party, party=body.party, kind=body.kind, country=body.country)

    def council(self, resolution: Token) -> PartyMention | None:
        """Whose words a resolution is: those of the council that is named, as in "Resolution 2249, which condemned"."""
        if resolution.lemma.lower() != "resolution":
            return None
        named = (p for p in self._scene.mentions.parties if p.party == SECURITY_COUNCIL)
        found = next(named, None)
        return found and replace(found, span=self._scene.phrase(resolution), head=resolution.start)

    def document(self, token: Token) -> PartyMention | None:
        """Whose "the report" is: the party that an earlier naming of it gives ("a report released by the UN").

        Failing that, the one of the last other document ("the findings").
        """
        others: list[PartyMention] = []
        for earlier in reversed(self._documents):
            if earlier.index >= token.index or earlier.lemma not in words_of("document") | {token.lemma}:
                continue
            owner = self.author(earlier)
            if owner is not None and earlier.lemma == token.lemma:
                return owner
            if owner is not None:
                others.append(owner)
        return others[0] if others else None

    @cached_property
    def _documents(self) -> list[Token]:
        """The words for a document, in order."""
        return [t for t in self._scene.parsed.tokens if t.sentence.parsed and t.lemma in words_of("document")]

    def author(self, document: Token) -> PartyMention | None:
        """Who wrote a document, by its own words: "a UN report", "the report of the panel", "a report issued by it"."""
        own = self._scene.party_of(document)
        if own is not None and own.kind != "unknown":
            return own
        parts = [t for t in document.lefts if t.dep in {"compound", "poss", "nmod", "amod"}]
        parts += governed_by(document, frozenset({"by", "from", "of"}))
        parts += [t for verb in document.rights if verb.lemma in words_of("publish") for t in agents(verb)]
        parties = [p for t in parts if (p := self._scene.party_of(t)) is not None and p.kind != "unknown"]
        return next((p for p in parties if p.resolved_by != "country" or p.span.text.isupper()), None)

    def speakers_before(self, token: Token) -> list[Token]:
        """Who closes a sentence with "…, officials said, blaming the militia": they blame."""
        here = self._around[token.sentence.index]
        said = [s for s in here if s.sentence is token.sentence and s.form == "after" and s.cue.index < token.index]
        before = self._scene.parsed.tokens[token.index - 1]
        return list(said[-1].sources) if said and before.text == "," else []

    def body_before(self, token: Token) -> PartyMention | None:
        """Who speaks in a statement of several, where "they" go on: the members of a council, not who was condemned."""
        return self._earlier(token, lambda p: p.kind in {"igo", "government", "ngo"} and not is_where(self._scene, p))

    def _is_bare_group(self, token: Token, party: PartyMention) -> bool:
        return (
            party.party is None
            and party.country is None
            and token.text.islower()
            and token.lemma in words_of("group_noun") | words_of("opponent")
        )
