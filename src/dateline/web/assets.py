"""Scripts and styles: our own and the vendored ones, under an address that changes whenever one of them does."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

STATIC = Path(__file__).with_name("static")
VENDORED = STATIC / "vendor" / "VENDORED.toml"


@dataclass(frozen=True, slots=True)
class Vendored:
    """A file of someone else's, as it was published."""

    path: str
    name: str
    version: str
    licence: str
    sha256: str


def vendored() -> list[Vendored]:
    """The files of others that lie here; the list names each with its version, licence and checksum."""
    with VENDORED.open("rb") as file:
        packages = tomllib.load(file)["package"]
    return [
        Vendored(path, package["name"], package["version"], package["licence"], sha256)
        for package in packages
        for path, sha256 in package["files"].items()
    ]


@cache
def version() -> str:
    """A hash of every file: part of their address, so that a browser may keep them for good."""
    sums = hashlib.sha256()
    for path in _files():
        sums.update(path.relative_to(STATIC).as_posix().encode() + b"\0" + path.read_bytes())
    return sums.hexdigest()[:12]


def address(path: str) -> str:
    """Where a file is served."""
    return f"/static/{version()}/{path}"


def _files() -> Iterator[Path]:
    return (path for path in sorted(STATIC.rglob("*")) if path.is_file())
