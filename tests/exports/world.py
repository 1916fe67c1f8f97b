"""A surrogate that has learned nothing, with networks of the layout of real ones; and the host."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from timbrespace.exports.networks import Networks
from timbrespace.spaces.base import Dim
from timbrespace.surrogates.base import Floats, Inversion, Word
from timbrespace.surrogates.forward import Ensemble
from timbrespace.surrogates.guessing import Guesser
from timbrespace.surrogates.scaling import Scaling

WORDS = (
    Word("loudness_lufs", "Loudness", "LUFS", -50.0, -10.0, 0.9, 0.95),
    Word("brightness", "Brightness", "", 20.0, 70.0, 0.9, 0.95),
    Word("warmth", "Warmth", "", 20.0, 70.0, 0.1, 0.2, problem="It can't be told from latents."),
    Word("pitch_hz", "Pitch", "Hz", 200.0, 4_000.0, 0.8, 0.9),
)


def dense(rng: np.random.Generator, *shape: int) -> np.ndarray:
    return rng.normal(0.0, 1.0 / np.sqrt(shape[-1]), shape).astype(np.float32)


@dataclass
class DrawnSurrogate:
    """Networks with weights drawn at random; a :class:`timbrespace.surrogates.base.Surrogate`."""

    dims: tuple[Dim, ...]
    voice: str = "stream:tiny"
    voice_hash: str = ""
    words: tuple[Word, ...] = WORDS
    seed: int = 0
    usual: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        rng, d, k, m = np.random.default_rng(self.seed), len(self.dims), len(self.words), 3
        self.usual = rng.normal(0.5, 1.0, (50, d)).astype(np.float32)
        log = np.array([word.unit == "Hz" for word in self.words])
        middle = np.array([[word.low, word.high] for word in self.words])
        middle[log] = np.log2(middle[log])
        self._networks = Networks(
            guess=[
                (dense(rng, 16, 2 * k + d), dense(rng, 16)),
                (dense(rng, d, 16), dense(rng, d)),
            ],
            forward=[
                (dense(rng, m, 12, d), dense(rng, m, 12)),
                (dense(rng, m, 2 * k, 12), dense(rng, m, 2 * k)),
            ],
            temper=rng.uniform(0.5, 2.0, k),
            log_variance=(-10.0, 4.0),
            latents=Scaling(rng.normal(size=d), rng.uniform(0.5, 2.0, d), np.zeros(d, bool)),
            words=Scaling(middle.mean(axis=1), np.ptp(middle, axis=1) / 4, log),
        )
        weights = {
            f"{name}.{i}.{part}": value
            for name, layers in (
                ("guess", self._networks.guess), ("forward", self._networks.forward),
            )
            for i, layer in enumerate(layers)
            for part, value in zip(("weight", "bias"), layer, strict=True)
        }  # fmt: skip
        self._guesser = Guesser(weights)
        self._ensemble = Ensemble(weights, self._networks.temper)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(word.name for word in self.words)

    def networks(self) -> Networks:
        return self._networks

    def predict(self, latents: Floats) -> tuple[Floats, Floats]:
        scaling = self._networks.words
        mean, variance = self._ensemble.predict(self._networks.latents.standard(latents))
        return scaling.units(mean), np.sqrt(variance) * scaling.slope(mean)

    def jacobian(self, latent: Floats) -> tuple[Floats, Floats]:
        raise NotImplementedError

    def invert(self, wanted: Mapping[str, float], near: Floats, *, stay: float = 1.0) -> Inversion:
        raise NotImplementedError

    def guess(self, wanted: Mapping[str, float], near: Floats) -> Floats:
        units, latents = self._networks.words, self._networks.latents
        mask = np.array([float(name in wanted) for name in self.names])
        full = np.array([wanted.get(name, 1.0) for name in self.names])
        found = self._guesser(units.standard(full), mask, latents.standard(near))
        return latents.units(found)
