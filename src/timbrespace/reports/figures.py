"""Figures that several reports share: confusion, points, scree, pairs, elbow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.reports.style import COLOURS, GREY, INK, MARKERS, PALE, WIDTH_IN, canvas

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Codes = NDArray[np.int64]


def confusion(y: Codes, predicted: Codes, classes: Sequence[str], title: str) -> Figure:
    """True classes by predicted ones, each row summing to 1; the most frequent class first.

    Args:
        y: True classes ``(N,)``.
        predicted: Predicted ones ``(N,)``.
        classes: Their names.
        title: Above it.
    """
    n = len(classes)
    counts = np.bincount(y * n + predicted, minlength=n * n).reshape(n, n)
    order = np.argsort(-counts.sum(axis=1), kind="stable")
    counts = counts[np.ix_(order, order)]
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    side = 1.6 + 0.36 * n
    with canvas(height_in=min(side, 7.5), width_in=min(side + 0.8, WIDTH_IN)) as (figure, axes):
        ax = axes[0, 0]
        image = ax.imshow(shares, cmap="Blues", vmin=0, vmax=1)
        for i, j in zip(*np.nonzero(shares >= 0.05), strict=True):
            shade = "white" if shares[i, j] > 0.55 else INK
            text = f"{shares[i, j]:.2f}".lstrip("0")
            ax.text(j, i, text, ha="center", va="center", fontsize=7, color=shade)
        named = [f"{classes[i]} ({c})" for i, c in zip(order, counts.sum(axis=1), strict=True)]
        ax.set_yticks(range(n), named)
        ax.set_xticks(range(n), [classes[i] for i in order], rotation=55, ha="right")
        ax.tick_params(length=0)
        ax.spines[:].set_visible(False)
        ax.set(xlabel="said", ylabel="is (items)", title=title)
        bar = figure.colorbar(image, ax=ax, shrink=0.6, label="share of the row")
        bar.outline.set_visible(False)
    return figure


def points(
    layouts: Mapping[str, NDArray[np.floating[Any]]], y: Codes, classes: Sequence[str]
) -> Figure:
    """Layouts in 2-D side by side, the most frequent classes in colour, the others grey.

    Args:
        layouts: By title, each ``(N, 2)``.
        y: Classes ``(N,)``.
        classes: Their names.
    """
    with canvas(1, len(layouts), height_in=WIDTH_IN / max(len(layouts), 2) + 0.7) as (fig, axes):
        for ax, (title, at) in zip(axes[0], layouts.items(), strict=True):
            marks = _scatter(ax, at[:, 0], at[:, 1], y, classes, size=9)
            ax.set(xticks=[], yticks=[], title=title)
            ax.spines[:].set_visible(False)
            ax.set_aspect("equal", adjustable="datalim")
        fig.legend(handles=marks, loc="outside lower center", ncols=8, handletextpad=0.1)
    return fig


def scree(explained: Mapping[str, NDArray[np.floating[Any]]]) -> Figure:
    """Share of variance that the first components hold together, by space.

    Args:
        explained: Explained variance ratios ``(K,)`` in order of size, by title.
    """
    with canvas(height_in=2.8) as (figure, axes):
        ax = axes[0, 0]
        for i, (title, shares) in enumerate(explained.items()):
            total = np.cumsum(shares)
            style = dict(color=COLOURS[i % 7], marker=MARKERS[i % 7], ms=4)
            every = max(1, len(total) // 8)
            ax.plot(np.arange(1, len(total) + 1), total, markevery=every, label=title, **style)
        ax.set(xlabel="components", ylabel="share of variance", ylim=(0, 1.02), xlim=(1, None))
        ax.grid(axis="y", color=PALE, lw=0.6)
        ax.legend(loc="lower right")
    return figure


def pairs(components: NDArray[np.floating[Any]], y: Codes, classes: Sequence[str]) -> Figure:
    """Each of the first components against each other, and each alone on the diagonal.

    Args:
        components: ``(N, K)``; the first four at most are drawn.
        y: Classes ``(N,)``.
        classes: Their names.
    """
    k = min(4, components.shape[1])
    shown = _shown(y)
    with canvas(k, k, height_in=WIDTH_IN * 0.85 + 0.4) as (figure, axes):
        for i in range(k):
            for j in range(k):
                ax = axes[i, j]
                ax.set(xticks=[], yticks=[])
                if i == j:
                    low, high = np.percentile(components[:, i], [0.5, 99.5])
                    edges = np.linspace(low, high, 25)
                    for rank, code in enumerate(shown):
                        values = components[y == code, i]
                        ax.hist(values, edges, histtype="step", density=True, color=COLOURS[rank])
                else:
                    x, up = components[:, j], components[:, i]
                    marks = _scatter(ax, x, up, y, classes, size=3)
                if i == k - 1:
                    ax.set_xlabel(f"component {j + 1}")
                if j == 0:
                    ax.set_ylabel(f"component {i + 1}")
        if k > 1:
            figure.legend(handles=marks, loc="outside lower center", ncols=8, handletextpad=0.1)
    return figure


def elbow(ks: Sequence[int], curves: Mapping[str, Mapping[str, Sequence[float]]]) -> Figure:
    """k-means by number of clusters: one panel for each measure, one line for each space.

    Args:
        ks: Numbers of clusters.
        curves: By measure, then by title, a value for each k. A title that ends in
            ``" chance"`` is drawn as a dotted line in the colour of the one before.
    """
    with canvas(1, len(curves), height_in=2.6) as (figure, axes):
        for ax, (measure, lines) in zip(axes[0], curves.items(), strict=True):
            rank = -1
            for title, values in lines.items():
                chance = title.endswith(" chance")
                rank += not chance
                look = dict(color=COLOURS[rank % 7], ls=":" if chance else "-")
                marker = {} if chance else dict(marker=MARKERS[rank % 7], ms=3)
                ax.plot(ks, values, label=None if chance else title, **look, **marker)
            ax.set(title=measure, xlabel="clusters", ylim=(0, None))
            ax.grid(axis="y", color=PALE, lw=0.6)
        handles, names = axes[0, 0].get_legend_handles_labels()
        figure.legend(handles, names, loc="outside lower center", ncols=8)
    return figure


def _shown(y: Codes) -> list[int]:
    """The classes that get a colour: the most frequent ones."""
    counts = np.bincount(y)
    return [int(c) for c in np.argsort(-counts, kind="stable")[: len(COLOURS)] if counts[c]]


def _scatter(
    ax: Any,
    x: NDArray[np.floating[Any]],
    up: NDArray[np.floating[Any]],
    y: Codes,
    classes: Sequence[str],
    size: float,
) -> list[Any]:
    """Points by class; what comes back is for a legend."""
    from matplotlib.lines import Line2D

    shown = _shown(y)
    rest = ~np.isin(y, shown)
    ax.scatter(x[rest], up[rest], s=size * 0.6, c="#CFCFCF", lw=0, rasterized=True)
    marks = []
    for rank, code in enumerate(shown):
        of = y == code
        look = dict(marker=MARKERS[rank], lw=0)
        ax.scatter(x[of], up[of], s=size, color=COLOURS[rank], alpha=0.75, rasterized=True, **look)
        marks.append(
            Line2D([], [], color=COLOURS[rank], ls="", ms=5, marker=MARKERS[rank],
                   label=classes[code])
        )  # fmt: skip
    if rest.any():
        marks.append(Line2D([], [], color=GREY, ls="", ms=4, marker="o", label="other"))
    return marks
