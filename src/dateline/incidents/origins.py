"""How many independent origins an incident has.

A source quoted three times is one origin, however many papers carry it; so is a publisher; so is a sentence that one
paper copied from another or both from one wire.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from dateline.incidents.copies import containment, shingles
from dateline.incidents.crossing import crossing
from dateline.incidents.policy import source_weights
from dateline.incidents.views import View
from dateline.records import Claim, Report


class Origins:
    """The independent origins of the claims of one incident."""

    def __init__(self, views: Sequence[View], reports: Mapping[str, Report]) -> None:
        self._reports = reports
        self._home: dict[str, str] = {}
        self._of = {view.claim.id: origins_of(view.claim, reports) for view in views}
        self._views = views
        for origins in self._of.values():
            for origin in origins:
                self._home.setdefault(origin, origin)
        self._join_copies()

    def of(self, view: View) -> tuple[str, ...]:
        """The origins of one claim, those that are copies under one name."""
        return tuple(dict.fromkeys(self._find(origin) for origin in self._of[view.claim.id]))

    @property
    def all(self) -> tuple[str, ...]:
        """Every origin, each once, in the order of the texts."""
        return self._among(self._views)

    @property
    def credible(self) -> tuple[str, ...]:
        """The origins whose word counts towards a Fair grade."""
        weights = source_weights()
        return self._among(view for view in self._views if weights[view.claim.attribution.directness].credible)

    def _among(self, views: Iterable[View]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(origin for view in views for origin in self.of(view)))

    def _join_copies(self) -> None:
        """What papers say in their own voice, or of nameless sources, is one origin where the words are one."""
        own = [view for view in self._views if _is_own(view.claim)]
        for position, one in enumerate(own):
            for other in own[position + 1 :]:
                if one.report != other.report and self._is_copy(one, other):
                    self._join(one, other)

    def _join(self, one: View, other: View) -> None:
        left, right = sorted((self._find(self._of[one.claim.id][0]), self._find(self._of[other.claim.id][0])))
        self._home[right] = left

    def _is_copy(self, one: View, other: View) -> bool:
        runs, others = shingles(one.claim.evidence.text), shingles(other.claim.evidence.text)
        bars = crossing().copies
        if min(len(runs), len(others)) < bars["shortest"]:
            return False
        share = containment(runs, others)
        if share >= bars["evidence"] or share < bars["evidence_in_copies"]:
            return share >= bars["evidence"]
        texts = [self._reports[view.report].text for view in (one, other) if view.report in self._reports]
        return len(texts) == 2 and containment(shingles(texts[0]), shingles(texts[1])) >= bars["share"]

    def _find(self, origin: str) -> str:
        while self._home[origin] != origin:
            origin = self._home[origin]
        return origin


def origins_of(claim: Claim, reports: Mapping[str, Report]) -> tuple[str, ...]:
    """The origins of a claim: its sources by party, else by name; without sources the agency, else the publisher.

    A source without a name ("residents") is its own only within its report: two papers may speak of two of them.
    """
    attribution = claim.attribution
    if not attribution.sources:
        report = reports.get(claim.report)
        agency = report.dateline.agency.text if report and report.dateline and report.dateline.agency else None
        return (agency or attribution.origin or (report.publisher if report else None) or claim.report,)
    found = []
    for source in attribution.sources:
        name = re.sub(r"^(?:the|an?|one|two|three|several|some|many)\s+", "", source.name.casefold())
        key = source.party or re.sub(r"s$", "", name)
        found.append(f"{key} ({claim.report})" if source.anonymous and source.party is None else key)
    return tuple(dict.fromkeys(found))


def _is_own(claim: Claim) -> bool:
    """Whether nobody is named whom another report could name as well."""
    return all(source.anonymous and source.party is None for source in claim.attribution.sources)
