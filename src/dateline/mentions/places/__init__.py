"""Places in a report: the names that stand in the text, each found, then resolved with what the report itself tells."""

from dateline.mentions.places.finding import find_places

__all__ = ["find_places"]
