"""Files of others are what was published, and every file is known."""

from __future__ import annotations

import hashlib

from dateline.web import assets


def test_every_vendored_file_is_what_its_checksum_says() -> None:
    found = {one.path: hashlib.sha256((assets.STATIC / one.path).read_bytes()).hexdigest() for one in assets.vendored()}
    assert found == {one.path: one.sha256 for one in assets.vendored()}


def test_no_file_lies_among_the_vendored_that_the_list_does_not_name() -> None:
    there = {
        path.relative_to(assets.STATIC).as_posix() for path in (assets.STATIC / "vendor").rglob("*") if path.is_file()
    }
    assert there == {one.path for one in assets.vendored()} | {"vendor/VENDORED.toml"}


def test_every_package_says_its_version_and_licence() -> None:
    assert all(one.name and one.version and one.licence for one in assets.vendored())


def test_our_scripts_fetch_nothing_from_elsewhere() -> None:
    ours = [path for path in assets.STATIC.rglob("*") if path.suffix in {".js", ".css"} and "vendor" not in path.parts]
    assert ours
    assert [path.name for path in ours if "://" in path.read_text(encoding="utf-8")] == []
