"""The parse of a report, and the one owner of spaCy."""

import dateline.nlp.bare  # noqa: F401  # before spaCy is imported
from dateline.nlp.parsed import Parsed, Sentence, Token
from dateline.nlp.parser import Parser

__all__ = ["Parsed", "Parser", "Sentence", "Token"]
