"""A report and its parse: tokens and sentences that know where they stand in the stored text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from dateline.records.reports import Paragraph, Report
from dateline.records.spans import Span


@dataclass(slots=True, eq=False)
class Token:
    """A word with its place in the text and in the tree. Read it, never change it.

    `index` counts tokens of the whole report; `start` and `end` are offsets into `report.text`. `pos` is
    the Universal tag, `tag` the Penn tag, `dep` the dependency label to `head` (the root is its own head).
    In a sentence that was not parsed `pos`, `tag`, `lemma`, `dep` and `entity` are empty and `head` is itself.
    """

    index: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str = ""
    pos: str = ""
    tag: str = ""
    dep: str = ""
    entity: str = ""  # label of the named entity it is in ("PERSON"), or ""
    entity_begins: bool = False
    head: Token = field(init=False, repr=False)
    lefts: list[Token] = field(default_factory=list, repr=False)
    rights: list[Token] = field(default_factory=list, repr=False)
    sentence: Sentence = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.head = self

    @property
    def children(self) -> list[Token]:
        """Those that hang on this word, in the order of the text."""
        return self.lefts + self.rights

    @property
    def is_root(self) -> bool:
        return self.head is self

    def ancestors(self) -> Iterator[Token]:
        """From the head of this word up to the root."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    def subtree(self) -> list[Token]:
        """This word and all that hangs on it, in the order of the text."""
        found = [self]
        for token in found:
            found.extend(token.lefts)
            found.extend(token.rights)
        return sorted(found, key=lambda t: t.index)


@dataclass(slots=True, eq=False)
class Sentence:
    """A sentence as offsets and tokens; `paragraph` is the index of its paragraph, `parsed` whether it has a tree."""

    index: int
    start: int
    end: int
    paragraph: int
    tokens: list[Token]
    parsed: bool = True

    @property
    def root(self) -> Token:
        """The word that all others hang on (the first one where the parser made two trees)."""
        return next((t for t in self.tokens if t.is_root), self.tokens[0])


@dataclass(slots=True, eq=False)
class Parsed:
    """A report, its sentences in order, and all of their tokens."""

    report: Report
    sentences: list[Sentence]
    tokens: list[Token]
    model: str

    @property
    def text(self) -> str:
        return self.report.text

    def paragraph(self, sentence: Sentence) -> Paragraph:
        return self.report.paragraphs[sentence.paragraph]

    def span(self, start: int, end: int) -> Span:
        """The words of the report from `start` to `end`."""
        return Span.of(self.report.text, start, end)

    def token_at(self, offset: int) -> Token | None:
        """The token that covers a character, or None where none does."""
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            if self.tokens[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        if low < len(self.tokens) and self.tokens[low].start <= offset:
            return self.tokens[low]
        return None

    def tokens_in(self, span: Span) -> list[Token]:
        """The tokens that a span touches, in order."""
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            if self.tokens[middle].end <= span.start:
                low = middle + 1
            else:
                high = middle
        found = []
        while low < len(self.tokens) and self.tokens[low].start < span.end:
            found.append(self.tokens[low])
            low += 1
        return found

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that covers a character, or the one before the gap that it falls in."""
        after = bisect_right(self.sentences, offset, key=lambda sentence: sentence.start)
        return self.sentences[after - 1] if after else None
