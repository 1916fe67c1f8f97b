import numpy as np
import pytest
import torch
from scipy.signal import find_peaks

from timbrespace.semantics.peaks import lowest_peak, peaks


@pytest.mark.parametrize("smooth", [False, True])
def test_peaks_are_those_of_that_prominence(smooth):
    rng = np.random.default_rng(0)
    for contrast in (0.05, 0.3, 1.0, 3.0):
        rows = rng.random((6, 300))
        rows = np.abs(np.cumsum(rng.normal(size=rows.shape), axis=1)) if smooth else rows
        rows[:, 0] = rows[:, -1] = 0
        found = peaks(rows, np.full((6, 1), contrast))
        for row, place, held in zip(rows, found.place, found.found, strict=True):
            expected = find_peaks(row, prominence=contrast)[0]
            expected = expected[row[expected] >= contrast]
            assert np.round(place[held]).astype(int) == pytest.approx(expected, abs=1)
            assert held.sum() == len(expected)


def test_a_sine_is_put_between_bins_with_its_height():
    size, bin_ = 512, 40.3
    hann = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(size) / size)
    wave = np.cos(2 * np.pi * bin_ * np.arange(size) / size)
    spectrum = np.abs(np.fft.rfft(hann * wave))[None]
    found = peaks(spectrum, np.array([[1.0]]))
    assert found.found.sum() == 1
    assert found.place[0, 0] == pytest.approx(bin_, abs=0.08)
    assert found.height[0, 0] == pytest.approx(size / 4, rel=0.06)


def test_rows_without_peaks_have_none():
    found = peaks(np.stack([np.zeros(20), np.r_[np.zeros(9), 1, np.zeros(10)]]), np.ones((2, 1)))
    assert found.found.tolist() == [[False], [True]] and found.height.tolist() == [[0], [1]]
    assert not peaks(np.zeros((3, 20)), np.ones((3, 1))).found.any()


def test_gradients_pass_through_place_and_height():
    row = torch.tensor([[0.0, 1, 3, 2, 0, 0]], dtype=torch.float64, requires_grad=True)
    found = peaks(row, torch.ones((1, 1), dtype=torch.float64))
    (found.place.sum() + found.height.sum()).backward()
    assert torch.isfinite(row.grad).all() and (row.grad[0, 1:4] != 0).all()


def test_the_lowest_peak_passes_over_small_dips():
    rows = np.array([[0.0, 0.4, 0.35, 0.5, 0.1, 1.0, 0.0], [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6]])
    assert lowest_peak(rows, 0.2).tolist() == [3, 6]
    assert lowest_peak(rows, 0.04).tolist() == [1, 6]
    assert lowest_peak(rows, 0.7).tolist() == [5, 6]
