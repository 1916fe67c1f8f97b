"""The figure that counts, for a word of one's own: ask a voice for it, and hear what comes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from timbrespace.jobs import Job
from timbrespace.surrogates.base import Floats, Points

if TYPE_CHECKING:
    from timbrespace.spaces.voice import Voice
    from timbrespace.surrogates.words.surrogate import WithOwnWords

#: Asked so often; each is a decode of a second or so.
N_REQUESTS = 40


@dataclass(frozen=True)
class WordLoop:
    """What came of asking one voice for a word.

    Args:
        voice: Its id.
        voice_hash: Its ``model_hash``; with another, the figure says nothing.
        spearman: Rank correlation of what was wanted and what the word makes of the decodes.
        low: Lower end of its 95 % interval, by bootstrap over requests.
        high: Upper end.
        n: Requests.
    """

    voice: str
    voice_hash: str
    spearman: float
    low: float
    high: float
    n: int

    @property
    def comes(self) -> bool:
        """Whether asking brings it about, by the rule for a voice's own words."""
        from timbrespace.surrogates.evaluation import LEAST_SPEARMAN

        return self.spearman >= LEAST_SPEARMAN

    def sentence(self) -> str:
        """What it comes to, in words.

        Example:
            >>> WordLoop("stream:bells", "", 0.93, 0.88, 0.96, 40).sentence()
            'Asked of stream:bells, it comes: wanted and heard agree by 0.93 (0.88 to 0.96).'
        """
        comes = "it comes" if self.comes else "it does not come"
        figures = f"{self.spearman:.2f} ({self.low:.2f} to {self.high:.2f})"
        return f"Asked of {self.voice}, {comes}: wanted and heard agree by {figures}."

    def plain(self) -> dict[str, Any]:
        """As plain data, with the sentence for people."""
        return {**asdict(self), "said": self.sentence()}


def close_loop(
    surrogate: WithOwnWords,
    name: str,
    voice: Voice,
    points: Points | None = None,
    *,
    n_requests: int = N_REQUESTS,
    seed: int = 0,
    job: Job | None = None,
) -> WordLoop:
    """Ask for a word, decode, describe, and let the word judge what is heard.

    Wanted is what the word makes of points that were measured, or, without any, what lies evenly
    within its reach; the player stands at a usual frame each time. What judges is the word's
    slider, which reads descriptors; how well that follows a word that reads an embedding is
    :attr:`timbrespace.surrogates.words.word.OwnWord.slider_r2`.

    Args:
        surrogate: Of the voice, with that word.
        name: Of the word.
        voice: That is asked.
        points: Of the voice.
        n_requests: How often.
        seed: Of the requests.
        job: Counts decodes; can be stopped.
    """
    from timbrespace.surrogates.closed_loop import Loop
    from timbrespace.surrogates.holding import hold_for
    from timbrespace.surrogates.meter import Meter

    slider = next(each for each in surrogate.sliders if each.word.name == name)
    rng = np.random.default_rng([seed, 71])
    low, high = slider.word.low, slider.word.high
    reached = None if points is None else slider.heard(_values(surrogate, points))
    wanted = _drawn(reached, low, high, n_requests, rng)
    near = surrogate.usual[rng.integers(len(surrogate.usual), size=n_requests)].astype(np.float64)
    latents = np.stack(
        [surrogate.invert({name: w}, z).latent for w, z in zip(wanted.tolist(), near, strict=True)]
    )
    meter = Meter(voice, surrogate.base.names, hold_for(voice))
    heard = slider.heard(meter.read_all(latents.astype(np.float32), job).values)
    moved = np.linalg.norm(latents - near, axis=1)
    loop = Loop(name, False, "gradient", wanted, heard, moved)
    # Where nothing that is heard differs, nothing came of asking.
    spearman, ends = np.nan_to_num(loop.spearman), np.nan_to_num(loop.interval(seed=seed))
    return WordLoop(
        voice.id, voice.model_hash, float(spearman), float(ends[0]), float(ends[1]), n_requests
    )


def from_plain(values: Mapping[str, Any]) -> WordLoop:
    """What a word's file holds.

    Raises:
        KeyError, TypeError, ValueError: It is none.
    """
    numbers = {name: float(values[name]) for name in ("spearman", "low", "high")}
    if not all(-1.0 <= number <= 1.0 for number in numbers.values()):
        raise ValueError("its closed loop is no rank correlation")
    return WordLoop(str(values["voice"]), str(values["voice_hash"]), **numbers, n=int(values["n"]))


def _values(surrogate: WithOwnWords, points: Points) -> Floats:
    """Of points that are heard, the descriptors in the order of the voice's surrogate."""
    values = np.full((len(points.values), len(surrogate.base.names)), np.nan)
    for k, each in enumerate(surrogate.base.names):
        if each in points.names:
            values[:, k] = points.values[:, points.names.index(each)]
    return values[~points.silent]


def _drawn(
    reached: Floats | None, low: float, high: float, n: int, rng: np.random.Generator
) -> Floats:
    """Wishes ``(n,)`` within a word's reach."""
    bottom, top = min(low, high), max(low, high)
    inside = np.zeros(0) if reached is None else reached[(reached >= bottom) & (reached <= top)]
    return rng.choice(inside, n) if len(inside) else rng.uniform(bottom, top, n)
