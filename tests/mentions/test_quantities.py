"""Numbers in sentences, with their quantifiers and what they count."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.mentions.quantities import bare_plural, find_quantities, single
from dateline.nlp.parsed import Parsed
from dateline.nlp.parser import Parser
from dateline.records.mentions import QuantityMention
from dateline.records.reports import Paragraph, Report
from dateline.reference.numbers import bounds


@cache
def parser(*, with_tree: bool = True) -> Parser:
    return Parser(worth_parsing=None if with_tree else lambda _: ())


def parse(text: str, *, with_tree: bool = True) -> Parsed:
    report = Report(id="r-0", text=text, sha256="", source_sha256="", paragraphs=(Paragraph(0, len(text)),))
    return parser(with_tree=with_tree).parse(report)


def quantities(text: str, *, with_tree: bool = True) -> list[QuantityMention]:
    return find_quantities(parse(text, with_tree=with_tree))


@pytest.mark.parametrize(
    ("text", "span", "n", "quantifier", "of"),
    [
        ("Shells killed eight people.", "eight people", 8, "exact", "people"),
        ("At least eight people were killed.", "At least eight people", 8, "at_least", "people"),
        ("No fewer than 40 soldiers died.", "No fewer than 40 soldiers", 40, "at_least", "soldiers"),
        ("More than 500,000 civilians have fled.", "More than 500,000 civilians", 500_000, "more_than", "civilians"),
        ("Upwards of 1.2 million refugees crossed.", "Upwards of 1.2 million refugees", 1.2e6, "more_than", "refugees"),
        ("As many as 70 militants died.", "As many as 70 militants", 70, "up_to", "fighters"),
        ("Nearly 8,000 strikes were flown.", "Nearly 8,000 strikes", 8000, "less_than", "strikes"),
        ("Fewer than 30 doctors remain.", "Fewer than 30 doctors", 30, "less_than", "health_workers"),
        ("Some 90 prisoners escaped.", "Some 90 prisoners", 90, "about", "prisoners"),
        ("An estimated 300 pupils were taken.", "An estimated 300 pupils", 300, "about", "students"),
        ("Two hundred and six policemen died.", "Two hundred and six policemen", 206, "exact", "police"),
        ("Rebels freed a hundred hostages.", "a hundred hostages", 100, "exact", "hostages"),
        ("Gunmen seized two dozen aid workers.", "two dozen aid workers", 24, "exact", "aid_workers"),
        ("The raid hurt half a dozen guards.", "half a dozen guards", 6, "exact", "guards"),
        (
            "They took more than 20 villages and hilltops.",
            "more than 20 villages and hilltops",
            20,
            "more_than",
            "villages",
        ),
        ("The strike hit 14 armoured vehicles.", "14 armoured vehicles", 14, "exact", "vehicles"),
        ("Fire gutted three health centres.", "three health centres", 3, "exact", "health_facilities"),
        ("Militants killed 12 members of the army.", "12 members of the army", 12, "exact", "soldiers"),
        ("Officials said 3,000 are unaccompanied minors.", "3,000 are unaccompanied minors", 3000, "exact", "children"),
        ("There were 21 civilian deaths.", "21 civilian deaths", 21, "exact", "civilians"),
        ("Twin bombings shook the port.", "Twin bombings", 2, "exact", "strikes"),
        ("Forces killed 25 Somalis.", "25 Somalis", 25, "exact", "people"),
        ("FORCES KILLED 25 SALVADORANS.", "25 SALVADORANS", 25, "exact", "people"),
        ("A 9,000-strong force entered the town.", "9,000-strong force", 9000, "exact", "people"),
        ("Armed men stole 40 head of cattle.", "40 head of cattle", 40, "exact", None),
    ],
)
def test_number_has_its_quantifier_and_noun(text: str, span: str, n: float, quantifier: str, of: str | None) -> None:
    found = quantities(text)[-1] if text.startswith("A 9") else quantities(text)[0]
    assert (found.span.text, found.n, found.quantifier) == (span, n, quantifier)
    assert of is None or found.of == of


@pytest.mark.parametrize(
    ("text", "n", "n2"),
    [
        ("Between 8 and 12 civilians died.", 8, 12),
        ("The blast hurt 8-12 civilians.", 8, 12),
        ("The blast hurt 8–12 civilians.", 8, 12),
        ("From 60 to 70 fighters were captured.", 60, 70),
        ("Eight or nine villagers were hurt.", 8, 9),
        ("Two to three million people need food.", 2e6, 3e6),
    ],
)
def test_range_has_both_ends(text: str, n: float, n2: float) -> None:
    found = quantities(text)[0]
    assert (found.n, found.n2, found.quantifier) == (n, n2, "between")


@pytest.mark.parametrize(
    ("text", "word", "of"),
    [
        ("Dozens of people were hurt.", "dozens", "people"),
        ("Scores of villagers fled.", "scores", "people"),
        ("Tens of thousands of people fled.", "tens_of_thousands", "people"),
        ("Hundreds of thousands of refugees wait.", "hundreds_of_thousands", "refugees"),
        ("Several homes were burned.", "several", "homes"),
        ("A number of soldiers died.", "a_number", "soldiers"),
        ("Some residents were beaten.", "some", "people"),
        ("A handful of nurses stayed.", "a_handful", "health_workers"),
        ("A few children were found.", "a_few", "children"),
        ("Many villages and towns stand empty.", "many", "villages"),
        ("Hundreds were detained.", "hundreds", "people"),
        ("An unknown number of civilians died.", "unspecified", "civilians"),
    ],
)
def test_vague_word_has_its_rule(text: str, word: str, of: str) -> None:
    found = quantities(text)[0]
    assert (found.n, found.quantifier, found.word, found.of) == (None, "vague", word, of)
    assert bounds(n=None, n2=None, quantifier="vague", word=found.word).low is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The blast left 12 dead and scores injured.", [(12, "12"), (None, "scores")]),
        ("Gunmen opened fire, killing 12 and wounding 30.", [(12, "12"), (30, "30")]),
        ("In all, 45 were killed.", [(45, "45")]),
        ("The death toll rose to 45 on Monday.", [(45, "45")]),
        ("The army admitted to 29 dead.", [(29, "29")]),
    ],
)
def test_harm_stands_for_a_noun_that_is_left_out(text: str, expected: list[tuple[float | None, str]]) -> None:
    found = quantities(text)
    assert [(q.n, q.number.text) for q in found] == expected
    assert {(q.noun, q.of) for q in found} == {(None, "people")}


@pytest.mark.parametrize(
    "text",
    [
        "Another 8 people were killed.",
        "A further 8 were killed.",
        "Shells killed 8 more soldiers.",
        "He said 8 others were wounded.",
        "Dozens more were wounded.",
        "One was arrested and another injured.",
    ],
)
def test_further_harm_is_additive(text: str) -> None:
    assert quantities(text)[-1].additive


@pytest.mark.parametrize(
    ("text", "insides"),
    [
        ("At least eight people, including three women and two children, died.", [None, 0, 0]),
        ("Shells killed 40 people, 12 of them children.", [None, 0]),
        ("A dozen people, among them four children, and two soldiers were hurt.", [None, 0, None]),
        ("They hold one of 12 observation posts.", [1, None]),
        ("Half of the 300 prisoners escaped.", [1, None]),
        ("Seven people (two men and five women) died.", [None, 0, 0]),
        ("Nine medics were among 60 people killed.", [1, None]),
        ("Shells killed 20 people. Three of them were children.", [None, 0]),
        ("Three women and two children died.", [None, None]),
        ("Seven people, including four medics, two of them foreigners, died.", [None, 0, 1]),
        ("Ten soldiers were killed and 30 people were hurt.", [None, None]),
    ],
)
def test_part_knows_its_whole(text: str, insides: list[int | None]) -> None:
    assert [q.inside for q in quantities(text)] == insides


@pytest.mark.parametrize(
    ("text", "fraction"),
    [
        ("Half of them were children.", 0.5),
        ("A third of the fighters fled.", 0.3333),
        ("Two-thirds of the wounded were women.", 0.6667),
        ("They lost 30% of their territory.", 0.3),
        ("About 40 percent of the homes burned.", 0.4),
    ],
)
def test_share_is_a_fraction(text: str, fraction: float) -> None:
    assert quantities(text)[0].fraction == fraction


@pytest.mark.parametrize(
    "text",
    [
        "No one was hurt.",
        "Nobody was killed.",
        "There were no casualties.",
        "It fell without casualties.",
        "There were no reports of injuries.",
        "None were wounded.",
    ],
)
def test_no_harm_is_nought(text: str) -> None:
    found = quantities(text)
    assert [(q.n, q.quantifier) for q in found] == [(0, "none_reported")]


@pytest.mark.parametrize(
    "text",
    [
        "It began on 12 March 2020.",
        "On July 31, rebels attacked.",
        "The war began in 2011.",
        "He was killed at 12:30 p.m. near Highway 5.",
        "The front lies 20 km away.",
        "Fighting went on for two days and three hours.",
        "Ahmad Khalil, 35, was hit.",
        "It breaches resolution 2254 and Article 51.",
        "They fired a T-72 and an AK-47.",
        "The guns are 155mm and 7.62 mm.",
        "They won 5-4.",
        "One in five agree.",
        "No one claimed responsibility.",
        "A two-day siege followed a 24-hour truce.",
        "Camp-17 and Covid-19 were named.",
        "Half an hour later it was over.",
        "A government spokesman said so.",
    ],
)
def test_what_counts_nothing_is_left_out(text: str) -> None:
    assert quantities(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The shell killed a woman and two children.", [(1, "article", "women"), (2, None, "children")]),
        ("A 12-year-old boy was shot.", [(1, "article", "children")]),
        ("A 22-year-old was killed.", [(1, "article", "people")]),
    ],
)
def test_article_counts_one_person(text: str, expected: list[tuple[float, str | None, str]]) -> None:
    assert [(q.n, q.word, q.of) for q in quantities(text)] == expected


def test_households_keep_their_unit_and_their_size_is_no_count() -> None:
    found = quantities("Some 120 families of five fled.")
    assert [(q.n, q.of, q.unit) for q in found] == [(120, "families", "household")]


@pytest.mark.parametrize("with_tree", [True, False])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("THE BLAST LEFT 12 PEASANTS DEAD AND SIX SOLDIERS WOUNDED.", [(12, "people"), (6, "soldiers")]),
        ("AT LEAST 20 GUERRILLAS WERE KILLED IN TWO ATTACKS.", [(20, "fighters"), (2, "strikes")]),
        ("Four health workers and 30 villagers were taken.", [(4, "health_workers"), (30, "people")]),
    ],
)
def test_words_alone_are_enough(text: str, expected: list[tuple[float, str]], with_tree: bool) -> None:
    assert [(q.n, q.of) for q in quantities(text, with_tree=with_tree)] == expected


def test_plain_noun_counts_only_when_asked() -> None:
    parsed = parse("Innocent civilians were killed in a hospital.")
    assert find_quantities(parsed) == []
    plural = next(t for t in parsed.tokens if t.lower == "civilians")
    found = bare_plural(parsed, plural)
    assert found is not None
    assert (found.span.text, found.word, found.of) == ("Innocent civilians", "bare_plural", "civilians")
    assert find_quantities(parsed, bare_plurals=True) == [found]
    place = next(t for t in parsed.tokens if t.lower == "hospital")
    one = single(parsed, place)
    assert one is not None
    assert (one.span.text, one.n, one.of) == ("a hospital", 1, "health_facilities")
    assert bare_plural(parsed, place) is None


@pytest.mark.parametrize(
    ("text", "span", "n", "of"),
    [
        ("Two of his fighters were shot.", "Two of his fighters", 2, "fighters"),
        ("They held three of the drivers.", "three of the drivers", 3, "people"),
        ("One of our engineers was abducted.", "One of our engineers", 1, "people"),
        ("Police beat one of Karim's cousins.", "one of Karim's cousins", 1, "people"),
        ("Both of her sons were arrested.", "Both of her sons", 2, "children"),
        ("Three out of the 12 hostages were freed.", "Three out of the 12 hostages", 3, "hostages"),
        ("Two of the town's nine clinics shut.", "Two of the town's nine clinics", 2, "health_facilities"),
        ("Dozens of the villagers fled.", "Dozens of the villagers", None, "people"),
    ],
)
def test_part_of_somebodys_people_counts_the_noun_after_of(text: str, span: str, n: float | None, of: str) -> None:
    found = quantities(text)[0]
    assert (found.span.text, found.n, found.of) == (span, n, of)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shells killed two children and one glazier.", [(2, "children"), (1, "people")]),
        ("One upholsterer was shot dead.", [(1, "people")]),
        ("The blast wounded 12 stonecutters.", [(12, "people")]),
        ("Four geologists were abducted on Monday.", [(4, "people")]),
        ("Rebels left three hitchhikers dead.", [(3, "people")]),
    ],
)
def test_harm_shows_that_an_unlisted_noun_is_a_person(text: str, expected: list[tuple[float, str]]) -> None:
    assert [(q.n, q.of) for q in quantities(text)] == expected


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("Twelve stonecutters sang.", None),
        ("Rebels seized 12 containers.", None),
        ("The flood damaged three conveyors.", None),
        ("The abduction of two stonecutters was condemned.", "people"),
    ],
)
def test_unlisted_noun_stays_without_a_kind_unless_people_are_harmed(text: str, of: str | None) -> None:
    assert [q.of for q in quantities(text)] == [of]


def test_article_counts_an_unlisted_person_who_is_harmed() -> None:
    assert [(q.n, q.of) for q in quantities("Gunmen killed a guard and a glazier.")] == [(1, "guards"), (1, "people")]
    assert quantities("A glazier praised a saucer.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jets flew nine strikes on depots and 2 more on radars.", [(9, "strikes", False), (2, "strikes", True)]),
        ("Drones hit four trucks in Dol, another three in Var.", [(4, "vehicles", False), (3, "vehicles", True)]),
        (
            "Fire ruined a dozen shops and a further dozen at night.",
            [(12, "buildings", False), (12, "buildings", True)],
        ),
        ("Another clinic was burned.", [(1, "health_facilities", True)]),
        ("Guards fled for two more days.", []),
    ],
)
def test_further_number_takes_the_noun_of_the_last(text: str, expected: list[tuple[float, str, bool]]) -> None:
    assert [(q.n, q.of, q.additive) for q in quantities(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The toll rose from 31 to 45.", [(45, False)]),
        ("The death toll rose by 12 to 45.", [(12, True), (45, False)]),
        ("The mayor put the number of dead at eight.", [(8, False)]),
        ("Elders put the number of those taken at nine.", [(9, False)]),
        ("The number of people killed in the raid on the old market has risen to 31.", [(31, False)]),
        ("A doctor gave an earlier count of 19.", [(19, False)]),
        ("Shells fell on the camp, killing one and wounding six.", [(1, False), (6, False)]),
        ("They killed an unknown number.", [(None, False)]),
        ("Dozens, most of all the old and the sick, were killed.", [(None, False)]),
    ],
)
def test_toll_without_a_noun(text: str, expected: list[tuple[float | None, bool]]) -> None:
    found = [q for q in quantities(text) if q.word != "article"]
    assert [(q.n, q.additive) for q in found] == expected
    assert {q.of for q in found} == {"people"}


@pytest.mark.parametrize(
    ("text", "insides"),
    [
        ("Fourteen were hurt, six seriously.", [None, 0]),
        ("Twenty people were wounded, three in critical condition.", [None, 0]),
        ("Nine were killed and 14 hurt, six seriously, one gravely.", [None, None, 1, 1]),
        ("Six were killed, nine seriously wounded.", [None, None]),
        ("Of the 40 wounded, 12 were women.", [None, 0]),
        ("The number of dead stood at eight, among them five children.", [None, 0]),
        ("The bomb killed at least 11, including a baker and two teachers.", [None, 0, 0]),
        ("Nine died, six of them children, most of them girls.", [None, 0, 0]),
    ],
)
def test_how_badly_and_who_are_parts_of_the_whole(text: str, insides: list[int | None]) -> None:
    assert [q.inside for q in quantities(text)] == insides


@pytest.mark.parametrize(
    ("text", "n", "of"),
    [
        ("Kin paid 60 million naira.", 60e6, "naira"),
        ("It lost £1.1bn.", 1.1e9, "pounds"),
        ("Aid of $250m came.", 250e6, "dollars"),
        ("They asked N5 million.", 5e6, "naira"),
        ("They asked Rs 500,000.", 500_000, "rupees"),
        ("They asked ₦20m.", 20e6, "naira"),
        ("They asked 20 million West African CFA francs.", 20e6, "francs"),
        ("A fee of $5-million was paid.", 5e6, "dollars"),
    ],
)
def test_sum_of_money_has_its_currency(text: str, n: float, of: str) -> None:
    assert [(q.n, q.of, q.unit) for q in quantities(text)] == [(n, of, "money")]


@pytest.mark.parametrize(
    ("text", "span", "n"),
    [
        ("Divers found 11 bodies.", "11 bodies", 11),
        ("Divers found the bodies of 11 people.", "11 people", 11),
        ("At least 20 (mostly young) men were shot.", "At least 20 (mostly young) men", 20),
        ("They freed 100 or so prisoners.", "100 or so prisoners", 100),
        ("A pair of gunmen fled.", "A pair of gunmen", 2),
        ("A score of guards died.", "A score of guards", 20),
        ("Four WHO workers were abducted.", "Four WHO workers", 4),
        ("Two heavily armed men fled.", "Two heavily armed men", 2),
        ("Nine badly burned children came.", "Nine badly burned children", 9),
        ("Two local militias fled.", "Two local militias", 2),
        ("A quarter of a million people fled.", "A quarter of a million people", 250_000),
        ("More than 5m people fled.", "More than 5m people", 5e6),
        ("A twenty-one-year-old nurse was shot.", "A twenty-one-year-old nurse", 1),
    ],
)
def test_words_between_number_and_noun_stay_in_the_phrase(text: str, span: str, n: float) -> None:
    assert [(q.span.text, q.n) for q in quantities(text)] == [(span, n)]


@pytest.mark.parametrize(
    ("text", "fraction", "of"),
    [
        ("One in five children was hungry.", 0.2, "children"),
        ("Nine in ten clinics are shut.", 0.9, "health_facilities"),
        ("Four out of every five homes burned.", 0.8, "homes"),
        ("Three-quarters of the homes burned.", 0.75, "homes"),
    ],
)
def test_ratio_is_a_share(text: str, fraction: float, of: str) -> None:
    assert [(q.n, q.fraction, q.of) for q in quantities(text)] == [(None, fraction, of)]


@pytest.mark.parametrize(
    "text",
    [
        "A third strike hit the port.",
        "The seven-hour battle ended.",
        "The 19-month-old war goes on.",
        "It was struck by a 155-mm shell.",
        "They met at 12 local time.",
        "Detachment No. 4 left.",
        "A number of reports came.",
        "They hit one in five raids.",
    ],
)
def test_ordinals_ages_and_names_count_nothing(text: str) -> None:
    assert quantities(text) == []


def test_ages_and_sizes_are_no_counts() -> None:
    assert [q.n for q in quantities("Two boys, aged 8, 10 and 12, died.")] == [2]
    assert [q.n for q in quantities("A mother of four was wounded.")] == [1]


def test_who_speaks_is_not_counted() -> None:
    assert quantities('"We ran," said Amal Nur, a baker. A doctor put it plainly.') == []


@pytest.mark.parametrize(
    ("text", "word", "of"),
    [
        ("There are dead and wounded.", "dead", "people"),
        ("There are dead and wounded.", "wounded", "people"),
        ("There were dead and wounded among the civilians.", "dead", "civilians"),
    ],
)
def test_the_dead_count_only_when_asked(text: str, word: str, of: str) -> None:
    parsed = parse(text)
    assert find_quantities(parsed) == []
    found = bare_plural(parsed, next(t for t in parsed.tokens if t.lower == word))
    assert found is not None
    assert (found.span.text, found.word, found.of) == (word, "bare_plural", of)


def test_line_breaks_of_a_verbatim_text_part_nothing() -> None:
    found = quantities("Rebels held more than 500\nvillagers, 12 of\nthem children.")
    assert [(q.n, q.of, q.inside) for q in found] == [(500, "people", None), (12, "children", 0)]


UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(n: int) -> str:
    """A number as a writer would spell it out."""
    if n < 20:
        return UNITS[n]
    if n < 100:
        return TENS[n // 10 - 2] + (f"-{UNITS[n % 10]}" if n % 10 else "")
    for scale, name in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if n >= scale:
            rest = n % scale
            joint = " and " if scale == 100 else " "
            return f"{in_words(n // scale)} {name}" + (joint + in_words(rest) if rest else "")
    raise ValueError(n)


@settings(max_examples=150, deadline=None)
@given(n=st.integers(2, 9_999_999))
def test_words_and_figures_give_the_same_number(n: int) -> None:
    spelled = quantities(f"Shells killed {in_words(n)} people.", with_tree=False)
    written = quantities(f"Shells killed {n:,} people.", with_tree=False)
    assert [q.n for q in spelled] == [q.n for q in written] == [n]


PIECES = [
    "at least",
    "12",
    "two",
    "dozens",
    "of",
    "them",
    "people",
    ",",
    "and",
    "half",
    "no",
    "one",
    "a",
    "-",
    "to",
    "including",
    "%",
    "$",
    "(",
    ")",
    "another",
    "more",
    "killed",
    "million",
    "2019",
    "May",
    "families",
    "between",
    "or",
    "others",
    "hundred",
    ".",
    "3.5",
    "8-12",
    "in",
    "some",
    "strong",
]


@settings(max_examples=300, deadline=None)
@given(pieces=st.lists(st.sampled_from(PIECES), min_size=1, max_size=12), with_tree=st.booleans())
def test_any_words_give_sound_spans(pieces: list[str], with_tree: bool) -> None:
    text = " ".join(pieces)
    found = quantities(text, with_tree=with_tree)
    for number, quantity in enumerate(found):
        for span in (quantity.span, quantity.number, quantity.noun):
            assert span is None or text[span.start : span.end] == span.text
        assert quantity.span.holds(quantity.number)
        assert quantity.inside is None or (quantity.inside != number and 0 <= quantity.inside < len(found))
        read = bounds(n=quantity.n, n2=quantity.n2, quantifier=quantity.quantifier, word=quantity.word)
        ends = [value for value in (read.low, read.best, read.high) if value is not None]
        assert ends == sorted(ends)
