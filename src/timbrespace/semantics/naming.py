"""Descriptors by name, wherever they come from: the contract that surrogates measure by.

A name is one of :data:`~timbrespace.semantics.table.DESCRIPTORS` (``"brightness"``), a class of
YAMNet (``"yamnet:Glass"``), or a class of a probe that is kept (``"probe:material=glass"``).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from timbrespace.semantics.descriptors import describe
from timbrespace.semantics.sources import SOURCES, source_of
from timbrespace.semantics.table import Descriptor, chosen


def descriptor(name: str) -> Descriptor:
    """What is known of a descriptor: title, unit, range, source.

    Raises:
        TimbrespaceError: There is no descriptor of that name.

    Example:
        >>> descriptor("centroid_hz").unit, descriptor("yamnet:glass").title
        ('Hz', 'Glass')
    """
    source = source_of(name)
    return chosen([name])[0] if source is None else source.descriptor(name)


def measure(names: Sequence[str], x: NDArray[np.float32], sample_rate: int) -> NDArray[np.float64]:
    """Values ``(B, K)`` of the named descriptors for sounds ``(B, C, T)``; NaN where undefined.

    Raises:
        TimbrespaceError: There is no descriptor of one of the names, or the model it comes from
            is not at hand.

    Example:
        >>> tone = np.sin(2 * np.pi * 440 * np.arange(48_000) / 48_000).astype(np.float32)
        >>> measure(["pitch_hz", "duration_s"], tone[None, None], 48_000).round().tolist()
        [[440.0, 1.0]]
    """
    values = np.full((len(x), len(names)), np.nan)
    for source in (None, *SOURCES):
        own = [name for name in dict.fromkeys(names) if source_of(name) is source]
        if not own:
            continue
        if source is None:
            measured = describe(x, sample_rate, own)
            found = np.stack([np.asarray(measured[name], np.float64) for name in own], axis=-1)
        else:
            found = source.measure(own, x, sample_rate)
        for k, name in enumerate(names):
            if name in own:
                values[:, k] = found[:, own.index(name)]
    return values
