"""Whether two tellings are of one happening: features, each with its score and its reason."""

from __future__ import annotations

from datetime import date
from itertools import product

from dateline.incidents.copies import containment
from dateline.incidents.crossing import Crossing
from dateline.incidents.judged import NOTHING, Judged
from dateline.incidents.places import RELATIONS, relation_of, same_place
from dateline.incidents.policy import kind_relations, policy
from dateline.incidents.proper import bones_of, shared_names, site_keys
from dateline.incidents.scoring import BARRED, Score, same_party
from dateline.incidents.views import other_hours, part_of_day
from dateline.records import Feature, FusedFigure, Place, Telling

COUNTRY = 6  # UCDP precision
TELLING = frozenset({"figure", "name", "target", "words"})  # features that can tell a happening from another
NIGHT = frozenset({"NI", "EV"})  # parts of a day that are told as of either day


def match(one: Telling, other: Telling, rules: Crossing, judged: Judged = NOTHING) -> Score:
    """What speaks for and against two tellings being of one happening, whichever is given first."""
    if other.order < one.order:
        one, other = other, one
    if judged:
        decided = _decided(one, other, judged)
        if decided is not None:
            return Score(decided.score, (decided,))
    if one.catalogue is not None and one.catalogue == other.catalogue:
        detail = f"{one.catalogue} has them as two events"
        return Score(BARRED, (Feature(feature="catalogue", score=BARRED, detail=detail),))
    features: list[Feature] = []
    for compare in (_kind, _time, _place, _parties, _targets, _names, _figures, _words):
        found = compare(one, other, rules)
        if found is not None:
            features.append(found)
            if found.score <= BARRED:
                return Score(BARRED, tuple(features))
    features += _setting(one, other, features, rules)
    return Score(round(sum(feature.score for feature in features), 4), tuple(features))


def _setting(one: Telling, other: Telling, features: list[Feature], rules: Crossing) -> list[Feature]:
    """What speaks against two tellings as a whole: that one report tells them apart, that one says hardly anything."""
    thin = any((t.soft_place or not t.sites) and span_of(t, rules)[2] for t in (one, other))
    if one.report == other.report:
        tolls = _other_tolls(one, other)
        score = rules.words["apart_thin" if thin else "apart_tolls" if tolls else "apart"]
        return [Feature(feature="report", score=score, detail="one report tells them apart")]
    told = any(f.feature in TELLING and f.score >= rules.words["telling"] for f in features)
    if thin and not told:
        detail = "one of them names no place, no day, and nothing else that tells it from others"
        return [Feature(feature="thin", score=rules.words["thin"], detail=detail)]
    return []


def _other_tolls(one: Telling, other: Telling) -> bool:
    """Whether two tellings of one report give the dead, or the hurt, in numbers that exclude each other."""
    if one.later or other.later:
        return False
    return any(
        (a.measure, a.of) == (b.measure, b.of) and _exclude(a, b) for a, b in product(one.figures, other.figures)
    )


def _decided(one: Telling, other: Telling, judged: Judged) -> Feature | None:
    """What a person said of any two of their claims: "different" before "same"."""
    found = [f for a, b in product(one.claims, other.claims) if (f := judged.of(a, b)) is not None]
    return min(found, key=lambda feature: feature.score, default=None)


def _kind(one: Telling, other: Telling, rules: Crossing) -> Feature | None:
    if one.event == other.event:
        return Feature(feature="kind", score=rules.kind["same"], detail=f"both {one.event}")
    best: tuple[float, str] | None = None
    for a, b in product(_deeds(one), _deeds(other)):
        score, reason = ("same", f"both tell of {a}") if a == b else kind_relations().get((a, b), ("", ""))
        if score:
            best = max(best or (0.0, ""), (rules.kind[score] * (0.8 if a == b else 1.0), reason))
    if best is None:
        return Feature(feature="kind", score=BARRED, detail=f"{one.event} is not {other.event}")
    return Feature(feature="kind", score=round(best[0], 3), detail=f"{one.event}, {other.event}: {best[1]}")


def _deeds(telling: Telling) -> tuple[str, ...]:
    """What it tells of; harm says nothing of its own where a deed is told, as it may be told of any."""
    every = (telling.event, *telling.events)
    tells = policy().harm | policy().effects
    return tuple(event for event in every if event not in tells) or every


def _time(one: Telling, other: Telling, rules: Crossing) -> Feature | None:
    (first, last, soft), (other_first, other_last, other_soft) = span_of(one, rules), span_of(other, rules)
    if first is None or last is None or other_first is None or other_last is None:
        return None
    words = f"{_days(first, last)}, {_days(other_first, other_last)}"
    gap = max(first, other_first) - min(last, other_last)
    if gap == 1 and _night_between(*((one, other) if first < other_first else (other, one))):
        return Feature(feature="time", score=rules.time["overlap"], detail=f"{words}: a night between them")
    if gap > 0:
        return _apart(gap, words, rules, soft=soft or other_soft)
    changed = one.later or other.later  # who died of it may have died at another hour
    if not changed and other_hours(one.hours, other.hours) and first == last == other_first:
        detail = f"{'/'.join(one.hours)} is not {'/'.join(other.hours)}"
        return Feature(feature="time", score=rules.time["hours"], detail=f"another part of the day: {detail}")
    if max(last - first, other_last - other_first) > rules.time["wide_days"]:
        return None
    if soft or other_soft:
        return Feature(feature="time", score=rules.time["context"], detail=f"{words}, one by its context")
    if first == last == other_first == other_last:
        return Feature(feature="time", score=rules.time["same_day"], detail=f"both {_days(first, last)}")
    return Feature(feature="time", score=rules.time["overlap"], detail=f"{words} overlap")


def _night_between(earlier: Telling, later: Telling) -> bool:
    """Whether one night may be told as of either day: "on Thursday night", "early on Friday", but not "at noon"."""
    evening = {part_of_day(hour) for hour in earlier.hours}
    morning = {part_of_day(hour) for hour in later.hours}
    if evening and morning:
        return bool(evening & NIGHT) and ("NI" in morning or ("NI" in evening and "MO" in morning))
    return "NI" in evening | morning


def _apart(gap: int, words: str, rules: Crossing, *, soft: bool) -> Feature:
    if soft and gap <= rules.blocks["most_days"]:
        return Feature(feature="time", score=round(rules.time["away_soft"] * gap, 3), detail=f"{words}: {gap} apart")
    if gap < rules.time["barred_days"]:
        return Feature(feature="time", score=rules.time["next_day"], detail=f"{words}: a day apart")
    return Feature(feature="time", score=BARRED, detail=f"{words}: two days")


def span_of(telling: Telling, rules: Crossing) -> tuple[int | None, int | None, bool]:
    """First and last day, and whether the context gave them; without a day of its own the days up to publication."""
    first, last = telling.first, telling.last
    if first is not None and last is not None:
        return first, last, telling.soft_time
    day = _published(telling)
    if day is None:
        return first if first is not None else last, last if last is not None else first, True
    if first is not None:  # "since Monday"
        return first, max(first, day), True
    return (
        (last if last is not None else day) - int(rules.time["before_published"]),
        last if last is not None else day,
        True,
    )


def _published(telling: Telling) -> int | None:
    try:
        return date.fromisoformat(telling.published[:10]).toordinal() if telling.published else None
    except ValueError:
        return None


def _place(one: Telling, other: Telling, rules: Crossing) -> Feature | None:
    if not one.sites or not other.sites:
        return None
    relation, a, b = min(
        ((relation_of(a, b, policy()), a, b) for a, b in product(one.sites, other.sites)),
        key=lambda found: (RELATIONS.index(found[0]), _words_of(found[1]), _words_of(found[2])),
    )
    names = _words_of(a) if _words_of(a) == _words_of(b) else f"{_words_of(a)}, {_words_of(b)}"
    soft = one.soft_place or other.soft_place
    if relation == "open" and (bones := {bones_of(a), bones_of(b)}) != {None} and len(bones) == 1:
        relation, soft = "same", True  # a spelling that the gazetteer does not know
    if relation == "open":
        return None
    if relation == "apart":
        shared = bool(shared_names(one.names, other.names))
        if soft and shared:
            return None  # the name in their own words says more than what the context gives
        score = rules.place["apart_soft"] if soft or shared else BARRED
        return Feature(feature="place", score=score, detail=f"{names}: two places")
    if relation == "unnamed" and not site_keys([a]).isdisjoint(site_keys([b])):
        relation = "same"  # two spellings of a name that the gazetteer does not know
    if relation == "same" and soft:
        relation = "same_soft"
    if relation in {"inside", "same_unit"} and COUNTRY in (a.precision, b.precision):
        return Feature(feature="place", score=rules.place["country"], detail=f"{names}: one country")
    words = {
        "same": "one place",
        "same_soft": "one place by its context",
        "inside": "one in the other",
        "near": "near",
        "same_unit": "one area",
    }
    return Feature(
        feature="place", score=rules.place[relation], detail=f"{names}: {words.get(relation, 'two names, not placed')}"
    )


def _words_of(place: Place) -> str:
    return place.name or place.mention.text


def _parties(one: Telling, other: Telling, rules: Crossing) -> Feature | None:
    standings = [(same_party(a, b), a.name, b.name) for a, b in product(one.actors, other.actors)]
    for wanted in ("same", "alike"):
        for standing, name, other_name in standings:
            if standing == wanted:
                names = name if name == other_name else f"{name}, {other_name}"
                return Feature(feature="party", score=rules.party[wanted], detail=names)
    if not standings or any(standing == "open" for standing, _, _ in standings):
        return None
    return Feature(feature="party", score=rules.party["rival"], detail=f"{standings[0][1]} is not {standings[0][2]}")


def _targets(one: Telling, other: Telling, rules: Crossing) -> Feature | None:
    if same := set(one.kinds) & set(other.kinds):
        return Feature(feature="target", score=rules.target["same_kind"], detail=f"both {', '.join(sorted(same))}")
    if shared := set(one.harmed) & set(other.harmed):
        return Feature(feature="target", score=rules.target["same_name"], detail=", ".join(sorted(shared)))
    if set(one.kinds) - rules.vague and set(other.kinds) - rules.vague:
        detail = f"{', '.join(one.kinds)} is not {', '.join(other.kinds)}"
        return Feature(feature="target", score=rules.target["other_kind"], detail=detail)
    return None


def _names(one: Telling, other: Telling, rules: Crossing) -> Feature | None:
    """Names in both, without those of a place that was found to be one already."""
    known = site_keys(place for place in one.sites if any(same_place(place, b) for b in other.sites))
    shared = shared_names(set(one.names) - known, set(other.names) - known)
    if not shared:
        return None
    score = rules.target["name"] + (len(shared) - 1) * rules.target["name_more"]
    detail = ", ".join(name.lstrip("~") for name in shared[:5])
    return Feature(feature="name", score=round(min(rules.target["most_names"], score), 3), detail=detail)


def _figures(one: Telling, other: Telling, rules: Crossing) -> Feature | None:
    """The strongest agreement of two figures for one measure, else the strongest difference."""
    found: list[Feature] = []
    for a, b in product(one.figures, other.figures):
        if a.measure == b.measure and (feature := _figure(a, b, one, other, rules)) is not None:
            found.append(feature)
    agreeing = [feature for feature in found if feature.score > rules.figure["within"]]
    return max(agreeing or found, key=lambda feature: (abs(feature.score), feature.detail), default=None)


def _figure(a: FusedFigure, b: FusedFigure, one: Telling, other: Telling, rules: Crossing) -> Feature | None:
    scores, what = rules.figure, f"{a.of} {a.measure}"
    number, number_b = _number(a), _number(b)
    if number is None or number_b is None:
        return None
    kin = 1.0 if a.of == b.of else scores["kin"]
    if number == number_b and (a.of == b.of or {a.of, b.of} & {"people"}):
        size = "same_small" if number < scores["small"] else "same" if number < scores["large"] else "same_large"
        return Feature(feature="figure", score=round(scores[size] * kin, 3), detail=f"{number:g} {what} in both")
    if a.of != b.of:
        return None
    if not _exclude(a, b):
        return Feature(feature="figure", score=scores["within"], detail=f"{what}: {_bounds(a)} allows {_bounds(b)}")
    detail = f"{what}: {_bounds(a)} is not {_bounds(b)}"
    if other.later or one.later:
        return Feature(
            feature="figure", score=scores["later"], detail=f"{detail}, but the number is said to have changed"
        )
    low, high = sorted((number, number_b))
    score = scores["far"] if high > scores["half"] * max(low, 1) else scores["apart"]
    if number_b > number and _day(other) > _day(one):
        score *= scores["grown"]
    return Feature(feature="figure", score=round(score, 3), detail=detail)


def _day(telling: Telling) -> str:
    return (telling.published or "")[:10]


def _number(figure: FusedFigure) -> float | None:
    return next((bound for bound in (figure.best, figure.low, figure.high) if bound is not None), None)


def _exclude(a: FusedFigure, b: FusedFigure) -> bool:
    return (a.high is not None and a.high < (b.low or 0)) or (b.high is not None and b.high < (a.low or 0))


def _bounds(figure: FusedFigure) -> str:
    low = "…" if figure.low is None else f"{figure.low:g}"
    high = "…" if figure.high is None else f"{figure.high:g}"
    return low if low == high else f"{low} to {high}"


def _words(one: Telling, other: Telling, rules: Crossing) -> Feature | None:
    scores = rules.words
    copied = containment(one.shingles, other.shingles)
    if copied >= scores["half"] and min(len(one.shingles), len(other.shingles)) >= rules.copies["shortest"]:
        return Feature(feature="words", score=scores["copied"], detail=f"{copied:.0%} of the words in their order")
    if one.plural != other.plural:
        return Feature(feature="words", score=scores["plural"], detail="one deed and several")
    shared = set(one.words) & set(other.words)
    if len(shared) < scores["shared"]:
        return None
    share = len(shared) / min(len(one.words), len(other.words))
    some = ", ".join(sorted(shared)[:5])
    return Feature(feature="words", score=round(scores["most"] * share, 3), detail=f"both say {some}")


def _days(first: int, last: int) -> str:
    start = date.fromordinal(first).isoformat()
    return start if first == last else f"{start} to {date.fromordinal(last).isoformat()}"
