"""Coding more reports than one process should: in parts, each written once, here or on every machine of a cluster."""
