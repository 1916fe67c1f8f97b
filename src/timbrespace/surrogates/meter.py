"""A meter: latents in, descriptors of what they sound like out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from timbrespace.jobs import Job, quiet_job
from timbrespace.semantics.naming import measure
from timbrespace.spaces.base import Audio, Latents
from timbrespace.spaces.voice import Voice
from timbrespace.surrogates.base import Choir, Floats
from timbrespace.surrogates.holding import Hold, decode_held
from timbrespace.surrogates.threads import in_threads, usual_threads

#: Decoded and described side by side: more bring nothing, and take memory.
BATCH = 32
#: What has none is silent: all of it lies below the gate of BS.1770, -70 LUFS.
AUDIBLE = "loudness_lufs"
#: A sample this near to full scale was probably meant to go further.
FULL_SCALE = 0.999


@dataclass(frozen=True)
class Readings:
    """What a meter reads off N latents.

    Args:
        values: ``(N, K)`` in the descriptors' units; NaN where undefined.
        silent: ``(N,)``; whether all of it is softer than -70 LUFS.
        clipped: ``(N,)``; whether samples lay at or over full scale.
    """

    values: Floats
    silent: NDArray[np.bool_]
    clipped: NDArray[np.bool_]


class Meter:
    """Holds latents, decodes and describes them; several threads may share one.

    Args:
        voice: That decodes.
        names: The descriptors, K of them.
        hold: For how long each latent is held.

    Example:
        >>> from timbrespace.spaces.playing.opening import open_voice
        >>> from timbrespace.surrogates.holding import hold_for
        >>> bells = open_voice("stream:bells")
        >>> meter = Meter(bells, ("loudness_lufs", "centroid_hz"), hold_for(bells, 0.1, 0.0))
        >>> meter.read(np.zeros((3, 16), np.float32)).values.shape
        (3, 2)
    """

    def __init__(self, voice: Voice, names: Sequence[str], hold: Hold) -> None:
        self.voice, self.names, self.hold = voice, tuple(names), hold

    def read(self, latents: Latents) -> Readings:
        """Readings of latents ``(N, D)``, batch after batch, on this thread."""
        player = None if isinstance(self.voice, Choir) else self.voice.open_player()
        found = []
        for begin in range(0, len(latents), BATCH):
            run = latents[begin : begin + BATCH]
            found.append(self._described(decode_held(self.voice, run, self.hold, player)))
        return together(found, len(self.names))

    def read_all(
        self, latents: Latents, job: Job | None = None, n_threads: int | None = None
    ) -> Readings:
        """The same on several threads; what is read does not depend on how many.

        Args:
            latents: ``(N, D)``.
            job: Counts latents; can be stopped.
            n_threads: Default: as many as there are cores, up to four.
        """
        job = quiet_job(job, "measure")
        found = {}
        runs = range(0, len(latents), BATCH)
        for begin, readings in in_threads(
            runs, lambda at: self.read(latents[at : at + BATCH]), job, n_threads or usual_threads()
        ):
            found[begin] = readings
            job.advance(len(readings.values))
        return together([found[begin] for begin in runs], len(self.names))

    def _described(self, sounds: Audio) -> Readings:
        peaks = np.abs(sounds).max(axis=(1, 2), initial=0.0)
        everything = measure((AUDIBLE, *self.names), sounds, self.voice.sample_rate)
        values, silent = everything[:, 1:], np.isnan(everything[:, 0])
        # Of a sound that nobody hears, nothing is said.
        values[silent] = np.nan
        return Readings(values, silent, peaks >= FULL_SCALE)


def together(parts: Sequence[Readings], n_names: int) -> Readings:
    """Several readings as one.

    Example:
        >>> together([], 3).values.shape
        (0, 3)
    """
    none = Readings(np.zeros((0, n_names)), np.zeros(0, np.bool_), np.zeros(0, np.bool_))
    everything = [none, *parts]
    return Readings(
        np.concatenate([part.values for part in everything]),
        np.concatenate([part.silent for part in everything]),
        np.concatenate([part.clipped for part in everything]),
    )
