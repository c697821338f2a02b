"""How surely a thing is said: asserted, denied, alleged, expected, conditional, negated."""

from __future__ import annotations

from itertools import pairwise

from dateline.claims.triggers import Trigger, leaning
from dateline.mentions.quotes import Speech, width
from dateline.nlp import Token
from dateline.nlp.syntax import first_of_list, goes_on_from
from dateline.nlp.tree import is_verbal, path_up
from dateline.records import Note, Span
from dateline.reference.lexicons import light_verbs, reporting_words, stance_words, words_of
from dateline.reference.ontology import event_set

#: Where several words speak, the first of these wins: what is denied is denied even if it was alleged.
STRENGTH = ("averted", "unsaid", "denied", "negated", "conditional", "expected", "unconfirmed", "alleged")
OPEN_STEPS = frozenset(
    {
        "xcomp",
        "ccomp",
        "dobj",
        "pobj",
        "prep",
        "pcomp",
        "acl",
        "conj",
        "advcl",
        "compound",
        "attr",
        "nmod",
        "appos",
        "agent",
        "relcl",
        "amod",
    }
)
#: Verbs whose aim was carried out: "used the road to attack the town", "crossed the border to attack the post".
CARRIED_OUT = frozenset({"use", "employ", "exploit", "cross"})
#: Verbs that speak of what is going on: "to end its siege", "must stop shelling the town".
GOING_ON = frozenset({"end", "stop", "halt", "cease", "lift", "continue", "suspend", "condemn", "denounce"})
ENDING = frozenset({"cease", "end", "stop"})
#: What is said of an event that is still to come: "an assault is planned". What threatens a town is there already.
COMING = frozenset({"expect", "plan", "fear", "likely", "schedule"})
#: Before the deed that harm came from.
CAUSING = frozenset({"from", "in", "during", "after", "following"})
#: Frames whose own words already say what the stance would say.
FIXED = {"denial": "denied", "no_comment": "no_comment"}
#: Frames whose "must" or "not" is a part of the event itself.
SETTLED = frozenset({"obligation", "obstructed"})


def stance_of(trigger: Trigger, speeches: list[Speech]) -> tuple[str, list[Note]]:
    """The stance of a claim and the words that give it."""
    if trigger.pattern.frame in SETTLED:
        return "asserted", []
    fixed = FIXED.get(trigger.event)
    if fixed is not None:
        return fixed, []
    told = any(need.where == "modifier" and "not" in need.classes for need in trigger.pattern.needs)
    inside = {t.index for t in trigger.words}  # "is no longer functional"
    found = [row for row in _own(trigger.token) if not (told and row[0] == "negated") and row[1].index not in inside]
    if trigger.is_noun and any(t.dep == "poss" and t.lower == "yesterday" for t in trigger.token.lefts):
        return "asserted", []  # "I hope that yesterday's agreement will hold": it has been made
    if trigger.event in event_set("accord") and _is_signed(trigger.token):
        return "asserted", []
    if trigger.is_noun:
        for word in trigger.words:
            found += [
                (stance, t) for t in word.lefts if (stance := stance_words().get((t.lower, "modifier"))) is not None
            ]
        found += [*_light(trigger.token), *_asked_for(trigger)]
        found += [row for t in trigger.token.rights if t.dep == "relcl" and t.lemma in light_verbs() for row in _own(t)]
    found += _above(trigger)
    widths = [width(s) for s in speeches if s.sources and s.covers(trigger.token.start)]
    narrowest = min(widths, default=None)
    for speech in speeches:
        if speech.sources and narrowest is not None and width(speech) > narrowest:
            continue
        if (
            speech.stance != "asserted"
            and speech.cue.index not in {t.index for t in trigger.words}
            and speech.covers(trigger.token.start)
        ):
            found.append((speech.stance, speech.cue))
    if not found:
        return "asserted", []
    best = min(found, key=lambda row: STRENGTH.index(row[0]))
    notes = [
        Note(
            field="stance",
            text=f"{stance}: “{token.text}”",
            span=Span(token.start, token.end, token.text),
            dropped=stance != best[0],
        )
        for stance, token in found
    ]
    return best[0], notes


def _own(verb: Token) -> list[tuple[str, Token]]:
    """Auxiliaries, negations and "if" of a verb, shared with the verbs that it is joined to."""
    found: list[tuple[str, Token]] = []
    if not is_verbal(verb):
        if any(t.lower == "no" and t.dep in {"det", "neg"} for t in verb.lefts):
            found.append(("negated", next(t for t in verb.lefts if t.lower == "no")))
        elif verb.dep == "conj" and any(t.lower in {"or", "nor"} for t in verb.head.rights if t.dep == "cc"):
            return _own(verb.head)  # "no injuries or damage"
        return found
    for child in verb.lefts + [t for t in verb.rights if t.dep in {"neg", "advmod"}]:
        if child.dep == "neg" or child.lower in {"never"}:
            found.append(("unsaid" if _is_forbidden(verb) else "negated", child))
        elif child.dep == "aux":
            word = {"'ll": "will", "wo": "will", "'d": "would", "ca": "can"}.get(child.lower, child.lower)
            stance = stance_words().get((word, "auxiliary"))
            if stance is not None and not (word == "would" and _is_past_perfect(verb)) and verb.tag != "VBD":
                found.append((stance, child))
            aimed = verb.dep in {"acl", "advcl", "relcl"} and not _is_carried_out(verb)
            if child.lower == "to" and (aimed or _is_due(verb)) and not _is_past_perfect(verb):
                found.append(("expected", child))
        elif child.dep in {"mark", "advmod"}:
            stance = stance_words().get((child.lower, "mark")) or stance_words().get((child.lower, "modifier"))
            if child.lower in {"until", "till"} and child.dep == "mark" and _is_to_come(verb):
                stance = "expected"  # "until the last fighter is killed"
            if stance == "expected" and child.dep == "advmod" and _is_past(verb):
                stance = "unconfirmed"  # "was likely carried out by"
            if stance is not None:
                found.append((stance, child))
    for subject in verb.lefts:
        if subject.dep in {"nsubj", "nsubjpass"} and (
            subject.lower in {"nobody", "none", "neither"} or any(_negates(t) for t in subject.lefts)
        ):
            found.append(("negated", subject))
    for clause in verb.lefts + verb.rights:
        if clause.dep == "advcl":
            found += [("conditional", t) for t in clause.lefts if (t.lower, "mark") in stance_words()]
    aims = verb.lower == "going" and any(t.dep == "xcomp" for t in verb.rights)  # not "going from house to house"
    if aims or any(t.lower == "going" for t in verb.lefts):
        found.append(("expected", verb))
    if (
        not found
        and verb.dep == "conj"
        and is_verbal(verb.head)
        and goes_on_from(verb) is None
        and not any(t.dep in {"nsubj", "nsubjpass", "aux", "auxpass"} for t in verb.lefts)
        and not (verb.head.tag == "VB" and verb.tag in {"VBD", "VBZ"})  # "did not answer and accused the army"
    ):
        return _own(verb.head)
    return found


def _is_forbidden(verb: Token) -> bool:
    """Whether a negated verb only tells what is to be left undone: "children must never be targeted"."""
    due = any(t.dep == "aux" and t.lower in {"must", "should"} for t in verb.lefts)
    return due and not _is_past_perfect(verb)


def _is_due(verb: Token) -> bool:
    """Whether something is to be done: "the ministers were to hold talks"; who is to blame has done it."""
    return verb.dep == "xcomp" and verb.head.lemma == "be" and verb.lemma != "blame"


def _is_carried_out(verb: Token) -> bool:
    """Whether the verb tells what something was used for: "used the hospital to fire rockets"."""
    above = next((t for t in verb.ancestors() if is_verbal(t)), None)
    if above is not None and above.dep == "xcomp" and is_verbal(above.head):
        above = above.head  # "used guided bombs to conduct strikes", read as if they guided them
    if above is None:
        return False
    at_work = above.lemma == "work" and above.tag == "VBG" and any(t.lemma == "be" for t in above.lefts)
    return at_work or (above.lemma in CARRIED_OUT and above.tag in {"VBD", "VBN", "VBZ", "VBP"})


def _negates(word: Token) -> bool:
    """Whether "no" or "neither" leaves nobody; "no fewer than 70" leaves many."""
    following = next((t for t in word.sentence.tokens if t.index == word.index + 1), None)
    return word.lower in {"no", "neither"} and not (following is not None and following.lower in {"fewer", "less"})


def _is_past(verb: Token) -> bool:
    """Whether a verb speaks of what was, with no "will" or "would"."""
    return verb.tag in {"VBD", "VBN"} and not any(t.dep == "aux" and t.tag == "MD" for t in verb.lefts)


def _is_to_come(verb: Token) -> bool:
    """Whether a clause of time is in the present, and so of what is still to come."""
    finite = [t for t in (verb, *verb.lefts) if t.tag in {"VBZ", "VBP", "VBD"}]
    return bool(finite) and finite[-1].tag != "VBD"


def _is_signed(accord: Token) -> bool:
    """Whether an accord has been made, whatever is asked of it now: "must uphold the agreement signed in Juba"."""
    told = [t for t in accord.rights if t.dep in {"acl", "relcl"} and t.tag in {"VBN", "VBD"}]
    made = [t for t in told if t.lemma in words_of("concluding")]
    return any(all(t.dep != "aux" or t.lemma == "have" for t in verb.lefts) for verb in made)


def _is_past_perfect(verb: Token) -> bool:
    return any(t.lemma == "have" and t.dep == "aux" for t in verb.lefts)


def _light(noun: Token) -> list[tuple[str, Token]]:
    """Stance from the verb that a noun leans on: "did not carry out the attack", "will launch an offensive"."""
    top = leaning(noun)
    verb = top.head
    if top.dep == "pobj" and verb.head.lemma in words_of("attend") and verb.lower in {"for", "at", "in", "to"}:
        return [row for row in _own(verb.head) if row[0] == "expected"]  # "will travel to the city for a meeting"
    if not is_verbal(verb) or top.dep not in {"dobj", "nsubjpass", "nsubj", "attr"}:
        return []
    if verb.lemma in GOING_ON and top.dep in {"dobj", "nsubjpass"}:
        return []  # "must end its siege"
    if top.dep == "nsubj" and (verb.lemma in ENDING or any(t.lower in words_of("unpunished") for t in verb.rights)):
        return []  # "the fighting must end", "the attack cannot go unpunished": they have been
    if verb.lemma in words_of("speaks_of") and top.dep in {"dobj", "nsubjpass"}:
        return []  # "will investigate an air strike": it has been
    if (
        verb.lemma in light_verbs()
        or top.dep in {"nsubjpass", "nsubj", "attr"}
        or any(t.dep == "aux" and (t.lower, "auxiliary") in stance_words() for t in verb.lefts)
    ):
        return _own(verb)
    return []


def _asked_for(trigger: Trigger) -> list[tuple[str, Token]]:
    """What others are asked to grant: "calls on both sides to guarantee access"."""
    top = leaning(trigger.token)
    verb = top.head
    if top.dep != "dobj" or verb.tag != "VB" or verb.lemma not in words_of("granting"):
        return []
    while verb.dep == "conj" and is_verbal(verb.head):
        verb = verb.head
    asked = verb.dep in {"advcl", "ccomp", "xcomp"} and verb.head.lemma in words_of("demanding")
    return [("expected", verb.head)] if asked else []


def _above(trigger: Trigger) -> list[tuple[str, Token]]:
    """Words over the trigger that take its certainty: "plans to attack", "allegations of torture", "denied that"."""
    found: list[tuple[str, Token]] = []
    steps = list(path_up(trigger.token))
    inside = {t.index for t in trigger.words}
    for below, step in pairwise(steps):
        if below.dep not in OPEN_STEPS:
            alone = step.lemma == "threaten" and not any(t.dep == "dobj" for t in step.rights)
            if below.dep in {"nsubj", "nsubjpass"} and (step.lemma in COMING or alone):
                found.append(("expected", step))
            break
        if step.index in inside:
            continue
        if below.dep == "prep" and below.lower in CAUSING and not is_verbal(step) and step.lemma in words_of("harm"):
            break  # "no reports of casualties from the strike": there was a strike
        if step.lemma in GOING_ON and is_verbal(step) and below.dep in {"dobj", "xcomp"}:
            break  # what is to end goes on
        if trigger.is_noun and is_verbal(step) and step.lemma in words_of("speaks_of"):
            break  # "wants to condemn the attack": it has been
        if below.dep in {"advcl", "relcl", "conj"} and below.dep != "conj" and step.lemma not in {"warn"}:
            break
        if below.dep == "acl" and below.tag == "VBN" and not any(t.dep == "mark" for t in below.lefts):
            break  # "to release those detained": they are
        if below.dep == "ccomp" and any(below.index < t.index < step.index for t in step.lefts if t.text == ";"):
            break  # "they had seized it; the army called that untrue"
        if below.dep == "ccomp" and (below is first_of_list(step) or _is_withheld(step)):
            break  # "demands a truce, urges calm"; "refused to say where they held him": they do
        if below.dep == "conj" and goes_on_from(below) is not None:
            break  # "denied that it had taken part and blamed its rivals": the blame is no denial
        if below.dep == "conj" and is_verbal(below):
            continue
        stance = _governing(step, below)
        if stance == "asserted":
            continue
        if stance is not None and (is_verbal(step) or step.pos in {"NOUN", "ADJ"}) and _takes(below):
            found.append((stance, step))
        elif (is_verbal(step) and below.dep in {"xcomp", "ccomp"} and not trigger.is_noun) or (
            is_verbal(step) and below.dep == "xcomp"
        ):
            found += [row for row in _own(step) if row[0] in {"expected", "conditional"} and not _may_tell(step)]
    return found


def _may_tell(verb: Token) -> bool:
    """Whether somebody tells what he can or must tell, and so it is: "I can tell the House that 124 were killed".

    What there is evidence to say is no more to come.
    """
    if verb.dep == "acl" and verb.head.lemma in words_of("proof"):
        return True
    allowed = any(t.dep == "aux" and t.lower in {"can", "may", "must"} for t in verb.lefts)
    return allowed and verb.lemma in reporting_words() and not any(t.dep == "neg" for t in verb.lefts)


def _is_withheld(telling: Token) -> bool:
    """Whether somebody refuses to tell something, which is so: not whether it is."""
    asks = any(t.lower in {"whether", "if", "many"} for t in telling.subtree() if t.index > telling.index)
    return telling.dep == "xcomp" and telling.head.lemma in words_of("withholding") and not asks


def _governing(step: Token, below: Token) -> str | None:
    """The stance that a word over the trigger gives it; "agreed to withdraw" differs from "agreed a truce"."""
    if step.lemma in words_of("proof") and below.dep in {"acl", "ccomp"}:
        if any(t.lower == "no" for t in step.lefts):
            return "negated"  # "there is no indication that civilians were killed"
        if any(t.lower in words_of("scant") for t in step.lefts):
            return "unconfirmed"  # "insufficient evidence to find that civilians were harmed"
    if step.pos == "NOUN" and step.dep in {"dobj", "nsubjpass"} and step.head.lemma in words_of("rejecting"):
        told = below.dep == "acl" and any(t.dep == "mark" for t in below.lefts)
        if told or (step.lemma, "source") in stance_words():
            return "denied"  # "rejected reports of torture", "dismissed claims that the town had fallen"
    if step.pos == "NOUN" and (step.lemma, "source") in stance_words():
        if any(t.lower == "no" for t in step.lefts):
            return "negated"  # "there were no reports of casualties"
        certain = step.dep == "dobj" and (step.head.lemma, "certain") in stance_words()
        return None if certain else stance_words()[step.lemma, "source"]
    if (step.lemma, "infinitive") in stance_words() and below.dep in {"xcomp", "acl", "ccomp"}:
        return stance_words()[step.lemma, "infinitive"]
    return stance_words().get((step.lemma, "governor"))


def _takes(below: Token) -> bool:
    """Whether a governing word speaks of what hangs below: not of the subject, the agent or a mere circumstance."""
    if below.dep in {"prep", "agent"}:
        return below.lower in {"of", "to", "for", "on", "from", "against", "about", "over"}
    return below.dep in {"xcomp", "ccomp", "dobj", "acl", "pcomp", "pobj", "attr"}
