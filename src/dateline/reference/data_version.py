"""A short hash of every word and table that the coder uses, so that a claim says what made it."""

from __future__ import annotations

import hashlib
from functools import cache

from dateline.reference.files import data_dir


@cache
def data_version() -> str:
    """Twelve hex digits over the names and bytes of the data folder."""
    digest = hashlib.sha256()
    root = data_dir()
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix in {".csv", ".toml"}:
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
