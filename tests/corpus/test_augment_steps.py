"""Each step does what it says, to sounds of any length and channel count."""

import numpy as np
import pytest

from timbrespace.corpus.augment_steps import KINDS, convolved
from timbrespace.corpus.room import room_response

pytest.importorskip("audiomentations", reason="needs the extra 'models'")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
RATE = 16_000
SETTINGS = {
    "gain": {"gain_db": -6.0},
    "noise": {"snr_db": 20.0},
    "high-shelf": {"hz": 3000.0, "gain_db": -20.0, "q": 0.43},
    "low-shelf": {"hz": 500.0, "gain_db": -20.0, "q": 0.43},
    "pitch": {"semitones": 12.0},
    "time": {"rate": 1.25},
    "reverb": {"decay_s": 0.3, "room_m": 4.0, "wet_db": 0.0},
}


def tone(hz, seconds=1.0):
    wave = 0.1 * np.sin(2 * np.pi * hz * np.arange(int(seconds * RATE)) / RATE)
    return wave[None].astype(np.float32)


def apply(kind, audio, seed=0):
    rng = np.random.default_rng(seed)
    return KINDS[kind].apply(audio, RATE, SETTINGS[kind], rng)


def rms(audio):
    return float(np.sqrt(np.mean(np.square(audio[:, 1000:-1000], dtype=np.float64))))


def peak_hz(audio):
    spectrum = np.abs(np.fft.rfft(audio[0] * np.hanning(audio.shape[1])))
    return np.argmax(spectrum) * RATE / audio.shape[1]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("n_channels", [1, 2, 5])
@pytest.mark.parametrize("n_samples", [160, 16_000])
def test_it_takes_any_sound_and_is_the_same_again(kind, n_channels, n_samples):
    sound = np.random.default_rng(1).normal(0, 0.1, (n_channels, n_samples)).astype(np.float32)
    before = sound.copy()
    found = apply(kind, sound)
    length = round(n_samples / 1.25) if kind == "time" else n_samples
    assert found.shape == (n_channels, length) and found.dtype == np.float32
    assert np.isfinite(found).all() and np.array_equal(sound, before)
    assert np.array_equal(found, apply(kind, sound))


def test_gain_and_shelves_change_levels_by_their_decibels():
    assert rms(apply("gain", tone(1000))) / rms(tone(1000)) == pytest.approx(0.501, rel=1e-2)
    for kind, kept_hz, cut_hz in (("high-shelf", 100, 7800), ("low-shelf", 7800, 20)):
        assert rms(apply(kind, tone(kept_hz))) / rms(tone(kept_hz)) == pytest.approx(1, abs=0.1)
        assert rms(apply(kind, tone(cut_hz))) / rms(tone(cut_hz)) == pytest.approx(0.1, abs=0.03)


def test_pitch_moves_and_time_does_not():
    assert peak_hz(apply("pitch", tone(440))) == pytest.approx(880, rel=0.01)
    assert peak_hz(apply("time", tone(440))) == pytest.approx(440, rel=0.01)


def test_noise_lies_below_the_sound_by_its_decibels():
    sound = tone(440)
    assert rms(sound) / rms(apply("noise", sound) - sound) == pytest.approx(10, rel=0.02)


def test_convolution_is_that_of_the_book():
    sound = np.random.default_rng(0).normal(0, 1, (2, 500)).astype(np.float32)
    response = room_response(np.random.default_rng(0), 2000, decay_s=0.2, room_m=3)
    known = [np.convolve(channel, response)[:500] for channel in sound]
    np.testing.assert_allclose(convolved(sound, response), known, atol=1e-5)
