"""Sounds to be reached: what the matching task asks for, and how near an answer comes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.app.answers import CallError
from timbrespace.surrogates.base import Surrogate, Word

if TYPE_CHECKING:
    from timbrespace.spaces.voice import Voice

#: Targets that one page may ask for.
MOST = 100
#: Dims that get a slider: more than a hand can try are left as the target has them.
MOST_DIMS = 16
#: Usual frames that spreads are taken from.
N_SPREAD = 2_000
#: Quieter than this share of all frames, a target could hardly be heard.
QUIET_SHARE = 0.35
LOUDNESS = "loudness_lufs"
#: Latents that are measured in one call: target, start and answer are three.
MOST_MEASURED = 8

Floats = NDArray[np.float64]


def draw_targets(surrogate: Surrogate, n: int, seed: int) -> dict[str, Any]:
    """``n`` latents that real sounds have, each with a place to start from; always the same.

    A start differs from its target in the dims that get a slider, and in no other, so that
    either surface can reach it.

    Raises:
        CallError: So many are not to be had, or no word of this voice has a slider.
    """
    if not 1 <= n <= MOST or not 0 <= seed < 2**32:
        raise CallError(f"{n} targets of seed {seed} are not to be had.", f"Ask for 1 to {MOST}.")
    playable = [k for k, word in enumerate(surrogate.words) if not word.problem]
    if not playable:
        raise CallError(
            f"'{surrogate.voice}' has no word with a slider.",
            f"Learn its words: timbrespace surrogate {surrogate.voice}",
        )
    random = np.random.default_rng([seed, 5])
    usual = np.asarray(surrogate.usual, np.float64)
    some = usual[np.sort(random.permutation(len(usual))[:N_SPREAD])]
    words = surrogate.predict(some)[0]
    dims = np.sort(np.argsort(-some.std(axis=0), kind="stable")[:MOST_DIMS])
    loud = _loud(surrogate, words)
    targets = some[random.choice(loud, n, replace=len(loud) < n)]
    starts = targets.copy()
    starts[:, dims] = some[random.choice(loud, n, replace=len(loud) < n)][:, dims]
    values = surrogate.predict(targets)[0]
    return {
        "voice": surrogate.voice,
        "words": [surrogate.names[k] for k in playable],
        "targets": [
            {"latents": latent.tolist(), "start": start.tolist(), "words": value.tolist()}
            for latent, start, value in zip(targets, starts, values[:, playable], strict=True)
        ],
        "reach": [_reach(surrogate.words[k]) for k in playable],
        "latents_spread": some.std(axis=0).tolist(),
        "dims": dims.tolist(),
    }


def measure_latents(
    surrogate: Surrogate, voice: Voice, latents: Sequence[Sequence[float]]
) -> dict[str, Any]:
    """What latents ``(B, D)`` sound like: each held, decoded and measured, word for word.

    The surrogate has no say in it: it drives one of the two surfaces that are compared.

    Args:
        surrogate: Whose words are measured; it says how long latents were held.
        voice: That decodes; not the one that is heard.
        latents: At most :data:`MOST_MEASURED`.

    Raises:
        CallError: They are no such latents.
    """
    from timbrespace.api.words import kept_points
    from timbrespace.live.hearing import Hearing
    from timbrespace.surrogates.holding import Hold, hold_for

    rows = [np.asarray(row, np.float32) for row in latents]
    n_dims = len(surrogate.dims)
    if not 1 <= len(rows) <= MOST_MEASURED or any(
        row.shape != (n_dims,) or not np.isfinite(row).all() for row in rows
    ):
        raise CallError(
            f"These are no latents of '{surrogate.voice}'.",
            f"Send 1 to {MOST_MEASURED} lists of {n_dims} numbers.",
        )
    points = kept_points(surrogate)
    hold = Hold(points.hold_frames, points.warm_up_frames) if points else hold_for(voice)
    hearing = Hearing(surrogate)
    values = hearing.of_latents(voice, np.stack(rows), hold)
    playable = [k for k, word in enumerate(surrogate.words) if not word.problem]
    return {
        "voice": surrogate.voice,
        "words": [surrogate.names[k] for k in playable],
        "values": [
            [float(value) if np.isfinite(value) else None for value in row[playable]]
            for row in values
        ],
        "lacking": hearing.lacking,
    }


def _reach(word: Word) -> dict[str, Any]:
    return {"low": word.low, "high": word.high, "log": word.log}


def _loud(surrogate: Surrogate, words: Floats) -> NDArray[np.intp]:
    """The frames that are not among the quietest, where loudness is known."""
    if LOUDNESS not in surrogate.names:
        return np.arange(len(words))
    loudness = words[:, surrogate.names.index(LOUDNESS)]
    return np.flatnonzero(loudness >= np.quantile(loudness, QUIET_SHARE))
