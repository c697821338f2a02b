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
from dateline.incidents.views import View, name_words
from dateline.records import Claim, Report

NAMING = 2  # words that a name must have to be known in a longer one


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
        self._join_names()

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
        """What papers say in their own voice, or of nameless sources, is one origin where one has it from the other."""
        own = [view for view in self._views if _is_own(view.claim)]
        for position, one in enumerate(own):
            for other in own[position + 1 :]:
                if one.report != other.report and _is_copied(one.claim.evidence.text, other.claim.evidence.text):
                    self._join(self._of[one.claim.id][0], self._of[other.claim.id][0])
        voices = {view.report: self._of[view.claim.id][0] for view in own}
        for report in voices:
            source = self._nearest_copy(report, voices)
            if source is not None:
                self._join(voices[report], voices[source])

    def _nearest_copy(self, report: str, others: Iterable[str]) -> str | None:
        """The report that another one was copied from, or the other way round: the one that it shares most with."""
        texts = {one: self._reports[one].text for one in others if one in self._reports}
        if report not in texts:
            return None
        runs = shingles(texts.pop(report))
        shares = [(containment(runs, shingles(text)), one) for one, text in texts.items()]
        share, nearest = max(shares, default=(0.0, ""))
        return nearest if share >= crossing().copies["share"] else None

    def _join_names(self) -> None:
        """An office and who holds it are one: "the civil society of Djugu" and its coordinator, named with both."""
        words = {origin: name_words(origin) for origin in self._home}
        for one in words:
            for other in words:
                if one < other and _is_within(words[one], words[other]):
                    self._join(one, other)

    def _join(self, one: str, other: str) -> None:
        left, right = sorted((self._find(one), self._find(other)))
        self._home[right] = left

    def _find(self, origin: str) -> str:
        while self._home[origin] != origin:
            origin = self._home[origin]
        return origin


def origins_of(claim: Claim, reports: Mapping[str, Report]) -> tuple[str, ...]:
    """The origins of a claim: its sources by party, else by name; without sources the agency, else the publisher.

    Sources without a name ("residents") and the paper that heard them are one: two papers may have heard two of them.
    """
    sources = [source for source in claim.attribution.sources if source.party is not None or not source.anonymous]
    if not sources:
        return (_publisher(claim, reports.get(claim.report)),)
    names = (re.sub(r"^(?:the|an?|one|two|three|several|some|many)\s+", "", one.name.casefold()) for one in sources)
    keys = (source.party or re.sub(r"s$", "", name) for source, name in zip(sources, names, strict=True))
    return tuple(dict.fromkeys(keys))


def _publisher(claim: Claim, report: Report | None) -> str:
    """Who answers for what is told: the agency that a dateline names, else the publisher, else the report itself."""
    agency = report.dateline.agency.text if report and report.dateline and report.dateline.agency else None
    return agency or claim.attribution.origin or (report.publisher if report else None) or claim.report


def _is_within(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether all words of one name, two or more, stand in the other."""
    least, most = sorted((one, other), key=len)
    return len(least) >= NAMING and least <= most


def _is_copied(one: str, other: str) -> bool:
    """Whether two pieces of evidence are the same words."""
    runs, others = shingles(one), shingles(other)
    bars = crossing().copies
    return min(len(runs), len(others)) >= bars["shortest"] and containment(runs, others) >= bars["evidence"]


def _is_own(claim: Claim) -> bool:
    """Whether nobody is named whom another report could name as well."""
    return all(source.anonymous and source.party is None for source in claim.attribution.sources)
