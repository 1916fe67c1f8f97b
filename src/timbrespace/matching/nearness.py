"""How near renderings of one sound are to each other: what a choice among them is made by."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from timbrespace.matching.sound import Floats, Mono
from timbrespace.measure.spectra import Spectrum, magnitudes

#: One window of the multi-resolution distance, every fourth frame of it: enough to choose by.
N_FFT, HOP = 1024, 1024
LEAST = 1e-4


class View(NamedTuple):
    """Magnitudes ``(F * K,)`` of a rendering, their logs, and their energy's root."""

    plain: Spectrum
    log: Spectrum
    energy: float


def view(sound: Mono) -> View:
    """A sound ``(T,)`` as it is compared."""
    plain = magnitudes(sound, N_FFT, HOP, floor=LEAST).ravel()
    return View(plain, np.log(plain), float(np.linalg.norm(plain)))


def distance(target: View, estimate: View) -> float:
    """Spectral convergence plus mean difference of logs, as in the multi-resolution distance."""
    convergence = float(np.linalg.norm(target.plain - estimate.plain)) / target.energy
    return convergence + float(np.abs(target.log - estimate.log).mean())


def distances(targets: list[View], estimates: list[View]) -> NDArray[np.float64]:
    """Of each estimate from each target ``(targets, estimates)``."""
    return np.array([[distance(t, e) for e in estimates] for t in targets])


def expected(targets: list[View], weights: Floats, estimate: View) -> float:
    """The mean distance of an estimate from targets that are as likely as their weights say."""
    pairs = zip(targets, weights, strict=True)
    return float(sum(w * distance(t, estimate) for t, w in pairs if w > 1e-9))
