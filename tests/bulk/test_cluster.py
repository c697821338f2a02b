"""Ray as the engine: a cluster of two nodes, one of which is lost half way, writes what one process writes."""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline.bulk.cluster import quiet
from dateline.cli import run

#: A lost node is noticed soon, in milliseconds: as soon as no test waits long for it.
SOON = {
    "health_check_initial_delay_ms": 1000,
    "health_check_period_ms": 1000,
    "health_check_timeout_ms": 1000,
    "health_check_failure_threshold": 3,
}
PARTS = 9
MEMORY = 80_000_000  # the least that Ray takes for what nodes pass to one another


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two nodes of one processor each, one of them the head."""
    from ray.cluster_utils import Cluster

    with quiet():
        made = Cluster(
            initialize_head=True,
            head_node_args={
                "num_cpus": 1,
                "include_dashboard": False,
                "object_store_memory": MEMORY,
                "_system_config": SOON,
            },
        )
        made.add_node(num_cpus=1, object_store_memory=MEMORY)
    yield made
    made.shutdown()


def at_work(node: Any) -> bool:
    """Whether a process of a node is coding a part: Ray writes into its name what it does."""
    raylet = node.all_processes["raylet"][0].process.pid
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            parent = (process / "stat").read_text().rpartition(")")[2].split()[1]
            if int(parent) == raylet and b"ray::Map" in (process / "cmdline").read_bytes():
                return True
    return False


def test_a_cluster_that_loses_a_node_writes_what_one_process_writes(
    reports: Path,
    coded: Path,
    tmp_path: Path,
    cluster: Any,
    dateline: Callable[..., subprocess.Popen[str]],
    contents: Callable[[Path], dict[str, bytes]],
    wait: Callable[[Path, subprocess.Popen[str]], int],
) -> None:
    out = tmp_path / "out"
    begun = dateline("bulk", reports, out, "--per-shard", 2, "--engine", "ray", "--address", cluster.address)
    wait(out, begun)
    [node] = cluster.worker_nodes
    while not at_work(node):
        assert begun.poll() is None, "the run was done before a node could be taken from it"
        time.sleep(0.001)
    cluster.remove_node(node, allow_graceful=False)
    assert len(list(out.glob("done/[0-9]*"))) < PARTS
    told = begun.communicate(timeout=120)
    assert begun.returncode == 1, told
    assert contents(out) == contents(coded)


@pytest.mark.parametrize(
    ("address", "told"), [("127.0.0.1:1", "nobody answers at 127.0.0.1:1"), ("head", "'head' is not HOST:PORT")]
)
def test_a_cluster_that_is_not_there_is_told_at_once(
    address: str, told: str, reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["bulk", str(reports), str(tmp_path / "out"), "--engine", "ray", "--address", address]) == 2
    assert told in capsys.readouterr().err
    assert "RAY_USAGE_STATS_REPORT_URL" not in os.environ
