"""The line that says how far a run over a store is."""

from __future__ import annotations

import pytest

from dateline.cli.store_progress import Line


@pytest.mark.parametrize(
    ("done", "seconds", "total", "share", "expected"),
    [
        (0, 0.0, None, None, "read 0 reports"),
        (120, 4.0, None, None, "read 120 reports, 30.0 a second"),
        (120, 4.0, None, 0.4, "read 120 reports, 40 %, 30.0 a second, 6 s left"),
        (10, 5.0, 40, None, "read 10 of 40 reports, 2.0 a second, 15 s left"),
        (1, 5.0, 1000, None, "read 1 of 1,000 reports, 0.2 a second, 83 min left"),
    ],
)
def test_the_line_tells_count_rate_and_time_left(
    done: int, seconds: float, total: int | None, share: float | None, expected: str
) -> None:
    assert Line("read", "reports").words(done, seconds, total=total, share=share) == expected
