"""Harm that no number counts: to one ("the driver died", "a clinic was damaged") or to some ("killed civilians")."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.claims.joined import joined_measures
from dateline.claims.scene import Scene
from dateline.claims.targets import suffering
from dateline.claims.triggers import Trigger
from dateline.mentions.quantities import bare_plural, one, single
from dateline.nlp import Token
from dateline.nlp.syntax import governed_by, is_passive, listed_after, objects, subjects
from dateline.nlp.tree import conjuncts, is_verbal
from dateline.records import QuantityMention
from dateline.reference.lexicons import measure_words, words_of

COUNTED = frozenset({"killed", "injured", "abducted", "detained"})
BROKEN = frozenset({"damaged", "destroyed"})
BREAKING = {"damage": "damaged", "destruction": "destroyed", "demolition": "destroyed"}
DEATHS = {"death": "killed"}
MANY = frozenset({"killed", "injured"})
SINGULAR = frozenset({"NN", "NNP"})
NO_ONE = frozenset({"no", "every", "each", "any", "some", "many", "several", "all"})


def lone_victims(scene: Scene, triggers: list[Trigger]) -> Iterator[tuple[QuantityMention, str, Token]]:
    """Each single person to whom an event does harm, with the measure and the word that says so."""
    seen: set[int] = set()
    patterned = pattern_measures(triggers)
    harms = {t.token.index for t in triggers if t.pattern.frame == "harm_noun"}
    for trigger in triggers:
        told = _harmed(trigger)
        for token in [each for part in told[1] for each in (part, *_kin_beside(part))] if told is not None else ():
            if token.index in seen or token in trigger.words or token.index in harms:
                continue  # "took two drivers hostage": the hostage is no third one
            seen.add(token.index)
            quantity = _quantity(scene, token, told[0]) if told is not None else None
            if quantity is not None and told is not None:
                for measure, verb in joined_measures(trigger.token, told[0], patterned):
                    yield quantity, measure, verb


def pattern_measures(triggers: list[Trigger]) -> dict[int, str]:
    """The measures that patterns of the frame of harm lend to their verbs, by the index of the verb."""
    return {t.token.index: t.pattern.measure for t in triggers if t.pattern.measure and t.pattern.frame == "harm"}


def lone_objects(scene: Scene, triggers: list[Trigger]) -> Iterator[tuple[QuantityMention, str, Token]]:
    """Each single facility that is damaged or destroyed, in whole or in part, with the measure and the word for it."""
    seen: set[int] = set()
    for trigger in triggers:
        for part, measure in _broken(trigger):
            whole = _whole_of(part)
            if whole.index in seen or whole.tag not in SINGULAR or _is_counted(scene, whole):
                continue
            seen.add(whole.index)
            quantity = single(scene.parsed, whole)
            counts = quantity is not None and (
                quantity.unit == "facility" or _is_one_of_a_list(whole, quantity.unit) or _is_tallied(trigger, whole)
            )
            if quantity is not None and counts:
                yield quantity, measure if whole is part else "damaged", trigger.token


def _is_one_of_a_list(thing: Token, unit: str | None) -> bool:
    """Whether a vehicle or a weapon with an article stands beside counted things: "two tanks and a mortar"."""
    first = thing
    while first.dep in {"conj", "appos"} and not is_verbal(first.head):
        first = first.head
    beside = [t for t in conjuncts(first) if t is not thing]
    return unit in {"vehicle", "weapon"} and _has_article(thing) and any(t.tag == "NNS" for t in beside)


def _has_article(thing: Token) -> bool:
    return any(t.lower in {"a", "an", "one"} for t in thing.lefts)


def _is_tallied(trigger: Trigger, thing: Token) -> bool:
    """Whether strikes that are themselves counted broke a thing: "two strikes destroyed a truck and damaged a road"."""
    if not _has_article(thing) or not is_verbal(trigger.token) or is_passive(trigger.token):
        return False
    counting = [t for t in subjects(trigger.token) if measure_words().get((t.lemma, "noun")) is not None]
    return any(_has_article(t) or any(left.dep == "nummod" for left in t.lefts) for t in counting)


def _broken(trigger: Trigger) -> list[tuple[Token, str]]:
    """The words for what is broken, each with whether it is damaged or destroyed."""
    token = trigger.token
    if not is_verbal(token):
        measure = BREAKING.get(token.lemma)
        parts = governed_by(token, frozenset({"of", "to"}))
        parts += [t for t in token.lefts if t.dep == "poss"]
    else:
        word = measure_words().get((token.lemma, "verb"))
        lent = trigger.pattern.measure if trigger.event == "destruction" else None
        measure = word.measure if word is not None and word.measure in BROKEN else lent
        parts = suffering(trigger) + (subjects(token) if is_passive(token) else objects(token))
        parts += [each for part in parts for each in listed_after(part)]
    return [(part, measure) for part in parts] if measure in BROKEN else []


def _whole_of(part: Token) -> Token:
    """The building of which a part is named: the clinic of "the roof of the clinic" and "the clinic's roof"."""
    if part.lemma not in words_of("building_part"):
        return part
    if part.lemma == "building" and not governed_by(part, frozenset({"of"})):
        return part  # "a headquarters building"
    owners = governed_by(part, frozenset({"of", "at", "in"})) + [
        t for t in part.lefts if t.dep == "poss" or (t.dep in {"compound", "nmod"} and t.tag != "NNP")
    ]
    return owners[0] if owners else part


def _kin_beside(token: Token) -> list[Token]:
    """Relatives that the parser took for an apposition: "a journalist, his wife and their two children"."""
    beside = [t for t in token.rights if t.dep == "appos" and any(left.tag == "PRP$" for left in t.lefts)]
    return [each for t in beside for each in conjuncts(t)]


def _harmed(trigger: Trigger) -> tuple[str, list[Token]] | None:
    """What is done, and the words for those to whom it is done."""
    token = trigger.token
    if token.dep == "xcomp" and token.head.lemma in words_of("attempting"):
        return None  # "tried to kill a judge"
    if not is_verbal(token):
        measure = trigger.pattern.measure or DEATHS.get(token.lemma)
        return (measure, governed_by(token, frozenset({"of"}))) if measure in COUNTED else None
    word = measure_words().get((token.lemma, "verb"))
    if word is None or word.measure not in COUNTED:
        lent = trigger.pattern.measure if trigger.pattern.frame == "harm" else None
        return (lent, subjects(token) if is_passive(token) else objects(token)) if lent in COUNTED else None
    if word.part == "subject":
        return word.measure, subjects(token)
    return word.measure, subjects(token) if is_passive(token) else objects(token)


def _quantity(scene: Scene, token: Token, measure: str) -> QuantityMention | None:
    if _is_one_person(scene, token):
        return one(scene.parsed, token)
    if measure in MANY and token.tag in {"NNS", "NNPS"} and not _is_counted(scene, token):
        found = bare_plural(scene.parsed, token)
        return found if found is not None and found.unit == "person" else None
    return None


def _is_counted(scene: Scene, token: Token) -> bool:
    over = token.head.head if token.dep == "pobj" else token.head
    if over.lemma in words_of("abstract_toll"):
        return True  # "the number of people killed"
    return scene.quantity_of(token) is not None or any(
        t.lower in NO_ONE or t.dep == "nummod" or scene.quantity_of(t) is not None for t in token.lefts
    )


def _is_one_person(scene: Scene, token: Token) -> bool:
    if token.tag not in SINGULAR or scene.quantity_of(token) is not None:
        return False
    if any(t.dep == "appos" and scene.quantity_of(t) is not None for t in token.rights):
        return False  # "Nasir Qadhi, a financier" is counted as the financier
    if any(t.lower in NO_ONE or t.dep == "nummod" for t in token.lefts) or token.lemma in words_of("many_people"):
        return False
    if token.entity == "PERSON" and scene.place_of(token) is None:
        return True
    return token.tag == "NN" and token.lemma in words_of("one_person")
