"""An effect of ours takes what it can, and says what it can't."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.effects.base import defaults
from timbrespace.effects.catalogue import ids, own
from timbrespace.errors import TimbrespaceError


def test_a_block_of_other_channels_is_never_written_over():
    running = own("overdrive").stream(16_000, channels=1)
    with pytest.raises(TimbrespaceError, match=r"blocks \(1, n\)"):
        running.process(np.zeros((2, 8), np.float32), np.zeros(3))


def test_many_channels_go_through_what_treats_each_alike():
    x = np.random.default_rng(0).normal(0, 0.2, (1, 5, 400)).astype(np.float32)
    effect = own("overdrive")
    made = effect.apply(x, np.array([[0.5, 0.2, 0.5]]), 16_000)
    for channel in range(5):
        alone = effect.apply(x[:, channel : channel + 1], np.array([[0.5, 0.2, 0.5]]), 16_000)
        assert np.array_equal(made[:, channel], alone[:, 0])


@pytest.mark.parametrize("effect_id", [each for each in ids() if own(each).stereo])
def test_more_than_two_channels_are_refused_where_two_are_meant(effect_id):
    with pytest.raises(TimbrespaceError, match="two channels"):
        own(effect_id).stream(16_000, channels=6)


@pytest.mark.parametrize("effect_id", ids())
def test_slopes_are_finite_at_both_ends_of_every_knob(effect_id):
    torch = pytest.importorskip("torch")
    effect = own(effect_id)
    if effect_id.startswith("dasp:"):
        pytest.importorskip("dasp_pytorch")
    n = len(effect.parameters)
    corners = np.random.default_rng(0).integers(0, 2, (4, n))
    theta = torch.tensor(np.concatenate([np.zeros((1, n)), np.ones((1, n)), corners]))
    theta.requires_grad_()
    x = 0.2 * torch.randn(6, 1, 1_000, generator=torch.manual_seed(0))
    x[..., :100] = 0.0
    for rate in (16_000, 96_000):
        effect.apply(x, theta, rate).square().mean().backward()
    assert torch.isfinite(theta.grad).all()


def test_wrong_shapes_are_told():
    effect = own("overdrive")
    with pytest.raises(TimbrespaceError, match="one row of settings"):
        effect.apply(np.zeros((2, 1, 9), np.float32), defaults(effect)[None], 16_000)
