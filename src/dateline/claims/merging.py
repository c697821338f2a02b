"""Which triggers of a sentence tell of one event: the attack and the harm it did, "the strike struck"."""

from __future__ import annotations

from dateline.claims.background import did_it_before, is_answered, is_mourned, is_reason, only_describes
from dateline.claims.near import distance
from dateline.claims.triggers import Trigger
from dateline.mentions.quotes import Speech
from dateline.nlp import Token
from dateline.nlp.syntax import agents, governed_by, is_passive, is_verbal, objects, path_up, subjects
from dateline.reference.lexicons import words_of
from dateline.reference.ontology import event_set

TO = frozenset({"to"})


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
            owner = _cause(trigger, free, speeches)
            if owner is not None:
                owners[trigger.token.index] = owner
    for trigger in triggers:
        if trigger.event in event_set("harm") and trigger.token.index not in owners:
            shared = _shares_cause(trigger, triggers, owners)
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


def _cause(harm: Trigger, attacks: list[Trigger], speeches: list[Speech]) -> Trigger | None:
    """The attack that did the harm: linked in the tree, and said by the same people."""
    if is_aim(harm.token):
        return None
    linked = [
        a
        for a in attacks
        if (
            _linked(a.token, harm.token)
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


def _shares_cause(harm: Trigger, triggers: list[Trigger], owners: dict[int, Trigger]) -> Trigger | None:
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


def _linked(attack: Token, harm: Token) -> bool:
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
        if _linked(other.token, harm.token) and not any(t.dep in {"nsubj", "nsubjpass"} for t in harm.token.lefts):
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
        } and _linked(other.token, harm.token):
            return other
    return None
