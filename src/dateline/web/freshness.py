"""Pages that did not change since they were last asked for are not made again."""

from __future__ import annotations

import hashlib
from datetime import date

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline import __version__
from dateline.web import assets
from dateline.web.people.person import person_of

#: Headers of a request on which a page depends.
COUNTS = ("cookie", "hx-request", "accept")


class Freshness:
    """Gives every page a tag of what it is made of: the log's last seal, the address, who asks."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or _is_made_anew(scope["path"]):
            await self._app(scope, receive, send)
            return
        tag = _tag(Request(scope))
        asked = [one.strip().removeprefix("W/") for one in Headers(scope=scope).get("if-none-match", "").split(",")]
        if tag in asked:
            await Response(status_code=304, headers={"ETag": tag, "Cache-Control": "private, no-cache"})(
                scope, receive, send
            )
            return

        async def tagged(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                late = scope.get("state", {}).get("late", False)  # shows what was before the last change
                if message["status"] == 200 and not late and "set-cookie" not in headers:
                    headers.setdefault("ETag", tag)
                headers.setdefault("Cache-Control", "private, no-cache")
                headers.setdefault("Vary", "Cookie, HX-Request, Accept")
            await send(message)

        await self._app(scope, receive, tagged)


def _is_made_anew(path: str) -> bool:
    """Whether a page depends on more than the store, the address and who asks."""
    return path.startswith(("/static/", "/login", "/ingest", "/settings", "/export", "/query"))


def _tag(request: Request) -> str:
    number, seal = request.app.state.store.head()
    person = person_of(request)
    parts = [
        __version__,
        assets.version(),
        str(number),
        seal,
        str(request.url),
        date.today().isoformat(),
        person.name,
        person.role,
        person.token,  # it stands in the forms, and is another one after each start
        *(request.headers.get(name, "") for name in COUNTS),
    ]
    return f'"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:32]}"'
