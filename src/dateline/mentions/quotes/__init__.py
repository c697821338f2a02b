"""Who says what: reporting words, their sources and the stretch of text that they answer for."""

from dateline.mentions.quotes.find import find_quotes, find_speeches
from dateline.mentions.quotes.speech import Speech, width

__all__ = ["Speech", "find_quotes", "find_speeches", "width"]
