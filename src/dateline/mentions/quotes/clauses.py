"""The shapes that an attribution takes in a sentence: before, after, around what is said."""

from __future__ import annotations

from dateline.mentions.quotes.closing import until_next_clause
from dateline.mentions.quotes.speech import OPENING, Speech
from dateline.nlp import Sentence, Token
from dateline.nlp.syntax import governed_by, subjects
from dateline.nlp.tree import conjuncts, is_nominal, is_verbal
from dateline.reference.lexicons import reporting_words, words_of


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
