"""Templates: the words of `wording`, the addresses of files, and what every page says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from dateline import __version__
from dateline.export import wording
from dateline.export.marked import shown
from dateline.web import assets

TEMPLATES = Path(__file__).with_name("templates")


def page(request: Request, template: str, /, *, status: int = 200, **context: Any) -> HTMLResponse:
    """A page; `nav` of the application tells which other pages there are."""
    state = request.app.state
    known = {
        "request": request,
        "path": request.url.path,
        "nav": state.nav,
        "store_name": state.store.address.shown,
        "user": state.who_asks(request),
        **context,
    }
    return HTMLResponse(environment().get_template(template).render(known), status_code=status)


@cache
def environment() -> Environment:
    """The templates with their filters and globals."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(wording=wording, asset=assets.address, program_version=__version__, changed_query=changed_query)
    made.filters["strongest"] = _strongest
    made.filters["pair"] = lambda value: (value, value)
    made.filters["claim_name"] = lambda number, names: names[number - 1]
    made.filters.update(shown=shown, clean=wording.clean, number=wording.number, day=wording.day, plain=wording.plain)
    return made


def changed_query(request: Request, **changes: Any) -> str:
    """The query of this page with some values changed; None takes one away. Begins with "?", or is empty."""
    kept = [(key, value) for key, value in request.query_params.multi_items() if key not in changes]
    kept += [(key, str(value)) for key, value in changes.items() if value is not None]
    return f"?{urlencode(kept)}" if kept else ""


#: From the plainest kind of underline to the one that must be seen.
LOOKS = ("said", "expected", "doubted", "denied")


def _strongest(numbers: Iterable[int], names: Sequence[str], looks: Mapping[str, str]) -> str:
    """The underline of words that several claims share."""
    return max((looks[names[number - 1]] for number in numbers), key=LOOKS.index)
