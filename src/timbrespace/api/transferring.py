"""Transfer of words from one voice to the next, measured."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job, quiet_job
from timbrespace.surrogates.base import Points, Surrogate
from timbrespace.surrogates.transfer.bench import ANCHORS, N_DRAWS, cut, most_anchors, run, shared
from timbrespace.surrogates.transfer.matching import Bridge, by_pairs
from timbrespace.surrogates.transfer.methods import Foretell, learn_old
from timbrespace.surrogates.transfer.transferred import Transferred

if TYPE_CHECKING:
    from timbrespace.corpus.table import Corpus
    from timbrespace.spaces.voice import Voice

Floats = NDArray[np.float64]

#: The words whose closed loop is promised.
WORDS = ("loudness_lufs", "brightness", "depth", "roughness")
#: Sounds that both voices hear, at most, and seconds of each.
MOST_SOUNDS, MOST_S = 60, 5.0


def transfer(
    surrogate: Surrogate,
    points: Points,
    new: Points,
    *,
    words: Sequence[str] = WORDS,
    anchors: Sequence[int] = ANCHORS,
    pairs: tuple[Floats, Floats] | None = None,
    n_draws: int = N_DRAWS,
    seed: int = 0,
    job: Job | None = None,
) -> Transferred:
    """Measure what a voice's words are worth on another voice, by decodes of that one.

    Nothing is decoded: all points were measured before.

    Args:
        surrogate: Of the old voice.
        points: Of the old voice.
        new: Points of the new voice; a thousand or more.
        words: That both have measured.
        anchors: Numbers of decodes.
        pairs: Latents of the same moments of sound in the old and the new voice, ``(P, D_a)``
            and ``(P, D_b)`` (:func:`common_moments`).
        n_draws: Draws of the anchors.
        seed: Of all draws.
        job: Shows progress, can cancel.

    Raises:
        TimbrespaceError: Too few points, words that were not measured, or the points of another
            voice than the surrogate's.
    """
    if points.voice_hash != surrogate.voice_hash:
        raise TimbrespaceError(
            f"The surrogate is of '{surrogate.voice}', the points are of '{points.voice}'.",
            "Give points of the same voice.",
        )
    latents, shares = shared(points, words)
    old = learn_old(latents, shares, _in_shares(surrogate, points, words), seed)
    there = cut(new, words, seed=seed)
    bridge: Bridge | None = by_pairs(*pairs) if pairs is not None else None
    rows = run(old, there, anchors=anchors, pairs=bridge, n_draws=n_draws, seed=seed, job=job)
    notes = [
        f"{len(there.wanted)} targets and {len(there.pool)} latents that may be played, all of "
        f"'{new.voice}'; errors are means over {', '.join(words)} in shares of what that voice "
        "reaches (1 to 99 %), intervals are over targets.",
        "Near: one of the latents nearest to where a player stands is played. Anywhere: any, "
        "anchors included.",
    ]
    if pairs is not None:
        notes.append(
            f"Common sounds: {len(pairs[0])} moments of sounds that both voices have encoded; no "
            "decode of the new voice is needed for that, but an encoder is."
        )
    most = most_anchors(there)
    beyond = [str(k) for k in anchors if k > most]
    if beyond:
        notes.append(
            f"Left out: {', '.join(beyond)} decodes. At most {most} of the {len(there.pool)} "
            f"latents are decoded; measure more points of '{new.voice}'."
        )
    return Transferred(points.voice, new.voice, tuple(words), tuple(rows), notes)


def common_moments(
    old: Voice, new: Voice, sounds: Path | str | Corpus, *, seed: int = 0, job: Job | None = None
) -> tuple[Floats, Floats]:
    """Latents that two voices give to the same moments of sounds, ``(P, D_a)``, ``(P, D_b)``.

    Args:
        old: A voice that also encodes.
        new: Another.
        sounds: A folder, an atlas, or a corpus.
        seed: Draws the sounds.
        job: Counts sounds; can be stopped.

    Raises:
        TimbrespaceError: One of them only makes sound, or there is no sound.
    """
    from timbrespace.api.voices import hears
    from timbrespace.spaces.playing.frames import corpus_of, sounds_of

    for voice in (old, new):
        if not hears(voice):
            raise TimbrespaceError(
                f"'{voice.id}' only makes sound, it can't hear any.", "Leave the sounds out."
            )
    job = quiet_job(job, "encode")
    corpus = corpus_of(sounds, job)
    found = [
        _same_moments(old, new, audio[:, : round(MOST_S * rate)], rate)
        for audio, rate in islice(sounds_of(corpus, seed, job), MOST_SOUNDS)
    ]
    if not sum(len(each[0]) for each in found):
        raise TimbrespaceError(f"No sound in '{sounds}' can be heard.", "Name another folder.")
    return np.concatenate([a for a, _ in found]), np.concatenate([b for _, b in found])


def _same_moments(
    old: Voice, new: Voice, audio: NDArray[np.float32], rate: int
) -> tuple[Floats, Floats]:
    """Frames of both at the times of the one that has fewer."""
    frames, times = [], []
    for voice in (old, new):
        latents = np.asarray(voice.encode(audio, rate), np.float64)  # type: ignore[attr-defined]
        frames.append(latents)
        times.append(np.arange(len(latents)) * voice.hop / voice.sample_rate)
    slow = int(len(times[1]) < len(times[0]))
    rows = [np.abs(time[None] - times[slow][:, None]).argmin(axis=1) for time in times]
    return frames[0][rows[0]], frames[1][rows[1]]


def _in_shares(surrogate: Surrogate, points: Points, words: Sequence[str]) -> Foretell:
    """The surrogate, its words in shares of the reach as the points' are."""
    from timbrespace.surrogates.words.features import octaves

    lacking = [word for word in words if word not in surrogate.names]
    if lacking:
        raise TimbrespaceError(
            f"The surrogate of '{surrogate.voice}' knows no {', '.join(lacking)}.",
            "Name words that it has learned.",
        )
    columns = [surrogate.names.index(word) for word in words]
    in_octaves = np.array([word.endswith("_hz") for word in words])
    values = points.values[:, [points.names.index(word) for word in words]]
    usable = np.isfinite(values).all(axis=1) & ~points.silent
    low, high = np.percentile(octaves(values[usable], in_octaves), [1, 99], axis=0)

    def foretell(latents: Floats) -> tuple[Floats, Floats]:
        said, spread = (each[:, columns] for each in surrogate.predict(latents))
        above = octaves(said + spread, in_octaves)
        level = octaves(said, in_octaves)
        wide = np.maximum(high - low, 1e-12)
        return (level - low) / wide, (above - level) / wide

    return foretell
