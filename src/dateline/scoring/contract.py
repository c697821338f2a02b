"""The contract's closed sets, and what counts as the same kind of event, actor or source."""

from __future__ import annotations

from typing import Any

from dateline.reference.files import read_toml

_TABLE: dict[str, Any] = read_toml("scoring/contract.toml")

STANCES = frozenset(_TABLE["stances"])
VERIFICATIONS = frozenset(_TABLE["verifications"])
PARTICIPANT_ROLES = frozenset(_TABLE["participant_roles"])
PLACE_ROLES = frozenset(_TABLE["place_roles"])
SCOPES = frozenset(_TABLE["scopes"])
MEASURES = frozenset(_TABLE["measures"])
QUANTIFIERS = frozenset(_TABLE["quantifiers"])
KINDS = frozenset(_TABLE["kinds"])
SPEECH = frozenset(_TABLE["speech"])
MOVES = frozenset(_TABLE["moves"])
PRONOUNS = frozenset(_TABLE["pronouns"])
GENERIC = frozenset(_TABLE["generic"])
COUNTRY_NAMES: dict[str, str] = _TABLE["country_names"]
FAMILIES: dict[str, frozenset[str]] = {name: frozenset(events) for name, events in _TABLE["families"].items()}
EVENTS = frozenset().union(*FAMILIES.values())


def families(events: tuple[str, ...]) -> frozenset[str]:
    """The families that hold any of these events."""
    return frozenset(name for name, members in FAMILIES.items() if members.intersection(events))


def kind(word: str | None) -> str:
    """The contract's kind for a word that a coder uses ("rescuers" is `aid`); an unknown word stays."""
    plain = (word or "unknown").strip().lower().replace("-", "_").replace(" ", "_")
    return str(_TABLE["kind_words"].get(plain, plain))


def kind_group(name: str) -> str:
    """State, armed or relief; a kind outside these groups stands for itself."""
    return str(_TABLE["kind_groups"].get(name, name))


def sector_group(party: str) -> str | None:
    """State or armed, from the sector of a party code; None where the sector is neither."""
    sector = party.split(":")[-1].split(".")[0]
    group = _TABLE["sector_groups"].get(sector)
    return None if group is None else str(group)
