"""What a person asks to be decided, made into decisions: the ids looked up, the values checked against the claim."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dateline.errors import ReportError, SettingsError, StoreError
from dateline.pipeline.view import View, asked_for
from dateline.records import Claim, Incident, Span
from dateline.records.encode import claim_to_json
from dateline.review import amended, apply, bounds_given, field_value, figure_key, split_in_two
from dateline.review.splitting import APART
from dateline.store import Decision, Kind, Store
from dateline.store.canon import claim_digest
from dateline.store.decisions import GRADES, check
from dateline.store.parts import SPLIT

#: The beginning of an id that is shorter stands for nothing.
SHORTEST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """What is to be decided; ids may be shortened to their beginnings, `value` is as it was typed or as JSON.

    `together` makes one decision about all of them, so that one undo takes it back.
    """

    kind: str
    ids: tuple[str, ...]
    by: str | None
    reason: str | None = None
    field: str | None = None
    value: str | None = None
    together: bool = False


def made_of(store: Store, request: Deciding) -> list[Decision]:
    """The decisions that were asked for, not yet kept; raises SettingsError or StoreError where one cannot be."""
    if not request.by or not request.by.strip():
        raise SettingsError("--by: a decision needs the name of who made it")
    if request.kind == Kind.SPLIT and request.value is None:
        raise SettingsError("""split: --value tells what each part keeps, as in '{"first": {"figures": [0]}}'""")
    if request.kind == Kind.AMEND and (request.field is None or request.value is None):
        raise SettingsError("amend: --field and --value are needed, as in --field stance --value alleged")
    if request.kind == Kind.NUMBER and (request.field is None or not (request.reason or "").strip()):
        raise SettingsError("number: --field, --value and --reason are needed, as in --field killed.people.person")
    if request.kind not in (Kind.AMEND, Kind.NUMBER) and request.field is not None:
        raise SettingsError(f"{request.kind}: --field is for amend and number")
    ids = _values(request)
    return _undo(store, ids, request) if request.kind == Kind.UNDO else _about_claims(store, ids, request)


def _values(request: Deciding) -> tuple[str, ...]:
    if not request.ids:
        raise SettingsError(f"{request.kind}: which claim or incident?")
    return request.ids


def _undo(store: Store, ids: Sequence[str], request: Deciding) -> list[Decision]:
    known = {decision.id for decision in store.decisions()}
    for one in ids:
        if one not in known:
            raise StoreError(f"{one}: no such decision; `dateline decide list` shows them")
    return [_decision(store, request, subjects=tuple(ids))]


def _about_claims(store: Store, ids: Sequence[str], request: Deciding) -> list[Decision]:
    found = [_find(store, one) for one in ids]
    if request.kind in (Kind.SAME, Kind.DIFFERENT):
        claims = [claims[0] for _, claims, _ in found]
        if len({claim.id for claim in claims}) < 2:
            raise SettingsError(f"{request.kind}: two claims or incidents are needed")
        return [_decision(store, request, subjects=tuple(one for one, _, _ in found), claims=claims)]
    if request.kind == Kind.SPLIT:
        return [_split(store, request, subject, claims) for subject, claims, _ in found]
    if request.kind == Kind.GRADE:
        return [_grade(store, request, *one) for one in found]
    if request.kind == Kind.NUMBER:
        return [_number(store, request, *one) for one in found]
    if request.kind == Kind.AMEND:
        return [_amend(store, request, subject, claims) for subject, claims, _ in found]
    if request.together:
        every = [claim for _, claims, _ in found for claim in claims]
        return [_decision(store, request, subjects=tuple(one for one, _, _ in found), claims=every)]
    return [_decision(store, request, subjects=(subject,), claims=claims) for subject, claims, _ in found]


def _grade(
    store: Store, request: Deciding, subject: str, claims: Sequence[Claim], incident: Incident | None
) -> Decision:
    if incident is None or incident.grade is None:
        raise SettingsError(f"{subject}: only incidents (i-…) have a grade")
    grade = (request.value or "").capitalize()
    if grade not in GRADES:
        raise SettingsError(f"--value: {request.value!r} is none of {', '.join(GRADES)}")
    old = incident.grade.decided or incident.grade.suggested
    return _decision(store, request, subjects=(subject,), claims=claims, old=old, new=grade)


def _number(
    store: Store, request: Deciding, subject: str, claims: Sequence[Claim], incident: Incident | None
) -> Decision:
    if incident is None:
        raise SettingsError(f"{subject}: only numbers of incidents (i-…) are settled; those of a claim are amended")
    figure = next((one for one in incident.figures if figure_key(one) == request.field), None)
    if figure is None:
        known = ", ".join(map(figure_key, incident.figures)) or "none"
        raise SettingsError(f"{subject}: has no number {request.field!r}; there are {known}")
    try:
        new = json.loads(request.value or "")
    except ValueError:
        raise SettingsError("--value: low, best and high are needed, as in [8, 10, null]") from None
    made = _decision(
        store, request, subjects=(subject,), claims=claims, field=request.field, old=bounds_given(figure), new=new
    )
    check(made)
    return made


def _amend(store: Store, request: Deciding, subject: str, claims: Sequence[Claim]) -> Decision:
    if not subject.startswith("c-"):
        raise SettingsError(f"{subject}: a claim (c-…) is amended; an incident follows from its claims")
    (machine,) = claims
    path, given = request.field or "", request.value or ""
    claim = apply([machine], store.decisions())[machine.id].claim or machine
    try:
        old = field_value(claim, path)
        new, changed = _fitting(claim, path, given)
    except ReportError as error:
        raise SettingsError(f"amend {subject}: {error}") from None
    _check_spans(store, subject, changed)
    _check_codes(subject, changed)
    _check_values(subject, changed)
    return _decision(store, request, subjects=(subject,), claims=claims, field=path, old=old, new=new)


def _split(store: Store, request: Deciding, subject: str, claims: Sequence[Claim]) -> Decision:
    if not subject.startswith("c-"):
        raise SettingsError(f"{subject}: a claim (c-…) is split; an incident follows from its claims")
    (machine,) = claims
    review = apply([machine], store.decisions())[machine.id]
    try:
        asked = json.loads(request.value or "{}")
        first, second = split_in_two(review.claim or machine, asked)
    except (ReportError, ValueError) as error:
        raise SettingsError(f"split {subject}: {error}") from None
    _check_codes(subject, second)
    made = replace(second, rule=SPLIT, notes=())
    new = {"first": first, "second": claim_to_json(made), APART: asked.get(APART, True)}
    return _decision(store, request, subjects=(subject,), claims=(machine, made), new=new)


def _check_spans(store: Store, subject: str, claim: Claim) -> None:
    """Pass a claim all of whose words stand in its report; raises SettingsError for others."""
    text = store.reports([claim.report])[claim.report].text
    for span in _spans(claim):
        if span is not None and text[span.start : span.end] != span.text:
            raise SettingsError(f"amend {subject}: the report does not read {span.text!r} at {span.start}-{span.end}")


def _spans(claim: Claim) -> Iterator[Span | None]:
    yield from (claim.evidence, claim.trigger, claim.attribution.cue, claim.verification_mention)
    yield from (one.mention for one in claim.participants)
    yield from (one.mention for one in claim.places)
    yield from (one.mention for one in claim.figures)
    yield from (one.mention for one in claim.attribution.sources)
    yield claim.time.mention if claim.time else None


def _fitting(claim: Claim, path: str, given: str) -> tuple[Any, Claim]:
    """A value as JSON, or else as the text that was typed, whichever the field takes."""
    try:
        value = json.loads(given)
    except ValueError:
        return given, amended(claim, path, given)
    try:
        return value, amended(claim, path, value)
    except ReportError:
        if isinstance(value, str | dict | list) or value is None:
            raise
        return given, amended(claim, path, given)


def _check_codes(subject: str, claim: Claim) -> None:
    from dateline.reference.ontology import event_codes, stance_codes

    if claim.event not in event_codes():
        raise SettingsError(f"amend {subject}: {claim.event!r} is no event type; `dateline ref events` lists them")
    if claim.stance not in stance_codes():
        raise SettingsError(
            f"amend {subject}: {claim.stance!r} is no stance; there are {', '.join(sorted(stance_codes()))}"
        )


def _check_values(subject: str, claim: Claim) -> None:
    """Pass numbers that count, days that are days, and points that lie on the earth.

    Whether bounds are in order is not asked: one field is amended after the other.
    """
    for figure in claim.figures:
        if any(bound is not None and bound < 0 for bound in (figure.low, figure.best, figure.high)):
            raise SettingsError(f"amend {subject}: a number of people or things is not below 0")
    for place in claim.places:
        if not (-90 <= (place.latitude or 0) <= 90 and -180 <= (place.longitude or 0) <= 180):
            raise SettingsError(f"amend {subject}: {place.latitude} {place.longitude} is no point on the earth")
    for day in (claim.time.start, claim.time.end) if claim.time is not None else ():
        _check_day(subject, day)


def _check_day(subject: str, given: str | None) -> None:
    try:
        date.fromisoformat(given or "2000-01-01")
    except ValueError:
        raise SettingsError(f"amend {subject}: {given!r} is not a day; write it as YYYY-MM-DD") from None


def _decision(
    store: Store, request: Deciding, *, subjects: tuple[str, ...], claims: Sequence[Claim] = (), **more: Any
) -> Decision:
    return Decision(
        kind=request.kind,
        subjects=subjects,
        by=(request.by or "").strip(),
        at=store.now(),
        reason=request.reason,
        claims=tuple(claim.id for claim in claims),
        seen=tuple(claim_digest(claim) for claim in claims),
        **more,
    )


def _find(store: Store, given: str) -> tuple[str, list[Claim], Incident | None]:
    """The claims that an id, or its beginning, stands for, as the coder made them, and the incident if it is one."""
    if given.startswith("c-") and len(given) >= SHORTEST:
        ids = store.claim_ids(given)
        if len(ids) > 1:
            raise SettingsError(f"{given!r} is the beginning of {len(ids)} ids or more: {', '.join(ids)}")
        claim = store.claim(ids[0]) if ids else None
        if claim is None:
            raise SettingsError(f"{given}: no such claim in this store")
        return claim.id, [claim], None
    if given.startswith("i-") and len(given) >= SHORTEST:
        try:
            incident, reviews, _ = View(store, asked_for()).incident(given)
        except ReportError as error:
            raise SettingsError(str(error)) from None
        named = (member.claim for member in incident.claims if member.role != "excluded")
        members = [reviews[claim].machine for claim in named if claim in reviews]
        return incident.id, members, incident
    raise SettingsError(f"{given!r} is no id of a claim (c-…) or an incident (i-…)")
