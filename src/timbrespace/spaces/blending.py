"""Between sounds: weights along a path, tracks of latents brought to one length, and mixed.

A track is the latents of one sound, frame by frame, ``(F, D)``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.base import Audio, Latents

#: How sounds of unequal lengths meet; what comes out is as long as the weights say. ``"pad"``:
#: they begin together and keep their own time; a shorter one goes on as silence, and what goes on
#: longer fades out. ``"stretch"``: they are read faster or slower, and end together.
Fit = Literal["pad", "stretch"]
FITS: tuple[Fit, ...] = ("pad", "stretch")

#: Loudest sample of what is decoded, so that no player clips it.
CEILING = 0.98
#: Fades of the ends: so short that an attack stays one, so long that a cut does not click.
FADE_IN_S = 0.001
FADE_OUT_S = 0.010
#: Longest fade of a sound that is cut off at the length in between.
CUT_FADE_S = 0.3


def path_weights(at: float, n: int) -> NDArray[np.float64]:
    """Weights of ``n`` sounds at a place on the path that leads through them in order.

    Args:
        at: 0 is the first sound, ``n - 1`` the last, 0.5 half way from the first to the second.
        n: At least 1.

    Raises:
        TimbrespaceError: There is no such place.

    Example:
        >>> path_weights(1.25, 3).tolist()
        [0.0, 0.75, 0.25]
        >>> path_weights(0, 1).tolist()
        [1.0]
    """
    if n < 1 or not 0 <= at <= n - 1:
        raise TimbrespaceError(
            f"A path through {n} sounds has no place {at:g}.", f"Use 0 to {max(0, n - 1)}."
        )
    return np.asarray(np.maximum(0.0, 1.0 - np.abs(np.arange(n) - float(at))))


def shares(weights: Sequence[float] | NDArray[np.floating]) -> NDArray[np.float64]:
    """Weights as shares of a whole.

    Raises:
        TimbrespaceError: One is negative or no number, or none is above 0.

    Example:
        >>> shares([1, 1, 2]).tolist()
        [0.25, 0.25, 0.5]
    """
    given = np.asarray(weights, np.float64).reshape(-1)
    total = float(given.sum()) if len(given) else 0.0
    if not np.isfinite(given).all() or (given < 0).any() or not 0 < total < np.inf:
        raise TimbrespaceError(
            f"{np.round(given, 3).tolist()} are no weights.",
            "Give one of 0 or more for each sound, not all of them 0.",
        )
    return np.asarray(given / total)


def mix(tracks: Sequence[Latents], weights: Sequence[float] | NDArray[np.floating]) -> Latents:
    """The weighted mean of tracks ``(F, D)``.

    Tracks of unequal lengths are stretched to the weighted mean of their lengths first.

    Args:
        tracks: At least one, of one space.
        weights: One for each; shares of a whole, see :func:`shares`.

    Example:
        >>> mix([np.zeros((2, 1), np.float32), np.ones((4, 1), np.float32)], [0.5, 0.5]).shape
        (3, 1)
    """
    parts = shares(weights)
    lengths = np.array([len(track) for track in tracks], np.float64)
    n_frames = max(1, round(float(parts @ lengths)))
    mixed = np.zeros((n_frames, tracks[0].shape[1]), np.float64)
    for part, track in zip(parts, tracks, strict=True):
        if part > 0:
            mixed += part * stretch(track, n_frames)
    return mixed.astype(np.float32)


def stretch(track: Latents, n_frames: int) -> Latents:
    """A track ``(F, D)`` read faster or slower, ``(n_frames, D)``: linear between frames.

    First and last frame stay first and last. What a frame says of pitch stays, where the frames
    are envelopes; where they follow the wave itself, pitch changes as on a tape.

    Example:
        >>> stretch(np.array([[0.0], [1.0]], np.float32), 3)[:, 0].tolist()
        [0.0, 0.5, 1.0]
    """
    n = len(track)
    if n == n_frames:
        return track
    if n == 1 or n_frames == 1:
        return np.repeat(track[:1], n_frames, axis=0)
    places = np.linspace(0, n - 1, n_frames)
    below = np.minimum(places.astype(np.int64), n - 2)
    share = (places - below)[:, None]
    return np.asarray((1 - share) * track[below] + share * track[below + 1], np.float32)


def trimmed(audio: Audio, n_samples: int, delay_samples: int = 0) -> Audio:
    """The ``n_samples`` of a sound ``(C, T)`` after its delay; silence where it is too short.

    Example:
        >>> trimmed(np.array([[0.0, 1.0, 2.0]]), 3, delay_samples=1).tolist()
        [[1.0, 2.0, 0.0]]
    """
    kept = audio[:, delay_samples : delay_samples + n_samples]
    return np.pad(kept, ((0, 0), (0, n_samples - kept.shape[1])))


def playable(
    audio: Audio, sample_rate: int, fade_out_s: float = FADE_OUT_S
) -> tuple[Audio, float]:
    """A decoded sound ``(C, T)`` that can be played: ends faded, no sample over full scale.

    Args:
        audio: What a space decoded.
        sample_rate: In Hz.
        fade_out_s: At most half of the sound.

    Returns:
        The sound, and by how many dB it was made quieter: 0 where it fitted.

    Raises:
        TimbrespaceError: It is not made of numbers.

    Example:
        >>> loud, down_db = playable(np.full((1, 4_800), 1.96, np.float32), 48_000)
        >>> round(float(abs(loud).max()), 2), round(down_db, 2), float(loud[0, 0])
        (0.98, 6.02, 0.0)
    """
    if not np.isfinite(audio).all():
        raise TimbrespaceError(
            "The space decoded to something that is no sound.",
            "Choose other sounds, or train the space again.",
        )
    faded = np.array(audio, np.float32)
    n = faded.shape[1]
    n_in, n_out = (min(round(s * sample_rate), n // 2) for s in (FADE_IN_S, fade_out_s))
    faded[:, :n_in] *= np.arange(n_in, dtype=np.float32) / max(1, n_in)
    faded[:, n - n_out :] *= np.arange(n_out, dtype=np.float32)[::-1] / max(1, n_out)
    loudest = float(np.abs(faded).max(initial=0.0))
    if loudest <= CEILING:
        return faded, 0.0
    return faded * np.float32(CEILING / loudest), 20 * float(np.log10(loudest / CEILING))
