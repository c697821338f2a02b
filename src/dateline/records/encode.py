"""The records as JSON, in the form of the contract, and back.

Every field of a record is a key of the same name, with four exceptions that keep the JSON plain:

- a mention's span stands in its own row: `{"start", "end", "text", …}` (places, times, parties, quantities);
- the days of a time mention are `from` and `to`, as `start` and `end` are its offsets;
- a fused value is `{"value", "from"}`, `from` being the claims that carry it;
- a link is `{"claims": [one, two], "features"}`.

Whole numbers are written without a decimal point. Reading ignores keys that it does not know, and gives a key that is
missing its default.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from dateline.errors import ReportError
from dateline.records.claims import Claim
from dateline.records.coded import Coded
from dateline.records.incidents import Fused, Incident, Link
from dateline.records.mentions import Mentions, PartyMention, PlaceMention, QuantityMention, TimeMention
from dateline.records.reports import Problem, Report
from dateline.records.spans import Span
from dateline.records.tellings import Telling

Json = dict[str, Any]
Record = TypeVar("Record")

_FLAT = (PlaceMention, TimeMention, PartyMention, QuantityMention)
_RENAMED: dict[type, dict[str, str]] = {
    TimeMention: {"start": "from", "end": "to"},
    Fused: {"claims": "from"},
}


def report_to_json(report: Report) -> Json:
    """A report as the contract writes it."""
    return _record_to_json(report)


def report_from_json(data: Mapping[str, Any]) -> Report:
    """The report that `data` holds; raises ReportError where a field is missing or of the wrong kind."""
    return _record_from_json(Report, data, "report")


def claim_to_json(claim: Claim) -> Json:
    """A claim as the contract writes it."""
    return _record_to_json(claim)


def claim_from_json(data: Mapping[str, Any]) -> Claim:
    """The claim that `data` holds; raises ReportError where a field is missing or of the wrong kind."""
    return _record_from_json(Claim, data, "claim")


def incident_to_json(incident: Incident) -> Json:
    """An incident as the contract writes it."""
    return _record_to_json(incident)


def incident_from_json(data: Mapping[str, Any]) -> Incident:
    """The incident that `data` holds; raises ReportError where a field is missing or of the wrong kind."""
    return _record_from_json(Incident, data, "incident")


def telling_to_json(telling: Telling) -> Json:
    """A telling as the store keeps it."""
    return _record_to_json(telling)


def telling_from_json(data: Mapping[str, Any]) -> Telling:
    """The telling that `data` holds; raises ReportError where a field is missing or of the wrong kind."""
    return _record_from_json(Telling, data, "telling")


def mentions_to_json(mentions: Mentions) -> Json:
    """What was found before any coding, a list of rows a kind."""
    return _record_to_json(mentions)


def mentions_from_json(data: Mapping[str, Any]) -> Mentions:
    """The mentions that `data` holds; raises ReportError where a field is missing or of the wrong kind."""
    return _record_from_json(Mentions, data, "mentions")


def coded_to_json(coded: Coded) -> Json:
    """All that coding a report gave; `id` is the id that its line came with, else the report's own."""
    return {
        "id": coded.report.external_id or coded.report.id,
        "report": report_to_json(coded.report),
        "claims": [claim_to_json(claim) for claim in coded.claims],
        "incidents": [incident_to_json(incident) for incident in coded.incidents],
        "mentions": mentions_to_json(coded.mentions),
        "problems": [_record_to_json(problem) for problem in coded.problems],
    }


def coded_from_json(data: Mapping[str, Any]) -> Coded:
    """What `coded_to_json` wrote; raises ReportError where it is something else."""
    return _record_from_json(Coded, data, "coded report")


def problem_to_json(problem: Problem) -> Json:
    """A problem as the contract writes it."""
    return _record_to_json(problem)


def problem_from_json(data: Mapping[str, Any]) -> Problem:
    """The problem that `data` holds; raises ReportError where a field is missing or of the wrong kind."""
    return _record_from_json(Problem, data, "problem")


def json_keys(record: Any) -> list[tuple[str, Any]]:
    """The keys under which a record's class is written, and the type of each value."""
    hints = _hints(record)
    if record is Coded:
        return [("id", str), *((name, hints[name]) for name, _ in _keys(record))]
    if record is Link:
        return [("claims", tuple[str, ...]), ("features", hints["features"])]
    keys: list[tuple[str, Any]] = []
    for name, key in _keys(record):
        if name == "span" and record in _FLAT:
            keys += _hints(Span).items()
        else:
            keys.append((key, hints[name]))
    return keys


def _to_json(value: Any) -> Any:  # any field of any record: the edge where types end
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, tuple):
        return [_to_json(item) for item in value]
    if isinstance(value, dict):
        return {key: _to_json(item) for key, item in value.items()}
    return _record_to_json(value)


def _record_to_json(record: Any) -> Json:
    cls: Any = type(record)
    if cls is Span:
        return {"start": record.start, "end": record.end, "text": record.text}
    if cls is Link:
        return {"claims": [record.one, record.two], "features": _to_json(record.features)}
    row: Json = {}
    for name, key in _keys(cls):
        value = getattr(record, name)
        if name == "span" and cls in _FLAT:
            row.update(_record_to_json(value))
        else:
            row[key] = _to_json(value)
    return row


@cache
def _keys(cls: type) -> tuple[tuple[str, str], ...]:
    """Each field of a record and its key in JSON."""
    renamed = _RENAMED.get(cls, {})
    return tuple((field.name, renamed.get(field.name, field.name)) for field in fields(cls))


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


class _MisfitError(Exception):
    """A value that is not of its kind: where it stands, from the inside outwards, and what is wrong with it."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
        self.path: list[str] = []

    def within(self, step: str) -> _MisfitError:
        self.path.append(step)
        return self


Reader = Callable[[Any], Any]


def _record_from_json(cls: type[Record], data: Any, where: str) -> Record:
    """A record of `cls`; raises ReportError, which names the field after `where`."""
    try:
        return cast(Record, _reader(cast(Any, cls))(data))
    except _MisfitError as misfit:
        path = "".join(reversed(misfit.path))
        raise ReportError(f"{where}{path}: {misfit.message}") from None


@cache
def _reader(hint: Any) -> Reader:
    """The function that reads a value of a type; made once for each type, as a store reads millions."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        inner = _reader(next(a for a in arguments if a is not type(None)))
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        return _list_reader(_reader(arguments[0]))
    if origin is dict:
        return _object
    cls = origin or hint
    if is_dataclass(cls):
        return _record_reader(cast(Any, cls), arguments[0] if arguments else None)
    return _plain_reader(cls)


def _object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _MisfitError(f"expected an object, got {_kind(value)}")
    return dict(value)


def _list_reader(read: Reader) -> Reader:
    def read_list(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise _MisfitError(f"expected a list, got {_kind(value)}")
        try:
            return tuple([read(item) for item in value])
        except _MisfitError:
            for number, item in enumerate(value):
                try:
                    read(item)
                except _MisfitError as misfit:
                    raise misfit.within(f"[{number}]") from None
            raise

    return read_list


def _record_reader(cls: Any, value_type: Any) -> Reader:
    """`value_type` is the type that a generic record's type variable stands for."""
    hints, known = _hints(cls), {field.name: field for field in fields(cls)}
    plan: list[tuple[str, str, frozenset[type], Reader, bool]] = []
    whole: list[tuple[str, Reader]] = []  # the span of a mention stands in its own row
    for name, key in _keys(cls):
        hint = value_type if isinstance(hints[name], TypeVar) else hints[name]
        if name == "span" and cls in _FLAT:
            whole.append((name, _reader(Span)))
        else:
            plan.append((name, key, _as_they_are(hint), _reader(hint), _is_required(known[name])))

    def read(data: Any) -> Any:
        if type(data) is not dict and not isinstance(data, Mapping):
            raise _MisfitError(f"expected an object, got {_kind(data)}")
        if cls is Link:
            data = _link(data)
        values: Json = {name: reader(data) for name, reader in whole}
        for name, key, as_they_are, reader, required in plan:
            value = data.get(key, _ABSENT)
            if type(value) in as_they_are:
                values[name] = value
            elif value is not _ABSENT:
                try:
                    values[name] = reader(value)
                except _MisfitError as misfit:
                    raise misfit.within(f".{key}") from None
            elif required:
                raise _MisfitError(f"no {key!r}")
        return cls(**values)

    return read


_ABSENT = object()


def _as_they_are(hint: Any) -> frozenset[type]:
    """The types of which a value stays as it is: most values are such, and need no reader."""
    kinds = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
    return frozenset(kind for kind in kinds if kind in (str, int, float, bool, type(None)))


def _link(data: Mapping[str, Any]) -> Json:
    pair = data.get("claims")
    if not isinstance(pair, list) or len(pair) != 2:
        raise _MisfitError("expected two claim ids").within(".claims")
    return {"one": pair[0], "two": pair[1], "features": data.get("features", [])}


def _is_required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _plain_reader(cls: Any) -> Reader:
    if issubclass(cls, Enum):
        members = {member.value: member for member in cls}

        def read_member(value: Any) -> Any:
            found = members.get(value) if isinstance(value, str | int) else None
            if found is None:
                raise _MisfitError(f"{value!r} is none of {', '.join(repr(m.value) for m in cls)}")
            return found

        return read_member

    def read_plain(value: Any) -> Any:
        if type(value) is cls:
            return value
        if cls is float and isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
        if not isinstance(value, cls) or (cls is int and isinstance(value, bool)):
            raise _MisfitError(f"expected {cls.__name__}, got {_kind(value)}")
        return value

    return read_plain


def _kind(value: object) -> str:
    return "nothing" if value is None else type(value).__name__
