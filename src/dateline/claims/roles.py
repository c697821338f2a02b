"""Who takes part in an event, and as what: the parts of a trigger's clause read by its frame."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.claims.references import References
from dateline.claims.scene import Scene
from dateline.claims.triggers import Trigger, leaning
from dateline.mentions.quotes import Speech, width
from dateline.nlp import Token
from dateline.nlp.syntax import agents, conjuncts, governed_by, is_passive, is_verbal, objects, subjects
from dateline.records import Participant, PartyMention
from dateline.reference.lexicons import instruments, light_verbs, word_classes, words_of
from dateline.reference.ontology import event_set
from dateline.reference.patterns import frames

ON = frozenset({"on", "at", "against", "into", "upon", "to", "toward", "towards"})
FROM = frozenset({"from"})
OF_ON = frozenset({"of", "on", "against", "in"})
WHOSE = frozenset({"its", "their", "our", "his"})
MEANS = frozenset({"with", "through", "via"})
WITH = frozenset({"with", "between", "among", "alongside"})
POSSESSORS = frozenset({"poss", "compound", "amod", "nmod", "npadvmod"})
EMPTY = frozenset({"their", "its", "his", "her", "our", "other", "this", "that", "these", "which", "what", "there"})
CROWD = frozenset({"those", "others", "many", "some", "one", "everyone", "most", "several"})
HOSTING = frozenset({"host", "receive", "invite", "welcome", "summon", "see", "meet"})
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
    frame = frames()[trigger.pattern.frame]
    token = trigger.token if trigger.token.dep != "aux" else trigger.token.head
    parts: list[tuple[str | None, Token]] = []
    if trigger.is_noun:
        parts += [(frame.by, t) for t in _by_phrases(trigger)]
        parts += [(frame.of, t) for t in governed_by(token, frozenset({"of"}))]
        parts += [(frame.on, t) for t in governed_by(token, ON)]
        parts += [(frame.with_, t) for t in governed_by(token, WITH)]
        parts += [(frame.with_, t) for child in token.rights if child.dep == "acl" for t in governed_by(child, WITH)]
        parts += [(frame.from_, t) for t in governed_by(token, FROM)]
        parts += [(frame.possessor, t) for t in _possessors(scene, trigger) + _before_and(scene, trigger)]
        parts += _around_noun(trigger)
        parts += _shared(scene, trigger)
        if trigger.pattern.pos in {"adjective", "any"}:
            parts += [(frame.subject, t) for t in subjects(token.head)] if is_verbal(token.head) else []
            if token.dep == "amod" and frame.subject:
                parts.append((frame.subject, token.head))
    else:
        passive = is_passive(token) and frame.name != "feel"
        doers, patients = (agents(token), subjects(token)) if passive else (subjects(token), objects(token))
        if token.tag == "VBG" and token.dep in {"pobj", "pcomp", "nsubj", "csubj"} and not objects(token):
            doers = agents(token)  # "killed by shelling": a noun in all but its tag
        if trigger.pattern.pos == "adjective" and token.dep in {"acomp", "oprd"} and is_verbal(token.head):
            doers = subjects(token.head)
        if not passive and frame.subject == frame.object == "victim" and patients:
            doers = []  # who displaces others is not displaced
        if token.dep == "amod" and token.tag == "VBN":
            patients = [token.head]
        if passive and frame.object is None:
            doers, patients = subjects(token) + agents(token), []
        parts += [
            (frame.subject if not passive or frame.object is None else (frame.by or frame.subject), t) for t in doers
        ]
        parts += [(frame.object, t) for t in patients]
        if trigger.event == "demand":
            parts += [(frame.object, t) for t in _asked(token)]
        parts += [(frame.on, t) for t in governed_by(token, ON)]
        parts += [(frame.with_, t) for t in governed_by(token, WITH)]
        parts += [(frame.by, t) for t in agents(token) if not passive]
        hands = [t for t in governed_by(token, frozenset({"at"})) if t.lemma == "hand"]
        parts += [(frame.by or frame.subject, t) for hand in hands for t in governed_by(hand, frozenset({"of"}))]
        for word in trigger.words:
            if word is not token and passive:
                parts += [(frame.by, t) for t in agents(word)]  # "was denied entry by the guards"
            if word is not token:
                parts += [(frame.on or frame.object, t) for t in governed_by(word, ON | {"for", "of"})]
                parts += [(frame.possessor, t) for t in word.lefts if t.dep == "poss" and word.pos == "NOUN"]
    return _resolved(scene, references, trigger, parts)


def _asked(verb: Token) -> list[Token]:
    """Of whom a thing is demanded: "demanded that the army leave", "called for the army to leave"."""
    return [
        t
        for clause in verb.rights
        if clause.dep in {"ccomp", "advcl"} and is_verbal(clause)
        for t in clause.lefts
        if t.dep in {"nsubj", "nsubjpass"}
        for t in conjuncts(t)
    ]


def _possessors(scene: Scene, trigger: Trigger) -> list[Token]:
    """What stands in front of a noun and names a party: "Russian strikes", "the army's offensive"."""
    found: list[Token] = []
    for word in trigger.words:
        if word.index > trigger.token.index:
            break  # "violation of the Minsk agreements": Minsk does not violate
        for child in word.lefts:
            party = scene.party_of(child)
            if (
                party is not None
                and party.resolved_by == "country"
                and child.dep == "compound"
                and child.index + 1 != word.index
            ):
                continue  # "the Sudan market strike": where, not who
            known = party is not None or child.lemma in words_of("opponent") or _is_whose(child, trigger)
            if child.dep in POSSESSORS and child not in trigger.words and known:
                found.extend(conjuncts(child))
    return found


def _is_whose(child: Token, trigger: Token | Trigger) -> bool:
    """Whether a possessive pronoun says who does it: "its siege of the town", "their attacks"."""
    return child.dep == "poss" and child.lower in WHOSE and isinstance(trigger, Trigger)


def _by_phrases(trigger: Trigger) -> list[Token]:
    """Who is named after "by", also where parsers hang it on the noun before: "the siege of the town by the army"."""
    token = trigger.token
    found = agents(token)
    for near in [*(w for w in trigger.words if w is not token), *governed_by(token, OF_ON)]:
        if not found and not is_verbal(near):
            found = agents(near)
    return found


def _before_and(scene: Scene, trigger: Trigger) -> list[Token]:
    """The "Regime" of "Regime and Russian air strikes", which parsers join to the strikes as if it were one."""
    token = trigger.token
    first = token.head
    if token.dep != "conj" or is_verbal(first) or trigger.pattern.event not in event_set("attack"):
        return []
    known = scene.party_of(first) is not None and first not in trigger.words
    named = any(scene.party_of(t) is not None for t in token.lefts)
    return [first] if known and named and token.index - first.index <= 4 else []


def _around_noun(trigger: Trigger) -> list[tuple[str | None, Token]]:
    """Roles that a noun gets from its verbs: "the army launched an attack", "an attack claimed by the group"."""
    frame = frames()[trigger.pattern.frame]
    token = trigger.token
    top = leaning(token)
    verb = top.head
    parts: list[tuple[str | None, Token]] = []
    if top.dep in {"dobj", "nsubjpass"} and is_verbal(verb) and verb.lemma in light_verbs():
        role = light_verbs()[verb.lemma]
        fills = {"actor": frame.subject or frame.by, "target": frame.object or frame.of, "none": None}[role]
        doers = agents(verb) if is_passive(verb) else subjects(verb)
        parts += [(fills, t) for t in doers]
        parts += [(frame.by, t) for t in agents(verb) if fills != frame.by and not is_passive(verb)]
        parts += [(frame.on, t) for t in governed_by(verb, ON - {"to", "at", "into"})]
    elif top.dep == "dobj" and is_verbal(verb) and not is_passive(verb):  # "documented torture by the police"
        parts += [(frame.by, t) for t in agents(verb)]
    if top.dep == "nsubjpass" and verb.lemma in words_of("blaming"):
        parts += [(frame.by, t) for t in governed_by(verb, frozenset({"on", "to"}))]  # "was attributed to the group"
    if top is not token:
        parts += [(frame.possessor, t) for t in top.lefts if t.dep in POSSESSORS]
    if top.dep == "pobj" and verb.lower == "behind" and is_verbal(verb.head):
        parts += [(frame.by or frame.subject, t) for t in subjects(verb.head)]  # "is behind the attack"
    if top.dep == "pobj" and verb.lower in MEANS and is_verbal(verb.head) and not is_passive(verb.head):
        parts += [(frame.by, t) for t in subjects(verb.head)]  # "backed the troops with air strikes"
    if frame.name == "give":
        giver = verb.head if top.dep == "pobj" and verb.lower == "of" and verb.head.lemma in words_of("giver") else top
        if giver.dep == "attr":
            parts += [(frame.subject, t) for t in subjects(giver.head)]  # "is the largest donor of aid"
    parts += [(frame.by, t) for t in governed_by(token, FROM) if frame.name == "attack" and t.pos != "PROPN"]
    if top.dep == "pobj" and verb.lower == "under" and is_verbal(verb.head):
        parts += [(frame.by, t) for t in agents(verb.head)]  # "is under siege by the army"
    if top.dep == "pobj" and verb.lower == "for" and verb.head.lemma in words_of("guilty"):
        guilty = verb.head
        parts += [(frame.by, t) for t in (subjects(guilty.head) if is_verbal(guilty.head) else [guilty.head])]
    if top.dep == "pobj" and verb.lower in {"in", "for", "at"} and verb.head.lemma in words_of("attend"):
        parts += [(frame.subject, t) for t in subjects(verb.head)]
    if top.dep == "dobj" and verb.dep == "conj" and verb.head.lemma in words_of("attend"):
        parts += [(frame.subject, t) for t in subjects(verb)]  # "took part in or supported the strikes"
    if frame.with_ and top.dep == "pobj" and verb.lower in {"for", "to", "in", "at"} and verb.head.lemma in HOSTING:
        parts += [(frame.subject, t) for t in subjects(verb.head)]  # "hosted the president for a meeting"
        parts += [(frame.object, t) for t in objects(verb.head)]
    for child in token.rights:
        if child.dep == "relcl" and light_verbs().get(child.lemma) == "actor" and not is_passive(child):
            doers = [t for t in child.lefts if t.dep == "nsubj" and t.lower not in {"which", "that", "who"}]
            parts += [(frame.by or frame.subject, t) for t in doers]  # "the sanctions that we imposed"
        if child.dep in {"acl", "relcl"} and child.tag == "VBN":
            parts += [(frame.by, t) for t in agents(child)]
            if child.lemma in words_of("blaming"):
                parts += [(frame.by, t) for t in governed_by(child, frozenset({"on", "to"}))]
    return parts


def _shared(scene: Scene, trigger: Trigger) -> list[tuple[str | None, Token]]:
    """What joined nouns share: "shelling and airstrikes by the army", "Russian shelling and airstrikes"."""
    frame = frames()[trigger.pattern.frame]
    joined = [t for t in conjuncts(_first(trigger.token)) if t is not trigger.token]
    parts: list[tuple[str | None, Token]] = []
    if joined and not agents(trigger.token):
        parts += [(frame.by, t) for other in joined if other.index > trigger.token.index for t in agents(other)]
    if joined and not any(scene.party_of(t) for t in trigger.token.lefts):
        first = _first(trigger.token)
        owners = [t for t in first.lefts if t.dep in POSSESSORS and scene.party_of(t) is not None]
        parts += [(frame.possessor, t) for t in owners if first is not trigger.token]
    return parts


def _first(token: Token) -> Token:
    while token.dep == "conj" and not is_verbal(token.head):
        token = token.head
    return token


def _resolved(
    scene: Scene, references: References, trigger: Trigger, parts: list[tuple[str | None, Token]]
) -> list[Filler]:
    found: list[Filler] = []
    seen: set[tuple[int, int]] = set()
    inside = {t.index for t in trigger.words}
    for role, token in parts:
        if role is None or token.index in inside or (token.lower in EMPTY and not (token.lower in WHOSE and role == "actor")):
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
    party = references.party(token)
    if party is not None and party.party is None and role == "actor" and (lent := _lenders(scene, token)):
        return [Filler(role, t, p) for t, p in lent]
    if party is not None:
        if party.resolved_by == "country" and role in AFFECTED and frames()[trigger.pattern.frame].instrument:
            return []  # "strikes on Syria": a place, not a party
        if party.resolved_by == "country" and role in AFFECTED and trigger.event in event_set("route"):
            return []  # "fled Sudan"
        others = [p for p in _joined_before(scene, token) if p is not party]
        return [Filler(role, t, p) for t, p in [(token, party)]] + [
            Filler(role, _token_of(scene, p, token), p) for p in others
        ]
    negative = any(t.lower == "no" for t in token.lefts)
    if token.lower in {"it", "its", "none", "nobody"} or negative or scene.place_of(token) is not None:
        return []
    classes = scene.classes_of(token)
    if token.lemma in instruments() and "person" not in classes:
        whose = _whose(scene, token) + _senders(scene, token)
        if role == "actor":
            return [Filler("instrument", token, None)] + [Filler("actor", t, p) for t, p in whose]
        return []
    if "person" in classes or ("armed" in classes and "place" not in classes):
        return [Filler(role, token, _member_of(scene, token) or references.own_force(token))]
    if role == "victim" and trigger.pattern.frame == "harm" and token.pos in {"NOUN", "PROPN"}:
        return [Filler(role, token, _member_of(scene, token))]  # whom one kills or arrests is somebody
    whose = _whose(scene, token)
    if role in {"actor", "counterpart"} or trigger.pattern.frame == "capture":
        kept = [row for row in whose if row[1].kind != "civilians" or role != "actor"]  # "a passenger bus"
        return [Filler(role, t, p) for t, p in kept if p.resolved_by != "country" or role == "actor"]
    if trigger.pattern.frame == "reciprocal":
        return []  # "violations of the Minsk agreements": Minsk takes no part
    return [
        Filler(role, t, p)
        for t, p in whose
        if p.kind not in {"government", "unknown"} or p.resolved_by not in {"country", "demonym"}
    ]


def _member_of(scene: Scene, token: Token) -> PartyMention | None:
    """The party that people belong to: "gunmen from the al Shabaab group", "ISIL fighters", "members of the guard"."""
    before = [t for t in token.lefts if t.dep in POSSESSORS]
    for part in before + governed_by(token, frozenset({"of", "from"})):
        party = scene.party_of(part)
        if (
            party is not None
            and party.kind not in {"civilians", "unknown"}
            and party.resolved_by not in {"country", "demonym"}
        ):
            return replace(party, span=scene.phrase(token), head=token.start)
    return None


def _lenders(scene: Scene, token: Token) -> list[tuple[Token, PartyMention]]:
    """Whose aircraft they are: "jets from the Jordanian Air Force and Bahrain"."""
    found = []
    for part in governed_by(token, FROM | {"of"}) if token.lemma in instruments() else []:
        party = scene.party_of(part)
        if party is not None and party.party is not None:
            found.append((part, party))
    return found


def _whose(scene: Scene, token: Token) -> list[tuple[Token, PartyMention]]:
    """Parties that own or qualify a noun: "ISIL positions", "positions of the rebels", "members of the tribe"."""
    around = [t for t in token.lefts if t.dep in POSSESSORS]
    around += governed_by(token, frozenset({"of", "by", "from"}))
    found = []
    for part in around:
        for member in conjuncts(part):
            party = scene.party_of(member)
            if party is not None and party.kind != "unknown" and "person" not in word_classes().get(token.lemma, ()):
                found.append((member, party))
    return found


def _senders(scene: Scene, projectile: Token) -> list[tuple[Token, PartyMention]]:
    """ "Shells fired by government forces": who fired them."""
    fired = [t for t in projectile.rights if t.dep in {"acl", "relcl"} and t.tag == "VBN"]
    return [(t, p) for verb in fired for t in agents(verb) if (p := scene.party_of(t)) is not None]


def _joined_before(scene: Scene, token: Token) -> list[PartyMention]:
    """ "Russian and Syrian jets": the party of the adjective that shares the noun."""
    found = []
    for child in token.lefts:
        if child.dep in {"amod", "compound", "nmod"}:
            for member in conjuncts(child):
                party = scene.party_of(member)
                if party is not None and party is not scene.party_of(token) and not _is_backer(scene, member):
                    found.append(party)
    return found


def _is_backer(scene: Scene, token: Token) -> bool:
    """Whether a name only says who stands behind: "Russian" of "Russian-backed forces"."""
    following = scene.parsed.tokens[token.index + 1 : token.index + 3]
    return len(following) == 2 and following[0].text in {"-", "–"} and following[1].pos in {"VERB", "ADJ", "PROPN"}


def _token_of(scene: Scene, party: PartyMention, default: Token) -> Token:
    return scene.parsed.token_at(party.head) or default


def backers(scene: Scene, fillers: list[Filler]) -> list[Filler]:
    """Those who stand behind an actor: "Russian-backed Syrian forces", "troops supported by clan militia"."""
    found = []
    for filler in fillers:
        if filler.role != "actor":
            continue
        for child in filler.token.lefts:
            if child.lemma in words_of("backing"):
                for part in child.lefts:
                    party = scene.party_of(part)
                    if party is not None and party is not filler.party:
                        found.append(Filler("backer", part, party))
        for child in filler.token.rights:
            if child.dep in {"acl", "relcl"} and child.lemma in words_of("backing"):
                found += [Filler("backer", t, p) for t in agents(child) if (p := scene.party_of(t)) is not None]
    return found


def demander(references: References, trigger: Trigger, speeches: list[Speech]) -> list[Filler]:
    """Who says that somebody must do a thing: the source of the speech around it, where it is one party."""
    if trigger.pattern.frame != "obligation":
        return []
    around = [s for s in speeches if s.sources and s.covers(trigger.token.start)]
    chosen = min(around, key=width, default=None)
    sources = chosen.sources if chosen is not None and not chosen.carried else ()
    party = references.party(sources[0]) if len(sources) == 1 else None
    return [Filler("actor", sources[0], party)] if party is not None and party.kind != "unknown" else []


def participant(scene: Scene, filler: Filler, civilian_country: str | None) -> Participant:
    """A filler as the contract writes it; people that no party names are civilians where their word says so."""
    if filler.party is not None:
        party = filler.party
        return Participant(
            role=filler.role,
            mention=party.span,
            name=party.name,
            party=party.party,
            kind=party.kind,
            country=party.country,
        )
    span = scene.phrase(filler.token)
    classes = scene.classes_of(filler.token)
    stands_for = filler.token.pos == "PRON" and filler.token.lower not in CROWD
    civilian = not stands_for and ("civilian" in classes or ("person" in classes and "armed" not in classes))
    kind = "civilians" if civilian and filler.role != "instrument" else "unknown"
    country = civilian_country if kind == "civilians" else None
    return Participant(
        role=filler.role,
        mention=span,
        name=span.text,
        party=f"{country}:CIV" if country else None,
        kind=kind,
        country=country,
    )
