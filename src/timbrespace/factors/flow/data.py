"""What a flow learns from: latents with labels and groups, and what had to be left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.factors.projection.projection import Projection, fit_projection

Floats = NDArray[np.float32]
Indices = NDArray[np.int64]


@dataclass(frozen=True)
class FlowData:
    """Rows of latents: one an item, or one a frame.

    Args:
        x: Latents ``(N, D)``.
        labels: Factor -> class codes ``(N,)``; -1 is "no label".
        classes: Factor -> names of its classes.
        groups: What was recorded together ``(N,)``, 0 to G - 1.
        items: Which item each row belongs to ``(N,)``.
        projected: Whether ``x`` is a projection already: scaled, and few enough dims.
        notes: Sentences that say what was left out and why.
    """

    x: Floats
    labels: dict[str, Indices]
    classes: dict[str, tuple[str, ...]]
    groups: Indices
    items: Indices
    projected: bool
    notes: tuple[str, ...] = field(default=())

    def __len__(self) -> int:
        return len(self.x)

    def at(self, rows: Indices) -> FlowData:
        """Only these rows."""
        labels = {name: codes[rows] for name, codes in self.labels.items()}
        return replace(
            self, x=self.x[rows], labels=labels, groups=self.groups[rows], items=self.items[rows]
        )

    @property
    def joint(self) -> Indices:
        """One code for each combination of labels ``(N,)``: what folds are stratified by."""
        stacked = np.stack(list(self.labels.values()))
        return np.asarray(np.unique(stacked, axis=1, return_inverse=True)[1].reshape(-1))


def gather(
    x: Floats,
    labels: Mapping[str, Sequence[object]],
    groups: Sequence[object],
    *,
    items: Indices | None = None,
    projected: bool = False,
) -> FlowData:
    """Turn columns into data for a flow, and count what cannot be used as it is.

    A row whose latent is missing is left out. A row without some label stays: it helps with
    the density of the flow, but stands in no pair and in no probe of that label. A class in
    a single group stays too, but no pair can share it.

    Args:
        x: Latents ``(N, D)``.
        labels: Factor -> label of each row; None, NaN or empty where it has none.
        groups: What each row was recorded with.
        items: Which item each row belongs to; default: each is one.
        projected: See :class:`FlowData`.

    Example:
        >>> x = np.zeros((3, 2), np.float32)
        >>> data = gather(x, {"material": ["wood", None, "metal"]}, "aab")
        >>> data.labels["material"].tolist(), data.notes[0]
        ([1, -1, 0], '1 of 3 rows have no material: they join unlabelled.')
    """
    items = np.arange(len(x)) if items is None else np.asarray(items, np.int64)
    usable = np.isfinite(x).all(axis=1)
    notes = []
    if not usable.all():
        notes.append(f"{int((~usable).sum())} of {len(x)} rows have no latent: left out.")
    if not usable.any():
        raise TimbrespaceError("No row has a latent.", "Encode the sounds in that space first.")
    rows = np.flatnonzero(usable)
    held = np.unique([str(g) for g in groups], return_inverse=True)[1][rows]
    codes, classes = {}, {}
    for name, column in labels.items():
        texts = np.array([_text(value) for value in column], dtype=object)[rows]
        known = sorted({t for t in texts if t})
        number = {text: i for i, text in enumerate(known)}
        codes[name] = np.array([number.get(t, -1) for t in texts], np.int64)
        classes[name] = tuple(known)
        notes += _about(name, codes[name], classes[name], held)
    return FlowData(
        np.ascontiguousarray(x[rows], np.float32), codes, classes, held, items[rows],
        projected, tuple(notes),
    )  # fmt: skip


def fit_scaled(data: FlowData, n_dims: int) -> Projection | None:
    """The projection of these rows to what a flow can take; None where they are one already."""
    if data.projected:
        return None
    return fit_projection(lambda: iter([data.x]), min(n_dims, data.x.shape[1], len(data) - 1))


def scaled(projection: Projection | None, x: Floats) -> Floats:
    """Latents as the flow takes them."""
    return x if projection is None else projection.transform(x)


def enough_groups(data: FlowData, n_groups: int) -> dict[str, Indices]:
    """The labels with classes of fewer groups taken out (-1): those no probe can judge."""
    kept = {}
    for name, codes in data.labels.items():
        spread = [len(np.unique(data.groups[codes == c])) for c in range(len(data.classes[name]))]
        common = np.array([*spread, 0]) >= n_groups
        kept[name] = np.where(common[codes], codes, -1)
    return kept


def _about(name: str, codes: Indices, classes: Sequence[str], groups: NDArray[Any]) -> list[str]:
    notes = []
    if missing := int((codes < 0).sum()):
        notes.append(f"{missing} of {len(codes)} rows have no {name}: they join unlabelled.")
    single = [c for i, c in enumerate(classes) if len(np.unique(groups[codes == i])) == 1]
    if single:
        notes.append(f"No pair shares {name} {', '.join(single)}: each is in one group only.")
    return notes


def _text(value: object) -> str:
    return "" if value is None or value != value else str(value)
