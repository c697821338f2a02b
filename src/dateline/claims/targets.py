"""What was hit: protected and other objects named in the event's own words."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from dateline.claims.triggers import Trigger
from dateline.nlp import Token
from dateline.nlp.syntax import agents, governed_by, is_passive, listed_after, objects, subjects
from dateline.nlp.tree import conjuncts, is_verbal
from dateline.reference.lexicons import object_kinds, words_of
from dateline.reference.ontology import event_set, event_type
from dateline.reference.patterns import frames

TOUCH = frozenset(
    {"on", "at", "against", "into", "upon", "in", "near", "outside", "inside", "of", "to", "around", "from", "through"}
)
BY_DEED = TOUCH - {"to"} | {"during"}  # "an explosion during prayers at the mosque"
WHERE = frozenset({"in", "near", "outside", "around", "at", "from", "on", "along", "inside", "through"})
TO = frozenset({"to"})
ON = frozenset({"on", "against", "into", "upon", "of", "through"})
INSIDE = frozenset({"of", "in", "at", "on", "near", "outside"})
OWNING = frozenset({"compound", "amod", "nmod", "poss"})
LOAD = frozenset({"carry", "transport", "bring", "haul", "take", "deliver", "load", "lade"})
ON_THE_WAY = frozenset({"infrastructure", "military", "police", "convoy"})  # where aid is stopped, and what carries it


def target_kinds(trigger: Trigger, merged: list[Token], saying: Collection[Token] = ()) -> tuple[str, ...]:
    """The kinds of objects that an event touches, sorted; only for events that touch things.

    People in arms who die are victims and no objects; where something happens (a village, a road) is none either,
    unless it is itself what is hit; those who tell of it (`saying`), whom a parser may add to them, are none.
    """
    if trigger.pattern.frame == "misuse":  # "used the school as a base"
        return tuple(sorted(_of_parts(_touched(trigger.token)) - {"military"}))
    if trigger.event not in event_set("touching"):
        return ()
    armed = words_of("armed")
    found = _of_parts(t for t in _touched(trigger.token) if t not in saying)
    if trigger.event in event_set("touching_people"):  # where somebody was taken or killed, and who
        found = _of_parts(t for t in _touched(trigger.token) if t.lemma not in armed and t not in saying) - {
            "residential",
            "infrastructure",
        }
    found |= _of_parts(t for head in merged for t in _touched(head) if t.lemma not in armed and t not in saying)
    found |= _of_parts(suffering(trigger))
    if trigger.is_noun:
        if found:  # "attacks at a hospital and a market", as parsers join them
            found |= {k for t in conjuncts(trigger.token) if (k := object_kinds().get(t.lemma)) is not None}
        found |= _of_parts([left for left in trigger.token.lefts if left.dep in {"compound", "nmod"}])
    if event_type(trigger.event).group == "control":
        found.discard("residential")  # a village that is taken is not what was hit
    if trigger.event == "aid_obstruction":
        found = (found | {"aid"} if "convoy" in found or _is_aid(trigger.token) else found) - ON_THE_WAY
    return tuple(sorted(found))


def _of_parts(parts: Iterable[Token]) -> set[str]:
    return {kind for part in parts for kind in _kinds(part, 0)}


def _is_aid(trigger: Token) -> bool:
    """Whether what is kept from going on is aid: by its own words and by what it carries."""
    parts = [t for t in (*trigger.lefts, *trigger.rights) if t.dep not in {"advcl", "conj", "parataxis", "ccomp"}]
    return any(t.lower in words_of("aid_word") for part in parts for t in part.subtree())


def suffering(trigger: Trigger) -> list[Token]:
    """What a phrase says is hurt: the subject of "came under fire", the object of "burned down" and "set fire to"."""
    if not is_verbal(trigger.token):
        return []
    comes_under = frames()[trigger.pattern.frame].subject == "target" and not is_passive(trigger.token)
    if trigger.pattern.frame == "fallen" or comes_under:
        return subjects(trigger.token)
    words = [word for word in trigger.words if word is not trigger.token and word.lower != "from"]
    found = [t for word in words for t in word.rights if t.dep == "pobj"]
    found += [t for word in trigger.words if words for t in governed_by(word, frozenset({"to"}))]
    return [member for t in found for member in conjuncts(t)]


def _touched(head: Token) -> list[Token]:
    """The nouns that an event is done to, and those that it happens at."""
    if not is_verbal(head):
        found = governed_by(head, BY_DEED | TO)
        verb = head.head
        if head.dep in {"nsubj", "dobj", "nsubjpass"} and is_verbal(verb):
            found += objects(verb) if head.dep == "nsubj" else []
            found += governed_by(verb, TOUCH - {"from", "to"})
        if head.dep == "pobj" and verb.dep == "agent":
            found += subjects(verb.head)  # "a clinic was damaged by air strikes"
        for child in head.rights:
            if child.dep in {"relcl", "acl"} and child.tag != "VBN":
                found += objects(child)
        return found
    found = subjects(head) if is_passive(head) else objects(head)
    found += [each for thing in found for each in listed_after(thing)]
    found += governed_by(head, ON if _of_parts(found) else BY_DEED - {"from"})
    if head.lemma == "set":  # "set fire to the huts"
        found += [t for fire in found if fire.lemma == "fire" for over in (head, fire) for t in governed_by(over, TO)]
    if head.dep == "amod":
        found.append(head.head)
    return [t for t in found if t not in agents(head)]


def _kinds(token: Token, depth: int) -> set[str]:
    """The kind of a noun, by its longest phrase; else those of its load and of what it is "of" or "in"."""
    if depth > 2:
        return set()
    words = [t.lower for t in token.subtree() if t.index < token.index and t.dep in OWNING]
    for first in range(len(words) + 1):
        kind = object_kinds().get(" ".join([*words[first:], token.lemma]))
        if kind is not None and not _is_only_where(token, bare=first == len(words)):
            return {"aid"} if kind == "convoy" and not words_of("aid_agency").isdisjoint(words) else {kind}
    if not words_of("aid_agency").isdisjoint(words) and token.lemma in words_of("aid_property"):
        return {"aid"}
    if token.lemma in words_of("part_of_site"):
        if not words_of("utility").isdisjoint(words):
            return {"infrastructure"}  # "an oil processing facility"
        named = (object_kinds().get(" ".join(words[first:])) for first in range(len(words)))
        if (kind := next(filter(None, named), None)) is not None:
            return {kind}  # "the market area", "the hospital roof"
    loads = [
        t for child in token.rights if child.dep in {"acl", "relcl"} and child.lemma in LOAD for t in objects(child)
    ]
    if any(t.lower in words_of("aid_agency") for load in loads for t in load.subtree()):
        return {"aid"}  # "two trucks carrying supplies for UNICEF"
    return {kind for part in governed_by(token, INSIDE) for kind in _kinds(part, depth + 1)}


def _is_only_where(token: Token, *, bare: bool) -> bool:
    """Whether a road or a village is only where something happened: "in the village of Atme", "hit along the road"."""
    place = bare and token.dep == "pobj" and token.lemma in words_of("passed_through")
    if not place or token.head.lower not in WHERE:
        return False
    return token.head.lower != "on" or is_verbal(token.head.head)
