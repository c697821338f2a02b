"""Whether the figures of two claims go together: one number, a later one, or two that exclude each other."""

from __future__ import annotations

from dateline.incidents.policy import Policy
from dateline.incidents.views import View, sources_of
from dateline.records import Feature, Figure


def compare_figures(one: View, other: View, rules: Policy) -> list[Feature]:
    """At most one feature: the strongest thing that the figures for the same measure and persons say."""
    found: list[Feature] = []
    apart = "apart_sources" if sources_of(one).isdisjoint(sources_of(other)) else "apart"
    for a in one.figures:
        for b in other.figures:
            if (a.measure, a.of) == (b.measure, b.of) and not (a.additive or b.additive):
                feature = _compare(a, b, rules, later=other.later, lowered=other.lowered, apart=apart)
                if feature is not None:
                    found.append(feature)
    if not found:
        return []
    agreeing = [feature for feature in found if feature.score > 0]
    return [max(agreeing or found, key=lambda feature: (abs(feature.score), feature.detail))]


def _compare(a: Figure, b: Figure, rules: Policy, *, later: bool, lowered: bool, apart: str) -> Feature | None:
    what = f"{a.of} {a.measure}"
    if a.n is not None and a.n == b.n:
        scores = rules.figure
        score = scores["same"] if a.n >= scores["small"] else scores["same_small"]
        return Feature(feature="figure", score=score, detail=f"{a.n:g} {what} in both")
    if not exclude_each_other(a, b):
        return None
    if later and (lowered or (b.best or b.low or 0) >= (a.best or a.low or 0)):
        return Feature(feature="figure", score=rules.figure["later"], detail=f"{what}: the second replaces the first")
    return Feature(feature="figure", score=rules.figure[apart], detail=f"{what}: {_bounds(a)} is not {_bounds(b)}")


def exclude_each_other(a: Figure, b: Figure) -> bool:
    """Whether no number lies within the bounds of both."""
    low, other_low = a.low or 0, b.low or 0
    return (a.high is not None and a.high < other_low) or (b.high is not None and b.high < low)


def _bounds(figure: Figure) -> str:
    low = "…" if figure.low is None else f"{figure.low:g}"
    high = "…" if figure.high is None else f"{figure.high:g}"
    return low if low == high else f"{low} to {high}"
