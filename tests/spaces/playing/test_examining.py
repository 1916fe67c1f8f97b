"""What is found out by playing is what the voice was made to do."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.errors import Cancelled
from timbrespace.jobs import Job
from timbrespace.spaces.base import Dim
from timbrespace.spaces.playing.examining import drawn, examine

HOP = 32


class Known:
    """A voice with a delay, noise and seams of a known size."""

    id, title, sample_rate, hop, channels = "known", "known", 8_000, HOP, 1
    dims = (Dim("a", "", -1.0, 3.0), Dim("b"))
    model_hash, delay_samples, repeats = "", 200, None

    def __init__(self, noise: float = 0.0, seam: float = 0.0) -> None:
        self.noise, self.seam = noise, seam

    def open_player(self):
        return KnownPlayer(self)

    def usual(self):
        return None


class KnownPlayer:
    def __init__(self, voice: Known) -> None:
        self.voice, self.rng = voice, np.random.default_rng()
        self.reset()

    def reset(self) -> None:
        self.late = np.zeros(self.voice.delay_samples, np.float32)

    def push(self, latents):
        held = np.concatenate([self.late, np.repeat(latents.sum(axis=1), HOP)])
        self.late = held[len(held) - self.voice.delay_samples :]
        sound = held[: len(latents) * HOP] + self.voice.seam * len(latents)
        noise = self.voice.noise * self.rng.normal(size=sound.shape)
        return (sound + noise).astype(np.float32)[None]


def test_a_clean_voice_is_found_clean():
    found = examine(Known(), blocks=(32, 128))
    assert found.repeats and found.noise_db is None
    assert found.streams and found.blocks_differ == 0.0
    assert abs(found.heard_late_samples - 200) <= 64
    assert [(speed.block, speed.frames) for speed in found.speeds] == [(32, 1), (128, 4)]
    assert all(speed.real_time > 0 and speed.p95_ms >= speed.p50_ms for speed in found.speeds)


def test_noise_is_measured_against_the_sound():
    found = examine(Known(noise=0.1), blocks=())
    assert not found.repeats and found.streams is None and found.heard_late_samples is None
    # Two draws differ by the square root of two.
    sound = Known().open_player().push(drawn(Known(), 24))
    expected = 20 * np.log10(0.1 * np.sqrt(2)) - 10 * np.log10(np.mean(sound**2))
    assert found.noise_db == pytest.approx(expected, abs=1.0)


def test_seams_are_measured():
    found = examine(Known(seam=0.01), blocks=())
    assert found.repeats and found.streams is False
    assert found.blocks_differ == pytest.approx(0.01 * 23, abs=1e-4)


def test_drawn_latents_lie_where_the_dims_say():
    latents = drawn(Known(), 4_000)
    assert latents.mean(axis=0) == pytest.approx([1.0, 0.0], abs=0.1)
    assert (np.abs(latents[:, 0] - 1.0) < 2.0).mean() > 0.99


def test_a_stop_is_heard():
    job = Job("inspect")
    job.cancel()
    with pytest.raises(Cancelled):
        examine(Known(), job=job)
