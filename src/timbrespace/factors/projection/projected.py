"""A space seen through its projection: an encoder whose rows are projected as they come."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np

from timbrespace.factors.projection.projection import Projection
from timbrespace.spaces.base import Audio, Dim, DrainingStream, Encoder, Latents, SpaceRecord
from timbrespace.spaces.base import Stream as StreamOf

FLAT = ":flat"


def projected_id(space_id: str, n_dims: int) -> str:
    """The id of a space's leading principal dims.

    Example:
        >>> projected_id("yamnet-tfhub:8:flat", 64)
        'yamnet-tfhub:8:pca64'
    """
    return f"{space_id.removesuffix(FLAT)}:pca{n_dims}"


def source_id(space_id: str) -> str | None:
    """The space that a projected one was made from, or None for any other space.

    Example:
        >>> source_id("yamnet-tfhub:8:pca64"), source_id("yamnet-tfhub:8")
        ('yamnet-tfhub:8:flat', None)
    """
    base, _, last = space_id.rpartition(":")
    named = last.startswith("pca") and last.removeprefix("pca").isdigit()
    return f"{base}{FLAT}" if base and named else None


def projected_record(record: SpaceRecord, projection: Projection, space_id: str) -> SpaceRecord:
    """What an atlas keeps about the leading dims of a space."""
    width = len(str(projection.n_leading - 1))
    explained = float(projection.explained.sum())
    return replace(
        record,
        id=space_id,
        dims=tuple(Dim(f"pca.{i:0{width}}") for i in range(projection.n_leading)),
        model_hash=_hash(record.model_hash, projection),
        notes=record.notes
        | {
            "projection": f"scaler, PCA, scaler of {record.id}",
            "explained": f"{explained:.4f} of its variance, on {projection.n_rows} rows",
        },
    )


class ProjectedEncoder:
    """Gives the leading dims of some of an encoder's outputs, and the others as they are.

    Args:
        inner: The encoder; the outputs to be projected are framed ones.
        projections: By the id of the inner space: the id of the new one, and its projection.
        keep: Ids of inner spaces that are given as they are too, beside their projection.
    """

    def __init__(
        self,
        inner: Encoder,
        projections: Mapping[str, tuple[str, Projection]],
        keep: Collection[str] = (),
    ) -> None:
        self.sample_rate, self.mono = inner.sample_rate, inner.mono
        self._inner = inner
        self.outputs: list[tuple[int, Projection | None]] = []
        records: list[SpaceRecord] = []
        for index, record in enumerate(inner.records):
            if record.id in projections:
                space_id, projection = projections[record.id]
                records.append(projected_record(record, projection, space_id))
                self.outputs.append((index, projection))
            if record.id not in projections or record.id in keep:
                records.append(record)
                self.outputs.append((index, None))
        self.records: Sequence[SpaceRecord] = tuple(records)

    def open_stream(self, sample_rate: int) -> ProjectedStream:
        """Begin a sound whose blocks come at ``sample_rate`` Hz."""
        return ProjectedStream(self._inner.open_stream(sample_rate), self)


class ProjectedStream:
    """One sound on its way through an encoder and the projections of its outputs."""

    def __init__(self, inner: StreamOf, encoder: ProjectedEncoder) -> None:
        self._inner, self._encoder = inner, encoder
        self._parts: list[list[Latents]] = [[] for _ in encoder.outputs]

    def push(self, block: Audio) -> None:
        """Take the next samples, ``(C, T)`` float32 at the encoder's rate."""
        self._inner.push(block)
        if isinstance(self._inner, DrainingStream):
            self._take(self._inner.drain())

    def finish(self) -> list[Latents]:
        """End the sound; ``(F, L)`` for each projected output."""
        self._take(self._inner.finish())
        return [np.concatenate(parts) for parts in self._parts]

    def _take(self, found: list[Latents]) -> None:
        for (index, projection), parts in zip(self._encoder.outputs, self._parts, strict=True):
            rows = found[index]
            if len(rows):  # pooled outputs are empty until the end
                parts.append(rows if projection is None else projection.leading(rows))


def _hash(model_hash: str, projection: Projection) -> str:
    digest = hashlib.sha256(model_hash.encode())
    for array in (projection.mean, projection.scale, projection.axes, projection.spread):
        digest.update(np.ascontiguousarray(array, "<f4").tobytes())
    return digest.hexdigest()
