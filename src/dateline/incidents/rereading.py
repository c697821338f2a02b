"""Numbers read again by the rules of another profile: words and numbers stay, low, best and high follow anew.

What a person settled stays as it is, and so do bounds that their own rule does not give (a person set them, or they
were worked out from the size of households).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dateline.incidents.counting import HOUSE, counting_policy
from dateline.incidents.figures import fuse_figures
from dateline.incidents.origins import Origins
from dateline.incidents.views import text_order, view_claims
from dateline.records import Claim, Figure, FusedFigure, Incident, Report
from dateline.reference.numbers import resolve_again


def reread_claim(claim: Claim, profile: str) -> Claim:
    """A claim whose figures are read by a profile."""
    return replace(claim, figures=tuple(_reread(figure, profile) for figure in claim.figures))


def _reread(figure: Figure, profile: str) -> Figure:
    own = resolve_again(figure, figure.profile)
    if (own.low, own.best, own.high) != (figure.low, figure.best, figure.high):
        return figure
    return resolve_again(figure, profile)


def reread_incident(
    incident: Incident, claims: Sequence[Claim], reports: Mapping[str, Report], profile: str
) -> Incident:
    """An incident whose figures are made of claims that were read by a profile, by the policy that made them before."""
    ordered = sorted(claims, key=lambda claim: text_order(claim, reports))
    views = view_claims(ordered, reports)
    counting = counting_policy(next((figure.counting for figure in incident.figures), HOUSE))
    made = fuse_figures(views, profile, origins=Origins(views, reports), counting=counting)
    settled = {_key(figure): figure for figure in incident.figures if figure.settled is not None}
    return replace(incident, figures=tuple(_with_settled(figure, settled) for figure in made.rows))


def _key(figure: FusedFigure) -> tuple[str, str, str]:
    return figure.measure, figure.of, figure.unit


def _with_settled(figure: FusedFigure, settled: Mapping[tuple[str, str, str], FusedFigure]) -> FusedFigure:
    known = settled.get(_key(figure))
    return figure if known is None else replace(known, part_of=figure.part_of)
