"""Figures of the matcher: gains over dry by effect, and how much it knows of its own worth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from timbrespace.reports.results import Result
from timbrespace.reports.style import COLOURS, GREY, MARKERS, PALE, canvas
from timbrespace.studies.effects.matching_rows import ROWS
from timbrespace.studies.records import Records

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Rows that are drawn beside each other.
DRAWN = ("point", "at once", "delivered at once", "refined", "delivered", "search")


def gains(results: Sequence[Result], corpus: str = "all") -> Figure:
    """Share of dry's MR-STFT distance that each row takes away, with 95 % intervals, by effect.

    Args:
        results: From :func:`timbrespace.studies.effects.matching.records`, of any effects.
        corpus: ``"speech"``, ``"music"``, ``"drums"`` or ``"all"``.
    """
    records = Records(results).at("gain_share", corpus=corpus, metric="mr_stft")
    effects = records.values("effect")
    with canvas(height_in=1.4 + 0.7 * max(1, len(effects))) as (figure, axes):
        ax = axes[0, 0]
        ax.axvline(0, color=GREY, lw=0.8)
        ax.axvline(0.3, color=PALE, lw=0.8)
        for k, row in enumerate(DRAWN):
            for y, effect in enumerate(effects):
                _mark(ax, records.one(effect=effect, row=row), y + 0.13 * (k - 2.5), k)
            ax.plot([], [], MARKERS[k], color=COLOURS[k], ms=4, label=ROWS[row])
        ax.set_yticks(range(len(effects)), effects)
        ax.invert_yaxis()
        ax.set_xlim(-1.0, 1.0)
        ax.set(xlabel="share of the dry sound's distance that is gone (MR-STFT)")
        figure.legend(loc="outside lower center", ncols=2)
    return figure


def honesty(expected: Sequence[float], true: Sequence[float], title: str = "") -> Figure:
    """Gains that were expected beside those that came, one dot for each item.

    Args:
        expected: Shares of the dry distance ``(N,)``.
        true: The same, measured with the target ``(N,)``.
        title: Above it.
    """
    with canvas(height_in=3.4, width_in=4.2) as (figure, axes):
        ax = axes[0, 0]
        ax.plot([-1, 1], [-1, 1], color=PALE, lw=0.8)
        ax.axhline(0, color=GREY, lw=0.8)
        ax.plot(np.clip(expected, -1, 1), np.clip(true, -1, 1), "o", ms=3, color=COLOURS[0],
                alpha=0.6)  # fmt: skip
        ax.set(xlabel="expected gain", ylabel="true gain", xlim=(-1, 1), ylim=(-1, 1), title=title)
    return figure


def _mark(ax: object, result: Result | None, y: float, k: int) -> None:
    """A dot with its interval; what lies beyond the axes is held at their edge."""
    from typing import Any

    at: Any = ax
    if result is None or result.low is None or result.high is None:
        return
    low, value, high = (float(np.clip(v, -1, 1)) for v in (result.low, result.value, result.high))
    at.plot([low, high], [y, y], color=COLOURS[k], lw=1.2)
    at.plot([value], [y], MARKERS[k], color=COLOURS[k], ms=4)
