"""The improved network starts as a transform that can be undone."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")

from tests.train.tones import tones  # noqa: E402
from tests.train.waveform.tiny import RESIDUAL  # noqa: E402
from timbrespace.train.config import resolve  # noqa: E402
from timbrespace.train.waveform import residual  # noqa: E402
from timbrespace.train.waveform.kind import KIND  # noqa: E402


def test_shapes_are_whole_frames():
    x = torch.randn(2, 1, 16 * 5)
    z = residual.encoder(RESIDUAL)(x)
    assert z.shape == (2, 6, 5)
    assert residual.decoder(RESIDUAL)(z).shape == x.shape


def test_a_unit_starts_as_nothing():
    x = torch.randn(2, 8, 30)
    assert torch.equal(residual.ResidualUnit(8, 3)(x), x)


@pytest.mark.parametrize("preset", ["small", "improved", "improved-55112"])
def test_the_first_convolution_and_its_mirror_start_as_a_transform_and_its_inverse(preset):
    config = resolve(KIND, preset).model
    analysis, synthesis = residual.encoder(config)[0], residual.decoder(config)[-1]
    x = torch.from_numpy(tones(2, 8 * config.kernels[0], config.sample_rate))
    with torch.no_grad():
        y = synthesis(analysis(x))
    # The two halves of a hop at the ends have no neighbour that cancels their aliasing.
    inside = slice(config.strides[0], -config.strides[0])
    assert torch.allclose(y[..., inside], x[..., inside], atol=1e-5)
