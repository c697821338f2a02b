"""The reference pages say what the code does."""

import subprocess
import sys
from pathlib import Path

GENERATE = Path(__file__).parent.parent.parent / "docs" / "generate.py"


def test_the_reference_pages_are_what_the_code_makes() -> None:
    ran = subprocess.run([sys.executable, GENERATE, "--check"], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
