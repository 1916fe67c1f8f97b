"""The report of a listening test: who was kept, what the conditions are worth, and a figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from timbrespace.listening.answers import Answer
from timbrespace.listening.scores import LEVEL, N_DRAWS, Interval, Score, scores
from timbrespace.listening.screening import BELOW, SHARE, Screened, kept_answers, screen
from timbrespace.reports.html import Report
from timbrespace.reports.results import Result

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FEW = 15


def listening_report(
    answers: Sequence[Answer], *, seed: int = 0, command: str = ""
) -> tuple[Report, list[Result]]:
    """The report, and its numbers as records; every condition over all trials, then by trial."""
    screened = screen(answers)
    kept = kept_answers(answers, screened)
    found = scores(kept, seed=seed) if kept else []
    n_kept = sum(each.kept for each in screened)
    report = Report("Listening test", _lead(n_kept, len(screened), answers))
    report.bullets(_notes(n_kept))
    if found:
        report.heading("All trials").table([score_row(each) for each in found], _caption(n_kept))
        report.figure(drawn(found), "Bars: means with their intervals; marks: medians; dots: "
                      "what each listener gave in the mean.")  # fmt: skip
        report.heading("By trial")
        for trial in dict.fromkeys(answer.trial for answer in kept):
            own = scores([answer for answer in kept if answer.trial == trial], seed=seed)
            report.table([score_row(each) for each in own], trial)
    report.heading("Listeners").table([_listener_row(each) for each in screened])
    report.made_with(seed, command=command)
    return report, [_result(each, n_kept, command) for each in found]


def score_row(score: Score) -> dict[str, Any]:
    """One line of the table of conditions."""
    return {
        "condition": score.condition,
        "mean": f"{score.mean:.1f}",
        f"{LEVEL:.0%} of the mean": _text(score.mean_interval),
        "median": f"{score.median:.1f}",
        f"{LEVEL:.0%} of the median": _text(score.median_interval),
        "ratings": score.n_ratings,
        "listeners": len(score.by_listener),
    }


def drawn(found: Sequence[Score]) -> Figure:
    """Conditions from left to right, the best first."""
    from timbrespace.reports.style import COLOURS, GREY, INK, canvas

    with canvas(height_in=3.6) as (figure, grid):
        axes = grid[0, 0]
        for x, score in enumerate(found):
            colour = COLOURS[0] if score.role == "condition" else GREY
            low, high = score.mean_interval or (score.mean, score.mean)
            axes.bar(x, score.mean, width=0.62, color=colour, alpha=0.35, linewidth=0)
            axes.plot([x, x], [low, high], color=colour, linewidth=2.2)
            axes.plot([x - 0.31, x + 0.31], [score.median] * 2, color=INK, linewidth=1.2)
            own = list(score.by_listener.values())
            # Beside the interval, in the order of names, so that dots do not hide each other.
            places = [x + 0.08 + 0.2 * (k + 0.5) / len(own) for k in range(len(own))]
            axes.plot(places, own, "o", color=INK, markersize=2.5, alpha=0.6, linewidth=0)
        axes.set_xticks(range(len(found)), [score.condition for score in found])
        axes.set_ylim(0, 100)
        axes.set_ylabel("rating")
        axes.set_yticks([0, 20, 40, 60, 80, 100])
    return figure


def _lead(n_kept: int, n: int, answers: Sequence[Answer]) -> str:
    n_trials = len({answer.trial for answer in answers})
    return f"{n_kept} of {n} listeners kept; {n_trials} trials, {len(answers)} ratings."


def _notes(n_kept: int) -> list[str]:
    notes = [
        f"A listener who rated the hidden reference below {BELOW:.0f} in more than {SHARE:.0%} of "
        "their trials is left out (ITU-R BS.1534-3, 4.1.2).",
        f"Intervals hold {LEVEL:.0%} of {N_DRAWS:,} bootstraps over listeners; they say nothing "
        "of other sounds.",
    ]
    if n_kept == 0:
        notes.append("Nobody is left: there are no scores.")
    elif n_kept == 1:
        notes.append("One listener has no interval: this says what that listener heard.")
    elif n_kept < FEW:
        notes.append(f"With fewer than {FEW} listeners intervals are too narrow, rather.")
    return notes


def _caption(n_kept: int) -> str:
    return f"0 (bad) to 100 (excellent), {n_kept} listener{'' if n_kept == 1 else 's'}"


def _listener_row(each: Screened) -> dict[str, Any]:
    return {
        "listener": each.listener,
        "trials": each.n_trials,
        f"reference below {BELOW:.0f}": each.n_missed,
        "kept": "yes" if each.kept else "no",
    }


def _text(interval: Interval) -> str | None:
    return None if interval is None else f"{interval[0]:.1f} to {interval[1]:.1f}"


def _result(score: Score, n_kept: int, command: str) -> Result:
    low, high = score.mean_interval or (None, None)
    return Result(
        "mushra_mean",
        {"condition": score.condition, "role": score.role},
        score.mean,
        low,
        high,
        level=LEVEL,
        n_items=score.n_ratings,
        n_groups=n_kept,
        command=command,
    )
