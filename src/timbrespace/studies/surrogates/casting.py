"""The voices of the study: opened, made, or missing and why."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from timbrespace.errors import Cancelled, TimbrespaceError
from timbrespace.jobs import Job
from timbrespace.studies.surrogates.sizes import Cast, Sizes


@dataclass(frozen=True)
class Role:
    """One voice, or what stands in its way.

    Args:
        cast: Which.
        place: What opens it; empty where it can't be had.
        missing: Why not, and what to do.
    """

    cast: Cast
    place: str
    missing: str = ""


def cast_voices(sizes: Sizes, sounds: Path, out: Path, seed: int, job: Job) -> list[Role]:
    """All voices of a run; one that can't be had is named with its reason.

    Args:
        sizes: Which there should be.
        sounds: What HiFi-GAN's axes are fitted to, and what a space of the study's own learns.
        out: Folder of the study.
        seed: Of what is made.
        job: Progress; can be stopped.
    """
    roles = []
    for cast in sizes.voices:
        try:
            roles.append(Role(cast, _place_of(cast, sizes, sounds, out, seed, job)))
        except Cancelled:
            raise
        except TimbrespaceError as error:
            roles.append(Role(cast, "", str(error)))
    return roles


def _place_of(cast: Cast, sizes: Sizes, sounds: Path, out: Path, seed: int, job: Job) -> str:
    from timbrespace.api.voices import open_voice

    if cast.name == "hifigan":
        return _hifigan(sounds, out / "voices" / "hifigan.voice", seed, job)
    if cast.name == "bodies":
        return _trained(sizes, sounds, out / "voices" / "bodies", seed, job)
    open_voice(cast.place)
    return cast.place


def _hifigan(sounds: Path, folder: Path, seed: int, job: Job) -> str:
    from timbrespace.api.voices import make_hifigan, open_voice

    if not folder.is_dir():
        make_hifigan(sounds, folder, seed=seed, job=job)
    open_voice(folder)
    return str(folder)


def _trained(sizes: Sizes, sounds: Path, folder: Path, seed: int, job: Job) -> str:
    from timbrespace.api.training import train

    if not folder.is_dir():
        train(
            "stream", sounds, folder, preset="small", max_minutes=sizes.train_minutes, seed=seed,
            measure=False, job=job,
        )  # fmt: skip
    return str(folder)
