"""Bodies: what is struck, as a bank of damped resonances.

Resonance ``k`` has the frequency ``pitch * k ** inharmonicity`` (1 for a string; the first
modes of a free bar lie near 1.55; Fletcher & Rossing 1998) and dies away with
``loss + pi * frequency * damping`` per second: internal friction makes high resonances die
first, and its ``damping`` (tan phi) is what ears go by when they tell materials apart (van den
Doel & Pai 1998; Klatzky, Pai & Krotkov 2000). Metal has paired resonances that beat, a
roughness that helps to hear it as metal (Aramaki et al. 2011). The figures are set by ear and
by measured decay, not measured on specimens.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError

_HIGHEST_HZ = 18_000.0
_MOST_MODES = 40


@dataclass(frozen=True)
class _Material:
    """Middle values of a material; each body departs from them a little."""

    pitch_hz: float  # of a body of size 1
    damping: float  # tan phi
    loss_per_s: float  # decay that does not grow with frequency
    inharmonicity: float  # exponent of the series of resonances
    slope: float  # how fast resonances get weaker: gain k ** -slope
    pairs: float  # split of paired resonances, relative; 0 for none
    contact_s: float  # how long a blow touches: hard things part quickly
    noise: float  # share of the broad crack beside the resonances
    noise_s: float  # time in which that crack falls to 1/e


_MATERIALS = {
    "metal": _Material(620, 0.0008, 1.6, 1.32, -0.40, 0.006, 0.00022, 0.04, 0.001),
    "glass": _Material(1500, 0.0022, 4.0, 1.52, -0.20, 0.0, 0.00016, 0.05, 0.001),
    "stone": _Material(950, 0.008, 14.0, 1.40, -0.20, 0.0, 0.00022, 0.20, 0.003),
    "wood": _Material(380, 0.020, 25.0, 1.55, 0.05, 0.0, 0.00060, 0.15, 0.004),
    "plastic": _Material(300, 0.055, 55.0, 1.28, 0.15, 0.0, 0.00080, 0.20, 0.004),
    "cardboard": _Material(170, 0.110, 80.0, 1.15, 0.20, 0.0, 0.00150, 0.50, 0.010),
}

#: What a body can be made of, from the longest ringing to the shortest.
MATERIALS = tuple(_MATERIALS)


@dataclass(frozen=True)
class Body:
    """One object: the same for all its takes.

    Args:
        material: One of :data:`MATERIALS`.
        size: 1 is a hand's width; twice the size is an octave lower.
        pitch_hz: Its lowest resonance.
        damping: Internal friction, tan phi.
        loss_per_s: Decay that does not grow with frequency.
        inharmonicity: Exponent of the series of resonances, 1 for harmonic.
        contact_s: How long a blow touches it.
        noise: Share of the broad crack beside the resonances.
        noise_s: Time in which that crack falls to 1/e.
        frequencies_hz: Of its resonances.
        gains: Of its resonances, at most 1.
    """

    material: str
    size: float
    pitch_hz: float
    damping: float
    loss_per_s: float
    inharmonicity: float
    contact_s: float
    noise: float
    noise_s: float
    frequencies_hz: tuple[float, ...]
    gains: tuple[float, ...]

    @property
    def t60_s(self) -> float:
        """Time in which its lowest resonance falls by 60 dB."""
        return float(np.log(1000.0) / self.decays_per_s[0])

    @property
    def decays_per_s(self) -> NDArray[np.float64]:
        """Rate at which each resonance dies away."""
        return self.loss_per_s + np.pi * np.asarray(self.frequencies_hz) * self.damping


def draw_body(material: str, *, size: float = 1.0, seed: int | Sequence[int] = 0) -> Body:
    """An object of a material; the same seed gives the same one.

    Args:
        material: One of :data:`MATERIALS`.
        size: From 0.1 to 10; 1 is a hand's width.
        seed: For what differs between two objects of one material.

    Raises:
        TimbrespaceError: There is no such material, or no such size.

    Example:
        >>> draw_body("metal").t60_s > draw_body("wood").t60_s
        True
    """
    if material not in _MATERIALS:
        raise TimbrespaceError(
            f"There is no material '{material}'.", f"Choose from: {', '.join(MATERIALS)}."
        )
    if not 0.1 <= size <= 10:
        raise TimbrespaceError(f"A size of {size} is out of range.", "Give 0.1 to 10.")
    middle = _MATERIALS[material]
    rng = np.random.default_rng([*np.atleast_1d(seed), MATERIALS.index(material)])
    pitch_hz = middle.pitch_hz / size * float(np.exp(rng.normal(0, 0.06)))
    inharmonicity = middle.inharmonicity + rng.normal(0, 0.04)
    frequencies_hz, gains = _modes(pitch_hz, inharmonicity, middle, rng)
    return Body(
        material=material,
        size=float(size),
        pitch_hz=float(pitch_hz),
        damping=float(middle.damping * np.exp(rng.normal(0, 0.15))),
        loss_per_s=float(middle.loss_per_s * np.exp(rng.normal(0, 0.1))),
        inharmonicity=float(inharmonicity),
        contact_s=middle.contact_s * float(size) ** 0.3,
        noise=middle.noise,
        noise_s=middle.noise_s,
        frequencies_hz=tuple(frequencies_hz.tolist()),
        gains=tuple(gains.tolist()),
    )


def _modes(
    pitch_hz: float, inharmonicity: float, middle: _Material, rng: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    k = np.arange(1, _MOST_MODES + 1, dtype=np.float64)
    # No real body is an ideal bar: each resonance is a little off, the first by definition not.
    off = np.exp(rng.normal(0, 0.02, _MOST_MODES))
    off[0] = 1.0
    hz = pitch_hz * k**inharmonicity * off
    gains = k**-middle.slope * rng.uniform(0.5, 1.0, _MOST_MODES)
    gains[0] = 1.0
    if middle.pairs:
        split = middle.pairs * rng.uniform(0.3, 1.0, _MOST_MODES)
        hz = np.concatenate([hz, hz * (1 + split)])
        gains = np.concatenate([gains, gains * rng.uniform(0.3, 0.8, _MOST_MODES)])
    audible = hz < _HIGHEST_HZ
    audible[0] = True
    return np.asarray(hz[audible], np.float64), np.asarray(gains[audible], np.float64)
