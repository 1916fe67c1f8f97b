"""Make sure that the browser tests have a browser; install Debian's where that may be done."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys


def main() -> int:
    """Find or install Chromium; never fails, since everything else can still be tested."""
    if shutil.which("chromium"):
        return 0
    if not (hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")):
        print("No chromium here, and it can't be installed: the browser tests will be SKIPPED.")
        return 0
    print("Installing Debian's chromium for the browser tests.", flush=True)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "chromium"]):
        done = subprocess.run(
            ["apt-get", *command], env=quiet, stdout=subprocess.DEVNULL, check=False
        )
        if done.returncode:
            print("chromium could not be installed: the browser tests will be SKIPPED.")
            break
    return 0


if __name__ == "__main__":
    sys.exit(main())
