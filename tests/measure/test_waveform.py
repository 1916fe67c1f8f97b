"""SI-SDR against answers that are known."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.measure.waveform import LIMIT_DB, si_sdr_db


def sounds(seed=0, n=4000):
    rng = np.random.default_rng(seed)
    source = rng.normal(size=n).astype(np.float32)
    noise = rng.normal(size=n).astype(np.float32)
    # Orthogonal to the source, so that the ratio is exactly that of energies.
    noise -= (noise @ source) / (source @ source) * source
    return source, noise * np.sqrt((source @ source) / (noise @ noise))


@pytest.mark.parametrize("ratio_db", [-10.0, 0.0, 25.0])
def test_orthogonal_noise_gives_its_own_ratio(ratio_db):
    source, noise = sounds()
    heard = source + 10 ** (-ratio_db / 20) * noise
    assert si_sdr_db(source, heard) == pytest.approx(ratio_db, abs=0.01)


@pytest.mark.parametrize("gain", [0.01, -3.0])
def test_level_and_sign_do_not_count(gain):
    source, noise = sounds()
    heard = source + 0.1 * noise
    assert si_sdr_db(source, gain * heard) == pytest.approx(si_sdr_db(source, heard), abs=1e-3)


def test_silence_on_either_side():
    source, _ = sounds()
    assert si_sdr_db(source, np.zeros_like(source)) == -LIMIT_DB
    assert np.isnan(si_sdr_db(np.zeros_like(source), source))
    assert si_sdr_db(source, source) == LIMIT_DB
