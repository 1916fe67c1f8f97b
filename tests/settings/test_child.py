"""The process says what it does in lines of JSON, and ends with its parent."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.settings.world import plan_of
from timbrespace.settings.clip import Clip


def test_an_error_comes_as_one_line_and_it_ends_with_its_input(tmp_path, space):
    plan = plan_of(Clip(space.clip.samples, "x"))
    request = {"folder": str(tmp_path / "none.atlas"), "plan": vars(plan), "n": 12, "most": 12}
    done = subprocess.run(
        [sys.executable, "-m", "timbrespace.settings.child"],
        input=json.dumps(request) + "\n", capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    # Its input ends at once, hence maybe before it can say so.
    assert all("error" in line for line in lines) and done.returncode == 0
