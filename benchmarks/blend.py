"""How blends sound by figures, and how long one waits for them.

    python benchmarks/blend.py my.atlas --space waveform:NAME --pairs 40

Pairs of sounds of unequal lengths are blended half way, padded and stretched. Printed are medians:
the attack of the blend (seconds from 10 % to 90 % of its envelope's peak) beside the mean of its
two ends, both as the space keeps them; the pitch-blind centre of its spectrum beside theirs; and
the milliseconds of one decode a second of sound.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np

import timbrespace
from timbrespace.api.decoding import Decoder, open_decoder


def attack_s(wave: np.ndarray, rate: int) -> float:
    """Seconds from 10 % to 90 % of the peak of the envelope (5 ms means of the magnitude)."""
    n = max(1, round(0.005 * rate))
    envelope = np.convolve(np.abs(wave), np.ones(n) / n, "same")
    peak = envelope.max()
    high = int(np.argmax(envelope >= 0.9 * peak))
    below = np.flatnonzero(envelope[: high + 1] <= 0.1 * peak)
    return (high - (int(below[-1]) if len(below) else 0)) / rate


def centre_hz(wave: np.ndarray, rate: int) -> float:
    """Centroid of the power spectrum of the whole."""
    power = np.abs(np.fft.rfft(wave)) ** 2
    return float(power @ np.fft.rfftfreq(len(wave), 1 / rate) / max(power.sum(), 1e-12))


def unequal_pairs(decoder: Decoder, n: int, seed: int) -> list[tuple[str, str]]:
    """Pairs of which one is at least one and a half times as long as the other."""
    items = decoder.atlas.items
    ids, lengths = items["id"].tolist(), items["duration_s"].to_numpy(float)
    random, found = np.random.default_rng(seed), []
    for _ in range(1000 * n):
        a, b = random.choice(len(ids), 2, replace=False)
        if lengths[a] > 1.5 * lengths[b] > 0:
            found.append((str(ids[a]), str(ids[b])))
        if len(found) == n:
            break
    return found


def main() -> None:
    """Print the table."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("atlas", type=Path)
    words.add_argument("--space")
    words.add_argument("--pairs", type=int, default=40)
    words.add_argument("--seed", type=int, default=0)
    given = words.parse_args()
    decoder = open_decoder(timbrespace.open(given.atlas), given.space)
    rate = decoder.space.sample_rate
    pairs = unequal_pairs(decoder, given.pairs, given.seed)
    print(f"{decoder.space.id}, {len(pairs)} pairs of unequal lengths, medians")
    for fit in ("pad", "stretch"):
        rows = []
        for pair in pairs:
            blend = decoder.blend(pair, fit=fit)
            ends = [blend.sound(at=at).audio[0] for at in (0, 1)]
            begun_s = time.perf_counter()
            made = blend.sound(at=0.5)
            wait_s = time.perf_counter() - begun_s
            middle = made.audio[0]
            slower = attack_s(middle, rate) / max(np.mean([attack_s(e, rate) for e in ends]), 1e-3)
            shift = centre_hz(middle, rate) / np.mean([centre_hz(e, rate) for e in ends])
            rows.append((slower, shift, 1000 * wait_s / made.duration_s))
        slower, shift, wait_ms = np.median(rows, axis=0)
        print(
            f"  {fit:8s} attack {slower:.2f} times that of its ends, centre {shift:.2f} times, "
            f"{wait_ms:.0f} ms a second of sound"
        )


if __name__ == "__main__":
    main()
