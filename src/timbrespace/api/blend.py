"""Encoded sounds that can be mixed in any proportion, and what comes out of a decoder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.blending import (
    CUT_FADE_S,
    FADE_OUT_S,
    Fit,
    mix,
    path_weights,
    playable,
    shares,
    trimmed,
)

if TYPE_CHECKING:
    from timbrespace.spaces.base import Audio, DecodingSpace, Latents

#: Seconds after the end of a sound that are decoded, too, as what comes after may be heard before.
LOOK_AHEAD_S = 0.25


@dataclass(frozen=True)
class Decoded:
    """A sound that was decoded.

    Args:
        audio: ``(1, T)`` float32, ends faded, nothing over full scale.
        sample_rate: In Hz.
        quieter_db: By how much it was made quieter to fit.
    """

    audio: Audio
    sample_rate: int
    quieter_db: float

    @property
    def duration_s(self) -> float:
        """How long it is."""
        return float(self.audio.shape[1] / self.sample_rate)

    def write(self, path: Path | str) -> None:
        """Write it as WAV, 16 bit."""
        from timbrespace.audio.write import write_wav

        write_wav(path, self.audio, self.sample_rate)


@dataclass(frozen=True)
class Blend:
    """Sounds of an atlas, encoded and ready to be mixed in any proportion.

    Args:
        space: What decodes.
        items: Ids of the sounds, in the order of the path.
        fit: How unequal lengths meet.
        tracks: Their latents ``(F, D)``; with ``"pad"`` all of one length.
        n_samples: Their own lengths at the space's rate.
        cut: Ids of those of which only the first seconds were taken.
    """

    space: DecodingSpace
    items: tuple[str, ...]
    fit: Fit
    tracks: tuple[Latents, ...]
    n_samples: tuple[int, ...]
    cut: tuple[str, ...] = ()

    def sound(self, weights: Sequence[float] | None = None, *, at: float | None = None) -> Decoded:
        """The mixture as a sound.

        Args:
            weights: One for each item, 0 or more; default: the mean of all.
            at: Or a place on the path through them: 0 is the first, 0.5 half way to the second.

        Raises:
            TimbrespaceError: The weights do not fit, or there is no such place.
        """
        given = self._shares(weights, at)
        lengths = np.array(self.n_samples, np.float64)
        n_samples = max(1, round(float(given @ lengths)))
        latents = mix(self.tracks, given)
        if self.fit == "stretch":
            return decoded(self.space, latents, n_samples)
        # What goes on after the end fades, the more of it there is the sooner.
        over = float(given[lengths > n_samples].sum())
        fade_s = max(FADE_OUT_S, over * CUT_FADE_S)
        return decoded(self.space, latents[: self._n_frames(n_samples)], n_samples, fade_s)

    def _n_frames(self, n_samples: int) -> int:
        """Frames that these samples need, with some beyond for models that look ahead."""
        space = self.space
        beyond = space.delay_samples + round(LOOK_AHEAD_S * space.sample_rate)
        return -(-(n_samples + beyond) // space.hop)

    def _shares(self, weights: Sequence[float] | None, at: float | None) -> NDArray[np.float64]:
        n = len(self.items)
        if weights is not None and at is not None:
            raise TimbrespaceError("Weights and a place were given.", "Give one of them.")
        if at is not None:
            return path_weights(at, n)
        found = shares(np.ones(n) if weights is None else weights)
        if len(found) != n:
            raise TimbrespaceError(
                f"{len(found)} weights were given for {n} sounds.", "Give one for each."
            )
        return found


def decoded(
    space: DecodingSpace, latents: Latents, n_samples: int, fade_out_s: float = FADE_OUT_S
) -> Decoded:
    """Decode latents ``(F, D)`` to a sound that can be played, its delay taken off."""
    sound = trimmed(np.atleast_2d(space.decode(latents)), n_samples, space.delay_samples)
    audio, quieter_db = playable(sound, space.sample_rate, fade_out_s)
    return Decoded(audio, space.sample_rate, quieter_db)
