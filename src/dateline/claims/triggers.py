"""Words that name an event, found by the patterns of the data folder and held to their conditions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dateline.claims.conditions import in_small_clause, is_ground, is_of
from dateline.claims.scene import Scene
from dateline.nlp import Sentence, Token
from dateline.nlp.syntax import agents, governed_by, is_passive, objects, subjects
from dateline.nlp.tree import clause_head, clause_tokens, conjuncts, is_verbal
from dateline.records import Span
from dateline.reference.lexicons import irregular_forms, words_of
from dateline.reference.patterns import Need, Pattern, by_first_word

SKIPPED = 4  # words that may stand inside a noun phrase
GAP = 5  # words that may stand between the parts of a verb phrase: "gained more than 20 villages"
NEARBY = 4  # how far from the trigger a word stands that a `not:` condition forbids
BODIES = frozenset({"aid", "igo", "media", "ngo", "peacekeepers"})  # whose names hold words for events
POS = {
    "verb": frozenset({"VERB", "AUX"}),
    "noun": frozenset({"NOUN", "PROPN"}),
    "adjective": frozenset({"ADJ", "VERB", "ADV", "NOUN"}),
}
TIME_TAGS = frozenset({"NN", "NNS", "CD"})  # "left the day before" has no object
QUALIFYING = frozenset({"advmod", "amod", "compound", "nmod", "npadvmod", "nummod", "punct", "quantmod"})
GOALS = frozenset({"in", "into", "to", "at", "near", "toward", "towards", "from", "across", "off", "for", "over"})
TARGET_PREPOSITIONS = frozenset({"on", "at", "against", "into", "upon", "toward", "towards", "for", "to", "of"})


@dataclass(frozen=True, slots=True, eq=False)
class Trigger:
    """A word that names an event, the words that belong to it, and the pattern that found it."""

    token: Token
    words: tuple[Token, ...]
    pattern: Pattern
    event: str

    @property
    def is_noun(self) -> bool:
        return self.token.pos not in POS["verb"]

    def span(self, scene: Scene) -> Span:
        """From the first to the last word where they stand together, else the main word alone."""
        first, last = self.words[0], self.words[-1]
        if last.index - first.index + 1 == len(self.words):
            return scene.parsed.span(first.start, last.end)
        return scene.parsed.span(self.token.start, self.token.end)


NAME_LINKS = frozenset({"for", "of", "on", "against"})
SHORT = 3  # letters of the words that headlines leave small
MOSTLY = 7  # of ten words


def find_triggers(scene: Scene, sentence: Sentence) -> list[Trigger]:
    """The events that a sentence names, in order; of two that share a word the longer phrase stands."""
    found: list[Trigger] = []
    index = by_first_word()
    for token in sentence.tokens:
        for key in {token.lemma, token.lower, irregular_forms().get(token.lower, token.lemma)}:
            for words, pattern in index.get(key, ()):
                matched = _match(sentence, token, words, pattern)
                if matched is None:
                    continue
                head = _head(matched)
                if scene.time_of(head) is not None and head.pos == "PROPN":
                    continue  # "3 March" is no march
                if (head.pos == "PROPN" and _is_in_name(scene, head)) or _is_aim_in_name(scene, head):
                    continue  # "the Commission of Inquiry" is no inquiry
                if pattern.pos == "noun" and head.pos not in POS["noun"] and len(matched) == 1:
                    continue
                trigger = Trigger(head, tuple(matched), pattern, pattern.event)
                if all(_holds(scene, trigger, need) for need in pattern.needs):
                    found.append(trigger)
    return _without_overlaps(found)


def _is_in_name(scene: Scene, token: Token) -> bool:
    """Whether a word is part of the name of an organisation that a table holds, or of an armed group that none does."""
    if not token.text[:1].isupper():
        return False
    over = token.head.head if token.dep == "pobj" and token.head.lower in NAME_LINKS else token
    if over is not token and over.pos == "PROPN" and over.text[:1].isupper() and not _is_title_case(token.sentence):
        return True  # "the Surveillance System for Attacks on Health Care"
    party = scene.party_of(token)
    if party is None:
        return False
    return party.resolved_by == "name" or (party.resolved_by == "table" and party.kind in BODIES)


def _is_aim_in_name(scene: Scene, token: Token) -> bool:
    """Whether a verb is part of a name that a table holds: "the Global Coalition to Defeat ISIS"."""
    party = scene.party_of(token)
    return is_verbal(token) and party is not None and party.resolved_by == "table" and party.head != token.start


def _is_title_case(sentence: Sentence) -> bool:
    """Whether most words begin with a capital, as those of a headline do."""
    words = [t for t in sentence.tokens if len(t.text) > SHORT and t.text.isalpha()]
    return sum(t.text[0].isupper() for t in words) * 10 > len(words) * MOSTLY


def _match(sentence: Sentence, token: Token, words: tuple[str, ...], pattern: Pattern) -> list[Token] | None:
    """The tokens of a phrase that begins at a word: side by side for nouns, with gaps after a verb."""
    if pattern.pos == "any":
        return _adjacent(sentence, token, words)
    if pattern.pos == "noun":
        matched = _adjacent(sentence, token, words)
        if (
            matched is None
            or not any(t.pos in POS["noun"] for t in (matched[0], matched[-1]))
            or is_verbal(_head(matched))
        ):
            return None
        last = matched[-1]
        if last.dep in {"compound", "npadvmod"} and last.head.pos in POS["noun"] and last.head not in matched:
            return matched if last.head.lemma in words_of("about_event") else None
        if last.dep == "attr" and any(t.dep == "csubj" for t in last.head.lefts):
            return None  # "dropping a bomb on a truck is one strike": what the word means
        return None if len(matched) == 1 and _only_qualifies(token) else matched
    if token.pos not in POS[pattern.pos]:
        return None
    if pattern.pos == "adjective" and token.pos == "VERB" and token.tag != "VBN" and token.lower != words[0]:
        return None
    if pattern.pos == "adjective" and token.tag == "VBD" and objects(token):
        return None  # "killed two and wounded a third"
    if pattern.pos == "verb" and (token.dep in {"compound", "amod"}):
        return None
    matched = [token]
    for word in words[1:]:
        part = _part_after(sentence, matched[-1], word) or _part_before(token, word) or _object(token, word)
        if part is None:
            return None
        if part is not token.head or token.dep != "relcl":
            matched.append(part)
    return sorted(matched, key=lambda t: t.index)


def _only_qualifies(noun: Token) -> bool:
    """Whether a bare noun heads a list that qualifies a thing: "using attack, bomber and fighter aircraft"."""
    if noun.tag != "NN" or noun.lower.endswith("ing") or any(t.dep != "punct" for t in noun.lefts):
        return False
    *_, last = conjuncts(noun)
    return last is not noun and last.lemma in words_of("equipment")


def _adjacent(sentence: Sentence, token: Token, words: tuple[str, ...]) -> list[Token] | None:
    """The words side by side; "the" may stand inside a phrase ("violation of the ceasefire")."""
    at = token.index - sentence.tokens[0].index
    matched: list[Token] = []
    for word in words:
        passed = 0
        while matched and passed < SKIPPED and _may_stand_inside(sentence, at, matched, word):
            at, passed = at + 1, passed + 1
        if at >= len(sentence.tokens) or word not in (sentence.tokens[at].lemma, sentence.tokens[at].lower):
            return None
        matched.append(sentence.tokens[at])
        at += 1
    return matched


def _may_stand_inside(sentence: Sentence, at: int, matched: list[Token], word: str) -> bool:
    """ "The" anywhere in a phrase; after "of" also what qualifies its noun ("delivery of life-saving food")."""
    if at >= len(sentence.tokens) or word in (sentence.tokens[at].lemma, sentence.tokens[at].lower):
        return False
    token = sentence.tokens[at]
    return token.pos == "DET" or (matched[-1].lower == "of" and token.dep in QUALIFYING)


def _part_after(sentence: Sentence, last: Token, word: str) -> Token | None:
    first = last.index - sentence.tokens[0].index + 1
    for part in sentence.tokens[first : first + GAP]:
        if word in (part.lemma, part.lower):
            return part
        if part.lower in {",", ";", ":"} or (
            part.pos == "VERB" and part.dep in {"ROOT", "ccomp", "relcl", "advcl", "conj"}
        ):
            return None
    return None


def _object(verb: Token, word: str) -> Token | None:
    """A part that is the verb's own object, however far: "dropped 500-pound laser-guided bombs"."""
    if verb.dep == "relcl" and word in (verb.head.lemma, verb.head.lower) and any(t.dep == "nsubj" for t in verb.lefts):
        return verb.head  # "an allegation the army rejected"
    return next((t for t in verb.rights if t.dep == "dobj" and word in (t.lemma, t.lower)), None)


def _part_before(verb: Token, word: str) -> Token | None:
    """A part that a passive verb has in front: "responsibility was claimed"."""
    for child in verb.lefts:
        if child.dep == "nsubjpass" and word in (child.lemma, child.lower):
            return child
    return None


def _head(matched: list[Token]) -> Token:
    """The word that the others hang on; a noun where the tree has two ("heinous and terrorist attack")."""
    inside = {t.index for t in matched}
    tops = [t for t in matched if t.is_root or (t.head.index not in inside and _over(t).index not in inside)]
    tops = tops or matched[:1]
    return tops[0] if is_verbal(tops[0]) else next((t for t in tops if t.pos in POS["noun"]), tops[0])


def _over(member: Token) -> Token:
    """The word over the list that a word is in: the attacks of the drone in "missile and drone attacks"."""
    first = member
    while first.dep == "conj":
        first = first.head
    return first.head


def _without_overlaps(found: Iterable[Trigger]) -> list[Trigger]:
    ranked = sorted(found, key=lambda t: (-len(t.words), t.pattern.number))
    taken: set[int] = set()
    kept: list[Trigger] = []
    for trigger in ranked:
        if any(word.index in taken for word in trigger.words if word.pos != "PUNCT"):
            continue
        of_phrase = trigger.is_noun and any(word.lower == "of" for word in trigger.words)
        taken.update(word.index for word in ([trigger.token] if of_phrase else trigger.words))
        kept.append(trigger)
    return sorted(kept, key=lambda t: t.token.index)


def _holds(scene: Scene, trigger: Trigger, need: Need) -> bool:
    if need.where in {"not", "not_after"}:
        return not _stands_near(trigger, need.classes, before=0 if need.where == "not_after" else NEARBY)
    if need.where == "self":
        return is_of(scene, trigger.token, need.classes)
    if need.where == "modifier":
        before = [*trigger.token.lefts]
        if is_verbal(trigger.token):  # the "no" of "no convoy was allowed in"
            before += [t for part in subjects(trigger.token) for t in part.lefts]
        return any(t.lemma in need.classes or t.lower in need.classes for t in before)
    if need.where == "clause":
        words = clause_tokens(clause_head(trigger.token))
        words += [t for t in trigger.token.subtree() if t not in words]
        return any(is_of(scene, t, need.classes) for t in words if t not in trigger.words)
    if need.where == "sentence":
        return any(is_of(scene, t, need.classes) for t in trigger.token.sentence.tokens)
    if need.where == "nearby":  # in this sentence or the one before
        at = trigger.token.sentence.index
        near = scene.parsed.sentences[max(0, at - 1) : at + 1]
        return any(is_of(scene, t, need.classes) for sentence in near for t in sentence.tokens)
    if need.where == "goal":
        parts = objects(trigger.token) + governed_by(trigger.token, GOALS)
        parts += [t for word in trigger.words[1:] for t in governed_by(word, GOALS) + word.rights if t.dep == "pobj"]
    elif need.where == "spares":
        taken = _direct(trigger)
        if any(scene.place_of(t) is not None for t in taken):
            return True  # "seized Tal Hassan and Kafr Naya": a list of places
        return not any(is_of(scene, t, need.classes) and not is_ground(scene, t) for t in taken)
    elif need.where == "direct":
        parts = _direct(trigger)
    else:
        parts = _subjects(trigger) if need.where == "subject" else _objects(trigger)
    parts = [t for t in parts if t not in trigger.words and not (t.tag in TIME_TAGS and scene.time_of(t) is not None)]
    if not parts:
        return "none" in need.classes
    return any(is_of(scene, part, need.classes) for part in parts)


def _direct(trigger: Trigger) -> list[Token]:
    """What it is done to, without prepositions: the object, of a passive verb the subject."""
    return subjects(trigger.token) if is_passive(trigger.token) else objects(trigger.token)


def _subjects(trigger: Trigger) -> list[Token]:
    """Who does it: the subject, of a passive verb the agent, of a noun its light verb's subject or its owner."""
    token = trigger.token if trigger.token.dep != "aux" else trigger.token.head
    if trigger.pattern.pos == "adjective" and (not is_verbal(token) or token.dep in {"acomp", "oprd"}):
        return subjects(token.head) if is_verbal(token.head) else [token.head]
    if trigger.is_noun:
        return (
            agents(token)
            + [t for t in token.lefts if t.dep in {"poss", "compound", "amod", "nmod"}]
            + subjects(clause_head(token))
        )
    if trigger.pattern.frame in SUFFERERS or not is_passive(token):
        return subjects(token)
    return agents(token)


SUFFERERS = frozenset(
    {
        "captive",
        "disrupt",
        "fallen",
        "feel",
        "flee",
        "held_by",
        "investigated",
        "need",
        "obligation",
        "obstructed",
        "return",
        "state",
        "suffer",
        "target_of",
        "undergo",
        "undergone",
        "voiced",
    }
)


def leaning(noun: Token) -> Token:
    """The noun by which an event noun hangs on its verb: the first of a list, the "round" of "a round of talks"."""
    top = noun
    while True:
        if top.dep in {"conj", "compound"} and not is_verbal(top.head):
            top = top.head
        elif top.dep == "pobj" and top.head.lower == "of" and top.head.head.lemma in words_of("measure_noun"):
            top = top.head.head
        else:
            return top


def _objects(trigger: Trigger) -> list[Token]:
    token = trigger.token
    if trigger.is_noun:
        return governed_by(token, TARGET_PREPOSITIONS)
    found = subjects(token) if is_passive(token) else objects(token)
    found += governed_by(
        token, frozenset({"on", "at", "against", "into", "with", "between", "from", "of", "for", "as", "to", "near"})
    )
    for word in trigger.words[1:]:
        found += governed_by(word, TARGET_PREPOSITIONS) + ([t for t in word.rights if t.dep == "pobj"])
        found += in_small_clause(word)
    if token.dep == "amod" and token.tag == "VBN":
        found.append(token.head)
    return found


def _stands_near(trigger: Trigger, phrases: tuple[str, ...], *, before: int) -> bool:
    tokens = trigger.token.sentence.tokens
    first = trigger.words[0].index - tokens[0].index
    last = trigger.words[-1].index - tokens[0].index
    window = tokens[max(0, first - before) : last + 1 + NEARBY]
    if not before:  # "urged Rwanda, which backs them, to leave" asks nothing of "which"
        comma = next((n for n, t in enumerate(window) if t.text == ","), len(window))
        window = window[:comma]
    words = [t.lower for t in window]
    lemmas = [t.lemma for t in window]
    for phrase in phrases:
        parts = phrase.split()
        for row in (words, lemmas):
            if any(row[at : at + len(parts)] == parts for at in range(len(row) - len(parts) + 1)):
                return True
    return False
