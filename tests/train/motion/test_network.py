"""Convolutions keep the length, and hear no further than they should."""

from __future__ import annotations

import pytest
import torch

from timbrespace.train.motion.network import Decoder, Encoder, reorder


@pytest.fixture
def pair():
    torch.manual_seed(0)
    return Encoder(10, 12, (1, 2, 4), 3).eval(), Decoder(10, 12, (1, 2, 4), 3).eval()


@pytest.mark.parametrize("n_frames", [1, 5, 40])
def test_there_is_a_latent_for_every_frame(pair, n_frames):
    encoder, decoder = pair
    mean, log_variance = encoder(torch.randn(2, n_frames, 10))
    assert mean.shape == log_variance.shape == (2, n_frames, 3)
    assert decoder(mean).shape == (2, n_frames, 10)


def test_a_frame_is_heard_as_far_as_dilations_sum_to_and_no_further(pair):
    x = torch.randn(1, 41, 10, requires_grad=True)
    pair[0](x)[0][0, 20].sum().backward()
    heard = x.grad[0].abs().sum(-1).nonzero()[:, 0]
    assert (heard.min(), heard.max()) == (13, 27)


def test_reordering_dims_leaves_what_both_halves_make(pair):
    encoder, decoder = pair
    x, order = torch.randn(2, 20, 10), torch.tensor([2, 0, 1])
    before, made = encoder(x)[0], decoder(encoder(x)[0])
    reorder(encoder, decoder, order)
    assert torch.allclose(encoder(x)[0], before[..., order], atol=1e-6)
    assert torch.allclose(decoder(encoder(x)[0]), made, atol=1e-5)
