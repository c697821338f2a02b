"""The parts of an event: the words that the clause of its trigger gives a role, by the frame of its pattern."""

from __future__ import annotations

from dateline.claims.nouns import FROM, ON, WITH, noun_parts
from dateline.claims.references import References
from dateline.claims.scene import Scene
from dateline.claims.triggers import Trigger
from dateline.nlp import Token
from dateline.nlp.syntax import agents, agents_apart, governed_by, is_passive, last_of_list, objects, subjects
from dateline.nlp.tree import conjuncts, is_verbal
from dateline.reference.lexicons import words_of
from dateline.reference.ontology import event_set
from dateline.reference.patterns import frames

#: How a word of harm hangs on the verb of who saw to it, read right or wrong.
COMPLEMENTS = frozenset({"acomp", "advcl", "advmod", "ccomp", "dobj", "oprd", "xcomp"})


def event_parts(scene: Scene, references: References, trigger: Trigger) -> list[tuple[str | None, Token]]:
    """The words around a trigger with the roles that its frame gives them; None where it gives none."""
    frame = frames()[trigger.pattern.frame]
    token = trigger.token if trigger.token.dep != "aux" else trigger.token.head
    parts: list[tuple[str | None, Token]] = []
    if trigger.is_noun:
        parts += noun_parts(scene, trigger)
        if trigger.pattern.pos in {"adjective", "any"}:
            parts += [(frame.subject, t) for t in _in_state(token)]
            if token.dep == "amod" and frame.subject:
                parts.append((frame.subject, token.head))
            near = [word for word in trigger.words if word is not token] + (
                [token.head] if is_verbal(token.head) else []
            )
            parts += [(frame.by, t) for word in near for t in agents(word)]  # "is under siege by the army"
            if trigger.event == "demand":
                parts += [("target", t) for t in _needed_of(token)]
            last = trigger.words[-1]
            if last is not token and last.lower == "of":
                parts += [(frame.of, t) for first in last.rights if first.dep == "pobj" for t in conjuncts(first)]
    else:
        passive = is_passive(token) and frame.name != "feel"
        doers, patients = _sides(trigger, token, passive=passive)
        if not passive and not patients and frame.name == "harm" and _is_headline(scene, token, doers):
            passive, doers, patients = True, agents(token), subjects(token)
        if token.tag == "VBG" and trigger.event in event_set("deed_of_speech"):
            doers = references.speakers_before(token) or doers  # "…, officials said, blaming the militia"
        if token.tag == "VBG" and token.dep in {"pobj", "pcomp", "nsubj", "csubj"} and not objects(token):
            doers = agents(token)  # "killed by shelling": a noun in all but its tag
        elif token.tag == "VBG" and frame.subject == "actor" and (hit := _suffered(token)) is not None:
            doers = agents(hit)
        if _is_perceived(token):
            doers = [t for t in token.lefts if t.dep == "nsubj"] or agents(token)
        doers = [t for doer in doers for t in _one_of_those(doer)]
        if trigger.pattern.pos == "adjective" and token.dep in {"acomp", "oprd"} and is_verbal(token.head):
            doers = subjects(token.head)
        if not passive and frame.subject == frame.object == "victim" and patients:
            doers = []  # who displaces others is not displaced
        if token.dep == "amod" and token.tag == "VBN":
            patients = [token.head]
        done_by = frame.by or frame.subject
        if passive and frame.object is None:
            parts += [(frame.subject, t) for t in subjects(token)]
            doers, patients = agents(token), []
        parts += [(done_by if passive else frame.subject, t) for t in [*doers, *_together(token, doers)]]
        parts += [(frame.object, t) for t in patients]
        if trigger.event == "demand":
            parts += [(frame.object, t) for t in _asked(token)]
        parts += (
            []
            if _condemns_deed(token, trigger)
            else [(frame.on, t) for t in governed_by(token, ON) if t.lower != "behalf"]
        )
        parts += [(frame.with_, t) for t in governed_by(token, WITH)]
        if frame.name == "capture":  # "retook the town from the rebels"
            holders = [t for held in [token, *patients] for t in governed_by(held, FROM)]
            parts += [("target", t) for t in holders if scene.party_of(t) is not None]
        if not passive and not (trigger.event in event_set("deed_of_speech") and objects(token)):
            parts += [
                (frame.by, t) for t in agents(token) if not _is_carriage(t)
            ]  # not "condemned the raid (9 June) by the militia"
        hands = [t for t in governed_by(token, frozenset({"at"})) if t.lemma == "hand"]
        parts += [(frame.by or frame.subject, t) for hand in hands for t in governed_by(hand, frozenset({"of"}))]
        for word in trigger.words:
            if frame.name == "talks" and word.pos == "ADP":  # "spoke to the envoy and to the minister"
                links = [word, *(t for t in word.rights if t.dep == "conj" and t.lower == word.lower)]
                parts += [
                    (frame.object, m) for link in links for t in link.rights if t.dep == "pobj" for m in conjuncts(t)
                ]
            if word is not token and passive:
                parts += [(frame.by, t) for t in agents(word)]  # "was denied entry by the guards"
            if word is not token:
                parts += [(frame.with_, t) for t in governed_by(word, WITH)]  # "lodged a protest with Jordan"
            if word.lower == "to" and frame.on is None:
                parts += [(frame.with_, t) for t in word.rights if t.dep == "pobj"]  # "spoke to the king"
            if word is not token:
                parts += [(frame.on or frame.object, t) for t in governed_by(word, ON | {"for", "of"})]
                parts += [(frame.possessor, t) for t in word.lefts if t.dep == "poss" and word.pos == "NOUN"]
    return [part for part in parts if not _cares_for(token, *part)]


def _is_carriage(token: Token) -> bool:
    """Whether a word after "by" only says how somebody came: "arrived by helicopter"."""
    return token.tag == "NN" and not token.lefts and token.lemma in words_of("carriage")


def _in_state(state: Token) -> list[Token]:
    """Who is in a state: of "12 are dead" the subject, of "leaving 70 people dead" those left, of "the dead" nobody."""
    own = [t for first in state.lefts if first.dep == "nsubj" for t in conjuncts(first)]
    if own or not is_verbal(state.head) or state.dep == "dobj":
        return own
    return objects(state.head) or subjects(state.head)


def _condemns_deed(verb: Token, trigger: Trigger) -> bool:
    """Whether what stands after "against" suffered what is condemned: "condemned the attack against a patrol"."""
    return trigger.event == "condemnation" and any(t.lemma in words_of("object_event") for t in objects(verb))


def _is_headline(scene: Scene, deed: Token, doers: list[Token]) -> bool:
    """Whether a past tense stands for a passive without its auxiliary: "23 civilians killed and injured in Kherson"."""
    joined = [t for t in deed.rights if t.dep == "conj"]
    people = doers and all("civilian" in scene.classes_of(t) for t in doers)
    return bool(people) and deed.tag in {"VBD", "VBN"} and not any(objects(t) for t in joined)


def _is_perceived(deed: Token) -> bool:
    """Whether somebody only hears or sees it: "she heard shelling at night"."""
    return deed.tag == "VBG" and deed.dep in {"xcomp", "ccomp", "dobj"} and deed.head.lemma in words_of("perceiving")


def _one_of_those(doer: Token) -> list[Token]:
    """Who is said to be among the doers: "Kenya is among those calling for a truce"."""
    verb = doer.head.head
    among = doer.dep == "pobj" and doer.head.lower == "among" and verb.lemma == "be"
    return (subjects(verb) or [doer]) if among and doer.pos in {"PRON", "NOUN", "DET"} else [doer]


def _suffered(deed: Token) -> Token | None:
    """The passive that a participle tells the harm of: whoever "was hit, killing five" killed nobody."""
    top = deed
    while top.dep == "conj" and top.head.tag == "VBG":
        top = top.head
    alone = top.dep == "advcl" and not any(t.dep in {"nsubj", "nsubjpass"} for t in (*deed.lefts, *top.lefts))
    violent = top.head.lemma in words_of("violence")
    return top.head if alone and violent and is_verbal(top.head) and is_passive(top.head) else None


def _cares_for(trigger: Token, role: str | None, part: Token) -> bool:
    """Whether a part of harm only saw to those harmed: "we received 31 wounded", "rescuers counted 12 dead"."""
    verb = trigger.head
    inside = role == "victim" and trigger.dep in COMPLEMENTS and is_verbal(verb) and not is_passive(verb)
    return inside and verb.lemma in words_of("caring") and part in subjects(verb)


def _sides(trigger: Trigger, token: Token, *, passive: bool) -> tuple[list[Token], list[Token]]:
    """Who does it and to whom; what the last of several deeds of violence names for all is done by them."""
    doers, patients = (agents(token), subjects(token)) if passive else (subjects(token), objects(token))
    if trigger.event not in event_set("violence"):
        return doers, patients
    if not passive:
        return doers, patients
    last = last_of_list(token)
    shared = [] if last is None else agents(last) or agents_apart(last)
    return doers or agents_apart(token) or shared, patients


def _together(verb: Token, doers: list[Token]) -> list[Token]:
    """With whom somebody does it: "the army, together with the militia, attacked the port"."""
    links = [t for head in (verb, *doers) for t in head.rights + head.lefts if t.lower == "with"]
    joint = [link for link in links if any(t.lower in {"together", "along", "jointly"} for t in link.lefts)]
    return [t for link in joint for first in link.rights if first.dep == "pobj" for t in conjuncts(first)]


def _asked(verb: Token) -> list[Token]:
    """Of whom a thing is demanded: "demanded that the army leave", "called for the army to leave"."""
    return [
        t
        for clause in verb.rights
        if clause.dep in {"ccomp", "advcl"} and is_verbal(clause)
        for t in clause.lefts
        if t.dep == "nsubj" or (t.dep == "nsubjpass" and t.pos != "PRON")
        for t in conjuncts(t)
    ]


def _needed_of(state: Token) -> list[Token]:
    """Of whom it is said to be needed: "it is vital that the army leave", "imperative for both sides to talk"."""
    near = [*state.rights, *(state.head.rights if is_verbal(state.head) else [])]
    clauses = [t for t in near if t.dep in {"advcl", "ccomp", "xcomp"} and is_verbal(t) and t.tag in {"VB", "VBP"}]
    doers = [t for clause in clauses for t in clause.lefts if t.dep == "nsubj" and t.index > state.index]
    doers += governed_by(state, frozenset({"for"}))
    return [each for t in doers if t.lower != "it" for each in conjuncts(t)]
