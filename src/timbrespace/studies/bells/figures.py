"""Figures of the voice's study."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from timbrespace.audio.decode import read
from timbrespace.audio.resample import to_mono

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: What is drawn: down to this far below full scale.
FLOOR_DB = -90.0


def spectrograms(source: Path, sound: Path) -> Figure:
    """A sound and its reconstruction, side by side, on one scale."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 2.6), layout="constrained")
    axes = figure.subplots(1, 2, sharey=True)
    for axis, path, title in zip(axes, (source, sound), ("source", "voice"), strict=True):
        audio, rate = read(path)
        mono = to_mono(audio)[0]
        frames = np.lib.stride_tricks.sliding_window_view(np.pad(mono, 1_024), 2_048)[::512]
        level = np.abs(np.fft.rfft(frames * np.hanning(2_048))) / 512
        level_db = 20 * np.log10(np.maximum(level, 1e-6))
        axis.imshow(
            level_db.T, origin="lower", aspect="auto", vmin=FLOOR_DB, vmax=0.0, cmap="magma",
            extent=(0, len(mono) / rate, 0, rate / 2_000), interpolation="nearest",
        )  # fmt: skip
        axis.set(title=title, xlabel="s")
    axes[0].set_ylabel("kHz")
    return figure
