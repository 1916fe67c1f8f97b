"""The words of a surrogate as inlets: what each is called, where it begins and what it says."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from timbrespace.surrogates.base import Floats, Surrogate, Word

#: Wanted from the start, where the voice has them; the others are free until asked for.
LOUDNESS = "loudness_lufs"
FIRST = (LOUDNESS, "brightness", "depth", "roughness")
#: Time constant of the latents from the start, in ms: that of the live engine.
SMOOTHING_MS = 15.0


@dataclass(frozen=True)
class Inlet:
    """One word that can be asked for.

    Args:
        name: Of the word; also in OSC addresses.
        title: What a person reads.
        unit: Its unit, or ``""``.
        low: Lower end of what the voice reaches; less is taken for this.
        high: Upper end; more is taken for this.
        start: What the voice does where it begins.
        free: Whether it begins free: the word may go wherever the others take it.
        log: Whether its slider goes by octaves.
    """

    name: str
    title: str
    unit: str
    low: float
    high: float
    start: float
    free: bool
    log: bool = False

    @property
    def help(self) -> str:
        """One line for whoever rests the mouse on it.

        Example:
            >>> Inlet("pitch_hz", "Pitch", "Hz", 200.0, 4_000.0, 523.0, True).help
            'Pitch in Hz, 200 to 4000'
        """
        unit = f" in {self.unit}" if self.unit else ""
        return f"{self.title}{unit}, {number(self.low)} to {number(self.high)}"


def inlets(surrogate: Surrogate) -> tuple[Inlet, ...]:
    """The words that get an inlet, in the surrogate's order: all that have no problem."""
    words = [word for word in surrogate.words if not word.problem]
    said = dict(zip(surrogate.names, surrogate.predict(home(surrogate)[None])[0][0], strict=True))
    first = {word.name for word in words if word.name in FIRST} or {word.name for word in words}
    return tuple(_inlet(word, said[word.name], word.name not in first) for word in words)


def home(surrogate: Surrogate) -> Floats:
    """Where playing begins ``(D,)``: a usual frame that sounds, as ordinary as can be.

    The middle of a space is often silence; so of the louder frames, but for the very loudest, the
    one is taken that is nearest to their own middle.
    """
    frames = np.asarray(surrogate.usual, np.float64)
    if LOUDNESS in surrogate.names:
        loudness = surrogate.predict(frames)[0][:, surrogate.names.index(LOUDNESS)]
        low, high = np.quantile(loudness, (0.7, 0.95))
        frames = frames[(loudness >= low) & (loudness <= high)]
    spread = np.maximum(frames.std(axis=0), 1e-9)
    far = (((frames - frames.mean(axis=0)) / spread) ** 2).sum(axis=1)
    nearest: Floats = frames[int(far.argmin())]
    return nearest


def number(value: float) -> str:
    """A number as short as it can be read, without an exponent.

    Example:
        >>> number(-23.4567), number(4_186.01), number(0.5)
        ('-23.5', '4186', '0.5')
    """
    digits = max(0, 2 - int(np.floor(np.log10(max(abs(value), 1.0)))))
    text = f"{value:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _inlet(word: Word, said: float, free: bool) -> Inlet:
    start = float(np.clip(said, word.low, word.high)) if np.isfinite(said) else word.low
    log = word.log and word.low > 0  # A slider by octaves can't begin at 0.
    return Inlet(word.name, word.title, word.unit, word.low, word.high, start, free, log)
