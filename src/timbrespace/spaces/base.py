"""What every space offers, and what the encode job drives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Audio = NDArray[np.float32]
Latents = NDArray[np.float32]


@dataclass(frozen=True)
class Dim:
    """One named axis of a space.

    Args:
        name: Short and unique within its space (``"conv8.017"``, ``"loudness_lufs"``).
        unit: Its unit, or ``""`` where it has none.
        low: Lower end of its usual range, or None where unknown.
        high: Upper end of its usual range, or None where unknown.
    """

    name: str
    unit: str = ""
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class SpaceRecord:
    """What an atlas keeps about one space: all that makes its latents comparable.

    Args:
        id: Space id, for instance ``"yamnet-tfhub:8"`` or ``"yamnet-h5:8:flat"``.
        dims: One per column of the latents.
        sample_rate: Rate in Hz that the model hears, or None if it takes any.
        hop: Samples (at ``sample_rate``) between frames where framed, else None.
        framed: Whether an item has several rows (``offsets`` then says which).
        model_hash: SHA-256 of the weights, or ``""`` where there are none.
        notes: Plain facts worth keeping (weights used, licence), as name and value.
    """

    id: str
    dims: tuple[Dim, ...]
    sample_rate: int | None
    hop: int | None = None
    framed: bool = False
    model_hash: str = ""
    notes: dict[str, str] = field(default_factory=dict)


class Stream(Protocol):
    """One sound on its way through an encoder, block by block, in bounded memory."""

    def push(self, block: Audio) -> None:
        """Take the next samples, ``(C, T)`` float32 at the encoder's rate."""

    def finish(self) -> list[Latents]:
        """End the sound; one array per output: ``(D,)`` pooled, or ``(F, D)`` framed."""


@runtime_checkable
class DrainingStream(Stream, Protocol):
    """A stream whose finished rows can be taken out while the sound goes on.

    What flat layers give of a long sound can then be used up as it comes, and never lies in
    memory all at once.
    """

    def drain(self) -> list[Latents]:
        """The rows ``(n, D)`` since the last call, by output; none for outputs that are pooled.

        :meth:`Stream.finish` then gives only the rows that were not taken out.
        """


@runtime_checkable
class Encoder(Protocol):
    """Turns sounds into latents of one or more spaces in a single pass.

    ``records`` and what :meth:`Stream.finish` returns are in the same order.
    ``open_stream`` may be called from several threads at once.
    """

    records: Sequence[SpaceRecord]
    #: Rate in Hz at which it wants its blocks; None: the sound's own.
    sample_rate: int | None
    #: Whether it wants one channel; if not, it gets the sound's own channels.
    mono: bool

    def open_stream(self, sample_rate: int) -> Stream:
        """Begin a sound whose blocks come at ``sample_rate`` Hz."""


@runtime_checkable
class DecodingSpace(Protocol):
    """A space that also turns latents into sound, from NumPy to NumPy, without PyTorch.

    Any input: :meth:`encode` resamples and mixes down what it is given, long or short.
    """

    #: Space id, kind first: ``"stream:bells"``.
    id: str
    kind: str
    name: str
    #: Rate in Hz of what it hears and makes.
    sample_rate: int
    #: Samples from one frame of latents to the next.
    hop: int
    dims: tuple[Dim, ...]
    #: SHA-256 of what it computes with.
    model_hash: str
    #: Samples by which :meth:`decode` of :meth:`encode` lags behind; 0 where it is undone.
    delay_samples: int

    def encode(self, audio: Audio, sample_rate: int) -> Latents:
        """The frames ``(F, D)`` of a sound ``(C, T)`` at ``sample_rate`` Hz."""

    def decode(self, latents: Latents) -> Audio:
        """A sound ``(1, T)`` at the space's own rate from frames ``(F, D)``."""
