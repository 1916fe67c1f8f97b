"""Transfer as results with baselines, as sentences, and as a figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from timbrespace.reports.results import Result
from timbrespace.reports.style import COLOURS, GREY, MARKERS, PALE, canvas
from timbrespace.surrogates.base import Floats
from timbrespace.surrogates.transfer.bench import PLACES, Row, Where

if TYPE_CHECKING:
    from matplotlib.figure import Figure

N_BOOTSTRAPS = 2000
NAME = "closed-loop error"
#: What every method has to beat.
CHANCE = ("random", "standing still")
#: What needs no old voice.
OWN = ("from scratch", "nearest anchor")
#: What the old voice is judged by, declared beforehand, so that the luckiest of several is not
#: taken for the best: the first of these that was run, with anchors and without.
DECLARED = ("common sounds, corrected", "adapter, corrected")
UNHEARD = ("common sounds", "matched components")
#: Differences below this share of the reach are none.
LEAST = 0.0005
#: What stands for itself, with no baseline beside it.
BOUNDS = (*CHANCE, "best there is", "all points")


def results(
    rows: Sequence[Row], old: str, new: str, words: Sequence[str], command: str = ""
) -> list[Result]:
    """The closed-loop error of every row, with intervals over targets.

    Beside each stand chance and, with anchors, what learns from the same anchors without the old
    voice.

    Args:
        rows: Of one pair of voices.
        old: Id of the voice that the words were learned on.
        new: Id of the voice that is played.
        words: In the order of the rows' words.
        command: That makes them again.
    """
    made = []
    for row in rows:
        low, high = interval(row.errors)
        beside = _baselines(row, rows)
        where = {"from": old, "to": new, "method": row.method, "where": row.where}
        made.append(
            Result(
                NAME, {**where, "anchors": row.anchors}, float(row.errors.mean()), low, high,
                unit="share of reach", n_items=len(row.errors), n_groups=len(row.errors),
                better="lower", baselines=beside, command=command,
            )
        )  # fmt: skip
        made += [
            Result(
                f"{NAME} of {word}", {**where, "anchors": row.anchors}, float(value),
                unit="share of reach", n_items=len(row.errors), better="lower", command=command,
            )
            for word, value in zip(words, row.by_word, strict=True)
        ]  # fmt: skip
    return made


def interval(errors: Floats, seed: int = 0) -> tuple[float, float]:
    """The 95 % interval of the mean error over targets ``(T,)``, by bootstrap."""
    rng = np.random.default_rng([seed, 75])
    drawn = errors[rng.integers(len(errors), size=(N_BOOTSTRAPS, len(errors)))].mean(axis=1)
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(low), float(high)


def difference(one: Row, other: Row) -> tuple[float, float, float]:
    """By how much one row errs more than another on the same targets, with its interval."""
    apart = one.errors - other.errors
    return (float(apart.mean()), *interval(apart))


def sentences(rows: Sequence[Row], old: str, new: str) -> list[str]:
    """What it comes to: whether the old voice helped, at each number of anchors."""
    said = []
    for where in PLACES:
        for k in sorted({row.anchors for row in rows if row.method == "from scratch"}):
            said += _compared(rows, where, k)
    nothing = _first(rows, UNHEARD, "near", 0)
    still = _of(rows, "standing still", "near", 0)
    if nothing is not None:
        apart, low, high = difference(nothing, still)
        verdict = "knows something" if high < -LEAST else "knows nothing"
        said.insert(
            0,
            f"Without a decode, what '{old}' taught {verdict} of '{new}': near the player, the "
            f"declared way ({nothing.method}) misses by {_share(nothing.errors.mean())} of "
            f"the reach; standing still by {_share(still.errors.mean())} "
            f"(difference {_share(apart)}, {_share(low)} to {_share(high)}).",
        )
    return said


def figure(rows: Sequence[Row], title: str = "") -> Figure:
    """Error by anchors, near the player and anywhere, with what bounds it."""
    methods = list(dict.fromkeys(r.method for r in rows if r.anchors and r.method not in BOUNDS))
    with canvas(1, 2, height_in=3.4, sharey=True) as (drawn, axes):
        for ax, where in zip(axes[0], PLACES, strict=True):
            for i, method in enumerate(methods):
                own = [r for r in rows if r.where == where and r.method == method]
                x, y = [r.anchors for r in own], [float(r.errors.mean()) for r in own]
                ends = np.array([interval(r.errors) for r in own]).T
                ax.errorbar(
                    x, y, yerr=np.abs(ends - y), label=method, color=COLOURS[i % 7],
                    marker=MARKERS[i % 7], ms=4, lw=1.2,
                )  # fmt: skip
            for method in BOUNDS:
                level = next(r for r in rows if r.where == where and r.method == method)
                ax.axhline(float(level.errors.mean()), color=GREY, lw=0.8, ls=":")
                ax.text(
                    1.01, float(level.errors.mean()), method, fontsize=7, color=GREY, va="center",
                    transform=ax.get_yaxis_transform(),
                )  # fmt: skip
            ax.set(xscale="log", title=f"{title} {where}".strip(), xlabel="anchors")
            # Around a single anchor a logarithmic axis would label all digits.
            shown = sorted({row.anchors for row in rows if row.method in methods})
            ax.set_xticks(shown, [str(k) for k in shown])
            ax.set_xticks([], minor=True)
            ax.grid(axis="y", color=PALE, lw=0.6)
        # Both share it, and labels beyond it would take the room of the axes.
        highest = max(float(row.errors.mean()) for row in rows)
        axes[0, 0].set_ylim(0, 1.1 * highest)
        axes[0, 0].set_ylabel("closed-loop error (share of reach)")
        handles, names = axes[0, 0].get_legend_handles_labels()
        drawn.legend(handles, names, loc="outside lower center", ncols=4)
    return drawn


def _baselines(row: Row, rows: Sequence[Row]) -> dict[str, float]:
    if row.method in BOUNDS:
        return {}
    found = {name: float(_of(rows, name, row.where, 0).errors.mean()) for name in CHANCE}
    if row.anchors and row.method not in OWN:
        for name in OWN:
            found[name] = float(_of(rows, name, row.where, row.anchors).errors.mean())
    return found


def _compared(rows: Sequence[Row], where: Where, k: int) -> list[str]:
    scratch, ours = _of(rows, "from scratch", where, k), _first(rows, DECLARED, where, k)
    if ours is None:
        return []
    apart, low, high = difference(ours, scratch)
    verdict = "helps" if high < -LEAST else "harms" if low > LEAST else "makes no difference"
    return [
        f"{where.capitalize()}, {k} anchors: from scratch {_share(scratch.errors.mean())}; the "
        f"old voice {verdict} ({ours.method} {_share(ours.errors.mean())}, difference "
        f"{_share(apart)}, {_share(low)} to {_share(high)})."
    ]


def _first(rows: Sequence[Row], methods: Sequence[str], where: Where, k: int) -> Row | None:
    """The row of the first of these methods that was run."""
    by = {r.method: r for r in rows if r.where == where and r.anchors == k}
    return next((by[name] for name in methods if name in by), None)


def _of(rows: Sequence[Row], method: str, where: Where, anchors: int) -> Row:
    return next(r for r in rows if (r.method, r.where, r.anchors) == (method, where, anchors))


def _share(value: float) -> str:
    return f"{100 * float(value):.1f} %"
