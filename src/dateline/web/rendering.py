"""Templates: the words of `wording`, the addresses of files, and what every page says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import escape
from starlette.responses import HTMLResponse

from dateline import __version__
from dateline.errors import StoreError
from dateline.export import wording
from dateline.export.marked import isolated, shown
from dateline.reference.data_version import data_version
from dateline.reference.veiling import is_graphic
from dateline.store.canon import fold
from dateline.web import assets
from dateline.web.people.graphic import asks_for_graphic
from dateline.web.people.person import FIELD, person_of
from dateline.web.people.roles import needed
from dateline.web.veil.names import Mask

TEMPLATES = Path(__file__).with_name("templates")
#: A form that changes something. Words of reports are escaped, so that no form can come from them.
_FORM = re.compile(r'<form\b[^>]*\bmethod="post"[^>]*>')


def page(request: Request, template: str, /, *, status: int = 200, **context: Any) -> HTMLResponse:
    """A page; `nav` of the application tells which other pages there are."""
    state = request.app.state
    person = person_of(request)
    known = {
        "request": request,
        "path": request.url.path,
        "nav": [(path, name) for path, name in state.nav if person.name and person.role.reaches(needed("GET", path))],
        "store_name": state.store.address.shown,
        "user": person.name,
        "person": person,
        "graphic_shown": asks_for_graphic(request),
        "printed": _printed(request) if person.name else None,
        **context,
    }
    text = environment().get_template(template).render(known)
    return HTMLResponse(with_token(text, person.token), status_code=status)


#: What of an address narrows nothing.
_NO_FILTER = ("page", "at", "then", "view", "skip", "said")


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands under a page on paper: which rows were asked for, and of which state of the store and the data."""

    filters: str
    entry: int
    seal: str
    data: str
    at: str


def _printed(request: Request) -> Printed | None:
    """What is printed; nothing where the store cannot be asked."""
    asked = [(name, value) for name, value in request.query_params.multi_items() if value and name not in _NO_FILTER]
    try:
        entry, seal = request.app.state.store.head()
    except StoreError:
        return None
    filters = "; ".join(f"{wording.plain(name)} {value}" for name, value in asked)
    if filters and not person_of(request).sees_names:
        names = request.app.state.veiled.names()
        filters = Mask(names.parts(), names.starts).text(filters, any_case=True)
    return Printed(wording.clean(filters), entry, seal[:12], data_version(), date.today().isoformat())


def with_token(text: str, token: str) -> str:
    """The page with the token in every form that changes something: put in here, so that none is forgotten."""
    field = f'<input type="hidden" name="{FIELD}" value="{escape(token)}">'
    return _FORM.sub(lambda form: form[0] if "data-own-token" in form[0] else form[0] + field, text)


@cache
def environment() -> Environment:
    """The templates with their filters and globals."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,  # else each page asks the disk for the age of every template
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(wording=wording, asset=assets.address, program_version=__version__, changed_query=changed_query)
    made.filters["graphic"] = is_graphic
    made.filters["is_day"] = _is_day
    made.filters["folded"] = fold
    made.filters["strongest"] = _strongest
    made.filters["pair"] = lambda value: (value, value)
    made.filters["claim_name"] = lambda number, names: names[number - 1]
    made.filters.update(shown=shown, isolated=isolated, clean=wording.clean, number=wording.number)
    made.filters.update(day=wording.day, plain=wording.plain)
    return made


def read_all() -> None:
    """Compile every template before it is asked for."""
    for name in environment().list_templates():
        environment().get_template(name)


def changed_query(request: Request, **changes: Any) -> str:
    """The query of this page with some values changed; None takes one away. Begins with "?", or is empty."""
    kept = [(key, value) for key, value in request.query_params.multi_items() if key not in changes]
    kept += [(key, str(value)) for key, value in changes.items() if value is not None]
    return f"?{urlencode(kept)}" if kept else ""


def _is_day(text: str) -> bool:
    """Whether a picker of days can hold a text: what it cannot hold it would drop from the address."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


#: From the plainest kind of underline to the one that must be seen.
LOOKS = ("said", "expected", "doubted", "denied")


def _strongest(numbers: Iterable[int], names: Sequence[str], looks: Mapping[str, str]) -> str:
    """The underline of words that several claims share."""
    return max((looks[names[number - 1]] for number in numbers), key=LOOKS.index)
