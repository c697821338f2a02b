"""What each quantity of a sentence measures: killed, hurt, driven out, taken, struck; by the words around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice, pairwise

from dateline.claims.beside import MOVED, behind_aside, measure_of, passive_behind
from dateline.claims.governors import HARM
from dateline.claims.joined import joined_measures
from dateline.claims.leaning import counted_noun
from dateline.claims.ones import BROKEN, lone_objects, lone_victims, pattern_measures
from dateline.claims.scene import Scene
from dateline.claims.triggers import Trigger
from dateline.nlp import Sentence, Token
from dateline.nlp.syntax import agents, governed_by, is_passive, objects, subjects
from dateline.nlp.tree import is_verbal
from dateline.records import QuantityMention, Span
from dateline.reference import counted
from dateline.reference.lexicons import measure_words, words_of
from dateline.reference.ontology import event_set
from dateline.reference.patterns import frames

GIFT_STEPS = 4  # words between a sum and the word that says that it is given
GROUND = frozenset({"territory", "land", "ground", "area", "country", "terrain"})
DONE_TO_PEOPLE = frozenset({"killed", "injured", "abducted", "detained"})
AT_PLACE = frozenset({"in", "at", "near", "outside", "around"})
RECEIVING = frozenset({"victim", "counterpart"})  # roles of those to whom a pattern's deed is done
DEADLY = frozenset({"killed", "casualties"})
THINGS = frozenset({"vehicle", "weapon", "facility", "building"})


@dataclass(frozen=True, slots=True)
class Counted:
    """A quantity, what it measures, and the word that says so."""

    quantity: QuantityMention
    measure: str
    by: Token
    of: str | None = None  # what the sentence says they were: the women of "12 of the dead were women"
    unit: str | None = None  # its unit where the number has no noun: the houses of "seven burned and 30 were damaged"

    @property
    def of_one(self) -> bool:
        """Whether an article alone says that it is one."""
        return self.quantity.word == "article"

    @property
    def is_damage(self) -> bool:
        return self.measure in BROKEN


def measured(scene: Scene, sentence: Sentence, triggers: list[Trigger]) -> list[Counted]:
    """The quantities of a sentence that count harm, movement, gains or strikes, in order.

    Where the words themselves say no measure, the one of the pattern whose subject or object is counted holds.
    """
    found: dict[int, Counted] = {}
    patterned = pattern_measures(triggers)
    further: list[Counted] = []  # what else became of those counted: "were abducted and killed"
    for quantity in scene.quantities_in(sentence):
        token = token_of(scene, quantity)
        if token is None or _counts_nothing(scene, quantity, token):
            continue
        number = scene.numbers[id(quantity)]
        if quantity.unit in {"percent", "money"}:
            share = _share(scene, quantity, token, triggers)
            if share is not None:
                found[number] = Counted(quantity, *share)
            continue
        said = _said(scene, quantity, token, triggers)
        if said is not None and _is_whole(scene, quantity, said[1]):
            continue  # the 60 of "11 of the 60 lorries were burnt"; of "30 of the 45 dead" all are dead
        reading = said or _broken_with(scene, quantity, found)
        if reading is None and token.lemma in words_of("munition") and not _is_inside(scene, quantity, sentence):
            reading = ("other", token)
        reading = _fitting(scene, quantity, token, reading)
        if reading is not None and reading[0] == "destroyed" and _is_shot_down(reading[1]):
            found[number] = Counted(quantity, *reading, of="aircraft")
            continue  # "shot down two Su-34 bombers"
        reading = _among_others(scene, quantity, found, reading)
        if reading is not None:
            first, *others = (
                joined_measures(reading[1], reading[0], patterned) if quantity.unit == "person" else [reading]
            )
            of, unit = _leaned_on(scene, quantity, token)
            found[number] = Counted(quantity, *first, of=_told_of(quantity, token) or of, unit=unit)
            further += [Counted(quantity, *other) for other in others]
    _measure_wholes(scene, sentence, found)
    lone = [*lone_victims(scene, triggers), *lone_objects(scene, triggers)]
    return [*found.values(), *further, *(Counted(*row) for row in lone)]


def _measure_wholes(scene: Scene, sentence: Sentence, found: dict[int, Counted]) -> None:
    """Give a number the measure of what is told of most of it: "80 people, most of them women, were driven out"."""
    quantities = scene.quantities_in(sentence)
    for whole, part in pairwise(quantities):
        told = found.get(scene.numbers[id(part)])
        between = scene.parsed.text[whole.span.end : part.span.start].strip()
        if told is None or scene.numbers[id(whole)] in found or between != "," or whole.unit != "person":
            continue
        if " of them " in f" {part.span.text.lower()} ":
            found[scene.numbers[id(whole)]] = Counted(whole, told.measure, told.by)


def _counts_nothing(scene: Scene, quantity: QuantityMention, token: Token) -> bool:
    """Whether a number is a day, is put right, or stands for those who are counted: "the lives of 13 people"."""
    if quantity.n is None and token.lemma in words_of("counting_noun") and _counts_others(scene, token):
        return True
    if token.tag == "NNP" and token.text[:1].isupper() and quantity.n not in {None, 1} and quantity.of == "groups":
        return True  # "the 444 Brigade"
    if quantity.word == "article" and (token.lemma, "noun") in measure_words():
        return True  # "an abduction had taken place"
    if _is_asked_for(scene, quantity):
        return True
    return _is_date(scene, quantity) or _is_corrected(scene, quantity, token) or _is_row(scene, quantity)


def _is_asked_for(scene: Scene, quantity: QuantityMention) -> bool:
    """Whether a number is only asked for: "did not say how many were missing"."""
    at = scene.parsed.token_at(quantity.span.start)
    return at is not None and at.index > 0 and scene.parsed.tokens[at.index - 1].lower == "how"


def _is_row(scene: Scene, quantity: QuantityMention) -> bool:
    """Whether a number is only that of a row of which one is told: "the last of the five bridges"."""
    at = scene.parsed.token_at(quantity.span.start)
    before = [] if at is None else [t.lower for t in scene.parsed.tokens[max(0, at.index - 3) : at.index]]
    before = before[:-1] if before[-1:] == ["the"] else before
    return before[-1:] == ["of"] and len(before) > 1 and before[-2] in words_of("ordinal") | {"last", "latest"}


def _share(scene: Scene, quantity: QuantityMention, token: Token, triggers: list[Trigger]) -> tuple[str, Token] | None:
    """What a share of the ground or a sum of money counts: what was taken, or given."""
    if quantity.unit == "percent":
        taker = _taken_part(scene, quantity, token, triggers)
        return ("captured", taker) if taker is not None else None
    giver = _given(token, triggers)
    return ("other", giver) if giver is not None else None


def _said(scene: Scene, quantity: QuantityMention, token: Token, triggers: list[Trigger]) -> tuple[str, Token] | None:
    """The measure that the words around a quantity say, else the pattern that takes it."""
    deed = _of_deed(token, triggers) or _cut_off(quantity, token, triggers)
    reading = deed or measure_of(scene, quantity, token) or _by_pattern(token, triggers)
    reading = reading or _by_pattern_behind(scene, quantity, triggers)
    if reading is None or (reading[1].dep == "xcomp" and reading[1].head.lemma in words_of("attempting")):
        return None  # "tried to kill a judge"
    if reading[0] == "affected":  # "26 people remain in the hands of the rebels"
        reading = _by_pattern(token, triggers) or reading
    lent = next((t.pattern.measure for t in triggers if t.token is reading[1]), None)
    if lent in DONE_TO_PEOPLE and reading[0] not in HARM:
        return lent, reading[1]  # "taken from the camp" are abducted, not captured
    return reading


def _of_deed(token: Token, triggers: list[Trigger]) -> tuple[str, Token] | None:
    """The measure of a noun that names what was done to those counted after it: "the torture of 14", "injuries to two".

    The noun is the one that "of" hangs on, or the trigger that ends with "to", wherever parsers hang it.
    """
    if token.dep != "pobj" or token.head.lower not in {"of", "to"}:
        return None
    deeds = [t for t in triggers if t.is_noun and t.pattern.frame == "harm_noun"]
    lent = next(
        (t for t in deeds if token.head in t.words or (token.head.lower, token.head.head) == ("of", t.token)), None
    )
    return (lent.pattern.measure, lent.token) if lent is not None and lent.pattern.measure else None


def _cut_off(quantity: QuantityMention, token: Token, triggers: list[Trigger]) -> tuple[str, Token] | None:
    """Those to whom a service is cut: the people of "cut off the water supply to 250,000 people"."""
    if token.dep != "pobj" or token.head.lower != "to" or quantity.unit not in {None, "person"}:
        return None
    over = token.head.head
    cut = [t.token for t in triggers if t.event == "service_disruption" and is_verbal(t.token)]
    return next((("affected", verb) for verb in cut if over is verb or over in objects(verb) + subjects(verb)), None)


def _is_whole(scene: Scene, quantity: QuantityMention, by: Token) -> bool:
    """Whether a number is what another is a part of, and is measured by no word of its own."""
    return _is_inside(scene, quantity, by.sentence) and not quantity.span.start <= by.start <= quantity.span.end + 1


def _is_inside(scene: Scene, quantity: QuantityMention, sentence: Sentence) -> bool:
    """Whether the words of a number stand inside those of another: the 33 of "29 of 33 drones"."""
    return any(o is not quantity and _holds(o.span, quantity.span) for o in scene.quantities_in(sentence))


def _fitting(
    scene: Scene, quantity: QuantityMention, token: Token, reading: tuple[str, Token] | None
) -> tuple[str, Token] | None:
    """A measure as it is of what is counted: things are destroyed where people are killed, and seized for abducted."""
    if reading is None:
        return None
    measure, by = reading
    if measure in DEADLY and quantity.unit in THINGS:
        return "destroyed", by  # "lost 40 men, two tanks and a mortar"
    if measure == "attacked" and quantity.unit == "person" and _is_shot(by):
        return "injured", by
    if measure == "captured" and quantity.n is None and quantity.number.text.split()[-1] in words_of("fraction"):
        return None  # "more than a quarter of the city"
    if measure == "abducted" and quantity.unit in THINGS:
        return "captured", by  # "seized two boats"
    if measure == "other" and quantity.unit == "person" and by.lemma in {"fire", "launch"}:
        return None  # who fires is not counted
    if measure == "other" and quantity.unit == "munition":
        return "strikes", by  # "85 rockets were fired"
    if measure in MOVED and "armed" in scene.classes_of(token):
        return None  # two battalions that arrive are not displaced
    return reading


def _among_others(
    scene: Scene, quantity: QuantityMention, found: Mapping[int, Counted], reading: tuple[str, Token] | None
) -> tuple[str, Token] | None:
    """A measure beside what is already counted: that of the whole, or of the number before in a list by place."""
    if reading is not None and reading[0] in {"damaged", "destroyed"} and _are_people(quantity, found):
        reading = ("casualties", reading[1]) if quantity.inside is None else None  # "burned six people"
    whole = found.get(quantity.inside) if quantity.inside is not None else None
    unlike = whole is not None and whole.measure == "affected" and quantity.n is None  # "a third of those in need"
    if whole is not None and not unlike and (reading is None or (reading[0] == "attacked" and whole.measure in HARM)):
        return whole.measure, whole.by
    last = [*found.values()][-1] if found else None
    if reading is None and last is not None and _is_listed(scene, quantity, last.quantity):
        return last.measure, last.by
    return reading


def _given(money: Token, triggers: list[Trigger]) -> Token | None:
    """The gift that a sum belongs to: "will provide $100 million", "gave $135 million for humanitarian aid"."""
    over = [money, *islice(money.ancestors(), GIFT_STEPS)]
    gifts = [t for t in triggers if t.event in event_set("given")]
    for word in over:
        nearest = next((t.token for t in gifts if word in t.words), None)
        if nearest is not None:
            return nearest
    return next((t.token for t in gifts if money in [*t.words, *islice(t.token.ancestors(), GIFT_STEPS)]), None)


def _is_shot(verb: Token) -> bool:
    """Whether people are hit by what wounds: "was hit by a stray bullet", "were struck by shrapnel"."""
    return any(t.lemma in words_of("wounding") for t in agents(verb) + governed_by(verb, frozenset({"with"})))


def _taken_part(scene: Scene, share: QuantityMention, token: Token, triggers: list[Trigger]) -> Token | None:
    """The taking or the loss of a share of the ground: "has lost 40 per cent of the territory that it held"."""
    inside = {t.lemma for t in [*scene.parsed.tokens_in(share.span), *governed_by(token, frozenset({"of"}))]}
    if inside.isdisjoint(GROUND):
        return None
    above = set(token.ancestors())
    return next((t.token for t in triggers if t.event in event_set("counts_captured") and t.token in above), None)


def _is_listed(scene: Scene, quantity: QuantityMention, last: QuantityMention) -> bool:
    """Whether a number goes on with a list by place: "ten people were killed in X, seven in Y and four in Z"."""
    tokens = scene.parsed.tokens_in(Span.of(scene.parsed.text, last.span.end, quantity.span.start))
    after = scene.parsed.token_at(quantity.span.end + 1)
    in_list = after is not None and after.lower in AT_PLACE and any(t.lower in AT_PLACE for t in tokens)
    return in_list and quantity.noun is None and quantity.of == last.of


def _is_corrected(scene: Scene, quantity: QuantityMention, token: Token) -> bool:
    """Whether a number is named only to be put right: "nine, not 12", "the earlier toll of 12 was revised to nine"."""
    at = scene.parsed.token_at(quantity.span.start)
    before = scene.parsed.tokens[at.index - 1] if at is not None and at.index else None
    if before is not None and before.lower == "not" and quantity.n is not None and quantity.n > 1:
        return True
    above = [token, *list(token.ancestors())[:4]]
    verb = next((t for t in above if is_verbal(t)), None)
    if verb is None or verb.lemma not in words_of("revise"):
        return False
    nouns = above[: above.index(verb)]
    return any(t.lower in words_of("earlier") for noun in nouns for t in noun.lefts)


def _holds(outer: Span, inner: Span) -> bool:
    return (
        outer.start <= inner.start and inner.end <= outer.end and (outer.start, outer.end) != (inner.start, inner.end)
    )


def _is_date(scene: Scene, quantity: QuantityMention) -> bool:
    """Whether the number is a year or a day: "the 2013 bombing" is no count of bombings."""
    at = scene.parsed.token_at(quantity.number.start)
    return at is not None and (time := scene.time_of(at)) is not None and time.span.end <= quantity.span.end


def _by_pattern(token: Token, triggers: list[Trigger]) -> tuple[str, Token] | None:
    """ "Forced 30,000 people from their homes": the pattern says that people are displaced."""
    for trigger in triggers:
        if token is trigger.token and trigger.event == "displacement" and trigger.is_noun:
            return "displaced", token  # "aid to 4.8 million refugees"
        if token in trigger.words or _is_lost_with(token, trigger):  # "hold 130 hostages"
            lent = token is not trigger.token and trigger.pattern.measure
            return (lent, trigger.token) if lent else None
    for trigger in triggers:
        if trigger.pattern.measure is None:
            continue
        frame = frames()[trigger.pattern.frame]
        passive = is_passive(trigger.token)
        over = trigger.token.head
        if frame.subject == "victim" and not is_verbal(trigger.token) and is_verbal(over) and token in subjects(over):
            return trigger.pattern.measure, trigger.token
        suffers = frame.subject in {"victim", "target"}
        parts = subjects(trigger.token) if suffers or (passive and frame.object in RECEIVING) else []
        parts = parts + (objects(trigger.token) if frame.object in RECEIVING and not passive else [])
        if frame.name == "tally":  # "items recovered included 24 rifles"
            parts = objects(trigger.token)
        if trigger.is_noun and frame.of == "victim":  # "the killing of 23 civilians and two guards"
            parts = [*parts, *governed_by(trigger.token, frozenset({"of"}))]
        if any(part is token or token in governed_by(part, frozenset({"of"})) for part in parts):
            return trigger.pattern.measure, trigger.token
    return None


def _by_pattern_behind(scene: Scene, quantity: QuantityMention, triggers: list[Trigger]) -> tuple[str, Token] | None:
    """What was done to those counted, told behind an aside: "30 people, most of them women, were forced to leave"."""
    tokens = behind_aside(scene, quantity) if quantity.unit == "person" else []
    verb = passive_behind(tokens) if tokens and tokens[0].index > _last_word(scene, quantity) + 1 else None
    lent = next((t for t in triggers if verb is t.token and t.pattern.measure in DONE_TO_PEOPLE | MOVED), None)
    return (lent.pattern.measure, lent.token) if lent is not None and lent.pattern.measure else None


def _last_word(scene: Scene, quantity: QuantityMention) -> int:
    """The index of the last word of a quantity."""
    last = scene.parsed.token_at(quantity.span.end - 1)
    return last.index if last is not None else -1


def _is_lost_with(token: Token, trigger: Trigger) -> bool:
    """Whether a noun is joined to a pattern's object: the officer of "lost one officer and two soldiers"."""
    named = [word for word in trigger.words if word.dep in {"dobj", "conj"} and word is not trigger.token]
    return any(token.head is word and token.dep == "conj" for word in named) or any(
        word.head is token and word.dep == "conj" for word in named
    )


def _told_of(quantity: QuantityMention, token: Token) -> str | None:
    """What a number of people are said to be: "12 of the dead were women", "most of them are children"."""
    be = token.head
    if quantity.of not in {None, "people"} or quantity.unit not in {None, "person"}:
        return None
    if token.dep != "nsubj" or be.lemma != "be" or any(t.dep == "neg" for t in be.children):
        return None
    said = next((t for t in be.rights if t.dep == "attr"), None)
    if said is None:
        return None
    known = counted.longest([*(t.lower for t in said.lefts if t.dep in {"compound", "amod"}), said.lower])
    return known[0].of if known is not None and known[0].unit == "person" else None


def _leaned_on(scene: Scene, quantity: QuantityMention, token: Token) -> tuple[str | None, str | None]:
    """What a number without a noun counts, and its unit, by the noun that it leans on."""
    noun = counted_noun(scene, token) if quantity.noun is None and quantity.of in {None, "people"} else None
    whole = scene.quantity_of(noun) if noun is not None else None
    return (whole.of, whole.unit) if whole is not None else (None, None)


def token_of(scene: Scene, quantity: QuantityMention) -> Token | None:
    """The word that a quantity counts, else its number."""
    at = quantity.noun_head if quantity.noun_head is not None else quantity.number.end - 1
    return scene.parsed.token_at(at)


def _counts_others(scene: Scene, noun: Token) -> bool:
    """Whether a plural is that of people who are counted after "of", or "to"."""
    following = scene.parsed.tokens[noun.index + 1 : noun.index + 2]
    counted_ones = governed_by(noun, frozenset({"of"}))
    counted_ones += [t for link in following if link.lower == "to" for t in link.rights if t.dep == "pobj"]
    return any(scene.quantity_of(t) is not None for t in counted_ones)


def _is_shot_down(verb: Token) -> bool:
    return verb.lemma == "shoot" and any(t.lower == "down" for t in verb.rights)


def _broken_with(scene: Scene, quantity: QuantityMention, found: Mapping[int, Counted]) -> tuple[str, Token] | None:
    """What became of the last of a list of things: "destroyed four radars, one vessel and one drone"."""
    last = [*found.values()][-1] if found else None
    if last is None or quantity.unit is None:
        return None
    if quantity.unit == "person":
        return _harmed_with(scene, quantity, last)
    lost = last.measure == "casualties" and last.by.lemma == "lose"  # "lost 870 soldiers and 12 tanks"
    if last.measure not in BROKEN | {"captured"} and not (lost and quantity.unit in THINGS):
        return None
    between = scene.parsed.tokens_in(Span.of(scene.parsed.text, last.quantity.span.end, quantity.span.start))
    measure = "destroyed" if lost else last.measure
    return (measure, last.by) if between and all(t.lower in {",", "and"} for t in between) else None


def _harmed_with(scene: Scene, quantity: QuantityMention, last: Counted) -> tuple[str, Token] | None:
    """What became of others of one list: "the deaths of twelve civilians and a number of police officers"."""
    token = token_of(scene, quantity)
    if last.measure not in HARM or last.quantity.unit != "person" or token is None:
        return None
    above = token.head.head if token.dep == "pobj" and token.head.lower == "of" else token
    between = scene.parsed.tokens_in(Span.of(scene.parsed.text, last.quantity.span.end, quantity.span.start))
    joined = bool(between) and all(t.lower in {",", "and"} for t in between) and above.dep == "conj"
    after = scene.parsed.token_at(quantity.span.end + 1)
    does = after is not None and after.tag in {"VBD", "VBP", "VBZ"}  # "killed twelve men and nine families fled"
    return (last.measure, last.by) if joined and not does and not is_verbal(above) else None


def _are_people(quantity: QuantityMention, found: Mapping[int, Counted]) -> bool:
    """Whether people are counted, by their own word or as a part of others of whom harm is told."""
    whole = found.get(quantity.inside) if quantity.inside is not None else None
    return quantity.unit == "person" or (quantity.unit is None and whole is not None and whole.measure in HARM)
