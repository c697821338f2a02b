"""People whom the lexicon lacks: "one tailor" is a person where somebody shot him, "12 trailers" are none."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.mentions.quantities.lexicon import words
from dateline.mentions.quantities.nouns import NounPhrase
from dateline.nlp.parsed import Token
from dateline.reference import counted
from dateline.reference.counted import Counted

_OBJECT = frozenset({"nsubjpass", "dobj", "obj"})
_LINKS = frozenset({"conj", "appos"})
_FAR = 6  # links of a coordination that are followed


def harmed_person(
    tokens: Sequence[Token],
    lowers: Sequence[str],
    begin: int,
    noun: NounPhrase,
    *,
    by_form: bool = False,
    part: Token | None = None,
) -> Counted | None:
    """The row "person" where a noun without a row names people whom harm befell.

    `begin` is where the quantity begins. What only people suffer ("abducted 12 Xs") tells it of any noun, unless
    `by_form` asks for more; else the form of the noun must tell it ("released two welders", "a boy and one welder").
    `part` is the number in "one of the welders", which is what the verb takes.
    """
    form = is_person_by_form(tokens[noun.head], lowers[noun.head])
    if not form and (by_form or lowers[noun.head] in words().no_persons):
        return None
    only_people = _harm(tokens, lowers, begin, noun, part or tokens[noun.head])
    return counted.look_up("person") if only_people or (form and only_people is not None) else None


def is_person_by_form(token: Token, word: str) -> bool:
    """Whether the ending of a noun says that it is a person: "welder", "machinists"; or it is of a people."""
    if token.entity == "NORP" and token.tag in {"NN", "NNS", "NNP", "NNPS"}:
        return True
    no_persons = words().no_persons
    if token.pos not in {"", "NOUN", "PROPN"} or word in no_persons:
        return False
    singulars = (word, token.lemma or word, word[:-3] + "man" if word.endswith("men") else word)
    plural = word[:-1] if word.endswith("s") and not word.endswith("ss") else word
    if not no_persons.isdisjoint((*singulars, plural)):
        return False
    return any(len(each) > 4 and each.endswith(words().person_endings) for each in (*singulars, plural))


def _harm(tokens: Sequence[Token], lowers: Sequence[str], begin: int, noun: NounPhrase, head: Token) -> bool | None:
    """Whether what happens to a noun befalls only people; None where it is no harm."""
    by_words = _harm_beside(tokens, lowers, begin, noun)
    if by_words or not head.dep:
        return by_words
    by_tree = _harm_in_tree(head)
    return by_words if by_tree is None else by_tree


def _harm_beside(tokens: Sequence[Token], lowers: Sequence[str], begin: int, noun: NounPhrase) -> bool | None:
    """Harm told by the word right after ("12 welders were killed") or right before ("wounding 12 welders")."""
    lexicon, after = words(), harm_after(lowers, noun.end)
    if after is not None and lexicon.harmed_after[lowers[after]] is not None:
        return lexicon.victims.get((tokens[after].lemma, "object"), False)
    before = lowers[begin - 1] if begin else ""
    return False if lexicon.harming_before.get(before) is not None else None


def _harm_in_tree(head: Token) -> bool | None:
    victims = words().victims
    for right in head.rights:
        if right.dep in {"acl", "relcl"} and right.tag == "VBN" and (right.lemma, "object") in victims:
            return victims[right.lemma, "object"]
    first, joined = head, False
    for _ in range(_FAR):
        if first.dep not in _LINKS or first.head is first:
            break
        first, joined = first.head, True
        known = counted.longest((first.lower,), first.lemma or None)
        if known is not None and known[0].unit == "person":
            return False
    verb = first.head
    if first.dep in _OBJECT:
        found = victims.get((verb.lemma, "object"))
    elif first.dep == "nsubj":
        alone = verb.tag in {"VBN", "VBD"} and not any(right.dep in {"dobj", "obj"} for right in verb.rights)
        found = victims.get((verb.lemma, "subject"), victims.get((verb.lemma, "object")) if alone else None)
    elif first.dep == "pobj" and verb.lower == "of":
        found = victims.get((verb.head.lemma, "of"))
    else:
        return None
    return found and not joined if found is not None else None


def harm_after(lowers: Sequence[str], place: int) -> int | None:
    """The word of harm that follows, auxiliaries skipped; None where none follows."""
    limit = place + 5
    while place < len(lowers) and place < limit and lowers[place] in words().auxiliaries:
        place += 1
    return place if place < len(lowers) and lowers[place] in words().harmed_after else None
