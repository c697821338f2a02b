"""What kind of attack it was: the weapon, or who carried it, makes a strike an airstrike or a shelling."""

from __future__ import annotations

from dateline.claims.roles import Filler
from dateline.claims.scene import Scene
from dateline.claims.triggers import Trigger
from dateline.nlp import Token
from dateline.nlp.syntax import agents, governed_by, is_passive, objects, subjects
from dateline.nlp.tree import is_verbal
from dateline.records import Note
from dateline.reference.lexicons import instruments, words_of
from dateline.reference.ontology import event_set

#: Words for bombardment that say neither what fell nor from where.
LOOSE = {
    "bombing": frozenset({"airstrike", "drone_strike", "suicide_bombing", "shelling"}),
    "shelling": frozenset({"airstrike", "missile_strike", "drone_strike"}),
    "raid": frozenset({"airstrike"}),
}
BEARERS = frozenset({"gunman"})  # who kills with what is not said of them
FLYING = frozenset({"state_forces", "government", "unknown", "peacekeepers"})
LANDING = frozenset({"helicopter"})  # brings raiders as well as bombs
STATES = frozenset({"state_forces", "government"})
MEANS = frozenset({"with", "by", "from", "in", "using"})
NOT_MEANS = frozenset({"in", "from"})
MODIFIERS = frozenset({"compound", "amod", "nmod", "poss"})

#: Patterns of what is done to weapons in the air.
DEFENCES = frozenset({"air_defence", "shoot_down"})


def refine(scene: Scene, trigger: Trigger, fillers: list[Filler], merged: list[Token]) -> tuple[str, list[Note]]:
    """The event type of a trigger, made finer by the weapons around it, and why."""
    event = trigger.event
    if trigger.pattern.name in DEFENCES or (event not in event_set("open_means") and event not in LOOSE):
        return event, []  # "downed nine drones" is no drone strike
    for word, token in _weapons(scene, trigger, fillers, merged):
        finer = instruments()[word]
        if event in event_set("open_means") or finer in LOOSE.get(event, frozenset()):
            if event in {"killing", "destruction"} and word in BEARERS:
                continue
            if event == "raid" and word in LANDING and _is_scene(trigger.token):
                continue  # "killed him in a helicopter raid": they landed
            return finer, [
                Note(
                    field="event",
                    text=f"“{token.text}” makes it {finer}",
                    span=scene.parsed.span(token.start, token.end),
                )
            ]
    if trigger.pattern.name == "attack_noun" and trigger.token.lemma == "strike":
        flown = scene.flown
        others = any(f.role == "actor" and f.party is not None and f.party.kind not in FLYING for f in fillers)
        if flown is not None and not others:
            text = f"strikes are told of as from the air (“{flown.text}”)"
            return "airstrike", [Note(field="event", text=text, span=scene.parsed.span(flown.start, flown.end))]
    if (
        event == "bombing"
        and trigger.pattern.name in {"bombing_noun", "bombing_verb"}
        and trigger.token.lemma in {"bombing", "bomb"}
        and len(trigger.words) == 1
    ):
        flyer = next((f for f in fillers if f.role == "actor" and f.party is not None and f.party.kind in STATES), None)
        if flyer is not None and flyer.party is not None:
            return "airstrike", [
                Note(
                    field="event",
                    text=f"a state's forces (“{flyer.party.name}”) bomb from the air",
                    span=flyer.party.span,
                )
            ]
    return event, []


def _is_scene(raid: Token) -> bool:
    """Whether a raid is what something was done in: "captured two men in a raid"."""
    return raid.dep == "pobj" and raid.head.lower in {"in", "during"}


def _weapons(scene: Scene, trigger: Trigger, fillers: list[Filler], merged: list[Token]) -> list[tuple[str, Token]]:
    """Weapon words of an event, nearest first: its own modifiers, its actors, its means, its instruments."""
    found: list[tuple[str, Token]] = []
    if trigger.pattern.frame in {"launch", "undergo"}:
        found += _named([word for word in trigger.words if word is not trigger.token], scene)
    for head in [trigger.token, *merged]:
        found += _named([t for t in head.lefts if t.dep in MODIFIERS], scene)
        if is_verbal(head):
            doers = agents(head) if is_passive(head) else subjects(head)
            found += _named([*doers], scene)
            found += _named(agents(head), scene)
        else:
            found += _named(governed_by(head, frozenset({"by", "with"})), scene)
            verb = head.head
            if head.dep == "dobj" and is_verbal(verb):
                found += _named(subjects(verb), scene)
        for part in governed_by(head, MEANS):
            found += [row for row in _named([part], scene) if not _is_place_of(head, part)]
        for child in head.rights:
            if child.dep in {"advcl", "acl"} and child.lemma in {"use", "fire", "drop", "carry", "detonate"}:
                found += _named(objects(child), scene)
            if child.dep == "advcl" and child.tag in {"VBD", "VBZ", "VBN"}:
                found += _named(subjects(child), scene)
    for filler in fillers:
        if filler.role in {"actor", "instrument"}:
            tokens = scene.parsed.tokens_in(filler.party.span) if filler.party is not None else [filler.token]
            found += _named(tokens, scene)
    return found


def _is_place_of(head: Token, part: Token) -> bool:
    """Whether "in a car" is where it was and not by what."""
    return (
        part.head.lower in NOT_MEANS
        and part.lemma not in {"airstrike", "strike", "shelling", "explosion", "blast", "bombing", "attack", "raid"}
        and part.head.head is head
        and part.lemma in {"tank", "plane", "helicopter", "aircraft", "jet", "mine"}
    )


def _named(tokens: list[Token], scene: Scene) -> list[tuple[str, Token]]:
    found = []
    for token in tokens:
        if (token.dep == "compound" and token.head.lemma in words_of("accident")) or token.lemma in words_of(
            "accident"
        ):
            continue
        pair = [f"{left.lower} {token.lemma}" for left in token.lefts if left.dep in {"compound", "amod"}]
        for word in [*pair, token.lemma]:
            if word in instruments() and not (word == "mine" and token.pos == "PRON"):
                found.append((word, token))
                break
        else:
            for left in token.lefts:
                if (
                    left.lemma in instruments()
                    and left.dep in {"compound", "amod", "nmod"}
                    and "person" not in scene.classes_of(token)
                ):
                    found.append((left.lemma, left))
    return found
