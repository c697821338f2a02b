"""Names that the gazetteer does not hold, but the text uses as places: kept by their words, never pinned by guess."""

from __future__ import annotations

from dateline.mentions.places.judging import ENOUGH, NEVER, PLACE_LABELS
from dateline.mentions.places.spotting import Phrase, begins_name, is_shouted
from dateline.mentions.places.wording import words
from dateline.nlp.parsed import Parsed, Token
from dateline.reference.gazetteer import fold
from dateline.reference.gazetteer.names import ARTICLES
from dateline.reference.parties import peoples

#: Small words inside a name ("Ceamurlia de Jos", "Mukuru kwa Njenga").
_INNER = ARTICLES | {"de", "del", "la", "kwa", "bin", "ibn", "da", "do", "dos", "du", "um"}
#: Capitalised only because they begin a sentence or a headline.
_BEFORE_NAMES = frozenset(["the", "in", "at", "near", "from", "and", "around", "while", "when", "after", "since"])
_LENGTHS = frozenset(["km", "kilometres", "kilometers", "miles"])
_TOO_SURE_OTHERS = frozenset(
    ["NORP", "DATE", "TIME", "MONEY", "CARDINAL", "ORDINAL", "PERCENT", "QUANTITY", "LANGUAGE"]
)


def unknown_names(
    parsed: Parsed, accepted: list[Phrase], refused: dict[str, float], surnames: set[str]
) -> list[Phrase]:
    """Runs of capitals that are labelled as places, or called a village, a town or a district.

    Those that only stand where a place could stand ("in Menoufia") come with little evidence: they are places if
    the gazetteer has them in another spelling, and else they are not.

    `refused` maps the keys that were weighed and found wanting to their evidence: they are not brought back.
    """
    ends = {phrase.last for phrase in accepted if phrase.demonym is None}
    taken = {number for phrase in accepted for number in range(phrase.first, phrase.last + 1)}
    starts = {phrase.first for phrase in accepted if phrase.demonym is None}
    found: list[Phrase] = []
    for sentence in parsed.sentences:
        if is_shouted(sentence) or not sentence.parsed:
            continue
        tokens = sentence.tokens
        at, called = 0, -1  # where the last name ends that the text calls a settlement's
        while at < len(tokens):
            end = _run_end(tokens, at)
            if end is None:
                at += 1
                continue
            run = tokens[at : end + 1]
            at = end + 1
            if len(run) > 1 and run[0].lower in _BEFORE_NAMES:
                run = run[1:]
            is_called = _is_called(parsed, run) or _goes_on(parsed, run, called)
            closes = run[0].index > 0 and parsed.tokens[run[0].index - 1].lower == "and"
            called = (-1 if closes else run[-1].index) if is_called else called
            if any(token.index in taken for token in run):
                continue
            phrase = _phrase(parsed, run)
            if refused.get(phrase.key, 0.0) <= NEVER:
                continue
            # "Maya Harden died. Harden was nine": the second Harden is no place, whatever it was labelled.
            of_person = len(run) == 1 and run[0].lower in surnames and not _is_called(parsed, run)
            listed = is_called and not _is_called(parsed, run) and _could_be_called(run)
            listed = listed or _begins_as_place(parsed, run)
            if not of_person and (listed or _is_place(parsed, run, phrase.key) or _is_told_where(parsed, run, starts)):
                phrase.evidence = ENOUGH
                found.append(phrase)
            elif (len(run) > 1 or run[-1].lower not in surnames) and (
                _may_be_place(parsed, run, phrase.key) or _is_second(parsed, run, phrase.key, ends)
            ):
                found.append(phrase)
    return found


def _run_end(tokens: list[Token], at: int) -> int | None:
    """The last token of the name that begins here, None where none does."""
    if not begins_name(tokens, at) or not any(c.isalpha() for c in tokens[at].text):
        return None
    end = at if tokens[at].text[0].isupper() else at + 2
    while end + 1 < len(tokens):
        token = tokens[end + 1]
        joined = token.start == tokens[end].end
        beyond = tokens[end + 2] if end + 2 < len(tokens) else None
        if token.text[0].isupper() and token.text.isalpha() and not _begins_other(tokens[end], token):
            end += 1
        elif beyond is not None and (
            (token.text in "-–’'" and joined and beyond.text[0].isalpha())
            or (token.lower in _INNER and beyond.text[0].isupper())
        ):
            end += 2
        elif token.lower in ARTICLES and beyond is not None and beyond.text in "-–" and end + 3 < len(tokens):
            end += 3
        else:
            break
    return min(end, len(tokens) - 1)


def _begins_other(before: Token, token: Token) -> bool:
    """Whether a capitalised word after another begins a name of its own: "Monday Syria", not "Ain Issa"."""
    if not before.entity or not token.entity_begins:
        return False
    return bool({before.entity, token.entity} & _TOO_SURE_OTHERS) or token.entity in PLACE_LABELS


def _phrase(parsed: Parsed, run: list[Token]) -> Phrase:
    start, end = run[0].start, run[-1].end
    return Phrase(run[0].index, run[-1].index, start, end, fold(parsed.text[start:end]))


def _is_place(parsed: Parsed, run: list[Token], key: str) -> bool:
    lowers = [token.lower for token in run]
    if key in words("never") or (len(run) == 1 and (lowers[0] in words("common") or lowers[0] in words("given_name"))):
        return False
    if any(lower in words("organisation") or lower in words("title") for lower in lowers) or not any(
        c.islower() for c in run[0].text + run[-1].text
    ):
        return False
    sentence = run[0].sentence
    before = [t.lower for t in parsed.tokens[max(sentence.tokens[0].index, run[0].index - 3) : run[0].index]]
    last = sentence.tokens[-1].index
    after = parsed.tokens[run[-1].index + 1].lower if run[-1].index < last else ""
    if after in words("disease"):
        return False
    if _is_called(parsed, run) and run[-1].tag == "NNP" and {t.entity for t in run} == {"NORP"}:
        return True  # "the village of Tendeli"
    if _is_called(parsed, run) or (after in words("settlement") | words("unit") and lowers[-1] not in words("part")):
        return not any(token.entity in _TOO_SURE_OTHERS for token in run)
    if _names_people(parsed, run, after):
        return False
    labels = {token.entity for token in run if token.text[0].isalpha()}
    if labels == {"FAC"} and lowers[0] in words("landmark") and len(run) > 1:
        return True
    if before and before[-1] in words("near") and not labels & _TOO_SURE_OTHERS and len(key) > 4:
        return True  # one is near a place far more often than near a person
    if before and (before[-1].rstrip(".") in words("title") or before[-1] in words("given_name")):
        return False
    return (
        labels <= PLACE_LABELS
        and len(labels) > 0
        and bool(before)
        and before[-1] in words("preposition") | {"of", ",", "and"}
    )


def _is_told_where(parsed: Parsed, run: list[Token], starts: set[int]) -> bool:
    """Whether words after a name say where it lies: "to Tongo Tongo, Niger", "Bulo Marer, 110 km from the city"."""
    first, last, sentence = run[0], run[-1], run[0].sentence
    if first is sentence.tokens[0] or any(t.lower in words("organisation") | words("title") for t in run):
        return False
    before, after = parsed.tokens[first.index - 1], parsed.tokens[last.index + 1 : last.index + 5]
    if len(after) < 3 or after[0].text != "," or any(token.entity in _TOO_SURE_OTHERS for token in run):
        return False
    stands = before.pos == "VERB" or before.lower in words("preposition") | {"of", "on"}
    if before.lower.rstrip(".") in words("title") or before.lower in words("given_name") or not stands:
        return False
    measured = after[1].pos == "NUM" and after[2].lower in _LENGTHS
    ends = len(after) < 4 or after[-1].lower not in {"'s", "’s"}
    return measured or (after[1].index in starts and ends and after[2].lower not in {"'s", "’s"})


def _is_called(parsed: Parsed, run: list[Token]) -> bool:
    """Whether the text calls a name a settlement's: "the village of Qworra", "the towns of Burka and Arbit"."""
    first = run[0].index
    if first - 2 < run[0].sentence.tokens[0].index or parsed.tokens[first - 1].lower != "of":
        return False
    noun = parsed.tokens[first - 2]
    return noun.lower in words("settlement") or (noun.tag == "NNS" and noun.lemma in words("settlement"))


def _goes_on(parsed: Parsed, run: list[Token], called: int) -> bool:
    """Whether a name goes on with a list of settlements that the text calls so, the last of which ends at `called`."""
    between = [t.lower for t in parsed.tokens[called + 1 : run[0].index]] if called >= 0 else []
    return between in ([","], ["and"], [",", "and"])


def _begins_as_place(parsed: Parsed, run: list[Token]) -> bool:
    """Whether a name begins as those of villages do and stands where one could: "seized Tal Hassan"."""
    if len(run) < 2 or run[0].lower not in words("first_part") - {"abu"} or run[0] is run[0].sentence.tokens[0]:
        return False
    before = parsed.tokens[run[0].index - 1].lower
    return before in words("preposition") | words("place_verb") and _could_be_called(run)


def _could_be_called(run: list[Token]) -> bool:
    """Whether nothing in a name says that it is another thing's."""
    sure = _TOO_SURE_OTHERS - {"NORP"}
    if run[0].lower in words("given_name"):
        return False
    return not any(t.entity in sure or t.lower in words("organisation") | words("title") for t in run)


def _is_second(parsed: Parsed, run: list[Token], key: str, ends: set[int]) -> bool:
    """Whether a name follows a place and "and": "Manbij and Tal Rifaat"."""
    first = run[0].index
    if len(key) < 5 or first - 2 not in ends or parsed.tokens[first - 1].lower != "and":
        return False
    return not any(token.entity in _TOO_SURE_OTHERS or token.lower in words("organisation") for token in run)


def _names_people(parsed: Parsed, run: list[Token], after: str) -> bool:
    """Whether a name is a people's: "Murle youths", "dozens of Amharas"."""
    return after in words("people_noun") or parsed.text[run[0].start : run[-1].end] in peoples()


def _may_be_place(parsed: Parsed, run: list[Token], key: str) -> bool:
    """Whether a name stands where a place could: after "in" or "near", or with an Arabic article inside it."""
    first, sentence = run[0], run[0].sentence
    if len(key) < 5 or any(token.entity in _TOO_SURE_OTHERS or token.lower in words("organisation") for token in run):
        return False
    if len(run) == 1 and (first.lower in words("common") or first.lower in words("given_name")):
        return False
    if first.index == sentence.tokens[0].index:
        return False
    before = parsed.tokens[first.index - 1].lower
    if before.rstrip(".") in words("title") or before in words("given_name"):
        return False
    if any(token.lower in ARTICLES for token in run[1:]):
        return before in words("preposition") | words("place_verb") | {"and", ","}
    if len(run) > 1 and before in words("place_verb"):
        return True
    if before == "on" and parsed.tokens[first.index - 2].lower in words("before_on"):
        return any(token.entity != "PERSON" for token in run)  # "shells fell on Qamishki"
    return before in words("preposition") and any(token.entity != "PERSON" for token in run)
