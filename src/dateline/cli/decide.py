"""`dateline decide`: accept, amend, reject, same, different, grade, undo; decisions out of a store and into it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.errors import ReportError, SettingsError, StoreError
from dateline.pipeline.fusing import bring_up_to_date
from dateline.pipeline.view import View, asked_for
from dateline.records import Claim, Incident
from dateline.review import State, amended, apply, field_value
from dateline.store import Decision, Kind, Store, decision_from_json, decision_to_json
from dateline.store.canon import claim_digest
from dateline.store.decisions import GRADES

SHORTEST = 4
MOST = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """What was asked of `dateline decide`."""

    kind: str
    ids: tuple[str, ...]
    by: str | None
    reason: str | None = None
    field: str | None = None
    value: str | None = None
    store: str | None = None


def decide(request: Deciding) -> int:
    """Append the decision that was made; print its id. Raises where it cannot be, and then nothing is kept."""
    if not request.by or not request.by.strip():
        raise SettingsError("--by: a decision needs the name of who made it")
    if request.kind == Kind.AMEND and (request.field is None or request.value is None):
        raise SettingsError("amend: --field and --value are needed, as in --field stance --value alleged")
    if request.kind != Kind.AMEND and request.field is not None:
        raise SettingsError(f"{request.kind}: --field is for amend")
    with Store.open(request.store) as store:
        ids = _values(request)
        made = _undo(store, ids, request) if request.kind == Kind.UNDO else _about_claims(store, ids, request)
        for decision in store.decide(made) or made:
            print(f"{decision.id}  {decision.kind}  {' '.join(decision.subjects)}  by {decision.by}")
        bring_up_to_date(store)
    return 0


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
    if request.kind == Kind.GRADE:
        return [_grade(store, request, *one) for one in found]
    if request.kind == Kind.AMEND:
        return [_amend(store, request, subject, claims) for subject, claims, _ in found]
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
    report = store.reports([machine.report])[machine.report]
    for span in (changed.evidence, changed.trigger):
        if span is not None and report.text[span.start : span.end] != span.text:
            raise SettingsError(f"amend {subject}: the report does not read {span.text!r} at {span.start}-{span.end}")
    _check_codes(subject, changed)
    return _decision(store, request, subjects=(subject,), claims=claims, field=path, old=old, new=new)


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


def list_decisions(where: str | None, path: Path | None) -> int:
    """Write the decisions as JSONL, the earliest first."""
    with Store.open(where) as store:
        lines = [json.dumps(decision_to_json(one), ensure_ascii=False) + "\n" for one in store.decisions()]
    data = "".join(lines).encode("utf-8", "replace")
    if path is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        path.write_bytes(data)
    return 0


def import_decisions(where: str | None, source: str) -> int:
    """Append the decisions of a JSONL file that are not there yet; all of them, or none where one cannot be."""
    made = list(_read(source))
    new = 0
    with Store.open(where) as store:
        for start in range(0, len(made), MOST):
            new += len(store.decide(made[start : start + MOST]))
        claims = sorted({claim for decision in made for claim in decision.claims})
        known = store.claims_by_id(claims)
        reviews = apply(known.values(), store.decisions())
    print(f"{new:,} decisions added, {len({d.id for d in made}) - new:,} were there already")
    if missing := len(set(claims) - set(known)):
        print(f"dateline: {missing:,} of their claims are not in this store", file=sys.stderr)
    if changed := sum(review.state is State.CHANGED for review in reviews.values()):
        print(f"dateline: {changed:,} of their claims are worded otherwise here", file=sys.stderr)
    return 0


def _read(source: str) -> Iterator[Decision]:
    try:
        data = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise SettingsError(f"{source}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{source}: not UTF-8 at byte {error.start}") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield decision_from_json(json.loads(line))
            except (ValueError, RecursionError) as error:
                raise SettingsError(f"{source}:{number}: not JSON: {error}") from None
            except (StoreError, ReportError) as error:
                raise SettingsError(f"{source}:{number}: {error}") from None
