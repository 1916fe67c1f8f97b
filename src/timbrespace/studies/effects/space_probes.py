"""Probes of a space of effects: classifiers of the effect, regressors of its settings."""

from __future__ import annotations

import warnings
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from timbrespace.studies.effects.space_features import Candidate

Rows = NDArray[np.float64]
Codes = NDArray[np.int64]
Probe = Literal["linear", "knn-euclid", "knn-cosine", "knn-scaled", "forest"]

PROBES: tuple[Probe, ...] = ("linear", "knn-euclid", "knn-cosine", "knn-scaled", "forest")
TITLES: dict[Probe, str] = {
    "linear": "linear",
    "knn-euclid": "kNN, Euclidean",
    "knn-cosine": "kNN, cosine",
    "knn-scaled": "kNN, scaled dims",
    "forest": "random forest",
}

#: Settings of the probes, fixed beforehand.
NEIGHBOURS, TREES, STRENGTH = 10, 100, 0.1
RIDGES = (1.0, 10.0, 100.0, 1000.0)


def seen(candidate: Candidate, train: Codes, test: Codes, seed: int = 0) -> tuple[Rows, Rows]:
    """Features of both parts; principal components are those of the training part.

    Args:
        candidate: Whose.
        train: Rows that are learned from.
        test: Rows that are asked about.
        seed: Of the range finder (Halko et al. 2011).
    """
    here = candidate.vectors[train].astype(float)
    held = candidate.vectors[test].astype(float)
    if candidate.n_components is None:
        return here, held
    from sklearn.decomposition import PCA

    n = min(candidate.n_components, len(train) - 1, here.shape[1])
    pca = PCA(n, svd_solver="randomized", random_state=seed).fit(here)
    return pca.transform(here), pca.transform(held)


def classify(probe: Probe, train: Rows, y: Codes, test: Rows, seed: int = 0) -> Codes:
    """The classes ``(n,)`` of test rows.

    Example:
        >>> rows = np.repeat([[-1.0, 0.1], [1.0, 0.1]], 12, axis=0)
        >>> classify("knn-cosine", rows, np.repeat([0, 1], 12), rows[::12]).tolist()
        [0, 1]
    """
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.linear_model import LogisticRegression
    from sklearn.neighbors import KNeighborsClassifier

    model: Any
    if probe == "linear":
        train, test = scaled(train, test)
        model = LogisticRegression(C=STRENGTH, max_iter=2000, tol=1e-3)
    elif probe == "forest":
        model = RandomForestClassifier(TREES, random_state=seed, n_jobs=1)
    else:
        train, test = _for_neighbours(probe, train, test)
        model = KNeighborsClassifier(min(NEIGHBOURS, len(train)), algorithm="brute")
    return np.asarray(_fitted(model, train, y).predict(test), np.int64)


def regress(probe: Probe, train: Rows, theta: Rows, test: Rows, seed: int = 0) -> Rows:
    """The settings ``(n, P)`` of test rows, learned from rows with settings ``theta``."""
    from sklearn.ensemble import RandomForestRegressor
    from sklearn.linear_model import RidgeCV
    from sklearn.neighbors import KNeighborsRegressor

    model: Any
    if probe == "linear":
        train, test = scaled(train, test)
        model = RidgeCV(RIDGES)
    elif probe == "forest":
        model = RandomForestRegressor(TREES, random_state=seed, n_jobs=1)
    else:
        train, test = _for_neighbours(probe, train, test)
        model = KNeighborsRegressor(min(NEIGHBOURS, len(train)), algorithm="brute")
    told = np.asarray(_fitted(model, train, _flat(theta)).predict(test), float)
    return told.reshape(len(test), theta.shape[1])


def scaled(train: Rows, test: Rows) -> tuple[Rows, Rows]:
    """Dims with mean 0 and deviation 1 on the training part; those that never vary are left."""
    mean, deviation = train.mean(axis=0), train.std(axis=0)
    deviation = np.where(deviation > 1e-9 * max(1.0, float(deviation.max())), deviation, 1.0)
    return (train - mean) / deviation, (test - mean) / deviation


def unit(rows: Rows) -> Rows:
    """Rows of length 1: between them the Euclidean order is that of the cosine."""
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12))


def _for_neighbours(probe: Probe, train: Rows, test: Rows) -> tuple[Rows, Rows]:
    if probe == "knn-scaled":
        return scaled(train, test)
    return (unit(train), unit(test)) if probe == "knn-cosine" else (train, test)


def _flat(theta: Rows) -> Rows:
    """One setting as scikit-learn's forests want it."""
    return theta[:, 0] if theta.shape[1] == 1 else theta


def _fitted(model: Any, rows: Rows, y: Any) -> Any:
    with warnings.catch_warnings():
        # An ill-conditioned Gram matrix, where features outnumber rows; the ridge mends it.
        warnings.filterwarnings("ignore", message=".*[Ii]ll-conditioned.*")
        return model.fit(rows, y)
