"""Who may ask, and what need not be made again."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from dateline.records import Claim
from dateline.store import Decision, Store
from dateline.store.canon import claim_digest


def accept(kept: Store, claim: Claim) -> Decision:
    return Decision(
        kind="accept",
        subjects=(claim.id,),
        by="Lena M.",
        at=kept.now(),
        claims=(claim.id,),
        seen=(claim_digest(claim),),
    )


def test_a_server_on_this_machine_answers_to_its_own_names_alone(client: TestClient) -> None:
    assert client.get("/", headers={"Host": "localhost:8000"}).status_code == 200
    assert client.get("/", headers={"Host": "evil.example:8000"}).status_code == 403


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}]
)
def test_another_page_cannot_decide(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/", headers=headers).status_code == 403
    assert client.post("/", headers={"Origin": "http://127.0.0.1:8000"}).status_code == 405


@pytest.mark.parametrize("address", ["/", "/reports", "/api/reports"])
def test_a_page_is_made_anew_only_when_the_store_changed(client: TestClient, kept: Store, address: str) -> None:
    tag = client.get(address).headers["etag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    kept.decide([accept(kept, next(iter(kept.claims())))])
    again = client.get(address, headers={"If-None-Match": tag})
    assert again.status_code == 200
    assert again.headers["etag"] != tag


def test_files_are_kept_for_good_under_an_address_of_their_own(client: TestClient) -> None:
    from dateline.web import assets

    answer = client.get(assets.address("css/base.css"))
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
