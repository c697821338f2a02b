"""Which claims tell of one happening, and how many were harmed in it."""

from dateline.incidents.fusing import fuse

__all__ = ["fuse"]
