"""The page that says what a surrogate is worth, word by word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from timbrespace.reports.html import Report
from timbrespace.reports.style import COLOURS, GREY, PALE, canvas
from timbrespace.surrogates.evaluation import Evaluation
from timbrespace.surrogates.inverses import METHODS
from timbrespace.surrogates.sweeps import leakage

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: The surrogate's own ways back; the others are what they have to beat.
own_methods = METHODS[:2]

DOMAIN = (
    "The share of the audible points that have the word (noise has no pitch), and standard "
    "deviations of it: between latents, and between decodes of one latent."
)


def report(
    found: Evaluation,
    *,
    notes: Sequence[str] = (),
    seconds: float = 0.0,
    seed: int = 0,
    command: str = "",
) -> Report:
    """The page: what gets a slider, how well it is foretold, and what comes when it is asked for.

    Args:
        found: The evaluation.
        notes: Sentences on how the points came about.
        seconds: What it all took.
        seed: That it was made with.
        command: What makes it again.
    """
    made = Report(
        f"{found.surrogate.voice}: played by what it sounds like",
        "What its latents do to each word, and what comes when a word is asked for.",
    )
    made.bullets(notes)
    made.heading("The words").table(word_rows(found))
    lost = [w for w in found.surrogate.words if w.problem]
    made.bullets(f"{w.title} gets no slider. {w.problem}" for w in lost)
    made.heading("Where words mean something").text(DOMAIN).table(domain_rows(found))
    _add_loop(made, found)
    _add_sweeps(made, found)
    _add_drags(made, found)
    _add_forward(made, found)
    return made.made_with(seed, seconds, command)


def domain_rows(found: Evaluation) -> list[dict[str, object]]:
    """A row for each word: where it is defined, and what differs between latents and repeats."""
    domain = found.domain
    return [
        {
            "word": word.title,
            "unit": word.unit,
            "defined": f"{domain.defined[word.name]:.1%}",
            "between latents": _short(domain.between[word.name]),
            "between repeats": _short(domain.within[word.name]),
        }
        for word in found.surrogate.words
    ]


def word_rows(found: Evaluation) -> list[dict[str, object]]:
    """A row for each word: its range, how well it is foretold, and what comes of asking."""
    travels = {sweep.word: sweep for sweep in found.sweeps}
    rows = []
    for word in found.surrogate.words:
        row: dict[str, object] = {
            "word": word.title,
            "unit": word.unit,
            "low": _short(word.low),
            "high": _short(word.high),
            "R2": _two(word.r2),
            "closed loop": "",
            "median error": "",
            "rising": "",
            "slider": "no" if word.problem else "yes",
        }
        asked = [x for x in found.loops if x.word == word.name and x.method == "gradient"
                 and not x.together]  # fmt: skip
        if asked:
            low, high = asked[0].interval()
            row["closed loop"] = f"{_two(asked[0].spearman)} [{_two(low)} {_two(high)}]"
            row["median error"] = _short(asked[0].median_error)
        if word.name in travels:
            row["rising"] = f"{travels[word.name].monotonicity:.0%}"
        rows.append(row)
    return rows


def _add_loop(made: Report, found: Evaluation) -> None:
    if not found.loops:
        return
    made.heading("Asked for, decoded, measured").text(
        "Spearman's rank correlation between what was wanted and what was measured on the decoded "
        "sound. What is wanted was measured on points that nobody learned from; the player stands "
        "at another such point. 'gradient' and 'feed-forward' are the surrogate's two ways back; "
        "'kNN lookup' takes the measured point that sounds nearest, 'linear' the shortest step by "
        "a linear model, 'random latent' any point. 'moved' is the median distance from where the "
        "player stood, in standard deviations of the latents: what a jump costs."
    )
    for together, title in ((False, "One word at a time."), (True, "Several words at once.")):
        words = list(dict.fromkeys(x.word for x in found.loops if x.together == together))
        if words:
            made.table([_loop_row(found, word, together) for word in words], title)
    made.figure(_scatter(found), "Wanted against measured, one word at a time, by gradient.")
    if found.reaches:
        made.text(
            "Requests from half a range below to half a range above what is reached: of those "
            "said to be reached, how many came within a tenth of the range (precision), and of "
            "those that did, how many were said to (recall)."
        ).table(
            [
                {"word": _title(found, r.word), "requests": len(r.said), "met": _two(r.met.mean()),
                 "precision": _two(r.precision), "recall": _two(r.recall)}
                for r in found.reaches
            ]
        )  # fmt: skip


def _loop_row(found: Evaluation, word: str, together: bool) -> dict[str, object]:
    row: dict[str, object] = {"word": _title(found, word)}
    for method in METHODS:
        loop = found.loop(word, method, together)
        row[method] = _two(loop.spearman)
        if method in own_methods:
            row[f"{method}, error"] = _short(loop.median_error)
        if method != "random latent":
            row[f"{method}, moved"] = _two(float(np.median(loop.moved)))
    return row


def _add_sweeps(made: Report, found: Evaluation) -> None:
    if not found.sweeps:
        return
    n_starts = len(found.sweeps[0].shares)
    made.heading("What moves along").text(
        f"Each slider goes from low to high, from {n_starts} starting points. Numbers say how far "
        "each word travels meanwhile, measured, as a share of what it reaches: 1 where the row's "
        "own word covers its range; what is high elsewhere leaks. Words that mean nearly the same "
        "move together, as they should."
    )
    made.figure(_leakage(found), "Rows: the slider that moves. Columns: the word measured.")


def _add_drags(made: Report, found: Evaluation) -> None:
    if not found.drags:
        return
    made.heading("Dragged").text(
        f"Each slider is dragged in hundredths over a third of its reach and back, from "
        f"{len(found.drags[0].shares)} places. 'step': how far the latent goes in one, in "
        "standard deviations; 'still': the share of steps at which the word does not move; "
        "'jump': the furthest that it moves in one; 'error': its median distance from where the "
        "slider stands; 'there and back': the median difference between the two ways. The last "
        "three in % of the reach."
    ).table(
        [
            {
                "word": _title(found, drag.word),
                "step, median": _short(drag.step(50)), "95 %": _short(drag.step(95)),
                "largest": _short(drag.step(100)), "still": f"{drag.still:.0%}",
                "jump": f"{drag.jump:.0%}", "error": f"{drag.error:.1%}",
                "there and back": f"{drag.hysteresis:.1%}",
            }
            for drag in found.drags
        ]
    )  # fmt: skip


def _add_forward(made: Report, found: Evaluation) -> None:
    made.heading("Foretold").text(
        "R2 of the ensemble with its 95 % interval (bootstraps of points), beside simpler methods "
        "on the same points; words in Hz on a logarithmic scale. Coverage: how often the truth "
        "lay within the interval that should hold 68 and 95 %."
    )
    for foretold in found.foretold:
        rows = []
        for k, word in enumerate(found.surrogate.words):
            low, high = _two(foretold.low[k]), _two(foretold.high[k])
            row = {"word": word.title, "ensemble": f"{_two(foretold.r2[k])} [{low} {high}]"}
            row |= {name: _two(scores[k]) for name, scores in foretold.rows.items()}
            row |= {f"in {p:.0%}": _two(share[k]) for p, share in foretold.coverage.items()}
            rows.append(row)
        made.table(rows, f"{foretold.split.name.capitalize()}: {foretold.split.said}")


def _scatter(found: Evaluation) -> Figure:
    loops = [x for x in found.loops if x.method == "gradient" and not x.together]
    columns = min(4, len(loops))
    n_rows = -(-len(loops) // columns)
    with canvas(n_rows, columns, height_in=2.2 * n_rows + 0.2) as (figure, axes):
        for ax, loop in zip(axes.flat, loops, strict=False):
            ends = [float(np.nanmin(loop.wanted)), float(np.nanmax(loop.wanted))]
            ax.plot(ends, ends, color=PALE, lw=1.2)
            ax.scatter(loop.wanted, loop.measured, s=7, color=COLOURS[0], alpha=0.6, lw=0)
            ax.set_title(_title(found, loop.word))
        for ax in axes.flat[len(loops) :]:
            ax.set_visible(False)
        figure.supxlabel("wanted", fontsize=9)
        figure.supylabel("measured", fontsize=9)
    return figure


def _leakage(found: Evaluation) -> Figure:
    moved = leakage(list(found.sweeps))
    sliders = [_title(found, sweep.word) for sweep in found.sweeps]
    words = [word.title for word in found.surrogate.words]
    with canvas(height_in=1.4 + 0.3 * len(sliders)) as (figure, axes):
        ax = axes[0, 0]
        ax.imshow(moved, cmap="Blues", vmin=0, vmax=1.2, aspect="auto")
        for (i, j), value in np.ndenumerate(moved):
            if np.isfinite(value):
                shade = "white" if value > 0.7 else GREY
                ax.text(j, i, f"{value:.1f}", ha="center", va="center", fontsize=7, color=shade)
        ax.set_yticks(range(len(sliders)), sliders)
        ax.set_xticks(range(len(words)), words, rotation=35, ha="right")
        ax.tick_params(length=0)
        ax.spines[:].set_visible(False)
    return figure


def _title(found: Evaluation, name: str) -> str:
    return next(word.title for word in found.surrogate.words if word.name == name)


def _short(value: float) -> str:
    """Three digits, in plain writing.

    Example:
        >>> _short(0.01234), _short(1234.5), _short(-23.04)
        ('0.012', '1234', '-23.0')
    """
    if not np.isfinite(value):
        return ""
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2 if abs(value) >= 1 else 3
    return f"{value:.{digits}f}"


def _two(value: float) -> str:
    return f"{value:.2f}" if np.isfinite(value) else ""
