"""One space for all tests that only read."""

from __future__ import annotations

import pytest

from tests.settings.world import growing
from timbrespace.settings.space import SettingsSpace


@pytest.fixture(scope="session")
def space_folder(tmp_path_factory):
    """A space of 60 settings; nobody writes to it."""
    path = tmp_path_factory.mktemp("settings") / "overdrive.atlas"
    growing(path).run(60, 60)
    return path


@pytest.fixture(scope="session")
def space(space_folder):
    """The same, opened."""
    return SettingsSpace(space_folder)
