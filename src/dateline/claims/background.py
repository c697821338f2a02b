"""Harm and attacks that are told only as what somebody had done or suffered before: no two tellings of one event."""

from __future__ import annotations

from dateline.nlp import Token
from dateline.nlp.syntax import is_passive, objects, subjects
from dateline.nlp.tree import is_verbal, is_within, path_up
from dateline.reference.lexicons import words_of


def is_mourned(harm: Token) -> bool:
    """Whether those harmed are only mourned here: "the funeral of a fighter killed on Tuesday was struck"."""
    noun = harm.head
    over = noun.head.head if noun.dep == "pobj" and noun.head.lower in {"of", "for"} else noun
    return harm.dep == "acl" and over is not noun and over.lemma in words_of("farewell")


def only_describes(attack: Token, harm: Token) -> bool:
    """Whether an attack only tells which thing was harmed: "huts in Lwe, the village near the ambush, were burned"."""
    below = [step for step in path_up(attack) if harm in path_up(step) and step is not harm]
    return any(step.dep == "appos" for step in below)


def did_it_before(attack: Token, harm: Token) -> bool:
    """Whether those harmed are the ones who attacked: "troops killed three gunmen who had attacked a school".

    What goes on is no such deed either: "the troops, who are carrying out an operation, destroyed shelters".
    """
    if not is_verbal(harm):
        return False
    patients = subjects(harm) if is_passive(harm) else objects(harm)
    for step in path_up(attack):
        if step is harm:
            return False
        relative = step.dep == "relcl" and any(t.dep == "nsubj" and t.tag in {"WDT", "WP"} for t in step.lefts)
        if relative or (step.dep == "acl" and step.tag == "VBG"):
            lasting = step.tag == "VBG" and any(t.tag in {"VBP", "VBZ"} for t in step.lefts if t.dep == "aux")
            return any(is_within(step.head, patient) for patient in patients) or (
                lasting and step.head in subjects(harm)
            )
    return False


def is_reason(harm: Token) -> bool:
    """Whether harm is why something is done: "fired rockets in response to the killing of a leader"."""
    if is_verbal(harm) or harm.dep != "pobj":
        return False
    return is_answered(harm) or harm.head.lower in {"after", "avenging", "following"}


def is_answered(deed: Token) -> bool:
    """Whether a deed is what another answers: "killed 50 in retaliation for the shelling"."""
    over = deed.head
    return deed.dep == "pobj" and over.lower in {"to", "for", "over"} and over.head.lemma in words_of("reprisal")
