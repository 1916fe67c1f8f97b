"""What everything about surrogates shares: points that were measured, words, and answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from timbrespace.spaces.base import Audio, Dim, Latents

Floats = NDArray[np.float64]

#: Below this a value in Hz is taken for this: logarithms know no 0.
LEAST_HZ = 1.0


@dataclass(frozen=True)
class Points:
    """Latents that were held, decoded and described.

    Args:
        voice: Id of the voice.
        voice_hash: Its ``model_hash``.
        latents: ``(N, D)``.
        names: The descriptors, K of them (``"brightness"``).
        values: ``(N, K)``; NaN where a descriptor is undefined.
        silent: ``(N,)``; whether nothing could be heard: all of it softer than -70 LUFS.
        clipped: ``(N,)``; whether samples lay at or over full scale.
        hold_frames: Frames that each latent was held.
        draw: Where the latents came from: ``"posterior"``, ``"prior"``, ``"box"`` or ``"sobol"``.
        repeats: ``(R, n, K)``; R of the points decoded n times more, in the order of the first
            R points; equal to these where the voice repeats itself.
        facts: Plain facts: seed, sounds, notes.
        warm_up_frames: Frames before those, that were made and not described.
    """

    voice: str
    voice_hash: str
    latents: Latents
    names: tuple[str, ...]
    values: Floats
    silent: NDArray[np.bool_]
    clipped: NDArray[np.bool_]
    hold_frames: int
    draw: str
    repeats: Floats
    facts: Mapping[str, str] = field(default_factory=dict)
    warm_up_frames: int = 0


@runtime_checkable
class Choir(Protocol):
    """A voice that decodes several runs of latents side by side, which is quicker than by turns.

    Optional: a :class:`timbrespace.spaces.voice.Voice` that can do it has this method, and
    measuring then uses it.
    """

    def decode_batch(self, latents: Latents) -> Audio:
        """Sounds ``(B, C, F * hop)`` of ``(B, F, D)``, each as by a new player, to 1e-5."""


@dataclass(frozen=True)
class Word:
    """One descriptor as a control of one voice.

    Args:
        name: Of the descriptor, or of a word of the user's own (``"wobbly"``).
        title: What a person reads.
        unit: Its unit, or ``""``.
        low: Lower end of what this voice reaches (first percentile of the points).
        high: Upper end (99th percentile).
        r2: Of the surrogate, on held-out latents.
        closed_loop: Spearman between wanted and measured; None while it was not measured.
        problem: Why it gets no slider; empty where it gets one.
        log: Whether the ear hears ratios in it (Hz): sliders and errors go by octaves then.

    Example:
        >>> pitch = Word("pitch_hz", "Pitch", "Hz", 100.0, 1600.0, 0.9, log=True)
        >>> round(float(pitch.share(400.0)), 3), round(float(pitch.at(0.25)), 1)
        (0.5, 200.0)
    """

    name: str
    title: str
    unit: str
    low: float
    high: float
    r2: float
    closed_loop: float | None = None
    problem: str = ""
    log: bool = False

    def share(self, values: Floats | float) -> Floats:
        """Where values ``(...)`` lie within the reach: 0 at its lower end, 1 at its upper one."""
        low, span = self._span()
        shares: Floats = (self._bent(values) - low) / span
        return shares

    def at(self, shares: Floats | float) -> Floats:
        """Values ``(...)`` in the word's unit at shares of the reach, also beyond its ends."""
        low, span = self._span()
        bent: Floats = low + span * np.asarray(shares, np.float64)
        return np.exp2(bent) if self.log else bent

    def _span(self) -> tuple[float, float]:
        """The lower end and how far the upper one lies from it, in octaves where ``log``."""
        low, high = self._bent(np.array([self.low, self.high])).tolist()
        return low, high - low if high != low else 1e-9

    def _bent(self, values: Floats | float) -> Floats:
        plain = np.asarray(values, np.float64)
        return np.log2(np.maximum(plain, LEAST_HZ)) if self.log else plain


@dataclass(frozen=True)
class Inversion:
    """A latent for wanted words.

    Args:
        latent: ``(D,)``.
        predicted: What the surrogate says of it, by word.
        spread: One standard deviation of that, by word.
        reached: By word that was wanted: whether the surrogate holds it for more likely than not
            that what is heard comes within a tenth of the word's range. False is a request out
            of reach.
    """

    latent: Floats
    predicted: Mapping[str, float]
    spread: Mapping[str, float]
    reached: Mapping[str, bool]


@runtime_checkable
class Surrogate(Protocol):
    """What the engine, the page and the analyses ask; computed in NumPy, without PyTorch.

    Values are in the words' own units. ``names`` has the words in the order of all arrays.
    """

    voice: str
    voice_hash: str
    dims: tuple[Dim, ...]
    words: tuple[Word, ...]
    #: Frames ``(M, D)`` that real or drawn latents had: where the voice is known.
    usual: Latents

    @property
    def names(self) -> tuple[str, ...]:
        """Of the words, all of them, also of those without a slider."""

    def predict(self, latents: Floats) -> tuple[Floats, Floats]:
        """Words ``(B, K)`` of latents ``(B, D)``, and one standard deviation of each."""

    def jacobian(self, latent: Floats) -> tuple[Floats, Floats]:
        """Change of each word with each dim ``(K, D)`` at a latent ``(D,)``, and its spread."""

    def invert(self, wanted: Mapping[str, float], near: Floats, *, stay: float = 1.0) -> Inversion:
        """A latent ``(D,)`` near another at which the words are as wanted; in under 5 ms.

        Words that are not named may move. ``stay`` weighs the distance from ``near``.
        """

    def guess(self, wanted: Mapping[str, float], near: Floats) -> Floats:
        """The same by one feed-forward pass, as exports do it: ``(D,)``."""
