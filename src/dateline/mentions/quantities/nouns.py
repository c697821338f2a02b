"""The noun that a number counts: "two Turkish-backed rebel fighters", "dozens of people", "12 (others)"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.mentions.quantities.lexicon import words
from dateline.nlp.parsed import Token
from dateline.reference import counted
from dateline.reference.counted import Counted
from dateline.reference.countries import country_by_demonym

_REACH = 10  # words between a number and its noun
_GLUE = frozenset("-‐‑'\"“”‘’") | {"'s", "’s"}
_OPENED = frozenset({'"', "“", "‘", "``"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_DESCRIBING = frozenset({"", "compound", "nmod", "amod", "poss", "nummod", "npadvmod", "dep", "punct"})
_HARM = frozenset({"death", "casualty", "fatality", "injury", "victim", "life", "loss"})


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """Tokens `begin` to before `end` of a sentence, with the head; `known` is its row of the lexicon."""

    begin: int
    head: int
    end: int
    known: Counted | None
    plural: bool


def seen(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens of a sentence without line breaks, which a text that is kept verbatim has anywhere."""
    return (
        [each for each in tokens if not each.text.isspace()] if any(each.text.isspace() for each in tokens) else tokens
    )


def place_of(tokens: Sequence[Token], token: Token) -> int:
    """Where a token of the sentence stands among its seen ones; -1 where it does not."""
    place = token.index - tokens[0].index
    if 0 <= place < len(tokens) and tokens[place] is token:
        return place
    return next((each for each, other in enumerate(tokens) if other is token), -1)


def find_noun(
    tokens: Sequence[Token], lowers: Sequence[str], begin: int, *, numeral: Token | None = None, one: bool = False
) -> NounPhrase | None:
    """The noun phrase that begins at a token, else None.

    `numeral` is the last word of the number, whose head the parser knows; `one` says that the noun is a singular.
    """
    if begin + 1 < len(tokens) and lowers[begin] in _OPENED:
        begin += 1  # "more than 40 "terrorists""
    parsed = begin < len(tokens) and bool(tokens[begin].pos)
    if begin >= len(tokens) or not lowers[begin][0].isalnum():
        return None
    walk = _walk_parsed if parsed else _walk_plain
    run = walk(tokens, lowers, begin, one)
    if run is None:
        return None
    head = _head(tokens, lowers, begin, run, numeral, one)
    return _phrase(tokens, lowers, begin, head, parsed)


def _phrase(tokens: Sequence[Token], lowers: Sequence[str], begin: int, head: int, parsed: bool) -> NounPhrase:
    found = counted.longest(lowers[begin : head + 1], tokens[head].lemma or None)
    if found is None:
        head, found = _before_names(tokens, lowers, begin, head)
    known = found[0] if found is not None else None
    if known is None and _is_people(tokens[head], lowers[head]):
        known = counted.look_up("person")
    end = head + 1
    if end < len(lowers) and lowers[end] == "of":
        longer = counted.phrase_from(lowers[head : head + 6])
        if longer is not None:
            known, end = longer[0], head + longer[1]
    if known is not None and known.phrase in _HARM and found is not None:
        known = _harmed(lowers[begin : head + 1 - found[1]]) or known
    return NounPhrase(begin, head, end, known, _is_plural(tokens[head], lowers[head], parsed))


def _is_people(token: Token, word: str) -> bool:
    """Whether it is a plural for those of a country or a people: "Syrians", "Tuaregs"."""
    if (token.entity == "NORP" and token.tag in {"NNS", "NNPS"}) or _is_of_a_people(token, word):
        return True
    return word.endswith("s") and token.tag != "JJ" and country_by_demonym(word) is not None


def _is_of_a_people(token: Token, word: str) -> bool:
    """Whether an adjective stands for one of a country: "one Israeli was hurt"."""
    stands = token.pos == "ADJ" and token.dep in {"nsubj", "nsubjpass", "dobj", "pobj"}
    return stands and country_by_demonym(word) is not None


def _before_names(
    tokens: Sequence[Token], lowers: Sequence[str], begin: int, head: int
) -> tuple[int, tuple[Counted, int] | None]:
    """The head before names that the lexicon lacks: "territory" in "30% of territory ISIL held"."""
    place = head
    while place > begin and tokens[place].pos == "PROPN":
        place -= 1
        found = counted.longest(lowers[begin : place + 1], tokens[place].lemma or None)
        if found is not None and tokens[place].pos == "NOUN":
            return place, found
    return head, None


def _harmed(before: Sequence[str]) -> Counted | None:
    """Who died in "civilian deaths": the person word before the word of harm."""
    found = counted.longest(before)
    return found[0] if found is not None and found[0].unit == "person" else None


def _is_plural(token: Token, word: str, parsed: bool) -> bool:
    if parsed and token.tag in {"NNS", "NNPS"}:
        return True
    return counted.singular(word) != word or word in {"police", "troops", "aircraft", "personnel", "staff"}


def _walk_parsed(tokens: Sequence[Token], lowers: Sequence[str], begin: int, one: bool) -> int | None:
    """The last noun of the run of adjectives and nouns that begins at a token."""
    last, stops, plural = None, words().stops, False
    place, limit = begin, min(len(tokens), begin + _REACH)
    while place < limit:
        word, token = lowers[place], tokens[place]
        if word in stops and not _is_name(tokens, place):
            break
        known = counted.longest((word,)) if token.pos != "NUM" or not _hyphen_follows(tokens, place) else None
        if (
            token.pos in _NOUNS
            or _is_of_a_people(token, word)
            or (known is not None and token.pos not in {"AUX", "ADP", "DET"} and not plural)
        ):
            if last is not None and known is None and _is_whole(tokens[last]):
                break
            if plural and not (known is not None or token.tag in {"NNS", "NNPS"}):
                break
            last = place
            plural = plural or (not one and _is_plural(token, word, True))
        elif word in _GLUE or (word == "," and last is None and _adjectives(tokens, place)):
            if word in {"'s", "’s"}:
                plural = False
        elif plural or _is_number(tokens, place) or not (_describes(token) or _grades(tokens, place)):
            break
        place += 1
    return last


def _describes(token: Token) -> bool:
    """Whether a word may stand between a number and its noun: an adjective, a participle, a name with figures."""
    return token.pos in {"ADJ", "NUM", "VERB"} and token.tag not in {"VBD", "VBZ", "VBP", "VB"}


def _grades(tokens: Sequence[Token], place: int) -> bool:
    """Whether an adverb grades the adjective after it: "two heavily armed men"."""
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    return tokens[place].tag == "RB" and after is not None and after.tag in {"JJ", "VBN", "VBG"}


def _is_name(tokens: Sequence[Token], place: int) -> bool:
    """Whether it is a name in capitals that is spelled as a small word: "four WHO workers"."""
    after = tokens[place + 1].text if place + 1 < len(tokens) else ""
    return tokens[place].pos == "PROPN" and tokens[place].text.isupper() and not after.isupper()


def _is_whole(token: Token) -> bool:
    """Whether the parser saw no later noun that this one describes: "territory" in "30% of territory ISIL held"."""
    return token.dep not in _DESCRIBING and counted.longest((token.lower,), token.lemma) is not None


def _adjectives(tokens: Sequence[Token], comma: int) -> bool:
    """Whether a comma parts two adjectives: "innocent, unarmed civilians"."""
    return 0 < comma < len(tokens) - 1 and tokens[comma - 1].pos == "ADJ" and tokens[comma + 1].pos == "ADJ"


def _is_number(tokens: Sequence[Token], place: int) -> bool:
    """Whether a numeral begins a quantity of its own, and not a compound ("12-year-old") or a name ("T-72")."""
    if _hyphen_follows(tokens, place):
        return False
    text = tokens[place].text
    if tokens[place].tag != "CD":
        return False
    return text.isalpha() or not any(letter.isalpha() for letter in text)


def _hyphen_follows(tokens: Sequence[Token], place: int) -> bool:
    """Whether a hyphen ties a word to the next: "one" of "twenty-one-year-old"."""
    return place + 1 < len(tokens) and tokens[place + 1].text == "-" and tokens[place].end == tokens[place + 1].start


def _walk_plain(tokens: Sequence[Token], lowers: Sequence[str], begin: int, one: bool) -> int | None:
    """The last noun where nothing is known but the words: what the lexicon knows, else the first plural."""
    last, fallback, stops = None, None, words().stops
    for place in range(begin, min(len(tokens), begin + _REACH)):
        word = lowers[place]
        if word in stops or (not word[0].isalnum() and word not in _GLUE):
            break
        if word in _GLUE:
            continue
        known = counted.longest((word,))
        if known is not None:
            last = place
        elif last is not None and (not one or counted.longest(lowers[begin : place + 1]) is None):
            break
        elif fallback is None and word.endswith("s") and not word.endswith("ss") and len(word) > 3:
            fallback = place
    return fallback if last is None else last


def _head(
    tokens: Sequence[Token], lowers: Sequence[str], begin: int, last: int, numeral: Token | None, one: bool
) -> int:
    """The parser's head of the number where it is a fair one, else the last noun of the run."""
    if numeral is None or not numeral.dep:
        return last
    head = place_of(tokens, numeral.head)
    fair = begin <= head < last and numeral.dep == "nummod" and tokens[head].pos in _NOUNS
    if not fair or one or not _is_plural(tokens[head], lowers[head], True):
        return last
    return last if _is_plural(tokens[last], lowers[last], True) else head


def coordination_end(tokens: Sequence[Token], lowers: Sequence[str], noun: NounPhrase) -> int:
    """Where "villages and hilltops" ends: a second plural that shares the number of the first."""
    end = noun.end
    if not noun.plural or end + 1 >= len(lowers) or lowers[end] not in {"and", "or"}:
        return end
    if words().vague.at(lowers, end + 1) is not None:
        return end  # "seven soldiers and several civilians"
    second = find_noun(tokens, lowers, end + 1)
    if second is None or not second.plural or tokens[second.head].lemma in _HARM:
        return end  # "the deaths of nine soldiers and injuries to two others"
    first = tokens[noun.head]
    if noun.known is not None and second.known is not None and noun.known.unit == "person" != second.known.unit:
        return end  # "killing 30 people and burning houses"
    if first.dep:
        return second.end if tokens[second.head].head is first else end
    same = noun.known is not None and second.known is not None and noun.known.unit == second.known.unit
    return second.end if same else end
