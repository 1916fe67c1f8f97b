"""What a factor flow has to beat: PCA, ICA and LDA with as many dims for each factor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Kind = Literal["pca", "ica", "lda"]
KINDS: tuple[Kind, ...] = ("pca", "lda", "ica")
Blocks = dict[str, slice]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class LinearFactors:
    """A linear code whose columns are ordered like a flow's: factors first, then residual.

    Args:
        kind: How it was found.
        mean: What is subtracted ``(D,)``.
        axes: Columns that the rest is multiplied by ``(D, D)``.
        factors: Factor -> its columns.
    """

    kind: Kind
    mean: Floats
    axes: Floats
    factors: Blocks

    def forward(self, z: NDArray[Any]) -> NDArray[np.float32]:
        """Factors and residual ``(N, D)`` of latents ``(N, D)``."""
        return np.asarray((z - self.mean) @ self.axes, np.float32)


def fit_linear(
    kind: Kind,
    z: NDArray[Any],
    labels: Mapping[str, NDArray[Any]],
    dims: Mapping[str, int],
    seed: int = 0,
) -> LinearFactors:
    """Fit a linear code on training rows.

    PCA and ICA do not know the labels, so their components are dealt out: in turn, each
    factor takes the one whose variance its classes explain best. LDA takes each factor's
    leading discriminants (shrunk after Ledoit & Wolf, 2004); the residual is what is
    orthogonal to all of them.

    Args:
        kind: ``"pca"``, ``"lda"`` or ``"ica"``.
        z: Latents ``(N, D)``.
        labels: Factor -> class codes ``(N,)``; -1 is "no label".
        dims: Factor -> how many dims.
        seed: For ICA.

    Example:
        >>> rng = np.random.default_rng(0)
        >>> z = rng.normal(size=(40, 4)); wood = np.arange(40) % 2
        >>> z[:, 2] += 5 * wood
        >>> code = fit_linear("lda", z, {"material": wood}, {"material": 1})
        >>> float(abs(np.corrcoef(code.forward(z)[:, 0], wood)[0, 1])) > 0.9
        True
    """
    z = np.asarray(z, np.float64)
    mean = z.mean(axis=0)
    blocks, begin = {}, 0
    for name, width in dims.items():
        blocks[name] = slice(begin, begin + width)
        begin += width
    if kind == "lda":
        axes = _discriminants(z, labels, dims)
    else:
        found = _principal(z - mean) if kind == "pca" else _independent(z - mean, seed)
        axes = found[:, _dealt_out((z - mean) @ found, labels, dims)]
    return LinearFactors(kind, mean, axes, blocks)


def explained(x: Floats, codes: NDArray[Any]) -> Floats:
    """Share of each column's variance that lies between classes ``(D,)``, 0 to 1."""
    known = np.asarray(codes) >= 0
    x, codes = x[known], np.unique(np.asarray(codes)[known], return_inverse=True)[1]
    counts = np.bincount(codes)
    means = np.stack([np.bincount(codes, column) for column in x.T], axis=1) / counts[:, None]
    between = (counts[:, None] * (means - x.mean(axis=0)) ** 2).sum(axis=0)
    return np.asarray(between / np.maximum(((x - x.mean(axis=0)) ** 2).sum(axis=0), 1e-12))


def _dealt_out(
    x: Floats, labels: Mapping[str, NDArray[Any]], dims: Mapping[str, int]
) -> NDArray[np.int64]:
    """An order of columns: each factor's, as the factors take them in turn, then the rest."""
    shares = {name: explained(x, labels[name]) for name in dims}
    taken: dict[str, list[int]] = {name: [] for name in dims}
    free = set(range(x.shape[1]))
    while any(len(taken[name]) < dims[name] for name in dims):
        for name in dims:
            if len(taken[name]) < dims[name]:
                best = max(sorted(free), key=lambda column: shares[name][column])
                taken[name].append(best)
                free.remove(best)
    return np.array([c for columns in taken.values() for c in columns] + sorted(free))


def _principal(x: Floats) -> Floats:
    return np.asarray(np.linalg.svd(x, full_matrices=False)[2].T if len(x) > x.shape[1] else
                      np.linalg.svd(x)[2].T)  # fmt: skip


def _independent(x: Floats, seed: int) -> Floats:
    import warnings

    from sklearn.decomposition import FastICA
    from sklearn.exceptions import ConvergenceWarning

    with warnings.catch_warnings():
        # ICA of real latents often goes on turning slightly; where it stands is good enough.
        warnings.simplefilter("ignore", ConvergenceWarning)
        fitted = FastICA(whiten="unit-variance", random_state=seed, max_iter=300).fit(x)
    return np.asarray(fitted.components_.T)


def _discriminants(
    z: Floats, labels: Mapping[str, NDArray[Any]], dims: Mapping[str, int]
) -> Floats:
    from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

    columns = []
    for name, width in dims.items():
        codes = np.asarray(labels[name])
        # One row says nothing of the spread within its class.
        known = (codes >= 0) & (np.bincount(np.maximum(codes, 0))[codes] > 1)
        model = LinearDiscriminantAnalysis(solver="eigen", shrinkage="auto")
        model.fit(z[known], codes[known])
        columns.append(model.scalings_[:, :width])
    wanted = np.concatenate(columns, axis=1)
    wanted = wanted / np.maximum(np.linalg.norm(wanted, axis=0), 1e-12)
    rest = np.linalg.qr(wanted, mode="complete")[0][:, wanted.shape[1] :]
    return np.concatenate([wanted, rest], axis=1)
