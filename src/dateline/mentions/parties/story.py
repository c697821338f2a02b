"""What a report as a whole tells about its parties: whose war it is, and who was named last."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dateline.mentions.parties.lexicon import Item, What
from dateline.mentions.parties.words import Words
from dateline.nlp.parsed import Parsed
from dateline.records.mentions import PartyMention, PlaceMention
from dateline.reference.agents import party_cues
from dateline.reference.countries import country_by_demonym, country_by_name
from dateline.reference.parties import party_by_name

#: What a name weighs when the report's own country is sought. A town, or "in Syria", is where things happen;
#: "Russian" is often only who came.
TOWN, INSIDE, COUNTRY, ADJECTIVE = 1.5, 2.0, 0.7, 0.4
LEAD, HOME = 3.0, 0.25
CLEAR = 1.5  # how many times the second country's weight the first one needs
SHARE = 0.4  # and which part of all


@dataclass(slots=True)
class Story:
    """The report's country, the publisher's, its year, and the parties named so far."""

    country: str | None = None
    home: str | None = None
    armed_home: bool = False  # whether the publisher is a force: its officers are its own
    year: int | None = None
    ranking: tuple[str, ...] = ()
    by_sentence: dict[int, str] = field(default_factory=dict)
    recent: list[tuple[int, PartyMention]] = field(default_factory=list)
    surnames: dict[str, PartyMention] = field(default_factory=dict)
    backed: dict[str, PartyMention] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)  # countries by name or adjective, not only by a town
    sited: frozenset[str] = frozenset()  # countries that things are said to happen in, not only whose forces are named
    merchant: bool = False  # whether ships that carry goods are spoken of: their sailors are no navy's
    armed: bool = False  # whether rebels or militants are spoken of at all
    places: dict[int, PlaceMention] = field(default_factory=dict)  # by the offset at which they begin

    def country_at(self, sentence: int) -> str | None:
        """The country that a bare "rebels" or "residents" belongs to, None where the report does not make it clear."""
        near = self.by_sentence.get(sentence)
        # A lone pin in a country that the report never names is more often a namesake.
        return near if near is not None and (self.country is None or near in self.named) else self.country

    def last(self, sentence: int, kinds: frozenset[str], *, within: int = 3) -> PartyMention | None:
        """The party of one of these kinds that was named last, not many sentences ago."""
        return next(self.told(sentence, *kinds, within=within), None)

    def told(self, sentence: int, *kinds: str, within: int = 3) -> Iterator[PartyMention]:
        """The parties of these kinds that were named not many sentences ago, the last first."""
        for index, mention in reversed(self.recent):
            if sentence - index > within:
                return
            known = mention.party is not None or mention.resolved_by == "name"
            if mention.kind in kinds and known and mention.resolved_by != "context":
                yield mention

    def note(self, sentence: int, mention: PartyMention) -> None:
        """Remember a mention for what comes after it."""
        self.recent.append((sentence, mention))


#: Where sides meet is seldom the country of either.
VENUE_WORDS = frozenset(("talks", "negotiations", "summit"))
#: Where people were taken in is not where they were attacked.
REFUGE_WORDS = frozenset(("relocated", "resettled", "resettlement"))
#: Words in the name of a publisher whose officers are its own.
FORCE_WORDS = frozenset(("air", "armed", "army", "command", "defence", "force", "forces", "marine", "military", "navy"))
#: Words for ships that carry goods or fish, and for those who own them.
MERCHANT_WORDS = frozenset(("cargo", "freighter", "merchant", "shipping", "tanker", "tankers", "trawler", "vessels"))


def read_story(parsed: Parsed, found: Sequence[tuple[Words, list[Item]]], places: Sequence[PlaceMention]) -> Story:
    """Weigh the countries that a report names; a lead counts for more, the publisher's own country for less."""
    report = parsed.report
    story = Story(home=_home(report.publisher), year=_year(report.published))
    story.armed_home = _is_force(report.publisher)
    story.places = {place.span.start: place for place in places if place.country is not None}
    votes: dict[str, float] = defaultdict(float)
    lead_end = _lead_end(parsed)
    sites: dict[int, Counter[str]] = {}
    venues = {words.sentence.index for words, _ in found if not (VENUE_WORDS | REFUGE_WORDS).isdisjoint(words.norms)}
    for words, items in found:
        story.merchant = story.merchant or not MERCHANT_WORDS.isdisjoint(words.norms)
        lead = LEAD if words.sentence.start < lead_end else 1.0
        for item in items:
            story.armed = story.armed or _is_armed(item)
            country = item.entry.country
            if country is None or item.entry.what in (What.PERSON, What.PEOPLE, What.AGENT, What.TITLE):
                continue
            if item.entry.what is What.PARTY and item.entry.parties[0].kind == "media":
                continue
            if _is_joined(words, item):
                continue
            weight = ADJECTIVE if item.entry.what in (What.DEMONYM, What.PARTY) else COUNTRY
            if item.entry.what in (What.COUNTRY, What.CAPITAL) and _is_locative(words, item.start):
                if words.sentence.index in venues:
                    continue
                weight = INSIDE
                sites.setdefault(words.sentence.index, Counter())[country] += 1
            elif country == story.home:
                weight *= HOME
            votes[country] += weight * lead
            story.named.add(country)
    voices = {words.starts[i.start] for words, items in found for i in items if _is_voice(words, i)}
    for place in places:
        if place.country is None or place.form == "adjective" or place.precision == 6:
            continue
        if place.span.start in voices:
            continue  # "Moscow, which denies it, did not comment"
        sentence = parsed.sentence_at(place.span.start)
        if sentence is not None and sentence.index in venues:
            continue  # "the government and the rebels began talks in Mexico City"
        votes[place.country] += TOWN * (LEAD if place.span.start < lead_end else 1.0)
        if sentence is not None:
            sites.setdefault(sentence.index, Counter())[place.country] += 1
    ranked = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))
    story.ranking = tuple(country for country, _ in ranked)
    total = sum(weight for _, weight in ranked)
    if ranked and ranked[0][1] >= SHARE * total and (len(ranked) == 1 or ranked[0][1] >= CLEAR * ranked[1][1]):
        story.country = ranked[0][0]
    story.sited = frozenset(country for one in sites.values() for country in one)
    story.by_sentence = {index: next(iter(one)) for index, one in sites.items() if len(one) == 1}
    return story


def _is_joined(words: Words, item: Item) -> bool:
    """Whether a hyphen makes a name say whose side somebody is on: "Iran-backed fighters", "pro-Russia troops"."""
    behind = words.hyphened(item.end) and words.text[words.starts[item.end]].islower()
    return behind or (words.hyphened(item.start) and words.norms[item.start - 1] in ("pro", "anti"))


def _is_armed(item: Item) -> bool:
    entry = item.entry
    kind = entry.agent.kind if entry.agent else entry.parties[0].kind if entry.parties else ""
    return kind in ("rebels", "jihadists")


def _is_voice(words: Words, item: Item) -> bool:
    """Whether a capital stands for its government, as the subject of a verb."""
    token = words.tokens[item.start]
    return item.entry.what is What.CAPITAL and token.dep == "nsubj" and not _is_locative(words, item.start)


def _is_locative(words: Words, index: int) -> bool:
    """Whether "in" or "northern" stands before a word; the western of "western Ukraine", not of "Western officials"."""
    before = words.norms[index - 1] if index else ""
    return party_cues().get(before) == "inside" or before == "western"


def _lead_end(parsed: Parsed) -> int:
    """Where the headline and the first sentences end: they tell whose story it is."""
    return parsed.sentences[min(2, len(parsed.sentences) - 1)].end if parsed.sentences else 0


def _home(publisher: str | None) -> str | None:
    """The state that a publisher speaks for: the UK Government's is GBR; a news agency has none."""
    if publisher is None:
        return None
    row = party_by_name(publisher)
    if row is not None:
        return None if row.kind == "media" else row.country
    words = publisher.split()
    for size in (4, 3, 2, 1):
        for start in range(len(words) - size + 1):
            phrase = " ".join(words[start : start + size])
            bare = phrase.removesuffix("'s")
            country = country_by_name(phrase) or country_by_name(bare) or country_by_demonym(bare)
            if country is not None and words[start - 1 : start] not in (["for"], ["in"], ["to"]):
                return country.iso3
            row = party_by_name(phrase) if size > 1 else None
            if row is not None and row.country and row.kind in ("government", "state_forces", "police"):
                return row.country
    return None


def _is_force(publisher: str | None) -> bool:
    """Whether a publisher is an army, a command or the ministry over them."""
    row = party_by_name(publisher) if publisher is not None else None
    words = set((publisher or "").lower().replace("defense", "defence").split())
    return (row is not None and row.kind == "state_forces") or not FORCE_WORDS.isdisjoint(words)


def _year(published: str | None) -> int | None:
    return int(published[:4]) if published and published[:4].isdecimal() else None
