"""A file that the first form of the store wrote, as it was written then."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from dateline.review import State, apply
from dateline.store import Store, Wanted
from dateline.store.migrations import STEPS

FIRST = Path(__file__).with_name("first_form.sql")


def test_a_file_of_the_first_form_is_read_searched_and_verified(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    connection = sqlite3.connect(path)
    connection.executescript(FIRST.read_text(encoding="utf-8"))
    assert connection.execute("SELECT max(number) FROM steps").fetchone() == (1,)
    connection.close()
    with Store.open(str(path)) as store:
        assert len(store.report_ids()) == 2
        (found,) = store.report_ids(search='"killed 3 civilians"')
        assert store.reports([found])[found].text.startswith("Rebels")
        reviews = apply(store.claims(wanted=Wanted(parties=("SYR:MIL",))), store.decisions())
        assert State.REJECTED in {review.state for review in reviews.values()}
        assert store.verify().faults == ()
    with Store.open(str(path)) as store:  # the second time there is nothing left to do
        assert [entry["action"] for entry in store.log()].count("form") == len(STEPS)
