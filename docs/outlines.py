"""Make the map's outlines from Natural Earth's shapefiles: run by hand, where a newer release is wanted.

`python docs/outlines.py FOLDER` reads the files of `LAYERS` in a folder (Debian's package `libmagics++-data` carries
them under `usr/share/magics`) and writes them, made simpler, to `src/dateline/web/static/map`.

A layer is JSON: `scale` is the degrees of one step, `lines` (or `rings`, of land) hold steps east and north from the
point before, the first one from 0, 0. `ranks` go with `lines`: the smaller, the farther out a line is drawn.
"""

from __future__ import annotations

import json
import struct
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

Point = tuple[float, float]
TARGET = Path(__file__).resolve().parents[1] / "src" / "dateline" / "web" / "static" / "map"
SCALE = 0.005
#: For each layer its file, how far in degrees a line may be moved, and the column of its rank.
LAYERS = {
    "land": ("10m/ne_10m_land", 0.012, None),
    "borders": ("10m/ne_10m_admin_0_boundary_lines_land", 0.01, None),
    "units": ("10m/ne_10m_admin_1_states_provinces_lines", 0.015, "MIN_ZOOM"),
    "rivers": ("10m/ne_10m_rivers_lake_centerlines", 0.015, "scalerank"),
}
MOST_RANK = {"rivers": 7.0}


def main(folder: Path) -> None:
    """Write every layer."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, (path, tolerance, rank) in LAYERS.items():
        made = layer(folder / path, tolerance, rank, most=MOST_RANK.get(name), rings=name == "land")
        (TARGET / f"{name}.json").write_text(json.dumps(made, separators=(",", ":")) + "\n", "utf-8")


def layer(path: Path, tolerance: float, rank: str | None, *, most: float | None, rings: bool) -> dict[str, object]:
    """One layer as it is written; lines of a rank beyond `most` are left out."""
    ranks = list(column(path.with_suffix(".dbf"), rank)) if rank else None
    lines: list[list[int]] = []
    kept: list[float] = []
    for number, parts in enumerate(shapes(path.with_suffix(".shp"))):
        weight = ranks[number] if ranks else 0.0
        if most is not None and weight > most:
            continue
        for part in parts:
            steps = stepped(simpler(part, tolerance))
            if len(steps) >= (8 if rings else 4):
                lines.append(steps)
                kept.append(weight)
    found: dict[str, object] = {"scale": SCALE, "rings" if rings else "lines": lines}
    return found | ({"ranks": [round(one, 1) for one in kept]} if ranks else {})


def shapes(path: Path) -> Iterator[list[list[Point]]]:
    """The parts of each line or polygon of a shapefile."""
    data, index = path.read_bytes(), path.with_suffix(".shx").read_bytes()
    for row in range(100, len(index), 8):
        at = 2 * struct.unpack_from(">i", index, row)[0] + 8
        (kind,) = struct.unpack_from("<i", data, at)
        yield list(_parts(data, at)) if kind else []


def _parts(data: bytes, at: int) -> Iterator[list[Point]]:
    parts, points = struct.unpack_from("<2i", data, at + 36)
    starts = [*struct.unpack_from(f"<{parts}i", data, at + 44), points]
    flat = struct.unpack_from(f"<{2 * points}d", data, at + 44 + 4 * parts)
    every = list(zip(flat[::2], flat[1::2], strict=True))
    for one, other in pairwise(starts):
        yield every[one:other]


def column(path: Path, name: str) -> Iterator[float]:
    """The numbers of a column of a dBase file."""
    data = path.read_bytes()
    count, head, width = struct.unpack_from("<IHH", data, 4)
    at, offset = 32, 1
    while data[at] != 0x0D:
        title = data[at : at + 11].split(b"\0")[0].decode()
        if title.lower() == name.lower():
            size = data[at + 16]
            break
        offset += data[at + 16]
        at += 32
    else:
        raise SystemExit(f"{path}: there is no column {name!r}")
    for row in range(count):
        start = head + row * width + offset
        yield float(data[start : start + size].strip() or 0)


def simpler(points: list[Point], tolerance: float) -> list[Point]:
    """A line without the points that lie near enough to it without them (Douglas and Peucker)."""
    keep = {0, len(points) - 1}
    open_parts = [(0, len(points) - 1)]
    if points[0] == points[-1]:  # a ring: its farthest point parts it in two
        far = max(range(len(points)), key=lambda i: _gap(points[i], points[0], points[0]))
        keep.add(far)
        open_parts = [(0, far), (far, len(points) - 1)]
    while open_parts:
        first, last = open_parts.pop()
        most, at = 0.0, -1
        for number in range(first + 1, last):
            gap = _gap(points[number], points[first], points[last])
            if gap > most:
                most, at = gap, number
        if most > tolerance:
            keep.add(at)
            open_parts += [(first, at), (at, last)]
    return [points[number] for number in sorted(keep)]


def _gap(point: Point, one: Point, other: Point) -> float:
    """How far a point is from a stretch."""
    dx, dy = other[0] - one[0], other[1] - one[1]
    length = dx * dx + dy * dy
    share = 0.0 if not length else max(0.0, min(1.0, ((point[0] - one[0]) * dx + (point[1] - one[1]) * dy) / length))
    x, y = point[0] - one[0] - share * dx, point[1] - one[1] - share * dy
    return float((x * x + y * y) ** 0.5)


def stepped(points: list[Point]) -> list[int]:
    """Points as steps from the one before, on the grid; points that fall together are one."""
    found: list[int] = []
    x = y = 0
    for longitude, latitude in points:
        dx, dy = round(longitude / SCALE) - x, round(latitude / SCALE) - y
        if dx or dy or not found:
            found += [dx, dy]
            x, y = x + dx, y + dy
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]))
