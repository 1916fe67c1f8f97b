"""How many bits numbers take: scalar quantisers, their rates, and what a coder would save."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from timbrespace.spaces.base import Latents

Codes = NDArray[np.int64]

#: Shares of the range seen in fitting that a quantiser may reach over. Of these it takes the one
#: with the least squared error: few bits had better not reach for the last of a long tail.
REACHES = (1.0, 0.85, 0.7, 0.55, 0.4, 0.3, 0.2, 0.12)
#: Frames that the choice is made on.
MOST_FRAMES = 50_000
#: Latents this near to evenly spaced levels lie on them.
LATTICE_TOLERANCE = 1e-3


@runtime_checkable
class OwnBits(Protocol):
    """A space that says what a frame costs, because its latents take few values (FSQ, VQ)."""

    #: None where latents take any value.
    bits_per_frame: float | None


def kbit_s(n_bits: float, n_samples: int, sample_rate: int) -> float:
    """Bits for a sound as kbit/s (1 kbit is 1,000 bits).

    Example:
        >>> kbit_s(110_250 * 16, 110_250, 22_050)
        352.8
    """
    return n_bits * sample_rate / n_samples / 1000


@dataclass(frozen=True)
class Quantiser:
    """Every dim rounded to one of its evenly spaced levels.

    Args:
        low: The lowest level of each dim ``(D,)``.
        high: The highest ``(D,)``.
        levels: How many there are, by dim ``(D,)``, 1 or more.
        counts: How often each was seen in fitting, ``(D, most levels)``, for
            :meth:`coded_bits`; None where that was not counted.
    """

    low: NDArray[np.float32]
    high: NDArray[np.float32]
    levels: Codes
    counts: Codes | None = None

    @classmethod
    def fit(cls, latents: Sequence[Latents], bits: int) -> Quantiser:
        """A quantiser of so many bits for each dim, with ranges chosen on these latents.

        The least squared error by dim, over :data:`REACHES` of the range seen.

        Args:
            latents: Frames ``(F, D)`` of the sounds it is fitted on, not of those measured.
            bits: For each number; 1 to 16.

        Example:
            >>> ramp = np.linspace(0, 1, 1001, dtype=np.float32)[:, None]
            >>> quantiser = Quantiser.fit([ramp], bits=8)
            >>> quantiser.bits_per_frame
            8.0
            >>> bool(np.abs(quantiser.round(ramp) - ramp).max() < 1 / 255)
            True
        """
        rows = np.concatenate(list(latents))
        low, high = rows.min(axis=0), rows.max(axis=0)
        levels = np.where(high > low, 2**bits, 1)
        middle, seen = np.median(rows, axis=0), rows[:: max(1, len(rows) // MOST_FRAMES)]
        tried = [
            cls(middle - reach * (middle - low), middle + reach * (high - middle), levels)
            for reach in REACHES
        ]
        errors = [((each.round(seen) - seen) ** 2).mean(axis=0) for each in tried]
        best = np.argmin(errors, axis=0)
        ends = np.array([(each.low, each.high) for each in tried], np.float32)
        low, high = ends[best, :, np.arange(len(best))].T
        return cls(low, high, levels)._counted(rows)

    @classmethod
    def of_lattice(cls, latents: Sequence[Latents], bits_per_frame: float) -> Quantiser | None:
        """The levels that latents of a finite scalar quantiser already lie on.

        Args:
            latents: Frames ``(F, D)`` that such a space has made.
            bits_per_frame: As the space says.

        Returns:
            None where these latents do not lie evenly: then only the space knows its codes.

        Source: Mentzer, Minnen, Agustsson and Tschannen (2023).
        """
        rows = np.concatenate(list(latents))
        n_levels = round(2 ** (bits_per_frame / rows.shape[1]))
        low, high = rows.min(axis=0), rows.max(axis=0)
        made = cls(low, high, np.full(len(low), n_levels))
        near = np.abs(made.round(rows) - rows).max() <= LATTICE_TOLERANCE
        exact = np.isclose(made.bits_per_frame, bits_per_frame)
        return made._counted(rows) if near and exact else None

    @property
    def bits_per_frame(self) -> float:
        """What one frame takes if every level gets a code of the same length."""
        return float(np.log2(self.levels).sum())

    def codes(self, latents: Latents) -> Codes:
        """Which level each number is nearest to, ``(F, D)`` from 0."""
        span = np.where(self.high > self.low, self.high - self.low, 1.0)
        at = (latents - self.low) / span * (self.levels - 1)
        return np.clip(np.rint(at), 0, self.levels - 1).astype(np.int64)

    def values(self, codes: Codes) -> Latents:
        """The numbers that codes stand for, ``(F, D)``."""
        steps = np.maximum(self.levels - 1, 1)
        return np.asarray(self.low + codes / steps * (self.high - self.low), np.float32)

    def round(self, latents: Latents) -> Latents:
        """Latents as they arrive: rounded to the nearest level, clipped to the range."""
        return self.values(self.codes(latents))

    def coded_bits(self, codes: Codes) -> float | None:
        """What frames would take in an entropy coder with a fixed table for each dim.

        The table is what was counted in fitting (each level once more, so that none is
        impossible), hence a cost that a real coder meets, not an entropy of the test itself.
        It knows nothing of the frames before.
        """
        if self.counts is None:
            return None
        seen = self.counts + (np.arange(self.counts.shape[1]) < self.levels[:, None])
        share = seen / seen.sum(axis=1, keepdims=True)
        return float(-np.log2(share[np.arange(len(self.levels)), codes]).sum())

    def _counted(self, rows: Latents) -> Quantiser:
        counts = np.zeros((len(self.levels), int(self.levels.max())), np.int64)
        for dim, column in enumerate(self.codes(rows).T):
            counts[dim] = np.bincount(column, minlength=counts.shape[1])
        return Quantiser(self.low, self.high, self.levels, counts)
