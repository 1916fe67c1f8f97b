"""A tiny causal VAE that has learned nothing yet."""

from __future__ import annotations

import pytest

from tests.stream_world import TINY

torch = pytest.importorskip("torch")


@pytest.fixture
def model():
    from timbrespace.train.stream.config import StreamConfig
    from timbrespace.train.stream.model import StreamModel

    torch.manual_seed(0)
    return StreamModel(StreamConfig(**TINY)).eval()
