"""What a surrogate has to beat: linear regression, nearest neighbours, a random forest."""

from __future__ import annotations

from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from timbrespace.surrogates.base import Floats

Row = Literal["linear", "kNN", "random forest"]
ROWS: tuple[Row, ...] = get_args(Row)

#: Neighbours that a lookup averages over, nearer ones weighing more.
NEIGHBOURS = 10
#: Trees of the forest, and points in each of their leaves: more trees change the second digit.
TREES, LEAF = 60, 3


def foretell(row: Row, x: Floats, y: Floats, x_test: Floats, seed: int = 0) -> Floats:
    """Words ``(T, K)`` that a simpler method says of latents ``(T, D)``, all in standard units.

    Args:
        row: Which method; none of its settings was tuned on these data.
        x: Latents ``(N, D)`` to learn from.
        y: Words ``(N, K)``; NaN where undefined: words that are defined on the same points are
            learned together, on these.
        x_test: Latents to speak about.
        seed: Of the forest.

    Example:
        >>> x = np.linspace(-1, 1, 40)[:, None]
        >>> foretell("linear", x, 2 * x, np.array([[0.5]])).round(2).tolist()
        [[1.0]]
    """
    said = np.full((len(x_test), y.shape[1]), np.nan)
    for columns, rows in _alike(np.isfinite(y)):
        if rows.sum() > NEIGHBOURS:
            truth = y[np.ix_(rows, columns)]
            # Of one word alone, scikit-learn wants a plain list.
            model = _model(row, seed).fit(x[rows], truth[:, 0] if len(columns) == 1 else truth)
            said[:, columns] = model.predict(x_test).reshape(len(x_test), -1)
    return said


def _model(row: Row, seed: int) -> Any:
    if row == "linear":
        from sklearn.linear_model import Ridge

        return Ridge(1e-3)
    if row == "kNN":
        from sklearn.neighbors import KNeighborsRegressor

        return KNeighborsRegressor(NEIGHBOURS, weights="distance")
    from sklearn.ensemble import RandomForestRegressor

    return RandomForestRegressor(TREES, min_samples_leaf=LEAF, random_state=seed)


def _alike(known: NDArray[np.bool_]) -> list[tuple[NDArray[np.intp], NDArray[np.bool_]]]:
    """Columns of ``(N, K)`` that are known on the same rows, with these rows."""
    groups: dict[bytes, list[int]] = {}
    for k in range(known.shape[1]):
        groups.setdefault(known[:, k].tobytes(), []).append(k)
    return [(np.array(columns), known[:, columns[0]]) for columns in groups.values()]
