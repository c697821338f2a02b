"""How much may be sent: little for forms, more where reports are sent in."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.web.faults import told
from dateline.web.uploads import MOST_BYTES

SMALL = 1_000_000
LARGE = {"/ingest": MOST_BYTES}


class Limits:
    """Turns away a body that is too large, by what it says of its length and by what comes."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        most = LARGE.get(scope["path"], SMALL)
        words = f"At most {most // 1_000_000} MB can be sent here at once."
        length = Headers(scope=scope).get("content-length", "0")
        if not length.isdecimal() or int(length) > most:
            await told(Request(scope), 413, words)(scope, receive, send)
            return
        came = 0

        async def counted() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > most:
                raise HTTPException(413, words)
            return message

        await self._app(scope, counted, send)
