"""What a bare number counts: the soldiers of "nine soldiers were killed and one was captured", the boats of "two of
their boats"."""

from __future__ import annotations

from dateline.claims.scene import Scene
from dateline.nlp import Token
from dateline.nlp.syntax import governed_by, objects, subjects
from dateline.nlp.tree import is_verbal
from dateline.records import PartyMention
from dateline.reference.lexicons import words_of

OF = frozenset({"of"})
THEM = frozenset({"them", "those", "these", "which", "whom"})
ABSTRACT = frozenset({"percent", "money", "strike"})
PLACED = frozenset({"nsubj", "nsubjpass", "dobj"})
LOOK_BACK = 2  # sentences


def is_bare_number(scene: Scene, token: Token) -> bool:
    """Whether a word is a number without a noun of its own, and no date."""
    counts = token.pos == "NUM" or token.tag in {"CD", "DT", "JJ", "NNS"}
    quantity = scene.quantity_of(token) if counts else None
    if quantity is None or scene.time_of(token) is not None:
        return False
    return token.pos == "NUM" or quantity.noun is None


def counted_noun(scene: Scene, number: Token) -> Token | None:
    """The noun that a bare number leans on; None where the text does not say what is counted."""
    inside = governed_by(number, OF)
    named = [t for t in inside if t.lower not in THEM]
    if named:
        return named[0] if number.pos == "NUM" else None
    if not inside:
        return _beside(scene, number)
    return _before(scene, number) if _takes_part(number) else None


def _takes_part(number: Token) -> bool:
    """Whether a number has a part in a deed: "killed three of them", "the killing of three of them"."""
    return number.dep in PLACED or (number.dep == "pobj" and number.head.lower == "of")


def _beside(scene: Scene, number: Token) -> Token | None:
    """What the verb before says it of: "seven houses were destroyed and 30 damaged"."""
    verb = number.head
    if number.dep not in {"nsubj", "nsubjpass"} or not is_verbal(verb) or verb.dep != "conj":
        return None
    first = verb.head
    while first.dep == "conj" and not subjects(first):
        first = first.head
    return next((t for t in subjects(first) if _is_counted(scene, t)), None) if is_verbal(first) else None


def _before(scene: Scene, number: Token) -> Token | None:
    """Those of whom it is a part: the people that were counted last, in this sentence or the one before."""
    here = number.sentence
    for index in range(here.index, max(-1, here.index - LOOK_BACK), -1):
        counts = [q for q in scene.quantities_in(scene.parsed.sentences[index]) if q.span.end <= number.start]
        for quantity in reversed(counts):
            if quantity.unit not in ABSTRACT:
                at = quantity.noun_head if quantity.noun_head is not None else quantity.number.start
                return scene.parsed.token_at(at)
    return None


def _is_counted(scene: Scene, noun: Token) -> bool:
    quantity = scene.quantity_of(noun)
    return quantity is not None and quantity.noun is not None


def people_before(scene: Scene, number: Token) -> PartyMention | None:
    """Who "nine of them" are where nobody was counted: the last people named who do not do it."""
    if not _takes_part(number) or not any(t.lower in THEM for t in governed_by(number, OF)):
        return None
    verb = next((t for t in number.ancestors() if is_verbal(t)), number)
    doers = {t.index for t in subjects(verb)}
    here = number.sentence
    rows = [p for at in (here.index - 1, here.index) if at >= 0 for p in scene.parties_in(scene.parsed.sentences[at])]
    named = {(p.party, p.kind) for p in rows if p.head in {t.start for t in subjects(verb)}}
    for party in reversed(rows):
        head = scene.parsed.token_at(party.head)
        if head is None or head.index >= number.index or head.index in doers or (party.party, party.kind) in named:
            continue
        if head.tag in {"NNS", "NNPS"} and party.kind != "government" and head.dep in {"dobj", "pobj", "nsubjpass"}:
            return party
    return None


def comrades_of(scene: Scene, noun: Token) -> Token | None:
    """Whose fellows they are: the soldiers of "the soldiers came after rebels had killed two of their colleagues"."""
    if noun.lemma not in words_of("fellow") or not any(t.dep == "poss" for t in noun.lefts):
        return None
    verb = next((t for t in noun.ancestors() if is_verbal(t)), None)
    if verb is None:
        return None
    doers = subjects(verb)
    above = [t for t in verb.ancestors() if is_verbal(t)]
    parties = [part for clause in above for part in subjects(clause) + objects(clause)]
    return next((t for t in parties if t not in doers and scene.party_of(t) is not None), None)
