"""Which latents are measured: where real sounds lie, and a little around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.base import Dim, Latents
from timbrespace.surrogates.base import Floats

DRAWS = ("posterior", "prior", "box", "sobol")

#: How far frames are moved, in their own standard deviations. Enough to fill the gaps between
#: them and to go somewhat beyond (the spread grows by 8 %), for players go beyond too.
BANDWIDTH = 0.4
#: Drawn latents that stand for the known region where the voice brings no frames.
N_USUAL = 2048
#: Ends of a dim's range lie so many standard deviations from its middle (1 and 99 %).
_ENDS = 2.326


@dataclass(frozen=True)
class Drawn:
    """Latents to measure, and how they came about.

    Args:
        latents: ``(N, D)``.
        usual: ``(M, D)``: where the voice is known to be at home.
        draw: How.
        said: The same for people, in one sentence.
    """

    latents: Latents
    usual: Latents
    draw: str
    said: str


def draw_latents(
    dims: Sequence[Dim],
    frames: Latents | None,
    n: int,
    draw: str = "posterior",
    seed: int = 0,
) -> Drawn:
    """Draw ``n`` latents.

    Args:
        dims: Of the voice.
        frames: ``(M, D)`` that real sounds have in this space, or None.
        n: How many.
        draw: ``"posterior"``: frames drawn with replacement, each moved by a little of their
            covariance (the smoothed bootstrap, Silverman and Young 1987). One Gaussian over all
            frames would put most points where no sound ever is, since frames of silence, of
            attacks and of notes lie in clumps. ``"prior"``: a Gaussian as wide as the dims'
            ranges, or of unit width where they have none. ``"box"``: uniform within the ranges.
            ``"sobol"``: the same box, filled evenly (scrambled Sobol points).
        seed: The same seed gives the same latents.

    Raises:
        TimbrespaceError: There is no such draw, or too few points are asked for.

    Example:
        >>> made = draw_latents([Dim("z0", low=-1.0, high=1.0)], None, 8, "box")
        >>> made.latents.shape, bool((abs(made.latents) <= 1).all())
        ((8, 1), True)
    """
    if draw not in DRAWS:
        raise TimbrespaceError(f"There is no draw {draw!r}.", f"Use one of {', '.join(DRAWS)}.")
    if n < 1:
        raise TimbrespaceError(f"{n} points can't be drawn.", "Ask for some thousands.")
    rng = np.random.default_rng([seed, 11])
    latents: Floats
    usual: Floats | Latents
    if draw == "posterior" and frames is not None:
        latents, usual = _smoothed(frames, n, rng), frames
        said = f"Latents are {len(frames)} frames of real sounds, drawn anew and moved a little."
    elif draw in ("posterior", "prior"):
        latents, draw = _prior(dims, n, rng), "prior"
        usual = frames if frames is not None else _prior(dims, N_USUAL, rng)
        said = "Latents are drawn from the prior: a Gaussian as wide as the dims' ranges."
    else:
        low, high = box(dims, frames)
        filled = _sobol(n, len(dims), seed) if draw == "sobol" else rng.random((n, len(dims)))
        latents = low + (high - low) * filled
        usual = frames if frames is not None else latents[:N_USUAL]
        said = "Latents fill the box of the dims' ranges" + (
            " evenly (Sobol)." if draw == "sobol" else ", uniformly."
        )
    return Drawn(np.asarray(latents, np.float32), np.asarray(usual, np.float32), draw, said)


def box(dims: Sequence[Dim], frames: Latents | None) -> tuple[Floats, Floats]:
    """Lower and upper ends ``(D,)`` of the dims: as stated, else 1 and 99 % of the frames."""
    if frames is not None:
        low, high = np.percentile(np.asarray(frames, np.float64), [1, 99], axis=0)
    else:
        low, high = np.full(len(dims), -_ENDS), np.full(len(dims), _ENDS)
    stated = [dim.low is not None and dim.high is not None for dim in dims]
    low = np.where(stated, [dim.low or 0.0 for dim in dims], low)
    high = np.where(stated, [dim.high or 0.0 for dim in dims], high)
    return low, high


def _smoothed(frames: Latents, n: int, rng: np.random.Generator) -> Floats:
    frames = np.asarray(frames, np.float64)
    # Of one frame alone there is no covariance; it is then drawn as it is.
    centred = frames - frames.mean(axis=0)
    spread = centred.T @ centred / max(1, len(frames) - 1)
    values, vectors = np.linalg.eigh(spread)
    root = vectors * np.sqrt(np.maximum(values, 0.0))
    drawn = frames[rng.integers(len(frames), size=n)]
    moved: Floats = drawn + BANDWIDTH * rng.standard_normal(drawn.shape) @ root.T
    return moved


def _prior(dims: Sequence[Dim], n: int, rng: np.random.Generator) -> Floats:
    low, high = box(dims, None)
    drawn: Floats = (low + high) / 2 + (high - low) / (2 * _ENDS) * rng.standard_normal(
        (n, len(dims))
    )
    return drawn


def _sobol(n: int, n_dims: int, seed: int) -> Floats:
    from scipy.stats import qmc

    points = qmc.Sobol(n_dims, scramble=True, rng=np.random.default_rng([seed, 12]))
    # Whole powers of two are what Sobol points are even in; the rest is cut off.
    filled: Floats = points.random_base2(max(0, (n - 1).bit_length()))[:n]
    return filled
