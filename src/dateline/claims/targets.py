"""What was hit: protected and other objects named in the event's own words."""

from __future__ import annotations

from dateline.claims.triggers import Trigger
from dateline.nlp import Token
from dateline.nlp.syntax import agents, conjuncts, governed_by, is_passive, is_verbal, objects, subjects
from dateline.reference.lexicons import object_kinds
from dateline.reference.ontology import event_set, event_type
from dateline.reference.patterns import frames

TOUCH = frozenset(
    {"on", "at", "against", "into", "upon", "in", "near", "outside", "inside", "of", "to", "around", "from"}
)


def target_kinds(trigger: Trigger, merged: list[Token]) -> tuple[str, ...]:
    """The kinds of objects that an event touches, sorted; only for events that touch things."""
    if trigger.event not in event_set("touching"):
        return ()
    found: set[str] = set()
    for head in [trigger.token, *merged]:
        for part in _touched(head):
            found.update(_kinds(part, 0))
    for part in suffering(trigger):
        found.update(_kinds(part, 0))
    if trigger.is_noun:
        for left in trigger.token.lefts:
            if left.dep in {"compound", "nmod"}:
                found.update(_kinds(left, 0))
    if event_type(trigger.event).group == "control":
        found.discard("residential")  # a village that is taken is not what was hit
    return tuple(sorted(found))


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
    if not is_verbal(head):
        found = governed_by(head, TOUCH)
        verb = head.head
        if head.dep in {"nsubj", "dobj", "nsubjpass"} and is_verbal(verb):
            if head.dep == "nsubj":
                found += objects(verb) + governed_by(verb, TOUCH - {"from", "to"})
            else:
                found += governed_by(verb, TOUCH - {"from", "to"})
        if head.dep == "pobj" and verb.dep == "agent":
            found += subjects(verb.head)  # "a clinic was damaged by air strikes"
        for child in head.rights:
            if child.dep in {"relcl", "acl"} and child.tag != "VBN":
                found += objects(child)
        return found
    found = (subjects(head) if is_passive(head) else objects(head)) + governed_by(head, TOUCH - {"from"})
    if head.dep == "amod":
        found.append(head.head)
    return [t for t in found if t not in agents(head)]


def _kinds(token: Token, depth: int) -> set[str]:
    """The kinds of a noun, by its longest phrase, then of what it is "of" or "in"."""
    if depth > 2:
        return set()
    found: set[str] = set()
    words = [t.lower for t in token.lefts if t.dep in {"compound", "amod", "nmod", "poss"}]
    for first in range(len(words) + 1):
        phrase = " ".join([*words[first:], token.lemma])
        kind = object_kinds().get(phrase)
        if kind is not None:
            found.add(kind)
            break
    for part in governed_by(token, frozenset({"of", "in", "at", "on", "near", "outside"})):
        found |= _kinds(part, depth + 1)
    return found
