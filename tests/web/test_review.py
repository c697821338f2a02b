"""The review: the queue, decisions made on what was seen, and what happens when two people decide at once."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient

from dateline.pipeline.deciding import Deciding, made_of
from dateline.store import Store
from dateline.web.contexts.queue import QueueAsked, ordered
from dateline.web.contexts.register import Register

JSON = {"Accept": "application/json"}


@pytest.fixture
def register(client: TestClient) -> Register:
    found: Register = client.app.state.register  # type: ignore[attr-defined]
    return found


def opened(client: TestClient, query: str = "") -> dict[str, str]:
    """The claim that the page has open: its id, its version, the one after."""
    page = client.get(f"/review{query}").text
    found = re.search(r'<div class="item" data-id="([^"]*)" data-version="([^"]*)" data-after="([^"]*)"', page)
    assert found
    return dict(zip(("id", "version", "after"), found.groups(), strict=True))


def decide(client: TestClient, item: dict[str, str], kind: str, **more: str) -> Any:
    return client.post(
        f"/claims/{item['id']}/decide", data={"kind": kind, "version": item["version"], **more}, headers=JSON
    )


def state_of(register: Register, claim: str) -> str:
    row = register.now().row(claim)
    assert row is not None
    return row.state


def test_looking_never_decides(client: TestClient, kept: Store) -> None:
    item = opened(client)
    for address in ("/review", f"/review/item?at={item['after']}", f"/claims/{item['id']}", "/"):
        assert client.get(address).status_code == 200
    assert kept.decisions() == []


def test_a_claim_is_accepted_and_the_next_one_is_open(client: TestClient, kept: Store, register: Register) -> None:
    item = opened(client)
    answer = decide(client, item, "accept", reason="read twice")
    assert answer.status_code == 200
    (decision,) = kept.decisions()
    assert (decision.kind, decision.by, decision.reason, decision.claims) == (
        "accept", "Lena M.", "read twice", (item["id"],)
    )  # fmt: skip
    assert state_of(register, item["id"]) == "accepted"
    assert opened(client)["id"] == item["after"]


def test_a_form_without_scripts_goes_on_to_the_next(client: TestClient) -> None:
    item = opened(client)
    data = {"kind": "reject", "version": item["version"], "back": f"/review?at={item['after']}"}
    answer = client.post(f"/claims/{item['id']}/decide", data=data, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/review?at={item['after']}")


@pytest.mark.parametrize("back", ["//evil.example/", "https://evil.example/", "/\\\\evil.example"])
def test_a_form_leads_nowhere_else(client: TestClient, back: str) -> None:
    item = opened(client)
    data = {"kind": "reject", "version": item["version"], "back": back}
    answer = client.post(f"/claims/{item['id']}/decide", data=data, follow_redirects=False)
    assert answer.headers["location"] == "/"


def test_two_who_decide_at_once_are_told(client: TestClient, kept: Store, register: Register) -> None:
    item = opened(client)
    kept.decide(made_of(kept, Deciding(kind="reject", ids=(item["id"],), by="Omar K.", reason="a drill")))
    answer = decide(client, item, "accept")
    assert answer.status_code == 409
    told = answer.json()
    assert [(one["by"], one["kind"], one["undone"]) for one in told["since"]] == [("Omar K.", "reject", False)]
    assert "Omar K. decided on it meanwhile" in told["error"]
    assert state_of(register, item["id"]) == "rejected"
    again = client.get(f"/review/item?at={item['id']}&seen={item['version']}").text
    assert "Changed since you looked" in again
    assert decide(client, {**item, "version": told["version"]}, "accept").status_code == 200
    page = client.get(f"/review?at={item['id']}").text
    assert "They disagree." in page
    assert opened(client, "?show=disagreement")["id"] == item["id"]


def test_undo_is_a_decision_of_its_own(client: TestClient, kept: Store, register: Register) -> None:
    item = opened(client)
    decide(client, item, "reject")
    answer = client.post("/decisions/undo", headers=JSON)
    assert answer.json()["undone"]["claims"] == [item["id"]]
    assert [decision.kind for decision in kept.decisions()] == ["reject", "undo"]
    assert state_of(register, item["id"]) == "unreviewed"
    again = client.post("/decisions/undo", headers=JSON)
    assert (again.status_code, again.json()["error"]) == (400, "there is no decision to take back")


def test_one_takes_back_only_what_one_decided_unless_it_is_named(client: TestClient, kept: Store) -> None:
    claim = opened(client)["id"]
    (other,) = kept.decide(made_of(kept, Deciding(kind="reject", ids=(claim,), by="Omar K.")))
    assert client.post("/decisions/undo", headers=JSON).status_code == 400
    assert client.post("/decisions/undo", data={"decision": other.id}, headers=JSON).status_code == 200
    assert client.post("/decisions/undo", data={"decision": other.id}, headers=JSON).status_code == 400


@pytest.mark.parametrize("by", ["doubt", "weight", "place", "newest"])
def test_the_queue_has_an_order(register: Register, by: str) -> None:
    rows, reports = ordered(register.now(), QueueAsked(by=by), "Lena M."), register.now().reports
    assert len(rows) == sum(1 for _ in register.now().all_claims())
    keys = {
        "doubt": [-row.doubt for row in rows],
        "weight": [-row.weight for row in rows],
        "place": [(row.country or "~", row.site or "~") for row in rows],
        "newest": [-date.fromisoformat(str(reports[row.report].published)).toordinal() for row in rows],
    }
    assert keys[by] == sorted(keys[by])  # type: ignore[type-var]


def test_the_queue_is_narrowed(client: TestClient, register: Register) -> None:
    rows = ordered(register.now(), QueueAsked(event="airstrike", place="umm k"), "Lena M.")
    assert rows
    assert {row.event for row in rows} == {"airstrike"}
    assert all("Umm" in (row.site or "") for row in rows)
    assert opened(client, "?event=airstrike&place=umm+k")["id"] == rows[0].id
    assert "Nothing is left here" in client.get("/review?event=torture").text


def test_a_second_look_is_for_someone_else(kept: Store, register: Register) -> None:
    one, other = [row.id for row in register.now().all_claims()][:2]
    kept.decide(made_of(kept, Deciding(kind="accept", ids=(one,), by="Omar K.")))
    kept.decide(made_of(kept, Deciding(kind="accept", ids=(other,), by="Lena M.")))
    assert [row.id for row in ordered(register.now(), QueueAsked(show="second"), "Lena M.")] == [one]


def test_agreement_is_reported(client: TestClient, kept: Store, register: Register) -> None:
    ids = [row.id for row in register.now().all_claims()][:4]
    for number, claim in enumerate(ids):
        kept.decide(made_of(kept, Deciding(kind="accept" if number < 2 else "reject", ids=(claim,), by="Lena M.")))
        kept.decide(made_of(kept, Deciding(kind="accept" if number < 3 else "reject", ids=(claim,), by="Omar K.")))
    page = client.get("/review").text
    assert re.search(r"Omar K\.</bdi></th><td[^>]*>4</td><td[^>]*>3</td><td[^>]*>0\.50<", page)


def test_claims_are_judged_the_same_or_not(client: TestClient, kept: Store, register: Register) -> None:
    item = opened(client, "?event=airstrike")
    mine = register.now().row(item["id"])
    assert mine is not None
    same = [row for row in register.now().all_claims() if row.event == "airstrike" and row.report == mine.report]
    other = next(row.id for row in same if row.id != item["id"])
    for kind in ("same", "different"):
        answer = client.post(f"/claims/{item['id']}/decide", data={"kind": kind, "other": other}, headers=JSON)
        assert answer.status_code == 200
    assert [(d.kind, set(d.claims)) for d in kept.decisions()] == [
        ("same", {item["id"], other}), ("different", {item["id"], other})
    ]  # fmt: skip
    assert f'value="{other}"' in client.get(f"/claims/{item['id']}/companions?how=same").text
    alone = client.post(f"/claims/{item['id']}/decide", data={"kind": "same"}, headers=JSON)
    assert alone.status_code == 400


@pytest.mark.parametrize("kind", ["", "undo", "grade", "applaud"])
def test_nothing_else_is_decided_on_a_claim(client: TestClient, kept: Store, kind: str) -> None:
    assert decide(client, opened(client), kind).status_code == 400
    assert kept.decisions() == []


def test_what_was_taken_back_is_made_anew(client: TestClient, register: Register) -> None:
    first = opened(client)
    decide(client, first, "reject")
    second = opened(client)
    decide(client, second, "accept")
    for _ in range(2):
        client.post("/decisions/undo", headers=JSON)
    assert [state_of(register, item["id"]) for item in (first, second)] == ["unreviewed", "unreviewed"]
    assert 'class="undone"' in client.get(f"/claims/{first['id']}").text
    redone = [client.post("/decisions/redo", headers=JSON).json()["redone"]["claims"][0] for _ in range(2)]
    assert redone == [first["id"], second["id"]]
    assert [state_of(register, item["id"]) for item in (first, second)] == ["rejected", "accepted"]
    assert 'class="undone"' not in client.get(f"/claims/{first['id']}").text
    assert client.post("/decisions/redo", headers=JSON).status_code == 400


def test_nothing_is_made_anew_after_another_decision(client: TestClient) -> None:
    decide(client, opened(client), "reject")
    client.post("/decisions/undo", headers=JSON)
    decide(client, opened(client), "accept")
    assert client.post("/decisions/redo", headers=JSON).status_code == 400


def test_many_are_decided_on_by_one_decision_with_a_reason(client: TestClient, kept: Store, register: Register) -> None:
    page = client.get("/review/together?event=casualties").text
    seal = page.partition('name="seal" value="')[2].partition('"')[0]
    asked = {"kind": "reject", "seal": seal}
    assert client.post("/review/together?event=casualties", data=asked, headers=JSON).status_code == 400
    asked["reason"] = "told without their event"
    assert client.post("/review/together?event=demand", data=asked, headers=JSON).status_code == 400  # not those shown
    assert client.post("/review/together?event=casualties", data=asked, headers=JSON).status_code == 200
    (decision,) = kept.decisions()
    assert {row.state for row in register.now().all_claims() if row.event == "casualties"} == {"rejected"}
    assert len(decision.claims) == page.count('scope="row"')
    client.post("/decisions/undo", headers=JSON)
    assert {row.state for row in register.now().all_claims()} == {"unreviewed"}


def test_a_flag_is_put_up_and_taken_away(client: TestClient, kept: Store, register: Register) -> None:
    item = opened(client)
    assert decide(client, item, "flag", reason="two towns of that name").status_code == 200
    row = register.now().row(item["id"])
    assert row is not None
    assert (row.flags, row.waits, row.state, "flagged" in row.doubts) == (("Lena M.",), True, "unreviewed", True)
    page = client.get("/review?show=flagged").text
    assert "two towns of that name" in page
    assert opened(client, "?show=flagged")["id"] == item["id"]
    assert decide(client, item, "flag").json()["undone"]["kind"] == "flag"
    assert [decision.kind for decision in kept.decisions()] == ["flag", "undo"]
    assert "Nothing is left here" in client.get("/review?show=flagged").text


def test_a_claim_is_split_and_its_parts_are_told_apart(client: TestClient, kept: Store, register: Register) -> None:
    claim = next(one for one in kept.claims() if len(one.participants) > 1)
    form = client.get(f"/claims/{claim.id}/split").text
    assert 'name="participants.0" value="first"' in form
    item = opened(client, f"?at={claim.id}")
    shared = {"participants.0": "first", "participants.1": "second", "event": "raid"}
    answer = decide(client, item, "split", **shared)
    assert answer.status_code == 200
    (decision,) = answer.json()["decisions"]
    first, second = (register.now().row(one) for one in decision["claims"])
    assert first is not None
    assert second is not None
    assert (first.state, second.state, second.event) == ("amended", "amended", "raid")
    reviews = register.applied(list(kept.claims_by_id(decision["claims"]).values()))
    kept_by = [[one.name for one in reviews[key].claim.participants] for key in decision["claims"]]  # type: ignore[union-attr]
    names = [one.name for one in claim.participants]
    assert kept_by == [[names[0], *names[2:]], names[1:]]
    page = client.get(f"/claims/{second.id}").text
    assert f'into <a href="/claims/{claim.id}">' in page
    assert client.get(f"/incidents/of/{second.id}").status_code == 200
    assert decide(client, opened(client, f"?at={claim.id}"), "split", event=claim.event).status_code == 400
    client.post("/decisions/undo", headers=JSON)
    assert register.now().row(second.id) is None
    assert client.get(f"/claims/{second.id}").status_code == 404
