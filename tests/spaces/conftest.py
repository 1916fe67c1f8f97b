"""Weights for the tests: random ones anywhere, the real ones where they can be had."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.yamnet import weights
from timbrespace.spaces.yamnet.table import weight_shapes
from timbrespace.spaces.yamnet.weights import Weights


@pytest.fixture(scope="session")
def random_weights() -> Weights:
    """Untrained weights of the right shapes, scaled so that activations keep their size."""
    rng = np.random.default_rng(0)
    tensors = {}
    for name, shape in weight_shapes().items():
        spread = np.sqrt(2 / np.prod(shape[1:])) if name.endswith("weight") else 0.1
        tensors[name] = (spread * rng.standard_normal(shape)).astype(np.float32)
    return Weights("random", tensors, weights.content_sha256(tensors), "random", ceiling=6.0)


@pytest.fixture(scope="session")
def tfhub() -> Weights:
    """The real default weights, through the index or from the cache."""
    try:
        return weights.load("tfhub")
    except TimbrespaceError as error:
        pytest.skip(f"SKIPPED LOUDLY: the tfhub weights can't be had here: {error}")


@pytest.fixture(scope="session")
def h5_path(shared: Path) -> Path:
    """The network of the papers, as a safetensors file beside the checkout."""
    path = shared / "weights" / "yamnet_canonical.safetensors"
    if not path.is_file():
        pytest.skip(f"SKIPPED LOUDLY: no h5 weights at {path}")
    return path


@pytest.fixture
def noise() -> np.ndarray:
    """2.3 s of quiet noise at 16 kHz: four patches and a bit, and a padded tail."""
    rng = np.random.default_rng(1)
    return (0.1 * rng.standard_normal(36_777)).astype(np.float32)
