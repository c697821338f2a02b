"""Words that stand for an event noun named before them: "two bombings in Kano and another in Jos"."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.claims.scene import Scene
from dateline.claims.triggers import Trigger, find_triggers
from dateline.nlp import Sentence, Token
from dateline.nlp.syntax import subjects
from dateline.nlp.tree import conjuncts, is_verbal, path_up
from dateline.reference.lexicons import words_of
from dateline.reference.ontology import event_set

#: How a word hangs that has a noun of its own: the "two" of "two bombings".
QUALIFYING = frozenset({"amod", "compound", "det", "nummod", "poss", "quantmod"})
THEM = frozenset({"them", "these", "which"})
LOCATING = frozenset({"against", "at", "in", "near", "on", "outside"})


def events_with_stand_ins(scene: Scene, sentence: Sentence) -> list[Trigger]:
    """The events that a sentence names, those among them that a word only stands for, in order."""
    found = find_triggers(scene, sentence)
    taken = {word.index for trigger in found for word in trigger.words}
    more = [
        Trigger(token, (token,), named.pattern, named.event)
        for token in sentence.tokens
        if token.index not in taken and _can_stand(scene, token) and (named := _named(scene, token, found)) is not None
    ]
    return sorted([*found, *more], key=lambda trigger: trigger.token.index) if more else found


def _can_stand(scene: Scene, token: Token) -> bool:
    """Whether a word without a noun of its own is said to be somewhere: "another in Jos", "those on the port"."""
    if token.lower not in words_of("stand_in") and token.pos != "NUM":
        return False
    if token.dep in QUALIFYING or is_verbal(token):
        return False
    if _strikes_too(token):
        return True
    linked = [t for link in token.rights if link.lower in LOCATING for t in link.subtree()]
    return any(t.dep == "pobj" and (t.pos == "PROPN" or scene.place_of(t) is not None) for t in linked)


def _strikes_too(token: Token) -> bool:
    """Whether a word does harm in a clause joined to that of an attack: "and another flattened a house"."""
    verb = token.head
    harms = verb.lemma in words_of("violence") | words_of("levelling")
    joined = verb.dep == "conj" and any(t.pos == "NOUN" for t in subjects(verb.head))
    return token.dep == "nsubj" and harms and joined and token.lower in {"another", "one", "others"}


def _named(scene: Scene, token: Token, found: list[Trigger]) -> Trigger | None:
    """The event noun that a word stands for: one that it is listed with, or the last before it where it does harm."""
    before = [t for t in found if t.is_noun and t.token.index < token.index and t.event in event_set("attack")]
    listed = next((t for t in reversed(before) if _is_listed_with(token, t.token)), None)
    if listed is not None or token.dep != "nsubj":
        return listed
    if _strikes_too(token):
        over = subjects(token.head.head)
        return next((t for t in reversed(before) if t.token in over), None)
    if token.head.lemma not in words_of("violence"):
        return None
    if before:
        return before[-1]
    people = any("civilian" in scene.classes_of(t) for t in _before(scene, token))
    return None if people else _last_before(scene, token)


def is_of_stand_in(place: Token, trigger: Trigger, rivals: list[Trigger]) -> bool:
    """Whether a place is another event's, which a word stands for: "the strike came hours after one on Kherson"."""
    above = {step.index for step in path_up(place)} - {step.index for step in path_up(trigger.token)}
    return any(rival.token.index in above and rival.token.lower in words_of("stand_in") for rival in rivals)


def _is_listed_with(token: Token, noun: Token) -> bool:
    """Whether a word is listed with a noun, or tells of some of what it names: "including one in which nine died"."""
    if token in conjuncts(noun) or (token.dep == "appos" and token.head is noun):
        return True
    if any(t.lower in THEM for link in token.lefts if link.lower == "among" for t in link.rights):
        return True
    link = token.head
    told = any(is_verbal(t) for t in token.subtree())
    over = link.head if told and token.dep == "pobj" and link.lower in {"including", "like"} else None
    return over is not None and noun in path_up(over) and not any(is_verbal(t) for t in _between(over, noun))


def _between(low: Token, high: Token) -> Iterator[Token]:
    for step in path_up(low):
        if step is high:
            return
        yield step


def _before(scene: Scene, token: Token) -> list[Token]:
    """The nouns of the sentence before a word."""
    first = token.sentence.tokens[0].index
    return [t for t in scene.parsed.tokens[first : token.index] if t.pos == "NOUN"]


def _last_before(scene: Scene, token: Token) -> Trigger | None:
    """The attack that the sentence before is about: its subject."""
    at = token.sentence.index
    if at == 0 or not scene.parsed.sentences[at - 1].parsed:
        return None
    last = scene.parsed.sentences[at - 1]
    if last.paragraph != token.sentence.paragraph:
        return None
    told = subjects(last.root) if is_verbal(last.root) else []
    return next(
        (t for t in find_triggers(scene, last) if t.is_noun and t.token in told and t.event in event_set("attack")),
        None,
    )
