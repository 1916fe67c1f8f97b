"""Trials from a folder: a folder for each, in it the reference and what is compared with it."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from timbrespace.errors import TimbrespaceError
from timbrespace.listening.design import REFERENCE, Audio, Trial

SOUNDS = {".wav", ".flac", ".ogg", ".mp3", ".aif", ".aiff", ".m4a"}


def read_trials(folder: Path) -> list[Trial]:
    """The trials of a folder, in the order of their names.

    Each of its folders is a trial: ``reference.wav``, and any other sounds, each a condition of
    the name of its file (those that begin with ``anchor`` are anchors). All are brought to the
    reference's rate; one channel is doubled where the reference has two.

    Raises:
        TimbrespaceError: There are no trials, one has no reference, or a sound cannot be read.
    """
    folders = sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
    trials = [_read_trial(path) for path in folders if sounds_of(path)]
    if not trials:
        raise TimbrespaceError(
            f"'{folder}' holds no trials.",
            "Make a folder for each trial, with reference.wav and what is compared with it.",
        )
    return trials


def sounds_of(folder: Path) -> list[Path]:
    """The sounds that lie in a folder, by name."""
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in SOUNDS)


def _read_trial(folder: Path) -> Trial:
    from timbrespace.audio.decode import read

    found = {path.stem: path for path in sounds_of(folder)}
    if REFERENCE not in found:
        raise TimbrespaceError(
            f"Trial '{folder.name}' has no reference.", f"Call one of its sounds {REFERENCE}.wav."
        )
    reference, rate_hz = read(found.pop(REFERENCE))
    conditions = {
        name: like(reference, *read(path), rate_hz=rate_hz) for name, path in found.items()
    }
    return Trial(folder.name, reference, conditions, rate_hz)


def like(reference: Audio, sound: Audio, own_hz: int, *, rate_hz: int) -> Audio:
    """A sound at the rate, and with the channels, of what it is compared with.

    Args:
        reference: Samples ``(C, T)``.
        sound: Samples ``(C', T')``.
        own_hz: Rate of the sound.
        rate_hz: Rate of the reference.
    """
    import soxr

    if own_hz != rate_hz:
        sound = soxr.resample(sound.T, own_hz, rate_hz).T
    if len(sound) == 1 and len(reference) == 2:
        sound = np.repeat(sound, 2, axis=0)
    return np.asarray(sound, np.float32)
