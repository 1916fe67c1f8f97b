"""A small atlas, projected and disentangled at layer 11, with a network of random weights."""

from __future__ import annotations

import shutil
from pathlib import Path

import timbrespace
from timbrespace.api import Atlas
from timbrespace.api.disentangling import disentangle
from timbrespace.api.projecting import project
from timbrespace.factors.flow.training import Schedule

LAYER = 11


def make(path: Path, source: Path, sounds: Path, weights: Path) -> Atlas:
    """A copy of the atlas ``source`` with 8 dims of the layer and a hasty flow."""
    shutil.copytree(source, path)
    atlas = timbrespace.open(path, sounds=sounds)
    # The few sounds are takes of one body for each material; here each counts as a recording.
    atlas.store.write_items(atlas.items.assign(group=atlas.items["path"]))
    atlas.refresh()
    project(atlas, space=f"yamnet:{LAYER}", dims=8, weights=str(weights))
    space = next(s["id"] for s in atlas.spaces() if ":pca8" in s["id"])
    disentangle(atlas, space=space, dims=1, schedule=Schedule(n_steps=10), judge=False)
    return timbrespace.open(path, sounds=sounds)
