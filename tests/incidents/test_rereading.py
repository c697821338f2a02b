"""Numbers read again by another profile: the same words, other bounds, and what people settled as it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.web.conftest import coded  # noqa: F401  # a store of the samples

from dateline.incidents import fuse
from dateline.incidents.rereading import reread_claim, reread_incident
from dateline.records import Settled
from dateline.reference.numbers import bounds
from dateline.store import Store


def test_an_incident_is_what_it_would_be_by_that_profile(coded: Path) -> None:  # noqa: F811
    with Store.open(str(coded)) as store:
        claims, reports = list(store.claims()), store.reports(store.report_ids())
    house = {incident.id: incident for incident in fuse(claims, reports=reports)}
    acled = fuse([reread_claim(claim, "acled") for claim in claims], reports=reports, profile="acled")
    by_id = {claim.id: claim for claim in claims}
    changed = 0
    for expected in acled:
        incident = house[expected.id]
        members = [by_id[m.claim] for m in incident.claims if m.role != "excluded"]
        assert reread_incident(incident, members, reports, "house") == incident
        read = reread_incident(incident, [reread_claim(one, "acled") for one in members], reports, "acled")
        assert read.figures == expected.figures
        changed += read.figures != incident.figures
    assert changed


def test_what_a_person_set_stays(coded: Path) -> None:  # noqa: F811
    with Store.open(str(coded)) as store:
        claims, reports = list(store.claims()), store.reports(store.report_ids())
    claim = next(one for one in claims if any(f.quantifier == "at_least" and f.high is None for f in one.figures))
    at = next(n for n, f in enumerate(claim.figures) if f.quantifier == "at_least")
    figure = claim.figures[at]
    told = bounds(n=figure.n, n2=None, quantifier="at_least", word=None, profile="acled")
    assert reread_claim(claim, "acled").figures[at].high == told.high
    by_hand = replace(
        claim, figures=tuple(replace(f, high=99.0) if n == at else f for n, f in enumerate(claim.figures))
    )
    assert reread_claim(by_hand, "acled").figures[at] == by_hand.figures[at]
    incident = next(one for one in fuse(claims, reports=reports) if one.figures)
    settled = Settled(by="Lena M.", at="2026-01-31T12:00:00+00:00", reason="the list", low=1, best=1, high=1)
    row = replace(incident.figures[0], low=5.0, best=6.0, high=7.0, settled=settled)
    members = [one for one in claims if any(m.claim == one.id and m.role != "excluded" for m in incident.claims)]
    kept = replace(incident, figures=(row, *incident.figures[1:]))
    assert reread_incident(kept, members, reports, "acled").figures[0] == row
