"""Seconds of sound per second of one core: all descriptors, streaming, and each on its own.

    python benchmarks/descriptors.py [--seconds 120] [--rate 44100] [--channels 1]

Counts the processor time of all threads together, prints the best of the repeats.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from timbrespace.semantics import loudness, pitch, spectral
from timbrespace.semantics.encoder import DescriptorEncoder, DescriptorStream
from timbrespace.semantics.framing import Feed

BLOCK = 65_536


def main() -> None:
    """Parse, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--rate", type=int, default=44_100)
    parser.add_argument("--channels", type=int, default=1)
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args()
    shape = (options.channels, round(options.seconds * options.rate))
    sound = np.random.default_rng(0).normal(scale=0.1, size=shape).astype(np.float32)
    encoder = DescriptorEncoder()
    rows: dict[str, Callable[[], Feed | DescriptorStream]] = {
        "all six": lambda: encoder.open_stream(options.rate)
    }
    modules = (loudness, spectral, pitch)
    for module, batch in zip(modules, DescriptorStream.batches, strict=True):
        name = module.__name__.rpartition(".")[2]
        analysis = module.analysis(options.rate)
        rows[name] = lambda a=analysis, b=batch: Feed(a, options.channels, b)
    print(f"{'':10} {'sound s / core s':>16}   ({options.rate} Hz, {options.channels} channels)")
    for name, begin in rows.items():
        took_s = min(seconds(begin, sound) for _ in range(options.repeats))
        print(f"{name:10} {options.seconds / took_s:16.0f}")


def seconds(begin: Callable[[], Feed | DescriptorStream], sound: NDArray[np.float32]) -> float:
    """Processor seconds for one sound."""
    began_s = time.process_time()
    stream = begin()
    for at in range(0, sound.shape[1], BLOCK):
        stream.push(sound[:, at : at + BLOCK])
    stream.finish()
    return time.process_time() - began_s


if __name__ == "__main__":
    main()
