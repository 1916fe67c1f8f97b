"""The sizes of waveform autoencoder that have names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: It trained for 40 epochs, whatever happened.
_STUDY_TRAINING = {"epochs": 40, "batch_size": 20, "patience": 0}


def _study(
    channels: tuple[int, ...],
    kernels: tuple[int, ...],
    strides: tuple[int, ...],
    paddings: tuple[int, ...] = (0, 0, 0),
) -> Mapping[str, Any]:
    geometry = {"channels": channels, "kernels": kernels, "strides": strides, "paddings": paddings}
    return {**geometry, **_STUDY_TRAINING}


def _improved(dims: int, levels: int) -> Mapping[str, Any]:
    """Sixteen samples a frame less than a millisecond; 344.5 frames a second."""
    return {
        "segment_s": 1.0,
        "channels": (48, 96, 160),
        "kernels": (16, 8, 4),
        "strides": (8, 4, 2),
        "paddings": (4, 2, 1),
        "body": "residual",
        "dilations": (1, 3),
        "dims": dims,
        "levels": levels,
        "loss": "spectral",
        "learning_rate": 1e-3,
    }


#: Latents of 5 s at 22,050 Hz name the study's sizes. Its strides are known for 55112 and follow
#: from the lengths for three others. For 18376 channels, kernels and the number of latents are
#: known: of the strides and paddings of which the mirror gives back all 110,250 samples, these
#: are the ones that its own search for parameters used in a variant of that size (docs).
STUDY: Mapping[str, Mapping[str, Any]] = {
    "55112": _study((4, 6, 8), (10, 5, 3), (4, 2, 2)),
    "32151": _study((3, 6, 7), (6, 4, 3), (4, 3, 2)),
    "24496": _study((4, 6, 8), (12, 5, 2), (6, 3, 2)),
    "18376": _study((10, 6, 8), (20, 5, 1), (12, 2, 2), (1, 1, 0)),
    "9184": _study((4, 4, 4), (6, 4, 4), (4, 6, 2)),
}

PRESETS: Mapping[str, Mapping[str, Any]] = {
    **STUDY,
    "small": {**_improved(14, 8), "channels": (32, 48, 64), "dilations": (1,)},
    "improved": _improved(14, 8),
    "improved-29": _improved(28, 8),
    "improved-88": _improved(64, 16),
}
