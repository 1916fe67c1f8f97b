"""Probes that are kept: once fitted on an atlas, a class of it is a descriptor of any sound."""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class FittedProbe:
    """A logistic regression on one space.

    Args:
        label: What it tells (``"material"``).
        classes: The values of the label, C of them.
        space: Full id of the space, pooled.
        model_hash: Of its weights.
        weights: ``(C, D)``, of latents that are not scaled.
        bias: ``(C,)``.
        accuracy: Balanced, on groups held out.
        n_items: What it was fitted on.
        n_groups: What that was recorded in.
    """

    label: str
    classes: tuple[str, ...]
    space: str
    model_hash: str
    weights: Floats
    bias: Floats
    accuracy: float
    n_items: int
    n_groups: int

    def scores(self, latents: NDArray[np.floating]) -> Floats:
        """Probability of each class ``(N, C)`` for latents ``(N, D)``; NaN stays NaN.

        Example:
            >>> probe = FittedProbe("m", ("a", "b"), "s", "", np.eye(2), np.zeros(2), 1.0, 4, 2)
            >>> probe.scores(np.array([[2.0, 2.0]])).tolist()
            [[0.5, 0.5]]
        """
        logits = latents @ self.weights.T + self.bias
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True), np.float64)


def fit(
    label: str,
    classes: tuple[str, ...],
    latents: NDArray[np.floating],
    y: NDArray[np.int64],
    *,
    space: str,
    model_hash: str,
    accuracy: float,
    n_groups: int,
) -> FittedProbe:
    """Fit a probe on latents ``(N, D)`` with classes ``(N,)``; they are scaled first."""
    from sklearn.linear_model import LogisticRegression

    from timbrespace.factors.probing.probes import LOGISTIC_C

    rows = np.asarray(latents, np.float64)
    mean, scale = rows.mean(axis=0), rows.std(axis=0)
    scale = np.where(scale > 1e-12, scale, 1.0)
    # As many components as rows at most tell anything; the penalty is the probes' own per dim.
    strength = LOGISTIC_C * 64 / max(64, rows.shape[1])
    model = LogisticRegression(C=strength, max_iter=1000, tol=1e-3).fit((rows - mean) / scale, y)
    weights, bias = model.coef_, model.intercept_
    if len(weights) == 1:
        weights, bias = np.vstack([-weights, weights]) / 2, np.r_[-bias, bias] / 2
    weights = weights / scale
    return FittedProbe(
        label,
        classes,
        space,
        model_hash,
        weights,
        bias - weights @ mean,
        accuracy,
        len(y),
        n_groups,
    )


def remember(probe: FittedProbe) -> Path:
    """Keep a probe for this user, under its label; returns the file."""
    from timbrespace.atlas.files import write_json

    path = _path(probe.label)
    path.parent.mkdir(parents=True, exist_ok=True)
    facts = asdict(probe)
    write_json(path, {k: v.tolist() if isinstance(v, np.ndarray) else v for k, v in facts.items()})
    return path


def recall(label: str) -> FittedProbe:
    """The probe that is kept for a label.

    Raises:
        TimbrespaceError: There is none.
    """
    path = _path(label)
    if not path.is_file():
        raise TimbrespaceError(
            f"No probe for '{label}' is kept here.",
            f"Fit it on an atlas with that label: timbrespace describe ATLAS --descriptor "
            f"probe:{label}=VALUE",
        )
    return _read(path, os.stat(path).st_mtime_ns)


@lru_cache(maxsize=8)
def _read(path: Path, changed: int) -> FittedProbe:
    try:
        facts: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        facts |= {name: np.array(facts[name], np.float64) for name in ("weights", "bias")}
        return FittedProbe(**{**facts, "classes": tuple(facts["classes"])})
    except (ValueError, KeyError, TypeError) as error:
        raise TimbrespaceError(
            f"The probe in '{path}' can't be read ({error}).", "Delete the file; fit it anew."
        ) from None


def _path(label: str) -> Path:
    from timbrespace.places import config_dir

    name = re.sub(r"[^\w-]+", "-", label) or "label"
    return config_dir() / "probes" / f"{name}.json"
