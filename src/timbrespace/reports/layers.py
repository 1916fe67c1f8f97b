"""The figure of a probing: balanced accuracy by layer, with its interval and its baselines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from timbrespace.factors.probing.probes import PROBES, TITLES
from timbrespace.factors.probing.question import Candidate
from timbrespace.factors.probing.run import Probed
from timbrespace.reports.style import COLOURS, GREY, PALE, canvas

if TYPE_CHECKING:
    from matplotlib.figure import Figure

LEARNED, MEL = COLOURS[0], (COLOURS[1], COLOURS[4], COLOURS[3])


def by_layer(probed: Probed) -> Figure:
    """One panel for each probe: layers in order, other spaces after them, baselines across."""
    layers = probed.layers
    others = [each for each in probed.learned if each.role != "layer"]
    with canvas(2, 2, height_in=5.6, sharey=True, sharex=True) as (figure, axes):
        for ax, probe in zip(axes.flat, PROBES, strict=True):
            _baselines(ax, probed, probe)
            _errors(ax, probed, layers, probe, 0, line=True)
            # Set apart: they are no further steps of the same series.
            start = len(layers) + (0.6 if layers else 0)
            _errors(ax, probed, others, probe, start, line=False)
            ax.set_title(TITLES[probe])
            ax.grid(axis="y", color=PALE, lw=0.6)
            at = [*range(len(layers)), *(start + np.arange(len(others)))]
            turned = 90 if any(len(each.title) > 3 for each in probed.learned) else 0
            ax.set_xticks(at, [each.title for each in [*layers, *others]], rotation=turned)
            if layers and ax in axes[-1]:
                ax.set_xlabel("layer")
            ax.set_xlim(-0.6, start + len(others) - 0.4)
        axes[0, 0].set_ylim(0, None)
        for row in axes:
            row[0].set_ylabel("balanced accuracy")
        handles, names = axes[0, 0].get_legend_handles_labels()
        figure.legend(handles, names, loc="outside lower center", ncols=6)
    return figure


def _errors(
    ax: Any, probed: Probed, spaces: list[Candidate], probe: str, start: float, *, line: bool
) -> None:
    """Values with their intervals, and how they stand to chance."""
    if not spaces:
        return
    x = start + np.arange(len(spaces))
    values, low, high = np.array([probed.of(each, probe).balanced for each in spaces]).T
    ax.errorbar(
        x, values, [values - low, high - values], color=LEARNED, ls="-" if line else "",
        marker="o" if line else "D", ms=4, elinewidth=1, capsize=0,
        label="layer" if line else "other space",
    )  # fmt: skip


def _baselines(ax: Any, probed: Probed, probe: str) -> None:
    """Lines across: chance, log-mel, and its components in their sizes, with intervals."""
    even = probed.chance["uniform"]["balanced"]
    ax.axhline(even, color=GREY, ls=":", lw=1.2, label=f"chance ({even:.2f})")
    for baseline, colour, style in zip(
        probed.baselines, MEL, ("--", "-.", (0, (1, 1))), strict=False
    ):
        value, low, high = probed.of(baseline, probe).balanced
        ax.axhspan(low, high, color=colour, alpha=0.08, lw=0)
        ax.axhline(value, color=colour, ls=style, lw=1.2, label=baseline.title)
