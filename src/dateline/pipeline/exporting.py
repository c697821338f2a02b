"""A store's contents on their way into a file: what was asked for, as it stands after review, with its reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from dateline import __version__
from dateline.errors import ExportError
from dateline.export.contents import KeptReport, ReviewedClaim, ReviewedIncident, TallyRow
from dateline.export.exporter import check, export
from dateline.export.formats import exporter
from dateline.export.manifest import Made
from dateline.export.picking import Options
from dateline.export.privacy import privacy
from dateline.pipeline.tally import tally_rows
from dateline.pipeline.view import Asked, View
from dateline.records import Report
from dateline.reference.data_version import data_version
from dateline.review import Review
from dateline.store import Store, decision_to_json

PART = 200
#: How many reports are kept at hand while incidents that share them go by.
AT_HAND = 2000


class StoreContents:
    """What a store holds of what is asked for."""

    def __init__(self, store: Store, view: View) -> None:
        self._store = store
        self._view = view
        self._at_hand: dict[str, Report] = {}

    def reports(self) -> Iterator[KeptReport]:
        """The reports that are asked for, with their claims; without filters of claims also those that have none."""
        with_claims = self._view.reviews()
        if self._view.asked.narrows_claims:
            for report, reviews in with_claims:
                yield self._kept(report, reviews)
            return
        following = next(with_claims, None)
        ids = self._view.report_ids
        for start in range(0, len(ids), PART):
            part = ids[start : start + PART]
            reports = self._store.reports(part)
            for one in part:
                if following is not None and following[0].id == one:
                    yield self._kept(*following)
                    following = next(with_claims, None)
                else:
                    yield self._kept(reports[one], [])

    def _kept(self, report: Report, reviews: Sequence[Review]) -> KeptReport:
        return KeptReport(
            report=report,
            claims=tuple(_reviewed(report, review) for review in reviews),
            original=partial(self._original, report.source_sha256),
        )

    def _original(self, sha256: str) -> bytes:
        """The bytes that were read; the store of a reader refuses them."""
        return self._store.original(sha256)

    def claims(self) -> Iterator[ReviewedClaim]:
        """The claims that are asked for, report by report."""
        for report, reviews in self._view.reviews():
            yield from (_reviewed(report, review) for review in reviews)

    def incidents(self) -> Iterator[ReviewedIncident]:
        """The incidents that are asked for, each with its claims and their reports."""
        found = self._view.incidents()
        while batch := list(islice(found, PART)):
            reports = self._reports({review.machine.report for _, reviews in batch for review in reviews})
            for incident, reviews in batch:
                claims = tuple(_reviewed(reports[review.machine.report], review) for review in reviews)
                yield ReviewedIncident(incident=incident, claims=claims)

    def _reports(self, ids: set[str]) -> dict[str, Report]:
        missing = sorted(ids - self._at_hand.keys())
        if missing:
            if len(self._at_hand) > AT_HAND:
                self._at_hand.clear()
                missing = sorted(ids)
            self._at_hand |= self._store.reports(missing)
        return self._at_hand

    def tallies(self) -> Iterator[TallyRow]:
        """What the incidents add up to, and the totals that were reported."""
        return tally_rows(self._view)


def _reviewed(report: Report, review: Review) -> ReviewedClaim:
    claim = review.claim or review.machine
    return ReviewedClaim(
        report=report,
        claim=claim,
        state=str(review.state),
        decisions=tuple(decision_to_json(decision) for decision in review.decisions),
        machine=review.machine if claim != review.machine else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporting:
    """What was asked of an export: kind and format, where to, which rows; `role` is what the user is."""

    kind: str
    format: str
    path: Path
    asked: Asked
    options: Options = field(default_factory=Options)
    role: str = "reader"


def export_store(store: Store, request: Exporting) -> dict[str, Any]:
    """Write what is asked for and its manifest; the manifest. Raises ExportError where it cannot be."""
    check_export(request)
    view = View(store, request.asked)
    made = Made(version=__version__, data=data_version(), at=store.now(), asked=_told(request.asked))
    contents = StoreContents(store, view)
    options = replace(request.options, filters=_in_words(made.asked))
    return export(exporter(request.format), contents, request.kind, request.path, options=options, made=made)


def check_export(request: Exporting) -> None:
    """Raise ExportError where an export cannot be, before the store is read."""
    if request.options.sensitive and request.role not in privacy().roles:
        allowed = " or ".join(sorted(privacy().roles))
        raise ExportError(f"--sensitive: is for a {allowed}; this user is a {request.role} (setting `role`)")
    check(exporter(request.format), request.kind, request.options, request.path)


def _told(asked: Asked) -> dict[str, Any]:
    """The filters that were set, as the manifest tells them."""
    filters = {key: value for key, value in asdict(asked).items() if key != "wanted"}
    return {key: list(value) if isinstance(value, tuple) else value for key, value in filters.items() if value}


def _in_words(asked: Mapping[str, Any]) -> str:
    """The filters as a bulletin tells them: "places Sudan; start 2024-09-01"."""
    shown = {key: ", ".join(value) if isinstance(value, list) else str(value) for key, value in asked.items()}
    return "; ".join(f"{key.replace('_', ' ')} {value}" for key, value in shown.items())
