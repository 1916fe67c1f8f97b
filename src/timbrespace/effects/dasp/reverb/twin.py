"""The room as it plays: convolution in frequency, part by part."""

from __future__ import annotations

import numpy as np

from timbrespace.effects.base import Audio, Floats
from timbrespace.effects.compiled import compiled_as
from timbrespace.effects.dasp.reverb import BANDS
from timbrespace.effects.dasp.reverb.noise import noise

#: Samples in a part of the room, and so the delay.
PART = 1_024
BINS = PART + 1
#: A new room takes some milliseconds to build; while knobs move, that is done once in so many
#: parts.
PARTS_BETWEEN = 4


class Twin:
    """See :func:`timbrespace.effects.dasp.reverb.form.form`, which it follows.

    Settings that move are heard in steps of :data:`PARTS_BETWEEN` parts, the mix apart.

    Args:
        sample_rate: In Hz.
        channels: Two.
    """

    delay_samples = PART

    def __init__(self, sample_rate: int, channels: int) -> None:
        self._noise = noise(sample_rate)
        self.tail_samples = self._noise.shape[-1]
        parts = -(-self.tail_samples // PART)
        #: Spectra of the room's parts and of what came in, real and imaginary.
        self._room = np.zeros((2, 2, parts, BINS), np.float32)
        self._past = np.zeros((2, 2, parts, BINS), np.float32)
        self._values: Floats = np.empty(0)
        self.reset()

    def process(self, block: Audio, values: Floats) -> Audio:
        """The next samples ``(2, n)`` under values in the order of the parameters."""
        out = np.empty_like(block)
        share = np.float32(values[-1] / 100)
        at = 0
        while at < block.shape[1]:
            here = min(PART - self._filled, block.shape[1] - at)
            now = slice(self._filled, self._filled + here)
            fresh = block[:, at : at + here]
            dry = self._in[:, now]
            out[:, at : at + here] = (1 - share) * dry + share * self._wet[:, now]
            self._in[:, PART + self._filled : PART + self._filled + here] = fresh
            self._filled += here
            at += here
            if self._filled == PART:
                self._turn(values[:-1])
        return out

    def reset(self) -> None:
        """Silence lies behind."""
        self._past[:] = 0
        #: The part before and the part that fills.
        self._in = np.zeros((2, 2 * PART), np.float32)
        self._wet = np.zeros((2, PART), np.float32)
        self._filled, self._newest, self._age = 0, 0, PARTS_BETWEEN

    def _turn(self, values: Floats) -> None:
        """A part is full: the wet sound of it is computed, and it becomes the one before."""
        self._age += 1
        if self._age > PARTS_BETWEEN and not np.array_equal(values, self._values):
            self._build(values)
        parts = self._past.shape[2]
        self._newest = (self._newest - 1) % parts
        spectrum = np.fft.rfft(self._in)
        self._past[:, 0, self._newest], self._past[:, 1, self._newest] = (
            spectrum.real,
            spectrum.imag,
        )
        total = np.zeros((2, 2, BINS), np.float32)
        _sum(self._past, self._room, self._newest, total)
        self._wet = np.fft.irfft(total[:, 0] + 1j * total[:, 1])[:, PART:].astype(np.float32)
        self._in[:, :PART] = self._in[:, PART:]
        self._filled = 0

    def _build(self, values: Floats) -> None:
        parts = self._room.shape[2]
        room = np.zeros((2, parts * PART))
        _shape(self._noise, room, values[:BANDS], values[BANDS:])
        spectra = np.fft.rfft(room.reshape(2, parts, PART), 2 * PART)
        self._room[:, 0], self._room[:, 1] = spectra.real, spectra.imag
        self._values, self._age = values.copy(), 0


@compiled_as("void(Array(f4, 3, 'C', readonly=True), f8[:,::1], f8[::1], f8[::1])")
def _shape(bands: Audio, room: Floats, gain: Floats, decay: Floats) -> None:
    """Add up the bands, each under its own envelope."""
    channels, count, steps = bands.shape
    for c in range(channels):
        for k in range(count):
            keep = np.exp(-(10 * decay[k] + 1) / (steps - 1))
            level = gain[k] / count
            for t in range(steps):
                room[c, t] += level * bands[c, k, t]
                level *= keep


@compiled_as("void(f4[:,:,:,::1], f4[:,:,:,::1], i8, f4[:,:,::1])")
def _sum(past: Audio, room: Audio, newest: int, total: Audio) -> None:
    """Each past part through the part of the room that it has reached."""
    channels, _, parts, bins = past.shape
    for c in range(channels):
        for p in range(parts):
            i = (newest + p) % parts
            re, im, room_re, room_im = past[c, 0, i], past[c, 1, i], room[c, 0, p], room[c, 1, p]
            into_re, into_im = total[c, 0], total[c, 1]
            for k in range(bins):
                into_re[k] += re[k] * room_re[k] - im[k] * room_im[k]
                into_im[k] += re[k] * room_im[k] + im[k] * room_re[k]
