"""What is normalised comes back, and silence is left alone."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.spaces.trained.levels import magnitudes_of, normalised


@pytest.mark.parametrize("scale", [1e-3, 1.0, 50.0])
def test_normalising_is_undone(scale):
    magnitudes = scale * np.random.default_rng(0).random((9, 5), np.float32)
    segment, level, spread = normalised(magnitudes**0.3)
    assert segment.mean() == pytest.approx(0, abs=1e-4)
    assert segment.std() == pytest.approx(1, abs=1e-3)
    scales = np.array([[level, spread]], np.float32)
    np.testing.assert_allclose(
        magnitudes_of(segment[None], scales, 0.3)[0], magnitudes, rtol=1e-2, atol=1e-4 * scale
    )


def test_magnitudes_are_never_below_nothing():
    spectra = np.full((1, 3, 2), -5, np.float32)
    assert not magnitudes_of(spectra, np.array([[0.5, 1.0]], np.float32), 0.3).any()
