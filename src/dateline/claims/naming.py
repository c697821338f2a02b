"""Parties that a report names in full and then in short: "Boris Johnson", later "Johnson"; "the Commission", "ISS"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dateline.claims.publisher import kind_by_name
from dateline.nlp import Parsed, Token
from dateline.records import PartyMention, PlaceMention, Span
from dateline.reference.agents import agent
from dateline.reference.countries import country_by_demonym, country_by_name
from dateline.reference.lexicons import body_words, words_of

OWN = frozenset({"government", "state_forces"})
GUESSED = frozenset({"agent", "context"})
#: "(ISS)" after the name that it is short for; what may stand between them is "for Human Rights", no clause.
SHORTEST, LONGEST = 3, 6  # words of a name that its initials stand for
CHARGE_LETTERS = 40
CHARGE = re.compile(r" (?:for|to) (?:the )?(?P<country>[A-Z][a-z]+(?: [A-Z][a-z]+)?)")
ACRONYM = re.compile(r"[^.;:()]{0,60}?\((?:the )?[“\"‘']?([A-Z][A-Za-z-]{0,3}[A-Z]{1,8})[”\"’']?\)")


def name_parties(
    parsed: Parsed,
    parties: Sequence[PartyMention],
    places: Sequence[PlaceMention],
    publisher: PartyMention | None,
) -> tuple[PartyMention, ...]:
    """The mentions with what the report itself tells of them.

    A person who was given a title keeps its party where only the surname stands; an office without a country
    ("the Foreign Secretary") is the publisher's own where the publisher is a government or an army. An organisation
    keeps its party where its acronym stands, or only the word for what it is ("the Commission"); one that no table
    holds is of the kind that its name tells.
    """
    known: dict[str, PartyMention] = {}
    bodies: dict[str, PartyMention] = {}
    initials: dict[str, PartyMention] = {}
    placed = {(p.span.start, p.span.end) for p in places if p.country is not None}
    found = []
    for party in parties:
        if party.party is None and party.resolved_by == "entity" and (party.span.start, party.span.end) in placed:
            continue  # a town that looks like an organisation
        named = _body(_with_country(_without_charge(parsed, party), publisher), bodies)
        full = initials.get(party.span.text)
        if full is not None and full.party != party.party:  # the Allied and the Ambazonia Defence Forces are both ADF
            named = replace(named, party=full.party, kind=full.kind, country=full.country, name=full.name)
        tokens = parsed.tokens_in(party.span)
        person = bool(tokens) and tokens[-1].entity == "PERSON"
        if person and named.kind == "unknown" and tokens[-1].lower in known:
            earlier = known[tokens[-1].lower]
            named = replace(named, party=earlier.party, kind=earlier.kind, country=earlier.country)
        elif person and named.kind != "unknown":
            known.setdefault(tokens[-1].lower, named)
        _remember_body(parsed, named, bodies)
        if (letters := _initials(named)) is not None:
            initials[letters] = named
        found.append(named)
    return tuple(_with_short_names(parsed, found, bodies))


def _initials(party: PartyMention) -> str | None:
    """What a name of several words that a table holds is shortened to, None where it is no such name."""
    words = [word for word in party.span.text.replace("-", " ").split() if word[:1].isupper()]
    named = party.resolved_by == "table" and party.party is not None and party.kind != "civilians"
    return "".join(word[0] for word in words) if named and SHORTEST <= len(words) <= LONGEST else None


def _without_charge(parsed: Parsed, party: PartyMention) -> PartyMention:
    """An official without the country that it sees to: "the Special Envoy for Sudan", "the ambassador to Yemen"."""
    match = CHARGE.search(parsed.text, party.span.start, party.span.end + CHARGE_LETTERS)
    if match is None or party.kind != "government" or party.country is None:
        return party
    cared_for = country_by_name(match["country"]) or country_by_name(match["country"].split()[0])
    office = parsed.text[party.span.start : match.start()].split()
    sent = office[-1].lower() in words_of("sent")
    if not sent or cared_for is None or cared_for.iso3 != party.country:
        return party
    home = country_by_name(office[0]) or country_by_demonym(office[0])  # "the U.S. Special Envoy for Sudan"
    if home is None:
        return replace(party, country=None, party=None)
    return replace(party, country=home.iso3, party=f"{home.iso3}:GOV")


def _body(party: PartyMention, bodies: dict[str, PartyMention]) -> PartyMention:
    """An organisation that no table holds, as its full name or its own words tell it."""
    if party.kind != "unknown" or party.resolved_by != "entity":
        return party
    words = party.span.text.split()
    short = words[0] if words[0] in bodies else words[-1]
    if len(words) <= 2 and short in bodies:
        full = bodies[short]
        return replace(party, party=full.party, kind=full.kind, country=full.country, name=full.name)
    body = _own_body(words)
    return party if body is None else replace(party, kind=body)


def _own_body(words: list[str]) -> str | None:
    """The kind that a name of several words tells by those of them that are printed as names."""
    if len(words) < 2:
        return None
    return kind_by_name([word for word in words if word[:1].isupper()])


def _remember_body(parsed: Parsed, party: PartyMention, bodies: dict[str, PartyMention]) -> None:
    """Keep what a full name may be shortened to: its acronym in brackets, and the word for what it is."""
    if party.kind == "unknown" or party.resolved_by == "country":
        return
    match = ACRONYM.match(parsed.text, party.span.end)
    if match is not None:
        bodies[match.group(1)] = party
    words = party.span.text.split()
    if len(words) > 1 and party.kind not in {"civilians", "state_forces"}:
        for word in words:
            if word[:1].isupper() and word.lower() in body_words():
                bodies[word] = party


def _with_short_names(
    parsed: Parsed, parties: list[PartyMention], bodies: dict[str, PartyMention]
) -> list[PartyMention]:
    """The mentions, and those short names after a full one that nothing took for a party."""
    taken = {t.index for party in parties for t in parsed.tokens_in(party.span)}
    found = list(parties)
    for sentence in parsed.sentences:
        for token in sentence.tokens if bodies else ():
            full = bodies.get(token.text) or (bodies.get(token.text.capitalize()) if _is_definite(token) else None)
            if full is None or token.index in taken or token.start <= full.span.end or not _stands_alone(token):
                continue
            span = Span(token.start, token.end, token.text)
            found.append(replace(full, span=span, head=token.start, resolved_by="table"))
    return sorted(found, key=lambda party: party.span.start)


def _is_definite(token: Token) -> bool:
    """Whether a word says "the commission" with nothing more of which one it is."""
    return [t.lower for t in token.lefts] == ["the"] and not any(t.lower == "of" for t in token.rights)


def _stands_alone(token: Token) -> bool:
    """Whether a word is a name by itself and no part of a longer one: "the Commission", not "Commission Street"."""
    before = token.lefts[-1:] + ([token.head] if token.dep in {"compound", "nmod"} else [])
    return not any(t.pos == "PROPN" and abs(t.index - token.index) == 1 for t in before)


def _with_country(party: PartyMention, publisher: PartyMention | None) -> PartyMention:
    if party.resolved_by in GUESSED and any(word in words_of("alliance") for word in party.span.text.lower().split()):
        return replace(party, country=None, party=None)  # a coalition is of no one country
    if publisher is None or publisher.kind not in OWN or publisher.country is None:
        return party
    charge = CHARGE.search(party.span.text)
    title = party.span.text if charge is None else party.span.text[: charge.start()]
    office = agent(title) or agent(title.split()[-1])
    speaks = (
        office is not None
        and office.source_role in {"official", "spokesperson"}
        and office.noun_class in {"title", "role"}
    )
    if party.country is None and party.party is None and party.kind == "government" and speaks:
        return replace(party, country=publisher.country, party=f"{publisher.country}:GOV")
    return party
