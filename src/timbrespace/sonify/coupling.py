"""The coupling: from the latents of data to those of a voice, where real sounds lie in it.

Data is reduced to the voice's dims along its principal axes, whitened, and carried onto the
voice's aggregate posterior: the frames that real sounds have there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Protocol, get_args

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.sonify.mapping import fit_words
from timbrespace.sonify.transport import fit_entropic, fit_sliced
from timbrespace.sonify.whitening import LEAST_SHARE, Floats, Whitening, whiten
from timbrespace.spaces.base import Latents
from timbrespace.surrogates.base import Surrogate

#: ``"gaussian"``: whitened data gets the mean and covariance of the posterior. ``"sliced"``: and
#: more of its shape, by transport in slices. ``"entropic"``: the same by an entropic plan (POT).
#: ``"words"``: the first principal axes play descriptors, through a surrogate. Baselines:
#: ``"random"``: a random projection, as wide as the posterior; ``"plain"``: the latents as they
#: are, cut or filled up with noughts to the voice's size.
How = Literal["gaussian", "sliced", "entropic", "words", "random", "plain"]
HOWS: tuple[How, ...] = get_args(How)
#: Points are learned from at most so many rows of data, and of the posterior.
MOST_ROWS = 4_096
#: No point is left further out than this share of the posterior's own frames lie.
WITHIN = 0.99


class Coupling(Protocol):
    """From the latents of data to those of a voice."""

    @property
    def how(self) -> str:
        """One of :data:`HOWS`."""

    @property
    def facts(self) -> dict[str, Any]:
        """Axes kept, their share of the data's variance, words: plain facts."""

    def apply(self, latents: NDArray[np.floating]) -> Latents:
        """The voice's latents ``(N, K)`` for the data's ``(N, D)``, row by row."""


class _Map(Protocol):
    def apply(self, points: Floats) -> Floats: ...


@dataclass(frozen=True)
class Carried:
    """Whitened data, carried onto a posterior.

    Args:
        how: As it was asked for.
        data: Whitening of the data.
        home: Whitening of the posterior; only the data's number of axes of it is used.
        reach: Whitened points further out are drawn back to here.
        move: From there, among the voice's latents, onto the posterior's shape; None: no further.
        facts: Plain facts.
    """

    how: str
    data: Whitening
    home: Whitening
    reach: float
    move: _Map | None = None
    facts: dict[str, Any] = field(default_factory=dict)

    def apply(self, latents: NDArray[np.floating]) -> Latents:
        """The voice's latents ``(N, K)`` for the data's ``(N, D)``."""
        points = self.home.undo(_drawn_back(self.data.apply(latents), self.reach))
        return np.asarray(points if self.move is None else self.move.apply(points), np.float32)


@dataclass(frozen=True)
class Projected:
    """A linear map, shifted and stretched: ``(x - middle) @ matrix * scale + mean``.

    Args:
        how: As it was asked for.
        middle: ``(D,)``.
        matrix: ``(D, K)``.
        mean: ``(K,)``.
        facts: Plain facts.
    """

    how: str
    middle: Floats
    matrix: Floats
    mean: Floats
    facts: dict[str, Any] = field(default_factory=dict)

    def apply(self, latents: NDArray[np.floating]) -> Latents:
        """The voice's latents ``(N, K)`` for the data's ``(N, D)``."""
        rows = np.asarray(latents, np.float64) - self.middle
        return np.asarray(rows @ self.matrix + self.mean, np.float32)


def fit_coupling(
    data: NDArray[np.floating],
    posterior: NDArray[np.floating],
    how: How = "gaussian",
    seed: int = 0,
    *,
    surrogate: Surrogate | None = None,
    words: Sequence[str] = (),
) -> Coupling:
    """Learn to carry data onto a voice.

    Args:
        data: Latents ``(N, D)``; labels are not looked at.
        posterior: Frames ``(M, K)`` that real sounds have in the voice.
        how: One of :data:`HOWS`.
        seed: Of draws, turns and projections.
        surrogate: Of the voice; for ``"words"`` only.
        words: Descriptors for the first axes, in their order; default: some that sound apart.

    Raises:
        TimbrespaceError: There is no such way, too little data, or no surrogate.
        MissingExtra: ``"entropic"`` needs POT.

    Example:
        >>> rng = np.random.default_rng(0)
        >>> genes, frames = rng.normal(size=(60, 32)), 3 + rng.normal(size=(500, 4))
        >>> made = fit_coupling(genes, frames, "gaussian").apply(genes)
        >>> made.shape, bool(abs(made.mean() - 3) < 0.2)
        ((60, 4), True)
    """
    if how not in HOWS:
        raise TimbrespaceError(f"Nothing is coupled by '{how}'.", f"Use {', '.join(HOWS)}.")
    data, posterior = _some(data, seed), _some(posterior, seed)
    if how == "words":
        return fit_words(data, surrogate, words)
    if how == "plain":
        return _plain(data.shape[1], posterior.shape[1])
    home = whiten(posterior)
    if how == "random":
        return _random(data, posterior, seed)
    white = whiten(data, most=home.n_axes, least_share=LEAST_SHARE)
    there = home.apply(posterior)[:, : white.n_axes]
    reach = float(np.quantile(np.linalg.norm(there, axis=1), WITHIN))
    facts = {"n_axes": white.n_axes, "variance_kept": round(white.share, 4)}
    made = Carried(how, white, home, reach, facts=facts)
    if how == "gaussian":
        return made
    # In the voice's own units: among whitened points, axes that hardly matter would count as much
    # as the first, and neighbours would part.
    fit = fit_sliced if how == "sliced" else fit_entropic
    return replace(made, move=fit(made.apply(data).astype(np.float64), posterior, seed))


def _random(data: Floats, posterior: Floats, seed: int) -> Projected:
    rng = np.random.default_rng([seed, 24])
    matrix = rng.normal(size=(data.shape[1], posterior.shape[1]))
    middle = data.mean(axis=0)
    spread = ((data - middle) @ matrix).std(axis=0)
    matrix *= posterior.std(axis=0) / np.maximum(spread, 1e-12)
    return Projected("random", middle, matrix, posterior.mean(axis=0))


def _plain(n_dims: int, n_voice: int) -> Projected:
    return Projected("plain", np.zeros(n_dims), np.eye(n_dims, n_voice), np.zeros(n_voice))


def _drawn_back(points: Floats, reach: float) -> Floats:
    far = np.linalg.norm(points, axis=1, keepdims=True)
    return np.asarray(points * np.minimum(1.0, reach / np.maximum(far, 1e-12)), np.float64)


def _some(rows: NDArray[np.floating], seed: int) -> Floats:
    all_rows: Floats = np.asarray(rows, np.float64)
    if len(rows) <= MOST_ROWS:
        return all_rows
    chosen = np.random.default_rng([seed, 25]).choice(len(rows), MOST_ROWS, replace=False)
    return all_rows[np.sort(chosen)]
