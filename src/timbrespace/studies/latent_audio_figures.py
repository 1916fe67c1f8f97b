"""The figures of the study, drawn from its records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from timbrespace.reports.style import COLOURS, GREY, PALE, canvas
from timbrespace.studies.records import Records

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Probes that are drawn: those with a permutation test.
DRAWN = {"knn": "kNN", "logistic": "logistic regression"}


def by_layer(records: Records, groupings: dict[str, str], labels: Sequence[str]) -> Figure:
    """Balanced accuracy by layer: a panel for each label and probe, a line for each grouping.

    Args:
        records: Of one part.
        groupings: Column -> what is held out.
        labels: Rows of panels.
    """
    height_in = 0.7 + 2.3 * len(labels)
    with canvas(len(labels), len(DRAWN), height_in, sharey="row", sharex=True) as (figure, axes):
        for row, label in zip(axes, labels, strict=True):
            for ax, probe in zip(row, DRAWN, strict=True):
                of = records.at("balanced_accuracy", label=label, probe=probe)
                for (column, title), colour in zip(groupings.items(), COLOURS, strict=False):
                    _line(ax, of.at(group=column), f"{title} held out", colour)
                _baselines(ax, of.at(group=next(iter(groupings))))
                ax.set_title(f"{label}, {DRAWN[probe]}")
                ax.grid(axis="y", color=PALE, lw=0.6)
                ax.set_ylim(0, None)
        for ax in axes[-1]:
            ax.set_xlabel("layer")
        for row in axes:
            row[0].set_ylabel("balanced accuracy")
        handles, names = axes[0, 0].get_legend_handles_labels()
        figure.legend(handles, names, loc="outside lower center", ncols=4)
    return figure


def layers_of(records: Records) -> list[str]:
    """Titles of the layers, in order."""
    return sorted((t for t in records.values("layer") if t.isdigit()), key=int)


def _line(ax: Any, records: Records, title: str, colour: str) -> None:
    found = [records.one(layer=layer) for layer in layers_of(records)]
    shown = [r for r in found if r is not None]
    if not shown:
        return
    x = [int(r.where["layer"]) for r in shown]
    values = np.array([r.value for r in shown])
    low = np.array([r.value if r.low is None else r.low for r in shown])
    high = np.array([r.value if r.high is None else r.high for r in shown])
    ax.fill_between(x, low, high, color=colour, alpha=0.13, lw=0)
    ax.plot(x, values, color=colour, marker="o", ms=3.5, label=title)
    ax.set_xticks(x)


def _baselines(ax: Any, records: Records) -> None:
    """Lines across: log-mel, its components, chance; of the first grouping."""
    for title, colour, style in (
        ("log-mel", COLOURS[4], "--"),
        ("log-mel PCA-64", COLOURS[3], "-."),
    ):
        found = records.one(layer=title)
        if found is not None:
            ax.axhline(found.value, color=colour, ls=style, lw=1.2, label=title)
    chance = [r.baselines["uniform"] for r in records if "uniform" in r.baselines]
    if chance:
        ax.axhline(chance[0], color=GREY, ls=":", lw=1.2, label="chance")
