"""The geometry of strided convolutions: how samples and frames answer to each other."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod


@dataclass(frozen=True)
class Strides:
    """A chain of strided convolutions, and its mirror of transposed ones.

    Args:
        kernels: Width of each, from the sound inwards.
        strides: Step of each.
        paddings: Zeros on either side of each.

    Example:
        The study's network of 55,112 latents: 8 channels of 6,889 frames.

        >>> strides = Strides(kernels=(10, 5, 3), strides=(4, 2, 2), paddings=(0, 0, 0))
        >>> strides.hop, strides.n_frames(110_250), strides.n_samples(6_889)
        (16, 6889, 110250)
    """

    kernels: tuple[int, ...]
    strides: tuple[int, ...]
    paddings: tuple[int, ...]

    @property
    def hop(self) -> int:
        """Samples from one frame to the next."""
        return prod(self.strides)

    @property
    def reach(self) -> int:
        """How many samples one frame hears, the padding counted as if it were sound."""
        steps = [prod(self.strides[:i]) for i in range(len(self.strides))]
        return 1 + sum((k - 1) * step for k, step in zip(self.kernels, steps, strict=True))

    def n_samples(self, n_frames: int) -> int:
        """Length of the sound that the mirror makes of so many frames."""
        length = n_frames
        for kernel, stride, padding in self._inside_out():
            length = (length - 1) * stride + kernel - 2 * padding
        return length if n_frames > 0 else 0

    def n_frames(self, n_samples: int) -> int:
        """How many frames it takes to hear all of a sound, its end filled up with zeros."""
        beyond_one = n_samples - self.n_samples(1)
        return 0 if n_samples == 0 else 1 + max(0, -(-beyond_one // self.hop))

    def _inside_out(self) -> list[tuple[int, int, int]]:
        return list(zip(self.kernels, self.strides, self.paddings, strict=True))[::-1]
