"""A store as a reader may see it: what it gives has no name of a private person, and the rest it does not give."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import islice
from typing import Any, TypeVar

from dateline.errors import StoreError
from dateline.export.generalising import (
    coarsest,
    generalised_claim,
    generalised_incident,
    tells_points,
    whole_cells,
)
from dateline.records import Claim, Incident, Problem, Report
from dateline.records.encode import claim_from_json, claim_to_json
from dateline.store import Came, Decision, Note, Origin, Store, Wanted
from dateline.store.canon import fold
from dateline.store.listing import Chosen, Counts, FigureRow, IncidentRow
from dateline.store.search import read_query
from dateline.web.contexts.coarse import coarse_rows
from dateline.web.veil.masks import Masks, Veiled
from dateline.web.veil.names import BLOCK, Mask, Names

Asked = TypeVar("Asked", Wanted, Chosen)
#: How many claims are veiled at a time.
PART = 200

#: What is the same for everyone: ids, counts, the moment.
SAME = frozenset(
    (
        *("head", "now", "counts", "uncoded", "claim_ids", "incident_ids", "incidents_with", "list_incidents"),
        "incidents_about",
        *("tellings_of_claims", "tellings_in", "mates"),
    )
)
#: What is given veiled.
VEILED = frozenset(
    (
        *("reports", "report_ids", "origins", "claims", "claim", "claims_by_id", "claim_records", "decisions"),
        *("incidents", "problems", "reports_with", "notes", "origin_groups"),
        *("incident_rows", "count_incidents", "incident_days", "incident_figures", "measured"),
        *("decision", "incident", "veiled", "untold", "unheeded", "waiting_tellings"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class VeiledDecision(Decision):
    """A decision whose values are veiled; it keeps the id that it has."""

    known_as: str

    @property
    def id(self) -> str:
        """The id: a hash of what is veiled here."""
        return self.known_as


class VeiledStore(Store):
    """The store of a reader. A method that is named in neither list above is refused."""

    def __init__(
        self,
        store: Store,
        names: Callable[[], Names],
        homes: Callable[[], Mapping[str, str]],
        *,
        generalise: bool = False,
    ) -> None:
        super().__init__(store._engine, store.address, store._clock)
        self._watch = store._watch
        self._generalise = generalise
        self._names = names
        self._homes = homes
        self._real = store
        self._masks = Masks(store.reports)
        self._anywhere = (Names(), Mask(frozenset(), {}))

    def __getattribute__(self, name: str) -> Any:
        if not name.startswith("_") and name != "address" and name not in SAME and name not in VEILED:
            raise StoreError(f"{name}: not for readers")
        return super().__getattribute__(name)

    def reports(self, ids: Sequence[str]) -> dict[str, Report]:
        """Reports whose texts, titles and addresses have no private name."""
        found = self._real.reports(ids)
        known = self._masks.of_read(found.values(), self._names())
        return {key: _report(report, known[key]) for key, report in found.items()}

    def report_ids(
        self, *, as_of: str | None = None, publisher: str | None = None, search: str | None = None
    ) -> list[str]:
        """The ids of reports; a search finds what it would find in the veiled texts."""
        if search is None or not search.strip():
            return self._real.report_ids(as_of=as_of, publisher=publisher, search=search)
        query = read_query(search)
        private = self._names().parts()
        kept = [part for part in search.split() if part.lstrip("-").casefold() not in private or part[:1] != "-"]
        found = self._real.report_ids(as_of=as_of, publisher=publisher, search=" ".join(kept))
        asked = {*query.words, *query.beginnings}
        if not any(_asks(word, query.beginnings, private) for word in asked):
            return found
        shown: list[str] = []
        for start in range(0, len(found), 100):
            texts = self.reports(found[start : start + 100])
            shown += [key for key in found[start : start + 100] if key in texts and _holds(texts[key], query)]
        return shown

    def origins(self, ids: Sequence[str]) -> dict[str, tuple[Origin, ...]]:
        """Where reports were met; a file or an address may have been named after someone."""
        found = self._real.origins(ids)
        known = {key: one.mask for key, one in self._masks.of(found, self._names()).items()}
        return {
            key: tuple(
                replace(
                    one,
                    name=known[key].text(one.name, any_case=True),
                    url=one.url and known[key].text(one.url, any_case=True),
                )
                for one in rows
            )
            for key, rows in found.items()
        }

    def claims(self, *, of: Sequence[str] | None = None, wanted: Wanted | None = None) -> Iterator[Claim]:
        """Claims whose names and words have no private name."""
        yield from self.veiled(self._real.claims(of=of, wanted=wanted and self._asked(wanted)))

    def claim(self, id: str) -> Claim | None:
        """A claim."""
        found = self._real.claim(id)
        return None if found is None else next(self.veiled(iter([found])))

    def claims_by_id(self, ids: Sequence[str]) -> dict[str, Claim]:
        """Claims of some ids."""
        return {claim.id: claim for claim in self.veiled(iter(self._real.claims_by_id(ids).values()))}

    def claim_records(self, *, of: Sequence[str] | None = None) -> Iterator[dict[str, Any]]:
        """The claims as JSON."""
        names = self._names()
        for record in self._real.claim_records(of=of):
            seen = names.for_reports([record["report"]]).value(record)
            yield claim_to_json(generalised_claim(claim_from_json(seen))) if self._generalise else seen

    def decisions(self, *, as_of: str | None = None) -> list[Decision]:
        """The decisions, whose values and reasons may name someone."""
        found = self._real.decisions(as_of=as_of)
        names, homes = self._names(), self._homes()
        return [self._decision(one, names, homes) for one in found]

    def incidents(self, ids: Sequence[str]) -> list[Incident]:
        """The incidents of some ids."""
        found = self._real.incidents(ids)
        names, homes = self._names(), self._homes()
        return [self._incident(one, names, homes) for one in found]

    def reports_with(self, wanted: Wanted) -> set[str]:
        """The reports that may hold a claim that is asked for."""
        return self._real.reports_with(self._asked(wanted))

    def incident_rows(
        self, chosen: Chosen, *, order: str = "newest", offset: int = 0, limit: int | None = None
    ) -> list[IncidentRow]:
        """Incidents in a list; their rows name no person, and tell only roughly where what may be in use is."""
        rows = self._real.incident_rows(self._asked(chosen), order=order, offset=offset, limit=limit)
        return coarse_rows(self._real, rows) if self._generalise else rows

    def count_incidents(self, chosen: Chosen) -> Counts:
        """How many are chosen."""
        return self._real.count_incidents(self._asked(chosen))

    def incident_days(self, chosen: Chosen) -> list[tuple[str, str, int]]:
        """The days of those that are chosen."""
        return self._real.incident_days(self._asked(chosen))

    def incident_figures(self, chosen: Chosen, *, measure: str, of: str, unit: str) -> list[FigureRow]:
        """The figures of those that are chosen."""
        return self._real.incident_figures(self._asked(chosen), measure=measure, of=of, unit=unit)

    def measured(self, chosen: Chosen) -> list[tuple[str, str, str, int]]:
        """What is measured in those that are chosen."""
        return self._real.measured(self._asked(chosen))

    def _asked(self, chosen: Asked) -> Asked:
        """What is asked for, by no private name: whoever asks for one is told of nothing."""
        private = self._names().parts() if chosen.parties else frozenset()
        parties = tuple(BLOCK if private & set(fold(party).split()) else party for party in chosen.parties)
        if self._generalise and isinstance(chosen, Chosen) and chosen.box is not None:
            chosen = replace(chosen, box=whole_cells(chosen.box, coarsest()))
        return replace(chosen, parties=parties)

    def untold(self, rules: str) -> dict[str, str]:
        """Nothing: the keeper of the store brings its incidents up to date, and no reader's page does."""
        del rules
        return {}

    def unheeded(self) -> list[str]:
        """None, for the same reason."""
        return []

    def waiting_tellings(self) -> tuple[list[str], int]:
        """None, for the same reason."""
        return [], 0

    def problems(self) -> list[Problem]:
        """What went wrong; the message may hold words of a report, the name those of a file."""
        mask = self._everywhere(self._names())
        return [
            replace(one, report=mask.text(one.report, any_case=True), message=mask.text(one.message, any_case=True))
            for one in self._real.problems()
        ]

    def notes(self) -> list[Note]:
        """What people wrote about sources: it may name someone, and so may the source."""
        mask = self._everywhere(self._names())
        return [
            replace(one, name=mask.text(one.name, any_case=True), words=mask.text(one.words, any_case=True))
            for one in self._real.notes()
        ]

    def origin_groups(self) -> list[Came]:
        """Where reports came from; a file or an address may have been named after someone, and so may its folder."""
        mask = self._everywhere(self._names())
        return [replace(one, name=mask.text(_last(one.name), any_case=True)) for one in self._real.origin_groups()]

    def veiled(self, claims: Iterator[Claim]) -> Iterator[Claim]:
        """Claims veiled, in their order."""
        while several := list(islice(claims, PART)):
            known = self._masks.of({claim.report for claim in several}, self._names())
            for claim in several:
                seen = known[claim.report].mask.value(claim, known[claim.report].text)
                yield generalised_claim(seen) if self._generalise else seen

    def decision(self, decision: Decision) -> Decision:
        """A decision without names."""
        return self._decision(decision, self._names(), self._homes())

    def _decision(self, decision: Decision, names: Names, homes: Mapping[str, str]) -> Decision:
        mask = names.for_reports({homes[claim] for claim in decision.claims if claim in homes})
        is_place = self._generalise and tells_points(decision.kind, decision.field)
        seen = decision_without(decision, mask, self._everywhere(names))
        return replace(seen, old=None, new=None) if is_place else seen  # a place may be exact

    def _everywhere(self, names: Names) -> Mask:
        """What veils words of people who write freely: every word of every name, whoever it is about."""
        known, mask = self._anywhere
        if known is not names:
            mask = Mask(names.parts(), names.starts)
            self._anywhere = (names, mask)
        return mask

    def incident(self, incident: Incident) -> Incident:
        """An incident without names."""
        return self._incident(incident, self._names(), self._homes())

    def _incident(self, incident: Incident, names: Names, homes: Mapping[str, str]) -> Incident:
        reports = {homes[member.claim] for member in incident.claims if member.claim in homes}
        mask = replace(names.for_reports(reports), always=True)  # reasons compare names in small letters
        seen = mask.value(incident)
        return generalised_incident(seen) if self._generalise else seen

    def _renew(self, old: Names, new: Names, changed: Collection[str], words: frozenset[str]) -> None:
        """Other names are veiled now: what some reports show has changed, and texts with one of some words."""
        self._masks.renew(old, new, changed, words)


def decision_without(decision: Decision, mask: Mask, everywhere: Mask) -> Decision:
    """A decision under its own id, without the names: `mask` those of its reports, `everywhere` any, in its reason."""
    told = {f.name: getattr(decision, f.name) for f in fields(Decision) if f.init}
    told |= {"old": mask.value(decision.old), "new": mask.value(decision.new)}
    told["reason"] = decision.reason and everywhere.text(decision.reason, any_case=True)
    return VeiledDecision(**told, known_as=decision.id)


def _last(name: str) -> str:
    """The name of a file without its folders; an address stays whole."""
    return name if "://" in name else re.split(r"[/\\]", name)[-1]


def _report(report: Report, veiled: Veiled) -> Report:
    mask = veiled.mask
    bare = replace(report, text="", paragraphs=(), source_sha256="")
    return replace(
        mask.value(bare, veiled.text),
        text=veiled.text,
        author=None,
        url=report.url and mask.text(report.url, any_case=True),
        external_id=report.external_id and mask.text(report.external_id, any_case=True),
        source_sha256=report.source_sha256,
        paragraphs=report.paragraphs,
    )


def _asks(word: str, beginnings: Sequence[str], private: frozenset[str]) -> bool:
    return word in private or (word in beginnings and any(part.startswith(word) for part in private))


def _holds(report: Report, query: Any) -> bool:
    words = set(fold(report.text).split())
    return (
        all(word in words for word in query.words)
        and all(any(one.startswith(start) for one in words) for start in query.beginnings)
        and query.holds_phrases(report.text)
    )
