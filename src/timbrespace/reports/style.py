"""How figures look: quiet, the same everywhere, and told apart without seeing red from green."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Colours that stay apart in all common kinds of colour blindness (Okabe and Ito 2008).
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#5C4B9B")
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
INK, GREY, PALE = "#222222", "#8A8A8A", "#E4E4E4"
#: Width of a figure in inches: the width of the report's text.
WIDTH_IN = 8.6

_STYLE: Any = {
    "font.family": "sans-serif",
    "font.size": 9,
    "axes.titlesize": 9,
    "axes.titlelocation": "left",
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.linewidth": 0.7,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.labelsize": 8,
    "ytick.labelsize": 8,
    "legend.frameon": False,
    "legend.fontsize": 8,
    "lines.linewidth": 1.5,
    "figure.constrained_layout.use": True,
    # The same figure is the same bytes.
    "svg.hashsalt": "timbrespace",
}


@contextmanager
def canvas(
    rows: int = 1, columns: int = 1, height_in: float = 3.2, **options: Any
) -> Iterator[tuple[Figure, Any]]:
    """A figure in this style with a grid of axes, drawn without any window system.

    Args:
        rows: Rows of axes.
        columns: Columns of axes.
        height_in: Height of the whole in inches; the width is that of a report.
        options: For :meth:`matplotlib.figure.Figure.subplots`: ``sharey=True`` ...

    Yields:
        The figure, and its axes as a ``(rows, columns)`` array.
    """
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(options.pop("width_in", WIDTH_IN), height_in))
        FigureCanvasSVG(figure)
        yield figure, figure.subplots(rows, columns, squeeze=False, **options)


def as_svg(figure: Figure) -> bytes:
    """A figure as SVG; the same figure gives the same bytes."""
    import matplotlib as mpl

    into = io.BytesIO()
    with mpl.rc_context(_STYLE):
        figure.savefig(into, format="svg", dpi=180, metadata={"Date": None})
    return into.getvalue()


def as_png(figure: Figure, dpi: int = 144) -> bytes:
    """A figure as PNG, for where SVG is not shown."""
    import matplotlib as mpl

    into = io.BytesIO()
    with mpl.rc_context(_STYLE):
        figure.savefig(into, format="png", dpi=dpi, metadata={"Software": None})
    return into.getvalue()
