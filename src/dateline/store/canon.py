"""One way to write a value, so that the same value always has the same hash; and letters that any database takes."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

from dateline.records import Claim, sha256
from dateline.records.encode import claim_to_json

_UNSTORED = re.compile("[\x00\ud800-\udfff]")
_TOKEN = re.compile(r"[^\W_]+")
#: Letters that no decomposition takes apart.
_LETTERS = str.maketrans("ıłøđħŧæœð", "ilodhtaod") | str.maketrans({"þ": "th"})
#: What of a claim tells how it was made, and not what it says.
HOW_MADE = ("coder", "confidence", "notes", "rule")


def dumps(value: Any) -> str:
    """JSON with sorted keys and no spaces."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(value: Any) -> str:
    """The SHA-256 of a value's JSON."""
    return sha256(dumps(value))


def claim_digest(claim: Claim) -> str:
    """The digest of what a claim says, whatever rule or version of the coder wrote it down."""
    return said_digest(claim_to_json(claim))


def said_digest(record: dict[str, Any]) -> str:
    """The digest of what the JSON of a claim says."""
    return digest({key: value for key, value in record.items() if key not in HOW_MADE})


def storable(text: str) -> str:
    """A text without what no database takes: NUL characters and halves of characters."""
    return _UNSTORED.sub("\ufffd", text)


def fold(text: str) -> str:
    """Words as they are compared: without case, accents and signs, parted by one space."""
    if text.isascii():
        return " ".join(_TOKEN.findall(text.lower()))
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in letters.casefold().translate(_LETTERS) if not unicodedata.combining(c))
    return " ".join(_TOKEN.findall(bare))
