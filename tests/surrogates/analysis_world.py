"""A surrogate and points whose truth is known, for the analyses; nothing is decoded."""

from __future__ import annotations

import numpy as np

from timbrespace.spaces.base import Dim
from timbrespace.surrogates.base import Inversion, Points, Word

N_DIMS = 5
NAMES = ("loudness_lufs", "brightness", "roughness", "centroid_hz")


def truth(z):
    """Words ``(N, 4)`` of latents ``(N, 5)``; the last two dims do nothing."""
    z = np.atleast_2d(np.asarray(z, float))
    return np.stack(
        [
            -20 + 4 * z[:, 0],
            50 + 10 * z[:, 1] + 2 * z[:, 0],
            30 + 12 * np.tanh(z[:, 2]),
            2 ** (10 + 0.5 * z[:, 1]),
        ],
        axis=1,
    )


class ToySurrogate:
    """Knows the truth, to within a spread that grows away from the middle."""

    voice, voice_hash = "toy:one", "hash"

    def __init__(self, bias=0.0, seed=0):
        self.dims = tuple(Dim(f"z{i}") for i in range(N_DIMS))
        self.usual = np.random.default_rng(seed).standard_normal((600, N_DIMS)).astype(np.float32)
        low, high = np.percentile(truth(self.usual), [1, 99], axis=0)
        units = ("LUFS", "", "", "Hz")
        self.words = tuple(
            Word(name, name.title(), unit, float(a), float(b), 0.95)
            for name, unit, a, b in zip(NAMES, units, low, high, strict=True)
        )
        self.bias = bias
        self.reach = high - low

    @property
    def names(self):
        return tuple(word.name for word in self.words)

    def predict(self, latents):
        far = 1 + np.linalg.norm(latents, axis=1, keepdims=True)
        return truth(latents) + self.bias * self.reach, 0.03 * self.reach * far

    def jacobian(self, latent):
        step = 1e-4 * np.eye(N_DIMS)
        rises = (truth(latent + step) - truth(latent - step)).T / 2e-4
        return rises, np.full_like(rises, 1e-3)

    def invert(self, wanted, near, *, stay=1.0):
        at = np.asarray(near, float).copy()
        columns = [self.names.index(name) for name in wanted]
        for _ in range(20):
            missed = truth(at)[0, columns] - np.array(list(wanted.values()))
            at -= np.linalg.pinv(self.jacobian(at)[0][columns]) @ missed
        values, spread = (each[0] for each in self.predict(at[None]))
        told = dict(zip(self.names, values, strict=True))
        reached = {n: bool(abs(told[n] - v) < 1) for n, v in wanted.items()}
        return Inversion(at, told, dict(zip(self.names, spread, strict=True)), reached)

    def guess(self, wanted, near):
        return self.invert(wanted, near).latent


def points(n=800, noise=0.02, seed=1, voice="toy:one"):
    rng = np.random.default_rng(seed)
    z = rng.standard_normal((n, N_DIMS)).astype(np.float32)
    values = truth(z)
    values = values + noise * values.std(axis=0) * rng.standard_normal(values.shape)
    return Points(
        voice=voice, voice_hash="hash", latents=z, names=NAMES, values=values,
        silent=np.zeros(n, bool), clipped=np.zeros(n, bool), hold_frames=10, draw="prior",
        repeats=np.zeros((0, 0, len(NAMES))), facts={"seed": "0"},
    )  # fmt: skip
