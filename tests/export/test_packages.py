"""Data packages, SQLite files and FollowTheMoney entities, checked by the tools of those who made the formats."""

from __future__ import annotations

import json
import sqlite3
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from unittest.mock import MagicMock

import frictionless
import pytest

from dateline.export.tables import ALL_TABLES

try:
    import icu  # noqa: F401
except ModuleNotFoundError:  # FollowTheMoney wants it for letters of other scripts alone, and nobody ships it built
    sys.modules["icu"] = MagicMock()
from followthemoney import model

Write = Callable[..., Path]


@pytest.mark.parametrize("unreviewed", [True, False])
def test_frictionless_finds_no_fault_with_a_package(write: Write, unreviewed: bool) -> None:
    folder = write("datapackage", unreviewed=unreviewed)
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])
    assert len(report.tasks) == len(ALL_TABLES)


def test_a_package_without_unreviewed_rows_is_closed(write: Write) -> None:
    package = frictionless.Package(str(write("datapackage", unreviewed=False) / "datapackage.json"))
    assert [len(package.get_resource(name).read_rows()) for name in ("reports", "claims", "incidents")] == [1, 1, 1]


def test_a_package_names_its_hashes_and_keys(write: Write) -> None:
    told = json.loads((write("datapackage") / "datapackage.json").read_text(encoding="utf-8"))
    claims = next(one for one in told["resources"] if one["name"] == "claims")
    assert claims["hash"].startswith("sha256:")
    assert claims["schema"]["primaryKey"] == ["claim"]
    assert claims["schema"]["foreignKeys"] == [
        {"fields": ["report"], "reference": {"resource": "reports", "fields": ["report"]}}
    ]


def test_a_sqlite_file_holds_every_table_and_no_broken_key(write: Write) -> None:
    path = write("sqlite")
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as base:
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        for table in ALL_TABLES:
            base.execute(f"SELECT count(*) FROM {table.name}").fetchone()
        joined = "SELECT count(*) FROM incident_claims JOIN claims USING (claim) JOIN reports USING (report)"
        assert base.execute(joined).fetchone() == (3,)
        assert base.execute("SELECT typeof(killed_low), typeof(date_start) FROM incidents").fetchone() == (
            "real",
            "text",
        )


def test_a_sqlite_file_may_not_be_written_to_and_may_be_made_anew(write: Write) -> None:
    path = write("sqlite")
    assert stat.S_IMODE(path.stat().st_mode) == 0o444
    assert write("sqlite") == path


def test_followthemoney_takes_every_entity_and_every_value(write: Write) -> None:
    seen = set()
    for line in write("ftm").read_text(encoding="utf-8").splitlines():
        entity = json.loads(line)
        proxy = model.get_proxy(entity, cleaned=False)
        seen.add(proxy.schema.name)
        assert set(entity["properties"]) <= set(proxy.schema.properties)  # others would be dropped without a word
        assert entity["datasets"]
        for prop, value in proxy.itervalues():
            assert prop.type.clean(value, proxy=proxy) == value, (prop.name, value)
    assert seen == {"Article", "Event", "Note", "Organization", "PublicBody"}


def test_an_event_points_to_its_article_and_its_parties(write: Write) -> None:
    entities = {e["id"]: e for e in map(json.loads, write("ftm").read_text(encoding="utf-8").splitlines())}
    event = next(e for e in entities.values() if e["schema"] == "Event" and "Shelling" in e["properties"]["name"][0])
    assert [entities[id]["schema"] for id in event["properties"]["proof"]] == ["Article"]
    assert {entities[id]["properties"]["name"][0] for id in event["properties"]["involved"]} == {
        "Free Valley Army",
        "Sudanese army",
    }
    notes = [e for e in entities.values() if event["id"] in e["properties"].get("entity", [])]
    assert any("killed (people)" in words for note in notes for words in note["properties"]["description"])
