"""What a program does not say of itself, found out by trying: state, noise, seams, delay.

Programs may add noise. Wherever two runs are compared, both draw the same noise: the same seed,
in the same shapes.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from timbrespace.spaces.base import Audio, Latents
from timbrespace.spaces.playing.nn_tilde.decoder import Decoder
from timbrespace.spaces.playing.turning import N_AFTER, heard_late

#: Frames of a trial: what reaches farther than half of them counts as endless.
N_FRAMES = 24
#: Sudden changes that are listened to.
_N_TURNS = 3
#: Where the whole is cut, to be played in blocks.
_CUTS = (0, 1, 2, 5, 6, 10, 17, N_FRAMES)
#: Sounds are the same up to so much of their peak.
_SAME = 1e-5


@dataclass(frozen=True)
class Trial:
    """What came out.

    Args:
        keeps_state: Whether it remembers what it decoded: an export for streaming.
        repeats: Whether the same latents from the same state give the same samples.
        blocks_equal: Whether decoding block by block gives what decoding at once gives; None
            where noise forbids to tell.
        context: Frames on either side of a frame that its samples depend on; None where that is
            all of them. 0 where state takes care of it.
        delay_samples: By which a change of latents is heard late, beyond the context.
    """

    keeps_state: bool
    repeats: bool
    blocks_equal: bool | None
    context: int | None
    delay_samples: int

    @property
    def one_by_one(self) -> bool:
        """Whether only frame after frame gives the same samples for blocks of any size."""
        return self.blocks_equal is False and not self.overlaps

    @property
    def overlaps(self) -> bool:
        """Whether blocks have to be decoded together with their neighbours."""
        return not self.keeps_state and self.context is not None and self.context > 0


def try_out(decoder: Decoder) -> Trial:
    """Find out how a decoder behaves; it stays as it was.

    Raises:
        TimbrespaceError: It does not decode what it says it decodes.
    """
    rng = np.random.default_rng(0)
    latents = rng.normal(size=(N_FRAMES, decoder.n_dims)).astype(np.float32)
    first = decoder.fresh()
    whole, again = _seeded(first, latents, 0), _seeded(first, latents, 0)
    keeps_state = not _same(whole, again)
    repeats = _same(whole, _seeded(decoder.fresh(), latents, 1))
    return Trial(
        keeps_state=keeps_state,
        repeats=repeats,
        blocks_equal=_blocks_equal(decoder.fresh(), latents, whole) if repeats else None,
        context=0 if keeps_state else _context(decoder, latents, whole),
        delay_samples=_delay(decoder, rng),
    )


def _blocks_equal(decoder: Decoder, latents: Latents, whole: Audio) -> bool:
    blocks = [decoder(latents[start:stop]) for start, stop in pairwise(_CUTS)]
    return _same(np.concatenate(blocks, axis=1), whole)


def _context(decoder: Decoder, latents: Latents, whole: Audio) -> int | None:
    """How far a change of one frame is heard, in frames to either side."""
    middle = N_FRAMES // 2
    changed = latents.copy()
    changed[middle] += 1.0
    difference = np.abs(_seeded(decoder.fresh(), changed, 0) - whole)
    by_frame = difference.reshape(len(whole), N_FRAMES, -1).max(axis=(0, 2))
    reached = np.flatnonzero(by_frame > _SAME * _peak(whole))
    if not len(reached):
        return 0
    farthest = int(np.abs(reached - middle).max())
    return farthest if farthest < middle - 1 else None


def _delay(decoder: Decoder, rng: np.random.Generator) -> int:
    """By how many samples the sound lags behind a sudden change of all dims."""

    def play(latents: Latents) -> Audio:
        return _seeded(decoder.fresh(), latents, 0)

    ends = rng.normal(size=(_N_TURNS, 2, decoder.n_dims)).astype(np.float32)
    late = [heard_late(play, here, there, decoder.hop, N_AFTER) for here, there in ends]
    return int(np.median(late))


def _seeded(decoder: Decoder, latents: Latents, seed: int) -> Audio:
    import torch

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return decoder(latents)


def _same(a: Audio, b: Audio) -> bool:
    return bool(np.abs(a - b).max() <= _SAME * max(_peak(a), _peak(b)))


def _peak(sound: Audio) -> float:
    return max(float(np.abs(sound).max()), 1e-6)
