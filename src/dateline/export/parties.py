"""Who acted and to whom, as schemes with two sides tell it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline.export.contents import ReviewedIncident
from dateline.export.schemes import country_name
from dateline.records import Incident, Participant
from dateline.reference.counted import look_up
from dateline.reference.ontology import kind

_OTHER = ("target", "victim", "counterpart")


def actors(incident: Incident) -> list[Participant]:
    """Those who acted, the known before the unknown."""
    return _of(incident, ("actor",))


def others(incident: Incident) -> list[Participant]:
    """Those it was done to or with."""
    return _of(incident, _OTHER)


def backers(incident: Incident) -> list[Participant]:
    """Those who back the ones who acted."""
    return _of(incident, ("backer",))


def _of(incident: Incident, roles: Sequence[str]) -> list[Participant]:
    found = [fused.value for fused in incident.participants if fused.value.role in roles]
    once: dict[tuple[str, str], Participant] = {}
    for one in found:
        once.setdefault((one.party or one.name, one.kind), one)
    return sorted(once.values(), key=lambda one: one.kind == "unknown")


def side(participant: Participant) -> str:
    """State, nonstate, civilian, international or unknown."""
    return kind(participant.kind).side


def is_armed(participant: Participant) -> bool:
    """Whether it bears arms."""
    return bool(kind(participant.kind).armed)


def side_name(participant: Participant) -> str:
    """A side as UCDP names it: a state by its government, others by their own name."""
    country = country_name(participant.country)
    if side(participant) == "state" and country is not None:
        return f"Government of {country}"
    return participant.name or participant.mention.text


def is_named(participant: Participant) -> bool:
    """Whether it is known which one it is: a state's forces by their country, others by their party or their own name.

    "Militants", "rebels" of a country and "a warplane" are nobody whom a dyad could have for a side.
    """
    if side(participant) == "state" and (participant.party or participant.country):
        return True
    if "." in (participant.party or ""):
        return True
    words = (participant.name or participant.mention.text).split()
    return bool(words) and words[-1][:1].isupper() and (len(words) > 1 or look_up(words[0]) is None)


def first(participants: Iterable[Participant], *sides: str) -> Participant | None:
    """The first that is of one of the sides."""
    return next((one for one in participants if side(one) in sides), None)


def quoted(row: ReviewedIncident) -> list[str]:
    """Who is quoted, in the order of the claims, each once."""
    sources = (source for one in row.claims for source in one.claim.attribution.sources)
    return list(dict.fromkeys(source.name or source.mention.text for source in sources))
