"""What tests of edits share: an atlas that took a few seconds to make."""

from __future__ import annotations

import pytest

from .edit_atlas import make


@pytest.fixture(scope="session")
def edit_atlas(tmp_path_factory, atlas_folder, sounds, random_weights):
    """Projected and disentangled; read it only."""
    path = tmp_path_factory.mktemp("edits") / "edits.atlas"
    return make(path, atlas_folder, sounds, random_weights)
