"""Figures of the study: what is told by coupling, and which label is taken for which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from timbrespace.studies.records import Records
from timbrespace.studies.sonify.sizes import TITLES
from timbrespace.studies.sonify.words import part_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def told(records: Records, voices: Mapping[str, str], ears: Sequence[str]) -> Figure:
    """Accuracy by coupling and ear, one panel for each voice; beside it data and chance.

    Args:
        records: Of one kind of data.
        voices: Titles of the voices, by name.
        ears: In order.
    """
    from timbrespace.reports.style import COLOURS, GREY, INK, MARKERS, canvas

    part = part_of(records)
    hows = {v: records.at("accuracy_ratio", voice=v).values("how") for v in voices}
    most = max(len(of) for of in hows.values())
    with canvas(1, len(voices), height_in=1.7 + 0.42 * most, sharex=True) as (figure, grid):
        for axes, (voice, title) in zip(grid[0], voices.items(), strict=True):
            of = records.at("label_accuracy", voice=voice, part=part)
            own = of.one(**{"from": "data"})
            if own is not None:
                axes.axvline(own.value, color=INK, linewidth=1)
                axes.axvline(own.baselines["majority"], color=GREY, linestyle=":")
            for k, ear in enumerate(ears):
                for y, how in enumerate(hows[voice]):
                    each = of.one(how=how, ear=ear)
                    if each is None:
                        continue
                    at = y + 0.2 * (k - (len(ears) - 1) / 2)
                    axes.plot([each.low, each.high], [at, at], color=COLOURS[k], linewidth=1.6)
                    axes.plot(each.value, at, MARKERS[k], color=COLOURS[k], markersize=4,
                              label=ear if y == 0 else None)  # fmt: skip
            axes.set_yticks(range(len(hows[voice])), [TITLES.get(h, h) for h in hows[voice]])
            axes.set_ylim(len(hows[voice]) - 0.5, -0.5)
            axes.set_xlim(0, 1)
            axes.set_title(title)
            axes.set_xlabel("share named rightly")
        figure.legend(*grid[0, 0].get_legend_handles_labels(), loc="outside upper right",
                      ncols=len(ears))  # fmt: skip
    return figure


def taken_for(kept: Mapping[str, Sequence[object]], title: str) -> Figure:
    """Which label is taken for which, by the main coupling and the first ear."""
    import numpy as np

    from timbrespace.reports.figures import confusion

    y, said = (np.asarray(kept[name], np.int64) for name in ("y", "said"))
    return confusion(y, said, [str(name) for name in kept["classes"]], title)
