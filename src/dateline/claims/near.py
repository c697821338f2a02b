"""How near a word is to an event in the tree: what decides which place and which time belong to it."""

from __future__ import annotations

from dateline.mentions.quotes import Speech
from dateline.nlp import Token
from dateline.nlp.tree import is_verbal, path_up

#: What a step from a word to its head costs: inside a phrase little, out of a clause much.
STEPS = {
    "pobj": 0.3, "prep": 0.5, "compound": 0.3, "poss": 0.5, "nmod": 0.3, "appos": 0.5, "conj": 0.5, "npadvmod": 0.5,
    "amod": 0.5, "dobj": 0.6, "nsubj": 1.0, "nsubjpass": 0.8, "agent": 0.5, "advmod": 0.5, "attr": 0.6, "acl": 2.0,
    "relcl": 3.0, "advcl": 2.0, "ccomp": 3.0, "xcomp": 1.0, "pcomp": 1.0, "parataxis": 3.0, "dep": 1.5,
}  # fmt: skip
OTHER = 1.0
MISJOINED = 4.0  # a noun that the parser joined to a verb belongs to neither of the verb's parts
ADJUNCTS = frozenset({"prep", "npadvmod", "advmod", "dobj", "dative", "agent", "xcomp", "advcl"})
DOWN_INTO_CLAUSE = 1.5  # added where the event is in a clause that hangs below the word's own
REPORTING = 8.0  # the word belongs to "said", not to what was said
FAR = 9.0


def distance(trigger: Token, token: Token, speeches: list[Speech]) -> float:
    """The cost of the path between two words of one sentence; FAR where they do not share a tree."""
    above = {t.index: n for n, t in enumerate(path_up(trigger))}
    cost = 0.0
    last = token
    for step in path_up(token):
        if step.index in above:
            down = _down(trigger, step)
            said = _is_cue(step, speeches) and not _is_recorded(trigger, step, speeches)
            if said and step is not token and trigger is not step and last.dep in ADJUNCTS:
                cost += REPORTING
            return cost + down
        if step is not token and last.dep in ADJUNCTS and _tells(step, trigger, speeches):
            cost += REPORTING  # the parser joined "said" to what was said
        cost += (
            MISJOINED
            if step.dep == "conj" and is_verbal(step.head) and not is_verbal(step)
            else STEPS.get(step.dep, OTHER)
        )
        last = step
        if step.is_root:
            break
    gap = abs(trigger.index - token.index)
    return min(FAR, 3.0 + gap / 6)


def _tells(cue: Token, trigger: Token, speeches: list[Speech]) -> bool:
    """Whether a verb is the cue of words that tell of the event."""
    return any(s.cue is cue and s.covers(trigger.start) for s in speeches)


def _is_recorded(trigger: Token, cue: Token, speeches: list[Speech]) -> bool:
    """Whether an event is what a source counts: "from 3 to 9 June monitors recorded 14 strikes" dates the strikes."""
    counting = any(s.cue is cue and s.force in {"documents", "confirms"} for s in speeches)
    return counting and any(t.head is cue and t.dep == "dobj" for t in path_up(trigger))


def _down(trigger: Token, meeting: Token) -> float:
    cost = 0.0
    for step in path_up(trigger):
        if step is meeting:
            break
        cost += STEPS.get(step.dep, OTHER)
        if is_verbal(step) and step.dep in {"relcl", "advcl", "acl", "ccomp"}:
            cost += DOWN_INTO_CLAUSE if step.dep != "ccomp" else 0.0
    return cost


def _is_cue(token: Token, speeches: list[Speech]) -> bool:
    return any(speech.cue is token for speech in speeches)
