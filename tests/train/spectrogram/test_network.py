"""The network has the study's weights, mirrors its shapes, and can put its dims in order."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")

from tests.train.spectrogram.tiny import TINY  # noqa: E402
from timbrespace.train.spectrogram.config import SpectrogramConfig  # noqa: E402
from timbrespace.train.spectrogram.network import Decoder, Encoder, reorder  # noqa: E402


def test_the_decoder_mirrors_the_encoder():
    x = torch.randn(3, 1, 65, 17)
    mean, log_variance = Encoder(TINY)(x)
    assert mean.shape == log_variance.shape == (3, 6)
    assert Decoder(TINY)(mean).shape == x.shape


def test_the_studys_network_has_its_14_million_weights():
    config = SpectrogramConfig()
    with torch.device("meta"):
        n = sum(p.numel() for net in (Encoder(config), Decoder(config)) for p in net.parameters())
    assert n == pytest.approx(14.3e6, rel=0.005)


def test_reordering_permutes_latents_and_changes_no_spectrum():
    encoder, decoder = Encoder(TINY).eval(), Decoder(TINY).eval()
    x, order = torch.randn(3, 1, 65, 17), torch.tensor([5, 0, 3, 1, 4, 2])
    with torch.no_grad():
        mean, log_variance = encoder(x)
        before = decoder(mean)
        reorder(encoder, decoder, order)
        moved, moved_log_variance = encoder(x)
        after = decoder(moved)
    assert torch.allclose(moved, mean[:, order], atol=1e-6)
    assert torch.allclose(moved_log_variance, log_variance[:, order], atol=1e-6)
    assert torch.allclose(after, before, atol=1e-5)
