"""IDU-shaped rows: flows of displaced people, one for each figure of a claim that tells of them."""

from __future__ import annotations

import html
from collections.abc import Iterator

from dateline.export import wording
from dateline.export.contents import ReviewedClaim, Standing
from dateline.export.picking import Picked
from dateline.export.rowfiles import Cells, Layout, NoHomeError
from dateline.export.schemes import country_name, number_of, scheme
from dateline.records import Claim, Figure, Place
from dateline.reference.numbers import resolve_again
from dateline.reference.ontology import stance_codes

#: Stances of what is told as having happened.
HAPPENED = frozenset({"asserted", "alleged", "unconfirmed"})
#: Scopes that are no flow, and why they stay out.
NO_FLOW = {
    "stock": "IDU: how many are displaced at a time, which is no flow",
    "cumulative": "IDU: a running total, which is no new flow",
}


class Idu(Layout):
    """One row for each flow."""

    name = "idu"
    title = "IDMC-IDU-shaped CSV"
    kinds = ("claims",)
    layouts = ("public API, 25 fields",)
    loss = (
        "only flows: stocks and running totals are left out",
        "households, unless the words say how large one is and the claims were coded with the profile idmc",
        "low and high: the number and its qualifier",
    )

    def cells(self, record: ReviewedClaim, _picked: Picked) -> Iterator[Cells]:
        """The rows of a claim; raises NoHomeError where it tells of no flow."""
        claim = record.claim
        figures = [f for f in claim.figures if f.measure == "displaced" and f.part_of is None]
        if claim.event not in scheme("idu")["events"] and not figures:
            raise NoHomeError("IDU: no displacement")
        if claim.stance not in HAPPENED & stance_codes():
            raise NoHomeError("IDU: not told as having happened")
        flows = [f for f in figures if f.scope not in NO_FLOW]
        if not flows:
            raise NoHomeError(NO_FLOW[figures[0].scope] if figures else "IDU: no number of displaced people")
        people = [f for f in flows if f.unit == "person" or f.rule.endswith(".households")]
        if not people:
            raise NoHomeError("IDU: counted in households")
        people = [figure for figure in people if any(_days(claim, figure))]
        if not people:
            raise NoHomeError("IDU: no day")
        place = place_fled(claim)
        if place is None or place.country is None:
            raise NoHomeError("IDU: no country from which they fled")
        numbered = {id(figure): number for number, figure in enumerate(claim.figures)}
        for figure in people:
            yield _row(record, figure, numbered[id(figure)], place)


def place_fled(claim: Claim) -> Place | None:
    """Where a flow began: IDMC counts it there.

    A place that people reached stands for it only where they are of its country: who fled to another is no IDP.
    """
    for role in ("origin", "site", "area"):
        if found := next((place for place in claim.places if place.role == role and place.country), None):
            return found
    homes = {one.country for one in claim.participants if one.role in ("victim", "target", "actor") and one.country}
    return next((place for place in claim.places if place.country is not None and {place.country} == homes), None)


def _days(claim: Claim, figure: Figure) -> tuple[str | None, str | None]:
    """The first and the last day of a figure, else of its claim."""
    start = (figure.period.start if figure.period else None) or (claim.time.start if claim.time else None)
    end = (figure.period.end if figure.period else None) or (claim.time.end if claim.time else None)
    return start, end or start


def _row(record: ReviewedClaim, figure: Figure, number: int, place: Place) -> Cells:
    claim = record.claim
    read = resolve_again(figure, "idmc") if figure.unit == "person" else figure
    people = next((int(n) for n in (read.best, read.low, read.high) if n is not None), None)
    qualifier = scheme("idu", "qualifier").get(figure.quantifier)
    start, end = _days(claim, figure)
    country = country_name(place.country)
    short = f"{country}: {people:,} displacements" if people is not None else f"{country}: displacement"
    popup = f"<b>{html.escape(short)}</b><br>{html.escape(wording.clean(claim.evidence.text))}"
    said = f"{record.report.publisher or ''} - {(record.report.published or '')[:10]}"
    url = record.report.url or ""
    link = f'<a href="{html.escape(url)}">{html.escape(said)}</a>' if _is_web(url) else html.escape(said)
    known = place.latitude is not None and place.longitude is not None
    return {
        "id": number_of(f"{claim.id}:{number}"),
        "country": country,
        "iso3": place.country,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "centroid": f"[{place.latitude:g}, {place.longitude:g}]" if known else None,
        "role": "Recommended figure" if record.standing is Standing.REVIEWED else "Triangulation",
        "displacement_type": "Conflict",
        "qualifier": qualifier,
        "figure": people,
        "displacement_date": start or end,
        "displacement_start_date": start,
        "displacement_end_date": end,
        "year": int((start or end or "")[:4]),
        "event_name": f"{country}: {wording.event_words(claim.event)}, {place.name or place.mention.text}",
        "event_start_date": start,
        "event_end_date": end,
        "category": "Conflict",
        "type": "Conflict",
        "standard_popup_text": f"{popup}<br>{link}",
        "standard_info_text": f"<b>{html.escape(short)}</b>",
        "old_id": claim.id,
        "review": str(record.standing),
    }


def _is_web(url: str) -> bool:
    return url.startswith(("http://", "https://"))
