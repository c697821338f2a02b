"""Names of places that no gazetteer holds: kept by their words where the sentence uses them as places."""

from __future__ import annotations

from dataclasses import replace

from dateline.claims.scene import Scene
from dateline.claims.triggers import Trigger
from dateline.nlp import Token
from dateline.nlp.syntax import governed_by, is_passive, objects, subjects
from dateline.nlp.tree import clause_tokens, conjuncts, is_verbal
from dateline.records import PlaceMention
from dateline.reference.lexicons import words_of
from dateline.reference.ontology import event_set, event_type

AIMED = frozenset({"on", "against"})
LOCATIVE = frozenset({"in", "near", "at", "around", "outside"})
PERSON = frozenset({"PERSON"})
ONTO = frozenset({"of", "on", "upon"})


def unplaced_names(scene: Scene, trigger: Trigger) -> list[tuple[PlaceMention, Token]]:
    """Names that stand where a place stands ("in Marea") and that no gazetteer holds: kept by their words."""
    inside = [t for t in clause_tokens(trigger.token) if t.pos in {"NOUN", "PROPN"} or t is trigger.token]
    heads = [*inside, *([trigger.token.head] if is_verbal(trigger.token.head) else [])]
    found = [t for head in heads for t in governed_by(head, LOCATIVE) if is_plain_name(scene, t, PERSON)]
    misread = PERSON if trigger.event == "ground_assault" else frozenset()
    found = found or [t for t in _taken(trigger) if is_plain_name(scene, t, misread)]
    return [(as_place(scene, t), t) for t in found]


def names_in(scene: Scene, trigger: Trigger) -> list[tuple[PlaceMention, Token]]:
    """Names after "in" or "near" of a verb: where it was done, though another place of the sentence is better known."""
    found = [t for t in governed_by(trigger.token, LOCATIVE) if is_plain_name(scene, t, PERSON)]
    return [(as_place(scene, t), t) for t in found]


def taken_names(scene: Scene, trigger: Trigger) -> list[tuple[PlaceMention, Token]]:
    """Names of what was taken where only its region is known: "the liberation of Novaya Loknya in Kursk region"."""
    if trigger.event not in event_set("ground_gain"):
        return []
    return [(as_place(scene, t), t) for t in _taken(trigger) if is_plain_name(scene, t, PERSON)]


def village_names(scene: Scene, trigger: Trigger) -> list[tuple[PlaceMention, Token]]:
    """Names that no gazetteer holds of what is said to be a village: "the village of Tabane", "in Lintalu village"."""
    inside = [t for t in clause_tokens(trigger.token) if t.pos in {"NOUN", "PROPN", "VERB"}]
    near = [t for head in inside for t in governed_by(head, LOCATIVE)]
    kinds = [t for t in near if "settlement" in scene.classes_of(t) or t.lemma in words_of("part_of_town")]
    named = [t for kind in kinds for t in governed_by(kind, frozenset({"of"})) if is_plain_name(scene, t, PERSON)]
    named += [t for kind in kinds for t in kind.lefts if t.dep == "compound" and is_plain_name(scene, t, PERSON)]
    return [(as_place(scene, t), t) for t in dict.fromkeys(named)]


def names_at(scene: Scene, trigger: Trigger) -> list[tuple[PlaceMention, Token]]:
    """Names that no gazetteer holds and at which something was done: "killed at Tchabi, in Ituri"."""
    if trigger.is_noun or trigger.event not in event_set("attack") | event_set("harm"):
        return []
    found = [t for t in governed_by(trigger.token, frozenset({"at", "near"})) if is_plain_name(scene, t, PERSON)]
    return [(as_place(scene, t), t) for t in found if not any(left.dep == "det" for left in t.lefts)]


def _taken(trigger: Trigger) -> list[Token]:
    """What is taken, held, left or shelled, which has the name of a place: "the fall of Hawija", "lost Garmsir"."""
    control = event_type(trigger.event).group == "control" and trigger.event != "deployment"
    found: list[Token] = []
    if trigger.is_noun and (control or trigger.event in event_set("attack")):  # "the Marawi offensive"
        found += [t for t in trigger.token.lefts if t.dep == "compound" and not t.text.isupper()]
    if control or trigger.event in event_set("bombardment"):
        found += [t for head in (trigger.token, *trigger.words) for t in governed_by(head, ONTO)]
    if control and is_verbal(trigger.token):
        found += subjects(trigger.token) if is_passive(trigger.token) else objects(trigger.token)
    return list(dict.fromkeys(t for first in found for t in conjuncts(first)))


def struck_names(scene: Scene, trigger: Trigger) -> list[tuple[PlaceMention, Token]]:
    """Names that no gazetteer holds of what was attacked: "a raid on Konga Dogo", "raided Konga Dogo"."""
    token = trigger.token
    if trigger.event not in event_set("attack"):
        return []
    if trigger.is_noun:
        hit = governed_by(token, AIMED)
    else:
        hit = (subjects(token) if is_passive(token) else objects(token)) + governed_by(token, AIMED)
    # Whom one raids is no person, whatever the tagger says.
    misread = PERSON if trigger.event in event_set("storming") else frozenset()
    posts = [t for t in hit if t.lemma in words_of("garrison")]  # "attacked the Buulo Mareer forward operating base"
    hit += [t for post in posts for t in post.lefts if t.dep in {"compound", "nmod"} and t.entity not in PERSON]
    named = [t for t in hit if t.tag == "NNP" and is_plain_name(scene, t, misread)]
    named = [t for t in named if not any(left.dep == "det" for left in t.lefts)]  # "attacks on the West"
    return [(as_place(scene, t), t) for t in named if "facility" not in scene.classes_of(t) and not _goes_on(scene, t)]


def _goes_on(scene: Scene, name: Token) -> bool:
    """Whether a name that the parser cut short goes on with the next word."""
    tokens = scene.parsed.tokens
    return name.index + 1 < len(tokens) and tokens[name.index + 1].pos == "PROPN"


def is_plain_name(scene: Scene, token: Token, misread: frozenset[str] = frozenset()) -> bool:
    """Whether a name is of nothing that is known; `misread` are the labels that parsers give to towns by mistake."""
    party = scene.party_of(token)
    known = party is not None and (party.party is not None or party.kind != "unknown")
    if any(t.text == "Operation" for t in token.lefts):
        return False  # "launched Operation Sindoor"
    taken = known or scene.place_of(token) is not None or scene.time_of(token) is not None
    return (
        token.pos == "PROPN"
        and token.text[:1].isupper()
        and not taken
        and token.entity not in {"PERSON", "DATE"} - misread
    )


def as_place(scene: Scene, token: Token) -> PlaceMention:
    """A name as a place: what the report names by the same words elsewhere, else its words alone."""
    span = scene.phrase(token)
    same = (m for m in scene.mentions.places if m.span.text == span.text and m.form != "adjective")
    return replace(next(same, PlaceMention(span=span)), span=span)
