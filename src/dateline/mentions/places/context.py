"""What the words round a name say of it: its kind, the part of it that is meant, and how far from it one is."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.mentions.places.spotting import is_shouted
from dateline.mentions.places.wording import bearing, words
from dateline.nlp.parsed import Parsed, Token

_HYPHENS = frozenset("-–‐‑")
_DETERMINERS = frozenset(["a", "an", "the", "its"])
_APPOSITION = 5
_UNITS_OF_LENGTH = {"km": 1.0, "kms": 1.0, "kilometres": 1.0, "kilometers": 1.0, "kilometre": 1.0, "kilometer": 1.0}
_MILES = {"miles": 1.609, "mile": 1.609, "mi": 1.609}


@dataclass(slots=True)
class Context:
    """The reading of a name's neighbours.

    `kind` is admin1, admin2, town or quarter where the text says so ("Idlib province", "the town of Hit", "Karrada
    district of"); `part` the words for a part of it ("rural southeastern"); `relation` words such as "near" and
    "east of"; `km` the distance that a relation names. `first` and `last` are the tokens of the mention, which takes in
    a capitalised "North" before it and "Province" after it.
    """

    first: int
    last: int
    kind: str | None = None
    part: str | None = None
    relation: str | None = None
    km: float | None = None
    possessive: bool = False
    of_many: bool = False  # the word for its kind stands in the plural: "Hodeidah and Taiz governorates"


def read_context(parsed: Parsed, first: int, last: int) -> Context:
    """The context of the name in tokens `first` to `last`."""
    context = Context(first, last)
    if last > first:
        context.kind = _kind(parsed.tokens[last])  # "Tehran Province" is one name
    sentence = parsed.tokens[first].sentence
    begin, end = sentence.tokens[0].index, sentence.tokens[-1].index
    _read_after(parsed, context, end)
    _read_before(parsed, context, begin)
    if context.kind is None:
        context.kind = _kind_in_apposition(parsed.tokens, context.last + 1, end)
    return context


def _read_after(parsed: Parsed, context: Context, end: int) -> None:
    tokens = parsed.tokens
    at = context.last + 1
    if at > end:
        return
    token = tokens[at]
    if token.text in ("'s", "’s", "'", "’") and at + 1 <= end:
        nxt = tokens[at + 1]
        reach = at + 1
        if reach + 2 <= end and tokens[reach + 1].text in _HYPHENS and bearing(tokens[reach + 2].lower):
            reach += 2
        if bearing(nxt.lower) and nxt.lower in words("direction") and nxt.text.islower():
            follows = tokens[reach + 1] if reach + 1 <= end else None
            # "Syria's northwest" is a region; "Syria's northern army" and "Syria's northwest Idlib" are not.
            is_noun = nxt.lower in ("north", "south", "east", "west") or nxt.lower.endswith(("northwest", "northeast"))
            is_noun = is_noun or nxt.lower.endswith(("southwest", "southeast", "-west", "-east"))
            if is_noun and (follows is None or not follows.text[0].isalpha() or follows.pos not in ("NOUN", "PROPN")):
                context.part = _joined(tokens, at + 1, reach)
                context.last = reach
                context.possessive = True
        return
    kind = _kind(token)
    if kind is None:
        return
    if token.text[0].isupper() and kind != "town" and not is_shouted(token.sentence):
        context.last = at
    context.kind = kind
    context.of_many = token.lower.endswith("s")
    if kind == "admin2" and token.lower in words("quarter"):
        following = tokens[at + 1].lower if at + 1 <= end else ""
        if following in ("of", "in"):
            context.kind = "quarter"
    if token.lower in words("quarter") and kind != "admin2":
        context.kind = "quarter"


def _kind_in_apposition(tokens: list[Token], at: int, end: int) -> str | None:
    """The kind that a name's apposition gives: "Solhan, a village in the north", "Shusha, the second city"."""
    if at + 2 > end or tokens[at].text != "," or tokens[at + 1].lower not in _DETERMINERS:
        return None
    for token in tokens[at + 2 : min(at + 2 + _APPOSITION, end + 1)]:
        if token.lower == "capital":
            return "town"
        kind = _kind(token)
        if kind in ("town", "admin1", "admin2"):
            return kind
        if token.pos in ("ADP", "VERB", "AUX", "PUNCT", "SCONJ", "PRON") and token.text not in _HYPHENS:
            return None
    return None


def _kind(token: Token) -> str | None:
    lower = _singular(token.lower)
    if lower in words("unit2"):
        return "admin2"
    if lower in words("unit"):
        return "admin1"
    if lower in words("settlement") and lower not in words("quarter"):
        return "town"
    return "quarter" if lower in words("quarter") and lower != "area" else None


def _singular(word: str) -> str:
    """A word without the ending of its plural: "governorates", "counties"."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") else word


def _read_before(parsed: Parsed, context: Context, begin: int) -> None:
    tokens = parsed.tokens
    at = context.first - 1
    parts: list[str] = []
    while at >= begin:
        token = tokens[at]
        lower = token.lower
        if lower in words("part") or (bearing(lower) and lower in words("direction")):
            at_hyphen = (
                at - 2 >= begin and tokens[at - 1].text in _HYPHENS and bearing(tokens[at - 2].lower) is not None
            )
            low = at - 2 if at_hyphen else at
            capital = token.text[0].isupper() and token.text.isalpha() and tokens[low].text[0].isupper()
            if capital and not is_shouted(token.sentence):
                context.first = low
            parts.insert(0, _joined(tokens, low, at))
            at = low - 1
        elif lower in _HYPHENS and parts:
            at -= 1
        else:
            break
    if parts and not context.possessive:
        context.part = " ".join(parts).lower()
    if at >= begin and tokens[at].lower == "the":
        at -= 1
    if at >= begin and tokens[at].lower == "of" and at - 1 >= begin:
        _read_of(tokens, context, at, begin)
    elif at >= begin:
        _read_near(tokens, context, at, begin)


def _read_of(tokens: list[Token], context: Context, at: int, begin: int) -> None:
    """ "east of", "the town of", "the outskirts of", "20 km south of"."""
    head = tokens[at - 1]
    lower = head.lower
    if at - 2 >= begin and tokens[at - 2].text[0].isupper() and lower in words("unit") | words("quarter"):
        return  # "the Karrada district of Baghdad": the district is Karrada
    if bearing(lower) and lower in words("direction"):
        context.relation = f"{lower} of"
        context.km = _distance(tokens, at - 2, begin)
    elif lower in ("outskirts", "edge", "edges", "vicinity"):
        context.relation = f"{lower} of"
    elif lower in words("settlement"):
        context.kind = context.kind or "town"
    elif lower in words("unit2"):
        context.kind = context.kind or "admin2"
    elif lower in words("unit"):
        context.kind = context.kind or "admin1"
    elif lower in ("countryside", "suburbs", "parts") and context.part is None:
        before = tokens[at - 2].lower if at - 2 >= begin else ""
        context.part = f"{before} {lower}" if bearing(before) else lower


def _read_near(tokens: list[Token], context: Context, at: int, begin: int) -> None:
    lower = tokens[at].lower
    if lower in words("near") and lower != "nearby":
        context.relation = lower
        context.km = _distance(tokens, at - 1, begin)
    elif lower == "to" and at - 1 >= begin and tokens[at - 1].lower in ("close", "next", "near"):
        context.relation = f"{tokens[at - 1].lower} to"
    elif lower == "from" and (km := _distance(tokens, at - 1, begin)) is not None:
        context.relation, context.km = "from", km


def _distance(tokens: list[Token], at: int, begin: int) -> float | None:
    """The distance that ends at a token: "20 km", "about 15 miles"."""
    if at - 1 < begin:
        return None
    factor = _UNITS_OF_LENGTH.get(tokens[at].lower) or _MILES.get(tokens[at].lower)
    number = tokens[at - 1].text.replace(",", "")
    if factor is None or not number.replace(".", "", 1).isdecimal():
        return None
    return round(float(number) * factor, 1)


def _joined(tokens: list[Token], low: int, high: int) -> str:
    return "".join(token.lower for token in tokens[low : high + 1])
