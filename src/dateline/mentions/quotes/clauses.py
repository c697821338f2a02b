"""The shapes that an attribution takes in a sentence: before, after, around what is said."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.mentions.quotes.rows import JOINERS, is_person
from dateline.mentions.quotes.speech import CLOSING, OPENING, Speech
from dateline.nlp import Sentence, Token
from dateline.nlp.syntax import conjuncts, governed_by, is_nominal, is_verbal, subjects
from dateline.reference.lexicons import reporting_words, words_of

ASIDE_OPENERS = frozenset(
    {"as", "while", "when", "after", "before", "though", "although", "but", "and", "in", "revising"}
)
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
TAIL_WORDS = 14  # a closing attribution is short: "…, residents said on Sunday by telephone from the town."
OFFICE_WORDS = 12  # "a senior official of the province, who asked not to be named"
TELLING = frozenset({"tell", "inform", "brief"})  # these have a hearer for object


def aside(sentence: Sentence, cue: Token, force: str, stance: str) -> Speech | None:
    """ "As the mission has said, …": the rest of the sentence is what is said."""
    sources = tuple(t for t in subjects(cue) if t.sentence is sentence)
    first, last = range_of(cue.subtree())
    parts = tuple(part for part in ((sentence.start, first), (last, sentence.end)) if part[0] < part[1])
    return Speech(sentence, cue, cue, sources, parts, "after", force, stance) if sources and parts else None


#: Forces of words that may have what they tell of for an object: "recorded nine strikes", "counted 14 dead".
COUNTING = frozenset({"documents", "confirms"})


def interrupting(sentence: Sentence, cue: Token, force: str, stance: str) -> Speech | None:
    """ "In the port itself, residents said, soldiers shot two men": between commas, with the sentence around it."""
    tokens = sentence.tokens
    at = cue.index - tokens[0].index
    sources = [t for t in cue.lefts if t.dep == "nsubj"]
    told = any(t.dep in {"ccomp", "xcomp", "advcl", "dobj"} for t in cue.rights)
    if not sources or told or cue.dep != "parataxis" or at + 1 >= len(tokens) or tokens[at + 1].text != ",":
        return None
    first, _ = range_of(sources[0].subtree())
    before = next((t for t in reversed(tokens[:at]) if t.end <= first), None)
    if before is None or before.text != "," or not any(is_verbal(t) for t in tokens[at + 2 :]):
        return None
    if any(is_verbal(t) for t in tokens[:at] if t.end <= first):
        return None  # what closes a clause of its own is read as its tail
    end = until_next_clause(sentence, cue.end, sentence.end)
    parts = ((sentence.start, first), (tokens[at + 1].end, end))
    return Speech(sentence, cue, cue, tuple(conjuncts(sources[0])), parts, "after", force, stance)


def by_count(sentence: Sentence, cue: Token) -> Speech | None:
    """ "…, killing 300 people, by the ministry's count": whose count it is closes the sentence."""
    counts = [t for t in cue.rights if t.dep == "pobj" and t.lemma in words_of("counting_document")]
    before = [t for t in sentence.tokens if t.index < cue.index]
    owners = [t for count in counts for t in count.lefts if t.dep in {"poss", "amod", "compound"}]
    if not owners or not before or before[-1].text != ",":
        return None
    return Speech(
        sentence, cue, cue, (counts[0],), ((sentence.start, cue.start),), "according", "documents", "asserted"
    )


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


def leading(sentence: Sentence, cue: Token, force: str, stance: str) -> Speech | None:
    """ "The army said (that) …": the subject of the cue, and all that hangs on its right side."""
    speaking = _joined_speech(cue) or cue
    sources = [t for t in subjects(speaking) if t.sentence is sentence and t.index < cue.index]
    if force == "accuses":
        return accusing(sentence, cue, sources, stance)
    if sources and all(_is_speechless(t) for t in sources):
        return None  # "the sanctions show that Europe is united": who says so is whoever tells it
    if any(t.dep == "neg" for t in cue.lefts) and force == "neutral":
        stance = "unsaid"
    if cue.dep == "acl" and cue.tag == "VB" and cue.head.lemma in words_of("proof"):
        return None  # "there is no evidence to suggest that …"
    if cue.dep == "xcomp" and cue.head.lemma in words_of("withholding"):
        asked = [t.lower for t in cue.subtree() if t.index > cue.index][:2]
        if not {"whether", "if", "many"} & set(asked):
            return None  # "refused to say where they held him": whoever tells of it says so
        stance = "unsaid"
    content_heads = [
        t
        for t in cue.rights
        if t.dep in {"ccomp", "xcomp", "advcl", "parataxis", "dep"} and t.pos in {"VERB", "AUX", "NOUN", "ADJ"}
    ]
    clausal = [t for t in content_heads if t.dep == "ccomp" or (t.dep == "xcomp" and t.tag == "VBG")]
    if not clausal and cue.dep == "ccomp" and not sources:
        return None
    colon = next((t for t in sentence.tokens if t.index > cue.index and t.text == ":"), None)
    objects = [t for t in cue.rights if t.dep in {"dobj", "oprd", "attr"}]
    quoted = any(t.text in OPENING for t in sentence.tokens if t.index > cue.index)
    if not (
        clausal
        or (force == "quotes" and any(t.lower == "as" and t.dep == "prep" for t in cue.rights))
        or quoted
        or (colon is not None)
        or (objects and force in COUNTING | {"claims", "neutral"})
        or (force in COUNTING and any(t.dep in {"acomp", "npadvmod"} and t.pos == "ADJ" for t in cue.rights))
    ):
        return None
    start = cue.end if not (colon and not clausal) else colon.end
    remark = remarked(sentence, cue)
    if any(t.lower == "as" and t.dep == "prep" for t in cue.rights):  # "quoted a doctor as saying"
        quoted_by = [t for t in cue.rights if t.dep == "dobj"]
        sources = quoted_by + sources
    end = sentence.end if remark is None else remark
    for child in cue.rights:
        own_subject = (
            child.dep == "conj" and is_verbal(child) and any(t.dep in {"nsubj", "nsubjpass"} for t in child.lefts)
        )
        if own_subject:
            end = min(end, min(t.start for t in child.subtree()))
    if start >= end:
        return None
    return Speech(sentence, cue, cue, tuple(sources), ((start, end),), "before", force, stance)


def _is_speechless(noun: Token) -> bool:
    """Whether a noun is a deed or a thing, which tells nobody anything; a name may be anybody's."""
    return noun.tag in {"NN", "NNS"} and noun.lemma in words_of("speechless") and noun.entity not in {"ORG", "PERSON"}


def remarked(sentence: Sentence, cue: Token) -> int | None:
    """Where the publisher goes on about what was said: "…, an allegation the army rejected"; None where it does not."""
    for noun in sentence.tokens[cue.index + 1 - sentence.tokens[0].index :]:
        first = min((t.index for t in noun.lefts), default=noun.index)
        before = sentence.tokens[first - 1 - sentence.tokens[0].index]
        if noun.pos != "NOUN" or noun.lemma not in words_of("speech_noun") or before.text != ",":
            continue
        if any(t.dep == "relcl" and t.lemma in words_of("denying") for t in noun.rights):
            return before.start
    return None


def _joined_speech(cue: Token) -> Token | None:
    """The "said" of "…, she said, adding that …": who adds is who said it."""
    if cue.tag != "VBG" or cue.dep not in {"advcl", "conj", "dep", "ccomp", "xcomp"}:
        return None
    over = cue.head
    return over if is_verbal(over) and over.lemma in reporting_words() and over.index < cue.index else None


def accusing(sentence: Sentence, cue: Token, sources: list[Token], stance: str) -> Speech | None:
    """ "The army accused the rebels of shelling the town": what stands after "of" or "for"."""
    charges = [t for t in cue.rights if t.dep == "prep" and t.lower in {"of", "for"}]
    who = tuple(t for t in sources if t is not cue.head)
    if cue.dep == "relcl" and any(t.dep == "prep" and t.lower == "on" for t in cue.rights) and is_nominal(cue.head):
        deed = (cue.head.start, cue.head.end)  # "an attack that the rebels blamed on the army"
        return Speech(sentence, cue, cue, who, (deed,), "before", "accuses", stance) if who else None
    charges += [
        p for t in cue.rights if t.dep == "dobj" for p in t.rights if p.dep == "prep" and p.lower in {"of", "for"}
    ]
    if not charges or not sources:
        return None
    start = min(t.start for t in charges)
    return Speech(sentence, cue, cue, tuple(sources), ((start, sentence.end),), "before", "accuses", stance)


def passive(sentence: Sentence, cue: Token, force: str) -> Speech | None:
    """ "was reported to have …", "is believed to", "was quoted as saying": the source stands after "by", if at all."""
    agent = next((t for t in cue.rights if t.dep == "agent"), None)
    if agent is None and force not in {"neutral", "claims", "doubts", "fears", "quotes"}:
        return None
    if cue.lemma == "quote":
        said = next((t for t in cue.subtree() if t.lemma in {"say", "tell", "state"} and t.index > cue.index), None)
        speakers = tuple(subjects(cue))
        content = (said.end if said is not None else cue.end, sentence.end)
        return Speech(sentence, cue, cue, speakers, (content,), "before", "quotes", "asserted") if speakers else None
    if not any(t.dep in {"xcomp", "ccomp", "oprd"} for t in cue.rights):
        return None
    by = tuple(
        member for t in cue.rights if t.dep == "agent" for p in t.rights if p.dep == "pobj" for member in conjuncts(p)
    )
    stance = "asserted" if by else {"fears": "expected"}.get(force, "unconfirmed")
    content = (sentence.start, sentence.end)
    if cue.dep == "relcl":  # "…, in which dozens are said to have died, and left for talks"
        content = range_of(cue.subtree())
    return Speech(sentence, cue, cue, by, (content,), "passive", force, stance)


def according(sentence: Sentence, cue: Token) -> Speech | None:
    """ "…, according to the mayor": its clause, or the nearest one where another source leads the sentence."""
    to = next((t for t in cue.rights if t.lower == "to"), None)
    nouns = [] if to is None else [member for t in to.rights if t.dep == "pobj" for member in conjuncts(t)]
    if to is None or not nouns:
        return None
    if nouns[0].lemma in words_of("document"):
        authors = governed_by(nouns[0], frozenset({"by", "from", "of"})) + [
            t for t in nouns[0].lefts if t.dep == "poss"
        ]
        nouns = [t for t in authors if t.pos == "PROPN" or t.dep == "poss"] or nouns
    words = [t for t in cue.subtree() if t.index >= cue.index]
    first, last = cue.start, max(t.end for t in words)
    if cue.index - sentence.tokens[0].index <= 1:
        return Speech(sentence, cue, to, tuple(nouns), ((last, sentence.end),), "according", "neutral", "asserted")
    start = sentence.start
    rival = next(
        (
            t
            for t in sentence.tokens
            if t.index < cue.index and t.lemma in reporting_words() and is_verbal(t) and t.lower != "according"
        ),
        None,
    )
    if rival is not None:
        clauses = [
            t
            for t in sentence.tokens
            if rival.index < t.index < cue.index
            and is_verbal(t)
            and t.dep in {"relcl", "advcl", "conj", "ccomp"}
            and t.head is not rival
        ]
        if clauses:
            start = min(t.start for t in clauses[-1].subtree())
    pieces = [(start, first)]
    if last < sentence.end and rival is None:
        pieces.append((last, until_next_clause(sentence, last, sentence.end)))
    return Speech(sentence, cue, to, tuple(nouns), tuple(pieces), "according", "neutral", "asserted")


def range_of(tokens: list[Token]) -> tuple[int, int]:
    return min(t.start for t in tokens), max(t.end for t in tokens)
