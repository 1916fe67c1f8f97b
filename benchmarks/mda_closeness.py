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
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np

from timbrespace.audio.resample import Resampler
from timbrespace.effects.base import Audio, Effect, Floats, values
from timbrespace.effects.catalogue import own
from timbrespace.effects.drawing import draw_settings
from timbrespace.effects.own import OwnEffect
from timbrespace.effects.plugins import PluginEffect, open_plugin
from timbrespace.measure.distances import Source

RATE = 44_100
SECONDS = 3.0
#: -12 dBFS, as the study's sounds had.
PEAK = 10 ** (-12 / 20)
REAL = {"flanger": "ThruZero", "multiband": "MultiBand", "ringmod": "RingMod"}
#: Our names of what the plug-in calls otherwise.
RENAMED = {"delay": {"left": "l_delay", "right": "r_delay", "tone": "fb_tone", "mix": "fx_mix"}}
SUFFIXES = {".wav", ".flac", ".ogg"}
SUITE = "overdrive ringmod combo delay ambience dynamics multiband flanger leslie".split()
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
        ours, real = own(name), open_plugin(f"lv2:{REAL.get(name, name)}")
        print(row(ours, real, np.stack(sounds)[:, None], options.settings), flush=True)


def row(ours: OwnEffect, real: PluginEffect, x: Audio, settings: int) -> str:
    """One line of the table."""
    theta = draw_settings(ours, settings, 0)
    on_real = np.stack([on_ports(ours, real, each) for each in theta])
    found = []  # (settings, sounds, columns)
    for i in range(settings):
        target, wrong = (through(real, x, on_real[j]) for j in (i, (i + 1) % settings))
        mine = through(ours, x, theta[i])
        found.append([distances(*each) for each in zip(target, mine, x[:, 0], wrong, strict=True)])
    table = np.array(found)
    cells = np.median(table.reshape(-1, len(COLUMNS)), axis=0)
    by_setting = np.median(table[:, :, 0], axis=1)
    worst = ", ".join(
        f"{name} {value:.3g}" for name, value in values(ours, theta[by_setting.argmax()]).items()
    )
    shown = " | ".join(f"{cell:.3f}" if i < 3 else f"{cell:.1f}" for i, cell in enumerate(cells))
    return f"| {ours.title} | {shown} | {by_setting.max():.2f} at {worst} |"


def distances(target: Audio, ours: Audio, dry: Audio, wrong: Audio) -> list[float]:
    """All columns of one sound ``(T,)`` under one setting."""
    reference = Source(target, RATE)
    rivals = (ours, dry, wrong)
    spectral = [reference.multi_resolution_stft(each) for each in rivals]
    mel_db = [reference.level_distances_db(each)[0] for each in rivals]
    left = float(np.mean((ours - target) ** 2) / max(np.mean(target**2), 1e-20))
    return [*spectral, *mel_db, 10 * np.log10(max(left, 1e-20))]


def through(effect: Effect, x: Audio, theta: Floats) -> Audio:
    """Sounds ``(N, 1, T)`` under one setting, as ``(N, T)``."""
    y: Audio = effect.apply(x, np.repeat(theta[None], len(x), axis=0), RATE)[:, 0]
    return y


def on_ports(ours: OwnEffect, real: PluginEffect, theta: Floats) -> Floats:
    """The same settings on the plug-in; what ours lacks stays as the plug-in starts."""
    names = [each.name for each in ours.parameters]
    if find_spec(f"{ours.room}.ports") is not None:
        to_ports: Callable[..., dict[str, float]] = import_module(f"{ours.room}.ports").ports
        ports = to_ports(RATE, **values(ours, theta))
    else:
        renamed = RENAMED.get(ours.id, {})
        ports = {renamed.get(n, n): at for n, at in zip(names, theta, strict=True)}
    known = {each.name for each in real.parameters}
    if not ports.keys() <= known:
        raise SystemExit(f"{real.title} has no {ports.keys() - known}; it has {known}")
    return np.array([each.theta(ports.get(each.name, each.default)) for each in real.parameters])


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
