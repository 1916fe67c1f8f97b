"""Small models of the kind: one of each body."""

from __future__ import annotations

from timbrespace.train.waveform.config import WaveformConfig

PLAIN = WaveformConfig(
    sample_rate=8_000, segment_s=0.25, channels=(3, 4), kernels=(8, 3), strides=(4, 2),
    paddings=(0, 0),
)  # fmt: skip
PADDED = WaveformConfig(sample_rate=8_000, segment_s=0.25)
RESIDUAL = WaveformConfig(
    sample_rate=8_000, segment_s=0.25, channels=(8, 12), kernels=(32, 4), strides=(8, 2),
    paddings=(12, 1), body="residual", dilations=(1, 2), dims=6, levels=7, loss="spectral",
    learning_rate=1e-2,
)  # fmt: skip
ALL = {"plain": PLAIN, "padded": PADDED, "residual": RESIDUAL}
