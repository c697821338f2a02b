"""Whose name stands under a decision, where nobody logs in."""

from __future__ import annotations

import getpass
import os

USER = "DATELINE_USER"


def person_here(_: object = None) -> str:
    """The name that `DATELINE_USER` gives, else that of the account at this machine."""
    named = os.environ.get(USER, "").strip()
    if named:
        return named
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # an account without a name
        return "someone at this machine"
