"""A part of the earth on a sheet: degrees, narrowed with the latitude."""

from __future__ import annotations

from math import cos, radians

from dateline.store.listing import Box

WIDTH, HEIGHT = 760.0, 480.0
KM_A_DEGREE = 111.2
#: The smallest stretch of degrees that a map shows.
LEAST = 0.6


class Frame:
    """A part of the earth on a sheet: degrees, narrowed with the latitude."""

    def __init__(self, box: Box, width: float = WIDTH, height: float = HEIGHT) -> None:
        west, south, east, north = box
        if west > east:
            east += 360
        self._narrow = max(cos(radians((south + north) / 2)), 0.1)
        self.scale = min(width / max((east - west) * self._narrow, LEAST), height / max(north - south, LEAST))
        self._x, self._y = (west + east) / 2, (south + north) / 2
        self.width, self.height = width, height
        half_x, half_y = width / self.scale / self._narrow / 2, height / self.scale / 2
        self.box: Box = (self._x - half_x, self._y - half_y, self._x + half_x, self._y + half_y)

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a point is drawn."""
        return (
            self.width / 2 + (longitude - self._x) * self._narrow * self.scale,
            self.height / 2 - (latitude - self._y) * self.scale,
        )

    def km(self, reach: float) -> float:
        """How long so many kilometres are drawn."""
        return reach / KM_A_DEGREE * self.scale
