"""A trained space as an encoder of atlases: pooled over time, or frame by frame."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from timbrespace.spaces.base import DecodingSpace, Latents, SpaceRecord
from timbrespace.spaces.whole import WholeSound

FLAT = ":flat"


class TrainedEncoder:
    """Gives the latents of one trained space, in one or both forms.

    A sound is kept until it ends, as spaces encode whole sounds: 4 bytes a sample.

    Args:
        space: What encodes.
        flat: For each output, in order: whether it keeps its frames ``(F, D)``, or is their mean
            over time ``(D,)``.
        notes: Facts for the atlas, beside the space's own.
    """

    mono = True

    def __init__(
        self,
        space: DecodingSpace,
        flat: Sequence[bool] = (False,),
        notes: dict[str, str] | None = None,
    ) -> None:
        self.space, self.flat = space, tuple(flat)
        self.sample_rate: int | None = space.sample_rate
        self.records: Sequence[SpaceRecord] = tuple(
            SpaceRecord(
                id=space.id + FLAT if framed else space.id,
                dims=space.dims,
                sample_rate=space.sample_rate,
                hop=space.hop if framed else None,
                framed=framed,
                model_hash=space.model_hash,
                notes={"kind": space.kind, **(notes or {})},
            )
            for framed in self.flat
        )
        self._lock = threading.Lock()

    def open_stream(self, sample_rate: int) -> WholeSound:
        """Begin a sound whose blocks come at the space's rate."""
        return WholeSound(self.encode)

    def encode(self, samples: NDArray[np.float32]) -> list[Latents]:
        """One whole sound ``(T,)``, in each of the forms."""
        with self._lock:
            frames = self.space.encode(samples[None], self.space.sample_rate)
        pooled = frames.mean(axis=0, dtype=np.float64).astype(np.float32)
        return [frames if framed else pooled for framed in self.flat]
