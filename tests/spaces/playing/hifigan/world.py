"""A voice of a tiny generator, on disk."""

from __future__ import annotations

import numpy as np

from timbrespace.audio.write import write_wav
from timbrespace.spaces.playing.hifigan.making import make

from . import tiny


def write_sounds(folder):
    """Ten noises of several colours."""
    folder.mkdir()
    rng = np.random.default_rng(0)
    for i in range(10):
        noise = np.convolve(rng.normal(size=22_050), np.ones(1 + i), "same") / (1 + i)
        write_wav(folder / f"{i}.wav", (0.3 * noise)[None].astype(np.float32), 22_050)
    return folder


def made(folder, **changes):
    """The voice; its config has to be the caller's own."""
    path = tiny.checkpoint(folder / "tiny.pth.tar")
    sounds = folder / "sounds" if (folder / "sounds").is_dir() else write_sounds(folder / "sounds")
    arguments = {"n_dims": 3, "weights": path, "shape": tiny.TINY} | changes
    return make(sounds, folder / "tiny.voice", **arguments)
