"""Parties that a report names in full and then in short: "Boris Johnson", later "Johnson"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.nlp import Parsed
from dateline.records import PartyMention, PlaceMention
from dateline.reference.agents import agent
from dateline.reference.lexicons import words_of

OWN = frozenset({"government", "state_forces"})
GUESSED = frozenset({"agent", "context"})


def name_parties(
    parsed: Parsed,
    parties: Sequence[PartyMention],
    places: Sequence[PlaceMention],
    publisher: PartyMention | None,
) -> tuple[PartyMention, ...]:
    """The mentions with what the report itself tells of them.

    A person who was given a title keeps its party where only the surname stands; an office without a country
    ("the Foreign Secretary") is the publisher's own where the publisher is a government or an army.
    """
    known: dict[str, PartyMention] = {}
    placed = {(p.span.start, p.span.end) for p in places if p.country is not None}
    found = []
    for party in parties:
        if party.party is None and party.resolved_by == "entity" and (party.span.start, party.span.end) in placed:
            continue  # a town that looks like an organisation
        named = _with_country(party, publisher)
        tokens = parsed.tokens_in(party.span)
        person = bool(tokens) and tokens[-1].entity == "PERSON"
        if person and named.kind == "unknown" and tokens[-1].lower in known:
            earlier = known[tokens[-1].lower]
            named = replace(named, party=earlier.party, kind=earlier.kind, country=earlier.country)
        elif person and named.kind != "unknown":
            known.setdefault(tokens[-1].lower, named)
        found.append(named)
    return tuple(found)


def _with_country(party: PartyMention, publisher: PartyMention | None) -> PartyMention:
    if party.resolved_by in GUESSED and any(word in words_of("alliance") for word in party.span.text.lower().split()):
        return replace(party, country=None, party=None)  # a coalition is of no one country
    if publisher is None or publisher.kind not in OWN or publisher.country is None:
        return party
    office = agent(party.span.text) or agent(party.span.text.split()[-1])
    speaks = (
        office is not None
        and office.source_role in {"official", "spokesperson"}
        and office.noun_class in {"title", "role"}
    )
    if party.country is None and party.party is None and party.kind == "government" and speaks:
        return replace(party, country=publisher.country, party=f"{publisher.country}:GOV")
    return party
