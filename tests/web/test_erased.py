"""What is erased from a store while its pages are open is on no page any more, nor in a file that was made before."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi.testclient import TestClient
from tests.hostile.test_text_is_data import addresses
from tests.web.test_export import made

from dateline.pipeline.fusing import bring_up_to_date
from dateline.store import Store
from dateline.store.redacting import Redacting

WORD = "Keddada"


def test_words_erased_beside_the_pages_are_on_none_of_them(client: TestClient, kept: Store) -> None:
    asked = [*addresses(kept), "/search?q=market", "/tallies.csv"]
    seen = with_word(client, asked)
    assert len(seen) > 15
    where, _ = made(client, kind="claims", **{"as": "jsonl", "sensitive": "1", "unreviewed": "1"})
    assert WORD in client.get(f"{where}/file").text
    with Store.open(str(kept.address.path)) as other:
        assert other.redact(Redacting(words=(WORD,), by="Lena", reason="asked")).reports
        bring_up_to_date(other)
    assert with_word(client, seen) == []
    assert client.get(f"{where}/file").status_code == 404
    assert where not in client.get("/export").text


def with_word(client: TestClient, asked: Sequence[str]) -> list[str]:
    """The addresses at which the word stands, beside the labels of the map, which are of the world."""
    return [address for address in asked if "labels.json" not in address and WORD in client.get(address).text]
