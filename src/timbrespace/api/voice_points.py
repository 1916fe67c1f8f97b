"""Points of a voice: those that its surrogate was learned from, or some that are measured now."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from timbrespace.jobs import Job

if TYPE_CHECKING:
    from timbrespace.spaces.base import Latents
    from timbrespace.spaces.voice import Voice
    from timbrespace.surrogates.base import Points, Surrogate

#: Enough to explain a voice, or to be the far end of a transfer.
N_POINTS = 2000


def points_for(
    voice: Voice,
    words: Sequence[str],
    surrogate: Surrogate | None = None,
    *,
    n_points: int = N_POINTS,
    sounds: Path | str | None = None,
    seed: int = 0,
    job: Job | None = None,
) -> tuple[Points, bool]:
    """Points of a voice with these words, and whether its surrogate has learned from them.

    Those that were kept beside the surrogate are taken, if there are so many; else points are
    measured, and kept in the cache: the next call finds them.

    Args:
        voice: That decodes.
        words: Descriptors.
        surrogate: Of the voice, if it has one.
        n_points: How many are wanted.
        sounds: A folder, a sound or an atlas, for a voice that brings no frames and hears: points
            are drawn where these sounds lie, not from the prior.
        seed: Draws latents that are measured; other ones than a surrogate learns from.
        job: Counts points; can be stopped, and goes on where it was.
    """
    from timbrespace.api.words import kept_points
    from timbrespace.atlas.latents import slug
    from timbrespace.places import cache_dir
    from timbrespace.surrogates.holding import hold_for
    from timbrespace.surrogates.measuring import measure_points
    from timbrespace.surrogates.meter import Meter
    from timbrespace.surrogates.sampling import draw_latents

    frames = _frames(voice, sounds, seed, job)
    kept = kept_points(surrogate) if surrogate is not None else None
    if kept is not None and len(kept.latents) >= n_points and set(words) <= set(kept.names):
        # Points of the prior do not stand for sounds that are named now.
        if sounds is None or frames is None or kept.draw == "posterior":
            return kept, True
    # One more than anybody's seed, so that no latent is one that was learned from.
    drawn = draw_latents(voice.dims, frames, n_points, seed=seed + 1_000_003)
    file = cache_dir() / "points" / f"{slug(voice.id)}.parquet"
    meter = Meter(voice, words, hold_for(voice))
    return measure_points(meter, drawn, file, facts={"seed": str(seed)}, job=job), False


def _frames(voice: Voice, sounds: Path | str | None, seed: int, job: Job | None) -> Latents | None:
    """Where real sounds lie in a voice: the frames that it brings, else those of sounds."""
    from timbrespace.api.voices import hears
    from timbrespace.spaces.playing.frames import frames_of

    usual = voice.usual()
    if usual is not None or sounds is None or not hears(voice):
        return usual
    return frames_of(voice, sounds, seed=seed, job=job)
