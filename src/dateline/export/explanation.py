"""Why a claim or an incident is what it is, in words: the rule, each value, what was considered and dropped."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.export import wording
from dateline.records import Claim, Incident, Link, Note, Place, Span

ANCHORS = {"text": "the text gives the day", "published": "counted from the day of publication",
           "dateline": "counted from the day in the dateline"}  # fmt: skip


#: The order in which a claim is told; notes on other fields come last.
FIELDS = ("event", "participants", "target_kinds", "places", "time", "figures", "attribution", "stance", "verification")


def explain_claim(claim: Claim) -> list[str]:
    """The steps that led to a claim, a line each: field by field its value, how it came about, what was dropped."""
    told = [*_values(claim), *_notes(claim)]
    return [line for _, line in sorted(told, key=lambda step: _place(step[0]))]


def _place(field: str) -> int:
    return FIELDS.index(field) if field in FIELDS else len(FIELDS)


def _values(claim: Claim) -> Iterator[tuple[str, str]]:
    """Each field that has a value, and the line that tells it."""
    trigger = _quoted(claim.trigger) if claim.trigger else "the figures, without an event word"
    yield "event", f"{wording.event_of(claim)}: {trigger}" + (f" by rule {claim.rule}." if claim.rule else ".")
    for who in claim.participants:
        yield "participants", f"{wording.plain(who.role)}: {wording.participant_words(who)}."
    for place in claim.places:
        yield "places", _place_line(place)
    if claim.time is not None:
        days = wording.span_of_days(claim.time.start, claim.time.end) or "no day"
        said = f"{_quoted(claim.time.mention)} is " if claim.time.mention else ""
        how = ANCHORS.get(claim.time.anchor or "", "nothing says from which day to count")
        yield "time", f"when: {said}{days}: {how}."
    for figure in claim.figures:
        rule = f", rule {figure.rule}" if figure.rule else ""
        how = f"{wording.plain(figure.quantifier)}{rule}, {figure.profile} profile"
        yield "figures", f"how many: {wording.figure_words(figure)}: {how}."
    cue = f", told by {_quoted(claim.attribution.cue)}" if claim.attribution.cue else ""
    directness = wording.DIRECTNESS.get(claim.attribution.directness, wording.plain(claim.attribution.directness))
    yield "attribution", f"according to: {wording.according_to(claim)}{cue}: {directness}."
    yield "stance", f"stance: {wording.stance_words(claim)}."
    if claim.verification_mention is not None:
        yield "verification", f"verification: {_quoted(claim.verification_mention)}."
    if claim.implied:
        yield "", f"from the context, not from the sentence: {', '.join(map(wording.plain, claim.implied))}."


def _place_line(place: Place) -> str:
    words = f"{wording.plain(place.role)}: {_quoted(place.mention)} is {wording.place_words(place, with_role=False)}"
    if place.geonames:
        words += f", GeoNames {place.geonames}"
    if place.latitude is not None and place.longitude is not None:
        words += f", {place.latitude:.3f} {place.longitude:.3f}"
    if place.radius_km:
        words += f", within {place.radius_km:.3g} km"
    return words + "."


def _notes(claim: Claim) -> Iterator[tuple[str, str]]:
    """The notes of the coder; what was dropped comes after what was taken."""
    for note in sorted(claim.notes, key=lambda note: note.dropped):
        dropped = "considered and dropped: " if note.dropped else ""
        yield note.field, f"{dropped}{wording.plain(note.field)}: {_note(note)}"


def _note(note: Note) -> str:
    """A note after the words that it is about, where it does not quote them itself."""
    text = wording.clean(note.text)
    if note.span is None or _quoted(note.span) in text:
        return text
    return f"{_quoted(note.span)}: {text}"


def _quoted(span: Span) -> str:
    return f"“{wording.clean(span.text)}”"


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
