"""docs/web.md names what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from dateline.review.keys import keys
from dateline.web.contexts.queue import ORDERS, SHOWS
from dateline.web.contexts.search import OPERATORS
from dateline.web.pages import NAV

PAGE = (Path(__file__).parents[2] / "docs" / "web.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name",
    [
        *(f"`{address}`" for address, _ in NAV),
        *(f"`{name}:`" for name, _, _ in OPERATORS),
        *(ORDERS + SHOWS),
        *("DATELINE_USER", "--host", "--port", "--no-browser", "dateline[web]"),
    ],
)
def test_the_page_names(name: str) -> None:
    assert name in PAGE


def test_the_page_names_every_key() -> None:
    named = set(re.findall(r"`([^`])`", PAGE.partition("## Reviewing")[2].partition("Keys are off")[0])) | {"Space"}
    assert {key.key for key in keys()} - named == set()


def test_the_page_names_every_list_of_the_api(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert [path for path in paths if path.replace("{key}", "ID") not in PAGE] == []


def test_every_page_in_the_navigation_is_served(client: TestClient) -> None:
    assert [address for address, _ in NAV if client.get(address).status_code != 200] == []
