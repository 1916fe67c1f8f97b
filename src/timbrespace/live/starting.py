"""Where a voice begins, so that it sounds as soon as it is played."""

from __future__ import annotations

import numpy as np

from timbrespace.live.matching import usual_of
from timbrespace.spaces.base import Latents
from timbrespace.spaces.voice import Voice

#: So many latents are tried, each for so long.
_TRIED = 10
_TRIED_S = 0.12


def starting_latents(voice: Voice) -> Latents:
    """Of a few usual latents ``(D,)`` the one that sounds loudest when it is held.

    The middle of a space is often silence. Always the same for the same voice; at worst the
    mean, where the voice fails.
    """
    tried = _candidates(voice)
    n_frames = max(1, round(_TRIED_S * voice.sample_rate / voice.hop))
    loudness = [_power(voice, latents, n_frames) for latents in tried]
    return np.asarray(tried[int(np.argmax(loudness))], np.float32)


def _candidates(voice: Voice) -> Latents:
    random = np.random.default_rng(0)
    frames = voice.usual()
    if frames is not None and len(frames) >= _TRIED:
        chosen = np.sort(random.choice(len(frames), _TRIED, replace=False))
        return np.asarray(frames[chosen], np.float32)
    usual = usual_of(voice)
    drawn = random.standard_normal((_TRIED, len(usual.mean))).clip(-2, 2)
    drawn[0] = 0.0
    return np.asarray(usual.mean + drawn * usual.spread, np.float32)


def _power(voice: Voice, latents: Latents, n_frames: int) -> float:
    """Mean square of the second half; that of a fault is nothing."""
    try:
        made = voice.open_player().push(np.tile(latents, (n_frames, 1)))
    except Exception:
        return 0.0
    later = made[:, made.shape[1] // 2 :]
    power = float(np.mean(np.square(later, dtype=float)))
    return power if np.isfinite(power) else 0.0
