"""Items become sounds: some of the items, by one voice and one coupling."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from timbrespace.api.sonifying import fit
from timbrespace.jobs import Job
from timbrespace.sonify.carrying import paths_of, placed
from timbrespace.sonify.folder import COUPLED, Folder, Line
from timbrespace.sonify.making import make_sounds
from timbrespace.sonify.order import GIVEN, arranged
from timbrespace.sonify.plan import Plan, plan_of
from timbrespace.sonify.rendering import LOUDNESS_LUFS
from timbrespace.spaces.data.items import DataItems, offsets_of

if TYPE_CHECKING:
    from timbrespace.sonify.coupling import How
    from timbrespace.sonify.posterior import Posterior
    from timbrespace.spaces.base import Audio, Latents
    from timbrespace.spaces.data.base import DataSpace
    from timbrespace.spaces.voice import Voice

#: What a data space was not trained with, nor stopped by.
HELD_OUT = "test"


@dataclass(frozen=True)
class Sounding:
    """What is needed to make items heard.

    Args:
        space: Of the data.
        items: Those that are heard.
        voice: That plays.
        home: Where it is at home.
        seconds: Of each sound.
        seed: Of the coupling.
    """

    space: DataSpace
    items: DataItems
    voice: Voice
    home: Posterior
    seconds: float
    seed: int

    def write(self, folder: Folder, how: How, job: Job) -> list[Line]:
        """A WAV for each item; called again, it goes on where it stopped.

        Args:
            folder: Of the sounds; what another plan left in it is replaced.
            how: The coupling.
            job: Progress; can be stopped between batches.
        """
        coupling = fit(self.space, self.voice, self.home, how, seed=self.seed, job=job)
        plan = self._plan(how)
        where = placed(self.items, coupling, plan.path, job)
        order = arranged(self.items, plan.order)
        paths = paths_of(plan, self.items, order, where, self.home, self.voice)
        if folder.about().get("plan") not in (None, plan.facts()):
            # The study's own folder, with what ears have said of those sounds.
            shutil.rmtree(folder.path)
        folder.prepare(plan)
        folder.keep_runs(COUPLED, [paths.track(i) for i in range(len(self.items))])
        folder.note(coupling=coupling.facts)
        return make_sounds(folder, self.items, paths, self.voice, LOUDNESS_LUFS, job)

    def is_of_another(self, folder: Folder) -> bool:
        """Whether a folder holds sounds of another space, voice, length or seed."""
        plan = folder.about().get("plan")
        wanted = {
            "space_hash": self.space.model_hash, "voice_hash": self.voice.model_hash,
            "seconds": self.seconds, "seed": self.seed,
        }  # fmt: skip
        return plan is not None and any(plan[name] != value for name, value in wanted.items())

    def _plan(self, how: How) -> Plan:
        return plan_of(
            self.space, self.items, self.voice, self.home, how=how,
            path="motion" if self.items.moves else "hold", order=GIVEN, seconds=self.seconds,
            seed=self.seed,
        )  # fmt: skip


def read_sounds(folder: Folder, lines: list[Line]) -> Iterator[tuple[Audio, int]]:
    """The sounds ``(C, T)`` of a folder with their rates, in the order of its lines."""
    from timbrespace.audio.decode import read

    for line in lines:
        yield read(folder.sounds / line.path)


def sent_of(folder: Folder) -> list[Latents]:
    """The latents ``(F, K)`` that the voice was sent for each item."""
    return folder.runs(COUPLED)


def chosen(items: DataItems, label: str, n: int, seed: int = 0) -> DataItems:
    """At most ``n`` items that have a label: held-out ones first, classes in turn.

    Args:
        items: All.
        label: Its name.
        n: How many.
        seed: Of the order within a class.
    """
    values = items.labelled(label)
    held = is_held_out(items)
    order = np.random.default_rng([seed, 7]).permutation(len(items))
    turn: dict[tuple[bool, str], int] = {}
    ranked = []
    for i in order:
        if values[i]:
            key = (not held[i], values[i])
            turn[key] = turn.get(key, 0) + 1
            ranked.append((not held[i], turn[key], int(i)))
    kept = sorted(i for _, _, i in sorted(ranked)[:n])
    return taken(items, kept)


def taken(items: DataItems, rows: list[int]) -> DataItems:
    """Some of the items, in that order."""
    runs = [items.rows(i) for i in rows]
    offsets = offsets_of(runs)
    table = items.table.iloc[rows].reset_index(drop=True)
    return DataItems(table, np.concatenate(runs), offsets, items.rate_hz)


def is_held_out(items: DataItems) -> NDArray[np.bool_]:
    """Which items the data's space neither learned from nor was stopped by."""
    if "part" not in items.table:
        return np.zeros(len(items), bool)
    return np.asarray(items.table["part"].to_numpy() == HELD_OUT)


def folder_of(out: Path, data: str, voice: str, how: str) -> Folder:
    """Where the sounds of one coupling lie."""
    return Folder(out / "sounds" / f"{data}-{voice}-{how}")
