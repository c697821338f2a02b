"""How many independent origins an incident has.

A source quoted three times is one origin, however many papers carry it; so is a sentence that one paper copied from
another or both from one wire. A publisher is an origin where it heard witnesses whom nobody could name again, or names
no credible source at all: else its own sentences retell what it was told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from dateline.incidents.copies import containment, shingles
from dateline.incidents.crossing import crossing
from dateline.incidents.named import is_person
from dateline.incidents.policy import source_weights
from dateline.incidents.policy import words as words_of
from dateline.incidents.views import View, name_words
from dateline.records import Claim, Report, Source
from dateline.reference.parties import party_by_name

NAMING = 2  # words that a name must have to be known in a longer one
SHORTEST = 4  # letters of a surname that is known in a longer name
NOBODY = (":CIV", ":HLH")  # ends of party codes that name nobody
WITNESSES = frozenset({"relative", "rescuer", "resident", "survivor", "witness"})
OFFICES = frozenset({"agency", "commander", "monitor", "official", "spokesperson", "un"})


class Origins:
    """The independent origins of the claims of one incident."""

    def __init__(self, views: Sequence[View], reports: Mapping[str, Report]) -> None:
        self._reports = reports
        self._home: dict[str, str] = {}
        self._of = {view.claim.id: origins_of(view.claim, reports) for view in views}
        self._of |= _retold(views, self._of)
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
        if report not in texts or len(texts) == 1:
            return None
        runs = shingles(texts.pop(report))
        shares = [(containment(runs, shingles(text)), one) for one, text in texts.items()]
        share, nearest = max(shares, default=(0.0, ""))
        return nearest if share >= crossing().copies["share"] else None

    def _join_names(self) -> None:
        """An office and who holds it are one: "the civil society of Djugu" and its coordinator, named with both.

        So are a person and the bare name by which the next sentence knows them.
        """
        words = {origin: name_words(origin) for origin in self._home}
        for one in words:
            for other in words:
                if one < other and (_is_within(words[one], words[other]) or _is_surname(one, other)):
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
    A publisher that speaks of itself ("the Desk") is that publisher, and the press office of a party is the party.
    """
    report = reports.get(claim.report)
    own = name_words(report.publisher or "") if report else frozenset()
    named = [source for source in claim.attribution.sources if not _is_nameless(source)]
    found = [_key(source) for source in named if not name_words(source.name) or not name_words(source.name) <= own]
    if len(found) < len(named) or not found:
        found.append(_publisher(claim, report))
    return tuple(dict.fromkeys(found))


def _key(source: Source) -> str:
    name = re.sub(r"^(?:the|an?|one|two|three|several|some|many)\s+", "", source.name.casefold())
    return source.party or re.sub(r"s$", "", name)


def _is_nameless(source: Source) -> bool:
    """Whether nobody could find the source again: no party, no name and no office, or a witness without a name."""
    if source.party is not None and not source.party.endswith(NOBODY):
        return False
    if source.role in WITNESSES:
        return source.anonymous or not is_person(source.name)
    return source.anonymous and source.role not in OFFICES


def _retold(views: Sequence[View], of: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The origins of what publishers say without naming anybody, in reports that do name credible sources.

    They are those of the nearest claim before it that names some, else of the first one after it.
    """
    weights = source_weights()
    found: dict[str, tuple[str, ...]] = {}
    by_report: dict[str, list[View]] = defaultdict(list)
    for view in views:
        by_report[view.report].append(view)
    for told in by_report.values():
        backed = [
            view
            for view in told
            if view.claim.attribution.sources and weights[view.claim.attribution.directness].credible
        ]
        for view in told if backed else ():
            if not view.claim.attribution.sources:
                before = [other for other in backed if other.order < view.order]
                found[view.claim.id] = of[(before[-1] if before else backed[0]).claim.id]
    return found


def _publisher(claim: Claim, report: Report | None) -> str:
    """Who answers for what is told: the agency that a dateline names, else the publisher, else the report itself."""
    agency = report.dateline.agency.text if report and report.dateline and report.dateline.agency else None
    name = agency or claim.attribution.origin or (report.publisher if report else None) or claim.report
    return _party_of(name) or name


@cache
def _party_of(publisher: str) -> str | None:
    """The party whose press office a publisher is ("Rapid Support Forces Media Office"), None where it is none."""
    words = publisher.split()
    while len(words) > 1 and words_of("office").fullmatch(words[-1]):
        words.pop()
    row = party_by_name(" ".join(words)) if len(words) < len(publisher.split()) else None
    return None if row is None else row.code


def _is_within(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether all words of one name, two or more, stand in the other."""
    least, most = sorted((one, other), key=len)
    return len(least) >= NAMING and least <= most


def _is_surname(one: str, other: str) -> bool:
    """Whether one of two names is the last word of the other."""
    least, most = sorted((one.split(), other.split()), key=len)
    return len(least) == 1 < len(most) and most[-1] == least[0] and len(least[0]) >= SHORTEST


def _is_copied(one: str, other: str) -> bool:
    """Whether two pieces of evidence are the same words."""
    runs, others = shingles(one), shingles(other)
    bars = crossing().copies
    return min(len(runs), len(others)) >= bars["shortest"] and containment(runs, others) >= bars["evidence"]


def _is_own(claim: Claim) -> bool:
    """Whether nobody is named whom another report could name as well."""
    return all(_is_nameless(source) for source in claim.attribution.sources)
