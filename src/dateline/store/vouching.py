"""Which entries of a log are vouched for by a key, and the signatures that do not hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, inspect, select

from dateline.errors import StoreError
from dateline.store.signing import is_signed
from dateline.store.tables import signatures


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature under an entry of the log and all before it; `public` is the key's public half."""

    number: int
    public: str
    signature: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """How far a log is signed: `keys` by their public halves, the last entry of each, and how many entries there are.

    `unchecked` says why the signatures could not be checked, None where they were.
    """

    keys: Mapping[str, int]
    entries: int
    unchecked: str | None = None

    @property
    def last(self) -> int:
        """The last entry that is vouched for."""
        return max(self.keys.values(), default=0)


def load_signatures(connection: Connection) -> dict[int, Signature]:
    """The signatures by the number of their entry; none where the store is of a form that had none."""
    if not inspect(connection).has_table(signatures.name):
        return {}
    rows = connection.execute(select(signatures).order_by(signatures.c.number))
    return {row.number: Signature(row.number, row.public, row.signature) for row in rows}


class Vouching:
    """Looks at each signature as its entry goes by; `trusted` are the public halves of the keys that are asked for."""

    def __init__(self, found: Mapping[int, Signature], trusted: frozenset[str]) -> None:
        self._waiting = dict(found)
        self._trusted = trusted
        self._keys: dict[str, int] = {}
        self._unchecked: str | None = None
        self._entries = 0

    def look(self, number: int, seal: str) -> Iterator[tuple[str, str]]:
        """What is wrong with the signature under an entry, with its name."""
        self._entries += 1
        signature = self._waiting.pop(number, None)
        if signature is None or self._unchecked is not None:
            return
        try:
            holds = is_signed(signature.public, number, seal, signature.signature)
        except StoreError as error:
            self._unchecked = str(error)
            return
        if not holds:
            yield f"log entry {number}", "its signature does not fit"
        elif self._trusted and signature.public not in self._trusted:
            yield f"log entry {number}", f"is signed by a key that was not given: {signature.public}"
        else:
            self._keys[signature.public] = number

    def end(self) -> Iterator[tuple[str, str]]:
        """What is wrong once every entry went by."""
        for number in self._waiting:
            yield f"log entry {number}", "is signed and not in the log"
        if self._trusted and self._unchecked is not None:
            yield "signatures", self._unchecked
        elif self._trusted and self.signed.last < self._entries:
            after = f"none after entry {self.signed.last}" if self.signed.last else "no entry"
            yield "signatures", f"the given key vouches for {after}; the log has {self._entries}"

    @property
    def signed(self) -> Signed:
        """How far the log is signed."""
        return Signed(keys=dict(self._keys), entries=self._entries, unchecked=self._unchecked)
