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


def _improved(dims: int, levels: int, dilations: tuple[int, ...]) -> Mapping[str, Any]:
    """A lapped transform of 5.8 ms steps, residual units, ``dims`` numbers of few levels each."""
    hop = 128
    return {
        "segment_s": 0.75,
        "channels": (hop,),
        "kernels": (2 * hop,),
        "strides": (hop,),
        "paddings": (hop // 2,),
        "body": "residual",
        "dilations": dilations,
        "dims": dims,
        "levels": levels,
        "loss": "spectral",
        "learning_rate": 2e-3,
        "batch_size": 8,
        "epochs": 20,
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
    # The numbers behind name the study's size that costs as much at 8 bits a latent.
    "improved": _improved(30, 7, (1, 3, 9)),
    "improved-18376": _improved(60, 7, (1, 3, 9)),
    "improved-55112": _improved(131, 15, (1, 3, 9)),
    # Four passes over half an hour of sound are some 1,200 steps: minutes on a quiet core.
    "small": {**_improved(30, 7, (1,)), "learning_rate": 3e-3, "epochs": 4},
}
