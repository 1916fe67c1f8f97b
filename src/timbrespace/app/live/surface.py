"""The map as a playing surface: a place between sounds as a latent between theirs."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.app.answers import CallError

if TYPE_CHECKING:
    from timbrespace.app.view import View

#: Sounds that one place is made of.
MOST_NEAR = 16


class Surface:
    """The latents that an atlas has in the space of a voice, one for each item.

    Args:
        view: The atlas, which does not change meanwhile.
        voice: Id of the voice, which is that of its space.
        n_dims: Of the voice.
    """

    def __init__(self, view: View, voice: str, n_dims: int) -> None:
        self.view = view
        self.voice = voice
        self._n_dims = n_dims
        self.space = _space_of(view, voice, n_dims)
        self._latents = self._read()

    def facts(self) -> dict[str, Any]:
        """What the page asks before it lets anybody play there."""
        known = np.isfinite(self._latents).all(axis=1)
        rows = None if known.all() else np.flatnonzero(known).tolist()
        return {
            "voice": self.voice,
            "space": self.space,
            "n_items": int(known.sum()),
            "rows": rows,
            "command": f"timbrespace encode SOUNDS --atlas ATLAS --space {self.voice}",
        }

    def latent(self, items: Any, weights: Any) -> list[float]:
        """The mean of the latents of some items, weighted.

        Raises:
            TimbrespaceError: They are not items and as many weights, or have no latents.
        """
        rows = [self.view.items.row(str(each)) for each in _listed(items)]
        shares = np.array([_weight(each) for each in _listed(weights)])
        if not rows or len(rows) != len(shares) or shares.sum() <= 0:
            raise CallError(
                "A place is made of sounds and their weights.", "Send as many of both."
            )
        latents = self._latents[rows].astype(np.float64)
        known = np.isfinite(latents).all(axis=1) & (shares > 0)
        if not known.any():
            raise CallError(
                f"These sounds have no latents of {self.voice}.", f"Run: {self.facts()['command']}"
            )
        mean = np.average(latents[known], axis=0, weights=shares[known])
        return [float(value) for value in mean]

    def placed(self, name: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Places ``(M, 2)`` on a map and latents ``(M, D)``, of the items that have both.

        Raises:
            NotFound: There is no such map.
            CallError: Fewer than two items have both.
        """
        places = self.view.rows(self.view.record(name))[:, :2].astype(np.float64)
        there = np.isfinite(self._latents).all(axis=1) & np.isfinite(places).all(axis=1)
        if there.sum() < 2:
            raise CallError(
                f"Fewer than two sounds of this map have latents of {self.voice}.",
                f"Run: {self.facts()['command']}",
            )
        return places[there], self._latents[there].astype(np.float64)

    def _read(self) -> NDArray[np.float32]:
        if self.space is None:
            return np.full((len(self.view.items), self._n_dims), np.nan, np.float32)
        return self.view.atlas.pooled(self.space)


def _space_of(view: View, voice: str, n_dims: int) -> str | None:
    for space in view.atlas.spaces():
        if space["id"] == voice and len(space["dims"]) == n_dims:
            return voice
    return None


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list) or len(value) > MOST_NEAR:
        raise CallError("A place is made of lists.", f"Send at most {MOST_NEAR} of each.")
    return value


def _weight(value: Any) -> float:
    if isinstance(value, int | float) and math.isfinite(value) and value >= 0:
        return float(value)
    raise CallError("A weight is a number from 0 up.", "Send one for each sound.")
