"""Whom "they", "it", "the group" and "we" stand for, within one report."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from dateline.claims.scene import Scene
from dateline.mentions.quotes import Speech
from dateline.nlp import Sentence, Token
from dateline.nlp.syntax import agents, governed_by, is_verbal, objects, subjects
from dateline.records import PartyMention
from dateline.reference.agents import agent
from dateline.reference.lexicons import words_of

FIRST_PERSON = frozenset({"i", "we", "us", "our", "my", "me"})
SINGULAR_PERSON = frozenset({"he", "she", "him", "her", "his"})
PLURAL = frozenset({"they", "them", "their"})
NEUTER = frozenset({"it", "its", "itself"})
ARMED_GROUPS = frozenset({"rebels", "jihadists", "militia"})
AGAINST_STATES = frozenset({"rebels", "jihadists", "militia"})
FIGHTING = frozenset({"state_forces", "rebels", "jihadists", "militia"})
PEACEFUL = frozenset({"aid", "civilians", "media", "medical", "ngo"})
BODIES = frozenset(
    {
        "state_forces",
        "government",
        "igo",
        "ngo",
        "rebels",
        "jihadists",
        "militia",
        "media",
        "peacekeepers",
        "police",
        "aid",
    }
)
THINGS = frozenset({"equipment", "facility", "home", "place", "settlement", "ship"})
DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their"})
PRONOUN_OWNERS = frozenset({"his", "her", "its", "their"})
LOOK_BACK = 3  # sentences
PERSON_ROLES = frozenset(
    {
        "activist",
        "commander",
        "expert",
        "medic",
        "official",
        "relative",
        "rescuer",
        "resident",
        "spokesperson",
        "survivor",
        "witness",
    }
)


class References:
    """Resolves pronouns and "the group" to a party named earlier; None where that would be a guess."""

    def __init__(
        self,
        scene: Scene,
        speeches: list[Speech],
        around: Mapping[int, list[Speech]],
        publisher: PartyMention | None,
    ) -> None:
        self._scene = scene
        self._speeches = speeches
        self._around = around
        self._publisher = publisher

    def party(self, token: Token) -> PartyMention | None:
        """The party that a word names or stands for; a pronoun keeps its own span and takes the rest."""
        own = self._scene.party_of(token)
        if own is not None:
            own = self.sent(token, self.theirs(token, self.ours(token, own)))
        unsure = own is not None and (own.party is None or own.resolved_by == "context")
        if unsure and (house := self.house(token)) is not None:
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

    def house(self, token: Token) -> PartyMention | None:
        """The publisher, where it names itself by a word of its name: "the Office", "this Commission"."""
        if self._publisher is None or self._publisher.kind == "media" or not token.text[:1].isupper():
            return None
        title = self._scene.parsed.report.publisher or ""
        before = [t for t in token.lefts if t.pos != "PUNCT"]
        alone = len(before) == 1 and before[0].lower in {"the", "this"} and not governed_by(token, frozenset({"of"}))
        named = token.text in title.replace("\u2019s", "").replace("'s", "").split()
        if not alone or not (named or self._is_only_body(token)):
            return None
        if token.tag not in {"NN", "NNP"} or self._scene.place_of(token) is not None:
            return None
        return replace(self._publisher, span=self._scene.parsed.span(token.start, token.end), head=token.start)

    def _is_only_body(self, token: Token) -> bool:
        """Whether "the Mission" of a body, "the Ministry" of a state can be no other: no name ends with the word."""
        kind = None if self._publisher is None else self._publisher.kind
        own = words_of("own_office") if kind in {"government", "igo", "peacekeepers", "state_forces"} else frozenset()
        if token.lemma.lower() not in (own | words_of("own_body") if kind in {"igo", "peacekeepers"} else own):
            return False
        others = (p.span.text.split() for p in self._scene.mentions.parties)
        return not any(len(words) > 2 and words[-1] == token.text for words in others)

    def antecedent(self, token: Token) -> PartyMention | None:
        """The earlier party that a pronoun or "the group" stands for."""
        word = token.lower
        if word in FIRST_PERSON:
            return self.speaker(token)
        if word in SINGULAR_PERSON:
            return self._earlier(token, lambda p: not self._is_many(p) and (p.kind not in BODIES or self._is_person(p)))
        if token.dep == "poss" and (owner := self._owner(token)) is not None:
            return owner
        if word in NEUTER | PLURAL and (known := self._accused(token) or self._voice_before(token)) is not None:
            return known
        if word in PLURAL:
            return self._main_subject(token) or self._pursued(token) or self._those(token)
        if word in NEUTER:
            meant = self._earlier(token, lambda p: self._is_body(p) and not self._is_person(p))
            return None if meant is not None and self._is_thing(token, meant) else meant
        if token.lemma in words_of("group_noun") and any(t.lower in DEFINITE for t in token.lefts):
            return self._earlier(token, lambda p: p.kind in ARMED_GROUPS)
        if token.lemma in words_of("opponent"):
            return self._opponent(token)
        return None

    def _owner(self, token: Token) -> PartyMention | None:
        """Whose "its" is where the subject of its own clause can be meant: "the army ended its siege"."""
        verb = next((t for t in token.ancestors() if is_verbal(t)), None)
        named = [self._scene.party_of(t) for t in (subjects(verb) if verb is not None else []) if t.index < token.index]
        fitting = [p for p in named if p is not None and not self._is_person(p)]
        if token.lower in NEUTER:
            fitting = [p for p in fitting if p.kind in BODIES]
        return fitting[0] if token.lower in NEUTER | PLURAL and fitting else None

    def _accused(self, token: Token) -> PartyMention | None:
        """Who is blamed just before: "blamed the army, saying it had shelled the town"."""
        clause = next((t for t in token.ancestors() if is_verbal(t)), None)
        if clause is None or clause.dep != "ccomp":
            return None
        saying = clause.head
        if saying.tag != "VBG" or saying.dep != "advcl" or token not in subjects(clause):
            return None
        blaming = saying.head
        if blaming.lemma not in words_of("charging"):
            blaming = next((t for t in blaming.rights if t.dep == "conj" and t.lemma in words_of("charging")), blaming)
        blamed = objects(blaming) if blaming.lemma in words_of("charging") else []
        return next((p for t in blamed if (p := self._scene.party_of(t)) is not None and p.kind != "unknown"), None)

    def _voice_before(self, token: Token) -> PartyMention | None:
        """Who goes on to speak: the Front of "The Front denies that the army won. It denounces …"."""
        verb = token.head
        if token.dep != "nsubj" or verb.lemma not in words_of("voicing") or verb.sentence.root is not verb:
            return None
        first = max(0, token.sentence.index - LOOK_BACK)
        for sentence in reversed(self._scene.parsed.sentences[first : token.sentence.index]):
            if not sentence.parsed or sentence.root.lemma not in words_of("voicing"):
                return None
            named = [t for t in subjects(sentence.root) if t.lower not in NEUTER | PLURAL]
            many = token.lower in PLURAL
            if named:
                fitting = [t for t in named if many == (t.tag in {"NNS", "NNPS"} or len(named) > 1)]
                found = [p for t in fitting if (p := self.house(t) or self._scene.party_of(t)) is not None]
                return next((p for p in found if many or self._is_body(p) or p.kind == "unknown"), None)
        return None

    def _those(self, token: Token) -> PartyMention | None:
        """Who did it before: not the survivors of "…, survivors said. They shot …", as long as violence is told.

        Whoever does it to an armed party may be anyone ("residents said. They killed two of the raiders").
        """
        meant = self._earlier(token, lambda p: not self._is_person(p) and not self._is_where(p))
        verb = token.head
        if meant is None or meant.kind not in PEACEFUL or verb.lemma not in words_of("violence"):
            return meant
        hurt = [self._scene.party_of(t) for t in objects(verb)]
        if token not in subjects(verb) or any(p is not None and p.kind in FIGHTING for p in hurt):
            return meant
        before = self._speeches[: bisect_left(self._speeches, token.index, key=lambda speech: speech.cue.index)]
        tellers = [speech for speech in before if speech.sentence is not token.sentence]
        tellers += [speech for speech in self._around[token.sentence.index] if speech.cue.index > token.index]
        if not any(t.start == meant.head for speech in tellers for t in speech.sources):
            return meant
        return self._earlier(
            token, lambda p: p.kind not in PEACEFUL and not self._is_person(p) and not self._is_where(p)
        )

    def _is_thing(self, token: Token, party: PartyMention) -> bool:
        """Whether "it", to which something is done, is rather a place or a building named since: "burned it"."""
        if token.dep not in {"dobj", "nsubjpass"} or token.head.lemma not in words_of("violence"):
            return False
        named = self._scene.parsed.token_at(party.head)
        between = () if named is None else self._scene.parsed.tokens[named.index + 1 : token.index]
        return any(t.tag in {"NN", "NNP"} and self._scene.classes_of(t) & THINGS for t in between)

    def _pursued(self, token: Token) -> PartyMention | None:
        """Whom one did something to "as they fled": not the one who did it, where that is one force."""
        clause = next((t for t in token.ancestors() if is_verbal(t)), None)
        if clause is None or clause.dep != "advcl" or not is_verbal(clause.head) or token not in subjects(clause):
            return None
        main = clause.head
        if main.index > clause.index or any(t.tag in {"NNS", "NNPS"} or t.lower in PLURAL for t in subjects(main)):
            return None
        done_to = [part for t in objects(main) for part in (t, *governed_by(t, frozenset({"of"})))]
        return next((p for t in done_to if (p := self._scene.party_of(t)) is not None and self._is_many(p)), None)

    def _main_subject(self, token: Token) -> PartyMention | None:
        """Who a sentence that opens with "After they had left the town," goes on to name: the rebels that follow."""
        verb = next((t for t in token.ancestors() if is_verbal(t)), None)
        if verb is None or verb.dep != "advcl" or verb.head.index < verb.index or not is_verbal(verb.head):
            return None
        if any(p.span.start < token.start for p in self._scene.parties_in(token.sentence)):
            return None
        named = [self._scene.party_of(t) for t in subjects(verb.head) if t.index > verb.index]
        return next((p for p in named if p is not None and p.kind != "unknown"), None)

    def _opponent(self, token: Token) -> PartyMention | None:
        """ "The enemy" of whoever speaks: the other armed party that the report names most."""
        speaker = self.speaker(token)
        if speaker is None or speaker.country is None:
            return None
        armed = [
            p for p in self._scene.mentions.parties if p.kind in FIGHTING and p.party and p.country != speaker.country
        ]
        counts = Counter((p.country, p.kind) for p in armed)
        if not counts:
            return None
        if speaker.kind not in AGAINST_STATES:  # allies may be named more often than the group that they fight
            counts = Counter({key: n for key, n in counts.items() if key[1] == "jihadists"}) or counts
        key = counts.most_common(1)[0][0]
        return min((p for p in armed if (p.country, p.kind) == key), key=lambda p: len(p.party or ""))

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
        """ "Our troops" are those of whoever speaks."""
        if not any(t.dep == "poss" and t.lower == "our" for t in token.lefts):
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

    def source(self, token: Token) -> Token | PartyMention | None:
        """Whom a pronoun that speaks stands for: the sources of an earlier speech, else an earlier party."""
        word = token.lower
        if word in FIRST_PERSON:
            return self.speaker(token)
        here = token.sentence.index
        before = bisect_left(self._speeches, token.index, key=lambda speech: speech.cue.index)
        deed = self._person_before(token) if word in SINGULAR_PERSON else None
        for speech in reversed(self._speeches[:before]):
            if deed is not None and speech.sentence.index < deed.sentence.index:
                return deed
            if not speech.sources or speech.sources[0] is token:
                continue
            if here - speech.sentence.index > LOOK_BACK:
                break
            first = speech.sources[-1] if word in NEUTER else speech.sources[0]
            if first.pos == "PRON":
                continue
            if (word in SINGULAR_PERSON) != self._is_one_person(first) and word not in PLURAL:
                continue
            many = len(speech.sources) > 1 or first.tag in {"NNS", "NNPS"}
            if (word in PLURAL) == many or (word in PLURAL and first.entity != "PERSON"):
                return first
        topic = self._topic(token) if word in NEUTER else deed
        return topic or self.antecedent(token)

    def _person_before(self, token: Token) -> Token | None:
        """Who does what a sentence before tells, if a person: the spokesman of "A spokesman denied it. He said …"."""
        first = max(0, token.sentence.index - LOOK_BACK)
        for sentence in reversed(self._scene.parsed.sentences[first : token.sentence.index]):
            if not sentence.parsed or not is_verbal(sentence.root):
                continue
            person = next((t for t in subjects(sentence.root) if t.pos != "PRON" and self._is_one_person(t)), None)
            if person is not None:
                return person
        return None

    def _topic(self, token: Token) -> Token | PartyMention | None:
        """What the sentences before are about, where it can speak: a document, or the subject of the main verb."""
        first = max(0, token.sentence.index - LOOK_BACK)
        for sentence in reversed(self._scene.parsed.sentences[first : token.sentence.index]):
            if not sentence.parsed or not is_verbal(sentence.root):
                continue
            for subject in subjects(sentence.root):
                if subject.lemma in words_of("document") and subject.lower not in NEUTER:
                    return subject
                party = self._scene.party_of(subject)
                if party is not None and party.kind in BODIES and not self._is_person(party):
                    return party
        return None

    def own_kind(self) -> str | None:
        """The kind of a government, army or organisation that publishes: whom it quotes without a word are its own."""
        return None if self._publisher is None or self._publisher.kind == "media" else self._publisher.kind

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

    def _is_one_person(self, token: Token) -> bool:
        described = agent(token.lemma)
        person = described is not None and described.source_role in PERSON_ROLES
        if described is not None and described.noun_class == "group" and described.source_role == "official":
            person = False  # "the ministry", "the embassy"; a judge is told by his word
        worded = token.tag == "NN" and token.lemma in words_of("one_person")
        named = any(t.dep == "appos" and t.entity == "PERSON" for t in token.rights)
        return token.tag not in {"NNS", "NNPS"} and (token.entity == "PERSON" or person or worded or named)

    def speakers_before(self, token: Token) -> list[Token]:
        """Who closes a sentence with "…, officials said, blaming the militia": they blame."""
        here = self._around[token.sentence.index]
        said = [s for s in here if s.sentence is token.sentence and s.form == "after" and s.cue.index < token.index]
        before = self._scene.parsed.tokens[token.index - 1]
        return list(said[-1].sources) if said and before.text == "," else []

    def speaker(self, token: Token) -> PartyMention | None:
        """Who "I" and "we" are: the source of the speech around it, else the publisher."""
        around = [s for s in self._around[token.sentence.index] if s.sources and s.covers(token.start)]
        for speech in around:
            source = self._voice(speech.sources[0])
            if source is not None and source.kind != "unknown":
                return source
        own = self._publisher is not None and self._publisher.kind != "media"
        return self._publisher if own or not around else None

    def _voice(self, token: Token) -> PartyMention | None:
        """The party of who speaks; that of "he" is whom he stands for."""
        if token.lower not in SINGULAR_PERSON:
            return self._scene.party_of(token)
        earlier = self.source(token)
        return self._scene.party_of(earlier) if isinstance(earlier, Token) else earlier

    def _is_bare_group(self, token: Token, party: PartyMention) -> bool:
        return (
            party.party is None
            and party.country is None
            and token.text.islower()
            and token.lemma in words_of("group_noun") | words_of("opponent")
        )

    @staticmethod
    def _is_body(party: PartyMention) -> bool:
        """Whether "it" can stand for a party: an organisation, one of doctors too where a table knows its name."""
        return party.kind in BODIES or (party.kind == "medical" and party.resolved_by == "table")

    def _is_many(self, party: PartyMention) -> bool:
        """Whether a party is several people by its word: "residents", "gunmen"."""
        head = self._scene.parsed.token_at(party.head)
        return head is not None and head.tag in {"NNS", "NNPS"}

    def _is_person(self, party: PartyMention) -> bool:
        head = self._scene.parsed.token_at(party.head)
        if head is not None and self._is_one_person(head) and head.entity != "PERSON":
            return True
        named = any(t.entity == "PERSON" and t.dep != "poss" for t in self._scene.parsed.tokens_in(party.span))
        return named and (party.resolved_by != "table" or party.kind in {"government", "unknown"})

    def _is_where(self, party: PartyMention) -> bool:
        """Whether a country is only where something is: "a defeat in Iraq"."""
        head = self._scene.parsed.token_at(party.head)
        inside = head is not None and head.dep == "pobj" and head.head.lower in {"in", "across", "inside"}
        return inside and party.resolved_by == "country"

    def body_before(self, token: Token) -> PartyMention | None:
        """Who speaks in a statement of several, where "they" go on: the members of a council, not who was condemned."""
        return self._earlier(token, lambda p: p.kind in {"igo", "government", "ngo"} and not self._is_where(p))

    def _earlier(self, token: Token, fits) -> PartyMention | None:  # type: ignore[no-untyped-def]
        """The best earlier party: subjects first, then the nearest; not one of the word's own clause mates."""
        scene = self._scene
        here = token.sentence
        over = next((t for t in token.ancestors() if is_verbal(t)), None)
        doers = subjects(over) if over is not None and token.dep in {"dobj", "pobj"} else []
        for back in range(LOOK_BACK):
            index = here.index - back
            if index < 0:
                break
            sentence: Sentence = scene.parsed.sentences[index]
            found = []
            for party in scene.parties_in(sentence):
                head = scene.parsed.token_at(party.head)
                if head is None or party.span.start >= token.start or not fits(party):
                    continue
                if back == 0 and (self._same_clause(head, token) or head in doers):
                    continue
                found.append((self._is_subject(head), party.span.start, party))
            if found:
                if any(subject for subject, _, _ in found):
                    return max((row for row in found if row[0]), key=lambda row: row[1] if back else -row[1])[2]
                return max(found, key=lambda row: row[1])[2]
        return None

    @staticmethod
    def _is_subject(head: Token) -> bool:
        current = head
        while current.dep in {"conj", "compound", "amod", "poss", "nmod", "appos"} and not current.is_root:
            current = current.head
        return current.dep in {"nsubj", "nsubjpass", "agent"} or (current.dep == "pobj" and current.head.dep == "agent")

    @staticmethod
    def _same_clause(one: Token, two: Token) -> bool:
        first = next((t for t in [one, *one.ancestors()] if is_verbal(t)), None)
        second = next((t for t in [two, *two.ancestors()] if is_verbal(t)), None)
        return first is not None and first is second
