"""Pools: clean scenes with their styles, and renderings of an effect with theirs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.atlas.files import write_atomically
from timbrespace.effects.base import Effect
from timbrespace.effects.drawing import draw_settings
from timbrespace.jobs import Job, quiet_job
from timbrespace.matching.learning.scenes import Scenes
from timbrespace.matching.sound import Floats, Mono, at_peak
from timbrespace.matching.style import N_FIGURES, style

#: A rendering whose style moved by less than this (mean of differences) can't be heard to differ.
AUDIBLE = 0.5
_SILENT = 1e-5
#: Scenes between two looks at whether to stop, and two writings.
_CHUNK = 200


@dataclass(frozen=True)
class Dry:
    """Styles of clean scenes.

    Args:
        scene: ``(N, D)``.
        sibling: Of another scene of the same source, ``(N, D)``.
    """

    scene: Floats
    sibling: Floats


@dataclass(frozen=True)
class Wet:
    """Renderings of the scenes by one effect.

    Args:
        theta: True settings ``(N, P)``.
        style: Of what came out ``(N, D)``.
        usable: Which came out finite and not silent ``(N,)``.
        audible: Which differ from their scene in style ``(N,)``; recorded, not sifted by.
    """

    theta: Floats
    style: Floats
    usable: NDArray[np.bool_]
    audible: NDArray[np.bool_]


def dry_pool(scenes: Scenes, n: int, seed: int, keep: Path | None, job: Job | None = None) -> Dry:
    """Styles of ``n`` pairs of scenes; goes on where it stopped if ``keep`` names a file.

    Raises:
        Cancelled: The job was asked to stop; what was done is kept.
    """

    def work(i: int) -> tuple[Floats, ...]:
        one, other = scenes.pair((seed, i))
        return style(one, scenes.sample_rate), style(other, scenes.sample_rate)

    scene, sibling = _filled((N_FIGURES, N_FIGURES), n, work, keep, job, "Listening to scenes")
    return Dry(scene, sibling)


def wet_pool(
    effect: Effect,
    scenes: Scenes,
    dry: Dry,
    seed: int,
    keep: Path | None,
    job: Job | None = None,
) -> Wet:
    """The same scenes through an effect, one setting each.

    Raises:
        Cancelled: The job was asked to stop; what was done is kept.
    """
    n = len(dry.scene)
    theta = draw_settings(effect, n, seed)

    def work(i: int) -> tuple[Floats, ...]:
        made = render(effect, scenes.pair((seed, i))[0], theta[i], scenes.sample_rate)
        alive = bool(np.isfinite(made).all()) and float((made**2).mean()) > _SILENT
        return style(made if alive else np.zeros_like(made), scenes.sample_rate), np.array([alive])

    heard, alive = _filled((N_FIGURES, 1), n, work, keep, job, f"Rendering {effect.title}")
    usable = alive[:, 0] > 0.5
    audible = np.abs(heard - dry.scene).mean(axis=1) > AUDIBLE
    return Wet(theta, heard, usable, audible & usable)


def render(effect: Effect, sound: Mono, theta: Floats, sample_rate: int) -> Mono:
    """One sound ``(T,)`` under settings ``(P,)``, at -12 dBFS peak before and after."""
    made = effect.apply(at_peak(sound)[None, None], theta[None], sample_rate)[0, 0]
    return at_peak(np.asarray(made, np.float32))


def _filled(
    widths: tuple[int, ...], n: int, work: Any, keep: Path | None, job: Job | None, title: str
) -> list[Floats]:
    """Rows of several arrays, each row by one call; read and kept in a file between."""
    job = quiet_job(job, "render")
    made, done = [np.zeros((n, width)) for width in widths], 0
    if keep is not None and keep.is_file():
        made, done = _read(keep, made)
    job.begin(n, title, unit="scenes")
    job.advance(done)
    while done < n:
        job.check()
        until = min(n, done + _CHUNK)
        for i in range(done, until):
            for array, row in zip(made, work(i), strict=True):
                array[i] = row
            job.advance()
        done = until
        if keep is not None:
            _write(keep, made, done)
    return made


def _read(keep: Path, made: list[Floats]) -> tuple[list[Floats], int]:
    with np.load(keep) as held:
        done = min(int(held["done"]), len(made[0]))
        for i, array in enumerate(made):
            array[:done] = held[f"a{i}"][:done]
    return made, done


def _write(keep: Path, made: list[Floats], done: int) -> None:
    keep.parent.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, Any] = {f"a{i}": a.astype(np.float32) for i, a in enumerate(made)}

    def write(aside: Path) -> None:
        with aside.open("wb") as file:
            np.savez(file, done=np.array(done), **arrays)

    write_atomically(keep, write)
