"""A space that decodes and needs no training: frames are the cosine transform of blocks.

It is linear and loses nothing, so a blend of latents is the same blend of the sounds.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from timbrespace.spaces.base import Dim
from timbrespace.spaces.trained import folder as folders
from timbrespace.spaces.trained import installed, opening

KIND = "dct"
RATE_HZ = 16_000
HOP = 64
#: By which what it decodes lags behind, as a causal model's would.
DELAY = 32
DIMS = tuple(Dim(f"c{i}") for i in range(HOP))


class DctSpace:
    """See :class:`timbrespace.spaces.base.DecodingSpace`."""

    kind, sample_rate, hop, delay_samples, dims = KIND, RATE_HZ, HOP, DELAY, DIMS

    def __init__(self, folder: Path) -> None:
        self.name = folders.read(folder).name
        self.id = f"{KIND}:{self.name}"
        self.model_hash = folders.model_hash(folder)

    def encode(self, audio, sample_rate):
        from scipy.fft import dct

        assert sample_rate == RATE_HZ, "the tests resample before"
        mono = audio.mean(axis=0)
        n_frames = -(-len(mono) // HOP)
        blocks = np.pad(mono, (0, n_frames * HOP - len(mono))).reshape(n_frames, HOP)
        return dct(blocks, norm="ortho", axis=1).astype(np.float32)

    def decode(self, latents):
        from scipy.fft import idct

        sound = idct(latents.astype(np.float64), norm="ortho", axis=1).reshape(1, -1)
        return np.pad(sound, ((0, 0), (DELAY, 0)))[:, : sound.shape[1]].astype(np.float32)


def open_folder(folder: Path) -> DctSpace:
    return DctSpace(folder)


def write(folder: Path, name: str = "toy", version: int = 1) -> Path:
    """The folder of such a space; another version has another hash."""
    facts = folders.SpaceFacts(KIND, name, RATE_HZ, HOP, DIMS, DELAY, {"version": version})
    folders.write(folder, facts, {}, lambda path: path.write_bytes(b"no graph"), {})
    return folder


def register(monkeypatch) -> None:
    """Let the kind be opened here, as the entry point of a package would."""
    monkeypatch.setitem(opening.OWN, KIND, __name__)


def learn(folder: Path) -> str:
    """This user has trained it, or named it before."""
    return installed.note(folder)


def add_to(atlas, folder: Path) -> None:
    """Give an atlas the frames of all its sounds in the space of a folder."""
    from timbrespace.api.decoding import Decoder
    from timbrespace.spaces.base import SpaceRecord

    space = DctSpace(folder)
    decoder = Decoder(atlas, space)
    ids = atlas.items["id"].tolist()
    tracks = [decoder.blend([item]).tracks[0] for item in ids]
    record = SpaceRecord(space.id, DIMS, RATE_HZ, HOP, framed=True, model_hash=space.model_hash)
    atlas.store.latents_writer(record).append(ids, tracks)
