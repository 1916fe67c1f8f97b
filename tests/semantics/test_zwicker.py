import numpy as np
import pytest

from timbrespace.semantics.thirds import MIDDLES_HZ
from timbrespace.semantics.zwicker import BARK, specific_loudness, total_loudness


def band(hz, level_db):
    """Levels ``(28,)`` of a narrow band of noise as a filter bank gives them: 20 dB per band."""
    distance = np.abs(np.arange(28) - np.abs(MIDDLES_HZ - hz).argmin())
    return level_db - 20.0 * distance


@pytest.mark.parametrize(("level_db", "sone"), [(40, 1), (50, 2), (60, 4), (70, 8), (80, 16)])
def test_ten_decibels_are_twice_as_loud_and_40_are_one_sone(level_db, sone):
    found = total_loudness(specific_loudness(band(1_000, level_db)[None]))
    assert found == pytest.approx([sone], rel=0.12)


def test_silence_and_what_is_under_the_threshold_has_no_loudness():
    levels = np.stack([np.full(28, -np.inf), band(1_000, 2), band(50, 25)])
    assert (specific_loudness(levels) == 0).all()


def test_a_band_is_heard_at_its_place_and_masks_above_more_than_below():
    found = specific_loudness(band(1_000, 70)[None])[0]
    assert BARK[found.argmax()] == pytest.approx(8.6, abs=0.8)
    peak = found.argmax()
    assert found[peak + 30] > 4 * found[peak - 30]
    assert (np.diff(found[peak + 20 :]) <= 1e-12).all()


def test_it_grows_with_every_band():
    rng = np.random.default_rng(0)
    levels = rng.uniform(20, 70, (50, 28))
    more = levels.copy()
    more[np.arange(50), rng.integers(0, 28, 50)] += 6
    assert (specific_loudness(more) - specific_loudness(levels) > -1e-9).all()


def test_batches_of_any_shape_are_taken():
    levels = np.random.default_rng(0).uniform(0, 80, (2, 3, 28))
    found = specific_loudness(levels)
    assert found.shape == (2, 3, 240)
    assert found[1, 2] == pytest.approx(specific_loudness(levels[1, 2]))
