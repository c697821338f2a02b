"""HXL hashtags of our own columns, from one table of the data folder."""

from __future__ import annotations

import re
from functools import cache

from dateline.reference.files import read_table

#: A hashtag of a letter and more, then attributes and languages.
TAG = re.compile(r"#[a-z][a-z0-9_]*(?:\s*\+[a-z][a-z0-9_]*)*")


@cache
def tags() -> dict[tuple[str, str], str]:
    """The tag of each table's column; raises DataError where one is malformed or stands twice."""
    found: dict[tuple[str, str], str] = {}
    for row in read_table("exports/hxl.csv", columns=("table", "column", "tag")):
        key = (row["table"], row["column"])
        if key in found:
            raise row.fault(f"{key[1]!r} of {key[0]!r} stands twice")
        if TAG.fullmatch(row["tag"]) is None:
            raise row.fault(f"not an HXL tag: {row['tag']!r}")
        found[key] = row["tag"]
    return found


def tag_of(table: str, column: str) -> str | None:
    """The tag of a column, None where it has none."""
    return tags().get((table, column))
