"""A surrogate that has been learned, as the engine and the page ask it; NumPy only."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.base import Dim, Latents
from timbrespace.surrogates.anchors import Anchors
from timbrespace.surrogates.base import Floats, Inversion, Word
from timbrespace.surrogates.forward import Ensemble
from timbrespace.surrogates.guessing import Guesser
from timbrespace.surrogates.inverse import Wish, search
from timbrespace.surrogates.known import Region
from timbrespace.surrogates.reaching import likely_met
from timbrespace.surrogates.scaling import Scaling

#: Nearer to the border of the known region than this counts as within, in deviations.
_SLACK = 0.2
#: Who wishes for more than is reached is led this far beyond it, as a share of the range: further
#: on, the networks would have to make things up.
_BEYOND = 0.1
#: Steps that meet a wish within so many deviations are taken straight. Further off, the way of
#: steepest descent ends in corners that the networks know little of, and a guess begins better.
_STRAIGHT = 0.5
#: A word that nobody holds, and that is kept all the same: who asks for a brighter sound does not
#: ask for silence. What missing it costs, beside missing what was asked for.
KEPT, KEEP = "loudness_lufs", 0.1
#: Usual frames among which a second start is looked for, where the first fell short.
_N_STARTS = 512


class LearnedSurrogate:
    """Networks both ways, with their words; a :class:`timbrespace.surrogates.base.Surrogate`.

    Thread-safe: nothing changes after it is made.

    Args:
        voice: Id of the voice.
        voice_hash: Its ``model_hash``.
        dims: Of the voice.
        words: In the order of the networks' outputs.
        arrays: By the layout in :mod:`timbrespace.surrogates.networks`.
        called: What each dim is called after the words that it moves, ``""`` where it moves none;
            empty where nobody has looked.
    """

    def __init__(
        self,
        voice: str,
        voice_hash: str,
        dims: tuple[Dim, ...],
        words: tuple[Word, ...],
        arrays: Mapping[str, NDArray[Any]],
        called: tuple[str, ...] = (),
    ) -> None:
        self.called = called
        self.voice, self.voice_hash, self.dims = voice, voice_hash, dims
        self.arrays = dict(arrays)
        self.usual: Latents = np.asarray(arrays["usual"], np.float32)
        self.ensemble = Ensemble(arrays, arrays["word.temper"])
        self.guesser = Guesser(arrays)
        self.latent_scaling = Scaling.from_arrays(arrays, "latent")
        self.word_scaling = Scaling.from_arrays(arrays, "word")
        logs = self.word_scaling.log.tolist()
        self.words = tuple(replace(w, log=log) for w, log in zip(words, logs, strict=True))
        self.region = Region(
            self.latent_scaling.standard(self.usual.astype(np.float64)),
            np.asarray(arrays["region.whiten"], np.float64),
            float(np.asarray(arrays["region.radius"]).item()),
        )
        self._index = {word.name: k for k, word in enumerate(words)}
        low, high = (
            self.word_scaling.standard(np.array([getattr(word, end) for word in words]))
            for end in ("low", "high")
        )
        self._reach = high - low
        self._least, self._most = low - _BEYOND * (high - low), high + _BEYOND * (high - low)
        self._starts = self.latent_scaling.standard(
            np.asarray(self.usual[:: max(1, len(self.usual) // _N_STARTS)], np.float64)
        )
        self._heard = self.ensemble.predict(self._starts)[0]
        self._anchors = Anchors.of(arrays)

    @property
    def names(self) -> tuple[str, ...]:
        """Of the words, in the order of all arrays."""
        return tuple(self._index)

    def predict(self, latents: Floats) -> tuple[Floats, Floats]:
        """Words ``(B, K)`` of latents ``(B, D)``, and one standard deviation of each."""
        x = self.latent_scaling.standard(np.atleast_2d(np.asarray(latents, np.float64)))
        mean, variance = self.ensemble.predict(x)
        slope = self.word_scaling.slope(mean)
        return self.word_scaling.units(mean), slope * np.sqrt(variance)

    def jacobian(self, latent: Floats) -> tuple[Floats, Floats]:
        """Change of each word with each dim ``(K, D)`` at a latent ``(D,)``, and its spread.

        The spread is that between the members of the ensemble.
        """
        x = self.latent_scaling.standard(np.asarray(latent, np.float64))
        means, slopes = self.ensemble.slopes(x, np.arange(len(self.words)))
        bend = self.word_scaling.slope(means.mean(axis=0))[:, None] / self.latent_scaling.scale
        return slopes.mean(axis=0) * bend, slopes.std(axis=0) * np.abs(bend)

    def invert(self, wanted: Mapping[str, float], near: Floats, *, stay: float = 1.0) -> Inversion:
        """A latent ``(D,)`` near another at which the words are as wanted; in under 5 ms.

        A few steps through the networks; or, where these are unsure of what is wanted, a point
        nearby that was measured.

        Args:
            wanted: Values in the words' own units.
            near: Where the player stands ``(D,)``.
            stay: Weighs the distance from there: less goes further for the words.

        Raises:
            TimbrespaceError: There is no such word.
        """
        words, values = self._asked(wanted)
        here = self.latent_scaling.standard(np.asarray(near, np.float64))
        wish = self._keeping(Wish(words, values, here, stay))
        straight, _ = search(self.ensemble, self.region, wish)
        answer = self._answer(straight, wanted)
        if all(answer.reached.values()) and np.linalg.norm(straight - here) <= _STRAIGHT:
            return answer
        guess = self._guessed(Wish(words, values, here))
        found, cost = search(self.ensemble, self.region, wish, guess)
        answer = self._answer(found, wanted)
        if not all(answer.reached.values()):
            # From elsewhere it may go better: from the usual frame that sounds most as wanted.
            missed = ((self._heard[:, wish.words] - wish.values) ** 2) @ wish.roots**2
            start = self._starts[int(missed.argmin())]
            other, other_cost = search(self.ensemble, self.region, wish, start)
            if other_cost < cost:
                answer, cost = self._answer(other, wanted), other_cost
        return self._measured(wish, wanted, cost) or answer

    def _measured(self, wish: Wish, wanted: Mapping[str, float], cost: float) -> Inversion | None:
        """A measured point that meets a wish at a lower cost; None where there is none."""
        if self._anchors is None:
            return None
        best, least = self._anchors.best(wish)
        if least >= cost:
            return None
        words = self._anchors.words[best]
        values = self.word_scaling.units(np.nan_to_num(words))
        spreads = self.word_scaling.slope(np.nan_to_num(words)) * np.sqrt(self._anchors.noise)
        return self._told(self._anchors.latents[best], values, spreads, wanted)

    def _keeping(self, wish: Wish) -> Wish:
        """The same wish, and that it be as loud as where the player stands."""
        k = self._index.get(KEPT)
        if k is None or k in wish.words or not len(wish.words):
            return wish
        loudness = self.ensemble.predict(wish.near[None])[0][0, k]
        return Wish(
            np.append(wish.words, k), np.append(wish.values, loudness), wish.near, wish.stay,
            np.append(np.ones(len(wish.words)), KEEP),
        )  # fmt: skip

    def guess(self, wanted: Mapping[str, float], near: Floats) -> Floats:
        """The same by one feed-forward pass, as exports do it: ``(D,)``.

        Raises:
            TimbrespaceError: There is no such word.
        """
        words, values = self._asked(wanted)
        here = self.latent_scaling.standard(np.asarray(near, np.float64))
        return self.latent_scaling.units(self._guessed(Wish(words, values, here)))

    def _guessed(self, wish: Wish) -> Floats:
        asked, mask = np.zeros(len(self.words)), np.zeros(len(self.words))
        asked[wish.words], mask[wish.words] = wish.values, 1.0
        return self.guesser(asked, mask, wish.near)

    def _asked(self, wanted: Mapping[str, float]) -> tuple[NDArray[np.intp], Floats]:
        """Indices of the wanted words, and their values in standard units."""
        for name in wanted:
            if name not in self._index:
                raise self._unknown(name)
        words = np.array([self._index[name] for name in wanted], np.intp)
        standard = self.word_scaling.standard(self._full(wanted))[words]
        return words, np.clip(standard, self._least[words], self._most[words])

    def _full(self, wanted: Mapping[str, float]) -> Floats:
        """Wanted values among all words ``(K,)``, 0 elsewhere."""
        full = np.zeros(len(self.words))
        full[[self._index[name] for name in wanted]] = list(wanted.values())
        return full

    def _answer(self, found: Floats, wanted: Mapping[str, float]) -> Inversion:
        values, spreads = (each[0] for each in self.predict(self.latent_scaling.units(found)))
        return self._told(found, values, spreads, wanted)

    def _told(
        self, found: Floats, values: Floats, spreads: Floats, wanted: Mapping[str, float]
    ) -> Inversion:
        known = self.region.outside(found)[0] <= _SLACK
        bent = self.word_scaling.standard
        missed = bent(values) - bent(self._full(wanted))
        unsure = spreads / self.word_scaling.slope(bent(values))
        reached = {}
        for name in wanted:
            k = self._index[name]
            reached[name] = known and likely_met(missed[k], unsure[k], self._reach[k])
        return Inversion(
            latent=self.latent_scaling.units(found),
            predicted=dict(zip(self.names, values.tolist(), strict=True)),
            spread=dict(zip(self.names, spreads.tolist(), strict=True)),
            reached=reached,
        )

    def _unknown(self, name: str) -> TimbrespaceError:
        close = difflib.get_close_matches(name, self._index, 1, 0.5)
        meant = f"Did you mean {close[0]!r}? " if close else ""
        return TimbrespaceError(
            f"This surrogate has no word {name!r}.", f"{meant}It has {', '.join(self._index)}."
        )
