"""The register is what the store says, however it came to be so."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from dateline.records import Claim
from dateline.store import Decision, Kind, Result, Store
from dateline.store.canon import claim_digest
from dateline.store.reports import report_digest
from dateline.web.contexts.register import Register


@pytest.fixture
def register(client: TestClient) -> Register:
    found = client.app.state.register  # type: ignore[attr-defined]
    assert isinstance(found, Register)
    return found


def decide(kept: Store, kind: Kind, *claims: Claim, subjects: tuple[str, ...] = (), **more: object) -> Decision:
    decision = Decision(
        kind=kind,
        subjects=subjects or tuple(claim.id for claim in claims),
        by="Lena M.",
        at=kept.now(),
        claims=tuple(claim.id for claim in claims),
        seen=tuple(claim_digest(claim) for claim in claims),
        **more,  # type: ignore[arg-type]
    )
    kept.decide([decision])
    return decision


def same_as_anew(register: Register, kept: Store) -> bool:
    return register.now() == Register(kept).now()


def test_it_holds_every_report_and_claim(register: Register, kept: Store) -> None:
    state = register.now()
    assert set(state.reports) == set(kept.report_ids())
    assert [row.id for row in state.all_claims()] == [c.id for one in state.newest for c in kept.claims(of=[one])]
    assert {row.state for row in state.all_claims()} == {"unreviewed"}


def test_it_follows_decisions_and_their_undoing(register: Register, kept: Store) -> None:
    one, other = list(kept.claims())[:2]
    register.now()
    rejected = decide(kept, Kind.REJECT, one)
    amended = decide(kept, Kind.AMEND, other, field="stance", old=other.stance, new="alleged")
    assert register.now().row(one.id).state == "rejected"  # type: ignore[union-attr]
    assert register.now().row(other.id).stance == "alleged"  # type: ignore[union-attr]
    assert same_as_anew(register, kept)
    decide(kept, Kind.UNDO, subjects=(rejected.id,))
    assert register.now().row(one.id).state == "unreviewed"  # type: ignore[union-attr]
    assert register.now().row(other.id).state == "amended"  # type: ignore[union-attr]
    undo = decide(kept, Kind.UNDO, subjects=(amended.id,))
    decide(kept, Kind.UNDO, subjects=(undo.id,))
    assert register.now().row(other.id).state == "amended"  # type: ignore[union-attr]
    assert same_as_anew(register, kept)


def test_it_follows_the_coder(register: Register, kept: Store) -> None:
    report = register.now().newest[0]
    claims = list(kept.claims(of=[report]))
    digest = report_digest(kept.reports([report])[report])
    kept.put([Result(report=report, coded_as=digest, claims=tuple(claims[1:]))])
    assert register.now().row(claims[0].id) is None
    assert [row.id for row in register.now().claims[report]] == [claim.id for claim in claims[1:]]
    assert same_as_anew(register, kept)


def test_what_was_asked_of_it_stays_as_it_was(register: Register, kept: Store) -> None:
    before = register.now()
    claim = next(iter(kept.claims()))
    decide(kept, Kind.ACCEPT, claim)
    assert before.row(claim.id).state == "unreviewed"  # type: ignore[union-attr]
    assert register.now().row(claim.id).state == "accepted"  # type: ignore[union-attr]
