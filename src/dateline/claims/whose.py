"""Whose a thing or a deed is, and of whom people are: owners, senders, lenders, backers."""

from __future__ import annotations

from dataclasses import replace

from dateline.claims.nouns import FROM, POSSESSORS
from dateline.claims.scene import Scene
from dateline.nlp import Token
from dateline.nlp.syntax import agents, agents_apart, governed_by
from dateline.nlp.tree import conjuncts
from dateline.records import PartyMention
from dateline.reference.agents import agent
from dateline.reference.lexicons import instruments, word_classes


def member_of(scene: Scene, token: Token) -> PartyMention | None:
    """The party that people belong to: "gunmen from the al Shabaab group", "ISIL fighters", "members of the guard"."""
    before = [t for t in token.lefts if t.dep in POSSESSORS]
    for part in before + governed_by(token, frozenset({"of", "from"})):
        party = scene.party_of(part)
        if (
            party is not None
            and party.kind not in {"civilians", "unknown"}
            and (party.kind in {"state_forces", "police"} or party.resolved_by not in {"country", "demonym"})
        ):
            return replace(party, span=scene.phrase(token), head=token.start)
    return None


def lenders(scene: Scene, token: Token) -> list[tuple[Token, PartyMention]]:
    """Whose aircraft they are: "jets from the Jordanian Air Force and Bahrain"."""
    found = []
    for part in governed_by(token, FROM | {"of"}) if token.lemma in instruments() else []:
        party = scene.party_of(part)
        if party is not None and party.party is not None:
            found.append((part, party))
    return found


def owners(scene: Scene, token: Token) -> list[tuple[Token, PartyMention]]:
    """Parties that own or qualify a noun: "ISIL positions", "positions of the rebels", "members of the tribe"."""
    around = [t for t in token.lefts if t.dep in POSSESSORS]
    around += governed_by(token, frozenset({"of", "by", "from"}))
    found = []
    for part in around:
        for member in conjuncts(part):
            party = scene.party_of(member)
            if member.tag == "JJ" and member.lower == "military" and not member.lefts:
                continue  # "a military airfield near Homs": whose it is is not said
            if party is not None and party.kind == "civilians" and part.dep == "poss" and _is_for(token):
                continue  # "a children's hospital"
            if party is not None and party.resolved_by == "country" and part.dep == "compound" and scene.is_town(part):
                continue  # "the Kabul bombing killed six"
            if party is not None and party.party is None and _is_materiel(member):
                continue  # "a drone boat": no force is named
            if party is not None and party.kind != "unknown" and "person" not in word_classes().get(token.lemma, ()):
                found.append((member, party))
    return found


def _is_for(site: Token) -> bool:
    """Whether a building is for those before it rather than theirs."""
    return "facility" in word_classes().get(site.lemma, ())


def _is_materiel(word: Token) -> bool:
    known = agent(word.lemma)
    return known is not None and known.noun_class in {"materiel", "weapon"}


def senders(scene: Scene, projectile: Token) -> list[tuple[Token, PartyMention]]:
    """ "Shells fired by government forces": who fired them."""
    fired = [t for t in projectile.rights if t.dep in {"acl", "relcl"} and t.tag == "VBN"]
    return [
        (t, p) for verb in fired for t in agents(verb) or agents_apart(verb) if (p := scene.party_of(t)) is not None
    ]


def joined_before(scene: Scene, token: Token) -> list[PartyMention]:
    """ "Russian and Syrian jets": the party of the adjective that shares the noun."""
    found = []
    for child in token.lefts:
        if child.dep in {"amod", "compound", "nmod"}:
            for member in conjuncts(child):
                party = scene.party_of(member)
                if party is not None and party is not scene.party_of(token) and not _is_backer(scene, member):
                    found.append(party)
    return found


def joined_homes(scene: Scene, token: Token) -> list[PartyMention]:
    """ "Mediators from Egypt and Qatar": the party of each further country that sends them."""
    own, homes = scene.party_of(token), governed_by(token, FROM)
    if own is None or not homes or not own.span.start < homes[0].start < own.span.end:
        return []
    found = [scene.party_of(t) for t in homes[1:]]
    return [p for p in found if p is not None and p.resolved_by == "country"]


def _is_backer(scene: Scene, token: Token) -> bool:
    """Whether a name only says who stands behind: "Russian" of "Russian-backed forces"."""
    following = scene.parsed.tokens[token.index + 1 : token.index + 3]
    return len(following) == 2 and following[0].text in {"-", "–"} and following[1].pos in {"VERB", "ADJ", "PROPN"}
