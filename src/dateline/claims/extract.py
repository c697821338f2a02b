"""From the mentions of a report to its claims: each event with its roles, place, time, figures, source and stance."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from dateline.claims.attribution import Sourced, attribute
from dateline.claims.choices import choice_notes
from dateline.claims.counts import figures
from dateline.claims.definite import recalled
from dateline.claims.disputes import link_answers
from dateline.claims.drafts import Draft, draft_events, is_bare
from dateline.claims.headings import Heading, headings
from dateline.claims.participants import backers, demander, participant
from dateline.claims.references import References
from dateline.claims.roles import Filler
from dateline.claims.scene import Scene
from dateline.claims.stance import stance_of
from dateline.claims.tabled import tabled
from dateline.claims.targets import target_kinds
from dateline.claims.triggers import Trigger
from dateline.claims.verification import bind, find_verifications
from dateline.claims.when import time_note, time_of
from dateline.claims.where import Located, headed, locate, place
from dateline.mentions.dates import claim_time
from dateline.mentions.quotes import Speech
from dateline.nlp import Parsed, Sentence
from dateline.records import Claim, Coder, Mentions, Note, Participant, PartyMention, Span, TimeMention, claim_id
from dateline.reference.crosswalks import codes_for
from dateline.reference.lexicons import words_of
from dateline.reference.ontology import event_set, event_type

HELPING = frozenset({"aid", "medical", "ngo"})
COUNTRY = 6  # UCDP's precision of a place of which only the country is known


@dataclass(frozen=True, slots=True)
class Reading:
    """One report being read: what was found in it, who speaks where, and what holds for all of its claims."""

    scene: Scene
    references: References
    speeches: dict[int, list[Speech]]  # by sentence
    headings: dict[int, Heading]  # days and places, by the sentences that they hold for
    coder: Coder
    profile: str
    conflict_country: str | None


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
    around = _by_sentence(parsed, speeches)
    references = References(scene, speeches, around, publisher)
    reading = Reading(scene, references, around, headings(scene), coder, profile, conflict_country)
    made: list[Claim] = []
    rows = tabled(scene, coder=coder, profile=profile)
    for sentence in parsed.sentences:
        if sentence.paragraph in rows:
            made += rows.pop(sentence.paragraph)
            rows[sentence.paragraph] = []
        elif sentence.parsed:
            drafts = draft_events(scene, references, sentence, around[sentence.index])
            made += [claim for draft in drafts if (claim := _claim(reading, draft, drafts)) is not None]
    return link_answers(_verified(parsed, made))


def _by_sentence(parsed: Parsed, speeches: list[Speech]) -> dict[int, list[Speech]]:
    """The speeches that each sentence is part of: its own, and those whose content it shares a character with."""
    found: dict[int, list[Speech]] = {s.index: [] for s in parsed.sentences}
    for speech in speeches:
        reached = {speech.sentence.index}
        for start, end in speech.content:
            first = bisect_right(parsed.sentences, start, key=lambda s: s.end)
            last = bisect_left(parsed.sentences, end, key=lambda s: s.start)
            reached.update(s.index for s in parsed.sentences[first:last])
        for index in reached:
            found[index].append(speech)
    return found


def _claim(reading: Reading, draft: Draft, drafts: list[Draft]) -> Claim | None:
    """The claim of an event; None where its word only mentions one."""
    scene, trigger = reading.scene, draft.trigger
    sentence = trigger.token.sentence
    rivals = [d.trigger for d in drafts]
    speeches = reading.speeches[sentence.index]
    fillers = draft.fillers + backers(scene, draft.fillers) + demander(reading.references, trigger, speeches)
    people = _participants(scene, fillers, reading.conflict_country)
    taken = {p.mention.start for p in people if p.role != "victim"}
    located = locate(scene, trigger, rivals, speeches, taken)
    people = _without_sites(people, located)
    located = _without_sides(draft.event, people, located)
    dated = time_of(scene, trigger, rivals, speeches)
    stance, stance_notes = stance_of(trigger, speeches)
    if is_bare(draft, located, dated, rivals, stance=stance):
        return None
    heading = reading.headings.get(sentence.index)
    located = located or recalled(scene, trigger) or (headed(trigger, heading.places) if heading is not None else [])
    mention = None if dated is None else dated.mention
    if mention is None and heading is not None and draft.event not in event_set("stock"):
        mention = heading.day
    sourced = attribute(scene, reading.references, trigger, speeches)
    evidence = scene.parsed.span(sentence.start, sentence.end)
    saying = [t for speech in speeches for t in speech.sources]
    kinds = target_kinds(replace(trigger, event=draft.event), draft.merged, saying)
    kinds = _of_owner(kinds, trigger, sourced)
    words = trigger.span(scene)
    report = scene.parsed.report.id
    return Claim(
        id=claim_id(report, draft.event, evidence, words),
        report=report,
        event=draft.event,
        trigger=words,
        evidence=evidence,
        participants=people,
        places=tuple(place(row) for row in located),
        time=None if mention is None else claim_time(mention),
        figures=figures(draft.counted, trigger=trigger, time=mention, order=scene.numbers, profile=reading.profile),
        attribution=sourced.attribution,
        stance=stance,
        target_kinds=kinds,
        codes=codes_for(
            draft.event,
            actor_kinds={p.kind for p in people if p.role == "actor"},
            victim_kinds=_harmed_kinds(people, kinds),
            stance=stance,
        ),
        implied=_implied(sourced, people, located, mention, draft.notes, sentence),
        rule=trigger.pattern.name,
        coder=reading.coder,
        notes=tuple(_notes(draft, words, located, mention, sourced, stance_notes)),
    )


def _participants(scene: Scene, fillers: list[Filler], conflict_country: str | None) -> tuple[Participant, ...]:
    found: list[Participant] = []
    for filler in sorted(fillers, key=lambda f: f.token.index):
        made = participant(scene, filler, conflict_country)
        if not any(made.role == other.role and made.mention.overlaps(other.mention) for other in found):
            found.append(made)
    return tuple(found)


def _without_sites(people: tuple[Participant, ...], located: list[Located]) -> tuple[Participant, ...]:
    """The participants without names of nobody known that are where it was: "the fall of Hawija"."""
    sites = {row.mention.span.start for row in located}
    return tuple(p for p in people if p.kind != "unknown" or p.party is not None or p.mention.start not in sites)


def _without_sides(event: str, people: tuple[Participant, ...], located: list[Located]) -> list[Located]:
    """The places of what passes between sides without the countries that are one of them: "Iraq and Iran agreed"."""
    if event_type(event).group != "politics":
        return located
    sides = {p.mention.text for p in people}
    return [row for row in located if row.mention.precision != COUNTRY or row.mention.span.text not in sides]


def _of_owner(kinds: tuple[str, ...], trigger: Trigger, sourced: Sourced) -> tuple[str, ...]:
    """The kinds of what was hit, where those who help say that it was theirs: "the charity said its base was hit"."""
    speakers = {source.kind for source in sourced.attribution.sources}
    theirs = any(
        t.lower in {"its", "their", "our"} and t.head.lemma in words_of("aid_property") | {"base"}
        for t in trigger.token.subtree()
    )
    if "military" not in kinds or not theirs or not speakers & HELPING:
        return kinds
    return tuple(sorted({"aid" if kind == "military" else kind for kind in kinds}))


def _harmed_kinds(people: tuple[Participant, ...], kinds: tuple[str, ...]) -> set[str]:
    """The kinds of those hit; where only a protected object is named, its people are civilians."""
    harmed = {p.kind for p in people if p.role in {"victim", "target"}}
    return harmed or ({"civilians"} if any(kind != "military" for kind in kinds) else set())


def _implied(
    sourced: Sourced,
    people: tuple[Participant, ...],
    located: list[Located],
    mention: TimeMention | None,
    notes: list[Note],
    sentence: Sentence,
) -> tuple[str, ...]:
    """The fields whose value stands outside the evidence."""
    implied = set()
    if any(
        note.field == "event" and note.span is not None and not sentence.start <= note.span.start < sentence.end
        for note in notes
    ):
        implied.add("event")
    if sourced.carried:
        implied.add("attribution")
    if mention is not None and not sentence.start <= mention.span.start < sentence.end:
        implied.add("time")
    if any(row.mention.span.end <= sentence.start for row in located):
        implied.add("places")
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
        notes += [
            Note(field="places", text=f"“{row.mention.span.text}” as {row.role} ({how})", span=row.mention.span),
            *choice_notes(row.mention),
        ]
    if mention is not None:
        notes.append(time_note(mention))
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
    by_sentence: dict[int, list[Claim]] = {}
    for claim in claims:
        sentence = parsed.sentence_at(claim.evidence.start)
        if sentence is not None and claim.event not in event_set("deed_of_speech"):
            by_sentence.setdefault(sentence.index, []).append(claim)
    paragraphs = {s.index: s.paragraph for s in parsed.sentences}
    bound = bind(verifications, by_sentence, paragraphs)
    return [
        replace(claim, verification=bound[claim.id].value, verification_mention=bound[claim.id].mention)
        if claim.id in bound
        else claim
        for claim in claims
    ]
