"""Words that report: which of them a token is, and how its clause is read."""

from __future__ import annotations

from dataclasses import replace

from dateline.mentions.quotes.clauses import (
    according,
    accusing,
    aside,
    by_count,
    interrupting,
    leading,
    passive,
    range_of,
    remarked,
)
from dateline.mentions.quotes.closing import inverted, is_boundary, tail, until_next_clause
from dateline.mentions.quotes.speech import Speech
from dateline.nlp import Sentence, Token
from dateline.nlp.syntax import agents, subjects
from dateline.nlp.tree import is_verbal
from dateline.reference.agents import agent
from dateline.reference.lexicons import body_words, reporting_words, words_of

TOLLS = frozenset({"dead", "wounded", "injured", "death"})
HEADING_WORDS = 6
TAIL_WORDS = 14  # a closing attribution is short: "…, residents said on Sunday by telephone from the town."


def speech_of(sentence: Sentence, token: Token) -> Speech | None:
    if token.lower == "according":
        return according(sentence, token)
    if token.lower == "by" and token.dep in {"prep", "agent"}:
        return by_count(sentence, token)
    if token.lower in {"reportedly", "allegedly", "purportedly"}:
        stance = "unconfirmed" if token.lower == "reportedly" else "alleged"
        clause = token.head if is_verbal(token.head) else token
        content = range_of(clause.subtree()) if is_verbal(clause) else (sentence.start, sentence.end)
        if token.head.pos == "ADP":  # "attacked the village, reportedly in retaliation for a theft"
            content = range_of(token.head.subtree())
        return Speech(sentence, token, token, (), (content,), "passive", "claims", stance)
    if token.lemma == "put" and any(
        t.dep == "dobj" and t.lemma in TOLLS | words_of("abstract_toll") for t in token.rights
    ):
        counting = tuple(t for t in subjects(token) if t.index < token.index)
        rest = ((token.end, sentence.end),)
        return Speech(sentence, token, token, counting, rest, "before", "documents", "asserted") if counting else None
    if (revised := _toll_told(sentence, token)) is not None:
        return revised
    if token.lemma == "make" and any(t.lemma in words_of("clear") for t in token.rights):
        if token.tag == "VBG" and token.dep == "advcl":
            return None  # "found that it was hit from the air, making it clear that …": it is what was found
        return leading(sentence, token, "documents", "asserted")
    if token.lemma in {"speak", "talk", "tell"} and is_verbal(token) and any(t.lower == "of" for t in token.rights):
        tellers = tuple(t for t in subjects(token) if t.index < token.index)
        told = ((token.end, sentence.end),)
        return Speech(sentence, token, token, tellers, told, "before", "neutral", "asserted") if tellers else None
    word = reporting_words().get(token.lemma)
    if any(t.dep == "dobj" and t.lemma == "life" for t in token.rights):
        return None  # "the attack claimed 56 lives"
    if token.lemma == "claim" and _owns_up(token):
        return None
    if token.lemma == "post" and any(t.lower in words_of("post_kind") for t in token.lefts):
        return None  # "vehicles, launchers and observation posts"
    if token.lemma in {"respond", "reply", "comment"} and any(t.dep == "neg" for t in token.lefts):
        return None  # "did not respond" says nothing
    if word is not None and token.tag == "NNS" and _closes(sentence, token):
        return _misread(sentence, token, word.force, word.stance)
    if word is not None and token.tag == "NNS" and _opens_that(sentence, token):
        named = sentence.tokens[token.index - sentence.tokens[0].index - 1]
        return Speech(sentence, token, token, (named,), ((token.end, sentence.end),), "before", word.force, word.stance)
    if token.pos == "NOUN" and token.lemma in words_of("speech_noun"):
        return _noun_cue(sentence, token)
    if word is None or not is_verbal(token) or token.dep in {"amod", "aux"}:
        return None
    if word.force == "confirms" and any(t.dep == "neg" for t in token.lefts):
        return None  # "could not verify" says nothing of its own
    if token.tag == "VBG" and token.dep == "pcomp" and token.head.lower == "as" and _is_quoted(token.head):
        return None  # "cited a doctor as saying": the citing word speaks for both
    if any(t.dep == "auxpass" for t in token.lefts):
        return passive(sentence, token, word.force)
    if token.dep == "advcl" and any(t.lower == "as" and t.dep in {"mark", "advmod"} for t in token.lefts):
        return aside(sentence, token, word.force, word.stance)
    relative = word.force == "accuses" and token.dep == "relcl"
    if relative and (laid := accusing(sentence, token, subjects(token), word.stance)) is not None:
        return laid
    closing = tail(sentence, token)
    if closing is not None:
        sources, start = closing
        parts = [(sentence.start, start), (token.end, until_next_clause(sentence, token.end, sentence.end))]
        if remarked(sentence, token) is not None:
            parts.pop()
        said = tuple(part for part in parts if part[0] < part[1])
        return Speech(sentence, token, token, sources, said, "after", word.force, word.stance)
    if (inserted := interrupting(sentence, token, word.force, word.stance)) is not None:
        return inserted
    turned = inverted(sentence, token)
    if turned is not None:
        sources, end = turned
        pieces = [(sentence.start, token.start)]
        if end is not None and end < sentence.end:
            pieces.append((end, sentence.end))
        return Speech(sentence, token, token, sources, tuple(pieces), "after", word.force, word.stance)
    return leading(sentence, token, word.force, word.stance)


def _owns_up(claim: Token) -> bool:
    """Whether a clause only says who did it: "a raid claimed by the group", "for which it claimed responsibility"."""
    by = claim.tag == "VBN" and claim.dep in {"acl", "advcl"} and bool(agents(claim))
    taken = any(t.dep == "dobj" and t.lemma == "responsibility" for t in claim.rights)
    return by or (taken and claim.dep == "relcl")


def _toll_told(sentence: Sentence, cue: Token) -> Speech | None:
    """ "The ministry raised the toll to 40", "the army gave a toll of 18": who counts, if it can speak."""
    if not is_verbal(cue) or cue.lemma not in words_of("revise") | {"give"}:
        return None
    tolls = [t for t in cue.rights if t.dep == "dobj" and t.lemma in words_of("toll_noun") | {"toll"}]
    who = [t for t in subjects(cue) if t.index < cue.index]
    able = tuple(t for t in who if t.entity in {"PERSON", "ORG"} or _is_someone(t))
    if not tolls or not able:
        return None
    return Speech(sentence, cue, cue, able, ((cue.end, sentence.end),), "before", "documents", "asserted")


def _is_someone(noun: Token) -> bool:
    before = [t.lower for t in noun.lefts if t.dep in {"compound", "amod"}]
    known = agent(" ".join((*before, noun.lemma))) or agent(noun.lemma)
    return noun.lemma in body_words() or (known is not None and known.noun_class != "action")


def _is_quoted(preposition: Token) -> bool:
    """Whether "as" hangs on a word that quotes: "cited a doctor as saying", "quoting them as saying"."""
    word = reporting_words().get(preposition.head.lemma)
    return word is not None and word.force == "quotes" and not any(t.dep == "auxpass" for t in preposition.head.lefts)


def _opens_that(sentence: Sentence, token: Token) -> bool:
    """ "The mission reports that …": after a name and before "that" the word is a verb, whatever the tagger says."""
    at = token.index - sentence.tokens[0].index
    following = sentence.tokens[at + 1] if at + 1 < len(sentence.tokens) else None
    return at > 0 and sentence.tokens[at - 1].pos == "PROPN" and following is not None and following.lower == "that"


def _noun_cue(sentence: Sentence, token: Token) -> Speech | None:
    """ "The envoy's warning that …", "UN reports of …": whose words they are, and what hangs on the noun."""
    owners = [t for t in token.lefts if t.dep in {"poss", "compound", "nmod"} and t.pos in {"PROPN", "NOUN"}]
    false = token.dep == "nsubj" and _is_called_false(token.head)
    said = [t for t in token.rights if t.dep in {"acl", "ccomp"} and is_verbal(t)]
    said += [t for t in token.rights if t.dep == "prep" and t.lower == "of"] if token.tag == "NNS" else []
    if not (owners or false) or not said:
        return None
    content = tuple(range_of(t.subtree()) for t in said)
    if false:
        return Speech(sentence, token, token, (), content, "passive", "denies", "denied")
    stance = "alleged" if token.lemma in {"allegation", "accusation", "claim"} else "asserted"
    return Speech(sentence, token, token, tuple(owners[-1:]), content, "before", "documents", stance)


def _is_called_false(verb: Token) -> bool:
    """ "… are not true", "… is a fabrication"."""
    said = [t for t in verb.rights if t.dep in {"acomp", "attr"}]
    negated = any(t.dep == "neg" for t in verb.lefts + verb.rights)
    return any(t.lemma in words_of("falsehood") or (negated and t.lemma in {"true", "correct"}) for t in said)


def _closes(sentence: Sentence, token: Token) -> bool:
    """Whether only a full stop follows: "…, the agency estimates." is easily parsed as a noun."""
    return all(t.pos == "PUNCT" for t in sentence.tokens[token.index - sentence.tokens[0].index + 1 :])


def _misread(sentence: Sentence, cue: Token, force: str, stance: str) -> Speech | None:
    at = cue.index - sentence.tokens[0].index
    begin = at
    while begin > 0 and not is_boundary(sentence.tokens[begin - 1]):
        begin -= 1
    chunk = sentence.tokens[begin:at]
    if begin == 0 or not chunk or len(chunk) > TAIL_WORDS or chunk[-1].pos not in {"PROPN", "NOUN"}:
        return None
    return Speech(sentence, cue, cue, (chunk[-1],), ((sentence.start, chunk[0].start),), "after", force, stance)


def without_echo(speeches: list[Speech]) -> list[Speech]:
    """Leave out a second "said" of one attribution ("said Mohamad, an activist from the area said")."""
    kept: list[Speech] = []
    for speech in speeches:
        if any(
            other.form == "after" and speech.form == "after" and abs(speech.cue.index - other.cue.index) < TAIL_WORDS
            for other in kept
        ):
            continue
        kept.append(speech)
    return kept


def within_tail(speeches: list[Speech]) -> list[Speech]:
    """End what is told inside a speech where that ends: "Its team counted 19 bodies, she said; others were hurt"."""
    tails = [speech for speech in speeches if speech.form == "after"]
    told = [s for s in speeches if not (_only_finds(s.cue) and any(tail.covers(s.cue.start) for tail in tails))]
    return [_ended(speech, [tail for tail in tails if tail is not speech]) for speech in told]


def _only_finds(cue: Token) -> bool:
    """Whether somebody finds bodies or arms of which another tells: "Troops found 24 bodies, the office said"."""
    return cue.lemma == "find" and any(t.dep == "dobj" and t.lemma in words_of("discovered") for t in cue.rights)


def _ended(speech: Speech, tails: list[Speech]) -> Speech:
    ends = [
        end
        for tail in tails
        for start, end in tail.content
        if speech.form == "before" and start <= speech.cue.start < end <= tail.cue.start
    ]
    parts = tuple((start, min(end, *ends)) for start, end in speech.content if start < min(ends)) if ends else ()
    return replace(speech, content=parts) if parts else speech


def headed_by_source(sentence: Sentence) -> Speech | None:
    """ "Interior ministry: nine dead", "Nine dead in blast: police": who speaks stands before or after a colon."""
    tokens = [t for t in sentence.tokens if t.pos != "SPACE"]
    at = next((n for n, t in enumerate(tokens) if t.text == ":"), None)
    if at is None or at == 0 or at + 1 >= len(tokens):
        return None
    before, after = tokens[:at], [t for t in tokens[at + 1 :] if t.pos != "PUNCT"]
    for part, begin, end in ((before, tokens[at].end, sentence.end), (after, sentence.start, tokens[at].start)):
        if not part or len(part) > HEADING_WORDS or any(is_verbal(t) for t in part):
            continue
        named = part[-1]
        known = agent(named.lemma) or agent(" ".join(t.lower for t in part[-2:]))
        if named.pos in {"NOUN", "PROPN"} and known is not None and known.source_role is not None:
            return Speech(sentence, named, named, (named,), ((begin, end),), "before", "neutral", "asserted")
    return None
