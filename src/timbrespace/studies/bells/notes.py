"""The notes that the shipped voice learned from: tuned percussion of a free sound font.

Fluid (R3) GM by Frank Wen and contributors is under the MIT licence; Debian's package
``fluid-soundfont-gm`` has it. Rendering needs ``tinysoundfont`` (MIT):
``pip install --no-deps tinysoundfont``.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job, quiet_job

RATE_HZ = 48_000
#: General MIDI programs, and the notes that these instruments have.
INSTRUMENTS = {
    "celesta": (8, 60, 96),
    "glockenspiel": (9, 72, 103),
    "kalimba": (108, 48, 84),
    "marimba": (12, 45, 91),
    "music_box": (10, 60, 96),
    "steel_drums": (114, 52, 84),
    "tubular_bells": (14, 60, 79),
    "vibraphone": (11, 53, 89),
    "xylophone": (13, 65, 103),
}
#: Ranges of MIDI velocity, one take each.
VELOCITIES = ((30, 60), (50, 80), (70, 100), (90, 115), (105, 127))
#: All takes but the third are detuned by up to this much, so that pitch is learned as a whole.
MOST_CENTS = 100.0
BEND_PER_CENT = 8192 / 200
#: A note is kept until it is this far below its peak, and this long at most.
ENDED_DB = -65.0
LONGEST_S = 3.0
#: Silence in front, so that attacks are learned too.
LEAD_S = 0.05


@dataclass(frozen=True)
class Note:
    """One rendered file and what is known of it."""

    file: str
    instrument: str
    midi: int
    velocity: int
    detune_cents: float
    group: str
    split: str


def render_notes(
    soundfont: Path, folder: Path, seed: int = 0, job: Job | None = None
) -> list[Note]:
    """Render every instrument, note and velocity to WAV (48 kHz, mono, 16 bits), with labels.

    A fifth of the notes of each instrument is for testing, a tenth for validation, whole notes
    at a time.

    Args:
        soundfont: A General MIDI sound font (``.sf2``).
        folder: Gets the files and ``labels.csv``.
        seed: Of velocities, lengths and detunings.
        job: Progress in notes.

    Raises:
        TimbrespaceError: The sound font or ``tinysoundfont`` is missing.
    """
    import soundfile

    player = _Player(soundfont)
    job = quiet_job(job, "render")
    plans = list(_plans(seed))
    job.begin(len(plans), "Rendering notes", unit="notes")
    folder.mkdir(parents=True, exist_ok=True)
    notes = []
    for note, hold_s in plans:
        job.check()
        sound = player.play(note, hold_s)
        if len(sound):
            soundfile.write(folder / note.file, sound, RATE_HZ, subtype="PCM_16")
            notes.append(note)
        job.advance(1)
    with (folder / "labels.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(each.name for each in fields(Note))
        table.writerows(astuple(note) for note in notes)
    job.finish()
    return notes


def split_of(midi: int) -> str:
    """Which part of the split a note belongs to.

    Example:
        >>> [split_of(midi) for midi in (60, 62, 64)]
        ['train', 'test', 'validation']
    """
    if midi % 5 == 2:
        return "test"
    return "validation" if midi % 10 == 4 else "train"


def _plans(seed: int) -> Iterator[tuple[Note, float]]:
    rng = np.random.default_rng(seed)
    for instrument, (_, low, high) in INSTRUMENTS.items():
        for midi in range(low, high + 1):
            for take, velocities in enumerate(VELOCITIES):
                velocity = int(rng.integers(*velocities))
                cents = 0.0 if take == 2 else float(rng.uniform(-MOST_CENTS, MOST_CENTS))
                hold_s = float(rng.uniform(0.3, 2.5))
                file = f"{instrument}_{midi:03d}_{take}.wav"
                group = f"{instrument}-{midi}"
                cents = round(cents, 1)
                note = Note(file, instrument, midi, velocity, cents, group, split_of(midi))
                yield note, hold_s


class _Player:
    """A sound font, a note at a time, without reverberation."""

    def __init__(self, soundfont: Path) -> None:
        try:
            import tinysoundfont  # type: ignore[import-untyped,import-not-found,unused-ignore]
        except ModuleNotFoundError as error:
            raise TimbrespaceError(
                "Rendering notes needs tinysoundfont.",
                "pip install --no-deps tinysoundfont",
            ) from error
        if not soundfont.is_file():
            raise TimbrespaceError(
                f"There is no sound font '{soundfont}'.",
                "Debian's package fluid-soundfont-gm has /usr/share/sounds/sf2/FluidR3_GM.sf2.",
            )
        self._synth: Any = tinysoundfont.Synth(gain=0, samplerate=RATE_HZ)
        self._font = self._synth.sfload(str(soundfont))

    def play(self, note: Note, hold_s: float) -> NDArray[np.float32]:
        """``(T,)``: struck, held, let go; cut where it has died away, at a peak by velocity."""
        self._synth.sounds_off(0)
        self._generate(0.01)
        self._synth.program_select(0, self._font, 0, INSTRUMENTS[note.instrument][0])
        self._synth.pitchbend(0, round(8192 + note.detune_cents * BEND_PER_CENT))
        self._synth.noteon(0, note.midi, note.velocity)
        struck = self._generate(hold_s)
        self._synth.noteoff(0, note.midi)
        sound = np.concatenate([struck, self._generate(1.5)])
        peak = float(np.abs(sound).max())
        if not peak:
            return sound[:0]
        audible = np.flatnonzero(np.abs(sound) > peak * 10 ** (ENDED_DB / 20))
        end = min(int(audible[-1]) + RATE_HZ // 20, int(LONGEST_S * RATE_HZ))
        lead = np.zeros(int(LEAD_S * RATE_HZ), np.float32)
        return np.concatenate([lead, sound[:end] * (0.8 * note.velocity / 127 / peak)])

    def _generate(self, seconds: float) -> NDArray[np.float32]:
        both = np.frombuffer(bytes(self._synth.generate(int(seconds * RATE_HZ))), np.float32)
        mono: NDArray[np.float32] = both.reshape(-1, 2).mean(axis=1)
        return mono
