"""What the parser reads wrongly by rule, put right: verbs read as nouns, words hung on the wrong one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dateline.nlp.parsed import Token
from dateline.nlp.tree import path_up
from dateline.reference.lexicons import words_of

UNCHANGED = frozenset({"cut", "hit", "set", "struck"})  # past tenses that are participles too
BESIDE = frozenset({"compound", "det", "amod", "nmod"})
AIMED = frozenset({"on", "against"})
STAND_INS = frozenset({"another", "one", "others", "those"})  # subjects without a noun of their own


def mend_tree(tokens: Sequence[Token]) -> None:
    """Put right the words of a parsed stretch: verbs read as nouns or participles, lists, and what an attack was on."""
    for token in tokens:
        if _is_misread_verb(token):
            token.pos, token.tag = "VERB", "VBP"
        elif token.pos == "ADJ" and token.dep in {"amod", "compound"} and token.lemma in words_of("aimed_deed"):
            token.pos, token.tag, token.dep = "NOUN", "NN", "compound"  # "the airstrike investigation"
        elif _is_joined_verb(token):
            token.pos, token.tag = "VERB", "VBZ"
        elif token.dep == "appos" and _is_of_list(tokens, token):
            token.dep = "conj"
        elif token.lower == "of" and (member := _member_before(tokens, token)) is not None:
            _hang(token, member, "prep")
        elif token.lower in UNCHANGED and _is_misread_participle(token):
            _mend_participle(token)
        elif token.tag == "VBZ" and token.dep == "conj" and (clause := _clause_of(tokens, token)) is not None:
            _hang(token, clause, "conj")
        elif token.lemma in words_of("concluding") and token.dep == "advcl" and _tells_of_accord(tokens, token):
            _mend_accord(tokens, token)
        elif token.tag == "VBG" and token.dep == "ccomp" and (hurt := _hurt_before(token)) is not None:
            _hang(hurt, token.head, "dobj")
            _hang(token, hurt, "acl")
        elif token.lower in AIMED and token.dep == "prep":
            _mend_aim(tokens, token)
        elif token.lower in STAND_INS and (verb := _verb_of_its_own(tokens, token)) is not None:
            _mend_subject(tokens, token, verb)
    for shot, dead in pairwise(tokens):
        if shot.lower == "shot" and dead.lower == "dead" and shot.tag == "NN" and dead.dep in {"ROOT", "ccomp", "conj"}:
            _mend_shot_dead(shot, dead)


def _is_misread_verb(token: Token) -> bool:
    """Whether a noun at the root has a plural subject and an object: "The members of the Council urge the envoy"."""
    return (
        token.dep == "ROOT"
        and token.tag == "NN"
        and any(t.dep == "nsubj" and t.tag in {"NNS", "NNPS"} for t in token.lefts)
        and any(t.dep == "dobj" for t in token.rights)
        and not any(t.dep in {"det", "amod", "poss", "compound"} for t in token.lefts)
    )


def _is_joined_verb(token: Token) -> bool:
    """Whether a verb joined to another was read as a noun: "expresses his sympathy and calls for support"."""
    goes_on = token.dep == "conj" and token.tag == "NNS" and token.head.tag == "VBZ" and not token.lefts
    return goes_on and token.lemma in words_of("demanding") | words_of("charging")


def _is_of_list(tokens: Sequence[Token], token: Token) -> bool:
    """Whether a name was taken for an apposition that is one of a list: "the regime, Russia and Iran must stop"."""
    last = next((t for t in token.rights if t.dep == "conj" and t.pos == "PROPN"), None)
    if last is None or token.pos != "PROPN" or token.head.tag not in {"NN", "NNP"}:
        return False
    if any(t.dep in {"nummod", "poss"} for t in token.head.lefts):
        return False
    after = tokens.index(last) + 1
    return after < len(tokens) and tokens[after].text != ","  # a comma closes an apposition


def _member_before(tokens: Sequence[Token], link: Token) -> Token | None:
    """The members of whom "of" tells: the second of "civilians and members of the guard"."""
    at = tokens.index(link)
    before = tokens[at - 1] if at > 0 else None
    if before is None or before.lemma != "member" or before.dep != "conj" or link.head is not before.head:
        return None
    return before


def _is_misread_participle(token: Token) -> bool:
    """Whether a past tense was read as a participle: "A convoy of aid trucks set off from the port"."""
    if token.dep != "acl" or token.tag != "VBN":
        return False
    leads = any(t.dep == "prt" and t.lower in {"off", "out"} for t in token.rights) and token.lower == "set"
    top = token.head
    while top.dep == "pobj" and top.head.dep == "prep":
        top = top.head.head
    return top.dep == "ROOT" and top.pos == "NOUN" and (leads or any(t.dep == "dobj" for t in token.rights))


def _mend_participle(verb: Token) -> None:
    """Make a participle under the subject of a sentence its verb."""
    top = verb.head
    while top.dep == "pobj" and top.head.dep == "prep":
        top = top.head.head
    _hang(verb, verb, "ROOT")
    _hang(top, verb, "nsubj")
    verb.tag = "VBD"


def _mend_aim(tokens: Sequence[Token], link: Token) -> None:
    """Hang what an attack was "on" on the attack, not on who made it: "the strikes by the regime on the hospital"."""
    doer = link.head
    by = doer.head
    if doer.dep != "pobj" or by.lower != "by" or tokens[0].index > by.index - 1:
        return
    deed = tokens[tokens.index(by) - 1]
    if deed.pos == "NOUN" and deed.lemma in words_of("aimed_deed"):
        _hang(by, deed, "prep")
        _hang(link, deed, "prep")


def _hurt_before(verb: Token) -> Token | None:
    """Who was hurt doing something: the woman of "killed a woman driving a tractor"."""
    deed = verb.head
    if deed.lemma not in words_of("violence") or any(t.dep in {"aux", "mark"} for t in verb.lefts):
        return None
    if any(t.dep == "dobj" for t in deed.rights):
        return None
    return next((t for t in verb.lefts if t.dep == "nsubj" and t.index > deed.index), None)


def _tells_of_accord(tokens: Sequence[Token], verb: Token) -> bool:
    """Whether a verb says where or when the accord before it was made: "the truce agreed in Sochi"."""
    at = tokens.index(verb)
    before, after = tokens[at - 1 : at], tokens[at + 1 : at + 2]
    named = bool(before) and before[0].lemma in words_of("accord_noun") and before[0].pos == "NOUN"
    return named and bool(after) and after[0].pos == "ADP" and not any(t.dep == "nsubj" for t in verb.lefts)


def _mend_accord(tokens: Sequence[Token], verb: Token) -> None:
    """Hang a verb on the accord that it tells of, and what is joined to it on what is to be done with the accord."""
    accord = tokens[tokens.index(verb) - 1]
    for child in [t for t in verb.rights if t.dep in {"cc", "conj"} and t.index > verb.index]:
        if accord.head.pos == "VERB":
            _hang(child, accord.head, child.dep)
    _hang(verb, accord, "acl")
    verb.tag = "VBN"


def _clause_of(tokens: Sequence[Token], verb: Token) -> Token | None:
    """The verb that one in the present goes on from, where it was joined to an infinitive before that.

    So "ends" goes on from "reassesses" in "will press them until it reassesses its position and ends the siege".
    """
    over = verb.head
    if over.tag != "VB" or any(t.dep in {"nsubj", "nsubjpass"} for t in verb.lefts):
        return None
    between = [t for t in tokens if over.index < t.index < verb.index]
    return next((t for t in reversed(between) if t.tag == "VBZ" and t.dep in {"advcl", "ccomp", "relcl"}), None)


def _verb_of_its_own(tokens: Sequence[Token], token: Token) -> Token | None:
    """The verb of a word that was joined to what stands before: "killed 21 in Kutum and one in Mellit killed four"."""
    at = tokens.index(token)
    if token.dep != "conj" or at + 1 >= len(tokens) or tokens[at + 1].pos != "ADP":
        return None
    verb = next((t for t in tokens[at + 1 :] if t.pos in {"VERB", "CCONJ", "PUNCT", "SCONJ"}), None)
    if verb is None or verb.tag != "VBD" or verb.dep != "conj":
        return None
    return None if any(t.dep in {"nsubj", "nsubjpass"} for t in verb.lefts) else verb


def _mend_subject(tokens: Sequence[Token], token: Token, verb: Token) -> None:
    """Make a word the subject of its verb, with the phrases that stand between the two."""
    over = token.head
    for word in tokens[tokens.index(token) + 1 : tokens.index(verb)]:
        if word.head is over:
            _hang(word, token, word.dep)
    _hang(token, verb, "nsubj")


def _mend_shot_dead(shot: Token, dead: Token) -> None:
    """Make "shot" the verb of "gunmen on a motorcycle shot dead a priest", read as the shot of a motorcycle."""
    vehicle = next((t for t in reversed(shot.lefts) if t.dep == "compound"), None)
    if vehicle is None or shot.dep not in {"pobj", "dobj"}:
        return
    over, role = shot.head, shot.dep
    before = [t for t in shot.lefts if t is not vehicle and t.dep in BESIDE]
    _hang(shot, dead.head if dead.head is not dead else shot, dead.dep)
    _hang(vehicle, over, role)
    for word in before:
        _hang(word, vehicle, word.dep)
    for child in [*dead.lefts, *dead.rights]:
        if child is not shot:
            _hang(child, shot, child.dep)
    _hang(dead, shot, "oprd")
    shot.pos, shot.tag, shot.lemma = "VERB", "VBD", "shoot"


def _hang(token: Token, head: Token, dep: str) -> None:
    """Hang a word, with all that hangs on it, on another one; on itself it is the root. Never on what hangs on it."""
    if head is not token and any(step is token for step in path_up(head)):
        return
    if token.head is not token:
        side = token.head.lefts if token.index < token.head.index else token.head.rights
        side.remove(token)
    token.head, token.dep = head, dep
    if head is not token:
        side = head.lefts if token.index < head.index else head.rights
        side.append(token)
        side.sort(key=lambda t: t.index)
