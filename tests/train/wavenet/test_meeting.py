"""The baselines know as much as they can, and no more."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("torch")

from timbrespace.train.wavenet.config import WavenetConfig
from timbrespace.train.wavenet.features import Features
from timbrespace.train.wavenet.meeting import linear_predictor, meet

from .world import TINY


class Segments:
    """A material of one kind of sound."""

    def __init__(self, make):
        self.make = make

    def _some(self, segment, n, seed):
        rng = np.random.default_rng(seed)
        return [self.make(rng, segment).astype(np.float32)[None] for _ in range(n)]

    def drawn(self, segment, n, seed, epoch):
        return self._some(segment, n, 1)

    def held(self, segment, most):
        return self._some(segment, most, 2)


def noise(rng, n):
    return rng.normal(0, 0.1, n)


def coloured(rng, n):
    return np.convolve(rng.normal(0, 0.02, n + 200), 0.95 ** np.arange(200), "valid")[:n]


def met(make, **changes):
    config = WavenetConfig(**(TINY | {"window_frames": 100} | changes))
    return meet(Segments(make), config, Features(config.sample_rate, config.hop))


@pytest.mark.parametrize("output", ["codes", "logistics"])
def test_noise_cannot_be_foretold_and_what_is_coloured_can(output):
    white, tinted = met(noise, output=output), met(coloured, output=output)
    assert white.predictor_bits == pytest.approx(white.unconditional_bits, abs=0.25)
    # The spread of what is left is a third of what there was: some 1.7 bits.
    assert tinted.unconditional_bits - tinted.predictor_bits == pytest.approx(1.6, abs=0.5)


def test_no_model_of_codes_needs_more_than_eight_bits():
    assert 0 < met(coloured).predictor_bits < met(coloured).unconditional_bits <= 8


def test_the_predictor_finds_the_recursion():
    rng = np.random.default_rng(0)
    made = np.stack([coloured(rng, 4_000) for _ in range(4)])
    weights = linear_predictor(made)
    assert weights[-1] == pytest.approx(0.95, abs=0.02) and np.abs(weights[:-1]).max() < 0.05


def test_features_are_centred_and_scaled_and_no_spread_is_zero():
    found = met(coloured)
    assert found.centre.shape == found.spread.shape == (39, 1) and (found.spread > 0).all()
    quiet = met(lambda rng, n: np.zeros(n))
    assert (quiet.spread > 0).all() and np.isfinite(quiet.predictor_bits)
