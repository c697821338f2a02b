"""The engine past one machine: Ray Data hands the parts to every processor of a cluster, and again where one is lost.

The reports themselves never pass through Ray: each machine reads its part from the folder that all of them see, and
writes its shards there. Ray is told to send no figures of its use to anybody.
"""

from __future__ import annotations

import importlib.util
import logging
import os
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from typing import Any

from dateline.bulk.parts import Kind, Part
from dateline.bulk.work import Job, Receipt, code_part, find_receipt
from dateline.errors import DatelineError, SettingsError

#: Where nobody listens: the port that is set aside for what is thrown away.
_NOBODY = "http://127.0.0.1:9/"
#: What Ray is told by its environment, before it starts. That it sends no figures of its use is not enough: the head of
#: a cluster then tells its makers that they were refused, and asks three clouds whether it runs there (Ray 2.60, module
#: usage_stats_head). What it sends beside its own protocol goes to nobody.
QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_USAGE_STATS_PROMPT_ENABLED": "0",
    "RAY_USAGE_STATS_REPORT_URL": _NOBODY,
    "http_proxy": _NOBODY,
    "https_proxy": _NOBODY,
}
#: How long, in seconds, the head of a cluster may take to answer.
_KNOCK = 10.0
#: Ray is given so many bunches of parts at most: it keeps account of each.
_BUNCHES = 10_000


def check_ray() -> None:
    """Raise SettingsError where Ray is not installed."""
    if importlib.util.find_spec("ray") is None:
        raise SettingsError("--engine ray: Ray is not installed; `pip install 'dateline[ray]'` brings it")


def run(job: Job, parts: Sequence[Part], address: str | None) -> Iterator[Receipt]:
    """Code parts on a cluster, or on all processors of this machine; each receipt as soon as its part is done.

    `address` is that of a cluster's head; without it `RAY_ADDRESS` is, else a cluster of this machine alone is made.
    Raises SettingsError where there is no cluster, or a machine of it cannot do the work.
    """
    check_ray()
    with quiet():
        yield from _run(job, parts, address)


@contextmanager
def quiet() -> Iterator[None]:
    """Let nothing that starts within send anything beyond the cluster."""
    before = {name: os.environ.get(name) for name in QUIET}
    os.environ.update(QUIET)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _run(job: Job, parts: Sequence[Part], address: str | None) -> Iterator[Receipt]:
    import ray
    import ray.data

    _connect(ray, address)
    try:
        ray.data.DataContext.get_current().enable_progress_bars = False
        items = [{**asdict(part), "kind": part.kind.value} for part in parts]
        asked = ray.data.from_items(items, override_num_blocks=min(len(items), _BUNCHES))
        for row in asked.map(partial(_code, job=job), num_cpus=1).iter_rows():
            if row["fault"]:
                raise SettingsError(row["fault"])
            receipt = find_receipt(job.out, row["part"])
            if receipt is None:
                raise SettingsError(
                    f"{job.out}: part {row['part']} was written on another machine and is not to be seen here: "
                    "all machines of the cluster must see the same folder under the same name"
                )
            yield receipt
    except ray.exceptions.RayError as error:
        raise SettingsError(f"Ray: {_first_line(error)}: run the same again, and it goes on") from None
    finally:
        ray.shutdown()


def _connect(ray: Any, address: str | None) -> None:
    options: dict[str, Any] = {"address": address or "auto"}
    if address is not None:
        _knock(address)
    if address is None and "RAY_ADDRESS" not in os.environ:
        options = {"address": "local", "include_dashboard": False}
    try:
        ray.init(log_to_driver=False, logging_level=logging.ERROR, configure_logging=True, **options)
    except (ConnectionError, ValueError, RuntimeError) as error:
        raise SettingsError(f"--address: no cluster of Ray can be reached: {_first_line(error)}") from None
    for name in ("ray", "ray.data"):
        logging.getLogger(name).setLevel(logging.ERROR)


def _knock(address: str) -> None:
    """Raise SettingsError where nobody answers at HOST:PORT: Ray itself would ask for minutes."""
    host, colon, port = address.rpartition(":")
    if not colon or not port.isdigit():
        raise SettingsError(f"--address: {address!r} is not HOST:PORT")
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=_KNOCK).close()
    except (OSError, OverflowError):
        raise SettingsError(f"--address: nobody answers at {address}: is the head of the cluster running?") from None


def _code(row: dict[str, Any], *, job: Job) -> dict[str, Any]:
    """The work of a processor of the cluster: code a part; what no machine can mend is told, and not tried again."""
    part = Part(**{**row, "kind": Kind(row["kind"])})
    try:
        code_part(job, part, lambda: None)
    except DatelineError as error:
        return {"part": part.number, "fault": f"{os.uname().nodename}: {error}"}
    return {"part": part.number, "fault": ""}


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
