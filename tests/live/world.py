"""Voices and words that are known to the last sample."""

from __future__ import annotations

import time

import numpy as np

from timbrespace.spaces.base import Dim
from timbrespace.surrogates.base import Inversion, Word

RATE_HZ = 48_000


class Tone:
    """A sine: ``pitch`` moves its frequency by an octave each, ``level`` its amplitude."""

    def __init__(self, voice):
        self.voice = voice
        self.reset()

    def reset(self):
        self.phase = 0.0

    def push(self, latents):
        voice = self.voice
        made = []
        for pitch, level, *_ in latents.astype(float):
            step = 2 * np.pi * voice.base_hz * 2**pitch / voice.sample_rate
            phases = self.phase + step * np.arange(1, voice.hop + 1)
            self.phase = float(phases[-1])
            made.append(level * np.sin(phases))
        return np.tile(np.concatenate(made).astype(np.float32), (voice.channels, 1))


class ToneVoice:
    """A voice of sines; a :class:`timbrespace.spaces.voice.Voice`."""

    delay_samples = 0
    repeats = True
    player = Tone

    def __init__(
        self, name="tone", *, sample_rate=RATE_HZ, hop=256, channels=1, base_hz=220.0,
        dims=("pitch", "level"), usual=None,
    ):  # fmt: skip
        self.id = f"test:{name}"
        self.title = name
        self.sample_rate, self.hop, self.channels = sample_rate, hop, channels
        self.base_hz = base_hz
        self.dims = tuple(Dim(each, "", 0.0, 0.5) for each in dims)
        self.model_hash = f"hash of {name}"
        self._usual = usual

    def open_player(self):
        return self.player(self)

    def usual(self):
        return self._usual


class Failing(Tone):
    """Raises, gives NaN or the wrong shape, as long as its voice says so."""

    def push(self, latents):
        made = super().push(latents)
        if self.voice.fault == "raise":
            raise RuntimeError("the model broke")
        if self.voice.fault == "nan":
            made[:, made.shape[1] // 2 :] = np.nan
        if self.voice.fault == "shape":
            made = made[:, 1:]
        if self.voice.fault == "huge":
            made *= 1e38
        return made


class FailingVoice(ToneVoice):
    player = Failing
    fault = ""


class Slow(Tone):
    def push(self, latents):
        time.sleep(self.voice.slow_s * len(latents))
        return super().push(latents)


class SlowVoice(ToneVoice):
    player = Slow
    slow_s = 0.0


class LinearSurrogate:
    """Words that are sums of latents: ``word = scale * latent`` of one dim each."""

    def __init__(self, voice, scales=(100.0, 60.0), names=("height", "loudness")):
        self.voice, self.voice_hash, self.dims = voice.id, voice.model_hash, voice.dims
        self._scales, self._names = np.array(scales), names
        self.words = (
            *(Word(n, n, "", 0.0, 0.5 * s, 0.9, 0.95) for n, s in zip(names, scales, strict=True)),
            Word("attack_s", "attack", "s", 0.0, 1.0, 0.1, None, "It is undefined here."),
        )
        self.usual = np.full((4, len(voice.dims)), 0.25, np.float32)

    @property
    def names(self):
        return tuple(word.name for word in self.words)

    def predict(self, latents):
        values = np.concatenate(
            [latents[:, :2] * self._scales, np.full((len(latents), 1), np.nan)], axis=1
        )
        return values, np.full_like(values, 0.01)

    def jacobian(self, latent):
        raise NotImplementedError

    def invert(self, wanted, near, *, stay=1.0):
        latent = near.copy()
        for name, value in wanted.items():
            i = self._names.index(name)
            latent[i] = value / self._scales[i]
        return Inversion(latent, {}, {}, dict.fromkeys(wanted, True))

    def guess(self, wanted, near):
        return self.invert(wanted, near).latent


def rendered(engine, n_samples, blocks=512):
    """The next samples, in blocks of one size or of given sizes in turn."""
    sizes = [blocks] if isinstance(blocks, int) else list(blocks)
    out = np.zeros((engine.channels, n_samples), np.float32)
    done, i = 0, 0
    while done < n_samples:
        n = min(sizes[i % len(sizes)], n_samples - done)
        engine.render(out[:, done : done + n])
        done += n
        i += 1
    return out
