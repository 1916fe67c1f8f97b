"""Long sounds through a network in chunks that overlap, put together without seams.

A convolution hears only so far. Chunks that carry enough frames of their neighbours, which
are thrown away again, give what the whole would have given; memory stays bounded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from timbrespace.spaces.base import Audio, Latents
from timbrespace.spaces.trained.strides import Strides

#: About 12 s at 22,050 Hz: long enough that the overlap costs little.
CHUNK_SAMPLES = 2**18


@dataclass(frozen=True)
class Chunk:
    """Frames that go through the network together.

    Args:
        start: First frame that goes in.
        stop: End of what goes in.
        keep_start: First frame whose result is kept.
        keep_stop: End of what is kept.
    """

    start: int
    stop: int
    keep_start: int
    keep_stop: int


def chunks(n_frames: int, size: int, context: int) -> Iterator[Chunk]:
    """Chunks that keep each frame once, with up to ``context`` frames on either side.

    Example:
        >>> [(c.start, c.stop, c.keep_start, c.keep_stop) for c in chunks(5, size=3, context=1)]
        [(0, 4, 0, 3), (2, 5, 3, 5)]
    """
    for start in range(0, n_frames, size):
        stop = min(start + size, n_frames)
        yield Chunk(max(0, start - context), min(n_frames, stop + context), start, stop)


def encode_in_chunks(
    run: Callable[[Audio], Latents],
    audio: Audio,
    strides: Strides,
    context: int,
    chunk_samples: int = CHUNK_SAMPLES,
) -> Latents:
    """The frames ``(F, D)`` of a sound ``(T,)`` of any length.

    Args:
        run: The network, from ``(T,)`` to ``(F, D)``.
        audio: Its end is filled up with zeros to whole frames.
        strides: The network's geometry.
        context: How many frames on either side have a part in a frame.
        chunk_samples: About how much goes through the network at a time.
    """
    n_frames = strides.n_frames(len(audio))
    whole = np.zeros(strides.n_samples(n_frames), np.float32)
    whole[: len(audio)] = audio
    parts = []
    for chunk in chunks(n_frames, _size(strides, chunk_samples), context):
        start = chunk.start * strides.hop
        frames = run(whole[start : start + strides.n_samples(chunk.stop - chunk.start)])
        parts.append(frames[chunk.keep_start - chunk.start : chunk.keep_stop - chunk.start])
    return np.concatenate(parts)


def decode_in_chunks(
    run: Callable[[Latents], Audio],
    latents: Latents,
    strides: Strides,
    context: int,
    chunk_samples: int = CHUNK_SAMPLES,
) -> Audio:
    """The sound ``(T,)`` of frames ``(F, D)``, as long as the mirrored network makes it.

    Args:
        run: The network, from ``(F, D)`` to ``(T,)``.
        latents: At least one frame.
        strides: The network's geometry.
        context: How many frames on either side have a part in a sample.
        chunk_samples: About how much goes through the network at a time.
    """
    n_frames = len(latents)
    parts = []
    for chunk in chunks(n_frames, _size(strides, chunk_samples), context):
        sound = run(latents[chunk.start : chunk.stop])
        begin = (chunk.keep_start - chunk.start) * strides.hop
        end = (chunk.keep_stop - chunk.start) * strides.hop
        # What the last frame reaches beyond its hop belongs to the sound too.
        parts.append(sound[begin:] if chunk.keep_stop == n_frames else sound[begin:end])
    return np.concatenate(parts)


def _size(strides: Strides, chunk_samples: int) -> int:
    return max(1, chunk_samples // strides.hop)
