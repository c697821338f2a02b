"""Dates in a report: a grammar of time expressions, resolved by the text, its dateline or its day of publication."""

from dateline.mentions.dates.find import find_dates
from dateline.mentions.dates.redating import redate_all
from dateline.mentions.dates.resolve import as_if_dated, claim_time, redate

__all__ = ["as_if_dated", "claim_time", "find_dates", "redate", "redate_all"]
