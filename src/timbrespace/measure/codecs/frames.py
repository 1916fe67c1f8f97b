"""Linear transforms of frames, cut to a few coefficients: cosines, and principal components."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from timbrespace.measure.bits import Quantiser
from timbrespace.measure.codecs.base import Carried
from timbrespace.measure.waveform import Mono

#: Samples in a frame of principal components, and new samples in one of cosines.
PCA_FRAME, DCT_FRAME = 256, 512

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Transform:
    """Frames times a matrix, the first coefficients quantised, and back.

    Args:
        name: ``"dct"`` or ``"pca"``.
        analysis: ``(frame samples, K)``; frames follow each other at ``hop``.
        hop: New samples in each frame; half the frame where they overlap.
        mean: Of frames ``(frame samples,)``, taken off first.
        quantiser: Of the K coefficients.
    """

    name: str
    analysis: Matrix
    hop: int
    mean: Mono
    quantiser: Quantiser

    @property
    def title(self) -> str:
        """What it is, for a table."""
        kind = "DCT (lapped)" if self.name == "dct" else "PCA"
        return f"{kind}, {self.analysis.shape[1]} of {self.hop} coefficients"

    def carry(self, audio: Mono, sample_rate: int) -> Carried:
        """Send a sound; see :class:`timbrespace.measure.codecs.base.Codec`."""
        codes = self.quantiser.codes(_coefficients(audio, self.analysis, self.hop, self.mean))
        frames = self.quantiser.values(codes) @ self.analysis.T + self.mean
        heard = _joined(frames, self.hop, len(audio))
        n_bits = len(codes) * self.quantiser.bits_per_frame
        return Carried(heard, n_bits, self.quantiser.coded_bits(codes))


def fit_dct(sounds: Sequence[Mono], density: float, bits: int) -> Transform:
    """The lowest coefficients of a lapped cosine transform (MDCT, sine window).

    Args:
        sounds: Whose ranges the quantiser takes, each ``(T,)``.
        density: Coefficients for each sample, 0 to 1; at least one a frame is kept.
        bits: Of each coefficient.

    Source: Princen, Johnson and Bradley (1987).
    """
    n, kept = DCT_FRAME, _kept(density, DCT_FRAME)
    time = np.arange(2 * n)[:, None] + 0.5 + n / 2
    cosines = np.cos(np.pi / n * time * (np.arange(kept) + 0.5))
    window = np.sin(np.pi / (2 * n) * (np.arange(2 * n) + 0.5))
    analysis = (np.sqrt(2 / n) * window[:, None] * cosines).astype(np.float32)
    return _fitted("dct", analysis, n, np.zeros(2 * n, np.float32), sounds, bits)


def fit_pca(sounds: Sequence[Mono], density: float, bits: int) -> Transform:
    """The leading principal components of frames of :data:`PCA_FRAME` samples, end to end.

    Args:
        sounds: They are fitted on, each ``(T,)``.
        density: Coefficients for each sample, 0 to 1; at least one a frame is kept.
        bits: Of each coefficient.
    """
    frames = np.concatenate([_frames(sound, PCA_FRAME, PCA_FRAME) for sound in sounds])
    mean = frames.mean(axis=0)
    covariance = np.cov(frames.T.astype(np.float64))
    _, vectors = np.linalg.eigh(covariance)
    kept = _kept(density, PCA_FRAME)
    analysis = np.ascontiguousarray(vectors[:, ::-1][:, :kept], np.float32)
    return _fitted("pca", analysis, PCA_FRAME, mean, sounds, bits)


def _kept(density: float, size: int) -> int:
    return int(np.clip(round(density * size), 1, size))


def _fitted(
    name: str, analysis: Matrix, hop: int, mean: Mono, sounds: Sequence[Mono], bits: int
) -> Transform:
    seen = [_coefficients(sound, analysis, hop, mean) for sound in sounds]
    return Transform(name, analysis, hop, mean, Quantiser.fit(seen, bits))


def _coefficients(audio: Mono, analysis: Matrix, hop: int, mean: Mono) -> Matrix:
    return np.asarray((_frames(audio, len(analysis), hop) - mean) @ analysis, np.float32)


def _frames(audio: Mono, size: int, hop: int) -> Matrix:
    """Frames ``(F, size)`` that hold every sample in ``size / hop`` of them, zeros around."""
    lead = size - hop
    n_frames = -(-(len(audio) + lead) // hop)
    padded = np.pad(audio, (lead, (n_frames - 1) * hop + size - lead - len(audio)))
    return np.lib.stride_tricks.sliding_window_view(padded, size)[::hop]


def _joined(frames: Matrix, hop: int, n_samples: int) -> Mono:
    """Frames added up where they overlap."""
    n_frames, size = frames.shape
    total = np.zeros((n_frames - 1) * hop + size, np.float32)
    for at, frame in enumerate(frames):
        total[at * hop : at * hop + size] += frame
    return total[size - hop : size - hop + n_samples]
