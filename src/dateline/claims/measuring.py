"""What each quantity of a sentence measures: killed, hurt, driven out, taken, struck; by the words around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from dateline.claims.joined import joined_measures
from dateline.claims.ones import BREAKING, BROKEN, lone_objects, lone_victims, pattern_measures
from dateline.claims.scene import Scene
from dateline.claims.triggers import Trigger
from dateline.nlp import Sentence, Token
from dateline.nlp.syntax import agents, governed_by, is_passive, is_verbal, objects, subjects
from dateline.records import QuantityMention, Span
from dateline.reference import counted
from dateline.reference.lexicons import MeasureWord, measure_words, words_of
from dateline.reference.ontology import event_set
from dateline.reference.patterns import frames

ASIDE = 14  # words that an aside between commas may hold
AUXILIARIES = 4
GIFT_STEPS = 4  # words between a sum and the word that says that it is given
AGAINST = frozenset({"against", "on", "at"})
GROUND = frozenset({"territory", "land", "ground", "area", "country", "terrain"})
HARM = frozenset({"killed", "injured", "missing", "casualties", "displaced", "abducted", "detained", "returned"})
DONE_TO_PEOPLE = frozenset({"killed", "injured", "abducted", "detained"})
HURT = frozenset({"injured", "wounded"})
MOVED = frozenset({"displaced", "returned"})
AT_PLACE = frozenset({"in", "at", "near", "outside", "around"})
DEADLY = frozenset({"killed", "casualties"})
THINGS = frozenset({"vehicle", "weapon", "facility", "building"})
SHOT = {"dead": "killed", "down": "destroyed"}  # what becomes of what is shot


@dataclass(frozen=True, slots=True)
class Counted:
    """A quantity, what it measures, and the word that says so."""

    quantity: QuantityMention
    measure: str
    by: Token
    of: str | None = None  # what the sentence says they were: the women of "12 of the dead were women"

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
        if token is None or _is_date(scene, quantity):
            continue
        if quantity.n is None and token.lemma in words_of("counting_noun") and _counts_others(scene, token):
            continue  # "the lives of at least 13 people": the people are counted
        if quantity.unit == "percent":
            taker = _taken_part(scene, quantity, token, triggers)
            if taker is not None:
                found[scene.numbers[id(quantity)]] = Counted(quantity, "captured", taker)
            continue
        if quantity.unit == "money":
            giver = _given(token, triggers)
            if giver is not None:
                found[scene.numbers[id(quantity)]] = Counted(quantity, "other", giver)
            continue
        if _is_corrected(scene, quantity, token):
            continue
        reading = _measure(scene, quantity, token) or _by_pattern(token, triggers)
        if reading is not None and reading[0] == "affected":  # "26 people remain in the hands of the rebels"
            reading = _by_pattern(token, triggers) or reading
        is_whole = any(o is not quantity and _holds(o.span, quantity.span) for o in scene.quantities_in(sentence))
        if is_whole and reading is not None and not quantity.span.start <= reading[1].start <= quantity.span.end + 1:
            continue  # the 60 of "11 of the 60 lorries were burnt"; of "30 of the 45 dead" all are dead
        lent = next((t.pattern.measure for t in triggers if reading is not None and t.token is reading[1]), None)
        if reading is not None and lent in DONE_TO_PEOPLE and reading[0] not in HARM:
            reading = (lent, reading[1])  # "taken from the camp" are abducted, not captured
        if reading is None:
            reading = _broken_with(scene, quantity, found)
        if reading is None and token.lemma in words_of("munition"):
            reading = ("other", token)
        if reading is not None and reading[0] in DEADLY and quantity.unit in THINGS:
            reading = ("destroyed", reading[1])  # "lost 40 men, two tanks and a mortar"
        if reading is not None and reading[0] == "attacked" and quantity.unit == "person" and _is_shot(reading[1]):
            reading = ("injured", reading[1])
        if reading is not None and reading[0] == "abducted" and quantity.unit in THINGS:
            reading = ("captured", reading[1])  # "seized two boats"
        if reading is not None and reading[0] == "other" and quantity.unit == "munition":
            reading = ("strikes", reading[1])  # "85 rockets were fired"
        if reading is not None and reading[0] in MOVED and "armed" in scene.classes_of(token):
            reading = None  # two battalions that arrive are not displaced
        if reading is not None and reading[0] == "destroyed" and _is_shot_down(reading[1]):
            found[scene.numbers[id(quantity)]] = Counted(quantity, *reading, of="aircraft")
            continue  # "shot down two Su-34 bombers"
        if reading is not None and reading[0] in {"damaged", "destroyed"} and _are_people(quantity, found):
            reading = ("casualties", reading[1]) if quantity.inside is None else None  # "burned six people"
        whole = found.get(quantity.inside) if quantity.inside is not None else None
        if whole is not None and (reading is None or (reading[0] == "attacked" and whole.measure in HARM)):
            reading = (whole.measure, whole.by)
        if reading is None and found and _is_listed(scene, quantity, [*found.values()][-1].quantity):
            reading = ([*found.values()][-1].measure, [*found.values()][-1].by)
        if reading is not None:
            first, *others = (
                joined_measures(reading[1], reading[0], patterned) if quantity.unit == "person" else [reading]
            )
            found[scene.numbers[id(quantity)]] = Counted(quantity, *first, of=_told_of(quantity, token))
            further += [Counted(quantity, *other) for other in others]
    lone = [*lone_victims(scene, triggers), *lone_objects(scene, triggers)]
    return [*found.values(), *further, *(Counted(*row) for row in lone)]


def _given(money: Token, triggers: list[Trigger]) -> Token | None:
    """The gift that a sum belongs to: "will provide $100 million", "gave $135 million for humanitarian aid"."""
    over = [money, *islice(money.ancestors(), GIFT_STEPS)]
    for trigger in triggers:
        if trigger.event in event_set("given"):
            under = [*trigger.words, *islice(trigger.token.ancestors(), GIFT_STEPS)]
            if any(word in trigger.words for word in over) or money in under:
                return trigger.token
    return None


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


def _is_of_part(clause: Token) -> bool:
    """Whether a clause tells only of some: "38 patients, nine of whom died"."""
    return any(
        t.lower in {"whom", "which"} and t.head.lower == "of" and t.head.head in subjects(clause)
        for t in clause.subtree()
    )


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
        if token in trigger.words:  # "hold 130 hostages"
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
        parts = subjects(trigger.token) if suffers or (passive and frame.object == "victim") else []
        parts = parts + (objects(trigger.token) if frame.object == "victim" and not passive else [])
        if trigger.is_noun and frame.of == "victim":  # "the killing of 23 civilians and two guards"
            parts = [*parts, *governed_by(trigger.token, frozenset({"of"}))]
        if any(part is token or token in governed_by(part, frozenset({"of"})) for part in parts):
            return trigger.pattern.measure, trigger.token
    return None


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


def token_of(scene: Scene, quantity: QuantityMention) -> Token | None:
    """The word that a quantity counts, else its number."""
    at = quantity.noun_head if quantity.noun_head is not None else quantity.number.end - 1
    return scene.parsed.token_at(at)


def _measure(scene: Scene, quantity: QuantityMention, token: Token) -> tuple[str, Token] | None:
    """The measure that the words around a quantity give it: its own noun, what follows it, its verb."""
    own = measure_words().get((token.lemma, "noun"))
    if own is not None and own.part == "self" and quantity.noun_head is not None:
        return (own.measure, token) if own.measure != "strikes" or quantity.n is not None else None
    for inside in scene.parsed.tokens_in(quantity.span):
        if inside is token:
            continue
        adjective = measure_words().get((inside.lower, "adjective"))
        if adjective is not None:
            open_to = adjective.measure in MOVED or adjective.measure == "injured"
            ruled = _by_governor(token) if open_to else None  # "killed 17 displaced people", "four of the wounded died"
            told = ruled is not None and (ruled[0] == "killed" if adjective.measure == "injured" else True)
            return ruled if told and ruled is not None and ruled[0] in HARM - MOVED else (adjective.measure, inside)
    after = _following(scene, quantity)
    if after is not None:
        return after
    for child in token.rights:  # "people killed", "who were wounded"
        if child.dep in {"acl", "relcl"} and is_verbal(child) and not _is_of_part(child):
            word = measure_words().get((child.lemma, "verb"))
            if word is not None and (word.part == "object") == (
                is_passive(child) or (child.dep == "acl" and child.tag == "VBN" and not objects(child))
            ):
                return word.measure, child
    return _by_governor(token) or _after_aside(scene, quantity)


def _counts_others(scene: Scene, noun: Token) -> bool:
    """Whether a plural is that of people who are counted after "of"."""
    return any(scene.quantity_of(t) is not None for t in governed_by(noun, frozenset({"of"})))


def _following(scene: Scene, quantity: QuantityMention) -> tuple[str, Token] | None:
    """ "eight dead", "scores injured", "12 others wounded": the word right after the quantity."""
    at = scene.parsed.token_at(quantity.span.end - 1)
    if at is None:
        return None
    tokens = scene.parsed.tokens[at.index + 1 : at.index + 3]
    for token in tokens[:1] + [t for t in tokens[1:] if tokens[0].pos in {"ADV", "ADJ"}]:
        for pos in ("adjective", "verb"):
            word = measure_words().get((token.lower if pos == "adjective" else token.lemma, pos))
            if word is not None and (pos == "adjective" or (_is_done(token) and word.part == "object")):
                return ("casualties" if _goes_on_hurt(token) else word.measure), token
        if token.pos in {"PUNCT", "CCONJ"}:
            break
    return None


def _goes_on_hurt(dead: Token) -> bool:
    """Whether the dead are counted with the hurt: "left hundreds dead and injured"."""
    after = dead.sentence.tokens[dead.index + 1 - dead.sentence.tokens[0].index :][:2]
    return dead.lower == "dead" and len(after) == 2 and after[0].lower in {"and", "or"} and after[1].lower in HURT


def _is_done(token: Token) -> bool:
    """Whether a form is a participle, or a past tense that takes no object: "1,250 displaced, 14 killed"."""
    return token.tag == "VBN" or (token.tag == "VBD" and not objects(token))


def _after_aside(scene: Scene, quantity: QuantityMention) -> tuple[str, Token] | None:
    """ "12 people, among them four guards, were injured": the verb behind what stands between commas."""
    at = scene.parsed.token_at(quantity.span.end - 1)
    if at is None:
        return None
    tokens = at.sentence.tokens[at.index - at.sentence.tokens[0].index + 1 :]
    if tokens and tokens[0].text == ",":
        closing = next((n for n, t in enumerate(tokens[1:ASIDE], start=1) if t.text == ","), None)
        tokens = tokens[closing + 1 :] if closing is not None else []
    if tokens and tokens[0].lower == "from":  # "one peacekeeper from Kenya killed"
        tokens = [t for t in tokens[1:AUXILIARIES] if t.pos not in {"PROPN", "DET"}]
        rest = tokens[:1]
    else:
        rest = [t for t in tokens[:AUXILIARIES] if t.pos not in {"AUX", "ADV"}]
        if not any(t.pos == "AUX" for t in tokens[:1]):
            return None
    if not rest:
        return None
    word = measure_words().get((rest[0].lemma, "verb"))
    return (word.measure, rest[0]) if word is not None and word.part == "object" and rest[0].tag == "VBN" else None


def _by_governor(token: Token) -> tuple[str, Token] | None:
    """The verb or noun above a counted noun, through lists, "of" phrases and complements."""
    current = token
    for _ in range(8):
        head = current.head
        if head is current:
            return None
        if current.dep in {"conj", "appos", "compound", "nummod", "nmod", "amod", "quantmod"} and not is_verbal(head):
            own = measure_words().get((head.lemma, "noun"))
            heads = current.dep in {"nummod", "compound", "amod"} or (current.dep == "appos" and _is_heading(head))
            heads = heads or (current.dep == "conj" and current.pos == "NUM")  # "four raids on X and two on Y"
            if own is not None and heads and own.part == "self":
                return own.measure, head
            nearer = _verb_between(head, current) if current.dep == "conj" else None
            if nearer is not None:
                return nearer
            current = head
            continue
        if current.dep == "conj" and is_verbal(head) and not is_verbal(current) and not is_passive(head):
            word = measure_words().get((head.lemma, "verb"))  # "killed a couple and their three children"
            if word is not None and word.part == "object" and any(t.index < current.index for t in objects(head)):
                return word.measure, head
        if current.dep == "pobj" and head.lower == "to" and (harm := _damage_to(head)) is not None:
            return harm
        if current.dep == "pobj" and (head.lower in words_of("count_link") or _is_rise(current)):
            noun = head.head.head if head.head.pos == "ADP" else head.head  # "from 31 to 24"
            own = measure_words().get((noun.lemma, "noun"))
            if own is not None and noun.lemma in words_of("counting_noun") and not is_verbal(noun):
                return own.measure, noun
            counted = next(
                (t for t in [noun, *(_around(noun) if is_verbal(noun) else [])] if _toll(t) is not None), None
            )
            if counted is not None:
                return _toll(counted) or "killed", noun
            totals = [t for t in [noun, *(noun.rights if is_verbal(noun) else [])] if t.dep in {"dobj", "nsubj"}]
            total = next((t for t in totals if t.lemma in words_of("abstract_toll")), None)
            if total is not None and head.lower in {"to", "at", "of"}:
                return _running(total)
            if head.lower in {"of", "including", "among"} and not is_verbal(noun):
                current = noun
                continue
            if head.lower == "including" and is_verbal(noun):
                return _of_verb_including(noun)
            return None
        if current.dep == "pobj" and head.lower in AGAINST and not is_verbal(head.head):
            struck = measure_words().get((head.head.lemma, "noun"))
            return ("attacked", head.head) if struck is not None and struck.measure == "strikes" else None
        if current.dep == "pobj" and head.lower == "between" and current.pos == "NUM" and is_verbal(head.head):
            verb = head.head  # "killed between 30 and 40 of their men"
            word = measure_words().get((verb.lemma, "verb"))
            return (word.measure, verb) if word is not None and word.part == "object" and not is_passive(verb) else None
        if current.dep == "appos" and head.lower == "following":
            current = head  # "the following have been destroyed: nine tanks"
            continue
        if is_verbal(head) or head.pos == "ADJ":
            return _of_verb(current, head)
        if current.dep in {"nsubj", "dobj"} and head.pos in {"ADJ", "NOUN"}:
            adjective = measure_words().get((head.lemma, "adjective"))
            return (adjective.measure, head) if adjective is not None else None
        return None
    return None


def _damage_to(link: Token) -> tuple[str, Token] | None:
    """The harm to things that a noun tells: "saw damage to two houses", "caused damage to 12 lorries"."""
    over = link.head
    nouns = [t for t in over.rights if t.dep == "dobj"] if is_verbal(over) else [over]
    return next(((BREAKING[t.lemma], t) for t in nouns if t.lemma in BREAKING), None)


def _is_rise(number: Token) -> bool:
    """Whether a number is what another rose to: "from 19 to 23"."""
    return number.head.lower == "from" and any(t.lower == "to" and t.dep == "quantmod" for t in number.lefts)


def _is_heading(noun: Token) -> bool:
    """Whether a noun heads a row of figures: "Deaths: 41 (30 soldiers, 11 civilians)"."""
    tokens = noun.sentence.tokens
    after = noun.index + 1 - tokens[0].index
    return after < len(tokens) and tokens[after].text == ":"


def _around(verb: Token) -> list[Token]:
    """The words that hang on a verb, and the two over it: "the number of people held stands at 40"."""
    return [*verb.children, *list(verb.ancestors())[:2]]


def _verb_between(head: Token, member: Token) -> tuple[str, Token] | None:
    """A verb that a list passed on its way: "engaged two units and destroyed a truck, five positions"."""
    tokens = member.sentence.tokens
    first = tokens[0].index
    for token in reversed(tokens[head.index - first + 1 : member.index - first]):
        word = measure_words().get((token.lemma, "verb"))
        if (
            word is not None
            and is_verbal(token)
            and token.dep == "conj"
            and word.part == "object"
            and not is_passive(token)
        ):
            return word.measure, token
    return None


def _running(total: Token) -> tuple[str, Token] | None:
    """What a total counts by the verbs over it: "three more died, bringing the total to 29"."""
    for verb in list(total.ancestors())[:4]:
        word = measure_words().get((verb.lemma, "verb"))
        if word is not None and word.measure in HARM:
            return word.measure, total
    return None


def _toll(token: Token) -> str | None:
    """The measure of "the death toll" or "the number of people killed": what a number after "to" or "at" counts."""
    if token.lemma in words_of("toll_noun"):
        return "killed"
    revised = token.dep == "nsubjpass" and token.head.lemma in words_of("revise")
    if token.lemma not in words_of("abstract_toll") and not revised:
        return None
    for part in token.subtree():
        for pos in ("adjective", "verb"):
            word = measure_words().get((part.lower if pos == "adjective" else part.lemma, pos))
            if word is not None and (pos == "adjective" or part.tag == "VBN"):
                return word.measure
    return None


def _of_verb_including(verb: Token) -> tuple[str, Token] | None:
    word = measure_words().get((verb.lemma, "verb"))
    return (word.measure, verb) if word is not None else None


def _of_verb(part: Token, verb: Token) -> tuple[str, Token] | None:
    """What a verb makes of its subject or object ("killed 12", "12 fled", "12 were left dead")."""
    adjective = next(
        (
            measure_words().get((t.lower, "adjective"))
            for t in verb.rights
            if t.dep in {"acomp", "oprd", "attr"} and (t.lower, "adjective") in measure_words()
        ),
        None,
    )
    if adjective is not None and part.dep in {"nsubj", "nsubjpass", "dobj"}:
        return adjective.measure, verb
    if verb.lemma == "be" and part.dep in {"nsubj", "attr"} and (among := _among(verb)) is not None:
        return among, verb
    particle = next((t.lower for t in verb.rights if t.dep in {"prt", "advmod", "oprd", "acomp"}), None)
    if verb.lemma == "shoot" and part.dep == "dobj" and any(t.lower == "dead" for t in part.lefts):
        return SHOT["dead"], verb  # "shot dead two protesters"
    if verb.lemma == "shoot" and particle in SHOT and part.dep in {"dobj", "nsubjpass"}:
        return SHOT[particle], verb
    word: MeasureWord | None = measure_words().get((verb.lemma, "verb"))
    if word is not None and word.part == "object" and verb.tag == "VBN" and _is_heading(verb):
        return word.measure, verb  # "Wounded: 34"
    own_adjective = measure_words().get((verb.lower, "adjective"))
    if own_adjective is not None and (verb.pos == "ADJ" or verb.tag == "VBG"):
        return own_adjective.measure, verb
    if word is not None:
        role = {
            "dobj": "object",
            "nsubjpass": "object",
            "nsubj": "subject",
            "attr": "subject",
            "agent": "none",
            "dative": "object",
        }.get(part.dep)
        if role == "subject" and is_passive(verb):
            role = "object"
        if (
            role == "subject"
            and word.part == "object"
            and verb.tag == "VBN"
            and not any(t.dep == "aux" for t in verb.lefts)
        ):
            role = "object"  # "12 killed in raid": a headline has no auxiliary
        if role == word.part:
            return _joined_measure(part, verb, word.measure), verb
        if word.measure == "displaced" and role is not None:
            return word.measure, verb
    if part.dep in {"nsubj", "nsubjpass", "dobj"}:
        for child in verb.rights:  # "12 people are reported killed", "leaving eight dead", "forced to flee"
            if child.dep in {"xcomp", "oprd", "ccomp", "acomp", "advcl"} and child.index > verb.index:
                for pos in ("adjective", "verb"):
                    inner = measure_words().get((child.lower if pos == "adjective" else child.lemma, pos))
                    if (
                        inner is not None
                        and (pos == "adjective" or child.tag in {"VBN", "VB"})
                        and (inner.part != "object" or child.tag == "VBN")
                    ):
                        return inner.measure, child
    return None


def _is_shot_down(verb: Token) -> bool:
    return verb.lemma == "shoot" and any(t.lower == "down" for t in verb.rights)


def _broken_with(scene: Scene, quantity: QuantityMention, found: Mapping[int, Counted]) -> tuple[str, Token] | None:
    """What became of the last of a list of things: "destroyed four radars, one vessel and one drone"."""
    last = [*found.values()][-1] if found else None
    if last is None or last.measure not in {"captured", "damaged", "destroyed"} or quantity.unit in {None, "person"}:
        return None
    between = scene.parsed.tokens_in(Span.of(scene.parsed.text, last.quantity.span.end, quantity.span.start))
    return (last.measure, last.by) if between and all(t.lower in {",", "and"} for t in between) else None


def _are_people(quantity: QuantityMention, found: Mapping[int, Counted]) -> bool:
    """Whether people are counted, by their own word or as a part of others of whom harm is told."""
    whole = found.get(quantity.inside) if quantity.inside is not None else None
    return quantity.unit == "person" or (quantity.unit is None and whole is not None and whole.measure in HARM)


def _among(verb: Token) -> str | None:
    """What befell those whom some are among: "among the dead were two nurses", "two were among those wounded"."""
    for noun in governed_by(verb, frozenset({"among", "amongst"})):
        told = [(noun.lower, "adjective"), (noun.lemma, "noun")]
        told += [(t.lemma, "verb") for t in noun.rights if t.dep == "acl" and t.tag == "VBN"]
        found = [word.measure for key in told if (word := measure_words().get(key)) is not None]
        if found and found[0] in HARM:
            return found[0]
    return None


def _joined_measure(part: Token, verb: Token, measure: str) -> str:
    """What two joined verbs make of those whom they share: "killed or wounded 200 people" are casualties."""
    if measure not in {"killed", "injured"}:
        return measure
    joined = [t for t in verb.rights if t.dep == "conj"] + ([verb.head] if verb.dep == "conj" else [])
    for other in joined:
        word = measure_words().get((other.lemma, "verb"))
        if word is None or {word.measure, measure} != {"killed", "injured"}:
            continue
        first, last = sorted((verb, other), key=lambda t: t.index)
        between = any(first.index < t.index < last.index for t in [*objects(verb), *objects(other)])
        own = any(t.dep in {"nsubj", "nsubjpass"} for t in last.lefts) or any(
            (t.pos == "NUM" or t.lower in {"many", "more", "others", "several", "some"})
            and first.index < t.index < last.index
            for t in last.sentence.tokens
        )
        if not between and not own and not (part.index < first.index and objects(last)):
            return "casualties"
    return measure
