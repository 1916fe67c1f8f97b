"""The report of an ABX test: what was told apart, by condition and by listener."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from timbrespace.listening.abx.answers import Choice
from timbrespace.listening.abx.scores import (
    GUESSING,
    LEVEL,
    Share,
    by_condition,
    by_listener,
    fewest_right,
)
from timbrespace.reports.html import Report
from timbrespace.reports.results import Result

if TYPE_CHECKING:
    from matplotlib.figure import Figure

ALPHA = 0.05
NOTES = (
    "Intervals are exact (Clopper and Pearson 1934), p is the exact chance of so many right "
    "answers or more by guessing.",
    "Both count every answer as independent of every other, which those of one listener are not "
    "quite: where several listeners are pooled, look at each of them too.",
)


def abx_report(choices: Sequence[Choice], *, command: str = "") -> tuple[Report, list[Result]]:
    """The report, and its numbers as records; all answers, conditions, listeners."""
    conditions, listeners = by_condition(choices), by_listener(choices)
    n_trials = len({choice.trial for choice in choices})
    n = len(listeners)
    lead = (
        f"{n} listener{'' if n == 1 else 's'}, {n_trials} trials, {len(choices)} answers; "
        f"guessing is {GUESSING:.0%}."
    )
    report = Report("ABX test", lead)
    report.bullets([*map(said, conditions), *NOTES])
    report.heading("What was told apart").table([row(each, "condition") for each in conditions])
    report.figure(drawn(conditions), f"Share of right answers with exact {LEVEL:.0%} intervals; "
                  "dotted: guessing.")  # fmt: skip
    report.heading("Listeners").table([row(each, "listener") for each in listeners])
    if command:
        report.heading("What made it").command(command)
    found = [_result(each, "condition", n, command) for each in conditions]
    return report, [*found, *(_result(each, "listener", 1, command) for each in listeners)]


def said(share: Share) -> str:
    """One condition in a sentence that follows from its p.

    Example:
        >>> from timbrespace.listening.abx.scores import share_of
        >>> said(share_of("bells", 14, 16))
        'bells: 14 of 16 right (0.875 [0.617, 0.984]), told apart (p = 0.002).'
    """
    verdict = "told apart" if share.p < ALPHA else "not shown to be told apart"
    needed = fewest_right(share.n)
    missing = (
        f"; {share.n} answers are too few to show anything" if needed is None
        else f"; {needed} would show it" if share.p >= ALPHA
        else ""
    )  # fmt: skip
    interval = f"{share.value:.3f} [{share.low:.3f}, {share.high:.3f}]"
    p = "p < 0.001" if share.p < 0.001 else f"p = {share.p:.3f}"
    return (
        f"{share.what}: {share.right} of {share.n} right ({interval}), {verdict} ({p}){missing}."
    )


def row(share: Share, column: str) -> dict[str, Any]:
    """One line of a table."""
    return {
        column: share.what,
        "right": share.right,
        "of": share.n,
        "share": share.value,
        f"{LEVEL:.0%} interval": f"{share.low:.3f} to {share.high:.3f}",
        "p": share.p,
    }


def drawn(shares: Sequence[Share]) -> Figure:
    """Shares from top to bottom, with their intervals and the line of guessing."""
    from timbrespace.reports.style import COLOURS, GREY, canvas

    with canvas(height_in=0.9 + 0.34 * len(shares)) as (figure, grid):
        axes = grid[0, 0]
        for y, share in enumerate(shares):
            axes.plot([share.low, share.high], [y, y], color=COLOURS[0], linewidth=2.2)
            axes.plot(share.value, y, "o", color=COLOURS[0], markersize=5)
        axes.axvline(GUESSING, color=GREY, linestyle=":")
        axes.set_yticks(range(len(shares)), [share.what for share in shares])
        axes.set_ylim(len(shares) - 0.5, -0.5)
        axes.set_xlim(0, 1)
        axes.set_xlabel("share of right answers")
    return figure


def _result(share: Share, column: str, n_groups: int, command: str) -> Result:
    return Result(
        "abx_right", {column: share.what}, share.value, share.low, share.high, level=LEVEL,
        n_items=share.n, n_groups=n_groups, baselines={"guessing": GUESSING}, p=share.p,
        command=command,
    )  # fmt: skip
