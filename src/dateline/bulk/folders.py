"""The folder of a run: what stands where, and how a file gets there whole."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from dateline.errors import SettingsError

PLAN = "plan.json"
MANIFEST = "manifest.json"
SHARDS = "shards"
PROBLEMS = "problems"
DONE = "done"
#: How the name of a file begins that is not whole yet.
_WAITING = ".waiting-"


def make_folders(out: Path) -> None:
    """Make the folders of a run, and take away what was not whole when an earlier one was stopped."""
    for name in (SHARDS, PROBLEMS, DONE):
        (out / name).mkdir(parents=True, exist_ok=True)
        for left in (out / name).glob(f"{_WAITING}*"):
            left.unlink(missing_ok=True)


@contextmanager
def placing(path: Path) -> Iterator[Path]:
    """The name to write a file under; it comes to its place at the end, once its bytes are on the disk."""
    waiting = path.with_name(f"{_WAITING}{uuid4().hex}")
    try:
        yield waiting
        with waiting.open("rb") as file:
            os.fsync(file.fileno())
        waiting.replace(path)
    finally:
        waiting.unlink(missing_ok=True)


def write_json(path: Path, value: Any, *, indent: int | None = None) -> None:
    """Write a value as JSON, whole or not at all."""
    with placing(path) as waiting:
        waiting.write_text(json.dumps(value, ensure_ascii=False, indent=indent) + "\n", encoding="utf-8")


def read_json(path: Path) -> Any:
    """The value of a JSON file; raises SettingsError where it cannot be read."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror}") from None
    except ValueError as error:
        raise SettingsError(f"{path}: not JSON: {error}") from None


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def shard_name(part: int, piece: int) -> str:
    """The name of a shard, within the folder of the run."""
    return f"{SHARDS}/{part:07}-{piece:03}.parquet"


def problems_name(part: int) -> str:
    """The name of the side file of a part."""
    return f"{PROBLEMS}/{part:07}.jsonl"


def receipt_name(part: int) -> str:
    """The name of the file that says that a part is done."""
    return f"{DONE}/{part:07}.json"
