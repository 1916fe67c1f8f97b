"""Trained spaces: open one, list those that are here, put a sound through one and back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    from timbrespace.spaces.base import Audio, DecodingSpace, Latents
    from timbrespace.spaces.trained.installed import Installed


@dataclass(frozen=True)
class Reconstructed:
    """A sound that went through a space and back.

    Args:
        audio: What came back, ``(1, T)``, without the space's delay.
        sample_rate: Of the space, in Hz.
        latents: What it was in between, ``(F, D)``.
        notes: What was done to the sound first, as sentences.
    """

    audio: Audio
    sample_rate: int
    latents: Latents
    notes: tuple[str, ...]


def open_space(place: str | Path) -> DecodingSpace:
    """Open a trained space, and remember where a folder lies so that its name is enough later.

    Args:
        place: The path of a folder, or ``"stream:bells"``.

    Raises:
        TimbrespaceError: There is none, or it is damaged.
    """
    from timbrespace.spaces.trained import installed
    from timbrespace.spaces.trained.opening import open_space as open_it

    space = open_it(place)
    folder = installed.folder_of(place)
    if installed.VOICES not in folder.resolve().parents:
        installed.note(folder)
    return space


def spaces() -> list[Installed]:
    """All trained spaces that can be named here, those that ship first."""
    from timbrespace.spaces.trained.installed import listing

    return listing()


def reconstruct(
    space: str | Path | DecodingSpace, sound: Path | str, out: Path | str | None = None
) -> Reconstructed:
    """Put a sound of any rate, length and channel count through a space and back.

    Args:
        space: Open, or what :func:`open_space` takes.
        sound: A file.
        out: A WAV file to write; None writes none.

    Raises:
        TimbrespaceError: The sound can't be read, or the space can't be opened.

    Example:
        >>> reconstruct("stream:bells", "ding.wav", "again.wav")  # doctest: +SKIP
    """
    from timbrespace.audio.decode import read
    from timbrespace.audio.write import write_wav

    opened = open_space(space) if isinstance(space, str | Path) else space
    audio, rate = read(Path(sound).expanduser())
    notes = []
    if rate != opened.sample_rate:
        notes.append(f"Resampled from {rate} to {opened.sample_rate} Hz.")
    if audio.shape[0] > 1:
        notes.append(f"Mixed down from {audio.shape[0]} channels to one.")
    latents = opened.encode(audio, rate)
    n = round(audio.shape[1] * opened.sample_rate / rate)
    made = opened.decode(latents)[:, opened.delay_samples :][:, :n]
    if out is not None:
        written = write_wav(_wav(out), made, opened.sample_rate)
        if written.n_clipped:
            notes.append(f"{written.n_clipped} samples were over full scale, and are clipped.")
    return Reconstructed(made, opened.sample_rate, latents, tuple(notes))


def _wav(out: Path | str) -> Path:
    path = Path(out).expanduser()
    if path.suffix.lower() not in (".wav", ".wave"):
        raise TimbrespaceError(f"'{path}' is no WAV file.", "End its name in .wav.")
    if not path.parent.is_dir():
        raise TimbrespaceError(f"There is no folder '{path.parent}'.", "Make it first.")
    return path
