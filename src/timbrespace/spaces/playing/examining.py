"""What can be found out about any voice by playing it: noise, seams, delay, speed."""

from __future__ import annotations

import time
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from timbrespace.jobs import Job, quiet_job
from timbrespace.spaces.base import Latents
from timbrespace.spaces.playing.turning import N_AFTER, heard_late

if TYPE_CHECKING:
    from timbrespace.spaces.voice import Voice

BLOCKS = (64, 128, 256, 512, 1024, 2048)
#: Each block size is timed for about so long, and for at least so many blocks.
_TIMED_S, _FEWEST_PUSHES = 0.6, 12
#: Sounds are the same up to so much.
SAME = 1e-5
_N_FRAMES, _N_TURNS = 24, 7


@dataclass(frozen=True)
class Speed:
    """How fast a voice is, at one block size.

    Args:
        block: Samples at the voice's rate; what is heard at a time.
        frames: Frames of latents that go through the voice at a time.
        real_time: Seconds of sound made in a second.
        p50_ms: What such a push takes in the median.
        p95_ms: What 95 % of them don't exceed.
    """

    block: int
    frames: int
    real_time: float
    p50_ms: float
    p95_ms: float


@dataclass(frozen=True)
class Examination:
    """What came out.

    Args:
        repeats: Whether the same latents gave the same samples.
        noise_db: Level of the difference between two repeats, against the sound; None where
            there is none.
        blocks_differ: By how much samples played in blocks differ from all at once, at most;
            None where the voice does not repeat itself.
        heard_late_samples: The median of what sudden changes of latents were late; None where
            the voice does not repeat itself.
        speeds: By block size.
    """

    repeats: bool
    noise_db: float | None
    blocks_differ: float | None
    heard_late_samples: int | None
    speeds: tuple[Speed, ...]

    @property
    def streams(self) -> bool | None:
        """Whether blocks of any size give what the whole gives; None where it can't be told."""
        return None if self.blocks_differ is None else self.blocks_differ <= SAME


def examine(
    voice: Voice, blocks: tuple[int, ...] = BLOCKS, *, seed: int = 0, job: Job | None = None
) -> Examination:
    """Play a voice in several ways and compare.

    Args:
        voice: Opened.
        blocks: Block sizes to time, in samples at its rate.
        seed: Of the latents.
        job: Progress in steps.

    Raises:
        Cancelled: The job was asked to stop.
    """
    job = quiet_job(job, "inspect")
    job.begin(3 + len(blocks), "Playing it twice", unit="steps")
    latents = drawn(voice, _N_FRAMES, seed)
    whole = voice.open_player().push(latents)
    noise = voice.open_player().push(latents) - whole
    repeats = bool(np.abs(noise).max(initial=0.0) <= SAME)
    _next(job, "Playing it in blocks")
    differ = float(np.abs(_in_blocks(voice, latents) - whole).max()) if repeats else None
    _next(job, "Changing its latents suddenly")
    late = _heard_late(voice, seed) if repeats else None
    _next(job, "Timing it")
    speeds = []
    for block in blocks:
        speeds.append(_timed(voice, block, seed))
        _next(job, f"Timed blocks of {block}")
    job.finish()
    level = None if repeats else _level_db(noise) - _level_db(whole)
    return Examination(repeats, level, differ, late, tuple(speeds))


def drawn(voice: Voice, n_frames: int, seed: int = 0) -> Latents:
    """Latents ``(F, D)`` as the voice usually has them: of real sounds, or within its ranges.

    Example:
        >>> from timbrespace.spaces.playing.opening import open_voice
        >>> drawn(open_voice("stream:bells"), 5).shape
        (5, 16)
    """
    rng = np.random.default_rng(seed)
    usual = voice.usual()
    if usual is not None and len(usual):
        return usual[rng.integers(len(usual), size=n_frames)]
    low = np.array([-3.0 if dim.low is None else dim.low for dim in voice.dims])
    high = np.array([3.0 if dim.high is None else dim.high for dim in voice.dims])
    # Ranges hold nearly all of a normal distribution, so a sixth of one is its spread.
    normal = rng.normal(size=(n_frames, len(low)))
    return np.asarray((low + high) / 2 + normal * (high - low) / 6, np.float32)


def _next(job: Job, message: str) -> None:
    job.check()
    job.advance(1, message)


def _in_blocks(voice: Voice, latents: Latents) -> np.ndarray:
    player = voice.open_player()
    cuts = (0, 1, 2, 5, 6, 10, 17, len(latents))
    return np.concatenate([player.push(latents[a:b]) for a, b in pairwise(cuts)], axis=1)


def _heard_late(voice: Voice, seed: int) -> int:
    """The median over several changes: where two latents sound alike, one says little."""
    player = voice.open_player()

    def play(latents: Latents) -> np.ndarray:
        player.reset()
        return player.push(latents)

    n_after = N_AFTER + -(-voice.delay_samples // voice.hop)
    ends = drawn(voice, 2 * _N_TURNS, seed + 1).reshape(_N_TURNS, 2, -1)
    late = [heard_late(play, here, there, voice.hop, n_after) for here, there in ends]
    return int(np.median(late))


def _timed(voice: Voice, block: int, seed: int) -> Speed:
    n_frames = max(1, round(block / voice.hop))
    player, latents = voice.open_player(), drawn(voice, n_frames, seed)
    for _ in range(3):  # The first calls prepare themselves.
        player.push(latents)
    took_s: list[float] = []
    ends_s = time.perf_counter() + _TIMED_S
    while time.perf_counter() < ends_s or len(took_s) < _FEWEST_PUSHES:
        began_s = time.perf_counter()
        player.push(latents)
        took_s.append(time.perf_counter() - began_s)
    sound_s = n_frames * voice.hop / voice.sample_rate
    p50, p95 = np.percentile(took_s, [50, 95]) * 1000.0
    return Speed(block, n_frames, sound_s * len(took_s) / sum(took_s), float(p50), float(p95))


def _level_db(sound: np.ndarray) -> float:
    return float(10.0 * np.log10(max(float(np.mean(np.square(sound))), 1e-20)))
