"""From number words to bounds: what "at least 8" or "dozens" allow, under the rules of a profile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from dateline.errors import DataError
from dateline.records.figures import Figure
from dateline.reference.files import Row, read_table

#: The profile that is used unless another is picked.
HOUSE = "house"

QUANTIFIERS = (
    "exact",
    "at_least",
    "more_than",
    "up_to",
    "less_than",
    "about",
    "between",
    "vague",
    "none_reported",
)

#: What a cell of the table may say beside a number; `n2` is the upper end of "between 8 and 12".
SYMBOLS: dict[str, Callable[[float | None, float | None], float | None]] = {
    "": lambda _n, _n2: None,
    "n": lambda n, _n2: n,
    "n+1": lambda n, _n2: None if n is None else n + 1,
    "n2": lambda n, n2: n if n2 is None else n2,
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least, the best and the greatest number that words allow; None is an open end.

    `rule` is the profile and the name of its rule ("house.at_least"); `review` says that a person should look.
    """

    low: float | None
    best: float | None
    high: float | None
    rule: str
    review: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRule:
    """A row of the number table: how a profile reads a quantifier, or a word without a number."""

    profile: str
    quantifier: str
    word: str
    low: str
    best: str
    high: str
    rule: str
    review: bool
    source: str
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A user's way to read numbers; what it has no rule for is read as its `base` reads it."""

    profile: str
    name: str
    base: str | None
    households: bool  # whether households become people where their size is stated
    source: str


def profiles() -> tuple[str, ...]:
    """The names of the profiles, sorted."""
    return tuple(sorted(_profiles()))


def named() -> tuple[tuple[str, str], ...]:
    """Each profile with what it is called, sorted."""
    return tuple((name, _profiles()[name].name) for name in profiles())


def rows() -> tuple[NumberRule, ...]:
    """Every rule of every profile, in the order of the data file."""
    return _rules()


def bounds(
    *,
    n: float | None,
    n2: float | None,
    quantifier: str,
    word: str | None,
    profile: str = HOUSE,
    household: float | None = None,
) -> Bounds:
    """What the words allow: "at least 8" is 8, 8, open.

    `word` is the rule word of a vague quantity ("dozens"); `household` the stated size of a household where `n`
    counts households, which only some profiles convert. Raises DataError for an unknown profile or quantifier.
    """
    known = _profiles().get(profile)
    if known is None:
        raise DataError(f"unknown number profile {profile!r}; there are {', '.join(profiles())}")
    rule = _find_rule(known, quantifier, word or "")
    low, best, high = (_value(cell, n, n2) for cell in (rule.low, rule.best, rule.high))
    name = f"{rule.profile}.{rule.rule}"
    if household is not None and known.households:
        low, best, high = (None if value is None else value * household for value in (low, best, high))
        name += ".households"
    return Bounds(low, best, high, name, rule.review)


def resolve_again(figure: Figure, profile: str) -> Figure:
    """The figure under another profile; its words and its number stay as they are.

    A vague figure is known by the name of its rule, which is its word in every profile.
    """
    word = figure.rule.split(".")[1] if figure.quantifier == "vague" and "." in figure.rule else None
    found = bounds(n=figure.n, n2=figure.n2, quantifier=figure.quantifier, word=word, profile=profile)
    return replace(figure, low=found.low, best=found.best, high=found.high, rule=found.rule, profile=profile)


def _find_rule(profile: Profile, quantifier: str, word: str) -> NumberRule:
    """The row for the word, else the one for the quantifier: in the profile first, then in its base."""
    by_key = _rules_by_key()
    names = [profile.profile] + ([profile.base] if profile.base else [])
    for key in ((quantifier, word), (quantifier, "")):
        for name in names:
            rule = by_key.get((name, *key))
            if rule is not None:
                return rule
    raise DataError(f"no number rule for quantifier {quantifier!r}; there are {', '.join(QUANTIFIERS)}")


@cache
def _profiles() -> dict[str, Profile]:
    found = {}
    for row in read_table("numbers/profiles.csv", columns=("profile", "name", "base", "households", "source")):
        found[row["profile"]] = Profile(
            profile=row["profile"],
            name=row["name"],
            base=row.get("base"),
            households=row["households"] == "yes",
            source=row["source"],
        )
    return found


@cache
def _rules() -> tuple[NumberRule, ...]:
    columns = ("profile", "quantifier", "word", "low", "best", "high", "rule", "review", "source", "example")
    return tuple(_read_rule(row) for row in read_table("numbers/rules.csv", columns=columns))


def _read_rule(row: Row) -> NumberRule:
    if row["profile"] not in _profiles():
        raise row.fault(f"unknown profile {row['profile']!r}")
    if row["quantifier"] not in QUANTIFIERS:
        raise row.fault(f"unknown quantifier {row['quantifier']!r}")
    for column in ("low", "best", "high"):
        if row[column] not in SYMBOLS:
            row.number_of(column)
    return NumberRule(
        profile=row["profile"],
        quantifier=row["quantifier"],
        word=row["word"],
        low=row["low"],
        best=row["best"],
        high=row["high"],
        rule=row["rule"],
        review=row["review"] == "yes",
        source=row["source"],
        example=row["example"],
    )


@cache
def _rules_by_key() -> dict[tuple[str, str, str], NumberRule]:
    return {(rule.profile, rule.quantifier, rule.word): rule for rule in _rules()}


def _value(cell: str, n: float | None, n2: float | None) -> float | None:
    """What a cell of the table stands for: a number, one of SYMBOLS, or nothing for an open end."""
    if cell in SYMBOLS:
        return SYMBOLS[cell](n, n2)
    return float(cell)
