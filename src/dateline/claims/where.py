"""Where an event is: the places near its trigger, each with its role."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.claims.named import name_before
from dateline.claims.near import FAR, distance
from dateline.claims.scene import Scene
from dateline.claims.sites import (
    DESTINATION,
    ORIGIN,
    can_be_site,
    is_of_other_clause,
    is_reached,
    is_topic,
    only_tells_whose,
)
from dateline.claims.standins import is_of_stand_in
from dateline.claims.triggers import Trigger
from dateline.claims.unplaced import (
    LOCATIVE,
    PERSON,
    as_place,
    is_plain_name,
    names_at,
    names_in,
    struck_names,
    taken_names,
    unplaced_names,
    village_names,
)
from dateline.mentions.quotes import Speech
from dateline.nlp import Token
from dateline.nlp.tree import clause_head, conjuncts, is_verbal, path_up
from dateline.records import Place, PlaceMention
from dateline.reference.lexicons import words_of
from dateline.reference.ontology import event_set, event_type

CAP = 7.5  # further away than this a place is not the event's
LONE_CAP = 14.0  # unless it is the only place of its sentence
MARGIN = 1.2  # places about as near as the nearest one are the event's too
WIDE = frozenset({3, 4, 5, 6})  # UCDP precisions of units, regions and countries
#: Prepositions that say when something was by something else.
WHEN = frozenset({"after", "before", "during", "following", "since", "until"})


@dataclass(frozen=True, slots=True)
class Located:
    """A place of an event: its mention, role, distance in the tree, and whether it was borrowed from another event."""

    mention: PlaceMention
    role: str
    cost: float
    borrowed: bool = False


#: A place with its cost here, its least cost elsewhere, and the word that it hangs by.
Row = tuple[float, float, PlaceMention, Token]


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
    named = name_before(trigger.token)
    for mention in scene.places_in(sentence):
        head = scene.head_of(mention.span)
        if head is None or mention.span.start in taken:
            continue
        own_name = head.index in named
        if not own_name and not can_be_site(scene, head, mention, speeches, trigger):
            continue
        if is_of_other_clause(trigger, head) or only_tells_whose(scene, trigger, head):
            continue
        cost = distance(trigger.token, head, speeches)
        nearest = min((distance(rival.token, head, speeches) for rival in rivals if rival is not trigger), default=FAR)
        if own_name or _is_its_where(trigger, head) or _is_told_there(head, trigger, speeches):
            cost, nearest = min(cost, 1.0), FAR
        if cost > nearest and (is_reached(head, trigger, rivals) or is_of_stand_in(head, trigger, rivals)):
            continue
        rows.append((cost, nearest, mention, head))
    if trigger.event == "negotiation":
        rows = [row for row in rows if not is_topic(trigger, row[3])] or rows
    cap = LONE_CAP if len(rows) == 1 else CAP
    rows = [row for row in rows if row[0] <= cap]
    if not rows:
        names = unplaced_names(scene, trigger) or struck_names(scene, trigger) or village_names(scene, trigger)
        return [
            Located(m, role_of(trigger, head), 0.0) for m, head in {m.span: (m, head) for m, head in names}.values()
        ]
    own = [row for row in rows if row[0] <= row[1] + 0.01]
    if not own and not trigger.is_noun and (names := names_in(scene, trigger)):
        return [Located(m, role_of(trigger, t), 0.0) for m, t in names]
    if not own and (trigger.event in event_set("addressed") or trigger.event == "support"):
        rows = [row for row in rows if not _is_told_of_other(trigger, row[3])]
    if not own:
        rows = [row for row in rows if not _is_of_other_demand(trigger, row[3])]
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
    elif event_type(trigger.event).group == "politics" and (opening := _opening(trigger.token)):
        chosen = [
            row for row in chosen if row[3].index in opening
        ]  # "Since the collapse of the truce, bombs fell on …"
        if not chosen:
            return []
    best = min(row[0] for row in chosen)
    kept = [
        row
        for row in chosen
        if row[0] <= best + MARGIN or _contains_any(row[2], chosen, best) or _is_shared_out(scene, row[3])
    ]
    if trigger.event in event_set("route"):  # where from and where to stand apart
        kept += [row for row in chosen if row not in kept and role_of(trigger, row[3]) in {"origin", "destination"}]
        before = [row for row in rows if row not in kept and row[2].span.end <= trigger.token.start]
        if _relative(trigger) and before:  # "the town, from which thousands fled"
            kept.append(max(before, key=lambda row: row[2].span.start))
    found = [Located(m, role_of(trigger, head), cost, not own) for cost, _, m, head in kept]
    told = _told(found, {id(row[2]) for row in kept if _stands_in(row[3]) or _is_listed(row, kept)})
    heads = [head for _, _, mention, head in kept if mention in [row.mention for row in told]]
    joined = {
        t.index: t for head in heads for t in conjuncts(head) if t is not head and is_plain_name(scene, t, PERSON)
    }
    more = [Located(as_place(scene, t), role_of(trigger, t), best, not own) for t in joined.values()]
    if all((row.mention.precision or 0) in WIDE for row in told):  # "a raid on Lodja, a village in Ituri"
        unplaced = [*struck_names(scene, trigger), *names_at(scene, trigger), *village_names(scene, trigger)]
        unplaced += taken_names(scene, trigger)
        more += [Located(m, "site", best) for m, head in unplaced if head.index not in joined]
    return _with_areas([*told, *more])


def _is_told_there(head: Token, trigger: Trigger, speeches: list[Speech]) -> bool:
    """Whether a place opens what those of the place tell: "In Belgorod, the governor said a drone had hit it"."""
    noun = head.head if head.dep == "compound" else head  # "Belgorod region"
    link = noun.head
    if noun.dep != "pobj" or link.lower != "in" or link is not link.sentence.tokens[0]:
        return False
    told = [s for s in speeches if s.cue is link.head and s.covers(trigger.token.start)]
    return any(t.lemma in words_of("local_voice") for s in told for t in s.sources)


def _is_its_where(trigger: Trigger, head: Token) -> bool:
    """Whether a clause tells what happened there: the town of "came to Baghdad, where they discussed the siege"."""
    verb = trigger.token if is_verbal(trigger.token) else clause_head(trigger.token)
    where = next((t for t in verb.lefts if t.lower == "where"), None)
    if where is None or verb.dep not in {"relcl", "advcl"}:
        return False
    return verb.head is head or 0 < where.index - head.index <= 2  # "Baghdad, where"


def _opening(noun: Token) -> set[int]:
    """The words of the phrase that opens a sentence with when it was, where a noun stands in it; else none."""
    for step in path_up(noun):
        if step.dep == "prep" and step.lower in WHEN and is_verbal(step.head) and step.index < step.head.index:
            return {t.index for t in step.subtree()}
        if is_verbal(step):
            break
    return set()


def headed(trigger: Trigger, places: tuple[PlaceMention, ...]) -> list[Located]:
    """The places of a heading that stands over an event, unless somebody only speaks there."""
    if trigger.event in event_set("deed_of_speech"):
        return []
    role = "area" if trigger.event in event_set("area") else "site"
    return _with_areas([Located(mention, role, CAP, borrowed=True) for mention in places])


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


def _is_of_other_demand(trigger: Trigger, head: Token) -> bool:
    """Whether a place is in what else is to be done: "must end its siege of Madaya and release the detained"."""
    verb = clause_head(trigger.token)
    other = clause_head(head)
    if verb.dep != "conj" or verb.tag != "VB" or other.tag != "VB" or other not in path_up(verb):
        return False
    return other is not verb and any(step.dep == "dobj" for step in path_up(head))


def _told(found: list[Located], standing: set[int]) -> list[Located]:
    """The places without the names that no gazetteer holds, where a point is known.

    Names stay that are told more exactly than what is known, a unit, and those that stand after "in" (`standing`).
    """
    placed = [row for row in found if row.mention.country is not None or row.mention.latitude is not None]
    wide = bool(placed) and all((row.mention.precision or 0) in WIDE for row in placed)
    return found if wide or not placed else [row for row in found if row in placed or id(row.mention) in standing]


def _is_listed(row: Row, rows: list[Row]) -> bool:
    """Whether a name stands in a list with another of the places: "the villages of Okoro, Abanga and Lusi"."""
    if row[3].entity in PERSON and " " in row[2].span.text:
        return False
    beside = conjuncts(row[3])
    return any(other is not row and other[3] in beside for other in rows)


def _stands_in(head: Token) -> bool:
    """Whether a name, or the first of its list, stands after "in" or "near"."""
    top = head
    while top.dep in {"conj", "appos"} and top.head.pos == "PROPN":
        top = top.head
    if top.dep == "compound" and top.head.lemma in words_of("town_noun"):
        top = top.head  # "in Lintalu village"
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


def role_of(trigger: Trigger, head: Token) -> str:
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
