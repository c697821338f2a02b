"""Every act of reporting in a report, and the quotations that the contract lists."""

from __future__ import annotations

from dateline.mentions.quotes.carried import carried, find_quotations
from dateline.mentions.quotes.cues import headed_by_source, speech_of, within_tail, without_echo
from dateline.mentions.quotes.rows import with_row
from dateline.mentions.quotes.speech import CLOSING, OPENING, Speech
from dateline.nlp import Parsed
from dateline.records import QuoteMention


def find_speeches(parsed: Parsed) -> list[Speech]:
    """Every act of reporting in a report, in order; those of one sentence from the narrowest to the widest."""
    quotations = find_quotations(parsed)
    found: list[Speech] = []
    for sentence in parsed.sentences:
        if not sentence.parsed:
            continue
        mine = [with_row(speech) for token in sentence.tokens if (speech := speech_of(sentence, token)) is not None]
        if not mine and (headed := headed_by_source(sentence)) is not None:
            mine = [headed]
        found.extend(within_tail(without_echo(mine)))
    found.extend(carried(parsed, found, quotations))
    return sorted(found, key=lambda s: (s.sentence.index, s.cue.index))


def find_quotes(parsed: Parsed, speeches: list[Speech]) -> list[QuoteMention]:
    """The quotations of a report as the contract lists them, a row for each part."""
    rows = []
    for speech in speeches:
        cue = parsed.span(speech.cue.start, speech.cue_end.end)
        sources = sorted(speech.sources, key=lambda t: t.index)
        source = parsed.span(sources[0].start, sources[-1].end) if sources else None
        for start, end in speech.content:
            first, last = _trimmed(parsed.text, start, end)
            if first < last:
                direct = parsed.text[first] in OPENING or parsed.text[last - 1] in CLOSING
                rows.append(QuoteMention(content=parsed.span(first, last), cue=cue, source=source, direct=direct))
    return sorted(rows, key=lambda row: (row.content.start, row.content.end))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in ",;:"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:"):
        end -= 1
    return start, end
