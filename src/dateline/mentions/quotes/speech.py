"""A speech: a reporting word, who says it, and the stretches of text that it answers for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.nlp import Sentence, Token

OPENING, CLOSING = '“"«', '”"»'
COLON = re.compile(r":\s*$")


@dataclass(frozen=True, slots=True, eq=False)
class Speech:
    """A reporting word, who says it and what they say.

    `content` are stretches of the report as offsets; `form` is before, after, according, passive, colon or
    quotation; `carried` marks content that the source's own sentence does not hold. No sources means that the
    text does not tell who speaks ("was reported to have", "reportedly").
    """

    sentence: Sentence
    cue: Token
    cue_end: Token
    sources: tuple[Token, ...]
    content: tuple[tuple[int, int], ...]
    form: str
    force: str
    stance: str
    carried: bool = False

    def covers(self, offset: int) -> bool:
        """Whether a character is part of what is said."""
        return any(start <= offset < end for start, end in self.content)

    def names(self, token: Token) -> bool:
        """Whether a word of its sentence belongs to the attribution itself: who says it, and how."""
        if token.sentence is not self.sentence or self.form not in {"after", "according"}:
            return False
        first = self.sentence.tokens[0].index
        since = self.sentence.tokens[self.cue.index - first : max(self.cue.index, token.index) - first]
        closed = any(t.text == ";" for t in since)  # "…, officials said; the group denied it"
        return token in self.sources or not (closed or self.covers(token.start))

    def reaches(self, start: int, end: int) -> bool:
        """Whether a stretch of the report shares a character with what is said."""
        return any(first < end and start < last for first, last in self.content)


def width(speech: Speech) -> int:
    """How many characters a speech answers for: of two around a word the narrower one is nearer."""
    return sum(end - start for start, end in speech.content)
