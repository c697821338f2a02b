"""What is shown where a page cannot be: what is wrong, in one line, and where to go on."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from dateline.errors import DatelineError, ErasedError, ReportError, SettingsError, StoreError
from dateline.store import decision_to_json
from dateline.web.contexts.deciding import ConflictError
from dateline.web.rendering import page

TITLES = {404: "There is no such page", 403: "Not allowed", 405: "Not so", 409: "It changed meanwhile"}


def no_such(kind: str, key: str) -> HTTPException:
    """The fault where an id stands for nothing."""
    return HTTPException(404, f"There is no {kind} {key!r} in this store.")


def install(app: FastAPI) -> None:
    """Give an application these pages."""

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> Response:
        known = error.detail if error.detail != HTTPStatus(error.status_code).phrase else ""
        return told(request, error.status_code, str(known))

    @app.exception_handler(RequestValidationError)
    async def _invalid(request: Request, error: RequestValidationError) -> Response:
        first: dict[str, Any] = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"][1:])
        return told(request, 400, f"{where}: {first['msg']}")

    @app.exception_handler(SettingsError)
    @app.exception_handler(ReportError)
    async def _asked(request: Request, error: DatelineError) -> Response:
        return told(request, 400, str(error))

    @app.exception_handler(ConflictError)
    async def _conflict(request: Request, error: ConflictError) -> Response:
        if wants_json(request):
            since = [{**decision_to_json(one.decision), "undone": one.undone} for one in error.since]
            told = {"error": str(error), "version": error.version, "since": since, "recoded": error.recoded}
            return JSONResponse(told, status_code=409)
        return page(request, "conflict.html", status=409, title=TITLES[409], error=error)

    @app.exception_handler(ErasedError)
    async def _erased(request: Request, error: ErasedError) -> Response:
        return told(request, 410, str(error))

    @app.exception_handler(StoreError)
    async def _store(request: Request, error: StoreError) -> Response:
        return told(request, 400 if str(error).startswith("search:") else 503, str(error))


def told(request: Request, status: int, message: str) -> Response:
    """The page that tells a fault, or for a program its JSON."""
    if wants_json(request):
        return JSONResponse({"error": message or HTTPStatus(status).phrase}, status_code=status)
    title = TITLES.get(status, HTTPStatus(status).phrase)
    return page(request, "fault.html", status=status, title=title, message=message)


def wants_json(request: Request) -> bool:
    """Whether a program asks, and not a person."""
    path = request.url.path
    if request.headers.get("accept", "").startswith("application/json"):
        return True
    return path.startswith("/api/") or path.endswith((".json", ".csv", ".geojson"))
