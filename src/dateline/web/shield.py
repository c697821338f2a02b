"""What keeps a page from loading anything from elsewhere, and elsewhere from asking in a person's name."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Nothing but our own files; no script or style inside a page; nobody may frame us.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # without any, a form would name no origin
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
}
SAFE = ("GET", "HEAD", "OPTIONS")
#: The names under which this machine may be asked, beside the one that was given.
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Shield:
    """Sets the headers, and turns away what another page makes a browser send here."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str] = ()) -> None:
        self._app = app
        self._hosts = {*LOOPBACK, *hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def shielded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        wrong = self._wrong(scope["method"], Headers(scope=scope))
        if wrong is not None:
            await PlainTextResponse(wrong, status_code=403)(scope, receive, shielded)
            return
        await self._app(scope, receive, shielded)

    def _wrong(self, method: str, headers: Headers) -> str | None:
        host = headers.get("host", "")
        name = urlsplit(f"//{host}").hostname or ""
        if "*" not in self._hosts and name not in self._hosts:
            return f"This server does not answer to the name {name!r}.\n"
        if method in SAFE:
            return None
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        ours = (
            site in ("same-origin", "none") if site is not None else origin is None or urlsplit(origin).netloc == host
        )
        return None if ours else "A decision can only be sent from these pages.\n"
