"""Coded reports as files and pages for other readers."""
