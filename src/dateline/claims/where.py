"""Where an event is: the places near its trigger, each with its role."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.claims.near import FAR, distance
from dateline.claims.scene import Scene
from dateline.claims.triggers import Trigger
from dateline.mentions.quotes import Speech
from dateline.nlp import Token
from dateline.nlp.syntax import (
    clause_head,
    clause_tokens,
    conjuncts,
    governed_by,
    is_passive,
    is_verbal,
    objects,
    path_up,
    subjects,
)
from dateline.records import Place, PlaceMention
from dateline.reference.agents import agent
from dateline.reference.lexicons import words_of
from dateline.reference.ontology import event_set, event_type

PARTNERS = frozenset({"by", "with", "between", "including", "like"})  # after these a country acts, it is not where
AIMED = frozenset({"on", "against"})
LOCATIVE = frozenset({"in", "near", "at", "around", "outside"})
ORIGIN = frozenset({"from", "out", "off"})
DESTINATION = frozenset({"to", "into", "toward", "towards", "onto"})
ONTO = frozenset({"of", "on", "upon"})
SIDES = frozenset({"anti", "non", "pro"})
NAMING = frozenset({"call", "know", "name"})
OWNING = frozenset({"poss", "compound", "nmod", "amod"})
CAP = 7.5  # further away than this a place is not the event's
LONE_CAP = 14.0  # unless it is the only place of its sentence
MARGIN = 1.2  # places about as near as the nearest one are the event's too
WIDE = frozenset({3, 4, 6})  # UCDP precisions of units and countries
#: Prepositions that say when something was by something else.
WHEN = frozenset({"after", "before", "during", "following", "since", "until"})
PERSON = frozenset({"PERSON"})
RULING = frozenset({"government", "state_forces", "rebels", "jihadists", "militia", "police", "igo"})


@dataclass(frozen=True, slots=True)
class Located:
    """A place of an event: its mention, role, distance in the tree, and whether it was borrowed from another event."""

    mention: PlaceMention
    role: str
    cost: float
    borrowed: bool = False


def locate(
    scene: Scene, trigger: Trigger, rivals: list[Trigger], speeches: list[Speech], taken: set[int]
) -> list[Located]:
    """The places of an event in its own sentence; `taken` are offsets of names that are its participants.

    Where people fled to is also the place that is said to hold them now: "Idlib is home to people who fled Homs".
    """
    found = _located(scene, trigger, rivals, speeches, taken)
    shelter = _shelter(scene, trigger)
    if shelter is not None and shelter not in [row.mention for row in found]:
        found = [row for row in found if row.role != "destination"]
        found.append(Located(shelter, "destination", CAP))
    return found


def _located(
    scene: Scene, trigger: Trigger, rivals: list[Trigger], speeches: list[Speech], taken: set[int]
) -> list[Located]:
    """The places of an event by their nearness.

    A place belongs to the trigger that it is nearest to; an event with no place of its own borrows the one that
    the rest of its sentence is about.
    """
    sentence = trigger.token.sentence
    rows = []
    for mention in scene.places_in(sentence):
        head = scene.head_of(mention.span)
        if head is None or mention.span.start in taken or not _can_be_site(scene, head, mention, speeches, trigger):
            continue
        if _is_of_other_clause(trigger, head) or _only_tells_whose(scene, trigger, head):
            continue
        cost = distance(trigger.token, head, speeches)
        nearest = min((distance(rival.token, head, speeches) for rival in rivals if rival is not trigger), default=FAR)
        if cost > nearest and _is_reached(head, trigger, rivals):
            continue
        rows.append((cost, nearest, mention, head))
    cap = LONE_CAP if len(rows) == 1 else CAP
    rows = [row for row in rows if row[0] <= cap]
    if not rows:
        names = _unplaced(scene, trigger) or _struck(scene, trigger)
        return [Located(m, _role(trigger, head), 0.0) for m, head in {m.span: (m, head) for m, head in names}.values()]
    own = [row for row in rows if row[0] <= row[1] + 0.01]
    if not own and trigger.event in event_set("addressed"):
        rows = [row for row in rows if not _is_told_of_other(trigger, row[3])]
    if trigger.event in event_set("answer"):
        own = rows = [row for row in rows if not _is_told_elsewhere(trigger, row[3], speeches)]
    if not rows:
        return []
    chosen = own or rows
    if (
        trigger.token.dep == "pobj" and trigger.token.head.lower in WHEN
    ):  # "Following the meeting in Paris he left for …"
        inside = {t.index for t in trigger.token.subtree()}
        chosen = [row for row in chosen if row[3].index in inside] or chosen
    best = min(row[0] for row in chosen)
    kept = [
        row
        for row in chosen
        if row[0] <= best + MARGIN or _contains_any(row[2], chosen, best) or _is_shared_out(scene, row[3])
    ]
    if trigger.event in event_set("route"):  # where from and where to stand apart
        kept += [row for row in chosen if row not in kept and _role(trigger, row[3]) in {"origin", "destination"}]
        before = [row for row in rows if row not in kept and row[2].span.end <= trigger.token.start]
        if _relative(trigger) and before:  # "the town, from which thousands fled"
            kept.append(max(before, key=lambda row: row[2].span.start))
    found = [Located(m, _role(trigger, head), cost, not own) for cost, _, m, head in kept]
    told = _told(found, {id(mention) for _, _, mention, head in kept if _stands_in(head)})
    heads = [head for _, _, mention, head in kept if mention in [row.mention for row in told]]
    joined = {
        t.index: t for head in heads for t in conjuncts(head) if t is not head and _is_plain_name(scene, t, PERSON)
    }
    more = [Located(_named(scene, t), _role(trigger, t), best, not own) for t in joined.values()]
    if all((row.mention.precision or 0) in WIDE for row in told):  # "a raid on Lodja, a village in Ituri"
        unplaced = [*_struck(scene, trigger), *_standing(scene, trigger), *_villages(scene, trigger)]
        more += [Located(m, "site", best) for m, head in unplaced if head.index not in joined]
    return _with_areas([*told, *more])


def _is_told_elsewhere(trigger: Trigger, head: Token, speeches: list[Speech]) -> bool:
    """Whether a place is only in what the one who denies says instead: "denied it and said rebels had shelled Goma"."""
    cues = {word.index for word in trigger.words}
    return any(
        s.covers(head.start) and not s.covers(trigger.token.start) and s.cue.index not in cues
        for s in speeches
        if s.sentence is trigger.token.sentence and s.form == "before"
    )


def _is_told_of_other(trigger: Trigger, head: Token) -> bool:
    """Whether a place is only in what is told in passing, or in another deed of the same speaker.

    "Urged both to uphold the accord signed in Addis Ababa", "sanctioned two officers who shelled Bara", "has fed people
    in Rho and calls for a truce".
    """
    token = trigger.token
    first = token.head if token.dep == "conj" and is_verbal(token.head) else None
    above = set(path_up(token)) - {first}
    for step in path_up(head):
        if step is token or step in above:
            return False
        if step is first or (step.dep in {"acl", "relcl"} and step.tag != "VBG"):
            return True
    return False


def _told(found: list[Located], standing: set[int]) -> list[Located]:
    """The places without the names that no gazetteer holds, where a point is known.

    Names stay that are told more exactly than what is known, a unit, and those that stand after "in" (`standing`).
    """
    placed = [row for row in found if row.mention.country is not None or row.mention.latitude is not None]
    wide = bool(placed) and all((row.mention.precision or 0) in WIDE for row in placed)
    return found if wide or not placed else [row for row in found if row in placed or id(row.mention) in standing]


def _stands_in(head: Token) -> bool:
    """Whether a name, or the first of its list, stands after "in" or "near"."""
    top = head
    while top.dep in {"conj", "appos"} and top.head.pos == "PROPN":
        top = top.head
    return top.dep == "pobj" and top.head.lower in LOCATIVE


def _is_shared_out(scene: Scene, head: Token) -> bool:
    """Whether a number of the event's stands by a place of its own: "16 people in X and six in Y"."""
    over = head.head.head if head.dep == "pobj" and head.head.lower in LOCATIVE else None
    return (
        over is not None and over.pos == "NUM" and over.dep in {"conj", "appos"} and scene.quantity_of(over) is not None
    )


def _shelter(scene: Scene, trigger: Trigger) -> PlaceMention | None:
    """The place that is said to be home to those who fled, of whom the event is told in a clause of their own."""
    if trigger.event not in event_set("route") or trigger.token.dep not in {"relcl", "acl"}:
        return None
    for step in path_up(trigger.token):
        if "hosting" in scene.classes_of(step):
            before = [m for m in scene.places_in(trigger.token.sentence) if m.span.end <= step.start]
            return before[-1] if before and before[-1].name is not None else None
    return None


def _unplaced(scene: Scene, trigger: Trigger) -> list[tuple[PlaceMention, Token]]:
    """Names that stand where a place stands ("in Marea") and that no gazetteer holds: kept by their words."""
    inside = [t for t in clause_tokens(trigger.token) if t.pos in {"NOUN", "PROPN"} or t is trigger.token]
    heads = [*inside, *([trigger.token.head] if is_verbal(trigger.token.head) else [])]
    found = [t for head in heads for t in governed_by(head, LOCATIVE) if _is_plain_name(scene, t, PERSON)]
    misread = PERSON if trigger.event == "ground_assault" else frozenset()
    found = found or [t for t in _taken(trigger) if _is_plain_name(scene, t, misread)]
    return [(_named(scene, t), t) for t in found]


def _villages(scene: Scene, trigger: Trigger) -> list[tuple[PlaceMention, Token]]:
    """Names that no gazetteer holds of what is said to be a village: "near the village of Tabane, in Haut-Mbomou"."""
    inside = [t for t in clause_tokens(trigger.token) if t.pos in {"NOUN", "PROPN", "VERB"}]
    kinds = [t for head in inside for t in governed_by(head, LOCATIVE) if "settlement" in scene.classes_of(t)]
    named = [t for kind in kinds for t in governed_by(kind, frozenset({"of"})) if _is_plain_name(scene, t, PERSON)]
    return [(_named(scene, t), t) for t in dict.fromkeys(named)]


def _standing(scene: Scene, trigger: Trigger) -> list[tuple[PlaceMention, Token]]:
    """Names that no gazetteer holds and at which something was done: "killed at Tchabi, in Ituri"."""
    if trigger.is_noun or trigger.event not in event_set("attack") | event_set("harm"):
        return []
    found = [t for t in governed_by(trigger.token, frozenset({"at", "near"})) if _is_plain_name(scene, t, PERSON)]
    return [(_named(scene, t), t) for t in found if not any(left.dep == "det" for left in t.lefts)]


def _taken(trigger: Trigger) -> list[Token]:
    """What is taken, held, left or shelled, which has the name of a place: "the fall of Hawija", "lost Garmsir"."""
    control = event_type(trigger.event).group == "control" and trigger.event != "deployment"
    found: list[Token] = []
    if trigger.is_noun and (control or trigger.event in event_set("attack")):  # "the Marawi offensive"
        found += [t for t in trigger.token.lefts if t.dep == "compound" and not t.text.isupper()]
    if control or trigger.event in event_set("bombardment"):
        found += [t for head in (trigger.token, *trigger.words) for t in governed_by(head, ONTO)]
    if control and is_verbal(trigger.token):
        found += subjects(trigger.token) if is_passive(trigger.token) else objects(trigger.token)
    return list(dict.fromkeys(t for first in found for t in conjuncts(first)))


def _struck(scene: Scene, trigger: Trigger) -> list[tuple[PlaceMention, Token]]:
    """Names that no gazetteer holds of what was attacked: "a raid on Konga Dogo", "raided Konga Dogo"."""
    token = trigger.token
    if trigger.event not in event_set("attack"):
        return []
    if trigger.is_noun:
        hit = governed_by(token, AIMED)
    else:
        hit = (subjects(token) if is_passive(token) else objects(token)) + governed_by(token, AIMED)
    # Whom one raids is no person, whatever the tagger says.
    misread = PERSON if trigger.event in event_set("storming") else frozenset()
    named = [t for t in hit if t.tag == "NNP" and _is_plain_name(scene, t, misread)]
    named = [t for t in named if not any(left.dep == "det" for left in t.lefts)]  # "attacks on the West"
    return [(_named(scene, t), t) for t in named if "facility" not in scene.classes_of(t) and not _goes_on(scene, t)]


def _goes_on(scene: Scene, name: Token) -> bool:
    """Whether a name that the parser cut short goes on with the next word."""
    tokens = scene.parsed.tokens
    return name.index + 1 < len(tokens) and tokens[name.index + 1].pos == "PROPN"


def _is_plain_name(scene: Scene, token: Token, misread: frozenset[str] = frozenset()) -> bool:
    """Whether a name is of nothing that is known; `misread` are the labels that parsers give to towns by mistake."""
    party = scene.party_of(token)
    known = party is not None and (party.party is not None or party.kind != "unknown")
    taken = known or scene.place_of(token) is not None or scene.time_of(token) is not None
    return (
        token.pos == "PROPN"
        and token.text[:1].isupper()
        and not taken
        and token.entity not in {"PERSON", "DATE"} - misread
    )


def _named(scene: Scene, token: Token) -> PlaceMention:
    """A name as a place: what the report names by the same words elsewhere, else its words alone."""
    span = scene.phrase(token)
    same = (m for m in scene.mentions.places if m.span.text == span.text and m.form != "adjective")
    return replace(next(same, PlaceMention(span=span)), span=span)


def _can_be_site(scene: Scene, head: Token, mention: PlaceMention, speeches: list[Speech], trigger: Trigger) -> bool:
    """Whether a name is said to be a place: not a capital that speaks, not part of an actor's name or of a source."""
    if _is_joined(scene.parsed.text, mention):
        return False
    party = scene.party_of(head)
    if head.dep == "compound" and head.head in trigger.words and scene.is_town(head):
        return True  # "the Kabul bombing killed six"
    if party is not None and (party.resolved_by != "country" or party.span != mention.span):
        inside = party.span.start <= mention.span.start and mention.span.end <= party.span.end
        if inside and party.resolved_by != "country":
            return False
    if (
        party is not None
        and head.dep in OWNING
        and head.head not in trigger.words
        and not _is_site_noun(scene, head.head)
    ):
        return False  # "to protect U.S. personnel"
    if head.dep == "appos" and "armed" in scene.classes_of(head.head) and scene.place_of(head.head) is None:
        return False  # "a rival militia, Zaire"
    if head.dep == "pobj" and head.head.lower == "as" and head.head.head.lemma in NAMING:
        return False  # "a group known as Zaire"
    if party is not None and head.dep == "conj" and _takes_part(scene, head.head):
        return False  # "by the regime or Russia"
    top = head
    while top.dep in {"conj", "compound", "appos"} and not top.is_root and not is_verbal(top.head):
        top = top.head
    if party is not None and top.dep == "pobj" and top.head.lower == "of" and _takes_part(scene, top.head.head):
        return False  # "the ministers of Iran and Egypt"
    if _is_owner(top) or _is_charge(top):
        return False
    if party is not None and top.dep in {"nsubj", "agent"} and is_verbal(top.head):
        return False
    if party is not None and top.dep == "pobj" and top.head.lower in PARTNERS and not _lists_sites(scene, top.head):
        return False
    if top.dep == "pobj" and top.head.lower == "from" and trigger.event not in event_set("route"):
        over = top.head.head
        if over not in trigger.words and ({"person", "armed"} & scene.classes_of(over) or over.pos == "NUM"):
            return False  # "a peacekeeper from Tanzania"
    if trigger.event in event_set("attack") and _is_bound_for(top):
        return False  # "hit lorries on their way to El Fasher"
    if trigger.event in event_set("attack") | event_set("harm") and _is_brought_to(top):
        return False  # "five of the wounded were taken to Gao"
    if top.dep == "pobj" and top.head.lower == "of" and top.head.head.entity == "PERSON":
        return False  # "a soldier, of Cibolo, Texas"
    if party is not None and top.dep == "pobj" and top.head.lower == "from" and trigger.event in event_set("spoken"):
        return False  # "condemnation from Kabul"
    owned = top.head if top.dep in {"poss", "compound", "nmod", "amod"} else None
    if party is not None and owned is not None and not ({"facility", "settlement"} & scene.classes_of(owned)):
        return False  # "UK support", "the US secretary of state"
    here = [s for s in speeches if s.sentence is trigger.token.sentence and s.form in {"before", "after", "according"}]
    if trigger.event in event_set("attack") | event_set("harm"):
        above = set(path_up(trigger.token))  # "the driver of the bus that was hit near Harnai says"
        here = [s for s in here if above.isdisjoint(s.sources)]
    return not any(_in_attribution(s, head) for s in here)


def _only_tells_whose(scene: Scene, trigger: Trigger, head: Token) -> bool:
    """Whether an event only describes a force, whose place is another: "the RSF, which fights the army, took Nahud"."""
    clause = trigger.token
    if clause.dep != "relcl" or head.index < clause.index or scene.party_of(clause.head) is None:
        return False
    return not any(step is clause for step in path_up(head))


def _is_reached(place: Token, trigger: Trigger, rivals: list[Trigger]) -> bool:
    """Whether a place is only where others went: "crossed into Uganda, fleeing fighting" is no fighting in Uganda."""
    into = place.dep == "pobj" and place.head.lower in {"into", "to"}
    goes = [r for r in rivals if r is not trigger and r.event in event_set("movement") and place.head.head in r.words]
    return into and bool(goes) and trigger.event not in event_set("movement") | event_set("route")


def _is_joined(text: str, mention: PlaceMention) -> bool:
    """Whether a hyphen makes a name say whose somebody is: "pro-Iran fighters", "an Iran-backed group"."""
    before, after = text[: mention.span.start].rsplit(None, 1)[-1:], text[mention.span.end : mention.span.end + 2]
    sided = bool(before) and before[0].rstrip("-‑").lower() in SIDES and text[mention.span.start - 1] in "-‑"
    return sided or (after[:1] in {"-", "‑"} and after[1:].islower())


def _is_owner(place: Token) -> bool:
    """Whether a country only owns what it means to do: "the decision of Uganda to withdraw"."""
    return place.dep == "pobj" and place.head.lower == "of" and place.head.head.lemma in words_of("owned_will")


def _is_charge(place: Token) -> bool:
    """Whether a region is only what an official sees to: "the Minister for Africa", "the ambassador to Iraq"."""
    if place.dep != "pobj" or place.head.lower not in {"for", "to"}:
        return False
    over = place.head.head
    office = agent(over.text.lower())
    return office is not None and office.noun_class in {"title", "role"} and not is_verbal(over)


def _is_bound_for(place: Token) -> bool:
    """Whether somebody is only on the way to a place, or from it."""
    if place.dep != "pobj" or place.head.lower not in ORIGIN | DESTINATION:
        return False
    over = place.head.head
    while over.dep == "prep" and over.lower in ORIGIN | DESTINATION:  # "from Quetta to Peshawar"
        over = over.head
    return over.lemma in words_of("journey")


def _is_brought_to(place: Token) -> bool:
    """Whether a place is where the hurt, the dead or those who fled were brought or went."""
    if place.dep != "pobj" or place.head.lower not in DESTINATION:
        return False
    return place.head.head.lemma in words_of("brought_away") and is_verbal(place.head.head)


def _takes_part(scene: Scene, token: Token) -> bool:
    """Whether a word names who rules or fights, and no place."""
    party = scene.party_of(token)
    return party is not None and party.kind in RULING and scene.place_of(token) is None


def _is_of_other_clause(trigger: Trigger, head: Token) -> bool:
    """Whether a place is in the subject of a clause joined to the event's own: "… and cities such as Aleppo fell"."""
    own = subjects(trigger.token) if is_verbal(trigger.token) else []
    for step in path_up(head):
        if step.dep in {"nsubj", "nsubjpass"} and own and step not in own:
            return step.head in conjuncts(clause_head(trigger.token)) and trigger.token not in step.subtree()
    return False


def _lists_sites(scene: Scene, link: Token) -> bool:
    """Whether a link names examples of places: "cities, including Kyiv"."""
    return link.lower in {"including", "like"} and bool({"settlement", "facility"} & scene.classes_of(link.head))


def _is_site_noun(scene: Scene, noun: Token) -> bool:
    """Whether a noun can be where something is: a town, a clinic, a word of a longer name."""
    here = scene.classes_of(noun)
    return bool({"facility", "settlement", "place"} & here) or is_verbal(noun) or noun.pos == "PROPN"


def _in_attribution(speech: Speech, head: Token) -> bool:
    if speech.covers(head.start):
        return False
    return any(step in speech.sources for step in path_up(head)) or (
        speech.form != "before" and any(step is speech.cue for step in path_up(head))
    )


def _contains_any(mention: PlaceMention, rows: list[tuple[float, float, PlaceMention, Token]], best: float) -> bool:
    """Whether a place is the unit around one of the nearest ones, or lies in one ("Raqqah, Syria")."""
    near = [row for row in rows if row[0] <= best + MARGIN and row[2] is not mention]
    return any(_around(mention, row[2]) or _around(row[2], mention) for row in near)


def _around(outer: PlaceMention, inner: PlaceMention) -> bool:
    if outer.precision == 6:
        return outer.country is not None and outer.country == inner.country and inner.precision != 6
    if outer.precision in {3, 4} and outer.country == inner.country:
        return inner.precision in {1, 2} and outer.name is not None and outer.name in {inner.admin1, inner.admin2}
    return False


def _with_areas(found: list[Located]) -> list[Located]:
    mentions = [row.mention for row in found]
    return [
        Located(row.mention, "area", row.cost, row.borrowed)
        if row.role == "site"
        and (
            any(_around(row.mention, other) for other in mentions if other is not row.mention)
            or _is_bearing(row.mention, mentions)
        )
        else row
        for row in found
    ]


def _is_bearing(mention: PlaceMention, mentions: list[PlaceMention]) -> bool:
    """Whether a place only tells where another lies: "Saraqeb, east of Idlib"."""
    relation = (mention.relation or "").lower()
    return relation.endswith(" of") and any(other.span.end <= mention.span.start for other in mentions)


def _role(trigger: Trigger, head: Token) -> str:
    default = "area" if trigger.event in event_set("area") else "site"
    if trigger.event not in event_set("route"):
        return default
    for step in path_up(head):
        if step is trigger.token:
            break
        if step.pos == "ADP" and step.dep in {"prep", "prt", "agent"}:
            word = step.lower
            if word in ORIGIN:
                return "origin"
            if word in DESTINATION:
                return "destination"
        if is_verbal(step) and step.dep == "relcl":
            break
    relative = _relative(trigger)
    if relative and relative[0].lower in ORIGIN:
        return "origin"
    if head.dep == "dobj" and trigger.event in {"displacement", "evacuation", "escape"}:
        return "origin"
    if trigger.event in {"displacement", "evacuation"} and any(
        t.dep == "dobj" and t.head is trigger.token for t in path_up(head)
    ):
        return "origin"
    return default


def _relative(trigger: Trigger) -> list[Token]:
    """The "from" of "from which" before a verb."""
    return [t for t in trigger.token.lefts if t.dep == "prep" and t.rights and t.rights[0].lower in {"which", "where"}]


def place(located: Located) -> Place:
    """A place of an event as the contract writes it."""
    m = located.mention
    return Place(
        role=located.role,
        mention=m.span,
        name=m.name or m.span.text,
        geonames=m.geonames,
        country=m.country,
        admin1=m.admin1,
        admin2=m.admin2,
        latitude=m.latitude,
        longitude=m.longitude,
        precision=m.precision,
        radius_km=m.radius_km,
        relation=m.relation,
    )
