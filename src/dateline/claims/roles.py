"""Who takes part in an event, and as what: the parts of a trigger's clause read by its frame."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.claims.attribution import source_of
from dateline.claims.leaning import comrades_of, counted_noun, is_bare_number, people_before
from dateline.claims.nouns import FROM, ON, WHOSE, WITH, noun_parts
from dateline.claims.references import References
from dateline.claims.scene import Scene
from dateline.claims.sites import RULING
from dateline.claims.triggers import Trigger
from dateline.claims.whose import joined_before, joined_homes, lenders, member_of, owners, senders
from dateline.nlp import Token
from dateline.nlp.syntax import (
    agents,
    agents_apart,
    conjuncts,
    governed_by,
    is_passive,
    is_verbal,
    is_within,
    last_of_list,
    objects,
    subjects,
)
from dateline.records import PartyMention
from dateline.reference import counted
from dateline.reference.lexicons import instruments, words_of
from dateline.reference.ontology import event_set
from dateline.reference.patterns import by_first_word, frames

EMPTY = frozenset(
    {"-", "ex", "their", "its", "his", "her", "our", "other", "this", "that", "these", "which", "what", "there"}
)
FIGHTERS = frozenset({"rebels", "jihadists", "militia"})
THINGS = frozenset({"equipment", "facility", "settlement", "ship"})
PEOPLE = frozenset({"person", "civilian"})
HUMAN = frozenset({"person", "armed", "civilian"})
AFFECTED = frozenset({"victim", "target"})
#: How a word of harm hangs on the verb of who saw to it, read right or wrong.
COMPLEMENTS = frozenset({"acomp", "advcl", "advmod", "ccomp", "dobj", "oprd", "xcomp"})


@dataclass(frozen=True, slots=True)
class Filler:
    """A word that fills a role, and the party that it names or stands for, if any."""

    role: str
    token: Token
    party: PartyMention | None
    inherited: bool = False


def find_fillers(scene: Scene, references: References, trigger: Trigger) -> list[Filler]:
    """The fillers of a trigger's roles, in the order of the text."""
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
    return _resolved(scene, references, trigger, [part for part in parts if not _cares_for(token, *part)])


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


def _included(scene: Scene, part: Token) -> list[Token]:
    """Parties that are named as some of many: "all parties, including the army and the rebels, must leave"."""
    listed = governed_by(part, frozenset({"including"}))
    return [t for t in listed if (party := scene.party_of(t)) is not None and party.kind in RULING]


def _resolved(
    scene: Scene, references: References, trigger: Trigger, parts: list[tuple[str | None, Token]]
) -> list[Filler]:
    found: list[Filler] = []
    seen: set[tuple[int, int]] = set()
    inside = {t.index for t in trigger.words}
    named_too = [(role, member) for role, part in parts for member in _included(scene, part)]
    for role, token in [*parts, *named_too]:
        if (
            role is None
            or token.index in inside
            or (token.lower in EMPTY and not (token.lower in WHOSE and role == "actor"))
        ):
            continue
        for filler in _readings(scene, references, trigger, role, token):
            span = filler.party.span if filler.party is not None else scene.phrase(filler.token)
            if (span.start, span.end) not in seen:
                seen.add((span.start, span.end))
                found.append(filler)
    named = {(f.role, f.party.party, f.party.kind) for f in found if f.party is not None and f.token.lower not in WHOSE}
    kept = [
        f
        for f in found
        if f.token.lower not in WHOSE or f.party is None or (f.role, f.party.party, f.party.kind) not in named
    ]
    return sorted(kept, key=lambda f: f.token.index)


def _readings(scene: Scene, references: References, trigger: Trigger, role: str, token: Token) -> list[Filler]:
    """The parties of a noun phrase: its own, or the demonyms, possessors and "of" phrases that say whose it is."""
    if token.lower == "it" and role in AFFECTED and trigger.event == "capture":
        return []  # "took it back": the town
    party = references.party(token)
    if role == "actor" and party is not None and party.kind == "civilians" and _is_told_of_thing(trigger.token, token):
        return []
    noun: Token | None = None
    if party is None and token.lower == "one":  # "one of our soldiers"
        party = next((p for t in governed_by(token, frozenset({"of"})) if (p := references.party(t)) is not None), None)
    if party is None and token.pos == "ADJ":  # "by the paramilitary Rapid Support Forces", read as two phrases
        following = scene.parsed.tokens[token.index + 1 : token.index + 2]
        party = next((scene.party_of(t) for t in following), None)
    speaks = role == "actor" and token.lower == "they" and trigger.event in event_set("deed_of_speech")
    if party is not None and party.kind in FIGHTERS and speaks:
        party = references.body_before(token) or party
    if token.lemma in words_of("crowd") and (party is None or party.party is None):
        inside = [t for t in governed_by(token, frozenset({"of"})) if scene.classes_of(t) & HUMAN or scene.party_of(t)]
        if inside:  # "a group of Kenyan diplomats"
            return [filler for t in inside for filler in _readings(scene, references, trigger, role, t)]
    if party is None and token.tag == "NNS" and token.lemma in words_of("measure_noun"):
        counted_ones = governed_by(token, frozenset({"of"}))  # "dozens of villages": the villages
        return [filler for t in counted_ones for filler in _readings(scene, references, trigger, role, t)]
    if party is not None and party.kind == "civilians" and (member := member_of(scene, token)) is not None:
        party = member  # "six men from the Kenyan army"
    if party is not None and role == "actor" and _is_some_men(trigger, token, party):
        party = replace(party, party=f"{party.country}:UAF" if party.country else None, kind="unknown")
    if party is None and role in AFFECTED and is_bare_number(scene, token):
        noun = counted_noun(scene, token)
        if noun is not None and (found := _leaning(scene, references, trigger, Filler(role, token, None), noun)):
            return found
        if noun is None and (party := people_before(scene, token)) is not None:
            return [Filler(role, token, replace(party, span=scene.phrase(token), head=token.start))]
    if role == "actor" and (speaker := _speaker(scene, references, trigger, token, party)) is not None:
        return [Filler(role, token, speaker)]
    if party is not None and party.party is None and role == "actor" and (lent := lenders(scene, token)):
        return [Filler(role, t, p) for t, p in lent]
    if party is not None and party.party is None and role == "actor" and token.lemma in words_of("unmanned"):
        return [Filler("instrument", token, None)]  # a drone without a flag does nothing of its own
    if party is not None:
        if party.resolved_by == "country" and role in AFFECTED and frames()[trigger.pattern.frame].instrument:
            return []  # "strikes on Syria": a place, not a party
        if party.resolved_by == "country" and role in AFFECTED and trigger.event in event_set("route"):
            return []  # "fled Sudan"
        others = [p for p in joined_before(scene, token) + joined_homes(scene, token) if p is not party]
        return [Filler(role, t, p) for t, p in [(token, party)]] + [
            Filler(role, _token_of(scene, p, token), p) for p in others
        ]
    negative = any(t.lower == "no" for t in token.lefts)
    if (
        token.lower in {"it", "its", "none", "nobody", "who", "whoever"}
        or negative
        or scene.place_of(token) is not None
    ):
        return []
    classes = scene.classes_of(token)
    if token.lemma in instruments() and "person" not in classes:
        whose = owners(scene, token) + senders(scene, token)
        if role == "actor":
            return [Filler("instrument", token, None)] + [Filler("actor", t, p) for t, p in whose]
        return []
    if "carrier" in classes and trigger.pattern.frame == "give":
        return [Filler(role, t, p) for t, p in owners(scene, token)]  # the convoy of an agency, not the convoy
    if noun is not None and scene.classes_of(noun) & THINGS:
        classes -= HUMAN  # "two of their boats" are not two people
    if "person" in classes or ("armed" in classes and "place" not in classes):
        return [Filler(role, token, member_of(scene, token) or references.own_force(token))]
    if role == "victim" and trigger.pattern.frame == "harm" and token.pos in {"NOUN", "PROPN"} and not _is_thing(token):
        return [Filler(role, token, member_of(scene, token))]  # whom one kills or arrests is somebody
    whose = owners(scene, token)
    if role == "actor" and token.lemma in words_of("operation"):
        whose += senders(scene, token)  # "the operation, led by the guard, freed the town"
    if trigger.event == "rejection" and token.lemma in words_of("asking"):
        return [Filler(role, t, p) for t, p in whose]  # "rejected a Togolese request": it is the Togolese who asked
    if token.lemma in by_first_word():  # "terrorist bombings": what they were, not whose
        whose = [row for row in whose if row[0].lower not in words_of("deed_word")]
    if role in {"actor", "counterpart"} or trigger.pattern.frame == "capture":
        kept = [row for row in whose if row[1].kind != "civilians" or role != "actor"]  # "a passenger bus"
        return [Filler(role, t, p) for t, p in kept if p.resolved_by != "country" or role == "actor"]
    if trigger.pattern.frame == "reciprocal":
        return []  # "violations of the Minsk agreements": Minsk takes no part
    return [
        Filler(role, t, p)
        for t, p in whose
        if p.kind not in {"government", "unknown"} or p.resolved_by not in {"country", "demonym"}
        if not (p.kind == "civilians" and t.dep == "compound" and t.lemma in words_of("rider"))
    ]


def _is_told_of_thing(deed: Token, noun: Token) -> bool:
    """Whether a clause after "that" is of more than the people before it: "the bombing of homes of families that …"."""
    told = deed.dep == "relcl" and deed.head is noun
    return told and any(t.dep == "nsubj" and t.lower in {"that", "which"} for t in deed.lefts)


def _is_some_men(trigger: Trigger, token: Token, party: PartyMention) -> bool:
    """Whether those who did violence are only said to be men: "men who spoke Kinyarwanda took them"."""
    nameless = party.kind == "civilians" and party.resolved_by in {"agent", "context"}
    return nameless and token.lower in words_of("some_men") and trigger.event in event_set("violence") - {"attack"}


def _leaning(scene: Scene, references: References, trigger: Trigger, number: Filler, noun: Token) -> list[Filler]:
    """The readings of a bare number: those of the noun that it leans on, under its own words where that is apart."""
    fellows = comrades_of(scene, noun)
    found = [f for f in _readings(scene, references, trigger, number.role, fellows or noun) if f.role == number.role]
    if fellows is None and is_within(noun, number.token):
        return [f for f in found if f.party is not None or scene.classes_of(f.token) & PEOPLE]
    span = scene.phrase(number.token)
    return [
        replace(number, party=replace(f.party, span=span, head=number.token.start) if f.party else None) for f in found
    ][:1]


def _is_thing(token: Token) -> bool:
    """Whether a noun counts what is no person: the houses of "killing 30 people and burning houses"."""
    known = counted.look_up(token.lower)
    return known is not None and known.unit in {"building", "facility", "settlement"}


def _speaker(
    scene: Scene, references: References, trigger: Trigger, token: Token, party: PartyMention | None
) -> PartyMention | None:
    """Who does a deed by speaking, of the kind that their words as a source tell: "the rights centre denied"."""
    if trigger.event not in event_set("deed_of_speech") or (party is not None and party.kind != "unknown"):
        return None
    if token.pos not in {"NOUN", "PROPN"} or token.lower in EMPTY or scene.place_of(token) is not None:
        return None
    if (council := references.council(token)) is not None:
        return council
    source = source_of(scene, references, token)
    if source.kind in {"unknown", "civilians", "media"}:
        return None
    country = source.party.partition(":")[0] if source.party is not None and ":" in source.party else None
    return PartyMention(
        span=source.mention,
        head=token.start,
        name=source.name,
        party=source.party,
        kind=source.kind,
        country=country,
        resolved_by="agent",
    )


def _token_of(scene: Scene, party: PartyMention, default: Token) -> Token:
    return scene.parsed.token_at(party.head) or default
