from __future__ import annotations

import numpy as np

from timbrespace.matching.style.wave import shape

SOUND = np.random.default_rng(0).normal(size=30_000).astype(np.float32)


def test_clipping_brings_samples_nearer_to_the_peak():
    assert (shape(np.clip(SOUND, -1, 1))[:7] >= shape(SOUND)[:7]).all()


def test_what_is_bent_to_one_side_is_told_from_its_mirror():
    bent = np.maximum(SOUND, -0.5)
    up, down = shape(bent)[7:13], shape(-bent)[7:13]
    assert np.allclose(up, -down, atol=1e-4)
    assert np.abs(up).max() > 3
