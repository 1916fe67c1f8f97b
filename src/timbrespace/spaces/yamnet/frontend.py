"""YAMNet's log-mel patches, streamed: the same frames whatever blocks the samples come in.

The release's front end (``features.py`` of TensorFlow Models' YAMNet): 16 kHz, periodic Hann
window of 400 samples, hop 160, FFT of 512, magnitudes, 64 mel bands (HTK scale) from 125 to
7500 Hz, ``log(mel + 0.001)``, patches of 96 frames every 48, and zeros after the sound up to
the end of its last patch, so that every sample is heard.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.spaces.base import Audio
from timbrespace.spaces.yamnet.table import MEL_BANDS, PATCH_FRAMES, SAMPLE_RATE_HZ

WINDOW = 400
HOP = 160
FFT = 512
MEL_LOW_HZ = 125.0
MEL_HIGH_HZ = 7500.0
LOG_OFFSET = 0.001

#: Frames, and samples, from one patch to the next.
PATCH_HOP_FRAMES = PATCH_FRAMES // 2
PATCH_HOP = PATCH_HOP_FRAMES * HOP
#: Samples that one patch hears; a shorter sound is padded with zeros.
PATCH_SAMPLES = (PATCH_FRAMES - 1) * HOP + WINDOW

# Half a patch is computed at a time, always at the same places in the sound: that is what
# makes the frames the same to the last bit however the samples come in.
_STEP_SAMPLES = (PATCH_HOP_FRAMES - 1) * HOP + WINDOW

Frames = NDArray[np.float32]


@cache
def mel_matrix() -> NDArray[np.float32]:
    """Triangles of equal height on the HTK mel scale, ``(64 bands, 257 bins)``.

    The edges are equally spaced in mel and the slopes straight in mel (not in Hz); the
    DC bin counts nowhere.
    """
    edges = _mel_edges()
    bins = _mel(np.arange(FFT // 2 + 1, dtype=np.float64) * (SAMPLE_RATE_HZ / FFT))
    low, centre, high = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    rising, falling = (bins - low) / (centre - low), (high - bins) / (high - centre)
    matrix = np.maximum(0.0, np.minimum(rising, falling))
    matrix[:, 0] = 0.0
    return matrix.astype(np.float32)


def mel_centres_hz() -> NDArray[np.float64]:
    """Centre of each of the 64 bands in Hz."""
    centres: NDArray[np.float64] = 700.0 * np.expm1(_mel_edges()[1:-1] / 1127.0)
    return centres


def hann_window() -> NDArray[np.float32]:
    """The periodic Hann window, ``(400,)``."""
    turn = 2 * np.pi * np.arange(WINDOW) / WINDOW
    return (0.5 - 0.5 * np.cos(turn)).astype(np.float32)


def n_patches(n_samples: int) -> int:
    """How many patches a sound of ``n_samples`` gives.

    Example:
        >>> n_patches(1), n_patches(15_600), n_patches(15_601)
        (1, 1, 2)
    """
    return 1 + max(0, -(-(n_samples - PATCH_SAMPLES) // PATCH_HOP))


def padded_length(n_samples: int) -> int:
    """Samples up to the end of the last patch, the zeros counted."""
    return PATCH_SAMPLES + (n_patches(n_samples) - 1) * PATCH_HOP


def n_real_frames(n_samples: int) -> int:
    """How many frames are centred on the sound and not on the padding; at least one."""
    n_frames = PATCH_FRAMES + (n_patches(n_samples) - 1) * PATCH_HOP_FRAMES
    return min(n_frames, max(1, -(-(n_samples - WINDOW // 2) // HOP)))


class PatchStream:
    """Samples in, patches out.

    Example:
        >>> stream = PatchStream()
        >>> stream.push(np.zeros(20_000, np.float32)).shape
        (0, 96, 64)
        >>> patches, real = stream.finish()
        >>> patches.shape, real.tolist()
        ((2, 96, 64), [96, 76])
    """

    def __init__(self) -> None:
        self.n_samples = 0
        self._waiting: list[Audio] = []
        self._n_waiting = 0
        self._half: Frames | None = None
        self._n_out = 0

    def push(self, samples: Audio) -> Frames:
        """Take ``(T,)`` samples at 16 kHz; returns the patches they complete, ``(F, 96, 64)``.

        Every frame of these is real. What waits inside is less than a patch.
        """
        self.n_samples += len(samples)
        self._waiting.append(samples)
        self._n_waiting += len(samples)
        # One step is left for finish(), which alone knows whether padding follows.
        steps = (self._n_waiting - _STEP_SAMPLES) // PATCH_HOP
        return self._take(steps) if steps > 0 else _NO_PATCHES

    def finish(self) -> tuple[Frames, NDArray[np.int64]]:
        """Pad and return the last patches, and how many frames of each are real."""
        total = n_patches(self.n_samples)
        zeros = np.zeros(padded_length(self.n_samples) - self.n_samples, np.float32)
        self._waiting.append(zeros)
        self._n_waiting += len(zeros)
        first = self._n_out
        patches = self._take((self._n_waiting - _STEP_SAMPLES) // PATCH_HOP + 1)
        starts = np.arange(first, total) * PATCH_HOP_FRAMES
        real = np.clip(n_real_frames(self.n_samples) - starts, 0, PATCH_FRAMES)
        return patches, real

    def _take(self, steps: int) -> Frames:
        """Compute the next half patches; two neighbours make a patch."""
        samples = np.concatenate(self._waiting)
        halves = [] if self._half is None else [self._half]
        for step in range(steps):
            start = step * PATCH_HOP
            halves.append(_log_mel(samples[start : start + _STEP_SAMPLES]))
        rest = samples[steps * PATCH_HOP :].copy()
        self._waiting, self._n_waiting = [rest], len(rest)
        self._half = halves[-1]
        self._n_out += len(halves) - 1
        if len(halves) == 1:
            return _NO_PATCHES
        both = np.stack(halves)
        return np.concatenate([both[:-1], both[1:]], axis=1)


_NO_PATCHES: Frames = np.empty((0, PATCH_FRAMES, MEL_BANDS), np.float32)


def _log_mel(samples: Audio) -> Frames:
    """One step: ``(7920,)`` samples to ``(48, 64)`` log-mel frames."""
    from scipy.fft import rfft

    window, mel = _tables()
    frames = np.lib.stride_tricks.sliding_window_view(samples, WINDOW)[::HOP] * window
    spectrum: NDArray[np.complex64] = rfft(frames, FFT, axis=1)
    magnitude = np.sqrt(spectrum.real**2 + spectrum.imag**2)
    bands: Frames = np.ascontiguousarray((mel @ magnitude.T).T)
    log_mel: Frames = np.log(bands + np.float32(LOG_OFFSET))
    return log_mel


@cache
def _tables() -> tuple[NDArray[np.float32], Any]:
    """The window and the mel matrix; sparse, because a BLAS may split and order sums its way."""
    from scipy.sparse import csr_array

    return hann_window(), csr_array(mel_matrix())


def _mel_edges() -> NDArray[np.float64]:
    low, high = _mel(np.array([MEL_LOW_HZ, MEL_HIGH_HZ], np.float64)).tolist()
    return np.linspace(low, high, MEL_BANDS + 2)


def _mel(hz: NDArray[np.floating]) -> NDArray[np.float64]:
    mel: NDArray[np.float64] = 1127.0 * np.log1p(hz / 700.0)
    return mel
