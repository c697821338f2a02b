"""What joined verbs do to one and the same: "abducted and killed four men", "was shot and killed by gunmen"."""

from __future__ import annotations

from collections.abc import Mapping

from dateline.nlp import Token
from dateline.nlp.syntax import is_passive, objects
from dateline.nlp.tree import is_verbal
from dateline.reference.lexicons import measure_words, words_of

TAKEN = frozenset({"abducted", "detained"})
OPEN = frozenset({"attacked", "casualties"})  # what says of people neither that they died nor that they were hurt
HURT = frozenset({"killed", "injured"})
INTO = frozenset({"in", "on", "through"})
SHOT = frozenset({"shoot"})


def joined_measures(verb: Token, measure: str, lent: Mapping[int, str]) -> list[tuple[str, Token]]:
    """The measures of those to whom a verb does harm, by it and by the verbs joined to it, each with its verb.

    `lent` are measures that patterns give to verbs that have none of their own ("held"), by the index of the verb.
    What only says that people were shot or attacked gives way to what became of them; who is taken and killed is both.
    """
    found = [(measure, verb)]
    own = measure_words().get((verb.lemma, "verb"))
    if own is None or own.measure != measure or not is_verbal(verb):
        return found  # "killing and wounding several": both verbs were read already
    for other in _sharing(verb):
        word = measure_words().get((other.lemma, "verb"))
        second = word.measure if word is not None and word.part == "object" else lent.get(other.index)
        if second is None or second in {m for m, _ in found} or second not in HURT | TAKEN:
            continue
        pair = {measure, second}
        if measure in OPEN or (pair & TAKEN and pair & HURT):
            found.append((second, other))
    if measure in OPEN and len(found) > 1:
        return found[1:]
    if measure == "casualties" and _in_a_limb(verb):
        return [("injured", verb)]  # "was shot in the leg"
    return found


def _sharing(verb: Token) -> list[Token]:
    """The verbs of a list whose first has the object, or in the passive the subject, of all."""
    top = verb
    while top.dep == "conj" and is_verbal(top.head):
        top = top.head
    row = [top]
    for member in row:
        row.extend(t for t in member.rights if t.dep == "conj" and is_verbal(t))
    row.sort(key=lambda t: t.index)
    if verb not in row:
        return []
    at = row.index(verb)
    passive = is_passive(top)
    shared = [t for t in row if t is not verb and is_passive(t) == passive]
    if passive:
        return [t for t in shared if not _has_subject(t) or t is row[0]] if not _has_subject(verb) or at == 0 else []
    if not objects(verb):
        return []
    bare = [t for t in row[:at] if not objects(t)]
    return [t for t in shared if t in bare and len(bare) == at]


def _has_subject(verb: Token) -> bool:
    return any(t.dep in {"nsubj", "nsubjpass"} for t in verb.lefts)


def _in_a_limb(verb: Token) -> bool:
    """Whether a shot went where people live on: a limb. A shot in the head or the chest says nothing of that."""
    parts = [part for prep in verb.rights if prep.lower in INTO for part in prep.rights if part.dep == "pobj"]
    return verb.lemma in SHOT and any(part.lemma in words_of("limb") for part in parts)
