"""The figures of the study, drawn from its records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from timbrespace.reports.results import Result
from timbrespace.reports.style import COLOURS, GREY, INK, MARKERS, PALE, canvas
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
            row[0].set_ylim(0, None)
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


def leakage(records: Records, factors: Sequence[str]) -> Figure:
    """What is read from each part of each code: a panel for each factor read.

    Args:
        records: With ``source``, ``target`` and ``method`` in their place.
        factors: The targets.
    """
    from timbrespace.reports.disentangling import TITLES

    sources = records.values("source")
    with canvas(1, len(factors), 3.2, sharey=True) as (figure, axes):
        for ax, target in zip(axes[0], factors, strict=True):
            of = records.at(target=target)
            for i, (method, title) in enumerate(TITLES.items()):
                found = [of.one(source=s, method=method) for s in sources]
                x = np.arange(len(sources)) + (i - 1.5) * 0.18
                _points(ax, x, found, COLOURS[i], title)
            for at, source in enumerate(sources):
                first = of.one(source=source, method="flow")
                _controls(ax, at, {} if first is None else dict(first.baselines))
            ax.set_xticks(range(len(sources)), [f"{s} dims" for s in sources], fontsize=7)
            ax.set_title(f"{target} read from")
            ax.grid(axis="y", color=PALE, lw=0.6)
        axes[0, 0].set(ylabel="balanced accuracy", ylim=(0, None))
        handles, names = axes[0, 0].get_legend_handles_labels()
        figure.legend(handles, names, loc="outside lower center", ncols=4)
    return figure


def claims(records: Records, factors: Sequence[str]) -> Figure:
    """The two claims of an edit against each other: a panel for each factor edited."""
    with canvas(1, len(factors), 4.2, sharey=True, sharex=True) as (figure, axes):
        for ax, factor in zip(axes[0], factors, strict=True):
            for i, method in enumerate(records.values("method")):
                moved = records.one("edit_moved_logits", factor=factor, method=method)
                kept = records.one("edit_kept_logits", factor=factor, method=method)
                if moved is None or kept is None:
                    continue
                ax.errorbar(
                    kept.value, moved.value, _spread(moved), _spread(kept), ls="",
                    color=COLOURS[i % 7], mfc=COLOURS[i] if i < 7 else "white",
                    marker=MARKERS[i % 7], ms=6, elinewidth=0.8, label=method,
                )  # fmt: skip
            ax.set(title=f"{factor} edited", xlabel="share with the other factor kept",
                   xlim=(-0.03, 1.03), ylim=(-0.03, 1.03))  # fmt: skip
            ax.grid(color=PALE, lw=0.6)
        axes[0, 0].set_ylabel("share named as the donor's class")
        handles, names = axes[0, 0].get_legend_handles_labels()
        figure.legend(handles, names, loc="outside lower center", ncols=4)
    return figure


def _points(ax: Any, x: Any, found: Sequence[Result | None], colour: str, title: str) -> None:
    shown = [(at, r) for at, r in zip(x, found, strict=True) if r is not None]
    for number, (at, r) in enumerate(shown):
        ax.errorbar(
            at, r.value, _spread(r), color=colour, marker="o", ms=4, elinewidth=1, ls="",
            label=title if number == 0 else None,
        )  # fmt: skip


def _controls(ax: Any, at: float, baselines: dict[str, float]) -> None:
    shared = baselines.get("permuted within the source's classes")
    if "permuted" in baselines:
        ax.hlines(baselines["permuted"], at - 0.4, at + 0.4, color=GREY, ls=":", lw=1.2)
    if shared is not None:
        ax.plot(at, shared, marker="x", ms=6, color=INK, ls="")


def _spread(result: Result) -> list[list[float]]:
    """Below and above a value, as matplotlib wants it."""
    low = result.value if result.low is None else result.low
    high = result.value if result.high is None else result.high
    return [[max(result.value - low, 0.0)], [max(high - result.value, 0.0)]]
