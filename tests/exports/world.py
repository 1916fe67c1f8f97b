"""A surrogate that has learned nothing: networks of the layout of real ones, drawn at random."""

from __future__ import annotations

import numpy as np

from timbrespace.spaces.base import Dim
from timbrespace.surrogates.base import Word
from timbrespace.surrogates.runtime import LearnedSurrogate

WORDS = (
    Word("loudness_lufs", "Loudness", "LUFS", -50.0, -10.0, 0.9, 0.95),
    Word("brightness", "Brightness", "", 20.0, 70.0, 0.9, 0.95),
    Word("warmth", "Warmth", "", 20.0, 70.0, 0.1, 0.2, problem="It can't be told from latents."),
    Word("pitch_hz", "Pitch", "Hz", 200.0, 4_000.0, 0.8, 0.9),
)


def drawn_surrogate(
    dims: tuple[Dim, ...],
    voice: str = "stream:tiny",
    words: tuple[Word, ...] = WORDS,
    voice_hash: str = "",
) -> LearnedSurrogate:
    """One of that voice, the same every time."""
    rng, d, k, m = np.random.default_rng(0), len(dims), len(words), 3

    def layer(*shape: int) -> np.ndarray:
        return rng.normal(0.0, 1.0 / np.sqrt(shape[-1]), shape).astype(np.float32)

    log = np.array([word.unit == "Hz" for word in words])
    ends = np.array([[word.low, word.high] for word in words])
    ends[log] = np.log2(ends[log])
    arrays = {
        "latent.mean": rng.normal(size=d),
        "latent.scale": rng.uniform(0.5, 2.0, d),
        "word.mean": ends.mean(axis=1),
        "word.scale": np.ptp(ends, axis=1) / 4,
        "word.log": log.astype(np.uint8),
        "word.temper": rng.uniform(0.5, 2.0, k),
        "forward.0.weight": layer(m, 12, d),
        "forward.0.bias": layer(m, 12),
        "forward.1.weight": layer(m, 2 * k, 12),
        "forward.1.bias": layer(m, 2 * k),
        "guess.0.weight": layer(16, 2 * k + d),
        "guess.0.bias": layer(16),
        "guess.1.weight": layer(d, 16),
        "guess.1.bias": layer(d),
        "region.mean": np.zeros(d),
        "region.whiten": np.eye(d),
        "region.radius": np.array(3.0),
        "usual": rng.normal(0.5, 1.0, (50, d)),
    }
    arrays = {name: np.asarray(array, np.float32) for name, array in arrays.items()}
    return LearnedSurrogate(voice, voice_hash, dims, words, arrays)
