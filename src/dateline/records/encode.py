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
from collections.abc import Mapping
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


def _record_from_json(cls: type[Record], data: Any, where: str, value_type: Any = None) -> Record:
    """A record of `cls`; `value_type` is the type that a generic record's type variable stands for."""
    if not isinstance(data, Mapping):
        raise ReportError(f"{where}: expected an object, got {_kind(data)}")
    if cls is Link:
        pair = data.get("claims")
        if not isinstance(pair, list) or len(pair) != 2:
            raise ReportError(f"{where}.claims: expected two claim ids")
        data = {"one": pair[0], "two": pair[1], "features": data.get("features", [])}
    kind: Any = cls
    hints = _hints(kind)
    known = {field.name: field for field in fields(kind)}
    values: Json = {}
    for name, key in _keys(kind):
        hint = value_type if isinstance(hints[name], TypeVar) else hints[name]
        if name == "span" and cls in _FLAT:
            values[name] = _record_from_json(Span, data, where)
        elif key in data:
            values[name] = _from_json(hint, data[key], f"{where}.{key}")
        elif _is_required(known[name]):
            raise ReportError(f"{where}: no {key!r}")
    return cls(**values)


def _is_required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _from_json(hint: Any, value: Any, where: str) -> Any:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        if value is None:
            return None
        return _from_json(next(a for a in arguments if a is not type(None)), value, where)
    if origin is tuple:
        if not isinstance(value, list):
            raise ReportError(f"{where}: expected a list, got {_kind(value)}")
        return tuple(_from_json(arguments[0], item, f"{where}[{number}]") for number, item in enumerate(value))
    if origin is dict:
        if not isinstance(value, dict):
            raise ReportError(f"{where}: expected an object, got {_kind(value)}")
        return dict(value)
    cls = origin or hint
    if is_dataclass(cls):
        return _record_from_json(cast(Any, cls), value, where, arguments[0] if arguments else None)
    return _plain_from_json(cls, value, where)


def _plain_from_json(cls: Any, value: Any, where: str) -> Any:
    if issubclass(cls, Enum):
        try:
            return cls(value)
        except ValueError:
            raise ReportError(f"{where}: {value!r} is none of {', '.join(repr(m.value) for m in cls)}") from None
    if cls is float and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, cls) or (cls is int and isinstance(value, bool)):
        raise ReportError(f"{where}: expected {cls.__name__}, got {_kind(value)}")
    return value


def _kind(value: object) -> str:
    return "nothing" if value is None else type(value).__name__
