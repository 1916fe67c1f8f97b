"""A trajectory played again, by the voice that played it or by another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from timbrespace.errors import TimbrespaceError
from timbrespace.live.history import Stand
from timbrespace.live.matching import carry
from timbrespace.live.smoothing import Smoother
from timbrespace.live.stage import Stage
from timbrespace.live.trajectory import Passage
from timbrespace.spaces.base import Latents

By = Literal["latents", "words"]


def frames_for(
    stage: Stage, passages: Sequence[Passage], *, by: By = "latents", smooth_ms: float = 0.0
) -> tuple[Latents, list[str]]:
    """The frames ``(F, D)`` with which a voice plays a trajectory, and what was done to it.

    Args:
        stage: The voice.
        passages: Of the trajectory.
        by: ``latents`` carries them over (:func:`timbrespace.live.matching.carry`), ``words``
            looks for latents of this voice at which the words are as they were held.
        smooth_ms: With which the latents of words glide, as they do live.

    Raises:
        TimbrespaceError: By words: none was held, or this voice has none of them.
    """
    if not passages:
        raise TimbrespaceError("The performance has no frames.", "Record another.")
    frame_s = stage.voice.hop / stage.voice.sample_rate
    begin_s = passages[0].time_s[0]
    end_s = max(passage.time_s[-1] for passage in passages)
    times_s = begin_s + frame_s * np.arange(1 + int((end_s - begin_s) / frame_s + 1e-6))
    made = np.zeros((len(times_s), len(stage.voice.dims)), np.float32)
    said: list[str] = []
    for passage in passages:
        if by == "words":
            rows = _by_words(stage, passage)
            said.append(f"by words: {', '.join(passage.words)}")
        else:
            rows, how = carry(passage.latents, passage.usual, stage.usual)
            said.append(how)
        inside = times_s >= passage.time_s[0] - 1e-9
        for dim in range(made.shape[1]):
            made[inside, dim] = np.interp(times_s[inside], passage.time_s, rows[:, dim])
    if by == "words":
        _glide(made, frame_s, smooth_ms)
    return made, list(dict.fromkeys(said))


def _by_words(stage: Stage, passage: Passage) -> Latents:
    names = [name for name in passage.words if name in stage.words]
    if not names:
        raise TimbrespaceError(
            f"The performance held no word that '{stage.voice.id}' has.",
            "Replay its latents instead.",
        )
    wanted = np.stack([passage.words[name] for name in names], axis=1)
    rows = np.zeros((len(wanted), len(stage.voice.dims)), np.float32)
    stand, before = stage.start, None
    for i, values in enumerate(wanted):
        now = {n: float(v) for n, v in zip(names, values, strict=True) if np.isfinite(v)}
        if now and now != before:
            stand, before = stage.move(Stand(stand.latents), now), now
        rows[i] = stand.latents
    return rows


def _glide(frames: Latents, frame_s: float, ms: float) -> None:
    smoother = Smoother(frames[0], frame_s, ms)
    for frame in frames:
        smoother.go(frame)
        smoother.fill(frame[None])
