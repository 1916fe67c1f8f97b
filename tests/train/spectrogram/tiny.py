"""A small model of the kind."""

from __future__ import annotations

from timbrespace.train.spectrogram.config import SpectrogramConfig

TINY = SpectrogramConfig(
    sample_rate=8_000, n_fft=128, stft_hop=32, window=128, n_frames=17, overlap=4,
    channels=(4, 8), dims=6, kl_weight=1e-3, learning_rate=3e-3, rounds=4,
)  # fmt: skip
