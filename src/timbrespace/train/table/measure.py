"""How well a space of rows does on rows that it was not trained on, beside baselines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.jobs import Job
from timbrespace.spaces.data.table import TableSpace
from timbrespace.train.redrawn import redrawn
from timbrespace.train.table.material import Rows
from timbrespace.train.table.probe import Seen, probed

Values = NDArray[np.float64]


@dataclass(frozen=True)
class Components:
    """Principal components of scaled rows: the linear model of the same size.

    Args:
        mean: Of the rows ``(C,)``.
        axes: ``(D, C)``, of unit length, the greatest first.
    """

    mean: Values
    axes: Values

    def encode(self, rows: Values) -> Values:
        """Rows ``(N, C)`` as ``(N, D)``."""
        return np.asarray((rows - self.mean) @ self.axes.T)

    def again(self, rows: Values) -> Values:
        """Rows ``(N, C)`` as they come back."""
        return np.asarray(self.encode(rows) @ self.axes + self.mean)


def components_of(rows: Values, most: int) -> Components:
    """The principal components of rows ``(N, C)``; fewer than ``most`` where rows are few."""
    mean = rows.mean(axis=0)
    _, _, axes = np.linalg.svd(rows - mean, full_matrices=False)
    return Components(mean, axes[: min(most, len(rows) - 1)])


def measure(space: TableSpace, rows: Rows, job: Job) -> Mapping[str, Any]:
    """What of held-out rows comes back, and what of their labels is in the latents.

    Returns:
        ``reconstruction``: records as of a study's results, of the rows of the test part;
        ``probe``: one such record for each label.
    """
    train, test = (rows.scaling.scaled(rows.of(part)).astype(np.float64)
                   for part in ("train", "test"))  # fmt: skip
    components = components_of(train, len(space.dims))
    job.begin(1 + len(rows.table.labels), "Measuring reconstructions", unit="figures")
    made = {"reconstruction": _reconstruction(space, rows, train, test, components)}
    job.advance(1)
    latents = {part: space.encode(rows.of(part)).astype(np.float64)
               for part in ("train", "test")}  # fmt: skip
    seen = {
        "": Seen(latents["train"], latents["test"]),
        f"PCA ({len(components.axes)})": Seen(components.encode(train), components.encode(test)),
        "columns": Seen(train, test),
    }
    found = []
    for name, values in rows.table.labels.items():
        job.check()
        said = [[values[i] for i in rows.index(part)] for part in ("train", "test")]
        groups = [rows.table.groups[i] for i in rows.index("test")]
        record = probed(name, said[0], said[1], groups, seen)
        found += [record] if record else []
        job.advance(1)
    return {**made, "probe": found}


def _reconstruction(
    space: TableSpace, rows: Rows, train: Values, test: Values, components: Components
) -> list[dict[str, Any]]:
    """Of what varies in held-out rows, the part that comes back; missing values don't count."""
    raw = rows.of("test")
    again = rows.scaling.scaled(space.decode(space.encode(raw))).astype(np.float64)
    known = ~np.isnan(raw)
    total = _squares(test - train.mean(axis=0), known)
    ways = {"": again, f"PCA ({len(components.axes)})": components.again(test)}
    lost = {name: _squares(test - made, known) for name, made in ways.items()}
    low, high = _interval(lost[""], total, [rows.table.groups[i] for i in rows.index("test")])
    baselines = {name: 1 - float(s.sum() / total.sum()) for name, s in lost.items() if name}
    common = {"n_items": len(raw), "n_groups": len({rows.table.groups[i]
              for i in rows.index("test")}), "where": {"part": "test"}, "level": 0.95}  # fmt: skip
    n = float(known.sum())
    return [
        {
            **common,
            "name": "explained variance",
            "value": 1 - float(lost[""].sum() / total.sum()),
            "low": low,
            "high": high,
            "unit": "",
            "better": "higher",
            "baselines": {**baselines, "mean row": 0.0},
        },
        {
            **common,
            "name": "error",
            "value": float(np.sqrt(lost[""].sum() / n)),
            "low": None,
            "high": None,
            "unit": "of a column's range",
            "better": "lower",
            "baselines": {
                **{k: float(np.sqrt(s.sum() / n)) for k, s in lost.items() if k},
                "mean row": float(np.sqrt(total.sum() / n)),
            },
        },
    ]


def _squares(difference: Values, known: NDArray[np.bool_]) -> Values:
    """The sum of squares of each row ``(N,)``, over what is known."""
    return np.asarray((np.where(known, difference, 0.0) ** 2).sum(axis=1))


def _interval(lost: Values, total: Values, groups: Sequence[str]) -> tuple[float, float]:
    """95 % of what other draws of the groups would have given."""
    values = [1 - lost[i].sum() / total[i].sum() for i in redrawn(groups, 0)]
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)
