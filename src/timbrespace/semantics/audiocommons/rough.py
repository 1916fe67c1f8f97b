"""Roughness on the scale of listeners' ratings: beats of partials in frames of 50 ms."""

from __future__ import annotations

import math

import numpy as np

from timbrespace.semantics.framing import Array, constant, constant_index, namespace, padded, rfft
from timbrespace.semantics.peaks import peaks
from timbrespace.semantics.roughness import roughness as beats
from timbrespace.semantics.sound import CEILING_HZ, Sound, _power

#: Frames of 50 ms overlap by half, behind a little silence.
FRAME_S, BEFORE = 0.05, 512
#: The package looks at each; of more than these every other one, which has the same mean.
FEW = 80
#: Peaks stand so far over 0, as a share of the highest of the whole sound.
FLOOR = 0.01
#: Less than this is not rough at all.
LEAST = 0.01


def roughness(sound: Sound) -> Array:
    """The word *roughness*, ``(B,)``."""
    found = _per_frame(sound)
    xp, rate = namespace(found), sound.sample_rate
    step = int(FRAME_S * rate)
    # As in the package: a last frame that is not full counts as smooth.
    full = _n_full(sound)
    count = max(full, int((sound.n_samples + BEFORE) / (step / 2)))
    return _scaled(xp.mean(found, axis=-1) * full / count)


def roughness_course(sound: Sound) -> tuple[Array, float]:
    """The same frame by frame, ``(B, F)``, and the time between frames in s."""
    step_s = FRAME_S / 2 * _every(_n_full(sound))
    return _scaled(_per_frame(sound)), step_s


def _n_full(sound: Sound) -> int:
    """Frames that lie wholly within the sound, at least 1."""
    step = int(FRAME_S * sound.sample_rate)
    return max(1, 1 + int((sound.n_samples + BEFORE - step) / (step / 2)))


def _every(n_frames: int) -> int:
    return 2 if n_frames > FEW else 1


def _scaled(mean: Array) -> Array:
    xp = namespace(mean)
    value = 13.98779569 * xp.log10(xp.clip(mean, min=LEAST)) + 48.97606571545886
    return xp.where(mean < LEAST, 0 * mean, value)


def _per_frame(sound: Sound) -> Array:
    xp, rate = namespace(sound.x), sound.sample_rate
    step = int(FRAME_S * rate)
    size = 2 ** (int(math.log2(step)) + 1)
    full = _n_full(sound)
    starts = (np.arange(0, full, _every(full)) * step / 2).astype(np.int64)
    whole = padded(sound.x, BEFORE, max(0, step - sound.n_samples))
    index = constant_index((starts[:, None] + np.arange(step)).ravel(), sound.x)
    cut = xp.reshape(xp.take(whole, index, axis=-1), (*sound.x.shape[:-1], len(starts), step))
    cut = cut * constant(np.hamming(step + 2)[1:-1], sound.x)
    n_heard = min(size // 2, int(CEILING_HZ * size / rate)) + 1
    power = _power(rfft(cut, n=size)[..., :n_heard])
    magnitude = xp.sqrt(power + 1e-24) * sound.gain[:, None, None]
    floor = (
        FLOOR * xp.max(magnitude, axis=(1, 2), keepdims=True) * xp.ones_like(magnitude[..., :1])
    )
    rows = xp.reshape(magnitude, (-1, magnitude.shape[-1]))
    found = peaks(rows, xp.reshape(floor, (-1, 1)))
    values = beats(found, rate / size, loudest=True)
    return xp.reshape(values, magnitude.shape[:2])
