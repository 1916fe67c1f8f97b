"""A space of settings to be asked: what lies where, and where something lies."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from timbrespace.effects.base import Effect, Parameter
from timbrespace.errors import TimbrespaceError
from timbrespace.explore.neighbours import Neighbours
from timbrespace.explore.place import place
from timbrespace.settings.between import mixture
from timbrespace.settings.clip import Clip
from timbrespace.settings.embeddings import Embedding, OfMatcher, open_embedding
from timbrespace.settings.folder import COLOURS, KNOBS, Folder, Plan
from timbrespace.settings.growing import MAP
from timbrespace.settings.hearing import heard, listened
from timbrespace.settings.measures import NAMES

Floats = NDArray[np.float32]
How = Literal["between", "nearest", "predicted"]
Middle = Literal["sound", "map", "settings"]


@dataclass(frozen=True)
class Here:
    """A place of a space.

    Args:
        x: On the map.
        y: On the map.
        theta: The settings ``(P,)`` in 0..1.
        nearest: The point that lies nearest.
        more: What else there is to say.
    """

    x: float
    y: float
    theta: Floats
    nearest: int
    more: dict[str, Any] = field(default_factory=dict)


class SettingsSpace:
    """One state of a space of settings, read whole; what is read does not change.

    Args:
        path: The atlas.

    Raises:
        TimbrespaceError: It is no space of settings, or holds no points yet.
    """

    def __init__(self, path: Path) -> None:
        self.folder = Folder(path)
        about = self.folder.about()
        self.plan = Plan(**about["plan"])
        self.title = str(about["title"])
        self.parameters: tuple[Parameter, ...] = self.folder.parameters()
        store = self.folder.store
        try:
            tables = [
                store.latents(each) for each in (KNOBS, str(store.about()["space"]), COLOURS)
            ]
        except KeyError as error:  # Somebody makes them at this very moment.
            raise TimbrespaceError("There are no points yet.", "Wait a moment.") from error
        n = min(len(table.ids) for table in tables)
        self.ids = [f"{int(each):016x}" for each in tables[0].ids[:n]]
        knobs, latents, colours = (table.rows(self.ids) for table in tables)
        #: Settings ``(N, P)`` in 0..1.
        self.theta: Floats = knobs
        #: Where they lie in the embedding ``(N, D)``.
        self.latents: Floats = latents
        #: What was measured ``(N, K)``.
        self.descriptors: Floats = colours[:, : len(NAMES)]
        #: Points ``(N, 2)`` by map, NaN where one is not on it yet; and what made them.
        self.maps: dict[str, Floats] = {}
        self.figures: dict[str, dict[str, Any]] = {}
        for record in store.maps():
            self.maps[record.name] = self._points(record.name)
            self.figures[record.name] = record.params.get("figures", {})
        self._asking = threading.Lock()

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def clip(self) -> Clip:
        """What all settings were tried on."""
        return self.folder.clip()

    # From places to settings ------------------------------------------------------------

    def at(self, x: float, y: float, map_name: str = MAP, how: How = "between") -> Here:
        """The settings at a place of a map.

        Args:
            x: In -1..1.
            y: In -1..1.
            map_name: Which map.
            how: ``"nearest"``: those of the nearest point; ``"between"``: mixed of the nearest
                six; ``"predicted"``, in the latent of a matcher: what the matcher holds to be
                the settings of the nearest point, by its latent alone.

        Raises:
            TimbrespaceError: There is no such map, or nothing on it yet.
        """
        points = self._map(map_name)
        index, share = mixture(points, (x, y))
        if not len(index):
            raise TimbrespaceError("There is nothing on this map yet.", "Wait a moment.")
        nearest = int(index[0])
        if how == "nearest":
            return Here(*_xy(points[nearest]), self.theta[nearest], nearest)
        if how == "predicted":
            theta = self._predicted(nearest)
            return Here(*_xy(points[nearest]), theta, nearest)
        mixed = share @ self.theta[index].astype(np.float64)
        return Here(float(x), float(y), mixed.astype(np.float32), nearest)

    def _predicted(self, index: int) -> Floats:
        if not isinstance(self._embedding, OfMatcher):
            raise TimbrespaceError(
                "Only in the latent of a matcher can settings be predicted.",
                "Make a space with the embedding 'matcher'.",
            )
        with self._asking:
            return self._embedding.predicted(self._dry, self.latents[index], self.theta[index])

    def point(self, index: int, map_name: str = MAP) -> Here:
        """The settings of a point, and where it lies.

        Raises:
            TimbrespaceError: There is no such point or map.
        """
        self._check(index)
        return Here(*_xy(self._map(map_name)[index]), self.theta[index], index)

    def midpoint(self, a: int, b: int, map_name: str = MAP, how: Middle = "sound") -> Here:
        """Half way between two points.

        Args:
            a: A point.
            b: Another.
            map_name: Which map.
            how: ``"sound"``: the point that sounds nearest to both, by the mean of their
                places in the embedding; ``"map"``: half way on the map; ``"settings"``: half way
                of every knob, shown where the nearest such settings lie.

        Raises:
            TimbrespaceError: There are no such points.
        """
        for each in (a, b):
            self._check(each)
        points = self._map(map_name)
        if how == "map":
            x, y = _xy((points[a] + points[b]) / 2)
            return self.at(x, y, map_name)
        if how == "settings":
            theta = (self.theta[a] + self.theta[b]) / 2
            nearest = int(np.argmin(np.square(self.theta - theta).sum(axis=1)))
            return Here(*_xy(points[nearest]), theta, nearest)
        rows = self._near.preparation.apply(self.latents[[a, b]])
        away = self._near.preparation.apply(self.latents) - rows.mean(axis=0)
        squares = np.square(away).sum(axis=1)
        squares[[a, b]] = np.inf
        return self.point(int(np.argmin(squares)) if len(self) > 2 else a, map_name)

    # From settings and sounds to places ---------------------------------------------------

    def place(self, effect: Effect, theta: Floats, map_name: str = MAP) -> Here:
        """Where settings ``(P,)`` in 0..1 belong: the clip is heard under them.

        Raises:
            TimbrespaceError: The effect fails, or there is no such map.
        """
        row = np.asarray(theta, np.float32)[None]
        with self._asking:
            found = heard(effect, self.clip, row, self._embedding)
        here = self._placed(found.latents, map_name)
        more = here.more | self._said(found.descriptors[0])
        return Here(here.x, here.y, row[0], here.nearest, more)

    def reference(self, clip: Clip, map_name: str = MAP) -> Here:
        """Where another sound falls, and the settings there.

        Args:
            clip: The sound; where the effect was at work on other material than the clip of
                this space, ``distance`` lies far above ``usual``.
            map_name: Which map.
        """
        with self._asking:
            found = listened(clip.samples[None], self._embedding)
        here = self._placed(found.latents, map_name)
        more = here.more | self._said(found.descriptors[0])
        return Here(here.x, here.y, self.theta[here.nearest], here.nearest, more)

    def _placed(self, latents: Floats, map_name: str) -> Here:
        points = self._map(map_name)
        known = np.flatnonzero(np.isfinite(points).all(axis=1))
        near, distances = self._near.query(latents, 6)
        there = [int(each) for each in near[0]]
        (xy,), _ = place(latents, self.latents[known], points[known])
        more = {
            "distance": float(distances[0, 0]),
            "usual": self._usual,
            "neighbours": there,
        }
        return Here(*_xy(xy), self.theta[there[0]], there[0], more)

    def _said(self, descriptors: Floats) -> dict[str, Any]:
        return {"descriptors": dict(zip(NAMES, map(float, descriptors), strict=True))}

    # ----------------------------------------------------------------------------------

    @cached_property
    def _embedding(self) -> Embedding:
        needs = self.plan.embedding == "matcher"
        return open_embedding(self.plan.embedding, self._opened if needs else None)

    @cached_property
    def _opened(self) -> Effect:
        return self.folder.recipe().open()

    @cached_property
    def _dry(self) -> Floats:
        """The latent of the clip as it is."""
        found: Floats = listened(self.clip.samples[None], self._embedding).latents[0]
        return found

    @cached_property
    def _near(self) -> Neighbours:
        return Neighbours(self.latents)

    @cached_property
    def _usual(self) -> float:
        """The median distance of a point to its nearest other."""
        some = np.linspace(0, len(self) - 1, min(len(self), 200)).astype(np.int64)
        distances = self._near.of(some, 1)[1]
        return float(np.median(distances)) if distances.size else 0.0

    def _map(self, name: str) -> Floats:
        if name not in self.maps:
            raise TimbrespaceError(
                f"This space has no map '{name}' (it has: {', '.join(self.maps) or 'none yet'}).",
                "Choose one of those.",
            )
        return self.maps[name]

    def _points(self, name: str) -> Floats:
        table = self.folder.store.map(name)[1]
        rows = {item: row for row, item in enumerate(self.ids)}
        points = np.full((len(self), 2), np.nan, np.float32)
        at = np.array([rows.get(item, -1) for item in table["id"]], np.int64)
        points[at[at >= 0]] = table[["x", "y"]].to_numpy(np.float32)[at >= 0]
        return points

    def _check(self, index: int) -> None:
        if not 0 <= index < len(self):
            raise TimbrespaceError(
                f"There is no point {index}.", f"Points go from 0 to {len(self) - 1}."
            )


def _xy(point: NDArray[np.floating]) -> tuple[float, float]:
    return float(point[0]), float(point[1])
