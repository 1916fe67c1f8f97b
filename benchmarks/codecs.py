"""What each baseline codec gives at each bit rate on real music, and how fast it is.

    python benchmarks/codecs.py FOLDER [--clips 12] [--rates 2,6,15,30,90]

Prints a table: asked and measured kbit/s, the metrics of docs/music-autoencoder.md, and how many
seconds of sound go through in a second. Transforms are fitted on other clips than those measured.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from timbrespace import scan
from timbrespace.audio.decode import read
from timbrespace.measure.codecs.base import Codec
from timbrespace.measure.codecs.frames import fit_dct, fit_pca
from timbrespace.measure.codecs.mel_pca import N_MELS, fit_mel_pca
from timbrespace.measure.codecs.opus import Opus
from timbrespace.measure.codecs.pcm import Pcm
from timbrespace.measure.reconstruction import Sound, compare

RATE_HZ, BITS, HOP = 22_050, 8, 256


def main() -> None:
    """Parse, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--clips", type=int, default=12)
    parser.add_argument("--rates", default="2,6,15,30,90", help="kbit/s")
    said = parser.parse_args()
    measured, fitted = clips(said.folder, said.clips)
    print(f"{len(measured)} clips at {RATE_HZ} Hz; transforms fitted on {len(fitted)} others\n")
    print("| asked | codec | kbit/s | SI-SDR dB | MR-STFT | mel dB | LSD dB | x real time |")
    print("|---|---|---|---|---|---|---|---|")
    for rate in map(float, said.rates.split(",")):
        for codec in at(rate, [sound.audio[0] for sound in fitted]):
            print(row(rate, codec, measured), flush=True)


def clips(folder: Path, n: int) -> tuple[list[Sound], list[Sound]]:
    """Clips to measure on and clips to fit on, of different groups."""
    items = scan(folder).items.sort_values("path")
    order = np.random.default_rng(0).permutation(len(items))
    measured: list[Sound] = []
    fitted: list[Sound] = []
    for item in items.iloc[order].itertuples():
        wanted = measured if hash_of(str(item.group)) else fitted
        if len(wanted) < n:
            audio, rate = read(folder / str(item.path), 0.0, 5.0)
            mono = audio.mean(axis=0, keepdims=True)
            if rate == RATE_HZ:
                wanted.append(Sound(str(item.path), mono, rate, str(item.group)))
    return measured, fitted


def hash_of(group: str) -> bool:
    """Half of all groups, the same on every machine."""
    return bool(sum(group.encode()) % 2)


def at(kbit_s: float, sounds: list[np.ndarray]) -> Iterator[Codec]:
    """The baselines that can go at a rate."""
    density = kbit_s * 1000 / BITS / RATE_HZ
    yield Pcm.at(kbit_s, RATE_HZ)
    yield Opus.at(kbit_s)
    if density <= 1:
        yield fit_dct(sounds, density, BITS)
        yield fit_pca(sounds, density, BITS)
    if density * HOP <= N_MELS:
        yield fit_mel_pca(sounds, RATE_HZ, density * HOP, HOP, BITS)


def row(asked: float, codec: Codec, sounds: list[Sound]) -> str:
    """One codec on all clips."""
    began_s = time.process_time()
    for sound in sounds:
        codec.carry(sound.audio[0], RATE_HZ)
    spent_s = time.process_time() - began_s
    (heard,) = compare([codec], sounds, RATE_HZ).heard
    values = np.nanmean(heard.table(), axis=0)
    seconds = sum(sound.audio.shape[1] for sound in sounds) / RATE_HZ
    cells = [f"{value:.2f}" for value in values]
    return (
        f"| {asked:g} | {codec.title} | {np.mean(heard.kbit_s):.2f} | {' | '.join(cells)} "
        f"| {seconds / spent_s:.0f} |"
    )


if __name__ == "__main__":
    main()
