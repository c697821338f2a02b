"""One coder for all tests of claims: sentences go in, claims come out."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from dateline.pipeline.coding import Pipeline
from dateline.records import Claim
from dateline.text.readers import make_report

Code = Callable[..., tuple[Claim, ...]]
Single = Callable[..., Claim]

#: A Wednesday: "on Tuesday" is the 14th.
PUBLISHED = "2024-05-15"


@pytest.fixture(scope="session")
def code() -> Code:
    """Codes a text: `code(text, published=…, publisher=…)` gives its claims in order."""
    pipeline = Pipeline()

    @cache
    def claims(
        text: str, *, published: str | None = PUBLISHED, publisher: str | None = "Valley Courier"
    ) -> tuple[Claim, ...]:
        return pipeline.code(make_report(text, published=published, publisher=publisher, language="en")).claims

    return claims


@pytest.fixture(scope="session")
def single(code: Code) -> Single:
    """The one claim of an event that a text makes: `single(text, event)`; fails where there are none or two."""

    def claim(text: str, event: str, **options: str | None) -> Claim:
        claims = code(text, **options)
        found = [claim for claim in claims if claim.event == event]
        assert len(found) == 1, f"{[c.event for c in claims]} in {text!r}"
        return found[0]

    return claim
