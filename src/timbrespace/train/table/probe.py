"""Whether a label can be told from latents of rows that nothing was fitted on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from timbrespace.train.redrawn import redrawn

#: Of the labels.
SHUFFLES = 200
#: Of the penalty: components are scaled to deviation 1, and most of them are noise.
STRENGTH = 0.1


class Seen(NamedTuple):
    """One way to see the rows ``(n, d)``: those a probe is fitted on, those it is asked about."""

    train: NDArray[np.float64]
    test: NDArray[np.float64]


def probed(
    label: str,
    train: Sequence[str | None],
    test: Sequence[str | None],
    groups: Sequence[str],
    seen: Mapping[str, Seen],
    seed: int = 0,
) -> dict[str, Any] | None:
    """How well a linear classifier tells a label of held-out rows: balanced accuracy.

    Logistic regression on the rows that the space was trained on, asked about the test rows;
    classes that lack in either are left out. Nothing is tuned.

    Args:
        label: Its name.
        train: Its value for the rows of training; None where missing.
        test: Its value for the rows of the test.
        groups: What belongs together, of the rows of the test.
        seen: Ways to see the rows; that of the space under ``""``, baselines under their names.
        seed: Of intervals and shuffles.

    Returns:
        A record as of a study's results, or None where there are fewer than two classes.
    """
    classes = sorted({each for each in train if each} & {each for each in test if each})
    if len(classes) < 2:
        return None
    code = {name: i for i, name in enumerate(classes)}
    kept = [np.array([i for i, each in enumerate(part) if each in code], np.int64)
            for part in (train, test)]  # fmt: skip
    fitted, truth = (np.array([code[str(part[i])] for i in index])
                     for part, index in zip((train, test), kept, strict=True))  # fmt: skip
    said = {
        name: _told(way.train[kept[0]], fitted, way.test[kept[1]]) for name, way in seen.items()
    }
    own, value = said[""], balanced(truth, said[""])
    of_groups = [groups[i] for i in kept[1]]
    low, high = np.percentile(
        [balanced(truth[i], own[i]) for i in redrawn(of_groups, seed)], [2.5, 97.5]
    )
    if value == 1.0:
        # Draws of what is all right are all right: the exact bound says how sure that is.
        low = min(float(low), 0.025 ** (1 / len(set(of_groups))))
    rng = np.random.default_rng([seed, 11])
    shuffled = np.array([balanced(rng.permutation(truth), own) for _ in range(SHUFFLES)])
    baselines = {name: balanced(truth, told) for name, told in said.items() if name}
    return {
        "name": "balanced accuracy",
        "where": {"label": label, "probe": "logistic", "part": "test", "classes": len(classes)},
        "value": value,
        "low": float(low),
        "high": float(high),
        "level": 0.95,
        "unit": "",
        "n_items": len(truth),
        "n_groups": len(set(of_groups)),
        "better": "higher",
        "baselines": {
            **baselines,
            "chance": 1 / len(classes),
            "permutation": float(shuffled.mean()),
        },
        "accuracy": float((own == truth).mean()),
        "most_frequent": Counter(truth.tolist()).most_common(1)[0][1] / len(truth),
        "p": (1 + int((shuffled >= value).sum())) / (1 + SHUFFLES),
    }


def balanced(truth: NDArray[np.int64], told: NDArray[np.int64]) -> float:
    """The mean over classes of the part that is told rightly.

    Example:
        >>> balanced(np.array([0, 0, 0, 1]), np.array([0, 0, 0, 0]))
        0.5
    """
    return float(np.mean([(told[truth == each] == each).mean() for each in np.unique(truth)]))


def _told(
    train: NDArray[np.float64], classes: NDArray[np.int64], test: NDArray[np.float64]
) -> NDArray[np.int64]:
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    scaler = StandardScaler().fit(train)
    model = LogisticRegression(C=STRENGTH, max_iter=2000, class_weight="balanced")
    model.fit(scaler.transform(train), classes)
    return np.asarray(model.predict(scaler.transform(test)), np.int64)
