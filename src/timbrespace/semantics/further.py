"""All descriptors but the quick ones as a space of their own, measured piece by piece."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from timbrespace.semantics.descriptors import FURTHER, describe
from timbrespace.spaces.base import Audio, Dim, Latents, SpaceRecord

SPACE_ID = "descriptors:further"
#: Raised whenever a value would come out differently, so that atlases are not mixed.
REVISION = "1"
#: Longer sounds are measured in pieces of this length, so that they take little memory.
PIECE_S = 20.0
#: Of pieces, the one with the highest sample says how the loudest onset begins.
OF_LOUDEST = "attack_s"


class FurtherEncoder:
    """Measures a sound at its own rate, all channels; implements ``Encoder``.

    One output, ``descriptors:further``: one dim for each of
    :data:`~timbrespace.semantics.table.FURTHER`, float32, NaN where undefined.

    Example:
        >>> stream = FurtherEncoder().open_stream(8_000)
        >>> stream.push(np.sin(np.arange(8_000, dtype=np.float32))[None])
        >>> [values] = stream.finish()
        >>> round(float(values[1]), -2)  # the roll-off
        1300.0
    """

    sample_rate: int | None = None
    mono = False

    def __init__(self) -> None:
        dims = tuple(Dim(d.name, d.unit, d.low, d.high) for d in FURTHER)
        self.records: Sequence[SpaceRecord] = (
            SpaceRecord(SPACE_ID, dims, None, notes={"revision": REVISION}),
        )

    def open_stream(self, sample_rate: int) -> FurtherStream:
        """Begin a sound whose blocks come at ``sample_rate`` Hz."""
        return FurtherStream(sample_rate)


class FurtherStream:
    """One sound on its way through the descriptors, a piece at a time.

    Of pieces, values are averaged by energy.

    Args:
        sample_rate: Of its blocks, in Hz.
        names: Which descriptors; default: :data:`~timbrespace.semantics.table.FURTHER`.
    """

    def __init__(self, sample_rate: int, names: Sequence[str] | None = None) -> None:
        self.sample_rate = sample_rate
        self.names = [known.name for known in FURTHER] if names is None else list(names)
        self._length = round(PIECE_S * sample_rate)
        self._blocks: list[Audio] = []
        self._held = 0
        self._values: list[NDArray[np.float64]] = []
        self._energies: list[float] = []
        self._peaks: list[float] = []

    def push(self, block: Audio) -> None:
        """Take the next samples, ``(C, T)`` float32."""
        while block.shape[1]:
            part = block[:, : self._length - self._held]
            self._blocks.append(part)
            self._held += part.shape[1]
            block = block[:, part.shape[1] :]
            if self._held == self._length:
                self._measure()

    def finish(self) -> list[Latents]:
        """All values ``(K,)`` float32, in the order of the names."""
        if self._held or not self._values:
            self._measure()
        values, weights = np.stack(self._values), np.array(self._energies)[:, None]
        shares = np.where(np.isfinite(values), weights, 0.0)
        total = shares.sum(axis=0)
        mean = (np.nan_to_num(values) * shares).sum(axis=0) / np.where(total > 0, total, 1)
        found = np.where(total > 0, mean, np.nan)
        if OF_LOUDEST in self.names:
            column = self.names.index(OF_LOUDEST)
            found[column] = values[int(np.argmax(self._peaks)), column]
        return [found.astype(np.float32)]

    def _measure(self) -> None:
        piece = np.concatenate(self._blocks, axis=1) if self._blocks else np.zeros((1, 1))
        x = np.asarray(piece, np.float32)[None]
        found = describe(x, self.sample_rate, self.names)
        self._values.append(np.array([float(found[name][0]) for name in self.names]))
        self._energies.append(float(np.sum(np.square(x, dtype=np.float64))))
        self._peaks.append(float(np.abs(x).max()))
        self._blocks, self._held = [], 0
