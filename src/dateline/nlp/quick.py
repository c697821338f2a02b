"""Two steps of spaCy's that remember: the rules for parts of speech, and the lemma of a word.

To both a token is its word, its tag and its dependency, and spaCy works each out anew. What comes out is the same; the
steps of a pipeline whose rules look at more stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spacy.language import Language
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc
from spacy.tokens import Token as DocToken
from spacy.tokens._retokenize import set_token_attrs

#: All that a rule may look at, and the three that tell it.
LOOKED_AT = frozenset({"DEP", "IS_SPACE", "LOWER", "TAG"})
TOLD_BY: list[int | str] = ["DEP", "LOWER", "TAG"]

#: A rule that fits, as spaCy tells it: its number, the hash of that, and from where to where it fits.
Match = tuple[int, int, int, int]


def remember(language: Language) -> None:
    """Have the steps of a pipeline remember what they did."""
    for _, step in language.pipeline:
        if isinstance(step, AttributeRuler):
            rules = Rules(step)
            if rules.may_remember:
                step.match = rules.match  # type: ignore[method-assign]  # a step is made by its own factory alone
                step.set_annotations = rules.set_annotations  # type: ignore[method-assign]
        elif isinstance(step, Lemmatizer) and step.mode == "rule":
            step.lemmatize = Lemmas(step).lemmatize


class Lemmas:
    """The lemmas of a word by its letters, its part of speech and its form: nothing else decides on them."""

    def __init__(self, lemmatizer: Lemmatizer) -> None:
        self._lemmatize = lemmatizer.rule_lemmatize
        self._known: dict[tuple[int, int, int], list[str]] = {}

    def lemmatize(self, token: DocToken) -> list[str]:
        """The lemmas, the likeliest first."""
        key = (token.orth, token.pos, token.morph.key)  # type: ignore[attr-defined]
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._lemmatize(token)
        return known


class Rules:
    """The rules that fit to a token by itself; a text in which a rule of two words may fit is matched by spaCy."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self._match = ruler.match
        self._annotate = ruler.set_annotations
        self._attrs: list[dict[int, Any]] = ruler.attrs
        rows: Any = ruler.patterns  # spaCy calls them by a type that says less
        patterns = [(pattern, row["index"]) for row in rows for pattern in row["patterns"]]
        signs = [_sign(pattern) for pattern, _ in patterns if len(pattern) > 1]
        self.may_remember = None not in signs and all(
            set(token) <= LOOKED_AT and (len(pattern) > 1 or index == 0)
            for pattern, index in patterns
            for token in pattern
        )
        strings = ruler.vocab.strings
        self._signs = frozenset(strings.add(sign[1]) for sign in signs if sign is not None)
        self._known: dict[tuple[int, ...], list[int]] = {}

    def match(self, doc: Doc) -> Sequence[Match] | list[list[int]]:
        """For each token the numbers of its rules in their order, or spaCy's matches."""
        keys = [tuple(row) for row in doc.to_array(TOLD_BY).tolist()]
        if not self._signs.isdisjoint(value for key in keys for value in key[:2]):
            matches: Sequence[Match] = self._match(doc)
            return matches
        known = self._known
        if not all(key in known for key in keys):
            found: list[list[int]] = [[] for _ in keys]
            for number, _, start, _ in self._match(doc):
                found[start].append(number)
            known.update(zip(keys, found, strict=True))
        return [known[key] for key in keys]

    def set_annotations(self, doc: Doc, matches: Sequence[Match] | list[list[int]]) -> None:
        """Give each token what its rules say, the later rule after the earlier."""
        if matches and isinstance(matches[0], tuple):
            self._annotate(doc, matches)  # type: ignore[no-untyped-call]
            return
        for token, numbers in zip(doc, matches, strict=True):
            for number in numbers:
                set_token_attrs(token, self._attrs[number])


def _sign(pattern: Sequence[dict[str, Any]]) -> tuple[str, str] | None:
    """A word or a dependency without which a rule of several tokens cannot fit; None where none is plain."""
    plain = [(key, token[key]) for key in ("DEP", "LOWER") for token in pattern if isinstance(token.get(key), str)]
    return plain[0] if plain else None
