"""The house: the public face, the floors, who may import what, and what must never stand in a file."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import dateline

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "dateline"
NOT_OURS = {".git", ".venv", "demo", "dist", "build", "node_modules", "__pycache__"}
OWNERS = {
    "fastapi": "web",
    "ray": "bulk",
    "spacy": "nlp",
    "sqlalchemy": "store",
    "starlette": "web",
    "thinc": "nlp",
    "typer": "cli",
}

# Written in two halves, so that this file does not hold them. What a reader elsewhere cannot reach, or need not know,
# has no place in the project.
FOREIGN = [
    re.compile(head + tail, re.IGNORECASE)
    for head, tail in [
        (r"(?<![\w.-])/wor", r"k/"),
        (r"(?<![\w.:/-])/(root|opt|home)", r"/\w"),
        (r"/tmp/bash", r"_jobs"),
        (r"pypi\.", r"org"),
        (r"python", r"hosted\.org"),
        (r"npm", r"js\.(org|com)"),
        (r"deb\.", r"debian\.org"),
        (r"proxy\.golang", r"\.org"),
        (r"\bissues", r" (show|file|close)\b"),
        (r"\.lib", r"rary/(env|search)"),
        (r"\bsub", r"agent"),
    ]
]


def our_files() -> Iterator[Path]:
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in NOT_OURS and not name.endswith(("_cache", ".egg-info"))]
        folders[:] = [name for name in folders if name != ".hypothesis"]
        yield from (Path(folder) / name for name in names if name not in NOT_OURS)


@cache
def project() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]  # type: ignore[no-any-return]


def imported(path: Path) -> set[str]:
    """The first names of what a module imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def test_the_public_face_is_what_all_says() -> None:
    names = list(getattr(dateline, "__all__", []))
    assert names == sorted(names)
    assert [name for name in names if not hasattr(dateline, name)] == []


def test_the_version_is_told_once() -> None:
    assert project()["version"] == dateline.__version__


def test_the_changelog_knows_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "## [Unreleased]" in changelog or f"## [{dateline.__version__}]" in changelog


def test_the_package_says_that_it_is_typed() -> None:
    assert (PACKAGE / "py.typed").exists()


def test_imports_only_go_down() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([lint, "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("library", sorted(OWNERS))
def test_a_heavy_library_is_imported_by_its_owner_alone(library: str) -> None:
    strangers = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if path.relative_to(PACKAGE).parts[0] != OWNERS[library] and library in imported(path)
    ]
    assert strangers == []


def test_looking_at_the_face_loads_no_parser() -> None:
    probe = "import sys, dateline; print(sorted({'spacy', 'numpy', 'typer', 'lxml'} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_no_file_names_what_only_one_workplace_knows() -> None:
    found = []
    for path in our_files():
        if path.suffix in {".gz", ".png", ".pdf", ".db"} or path.stat().st_size > 20_000_000:
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}: {m[0]}" for pattern in FOREIGN for m in pattern.finditer(text)]
    assert found == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_pins_and_hashes_everything(lock: str) -> None:
    lines = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    assert [line for line in lines if "==" not in line or "--hash=sha256:" not in line] == []


@pytest.mark.parametrize(
    ("lock", "extras"), [("requirements.lock", ["build"]), ("requirements-dev.lock", ["build", "dev"])]
)
def test_a_lock_holds_what_the_project_asks_for(lock: str, extras: list[str]) -> None:
    optional = project()["optional-dependencies"]
    assert isinstance(optional, dict)
    asked = [*project()["dependencies"], *(need for extra in extras for need in optional[extra])]  # type: ignore[misc]
    names = {re.split(r"[^\w.-]", need)[0].lower().replace("_", "-") for need in asked}
    locked = set(re.findall(r"^([\w.-]+)==", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))
    assert names - locked == set()


def test_ci_runs_what_a_person_can_run() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "make" in line and not line.startswith("#")] == ["exec make test"]


SKIPPING = """
import pytest

@pytest.mark.skip(reason="not today")
def test_left_out(): ...

def test_runs(): ...
"""


@pytest.mark.parametrize(
    ("allowed", "status"),
    [
        ("[skips]\n", pytest.ExitCode.TESTS_FAILED),
        ('[skips]\n"test_other.py::*" = "no server"\n', pytest.ExitCode.TESTS_FAILED),
        ('[skips]\n"*" = "all of them"\n', pytest.ExitCode.OK),
    ],
)
def test_a_skip_that_nobody_explained_fails_the_run(
    allowed: str, status: pytest.ExitCode, pytester: pytest.Pytester
) -> None:
    pytester.makeconftest((ROOT / "tests" / "conftest.py").read_text(encoding="utf-8"))
    pytester.makefile(".toml", allowed_skips=allowed)
    pytester.makepyfile(SKIPPING)
    run = pytester.runpytest_inprocess()
    run.assert_outcomes(passed=1, skipped=1)
    assert run.ret == status
    assert ("allowed_skips.toml: " in run.stdout.str()) == (status != pytest.ExitCode.OK)


def test_a_file_that_is_skipped_whole_fails_the_run_on_several_cores(pytester: pytest.Pytester) -> None:
    pytester.makeconftest((ROOT / "tests" / "conftest.py").read_text(encoding="utf-8"))
    pytester.makefile(".toml", allowed_skips="[skips]\n")
    pytester.makepyfile(test_one="def test_runs(): ...", test_two="import pytest\npytest.importorskip('no_such')")
    run = pytester.runpytest_subprocess("-n", "2")
    assert run.ret == pytest.ExitCode.TESTS_FAILED
    assert "allowed_skips.toml: test_two.py" in run.stdout.str()
