"""What can go wrong, as one tree: catch `DatelineError` to catch all of it."""

from __future__ import annotations


class DatelineError(Exception):
    """Something is wrong that one line can tell: what, where, and what would mend it."""


class DataError(DatelineError):
    """A data file that ships with Dateline, or replaces one, is not well formed."""


class SettingsError(DatelineError):
    """A setting has a value that it cannot have."""


class ReportError(DatelineError):
    """A report cannot be read or coded; the run records a `Problem` and goes on."""


class LanguageError(ReportError):
    """A report is in a language that the coder does not read."""


class ParserError(DatelineError):
    """The language model that was asked for is not there."""


class StoreError(DatelineError):
    """The store cannot be opened, or holds what it must not hold."""


class ErasedError(StoreError):
    """What is asked for was erased; hashes of it are left."""


class ExportError(DatelineError):
    """A file cannot be written as asked, or read back."""
