"""Where a voice is at home: frames of real sounds that can be heard when they are held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job, quiet_job
from timbrespace.semantics.loudness import integrated
from timbrespace.spaces.base import Latents
from timbrespace.spaces.playing.posterior import chosen
from timbrespace.surrogates.holding import decode_held, hold_for
from timbrespace.surrogates.sampling import N_USUAL, draw_latents

if TYPE_CHECKING:
    from pathlib import Path

    from timbrespace.corpus.table import Corpus
    from timbrespace.spaces.voice import Voice

#: Frames that are held to be heard; a slow voice takes a minute for so many.
N_HELD = 768
#: Long enough to tell a tone from silence.
HOLD_S, WARM_UP_S = 0.1, 0.1
#: Frames softer than the median by more than this are left out: the ends of notes, the pauses of
#: speech. Half as loud is soft; what data is told by is not how near to silence it lies.
SOFTER_DB = 10.0
#: Decoded side by side.
_BATCH = 32
#: Fewer frames say too little of a voice.
_FEWEST = 16


@dataclass(frozen=True)
class Posterior:
    """The aggregate posterior of a voice, as far as it sounds.

    Args:
        frames: ``(M, K)``.
        said: Where they come from, in one sentence.
    """

    frames: Latents
    said: str


def posterior_of(
    voice: Voice,
    sounds: Path | str | Corpus | None = None,
    *,
    seed: int = 0,
    n_held: int = N_HELD,
    job: Job | None = None,
) -> Posterior:
    """Frames that real sounds have in a voice, without those that are silent when held.

    Many frames of real sounds are pauses. Data that were carried there could not be heard.

    Args:
        voice: Opened.
        sounds: A folder, a sound or an atlas; default: the frames that the voice brings.
        seed: Of the draws.
        n_held: At most so many frames are held and kept.
        job: Progress in frames.

    Raises:
        TimbrespaceError: The voice can't hear these sounds, or hardly any frame sounds.
        Cancelled: The job was asked to stop.
    """
    job = quiet_job(job, "sonify")
    frames, said = _frames(voice, sounds, seed, job)
    frames = chosen(frames, n_held, seed)
    loudness = _loudness(voice, frames, job)
    heard = np.isfinite(loudness)
    if heard.any():
        heard &= loudness > np.median(loudness[heard]) - SOFTER_DB
    if heard.sum() < min(_FEWEST, len(frames)):
        raise TimbrespaceError(
            f"Of {len(frames)} frames of '{voice.id}' only {heard.sum()} can be heard when held.",
            "Name livelier sounds with --sounds, or another voice.",
        )
    more = f"{len(frames)} of them were held; {heard.sum()} that sound are used."
    return Posterior(frames[heard], f"{said} {more}")


def _frames(
    voice: Voice, sounds: Path | str | Corpus | None, seed: int, job: Job
) -> tuple[Latents, str]:
    if sounds is not None:
        from timbrespace.spaces.playing.frames import frames_of

        found = frames_of(voice, sounds, seed=seed, job=job)
        return found, f"The voice is at home in {len(found)} frames of the sounds that were named."
    usual = voice.usual()
    if usual is not None:
        return usual, f"The voice is at home in {len(usual)} frames of its training sounds."
    drawn = draw_latents(voice.dims, None, N_USUAL, "prior", seed)
    return drawn.latents, (
        "The voice brings no frames of real sounds, and none were named (--sounds): its prior "
        "stands in for them."
    )


def _loudness(voice: Voice, frames: Latents, job: Job) -> np.ndarray:
    """Of each frame ``(M,)``, held, in LUFS; NaN where it is silent."""
    hold = hold_for(voice, HOLD_S, WARM_UP_S)
    found = [np.zeros(0)]
    job.begin(len(frames), "Listening where the voice is at home", unit="frames")
    for begin in range(0, len(frames), _BATCH):
        job.check()
        sounds = decode_held(voice, frames[begin : begin + _BATCH], hold)
        found.append(np.asarray(integrated(sounds, voice.sample_rate), np.float64))
        job.advance(len(sounds))
    return np.concatenate(found)
