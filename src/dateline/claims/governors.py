"""What the verb or the noun over a counted noun makes of it: "killed 12", "12 fled", "a toll of 12"."""

from __future__ import annotations

from dateline.claims.ones import BREAKING
from dateline.nlp import Token
from dateline.nlp.syntax import governed_by, is_passive, objects
from dateline.nlp.tree import is_verbal
from dateline.reference.lexicons import MeasureWord, measure_words, words_of

AGAINST = frozenset({"against", "on", "at"})
HARM = frozenset({"killed", "injured", "missing", "casualties", "displaced", "abducted", "detained", "returned"})
REACHING = frozenset({"reach", "hit", "exceed", "pass", "top", "surpass"})
SHOT = {"dead": "killed", "down": "destroyed"}  # what becomes of what is shot


def by_governor(token: Token) -> tuple[str, Token] | None:
    """The verb or noun above a counted noun, through lists, "of" phrases and complements."""
    current = token
    for _ in range(8):
        head = current.head
        if head is current:
            return None
        if current.dep in {"conj", "appos", "compound", "nummod", "nmod", "amod", "quantmod"} and not is_verbal(head):
            own = measure_words().get((head.lemma, "noun"))
            heads = current.dep in {"nummod", "compound", "amod"} or (current.dep == "appos" and _is_heading(head))
            heads = heads or (current.dep == "conj" and current.pos == "NUM")  # "four raids on X and two on Y"
            if own is not None and heads and own.part == "self":
                return own.measure, head
            nearer = _verb_between(head, current) if current.dep == "conj" else None
            if nearer is not None:
                return nearer
            current = head
            continue
        if current.dep == "conj" and is_verbal(head) and not is_verbal(current) and not is_passive(head):
            word = measure_words().get((head.lemma, "verb"))  # "killed a couple and their three children"
            if word is not None and word.part == "object" and any(t.index < current.index for t in objects(head)):
                return word.measure, head
        if current.dep == "pobj" and head.lower == "to" and (harm := _damage_to(head)) is not None:
            return harm
        if head.dep == "agent":
            return None  # "were shot dead by soldiers and a civilian": who did it is not counted
        if current.dep == "pobj" and (head.lower in words_of("count_link") or _is_rise(current)):
            noun = head.head.head if head.head.pos == "ADP" else head.head  # "from 31 to 24"
            own = measure_words().get((noun.lemma, "noun"))
            if own is not None and noun.lemma in words_of("counting_noun") and not is_verbal(noun):
                return own.measure, noun
            counted = next(
                (t for t in [noun, *(_around(noun) if is_verbal(noun) else [])] if _toll(t) is not None), None
            )
            if counted is not None:
                return _toll(counted) or "killed", noun
            totals = [t for t in [noun, *(noun.rights if is_verbal(noun) else [])] if t.dep in {"dobj", "nsubj"}]
            total = next((t for t in totals if t.lemma in words_of("abstract_toll")), None)
            if total is not None and head.lower in {"to", "at", "of"}:
                return _running(total)
            if head.lower in {"of", "including", "among"} and not is_verbal(noun):
                current = noun
                continue
            if head.lower == "including" and is_verbal(noun):
                return _of_verb_including(noun)
            return None
        if current.dep == "pobj" and head.lower in AGAINST and not is_verbal(head.head):
            struck = measure_words().get((head.head.lemma, "noun"))
            return ("attacked", head.head) if struck is not None and struck.measure == "strikes" else None
        if current.dep == "pobj" and head.lower == "between" and current.pos == "NUM" and is_verbal(head.head):
            verb = head.head  # "killed between 30 and 40 of their men"
            word = measure_words().get((verb.lemma, "verb"))
            return (word.measure, verb) if word is not None and word.part == "object" and not is_passive(verb) else None
        if current.dep == "appos" and head.lower == "following":
            current = head  # "the following have been destroyed: nine tanks"
            continue
        if is_verbal(head) or head.pos == "ADJ":
            return _reached(current, head) or _of_verb(current, head)
        if current.dep in {"nsubj", "dobj"} and head.pos in {"ADJ", "NOUN"}:
            adjective = measure_words().get((head.lemma, "adjective"))
            return (adjective.measure, head) if adjective is not None else None
        return None
    return None


def _reached(number: Token, verb: Token) -> tuple[str, Token] | None:
    """What a total has come to: "the number of people killed since May has reached 91"."""
    if number.dep != "dobj" or verb.lemma not in REACHING:
        return None
    totals = [t for t in verb.lefts if t.dep == "nsubj"]
    return next(((measure, verb) for t in totals if (measure := _toll(t)) is not None), None)


def _damage_to(link: Token) -> tuple[str, Token] | None:
    """The harm to things that a noun tells: "saw damage to two houses", "caused damage to 12 lorries"."""
    over = link.head
    nouns = [t for t in over.rights if t.dep == "dobj"] if is_verbal(over) else [over]
    verb = over if is_verbal(over) else over.head
    if verb.lemma == "set" and any(t.lemma == "fire" for t in nouns):
        return "destroyed", verb  # "set fire to two trucks"
    return next(((BREAKING[t.lemma], t) for t in nouns if t.lemma in BREAKING), None)


def _is_rise(number: Token) -> bool:
    """Whether a number is what another rose to: "from 19 to 23"."""
    return number.head.lower == "from" and any(t.lower == "to" and t.dep == "quantmod" for t in number.lefts)


def _is_heading(noun: Token) -> bool:
    """Whether a noun heads a row of figures: "Deaths: 41 (30 soldiers, 11 civilians)"."""
    tokens = noun.sentence.tokens
    after = noun.index + 1 - tokens[0].index
    return after < len(tokens) and tokens[after].text == ":"


def _around(verb: Token) -> list[Token]:
    """The words that hang on a verb, and the three over it: "the number of people held stands at 40"."""
    return [*verb.children, *list(verb.ancestors())[:3]]


def _verb_between(head: Token, member: Token) -> tuple[str, Token] | None:
    """A verb that a list passed on its way: "engaged two units and destroyed a truck, five positions"."""
    tokens = member.sentence.tokens
    first = tokens[0].index
    for token in reversed(tokens[head.index - first + 1 : member.index - first]):
        word = measure_words().get((token.lemma, "verb"))
        if (
            word is not None
            and is_verbal(token)
            and token.dep == "conj"
            and word.part == "object"
            and not is_passive(token)
        ):
            return word.measure, token
    return None


def _running(total: Token) -> tuple[str, Token] | None:
    """What a total counts by the verbs over it: "three more died, bringing the total to 29"."""
    above = list(total.ancestors())[:4]
    said = [
        t for verb in above for t in verb.lefts if t.dep == "ccomp"
    ]  # "two were killed, it said, bringing its losses"
    for verb in [*above, *said]:
        word = measure_words().get((verb.lemma, "verb"))
        if word is not None and word.measure in HARM:
            return word.measure, total
    return None


def _toll(token: Token) -> str | None:
    """The measure of "the death toll" or "the number of people killed": what a number after "to" or "at" counts."""
    if token.lemma in words_of("toll_noun"):
        return "killed"
    if token.lemma == "loss":  # of an army: the dead, and often the wounded with them
        running = _running(token)
        return running[0] if running is not None else "casualties"
    revised = token.dep == "nsubjpass" and token.head.lemma in words_of("revise")
    if token.lemma not in words_of("abstract_toll") and not revised:
        return None
    for part in token.subtree():
        for pos in ("adjective", "verb"):
            word = measure_words().get((part.lower if pos == "adjective" else part.lemma, pos))
            if word is not None and (pos == "adjective" or part.tag == "VBN"):
                return word.measure
    return None


def _of_verb_including(verb: Token) -> tuple[str, Token] | None:
    word = measure_words().get((verb.lemma, "verb"))
    return (word.measure, verb) if word is not None else None


def _of_verb(part: Token, verb: Token) -> tuple[str, Token] | None:
    """What a verb makes of its subject or object ("killed 12", "12 fled", "12 were left dead")."""
    adjective = next(
        (
            measure_words().get((t.lower, "adjective"))
            for t in verb.rights
            if t.dep in {"acomp", "oprd", "attr"} and (t.lower, "adjective") in measure_words()
        ),
        None,
    )
    if adjective is not None and part.dep in {"nsubj", "nsubjpass", "dobj"}:
        return adjective.measure, verb
    if verb.lemma == "be" and part.dep in {"nsubj", "attr"} and (among := _among(verb)) is not None:
        return among, verb
    particle = next((t.lower for t in verb.rights if t.dep in {"prt", "advmod", "oprd", "acomp"}), None)
    if verb.lemma == "set" and part.dep in {"dobj", "nsubjpass"} and _is_on_fire(verb):
        return "destroyed", verb
    if verb.lemma == "shoot" and part.dep == "dobj" and any(t.lower == "dead" for t in part.lefts):
        return SHOT["dead"], verb  # "shot dead two protesters"
    if verb.lemma == "shoot" and particle in SHOT and part.dep in {"dobj", "npadvmod", "nsubjpass"}:
        return SHOT[particle], verb
    word: MeasureWord | None = measure_words().get((verb.lemma, "verb"))
    if word is not None and word.part == "object" and verb.tag == "VBN" and _is_heading(verb):
        return word.measure, verb  # "Wounded: 34"
    own_adjective = measure_words().get((verb.lower, "adjective"))
    if own_adjective is not None and (verb.pos == "ADJ" or verb.tag == "VBG"):
        return own_adjective.measure, verb
    if word is not None:
        role = {
            "dobj": "object",
            "nsubjpass": "object",
            "nsubj": "subject",
            "attr": "subject",
            "agent": "none",
            "dative": "object",
            "npadvmod": "object" if part.pos == "NUM" else None,
        }.get(part.dep)
        if role == "subject" and is_passive(verb):
            role = "object"
        if (
            role == "subject"
            and word.part == "object"
            and verb.tag == "VBN"
            and not any(t.dep == "aux" for t in verb.lefts)
        ):
            role = "object"  # "12 killed in raid": a headline has no auxiliary
        if role == word.part:
            return _joined_measure(part, verb, word.measure), verb
        if word.measure == "displaced" and role is not None:
            return word.measure, verb
    if part.dep in {"nsubj", "nsubjpass", "dobj"}:
        for child in verb.rights:  # "12 people are reported killed", "leaving eight dead", "forced to flee"
            if child.dep == "advcl" and any(t.dep in {"nsubj", "nsubjpass"} for t in child.lefts):
                continue  # "nine lost their lives when a building was hit"
            if child.dep in {"xcomp", "oprd", "ccomp", "acomp", "advcl"} and child.index > verb.index:
                for pos in ("adjective", "verb"):
                    inner = measure_words().get((child.lower if pos == "adjective" else child.lemma, pos))
                    if (
                        inner is not None
                        and (pos == "adjective" or child.tag in {"VBN", "VB"})
                        and (inner.part != "object" or child.tag == "VBN")
                    ):
                        return inner.measure, child
    return None


def _is_on_fire(verb: Token) -> bool:
    """Whether a thing is "set on fire"."""
    return any(t.lemma == "fire" for t in governed_by(verb, frozenset({"on"})))


def _among(verb: Token) -> str | None:
    """What befell those whom some are among: "among the dead were two nurses", "two were among those wounded"."""
    for noun in governed_by(verb, frozenset({"among", "amongst"})):
        told = [(noun.lower, "adjective"), (noun.lemma, "noun")]
        told += [(t.lemma, "verb") for t in noun.rights if t.dep == "acl" and t.tag == "VBN"]
        found = [word.measure for key in told if (word := measure_words().get(key)) is not None]
        if found and found[0] in HARM:
            return found[0]
    return None


def _joined_measure(part: Token, verb: Token, measure: str) -> str:
    """What two joined verbs make of those whom they share: "killed or wounded 200 people" are casualties."""
    if measure not in {"killed", "injured"}:
        return measure
    joined = [t for t in verb.rights if t.dep == "conj"] + ([verb.head] if verb.dep == "conj" else [])
    for other in joined:
        word = measure_words().get((other.lemma, "verb"))
        if word is None or {word.measure, measure} != {"killed", "injured"}:
            continue
        first, last = sorted((verb, other), key=lambda t: t.index)
        between = any(first.index < t.index < last.index for t in [*objects(verb), *objects(other)])
        own = any(t.dep in {"nsubj", "nsubjpass"} for t in last.lefts) or any(
            (t.pos == "NUM" or t.lower in {"many", "more", "others", "several", "some"})
            and first.index < t.index < last.index
            for t in last.sentence.tokens
        )
        if not between and not own and not (part.index < first.index and objects(last)):
            return "casualties"
    return measure
