"""The dateline of a wire story: "AMMAN, Dec 22 (Reuters) -", its place, day and agency, and where the story begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from dateline.records.reports import Dateline, Paragraph, ParagraphKind
from dateline.records.spans import Span
from dateline.text.words import agency_pattern, calendar_pattern, function_words

_LOOK_AT = 6  # paragraphs at the head of a text
_LONGEST = 220
_DATE_LINES = 4  # paragraphs at the head among which a line with nothing but place and day may stand

# "KYIV", "New York", "N'DJAMENA", "St. Petersburg", "SAN JOSE (COSTA RICA)"
_NAME = r"[A-Z\u00c0-\u00de][\w'’.-]*(?: (?:[A-Z\u00c0-\u00de][\w'’.-]*|de|del|la|al-\w+|el-\w+|of|the|e[sz]|and))*"
_DASH = r"(?:\s*(?:--+|[–—―])|\s+-(?=\s)|\s*-(?=\s)|:(?=\s))"


@cache
def _date_line() -> re.Pattern[str]:
    months, weekdays = calendar_pattern("month"), calendar_pattern("weekday")
    return re.compile(
        rf"(?:(?P<place>{_NAME}(?:, {_NAME})?)(?:,| \||:) )?"
        rf"(?P<day>(?:{weekdays}\.?,? )?(?:\d{{1,2}} {months}\.?|{months}\.? \d{{1,2}}),? \d{{4}})"
    )


@cache
def _pattern() -> re.Pattern[str]:
    months, weekdays = calendar_pattern("month"), calendar_pattern("weekday")
    year = r"(?:\s*,?\s*(?:\d{4}|['’]?\d{2})(?!\d))?"
    day = (
        rf"(?:{weekdays}\.?,?\s+)?"
        rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{months}\b\.?{year}|{months}\b\.?\s+\d{{1,2}}(?!\d){year})|{weekdays}\b\.?"
        r"|\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}"
    )
    agency = r"[^()\n]{2,60}"
    return re.compile(
        rf"(?P<open>[(\[])?"
        rf"(?P<place>{_NAME}(?:\s?/\s?{_NAME})*(?:, (?!{months}\b|{weekdays}\b|{agency_pattern()}){_NAME})?)"
        rf"(?P<country>\s*\([A-Z][\w .'-]+\)(?=,))?"
        rf"(?:(?:,\s*|\s+[|–—-]+\s*|\s+(?=\d))(?P<day>{day}))?"
        r"(?(open)[)\]])"
        rf"(?:,?\s*\((?P<agency>{agency})\)|,\s*(?P<bare>{agency_pattern()}))?"
        rf"(?P<dash>{_DASH})\s*(?P<brackets>(?:\[[^\[\]]{{1,160}}\]\s*)*)",
    )


def find_dateline(text: str, paragraphs: Sequence[Paragraph]) -> Dateline | None:
    """The dateline at the head of the story, or a line with nothing but the day; None where there is neither.

    `place` is the place as it is printed ("KYIV, Ukraine", "GENEVA/NAIROBI"). A place alone counts only in capitals,
    and in a text that is not all in capitals.
    """
    for paragraph in paragraphs[:_LOOK_AT]:
        if paragraph.kind in (ParagraphKind.ITEM, ParagraphKind.BOILERPLATE):
            continue
        match = _pattern().match(text, paragraph.start, min(paragraph.end, paragraph.start + _LONGEST))
        if match is not None and _is_dateline(match, text, paragraph):
            return _read(match, text)
    for paragraph in paragraphs[:_DATE_LINES]:
        if paragraph.kind is ParagraphKind.PUBLISHER:
            match = _date_line().fullmatch(text, paragraph.start, paragraph.end)
            if match is not None:
                return _read_date_line(match, text)
    return None


def _is_dateline(match: re.Match[str], text: str, paragraph: Paragraph) -> bool:
    """Whether what looks like a dateline is one: a day, an agency, or a place in capitals before a dash."""
    first = match["place"].split()[0].lower()
    if first in function_words() and (first != "the" or match["place"].lower() == "the"):
        return False
    if match["day"] is not None or match["bare"] is not None:
        return match["dash"] != ":" or match["agency"] is not None
    place = match["place"]
    if match["dash"] == ":" or len(place) > 50:
        return False
    if match["open"] and match["agency"] is None:
        return re.fullmatch(agency_pattern(), place) is None  # "(Nairobi) –", as releases begin
    if match["agency"] is not None:
        # "Hayat Tahrir al-Sham (HTS) - once a branch of ..." explains a name; an agency closes the place of a story.
        return place.split(",")[0].isupper() or re.fullmatch(agency_pattern(), match["agency"]) is not None
    head = re.split(r"[,/]", place)[0]
    body = text[match.end() : paragraph.end]
    return len(head) > 2 and head.isupper() and bool(body) and not body.isupper() and not body[0].islower()


def _read_date_line(match: re.Match[str], text: str) -> Dateline:
    return Dateline(
        mention=Span.of(text, match.start(), match.end()),
        place=Span.of(text, *match.span("place")) if match["place"] else None,
        day=Span.of(text, *match.span("day")),
        body=match.end(),
    )


def _read(match: re.Match[str], text: str) -> Dateline:
    def span(*names: str) -> Span | None:
        for name in names:
            if match[name]:
                return Span.of(text, *match.span(name))
        return None

    return Dateline(
        mention=Span.of(text, match.start(), match.end("dash")),
        place=span("place"),
        day=span("day"),
        agency=span("agency", "bare"),
        body=match.end(),
    )
