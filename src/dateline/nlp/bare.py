"""spaCy without its command line, which reads tables and a dozen libraries of its own, and is never run here.

This is imported before anything else of spaCy.
"""

from __future__ import annotations

import sys
from types import ModuleType

COMMANDS = ("spacy.cli", "spacy.cli.info")


def import_spacy() -> None:
    """Import spaCy where that was not done yet; its commands can still be imported afterwards."""
    if "spacy" in sys.modules:
        return
    for name in COMMANDS:
        stand_in = ModuleType(name)
        stand_in.__dict__.update(__path__=[], info=None)
        sys.modules[name] = stand_in
    try:
        import spacy  # noqa: F401
    finally:
        for name in COMMANDS:
            sys.modules.pop(name, None)


import_spacy()
