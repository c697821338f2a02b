"""How many independent origins an incident has: a source quoted three times is one, and so is a publisher."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from dateline.incidents.policy import source_weights
from dateline.incidents.views import View
from dateline.records import Claim, Report


def origins_of(claim: Claim, reports: Mapping[str, Report]) -> tuple[str, ...]:
    """The origins of a claim: its sources by party, else by name; without sources the publisher.

    A source without a name ("residents") is its own only within its report: two papers may speak of two of them.
    """
    attribution = claim.attribution
    if not attribution.sources:
        report = reports.get(claim.report)
        return (attribution.origin or (report.publisher if report else None) or claim.report,)
    found = []
    for source in attribution.sources:
        name = re.sub(r"^(?:the|an?|one|two|three|several|some|many)\s+", "", source.name.casefold())
        key = source.party or re.sub(r"s$", "", name)
        found.append(f"{key} ({claim.report})" if source.anonymous and source.party is None else key)
    return tuple(dict.fromkeys(found))


def all_origins(views: Iterable[View], reports: Mapping[str, Report]) -> tuple[str, ...]:
    """Every origin of some claims, each once, in the order of the text."""
    return tuple(dict.fromkeys(origin for view in views for origin in origins_of(view.claim, reports)))


def credible_origins(views: Iterable[View], reports: Mapping[str, Report]) -> tuple[str, ...]:
    """The origins whose word counts towards a Fair grade."""
    weights = source_weights()
    return all_origins((v for v in views if weights[v.claim.attribution.directness].credible), reports)
