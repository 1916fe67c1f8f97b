"""By what settings are laid out: how near two of them sound."""

from __future__ import annotations

from functools import cache
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from timbrespace.effects.base import Audio
from timbrespace.errors import TimbrespaceError
from timbrespace.settings.measures import MEASURED_HZ
from timbrespace.spaces.base import Dim, SpaceRecord

Floats = NDArray[np.float32]

#: Names that faces offer, the best first; the first that is here is the default.
TITLES = {
    "style": "Style (learned: what the effect does, whatever the sound)",
    "timbre": "Timbre (log-mel statistics and descriptors)",
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


@cache
def open_embedding(name: str) -> Embedding:
    """An embedding by its name.

    Raises:
        TimbrespaceError: There is none of that name, or it can't be opened here.
    """
    if name == "timbre":
        return Timbre()
    if name == "style":
        return Style()
    raise TimbrespaceError(
        f"There is no embedding '{name}'.", f"Choose one of {', '.join(TITLES)}."
    )


def offered() -> list[dict[str, str]]:
    """All of them: name, title, and why one can't be had."""
    return [
        {"name": name, "title": title, "problem": _problem(name)} for name, title in TITLES.items()
    ]


def default_name() -> str:
    """The best that can be had here."""
    return next(each["name"] for each in offered() if not each["problem"])


def _problem(name: str) -> str:
    if name != "style":
        return ""
    from timbrespace.spaces.trained.installed import find

    try:
        find(STYLE)
    except TimbrespaceError as error:
        return str(error)
    return ""


def _log_mel(sound: Audio) -> Floats:
    from timbrespace.measure.spectra import magnitudes, mel_bands

    power = np.square(magnitudes(sound, N_FFT, HOP)) / N_FFT
    bands = power @ mel_bands(MEASURED_HZ, N_FFT, BANDS, 30.0)
    return np.asarray(np.log10(np.maximum(bands, FLOOR)), np.float32)
