"""Walking the tree: what is joined to a word, what stands over it, what belongs to its clause or its phrase."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.nlp.parsed import Token

VERBAL = frozenset({"VERB", "AUX"})


def conjuncts(token: Token) -> list[Token]:
    """The word and all that are joined to it by "and" or "or", in order."""
    found = [token]
    for member in found:
        found.extend(t for t in member.rights if t.dep == "conj" and (t.pos in VERBAL) == (token.pos in VERBAL))
    return found


def is_verbal(token: Token) -> bool:
    """Whether a word stands as a verb (an -ing noun does not)."""
    return token.pos in VERBAL


def is_nominal(token: Token) -> bool:
    return token.pos in {"NOUN", "PROPN", "PRON", "NUM"} or (
        token.pos in {"DET", "ADJ"} and token.dep in {"nsubj", "nsubjpass", "dobj", "pobj"}
    )


def governing_verb(token: Token) -> Token | None:
    """The nearest verb above a word, or None."""
    for above in token.ancestors():
        if is_verbal(above):
            return above
    return None


def clause_head(token: Token) -> Token:
    """The verb of the clause that a word is in, itself where it is that verb; the root where there is none."""
    current = token
    while True:
        if is_verbal(current) and current.dep not in {"aux", "auxpass", "amod", "compound"}:
            return current
        if current.is_root:
            return current
        current = current.head


def clause_tokens(head: Token) -> list[Token]:
    """The words of a clause without the clauses inside it, in order."""
    found = [head]
    for token in found:
        for child in token.children:
            if child.dep in {"ccomp", "advcl", "relcl", "parataxis"} or (child.dep == "conj" and is_verbal(child)):
                continue
            found.append(child)
    return sorted(found, key=lambda t: t.index)


def is_within(token: Token, ancestor: Token) -> bool:
    """Whether a word hangs, at any depth, on another (or is it)."""
    return token is ancestor or any(above is ancestor for above in token.ancestors())


def path_up(token: Token) -> Iterator[Token]:
    """The word itself, then its heads up to the root."""
    yield token
    yield from token.ancestors()


def noun_phrase(head: Token) -> tuple[int, int]:
    """Offsets of a noun with what stands before it and its "of" phrases, without clauses, lists and determiners."""
    kept = [head]
    for token in kept:
        for child in token.children:
            if child.dep in {
                "relcl",
                "acl",
                "appos",
                "conj",
                "cc",
                "punct",
                "advcl",
                "ccomp",
                "preconj",
                "predet",
                "advmod",
            }:
                continue
            if child.dep == "prep" and (child.lower != "of" or child.index < head.index):
                continue
            kept.append(child)
    kept.sort(key=lambda t: t.index)
    position = kept.index(head)
    first = position
    while first > 0 and kept[first - 1].index >= kept[first].index - 2:
        first -= 1
    last = position
    while last + 1 < len(kept) and kept[last + 1].index == kept[last].index + 1:
        last += 1
    words = kept[first : last + 1]
    while len(words) > 1 and words[0] is not head and words[0].dep == "case":
        words = words[1:]
    while (
        len(words) > 1
        and words[0] is not head
        and (words[0].dep in {"det", "poss"} and words[0].pos in {"DET", "PRON"})
    ):
        words = words[1:]
    return words[0].start, words[-1].end
