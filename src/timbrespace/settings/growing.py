"""A space of settings in the making: points are added, placed, and laid out again and again."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from timbrespace.atlas import LatentsWriter, MapRecord, writing
from timbrespace.effects.base import Effect
from timbrespace.errors import TimbrespaceError
from timbrespace.explore.layout import MethodName, compute
from timbrespace.explore.place import place
from timbrespace.jobs import Job, quiet_job
from timbrespace.settings.clip import Clip
from timbrespace.settings.drawn import drawn
from timbrespace.settings.embeddings import Embedding
from timbrespace.settings.folder import Folder, Plan, item_ids
from timbrespace.settings.hearing import heard

#: So many points first, and so many behind.
FIRST, MOST = 1_000, 10_000
#: More are not laid out while somebody waits.
LARGEST = 50_000
#: At these counts all points are laid out anew; before the first there is a map by PCA.
STAGES = (250, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000)
#: Points that are rendered at a time, and the least time between two looks at the map.
CHUNK, LOOK_S = 16, 0.6
#: The fewest that a map is made of.
FEWEST = 12
#: The map that grows.
MAP = "umap"
#: Nearer than usual, so that islands stay playable surfaces.
PARAMS = {"n_neighbors": 15, "min_dist": 0.25}

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Grown:
    """How far a space has come.

    Args:
        n_points: Rows that are on disk.
        n_placed: Of those, how many lie on the map.
        map: Which map.
    """

    n_points: int
    n_placed: int
    map: str = MAP


class Growing:
    """Adds points to a folder and lays them out; what is on disk already stays.

    Args:
        folder: The atlas.
        effect: The effect.
        clip: What it is tried on.
        embedding: What points are laid out by.
        plan: What decides all of it.
        text: Of the preset, where the effect is one.
        job: Counts settings, can cancel.
        on_grown: Told whenever there is more to be seen.
    """

    def __init__(
        self,
        folder: Path,
        effect: Effect,
        clip: Clip,
        embedding: Embedding,
        plan: Plan,
        *,
        text: str = "",
        job: Job | None = None,
        on_grown: Callable[[Grown], None] = lambda grown: None,
    ) -> None:
        if not effect.parameters:
            raise TimbrespaceError(
                f"{effect.title} has no settings.", "Choose an effect that has some."
            )
        self._folder = Folder(folder)
        self._effect, self._clip, self._embedding, self._plan = effect, clip, embedding, plan
        self._text = text
        self._job = quiet_job(job, "settings")
        self._on_grown = on_grown
        self._latents: list[Floats] = []
        self._points = np.zeros((0, 2), np.float32)
        self._record: MapRecord | None = None
        self._looked_s = 0.0
        self._what = f"{effect.title} on {clip.title}"

    def run(self, n: int, most: int) -> None:
        """Grow to ``n`` points, then on to ``most``, unless there are as many already.

        Raises:
            TimbrespaceError: The folder holds something else, or another process writes there.
            Cancelled: The job was asked to stop; what there is stays.
        """
        if not 1 <= n <= most <= LARGEST:
            raise TimbrespaceError(
                f"{n} to {most} settings are not to be had.", f"Ask for 1 to {LARGEST:,}."
            )
        theta = drawn(self._effect, most, self._plan.seed)
        with writing(self._folder.path):
            self._folder.prepare(
                self._plan, self._effect, self._clip, self._embedding.record, self._text
            )
            writers = self._folder.writers(self._effect, self._embedding.record)
            done = self._resume(writers, theta)
            for goal in dict.fromkeys((n, most)):
                self._job.begin(goal, self._what)
                self._job.advance(min(done, goal))
                for stage in _stages(done, goal):
                    done = self._reach(stage, writers, theta, done)
                    self._lay_out(theta[:done])

    # Points ---------------------------------------------------------------------------

    def _resume(self, writers: Sequence[LatentsWriter], theta: Floats) -> int:
        """How many points are there already; half of one is forgotten."""
        ids = item_ids(self._effect, self._clip, theta)
        kept = [i for i, item in enumerate(ids) if all(item in writer for writer in writers)]
        done = next((i for i, at in enumerate(kept) if i != at), len(kept))
        for writer in writers:
            writer.put_in_order(ids[:done])
        if done:
            reader = self._folder.store.latents(self._embedding.record.id)
            self._latents = [reader.rows(ids[:done])]
            self._recall_map(ids)
        self._ids = ids
        return done

    def _recall_map(self, ids: list[str]) -> None:
        if MAP not in [record.name for record in self._folder.store.maps()]:
            return
        record, table = self._folder.store.map(MAP)
        n = len(table)
        if table["id"].tolist() == ids[:n]:
            self._record = record
            self._points = table[["x", "y"]].to_numpy(np.float32)

    def _reach(self, goal: int, writers: Sequence[LatentsWriter], theta: Floats, done: int) -> int:
        while done < goal:
            self._job.check()
            part = slice(done, min(goal, done + CHUNK))
            some = theta[part]
            found = heard(self._effect, self._clip, some, self._embedding)
            values = [each.value(some[:, i]) for i, each in enumerate(self._effect.parameters)]
            colours = np.concatenate([found.descriptors, np.stack(values, axis=1)], axis=1)
            for writer, rows in zip(writers, (found.latents, colours, some), strict=True):
                writer.append(self._ids[part], list(np.asarray(rows, np.float32)))
            self._latents.append(found.latents)
            done = part.stop
            self._job.advance(len(some))
            if time.monotonic() - self._looked_s > LOOK_S and done < goal:
                self._place(done)
        return done

    # Maps -----------------------------------------------------------------------------

    def _place(self, done: int) -> None:
        """Let new points be seen where they belong on the map that there is."""
        if done < FEWEST:
            return
        latents = np.concatenate(self._latents)
        if self._record is None or self._record.method == "pca":
            self._map(latents, "pca")
        else:
            n = len(self._points)
            new = place(latents[n:], latents[:n], self._points)[0]
            self._points = np.concatenate([self._points, new])
            self._keep()

    def _lay_out(self, theta: Floats) -> None:
        latents = np.concatenate(self._latents)
        whole = self._record is not None and self._record.params.get("laid_out") == len(latents)
        if not whole:
            self._job.say(f"Laying out {len(latents):,} settings")
            self._map(latents, "umap" if len(latents) >= STAGES[0] else "pca")
            self._job.say(self._what)
        self._folder.write_items(self._effect, self._clip, theta)

    def _map(self, latents: Floats, method: MethodName) -> None:
        init = None
        if len(self._points):
            init = np.full((len(latents), 2), np.nan, np.float32)
            init[: len(self._points)] = self._points
            if method == "umap" and len(latents) > len(self._points):
                n = len(self._points)
                init[n:] = place(latents[n:], latents[:n], self._points)[0]
        params = PARAMS if method == "umap" else {}
        made = compute(latents, method, seed=self._plan.seed, params=params, init=init)
        self._points = made.points
        self._record = MapRecord(
            MAP, self._embedding.record.id, method, 2, len(latents), self._plan.seed,
            {**made.params, "laid_out": len(latents)},
        )  # fmt: skip
        self._keep()

    def _keep(self) -> None:
        assert self._record is not None
        n = len(self._points)
        self._record = replace(self._record, n_items=n)
        self._folder.write_map(self._record, self._ids[:n], self._points)
        self._looked_s = time.monotonic()
        n_points = sum(len(each) for each in self._latents)
        self._on_grown(Grown(n_points, n))


def _stages(done: int, goal: int) -> list[int]:
    """The counts at which all is laid out, up to the goal.

    Example:
        >>> _stages(0, 1_000), _stages(1_000, 3_000), _stages(40, 40)
        ([250, 1000], [2000, 3000], [40])
    """
    return [each for each in STAGES if done < each < goal] + [goal]
