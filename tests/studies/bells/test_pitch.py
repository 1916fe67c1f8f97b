"""Pitch errors are those that were put in."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.audio.write import write_wav
from timbrespace.spaces.base import Dim
from timbrespace.studies.bells.pitch import pitch_errors, strongest_partial_hz

RATE_HZ = 48_000


def tone(f_hz: float, seconds: float = 0.6) -> np.ndarray:
    t = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    return (0.4 * np.sin(2 * np.pi * f_hz * t) + 0.1 * np.sin(2 * np.pi * 2.7 * f_hz * t)).astype(
        np.float32
    )


class Detuned:
    """A space that plays everything some cents too high."""

    id, kind, name, model_hash = "test:detuned", "test", "detuned", ""
    sample_rate, hop, delay_samples, dims = RATE_HZ, 256, 0, (Dim("z0"),)

    def __init__(self, cents: float) -> None:
        self.ratio = 2 ** (cents / 1200)

    def encode(self, audio, sample_rate):
        return np.array([[strongest_partial_hz(audio[0], sample_rate)]], np.float32)

    def decode(self, latents):
        return tone(float(latents[0, 0]) * self.ratio)[None]


@pytest.mark.parametrize("f_hz", [110.0, 523.25, 4_186.0])
def test_the_strongest_partial_is_found_to_a_cent(f_hz):
    found = strongest_partial_hz(tone(f_hz), RATE_HZ)
    assert abs(1200 * np.log2(found / f_hz)) < 1.0


def test_silence_and_snippets_have_no_pitch():
    assert np.isnan(strongest_partial_hz(np.zeros(RATE_HZ), RATE_HZ))
    assert np.isnan(strongest_partial_hz(tone(440.0, 0.1), RATE_HZ))


def test_the_error_is_what_was_put_in(tmp_path):
    files = [tmp_path / f"{f}.wav" for f in (300, 700, 1100)]
    for file in files:
        write_wav(file, tone(float(file.stem))[None], RATE_HZ)
    found = {r.name: r for r in pitch_errors(Detuned(12.0), files, "")}
    assert found["pitch_error"].value == pytest.approx(12.0, abs=1.0)
    assert found["pitch_other_partial"].value == 0.0
    found = {r.name: r for r in pitch_errors(Detuned(900.0), files, "")}
    assert found["pitch_other_partial"].value == 1.0 and "pitch_error" not in found
