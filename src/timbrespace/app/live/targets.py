"""Sounds to be reached: what the matching task asks for, and in what distances are told."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.app.answers import CallError
from timbrespace.surrogates.base import Surrogate

#: Targets that one page may ask for.
MOST = 100
#: Dims that get a slider: more than a hand can try are left as the target has them.
MOST_DIMS = 16
#: Usual frames that spreads are taken from.
N_SPREAD = 2_000
#: Quieter than this share of all frames, a target could hardly be heard.
QUIET_SHARE = 0.35
LOUDNESS = "loudness_lufs"

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
        "words_spread": words[:, playable].std(axis=0).tolist(),
        "latents_spread": some.std(axis=0).tolist(),
        "dims": dims.tolist(),
    }


def _loud(surrogate: Surrogate, words: Floats) -> NDArray[np.intp]:
    """The frames that are not among the quietest, where loudness is known."""
    if LOUDNESS not in surrogate.names:
        return np.arange(len(words))
    loudness = words[:, surrogate.names.index(LOUDNESS)]
    return np.flatnonzero(loudness >= np.quantile(loudness, QUIET_SHARE))
