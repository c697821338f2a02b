"""What `make audit` says: clean only where every package was looked up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests import audit

PIN = "a==1.0 \\\n    --hash=sha256:00\nb==2.0 \\\n    --hash=sha256:11\n"
WELL = {"name": "a", "version": "1.0", "vulns": []}
ILL = {"name": "b", "version": "2.0", "vulns": [{"id": "X-1", "fix_versions": ["2.1"]}]}
SKIPPED = {"name": "b", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("out", "status", "words"),
    [
        (json.dumps({"dependencies": [WELL]}), 0, "no known fault"),
        (json.dumps({"dependencies": [WELL, ILL]}), 1, "b 2.0: X-1, mended in 2.1"),
        (json.dumps({"dependencies": [WELL, SKIPPED]}), 3, "NOT AUDITED: no advisories could be had for 1 of 2"),
        (json.dumps({"dependencies": [ILL, SKIPPED]}), 1, "NOT AUDITED"),
        ("", 3, "NOT AUDITED: no advisories could be had for 2 of 2 packages (no way there)"),
    ],
)
def test_a_lock_is_clean_only_where_all_of_it_was_looked_up(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    out: str,
    status: int,
    words: str,
) -> None:
    lock = tmp_path / "some.lock"
    lock.write_text(PIN, encoding="utf-8")
    monkeypatch.setattr(audit, "ask", lambda _, pins: audit.read(out, "trouble\nno way there\n", pins))
    assert audit.audit(lock) == status
    assert words in capsys.readouterr().out


def test_a_pin_without_a_hash_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lock = tmp_path / "some.lock"
    lock.write_text(PIN + "c==3\n", encoding="utf-8")
    assert audit.audit(lock) == 1
    assert capsys.readouterr().out == "some.lock: no hash for c\n"


def test_the_locks_have_a_hash_for_every_pin() -> None:
    for lock in Path(__file__).resolve().parent.parent.glob("requirements*.lock"):
        assert audit.without_hash(lock.read_text(encoding="utf-8")) == []
