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
from timbrespace.surrogates.inverse import Wish
from timbrespace.surrogates.known import Region
from timbrespace.surrogates.nearby import Nearby
from timbrespace.surrogates.scaling import Scaling
from timbrespace.surrogates.seeking import Seeker

#: Who wishes for more than is reached is led this far beyond it, as a share of the range: further
#: on, the networks would have to make things up.
_BEYOND = 0.1
#: Words that never change reach this far, in deviations, so that there is something to divide by.
_LEAST_REACH = 1e-9
#: The word that stays as it is where nobody holds it.
KEPT = "loudness_lufs"
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
        self._seeker = self._seeking(Anchors.of(arrays))

    @property
    def names(self) -> tuple[str, ...]:
        """Of the words, in the order of all arrays."""
        return tuple(self._index)

    def predict(self, latents: Floats) -> tuple[Floats, Floats]:
        """Words ``(B, K)`` of latents ``(B, D)``, and one standard deviation of each.

        The networks say so; near points that were measured these put them right.
        """
        x = self.latent_scaling.standard(np.atleast_2d(np.asarray(latents, np.float64)))
        return self._in_units(*self.foretold(x))

    def _in_units(self, mean: Floats, variance: Floats) -> tuple[Floats, Floats]:
        """Words and one standard deviation of each, in the words' own units."""
        return self.word_scaling.units(mean), self.word_scaling.slope(mean) * np.sqrt(variance)

    def foretold(self, x: Floats) -> tuple[Floats, Floats]:
        """Means and variances ``(B, K)`` of latents ``(B, D)``, all in standard units."""
        return self._seeker.foretold(x)

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

        A small change is a small move; for a large one see :mod:`.seeking`.

        Args:
            wanted: Values in the words' own units.
            near: Where the player stands ``(D,)``.
            stay: Weighs the distance from there: less goes further for the words.

        Raises:
            TimbrespaceError: There is no such word.
        """
        wish = self._wish(wanted, near, stay)
        found = self._seeker.seek(wish)
        told = self.foretold(found[None])
        # What is out of reach was led back; what counts is what was asked for.
        asked = replace(wish, values=self._standard(wanted))
        reached = dict(zip(wanted, self._seeker.met(found, asked, told).tolist(), strict=True))
        values, spreads = (each[0].tolist() for each in self._in_units(*told))
        return Inversion(
            self.latent_scaling.units(found),
            dict(zip(self.names, values, strict=True)),
            dict(zip(self.names, spreads, strict=True)),
            reached,
        )

    def guess(self, wanted: Mapping[str, float], near: Floats) -> Floats:
        """The same by one feed-forward pass, as exports do it: ``(D,)``.

        Raises:
            TimbrespaceError: There is no such word.
        """
        return self.latent_scaling.units(self._seeker.guess(self._wish(wanted, near)))

    def _wish(self, wanted: Mapping[str, float], near: Floats, stay: float = 1.0) -> Wish:
        """In standard units, and led no further beyond the reach than makes sense."""
        for name in wanted:
            if name not in self._index:
                raise self._unknown(name)
        words = np.array([self._index[name] for name in wanted], np.intp)
        values = np.clip(self._standard(wanted), self._least[words], self._most[words])
        return Wish(
            words, values, self.latent_scaling.standard(np.asarray(near, np.float64)), stay
        )

    def _standard(self, wanted: Mapping[str, float]) -> Floats:
        """Wanted values ``(W,)`` in standard units."""
        words = [self._index[name] for name in wanted]
        full = np.zeros(len(self.words))
        full[words] = list(wanted.values())
        return self.word_scaling.standard(full)[words]

    def _seeking(self, anchors: Anchors | None) -> Seeker:
        starts = self.latent_scaling.standard(
            np.asarray(self.usual[:: max(1, len(self.usual) // _N_STARTS)], np.float64)
        )
        nearby = None
        if anchors is not None:
            nearby = Nearby(
                self.ensemble, anchors.latents, anchors.words, anchors.noise, anchors.reach
            )
        return Seeker(
            self.ensemble, self.region, self.guesser, starts, self.ensemble.predict(starts)[0],
            np.maximum(self._reach, _LEAST_REACH), self._index.get(KEPT), anchors, nearby,
        )  # fmt: skip

    def _unknown(self, name: str) -> TimbrespaceError:
        close = difflib.get_close_matches(name, self._index, 1, 0.5)
        meant = f"Did you mean {close[0]!r}? " if close else ""
        return TimbrespaceError(
            f"This surrogate has no word {name!r}.", f"{meant}It has {', '.join(self._index)}."
        )
