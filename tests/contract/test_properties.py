"""Whatever is added, in whatever order and however often, the store comes to hold the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.store import Found, Store

TEXTS = (
    "Soldiers killed 8 people in Oresk.",
    "Rebels killed 3 civilians in Marat on 2026-01-05.",
    "Nothing happened on Tuesday.",
)
KNOWN = st.fixed_dictionaries(
    {},
    optional={
        "publisher": st.sampled_from(["Oresk Wire", "Marat Post"]),
        "published": st.sampled_from(["2026-01-01", "2026-01-02", "2026-01-03T10:00:00Z"]),
        "title": st.sampled_from(["A title", "Another"]),
        "url": st.just("https://example.org/1"),
    },
)
ITEM = st.tuples(st.sampled_from(TEXTS), KNOWN, st.integers(0, 2))


def empty(address: str) -> None:
    """Take a store away, to begin anew."""
    if "://" in address:
        with psycopg.connect(address, autocommit=True) as connection:
            (name,) = connection.execute("SELECT current_schema()").fetchone() or ("",)
            connection.execute(f"DROP SCHEMA {name} CASCADE")  # type: ignore[call-overload]
            connection.execute(f"CREATE SCHEMA {name}")  # type: ignore[call-overload]
        return
    for end in ("", "-wal", "-shm"):
        Path(f"{address}{end}").unlink(missing_ok=True)


def held(store: Store) -> str:
    """All that a store holds, without when it came there."""
    ids = store.report_ids()
    reports = store.reports(ids)
    reports = [(one.id, one.published, one.publisher, one.title, one.url) for one in store.reports(ids).values()]
    origins = sorted((one.report, one.original, one.name) for met in store.origins(ids).values() for one in met)
    return repr([reports, origins, list(store.claims(of=ids)), store.uncoded()])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(items=st.lists(ITEM, min_size=1, max_size=6), data=st.data())
def test_any_order_any_batches_any_number_of_times_gives_the_same(
    address: str,
    tell: Callable[..., Found],
    coding: Callable[..., int],
    items: list[tuple[str, dict[str, str], int]],
    data: Any,
) -> None:
    found = [
        tell(text, name=f"{n}.json", data=json.dumps([text, known, n], sort_keys=True).encode(), **known)
        for text, known, n in items
    ]
    shuffled = data.draw(st.permutations([*found, *found[:2]]))
    cut = data.draw(st.integers(0, len(shuffled)))
    empty(address)
    with Store.open(address, make=True) as store:
        store.keep(found)
        coding(store)
        one = held(store)
        assert store.verify().faults == ()
    empty(address)
    with Store.open(address, make=True) as store:
        for part in (shuffled[:cut], shuffled[cut:]):
            store.keep(part)
            coding(store)
        assert held(store) == one
        assert store.verify().faults == ()
