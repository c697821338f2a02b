"""Who takes part in an event, and as what: the parts of a trigger's clause read by its frame."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.claims.attribution import source_of
from dateline.claims.leaning import comrades_of, counted_noun, is_bare_number, people_before
from dateline.claims.nouns import WHOSE
from dateline.claims.parts import event_parts
from dateline.claims.references import References
from dateline.claims.scene import Scene
from dateline.claims.sites import RULING
from dateline.claims.triggers import Trigger
from dateline.claims.whose import joined_before, joined_homes, lenders, member_of, owners, senders
from dateline.nlp import Token
from dateline.nlp.syntax import governed_by
from dateline.nlp.tree import is_within
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


@dataclass(frozen=True, slots=True)
class Filler:
    """A word that fills a role, and the party that it names or stands for, if any."""

    role: str
    token: Token
    party: PartyMention | None
    inherited: bool = False


def find_fillers(scene: Scene, references: References, trigger: Trigger) -> list[Filler]:
    """The fillers of a trigger's roles, in the order of the text."""
    return _resolved(scene, references, trigger, event_parts(scene, references, trigger))


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
