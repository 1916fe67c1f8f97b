"""Sounds of the atlas through an effect, as a ZIP that is sent while it is being made."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, cast

import numpy as np

from timbrespace.app.export import (
    PIECE_BYTES,
    TABLE,
    Exported,
    Pipe,
    table_of,
    unique_names,
    zip_entry,
)
from timbrespace.app.wav import Clip
from timbrespace.effects.base import Audio, Effect, Floats
from timbrespace.effects.levels import gain_in, gain_to, peak_of
from timbrespace.effects.whole import BLOCK
from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from timbrespace.effects.presets import Preset


@dataclass(frozen=True)
class Through:
    """One sound on its way through an effect.

    Args:
        path: Its path in the atlas.
        clip: Where it is, None where it can't be had.
        facts: Its row of the table.
        missing: Why it can't be had, else ``""``.
    """

    path: str
    clip: Clip | None
    facts: dict[str, object]
    missing: str = ""


def zipped_through(
    effect: Effect,
    theta: NDArray[np.float32],
    sounds: list[Through],
    input_peak_db: float | None = None,
) -> Iterator[bytes]:
    """The sounds through the effect, ``items.csv`` and ``preset.toml``, piece by piece.

    Each is as long as it was and at its own rate; what would be over full scale is made quieter,
    and the table says by how much. Each is made when the ones before it are sent.
    """
    from timbrespace.effects.presets import preset_of

    wide = np.asarray(theta, np.float64)
    with tempfile.TemporaryDirectory(prefix="timbrespace-") as folder:
        path = Path(folder) / "made.wav"
        made = (through(effect, wide, sound, path, input_peak_db) for sound in sounds)
        preset = preset_of(effect, wide, input_peak_db=input_peak_db)
        yield from archived(made, [each.path for each in sounds], preset)


def archived(made: Iterable[Exported], paths: list[str], preset: Preset) -> Iterator[bytes]:
    """Rendered sounds, ``preset.toml`` and ``items.csv`` as a ZIP, piece by piece.

    Args:
        made: Each is asked for when the ones before it are sent.
        paths: What they were called.
        preset: What they went through.
    """
    names = unique_names([str(PurePosixPath(each).with_suffix(".wav")) for each in paths])
    pipe, done = Pipe(), []
    with zipfile.ZipFile(cast(BinaryIO, pipe), "w", zipfile.ZIP_STORED) as archive:
        for each, name in zip(made, names, strict=True):
            done.append(each)
            if each.clip is not None:
                with archive.open(zip_entry(name), "w", force_zip64=True) as entry:
                    for piece in _pieces(each.clip.path):
                        entry.write(piece)
                        yield pipe.take()
        with archive.open(zip_entry("preset.toml"), "w") as entry:
            entry.write(preset.toml().encode())
        with archive.open(zip_entry(TABLE), "w") as entry:
            entry.write(table_of(done, names).encode())
    yield pipe.take()


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE_BYTES):
            yield piece


def through(
    effect: Effect, theta: Floats, sound: Through, path: Path, input_peak_db: float | None = None
) -> Exported:
    """One sound under settings ``(P,)``, written to a path; what can't be had says why."""
    if sound.clip is None:
        return Exported(sound.path, None, {**sound.facts, "quieter_db": ""}, sound.missing)
    try:
        quieter_db = render(effect, theta, sound.clip, path, input_peak_db)
    except TimbrespaceError as error:
        return Exported(sound.path, None, {**sound.facts, "quieter_db": ""}, str(error))
    return Exported(sound.path, Clip(path), {**sound.facts, "quieter_db": quieter_db})


def render(
    effect: Effect, theta: Floats, clip: Clip, path: Path, input_peak_db: float | None = None
) -> float:
    """Write a sound under settings ``(P,)``; by how many dB it was made quieter.

    With an input peak, in dBFS, it comes in at that, and out at the peak that it had.

    Raises:
        TimbrespaceError: It can't be read, or the effect fails.
    """
    from timbrespace.audio.decode import read
    from timbrespace.audio.write import write_wav

    audio, rate = read(clip.path, clip.offset_s, clip.duration_s)
    if audio.shape[0] > 2:
        audio = audio.mean(axis=0, keepdims=True)
    own = peak_of(audio)
    if input_peak_db is not None:
        audio = audio * np.float32(gain_in(own, input_peak_db))
    made = _streamed(effect, theta, audio, rate)
    if input_peak_db is not None:
        made = made * np.float32(gain_to(peak_of(made), own))
    over = max(1.0, peak_of(made))
    write_wav(path, made / np.float32(over), rate)
    return round(20 * float(np.log10(over)), 2)


def _streamed(effect: Effect, theta: Floats, audio: Audio, rate: int) -> Audio:
    running = effect.stream(rate, audio.shape[0])
    try:
        delay = running.delay_samples
        longer = np.pad(audio, ((0, 0), (0, delay)))
        parts = [
            running.process(np.ascontiguousarray(longer[:, at : at + BLOCK]), theta)
            for at in range(0, longer.shape[1], BLOCK)
        ]
        return np.concatenate(parts, axis=1)[:, delay:]
    finally:
        running.close()
