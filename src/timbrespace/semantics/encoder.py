"""The descriptors as a space: encoded in the same pass as any other, block by block."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from timbrespace.semantics import loudness, pitch, spectral
from timbrespace.semantics.framing import Array, Feed, Track, constant, weighted_mean
from timbrespace.semantics.table import QUICK
from timbrespace.spaces.base import Audio, Dim, Latents, SpaceRecord

SPACE_ID = "descriptors"
#: Raised whenever a value would come out differently, so that atlases are not mixed.
REVISION = "1"


class DescriptorEncoder:
    """Measures every descriptor of a sound at its own rate, all channels; implements ``Encoder``.

    One output, ``descriptors``: one dim for each of
    :data:`~timbrespace.semantics.descriptors.DESCRIPTORS`, float32, NaN where undefined.
    Memory grows by about 1 kB for each second of sound.

    Example:
        >>> stream = DescriptorEncoder().open_stream(8_000)
        >>> stream.push(np.ones((1, 4_000), np.float32))
        >>> [values] = stream.finish()
        >>> float(values[-1])
        0.5
    """

    sample_rate: int | None = None
    mono = False

    def __init__(self) -> None:
        dims = tuple(Dim(d.name, d.unit, d.low, d.high) for d in QUICK)
        self.records: Sequence[SpaceRecord] = (
            SpaceRecord(SPACE_ID, dims, None, notes={"revision": REVISION}),
        )

    def open_stream(self, sample_rate: int) -> DescriptorStream:
        """Begin a sound whose blocks come at ``sample_rate`` Hz."""
        return DescriptorStream(sample_rate)


class DescriptorStream:
    """One sound on its way through all descriptors.

    Args:
        sample_rate: Of its blocks, in Hz.
    """

    #: Frames measured at once: enough for speed, little enough for memory.
    batches = (16, 64, 64)

    def __init__(self, sample_rate: int) -> None:
        self.sample_rate = sample_rate
        self._n_samples = 0
        self._feeds: tuple[Feed, ...] = ()

    def push(self, block: Audio) -> None:
        """Take the next samples, ``(C, T)`` float32."""
        for feed in self._feeds or self._open(block.shape[0]):
            feed.push(block)
        self._n_samples += block.shape[1]

    def finish(self) -> list[Latents]:
        """All descriptors ``(6,)`` float32, in the order of the table."""
        feeds = self._feeds or self._open(1)
        loud, spectrum, tone = (feed.finish() for feed in feeds)
        values = summarise((loud, spectrum, tone), self._n_samples, self.sample_rate)
        return [np.array([value[0] for value in values.values()], np.float32)]

    def _open(self, channels: int) -> tuple[Feed, ...]:
        analyses = (module.analysis(self.sample_rate) for module in (loudness, spectral, pitch))
        self._feeds = tuple(
            Feed(analysis, channels, batch)
            for analysis, batch in zip(analyses, self.batches, strict=True)
        )
        return self._feeds


def summarise(tracks: tuple[Track, Track, Track], n_samples: int, rate: int) -> dict[str, Array]:
    """Whole-sound values ``(B,)`` out of the frames of loudness, spectrum and pitch."""
    (energies,), (energy, centroid, flatness), (strength, frame_hz, frame_confidence) = tracks
    hz, confidence = pitch.summary(strength, frame_hz, frame_confidence)
    values = (
        loudness.summary(energies, n_samples, rate),
        weighted_mean(centroid, energy),
        weighted_mean(flatness, energy),
        hz,
        confidence,
        constant(np.full(energy.shape[0], n_samples / rate), energy),
    )
    return {known.name: value for known, value in zip(QUICK, values, strict=True)}
