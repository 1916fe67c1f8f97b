"""One tiny voice for all tests that only play it."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="session")
def tiny_voice(tmp_path_factory):
    """Opened, and its folder; copy that before writing to it."""
    pytest.importorskip("torch")
    from .world import made

    folder = tmp_path_factory.mktemp("hifigan")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIMBRESPACE_CONFIG", str(tmp_path_factory.mktemp("config")))
        return made(folder), folder / "tiny.voice"
