"""The command line, as a module."""

import subprocess
import sys


def test_the_module_is_the_command_line():
    told = subprocess.run(
        [sys.executable, "-m", "timbrespace", "effects", "--help"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert "List the effects" in told
