"""Where to go for a wish: a glide where it is small, else wherever it is met best.

Who moves a slider by a hundredth wants to hear a hundredth, not another place that has it more
exactly. So a small wish is followed from where the player stands, by the shortest way that the
networks know; and where they are unsure of it, a little towards a measured point that has it, no
further than the slider's own move pays for. A large wish may end anywhere: near a measured point
or where the feed-forward inverse leads.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from timbrespace.surrogates.anchors import Anchors
from timbrespace.surrogates.base import Floats
from timbrespace.surrogates.forward import Ensemble
from timbrespace.surrogates.guessing import Guesser
from timbrespace.surrogates.inverse import STAY, STEPS, Wish, search
from timbrespace.surrogates.known import Region
from timbrespace.surrogates.nearby import Nearby
from timbrespace.surrogates.reaching import likely_met

#: A wish that differs from what is heard by no more than this share of the reach is small: as
#: much as counts for met.
SMALL = 0.1
#: How far towards a measured point a small wish leads, in deviations for the whole reach: 0.15
#: for a hundredth of it. The networks alone take 0.05 for that.
PACE = 15.0
#: Steps of a search that begins next to where it ends.
SHORT = 3
#: Nearer to the border of the known region than this counts as within, in deviations.
SLACK = 0.2
#: A word that nobody holds is kept all the same, as :attr:`Seeker.kept` says: who asks for a
#: brighter sound does not ask for silence. What missing it costs, beside missing what was asked.
KEEP = 0.1


@dataclass(frozen=True)
class Seeker:
    """Looks for latents; everything is in standard units.

    Args:
        ensemble: The forward direction.
        region: Where the voice is known.
        guesser: The inverse in one pass.
        starts: Usual frames ``(S, D)``.
        heard: What the ensemble says of these ``(S, K)``.
        reach: Of the words ``(K,)``.
        kept: Which word stays as it is where nobody holds it; None: none does.
        anchors: Points that were measured.
        nearby: What these say of the places around.
    """

    ensemble: Ensemble
    region: Region
    guesser: Guesser
    starts: Floats
    heard: Floats
    reach: Floats
    kept: int | None = None
    anchors: Anchors | None = None
    nearby: Nearby | None = None

    def foretold(self, x: Floats) -> tuple[Floats, Floats]:
        """Means and variances ``(B, K)`` of latents ``(B, D)``, put right by points nearby."""
        mean, variance = self.ensemble.predict(x)
        if self.nearby is None:
            return mean, variance
        errors, left = self.nearby.errors(x, slice(None))
        return mean + np.sqrt(variance) * errors, variance * left

    def met(
        self, at: Floats, wish: Wish, told: tuple[Floats, Floats] | None = None
    ) -> NDArray[np.bool_]:
        """For each word of a wish ``(W,)``: whether a place ``(D,)`` is likely to have it.

        ``told`` is what is foretold of the place, where that is known already.
        """
        mean, variance = (each[0] for each in told or self.foretold(at[None]))
        known = self.region.outside(at)[0] <= SLACK
        return np.array(
            [
                known and likely_met(mean[k] - value, float(np.sqrt(variance[k])), self.reach[k])
                for k, value in zip(wish.words, wish.values, strict=True)
            ],
            np.bool_,
        )

    def seek(self, wish: Wish) -> Floats:
        """The latent ``(D,)`` for a wish that has no weights yet."""
        if not len(wish.words):
            return wish.near
        heard = self.foretold(wish.near[None])[0][0]
        whole = self._keeping(wish, heard)
        change = np.abs(wish.values - heard[wish.words]) / self.reach[wish.words]
        if change.max() > SMALL:
            return self._leap(wish, whole)
        glided = self._glide(whole, float(change.max()))
        if self.met(glided, wish).all():
            return glided
        # Where it is met nowhere, nobody is carried off for it.
        elsewhere = self._leap(wish, whole)
        return elsewhere if self.met(elsewhere, wish).all() else glided

    def _leap(self, wish: Wish, whole: Wish) -> Floats:
        """Wherever a wish is met best, and the rest of the whole one."""
        guessed = self._search(whole, self.guess(wish))
        # Where it begins among what is known, it ends next to it.
        sought = self._search(whole, self._best_known(whole), steps=SHORT)
        return min(guessed, sought, key=lambda each: each[1])[0]

    def _glide(self, wish: Wish, change: float) -> Floats:
        """The shortest way from where the player stands, and a little towards a point."""
        there, _ = self._search(wish, caution=0.0, steps=SHORT)
        if self.anchors is None:
            return there
        best, least = self.anchors.best(wish)
        if least >= self._cost(wish, there):
            return there
        way = self.anchors.latents[best] - wish.near
        part = min(1.0, PACE * change / max(float(np.linalg.norm(way)), 1e-9))
        aside = replace(wish, near=wish.near + part * way)
        return self._search(aside, caution=0.0, steps=SHORT)[0]

    def _cost(self, wish: Wish, at: Floats) -> float:
        """What a place costs, as :meth:`.Anchors.best` counts."""
        mean, variance = (each[0, wish.words] for each in self.foretold(at[None]))
        away = at - wish.near
        missed = float(((mean - wish.values) ** 2 + variance) @ wish.roots**2)
        return missed + STAY * wish.stay * float(away @ away)

    def guess(self, wish: Wish) -> Floats:
        """A latent ``(D,)`` by one pass."""
        asked, mask = np.zeros((2, len(self.reach)))
        asked[wish.words], mask[wish.words] = wish.values, 1.0
        return self.guesser(asked, mask, wish.near)

    def _best_known(self, wish: Wish) -> Floats:
        """The measured point that meets a wish best; without points, the usual frame."""
        if self.anchors is not None:
            return np.asarray(self.anchors.latents[self.anchors.best(wish)[0]])
        missed = ((self.heard[:, wish.words] - wish.values) ** 2) @ wish.roots**2
        return np.asarray(self.starts[int(missed.argmin())])

    def _search(
        self, wish: Wish, start: Floats | None = None, *, caution: float = 1.0, steps: int = STEPS
    ) -> tuple[Floats, float]:
        return search(
            self.ensemble, self.region, wish, start,
            nearby=self.nearby, caution=caution, steps=steps,
        )  # fmt: skip

    def _keeping(self, wish: Wish, heard: Floats) -> Wish:
        """The same wish, and that it be as loud as where the player stands."""
        if self.kept is None or self.kept in wish.words:
            return wish
        return Wish(
            np.append(wish.words, self.kept), np.append(wish.values, heard[self.kept]),
            wish.near, wish.stay, np.append(np.ones(len(wish.words)), KEEP),
        )  # fmt: skip
