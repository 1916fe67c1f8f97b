"""Whether labels can be told from latents, beside PCA, chance and shuffled labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: Folds, and how many times labels are shuffled for the permutation test.
FOLDS, SHUFFLES = 5, 200


def probed(
    label: str,
    values: Sequence[str | None],
    groups: Sequence[str],
    summaries: Mapping[str, NDArray[np.float64]],
    seed: int = 0,
) -> dict[str, Any] | None:
    """How often a linear classifier tells a label of clips that it was not fitted on.

    Ridge regression onto the classes, folds by group; the strength of its penalty is the number
    of features, so that nothing is tuned. Classes with fewer than two groups are left out.

    Args:
        label: Its name.
        values: Its value for each clip.
        groups: What was recorded together.
        summaries: Ways to see the clips, each ``(N, n)``; that of the space under ``""``.
        seed: Of folds and shuffles.

    Returns:
        A record as of a study's results, or None where there are fewer than two classes.
    """
    classes = _usable(values, groups)
    kept = [i for i, value in enumerate(values) if value in classes]
    if len(classes) < 2:
        return None
    truth = np.array([sorted(classes).index(str(values[i])) for i in kept])
    folds = _folds([groups[i] for i in kept], truth, seed)
    hats = {name: _hats(summary[kept], folds) for name, summary in summaries.items()}
    right = {name: _right(hat, truth) for name, hat in hats.items()}
    rng = np.random.default_rng([seed, 11])
    shuffled = np.array([_right(hats[""], rng.permutation(truth)) for _ in range(SHUFFLES)])
    low, high = _interval(right[""], len(kept))
    baselines = {name: value / len(kept) for name, value in right.items() if name}
    baselines |= {
        "most frequent": Counter(truth.tolist()).most_common(1)[0][1] / len(kept),
        "permutation": float(shuffled.mean()) / len(kept),
    }
    return {
        "name": "accuracy",
        "where": {"label": label, "probe": "ridge", "folds": FOLDS, "classes": len(classes)},
        "value": right[""] / len(kept),
        "low": low,
        "high": high,
        "level": 0.95,
        "unit": "",
        "n_items": len(kept),
        "n_groups": len({groups[i] for i in kept}),
        "better": "higher",
        "baselines": baselines,
        "p": (1 + int((shuffled >= right[""]).sum())) / (1 + SHUFFLES),
    }


def _usable(values: Sequence[str | None], groups: Sequence[str]) -> set[str]:
    pairs = {(value, group) for value, group in zip(values, groups, strict=True)}
    counts = Counter(value for value, _ in pairs if value is not None)
    return {value for value, many in counts.items() if many >= 2}


def _folds(groups: Sequence[str], truth: NDArray[np.int64], seed: int) -> NDArray[np.int64]:
    """The fold of each item: groups in random order within their class, dealt in turn."""
    first = {group: int(value) for group, value in zip(groups, truth, strict=True)}
    rng = np.random.default_rng([seed, 13])
    names = sorted(first)
    dealt = sorted((names[i] for i in rng.permutation(len(names))), key=lambda name: first[name])
    fold = {name: place % FOLDS for place, name in enumerate(dealt)}
    return np.array([fold[group] for group in groups])


def _hats(
    x: NDArray[np.float64], folds: NDArray[np.int64]
) -> list[tuple[NDArray[np.bool_], NDArray[np.float64]]]:
    """For each fold, what turns values of the others into predictions for it.

    Ridge regression is linear in what it predicts, so shuffled labels cost one product.
    """
    made = []
    for fold in np.unique(folds):
        out = folds == fold
        mean, deviation = x[~out].mean(axis=0), np.maximum(x[~out].std(axis=0), 1e-9)
        train, test = (x[~out] - mean) / deviation, (x[out] - mean) / deviation
        inner = train @ train.T + x.shape[1] * np.eye(len(train))
        made.append((out, np.asarray(test @ train.T @ np.linalg.inv(inner))))
    return made


def _right(
    hats: Sequence[tuple[NDArray[np.bool_], NDArray[np.float64]]], truth: NDArray[np.int64]
) -> int:
    """How many are told rightly."""
    wanted = np.eye(truth.max() + 1)[truth]
    right = 0
    for out, hat in hats:
        mean = wanted[~out].mean(axis=0)
        told = (hat @ (wanted[~out] - mean) + mean).argmax(axis=1)
        right += int((told == truth[out]).sum())
    return right


def _interval(right: int, n: int) -> tuple[float, float]:
    from scipy.stats import binomtest

    found = binomtest(right, n).proportion_ci(0.95)
    return float(found.low), float(found.high)
