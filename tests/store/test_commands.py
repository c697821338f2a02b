"""The commands of a store as a person uses them."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

MARKET = "Shells killed 8 people in Oresk. 120 people have been killed since April."
ROAD = "Rebels killed 3 people in Marat."


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder of three reports, one of them in French, and a picture."""
    folder = tmp_path / "news"
    folder.mkdir()
    lines = [
        {"id": "market", "text": MARKET, "published": "2026-01-02", "publisher": "Oresk Wire", "title": "Market"},
        {"id": "road", "text": ROAD, "published": "2026-01-05", "publisher": "Marat Post", "title": "Road"},
    ]
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return folder


def rows(command: Any, *arguments: str) -> list[dict[str, Any]]:
    ran = command(*arguments, "--format", "json")
    assert (ran.status, ran.err) == (0, "")
    return json.loads(ran.out)  # type: ignore[no-any-return]


def test_adding_twice_adds_once(command: Any, news: Path) -> None:
    first = command("add", str(news))
    assert (first.status, first.out) == (0, "dateline.db: 2 new; 2 coded\n")
    assert command("add", str(news)).out == "dateline.db: 0 new, 2 there already; 0 coded\n"
    assert command("verify").status == 0


def test_a_bad_report_is_a_problem_and_the_others_go_on(command: Any, news: Path) -> None:
    (news / "b.txt").write_text("Bonjour tout le monde, il fait beau.", encoding="utf-8")
    (news / "c.png").write_bytes(b"\x89PNG\r\n\x1a\n0000")
    ran = command("add", str(news))
    assert ran.status == 1
    assert "PNG picture" in ran.err
    assert "French" in ran.err
    assert "2 with problems" in ran.out
    problems = rows(command, "reports", "--problems")
    assert [problem["step"] for problem in problems] == ["read", "code"] or len(problems) == 2


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ([], {"Oresk", "Marat", None}),
        (["--place", "oresk"], {"Oresk"}),
        (["--place", "Syria"], {"Oresk", "Marat"}),
        (["--party", "SYR:REB"], {"Marat"}),
        (["--event", "killing"], {"Oresk", "Marat", None}),
        (["--event", "shelling"], set()),
        (["--from", "2026-01-03"], {"Marat"}),
        (["--to", "2026-01-03"], {"Oresk", None}),
        (["--as-of", "2026-01-03"], {"Oresk", None}),
        (["--publisher", "post"], {"Marat"}),
        (["--search", "rebels"], {"Marat"}),
        (["--state", "rejected"], set()),
    ],
)
def test_claims_are_listed_by_filters(command: Any, news: Path, arguments: list[str], found: set[str | None]) -> None:
    command("add", str(news))
    claims = rows(command, "claims", *arguments)
    assert {claim["places"][0]["name"] if claim["places"] else None for claim in claims} == found
    assert all(claim["review"]["state"] == "unreviewed" for claim in claims)


def test_reports_say_where_they_were_met(command: Any, news: Path) -> None:
    command("add", str(news))
    market, road = rows(command, "reports")
    assert (market["title"], road["title"]) == ("Market", "Road")
    assert market["origins"][0]["name"] == f"{news}/a.jsonl#market"
    assert [row["publisher"] for row in rows(command, "sources")] == ["Marat Post", "Oresk Wire"]


def test_a_tally_never_adds_a_running_total(command: Any, news: Path) -> None:
    command("add", str(news))
    summed, reported = rows(command, "tally")
    assert (summed["kind"], reported["kind"]) == ("sum", "reported")
    (sum_,), (total,) = summed["points"], reported["points"]
    assert (sum_["low"], sum_["best"], sum_["high"], sum_["incidents"]) == (11, 11, 11, 2)
    assert (total["best"], total["scope"], total["as_of"]) == (120, "cumulative", "2026-01-02")


@pytest.mark.parametrize("kind", ["claims", "incidents", "tally", "reports", "sources"])
@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_every_list_has_every_form(command: Any, news: Path, kind: str, form: str) -> None:
    command("add", str(news))
    ran = command(kind, "--format", form)
    assert (ran.status, ran.err) == (0, "")
    if form == "csv":
        lines = list(csv.reader(io.StringIO(ran.out)))
        assert len(lines) > 1
        assert len({len(line) for line in lines}) == 1
    elif form == "json":
        assert isinstance(json.loads(ran.out), list)
    else:
        assert re.match(r"[A-Z][a-z]+ \(\d rows?\)\n", ran.out)


@pytest.mark.parametrize("kind", ["claims", "incidents", "tally", "reports", "sources"])
def test_an_empty_store_is_an_empty_list(command: Any, tmp_path: Path, kind: str) -> None:
    (tmp_path / "empty").mkdir()
    assert command("add", "empty").status == 0
    assert rows(command, kind) == []


def test_a_decision_changes_what_follows_from_it(command: Any, news: Path) -> None:
    command("add", str(news))
    (claim,) = rows(command, "claims", "--place", "Oresk")
    ran = command("decide", "reject", claim["id"][:8], "--by", "Lena", "--reason", "a rehearsal")
    assert ran.status == 0
    assert rows(command, "claims", "--place", "Oresk") == []
    assert [tally["points"][0]["low"] for tally in rows(command, "tally") if tally["kind"] == "sum"] == [3]
    assert len(rows(command, "claims", "--place", "Oresk", "--as-of", "2026-01-03")) == 1  # it was not made by then
    (rejected,) = rows(command, "claims", "--state", "rejected")
    assert rejected["review"]["decisions"][0]["reason"] == "a rehearsal"
    command("decide", "undo", ran.out.split()[0], "--by", "Lena")
    assert len(rows(command, "claims", "--place", "Oresk")) == 1
    assert command("verify").status == 0


def test_an_amendment_keeps_the_old_value(command: Any, news: Path) -> None:
    command("add", str(news))
    (claim,) = rows(command, "claims", "--place", "Marat")
    amend = ["decide", "amend", claim["id"], "--by", "Lena", "--field"]
    assert command(*amend, "figures.0.best", "--value", "4").status == 0
    assert command(*amend, "places.0.name", "--value", "Maarat").status == 0
    (now,) = rows(command, "claims", "--place", "Maarat", "--state", "amended")
    assert now["figures"][0]["best"] == 4
    assert [(d["old"], d["new"]) for d in now["review"]["decisions"]] == [(3, 4), ("Marat", "Maarat")]
    assert rows(command, "claims", "--party", "SYR:REB", "--state", "unreviewed") == []


def test_a_grade_is_decided_by_a_person(command: Any, news: Path) -> None:
    command("add", str(news))
    (incident,) = rows(command, "incidents", "--place", "Marat")
    ran = command("decide", "grade", incident["id"], "--by", "Lena", "--value", "confirmed")
    assert ran.status == 0
    (graded,) = rows(command, "incidents", "--grade", "Confirmed")
    assert (graded["id"], graded["grade"]["decided"], graded["grade"]["by"]) == (incident["id"], "Confirmed", "Lena")


def test_decisions_travel_as_lines(command: Any, news: Path, tmp_path: Path) -> None:
    command("add", str(news))
    command("add", str(news), "--store", "other.db")
    (claim,) = rows(command, "claims", "--place", "Oresk")
    command("decide", "accept", claim["id"], "--by", "Lena")
    command("decide", "list", "-o", "made.jsonl")
    ran = command("decide", "import", "made.jsonl", "--store", "other.db")
    assert ran.out == "1 decisions added, 0 were there already\n"
    assert command("decide", "import", "made.jsonl", "--store", "other.db").out.startswith("0 decisions added")
    assert rows(command, "claims", "--state", "accepted", "--store", "other.db")[0]["id"] == claim["id"]
    assert command("decide", "list", "--store", "other.db").out == (tmp_path / "made.jsonl").read_text("utf-8")


def test_recoding_tells_what_changed_claim_by_claim(command: Any, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command("add", str(news))
    first, *_ = rows(command, "claims", "--place", "Oresk")
    command("decide", "accept", first["id"], "--by", "Lena")
    ran = command("recode")
    assert (ran.status, ran.out) == (0, "")
    assert "3 same, 0 changed, 0 new, 0 gone" in ran.err
    assert "the decision stands" in command("recode", "--all").out
    monkeypatch.setenv("STAND_IN_MORE", "1")
    ran = command("recode")
    assert "0 same, 3 changed" in ran.err
    assert f"changed\t{first['id']}" in ran.out
    assert "decided on: to be looked at again" in ran.out
    assert [claim["id"] for claim in rows(command, "claims", "--state", "changed")] == [first["id"]]
    assert command("verify").status == 0


def test_recoding_mends_incidents_that_were_changed(command: Any, news: Path, tmp_path: Path) -> None:
    import sqlite3

    command("add", str(news))
    with sqlite3.connect(tmp_path / "dateline.db") as connection:
        connection.execute("UPDATE incidents SET killed = 80 WHERE killed = 8")
    ran = command("verify")
    assert (ran.status, "was changed after it was made" in ran.err) == (1, True)
    assert command("recode").status == 0
    ran = command("verify", "--incidents")
    assert (ran.status, ran.err) == (0, "")
    assert "incidents" in ran.out


def test_what_was_only_kept_is_coded_by_the_next_run(command: Any, news: Path) -> None:
    assert "not coded yet" in command("add", str(news), "--only-keep").out
    assert rows(command, "claims") == []
    assert "2 coded" in command("add", str(news)).out


def test_verify_names_what_does_not_hold(command: Any, news: Path, tmp_path: Path) -> None:
    import sqlite3

    command("add", str(news))
    sound = command("verify")
    assert sound.status == 0
    seal = sound.out.split()[-1]
    assert command("verify", "--seal", seal).status == 0
    with sqlite3.connect(tmp_path / "dateline.db") as connection:
        connection.execute("UPDATE reports SET text = text || '!'")
    ran = command("verify")
    assert ran.status == 1
    assert "its text has another sha256" in ran.err
    assert command("verify", "--seal", "0" * 63 + "1").status == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["claims"], "no store; `dateline add"),
        (["verify", "--store", "missing/dateline.db"], "no store"),
        (["add", "news", "--store", "missing/dateline.db"], "no folder 'missing'"),
        (["add", "news", "--store", "news"], "a folder, not a store"),
        (["add", "nowhere.txt"], "no such file"),
        (["add", "https://example.org/"], "not fetched"),
        (["add", "news", "--published", "soon"], "not a date"),
        (["add", "news", "--store", "mysql://x"], "neither a path nor"),
        (["add", "news", "--store", "news/a.jsonl"], "a file of another kind"),
        (["claims", "--store", "kept.db", "--event", "party"], "no event type"),
        (["claims", "--store", "kept.db", "--from", "then"], "not a date"),
        (["claims", "--store", "kept.db", "--from", "2026-02-01", "--to", "2026-01-01"], "is after"),
        (["claims", "--store", "kept.db", "--state", "odd"], "none of"),
        (["claims", "--store", "kept.db", "--search", "***"], "no word"),
        (["incidents", "--store", "kept.db", "--grade", "A+"], "none of"),
        (["decide", "accept", "--by", "Lena", "--store", "kept.db"], "which claim"),
        (["decide", "accept", "c-0000", "--store", "kept.db"], "--by"),
        (["decide", "accept", "c-0000", "--by", "Lena", "--store", "kept.db"], "no such claim"),
        (["decide", "accept", "i-0000", "--by", "Lena", "--store", "kept.db"], "no such incident"),
        (["decide", "accept", "x", "--by", "Lena", "--store", "kept.db"], "no id"),
        (["decide", "amend", "c-0000", "--by", "Lena", "--store", "kept.db"], "--field and --value"),
        (["decide", "undo", "d-0000", "--by", "Lena", "--store", "kept.db"], "no such decision"),
        (["decide", "import", "nowhere.jsonl", "--store", "kept.db"], "No such file"),
        (["decide", "import", "news/a.jsonl", "--store", "kept.db"], "a decision needs"),
        (["decide", "import", "--store", "kept.db"], "one JSONL file"),
    ],
)
def test_what_is_wrong_is_one_line(command: Any, news: Path, arguments: list[str], words: str) -> None:
    command("add", str(news), "--store", "kept.db")
    ran = command(*arguments)
    assert ran.status == 2
    assert ran.err.count("\n") == 1
    assert words in ran.err


def test_looking_makes_no_file(command: Any, tmp_path: Path) -> None:
    command("claims")
    assert list(tmp_path.glob("dateline.db*")) == []
