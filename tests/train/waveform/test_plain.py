"""The study's network: bounded latents, an unbounded end, a mirror of the same length."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")

from tests.train.waveform.tiny import PADDED, PLAIN  # noqa: E402
from timbrespace.train.waveform import plain  # noqa: E402


@pytest.mark.parametrize("config", [PLAIN, PADDED])
def test_the_mirror_gives_back_the_length(config):
    x = torch.randn(2, 1, config.segment)
    z = plain.encoder(config)(x)
    assert z.shape == (2, config.n_dims, config.geometry.n_frames(config.segment))
    assert plain.decoder(config)(z).shape == x.shape


def test_latents_are_bounded_and_sounds_are_not():
    z = plain.encoder(PLAIN)(100 * torch.randn(1, 1, PLAIN.segment)).detach()
    assert float(z.abs().max()) <= 1
    assert not isinstance(plain.decoder(PLAIN)[-1], torch.nn.Tanh)
