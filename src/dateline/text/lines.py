"""Report JSONL: a report a line, each with its own faults."""

from __future__ import annotations

from dateline.errors import ReportError
from dateline.records.reports import Report
from dateline.text.given import load
from dateline.text.making import Known, make_known_report

_TEXTS = ("title", "publisher", "author", "url", "published", "language", "retrieved")


def read_line(data: bytes, known: Known) -> Report:
    """The report of one line; raises ReportError where it is no JSON object with a `text`."""
    try:
        line = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ReportError(f"not UTF-8 at byte {error.start + 1}") from None
    return read_object(load(line), known, source=data)


def read_object(value: object, known: Known, *, source: bytes) -> Report:
    """The report of a JSON object. What the user says of a run stands where the object says nothing."""
    if not isinstance(value, dict):
        raise ReportError(f"not a JSON object but {_kind(value)}")
    if "text" not in value or value["text"] is None:
        raise ReportError('no "text"')
    if not isinstance(value["text"], str):
        raise ReportError(f'"text" is {_kind(value["text"])}, not a string')
    said: dict[str, str | None] = {}
    for field in _TEXTS:
        said[field] = value.get(field)
        if said[field] is not None and not isinstance(said[field], str):
            raise ReportError(f'"{field}" is {_kind(value[field])}, not a string')
    verbatim = value.get("verbatim", False)
    if not isinstance(verbatim, bool) and verbatim is not None:
        raise ReportError(f'"verbatim" is {_kind(verbatim)}, not true or false')
    own = Known(external_id=_id_of(value), verbatim=bool(verbatim), **said)
    return make_known_report(value["text"], own.over(known), source=source)


def _id_of(value: dict[str, object]) -> str | None:
    given = value.get("id")
    if given is None:
        return None
    if isinstance(given, bool) or not isinstance(given, (str, int)):
        raise ReportError(f'"id" is {_kind(given)}, not a string')
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in str(given))


def _kind(value: object) -> str:
    if value is None:
        return "null"
    names = {bool: "true or false", int: "a number", float: "a number", str: "a string", list: "a list"}
    return names.get(type(value), "an object")
