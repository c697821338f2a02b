"""What part a claim plays: a happening, a total, an answer to one, something that did not happen, or talk."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from dateline.incidents.policy import Policy, policy
from dateline.records import Claim


class Part(StrEnum):
    """The part of a claim in fusion; only happenings make incidents."""

    HAPPENING = "happening"
    TOTAL = "total"  # a running total, a stock or a flow: a point of a tally
    UNREAL = "unreal"  # expected, conditional, negated, denied
    CREDIT = "credit"  # a party says that it did it
    CHARGE = "charge"  # a party blames another
    ANSWER = "answer"  # a denial, a "no comment"
    TALK = "talk"


def says_none(claim: Claim, rules: Policy) -> bool:
    """Whether a claim only says that nobody was harmed: a figure of none for the happening it belongs to."""
    none = [figure.quantifier == "none_reported" and figure.scope == "event" for figure in claim.figures]
    return claim.event in rules.harm and claim.stance in {"asserted", "negated"} and bool(none) and all(none)


def told_alike(one: Claim, other: Claim) -> bool:
    """Whether a report tells the same whichever of two forms one of its claims has.

    What is counted, graded and said of the incident may still differ: who confirms it, under which codes it stands.
    """
    rules = policy()
    if one.stance != other.stance:
        parts = {part_of(one, rules), part_of(other, rules)}
        if len(parts) > 1 or Part.UNREAL in parts or says_none(one, rules) != says_none(other, rules):
            return False
    return one == replace(
        other,
        stance=one.stance,
        codes=one.codes,
        verification=one.verification,
        verification_mention=one.verification_mention,
    )


def part_of(claim: Claim, rules: Policy) -> Part:
    """The part of a claim, by its event, its stance and the scope of its figures."""
    if claim.event in rules.answers:
        return Part.ANSWER
    if claim.event in rules.credits | rules.charges:
        if claim.stance in rules.unreal:  # "no group has claimed responsibility"
            return Part.UNREAL
        return Part.CREDIT if claim.event in rules.credits else Part.CHARGE
    if claim.event not in rules.happenings:
        return Part.TALK
    if claim.stance in rules.unreal:
        return Part.HAPPENING if says_none(claim, rules) else Part.UNREAL
    if claim.figures and all(figure.scope != "event" for figure in claim.figures):
        return Part.TOTAL
    return Part.HAPPENING
