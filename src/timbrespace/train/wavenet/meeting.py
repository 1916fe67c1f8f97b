"""What is taken from the sounds before the first step: scales of features, and baselines."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from timbrespace.spaces.trained.wavenet import mulaw
from timbrespace.spaces.trained.wavenet.mulaw import N_CODES
from timbrespace.train.material import Draws, Material
from timbrespace.train.wavenet.config import WavenetConfig
from timbrespace.train.wavenet.features import Features
from timbrespace.train.wavenet.outputs import STEP

#: Segments that are looked at, of what is learned from and of what is held out.
LEARNED, HELD = 64, 32
#: Samples that a linear predictor hears; it is fitted on, and held to, every third one.
ORDER, THINNED = 32, 3
#: Samples that what is known of all codes counts for, beside those of one that was foretold.
BACKED_OFF = 32.0

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Met:
    """What the sounds are like.

    Args:
        centre: Means of the features ``(39, 1)``.
        spread: Their standard deviations, none of them 0.
        unconditional_bits: Bits a held-out sample where nothing before it is known.
        predictor_bits: Bits where a linear predictor has heard the samples before it.
    """

    centre: Tensor
    spread: Tensor
    unconditional_bits: float
    predictor_bits: float


def meet(material: Material, config: WavenetConfig, features: Features) -> Met:
    """Look at some segments of a material."""
    learned = _some(material.drawn(config.segment, LEARNED, 0, 0), LEARNED)
    held = _some(material.held(config.segment, HELD), HELD)
    columns = features(torch.from_numpy(learned)).transpose(0, 1).flatten(1).double()
    centre, spread = columns.mean(1, keepdim=True), columns.std(1, keepdim=True)
    score = _codes if config.output == "codes" else _laplace
    unconditional, predicted = score(learned.astype(np.float64), held.astype(np.float64))
    return Met(centre.float(), spread.clamp(min=1e-3).float(), unconditional, predicted)


def linear_predictor(sounds: Floats) -> Floats:
    """The weights ``(ORDER,)`` that best foretell a sample of ``(N, T)``, the oldest first."""
    past, now = _past(sounds)
    square = past.T @ past + 1e-6 * np.eye(ORDER) * max(1e-12, float((past**2).mean()) * len(past))
    return np.asarray(np.linalg.solve(square, past.T @ now), np.float64)


def _some(draws: Draws, most: int) -> NDArray[np.float32]:
    """Segments ``(N, T)``, as many as there are."""
    return np.concatenate([draws[i] for i in range(min(most, len(draws)))])


def _past(sounds: Floats) -> tuple[Floats, Floats]:
    """Of ``(N, T)`` the samples before each ``(M, ORDER)``, and these themselves ``(M,)``."""
    windows = np.lib.stride_tricks.sliding_window_view(sounds, ORDER + 1, axis=1)
    flat = windows[:, ::THINNED].reshape(-1, ORDER + 1)
    return flat[:, :-1], flat[:, -1]


def _codes(learned: Floats, held: Floats) -> tuple[float, float]:
    """Bits of a code by how often it comes, and by how often it comes where it was foretold."""
    weights = linear_predictor(learned)
    (said, came), (said_held, came_held) = (
        tuple(mulaw.encode(each).astype(np.int64) for each in (past @ weights, now))
        for past, now in (_past(learned), _past(held))
    )
    counts = np.bincount(came, minlength=N_CODES) + 1.0
    share = counts / counts.sum()
    pairs = np.bincount(said * N_CODES + came, minlength=N_CODES**2).reshape(N_CODES, N_CODES)
    # Where a foretold code is rare, how far off it is elsewhere stands in, and what comes often.
    off = np.bincount(came - said + N_CODES - 1, minlength=2 * N_CODES - 1) + 0.01
    around = off[np.arange(N_CODES) - np.arange(N_CODES)[:, None] + N_CODES - 1]
    around /= around.sum(1, keepdims=True)
    table = pairs + BACKED_OFF * (around + share) / 2
    table /= table.sum(1, keepdims=True)
    alone, told = share[came_held], table[said_held, came_held]
    return float(-np.log2(alone).mean()), float(-np.log2(told).mean())


def _laplace(learned: Floats, held: Floats) -> tuple[float, float]:
    """Bits of a 16-bit sample under two Laplace distributions: around 0, and as foretold."""
    weights = linear_predictor(learned)
    (past, now), (past_held, now_held) = _past(learned), _past(held)

    def cost(off: Floats, off_held: Floats) -> float:
        width = max(float(np.abs(off).mean()), STEP)
        return float((math.log(2 * width / STEP) + np.abs(off_held).mean() / width) / math.log(2))

    return cost(now, now_held), cost(now - past @ weights, now_held - past_held @ weights)
