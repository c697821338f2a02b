"""What a party or a word can stand for: one person, several, a body that can be "it", a country that is only where."""

from __future__ import annotations

from dateline.claims.scene import Scene
from dateline.nlp import Token
from dateline.nlp.tree import is_verbal
from dateline.records import PartyMention
from dateline.reference.agents import agent
from dateline.reference.lexicons import words_of

BODIES = frozenset(
    {
        "state_forces",
        "government",
        "igo",
        "ngo",
        "rebels",
        "jihadists",
        "militia",
        "media",
        "peacekeepers",
        "police",
        "aid",
    }
)
PERSON_ROLES = frozenset(
    {
        "activist",
        "commander",
        "expert",
        "medic",
        "official",
        "relative",
        "rescuer",
        "resident",
        "spokesperson",
        "survivor",
        "witness",
    }
)


def is_one_person(token: Token) -> bool:
    """Whether a word is one person by its form and its meaning: a name, an office, a trade."""
    described = agent(token.lemma)
    person = described is not None and described.source_role in PERSON_ROLES
    if described is not None and described.noun_class == "group" and described.source_role == "official":
        person = False  # "the ministry", "the embassy"; a judge is told by his word
    worded = token.tag == "NN" and token.lemma in words_of("one_person")
    named = any(t.dep == "appos" and t.entity == "PERSON" for t in token.rights)
    return token.tag not in {"NNS", "NNPS"} and (token.entity == "PERSON" or person or worded or named)


def is_body(party: PartyMention) -> bool:
    """Whether "it" can stand for a party: an organisation, one of doctors too where a table knows its name."""
    return party.kind in BODIES or (party.kind == "medical" and party.resolved_by == "table")


def is_many(scene: Scene, party: PartyMention) -> bool:
    """Whether a party is several people by its word: "residents", "gunmen"."""
    head = scene.parsed.token_at(party.head)
    return head is not None and head.tag in {"NNS", "NNPS"}


def is_person(scene: Scene, party: PartyMention) -> bool:
    """Whether a party is one person by their word or name: "the governor", not the force named after him."""
    head = scene.parsed.token_at(party.head)
    if head is not None and is_one_person(head) and head.entity != "PERSON":
        return True
    named = any(t.entity == "PERSON" and t.dep != "poss" for t in scene.parsed.tokens_in(party.span))
    return named and (party.resolved_by != "table" or party.kind in {"government", "igo", "unknown"})


def is_where(scene: Scene, party: PartyMention) -> bool:
    """Whether a country is only where something is: "a defeat in Iraq"."""
    head = scene.parsed.token_at(party.head)
    inside = head is not None and head.dep == "pobj" and head.head.lower in {"in", "across", "inside"}
    return inside and party.resolved_by == "country"


def is_subject(head: Token) -> bool:
    """Whether a word, or what it belongs to, is the subject or the doer of its clause."""
    current = head
    while current.dep in {"conj", "compound", "amod", "poss", "nmod", "appos"} and not current.is_root:
        current = current.head
    return current.dep in {"nsubj", "nsubjpass", "agent"} or (current.dep == "pobj" and current.head.dep == "agent")


def is_aside(head: Token) -> bool:
    """Whether a word stands in a clause that only adds to the main one: "the army came after rebels had left"."""
    verb = next((t for t in head.ancestors() if is_verbal(t)), None)
    return verb is not None and verb.dep in {"advcl", "relcl"}


def same_clause(one: Token, two: Token) -> bool:
    """Whether the same verb stands next over two words."""
    first = next((t for t in [one, *one.ancestors()] if is_verbal(t)), None)
    second = next((t for t in [two, *two.ancestors()] if is_verbal(t)), None)
    return first is not None and first is second
