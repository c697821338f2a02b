"""Names that a gazetteer knows, but that are no place here: of a man, of an operation, or the half of another's."""

from __future__ import annotations

from dateline.mentions.places.spotting import Phrase
from dateline.mentions.places.wording import words
from dateline.nlp.parsed import Parsed, Sentence, Token


def is_first_part(parsed: Parsed, phrase: Phrase, after: Token | None) -> bool:
    """Whether a name is only the word for a hill, a village or a gate that others begin with: "Tal" of "Tal Hassan"."""
    if phrase.key not in words("first_part") or after is None or not after.text[0].isupper():
        return False
    return after.pos == "PROPN" and after.start == parsed.tokens[phrase.last].end + 1


def names_operation(parsed: Parsed, phrase: Phrase, sentence: Sentence) -> bool:
    """Whether a name is part of an operation's: "Operation Wrath of Euphrates"."""
    before = parsed.tokens[max(sentence.tokens[0].index, phrase.first - 3) : phrase.first]
    named = len(before) == 3 and before[2].lower == "of" and before[1].text[0].isupper()
    return named and before[0].lower == "operation"


def is_hurt(name: Token) -> bool:
    """Whether a name is whom somebody killed or seized: "killed Abu Omar near Idlib"."""
    while name.dep == "conj" and name.head.tag == "NNP":
        name = name.head
    passive = name.dep == "nsubjpass"
    return (passive or name.dep == "dobj") and name.head.lemma in words("hurting")
