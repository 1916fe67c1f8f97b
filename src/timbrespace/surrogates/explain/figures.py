"""Figures of what was explained: dims by words, heat maps, arrows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from timbrespace.reports.style import COLOURS, GREY, INK, PALE, WIDTH_IN, canvas
from timbrespace.surrogates.explain.heat import Heat
from timbrespace.surrogates.explain.importance import Importance
from timbrespace.surrogates.explain.local import Local, Slopes

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: More dims than this are not told apart; those that matter most are drawn.
MOST_DIMS = 24


def importance_figure(found: Importance) -> Figure:
    """Words by dims: dark where much hangs on a dim, a dot where that is beyond noise."""
    top = np.sort(np.argsort(-found.drop.max(axis=0), kind="stable")[:MOST_DIMS])
    drop, beyond = found.drop[:, top], found.beyond()[:, top]
    with canvas(height_in=1.4 + 0.3 * len(found.words)) as (figure, axes):
        ax = axes[0, 0]
        image = ax.imshow(np.clip(drop, 0, 1), cmap="Blues", vmin=0, vmax=1, aspect="auto")
        for k, j in zip(*np.nonzero(beyond), strict=True):
            ax.plot(j, k, ".", ms=3, color="white" if drop[k, j] > 0.55 else INK)
        ax.set_yticks(range(len(found.words)), found.words)
        ax.set_xticks(range(len(top)), [found.dims[j] for j in top], rotation=55, ha="right")
        ax.tick_params(length=0)
        ax.spines[:].set_visible(False)
        bar = figure.colorbar(image, ax=ax, shrink=0.8, label="R2 lost by permuting")
        bar.outline.set_visible(False)
    return figure


def heat_figure(heats: Sequence[Heat], columns: int = 3) -> Figure:
    """Heat maps side by side; hatched where the voice is not known, dotted where unsure."""
    columns = min(columns, max(1, len(heats)))
    rows = -(-len(heats) // columns)
    with canvas(rows, columns, height_in=rows * WIDTH_IN / max(columns, 2) * 0.92) as (fig, axes):
        for ax, heat in zip(axes.flat, heats, strict=False):
            _draw_heat(fig, ax, heat)
        for ax in list(axes.flat)[len(heats) :]:
            ax.set_visible(False)
    return fig


def local_figure(local: Local, words: Sequence[str]) -> Figure:
    """For each word the dims that move it here: what the surrogate believes, what is heard."""
    with canvas(1, len(words), height_in=3.4, sharey=True) as (figure, axes):
        chosen = [local.words.index(word) for word in words]
        size = np.abs(local.believed.value[chosen]).max(axis=0)
        top = np.sort(np.argsort(-size, kind="stable")[:MOST_DIMS])
        for ax, k in zip(axes[0], chosen, strict=True):
            at = np.arange(len(top))
            _draw_slopes(ax, local.believed, k, top, at - 0.15, COLOURS[0], "surrogate")
            if local.heard is not None:
                _draw_slopes(ax, local.heard, k, top, at + 0.15, COLOURS[1], "decodes nearby")
            ax.axvline(0, color=GREY, lw=0.7)
            ax.set_yticks(at, [local.dims[j] for j in top])
            cosine = local.cosine[k]
            said = f" (cosine {cosine:.2f})" if np.isfinite(cosine) else ""
            ax.set_title(f"{local.words[k]}{said}")
            ax.grid(axis="x", color=PALE, lw=0.6)
        axes[0, 0].invert_yaxis()
        figure.supxlabel("change by one deviation of the dim, as a share of reach", fontsize=9)
        handles, names = axes[0, 0].get_legend_handles_labels()
        figure.legend(handles, names, loc="outside lower center", ncols=2)
    return figure


def _draw_heat(figure: Figure, ax: Any, heat: Heat) -> None:
    edges = _edges(heat.x), _edges(heat.y)
    low, high = heat.reach
    image = ax.pcolormesh(
        *edges, heat.values, cmap="viridis", vmin=low, vmax=high, rasterized=True
    )
    for held, hatch in ((heat.known, "////"), (heat.sure, "..")):
        if not held.all():
            ax.contourf(
                heat.x, heat.y, (~held).astype(float), levels=[0.5, 1.5], colors="none",
                hatches=[hatch],
            )  # fmt: skip
    unit = f" ({heat.unit})" if heat.unit else ""
    ax.set(title=heat.title + unit, xlabel=heat.axes[0], ylabel=heat.axes[1])
    bar = figure.colorbar(image, ax=ax, shrink=0.8)
    bar.outline.set_visible(False)


def _draw_slopes(
    ax: Any, slopes: Slopes, k: int, dims: Any, at: Any, colour: str, label: str
) -> None:
    value = slopes.value[k, dims]
    ends = np.abs(np.stack([value - slopes.low[k, dims], slopes.high[k, dims] - value]))
    ax.errorbar(value, at, xerr=ends, fmt="o", ms=3, lw=1, color=colour, label=label)


def _edges(centres: Any) -> Any:
    half = (centres[1] - centres[0]) / 2
    return np.append(centres - half, centres[-1] + half)
