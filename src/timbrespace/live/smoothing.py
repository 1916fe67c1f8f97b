"""Latents that glide to where they are wanted, frame by frame."""

from __future__ import annotations

import math

import numpy as np

from timbrespace.spaces.base import Latents

#: Closer than this they are there; else they would creep for ever.
_THERE = 1e-6


class Smoother:
    """A one-pole filter for each dim: 63 % of the way in one time constant.

    Args:
        latents: ``(D,)``, where they stand.
        frame_s: Seconds from one frame to the next.
        ms: The time constant; 0 is at once.

    Example:
        >>> smoother = Smoother(np.zeros(1, np.float32), frame_s=0.010, ms=10)
        >>> smoother.go(np.ones(1, np.float32))
        >>> out = np.zeros((2, 1), np.float32)
        >>> smoother.fill(out)
        >>> out.round(3).tolist()
        [[0.6320000290870667], [0.8650000095367432]]
    """

    def __init__(self, latents: Latents, frame_s: float, ms: float) -> None:
        self._now = np.array(latents, np.float64)
        self._target = self._now.copy()
        self._step = np.zeros_like(self._now)
        self._script: Latents | None = None
        self._next = 0
        self._frame_s = frame_s
        self.set_time(ms)

    def set_time(self, ms: float) -> None:
        """Another time constant from the next frame on."""
        self._share = 1.0 - math.exp(-self._frame_s * 1e3 / ms) if ms > 0 else 1.0

    @property
    def moves(self) -> bool:
        """Whether the next frame may differ from the one before."""
        return self._script is not None or not np.array_equal(self._now, self._target)

    def go(self, target: Latents) -> None:
        """Glide to ``(D,)`` from now on; a script ends."""
        self._script = None
        self._target[:] = target

    def jump(self, latents: Latents) -> None:
        """Be there at once; a script ends."""
        self._script = None
        self._target[:] = latents
        self._now[:] = latents

    def follow(self, script: Latents) -> None:
        """Give out these frames ``(F, D)`` as they are, then stay where the last one is."""
        self._script, self._next = script, 0

    def fill(self, out: Latents) -> None:
        """The latents of the next frames ``(F, D)``."""
        n_scripted = self._recite(out) if self._script is not None else 0
        for frame in out[n_scripted:]:
            np.subtract(self._target, self._now, out=self._step)
            if np.abs(self._step).max(initial=0.0) > _THERE:
                self._step *= self._share
                self._now += self._step
            else:
                self._now[:] = self._target
            frame[:] = self._now

    def _recite(self, out: Latents) -> int:
        assert self._script is not None
        frames = self._script[self._next : self._next + len(out)]
        out[: len(frames)] = frames
        self._next += len(frames)
        if len(frames):
            self._now[:] = frames[-1]
            self._target[:] = frames[-1]
        if self._next >= len(self._script):
            self._script = None
        return len(frames)
