"""What goes between a process and the one that reads for it: a value in JSON, and bytes beside it."""

from __future__ import annotations

import json
import struct
from typing import IO, Any

Value = dict[str, Any]
Frame = tuple[Value, bytes]

_SIZES = struct.Struct(">IQ")
#: A longer frame is none of ours: what writes it was taken over, or is broken.
MOST_VALUE = 200_000_000
MOST_BYTES = 4_000_000_000


class BrokenFrameError(Exception):
    """What was read is no frame, or ends within one."""


def write_frame(file: IO[bytes], value: Value, data: bytes = b"") -> None:
    """Write a frame, and send it off."""
    said = json.dumps(value, separators=(",", ":")).encode("ascii")
    file.write(_SIZES.pack(len(said), len(data)))
    file.write(said)
    if data:
        file.write(data)
    file.flush()


def read_frame(file: IO[bytes]) -> Frame | None:
    """The next frame; None at the end. Raises BrokenFrameError where it is none."""
    head = file.read(_SIZES.size)
    if not head:
        return None
    if len(head) < _SIZES.size:
        raise BrokenFrameError
    long, more = _SIZES.unpack(head)
    if long > MOST_VALUE or more > MOST_BYTES:
        raise BrokenFrameError
    said, data = file.read(long), file.read(more) if more else b""
    if len(said) < long or len(data) < more:
        raise BrokenFrameError
    try:
        value = json.loads(said)
    except (ValueError, RecursionError):
        raise BrokenFrameError from None
    if not isinstance(value, dict):
        raise BrokenFrameError
    return value, data
