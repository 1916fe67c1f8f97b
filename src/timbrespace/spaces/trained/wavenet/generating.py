"""Sounds from conditions, frame after frame; memory and dice go on from push to push."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.spaces.base import Audio
from timbrespace.spaces.trained.wavenet import mulaw
from timbrespace.spaces.trained.wavenet.memory import silent
from timbrespace.spaces.trained.wavenet.weights import Array, Weights


class Generator:
    """B sounds in the making, side by side, on one thread.

    The same conditions from a reset give the same samples, in pushes of any size; each sound
    gives what it would give alone, for all of them throw the same dice.

    Args:
        weights: The network; what it computes in is their dtype.
        dilations: Of each layer, in samples.
        hop: Samples of a frame.
        n_sounds: B.
        seed: Of the dice.
        temperature: 1 draws as was learned; less is more likely, 0 is likeliest.
    """

    def __init__(
        self,
        weights: Weights,
        dilations: Sequence[int],
        hop: int,
        *,
        n_sounds: int = 1,
        seed: int = 0,
        temperature: float = 1.0,
    ) -> None:
        self.weights, self.dilations, self.hop = weights, tuple(dilations), hop
        self.n_sounds, self.seed, self.temperature = n_sounds, seed, temperature
        self._at = (np.arange(1, hop + 1) / hop).astype(weights.enter.dtype)
        self.reset()
        # No frame: what is left to be compiled is compiled now, and no first frame is late.
        self.push(np.zeros((n_sounds, 0, *self.layered), np.float32))

    @property
    def layered(self) -> tuple[int, int]:
        """What a frame of conditions is: layers, and numbers added in each, ``(L, 2 G)``."""
        n_layers, n_gates = self.weights.dilated_bias.shape
        return n_layers, n_gates

    def reset(self) -> None:
        """Forget what was made, and throw the same dice again."""
        self._memory = silent(self.weights, self.dilations, self.n_sounds)
        self._dice = np.random.default_rng(self.seed)
        self._frame: Array | None = None

    def push(self, conditions: NDArray[np.floating[Any]]) -> Audio:
        """The samples ``(B, F * hop)`` of conditions ``(B, F, L, 2 G)``."""
        from timbrespace.spaces.trained.wavenet.choosing import generate

        frames = self._frames(conditions)
        n_samples = conditions.shape[1] * self.hop
        made = np.empty((self.n_sounds, n_samples), self.weights.enter.dtype)
        dice = np.repeat(self._dice.random((n_samples, 1, 2)), self.n_sounds, axis=1)
        generate(self.weights, self._memory, frames, self._at, dice, float(self.temperature), made)
        if self.weights.of_codes:
            return mulaw.decode(made.astype(np.uint8))
        return made.astype(np.float32)

    def follow(
        self, given: NDArray[Any], conditions: NDArray[np.floating[Any]]
    ) -> NDArray[np.floating[Any]]:
        """What each sample was expected to be, ``(B, F * hop, n_out)``, as if it had made them.

        Args:
            given: Codes or samples, ``(B, F * hop)``.
            conditions: ``(B, F, L, 2 G)``.
        """
        from timbrespace.spaces.trained.wavenet.choosing import follow

        frames, dtype = self._frames(conditions), self.weights.enter.dtype
        outs = np.empty((*given.shape, len(self.weights.leave_bias)), dtype)
        follow(self.weights, self._memory, frames, self._at, given.astype(dtype), outs)
        return outs

    def _frames(self, conditions: NDArray[np.floating[Any]]) -> Array:
        """The frame before and those that are given, with biases, ``(F + 1, B, L, 2 G)``."""
        new = np.asarray(conditions, self.weights.enter.dtype).swapaxes(0, 1)
        new = new + self.weights.dilated_bias
        # Before the first frame lies that frame itself.
        before = new[:1] if self._frame is None else self._frame
        frames = np.concatenate([before, new])
        self._frame = frames[-1:] if len(frames) else None
        return np.ascontiguousarray(frames)
