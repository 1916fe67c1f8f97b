"""By what settings are laid out: how near two of them sound."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from timbrespace.effects.base import Audio, Effect
from timbrespace.errors import TimbrespaceError
from timbrespace.settings.measures import MEASURED_HZ
from timbrespace.spaces.base import Dim, SpaceRecord

if TYPE_CHECKING:
    from timbrespace.matching.storage import Matcher

Floats = NDArray[np.float32]

#: Names that faces offer, the best first; the first that is here is the default.
TITLES = {
    "style": "Style (learned: what the effect does, whatever the sound)",
    "timbre": "Timbre (log-mel statistics and descriptors)",
    "matcher": "The matcher's latent (of effects that have a matcher)",
}
#: The trained space behind ``style``.
STYLE = "effects:style"
N_FFT, HOP, BANDS = 1_024, 512, 40
#: Power under which a band says nothing, for sounds with a peak at -12 dBFS.
FLOOR = 1e-9


class Embedding(Protocol):
    """Turns what is heard into points."""

    @property
    def record(self) -> SpaceRecord:
        """Its dims, and what makes its latents comparable."""

    def embed(self, levelled: Audio, measured: Floats) -> Floats:
        """Points ``(B, D)``, finite.

        Args:
            levelled: Sounds ``(B, T)`` at :data:`~.measures.MEASURED_HZ`, of one peak.
            measured: Their descriptors ``(B, K)``.
        """


class Timbre:
    """Means and spreads of 40 log-mel bands over time, how fast they change, and descriptors.

    Example:
        >>> hiss = np.random.default_rng(0).normal(0, 0.05, (2, 24_000)).astype(np.float32)
        >>> Timbre().embed(hiss, np.zeros((2, 7), np.float32)).shape
        (2, 126)
    """

    def __init__(self) -> None:
        from timbrespace.settings.measures import NAMES

        bands = [f"mel{band:02d}.{what}" for what in ("mean", "sd", "flux") for band in range(40)]
        # Not the loudness: effects are laid out by what they do, not by how loud they do it.
        dims = tuple(Dim(name) for name in (*bands, *NAMES[1:]))
        self.record = SpaceRecord("settings:timbre", dims, None, notes={"revision": "1"})

    def embed(self, levelled: Audio, measured: Floats) -> Floats:
        """See :class:`Embedding`."""
        frames = np.stack([_log_mel(sound) for sound in levelled])
        changes = np.abs(np.diff(frames, axis=1)).mean(axis=1)
        parts = [frames.mean(axis=1), frames.std(axis=1), changes, measured[:, 1:]]
        return np.nan_to_num(np.concatenate(parts, axis=1).astype(np.float32))


class Style:
    """The embedding of styles that was trained here (docs/effects-space.md)."""

    def __init__(self) -> None:
        from timbrespace.spaces.trained.opening import open_space

        self._space: Any = open_space(STYLE)
        self.record = SpaceRecord(
            self._space.id,
            tuple(self._space.dims),
            self._space.sample_rate,
            model_hash=self._space.model_hash,
        )

    def embed(self, levelled: Audio, measured: Floats) -> Floats:
        """See :class:`Embedding`."""
        points = [self._space.encode(sound[None], MEASURED_HZ) for sound in levelled]
        return np.stack([np.atleast_2d(each).mean(axis=0) for each in points]).astype(np.float32)


class OfMatcher:
    """The latent of a matcher of one effect (docs/matching.md): what it tells settings from.

    Args:
        effect: The effect.

    Raises:
        TimbrespaceError: It has no matcher.
    """

    def __init__(self, effect: Effect) -> None:
        found = _matcher_of(effect)
        self._matcher = found
        weights = np.concatenate([a.ravel() for _, a in sorted(found.network.arrays.items())])
        n_dims = len(found.network.encode(np.zeros(len(found.network.arrays["mean"]))))
        self.record = SpaceRecord(
            f"matcher:{effect.id}",
            tuple(Dim(f"z{i}") for i in range(n_dims)),
            None,
            model_hash=hashlib.sha256(np.ascontiguousarray(weights, "<f4").tobytes()).hexdigest(),
        )

    def embed(self, levelled: Audio, measured: Floats) -> Floats:
        """See :class:`Embedding`."""
        from timbrespace.matching.style import style

        found = [self._matcher.network.encode(style(each, MEASURED_HZ)) for each in levelled]
        return np.nan_to_num(np.stack(found).astype(np.float32))

    def predicted(self, dry: Floats, latent: Floats, theta: Floats) -> Floats:
        """The settings ``(P,)`` that the matcher holds to lie between two latents ``(D,)``.

        Args:
            dry: Of the clip as it is.
            latent: Of a point.
            theta: What it does not look for stays as it is here.
        """
        made = np.array(theta, np.float32)
        made[self._matcher.columns] = self._matcher.network.between(dry, latent).point
        return made


def open_embedding(name: str, effect: Effect | None = None) -> Embedding:
    """An embedding by its name.

    Args:
        name: ``"timbre"``, ``"style"`` or ``"matcher"``.
        effect: Whose settings are laid out; a matcher belongs to one.

    Raises:
        TimbrespaceError: There is none of that name, or it can't be opened here.
    """
    if name in _ANY:
        return _opened(name)
    if name == "matcher" and effect is not None:
        return OfMatcher(effect)
    raise TimbrespaceError(
        f"There is no embedding '{name}' here.", f"Choose one of {', '.join(TITLES)}."
    )


#: Those that are the same for all effects.
_ANY: dict[str, Callable[[], Embedding]] = {"timbre": Timbre, "style": Style}


@cache
def _opened(name: str) -> Embedding:
    return _ANY[name]()


def offered(effect: Effect | None = None) -> list[dict[str, str]]:
    """All of them: name, title, and why one can't be had.

    Args:
        effect: Whose settings are laid out; without one, no matcher can be had.

    Example:
        >>> {each["name"]: each["problem"] for each in offered()}["matcher"]
        'A matcher belongs to one effect.'
    """
    return [
        {"name": name, "title": title, "problem": _problem(name, effect)}
        for name, title in TITLES.items()
    ]


def default_name() -> str:
    """The best that can be had here, whatever the effect."""
    return next(each["name"] for each in offered() if not each["problem"])


def _problem(name: str, effect: Effect | None) -> str:
    try:
        if name == "matcher":
            _matcher_of(effect)
        elif name == "style":
            from timbrespace.spaces.trained.installed import find

            find(STYLE)
    except TimbrespaceError as error:
        return error.message
    return ""


def _matcher_of(effect: Effect | None) -> Matcher:
    from timbrespace.matching.storage import find_matcher

    if effect is None:
        raise TimbrespaceError("A matcher belongs to one effect.", "Name the effect.")
    found = find_matcher(effect)
    if found is None:
        raise TimbrespaceError(
            f"There is no matcher of {effect.title}.",
            f"Learn one: timbrespace train matcher SOUNDS --effect {effect.id}",
        )
    return found


def _log_mel(sound: Audio) -> Floats:
    from timbrespace.measure.spectra import magnitudes, mel_bands

    power = np.square(magnitudes(sound, N_FFT, HOP)) / N_FFT
    bands = power @ mel_bands(MEASURED_HZ, N_FFT, BANDS, 30.0)
    return np.asarray(np.log10(np.maximum(bands, FLOOR)), np.float32)
