"""The figures of a space of effects: by effect, by setting, and along a way between settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.reports import figures
from timbrespace.reports.style import COLOURS, GREY, INK, MARKERS, PALE, WIDTH_IN, canvas

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from timbrespace.studies.records import Records

Points = NDArray[np.floating[Any]]

#: Pairs of settings that are drawn at most.
MOST_PAIRS = 6


def by_effect(layouts: Mapping[str, Points], y: NDArray[np.int64], names: Sequence[str]) -> Figure:
    """Layouts ``(N, 2)`` by title, coloured by effect."""
    return figures.points(layouts, y, names)


def domain_colours(pairs: Points) -> NDArray[np.float64]:
    """Colours ``(N, 3)`` of two settings ``(N, 2)`` in (0, 1): domain colouring.

    The hue is the direction from the middle, the strength how far from it; the middle is grey.
    Near settings have near colours, and no two far ones have the same.

    Example:
        >>> middle, right = domain_colours(np.array([[0.5, 0.5], [1.0, 0.5]]))
        >>> bool(np.ptp(middle) < 0.01), bool(np.ptp(right) > 0.3)
        (True, True)
    """
    from matplotlib.colors import hsv_to_rgb

    x, up = 2 * np.asarray(pairs, float).T - 1
    hue = np.arctan2(up, x) / (2 * np.pi) % 1
    far = np.clip(np.hypot(x, up), 0, 1)
    return np.asarray(hsv_to_rgb(np.stack([hue, 0.85 * far, 0.6 + 0.3 * far], axis=1)))


def setting_pairs(layout: Points, theta: Points, names: Sequence[str], title: str) -> Figure:
    """One effect's layout ``(n, 2)``, once for each pair of its settings, in domain colouring.

    Args:
        layout: Of sounds under settings.
        theta: The settings ``(n, P)`` in (0, 1); a single one is drawn against the middle.
        names: Of the settings.
        title: Of the effect.
    """
    if theta.shape[1] == 1:
        theta = np.column_stack([theta[:, 0], np.full(len(theta), 0.5)])
        names = [*names, ""]
    shown = list(combinations(range(theta.shape[1]), 2))[:MOST_PAIRS]
    columns = min(3, len(shown))
    rows = -(-len(shown) // columns)
    width_in = WIDTH_IN / 3 * max(columns, 1.6)
    height_in = 0.4 + rows * (width_in / columns + 0.2)
    with canvas(rows, columns, height_in, width_in=width_in) as (figure, axes):
        for ax in axes.flat[len(shown) :]:
            ax.axis("off")
        for ax, pair in zip(axes.flat, shown, strict=False):
            colours = domain_colours(theta[:, pair])
            ax.scatter(layout[:, 0], layout[:, 1], s=9, c=colours, lw=0, rasterized=True)
            _bare(ax, f"{title}: {names[pair[0]]}, {names[pair[1]]}".rstrip(", "))
            _key(ax, names[pair[0]], names[pair[1]])
    return figure


def way(layout: Points, between: Points, title: str, ends: tuple[str, str]) -> Figure:
    """Where sounds fall while settings go evenly from one place to another.

    Args:
        layout: Sounds under settings drawn at random ``(n, 2)``.
        between: Sounds under the settings on the way ``(m, 2)``, in order.
        title: Above it.
        ends: What the first and the last settings are.
    """
    with canvas(height_in=4.2, width_in=5.2) as (figure, axes):
        ax = axes[0, 0]
        ax.scatter(layout[:, 0], layout[:, 1], s=7, color="#CFCFCF", lw=0, rasterized=True)
        ax.plot(between[:, 0], between[:, 1], color=GREY, lw=0.8)
        ax.scatter(between[:, 0], between[:, 1], s=18, c=np.arange(len(between)), cmap="viridis")
        for at, name in zip((0, -1), ends, strict=True):
            ax.annotate(name, between[at], xytext=(6, 6), textcoords="offset points", color=INK)
        _bare(ax, title)
    return figure


def accuracy(records: Records, probes: Mapping[str, str]) -> Figure:
    """``effect_accuracy`` of all features by probe, with intervals and chance.

    Args:
        records: Of a measurement.
        probes: Titles by name.
    """
    names = records.at("effect_accuracy").values("features")
    with canvas(height_in=0.6 + 0.34 * len(names) * 1.4) as (figure, axes):
        ax = axes[0, 0]
        for rank, (probe, title) in enumerate(probes.items()):
            found = [records.one("effect_accuracy", features=n, probe=probe) for n in names]
            shown = [(i, r) for i, r in enumerate(found) if r is not None]
            at = np.array([i + 0.13 * (rank - len(probes) / 2) for i, _ in shown])
            value = np.array([r.value for _, r in shown])
            low, high = (np.array([getattr(r, end) for _, r in shown]) for end in ("low", "high"))
            ax.errorbar(value, at, xerr=[value - low, high - value], fmt=MARKERS[rank],
                        color=COLOURS[rank], ms=4, lw=1, label=title)  # fmt: skip
        chance = next(iter(records.at("effect_accuracy")), None)
        if chance is not None and "chance" in chance.baselines:
            ax.axvline(chance.baselines["chance"], color=GREY, ls=":", lw=1, label="chance")
        ax.set_yticks(range(len(names)), names)
        ax.invert_yaxis()
        ax.set(xlabel="accuracy, sounds of other groups", xlim=(0, 1.02))
        ax.grid(axis="x", color=PALE, lw=0.6)
        figure.legend(loc="outside lower center", ncols=6)
    return figure


def _bare(ax: Any, title: str) -> None:
    ax.set(xticks=[], yticks=[], title=title)
    ax.spines[:].set_visible(False)
    ax.set_aspect("equal", adjustable="datalim")


def _key(ax: Any, across: str, up: str) -> None:
    """The square of colours in a corner, so that a colour can be read as settings."""
    at = np.linspace(0, 1, 24)
    square = np.stack(np.meshgrid(at, at), axis=-1).reshape(-1, 2)
    inset = ax.inset_axes((0.0, 0.0, 0.17, 0.17))
    inset.imshow(domain_colours(square).reshape(24, 24, 3), origin="lower")
    inset.set(xticks=[], yticks=[])
    inset.set_xlabel(across, fontsize=5, labelpad=1)
    inset.set_ylabel(up, fontsize=5, labelpad=1)
    inset.spines[:].set_visible(False)
