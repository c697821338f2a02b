"""Quantities in a report: numbers in figures and words, their quantifiers, and what they count."""

from dateline.mentions.quantities.asked import bare_plural, one, single
from dateline.mentions.quantities.find import find_quantities

__all__ = ["bare_plural", "find_quantities", "one", "single"]
