"""What a noun phrase stands for: its party code, kind and country."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.mentions.parties.groups import ARMED_GROUP
from dateline.mentions.parties.lexicon import Item, What
from dateline.mentions.parties.phrases import NAMED, Phrase
from dateline.mentions.parties.story import Story
from dateline.mentions.parties.words import Words
from dateline.records.mentions import PartyMention
from dateline.reference.agents import Agent, agent, party_cues
from dateline.reference.parties import PartyRow, choose

ARMED = frozenset(("rebels", "militia", "jihadists"))
STATE = frozenset(("state_forces", "government", "police"))
UNARMED = frozenset(("civilians", "medical"))
BODIES = frozenset(("igo", "ngo", "aid", "medical", "media", "peacekeepers"))
#: Kinds of nouns that belong to the story's country where nothing else is said.
LOCAL = frozenset(("state_forces", "government", "police", "rebels", "militia", "civilians", "medical"))
#: Nouns that take up the force that was named last: "the army", "the military", "police".
RESUMING = frozenset(("army", "military", "police", "navy", "air force", "ministry", "defence ministry", "armed force"))
OWNERS = frozenset(("its", "their", "his", "our"))
#: Nouns that may mean the men of a group across borders that was just named.
FOLLOWERS = frozenset(("militant", "terrorist", "fighter", "extremist", "jihadist"))
SPEAKERS = frozenset(("leader", "spokesman", "diplomat", "adviser", "official"))
#: Where no state has an army: soldiers there are another's.
ARMYLESS = frozenset(("PSE",))
MINISTRY_BACK = 12  # sentences: "the ministry" is the one that was named, however many others spoke since
PARTIES = frozenset(("party", "parties"))  # which stay unarmed where the opposition has taken up arms
CROWDS = frozenset(("member", "source", "observer", "inspector", "agency", "sniper"))


@dataclass(frozen=True, slots=True)
class Meaning:
    """A reading of a phrase; `sector` is kept so that a conjunct without a noun can borrow it."""

    party: str | None
    kind: str
    country: str | None
    by: str
    name: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a phrase stands: its sentence, what was said just before it, who is on whose side."""

    words: Words
    story: Story
    sentence: int
    side: tuple[str, Item] | None = None  # "backer", "tie", "pro" … and the name it goes with
    definite: bool = False
    pointing: bool = False  # "this terrorist group"


def row_of(item: Item, story: Story) -> PartyRow | None:
    """The row of the table that a name stands for in this report."""
    return choose(item.entry.parties, year=story.year, countries=story.ranking)


def of_name(item: Item, story: Story) -> Meaning:
    """A name by itself: a party, a person, a country, a capital, a people."""
    what, country = item.entry.what, item.entry.country
    row = row_of(item, story) if item.entry.parties else None
    if row is not None:
        sector = row.code.split(":")[1] if ":" in row.code else None
        return Meaning(row.code, row.kind, row.country, "table", row.name, sector)
    if what in (What.DEMONYM, What.PEOPLE) and (item.entry.plural or what is What.PEOPLE):
        country = country or (story.country if what is What.PEOPLE else None)
        return Meaning(_code(country, "CIV"), "civilians", country, "demonym", None, "CIV")
    by = "demonym" if what is What.DEMONYM else "country"
    return Meaning(_code(country, "GOV"), "government", country, by, None, "GOV")


#: Words before the name of a force.
LEADING = frozenset({"and", "by", "from", "of", "the"})


def of_acting_name(item: Item, action: Agent, story: Story) -> Meaning:
    """A name before a deed: "Russian air strikes" are the Russian air force's, "Hamas attacks" those of Hamas."""
    meaning = of_name(item, story)
    if item.entry.what in (What.DEMONYM, What.COUNTRY, What.CAPITAL) and not item.entry.plural:
        return Meaning(
            _code(meaning.country, action.sector), action.kind, meaning.country, meaning.by, None, action.sector
        )
    return meaning


def of_nouns(phrase: Phrase, around: Surroundings) -> Meaning:
    """A phrase whose head is a noun: "Syrian opposition forces", "police commander", "residents"."""
    story = around.story
    nouns = [item for item in phrase.items if item.entry.what in (What.AGENT, What.TITLE)]
    head = nouns[-1].entry.agent or nouns[-1].entry.title
    assert head is not None
    qualifiers = [noun for item in nouns[:-1] if (noun := item.entry.agent or item.entry.title) is not None]
    names = [item for item in phrase.items if item.entry.what in NAMED]
    if head is ARMED_GROUP:
        return Meaning(None, head.kind, None, "name")
    sector, kind = _sector(head, qualifiers)
    if head.lemma == "sailor" and len(nouns) == 1 and story.merchant:
        sector, kind = "CIV", "civilians"
    for item in reversed(names):
        row = row_of(item, story) if item.entry.parties else None
        if row is not None and item.entry.what is What.PARTY:
            return _of_party(row, head, sector, kind)
        if row is not None and (row.kind in ARMED or row.country is None):
            return Meaning(row.code, kind if kind in ARMED else row.kind, row.country, "table", None, sector)
    if head.noun_class == "un":
        return Meaning("UNO", "igo", None, "agent")
    country = next((item.entry.country for item in reversed(names) if item.entry.country), None)
    if country is not None:
        return _of_country(country, head, sector, kind, names)
    if (
        any(item.entry.what is What.PEOPLE for item in names)
        and head.noun_class == "role"
        and kind in ("state_forces", "rebels")
    ):
        sector, kind = "REB", "militia"
    return _of_context(phrase, head, sector, kind, around)


def _sector(head: Agent, qualifiers: list[Agent]) -> tuple[str | None, str]:
    """The sector and kind of a noun with the nouns and adjectives before it."""
    sector, kind = head.sector, head.kind
    for noun in reversed(qualifiers):
        if noun.noun_class == "action" or noun.kind == "unknown":
            continue
        if head.noun_class in ("role", "materiel", "weapon", "unit", "anaphor"):
            if noun.kind == "government" and kind == "state_forces":
                return sector, kind
            if noun.kind == "civilians" and kind != "unknown":
                continue
            return noun.sector, noun.kind
        if noun.kind in ("rebels", "jihadists", "militia", "peacekeepers") and kind in (
            "state_forces",
            "unknown",
            "rebels",
            "militia",
        ):
            return noun.sector, noun.kind
    return sector, kind


def _bears(person: PartyMention, office: str) -> bool:
    """Whether somebody was named with an office: "Defense Secretary Ash Carter"."""
    words = person.span.text.lower().split()
    return person.country is not None and person.resolved_by != "context" and len(words) > 2 and office in words


def _of_party(row: PartyRow, head: Agent, sector: str | None, kind: str) -> Meaning:
    """A party's people and things: "ISIL fighters", "UN troops", "Hamas police"."""
    if head.kind == "civilians" and row.kind not in BODIES and head.lemma != "man":
        return Meaning(_code(row.country, "CIV"), "civilians", row.country, "table", None, "CIV")
    if row.kind in BODIES and kind in ("peacekeepers", "state_forces") and row.kind != "media":
        return Meaning(
            row.code, "peacekeepers" if row.code.startswith("UNO") else kind, row.country, "table", None, sector
        )
    if row.kind in STATE and kind in ("police", "medical", "media"):
        return Meaning(_code(row.country, sector), kind, row.country, "table", None, sector)
    return Meaning(row.code, row.kind, row.country, "table", None, row.code.partition(":")[2] or None)


def _of_country(country: str, head: Agent, sector: str | None, kind: str, names: list[Item]) -> Meaning:
    """A country's people and things: "Russian jets", "Iraqi policemen", "Libyan leader"."""
    by = "demonym" if any(item.entry.what in (What.DEMONYM, What.PEOPLE) for item in names) else "country"
    if (
        any(item.entry.what is What.PEOPLE for item in names)
        and head.noun_class == "role"
        and head.lemma in ("force", "fighter")
    ):
        sector, kind = "REB", "militia"
    if head.noun_class == "coalition":
        by = by if head.lemma != "coalition" else "demonym"
    if sector is None and (head.lemma in SPEAKERS or head.noun_class == "title"):
        sector, kind = "GOV", "government"
    if sector is None or (head.lemma in CROWDS and kind in ("unknown", "igo")):
        return Meaning(None, "unknown" if kind == "igo" else kind, country, by)
    return Meaning(_code(country, sector), kind, country, by, None, sector)


def _of_context(phrase: Phrase, head: Agent, sector: str | None, kind: str, around: Surroundings) -> Meaning:
    """A noun with no country of its own: what the report has said so far decides, or nothing does."""
    story, words = around.story, around.words
    if head.noun_class == "coalition":
        told = [m for _, m in story.recent if m.party in ("INT:MIL.COALITION", "SAU:MIL.COALITION", "INT:MIL.MNF")]
        if told:
            return Meaning(told[-1].party, "state_forces", told[-1].country, "context", None, "MIL")
        joined = words.norms[phrase.end : phrase.end + 1] == ["of"] and phrase.end + 1 < len(words)
        joined = joined and not words.capital(phrase.end + 1)  # "a coalition of local associations"
        return Meaning(None, "unknown" if joined else "state_forces", None, "agent", None, None)
    resumes = words.norms[phrase.end - 1] in ("group", "organization", "organisation", "movement")
    resumes = resumes and (words.upper or not words.capital(phrase.end - 1))
    if resumes and (around.definite or around.pointing):
        told_armed = story.last(around.sentence, ARMED)
        if told_armed is not None:
            return Meaning(told_armed.party, told_armed.kind, told_armed.country, "context", told_armed.name)
    if head.noun_class == "anaphor" and len(phrase.items) == 1:
        return Meaning(None, kind, None, "agent")
    if (
        phrase.items[0].entry.agent is not None
        and phrase.items[0].entry.agent.lemma == "group"
        and len(phrase.items) > 1
        and not _is_titled(words, phrase)
    ):
        told_armed = story.last(around.sentence, ARMED)
        if told_armed is not None:
            return Meaning(told_armed.party, told_armed.kind, told_armed.country, "context")
    if (before := words.norms[phrase.start - 1] if phrase.start else "") in OWNERS and kind in ARMED | STATE:
        owned = _of_owner(before, sector, kind, around)
        if owned is not None:
            return owned
    if head.noun_class == "document":
        return Meaning(None, "unknown", None, "agent")
    outside = any(party_cues().get(words.norms[index]) == "outside" for index in range(phrase.start, phrase.end))
    if outside and head.noun_class != "title":  # the Foreign Secretary is of here
        return Meaning(None, kind, None, "agent")
    if around.side is not None and (sided := _of_side(around.side, head, sector, kind, around)) is not None:
        return sided
    if head.lemma == "force" and len(phrase.items) == 1 and _is_named_after(words, phrase, story):
        return Meaning(None, "militia", story.country_at(around.sentence), "context")
    country = placed(words, phrase, story)
    if country is None and kind == "government" and head.noun_class == "title" and around.definite:
        same = (m for _, m in reversed(story.recent) if m.kind == kind and _bears(m, head.lemma))
        if (holder := next(same, None)) is not None:  # "Defense Secretary Ash Carter met … The secretary said"
            return Meaning(holder.party, kind, holder.country, "context", None, sector)
    office = kind == "government" and head.noun_class == "title" and words.capital(phrase.end - 1)
    if office and country is None and story.home is not None:
        return Meaning(_code(story.home, sector), kind, story.home, "context", None, sector)  # "the Prime Minister"
    if (
        country is not None
        and sector is not None
        and kind in {*LOCAL, "unknown"}
        and head.noun_class in ("group", "role")
    ):
        return Meaning(_code(country, sector), kind, country, "context", None, sector)
    if head.lemma in RESUMING and len(phrase.items) == 1 and head.lemma.endswith("ministry"):
        ministries = story.told(around.sentence, kind, within=MINISTRY_BACK)
        told_ministry = next((mention for mention in ministries if _is_ministry(mention)), None)
        if told_ministry is not None:
            return Meaning(_code(told_ministry.country, sector), kind, told_ministry.country, "context", None, sector)
    if head.lemma in RESUMING and len(phrase.items) == 1:
        told_force = next((m for m in story.told(around.sentence, kind) if _is_force(m, kind)), None)
        if told_force is not None:
            return Meaning(_code(told_force.country, sector), kind, told_force.country, "context", None, sector)
    if head.noun_class in ("materiel", "weapon", "unit") and kind == "state_forces" and len(phrase.items) == 1:
        return Meaning(None, "state_forces" if head.noun_class == "materiel" else "unknown", None, "agent", None, None)
    if sector is None or (kind not in LOCAL and sector not in ("UAF", "OPP", "CIV")):
        return Meaning(None, kind, None, "agent")
    country = story.country_at(around.sentence)
    if kind in STATE | ARMED and country == story.home and country not in story.sited:
        country = None  # "government forces" in a statement by another government
    if kind in ARMED:
        told_last = story.last(around.sentence, ARMED, within=2)
        if (
            told_last is not None
            and told_last.country is None
            and told_last.kind == "jihadists"
            and head.lemma in FOLLOWERS
            and not any(item.entry.what is What.PEOPLE for item in phrase.items)
        ):
            # "ISIL said … the militants": they are not a local rebel movement.
            return Meaning(told_last.party, told_last.kind, None, "context")
    if sector == "OPP" and story.armed and words.norms[phrase.end - 1] not in PARTIES:
        sector, kind = "REB", "rebels"
    if kind == "state_forces" and country in ARMYLESS:
        told_state = next(
            (m for _, m in reversed(story.recent) if m.kind == kind and m.country not in (None, country)), None
        )
        country = told_state.country if told_state is not None else None
    if country is None or (kind in UNARMED and country not in story.sited):
        return Meaning(None, kind, None, "agent", None, sector)  # whom "Russian forces" killed need not be Russian
    return Meaning(_code(country, sector), kind, country, "context", None, sector)


def _is_ministry(mention: PartyMention) -> bool:
    return mention.country is not None and mention.span.text.lower().endswith("ministry")


def _is_titled(words: Words, phrase: Phrase) -> bool:
    """Whether the group is a unit by that name: "507th Maintenance Group Commander"."""
    return any(words.norms[i] == "group" and words.capital(i) for i in range(phrase.start, phrase.end))


def _is_force(mention: PartyMention, kind: str) -> bool:
    """Whether a mention names a force with its country: "the Syrian army", not "Russia" nor "Russian jets"."""
    noun = agent(mention.span.text.split()[-1])
    body = noun is not None and noun.noun_class in ("group", "role") and noun.kind == kind
    return mention.country is not None and (body or mention.resolved_by == "table")


def _is_named_after(words: Words, phrase: Phrase, story: Story) -> bool:
    """Whether forces bear a name that is of no place and no state: "the Agwelek forces"."""
    noun = phrase.items[0].start
    if noun < 2 or not words.glued(noun) or words.upper or words.hyphened(noun) or words.capital(noun):
        return False
    named = words.capital(noun - 1) and words.tokens[noun - 1].pos == "PROPN" and words.norms[noun - 2] in LEADING
    return named and words.starts[noun - 1] not in story.places


def placed(words: Words, phrase: Phrase, story: Story) -> str | None:
    """The country of a place inside the phrase or right after it: "Darfur rebels", "the mayor of Kherson"."""
    for index in range(phrase.start, phrase.end):
        if (place := story.places.get(words.starts[index])) is not None:
            return place.country
    if phrase.end < len(words) and party_cues().get(words.norms[phrase.end]) in ("inside", "near"):
        for index in range(phrase.end + 1, min(phrase.end + 4, len(words))):
            if not words.glued(index):
                return None
            if (place := story.places.get(words.starts[index])) is not None:
                return place.country
    return None


def _of_owner(pronoun: str, sector: str | None, kind: str, around: Surroundings) -> Meaning | None:
    """ "Its forces" are those of who was named last; "our forces" those of who publishes."""
    story = around.story
    if pronoun == "our":
        return Meaning(_code(story.home, sector), kind, story.home, "context", None, sector)
    here = [m for index, m in story.recent if index == around.sentence and m.kind in ARMED | STATE and m.party]
    armed = (
        [m for m in here if m.kind in ARMED] if kind in ARMED else []
    )  # "the RSF, which fights the army: its fighters"
    owner = (armed or here)[-1] if here else story.last(around.sentence, ARMED | STATE, within=1)
    if owner is None:
        return None
    if owner.kind in ARMED and kind == "government":
        return None  # "its mayor" is the town's
    if owner.kind in ARMED or owner.country is None:
        return Meaning(owner.party, owner.kind, owner.country, "context", None, sector)
    if kind in ARMED:
        return None
    return Meaning(_code(owner.country, sector), kind, owner.country, "context", None, sector)


def _of_side(
    side: tuple[str, Item], head: Agent, sector: str | None, kind: str, around: Surroundings
) -> Meaning | None:
    """A noun with "pro-", "anti-", "-backed", "-led" or "-linked" before it."""
    cue, item = side
    story = around.story
    country = item.entry.country
    if cue == "tie":
        row = row_of(item, story) if item.entry.parties else None
        if row is not None and row.country is None:
            return Meaning(None, row.kind if kind in ARMED or kind == "unknown" else kind, None, "agent", None, sector)
        return None
    if cue == "leader" and item.entry.what is What.PARTY and kind in ARMED | {"unknown"}:
        row = row_of(item, story) if item.entry.parties else None
        if row is not None:
            return Meaning(row.code, row.kind, row.country, "context")
    if cue == "leader" and country is not None and item.entry.what is not What.PEOPLE and kind == "state_forces":
        return Meaning(_code(country, "MIL"), kind, country, "demonym", None, "MIL")
    if cue == "pro" and item.entry.what is What.PERSON and country is not None:
        return Meaning(_code(country, sector), kind, country, "table", None, sector)
    if cue == "anti" and kind in ("state_forces", "unknown") and head.noun_class == "role":
        where = country if item.entry.what is What.PERSON else story.country_at(around.sentence)
        return Meaning(_code(where, "REB"), "rebels", where, "context", None, "REB")
    if cue in ("backer", "pro") and country is not None and head.noun_class == "role":
        known = story.backed.get(country)
        if known is not None:
            return Meaning(known.party, known.kind, known.country, "context")
    return None


def _code(country: str | None, sector: str | None) -> str | None:
    return f"{country}:{sector}" if country and sector else None
