"""Places that people left or reached, told by a noun for one that was named before: "fled the district"."""

from __future__ import annotations

from dataclasses import replace

from dateline.claims.scene import Scene
from dateline.claims.triggers import Trigger
from dateline.claims.where import Located, role_of
from dateline.nlp import Token
from dateline.nlp.syntax import governed_by, is_passive, objects, subjects
from dateline.nlp.tree import clause_tokens, is_verbal
from dateline.records import PlaceMention
from dateline.reference.lexicons import words_of
from dateline.reference.ontology import event_set

POINTING = frozenset({"the", "that", "this"})
WITHIN = frozenset(
    {"in", "at", "near", "around", "outside", "on", "from", "into", "to", "of", "across", "inside", "against"}
)
LOOK_BACK = 3  # sentences
TOWNS = frozenset({"town", "village"})
UNITS = frozenset({"admin1", "admin2", "region"})


def recalled(scene: Scene, trigger: Trigger) -> list[Located]:
    """The place that a definite noun stands for, where people leave or reach it and only one was named that it can be.

    What was done in "the city" is left without a place: read so, it joined deeds that were not one.
    """
    if trigger.event not in event_set("route"):
        return []
    for noun in _nouns(trigger):
        mention = _antecedent(scene, noun)
        if mention is not None:
            told = replace(mention, span=scene.parsed.span(noun.start, noun.end), relation=None, part=None)
            return [Located(told, role_of(trigger, noun), 0.0, True)]
    return []


def _nouns(trigger: Trigger) -> list[Token]:
    """The words for a settlement or a unit where a place stands: "in the town", "the village was burned"."""
    token = trigger.token
    inside = [t for t in clause_tokens(token) if t.pos in {"NOUN", "PROPN"} or t is token]
    heads = [*inside, *([token.head] if is_verbal(token.head) else [])]
    found = [t for head in heads for t in governed_by(head, WITHIN)]
    if not trigger.is_noun:
        found += subjects(token) if is_passive(token) else objects(token)
    return [t for t in found if _points_back(t)]


def _points_back(noun: Token) -> bool:
    """Whether a noun says no more than which kind of place is meant: not "the town where he lived"."""
    if noun.tag != "NN" or noun.lower not in words_of("town_noun") | words_of("unit_noun"):
        return False
    before = [t for t in noun.lefts if t.pos != "PUNCT"]
    told = [t for t in noun.rights if t.dep in {"prep", "relcl", "acl", "appos"} and t.lower != ","]
    return len(before) == 1 and before[0].lower in POINTING and not told


def _antecedent(scene: Scene, noun: Token) -> PlaceMention | None:
    """The place of the kind that was named in this sentence or not many before it, where it was only one."""
    kinds = TOWNS if noun.lower in words_of("town_noun") else UNITS
    first = max(0, noun.sentence.index - LOOK_BACK)
    window = scene.parsed.sentences[first : noun.sentence.index + 1]
    before = [m for s in window for m in scene.places_in(s) if m.span.end <= noun.start and m.form != "adjective"]
    fitting = {m.name: m for m in before if m.feature in kinds}
    return next(iter(fitting.values())) if len(fitting) == 1 else None
