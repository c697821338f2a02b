"""Whom "they", "it", "he" and "we" stand for: the parties and the speakers that a report named before."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from dateline.claims.scene import Scene
from dateline.claims.standing import (
    BODIES,
    is_aside,
    is_body,
    is_many,
    is_one_person,
    is_person,
    is_subject,
    is_where,
    same_clause,
)
from dateline.mentions.quotes import Speech
from dateline.nlp import Sentence, Token
from dateline.nlp.syntax import governed_by, objects, subjects
from dateline.nlp.tree import is_verbal
from dateline.records import PartyMention
from dateline.reference.lexicons import words_of

FIRST_PERSON = frozenset({"i", "we", "us", "our", "my", "me"})
SINGULAR_PERSON = frozenset({"he", "she", "him", "her", "his"})
PLURAL = frozenset({"they", "them", "their"})
NEUTER = frozenset({"it", "its", "itself"})
ARMED_GROUPS = frozenset({"rebels", "jihadists", "militia"})
FIGHTING = frozenset({"state_forces", "rebels", "jihadists", "militia"})
PEACEFUL = frozenset({"aid", "civilians", "media", "medical", "ngo"})
THINGS = frozenset({"equipment", "facility", "home", "place", "settlement", "ship"})
DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their"})
LOOK_BACK = 3  # sentences


class Antecedents:
    """The earlier parties that a pronoun or "the group" can stand for; None where that would be a guess."""

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

    def house(self, token: Token) -> PartyMention | None:
        """The publisher, where it names itself by a word of its name: "the Office", "this Commission"."""
        if self._publisher is None or self._publisher.kind == "media" or not token.text[:1].isupper():
            return None
        title = self._scene.parsed.report.publisher or ""
        before = [t for t in token.lefts if t.pos != "PUNCT"]
        alone = (
            len(before) == 1 and before[0].lower in {"the", "this", "our"} and not governed_by(token, frozenset({"of"}))
        )
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
        if kind == "government" and token.lower in words_of("own_state"):
            return f"{token.text} of" not in self._scene.parsed.text
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
            return self._earlier(token, self._can_be_he)
        if token.dep == "poss" and (owner := self._owner(token)) is not None:
            return owner
        if word in NEUTER | PLURAL and (known := self._accused(token) or self._voice_before(token)) is not None:
            return known
        if word in NEUTER | PLURAL and (told := self._teller(token)) is not None:
            return told
        if word in PLURAL and token.dep == "nsubjpass" and token.head.lemma in words_of("freeing"):
            return self._earlier(token, lambda p: p.kind not in ARMED_GROUPS | {"unknown"})  # not who took them
        if word in PLURAL and (first := self._said_before(token)) is not None:
            return self.antecedent(first)
        if word in PLURAL:
            return self._main_subject(token) or self._pursued(token) or self._those(token)
        if word in NEUTER:
            meant = self._earlier(
                token, lambda p: is_body(p) and not is_person(self._scene, p) and not is_where(self._scene, p)
            )
            return None if meant is not None and self._is_thing(token, meant) else meant
        if token.lemma in words_of("group_noun") and any(t.lower in DEFINITE for t in token.lefts):
            return self._earlier(token, lambda p: p.kind in ARMED_GROUPS)
        if token.lemma in words_of("opponent"):
            return self._opponent(token)
        return None

    def _said_before(self, token: Token) -> Token | None:
        """The same word as the subject of a clause joined before: "they use them as shields, they fire at us"."""
        if token.dep != "nsubj":
            return None
        verb = token.head
        joined = [verb.head] if verb.dep == "conj" else []
        joined += [t for top in (verb, *joined) for t in top.lefts if t.dep in {"ccomp", "parataxis"}]
        earlier = [t for clause in joined for t in clause.lefts if t.dep == "nsubj" and t.lower == token.lower]
        return min((t for t in earlier if t.index < token.index), key=lambda t: t.index, default=None)

    def _can_be_he(self, party: PartyMention) -> bool:
        single = not is_many(self._scene, party)
        return single and (party.kind not in BODIES or is_person(self._scene, party))

    def _owner(self, token: Token) -> PartyMention | None:
        """Whose "its" is where the subject of its own clause can be meant: "the army ended its siege"."""
        verb = next((t for t in token.ancestors() if is_verbal(t)), None)
        link = token.head.head
        if verb is not None and token.head.dep == "pobj" and link.lower == "for":  # "praised them for their role"
            judged = [self._scene.party_of(t) for t in objects(verb) if t.index < link.index]
            return next((p for p in judged if p is not None and p.kind != "unknown"), None)
        before = [t for t in (subjects(verb) if verb is not None else []) if t.index < token.index]
        named = [self.house(t) or self._scene.party_of(t) for t in before]
        fitting = [p for p in named if p is not None and not is_person(self._scene, p)]
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

    def _teller(self, token: Token) -> PartyMention | None:
        """Who says what they did: the rebels of "the army fled, and rebels said they had killed nine"."""
        clause = token.head
        if token not in subjects(clause) or clause.dep != "ccomp":
            return None
        telling = [t for t in subjects(clause.head) if t.index < clause.head.index < token.index]
        if len(telling) != 1:
            return None
        party = self._scene.party_of(telling[0])
        many = telling[0].tag in {"NNS", "NNPS"}
        if party is None or party.kind not in ARMED_GROUPS | {"state_forces", "police"}:
            return None
        return party if (token.lower in PLURAL) == many else None

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
                return next((p for p in found if many or is_body(p) or p.kind == "unknown"), None)
        return None

    def _those(self, token: Token) -> PartyMention | None:
        """Who did it before: not the survivors of "…, survivors said. They shot …", as long as violence is told.

        Whoever does it to an armed party may be anyone ("residents said. They killed two of the raiders").
        """
        meant = self._earlier(token, lambda p: not is_person(self._scene, p) and not is_where(self._scene, p))
        verb = token.head
        if meant is None or verb.lemma not in words_of("violence") or token not in subjects(verb):
            return meant
        hurt = [self._scene.party_of(t) for t in objects(verb)]
        if any(p is not None and p.kind in FIGHTING for p in hurt):
            return meant
        speeches = self._told_beside(token)
        if meant.kind not in PEACEFUL:  # "the army said it had come. They burned the town": it did
            speeches = [speech for speech in speeches if speech.form != "before"]
        told = {t.start for speech in speeches for t in speech.sources}
        head = self._scene.parsed.token_at(meant.head)
        of_victims = head is not None and any(t.lemma in words_of("sufferer") for t in head.sentence.tokens)
        suffered = meant.kind in PEACEFUL and of_victims  # "Nine of the victims were teachers. They blew up a bridge"
        if meant.head not in told and not suffered:
            return meant
        return self._earlier(
            token,
            lambda p: (
                p.kind not in PEACEFUL
                and p.head not in told
                and not is_person(self._scene, p)
                and not is_where(self._scene, p)
            ),
        )

    def _told_beside(self, token: Token) -> list[Speech]:
        """The speeches of the sentences before, and what closes the sentence of a word."""
        before = self._speeches[: bisect_left(self._speeches, token.index, key=lambda speech: speech.cue.index)]
        tellers = [speech for speech in before if speech.sentence is not token.sentence]
        return tellers + [speech for speech in self._around[token.sentence.index] if speech.cue.index > token.index]

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
        return next(
            (p for t in done_to if (p := self._scene.party_of(t)) is not None and is_many(self._scene, p)), None
        )

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
        if speaker.kind not in ARMED_GROUPS:  # allies may be named more often than the group that they fight
            counts = Counter({key: n for key, n in counts.items() if key[1] == "jihadists"}) or counts
        key = counts.most_common(1)[0][0]
        return min((p for p in armed if (p.country, p.kind) == key), key=lambda p: len(p.party or ""))

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
            if (word in SINGULAR_PERSON) != is_one_person(first) and word not in PLURAL:
                continue
            many = len(speech.sources) > 1 or first.tag in {"NNS", "NNPS"}
            if (word in PLURAL) == many or (word in PLURAL and first.entity != "PERSON"):
                return first
        topic = self._topic(token) if word in NEUTER else deed
        return topic or self.antecedent(token)

    def tellers_before(self, token: Token) -> Token | None:
        """Of whom "one" or "another" who speaks is: the residents of "Two residents said … One said …"."""
        before = bisect_left(self._speeches, token.index, key=lambda speech: speech.cue.index)
        for speech in reversed(self._speeches[:before]):
            if token.sentence.index - speech.sentence.index > LOOK_BACK:
                return None
            several = [t for t in speech.sources if t.tag == "NNS" and t.index < token.index]
            if several:
                return several[0]
        return None

    def _person_before(self, token: Token) -> Token | None:
        """Who does what a sentence before tells, if a person: the spokesman of "A spokesman denied it. He said …"."""
        first = max(0, token.sentence.index - LOOK_BACK)
        for sentence in reversed(self._scene.parsed.sentences[first : token.sentence.index]):
            if not sentence.parsed or not is_verbal(sentence.root):
                continue
            person = next((t for t in subjects(sentence.root) if t.pos != "PRON" and is_one_person(t)), None)
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
                if party is not None and party.kind in BODIES and not is_person(self._scene, party):
                    return party
        return None

    def speaker(self, token: Token) -> PartyMention | None:
        """Who "I" and "we" are: the source of the speech around it, else the publisher."""
        around = [s for s in self._around[token.sentence.index] if s.sources and s.covers(token.start)]
        for speech in around:
            source = self._voice(speech.sources[0])
            if source is not None and source.kind != "unknown":
                return source
        if any(s.form == "quotation" for s in around) and (before := self._quoted_before(token)) is not None:
            return before
        own = self._publisher is not None and self._publisher.kind != "media"
        return self._publisher if own or not around else None

    def _quoted_before(self, token: Token) -> PartyMention | None:
        """Who was quoted just before in the paragraph: the farmer of "…," said a farmer. "We found him dead."."""
        here = token.sentence
        for sentence in reversed(self._scene.parsed.sentences[max(0, here.index - LOOK_BACK) : here.index]):
            if sentence.paragraph != here.paragraph:
                return None
            named = [t for s in self._around[sentence.index] for t in s.sources if t.pos != "PRON"]
            if named:
                return self._scene.party_of(named[-1])
        return None

    def _voice(self, token: Token) -> PartyMention | None:
        """The party of who speaks; that of "he" is whom he stands for."""
        if token.lower not in SINGULAR_PERSON:
            return self._scene.party_of(token)
        earlier = self.source(token)
        return self._scene.party_of(earlier) if isinstance(earlier, Token) else earlier

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
                if back == 0 and (same_clause(head, token) or head in doers):
                    continue
                found.append((is_subject(head) and not (back and is_aside(head)), party.span.start, party))
            if found:
                if any(subject for subject, _, _ in found):
                    return max((row for row in found if row[0]), key=lambda row: row[1] if back else -row[1])[2]
                return max(found, key=lambda row: row[1])[2]
        return None
