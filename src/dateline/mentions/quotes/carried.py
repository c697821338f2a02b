"""Speech that goes on past its own sentence: the rest of a quotation, and what stands after "said:"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import accumulate

from dateline.mentions.quotes.speech import CLOSING, COLON, OPENING, Speech
from dateline.nlp import Parsed, Sentence
from dateline.nlp.syntax import subjects
from dateline.nlp.tree import is_verbal
from dateline.records import ParagraphKind
from dateline.reference.lexicons import reporting_words

OWN_VOICE = frozenset({"i", "my", "our", "we"})
NAME_WORDS = 10  # a line that only names who speaks is no longer than this


def find_quotations(parsed: Parsed) -> list[tuple[int, int]]:
    """Stretches between quotation marks, of some words at least; an unclosed one ends with its paragraph."""
    found: list[tuple[int, int]] = []
    for paragraph in parsed.report.paragraphs:
        text = parsed.text
        opened: int | None = None
        for at in range(paragraph.start, paragraph.end):
            char = text[at]
            if char not in OPENING + CLOSING:
                continue
            if opened is None and char in OPENING:
                opened = at
            elif opened is not None and char in CLOSING:
                if text[opened + 1 : at].count(" ") >= 3:
                    found.append((opened, at + 1))
                opened = None
        if opened is not None and text[opened + 1 : paragraph.end].count(" ") >= 3:
            found.append((opened, paragraph.end))
    return found


def carried(parsed: Parsed, speeches: list[Speech], quotations: list[tuple[int, int]]) -> list[Speech]:
    """Speech that goes on past its own sentence: the rest of a quotation, and what stands after "said:"."""
    found: list[Speech] = []
    covered: set[int] = set()
    for speech in speeches:
        for start, end in _touched(speech, quotations):
            if start < speech.cue.start < end:
                continue  # "“The army claims control. Yet …”" is all of whom it quotes, not of the army
            if start < speech.sentence.start or end > speech.sentence.end:
                found.append(_continued(speech, start, end, "quotation"))
                covered.add(start)
    for speech in speeches:
        said = parsed.text[speech.cue.start : speech.sentence.end]
        if not COLON.search(said) and not (speech.sources and _opens_statement(parsed, speech)):
            continue
        stop = _statement_end(parsed, speech, speeches, quotations)
        if stop is not None:
            found.append(_continued(speech, speech.sentence.end, stop, "colon"))
    spoken = {s.sentence.index for s in speeches + found}
    for sentence in parsed.sentences:
        if (
            sentence.parsed
            and COLON.search(parsed.text[sentence.start : sentence.end])
            and sentence.index not in spoken
        ):
            announced = _bare_colon(parsed, sentence, speeches, quotations)
            if announced is not None:
                found.append(announced)
    heard = _Stretches(part for s in speeches + found for part in s.content)
    by_paragraph: dict[int, list[Speech]] = defaultdict(list)
    for speech in speeches:
        if speech.sources:
            by_paragraph[speech.sentence.paragraph].append(speech)
    for start, end in quotations:
        if start not in covered and not heard.cover(start + 1):
            neighbour = _neighbour(parsed, by_paragraph, start, end)
            if neighbour is not None:
                found.append(_continued(neighbour, start, end, "quotation"))
    return found


def _opens_statement(parsed: Parsed, speech: Speech) -> bool:
    """Whether somebody speaks on behind a colon, as "I" or "we", without quotation marks: "She said: We condemn …"."""
    after = parsed.text[speech.cue_end.end : speech.sentence.end].lstrip()
    begins = after.startswith(":") and after[1:].lstrip()[:1] not in OPENING + CLOSING
    if not begins or speech.sentence.start != parsed.paragraph(speech.sentence).start:
        return False
    return any(t.lower in OWN_VOICE for t in speech.sentence.tokens if t.index > speech.cue_end.index)


def _touched(speech: Speech, quotations: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The quotations that share a character with what is said, in order; `quotations` do not overlap."""
    found: set[tuple[int, int]] = set()
    for begin, stop in speech.content:
        first = bisect_right(quotations, begin, key=lambda quotation: quotation[1])
        last = bisect_left(quotations, stop, key=lambda quotation: quotation[0])
        found.update(quotations[first:last])
    return sorted(found)


class _Stretches:
    """Stretches of a report, asked whether one of them covers a character."""

    def __init__(self, parts: Iterable[tuple[int, int]]) -> None:
        parts = sorted(parts)
        self._starts = [start for start, _ in parts]
        self._ends = [*accumulate((end for _, end in parts), max)]

    def cover(self, offset: int) -> bool:
        before = bisect_right(self._starts, offset)
        return before > 0 and offset < self._ends[before - 1]


def _continued(speech: Speech, start: int, end: int, form: str) -> Speech:
    return Speech(
        speech.sentence,
        speech.cue,
        speech.cue_end,
        speech.sources,
        ((start, end),),
        form,
        speech.force,
        speech.stance,
        True,
    )


def _bare_colon(
    parsed: Parsed, sentence: Sentence, speeches: list[Speech], quotations: list[tuple[int, int]]
) -> Speech | None:
    """ "The minister said:" where the parser found no speech."""
    cue = next((t for t in reversed(sentence.tokens) if t.lemma in reporting_words() or t.lemma == "statement"), None)
    if cue is None and len(sentence.tokens) > NAME_WORDS:
        return None
    if cue is None:  # "SECRETARY KERRY:" opens what he says
        shouted = [t for t in sentence.tokens if t.text.isupper() and t.text.isalpha() and len(t.text) > 1]
        named = [t for t in sentence.tokens if t.entity == "PERSON"] or (shouted if len(shouted) > 1 else [])
        if not named or sentence.start != parsed.paragraph(sentence).start:
            return None
        who = named[-1].head if named[-1].dep == "appos" else named[-1]  # "The Prime Minister (Mrs Theresa May):"
        speech = Speech(sentence, named[-1], named[-1], (who,), (), "colon", "neutral", "asserted", True)
        end = _statement_end(parsed, speech, speeches, quotations)
        return None if end is None else _continued(speech, sentence.end, end, "colon")
    sources = tuple(t for t in subjects(cue if is_verbal(cue) else sentence.root) if t.sentence is sentence)
    if not sources:
        sources = tuple(t for t in sentence.tokens if t.entity == "PERSON" and t.head.entity != "PERSON")[:1]
    speech = Speech(sentence, cue, cue, sources, (), "colon", "neutral", "asserted", True)
    end = _statement_end(parsed, speech, speeches, quotations)
    return None if end is None or not sources else _continued(speech, sentence.end, end, "colon")


def _statement_end(
    parsed: Parsed, speech: Speech, speeches: list[Speech], quotations: list[tuple[int, int]]
) -> int | None:
    """Where what was announced by "said:" ends: with its quotation, at the next such line, or with the report."""
    following = [s for s in parsed.sentences if s.start >= speech.sentence.end]
    if not following:
        return None
    quoted = next(((a, b) for a, b in quotations if following[0].start <= a <= following[0].start + 1), None)
    if quoted is not None:
        end = quoted[1]
        for a, b in quotations:  # a quotation that is opened anew with each paragraph
            if a >= end and not parsed.text[end:a].strip():
                end = b
        return end
    rival = next(
        (
            s.sentence.start
            for s in speeches
            if s.sentence.start > speech.sentence.start and COLON.search(parsed.text[s.cue.start : s.sentence.end])
        ),
        None,
    )
    boilerplate = next(
        (
            p.start
            for p in parsed.report.paragraphs
            if p.start > speech.sentence.end and p.kind is ParagraphKind.BOILERPLATE
        ),
        None,
    )
    return min(end for end in (rival, boilerplate, parsed.report.paragraphs[-1].end) if end is not None)


def _neighbour(parsed: Parsed, by_paragraph: Mapping[int, list[Speech]], start: int, end: int) -> Speech | None:
    """The speech that a quotation without a cue belongs to: one next to it in the same paragraph, else just before."""
    here = parsed.sentence_at(start)
    if here is None:
        return None
    same = by_paragraph.get(here.paragraph, [])
    after = [s for s in same if s.cue.start >= end and s.sentence.index <= here.index + 1]
    before = [s for s in same if s.cue.start < start]
    if before:
        return before[-1]
    if after:
        return after[0]
    previous = by_paragraph.get(here.paragraph - 1)
    return previous[-1] if previous else None
