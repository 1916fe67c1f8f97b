"""The voices of the study: named, given, or trained here on speech."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from timbrespace.errors import Cancelled, TimbrespaceError
from timbrespace.studies.sonify.places import speech_of
from timbrespace.studies.sonify.sizes import Sizes, VoiceCast

if TYPE_CHECKING:
    from timbrespace.jobs import Job
    from timbrespace.studies import Options

#: The voice that is given by ``--voice`` or trained here.
SPEECH = "speech"


@dataclass(frozen=True)
class Role:
    """One voice, or what stands in its way.

    Args:
        cast: Which.
        place: What opens it; empty where it can't be had.
        said: What a reader must know of it.
    """

    cast: VoiceCast
    place: str
    said: str = ""


def cast_voices(options: Options, sizes: Sizes, job: Job) -> list[Role]:
    """All voices of a run; one that can't be had is named with its reason.

    Args:
        options: ``voice``, ``data``, folder and seed.
        sizes: Which there should be.
        job: Progress; can be stopped.
    """
    roles = []
    for cast in sizes.voices:
        try:
            roles.append(_role(cast, options, sizes, job))
        except Cancelled:
            raise
        except TimbrespaceError as error:
            roles.append(Role(cast, "", f"{cast.title} is not in this run. {error}"))
    return roles


def _role(cast: VoiceCast, options: Options, sizes: Sizes, job: Job) -> Role:
    from timbrespace.api.voices import open_voice

    if cast.place:
        open_voice(cast.place)
        return Role(cast, cast.place)
    if options.voice:
        voice = open_voice(options.voice)
        return Role(replace(cast, title=voice.title), options.voice)
    return _trained(cast, options, sizes, job)


def _trained(cast: VoiceCast, options: Options, sizes: Sizes, job: Job) -> Role:
    """A WaveNet of the collection's speech; in a small run, of sounds made by code."""
    from timbrespace.api.training import train

    sounds, said = speech_of(options.data), ""
    if sounds is None:
        if not options.small:
            raise TimbrespaceError(
                "There is no speech to train it on.",
                "Name a trained voice (--voice my.space), or put speech/ into --data.",
            )
        sounds = _struck(options.out / "made" / "sounds", options.seed, job)
        said = "The WaveNet learned from struck bodies made by code: it does not speak."
    folder = options.out / "voices" / f"{SPEECH}.space"
    if not folder.is_dir():
        train("wavenet", sounds, folder, measure=False, seed=options.seed, job=job, **sizes.speech)
    return Role(cast, str(folder), said)


def _struck(folder: Path, seed: int, job: Job) -> Path:
    from timbrespace.corpus.synth.folder import write_corpus

    if not (folder / "labels.csv").is_file():
        write_corpus(folder, per_cell=1, seed=seed, job=job)
    return folder
