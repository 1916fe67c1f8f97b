"""YAMNet as a space: sounds in, latents of any of its layers out, from one pass."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import MissingExtra, TimbrespaceError
from timbrespace.jobs import Job
from timbrespace.spaces.base import Audio, Latents, SpaceRecord
from timbrespace.spaces.yamnet import onnx_graph
from timbrespace.spaces.yamnet.frontend import PATCH_HOP, PATCH_SAMPLES, Frames, PatchStream
from timbrespace.spaces.yamnet.onnx_graph import Device
from timbrespace.spaces.yamnet.table import PATCH_FRAMES, SAMPLE_RATE_HZ, class_names
from timbrespace.spaces.yamnet.taps import Tap, parse_taps
from timbrespace.spaces.yamnet.weights import Weights, load

if TYPE_CHECKING:
    from timbrespace.spaces.yamnet.module import YamNetModule

#: Patches in one run of the network. Fixed, and counted from the start of each sound, so that
#: latents cannot depend on the blocks a sound came in.
BATCH = 8

#: Shorter sounds are padded with zeros to one patch.
SHORTEST_S = PATCH_SAMPLES / SAMPLE_RATE_HZ

Pool = Literal["mean", "none"]


class YamNet:
    """An encoder of YAMNet's taps; see :meth:`open`.

    Args:
        weights: The set of weights.
        taps: What it gives, in this order.
        device: ``"auto"`` takes CUDA where ONNX Runtime has it.
    """

    sample_rate: int | None = SAMPLE_RATE_HZ
    mono: bool = True

    def __init__(self, weights: Weights, taps: tuple[Tap, ...], device: Device = "auto") -> None:
        self.weights = weights
        self.taps = taps
        self.device = device
        self.records: Sequence[SpaceRecord] = tuple(_record(weights, tap) for tap in taps)
        self._lock = threading.Lock()
        self._padded = 0
        self._resumed: dict[str, Any] = {}
        network = [tap for tap in taps if tap.name != "logmel"]
        self._outputs = [str(tap) for tap in network]
        self._session = (
            onnx_graph.open_session(onnx_graph.straight(weights, network), device)
            if network
            else None
        )

    @classmethod
    def open(
        cls,
        weights: str | Path = "tfhub",
        taps: str | Iterable[str] = ("8",),
        pool: Pool = "mean",
        device: Device = "auto",
        job: Job | None = None,
    ) -> YamNet:
        """YAMNet with one set of weights, giving the taps asked for.

        Args:
            weights: ``"tfhub"``, ``"h5"`` or a file; see ``weights.load``.
            taps: ``"logmel"``, ``"0"`` to ``"13"``, ``"embedding"``, ``"scores"``, ``"all"``;
                with ``":flat"`` after it, that one is not pooled.
            pool: ``"mean"`` over time and frequency, or ``"none"`` for all taps.
            device: ``"auto"``, ``"cpu"`` or ``"cuda"``.
            job: Told of the progress, should the weights have to be fetched.

        Raises:
            TimbrespaceError: No such weights, tap or device; the remedy says which there are.
        """
        return cls(load(weights, job), parse_taps(taps, flat=pool == "none"), device)

    @property
    def classes(self) -> tuple[str, ...]:
        """The 521 display names, in the order of the scores."""
        return class_names()

    @property
    def padded(self) -> int:
        """How many sounds so far were shorter than one patch (0.975 s) and got zeros."""
        with self._lock:
            return self._padded

    @cached_property
    def module(self) -> YamNetModule:
        """The same network in PyTorch, for gradients.

        Raises:
            MissingExtra: PyTorch is not installed.
        """
        try:
            from timbrespace.spaces.yamnet.module import YamNetModule
        except ModuleNotFoundError:
            raise MissingExtra("gradients through YAMNet", "models") from None
        return YamNetModule(self.weights)

    def open_stream(self, sample_rate: int = SAMPLE_RATE_HZ) -> YamNetStream:
        """Begin a sound whose blocks come at 16 kHz; several threads may do so at once.

        Raises:
            TimbrespaceError: Another rate.
        """
        if sample_rate != SAMPLE_RATE_HZ:
            raise TimbrespaceError(
                f"YAMNet hears {SAMPLE_RATE_HZ} Hz, and was given {sample_rate} Hz.",
                "Resample the sound first, or call encode(audio, sample_rate).",
            )
        return YamNetStream(self)

    def encode(self, audio: Audio, sample_rate: int) -> dict[str, Latents]:
        """One sound as latents of every tap; down-mixed and resampled (soxr) as needed.

        Args:
            audio: ``(C, T)`` or ``(T,)`` float samples, usually in [-1, 1].
            sample_rate: Its rate in Hz.

        Returns:
            By tap (``"8"``, ``"8:flat"``): ``(D,)`` pooled, ``(F, D)`` flat.
        """
        samples = np.atleast_2d(np.asarray(audio, dtype=np.float32)).mean(axis=0)
        if sample_rate != SAMPLE_RATE_HZ:
            import soxr

            samples = soxr.resample(samples, sample_rate, SAMPLE_RATE_HZ)
        stream = self.open_stream()
        stream.push(samples[None])
        return dict(zip(map(str, self.taps), stream.finish(), strict=True))

    def resume(self, latents: Latents, layer: int | str) -> NDArray[np.float32]:
        """Go on from a tap to the end of the network.

        Args:
            latents: Not pooled: ``(N, rows, columns, channels)`` or flat ``(N, D)``.
            layer: 0 to 13, ``"logmel"`` or ``"embedding"``.

        Returns:
            Logits ``(N, 521)``; their sigmoid is the scores.

        Raises:
            TimbrespaceError: No such layer, or latents of another shape.

        Source: the straight pass gives the same logits to 1e-5.
        """
        (tap,) = parse_taps(str(layer))
        shape = tap.shape
        whole = np.asarray(latents, dtype=np.float32)
        if tap.name == "scores" or whole.size == 0 or whole[0].size != np.prod(shape):
            raise TimbrespaceError(
                f"Expected unpooled latents of tap {tap.name!r}, (N, {shape}) or flat, "
                f"found {whole.shape}.",
                "Encode with ':flat' (pool 'none'), and resume from a tap before the scores.",
            )
        with self._lock:
            if tap.name not in self._resumed:
                model = onnx_graph.resumed(self.weights, tap.name)
                self._resumed[tap.name] = onnx_graph.open_session(model, self.device)
        session = self._resumed[tap.name]
        (logits,) = session.run(["logits"], {"latents": whole.reshape(-1, *shape)})
        return np.asarray(logits, dtype=np.float32)

    def run(self, patches: Frames) -> list[NDArray[np.float32]]:
        """Every tap of ``(N, 96, 64)`` patches, as ``onnx_graph.straight`` shapes them.

        The log-mel tap is ``(N, 64, 96)`` pooled later, ``(N, 6144)`` flat.
        """
        given: dict[str, NDArray[np.float32]] = {
            "logmel": patches.transpose(0, 2, 1),
            "logmel:flat": patches.reshape(len(patches), -1),
        }
        if self._session is not None:
            values = self._session.run(self._outputs, {"patches": patches})
            given.update(zip(self._outputs, values, strict=True))
        return [given[str(tap)] for tap in self.taps]

    def count_padded(self) -> None:
        """Count one more sound that was shorter than a patch."""
        with self._lock:
            self._padded += 1


class YamNetStream:
    """One sound on its way through :class:`YamNet`; memory is bounded where all is pooled."""

    def __init__(self, encoder: YamNet) -> None:
        self._encoder = encoder
        self._patches = PatchStream()
        self._waiting: list[Frames] = []
        self._n_waiting = 0
        self._sums = [_Sum(tap) for tap in encoder.taps]

    def push(self, block: Audio) -> None:
        """Take the next samples at 16 kHz, ``(1, T)`` float32."""
        (samples,) = block
        self._add(self._patches.push(samples))
        while self._n_waiting > BATCH:
            self._run(np.full(BATCH, PATCH_FRAMES))

    def drain(self) -> list[Latents]:
        """The rows ``(n, D)`` of flat taps since the last call; ``(0, D)`` for pooled ones."""
        return [total.drain() for total in self._sums]

    def finish(self) -> list[Latents]:
        """End the sound; ``(D,)`` for each pooled tap, ``(F, D)`` for each flat one.

        Rows that hear only padding are left out of the mean, as far as a layer's rows are
        fine enough; embedding and scores are means over patches, as the release's are.
        """
        patches, real = self._patches.finish()
        self._add(patches)
        if self._patches.n_samples < PATCH_SAMPLES:
            self._encoder.count_padded()
        earlier = np.full(self._n_waiting - len(real), PATCH_FRAMES)
        real = np.concatenate([earlier, real])
        for start in range(0, len(real), BATCH):
            self._run(real[start : start + BATCH])
        return [total.result() for total in self._sums]

    def _add(self, patches: Frames) -> None:
        if len(patches):
            self._waiting.append(patches)
            self._n_waiting += len(patches)

    def _run(self, real: NDArray[np.int64]) -> None:
        """The next ``len(real)`` patches through the network."""
        waiting = np.concatenate(self._waiting)
        batch, rest = waiting[: len(real)], waiting[len(real) :]
        self._waiting, self._n_waiting = [rest] if len(rest) else [], len(rest)
        for total, value in zip(self._sums, self._encoder.run(batch), strict=True):
            total.add(value, real)


class _Sum:
    """What has come of one tap so far: a weighted sum, or all rows where flat."""

    def __init__(self, tap: Tap) -> None:
        self._tap = tap
        self._rows: list[Latents] = []
        self._total: NDArray[np.float64] | float = 0.0
        self._weight = 0.0

    def add(self, value: NDArray[np.float32], real: NDArray[np.int64]) -> None:
        """``(N, C, rows)`` with the number of real frames of each patch, or ``(N, D)``."""
        if self._tap.flat:
            self._rows.append(value)
        elif value.ndim == 2:
            self._total = self._total + value.sum(axis=0, dtype=np.float64)
            self._weight += len(value)
        else:
            share = row_shares(real, value.shape[2])
            summed = np.matmul(value, share[:, :, None])[:, :, 0]
            self._total = self._total + summed.sum(axis=0, dtype=np.float64)
            self._weight += float(share.sum(dtype=np.float64))

    def drain(self) -> Latents:
        width = int(np.prod(self._tap.shape))
        rows, self._rows = self._rows, []
        return np.concatenate([np.empty((0, width), np.float32), *rows])

    def result(self) -> Latents:
        if self._tap.flat:
            return self.drain()
        return np.asarray(self._total / self._weight, dtype=np.float32)


def row_shares(real: NDArray[np.int64], rows: int) -> NDArray[np.float32]:
    """How much of each row of a layer is real, 0 to 1.

    Args:
        real: Real frames of each patch, ``(N,)``, 1 to 96.
        rows: Rows of the layer, a divisor of 96.

    Returns:
        ``(N, rows)``.

    Example:
        >>> row_shares(np.array([96, 40]), 3).tolist()
        [[1.0, 1.0, 1.0], [1.0, 0.25, 0.0]]
    """
    frames = PATCH_FRAMES // rows
    share = (real[:, None] - np.arange(rows) * frames) / frames
    return np.clip(share, 0.0, 1.0).astype(np.float32)


def _record(weights: Weights, tap: Tap) -> SpaceRecord:
    return SpaceRecord(
        id=f"yamnet-{weights.name}:{tap}",
        dims=tap.dims,
        sample_rate=SAMPLE_RATE_HZ,
        hop=PATCH_HOP if tap.flat else None,
        framed=tap.flat,
        model_hash=weights.sha256,
        notes={"weights": weights.name, "source": weights.source, "licence": "Apache-2.0"},
    )
