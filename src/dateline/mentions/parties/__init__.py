"""Parties in a report: states, forces, groups, organizations, people, and who "the rebels" are."""

from dateline.mentions.parties.find import find_parties

__all__ = ["find_parties"]
