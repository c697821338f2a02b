"""Who takes part in an event that a noun names: by its own phrases, its owners, and the verbs that it leans on."""

from __future__ import annotations

from dateline.claims.scene import Scene
from dateline.claims.triggers import Trigger, leaning
from dateline.nlp import Token
from dateline.nlp.syntax import agents, agents_apart, governed_by, is_passive, objects, subjects
from dateline.nlp.tree import conjuncts, governing_verb, is_verbal
from dateline.reference.lexicons import light_verbs, words_of
from dateline.reference.ontology import event_set
from dateline.reference.patterns import frames

ANNOUNCING = frozenset({"announce", "declare"})
ENDED = frozenset({"cease", "end", "halt", "stop"})
FROM = frozenset({"from"})
HELD = frozenset({"take", "hold", "begin", "start", "open", "resume", "continue", "convene"})
HOSTING = frozenset({"host", "join", "receive", "invite", "welcome", "summon", "see", "meet"})
LAUNCHERS = frozenset({"government", "jihadists", "militia", "rebels", "state_forces"})
MEANS = frozenset({"with", "through", "via"})
OF_ON = frozenset({"of", "on", "against", "in"})
ON = frozenset({"on", "at", "against", "into", "upon", "to", "toward", "towards"})
POSSESSORS = frozenset({"poss", "compound", "amod", "nmod", "npadvmod"})
WHOSE = frozenset({"its", "their", "our", "his"})
WITH = frozenset({"with", "between", "among", "alongside"})


def noun_parts(scene: Scene, trigger: Trigger) -> list[tuple[str | None, Token]]:
    """The words around a noun trigger with the roles that its frame gives them; None where it gives none."""
    frame = frames()[trigger.pattern.frame]
    token = trigger.token
    parts: list[tuple[str | None, Token]] = []
    parts += [(frame.by, t) for t in _by_phrases(trigger)]
    parts += [(_role_of(scene, trigger, t), t) for t in governed_by(token, frozenset({"of"}))]
    aimed = ON - {"at"} if frame.name == "harm_noun" else ON  # "the killing of two men at a UN base"
    parts += [(frame.on, t) for t in governed_by(token, aimed) if t.lower != "behalf"]
    if token.dep == "dobj" and token.head.lemma in words_of("charging"):  # "condemned the attack on 4 March against it"
        parts += [(frame.on, t) for t in governed_by(token.head, frozenset({"against"})) if t.index > token.index]
    done = [t for t in token.rights if t.dep == "acl" and t.tag == "VBN" and light_verbs().get(t.lemma) == "actor"]
    parts += [(frame.on, t) for verb in done for t in governed_by(verb, frozenset({"against", "on"}))]
    parts += [(frame.with_, t) for t in governed_by(token, WITH)]
    parts += [(frame.with_, t) for child in token.rights if child.dep == "acl" for t in governed_by(child, WITH)]
    parts += [(frame.from_, t) for t in governed_by(token, FROM)]
    possessors = _possessors(scene, trigger) + _before_and(scene, trigger)
    parts += [(frame.of if _suffers(scene, trigger, t) else frame.possessor, t) for t in possessors]
    parts += [(frame.possessor or frame.by, t) for t in _leaders(scene, token)]
    told = any(role == "actor" and scene.party_of(t) is not None for role, t in parts)
    parts += [(frame.on, t) for t in _sanctioned(scene, trigger)]
    parts += _around_noun(scene, trigger, told=told)
    parts += _shared(scene, trigger)
    return parts


def _suffers(scene: Scene, trigger: Trigger, part: Token) -> bool:
    """Whether those named before harm suffered it: "221 cases of child rape", "civilian killings"."""
    party = scene.party_of(part)
    unarmed = party is not None and party.kind in {"aid", "civilians", "media", "medical"}
    return unarmed and trigger.pattern.frame == "harm_noun" and part.dep in {"amod", "compound", "nmod"}


def _role_of(scene: Scene, trigger: Trigger, part: Token) -> str | None:
    """What a noun is "of": whom it struck, but of "the offensive of the army" whose it is."""
    frame = frames()[trigger.pattern.frame]
    party = scene.party_of(part) if trigger.event == "ground_assault" else None
    fights = party is not None and party.kind in LAUNCHERS and party.resolved_by != "country"
    return frame.by if fights else frame.of


def _leaders(scene: Scene, noun: Token) -> list[Token]:
    """Who leads it: "an African Union-led offensive", "the operation, led by the guard"."""
    before = [t for verb in noun.lefts if verb.lower == "led" for t in verb.lefts if scene.party_of(t) is not None]
    after = [t for verb in noun.rights if verb.dep == "acl" and verb.lower == "led" for t in agents(verb)]
    return before + after


def _possessors(scene: Scene, trigger: Trigger) -> list[Token]:
    """What stands in front of a noun and names a party: "Russian strikes", "the army's offensive"."""
    found: list[Token] = []
    for word in trigger.words:
        if word.index > trigger.token.index:
            break  # "violation of the Minsk agreements": Minsk does not violate
        for child in word.lefts:
            party = scene.party_of(child)
            if party is not None and party.head == trigger.token.start:
                continue  # "the biggest aid donor" is no owner of the gift
            if child in _sanctioned(scene, trigger):
                continue
            where = child.index + 1 != word.index or scene.is_town(child)
            if party is not None and party.resolved_by == "country" and child.dep in {"compound", "nmod"} and where:
                continue  # "the Sudan market strike", "the Kabul bombing": where, not who
            if child.lower in words_of("deed_word"):
                continue  # "terrorist bombings": what they were, not whose
            if party is not None and party.kind == "unknown" and child.tag == "JJ":
                continue  # "its firm rejection": no company
            if child.lower == "military" and trigger.pattern.frame == "give":
                continue  # "military and humanitarian support": the military gives nothing
            known = party is not None or child.lemma in words_of("opponent") or _is_whose(child, trigger)
            if child.dep in POSSESSORS and child not in trigger.words and known:
                found.extend(conjuncts(child))
    return found


def _sanctioned(scene: Scene, trigger: Trigger) -> list[Token]:
    """The country that sanctions are named by: "new Syria sanctions", not "US sanctions" nor "Syria's sanctions"."""
    if trigger.event != "sanction":
        return []
    before = [t for word in trigger.words for t in word.lefts if t.dep in {"compound", "nmod"} and not t.text.isupper()]
    named = [(t, scene.party_of(t)) for t in before]
    return [t for t, party in named if party is not None and party.resolved_by == "country"]


def _is_whose(child: Token, trigger: Token | Trigger) -> bool:
    """Whether a possessive pronoun says who does it: "its siege of the town", "their attacks"."""
    return child.dep == "poss" and child.lower in WHOSE and isinstance(trigger, Trigger)


def _by_phrases(trigger: Trigger) -> list[Token]:
    """Who is named after "by", also where parsers hang it on the noun before: "the siege of the town by the army"."""
    token = trigger.token
    found = agents(token)
    if trigger.pattern.frame == "speak_noun":
        return found  # "condemnation of the storming by settlers"
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


def _around_noun(scene: Scene, trigger: Trigger, *, told: bool) -> list[tuple[str | None, Token]]:
    """Roles that a noun gets from its verbs: "the army launched an attack", "an attack claimed by the group".

    Where it is `told` who does it, who announces it does not.
    """
    frame = frames()[trigger.pattern.frame]
    token = trigger.token
    top = leaning(token)
    verb = top.head
    parts: list[tuple[str | None, Token]] = []
    lasting = top.dep == "npadvmod" and top is not token  # "ended a week of talks"
    if (top.dep in {"dobj", "nsubjpass"} or lasting) and is_verbal(verb) and verb.lemma in light_verbs():
        role = light_verbs()[verb.lemma]
        fills = {"actor": frame.subject or frame.by, "target": frame.object or frame.of, "none": None}[role]
        doers = agents(verb) if is_passive(verb) else subjects(verb)
        if told and verb.lemma in ANNOUNCING:
            doers = []  # "the withdrawal of the troops was announced by the ministry"
        if verb.lemma in ENDED and any(t.dep == "aux" and t.lower == "to" for t in verb.lefts):
            doers = []  # "unless Moscow takes steps to end the assault"
        if is_passive(verb) and not doers and role == "actor":
            doers = _whose_operation(verb)
        if not any(t.dep == "poss" and scene.party_of(t) is not None for t in token.lefts):
            parts += [(fills, t) for t in doers]  # not "the army halted the rebels' advance"
        parts += [(frame.by, t) for t in agents(verb) if fills != frame.by and not is_passive(verb)]
        parts += [(frame.on, t) for t in governed_by(verb, ON - {"to", "at", "into"})]
        if role == "target":  # "came under fire from the hill", "received fire from fighters"
            parts += [(frame.by, t) for t in governed_by(verb, FROM) if t.pos != "PROPN"]
    if frame.name == "protest" and top.dep in {"dobj", "nsubjpass"} and is_verbal(verb):
        parts += [(frame.on, t) for t in governed_by(verb, frozenset({"against"}))]  # "held rallies against the decree"
    if (
        top.dep == "dobj" and is_verbal(verb) and not is_passive(verb) and verb.lemma not in light_verbs()
    ):  # "documented torture by the police"
        parts += [(frame.by, t) for t in agents(verb)]
    if frame.name == "speak_noun" and top.dep == "dobj" and verb.lemma in words_of("uttering"):
        parts += [(frame.by, t) for t in subjects(verb)]  # "expressed outrage", "reaffirms its rejection of the plan"
    if frame.name == "speak_noun" and _is_misread_verb(token):
        parts += [(frame.by, t) for t in subjects(governing_verb(token) or token)]
    if top.dep in {"nsubjpass", "dobj"} and verb.lemma in words_of("blaming"):
        parts += [(frame.by, t) for t in governed_by(verb, frozenset({"on", "to"}))]  # "was attributed to the group"
    parts += [(frame.by, t) for t in _charged(top)]
    if top is not token and top.lemma not in words_of("about_event"):
        mine = scene.party_of(top)  # "the arrest of former soldiers and the torture of 14": "former" is no owner
        owning = [t for t in top.lefts if t.dep in POSSESSORS and (mine is None or scene.party_of(t) is not mine)]
        parts += [(frame.possessor, t) for t in owning]
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
    guilty = verb.head
    lays_it = is_verbal(guilty) and bool(objects(guilty))  # "blamed the army for it"
    if top.dep == "pobj" and verb.lower == "for" and guilty.lemma in words_of("guilty") and not lays_it:
        parts += [(frame.by, t) for t in (subjects(guilty.head) if is_verbal(guilty.head) else [guilty.head])]
    if top.dep == "pobj" and verb.lower in {"in", "for", "at"} and verb.head.lemma in words_of("attend"):
        parts += [(frame.subject, t) for t in subjects(verb.head)]
    if top.dep == "dobj" and verb.dep == "conj" and verb.head.lemma in words_of("attend"):
        parts += [(frame.subject, t) for t in subjects(verb)]  # "took part in or supported the strikes"
    if frame.with_ and top.dep in {"nsubj", "nsubjpass"} and verb.lemma in HELD:
        parts += [(frame.with_, t) for t in governed_by(verb, WITH)]  # "meetings will take place between the two"
    if frame.name == "reciprocal" and top.dep == "nsubj" and is_verbal(verb):
        parts += [(frame.with_, t) for t in _between(verb)]
    if frame.with_ and top.dep == "pobj" and verb.lower in {"for", "to", "in", "at"} and verb.head.lemma in HOSTING:
        parts += [(frame.subject, t) for t in subjects(verb.head)]  # "hosted the president for a meeting"
        parts += [(frame.object, t) for t in objects(verb.head)]
    parts += [(frame.by, t) for t in _claimants(top, trigger)]
    for child in token.rights:
        if child.dep == "relcl" and light_verbs().get(child.lemma) == "actor" and not is_passive(child):
            doers = [t for t in child.lefts if t.dep == "nsubj" and t.lower not in {"which", "that", "who"}]
            parts += [(frame.by or frame.subject, t) for t in doers]  # "the sanctions that we imposed"
        if child.dep == "relcl" and child.lemma in words_of("blaming"):  # "which the UN attributes to the group"
            parts += [(frame.by, t) for t in governed_by(child, frozenset({"on", "to"}))]
        elif child.dep in {"acl", "relcl"} and child.tag == "VBN" and child.lemma not in words_of("telling_of"):
            parts += [(frame.by, t) for t in agents(child) or agents_apart(child)]
            if child.lemma in words_of("blaming"):  # "blamed on the rebels"
                parts += [(frame.by, t) for t in governed_by(child, frozenset({"on", "to"}))]
    return parts


def _between(verb: Token) -> list[Token]:
    """The sides that parsers hang on a verb, or on where it is: "clashes broke out in Wau between the two forces"."""
    places = [t for prep in verb.rights if prep.dep == "prep" for t in prep.rights if t.dep == "pobj"]
    return [t for word in (verb, *places) for t in governed_by(word, frozenset({"between"}))]


def _claimants(deed: Token, trigger: Trigger) -> list[Token]:
    """Who claimed it: "the raid, for which the group claimed responsibility".

    Parsers hang it on the verb, too: "condemned the raid on Bara, claimed by the group".
    """
    under = [t for t in trigger.token.subtree() if t.index > trigger.token.index]
    under += [t for word in trigger.words for t in word.rights]
    under += [t for t in deed.head.rights if t.dep == "advcl" and is_verbal(deed.head) and deed.dep == "dobj"]
    clauses = [t for t in under if t.dep in {"advcl", "relcl"} and t.lemma in {"bear", "claim"}]
    owning = [t for t in clauses if any(part.lemma == "responsibility" for part in objects(t))]
    if owning:
        return [t for clause in owning for t in subjects(clause) if t.tag not in {"WDT", "WP"}]
    verb = deed.head
    if deed.dep not in {"dobj", "nsubj", "nsubjpass"} or not is_verbal(verb):
        return []
    after = [t for t in verb.rights if t.dep == "advcl" and t.tag == "VBN" and t.lemma == "claim"]
    return [t for clause in after if clause.index > deed.index for t in agents(clause)]


def _whose_operation(verb: Token) -> list[Token]:
    """Whose operation a deed is part of: "as part of our operations, strikes were carried out"."""
    parts = [t for t in governed_by(verb, frozenset({"as"})) if t.lower == "part"]
    wholes = [t for part in parts for t in governed_by(part, frozenset({"of"}))]
    return [t for whole in wholes for t in [*whole.lefts, *agents(whole)] if t.dep in {"poss", "pobj", "compound"}]


def _is_misread_verb(noun: Token) -> bool:
    """Whether a verb was read as a noun of a list: "condemns attacks on hospitals and calls for talks"."""
    return noun.dep == "conj" and noun.tag == "NNS" and not noun.lefts and not is_verbal(noun.head)


def _charged(deed: Token) -> list[Token]:
    """Who is said to have done it: "blamed the army for the massacre", "the army was accused of the massacre"."""
    charge = deed.head.head
    if deed.dep != "pobj" or deed.head.lower not in {"for", "of"}:
        return []
    if is_verbal(charge) and charge.lemma in words_of("charging"):
        return subjects(charge) if is_passive(charge) else objects(charge)
    over = charge.head
    laid = charge.dep == "dobj" and is_verbal(over) and over.lemma in words_of("charging")
    return [charge] if laid and not is_passive(over) else []


def _shared(scene: Scene, trigger: Trigger) -> list[tuple[str | None, Token]]:
    """What joined nouns share: "shelling and airstrikes by the army", "Russian shelling and airstrikes"."""
    frame = frames()[trigger.pattern.frame]
    joined = [t for t in conjuncts(_first(trigger.token)) if t is not trigger.token]
    parts: list[tuple[str | None, Token]] = []
    if joined and not agents(trigger.token):
        parts += [(frame.by, t) for other in joined if other.index > trigger.token.index for t in agents(other)]
    if joined and not any(scene.party_of(t) for t in trigger.token.lefts):
        first = _first(trigger.token)
        mine = scene.party_of(first)
        owners = [t for t in first.lefts if t.dep in POSSESSORS and scene.party_of(t) not in {None, mine}]
        parts += [(frame.possessor, t) for t in owners if first is not trigger.token]
    return parts


def _first(token: Token) -> Token:
    while token.dep == "conj" and not is_verbal(token.head):
        token = token.head
    return token
