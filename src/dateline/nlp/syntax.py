"""Questions to a parse: who is the subject, what is the object, which clause is this word in."""

from __future__ import annotations

from dateline.nlp.parsed import Token
from dateline.nlp.tree import conjuncts, governing_verb, is_nominal, is_verbal

RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})
FINITE = frozenset({"VBD", "VBP", "VBZ"})


def is_passive(verb: Token) -> bool:
    """Whether a verb is passive: "was hit", "hit by", "the village shelled on Monday"."""
    if any(t.dep in {"auxpass", "nsubjpass"} for t in verb.lefts):
        return True
    if verb.dep == "conj" and verb.tag == "VBN" and not _own_subjects(verb) and verb.head.tag == "VBN":
        return is_passive(verb.head)
    if verb.dep == "acl" and verb.lemma not in GIVING and any(t.dep == "dobj" for t in verb.rights):
        return False  # "gunmen killed 12 people" that the parser hung on the gunmen: who has an object does it
    if verb.tag == "VBN" and verb.dep in {"acl", "advcl", "amod", "relcl"} and not _own_subjects(verb):
        return not any(t.dep == "aux" for t in verb.lefts)
    if verb.dep == "conj" and verb.tag == "VBN" and is_verbal(verb.head):
        bare = not any(t.dep == "aux" for t in verb.lefts) and not any(t.dep == "dobj" for t in verb.rights)
        if bare and is_passive(verb.head):
            return True  # "detainees were beaten and some killed"
    if verb.dep == "conj" and verb.tag == "VBD" and not _own_subjects(verb) and verb.head.tag == "VBN":
        by_whom = any(t.dep == "agent" for t in verb.rights) or verb.lemma in DONE_TO
        if by_whom and not any(t.dep == "dobj" for t in verb.rights) and is_passive(verb.head):
            return True  # "was kidnapped and shot dead by the guards"
    if verb.dep in REDUCED and verb.tag in {"VBN", "VBD"} and _is_listed_participle(verb):
        return True  # "accounts of villages burnt, women raped and men shot"
    return (
        verb.tag == "VBN" and any(t.dep == "agent" for t in verb.rights) and not any(t.dep == "aux" for t in verb.lefts)
    )


#: Verbs that are always done to somebody: "was abducted and freed on Wednesday".
DONE_TO = frozenset(
    {
        "abduct", "arrest", "behead", "capture", "damage", "destroy", "detain", "execute", "free", "hang", "injure",
        "kidnap", "kill", "lynch", "release", "rescue", "shoot", "stab", "torture", "wound",
    }
)  # fmt: skip
#: Verbs whose passive keeps an object: "people given food".
GIVING = frozenset(
    {
        "allow", "award", "call", "charge", "deny", "give", "grant", "hand", "issue", "name", "offer", "pay", "promise",
        "refuse", "send", "show", "teach", "tell",
    }
)  # fmt: skip
#: Where a clause without an auxiliary may hang that only tells what was done to its subject.
REDUCED = frozenset({"pcomp", "conj", "acl", "dep", "ccomp"})


def _is_listed_participle(verb: Token) -> bool:
    """Whether a verb is one of a list of participles after "of" or "with", each with what it was done to."""
    if any(t.dep in {"aux", "dobj", "mark"} for t in verb.children) or not _own_subjects(verb):
        return False
    top = verb
    while top.dep == "conj" and is_verbal(top.head) and not any(t.dep == "dobj" for t in top.head.rights):
        top = top.head
    return top.dep in {"pcomp", "acl"} and top.tag == "VBN" and top.head.pos in {"ADP", "NOUN"}


def _own_subjects(verb: Token) -> list[Token]:
    return [t for t in verb.lefts if t.dep in {"nsubj", "nsubjpass", "csubj"}] or [
        t for t in verb.rights if t.dep in {"nsubj", "nsubjpass"}
    ]


def _is_counted(participle: Token) -> bool:
    """Whether a participle is really a noun after its number: "the doctor had a list of 31 wounded"."""
    if participle.tag != "VBN" or participle.dep != "advcl" or participle.lefts:
        return False
    tokens = participle.sentence.tokens
    at = participle.index - tokens[0].index
    return at > 0 and tokens[at - 1].pos == "NUM"


def subjects(verb: Token, *, depth: int = 0) -> list[Token]:
    """The subjects of a verb, its own or the ones that it shares; a relative pronoun gives way to its noun."""
    if depth > 6 or _is_counted(verb):
        return []
    own = _own_subjects(verb)
    if own:
        found: list[Token] = []
        for subject in own:
            if subject.lower in RELATIVES and verb.dep == "relcl" and is_nominal(verb.head):
                found.extend(antecedents(verb))
            else:
                found.extend(conjuncts(subject))
        return found
    if verb.dep == "conj" and goes_on_from(verb) is not None:
        return subjects(verb.head.head, depth=depth + 1)
    if verb.dep == "conj" and is_verbal(verb.head):
        return subjects(verb.head, depth=depth + 1)
    if verb.dep == "conj" and verb.tag in FINITE and (over := governing_verb(verb.head)) is not None:
        return subjects(over, depth=depth + 1)  # "condemns the bombing and calls on them to leave"
    if verb.is_root and (first := first_of_list(verb)) is not None:
        return subjects(first, depth=depth + 1)
    if verb.dep == "advcl" and verb.tag == "VBD" and verb.head.lemma in TIES:
        return subjects(verb.head, depth=depth + 1)  # "jihadists linked to al Qaeda shot dead 20 people"
    if verb.dep == "acl":
        main = verb.tag == "VBN" and not is_passive(
            verb
        )  # "Men on motorcycles killed 12 people", hung on the last noun
        noun = _whole(verb.head) if main else verb.head
        return conjuncts(noun) if is_nominal(noun) else []
    if verb.dep == "relcl" and is_nominal(verb.head):
        return antecedents(verb)
    if verb.dep in {"advcl", "xcomp"} and verb.tag == "VB" and (asked := _appealed_to(verb)):
        return [t for first in asked for t in conjuncts(first)]
    if verb.dep == "xcomp":
        objects = [t for t in verb.head.rights if t.dep == "dobj" and t.index < verb.index]
        if objects and verb.head.lemma not in CONTROLLED_BY_SUBJECT:
            return conjuncts(objects[0])
        return subjects(verb.head, depth=depth + 1)
    if verb.dep == "dep" and verb.tag == "VBD" and verb.head.tag == "VBD" and verb.head.index < verb.index:
        return subjects(verb.head, depth=depth + 1)  # "came in, set two trucks alight and left, residents said"
    if (answerable := _answerable(verb)) is not None:
        return answerable
    if verb.dep in {"advcl", "pcomp", "prep", "ccomp", "dep"} and verb.tag in {"VBG", "VBN", "VB"}:
        clause = governing_verb(verb)
        controlled = [t for t in clause.rights if t.dep == "dobj"] if clause is not None and _is_charge(verb) else []
        if controlled and controlled[0].index < verb.index:  # "accused the rebels of shelling": the rebels shelled
            return conjuncts(controlled[0])
        if (
            clause is not None and clause.index < verb.index
        ):  # "…, officials said, killing 40": who said it did not kill
            told = [t for t in clause.lefts if t.dep == "ccomp" and is_verbal(t)]
            clause = told[0] if told and verb.lemma not in SPEAKS_ON else clause
        return subjects(clause, depth=depth + 1) if clause is not None else []
    return []


def _answerable(verb: Token) -> list[Token] | None:
    """Who did it, where an adjective says whose it is: the officers of "officers responsible for shelling the town"."""
    state = verb.head.head
    if verb.dep != "pcomp" or verb.head.lower != "for" or state.pos != "ADJ":
        return None
    own = [each for t in state.lefts if t.dep == "nsubj" for each in conjuncts(t)]
    return own or ([state.head] if state.dep in {"amod", "acl"} and is_nominal(state.head) else None)


def _whole(noun: Token) -> Token:
    """The noun that a phrase is about: the men of "men on motorcycles"."""
    while noun.dep == "pobj" and noun.head.dep == "prep" and is_nominal(noun.head.head):
        noun = noun.head.head
    return noun


def goes_on_from(verb: Token) -> Token | None:
    """The verb whose clause goes on where the parser joined an accusation to what was said.

    "The army said no one had been hurt and accused the rebels": the past tense goes with "said", not with "hurt".
    """
    said = verb.head
    over = said.head if said.dep == "ccomp" else None
    if over is None or any(t.dep in {"aux", "auxpass", "nsubj", "nsubjpass"} for t in verb.lefts):
        return None
    if over.lemma in DENIES and (verb.lemma in SAYS or (verb.lemma in SPEAKS_ON and verb.tag == over.tag)):
        return over  # "deny that they burned it and say soldiers did"
    finite = verb.tag in {"VBD", "VBZ"} and verb.lemma in CHARGES
    return over if finite and said.tag == "VBN" and over.tag == verb.tag else None


def first_of_list(verb: Token) -> Token | None:
    """The first verb of "demands a truce, urges calm and asks for aid", which parsers hang on the second."""
    before = [t for t in verb.lefts if t.dep == "ccomp" and t.tag == verb.tag and is_verbal(t)]
    if len(before) != 1 or any(t.dep == "mark" for t in before[0].lefts):
        return None
    return before[0] if _own_subjects(before[0]) else None


#: Participles that say with whom somebody sides, which parsers take for the main verb.
TIES = frozenset({"affiliate", "ally", "connect", "link", "tie"})
#: Verbs that appeal to somebody by a preposition: "called on the army to leave".
APPEALS = frozenset({"call", "appeal", "press", "count", "rely"})
#: Verbs that lay what follows to their object: "accused the rebels of shelling".
CHARGES = frozenset(
    {
        "accuse", "arrest", "blame", "charge", "cite", "condemn", "convict", "criticise", "criticize", "denounce",
        "describe", "deter", "discourage", "investigate", "prevent", "prosecute", "punish", "quote", "sanction", "stop",
        "suspect", "thank", "try", "warn",
    }
)  # fmt: skip
#: Verbs by which whoever spoke goes on: "…, the charity said, declining to say more".
SPEAKS_ON = CHARGES | frozenset(
    {
        "add", "appeal", "ask", "attribute", "call", "caution", "correct", "declare", "decline", "decry", "demand",
        "describe", "give", "insist", "lower", "note", "predict", "promise", "put", "raise", "refer", "refuse",
        "reiterate", "revise", "say", "speak", "stress", "update", "urge", "vow",
    }
)  # fmt: skip
#: Verbs that deny, and those by which whoever denies goes on to speak.
DENIES = frozenset({"deny", "dismiss", "refute"})
SAYS = CHARGES | {"claim", "insist", "maintain", "say"}
#: Verbs whose infinitive is done by their own subject even where they have an object ("promised them to leave").
CONTROLLED_BY_SUBJECT = frozenset({"use", "promise", "take", "launch", "carry", "threaten", "vow"})


def _appealed_to(verb: Token) -> list[Token]:
    """Who is called on to do it: the army of "called on the army to leave", "renewed its call on the army to leave"."""
    calls = [t for t in (verb.head, *verb.head.rights) if t.lemma in APPEALS and (t is verb.head or t.dep == "dobj")]
    return [
        t
        for call in dict.fromkeys((*calls, verb.head) if calls else ())
        for prep in call.rights
        if prep.dep == "prep" and prep.lower in {"on", "upon", "to"} and prep.index < verb.index
        for t in prep.rights
        if t.dep == "pobj"
    ]


def _is_charge(verb: Token) -> bool:
    """Whether the object above a verb does it: "accused them of shelling", "quoted him as saying".

    Not where it says more of a thing: "has a history of shelling".
    """
    if verb.dep != "pcomp" or verb.head.lower not in {"of", "for", "from", "as"}:
        return False
    clause = governing_verb(verb)
    return clause is not None and clause.lemma in CHARGES


def antecedents(verb: Token) -> list[Token]:
    """The nouns that a relative clause speaks of, nearest first read as the parser has it."""
    return conjuncts(verb.head)


def objects(verb: Token) -> list[Token]:
    """The direct objects of a verb, with their conjuncts; none for a passive verb."""
    found: list[Token] = []
    for child in verb.rights + verb.lefts:
        if child.dep in {"dobj", "obj", "dative"} and child.pos != "ADP":
            if child.lower in RELATIVES and verb.dep == "relcl":
                found.extend(antecedents(verb))
            else:
                found.extend(conjuncts(child))
    return found


def listed_after(thing: Token) -> list[Token]:
    """Things of a list that the parser took for appositions: "destroyed a truck, a bunker and two trenches"."""
    beside = [t for t in thing.rights if t.dep == "appos" and t.pos == "NOUN" and _is_one_or_more(t)]
    closed = thing.dep == "appos" and any(c.dep == "conj" for c in thing.rights)
    listed = [each for t in beside if closed or any(c.dep == "conj" for c in t.rights) for each in conjuncts(t)]
    return listed + [each for t in beside for each in listed_after(t)]


def _is_one_or_more(thing: Token) -> bool:
    return any(left.lower in {"a", "an", "one"} or left.dep == "nummod" for left in thing.lefts)


def agents(token: Token) -> list[Token]:
    """Those named after "by": of a passive verb, or of a noun ("shelling by the army")."""
    found: list[Token] = []
    for child in token.rights:
        if child.dep == "agent" or (child.dep == "prep" and child.lower == "by"):
            found.extend(member for t in child.rights if t.dep in {"pobj", "pcomp"} for member in conjuncts(t))
    return found


#: Where, whence and with what a thing is done: what such a phrase holds may come between a deed and who does it.
BETWEEN = frozenset({"from", "with", "in", "at", "on", "near", "outside", "inside", "during", "for"})


def agents_apart(verb: Token) -> list[Token]:
    """Those named after "by" of a passive verb where the parser hung them on a phrase that stands between.

    "Was kidnapped from a clinic by gunmen", "were beaten with sticks by guards".
    """
    found: list[Token] = []
    for prep in verb.rights:
        if prep.dep == "prep" and prep.lower in BETWEEN:
            for part in prep.rights:
                if part.dep in {"pobj", "pcomp"}:
                    found += agents(part)
                    if is_verbal(part):  # "were kept from treating the wounded by soldiers"
                        found += [by for t in part.rights if t.dep == "dobj" for by in agents(t)]
    return found


def last_of_list(verb: Token) -> Token | None:
    """The last of passive verbs that stand side by side, which names for all of them who does it.

    "Was ambushed and killed by gunmen"; not "was arrested, and a day later shot by guards". None where the verb is no
    such list's, or is its last.
    """
    last = verb
    while True:
        following = [t for t in last.rights if t.dep == "conj" and is_verbal(t) and not _own_subjects(t)]
        if not following or not is_passive(following[0]):
            break
        between = [t for t in verb.sentence.tokens if last.index < t.index < following[0].index]
        if any(t.dep not in {"cc", "punct", "aux", "auxpass"} for t in between):
            break
        last = following[0]
    return None if last is verb else last


def governed_by(token: Token, prepositions: frozenset[str]) -> list[Token]:
    """The nouns that hang on a word by one of the prepositions, with their conjuncts."""
    found: list[Token] = []
    for child in token.children:
        if child.dep in {"prep", "agent", "dative"} and child.lower in prepositions:
            links = [child, *(t for t in child.rights if t.dep == "conj" and t.lower == child.lower)]
            found.extend(member for link in links for t in link.rights if t.dep == "pobj" for member in conjuncts(t))
    return found
