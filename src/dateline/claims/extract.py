"""From the mentions of a report to its claims: each event with its roles, place, time, figures, source and stance."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from dateline.claims.attribution import Sourced, attribute
from dateline.claims.counts import Counted, belongs, figures, fits, measured, nearest
from dateline.claims.disputes import link_answers
from dateline.claims.merging import merge
from dateline.claims.near import FAR
from dateline.claims.references import References
from dateline.claims.refine import refine
from dateline.claims.roles import Filler, backers, find_fillers, participant
from dateline.claims.scene import Scene
from dateline.claims.stance import stance_of
from dateline.claims.targets import target_kinds
from dateline.claims.triggers import Trigger, find_triggers, leaning
from dateline.claims.verification import Verification, bind, find_verifications
from dateline.claims.when import Dated, time_of
from dateline.claims.where import Located, locate, place
from dateline.mentions.dates import claim_time
from dateline.mentions.quotes import Speech
from dateline.nlp import Parsed, Sentence, Token
from dateline.nlp.syntax import conjuncts, governed_by, is_verbal
from dateline.records import (
    Claim,
    Coder,
    Mentions,
    Note,
    Participant,
    PartyMention,
    Span,
    TimeMention,
    claim_id,
)
from dateline.reference.crosswalks import codes_for
from dateline.reference.lexicons import words_of
from dateline.reference.ontology import event_set, event_type

#: In these the actor is the speaker, and so the source where the text names no other.
ACCOMPANYING = frozenset({"after", "in", "during", "through", "amid"})
CONTENT = frozenset({"of", "on", "against", "into", "from", "by", "between"})
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


def extract(
    parsed: Parsed,
    mentions: Mentions,
    speeches: list[Speech],
    *,
    coder: Coder,
    profile: str = "house",
    publisher: PartyMention | None = None,
    conflict_country: str | None = None,
) -> list[Claim]:
    """The claims of a report, in the order of the text.

    `publisher` is the party that "we" stands for where no one else speaks; `conflict_country` the country of the
    people whom no word gives another.
    """
    scene = Scene(parsed, mentions)
    references = References(scene, speeches, publisher)
    drafts: list[Draft] = []
    for sentence in parsed.sentences:
        if sentence.parsed:
            drafts.extend(_drafts(scene, references, sentence, speeches))
    made = [
        claim
        for draft in drafts
        if (claim := _claim(scene, references, draft, drafts, speeches, coder, profile, conflict_country)) is not None
    ]
    verified = _verified(parsed, made)
    return link_answers(verified)


def _drafts(scene: Scene, references: References, sentence: Sentence, speeches: list[Speech]) -> list[Draft]:
    """The events of a sentence, the harm and damage that belong to an attack merged into it."""
    triggers = [t for t in find_triggers(scene, sentence) if not _is_reporting(t, speeches)]
    here = [s for s in speeches if s.covers(sentence.start) or s.sentence is sentence]
    owners = merge(triggers, here)
    fillers = {t.token.index: find_fillers(scene, references, t) for t in triggers}
    drafts = {t.token.index: Draft(t, t.event, fillers[t.token.index]) for t in triggers if t.token.index not in owners}
    for trigger in triggers:
        owner = _top(trigger, owners)
        if owner is trigger or owner.token.index not in drafts:
            continue
        draft = drafts[owner.token.index]
        draft.merged.append(trigger.token)
        words = {t.index for o in triggers for t in o.words}
        known = {(f.role, f.token.index) for f in draft.fillers}
        has_actor = any(f.role == "actor" for f in draft.fillers)
        for filler in fillers[trigger.token.index]:
            if filler.token.index in words or (filler.role, filler.token.index) in known:
                continue
            if filler.role == "actor" and has_actor:
                continue
            draft.fillers.append(filler)
    merged = {index: _top_of(index, owners) for index in owners}
    _inherit(drafts)
    _count(scene, sentence, list(drafts.values()), merged, [t for t in triggers if t.token.index in owners], here)
    for draft in drafts.values():
        draft.event, notes = refine(scene, draft.trigger, draft.fillers, draft.merged)
        draft.notes += notes
    return [draft for draft in drafts.values() if _says_something(draft, here)]


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


def _top_of(index: int, owners: dict[int, Trigger]) -> Trigger:
    return _top(owners[index], owners)


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
        owner = next((d for d in drafts if belongs(counted, d.trigger, merged)), None)
        if owner is None or not fits(counted.measure, owner.event):
            trigger = nearest(scene, counted, [d.trigger for d in drafts], speeches)
            owner = by_trigger.get(trigger.token.index) if trigger is not None else None
        if owner is not None:
            owner.counted.append(counted)


def _says_something(draft: Draft, speeches: list[Speech]) -> bool:
    """Whether a word tells of an event at all.

    "Casualties" with neither number nor victim says nothing, nor does "people fleeing" as a mere attribute, nor
    what was averted.
    """
    token = draft.trigger.token
    if draft.event == "displacement" and token.dep == "acl" and token.tag == "VBG" and not draft.counted:
        return False
    if stance_of(draft.trigger, speeches)[0] in {"averted", "unsaid"}:
        return False
    if (
        draft.event == "support"
        and token.dep in {"acl", "relcl"}
        and (token.tag == "VBN" or token.head.lower == "those")
    ):
        return False  # "troops backed by militia": the militia is a backer
    if draft.trigger.event == "casualties" and draft.trigger.pattern.frame in {"toll", "state", "treated"}:
        return bool(draft.counted) or any(f.role in {"victim", "target"} for f in draft.fillers)
    return True


def _claim(
    scene: Scene,
    references: References,
    draft: Draft,
    drafts: list[Draft],
    speeches: list[Speech],
    coder: Coder,
    profile: str,
    conflict_country: str | None,
) -> Claim | None:
    trigger = draft.trigger
    sentence = trigger.token.sentence
    rivals = [d.trigger for d in drafts if d.trigger.token.sentence is sentence]
    around = [s for s in speeches if s.covers(trigger.token.start) or s.sentence is sentence]
    fillers = draft.fillers + backers(scene, draft.fillers)
    people = _participants(scene, fillers, conflict_country)
    sourced = attribute(scene, references, trigger, speeches)
    taken = {p.mention.start for p in people if p.role not in {"victim"}}
    located = locate(scene, trigger, rivals, around, taken)
    dated = time_of(scene, trigger, rivals, around)
    mention = None if dated is None else dated.mention
    if _is_bare(draft, located, dated, rivals):
        return None
    stance, stance_notes = stance_of(trigger, around)
    evidence = scene.parsed.span(sentence.start, sentence.end)
    kinds = target_kinds(replace(trigger, event=draft.event), draft.merged)
    words = trigger.span(scene)
    implied = _implied(sourced, people, sentence)
    report = scene.parsed.report
    return Claim(
        id=claim_id(report.id, draft.event, evidence, words),
        report=report.id,
        event=draft.event,
        trigger=words,
        evidence=evidence,
        participants=people,
        places=tuple(place(row) for row in located),
        time=None if mention is None else claim_time(mention),
        figures=figures(draft.counted, trigger=trigger, time=mention, order=scene.mentions.quantities, profile=profile),
        attribution=sourced.attribution,
        stance=stance,
        target_kinds=kinds,
        codes=codes_for(
            draft.event,
            actor_kinds={p.kind for p in people if p.role == "actor"},
            victim_kinds=_harmed_kinds(people, kinds),
            stance=stance,
        ),
        implied=implied,
        rule=trigger.pattern.name,
        coder=coder,
        notes=tuple(_notes(draft, words, located, mention, sourced, stance_notes)),
    )


def _is_bare(draft: Draft, located: list[Located], dated: Dated | None, rivals: list[Trigger]) -> bool:
    """Whether a noun only mentions an event ("a year of attacks", "such an attack shows"): nothing is said of it."""
    bare = event_type(draft.event).group in BARE_GROUPS or draft.event in event_set("needs_content")
    token = draft.trigger.token
    acts = any(is_verbal(t) for t in draft.merged)
    if not draft.trigger.is_noun or not bare or acts or _is_told(token) or governed_by(token, CONTENT):
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


def _is_told(noun: Token) -> bool:
    """Whether a noun is the news itself: "there were clashes", "residents heard gunfire", "fighting resumed"."""
    top = leaning(noun)
    verb = top.head
    if top.dep == "pobj" and verb.lower == "under":
        return True
    if top.dep in {"dobj", "nsubj", "nsubjpass", "attr"} and verb.lemma in words_of("perceived"):
        return True
    return any(t.dep == "expl" for t in verb.lefts)


def _participants(scene: Scene, fillers: list[Filler], conflict_country: str | None) -> tuple[Participant, ...]:
    found: list[Participant] = []
    for filler in sorted(fillers, key=lambda f: f.token.index):
        made = participant(scene, filler, conflict_country)
        if not any(made.role == other.role and made.mention.overlaps(other.mention) for other in found):
            found.append(made)
    return tuple(found)


def _harmed_kinds(people: tuple[Participant, ...], kinds: tuple[str, ...]) -> set[str]:
    """The kinds of those hit; where only a protected object is named, its people are civilians."""
    harmed = {p.kind for p in people if p.role in {"victim", "target"}}
    return harmed or ({"civilians"} if any(kind != "military" for kind in kinds) else set())


def _implied(sourced: Sourced, people: tuple[Participant, ...], sentence: Sentence) -> tuple[str, ...]:
    """The fields whose value stands outside the evidence."""
    implied = set()
    if sourced.carried:
        implied.add("attribution")
    if any(p.mention.start < sentence.start or p.mention.end > sentence.end for p in people):
        implied.add("participants")
    return tuple(sorted(implied))


def _notes(
    draft: Draft, words: Span, located: list[Located], mention: TimeMention | None, sourced: Sourced, stance: list[Note]
) -> list[Note]:
    """How the values came about, for `explain`."""
    notes = [
        Note(field="event", text=f"pattern {draft.trigger.pattern.name} on “{words.text}”", span=words),
        *draft.notes,
    ]
    for row in located:
        how = "borrowed from the rest of the sentence" if row.borrowed else f"nearest event, distance {row.cost:.1f}"
        notes.append(
            Note(field="places", text=f"“{row.mention.span.text}” as {row.role} ({how})", span=row.mention.span)
        )
        notes += [
            Note(
                field="places",
                text=f"not {c.name}, {c.country or 'no country'} (score {c.score:.2f})",
                span=row.mention.span,
                dropped=True,
            )
            for c in row.mention.runners_up[:2]
        ]
    if mention is not None:
        anchor = (
            f"anchored on the {mention.anchor} date"
            if mention.anchor in {"published", "dateline"}
            else "as the text says"
            if mention.anchor
            else "not anchored"
        )
        notes.append(Note(field="time", text=f"“{mention.span.text}” is {mention.value}, {anchor}", span=mention.span))
    notes += [
        Note(
            field="figures", text=f"“{c.quantity.span.text}” counts {c.measure}, by “{c.by.text}”", span=c.quantity.span
        )
        for c in draft.counted
    ]
    return [*notes, *sourced.notes, *stance]


def _verified(parsed: Parsed, claims: list[Claim]) -> list[Claim]:
    """The claims with what could not be verified bound to them."""
    verifications = find_verifications(parsed)
    if not verifications:
        return claims
    by_sentence: dict[int, list[str]] = {}
    for claim in claims:
        sentence = parsed.sentence_at(claim.evidence.start)
        if sentence is not None and claim.event not in event_set("deed_of_speech"):
            by_sentence.setdefault(sentence.index, []).append(claim.id)
    paragraphs = {s.index: s.paragraph for s in parsed.sentences}
    bound: dict[str, Verification] = bind(verifications, by_sentence, paragraphs)
    return [
        replace(claim, verification=bound[claim.id].value, verification_mention=bound[claim.id].mention)
        if claim.id in bound
        else claim
        for claim in claims
    ]
