"""Ears: one row a sound, as wide as they say, and told apart where sounds differ."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.errors import Cancelled
from timbrespace.jobs import Job
from timbrespace.sonify.evidence.ears import WORDS, descriptors, embedding, hear, log_mel

RATE_HZ = 16_000


def tone(hz, seconds=0.5):
    t = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    return 0.2 * np.sin(2 * np.pi * hz * t).astype(np.float32)[None]


def test_every_ear_hears_every_sound_once():
    sounds = ((tone(hz), RATE_HZ) for hz in (200, 400, 800))
    found = hear(sounds, {"words": descriptors, "bands": log_mel})
    assert found["words"].shape == (3, len(WORDS)) and found["bands"].shape == (3, 128)
    centroid = found["words"][:, WORDS.index("centroid_hz")]
    assert (np.diff(centroid) > 0).all()


def test_silence_and_very_short_sounds_are_heard_too():
    silent = np.zeros((1, 8_000), np.float32)
    assert np.isnan(descriptors(silent, RATE_HZ)[WORDS.index("pitch_hz")])
    assert np.isfinite(log_mel(tone(300, 0.02), RATE_HZ)).all()


def test_two_channels_are_one_sound():
    stereo = np.repeat(tone(300), 2, axis=0)
    assert np.allclose(log_mel(stereo, RATE_HZ), log_mel(tone(300), RATE_HZ))


def test_an_embedding_is_flat():
    class Yamnet:
        def encode(self, audio, sample_rate):
            assert sample_rate == RATE_HZ
            return {"embedding": np.full(1024, audio.mean(), np.float64)}

    found = embedding(Yamnet())(tone(300), RATE_HZ)
    assert found.shape == (1024,) and found.dtype == np.float32


def test_it_can_be_stopped():
    job = Job("hear")
    job.cancel()
    with pytest.raises(Cancelled):
        hear([(tone(200), RATE_HZ)], {"bands": log_mel}, job)
