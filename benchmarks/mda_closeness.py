"""How near our differentiable effects come to the mda plug-ins that they were measured on.

    python benchmarks/mda_closeness.py [--data FOLDER] [--effects overdrive ...] [--settings 32]

Both get the same sounds and the same settings, drawn evenly over all ranges, at 44.1 kHz, where
the plug-ins' own constants hold. Distances are medians over sounds and settings: MR-STFT
(Yamamoto et al. 2020) and mel bands in dB, of ours to the real one, beside those of the dry sound
to the real one (what doing nothing would score) and of the real one under the settings of the
next draw (what wrong settings would). *Left* is the level of the difference of the two
waveforms beside the real one. With ``--data``, the folder that holds ``speech``, ``music_genres``
and ``instruments``, three real sounds of each are taken; else made ones.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np

from timbrespace.audio.resample import Resampler
from timbrespace.effects.base import Audio, Effect, values
from timbrespace.effects.catalogue import own
from timbrespace.effects.own import OwnEffect
from timbrespace.effects.plugins import open_plugin
from timbrespace.studies.effects.closeness import SUITE, compared, real_place
from timbrespace.studies.effects.matching_items import RATE_HZ

RATE = RATE_HZ
SECONDS = 3.0
#: -12 dBFS, as the study's sounds had.
PEAK = 10 ** (-12 / 20)
SUFFIXES = {".wav", ".flac", ".ogg"}
COLUMNS = ("MR-STFT", "dry", "wrong settings", "mel dB", "dry", "wrong settings", "left dB")


def main() -> None:
    """Parse, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path)
    parser.add_argument("--effects", nargs="*", default=SUITE)
    parser.add_argument("--settings", type=int, default=32)
    options = parser.parse_args()
    sounds = list(read(options.data) if options.data else made())
    print(f"{len(sounds)} sounds of {SECONDS} s, {options.settings} settings, {RATE} Hz; medians")
    print(f"| effect | {' | '.join(COLUMNS)} | worst setting |")
    print(f"|---|{'---|' * len(COLUMNS)}---|")
    for name in options.effects:
        ours, real = own(name), open_plugin(real_place(name))
        print(row(ours, real, np.stack(sounds), options.settings), flush=True)


def row(ours: OwnEffect, real: Effect, x: Audio, settings: int) -> str:
    """One line of the table."""
    theta, table = compared(ours, real, x, settings)
    cells = np.median(table.reshape(-1, len(COLUMNS)), axis=0)
    by_setting = np.median(table[:, :, 0], axis=1)
    worst = ", ".join(
        f"{name} {value:.3g}" for name, value in values(ours, theta[by_setting.argmax()]).items()
    )
    shown = " | ".join(f"{cell:.3f}" if i < 3 else f"{cell:.1f}" for i, cell in enumerate(cells))
    return f"| {ours.title} | {shown} | {by_setting.max():.2f} at {worst} |"


def made() -> Iterator[Audio]:
    """A plucked chord, drum hits, and a voice-like buzz whose vowel changes."""
    t = np.arange(int(SECONDS * RATE)) / RATE
    rng = np.random.default_rng(0)
    partials = [
        np.sin(2 * np.pi * f * t) / i
        for f in (110, 165, 277)
        for i, f in enumerate(f * np.arange(1, 12), 1)
    ]
    yield normal(sum(partials) * np.exp(-2 * (t % 1.0)))
    yield normal(rng.normal(size=len(t)) * np.exp(-18 * (t % 0.375)))
    buzz = np.sum([np.sin(2 * np.pi * 140 * i * t) for i in range(1, 30)], axis=0)
    vowel = 1 + 0.8 * np.sin(2 * np.pi * 3 * t)
    yield normal(np.convolve(buzz * vowel, np.hanning(24), "same"))


def read(data: Path) -> Iterator[Audio]:
    """Three sounds of each kind, long enough, the first channel, from where they are loud."""
    from timbrespace.audio.decode import read as read_file

    for kind in ("speech", "music_genres", "instruments"):
        paths = sorted(each for each in (data / kind).rglob("*") if each.suffix in SUFFIXES)
        taken = 0
        for path in paths[:: max(1, len(paths) // 40)]:
            sound, rate = read_file(path)
            one = Resampler(rate, RATE).push(sound[:1], last=True)[0]
            if len(one) >= SECONDS * RATE and taken < 3:
                taken += 1
                yield normal(one[: int(SECONDS * RATE)])


def normal(sound: np.ndarray) -> Audio:
    """To the peak that the study's sounds had."""
    return (sound * PEAK / np.abs(sound).max()).astype(np.float32)


if __name__ == "__main__":
    main()
