"""Everything that edits of one atlas at one layer need, opened once and used often."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from timbrespace.api.atlas import Atlas
from timbrespace.api.disentangling import data_of, flow_names, load_flow
from timbrespace.api.edited_sounds import EditedSounds, open_sounds
from timbrespace.errors import TimbrespaceError
from timbrespace.factors.editing.bench import EditBench, Probe, fit_probe
from timbrespace.factors.editing.methods import LabelledRows
from timbrespace.factors.flow.flow import FactorFlow

if TYPE_CHECKING:
    from timbrespace.factors.flow.data import FlowData

Codes = NDArray[np.int64]

#: Pairs of receptor and donor whose probes stay in memory.
REMEMBERED = 16


class Editor:
    """A flow, the layer it belongs to, and probes to read its edits with.

    Args:
        sounds: The atlas at the edited layer.
        flow: Trained on the layer's leading dims; its factors are labels of the atlas.
        data: All patches with labels and groups.
    """

    def __init__(self, sounds: EditedSounds, flow: FactorFlow, data: FlowData) -> None:
        self.sounds, self.flow, self.data = sounds, flow, data
        self._bench = lru_cache(REMEMBERED)(self._fit_bench)

    @property
    def factors(self) -> tuple[str, ...]:
        """The factors that can be swapped."""
        return tuple(self.flow.factors)

    def group_of(self, item_id: str) -> int:
        """The code of an item's group; -1 where it has no patches."""
        found = self.data.groups[self.data.items == self.sounds.atlas.position(item_id)]
        return int(found[0]) if len(found) else -1

    def label_of(self, item_id: str, factor: str) -> str:
        """An item's class of a factor, or ``""`` where it has none."""
        found = self.data.labels[factor][self.data.items == self.sounds.atlas.position(item_id)]
        return self.data.classes[factor][found[0]] if len(found) and found[0] >= 0 else ""

    def bench_without(self, *groups: int) -> EditBench:
        """Probes and real sounds without some groups: none reads what it learnt by heart."""
        return self._bench(tuple(sorted(set(groups))))

    def _fit_bench(self, without: tuple[int, ...]) -> EditBench:
        rows = np.flatnonzero(~np.isin(self.data.groups, without))
        return fit_bench(self.sounds, self.data.at(rows))


def open_editor(
    atlas: Atlas,
    *,
    layer: int | str = 9,
    model: str | None = None,
    weights: str | Path | None = None,
) -> Editor:
    """Open the flow of an atlas for editing; a page does so once.

    Args:
        atlas: Projected at the layer, and disentangled there.
        layer: Where to edit, 0 to 13.
        model: Name of the flow under ``models/``; default: the one of this layer.
        weights: The file of weights, where the atlas was encoded with one.

    Raises:
        TimbrespaceError: There is no such projection or flow; the remedy makes it.
    """
    sounds = open_sounds(atlas, layer, weights=weights)
    flow = find_flow(atlas, sounds, model)
    return Editor(sounds, flow, data_of(atlas, tuple(flow.factors), space=sounds.space))


def find_flow(atlas: Atlas, sounds: EditedSounds, model: str | None = None) -> FactorFlow:
    """The flow that was trained on a layer's leading dims.

    Raises:
        TimbrespaceError: There is none, or several and none was named.
    """
    if model is None:
        known = {name: load_flow(atlas, name) for name in flow_names(atlas)}
        fitting = [name for name, found in known.items() if found.space == sounds.space]
        if len(fitting) != 1:
            raise TimbrespaceError(
                f"Expected one flow of {sounds.space}, found {', '.join(fitting) or 'none'} "
                f"among {', '.join(known) or 'no flows'}.",
                f"Name one with --model, or train one: timbrespace disentangle {atlas.path} "
                f"--space {sounds.space} --factors material,action",
            )
        model = fitting[0]
    found = load_flow(atlas, model)
    if found.space != sounds.space:
        raise TimbrespaceError(
            f"The flow '{model}' takes {found.space}, and the edit is to happen in "
            f"{sounds.space}.",
            "Name the layer of the flow, or a flow of this layer.",
        )
    return found.flow


def fit_bench(sounds: EditedSounds, data: FlowData) -> EditBench:
    """Probes of every factor at the layer and at the network's end, from these patches alone."""
    rows = LabelledRows(data.x, data.labels, data.groups)
    items, first = np.unique(data.items, return_index=True)
    end = sounds.end[items]
    heard = np.isfinite(end).all(axis=1)
    at_layer: dict[str, Probe] = {}
    at_end: dict[str, Probe] = {}
    for name, codes in data.labels.items():
        at_layer[name] = fit_probe(data.x, codes)
        at_end[name] = fit_probe(end[heard], codes[first][heard])
    return EditBench(sounds.layer, rows, {"layer": at_layer, "logits": at_end})
