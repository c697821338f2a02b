"""Is a field right? True or False, or None where neither the gold nor the prediction has anything to say."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence

from dateline.scoring import contract
from dateline.scoring.forms import Claim, Count, Party, Site, Voice
from dateline.scoring.positions import shared

Verdict = dict[str, bool | None]

FIELDS = (
    "event",
    "actors",
    "target_kinds",
    "place",
    "time",
    "figures",
    "bounds",
    "source_kind",
    "source_span",
    "stance",
    "verification",
)

#: What must not be wrong for a claim to be complete.
COMPLETE = ("actors", "place", "time", "figures", "bounds", "source_kind", "stance")


def compare(gold: Claim, predicted: Claim, nearby: Sequence[Count] = ()) -> Verdict:
    """Every field of a pair; `nearby` are the figures that the gold has anywhere in the same words.

    A minor claim need not hold every actor, place and time that the text offers: where it has none, one that is
    predicted is not judged.
    """
    figures, bounds = check_figures(gold, predicted, nearby)
    kinds, words = check_sources(gold, predicted)
    return {
        "event": predicted.events[:1] != () and predicted.events[0] in gold.events,
        "actors": check_actors(gold, predicted) if gold.core or gold.actors else None,
        "target_kinds": check_targets(gold, predicted),
        "place": check_places(gold, predicted) if gold.core or gold.sites else None,
        "time": check_time(gold, predicted) if gold.core or gold.when else None,
        "figures": figures,
        "bounds": bounds,
        "source_kind": kinds,
        "source_span": words,
        "stance": check_stance(gold, predicted),
        "verification": check_verification(gold, predicted),
    }


def is_complete(verdict: Verdict) -> bool:
    return all(verdict[name] is not False for name in COMPLETE)


# --- who ---


def check_actors(gold: Claim, predicted: Claim) -> bool | None:
    """Every actor that the sentence names, and none too many.

    Who flees or gets free both acts and is acted upon: there, and only there, a victim may stand for an actor.
    """
    wanted, got = gold.actors, predicted.actors
    if not wanted and not got:
        return None
    if got and gold.spare_actors and all(any(same_party(s, g) for s in gold.spare_actors) for g in got):
        return True
    moves = gold.events[0] in contract.MOVES
    doers = got or (predicted.affected if moves else [])
    allowed = wanted or (gold.affected if moves else [])
    found = all(any(same_party(want, g) for g in doers) for want in wanted if not want.implicit)
    return found and all(any(same_party(want, g) for want in allowed) for g in got)


def same_party(gold: Party, predicted: Party) -> bool:
    """The same country, and the same party, sector or kind; `RUS:MIL` does for `RUS:MIL.AIR`."""
    country, code = predicted.countries[0], predicted.code
    if country is None and code and ":" in code and code.split(":")[0] in gold.countries:
        country = code.split(":")[0]
    if country not in gold.countries:
        return False
    if gold.code and code:
        short, long = sorted((gold.code, code), key=len)
        if long == short or long.startswith((f"{short}.", f"{short}:")):
            return True
        group = contract.sector_group(code)
        if group is not None and group == contract.sector_group(gold.code):
            return True
    return contract.kind_group(predicted.kinds[0]) in {contract.kind_group(kind) for kind in gold.kinds}


# --- where ---


def check_places(gold: Claim, predicted: Claim) -> bool | None:
    """Every place by name or distance; no further one, save the country or province around it."""
    if not gold.sites and not predicted.sites:
        return None
    found = all(any(same_site(want, got) for got in predicted.sites) for want in gold.sites if not want.optional)
    return found and all(
        any(same_site(want, got) for want in gold.sites) or _surrounds(got, gold.sites) for got in predicted.sites
    )


def same_site(gold: Site, predicted: Site) -> bool:
    return bool(_plain_names(gold) & _plain_names(predicted)) or distance_km(gold, predicted) <= gold.radius


def distance_km(one: Site, other: Site) -> float:
    """Kilometres between two places on the great circle; endless where one has no point."""
    if one.point is None or other.point is None:
        return math.inf
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, site.point or ())) for site in (one, other))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(min(1.0, half)))


def plain(name: str) -> str:
    """A place name without accents, hyphens, articles and words like "city"."""
    letters = unicodedata.normalize("NFKD", name).casefold()
    for dash in "-\u2013/":
        letters = letters.replace(dash, " ")
    words = "".join(char for char in letters if char.isalnum() or char.isspace()).split()
    return "".join(word for word in words if word not in contract.GENERIC) or "".join(words)


def _plain_names(site: Site) -> set[str]:
    return {plain(name) for name in site.names}


def _surrounds(outer: Site, inner: Sequence[Site]) -> bool:
    around = {contract.COUNTRY_NAMES.get(site.country or "") for site in inner} | {site.admin1 for site in inner}
    return bool(_plain_names(outer) & {plain(name) for name in around if name})


# --- when ---


def check_time(gold: Claim, predicted: Claim) -> bool | None:
    """First and last day. A date that the text does not give is wrong, and so is one for words that leave it open."""
    want, got = gold.when, predicted.when
    given = got is not None and (got.start or got.end)
    if want is None:
        return False if given else None
    if want.start is None and want.end is None:
        return False if given and want.unanchored else None
    if got is None or not given:
        return want.implicit
    if want.start is None or got.start is None or abs((got.start - want.start).days) > want.tolerance:
        return False
    if got.end is None:
        return want.open_end or want.end is None or abs((want.end - got.start).days) <= want.tolerance
    return want.end is not None and abs((got.end - want.end).days) <= want.tolerance


# --- how many ---


def check_figures(gold: Claim, predicted: Claim, nearby: Sequence[Count]) -> tuple[bool | None, bool | None]:
    """Whether every figure is there and none too many; and whether the bounds of those that are there are right."""
    if not gold.counts and not predicted.counts:
        return None, None
    left, missing = list(predicted.counts), False
    bounds: list[bool] = []
    for want in sorted(gold.counts, key=lambda count: count.optional):
        fits = [got for got in left if same_count(want, got)]
        if not fits:
            missing = missing or not want.optional
            continue
        best = max(fits, key=lambda got: (same_bounds(want, got), not set(got.of).isdisjoint(want.of)))
        left.remove(best)
        if not want.optional:
            bounds.append(same_bounds(want, best))
    right = not missing and all(any(same_count(other, got) for other in nearby) for got in left)
    if all(count.optional for count in gold.counts):
        return (None if right and not predicted.counts else right), None
    return right, all(bounds) if bounds else None


def same_count(gold: Count, predicted: Count) -> bool:
    """The same measure, quantifier and number; a vague figure has no number to compare."""
    return (
        predicted.measures[:1] != ()
        and predicted.measures[0] in gold.measures
        and predicted.quantifiers[:1] != ()
        and predicted.quantifiers[0] in gold.quantifiers
        and (gold.n is None or predicted.n == gold.n)
        and (gold.n2 is None or predicted.n2 == gold.n2)
    )


def same_bounds(gold: Count, predicted: Count) -> bool:
    allowed = {gold.bounds, *(house_bounds(quantifier, gold.n) for quantifier in gold.quantifiers[1:])}
    return predicted.bounds in allowed


def house_bounds(
    quantifier: str, n: float | None, n2: float | None = None
) -> tuple[float | None, float | None, float | None] | None:
    """Low, best and high of a number by the house profile; None where the words and not the number decide."""
    if n is None:
        return None
    table: dict[str, tuple[float | None, float | None, float | None]] = {
        "exact": (n, n, n),
        "about": (n, n, n),
        "at_least": (n, n, None),
        "more_than": (n, n, None),
        "up_to": (None, None, n),
        "less_than": (None, n, n),
        "between": (n, n, n2),
        "none_reported": (0, 0, 0),
    }
    return table.get(quantifier)


# --- who says so, and how surely ---


def check_sources(gold: Claim, predicted: Claim) -> tuple[bool | None, bool | None]:
    """Whether the kinds of all sources are right, none too many; and whether they are the same words."""
    if not gold.voices and not predicted.voices:
        return True, None
    wanted = [voice for voice in gold.voices if not voice.optional]
    kinds = all(any(got.kinds[0] in want.kinds for got in predicted.voices) for want in wanted) and all(
        any(got.kinds[0] in want.kinds for want in gold.voices) for got in predicted.voices
    )
    if not wanted:
        return kinds, None
    return kinds, all(any(_same_voice(want, got) for got in predicted.voices) for want in wanted)


def _same_voice(gold: Voice, predicted: Voice) -> bool:
    if shared(gold.words, predicted.words):
        return True
    stands_for = gold.pronoun or predicted.pronoun
    return stands_for and predicted.words is not None and predicted.kinds[0] in gold.kinds


def check_stance(gold: Claim, predicted: Claim) -> bool:
    return bool(predicted.stances) and predicted.stances[0] in gold.stances


def check_verification(gold: Claim, predicted: Claim) -> bool | None:
    if gold.verifications[0] is None and predicted.verifications[0] is None:
        return None
    return predicted.verifications[0] in gold.verifications


def check_targets(gold: Claim, predicted: Claim) -> bool | None:
    if not gold.targets and not predicted.targets:
        return None
    return gold.targets <= predicted.targets <= gold.targets | gold.spare_targets
