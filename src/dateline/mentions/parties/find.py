"""The parties of a report, sentence by sentence: phrases found, read, joined, and written down as mentions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dateline.mentions.parties.lexicon import Item, What, find_items
from dateline.mentions.parties.meaning import ARMED, Meaning, Surroundings, of_acting_name, of_name, of_nouns, placed
from dateline.mentions.parties.people import find_people, name_end
from dateline.mentions.parties.phrases import NAMED, Phrase, build, cue_after, side_before, widen
from dateline.mentions.parties.story import Story, read_story
from dateline.mentions.parties.words import Words, words_of
from dateline.nlp.parsed import Parsed
from dateline.records.mentions import PartyMention, PlaceMention
from dateline.records.spans import Span
from dateline.reference.agents import Agent, party_cues
from dateline.reference.lexicons import word_classes

MEN = frozenset({"man", "individual"})
UNIFORMED = ARMED | {"state_forces", "police"}
TO_ITS_OWN = ("of", "from", "for", "with", "within", "in")
LOYAL = {
    ("loyal", "to"),
    ("belonging", "to"),
    ("allied", "to"),
    ("allied", "with"),
    ("affiliated", "with"),
    ("aligned", "with"),
}
PERSONAL = frozenset(("governor", "mayor", "leader", "spokesman", "commander", "official", "president", "minister"))
AIRCRAFT = frozenset(("aircraft", "plane", "planes", "jet", "jets", "bomber", "bombers"))
POINTING = frozenset(("this", "that", "these", "those"))
ARTICLES = frozenset(("the", "a", "an", "his", "their", "its", "s"))
FLAGS = frozenset(("US", "U.S", "UK", "U.K", "UAE", "U.A.E"))  # initials that stand for an adjective: "a US air strike"
JOINERS = frozenset(("and", "or"))


@dataclass(slots=True)
class Draft:
    """A mention in the making: words `start` to `end`, its main word, and what it means."""

    start: int
    end: int
    head: int
    meaning: Meaning
    bare: bool = False  # an adjective with no noun of its own: "Russian" in "Russian and Syrian jets"
    noun: str = ""


#: What stands before the name of a people where one of them is meant.
ONE_OF = frozenset(("a", "an", "another", "one", "1"))
COUNTING = frozenset(("dozen", "many", "most", "several"))
REGIONS = frozenset(("region", "state", "province", "zone", "district", "county", "area"))

ALLIES = frozenset(("allied", "coalition", "partner"))
ALLIED = frozenset(("aircraft", "force", "jet", "military", "troop", "warplane"))


def find_parties(parsed: Parsed, places: Sequence[PlaceMention] = ()) -> list[PartyMention]:
    """The parties that a report names, in the order of the text, none overlapping.

    `places` help to tell whose war it is; without them the countries that the text names do.
    """
    body = parsed.report.dateline.body if parsed.report.dateline is not None else 0
    head = parsed.report.dateline.mention.start if parsed.report.dateline is not None else 0
    found = []
    for sentence in parsed.sentences:
        words = words_of(sentence, parsed.text)
        found.append((words, find_items(words)))
    story = read_story(parsed, found, places)
    taken = [(p.span.start, p.span.end) for p in places if p.form != "adjective"]
    mentions: list[PartyMention] = []
    for words, items in found:
        drafts = _drafts(words, items, story)
        for mention in find_people(words, [_mention(words, draft) for draft in drafts], story, taken):
            if head <= mention.span.start < body and mention.kind not in ("media",):
                continue
            mentions.append(mention)
    return mentions


def _drafts(words: Words, items: list[Item], story: Story) -> list[Draft]:
    """The phrases of a sentence, read from left to right."""
    drafts: list[Draft] = []
    floor, number = 0, 0
    side: tuple[str, Item] | None = None
    while number < len(items):
        item = items[number]
        if item.start < floor:
            number += 1
            continue
        cue = cue_after(words, item)
        if cue is not None:
            acting = NAMED if cue in ("backer", "leader") else (What.PARTY,) if cue == "holder" else ()
            if item.entry.what in acting and item.entry.what is not What.PEOPLE:
                drafts.append(Draft(item.start, item.end, item.end - 1, of_name(item, story)))
            side = (cue, item)
            floor = item.end + 1
            number += 1
            continue
        stance = side_before(words, item)
        if stance is not None:
            side, floor = (stance, item), item.end
            number += 1
            continue
        near = side if side is not None and item.start - floor <= 3 and floor > 0 else None
        draft, number, floor = _read(words, items, number, story, near, floor)
        side = None
        if draft is not None:
            if near is not None and near[0] == "tie" and draft.start == near[1].end + 1:
                draft.start = near[1].start
            drafts.append(draft)
            mention = _mention(words, draft)
            if near is not None and near[0] == "backer" and near[1].entry.country and draft.meaning.by != "context":
                story.backed.setdefault(near[1].entry.country, mention)
            story.note(words.sentence.index, mention)
    _share(words, drafts)
    _introduce(words, drafts)
    return drafts


def _read(
    words: Words, items: list[Item], number: int, story: Story, side: tuple[str, Item] | None, floor: int
) -> tuple[Draft | None, int, int]:
    """Read the phrase that begins with an item: the draft, the next item's number, the first free word."""
    phrase = build(words, items, number)
    following = number + len(phrase.items)
    deed: Agent | None = None
    while phrase.items and phrase.last.entry.what is What.AGENT:
        agent = phrase.last.entry.agent
        assert agent is not None
        if agent.noun_class == "action":
            deed = agent
        elif agent.noun_class == "weapon" and not any(
            i.entry.what in NAMED or i is not phrase.last for i in phrase.items
        ):
            pass
        elif agent.noun_class not in ("none", "modifier"):
            break
        phrase.items.pop()
        phrase.end = phrase.last.end if phrase.items else phrase.start
    if not phrase.items:
        return None, following, max(floor, items[following - 1].end)
    last = phrase.last
    if last.entry.what not in (What.AGENT, What.TITLE):
        return _of_name(words, phrase, story, deed), following, phrase.end
    start = widen(words, phrase.start, phrase.end, floor)
    phrase.start = start
    before = words.norms[start - 1] if start else ""
    around = Surroundings(words, story, words.sentence.index, side, before == "the", before in POINTING)
    meaning = of_nouns(phrase, around)
    noun = last.entry.agent or last.entry.title
    assert noun is not None
    if noun.lemma == "fighter" and _flies(words, start, phrase.end):
        meaning = Meaning(None, "state_forces", None, "agent")
    draft = Draft(start, phrase.end, phrase.end - 1, meaning, noun=noun.lemma)
    draft, following = _attached(words, items, following, draft, phrase, around)
    end = name_end(words, draft.end, last) if draft.end == phrase.end else draft.end
    if end > draft.end:
        draft = replace(
            draft, end=end, head=end - 1, meaning=_titled(meaning, last, story, placed(words, phrase, story))
        )
    while following < len(items) and items[following].start < draft.end:
        following += 1
    if noun.lemma == "military" and len(phrase.items) == 1 and words.tokens[phrase.end - 1].pos == "ADJ":
        return None, following, draft.end  # "a military defeat" is nobody
    nameless = last.entry.what is What.TITLE and draft.end == phrase.end and draft.meaning.by in ("agent", "context")
    charged = phrase.end > 1 or words.norms[phrase.end : phrase.end + 1] in (["for"], ["of"])
    heads = start == 0 and charged and meaning.country is not None  # "Foreign Secretary condemns …"
    if nameless and ((before not in ARTICLES and not heads) or words.tokens[phrase.end - 1].pos == "ADJ"):
        return None, following, draft.end  # "in general", "a major attack": a rank without a name needs its article
    return draft, following, draft.end


def _flies(words: Words, start: int, end: int) -> bool:
    """Whether a fighter is an aircraft: "F-16 fighters", "fighter and remotely piloted aircraft"."""
    typed = start > 1 and words.norms[start - 1].isdigit() and words.hyphened(start - 1)
    mark = words.norms[start][-1:].isdigit()
    return typed or mark or (words.norms[end - 1] == "fighter" and not AIRCRAFT.isdisjoint(words.norms[end : end + 5]))


def _of_name(words: Words, phrase: Phrase, story: Story, deed: Agent | None) -> Draft | None:
    """A phrase whose head is a name; a capital counts as a party only where it is not a place."""
    last = phrase.last
    before = words.norms[phrase.start - 1] if phrase.start else ""
    if len(phrase.items) == 1 and (bearer := _bearer(words, last, story)) is not None:
        meaning = Meaning(bearer.party, bearer.kind, bearer.country, bearer.resolved_by, bearer.name)
        return Draft(phrase.start, phrase.end, phrase.end - 1, meaning)
    if last.entry.what is What.CAPITAL and words.surface(last.start, last.end).isupper():
        return None  # "KYIV, March 3 -": the head of a story, or a text in capitals
    if last.entry.what is What.CAPITAL and (party_cues().get(before) in ("inside", "near") or words.upper):
        return None
    meaning = of_acting_name(last, deed, story) if deed is not None and _acts(words, last) else of_name(last, story)
    if last.entry.what is What.PEOPLE and phrase.items[0].entry.what is What.DEMONYM:
        country = phrase.items[0].entry.country
        meaning = Meaning(f"{country}:CIV", "civilians", country, "demonym", None, "CIV")
    site = story.places.get(words.starts[last.start])
    placed = site is not None and site.form == "name" and site.precision != 6
    if placed and last.entry.what is What.PARTY and party_cues().get(before) in ("inside", "near"):
        return None  # "in Fars", "the village of Duma"
    if last.entry.what is What.PEOPLE and _is_region(words, phrase.end):
        return None  # "a spokesman for the Amhara region"
    if _is_person(words, last) and (before in ONE_OF or _is_counted(words, phrase.start)):
        country = last.entry.country
        meaning = Meaning(f"{country}:CIV", "civilians", country, "demonym", None, "CIV")
        return Draft(phrase.start, phrase.end, phrase.end - 1, meaning)
    bare = last.entry.what is What.DEMONYM and not last.entry.plural
    folk = last.entry.what is What.PEOPLE and words.tokens[last.start].pos in ("ADJ", "PROPN") and not last.entry.plural
    initials = last.entry.what is What.COUNTRY and words.surface(last.start, last.end).replace(".", "").isupper()
    if bare and deed is None and _is_place_noun(words, phrase.end):
        return None
    return Draft(phrase.start, phrase.end, phrase.end - 1, meaning, bare=bare or initials or folk)


def _bearer(words: Words, item: Item, story: Story) -> PartyMention | None:
    """Who was named before by a name that is also a people's: "Human Rights Chief Volker Türk", later "Türk"."""
    if item.entry.what is not What.DEMONYM or item.end - item.start > 1 or words.upper:
        return None
    surname = words.surface(item.start, item.end)
    for _, mention in reversed(story.recent):
        names = mention.span.text.split()
        told = mention.resolved_by in ("table", "title") and mention.kind not in ("civilians", "state_forces")
        if told and len(names) > 1 and names[-1] == surname and names[-2][:1].isupper():
            return mention
    return None


def _is_person(words: Words, item: Item) -> bool:
    """Whether a people's name stands for one of them: "a Palestinian was shot", not "a Palestinian official"."""
    if item.entry.what is not What.DEMONYM or item.entry.plural:
        return False
    token = words.tokens[item.start]
    return token.head is not token and token.dep in ("nsubj", "nsubjpass", "dobj", "pobj", "conj")


def _is_counted(words: Words, start: int) -> bool:
    """Whether a number stands before a people's name: "1.2 million Lebanese"."""
    token = words.tokens[start - 1] if start else None
    return token is not None and (token.pos == "NUM" or token.lower in COUNTING)


def _is_region(words: Words, index: int) -> bool:
    """Whether the word after a people's name makes it a part of a country: "the Amhara region"."""
    return index < len(words) and words.glued(index) and words.norms[index] in REGIONS


def _acts(words: Words, item: Item) -> bool:
    """Whether a name before a deed is its doer: "Russian strikes", "US strikes", not "the Syria strikes"."""
    if item.entry.what not in (What.COUNTRY, What.CAPITAL) or words.surface(item.start, item.end).strip(".") in FLAGS:
        return True
    return item.end < len(words) and words.norms[item.end] == "s" and words.tokens[item.end].text[:1] in "'’"


def _is_place_noun(words: Words, index: int) -> bool:
    return index < len(words) and words.glued(index) and party_cues().get(words.norms[index]) == "noun"


def _attached(
    words: Words, items: list[Item], following: int, draft: Draft, phrase: Phrase, around: Surroundings
) -> tuple[Draft, int]:
    """Join "Government" with "of Iraq", "forces" with "loyal to President Assad", "members" with "of the tribe"."""
    noun = phrase.last.entry.agent or phrase.last.entry.title
    position = phrase.end
    if noun is None or following >= len(items) or position >= len(words):
        return draft, following
    pair = tuple(words.norms[position : position + 2])
    if pair in LOYAL:
        position += 2
    elif words.norms[position] in TO_ITS_OWN[: 4 if noun.noun_class in ("role", "title") else 2]:
        position += 1
    elif words.norms[position] == "in" and noun.noun_class in ("role", "title") and _is_armed_party(items[following]):
        position += 1  # "a commander in Hezbollah's Radwan force"
    else:
        return draft, following
    if position < len(words) and words.norms[position] in ("the", "a", "an", "former", "any"):
        position += 1
    target = items[following]
    gap = range(phrase.end, min(target.start + 1, len(words)))
    if target.start < position or target.start - position > 3 or not all(words.glued(index) for index in gap):
        return draft, following
    named = target.entry.what in NAMED
    gang_of = (noun.kind in ARMED or noun.sector == "UAF") and target.entry.what is What.PARTY
    if (
        noun.noun_class not in ("role", "title")
        and not gang_of
        and not (target.entry.what in (What.COUNTRY, What.PARTY) and target.start == position)
    ):
        return draft, following
    kind_of_noun = target.entry.agent.noun_class if target.entry.agent is not None else "title"
    if not named and kind_of_noun not in ("group", "role", "anaphor", "coalition", "title"):
        return draft, following
    inner, after, _ = _read(words, items, following, around.story, None, position)
    if inner is None or inner.bare or inner.start > position:
        return draft, following
    return replace(
        draft, end=inner.end, meaning=_owned(draft.meaning, noun.lemma, noun.noun_class, inner.meaning)
    ), after


def _is_armed_party(item: Item) -> bool:
    return item.entry.what is What.PARTY and item.entry.parties[0].kind in ARMED


def _owned(own: Meaning, lemma: str, noun_class: str, owner: Meaning) -> Meaning:
    """What "X of Y" is: Y's party, with X's kind where X says more than Y."""
    if noun_class not in ("role", "title"):
        if owner.kind in ARMED and (own.kind in ARMED or own.kind == "unknown"):
            return replace(owner, name=None)
        if lemma in MEN and own.kind == "civilians" and owner.kind in UNIFORMED:
            return replace(owner, name=None)  # "six men from the Kenyan army"
        if own.kind == "peacekeepers" and owner.country is not None and owner.kind == "government":
            return Meaning(f"{owner.country}:MIL.PKO", own.kind, owner.country, "demonym", None, "MIL.PKO")
        if owner.country is None or own.sector is None:
            return owner if owner.party else own
        return Meaning(f"{owner.country}:{own.sector}", own.kind, owner.country, owner.by, None, own.sector)
    if own.kind in ("state_forces", "rebels") and owner.kind == "government" and owner.country:
        return Meaning(f"{owner.country}:MIL", "state_forces", owner.country, owner.by, None, "MIL")
    if lemma == "member" and owner.kind == "government" and own.kind == "unknown":
        return replace(owner, name=None)
    return replace(owner, name=None)


def _titled(meaning: Meaning, last: Item, story: Story, seat: str | None) -> Meaning:
    """A person with a title: a minister in a government's own statement is one of its ministers.

    Who rules a place that is named before the title is of its country (`seat`): "North Kivu Governor Peter Cirimwami".
    """
    if meaning.by == "context" or (meaning.country is None and meaning.party is None):
        noun = last.entry.title or last.entry.agent
        of_home = noun is not None and (noun.kind == "government" or (noun.kind == "state_forces" and story.armed_home))
        if noun is not None and noun.kind == "government" and seat is not None and not _is_sent(noun):
            return Meaning(f"{seat}:{noun.sector}", noun.kind, seat, "title", None, noun.sector)
        if noun is not None and of_home and story.home is not None:
            return Meaning(f"{story.home}:{noun.sector}", noun.kind, story.home, "title", None, noun.sector)
        if noun is not None and noun.kind == "state_forces":
            return Meaning(None, noun.kind, None, "title", None, noun.sector)
    return replace(meaning, by="title") if last.entry.title is not None else meaning


def _is_sent(noun: Agent) -> bool:
    """Whether an office is named by where it is sent: "Sudan Envoy Tom Perriello" is not Sudan's."""
    return "sent" in word_classes().get(noun.lemma, ())


def _share(words: Words, drafts: list[Draft]) -> None:
    """Give the noun of "Russian and Syrian jets" to "Russian" too."""
    for number in range(len(drafts) - 2, -1, -1):
        draft, following = drafts[number], drafts[number + 1]
        between = words.norms[draft.end : following.start]
        if not draft.bare or len(between) > 1 or (between and between[0] not in JOINERS):
            continue
        country = draft.meaning.country
        allied = following.noun in ALLIED and following.meaning.kind == "state_forces" and between != []
        if allied and words.norms[following.start] in ALLIES:  # "U.S. and coalition military forces"
            draft.meaning = Meaning(f"{country}:MIL", "state_forces", country, "demonym", None, "MIL")
            continue
        sector, kind = following.meaning.sector, following.meaning.kind
        folk = draft.meaning.kind == "civilians"  # "Kurdish and Yezidi fighters": a people, whose country may be unsaid
        if sector is None or following.meaning.by not in ("demonym", "title", "context" if folk else "title"):
            continue
        country = draft.meaning.country or (following.meaning.country if folk else None)
        code = f"{country}:{sector}" if country is not None else None
        draft.meaning = Meaning(code, kind, country, "demonym", None, sector)


def _introduce(words: Words, drafts: list[Draft]) -> None:
    """Let "a coalition spokesman, Colonel Ryan Dillon" and "the governor, Oleksandr Prokudin" share what is known."""
    for first, second in pairwise(drafts):
        if second.start != first.end or second.end - second.start < 2 or not words.capital(second.start):
            continue
        if "," not in words.text[words.ends[first.end - 1] : words.starts[second.start]] or first.noun == "":
            continue
        named = second.meaning.by == "title" or second.meaning.name is not None
        if not named or first.meaning.kind in ARMED or second.meaning.kind in ("media", "igo", "ngo"):
            continue
        if second.meaning.party is None and first.meaning.party is not None:
            second.meaning = replace(first.meaning, by="title", name=None)
        elif second.meaning.country and (
            (first.meaning.party is None and first.noun in PERSONAL)
            or (first.meaning.by == "context" and second.meaning.by == "table")
        ):
            first.meaning = replace(second.meaning, by="title", name=None)


def _mention(words: Words, draft: Draft) -> PartyMention:
    start, end = words.starts[draft.start], words.ends[draft.end - 1]
    span = Span.of(words.text, start, end)
    meaning = draft.meaning
    return PartyMention(
        span=span,
        head=words.starts[draft.head],
        name=meaning.name or span.text,
        party=meaning.party,
        kind=meaning.kind,
        country=meaning.country,
        resolved_by=meaning.by,
    )
