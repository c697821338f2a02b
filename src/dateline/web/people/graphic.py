"""Graphic passages: shown when asked for, once or always."""

from __future__ import annotations

from fastapi import Request

COOKIE = "dateline-graphic"


def asks_for_graphic(request: Request) -> bool:
    """Whether a person wants graphic passages shown at once, in this browser."""
    return request.cookies.get(COOKIE) == "shown"
