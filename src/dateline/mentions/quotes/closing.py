"""Attributions that close what is said: "…, residents said", "…, said the mayor"."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.mentions.quotes.rows import JOINERS, is_person
from dateline.mentions.quotes.speech import CLOSING, OPENING
from dateline.nlp import Sentence, Token
from dateline.nlp.syntax import subjects
from dateline.nlp.tree import conjuncts, is_verbal
from dateline.reference.lexicons import words_of

ASIDE_OPENERS = frozenset(
    {"as", "while", "when", "after", "before", "though", "although", "but", "and", "in", "revising"}
)
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
TAIL_WORDS = 14  # a closing attribution is short: "…, residents said on Sunday by telephone from the town."
TELLING = frozenset({"tell", "inform", "brief"})  # these have a hearer for object


OFFICE_WORDS = 12  # "a senior official of the province, who asked not to be named"


def tail(sentence: Sentence, cue: Token) -> tuple[tuple[Token, ...], int] | None:
    """The sources of "…, witnesses and residents said on Sunday." and where they begin, or None."""
    tokens = sentence.tokens
    at = cue.index - tokens[0].index
    after = _until_clause(tokens[at + 1 :])
    if len(after) > TAIL_WORDS or any(t.tag in FINITE and t.dep not in {"relcl", "aux", "auxpass"} for t in after):
        return None
    told = any(t.dep == "dobj" for t in cue.rights) and cue.lemma not in TELLING
    stop = next((t.index for t in tokens[at + 1 :] if t.text == ";"), sentence.tokens[-1].index + 1)
    if told or any(t.dep in {"ccomp", "xcomp"} and t.pos in {"VERB", "AUX"} and t.index < stop for t in cue.rights):
        return None
    begin = at
    while begin > 0 and not is_boundary(tokens[begin - 1]):
        begin -= 1
    chunk = [t for t in tokens[begin:at] if t.pos not in {"SPACE"}]
    if begin == 0:
        return None
    follows = any(t.dep in {"nsubj", "nsubjpass"} for t in cue.rights)  # "…, said her brother"
    if not chunk and not follows and (apposed := _apposed(tokens, at)) is not None:
        return apposed
    if not chunk or all(t.pos in {"ADV", "PUNCT", "AUX"} for t in chunk):
        own = [t for t in subjects(cue) if t.index < cue.index and t.sentence is sentence]
        if not own:
            return None
        first = min(t.index for t in own[0].subtree() if t.index <= own[0].index)
        start = tokens[max(0, first - tokens[0].index)]
        return (tuple(own), start.start) if start.index > tokens[0].index else None
    if any(t.tag in FINITE and t.dep not in {"aux", "auxpass", "relcl"} for t in chunk) or len(chunk) > 16:
        return None
    heads = _chunk_heads(chunk)
    joined = any(t.lower in JOINERS for t in chunk)
    earlier, begin = _row_before(tokens, begin) if joined else ([], begin)
    return ((*earlier, *heads), tokens[begin].start) if heads else None


def _row_before(tokens: Sequence[Token], begin: int) -> tuple[list[Token], int]:
    """Who else speaks before a comma, and where they begin: the doctor of "…, a doctor, a nurse and residents said"."""
    found: list[Token] = []
    while (first := _before_comma(tokens, begin)) is not None and first > 0 and tokens[begin - 1].text == ",":
        member = tokens[first : begin - 1]
        office = _before_comma(tokens, first) if all(t.pos == "PROPN" for t in member) else None
        if (
            office is not None and office > 0 and is_person(tokens[first - 2])
        ):  # "…, the mayor, Adam Rojal, and two nurses"
            found.insert(0, tokens[first - 2])
            begin = office
            continue
        counted = member[0].lower in {"a", "an"} or member[0].pos == "NUM" or member[-1].tag == "NNS"
        if not counted or not is_person(member[-1]) or any(t.pos in {"VERB", "AUX", "ADP", "SCONJ"} for t in member):
            break
        found.insert(0, member[-1])
        begin = first
    return found, begin


def until_next_clause(sentence: Sentence, begin: int, end: int) -> int:
    """Where what is said ends: at a semicolon before a clause with a subject of its own."""
    inside = [t for t in sentence.tokens if begin <= t.start < end]
    for at, token in enumerate(inside):
        rest = inside[at + 1 :]
        if token.text == ";" and any(t.tag in FINITE for t in rest) and any(t.dep.startswith("nsubj") for t in rest):
            return token.start
    return end


def _apposed(tokens: Sequence[Token], at: int) -> tuple[tuple[Token, ...], int] | None:
    """ "…, the governor, Oleh Bondar, said": who speaks and where it begins, a name or "who" clause apart by commas."""
    inner = _before_comma(tokens, at)
    outer = _before_comma(tokens, inner) if inner is not None else None
    if inner is None or outer is None or outer == 0:
        return None
    name, office = tokens[inner : at - 1], tokens[outer : inner - 1]
    aside = name[0].lower == "who" or any(t.pos == "PROPN" for t in (*name, *office))
    clauses = [*office, *name] if name[0].lower != "who" else office
    if not aside or len(office) > OFFICE_WORDS or len(name) > OFFICE_WORDS or any(t.tag in FINITE for t in clauses):
        return None
    heads = _chunk_heads([t for t in office if t.pos != "SPACE"])
    return (tuple(heads[:1]), office[0].start) if heads and heads[0].dep not in {"npadvmod", "advmod"} else None


def _before_comma(tokens: Sequence[Token], end: int) -> int | None:
    """Where the words begin that a comma closes just before `end`, None where no words or no comma stand there."""
    if end < 2 or tokens[end - 1].text != ",":
        return None
    begin = end - 1
    while begin > 0 and not is_boundary(tokens[begin - 1]):
        begin -= 1
    return begin if begin < end - 1 else None


def _until_clause(after: list[Token]) -> list[Token]:
    """What stands behind "said" up to a clause of its own: "…, residents said on Monday, as fighting went on"."""
    words = [t for t in after if t.pos not in {"PUNCT", "SPACE"}]
    comma = next((n for n, t in enumerate(after) if t.text in {",", ";"}), None)
    following = after[comma + 1] if comma is not None and comma + 1 < len(after) else None
    if following is not None and (
        after[comma or 0].text == ";"
        or following.lower in ASIDE_OPENERS
        or following.tag == "VBG"
        or _is_measured(after[after.index(following) :])
    ):
        return [t for t in after[:comma] if t.pos not in {"PUNCT", "SPACE"}]
    return words


def _is_measured(words: list[Token]) -> bool:
    """ "…, officials said on Monday, hours before the minister was due": how long before or after something else."""
    near = next((n for n, t in enumerate(words[:4]) if t.lower in {"before", "after"}), 0)
    return near > 0 and any(t.lemma in words_of("time_unit") for t in words[:near])


def is_boundary(token: Token) -> bool:
    return (
        token.text in {",", ";", "–", "—", "--"}
        or token.text in OPENING + CLOSING
        or token.text in {"''", "``", "?", "!"}
    )


def _chunk_heads(chunk: list[Token]) -> list[Token]:
    """The nouns and pronouns of a run of words that hang on none of its other words, "and" apart."""
    inside = {t.index for t in chunk}
    tops = [
        t
        for t in chunk
        if t.pos in {"NOUN", "PROPN", "PRON", "NUM", "ADJ"}
        and (t.is_root or t.head.index not in inside or t.dep == "conj")
    ]
    heads = [t for t in tops if t.pos in {"NOUN", "PROPN", "PRON"}]
    kept: list[Token] = []
    for head in heads:
        if head.dep == "conj" and head.head.index in inside and head.head.pos not in {"NOUN", "PROPN", "PRON"}:
            continue
        if head.dep in {"pobj", "poss", "compound", "npadvmod"} and head.head.index in inside:
            continue
        if head.pos == "NOUN" and any(t.pos == "PROPN" and t.index == head.index + 1 for t in heads):
            continue  # "the energy company DTEK"
        kept.append(head)
    return kept


def inverted(sentence: Sentence, cue: Token) -> tuple[tuple[Token, ...], int | None] | None:
    """The sources of "…," said the mayor, and where the attribution ends if speech goes on after it."""
    tokens = sentence.tokens
    at = cue.index - tokens[0].index
    before = [t for t in tokens[:at] if t.pos != "SPACE"]
    if cue.tag == "VBG" or any(t.dep in {"nsubj", "nsubjpass"} for t in cue.lefts):
        return None  # ", saying troops had fired": the troops are spoken of
    if not before or (before[-1].text not in CLOSING + ",'’" and before[-1].text not in {"''"}):
        return None
    own = [t for t in cue.rights if t.dep in {"nsubj", "nsubjpass"}]
    if not own and cue.lemma in TELLING:
        return None
    if not own:
        after = [
            t
            for t in tokens[at + 1 : at + 8]
            if t.pos in {"NOUN", "PROPN"} and (t.head is cue or t.dep in {"dobj", "nsubj", "ROOT", "appos"})
        ]
        if not after or (
            at + 1 < len(tokens)
            and tokens[at + 1].pos in {"SCONJ", "ADP", "PRON"}
            and tokens[at + 1].lower in {"that", "in", "on", "to", "it"}
        ):
            return None
        following = tokens[after[0].index + 1 - tokens[0].index :][:1]
        if after[0].dep == "nsubj" and after[0].head is not cue and following and is_verbal(following[0]):
            return None  # "…, citing a source, said the raid had caused losses"
        own = after[:1]
    reopened = next((t for t in tokens[at + 1 :] if t.text in OPENING and t.index > own[0].index), None)
    sources = tuple(t for t in conjuncts(own[0]) if t.pos in {"NOUN", "PROPN", "PRON"})
    reopened = reopened or _joined_clause(tokens, cue, own[0])
    return sources, None if reopened is None else reopened.start


def _joined_clause(tokens: Sequence[Token], cue: Token, source: Token) -> Token | None:
    """Where speech goes on by "and": "Nine died, said Lobo, who heads the union, and 17 people are missing"."""
    for at, token in enumerate(tokens[:-2]):
        if token.index <= source.index or token.text != "," or tokens[at + 1].lower != "and":
            continue
        rest = tokens[at + 2 :]
        said = [t for t in rest if t.head is cue and t.dep in {"ccomp", "conj", "parataxis"} and is_verbal(t)]
        own = any(t.dep in {"nsubj", "nsubjpass"} and t.tag not in {"WP", "WDT"} for t in rest)
        return rest[0] if said and own else None
    return None
