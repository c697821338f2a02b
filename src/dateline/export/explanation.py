"""Why a claim or an incident is what it is, in words: the rule, each value, what was considered and dropped."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.export import wording
from dateline.records import Claim, Incident, Link, Note

ANCHORS = {"text": "the text gives the day", "published": "counted from the day of publication",
           "dateline": "counted from the day in the dateline"}  # fmt: skip


def explain_claim(claim: Claim) -> list[str]:
    """The steps that led to a claim, a line each."""
    return [*_rule(claim), *_values(claim), *_notes(claim)]


def _rule(claim: Claim) -> Iterator[str]:
    trigger = f"“{wording.clean(claim.trigger.text)}”" if claim.trigger else "the figures, without an event word"
    rule = f" by rule {claim.rule}" if claim.rule else ""
    yield f"{wording.event_of(claim)}: {trigger}{rule}."


def _values(claim: Claim) -> Iterator[str]:
    for place in claim.places:
        found = wording.place_words(place, with_role=False)
        words = f"{wording.plain(place.role)}: “{wording.clean(place.mention.text)}” is {found}"
        if place.geonames:
            words += f", GeoNames {place.geonames}"
        if place.latitude is not None and place.longitude is not None:
            words += f", {place.latitude:.3f} {place.longitude:.3f}"
        if place.radius_km:
            words += f", within {place.radius_km:g} km"
        yield words + "."
    if claim.time is not None:
        days = wording.span_of_days(claim.time.start, claim.time.end) or "no day"
        said = f"“{wording.clean(claim.time.mention.text)}” is " if claim.time.mention else ""
        how = ANCHORS.get(claim.time.anchor or "", "nothing says from which day to count")
        yield f"when: {said}{days}: {how}."
    for figure in claim.figures:
        rule = f", rule {figure.rule}" if figure.rule else ""
        rule = f"{wording.plain(figure.quantifier)}{rule}, {figure.profile} profile"
        yield f"how many: {wording.figure_words(figure)}: {rule}."
    cue = f", told by “{wording.clean(claim.attribution.cue.text)}”" if claim.attribution.cue else ""
    yield f"according to: {wording.according_to(claim)}{cue}: {wording.plain(claim.attribution.directness)}."
    yield f"stance: {wording.stance_words(claim)}."
    if claim.verification_mention is not None:
        yield f"verification: “{wording.clean(claim.verification_mention.text)}”."
    if claim.implied:
        yield f"from the context, not from the sentence: {', '.join(wording.plain(name) for name in claim.implied)}."


def _notes(claim: Claim) -> Iterator[str]:
    for note in claim.notes:
        if not note.dropped:
            yield _note(note)
    for note in claim.notes:
        if note.dropped:
            yield f"considered and dropped: {_note(note)}"


def _note(note: Note) -> str:
    words = f" “{wording.clean(note.span.text)}”:" if note.span else ""
    return f"{wording.plain(note.field)}:{words} {wording.clean(note.text)}"


def explain_incident(incident: Incident, numbers: dict[str, int]) -> list[str]:
    """Why claims were put together, and which of them set each bound, a line each."""
    return [
        *_members(incident, numbers),
        *_bounds(incident, numbers),
        *_links(incident.links, numbers),
        *_grade(incident),
    ]


def _members(incident: Incident, numbers: dict[str, int]) -> Iterator[str]:
    for member in incident.claims:
        reason = f": {wording.clean(member.reason)}" if member.reason else ""
        yield f"claim {_name(member.claim, numbers)} is {member.role}{reason}."


def _bounds(incident: Incident, numbers: dict[str, int]) -> Iterator[str]:
    for figure in incident.figures:
        setters = ", ".join(
            f"{bound} from {_name(claim, numbers)}"
            for bound, claim in (("low", figure.low_from), ("best", figure.best_from), ("high", figure.high_from))
            if claim is not None
        )
        yield f"{wording.fused_words(figure)}" + (f"; {setters}" if setters else "") + f"; {figure.profile} profile."


def _links(links: tuple[Link, ...], numbers: dict[str, int]) -> Iterator[str]:
    for link in links:
        features = "; ".join(
            f"{wording.plain(f.feature)} {f.score:+.2f}" + (f" ({wording.clean(f.detail)})" if f.detail else "")
            for f in link.features
        )
        yield f"{_name(link.one, numbers)} and {_name(link.two, numbers)} are put together: {features}."


def _grade(incident: Incident) -> Iterator[str]:
    if incident.grade is not None:
        yield f"grade {incident.grade.suggested} is suggested: {wording.clean(incident.grade.reason)}."


def _name(claim: str, numbers: dict[str, int]) -> str:
    return f"#{numbers[claim]}" if claim in numbers else claim
