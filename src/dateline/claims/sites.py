"""Whether a name of a place says where an event is: not a party, an owner, a source or a goal."""

from __future__ import annotations

from itertools import pairwise

from dateline.claims.scene import Scene
from dateline.claims.triggers import Trigger
from dateline.mentions.quotes import Speech
from dateline.nlp import Token
from dateline.nlp.syntax import objects, subjects
from dateline.nlp.tree import clause_head, conjuncts, is_verbal, path_up
from dateline.records import PlaceMention
from dateline.reference.agents import agent
from dateline.reference.lexicons import words_of
from dateline.reference.ontology import event_set

ORIGIN = frozenset({"from", "out", "off"})
DESTINATION = frozenset({"to", "into", "toward", "towards", "onto"})
PARTNERS = frozenset({"by", "with", "between", "including", "like"})  # after these a country acts, it is not where
COUNTRY = 6  # UCDP's precision of a country
SIDES = frozenset({"anti", "non", "pro"})
NAMING = frozenset({"call", "know", "name"})
TOPICAL = frozenset({"on", "about", "over", "regarding", "concerning"})
OWNING = frozenset({"poss", "compound", "nmod", "amod"})
RULING = frozenset({"government", "state_forces", "rebels", "jihadists", "militia", "police", "igo"})


def can_be_site(scene: Scene, head: Token, mention: PlaceMention, speeches: list[Speech], trigger: Trigger) -> bool:
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
    if trigger.event in event_set("deed_of_speech") and _is_of_office(scene, top):
        return False
    if _is_addressed(top) or (trigger.event == "negotiation" and _is_talked_of(top)):
        return False
    if party is not None and top.dep in {"nsubj", "agent"} and is_verbal(top.head):
        return False
    if party is not None and top.dep == "pobj" and top.head.lower in PARTNERS and not _lists_sites(scene, top.head):
        return False
    if top.dep == "pobj" and top.head.lower == "from" and trigger.event not in event_set("route"):
        over = top.head.head
        if over not in trigger.words and ({"person", "armed"} & scene.classes_of(over) or over.pos == "NUM"):
            return False  # "a peacekeeper from Tanzania"
    if top.dep == "pobj" and top.head.lower == "from" and top.head.head.lemma in words_of("launching"):
        return False  # "drones that were launched from Crimea"
    if trigger.event in event_set("attack") and _is_bound_for(top):
        return False  # "hit lorries on their way to El Fasher"
    if trigger.event in event_set("attack") | event_set("harm") and _is_brought_to(top):
        return False  # "five of the wounded were taken to Gao"
    if top.dep == "pobj" and top.head.lower == "of" and top.head.head.entity == "PERSON":
        return False  # "a soldier, of Cibolo, Texas"
    if party is not None and top.dep == "pobj" and top.head.lower == "from" and trigger.event in event_set("spoken"):
        return False  # "condemnation from Kabul"
    if _is_where_agreed(trigger, head):
        return False  # "to respect the truce agreed in Sochi"
    called = top.dep == "pobj" and top.head.lower == "on" and is_verbal(top.head.head)
    if mention.precision == COUNTRY and called and top.head.head not in trigger.words:
        return False  # "we call on Russia to use its influence"
    owned = top.head if top.dep in {"poss", "compound", "nmod", "amod"} else None
    if party is not None and owned is not None and not ({"facility", "settlement"} & scene.classes_of(owned)):
        return False  # "UK support", "the US secretary of state"
    here = [s for s in speeches if s.sentence is trigger.token.sentence and s.form in {"before", "after", "according"}]
    if trigger.event in event_set("attack") | event_set("harm"):
        above = set(path_up(trigger.token))  # "the driver of the bus that was hit near Harnai says"
        here = [s for s in here if above.isdisjoint(s.sources)]
    return not any(_in_attribution(s, head) for s in here)


def only_tells_whose(scene: Scene, trigger: Trigger, head: Token) -> bool:
    """Whether an event only describes a force, whose place is another: "the RSF, which fights the army, took Nahud"."""
    clause = trigger.token
    if clause.dep != "relcl" or head.index < clause.index or scene.party_of(clause.head) is None:
        return False
    return not any(step is clause for step in path_up(head))


def is_reached(place: Token, trigger: Trigger, rivals: list[Trigger]) -> bool:
    """Whether a place is only where others went: "crossed into Uganda, fleeing fighting" is no fighting in Uganda."""
    into = place.dep == "pobj" and place.head.lower in {"into", "to"}
    goes = [r for r in rivals if r is not trigger and r.event in event_set("movement") and place.head.head in r.words]
    return into and bool(goes) and trigger.event not in event_set("movement") | event_set("route")


def is_topic(talks: Trigger, place: Token) -> bool:
    """Whether a place is only in what is talked about: "held talks in Paris on the siege of Aleppo"."""
    steps = list(path_up(place))
    for below, step in pairwise(steps):
        if below.dep == "prep" and below.lower in TOPICAL and (step in talks.words or is_verbal(step)):
            return True
        if step in talks.words:
            return below.dep == "dobj" and below not in talks.words and is_verbal(step)
    return False


def _is_joined(text: str, mention: PlaceMention) -> bool:
    """Whether a hyphen makes a name say whose somebody is: "pro-Iran fighters", "an Iran-backed group"."""
    before, after = text[: mention.span.start].rsplit(None, 1)[-1:], text[mention.span.end : mention.span.end + 2]
    sided = bool(before) and before[0].rstrip("-‑").lower() in SIDES and text[mention.span.start - 1] in "-‑"
    return sided or (after[:1] in {"-", "‑"} and after[1:].islower())


def _is_owner(place: Token) -> bool:
    """Whether a country only owns what it means to do: "the decision of Uganda to withdraw"."""
    return place.dep == "pobj" and place.head.lower == "of" and place.head.head.lemma in words_of("owned_will")


def _is_addressed(place: Token) -> bool:
    """Whether a country is only who is thanked or condoled with: "condolences to the people of Niger, and to Mali"."""
    top = place
    if top.dep == "pobj" and top.head.lower == "of" and top.head.head.lemma in words_of("populace"):
        top = top.head.head
    if top.dep in {"dobj", "dative"} and top.head.lemma in words_of("thanking"):
        return True
    if top.dep != "pobj" or top.head.lower not in {"to", "with"}:
        return False
    over = top.head.head
    while not is_verbal(over) and over.dep in {"cc", "conj", "prep"}:  # "to the family, as well as to Kenya"
        over = over.head
    given = objects(over) if is_verbal(over) else [over]
    return any(t.lemma in words_of("sympathy") for t in given)


def _is_talked_of(place: Token) -> bool:
    """Whether talks were only about what goes on there: "spoke to him about the situation in El Fasher"."""
    noun = place.head.head if place.dep == "pobj" and place.head.lower == "in" else None
    if noun is None or noun.lemma not in words_of("affairs"):
        return False
    about = noun.dep == "pobj" and noun.head.lower in {"about", "on", "over", "regarding"}
    return about or (noun.dep == "dobj" and noun.head.lemma in words_of("discussing"))


def _is_charge(place: Token) -> bool:
    """Whether a region is only what an official sees to: "the Minister for Africa", "the ambassador to Iraq"."""
    if place.dep != "pobj" or place.head.lower not in {"for", "to"}:
        return False
    over = place.head.head
    office = agent(over.text.lower())
    return office is not None and office.noun_class in {"title", "role"} and not is_verbal(over)


def _is_of_office(scene: Scene, place: Token) -> bool:
    """Whether a region is only what an office is named by: "the head of the Kherson region", "the mayor of Goma"."""
    noun = place.head if place.dep in {"compound", "nmod"} else place
    if noun.dep != "pobj" or noun.head.lower != "of":
        return False
    holder = scene.party_of(noun.head.head)
    return holder is not None and holder.kind in RULING | {"unknown"}


def _is_bound_for(place: Token) -> bool:
    """Whether somebody is only on the way to a place, or from it."""
    if place.dep != "pobj" or place.head.lower not in ORIGIN | DESTINATION:
        return False
    over = place.head.head
    while over.dep == "prep" and over.lower in ORIGIN | DESTINATION:  # "from Quetta to Peshawar"
        over = over.head
    return over.lemma in words_of("journey")


def _is_where_agreed(trigger: Trigger, place: Token) -> bool:
    """Whether a place is where an accord was made that the event only speaks of."""
    for below, step in pairwise(path_up(place)):
        if below.dep in {"acl", "relcl"} and below.lemma in words_of("concluding") and step.pos == "NOUN":
            return below not in trigger.words and step not in trigger.words
    return False


def _is_brought_to(place: Token) -> bool:
    """Whether a place is where the hurt, the dead or those who fled were brought or went."""
    if place.dep != "pobj" or place.head.lower not in DESTINATION:
        return False
    return place.head.head.lemma in words_of("brought_away") and is_verbal(place.head.head)


def _takes_part(scene: Scene, token: Token) -> bool:
    """Whether a word names who rules or fights, and no place."""
    party = scene.party_of(token)
    return party is not None and party.kind in RULING and scene.place_of(token) is None


def is_of_other_clause(trigger: Trigger, head: Token) -> bool:
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
