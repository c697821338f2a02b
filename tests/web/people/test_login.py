"""Logging in, and what a session is worth."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from tests.web.people.conftest import BASE, PASSWORD, LogIn, send

from dateline.store import Role, Store
from dateline.web.app import make_app
from dateline.web.people.attempts import OF_NAME, WINDOW, Attempts
from dateline.web.people.passwords import made
from dateline.web.people.sessions import IDLE, LONGEST, Sessions


def test_nothing_is_shown_to_who_has_not_logged_in(guarded: FastAPI) -> None:
    client = TestClient(guarded, base_url=BASE, follow_redirects=False)
    for address in ("/", "/reports?q=market", "/nowhere", "/settings"):
        answer = client.get(address)
        assert answer.status_code == 303, address
        assert answer.headers["location"].startswith("/login?next=%2F")
    assert client.get("/api/reports").status_code == 401
    assert client.get("/openapi.json").status_code == 401
    assert client.get("/", headers={"HX-Request": "true"}).headers["hx-redirect"].startswith("/login")
    page = client.get("/login").text
    assert "store.db" not in page
    assert 'href="/reports"' not in page


def test_a_login_opens_what_was_asked_for(guarded: FastAPI) -> None:
    client = TestClient(guarded, base_url=BASE, follow_redirects=False)
    assert send(client, "Reader ONE", PASSWORD) == 303
    assert client.get("/reports").status_code == 200
    assert "reader one" in client.get("/").text


@pytest.mark.parametrize(
    ("name", "password"), [("reader one", "wrong"), ("nobody", PASSWORD), ("", ""), ("lead one", "x" * 1999)]
)
def test_a_wrong_login_does_not_say_what_was_wrong(guarded: FastAPI, name: str, password: str) -> None:
    client = TestClient(guarded, base_url=BASE, follow_redirects=False)
    assert send(client, name, password) == 401
    assert client.get("/").status_code == 303


def test_the_login_form_of_another_page_is_refused(guarded: FastAPI) -> None:
    client = TestClient(guarded, base_url=BASE, follow_redirects=False)
    sent = {"name": "reader one", "password": PASSWORD, "token": "guessed"}
    assert client.post("/login", data=sent).status_code == 403
    client.get("/login")
    assert client.post("/login", data=sent).status_code == 403


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(guarded: FastAPI) -> None:
    client = TestClient(guarded, base_url="https://127.0.0.1:8000", follow_redirects=False)
    assert send(client, "reader one", PASSWORD) == 303
    client.cookies.clear()
    form = client.get("/login")
    token = form.text.partition('name="token" value="')[2].partition('"')[0]
    answer = client.post("/login", data={"name": "reader one", "password": PASSWORD, "token": token})
    cookie = next(one for one in answer.headers.get_list("set-cookie") if "session" in one)
    assert cookie.startswith("__Host-dateline-session=")
    assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    plain = TestClient(guarded, base_url=BASE, follow_redirects=False)
    send(plain, "reader one", PASSWORD)
    assert "dateline-session" in plain.cookies


def test_a_login_gives_a_new_session_and_ends_the_old_one(guarded: FastAPI) -> None:
    client = TestClient(guarded, base_url=BASE, follow_redirects=False)
    client.cookies.set("dateline-session", "planted")
    send(client, "reader one", PASSWORD)
    first = client.cookies.get("dateline-session", domain="127.0.0.1")
    assert first != "planted"
    send(client, "reader one", PASSWORD)
    old = TestClient(guarded, base_url=BASE, follow_redirects=False, cookies={"dateline-session": str(first)})
    assert old.get("/").status_code == 303


def test_logging_out_ends_the_session(log_in: LogIn, guarded: FastAPI) -> None:
    client = log_in("reader one")
    token = client.cookies.get("dateline-session")
    assert client.post("/logout").status_code == 303
    again = TestClient(guarded, base_url=BASE, follow_redirects=False, cookies={"dateline-session": str(token)})
    assert again.get("/").status_code == 303


def test_who_is_removed_or_has_a_new_password_is_out_at_once(log_in: LogIn, guarded: FastAPI) -> None:
    reader, coder = log_in("reader one"), log_in("coder one")
    store: Store = guarded.state.store
    store.remove_user("reader one", by="the test")
    store.put_user(made("coder one", Role.CODER, "another password"), by="the test")
    assert reader.get("/").status_code == 303
    assert coder.get("/").status_code == 303


def test_a_new_role_counts_at_once(log_in: LogIn) -> None:
    lead, coder = log_in("lead one"), log_in("coder one")
    assert coder.get("/audit").status_code == 403
    assert lead.post("/settings/users/coder one/role", data={"role": "reviewer"}).status_code == 303
    assert coder.get("/audit").status_code == 200


def test_after_some_wrong_passwords_one_has_to_wait(guarded: FastAPI) -> None:
    client = TestClient(guarded, base_url=BASE, follow_redirects=False)
    assert [send(client, "reader one", "wrong") for _ in range(OF_NAME)] == [401] * OF_NAME
    assert send(client, "reader one", PASSWORD) == 429
    assert send(client, "coder one", PASSWORD) == 303


def test_the_limit_forgets_after_its_window() -> None:
    now = [1000.0]
    attempts = Attempts(lambda: now[0])
    for _ in range(OF_NAME):
        attempts.wrong("Lena", "10.0.0.1")
    assert attempts.wait(" lena ", "10.0.0.2") > 0
    assert attempts.wait("Omar", "10.0.0.1") == 0
    now[0] += WINDOW + 1
    assert attempts.wait("Lena", "10.0.0.1") == 0


def test_a_session_ends_when_it_is_not_used_and_in_any_case() -> None:
    now = [0.0]
    sessions = Sessions(lambda: now[0])
    user = made("Lena", Role.READER, PASSWORD)
    token = sessions.begin(user)
    now[0] = IDLE - 1
    assert sessions.of(token) is not None
    now[0] = 2 * IDLE
    assert sessions.of(token) is None
    token = sessions.begin(user)
    for _ in range(int(LONGEST / (IDLE / 2)) + 1):
        now[0] += IDLE / 2
        found = sessions.of(token)
    assert found is None


def test_a_form_without_the_token_of_its_page_changes_nothing(log_in: LogIn, guarded: FastAPI) -> None:
    lead = log_in("lead one")
    token = lead.headers.pop("X-CSRF-Token")
    sent = {"name": "New", "role": "reader", "password": PASSWORD}
    assert lead.post("/settings/users", data=sent).status_code == 403
    other = log_in("coder one").headers["X-CSRF-Token"]
    assert lead.post("/settings/users", data={**sent, "csrf": other}).status_code == 403
    assert lead.post("/settings/users", data={**sent, "csrf": token}).status_code == 303
    assert guarded.state.store.user("new").role == Role.READER


def test_every_form_that_changes_something_carries_the_token(log_in: LogIn) -> None:
    page = log_in("lead one").get("/settings").text
    assert page.count('method="post"') == page.count('name="csrf"') > 5


def test_who_decides_is_who_logged_in(log_in: LogIn, guarded: FastAPI) -> None:
    coder = log_in("coder one")
    claim = next(iter(guarded.state.store.claims())).id
    assert coder.post(f"/claims/{claim}/decide", data={"kind": "accept", "by": "Somebody Else"}).status_code == 303
    (decision,) = guarded.state.store.decisions()
    assert decision.by == "coder one"
    second = log_in("reviewer one")
    guarded.state.store.put_user(made("coder two", Role.CODER, PASSWORD), by="the test")
    assert log_in("coder two").post("/decisions/undo", data={"decision": decision.id}).status_code == 400
    assert second.post("/decisions/undo", data={"decision": decision.id}).status_code == 303


def test_one_changes_ones_own_password(log_in: LogIn, guarded: FastAPI) -> None:
    reader = log_in("reader one")
    other = log_in("reader one")
    assert reader.post("/settings/password", data={"old": "wrong", "new": "a new password"}).status_code == 400
    assert reader.post("/settings/password", data={"old": PASSWORD, "new": "a new password"}).status_code == 303
    assert reader.get("/").status_code == 200
    assert other.get("/").status_code == 303
    assert send(TestClient(guarded, base_url=BASE), "reader one", "a new password") == 303


def test_the_last_lead_stays(log_in: LogIn, guarded: FastAPI) -> None:
    lead = log_in("lead one")
    assert lead.post("/settings/users/lead one/remove").status_code == 400
    assert lead.post("/settings/users/lead one/role", data={"role": "reader"}).status_code == 400
    assert guarded.state.store.user("lead one").role == Role.LEAD


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_a_login_leads_nowhere_else(guarded: FastAPI, back: str) -> None:
    client = TestClient(guarded, base_url=BASE, follow_redirects=False)
    page = client.get("/login", params={"next": back}).text
    assert 'name="next" value="/"' in page


def test_on_this_machine_nobody_logs_in_and_all_is_allowed(client: TestClient) -> None:
    assert client.get("/audit").status_code == 200
    assert client.get("/login", follow_redirects=False).status_code == 303
    headers = {"X-CSRF-Token": "guessed"}
    assert client.post("/settings/mine", data={}, headers=headers).status_code == 403


def test_the_application_of_another_store_takes_no_session(log_in: LogIn, peopled: object) -> None:
    token = log_in("lead one").cookies.get("dateline-session")
    other = make_app(str(peopled), login=True)
    with TestClient(other, base_url=BASE, follow_redirects=False, cookies={"dateline-session": str(token)}) as client:
        assert client.get("/").status_code == 303
