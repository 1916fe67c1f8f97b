"""What the tests share: where the real sounds lie, and loud skips where they do not."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real sounds and weights beside the checkout; a clone need not have it."""
    if not (SHARED / "data").is_dir():
        pytest.skip(f"SKIPPED LOUDLY: no real sounds at {SHARED}")
    return SHARED
