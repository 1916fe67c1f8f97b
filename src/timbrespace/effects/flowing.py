"""Sounds of any length through a stream, block by block: memory is bounded by a block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from timbrespace.effects.base import Audio, Floats, Running

#: Samples given to a stream at a time.
BLOCK = 8_192
#: What rings on is kept until a block stays below this.
QUIET = 1e-3


def flowing(
    running: Running, blocks: Iterable[Audio], theta: Floats, tail: bool = False
) -> Iterator[Audio]:
    """What comes out of a stream, the delay taken off.

    Args:
        running: From silence.
        blocks: ``(C, n)`` each.
        theta: Settings ``(P,)`` in [0, 1].
        tail: Go on with what rings on, until it is 60 dB below full scale, and no longer than
            the stream says; else what comes out is as long as what went in.

    Yields:
        ``(C, n)`` float32, in order.
    """
    skip, channels = running.delay_samples, 0
    for block in blocks:
        channels = block.shape[0]
        for piece in _pieces(block):
            made = running.process(piece, theta)
            if skip < made.shape[1]:
                yield made[:, skip:]
            skip = max(0, skip - made.shape[1])
    if channels:
        yield from _after(running, theta, channels, skip, tail)


def _after(
    running: Running, theta: Floats, channels: int, skip: int, tail: bool
) -> Iterator[Audio]:
    """What the delay held back, and what rings on."""
    for size in _sizes(running.delay_samples):
        made = running.process(np.zeros((channels, size), np.float32), theta)
        yield made[:, skip:]
        skip = max(0, skip - size)
    for size in _sizes(running.tail_samples if tail else 0):
        made = running.process(np.zeros((channels, size), np.float32), theta)
        if np.abs(made).max(initial=0.0) < QUIET:
            return
        yield made


def _pieces(block: Audio) -> Iterator[Audio]:
    for at in range(0, block.shape[1], BLOCK):
        yield np.ascontiguousarray(block[:, at : at + BLOCK])


def _sizes(n_samples: int) -> Iterator[int]:
    for at in range(0, n_samples, BLOCK):
        yield min(BLOCK, n_samples - at)
