"""Dateline reads reports of armed conflict and keeps account of who did what to whom, according to whom.

The public face: everything else may move. Names are loaded when first used, so that importing `dateline` is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.errors import DatelineError
    from dateline.incidents import fuse
    from dateline.pipeline.coding import Pipeline
    from dateline.pipeline.notebook import code
    from dateline.pipeline.notebook import open as open
    from dateline.records import Claim, Figure, Incident, Problem, Report
    from dateline.records.coded import Coded
    from dateline.settings import Settings
    from dateline.store import Store
    from dateline.text.readers import make_report, read_reports

__version__ = "0.1.0"

__all__ = [
    "Claim",
    "Coded",
    "DatelineError",
    "Figure",
    "Incident",
    "Pipeline",
    "Problem",
    "Report",
    "Settings",
    "Store",
    "code",
    "fuse",
    "make_report",
    "read_reports",
]
# `open` is of the face too, and not of `from dateline import *`, which must not take Python's own away.

_HOMES = {
    "Claim": "dateline.records",
    "Coded": "dateline.records.coded",
    "DatelineError": "dateline.errors",
    "Figure": "dateline.records",
    "Incident": "dateline.records",
    "Pipeline": "dateline.pipeline.coding",
    "Problem": "dateline.records",
    "Report": "dateline.records",
    "Settings": "dateline.settings",
    "Store": "dateline.store",
    "code": "dateline.pipeline.notebook",
    "fuse": "dateline.incidents",
    "make_report": "dateline.text.readers",
    "open": "dateline.pipeline.notebook",
    "read_reports": "dateline.text.readers",
}


def __getattr__(name: str) -> Any:  # a module's own hook: whatever it gives has the type of its home
    if name not in _HOMES:
        raise AttributeError(f"module 'dateline' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
