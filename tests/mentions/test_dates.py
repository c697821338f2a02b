"""Dates in sentences: what is found, what it means, and what is no date."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.mentions.dates import claim_time, find_dates, redate
from dateline.mentions.dates.words import lexicon
from dateline.nlp.parsed import Parsed
from dateline.nlp.parser import Parser
from dateline.records.mentions import PlaceMention, TimeMention
from dateline.records.reports import Dateline, Paragraph, Report
from dateline.records.spans import Span

SUNDAY = "2019-12-22"
NIGHT = ("2023-05-11", "2023-05-12")


@cache
def parser(*, with_tree: bool = True) -> Parser:
    return Parser(worth_parsing=None if with_tree else lambda _: ())


def parse(
    text: str, *, published: str | None = SUNDAY, dateline: Dateline | None = None, with_tree: bool = True
) -> Parsed:
    paragraphs = (Paragraph(0, len(text)),)
    report = Report(
        id="r-0", text=text, sha256="", source_sha256="", published=published, dateline=dateline, paragraphs=paragraphs
    )
    return parser(with_tree=with_tree).parse(report)


def dates(text: str, *, published: str | None = SUNDAY, with_tree: bool = True) -> list[TimeMention]:
    return find_dates(parse(text, published=published, with_tree=with_tree))


def one(text: str, *, published: str | None = SUNDAY, with_tree: bool = True) -> TimeMention:
    (mention,) = dates(text, published=published, with_tree=with_tree)
    return mention


@pytest.mark.parametrize(
    ("text", "span", "value"),
    [
        ("Shelling resumed on 15 December 2016.", "15 December 2016", "2016-12-15"),
        ("Shelling resumed on December 15, 2016.", "December 15, 2016", "2016-12-15"),
        ("Shelling resumed on Thursday, Dec. 15.", "Thursday, Dec. 15", "2019-12-15"),
        ("Shelling resumed on Dec.14th near the dam.", "Dec.14th", "2019-12-14"),
        ("Shelling resumed on the 3rd of March 2018.", "the 3rd of March 2018", "2018-03-03"),
        ("Shelling resumed on Sept 17 near the dam.", "Sept 17", "2019-09-17"),
        ("Shelling resumed on 15-Dec-2016.", "15-Dec-2016", "2016-12-15"),
        ("Shelling resumed on 2016-11-29.", "2016-11-29", "2016-11-29"),
        ("Shelling resumed on 29/11/2016.", "29/11/2016", "2016-11-29"),
        ("Shelling resumed on 11/29/2016.", "11/29/2016", "2016-11-29"),
        ("Shelling resumed on 04.05.2016.", "04.05.2016", "2016-05-04"),
        ("THE TOWN FELL ON 10 JAN 90 AT LAST.", "10 JAN 90", "1990-01-10"),
    ],
)
def test_calendar_days_are_read_in_every_form(text: str, span: str, value: str) -> None:
    mention = one(text)
    assert (mention.span.text, mention.type, mention.value) == (span, "DATE", value)
    assert mention.start == mention.end == value
    assert mention.precision == 1


@pytest.mark.parametrize(
    ("text", "span", "value", "start", "end"),
    [
        ("They fought on 11-13 Dec. near Kunduz.", "11-13 Dec.", "2019-12-11/2019-12-13", "2019-12-11", "2019-12-13"),
        ("Raids went on from 5 to 9 May.", "5 to 9 May", "2019-05-05/2019-05-09", "2019-05-05", "2019-05-09"),
        ("They met on Oct. 25-26, 2016.", "Oct. 25-26, 2016", "2016-10-25/2016-10-26", "2016-10-25", "2016-10-26"),
        ("They met 28 Feb-3 March 2016.", "28 Feb-3 March 2016", "2016-02-28/2016-03-03", "2016-02-28", "2016-03-03"),
        ("Raids were frequent in 2016-19.", "2016-19", "2016/2019", "2016-01-01", "2019-12-31"),
        ("Aid was cut in 2016-11.", "2016-11", "2016-11", "2016-11-01", "2016-11-30"),
    ],
)  # fmt: skip
def test_ranges_are_one_mention_where_they_share_a_month_or_a_dash(
    text: str, span: str, value: str, start: str, end: str
) -> None:
    mention = one(text)
    assert (mention.span.text, mention.value, mention.start, mention.end) == (span, value, start, end)


@pytest.mark.parametrize(
    ("text", "values", "start", "end"),
    [
        ("The siege ran from 28 December to 3 January 2017.", ["2016-12-28", "2017-01-03"], "2016-12-28", "2017-01-03"),
        ("The market was rebuilt between 2009 and 2010.", ["2009", "2010"], "2009-01-01", "2010-12-31"),
        ("The siege ran from November to January.", ["2018-11", "2019-01"], "2018-11-01", "2019-01-31"),
        ("Camps were shut between June and August 2014.", ["2014-06", "2014-08"], "2014-06-01", "2014-08-31"),
    ],
)
def test_two_dates_of_a_range_share_its_days(text: str, values: list[str], start: str, end: str) -> None:
    found = dates(text)
    assert [mention.value for mention in found] == values
    assert {(mention.start, mention.end) for mention in found} == {(start, end)}


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Jets hit the town on Sunday.", "2019-12-22"),
        ("Jets hit the town on Saturday.", "2019-12-21"),
        ("Jets hit the town on Monday.", "2019-12-16"),
        ("Jets hit the town last Sunday.", "2019-12-15"),
        ("The ministers will meet on Monday.", "2019-12-23"),
        ("The ministers are due to meet on Friday.", "2019-12-27"),
        ("A vote is scheduled for Thursday.", "2019-12-26"),
        ("The envoy returns next Tuesday.", "2019-12-24"),
        ("The minister said on Friday that troops would leave.", "2019-12-20"),
    ],
)
@pytest.mark.parametrize("with_tree", [True, False])
def test_weekdays_look_back_unless_the_clause_looks_ahead(text: str, start: str, with_tree: bool) -> None:
    mention = one(text, with_tree=with_tree)
    assert mention.start == mention.end == start
    assert mention.anchor == "published"


@pytest.mark.parametrize(
    ("text", "value", "start", "end"),
    [
        ("Rebels took the dam in June.", "2019-06", "2019-06-01", "2019-06-30"),
        ("Elections will be held in June.", "2020-06", "2020-06-01", "2020-06-30"),
        ("They have pushed north since April.", "2019-04", "2019-04-01", "2019-12-22"),
        ("They have pushed north since the war began in 2014.", "2014", "2014-01-01", "2019-12-22"),
        ("They have pushed north since the war broke out last April.", "2019-04", "2019-04-01", "2019-12-22"),
        ("Raids have doubled so far this year.", "2019", "2019-01-01", "2019-12-22"),
        ("The panel met on Friday at 3 p.m. (1900 GMT).", "2019-12-20T15:00", "2019-12-20", "2019-12-20"),
        ("People were told to stay in until Thursday.", "2019-12-26", None, "2019-12-26"),
        ("In the past week alone, 9,000 fled.", "P1W", "2019-12-15", "2019-12-22"),
        ("Two shells fell in the last 24 hours.", "PT24H", "2019-12-21", "2019-12-22"),
        ("The base fell last week.", "2019-W50", "2019-12-09", "2019-12-15"),
        ("The base fell two weeks ago.", "2019-W49", "2019-12-02", "2019-12-08"),
        ("The base fell last year.", "2018", "2018-01-01", "2018-12-31"),
        ("The base fell earlier this month.", "2019-12", "2019-12-01", "2019-12-22"),
        ("The base fell in early 2015.", "2015", "2015-01-01", "2015-04-30"),
        ("The base fell in mid-March.", "2019-03", "2019-03-11", "2019-03-20"),
        ("The base fell late last year.", "2018", "2018-09-01", "2018-12-31"),
        ("The base fell at the end of May 2017.", "2017-05", "2017-05-21", "2017-05-31"),
        ("The camp will be shut by the end of the year.", "2019", None, "2019-12-31"),
        ("Prices rose in the third quarter.", "2019-Q3", "2019-07-01", "2019-09-30"),
        ("Prices rose in the second half of 2018.", "2018-H2", "2018-07-01", "2018-12-31"),
        ("The clinic was built in the 1990s.", "199", "1990-01-01", "1999-12-31"),
        ("The base fell on the last day of Ramadan 2016.", "2016-06-07/2016-07-06", "2016-06-07", "2016-07-06"),
        ("The base fell before Orthodox Easter 2018.", "2018-04-08", None, "2018-04-07"),
        ("The truce starts on New Year's Eve.", "2019-12-31", "2019-12-31", "2019-12-31"),
        ("The war began in the spring of 2011.", "2011-SP", "2011-03-01", "2011-05-31"),
        ("Roofs leaked during the start of winter.", "2019-WI", "2019-12-01", "2019-12-31"),
        ("A raid on the night of Friday to Saturday killed two.", "2019-12-20TNI", "2019-12-20", "2019-12-21"),
        ("Overnight into Saturday the depot burned.", "2019-12-20TNI", "2019-12-20", "2019-12-21"),
        ("They came in the early hours of Sunday.", "2019-12-22TMO", "2019-12-22", "2019-12-22"),
        ("They came around 2 a.m. local time (0000 GMT) on Monday.", "2019-12-16T02:00", "2019-12-16", "2019-12-16"),
    ],
)
def test_periods_are_counted_from_publication(text: str, value: str, start: str | None, end: str | None) -> None:
    mention = one(text)
    assert (mention.value, mention.start, mention.end) == (value, start, end)


@pytest.mark.parametrize(
    ("text", "type_", "value"),
    [
        ("A week-long push ended.", "DURATION", "P1W"),
        ("The siege has lasted more than three months.", "DURATION", "P3M"),
        ("A 72-hour truce was agreed.", "DURATION", "PT72H"),
        ("The walk took two and a half hours.", "DURATION", "PT2.5H"),
        ("The council meets every Friday.", "SET", "XXXX-WXX-5"),
        ("Doctors treat 20 patients a day.", "SET", "P1D"),
        ("Shells fall nightly.", "SET", "XXXX-XX-XXTNI"),
        ("Clashes flared recently.", "DATE", "PAST_REF"),
        ("More are feared in the coming days.", "DATE", "FUTURE_REF"),
    ],
)
def test_durations_sets_and_vague_words_date_nothing(text: str, type_: str, value: str) -> None:
    mention = one(text)
    assert (mention.type, mention.value) == (type_, value)
    assert mention.start is mention.end is mention.anchor is mention.precision is None


@pytest.mark.parametrize(
    "text",
    [
        "A 12-year-old boy and a man aged 40 died, both from the same street.",
        "UN Resolution 1701 and Article 51 were cited; 14 tanks and 1,800 people came.",
        "Flight MH17 and an F-16 are not dates, nor is passcode 1948.",
        "Theresa May may march; the March on the city was the second.",
        "Call +963 11 2016 or 0800 1430.",
        "On 03/04/2016 nobody knows the month.",
        "The Daily Trumpet was quoted, and the fall of the town was denied.",
        "2015 people marched in their 40s.",
        "Resolution 1948 was read out at 2:75.",
    ],
)
def test_other_numbers_and_words_are_no_dates(text: str) -> None:
    assert dates(text) == []


@pytest.mark.parametrize(
    ("text", "span", "value", "start", "end"),
    [
        (
            "It was hit on the night of 11-12 May.",
            "the night of 11-12 May",
            "2023-05-11TNI",
            "2023-05-11",
            "2023-05-12",
        ),
        (
            "It was hit during the night of 30 April to 1 May.",
            "the night of 30 April to 1 May",
            "2023-04-30TNI",
            "2023-04-30",
            "2023-05-01",
        ),
        ("He was shot last Friday, May 12.", "last Friday, May 12", "2023-05-12", "2023-05-12", "2023-05-12"),
        ("They were told to go by 1 April.", "1 April", "2023-04-01", None, "2023-04-01"),
        ("They gave the town notice until 20 May.", "20 May", "2023-05-20", None, "2023-05-20"),
        ("They will leave by 1 April.", "1 April", "2024-04-01", None, "2024-04-01"),
        ("Deaths rose, up from the previous year.", "the previous year", "2022", "2022-01-01", "2022-12-31"),
        ("A vote is planned this summer.", "this summer", "2023-SU", "2023-06-01", "2023-08-31"),
        ("Convoys run twice a week.", "twice a week", "P1W", None, None),
    ],
)
def test_terms_nights_and_seasons_of_spring_2023(
    text: str, span: str, value: str, start: str | None, end: str | None
) -> None:
    mention = one(text, published="2023-05-17")
    assert (mention.span.text, mention.value, mention.start, mention.end) == (span, value, start, end)


def test_dates_count_from_the_last_day_of_the_text() -> None:
    found = dates("Shells fell on December 2. The same day a school burned; two days later it was empty.")
    assert [mention.value for mention in found] == ["2019-12-02", "2019-12-02", "2019-12-04"]


def test_an_hour_takes_the_day_that_its_sentence_names() -> None:
    found = dates("At 4 p.m. a shell fell, the second on Saturday. At dawn there was a third.")
    assert [mention.value for mention in found] == ["2019-12-21T16:00", "2019-12-21", "2019-12-21TMO"]


def test_the_dateline_goes_before_the_day_of_publication() -> None:
    text = "AMMAN, Dec 20 - Jets hit the town on Saturday."
    head = Dateline(mention=Span.of(text, 0, 13), place=Span.of(text, 0, 5), day=Span.of(text, 7, 13), body=16)
    day, saturday = find_dates(parse(text, dateline=head))
    assert (day.value, day.anchor) == ("2019-12-20", "published")
    assert (saturday.value, saturday.anchor) == ("2019-12-14", "dateline")


def test_a_dated_head_anchors_a_text_without_publication() -> None:
    found = dates("LIMA, 28 NOV 89 (RADIO) -- [TEXT] A BOMB WENT OFF YESTERDAY.", published=None)
    assert [(m.value, m.anchor) for m in found] == [("1989-11-28", "text"), ("1989-11-27", "dateline")]


def test_a_period_at_the_head_is_no_day_to_count_from() -> None:
    text = "Border bulletin, no. 7 (3 to 9 May 2022)\n\nA herder was killed on 5 May."
    found = dates(text, published="2022-05-11")
    assert [(m.value, m.anchor) for m in found] == [("2022-05-03/2022-05-09", "text"), ("2022-05-05", "published")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Jets struck on Saturday.", "XXXX-WXX-6"),
        ("Jets struck on Dec. 15.", "XXXX-12-15"),
        ("Jets struck today.", "XXXX-XX-XX"),
        ("Jets struck this morning.", "XXXX-XX-XXTMO"),
        ("Jets struck last year.", "XXXX"),
        ("Jets struck this weekend.", "XXXX-WXX-WE"),
        ("Jets struck in spring.", "XXXX-SP"),
        ("Jets struck between 11-13 Dec.", "XXXX-12-11/XXXX-12-13"),
        ("Jets struck during Ramadan.", "XXXX"),
    ],
)
def test_nothing_is_anchored_without_a_day_to_count_from(text: str, value: str) -> None:
    mention = one(text, published=None)
    assert (mention.value, mention.start, mention.end, mention.anchor) == (value, None, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "Jets struck on Saturday night.",
        "Jets struck on Dec. 15; two days later it rained.",
        "They have pushed north since April.",
        "They have pushed north since 2014.",
        "In the past week alone, 9,000 fled.",
        "The siege ran from November to January.",
        "The ministers will meet on Monday.",
        "The base fell late last year, or during Ramadan.",
        "After Sunday's attack, and before Friday, trade stopped.",
    ],
)
def test_a_date_of_publication_known_later_gives_what_it_would_have_given(text: str) -> None:
    later = [redate(mention, published=SUNDAY) for mention in dates(text, published=None)]
    assert later == dates(text)


def test_redating_by_a_dateline_says_so_and_leaves_own_years_alone() -> None:
    weekday, year = dates("Jets struck on Saturday, as in 2016.", published=None)
    assert redate(weekday, published=SUNDAY, dateline="2019-12-20").anchor == "dateline"
    assert redate(year, published=SUNDAY) == year


def test_seasons_turn_south_of_the_equator() -> None:
    parsed = parse("Floods struck Beira in the summer of 2018.")
    place = PlaceMention(span=parsed.span(14, 19), name="Beira", latitude=-19.8, longitude=34.9)
    (mention,) = find_dates(parsed, places=[place])
    assert (mention.value, mention.start, mention.end) == ("2018-SU", "2018-12-01", "2019-02-28")


def test_a_claims_time_is_the_mentions() -> None:
    mention = one("They have pushed north since April.")
    time = claim_time(mention)
    assert (time.mention, time.start, time.end, time.precision) == (mention.span, "2019-04-01", SUNDAY, 4)
    assert (time.anchor, time.value) == ("published", "2019-04")


WORDS = st.sampled_from([
    *sorted(lexicon().words),
    "12", "31", "0600", "2016", "1990s", "40", "1,800", "3rd", "10:15", "2016-11-29", "9999999",
    "'s", ",", ".", "-", "(", ")", "Monday", "May", "Dec.", "will", "fell", "F-16", "Eid al-Fitr", "New Year's Eve",
])  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=14), st.sampled_from([None, SUNDAY, "2016-02-29", "0001-01-01", "9999-12-31", "soon"]))
def test_any_string_of_time_words_keeps_the_promises(words: list[str], published: str | None) -> None:
    text = " ".join(["A", *(word.capitalize() if len(word) % 2 else word for word in words)])
    found = dates(text, published=published, with_tree=False)
    ends = [0]
    for mention in found:
        assert text[mention.span.start : mention.span.end] == mention.span.text
        assert mention.span.start >= ends[-1]
        ends.append(mention.span.end)
        if mention.start is not None and mention.end is not None:
            assert mention.start <= mention.end
        assert mention.type in ("DATE", "TIME", "DURATION", "SET")
        if published is None or published == "soon":
            assert mention.anchor in (None, "text", "dateline")
        assert redate(mention, published=published).span == mention.span


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Two days later, shells killed three people in Izium.", "XXXX-XX-XX"),
        ("The next day soldiers shot two men.", "XXXX-XX-XX"),
        ("Shells fell on 1 December. Two days later, a drone killed a farmer.", "2019-12-03"),
        ("The ministers will meet two days later.", "2019-12-24"),
    ],
)
def test_what_was_later_than_no_day_of_the_text_stays_open(text: str, value: str) -> None:
    assert dates(text)[-1].value == value
