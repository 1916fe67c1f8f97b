"""What is asked of every space alike: which label, which groups, which folds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.factors.splits import Fold, Indices, codes_of, group_folds, spaced

Vectors = NDArray[np.float32]
Role = Literal["layer", "other", "baseline"]


@dataclass(frozen=True)
class Question:
    """One label to be read from latents, on splits that all spaces share.

    Args:
        label: Name of the label (``"material"``).
        group: Name of the column whose values never straddle a fold.
        classes: The label's values, in order; C of them.
        y: Which of them each item has, ``(N,)``.
        groups: Which group each item belongs to, ``(N,)``, 0 to G - 1.
        rows: Where the N items stand in the table they came from.
        folds: Training and test items of each fold, counted within the N.
        left_out: Why items are not in it, and how many: a value too rare, or none at all.
        seed: What all chance in the answers comes from.
    """

    label: str
    group: str
    classes: tuple[str, ...]
    y: Indices
    groups: Indices
    rows: Indices
    folds: tuple[Fold, ...]
    left_out: dict[str, int]
    seed: int

    @property
    def n_groups(self) -> int:
        """How many groups there are: what an interval is really made of."""
        return int(self.groups.max()) + 1


@dataclass(frozen=True)
class Candidate:
    """A space that has to answer.

    Args:
        id: Space id, with what was done to it where it is a baseline.
        title: Short, for tables and axes (``"8"``, ``"log-mel"``).
        vectors: ``(N, D)``, rows as in the question.
        n_dims: Leading principal components that probes see, or None: all dims, scaled.
        role: ``"layer"`` where it is one of an ordered series, ``"baseline"`` where the
            others have to beat it.
    """

    id: str
    title: str
    vectors: Vectors
    n_dims: int | None
    role: Role = "other"

    @property
    def dims_seen(self) -> int:
        """How many dims probes see, if the training part has at least as many items."""
        width = self.vectors.shape[1]
        return int(width if self.n_dims is None else min(self.n_dims, width))


def ask(
    labels: Sequence[object],
    groups: Sequence[object],
    *,
    label: str,
    group: str,
    n_folds: int = 5,
    min_groups: int | None = None,
    usable: Sequence[bool] | None = None,
    most_per_group: int | None = None,
    seed: int = 0,
) -> Question:
    """Make a question of two columns of a table, and say what had to be left out.

    Args:
        labels: The label of each item; None, NaN or empty where it has none.
        groups: What each item was recorded with.
        label: Name of the label.
        group: Name of the column of groups.
        n_folds: Folds of the cross-validation.
        min_groups: Values seen in fewer groups are left out, since no fold can both learn
            and test them; default: as many as there are folds.
        usable: Which items have latents in every space that will be asked; None: all.
        most_per_group: Of larger groups only so many items are asked, evenly spaced: thousands of
            windows of one recording tell little more than some dozens; None: all.
        seed: The same seed gives the same folds.

    Raises:
        TimbrespaceError: Fewer than two values are left.

    Example:
        >>> question = ask(list("abababx"), list("1223441"), label="l", group="g", n_folds=2)
        >>> question.classes, question.left_out
        (('a', 'b'), {"'x' (in 1 of the 2 groups it needs)": 1})
    """
    needed = max(min_groups or n_folds, 2)
    values = np.array([_text(value) for value in labels], dtype=object)
    held = np.array([_text(value) for value in groups], dtype=object)
    left_out: dict[str, int] = {}
    keep = np.ones(len(values), bool) if usable is None else np.array(usable, bool)
    if not keep.all():
        left_out["not encoded in every space"] = int((~keep).sum())
    for what, column in ((f"no {label}", values), (f"no {group}", held)):
        missing = keep & (column == "")
        if missing.any():
            left_out[what] = int(missing.sum())
        keep &= ~missing
    for value in sorted(set(values[keep])):
        mine = keep & (values == value)
        n = len(set(held[mine]))
        if n < needed:
            left_out[f"'{value}' (in {n} of the {needed} groups it needs)"] = int(mine.sum())
            keep &= ~mine
    rows = np.flatnonzero(keep)
    if most_per_group is not None:
        thinned = rows[spaced(held[rows], most_per_group)]
        if len(thinned) < len(rows):
            beyond = f"beyond {most_per_group} of one {group}, evenly spaced"
            left_out[beyond] = len(rows) - len(thinned)
        rows = thinned
    if len(set(values[rows])) < 2:
        raise TimbrespaceError(
            f"Expected two or more values of '{label}' that are each in {needed} groups of "
            f"'{group}', found {len(set(values[rows]))}.",
            "Name another label or group, or ask for fewer folds or groups.",
        )
    classes, y = codes_of(values[rows].astype(str))
    _, g = codes_of(held[rows].astype(str))
    folds = tuple(group_folds(y, g, n_folds, seed))
    return Question(label, group, tuple(classes.tolist()), y, g, rows, folds, left_out, seed)


def _text(value: object) -> str:
    """A value as text; empty where there is none (NaN is the one value unlike itself)."""
    return "" if value is None or value != value else str(value)
