"""Every reader against bytes that hypothesis makes of well-formed files; `make fuzz` runs it as long as it is told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.pipeline.sources.files import find_sources
from dateline.records import Problem
from dateline.text import apart
from dateline.text.apart import Limits
from dateline.text.making import Known

from .bad_files import GOOD

#: How many files each reader is given.
MANY = int(os.environ.get("DATELINE_FUZZ", "300"))
_PIECES = [
    b"<",
    b">",
    b"&#xD800;",
    b"\x00",
    b"\xff\xfe",
    b"]]>",
    b"<!ENTITY",
    b"%PDF-1.7",
    b"PK\x03\x04",
    b"{",
    b'"',
    b"\r\n\r\n",
]


@st.composite
def changed(draw: st.DrawFn, data: bytes) -> bytes:
    """A file with pieces cut out, doubled, and put in."""
    other = bytearray(data)
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, len(other)))
        end = min(len(other), place + draw(st.integers(0, 40)))
        what = draw(st.sampled_from(["cut", "double", "put", "bytes"]))
        if what == "cut":
            del other[place:end]
        elif what == "double":
            other[place:place] = other[place:end] * draw(st.integers(1, 50))
        elif what == "put":
            other[place:place] = draw(st.sampled_from(_PIECES))
        else:
            other[place:end] = draw(st.binary(max_size=40))
    return bytes(other)


@pytest.mark.heavy
@pytest.mark.parametrize("name", sorted(GOOD))
def test_no_reader_is_stopped_by_what_it_is_given(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "limits", Limits(seconds=10, memory=600_000_000))
    path = tmp_path / name

    @settings(max_examples=MANY, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(data=changed(GOOD[name]))
    def check(data: bytes) -> None:
        path.write_bytes(data)
        answers = list(find_sources([str(path)], Known()).read())
        assert answers
        for one in answers:
            if isinstance(one, Problem):
                assert one.message
                assert "\n" not in one.message
                assert "longer than" not in one.message
                assert "broke the program" not in one.message, data
            else:
                report = one.report
                report.text.encode()
                assert all(report.text[p.start : p.end] for p in report.paragraphs)

    check()
