"""A short hash of every word and table that the coder uses, so that a claim says what made it."""

from __future__ import annotations

import hashlib
from functools import cache

from dateline.reference.files import data_dir, own_words_dir

#: What only measures the coder: it makes no claim.
BESIDE = "scoring"


@cache
def data_version() -> str:
    """Twelve hex digits over the names and bytes of the data folder, and of the user's own words."""
    digest = hashlib.sha256()
    own = own_words_dir()
    for root in (data_dir(),) if own is None else (data_dir(), own):
        for path in sorted(root.rglob("*")):
            name = path.relative_to(root)
            if path.is_file() and path.suffix in {".csv", ".toml"} and name.parts[0] != BESIDE:
                digest.update(name.as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
