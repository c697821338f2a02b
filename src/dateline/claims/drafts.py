"""The events of a sentence before they are claims: what belongs to one event, and what says nothing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from dateline.claims.antecedents import FIGHTING, PEACEFUL
from dateline.claims.asked import is_asked
from dateline.claims.background import is_reason
from dateline.claims.causes import is_aim
from dateline.claims.counts import belongs, fits, nearest
from dateline.claims.measuring import Counted, measured
from dateline.claims.merging import merge
from dateline.claims.near import FAR
from dateline.claims.references import References
from dateline.claims.refine import refine
from dateline.claims.roles import Filler, find_fillers
from dateline.claims.scene import Scene
from dateline.claims.stance import stance_of
from dateline.claims.standins import events_with_stand_ins
from dateline.claims.triggers import Trigger, leaning
from dateline.claims.when import Dated
from dateline.claims.where import Located
from dateline.mentions.quotes import Speech
from dateline.nlp import Sentence, Token
from dateline.nlp.syntax import governed_by
from dateline.nlp.tree import conjuncts, is_verbal, path_up
from dateline.records import Note
from dateline.reference.lexicons import instruments, words_of
from dateline.reference.ontology import event_set, event_type

ACCOMPANYING = frozenset({"after", "in", "including", "during", "through", "amid"})
CONTENT = frozenset({"of", "on", "against", "into", "from", "by", "between"})
ABOUT = frozenset({"about", "concerning", "on", "over", "regarding"})
ANY = frozenset({"all", "any", "every", "such"})
UNREAL = frozenset({"expected", "conditional"})
BARE_GROUPS = frozenset({"attacks", "control"})


@dataclass(slots=True, eq=False)
class Draft:
    """An event on its way to a claim."""

    trigger: Trigger
    event: str
    fillers: list[Filler] = field(default_factory=list)
    merged: list[Token] = field(default_factory=list)
    counted: list[Counted] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def draft_events(scene: Scene, references: References, sentence: Sentence, speeches: list[Speech]) -> list[Draft]:
    """The events of a sentence, harm and damage merged into the attack that did them, with the speeches around it."""
    triggers = [
        t
        for t in events_with_stand_ins(scene, sentence)
        if not _is_reporting(t, speeches) and not _only_counts_from(t.token) and not _is_on_the_way(t)
    ]
    owners = merge(triggers, speeches)
    fillers = {t.token.index: _fillers(scene, references, t, speeches) for t in triggers}
    drafts = {t.token.index: Draft(t, t.event, fillers[t.token.index]) for t in triggers if t.token.index not in owners}
    for trigger in triggers:
        owner = _top(trigger, owners)
        if owner is trigger or owner.token.index not in drafts:
            continue
        draft = drafts[owner.token.index]
        draft.merged.append(trigger.token)
        words = {t.index for o in triggers for t in o.words}
        known = {(f.role, f.token.index) for f in draft.fillers}
        has_actor = any(f.role == "actor" and not _is_machine(f) for f in draft.fillers)
        for filler in fillers[trigger.token.index]:
            if filler.token.index in words or (filler.role, filler.token.index) in known:
                continue
            barred = draft.event == "aid_obstruction" and any(f.token is filler.token for f in draft.fillers)
            if filler.role == "actor" and (has_actor or barred):
                continue  # who is kept from treating the wounded does not do the keeping
            if filler.role == "actor":  # "forces killed him in a helicopter raid": not the helicopter
                draft.fillers = [f for f in draft.fillers if f.role != "actor" or not _is_machine(f)]
            draft.fillers.append(filler)
    merged = {index: _top(owner, owners) for index, owner in owners.items()}
    _inherit(drafts)
    _count(scene, sentence, list(drafts.values()), merged, [t for t in triggers if t.token.index in owners], speeches)
    for draft in drafts.values():
        draft.fillers = _without_own(draft)
        draft.event, notes = refine(scene, draft.trigger, draft.fillers, draft.merged)
        draft.notes += notes
    return [draft for draft in drafts.values() if _says_something(draft, speeches)]


def _fillers(scene: Scene, references: References, trigger: Trigger, speeches: list[Speech]) -> list[Filler]:
    """The fillers of a trigger without the words that only say who tells of it."""
    found = find_fillers(scene, references, trigger)
    blames = trigger.event in event_set("deed_of_speech") and trigger.token.tag == "VBG"  # "…, he said, blaming them"
    if blames or any(s.cue in trigger.words for s in speeches):
        return found  # a deed of speech has its speaker for a part
    return [f for f in found if not any(s.names(f.token) and f.token.pos != "PRON" for s in speeches)]


def _without_own(draft: Draft) -> list[Filler]:
    """The fillers, with nobody of the force that struck him whom only his rank made one of its own.

    "Our troops eliminated Battalion Commander Ahmed Ghandour" does not say whose commander he was.
    """
    did = {f.party.party for f in draft.fillers if f.role == "actor" and f.party is not None and f.party.party}
    return [
        replace(f, party=replace(f.party, party=None, country=None, kind="unknown"))
        if f.role in {"target", "victim"}
        and f.party is not None
        and f.party.party in did
        and f.party.resolved_by in {"context", "title"}
        and draft.event in event_set("violence")
        else f
        for f in draft.fillers
    ]


def _is_machine(filler: Filler) -> bool:
    """Whether a filler is only what was flown or fired, of nobody that is named."""
    unnamed = filler.party is None or (filler.party.party is None and filler.party.country is None)
    return unnamed and filler.token.lemma in instruments()


def _inherit(drafts: dict[int, Draft]) -> None:
    """Give an attack noun without an actor the one of the attack that it accompanies.

    "Troops gained ground after an assault on the ridge": the assault is theirs.
    """
    for draft in drafts.values():
        token = draft.trigger.token
        if (
            not draft.trigger.is_noun
            or draft.event not in event_set("shared_actor")
            or any(f.role == "actor" for f in draft.fillers)
        ):
            continue
        over = token.head.head if token.dep == "pobj" and token.head.lower in ACCOMPANYING else None
        owner = drafts.get(over.index) if over is not None else None
        if owner is not None and owner.event in event_set("shared_actor"):
            draft.fillers += [replace(f, inherited=True) for f in owner.fillers if f.role == "actor"]


def _is_reporting(trigger: Trigger, speeches: list[Speech]) -> bool:
    """Whether a word only reports ("claimed that"), unless it is a deed of speech of its own."""
    return (
        trigger.pattern.name == "attack_claimed"
        and any(s.cue is trigger.token for s in speeches)
        and any(t.dep == "ccomp" for t in trigger.token.rights)
    )


def _top(trigger: Trigger, owners: dict[int, Trigger]) -> Trigger:
    current = trigger
    while current.token.index in owners:
        current = owners[current.token.index]
    return current


def _count(
    scene: Scene,
    sentence: Sentence,
    drafts: list[Draft],
    merged: dict[int, Trigger],
    lent: list[Trigger],
    speeches: list[Speech],
) -> None:
    """Give each counted quantity to the event that it is told with; `lent` are the triggers merged into others."""
    by_trigger = {draft.trigger.token.index: draft for draft in drafts}
    for counted in measured(scene, sentence, [*(d.trigger for d in drafts), *lent]):
        at = scene.parsed.token_at(counted.quantity.number.start)
        if at is not None and (_speaks(at) or any(s.names(at) or _counts_source(s, counted) for s in speeches)):
            continue  # "two residents said": they are counted as sources
        owner = next((d for d in drafts if belongs(counted, d.trigger, merged)), None)
        if owner is None or not fits(counted.measure, owner.event):
            trigger = nearest(scene, counted, [d.trigger for d in drafts], speeches)
            owner = by_trigger.get(trigger.token.index) if trigger is not None else None
        if owner is not None and not (owner.event in event_set("harm") and counted.of_one and counted.is_damage):
            owner.counted.append(counted)


def _speaks(number: Token) -> bool:
    """Whether a number only tells it: "four of the wounded died, one of them said"."""
    return number.dep == "nsubj" and number.head.lemma == "say"


def _counts_source(speech: Speech, counted: Counted) -> bool:
    span = counted.quantity.span
    return any(span.start <= source.start < span.end for source in speech.sources)


def _says_something(draft: Draft, speeches: list[Speech]) -> bool:
    """Whether a word tells of an event at all.

    "Casualties" with neither number nor victim says nothing, nor does "people fleeing" as a mere attribute, nor
    what was averted.
    """
    token = draft.trigger.token
    mere = token.tag == "VBG" or (token.head.lower == "those" and not token.rights)  # "help for those displaced"
    if draft.event == "displacement" and token.dep == "acl" and mere and not draft.counted:
        return False
    if draft.event == "displacement" and token.dep == "relcl" and _is_heard(token.head):
        return False
    if _is_use(token):
        return False
    tried = token.head if token.dep == "xcomp" and token.head.lemma in {"attempt", "try"} else None
    if draft.event == "displacement" and tried is not None and tried.dep == "relcl" and not draft.counted:
        return False  # "shot at those who tried to flee"
    if stance_of(draft.trigger, speeches)[0] in {"averted", "unsaid"} or is_asked(token):
        return False
    if _is_topic(draft) or _is_helped(draft):
        return False
    if token.dep == "xcomp" and token.head.lemma == "refuse" and draft.event == "clash":
        return False  # "men who refused to fight"
    if draft.event in event_set("harm") and is_aim(token) and token.head.lemma in words_of("undertaking"):
        return False  # "the operation to eliminate the group"
    named = draft.event == "displacement" and token.dep == "pobj" and token.head.lower in {"for", "of", "to"}
    if named and token.lower == "displaced" and not draft.counted:
        return False  # "a spokesman for the displaced"
    violent = (event_set("harm") | event_set("attack") | event_set("damage")) - {"clash"}
    answered = is_reason(token) and token.head.lower not in {"after", "following"}
    harmed = draft.event in violent and not draft.fillers and answered
    if draft.event in violent and _is_of_anybody(token):
        return False
    actors = [f.party for f in draft.fillers if f.role == "actor"]
    if draft.event == "advance" and actors and all(p is not None and p.kind in PEACEFUL for p in actors):
        return False  # "he was killed when he entered the area"
    if draft.event == "return" and any(f.party is not None and f.party.kind in FIGHTING for f in draft.fillers):
        return False  # fighters who come back are no returnees
    if not draft.counted and (harmed or _only_dates(token)):
        return False  # "nine killed in apparent reprisal for the massacre"
    if (
        draft.event == "support"
        and (token.dep in {"acl", "relcl"} or (token.dep == "advcl" and token.tag == "VBN"))
        and (token.tag == "VBN" or token.head.lower == "those")
    ):
        return False  # "troops backed by militia": the militia is a backer
    if draft.trigger.event == "casualties" and draft.trigger.pattern.frame in {"toll", "state", "treated"}:
        return bool(draft.counted) or any(f.role in {"victim", "target"} for f in draft.fillers)
    return True


def _is_use(deed: Token) -> bool:
    """Whether a deed is only what a thing is there for: "a site in Bani used to launch drones"."""
    use = deed.head
    aims = deed.dep == "xcomp" and use.dep == "acl" and any(t.lower == "to" for t in deed.lefts)
    return aims and use.lower == "used" and not any(t.dep == "agent" for t in use.rights)


def _is_heard(person: Token) -> bool:
    """Whether those who fled are only whom the report heard: "interviewed 20 survivors who crossed into Chad"."""
    return person.dep == "dobj" and person.head.lemma in words_of("telling")


def _is_of_anybody(deed: Token) -> bool:
    """Whether a deed is of whoever does such a thing: "those who target hospitals must be held to account"."""
    return deed.dep == "relcl" and deed.tag in {"VBP", "VBZ"} and deed.head.lower in words_of("anybody")


def _only_dates(token: Token) -> bool:
    """Whether an event is told only as what another began with: "the third to die since hostilities erupted"."""
    clause = next((t for t in path_up(token) if is_verbal(t)), None)
    return (
        clause is not None
        and clause.dep == "advcl"
        and any(t.lower == "since" for t in clause.lefts if t.dep == "mark")
    )


def _is_topic(draft: Draft) -> bool:
    """Whether a need is only what is talked about ("talks on the humanitarian situation"), and damage what is shown."""
    token = draft.trigger.token
    if not draft.trigger.is_noun or draft.counted:
        return False
    over = token.head
    if draft.event == "humanitarian_need":
        if token.dep == "pobj" and over.lower == "to" and over.head.lemma == "response":
            return True
        spoken = over.head if token.dep == "pobj" and over.lower in ABOUT else over if token.dep == "dobj" else None
        return spoken is not None and spoken.lemma in words_of("discussing")
    shown = token.dep == "pobj" and over.lower == "of" and over.head.lemma in words_of("portrayal")
    return draft.event == "destruction" and shown


def _is_helped(draft: Draft) -> bool:
    """Whether the displaced are only those whom something is for: "aid to vulnerable and displaced people"."""
    token = draft.trigger.token
    people = token.head if token.dep == "amod" else token.head.head
    qualifies = token.dep == "amod" or (token.dep == "conj" and token.head.dep == "amod")
    helped = people.dep == "pobj" and people.head.lower in {"for", "to"}
    return draft.event == "displacement" and not draft.counted and qualifies and helped


def _is_on_the_way(trigger: Trigger) -> bool:
    """Whether somebody only comes from somewhere, and is no returnee: "farmers returning from the market were shot"."""
    token = trigger.token
    if trigger.event != "return" or token.dep != "acl" or token.tag != "VBG":
        return False
    told = {t.lemma for t in (token.head, *token.head.lefts)} | {t.lower for t in token.head.lefts}
    return told.isdisjoint(words_of("displaced"))


def _only_counts_from(noun: Token) -> bool:
    """Whether an event is named only as what a total counts from: "since the beginning of the operation"."""
    over = noun.head.head
    begun = noun.dep == "pobj" and noun.head.lower == "of" and over.lemma in words_of("beginning")
    return begun and over.dep == "pobj" and over.head.lower == "since"


def is_bare(
    draft: Draft, located: list[Located], dated: Dated | None, rivals: list[Trigger], *, stance: str = "asserted"
) -> bool:
    """Whether a noun only mentions an event ("a year of attacks", "such an attack shows"): nothing is said of it.

    Of what has not happened yet a place, a day or a number must be said ("a haven to plot attacks" says nothing).
    """
    bare = event_type(draft.event).group in BARE_GROUPS or draft.event in event_set("needs_content")
    token = draft.trigger.token
    acts = any(is_verbal(t) for t in draft.merged)
    if draft.trigger.is_noun and not acts and stance in UNREAL and event_type(draft.event).group == "attacks":
        own = dated is not None and dated.own
        return not (draft.counted or own or any(not row.borrowed for row in located))
    if _is_judged(draft) and not any(not row.borrowed for row in located) and (dated is None or not dated.own):
        return True
    phrase = draft.trigger.pattern.pos != "noun"  # "is under investigation" says it all
    if not draft.trigger.is_noun or not bare or acts or phrase or _is_told(token) or governed_by(token, CONTENT):
        return False
    if any(
        r is not draft.trigger
        and r.token in [*conjuncts(token), token.head]
        and token.dep in {"conj", "pobj", "dobj", "nsubj"}
        for r in rivals
        if r.is_noun
    ) and any(row.cost < FAR for row in located):
        return False  # one of a list: "strikes and fighting in the valley"
    own_time = dated is not None and (
        dated.own or not any(r.event == draft.event for r in rivals if r is not draft.trigger)
    )
    return not (draft.fillers or draft.counted or own_time or any(not row.borrowed for row in located))


def _is_judged(draft: Draft) -> bool:
    """Whether a sentence judges a kind of deed and tells of none: "any acts of terrorism are criminal"."""
    token = draft.trigger.token
    if not draft.trigger.is_noun or draft.event not in event_set("violence") or draft.counted:
        return False
    if any(t.dep in {"det", "poss", "predet"} and t.lower not in ANY for t in token.lefts):
        return False
    if any(f.role == "actor" for f in draft.fillers) or token.dep not in {"nsubj", "nsubjpass"}:
        return False
    verb = token.head
    if verb.tag in {"VBD", "VBG"} or any(t.dep in {"aux", "auxpass"} and t.tag == "VBD" for t in verb.lefts):
        return False
    said = [verb, *(t for t in verb.rights if t.dep in {"acomp", "attr", "prep"})]
    said += [t for part in said if part.dep == "prep" for t in part.rights if t.dep == "pobj"]
    return any(t.lemma in words_of("judging") for t in said) or any(t.lower == "must" for t in verb.lefts)


def _is_told(noun: Token) -> bool:
    """Whether a noun is the news itself: "there were clashes", "residents heard gunfire", "fighting resumed"."""
    top = leaning(noun)
    verb = top.head
    if top.dep == "pobj" and verb.lower == "under":
        return True
    if top.dep == "pobj" and verb.lower == "of" and verb.head.lemma in words_of("sealing"):
        return True  # "the signing of a truce"
    if top.dep in {"dobj", "nsubj", "nsubjpass", "attr"} and verb.lemma in words_of("perceived"):
        return True
    lasts = any(t.lower in words_of("ongoing") for t in verb.rights if t.dep in {"acomp", "advmod", "prep"})
    if verb.lemma == "be" and lasts and top.dep == "nsubj":
        return True  # "fighting is ongoing"
    return any(t.dep == "expl" for t in verb.lefts)
