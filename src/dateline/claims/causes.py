"""Which attack did the harm that a sentence tells of: linked in the tree, told by the same people, its own deed."""

from __future__ import annotations

from dateline.claims.background import did_it_before, is_answered, is_mourned, is_reason, only_describes
from dateline.claims.near import distance
from dateline.claims.triggers import Trigger
from dateline.mentions.quotes import Speech
from dateline.nlp import Token
from dateline.nlp.syntax import agents, governed_by, is_passive, objects, subjects
from dateline.nlp.tree import is_verbal, path_up
from dateline.reference.lexicons import words_of
from dateline.reference.ontology import event_set

TO = frozenset({"to"})


def cause_of(harm: Trigger, attacks: list[Trigger], speeches: list[Speech]) -> Trigger | None:
    """The attack that did the harm: linked in the tree, and said by the same people."""
    if is_aim(harm.token):
        return None
    linked = [
        a
        for a in attacks
        if (
            are_linked(a.token, harm.token)
            and _said_alike(a, harm, speeches)
            and (a.event != "clash" or _is_in(harm.token, a.token))
            and (a.token.dep != "attr" or a.token in path_up(harm.token))  # "the latest was the bombing that killed 27"
        )
        or _is_subject(a, harm)
        or _is_retaken(a.token, harm.token)
    ]
    if harm.event in event_set("damage") and is_verbal(harm.token):  # "shot a guard and burnt the archives"
        linked = [a for a in linked if a.event not in event_set("no_damage") or _is_subject(a, harm)]
    if not linked:
        return None
    return min(linked, key=lambda a: (distance(a.token, harm.token, speeches), abs(a.token.index - harm.token.index)))


def is_aim(harm: Token) -> bool:
    """Whether harm is only what something is for: "strikes … as part of the operation to eliminate the group"."""
    return harm.tag == "VB" and harm.dep in {"acl", "relcl"} and any(t.lower == "to" for t in harm.lefts)


def _is_in(harm: Token, clash: Token) -> bool:
    """Whether harm was done in a fight: "two were killed in clashes", "four were killed and nine hurt in it"."""
    if clash.dep != "pobj" or clash.head.lower not in {"in", "during"}:
        return False
    done = clash.head.head
    joined = done.head if done.dep == "acl" and done.head.dep == "conj" else done
    return done is harm or (joined.dep == "conj" and joined.head is harm)


def shares_cause(harm: Trigger, triggers: list[Trigger], owners: dict[int, Trigger]) -> Trigger | None:
    """The attack of the harm joined to this one: "three were killed and two wounded when fighters attacked"."""
    verb = harm.token if is_verbal(harm.token) else harm.token.head
    if any(t.dep == "cc" and t.lower != "and" for t in verb.rights):
        return None
    if harm.token.dep == "conj" and not is_verbal(harm.token.head):  # "leaving six dead and 21 injured"
        first = owners.get(harm.token.head.index)
        return first if first is not None and first.event in event_set("attack") else None
    joined = [t for t in triggers if t.event in event_set("harm") and t.token.dep == "conj" and t.token.head is verb]
    owner = next((owners[t.token.index] for t in joined if t.token.index in owners), None)
    return owner if owner is not None and owner.event in event_set("attack") else None


def _is_subject(attack: Trigger, harm: Trigger) -> bool:
    told = [*subjects(harm.token), *agents(harm.token)]
    over = harm.token.head
    if over.lemma == "leave" and is_verbal(over):
        told += subjects(over)  # "clashes broke out, leaving six dead"
    return any(part in attack.words for part in told)


def _is_retaken(attack: Token, harm: Token) -> bool:
    """Whether "that" before harm stands for an attack which the parser parted from it.

    In "condemns the attack today in Istanbul that killed 40" the verb gets two objects, the attack and what it did.
    """
    told = harm
    while told.dep == "conj" and is_verbal(told.head):
        told = told.head
    stands_for = any(t.dep == "nsubj" and t.tag == "WDT" for t in told.lefts)
    return stands_for and told.dep == "ccomp" and attack.dep == "dobj" and attack.head is told.head


def are_linked(attack: Token, harm: Token) -> bool:
    """Whether one of the two hangs on the other, or both on one verb that is not a verb of speech."""
    above_harm = list(path_up(harm))
    above_attack = list(path_up(attack))
    if attack in above_harm or harm in above_attack:
        meeting = attack if attack in above_harm else harm
    else:
        found = next((t for t in above_harm if t in above_attack), None)
        if found is None or not is_verbal(found):
            return False
        meeting = found
    if is_reason(harm) or (is_answered(attack) and attack not in above_harm) or is_mourned(harm):
        return False
    if attack.dep == "dobj" and attack.head.lemma in words_of("repelling") and attack.head in above_harm:
        return False  # "repelled an attack and killed nine": those who repelled it did
    if _is_listed_before(harm, attack) or only_describes(attack, harm) or _is_toll_of_campaign(harm, attack):
        return False
    if did_it_before(attack, harm):
        return False
    if _follows_attribution(attack, harm, meeting):
        return True
    for low in (harm, attack):
        for step in path_up(low):
            if step is meeting:
                break
            goes_on = (
                low is attack and step.head is harm and step.index < harm.index and not _is_elsewhere(harm, attack)
            )  # "a shell hit …; three were hurt"
            left = step.dep == "ccomp" and step.head.lemma == "leave"  # "opened fire, leaving 70 people dead"
            if step.dep in {"ccomp", "parataxis"} and not goes_on and not left:
                return False
            if step.dep == "acl" and step.lemma in words_of("backing") and not governed_by(step, TO):
                return False  # "forces backed by air strikes killed 60"; not "the raid that led to the killing"
            if _is_own_clause(step) and not _tells_result(attack, harm, step):
                return False
    return True


def _is_toll_of_campaign(harm: Token, attack: Token) -> bool:
    """Whether harm is all that was done in a campaign so far: "bringing its losses in the ground offensive to 338"."""
    inside = attack.dep == "pobj" and attack.head.lower in {"during", "in", "since"} and attack.head.head is harm
    return inside and harm.lemma in words_of("campaign_toll")


def _is_elsewhere(harm: Token, attack: Token) -> bool:
    """Whether harm that is told after a semicolon is of another place, or has another cause."""
    if any(t.lemma not in words_of("wounding") for t in agents(harm)):
        return True
    where = [governed_by(verb, frozenset({"in", "at", "near"})) for verb in (harm, attack)]
    return all(any(t.pos == "PROPN" for t in places) for places in where)


def _is_listed_before(harm: Token, attack: Token) -> bool:
    """Whether harm is the first of several deeds: "executed prisoners and shelled schools" are two events."""
    if not is_verbal(attack) or not is_verbal(harm) or not objects(harm) or not objects(attack):
        return False
    step = attack
    while step.dep == "conj" and is_verbal(step.head):
        step = step.head
        if step is harm:
            return True
    return False


def _follows_attribution(attack: Token, harm: Token, meeting: Token) -> bool:
    """ "Jets hit a wedding, officials said, killing 40": both hang on "said", one as its content."""
    aside = harm.head  # "Jets hit a wedding, officials said, …": said as an aside
    if harm.dep == "advcl" and aside.dep == "parataxis" and aside.head is attack and aside.index < harm.index:
        return True
    below_attack = next((t for t in path_up(attack) if t.head is meeting), None)
    below_harm = next((t for t in path_up(harm) if t.head is meeting), None)
    if below_attack is None or below_harm is None:
        return False
    if below_attack.dep == "prep" and below_attack.lower == "during" and below_attack.index < meeting.index:
        return below_harm.dep == "ccomp" and attack.head is below_attack  # "during the strike, it was said that four …"
    said = below_attack.dep == "ccomp" and below_attack.index < meeting.index
    return said and below_harm.dep == "advcl" and below_harm.index > meeting.index


def _is_own_clause(step: Token) -> bool:
    return step.dep == "conj" and is_verbal(step) and any(t.dep in {"nsubj", "nsubjpass"} for t in step.lefts)


def _tells_result(attack: Token, harm: Token, clause: Token) -> bool:
    """Whether a joined clause tells what the attack did: it comes after it, and names no other cause."""
    opposed = any(t.lower in {"while", "but"} for t in clause.head.rights if t.dep == "cc")
    own_cause = bool(agents(harm)) or any(t.dep == "prep" and t.lower == "at" for t in harm.rights)
    own_cause = own_cause or (harm.lemma in words_of("one_by_one") and not is_passive(harm))
    return attack.index < harm.index and not opposed and not own_cause and not _has_own_time(clause)


def _has_own_time(clause: Token) -> bool:
    """Whether a joined clause is of another day: "…, and a week later gunmen burned the clinic", "… and on Friday"."""
    opening = [t.lower for t in clause.subtree() if t.index < clause.index] if objects(clause) else []
    if any(word in {"later", "earlier", "afterwards"} for word in opening):
        return True
    days = [t for part in clause.children if part.dep == "prep" and part.lower in {"on", "last"} for t in part.children]
    return any(t.dep == "pobj" and t.entity == "DATE" for t in days)


def _said_alike(one: Trigger, two: Trigger, speeches: list[Speech]) -> bool:
    mine = {id(s) for s in speeches if s.covers(one.token.start) and s.sources}
    theirs = {id(s) for s in speeches if s.covers(two.token.start) and s.sources}
    return mine == theirs
