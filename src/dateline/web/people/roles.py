"""What each role may ask for. Whatever changes something and is not listed here is the lead's alone.

A reader reads all pages, with the names of private persons veiled. A coder sees all, adds reports, decides on claims.
A reviewer also merges and grades incidents, takes back what others decided, reads the log. A lead also lets people in.
"""

from __future__ import annotations

import re

from dateline.store import Role

#: What a person needs who has not logged in yet.
OPEN = re.compile(r"/(login|static/.*)")
#: Method, path and the least role; the first line that fits counts.
RULES: tuple[tuple[str, re.Pattern[str], Role], ...] = tuple(
    (method, re.compile(path), role)
    for method, path, role in (
        ("GET", r"/settings/users(/.*)?", Role.LEAD),
        ("GET", r"/audit(/.*|\..*)?", Role.REVIEWER),
        ("GET", r"/api/(v1/)?(audit|log|decisions|users)(/.*)?", Role.REVIEWER),
        ("GET", r"/ingest(/.*)?", Role.CODER),
        ("GET", r"/(review|merge)(/.*|\..*)?", Role.CODER),
        ("GET", r"/query(/.*|\..*)?", Role.CODER),  # tables as they are: nothing in them is veiled
        ("GET", r"/reports/[^/]+/original/.*", Role.CODER),  # the bytes as they came: nothing in them can be veiled
        ("GET", r"/claims/[^/]+/(edit|split|decide|candidates|bounds|proposed)(/.*)?", Role.CODER),
        ("GET", r"/.*", Role.READER),
        ("POST", r"/logout", Role.READER),
        ("POST", r"/settings/(mine|password)", Role.READER),
        ("POST", r"/ingest", Role.CODER),
        ("POST", r"/export", Role.READER),  # of what a reader sees: names of private persons are veiled
        ("POST", r"/audit/verify", Role.REVIEWER),
        ("POST", r"/claims/[^/]+/.*", Role.CODER),
        ("POST", r"/(api/(v1/)?)?decisions(/undo|/redo)?", Role.CODER),  # what it decides is looked at once more there
        ("POST", r"/(merge|pairs)(/.*)?", Role.REVIEWER),
        ("POST", r"/incidents/.*", Role.REVIEWER),
        ("POST", r"/sources/notes", Role.REVIEWER),
        ("POST", r"/review/.*", Role.REVIEWER),
        ("POST", r"/decisions/.*", Role.REVIEWER),
    )
)


def needed(method: str, path: str) -> Role:
    """The least role that may ask so."""
    method = "GET" if method in ("HEAD", "OPTIONS") else method
    return next((role for verb, fits, role in RULES if verb == method and fits.fullmatch(path)), Role.LEAD)


def is_open(path: str) -> bool:
    """Whether nobody need be logged in for it."""
    return OPEN.fullmatch(path) is not None
