"""What the tests of the faces share: a small real atlas, a real server, work that can wait."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import numpy as np
import pandas as pd
import soundfile

from timbrespace.api import Atlas
from timbrespace.app.server import Running, serve
from timbrespace.atlas import MapRecord, Store
from timbrespace.audio.decode import read
from timbrespace.spaces.base import Dim, SpaceRecord

SPACE = "toy:1"
MAP = "toy.1-pca-2d"

#: What is waited for comes far sooner; a machine whose cores are all busy is given time.
PATIENCE_S = 120.0

#: id -> (path, rate in Hz, channels, seconds, offset_s or None for the whole file, material)
SOUNDS = {
    "00000000000000a0": ("kick.wav", 44_100, 1, 0.25, None, "skin"),
    "00000000000000a1": ("deep/Kick.wav", 48_000, 2, 0.3, None, "wood"),
    "00000000000000a2": ("odd/array.wav", 192_000, 5, 0.2, None, None),
    "00000000000000a3": ("slow.wav", 4_000, 1, 0.5, None, "wood"),
    "00000000000000b0": ("long.wav", 16_000, 1, 1.0, 0.0, "glass"),
    "00000000000000b1": ("long.wav", 16_000, 1, 1.0, 1.0, "glass"),
    "00000000000000b2": ("long.wav", 16_000, 1, 0.5, 2.0, "glass"),
}
IDS = list(SOUNDS)


class ToyAtlas(Atlas):
    """An atlas whose model is three numbers, so that no network is needed."""

    def encode_file(self, sound, space=None):
        if not isinstance(sound, Path):
            raise AssertionError("the server hands over files of its own")
        return toy_latent(read(sound)[0])


def toy_latent(audio):
    level = float(np.sqrt(np.mean(audio**2)))
    change = float(np.mean(np.abs(np.diff(audio[0]))))
    return np.array([level, change, len(audio[0]) / 1e5], np.float32)


def tone(rate, channels, seconds, seed):
    rng = np.random.default_rng(seed)
    t = np.arange(round(rate * seconds)) / rate
    wave = 0.4 * np.sin(2 * np.pi * 220 * (1 + seed) * t) + 0.05 * rng.standard_normal(len(t))
    return np.stack([wave * (1 - 0.1 * c) for c in range(channels)], axis=1)


def write_sounds(folder):
    for seed, (path, rate, channels, seconds, offset_s, _) in enumerate(SOUNDS.values()):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if offset_s is None:
            soundfile.write(target, tone(rate, channels, seconds, seed), rate, subtype="PCM_16")
        elif not target.exists():
            soundfile.write(target, tone(rate, channels, 2.5, seed), rate, subtype="PCM_24")


def item_rows(ids=IDS):
    rows = []
    for item_id in ids:
        path, rate, channels, seconds, offset_s, material = SOUNDS[item_id]
        rows.append(
            {
                "id": item_id, "kind": "sound", "path": path, "offset_s": offset_s or 0.0,
                "duration_s": seconds, "sample_rate": rate, "channels": channels,
                "sha256": "0" * 64, "group": path, "label.material": material,
            }
        )  # fmt: skip
    return pd.DataFrame(rows)


def write_space(store, record, latents, ids=IDS):
    store.latents_writer(record).append(ids, list(np.asarray(latents, np.float32)))


def make_atlas(folder):
    """A finished atlas with a space, class scores, descriptors, and a map without one item."""
    sounds = folder / "sounds"
    write_sounds(sounds)
    store = Store(folder / "toy.atlas")
    store.prepare(space=SPACE, notes=["7 sounds"], credits=[{"title": "Toys", "by": "us"}])
    store.write_items(item_rows())
    store.write_rejects(pd.DataFrame([{"path": "x.txt", "reason": "not audio", "remedy": "-"}]))
    latents = [toy_latent(read(sounds / SOUNDS[i][0])[0]) + k / 10 for k, i in enumerate(IDS)]
    dims = tuple(Dim(f"toy.{i}") for i in range(3))
    write_space(store, SpaceRecord(SPACE, dims, None), latents)
    classes = tuple(Dim(name) for name in ("Speech", "Drum", "Bell"))
    write_space(store, SpaceRecord("yamnet-toy:scores", classes, 16_000), np.eye(7, 3) + 0.1)
    measured = (Dim("loudness_lufs", "LUFS", -60, 0), Dim("pitch_hz", "Hz"))
    write_space(
        store,
        SpaceRecord("descriptors", measured, None),
        [[-20.0 - i, 220.0 if i % 2 else np.nan] for i in range(len(IDS))],
    )
    write_map(store)
    return ToyAtlas(store, sounds)


def write_map(store, name=MAP, ids=IDS[:-1]):
    points = pd.DataFrame({"id": list(reversed(ids))})
    points["x"] = np.linspace(-1, 1, len(ids), dtype=np.float32)
    points["y"] = np.float32(0.5)
    points["trust"] = np.linspace(0, 1, len(ids), dtype=np.float32)
    store.write_map(MapRecord(name, SPACE, "pca", 2, n_items=len(ids), recall_at_10=0.5), points)


@contextmanager
def running(atlas_or_backend, **options) -> Iterator[Running]:
    """A real server in a thread."""
    ready: list[Running] = []
    is_ready, ended = threading.Event(), []

    def on_ready(found):
        ready.append(found)
        is_ready.set()

    def run():
        try:
            serve(atlas_or_backend, port=0, open_browser=False, on_ready=on_ready,
                  say=lambda line: None, **options)  # fmt: skip
        except BaseException as error:
            ended.append(error)
            is_ready.set()

    thread = threading.Thread(target=run)
    thread.start()
    assert is_ready.wait(PATIENCE_S), "the server did not start"
    assert not ended, ended
    try:
        yield ready[0]
    finally:
        ready[0].stop()
        thread.join(PATIENCE_S)
        assert not thread.is_alive(), "the server did not stop"
        assert not ended, ended


def page_of(server):
    origin = server.url.rstrip("/")
    return httpx.Client(base_url=server.url, headers={"origin": origin}, timeout=PATIENCE_S)


def until(condition, patience_s=PATIENCE_S):
    """Wait until something is so; what it was found to be."""
    end_s = time.monotonic() + patience_s
    while not (found := condition()):
        assert time.monotonic() < end_s, "waited in vain"
        time.sleep(0.01)
    return found


class SlowWork:
    """A job that goes on where it stopped, one step whenever it is let."""

    def __init__(self, steps=4):
        self.steps, self.done = steps, 0
        self.let = threading.Semaphore(0)
        self.fails: list[BaseException] = []

    def __call__(self, job):
        job.begin(total=self.steps)
        job.advance(self.done)
        while self.done < self.steps:
            while not self.let.acquire(timeout=0.02):
                job.check()
            if self.fails:
                raise self.fails.pop()
            self.done += 1
            job.advance(1)
