"""Which triggers of a sentence tell of one event: the attack and the harm it did, "the strike struck"."""

from __future__ import annotations

from dateline.claims.causes import are_linked, cause_of, shares_cause
from dateline.claims.triggers import Trigger
from dateline.mentions.quotes import Speech
from dateline.nlp import Token
from dateline.nlp.syntax import agents, is_passive, objects, subjects
from dateline.nlp.tree import is_verbal, path_up
from dateline.reference.lexicons import words_of
from dateline.reference.ontology import event_set


def merge(triggers: list[Trigger], speeches: list[Speech]) -> dict[int, Trigger]:
    """Owners by the token index of each trigger that is told as part of another.

    Harm told in the attack's own sentence is a figure of the attack; damage done by an attack belongs to it;
    a verb whose subject is an event ("the strike hit a market") is that event.
    """
    owners: dict[int, Trigger] = {}
    attacks = [t for t in triggers if t.event in event_set("attack")]
    for trigger in triggers:
        leading = _leads_to(trigger, triggers)
        if leading is not None:
            owners[trigger.token.index] = leading
    for trigger in triggers:
        mover = _mover(trigger, triggers)
        if mover is not None:
            owners[trigger.token.index] = mover
    for trigger in attacks:
        if trigger.is_noun or trigger.token.index in owners:
            continue
        for part in [*subjects(trigger.token), *agents(trigger.token), *_struck_before(trigger.token)]:
            named = next(
                (
                    other
                    for other in attacks
                    if other is not trigger and (other.is_noun or other.token.tag == "VBG") and part in other.words
                ),
                None,
            )
            if named is not None:
                owners[trigger.token.index] = named
                break
    for trigger in triggers:
        giving = _given_by(trigger, triggers)
        if giving is not None and trigger.token.index not in owners:
            owners[trigger.token.index] = giving
    for trigger in attacks:
        during = _happened_in(trigger, attacks)
        if during is not None and trigger.token.index not in owners:
            owners[trigger.token.index] = during
    for trigger in attacks:
        over = _same_deed(trigger, attacks) or _nth(trigger, attacks)
        if over is not None and trigger.token.index not in owners:
            owners[trigger.token.index] = over
    free = [t for t in attacks if t.token.index not in owners]
    for trigger in triggers:
        if trigger.event in event_set("harm") | event_set("damage"):
            owner = cause_of(trigger, free, speeches)
            if owner is not None:
                owners[trigger.token.index] = owner
    for trigger in triggers:
        if trigger.event in event_set("harm") and trigger.token.index not in owners:
            shared = shares_cause(trigger, triggers, owners)
            if shared is not None:
                owners[trigger.token.index] = shared
    for trigger in triggers:
        if trigger.event in event_set("harm") | event_set("damage") and trigger.token.index not in owners:
            twin = _twin(trigger, triggers, owners)
            if twin is not None:
                owners[trigger.token.index] = twin
    return owners


def _struck_before(verb: Token) -> list[Token]:
    """The deed that "which" stands for where parsers hang it on its place: "strikes on Damascus, which targeted"."""
    over = verb.head.head if verb.dep == "relcl" and verb.head.dep == "pobj" else None
    which = any(t.dep == "nsubj" and t.lower in {"which", "that"} for t in verb.lefts)
    return [over.head] if over is not None and which and over.lower in {"at", "in", "near", "on"} else []


def _mover(trigger: Trigger, triggers: list[Trigger]) -> Trigger | None:
    """The movement that a word only names the people or the reason of: "the refugees returned", "crossed, fleeing"."""
    if trigger.event not in event_set("movement"):
        return None
    moves = [t for t in triggers if t is not trigger and t.event in event_set("movement") and not t.is_noun]
    token = trigger.token
    if not trigger.is_noun:
        fleeing = token.dep == "advcl" and token.tag == "VBG"
        return next((t for t in moves if fleeing and t.event == trigger.event and t.token is token.head), None)
    return next((t for t in moves if token in [*subjects(t.token), *objects(t.token)]), None)


def _given_by(trigger: Trigger, triggers: list[Trigger]) -> Trigger | None:
    """The giving that a noun is what is given in: "provided $4 million in aid", "met in special session"."""
    if trigger.event in event_set("accord") and trigger.token.dep == "relcl":  # "the agreement that both signed"
        return next(
            (t for t in triggers if t.is_noun and t.event == trigger.event and trigger.token.head in t.words), None
        )
    if trigger.event not in event_set("deed_and_noun"):
        return None
    if not trigger.is_noun:  # "a meeting to discuss the truce"
        aims = trigger.token.dep in {"acl", "advcl", "xcomp"} and any(t.lower == "to" for t in trigger.token.lefts)
        above = list(path_up(trigger.token))[1:3] if aims else []
        return next((t for t in triggers if t.event == trigger.event and t.token in above), None)
    above = _within_clause(trigger.token)[1:5]
    return next(
        (t for t in triggers if not t.is_noun and t.event == trigger.event and t.token in above and t is not trigger),
        None,
    )


def _within_clause(noun: Token) -> list[Token]:
    """The words over a noun up to a verb joined to another: from the talks of "met him and will attend the talks"."""
    found: list[Token] = []
    for step in path_up(noun):
        found.append(step)
        if is_verbal(step) and step.dep == "conj":
            break
    return found


def _same_deed(trigger: Trigger, attacks: list[Trigger]) -> Trigger | None:
    """The attack that a participle tells more of: "struck the convoy, hitting a truck", "an attack targeting it".

    So does its aim: "conducted a strike on the house to target fighters".
    """
    token = trigger.token
    aims = token.tag == "VB" and any(t.lower == "to" for t in token.lefts) and trigger.event in event_set("open_means")
    if (token.tag != "VBG" and not aims) or token.dep not in {"acl", "advcl"}:
        return None
    if any(t.dep in {"nsubj", "mark"} for t in token.lefts):
        return None
    return next(
        (t for t in attacks if t is not trigger and t.token.index < token.index and _is_done(t, token.head)), None
    )


def _happened_in(trigger: Trigger, attacks: list[Trigger]) -> Trigger | None:
    """The attack in which something was hit: "the clinic was hit during the bombing" is one event."""
    if trigger.is_noun or trigger.event not in event_set("open_means") or not is_passive(trigger.token):
        return None
    inside = [t for p in trigger.token.rights if p.lower in {"in", "during"} for t in p.rights if t.dep == "pobj"]
    return next((a for a in attacks if a.is_noun and a.token in inside and a.event != "clash"), None)


def _nth(trigger: Trigger, attacks: list[Trigger]) -> Trigger | None:
    """The attack that is said to be one of a row: "ambushed a truck, the fourth attack in the region in three days"."""
    token = trigger.token
    words = token.sentence.tokens
    first = min((t.index for t in token.lefts), default=token.index) - words[0].index
    told_in = token.dep == "pobj" and token.head.lower in {"in", "during"} and words[first - 1] is token.head
    if told_in and any(t.tag == "JJS" for t in token.lefts) and any(t.lower == "such" for t in token.lefts):
        return next((t for t in attacks if t is not trigger and t.token.index < token.index), None)
    apart = first > 0 and words[first - 1].text in {",", "–", "—"}
    if not apart or not any(t.dep == "amod" and t.lower in words_of("ordinal") for t in token.lefts):
        return None
    return next((t for t in attacks if t is not trigger and t.token.index < token.index), None)


def _is_done(attack: Trigger, verb: Token) -> bool:
    """Whether a verb is the attack, or the one that carries it out: "carried out four strikes"."""
    return attack.token is verb or (
        attack.is_noun and attack.token.head is verb and attack.token.dep in {"dobj", "nsubjpass"}
    )


def _leads_to(trigger: Trigger, triggers: list[Trigger]) -> Trigger | None:
    """The event that a word only says more of: its predicate ("the attack was an act of terror"), or its aim.

    "An offensive to take over the province" is one event, whose aim is the capture.
    """
    token = trigger.token
    if token.dep in {"xcomp", "ccomp"} and trigger.event != "aid_obstruction":  # "was not allowed to cross into"
        stopped = next((t for t in triggers if t.token is token.head and t.event == "aid_obstruction"), None)
        if stopped is not None and stopped.pattern.frame == "obstructed":
            return stopped
    if token.dep == "pcomp" and token.head.lower == "from":  # "were kept from treating the wounded"
        barred = next((t for t in triggers if t.token is token.head.head and t.event == "aid_obstruction"), None)
        if barred is not None:
            return barred
    if trigger.is_noun and trigger.event == "aid_delivery":  # "blocks aid convoys"
        return next((t for t in triggers if t.event == "aid_obstruction" and token in objects(t.token)), None)
    if trigger.event == "denial" and token.dep == "amod":  # "rejects the baseless allegations"
        return next((t for t in triggers if t.event == "denial" and t.token is token.head.head), None)
    if trigger.is_noun and trigger.event == "accusation":  # "called the accusation ridiculous"
        answered = list(path_up(token))[1:4]
        return next((t for t in triggers if t.event == "denial" and t.token in answered), None)
    if trigger.is_noun and token.dep == "attr":
        named = subjects(token.head)
        return next((t for t in triggers if t is not trigger and t.is_noun and t.token in named), None)
    if trigger.event in event_set("ground_gain") and any(t.lower == "to" and t.dep == "aux" for t in token.lefts):
        top = token.head
        for step in [top, top.head]:
            owner = next(
                (t for t in triggers if t is not trigger and step in t.words and t.event in event_set("ground_gain")),
                None,
            )
            if owner is not None and token.dep in {"acl", "advcl", "xcomp", "relcl"}:
                return owner
    return None


def _is_other_day(verb: Token) -> bool:
    """Whether a clause tells what had been done before: "killed nine, a day after 22 people were massacred"."""
    opening = [t for t in verb.lefts if t.dep in {"mark", "prep"} and t.lower == "after"]
    return bool(opening) and any(t.dep in {"nsubj", "nsubjpass"} for t in verb.lefts)


def _twin(harm: Trigger, triggers: list[Trigger], owners: dict[int, Trigger]) -> Trigger | None:
    """An earlier word for the same harm in the same clause chain: "killed … and wounded", "death toll … dead"."""
    for other in triggers:
        if (
            other is harm
            or other.event not in event_set("harm")
            or other.token.index in owners
            or other.token.index > harm.token.index
        ):
            continue
        if harm.is_noun and other.is_noun and harm.event in event_set("damage"):
            continue  # "no injuries or damage"
        if harm.token.dep == "conj" and harm.token.head is other.token:
            return other
        if other.is_noun and other.event == "killing" and other.token in subjects(harm.token):
            return other  # "the massacre killed 22"
        if _is_other_day(harm.token):
            continue
        if are_linked(other.token, harm.token) and not any(t.dep in {"nsubj", "nsubjpass"} for t in harm.token.lefts):
            return other
        if harm.token.dep in {
            "advcl",
            "acl",
            "xcomp",
            "amod",
            "relcl",
            "dobj",
            "nsubj",
            "nsubjpass",
            "pobj",
        } and are_linked(other.token, harm.token):
            return other
    return None
