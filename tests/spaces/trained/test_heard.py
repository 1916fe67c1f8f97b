"""Any sound becomes one channel at the rate asked for, or a clear no."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.trained.heard import checked, heard


def test_channels_are_averaged_and_a_bare_row_is_one_channel():
    sound = np.array([[1.0, 0.0, 0.5], [0.0, 0.0, 0.5]], np.float32)
    np.testing.assert_allclose(heard(sound, 8_000, 8_000), [0.5, 0, 0.5])
    np.testing.assert_allclose(heard(sound[0], 8_000, 8_000), sound[0])


def test_a_tone_keeps_its_pitch_at_another_rate():
    tone = np.sin(2 * np.pi * 440 * np.arange(48_000) / 48_000).astype(np.float32)
    spectrum = np.abs(np.fft.rfft(heard(tone, 48_000, 22_050)))
    assert len(spectrum) == 22_050 // 2 + 1
    assert int(spectrum.argmax()) == 440


@pytest.mark.parametrize("shape", [(1, 0), (0,)])
def test_nothing_stays_nothing(shape):
    assert heard(np.zeros(shape, np.float32), 44_100, 22_050).shape == (0,)


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_what_is_no_number_is_refused(bad):
    with pytest.raises(TimbrespaceError, match="not numbers"):
        heard(np.array([[0.0, bad]], np.float32), 8_000, 8_000)
    with pytest.raises(TimbrespaceError, match="not numbers"):
        checked(np.array([[0.0, bad]], np.float32), 2)


def test_other_shapes_are_refused():
    with pytest.raises(TimbrespaceError, match="one sound at a time"):
        heard(np.zeros((2, 1, 5), np.float32), 8_000, 8_000)
    with pytest.raises(TimbrespaceError, match=r"\(frames, 3\), found the shape \(4, 2\)"):
        checked(np.zeros((4, 2), np.float32), 3)
