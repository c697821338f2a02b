"""How many were harmed in one incident: low, best and high for each measure, each naming the claim that set it.

The rules, in this order: the figure of a claim that tells of the happening counts, totals, stocks and flows do not; a
figure that says "rose to" replaces those before it, and so does what one origin says in a later report; "another 8" is
added, once, to the figure it follows; a vague word gives way to a number it allows. Then best is the figure that most
independent origins give, among equals the one that its report tells most often, then that of the most direct source,
then the latest (other policies stand beside this one in `counting.toml`); low is the smallest low, high the largest
high, an open end stays open, and who was named sets a floor.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from dateline.incidents.counting import HOUSE, Counting, counting_policy
from dateline.incidents.named import at_least_named, named_floor
from dateline.incidents.numbers import exclude_each_other
from dateline.incidents.origins import Origins
from dateline.incidents.policy import source_weights
from dateline.incidents.views import View
from dateline.records import Figure, FusedFigure

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """A figure, the view that says it, and what it is a part of."""

    view: View
    figure: Figure
    whole: Key | None

    @property
    def claim(self) -> str:
        return self.view.claim.id

    @property
    def at(self) -> tuple[int, int]:
        return self.view.order, self.figure.mention.start

    @property
    def directness(self) -> int:
        return source_weights()[self.view.claim.attribution.directness].rank


@dataclass(frozen=True, slots=True)
class FusedFigures:
    """The rows of an incident, and the claims whose every figure was replaced by a later one."""

    rows: tuple[FusedFigure, ...]
    superseded: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Ruled:
    """By what the bounds of a row are chosen."""

    profile: str
    origins: Origins | None
    counting: Counting


def fuse_figures(
    views: list[View], profile: str, *, origins: Origins | None = None, counting: Counting | None = None
) -> FusedFigures:
    """The figures of the claims of one incident, in the order of their first mention, wholes before their parts.

    `origins` tell which claims of several reports have one origin; within one report every claim speaks for itself.
    `counting` is the policy that chooses, `house` where none is given.
    """
    rule = counting or counting_policy(HOUSE)
    several = origins if len({view.report for view in views}) > 1 else None
    floor = named_floor(views)
    said = _by_key(views)
    replaced: set[tuple[str, int]] = set()
    rows: dict[Key, FusedFigure] = {}
    for key, group in said.items():
        current, old = _without_replaced(group, several if rule.replaced else None)
        replaced |= {(s.claim, s.figure.mention.start) for s in old}
        row = _row(key, current, bool(old), _Ruled(profile, several, rule))
        if key[0] == "killed" and all(s.whole is None for s in current):
            row = at_least_named(row, floor)
        if (row.low, row.best, row.high) != (None, None, None):
            rows[key] = row
    superseded = frozenset(
        view.claim.id
        for view in views
        if view.figures and all((view.claim.id, f.mention.start) in replaced for f in view.figures)
    )
    return FusedFigures(_with_parts(rows, said), superseded)


def _by_key(views: list[View]) -> dict[Key, list[Said]]:
    """The figures by measure and what is counted; of several for one key in one claim the largest whole one."""
    found: dict[Key, list[Said]] = defaultdict(list)
    for view in views:
        best: dict[tuple[Key, bool], Said] = {}
        for figure in view.figures:
            key = (figure.measure, figure.of)
            said = Said(view, figure, _whole(view, figure))
            rival = best.get((key, figure.additive))
            if rival is None or _size(said) > _size(rival):
                best[key, figure.additive] = said
        for (key, _additive), said in best.items():
            found[key].append(said)
    return {key: sorted(group, key=lambda s: s.at) for key, group in found.items()}


def _whole(view: View, figure: Figure) -> Key | None:
    if figure.part_of is None or not 0 <= figure.part_of < len(view.claim.figures):
        return None
    whole = view.claim.figures[figure.part_of]
    key = (whole.measure, whole.of)
    return None if whole.scope != "event" or key == (figure.measure, figure.of) else key


def _size(said: Said) -> tuple[bool, float]:
    figure = said.figure
    bounds = [b for b in (figure.best, figure.low, figure.high) if b is not None]
    return said.whole is None, max(bounds, default=0)


def _without_replaced(group: list[Said], origins: Origins | None) -> tuple[list[Said], list[Said]]:
    """The figures that stand, and those that a later one replaced: by "rose to", or in the count of one origin."""
    last = max((i for i, s in enumerate(group) if s.view.later and not s.figure.additive), default=0)
    old = [s for s in group[:last] if _bounds(s.figure) != _bounds(group[last].figure)]
    if origins is not None:
        old += [s for s in group if s not in old and any(_is_newer(t, s, origins) for t in group)]
    return [s for s in group if s not in old], old


def _is_newer(one: Said, other: Said, origins: Origins) -> bool:
    """Whether a figure is what the same origin says of the same thing in a report of a later day."""
    if one.view.report == other.view.report or one.figure.additive or other.figure.additive:
        return False
    if one.figure.quantifier == "vague" or not _day(one) > _day(other) > "":
        return False
    shared = set(origins.of(one.view)) & set(origins.of(other.view))
    return bool(shared) and _bounds(one.figure) != _bounds(other.figure)


def _day(said: Said) -> str:
    return (said.view.published or "")[:10]


def _row(key: Key, group: list[Said], replaces: bool, ruled: _Ruled) -> FusedFigure:
    reasons = ["a later figure replaces an earlier one"] if replaces else []
    added = [s for s in group if s.figure.additive]
    plain = [s for s in group if not s.figure.additive]
    counted = [s for s in plain if s.figure.quantifier != "vague"]
    yielding = [
        s for s in plain if s.figure.quantifier == "vague" and any(_allows(s.figure, c.figure) for c in counted)
    ]
    if yielding:
        reasons.append("a vague word gives way to a number")
    standing = [s for s in plain if s not in yielding] or added[:1]
    row = _bound(key, standing, ruled)
    for more in added if plain else added[1:]:
        before = [s for s in plain if s.at < more.at and s.view.report == more.view.report]
        if before and not _is_counted_in(more, before, plain):
            row = _add(row, more)
            reasons.append(f"“{more.figure.mention.text}” is added to the figure before it")
    if len(standing) > 1:
        reasons.append(f"best by the policy {ruled.counting.name}: {ruled.counting.reason}")
    return replace(row, unit=group[0].figure.unit, reason="; ".join(dict.fromkeys(reasons)))


def _allows(vague: Figure, counted: Figure) -> bool:
    """Whether a number may be meant by a vague word: within its bounds, or above what it is at least."""
    above = counted.low is not None and vague.low is not None and counted.low >= vague.low
    return above or not exclude_each_other(vague, counted)


def _is_counted_in(more: Said, before: list[Said], plain: list[Said]) -> bool:
    """Whether a number told after "an eighth" is that of all of them."""
    least = max(s.figure.best or 0 for s in before) + (more.figure.best or 0)
    return any(s.at > more.at and (s.figure.best or 0) >= least for s in plain)


def _bound(key: Key, group: list[Said], ruled: _Ruled) -> FusedFigure:
    """Low, best and high of figures that all stand."""
    told = Counter((s.view.report, s.figure.best) for s in group)
    backed = _backing(group, ruled.origins)

    def rank(s: Said) -> tuple[float, ...]:
        worth = {
            "origins": -backed[s.figure.best],
            "told": -told[s.view.report, s.figure.best],
            "direct": s.directness,
            "latest": -s.view.order,
            "earliest": s.view.order,
            "lowest": s.figure.best or 0,
            "highest": -(s.figure.best or 0),
        }
        return (*(worth[name] for name in ruled.counting.best), -s.view.order, -s.figure.mention.start)

    nearest = sorted(group, key=rank)
    best = next((s for s in nearest if s.figure.best is not None), None)
    lows = [s for s in nearest if s.figure.low is not None]
    low = min(lows, key=lambda s: s.figure.low or 0, default=None)
    open_high = any(s.figure.high is None for s in nearest)
    high = None if open_high else max(nearest, key=lambda s: s.figure.high or 0)
    if best is not None and low is not None and (low.figure.low or 0) > (best.figure.best or 0):
        low = None  # "nearly 8" beside "at least 10": the nearer source leaves the lower end open
    return FusedFigure(
        measure=key[0],
        of=key[1],
        low=None if low is None else low.figure.low,
        best=None if best is None else best.figure.best,
        high=None if high is None else high.figure.high,
        low_from=None if low is None else low.claim,
        best_from=None if best is None else best.claim,
        high_from=None if high is None else high.claim,
        profile=ruled.profile,
        counting=ruled.counting.name,
    )


def _backing(group: list[Said], origins: Origins | None) -> Counter[float | None]:
    """How many independent origins give each number; nothing where one report speaks."""
    if origins is None:
        return Counter()
    pairs = {(s.figure.best, origin) for s in group for origin in origins.of(s.view)}
    return Counter(best for best, _ in pairs)


def _add(row: FusedFigure, more: Said) -> FusedFigure:
    """The row with "another 8" added: an end that is open on either side stays open."""

    def total(one: float | None, other: float | None) -> float | None:
        return None if one is None or other is None else one + other

    figure = more.figure
    low, best, high = total(row.low, figure.low), total(row.best, figure.best), total(row.high, figure.high)
    return replace(
        row,
        low=low,
        best=best,
        high=high,
        low_from=None if low is None else more.claim,
        best_from=None if best is None else more.claim,
        high_from=None if high is None else more.claim,
    )


def _with_parts(rows: dict[Key, FusedFigure], said: dict[Key, list[Said]]) -> tuple[FusedFigure, ...]:
    """The rows in order, those that are parts after the wholes and pointing at them."""
    wholes = {key: next((s.whole for s in group if s.whole in rows), None) for key, group in said.items()}
    apart = {key for key, group in said.items() if any(s.whole is None for s in group)}
    parts = {key: whole for key, whole in wholes.items() if whole is not None and key not in apart}
    order = sorted(rows, key=lambda key: (key in parts, said[key][0].at))
    return tuple(
        replace(rows[key], part_of=order.index(parts[key])) if parts.get(key) in order else rows[key] for key in order
    )


def _bounds(figure: Figure) -> tuple[float | None, float | None, float | None]:
    return figure.low, figure.best, figure.high
