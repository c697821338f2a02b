"""The register is what the store says, however it came to be so."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from dateline.records import Claim
from dateline.store import Decision, Kind, Result, Store
from dateline.store.canon import claim_digest
from dateline.store.reports import report_digest
from dateline.web.contexts.register import Register
from dateline.web.contexts.rows import ClaimRow, ReportRow
from dateline.web.veil.register import VeiledRegister


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


def test_what_each_report_gives_is_worked_out_once(register: Register, kept: Store) -> None:
    looked: list[str] = []

    def count(row: ReportRow, rows: tuple[ClaimRow, ...]) -> int:
        looked.append(row.id)
        return sum(one.waits for one in rows)

    first = register.now().of_each("waiting", count)
    assert sorted(looked) == sorted(kept.report_ids())
    looked.clear()
    claim = next(kept.claims())
    decide(kept, Kind.REJECT, claim)
    then = register.now().of_each("waiting", count)
    assert looked == [claim.report]
    assert then[claim.report] == first[claim.report] - 1


def test_what_a_reader_sees_is_what_is_veiled_anew(register: Register, kept: Store) -> None:
    veiled = VeiledRegister(kept, register)
    veiled.now()
    claim = next(one for one in kept.claims() if one.participants)
    others = [one for one in kept.claims(of=[claim.report]) if one.id != claim.id]
    person = replace(claim.participants[0], name="Halima Nur", kind="civilians", party=None)
    said = replace(claim, participants=(person, *claim.participants[1:]))
    report = kept.reports([claim.report])[claim.report]
    kept.put([Result(report=report.id, coded_as=report_digest(report), claims=(said, *others))])
    decide(kept, Kind.FLAG, others[0], reason="Halima Nur asks")
    seen = veiled.now()
    assert seen == VeiledRegister(kept, Register(kept)).now()
    assert "Nur" not in repr(seen)
    assert ("halima", "nur") in veiled.names().of[report.id]
    names = veiled.names()
    decide(kept, Kind.ACCEPT, others[0])
    assert veiled.now() == VeiledRegister(kept, Register(kept)).now()
    assert veiled.names() is names


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
