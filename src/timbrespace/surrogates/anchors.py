"""Points that were measured: where a voice is known for sure.

The networks foretell a word with an error; at a point that was decoded and measured there is
none, if the voice repeats itself. Where they are unsure of what is wanted, a measured point that
has it is the better answer, even if it lies further from where the player stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.surrogates.base import Floats, Points
from timbrespace.surrogates.inverse import STAY, Wish
from timbrespace.surrogates.nearby import USUAL_REACH
from timbrespace.surrogates.scaling import Scaling

#: By this name a surrogate's file keeps how far points say something; older files do not.
REACH = "anchor.reach"
#: So many of the points are kept: each request looks at all of them.
MOST = 4096


class Anchors:
    """Measured points, in standard units.

    Args:
        latents: ``(A, D)``.
        words: ``(A, K)``; NaN where undefined.
        noise: Variances ``(K,)`` of the words when the same is decoded again.
        reach: How far what is measured says something, ``(2, K)``; see :class:`.nearby.Nearby`.
            Default: as far as is usual.
    """

    def __init__(
        self, latents: Floats, words: Floats, noise: Floats, reach: Floats | None = None
    ) -> None:
        self.latents, self.words, self.noise = latents, words, noise
        usual = np.tile(np.array(USUAL_REACH)[:, None], len(noise))
        self.reach = usual if reach is None else reach

    @staticmethod
    def of(arrays: Mapping[str, NDArray[Any]]) -> Anchors | None:
        """Those of a surrogate's file; None where it was made before there were any."""
        if "anchor.latents" not in arrays:
            return None
        names = ("anchor.latents", "anchor.words", "anchor.noise", REACH)
        kept = [np.asarray(arrays[name], np.float64) for name in names if name in arrays]
        return Anchors(*kept)

    @staticmethod
    def arrays(
        points: Points, rows: NDArray[np.intp], latents: Scaling, words: Scaling
    ) -> dict[str, Floats]:
        """What a surrogate's file keeps of the points of some rows, spread evenly over them."""
        kept = rows[:: max(1, -(-len(rows) // MOST))]
        first = words.standard(points.values[: len(points.repeats)])[:, None]
        again = words.standard(points.repeats) if points.repeats.size else first
        missed = 0.5 * (again - first) ** 2
        known = np.isfinite(missed)
        n = np.maximum(known.sum(axis=(0, 1)), 1)
        return {
            "anchor.latents": latents.standard(points.latents[kept].astype(np.float64)),
            "anchor.words": words.standard(points.values[kept]),
            "anchor.noise": np.where(known, missed, 0.0).sum(axis=(0, 1)) / n,
        }

    def best(self, wish: Wish) -> tuple[int, float]:
        """Which of them meets a wish best, and what it costs, as :func:`.inverse.search` counts.

        Costs are infinite where no point has all the words.
        """
        missed = (self.words[:, wish.words] - wish.values) * wish.roots
        away = self.latents - wish.near
        noise = float(self.noise[wish.words] @ wish.roots**2)
        cost = np.einsum("ij,ij->i", missed, missed) + noise
        cost += STAY * wish.stay * np.einsum("ij,ij->i", away, away)
        cost[np.isnan(cost)] = np.inf
        best = int(cost.argmin())
        return best, float(cost[best])
